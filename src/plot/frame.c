/* The frame: how much fits around the data, and where. */
#include "plot/plot-private.h"

#include <math.h>
#include <string.h>

/* In units of the font size. */
#define ROW 1.3       /* a line of text */
#define TICK 0.35     /* length of a tick mark */
#define GAP 0.3       /* between a tick mark and its number */
#define MARGIN 0.6    /* round everything */
#define X_SPACING 0.8 /* at least this between two numbers of the x axis */
#define Y_PITCH 2.6   /* from one number of the y axis to the next, about */

/* --- mapping -------------------------------------------------------------- */

double
wsc_frame_map_x (const WscFrame *self, double x)
{
  return self->x + (x - self->plot->x_low) / (self->plot->x_high - self->plot->x_low) * self->width;
}

static double
get_share (const WscPlot *plot, double y)
{
  if (!plot->log_y)
    return (y - plot->y_low) / (plot->y_high - plot->y_low);
  return y > 0 ? log (y / plot->y_low) / log (plot->y_high / plot->y_low) : NAN;
}

double
wsc_frame_map_y (const WscFrame *self, double y)
{
  return self->y + (1 - get_share (self->plot, y)) * self->height;
}

double
wsc_frame_unmap_x (const WscFrame *self, double x)
{
  return self->plot->x_low + (x - self->x) / self->width * (self->plot->x_high - self->plot->x_low);
}

double
wsc_frame_unmap_y (const WscFrame *self, double y)
{
  const WscPlot *plot = self->plot;
  double share = 1 - (y - self->y) / self->height;
  if (plot->log_y)
    return plot->y_low * pow (plot->y_high / plot->y_low, share);
  return plot->y_low + share * (plot->y_high - plot->y_low);
}

/* --- ticks ---------------------------------------------------------------- */

static double
get_label_width (const WscText *text, const char *label)
{
  if (!label[0])
    return 0;
  g_autoptr (PangoLayout) layout = wsc_text_layout_markup (text, label, 1);
  double width, height;
  wsc_text_get_size (layout, &width, &height);
  return width;
}

static double
get_widest_label (const WscTicks *ticks, const WscText *text)
{
  double widest = 0;
  for (guint i = 0; i < ticks->n; i++)
    widest = MAX (widest, get_label_width (text, ticks->ticks[i].label));
  return widest;
}

static gboolean
y_labels_fit (const WscFrame *self)
{
  double before = INFINITY;
  for (guint i = 0; i < self->y_ticks.n; i++)
    if (self->y_ticks.ticks[i].label[0])
      {
        double middle = wsc_frame_map_y (self, self->y_ticks.ticks[i].value);
        if (middle > before - ROW * self->em)
          return FALSE;
        before = middle;
      }
  return TRUE;
}

static void
choose_y_ticks (WscFrame *self)
{
  const WscPlot *plot = self->plot;
  for (guint most = (guint) CLAMP (self->height / (Y_PITCH * self->em) + 1, 1, 9); most > 0; most--)
    {
      wsc_ticks_clear (&self->y_ticks);
      if (plot->log_y)
        wsc_ticks_init_log (&self->y_ticks, plot->y_low, plot->y_high, most);
      else
        wsc_ticks_init_linear (&self->y_ticks, plot->y_low, plot->y_high, most, FALSE);
      if (y_labels_fit (self))
        return;
    }
}

static gboolean
x_labels_fit (const WscFrame *self, const WscText *text)
{
  double end = -INFINITY;
  for (guint i = 0; i < self->x_ticks.n; i++)
    {
      const WscTick *tick = &self->x_ticks.ticks[i];
      double middle = wsc_frame_map_x (self, tick->value), half = get_label_width (text, tick->label) / 2;
      if (middle - half < end + X_SPACING * self->em)
        return FALSE;
      end = middle + half;
    }
  return TRUE;
}

static void
choose_x_ticks (WscFrame *self, const WscText *text)
{
  for (guint most = (guint) CLAMP (self->width / (3 * self->em) + 1, 1, 11); most > 0; most--)
    {
      wsc_ticks_clear (&self->x_ticks);
      wsc_ticks_init_linear (&self->x_ticks, self->plot->x_low, self->plot->x_high, most, self->plot->integer_x);
      if (x_labels_fit (self, text))
        return;
    }
}

/* How far the last number of the x axis reaches past the data rectangle. */
static double
get_overhang (const WscFrame *self, const WscText *text)
{
  if (self->x_ticks.n == 0)
    return 0;
  const WscTick *last = &self->x_ticks.ticks[self->x_ticks.n - 1];
  double end = wsc_frame_map_x (self, last->value) + get_label_width (text, last->label) / 2;
  return MAX (0, end - (self->x + self->width));
}

/* --- placing -------------------------------------------------------------- */

static void
place_vertically (WscFrame *self)
{
  double em = self->em, top = MARGIN * em, bottom = MARGIN * em;
  if (self->y_name == WSC_NAME_ABOVE)
    top += ROW * em;
  if (self->legend == WSC_LEGEND_ABOVE)
    top += self->legend_height + 0.2 * em;
  if (self->detail.numbers)
    bottom = (TICK + GAP + ROW) * em;
  if (self->detail.names && self->plot->x_label)
    bottom += ROW * em;
  self->y = top;
  self->height = MAX (1, self->surface_height - top - bottom);
}

static void
place_horizontally (WscFrame *self, const WscText *text)
{
  double em = self->em, left = MARGIN * em, right = MARGIN * em;
  if (self->detail.numbers)
    left = get_widest_label (&self->y_ticks, text) + (TICK + GAP + 0.2) * em;
  if (self->y_name == WSC_NAME_BESIDE)
    left += (ROW + 0.1) * em;
  self->x = left;
  self->width = MAX (1, self->surface_width - left - right);
  if (!self->detail.numbers)
    return;
  choose_x_ticks (self, text);
  double overhang = get_overhang (self, text);
  if (overhang > right - 0.1 * em)
    {
      self->width = MAX (1, self->surface_width - left - overhang - 0.2 * em);
      choose_x_ticks (self, text);
    }
}

static void
place (WscFrame *self, const WscText *text)
{
  place_vertically (self);
  wsc_ticks_clear (&self->x_ticks);
  wsc_ticks_clear (&self->y_ticks);
  if (self->detail.numbers)
    choose_y_ticks (self);
  place_horizontally (self, text);
}

/* Beside the axis, turned; above it where it is longer than the axis. */
static void
place_with_name (WscFrame *self, const WscText *text)
{
  gboolean named = self->detail.names && self->plot->y_label;
  self->y_name = named ? WSC_NAME_BESIDE : WSC_NAME_NONE;
  place (self, text);
  if (!named)
    return;
  g_autoptr (PangoLayout) layout = wsc_text_layout (text, self->plot->y_label, 1);
  double width, height;
  wsc_text_get_size (layout, &width, &height);
  if (width <= self->height)
    return;
  self->y_name = WSC_NAME_ABOVE;
  place (self, text);
}

/* One entry under the other; in rows where the chart is too flat for that. */
static gboolean
put_legend_in_corner (WscFrame *self, const WscText *text)
{
  for (self->legend_in_rows = FALSE;; self->legend_in_rows = TRUE)
    {
      double room = (self->legend_in_rows ? 0.75 : 0.6) * self->width;
      if (wsc_legend_measure (self->plot, text, room, self->legend_in_rows, &self->legend_width,
                              &self->legend_height) &&
          self->legend_height <= 0.6 * self->height && wsc_legend_find_corner (self))
        break;
      if (self->legend_in_rows || self->height > 10 * self->em)
        return FALSE;
    }
  self->legend = WSC_LEGEND_CORNER;
  return TRUE;
}

/* FALSE when the legend fits neither inside nor above. */
static gboolean
place_with_legend (WscFrame *self, const WscText *text)
{
  self->legend = WSC_LEGEND_NONE;
  place_with_name (self, text);
  if (!self->detail.legend || put_legend_in_corner (self, text))
    return TRUE;
  self->legend_in_rows = TRUE;
  if (!wsc_legend_measure (self->plot, text, self->width, TRUE, &self->legend_width, &self->legend_height))
    return FALSE;
  self->legend = WSC_LEGEND_ABOVE;
  place_with_name (self, text);
  self->legend_x = self->x;
  self->legend_y = 0.3 * self->em;
  return TRUE;
}

static gboolean
has_legend (const WscPlot *plot)
{
  for (guint i = 0; i < plot->n_shapes; i++)
    if (plot->shapes[i].label)
      return TRUE;
  return FALSE;
}

static gboolean
is_roomy (const WscFrame *self)
{
  return self->width >= 0.5 * self->surface_width && self->height >= 0.45 * self->surface_height &&
         self->width >= 6 * self->em && self->height >= 3 * self->em;
}

void
wsc_frame_init (WscFrame *self, const WscPlot *plot, const WscText *text, double width, double height)
{
  static const WscDetail details[] = { { TRUE, TRUE, TRUE }, { TRUE, TRUE, FALSE }, { TRUE, FALSE, FALSE }, { FALSE } };
  memset (self, 0, sizeof *self);
  self->plot = plot;
  self->em = text->size;
  self->surface_width = width;
  self->surface_height = height;
  for (guint i = has_legend (plot) ? 0 : 1; i < G_N_ELEMENTS (details); i++)
    {
      self->detail = details[i];
      if (place_with_legend (self, text) && is_roomy (self))
        return;
    }
}

void
wsc_frame_clear (WscFrame *self)
{
  wsc_ticks_clear (&self->x_ticks);
  wsc_ticks_clear (&self->y_ticks);
}
