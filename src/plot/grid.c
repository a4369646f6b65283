/* Several plots as one: what a grid holds, and where its cells are. */
#include "plot/plot-private.h"

#include <math.h>

#include <glib/gi18n-lib.h>

#define GAP 0.5 /* between cells, in units of the font size */

void
wsc_grid_free (WscGrid *self)
{
  for (guint i = 0; i < self->n_plots; i++)
    wsc_plot_unref (self->plots[i]);
  g_free (self->plots);
  g_free (self->row_shares);
  g_free (self);
}

static WscGrid *
grid_new (guint n_columns, guint n_plots, WscPlot *const *plots, const double *row_weights)
{
  WscGrid *self = g_new0 (WscGrid, 1);
  double sum = 0;
  self->n_columns = n_columns;
  self->n_rows = (n_plots + n_columns - 1) / n_columns;
  self->n_plots = n_plots;
  self->plots = g_new (WscPlot *, n_plots);
  self->row_shares = g_new (double, self->n_rows);
  for (guint i = 0; i < n_plots; i++)
    self->plots[i] = wsc_plot_ref (plots[i]);
  for (guint i = 0; i < self->n_rows; i++)
    sum += row_weights ? row_weights[i] : 1;
  for (guint i = 0; i < self->n_rows; i++)
    self->row_shares[i] = (row_weights ? row_weights[i] : 1) / sum;
  return self;
}

static char *
summarise (const char *title, guint n_plots)
{
  return g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%s: %u chart.", "%s: %u charts.", n_plots),
                          title ? title : _("Charts"), n_plots);
}

WscPlot *
wsc_plot_new_grid (const char *title, const char *summary, guint n_columns, guint n_plots, WscPlot *const *plots,
                   const double *row_weights)
{
  g_return_val_if_fail (n_columns > 0, NULL);
  g_return_val_if_fail (n_plots > 0 && plots != NULL, NULL);
  for (guint i = 0; i < n_plots; i++)
    g_return_val_if_fail (plots[i] != NULL && plots[i]->grid == NULL, NULL);
  for (guint i = 0; row_weights && i < (n_plots + n_columns - 1) / n_columns; i++)
    g_return_val_if_fail (row_weights[i] > 0 && isfinite (row_weights[i]), NULL);
  WscPlot *self = g_new0 (WscPlot, 1);
  self->ref_count = 1;
  self->title = g_strdup (title);
  self->summary = summary ? g_strdup (summary) : summarise (title, n_plots);
  self->x_high = self->y_high = 1;
  self->grid = grid_new (n_columns, n_plots, plots, row_weights);
  return self;
}

/* --- layout ----------------------------------------------------------------- */

static void
place_cell (WscCell *cell, const WscPlot *plot, const WscText *text, const WscBox *box, double left, double right)
{
  wsc_frame_clear (&cell->frame);
  *cell = (WscCell){ .x = box->x, .y = box->y };
  if (box->width >= 2 && box->height >= 2)
    wsc_frame_init_inset (&cell->frame, plot, text, box->width, box->height, left, right);
}

static void
fill_boxes (const WscGrid *grid, double em, double width, double height, WscBox *boxes)
{
  double x_gap = MIN (GAP * em, 0.1 * width / grid->n_columns), y_gap = MIN (GAP * em, 0.1 * height / grid->n_rows);
  double cell_width = (width - x_gap * (grid->n_columns - 1)) / grid->n_columns;
  double y = 0, shared = height - y_gap * (grid->n_rows - 1);
  for (guint row = 0; row < grid->n_rows; row++)
    {
      double cell_height = shared * grid->row_shares[row];
      for (guint column = 0; column < grid->n_columns && row * grid->n_columns + column < grid->n_plots; column++)
        boxes[row * grid->n_columns + column] = (WscBox){ column * (cell_width + x_gap), y, cell_width, cell_height };
      y += cell_height + y_gap;
    }
}

/* What the widest of a column's cells keep free at their sides. TRUE if all do. */
static gboolean
get_insets (const WscLayout *self, double *left, double *right)
{
  double least_left = INFINITY, least_right = INFINITY;
  *left = *right = 0;
  for (guint i = 0; i < self->n; i++)
    {
      const WscFrame *f = &self->cells[i].frame;
      if (!f->plot || f->plot->square)
        continue;
      double after = f->surface_width - f->x - f->width;
      *left = MAX (*left, f->x);
      *right = MAX (*right, after);
      least_left = MIN (least_left, f->x);
      least_right = MIN (least_right, after);
    }
  return !(least_left < *left - 1e-9 || least_right < *right - 1e-9);
}

/* Narrower axes may have other numbers, which is why once may not be enough. */
static void
align (WscLayout *self, const WscGrid *grid, const WscText *text, const WscBox *boxes)
{
  double left, right;
  for (guint round = 0; round < 4 && !get_insets (self, &left, &right); round++)
    for (guint i = 0; i < self->n; i++)
      place_cell (&self->cells[i], grid->plots[i], text, &boxes[i], left, right);
}

void
wsc_layout_init (WscLayout *self, const WscPlot *plot, const WscText *text, double width, double height)
{
  const WscGrid *grid = plot->grid;
  self->n = grid ? grid->n_plots : 1;
  self->cells = g_new0 (WscCell, self->n);
  g_autofree WscBox *boxes = g_new0 (WscBox, self->n);
  boxes[0] = (WscBox){ 0, 0, width, height };
  if (grid)
    fill_boxes (grid, text->size, width, height, boxes);
  for (guint i = 0; i < self->n; i++)
    place_cell (&self->cells[i], grid ? grid->plots[i] : plot, text, &boxes[i], 0, 0);
  if (grid && grid->n_columns == 1)
    align (self, grid, text, boxes);
}

void
wsc_layout_clear (WscLayout *self)
{
  for (guint i = 0; i < self->n; i++)
    wsc_frame_clear (&self->cells[i].frame);
  g_clear_pointer (&self->cells, g_free);
  self->n = 0;
}

const WscCell *
wsc_layout_find (const WscLayout *self, double x, double y)
{
  for (guint i = 0; i < self->n; i++)
    {
      const WscCell *cell = &self->cells[i];
      const WscFrame *f = &cell->frame;
      double local_x = x - cell->x, local_y = y - cell->y;
      if (f->plot && local_x >= f->x && local_x <= f->x + f->width && local_y >= f->y && local_y <= f->y + f->height)
        return cell;
    }
  return NULL;
}
