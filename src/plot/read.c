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

/* With the sign that text uses for numbers below zero, and whole numbers in full. */
static void
append_number (GString *text, double value, int digits)
{
  gboolean is_whole = value == floor (value) && fabs (value) < 1e9;
  g_string_append (text, value < 0 ? "\342\210\222" : "");
  g_string_append_printf (text, "%.*g", is_whole ? 9 : digits, fabs (value));
}

typedef struct
{
  const WscPlot *plot;
  double x, y;
  GString *text;
  gboolean has_x;
} Reading;

static void
append_value (Reading *reading, double x, const char *name, double value)
{
  if (!reading->has_x)
    append_number (reading->text, x, 6);
  reading->has_x = TRUE;
  g_string_append_printf (reading->text, " · %s ", name);
  append_number (reading->text, value, 4);
}

/* A line that runs alone needs no label: it is what the axis says. NULL for a line that is not to be named. */
static const char *
get_line_name (const WscPlot *plot, const WscShape *line)
{
  guint n_lines = 0;
  for (guint i = 0; i < plot->n_shapes; i++)
    n_lines += plot->shapes[i].kind == WSC_SHAPE_LINE ? 1 : 0;
  return line->label || n_lines > 1 || !line->sorted ? line->label : plot->y_label;
}

static void
append_line (Reading *reading, const WscShape *line)
{
  const char *name = get_line_name (reading->plot, line);
  if (!name || line->n == 0)
    return;
  gsize i = find_nearest (line, reading->x);
  if (isfinite (line->y[i]))
    append_value (reading, line->x[i], name, line->y[i]);
}

/* The bar whose place the pointer is in; bars without a label are named by the axis. */
static void
append_bar (Reading *reading, const WscShape *bars)
{
  const char *name = bars->label ? bars->label : reading->plot->y_label ? reading->plot->y_label : "y";
  if (bars->n == 0)
    return;
  gsize i = find_nearest (bars, reading->x);
  if (isfinite (bars->y[i]) && fabs (bars->x[i] - reading->x) <= 0.5)
    append_value (reading, bars->x[i], name, bars->y[i]);
}

/* What the cell stands for, and its value unless it is empty. */
static void
append_cell (Reading *reading, const WscShape *map)
{
  const WscField *field = map->field;
  gsize row, column;
  if (!wsc_field_find (field, reading->x, reading->y, &row, &column))
    return;
  double x = field->x_values ? field->x_values[column] : (field->x_edges[column] + field->x_edges[column + 1]) / 2;
  double y = (field->y_edges[row] + field->y_edges[row + 1]) / 2;
  double value = field->values[row * field->n_columns + column];
  append_value (reading, x, reading->plot->y_label ? reading->plot->y_label : "y", y);
  if (isfinite (value))
    append_value (reading, x, map->label ? map->label : "z", value);
}

/* "Epoch 12 · Training 0.0412 · Test 0.0431" */
static char *
describe (const WscPlot *plot, double x, double y, gboolean with_title)
{
  Reading reading = { plot, x, y, g_string_new (NULL), FALSE };
  if (with_title && plot->title)
    g_string_append_printf (reading.text, "%s · ", plot->title);
  g_string_append_printf (reading.text, "%s ", plot->x_label ? plot->x_label : "x");
  for (guint i = 0; i < plot->n_shapes; i++)
    {
      const WscShape *shape = &plot->shapes[i];
      if (shape->kind == WSC_SHAPE_LINE)
        append_line (&reading, shape);
      else if (shape->kind == WSC_SHAPE_BARS)
        append_bar (&reading, shape);
      else if (shape->kind == WSC_SHAPE_MAP)
        append_cell (&reading, shape);
    }
  if (!reading.has_x)
    append_number (reading.text, x, 6);
  return g_string_free (reading.text, FALSE);
}

/* What the pointer is at, of a drawing of that size. FALSE outside all axes. */
typedef struct
{
  guint plot;
  double data_x, data_y;
} Spot;

static gboolean
find_spot (const WscPlot *self, double width, double height, double font_size, double x, double y, Spot *spot)
{
  if (!(width >= 2 && height >= 2))
    return FALSE;
  g_auto (WscText) measure = { 0 };
  g_auto (WscLayout) layout = { 0 };
  wsc_text_init (&measure, font_size);
  wsc_layout_init (&layout, self, &measure, width, height);
  const WscCell *cell = wsc_layout_find (&layout, x, y);
  if (!cell)
    return FALSE;
  spot->plot = (guint) (cell - layout.cells);
  spot->data_x = wsc_frame_unmap_x (&cell->frame, x - cell->x);
  spot->data_y = wsc_frame_unmap_y (&cell->frame, y - cell->y);
  return TRUE;
}

gboolean
wsc_plot_find (const WscPlot *self, double width, double height, double font_size, double x, double y, guint *plot,
               double *data_x, double *data_y)
{
  g_return_val_if_fail (self != NULL, FALSE);
  g_return_val_if_fail (font_size > 0, FALSE);
  Spot spot;
  if (!find_spot (self, width, height, font_size, x, y, &spot))
    return FALSE;
  if (plot)
    *plot = spot.plot;
  if (data_x)
    *data_x = spot.data_x;
  if (data_y)
    *data_y = spot.data_y;
  return TRUE;
}

gboolean
wsc_plot_read (const WscPlot *self, double width, double height, double font_size, double x, double y, double *data_x,
               double *data_y, char **text)
{
  Spot spot = { 0 };
  if (!wsc_plot_find (self, width, height, font_size, x, y, &spot.plot, &spot.data_x, &spot.data_y))
    return FALSE;
  if (data_x)
    *data_x = spot.data_x;
  if (data_y)
    *data_y = spot.data_y;
  if (text)
    *text = self->grid ? describe (self->grid->plots[spot.plot], spot.data_x, spot.data_y, TRUE)
                       : describe (self, spot.data_x, spot.data_y, FALSE);
  return TRUE;
}
