/* What a plot shows, in one sentence, for those who cannot see it. */
#include "plot/plot-private.h"

#include <math.h>

#include <glib/gi18n-lib.h>

static gboolean
find_ends (const WscShape *line, double *first, double *last)
{
  gboolean found = FALSE;
  for (gsize i = 0; line->y && i < line->n; i++)
    if (isfinite (line->y[i]))
      {
        *first = found ? *first : line->y[i];
        *last = line->y[i];
        found = TRUE;
      }
  return found;
}

static char *
summarise_map (const WscShape *map, const char *name)
{
  const WscField *field = map->field;
  return g_strdup_printf (_("%s over %zu × %zu cells, colours from %.3g to %.3g"), name, field->n_columns,
                          field->n_rows, field->low, field->high);
}

static char *
summarise_strip (const WscShape *strip)
{
  return g_strdup_printf (_("%s between %.6g and %.6g"), strip->label, strip->x[0], strip->x[1]);
}

/* NULL for what needs no words. */
static char *
summarise_shape (const WscPlot *plot, const WscShape *shape)
{
  gboolean stands_for_axis = shape->kind == WSC_SHAPE_BARS || shape->kind == WSC_SHAPE_MAP;
  const char *name = shape->label ? shape->label : stands_for_axis ? plot->y_label : NULL;
  double first = NAN, last = NAN;
  if (shape->kind == WSC_SHAPE_MAP)
    return summarise_map (shape, shape->label ? shape->label : _("Value"));
  if (!name || shape->kind == WSC_SHAPE_BAND)
    return NULL;
  if (shape->kind == WSC_SHAPE_STRIP)
    return summarise_strip (shape);
  if (!find_ends (shape, &first, &last))
    return NULL;
  if (shape->kind == WSC_SHAPE_LEVEL)
    return g_strdup_printf ("%s %.3g", name, last);
  if (shape->kind == WSC_SHAPE_MARKER)
    return g_strdup_printf (_("%s at %.6g, %.3g"), name, shape->x[0], last);
  return g_strdup_printf (_("%s from %.3g to %.3g"), name, first, last);
}

char *
wsc_plot_summarise (const WscPlot *plot)
{
  g_autoptr (GString) text = g_string_new (plot->title ? plot->title : _("Chart"));
  const char *separator = ": ";
  for (guint i = 0; i < plot->n_shapes; i++)
    {
      g_autofree char *part = summarise_shape (plot, &plot->shapes[i]);
      if (!part)
        continue;
      g_string_append_printf (text, "%s%s", separator, part);
      separator = "; ";
    }
  g_string_append_c (text, '.');
  return g_string_free (g_steal_pointer (&text), FALSE);
}
