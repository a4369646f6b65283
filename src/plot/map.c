/* A map: an image whose dots are the surface's, or several a cell in print, so that cells are sharp everywhere. */
#include "plot/draw-private.h"

#include <math.h>

#define TONES 512
#define PRINT_DOTS 4  /* a point */
#define MAX_DOTS 8192 /* a side */

/* One side of the image. */
typedef struct
{
  double start, length; /* in user units */
  guint n_dots;
  gsize *cells; /* (n_dots) */
} Side;

/* What of the field lies within the axes, snapped to dots. FALSE when nothing does. */
static gboolean
get_area (const WscDraw *draw, const WscField *field, WscBox *area)
{
  const WscFrame *f = draw->frame;
  double x0 = MAX (f->x, wsc_frame_map_x (f, field->x_edges[0]));
  double x1 = MIN (f->x + f->width, wsc_frame_map_x (f, field->x_edges[field->n_columns]));
  double a = wsc_frame_map_y (f, field->y_edges[0]), b = wsc_frame_map_y (f, field->y_edges[field->n_rows]);
  double y0 = fmax (f->y, f->plot->y_down ? a : b), y1 = fmin (f->y + f->height, f->plot->y_down ? b : a);
  wsc_draw_set_dot_edge (draw, &x0, &y0);
  wsc_draw_set_dot_edge (draw, &x1, &y1);
  *area = (WscBox){ x0, y0, x1 - x0, y1 - y0 };
  return area->width > 0 && area->height > 0;
}

static gboolean
is_even (gsize n, const double *edges)
{
  double step = (edges[n] - edges[0]) / (double) n;
  for (gsize i = 1; i < n; i++)
    if (fabs (edges[i] - edges[0] - step * (double) i) > 1e-6 * step)
      return FALSE;
  return TRUE;
}

/* Dots of the surface, more where a dot would leave out cells; in print a whole number a cell if cells are even. */
static guint
count_dots (const WscDraw *draw, double length, gsize n_cells, gboolean even)
{
  double wanted = MAX (1, round (length * (draw->is_vector ? PRINT_DOTS : draw->resolution)));
  double cells = (double) n_cells;
  if (draw->is_vector && even)
    wanted = cells * ceil (wanted / cells);
  else if (wanted < cells)
    wanted *= ceil (cells / wanted);
  return (guint) MIN (wanted, MAX_DOTS);
}

/* A dot belongs to the cell under its middle. */
static void
find_columns (Side *side, const WscFrame *frame, const WscField *field)
{
  side->cells = g_new0 (gsize, side->n_dots);
  for (guint i = 0; i < side->n_dots; i++)
    {
      double x = wsc_frame_unmap_x (frame, side->start + (i + 0.5) / side->n_dots * side->length);
      wsc_edges_find (field->x_edges, field->n_columns,
                      CLAMP (x, field->x_edges[0], field->x_edges[field->n_columns]), &side->cells[i]);
    }
}

static void
find_rows (Side *side, const WscFrame *frame, const WscField *field)
{
  side->cells = g_new0 (gsize, side->n_dots);
  for (guint i = 0; i < side->n_dots; i++)
    {
      double y = wsc_frame_unmap_y (frame, side->start + (i + 0.5) / side->n_dots * side->length);
      wsc_edges_find (field->y_edges, field->n_rows, CLAMP (y, field->y_edges[0], field->y_edges[field->n_rows]),
                      &side->cells[i]);
    }
}

static guint32
get_pixel (WscRgba c)
{
  return 0xff000000u | (guint32) lrintf (255 * c.r) << 16 | (guint32) lrintf (255 * c.g) << 8 |
         (guint32) lrintf (255 * c.b);
}

/* (n_rows, n_columns); 0, which is nothing, for empty cells. */
static guint32 *
get_cell_pixels (const WscField *field, WscTheme theme)
{
  guint32 tones[TONES];
  gsize n = field->n_rows * field->n_columns;
  guint32 *pixels = g_new (guint32, n);
  for (guint i = 0; i < TONES; i++)
    tones[i] = get_pixel (wsc_ramp_get_colour (field->ramp, i / (TONES - 1.0), theme));
  for (gsize i = 0; i < n; i++)
    {
      double tone = wsc_field_get_tone (field, field->values[i]);
      pixels[i] = isnan (tone) ? 0 : tones[(guint) lrint (tone * (TONES - 1))];
    }
  return pixels;
}

static cairo_surface_t *
new_image (const WscField *field, WscTheme theme, const Side *columns, const Side *rows)
{
  cairo_surface_t *image =
      cairo_image_surface_create (CAIRO_FORMAT_ARGB32, (int) columns->n_dots, (int) rows->n_dots);
  guint8 *data = cairo_image_surface_get_data (image);
  int stride = cairo_image_surface_get_stride (image);
  g_autofree guint32 *pixels = get_cell_pixels (field, theme);
  for (guint j = 0; data && j < rows->n_dots; j++)
    {
      guint32 *line = (guint32 *) (gpointer) (data + (gsize) j * (gsize) stride);
      const guint32 *row = pixels + rows->cells[j] * field->n_columns;
      for (guint i = 0; i < columns->n_dots; i++)
        line[i] = row[columns->cells[i]];
    }
  cairo_surface_mark_dirty (image);
  return image;
}

/* Averaged where there are more cells than dots, else dot for dot. */
static void
paint (const WscDraw *draw, cairo_surface_t *image, const WscBox *area)
{
  int columns = cairo_image_surface_get_width (image), rows = cairo_image_surface_get_height (image);
  gboolean shrinks = !draw->is_vector && (columns > 1.5 * area->width * draw->resolution ||
                                          rows > 1.5 * area->height * draw->resolution);
  cairo_save (draw->cr);
  cairo_rectangle (draw->cr, area->x, area->y, area->width, area->height);
  cairo_translate (draw->cr, area->x, area->y);
  cairo_scale (draw->cr, area->width / columns, area->height / rows);
  cairo_set_source_surface (draw->cr, image, 0, 0);
  cairo_pattern_set_filter (cairo_get_source (draw->cr), shrinks ? CAIRO_FILTER_GOOD : CAIRO_FILTER_NEAREST);
  cairo_pattern_set_extend (cairo_get_source (draw->cr), shrinks ? CAIRO_EXTEND_PAD : CAIRO_EXTEND_NONE);
  cairo_fill (draw->cr);
  cairo_restore (draw->cr);
}

void
wsc_draw_map (const WscDraw *draw, const WscShape *map)
{
  const WscField *field = map->field;
  WscBox area;
  if (!get_area (draw, field, &area))
    return;
  Side columns = { .start = area.x, .length = area.width }, rows = { .start = area.y, .length = area.height };
  gboolean even_rows = !draw->frame->plot->log_y && is_even (field->n_rows, field->y_edges);
  columns.n_dots = count_dots (draw, area.width, field->n_columns, is_even (field->n_columns, field->x_edges));
  rows.n_dots = count_dots (draw, area.height, field->n_rows, even_rows);
  find_columns (&columns, draw->frame, field);
  find_rows (&rows, draw->frame, field);
  cairo_surface_t *image = new_image (field, draw->theme, &columns, &rows);
  paint (draw, image, &area);
  cairo_surface_destroy (image);
  g_free (columns.cells);
  g_free (rows.cells);
}
