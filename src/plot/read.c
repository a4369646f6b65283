/* What lies under the pointer. */
#include "plot/plot-private.h"

#include <math.h>

/* The sample nearest in x: by bisection where x is sorted. */
static gsize
find_nearest (const WscShape *line, double x)
{
  gsize best = 0;
  if (!line->sorted)
    {
      for (gsize i = 1; i < line->n; i++)
        if (fabs (line->x[i] - x) < fabs (line->x[best] - x))
          best = i;
      return best;
    }
  gsize low = 0, high = line->n - 1;
  while (high - low > 1)
    {
      gsize middle = low + (high - low) / 2;
      if (line->x[middle] <= x)
        low = middle;
      else
        high = middle;
    }
  return fabs (line->x[high] - x) < fabs (line->x[low] - x) ? high : low;
}

/* With the sign that text uses for numbers below zero. */
static void
append_number (GString *text, double value, int digits)
{
  g_string_append_printf (text, "%s%.*g", value < 0 ? "\342\210\222" : "", digits, fabs (value));
}

static void
append_line (GString *text, const WscShape *line, double x, gboolean *has_x)
{
  gsize i = find_nearest (line, x);
  if (!isfinite (line->y[i]))
    return;
  if (!*has_x)
    append_number (text, line->x[i], 6);
  *has_x = TRUE;
  g_string_append_printf (text, " · %s ", line->label);
  append_number (text, line->y[i], 4);
}

/* "Epoch 12 · Training 0.0412 · Test 0.0431" */
static char *
describe (const WscPlot *plot, double x)
{
  g_autoptr (GString) text = g_string_new (plot->x_label ? plot->x_label : "x");
  g_string_append_c (text, ' ');
  gboolean has_x = FALSE;
  for (guint i = 0; i < plot->n_shapes; i++)
    {
      const WscShape *shape = &plot->shapes[i];
      if (shape->kind == WSC_SHAPE_LINE && shape->label && shape->n > 0)
        append_line (text, shape, x, &has_x);
    }
  if (!has_x)
    append_number (text, x, 6);
  return g_string_free (g_steal_pointer (&text), FALSE);
}

gboolean
wsc_plot_read (const WscPlot *self, double width, double height, double font_size, double x, double y, double *data_x,
               double *data_y, char **text)
{
  g_return_val_if_fail (self != NULL, FALSE);
  g_return_val_if_fail (font_size > 0, FALSE);
  if (!(width >= 2 && height >= 2))
    return FALSE;
  g_auto (WscText) measure = { 0 };
  g_auto (WscFrame) frame = { 0 };
  wsc_text_init (&measure, font_size);
  wsc_frame_init (&frame, self, &measure, width, height);
  if (x < frame.x || x > frame.x + frame.width || y < frame.y || y > frame.y + frame.height)
    return FALSE;
  double value = wsc_frame_unmap_x (&frame, x);
  if (data_x)
    *data_x = value;
  if (data_y)
    *data_y = wsc_frame_unmap_y (&frame, y);
  if (text)
    *text = describe (self, value);
  return TRUE;
}
