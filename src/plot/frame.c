/* The frame: how much fits around the data, and where. */
#include "plot/plot-private.h"
#include "plot/room.h"

#include <math.h>
#include <string.h>

/* --- mapping -------------------------------------------------------------- */

/* Of the way from one end of an axis to the other; NaN for a value that a log axis does not have. */
static double
get_share (double value, double low, double high, gboolean logarithmic)
{
  if (!logarithmic)
    return (value - low) / (high - low);
  return value > 0 ? log (value / low) / log (high / low) : NAN;
}

static double
get_value (double share, double low, double high, gboolean logarithmic)
{
  return logarithmic ? low * pow (high / low, share) : low + share * (high - low);
}

double
wsc_frame_map_x (const WscFrame *self, double x)
{
  return self->x + get_share (x, self->plot->x_low, self->plot->x_high, self->plot->log_x) * self->width;
}

double
wsc_frame_map_y (const WscFrame *self, double y)
{
  double share = get_share (y, self->plot->y_low, self->plot->y_high, self->plot->log_y);
  return self->y + (self->plot->y_down ? share : 1 - share) * self->height;
}

double
wsc_frame_unmap_x (const WscFrame *self, double x)
{
  return get_value ((x - self->x) / self->width, self->plot->x_low, self->plot->x_high, self->plot->log_x);
}

double
wsc_frame_unmap_y (const WscFrame *self, double y)
{
  const WscPlot *plot = self->plot;
  double from_top = (y - self->y) / self->height, share = plot->y_down ? from_top : 1 - from_top;
  return get_value (share, plot->y_low, plot->y_high, plot->log_y);
}

/* --- the data rectangle --------------------------------------------------- */

static double
get_margin (const WscFrame *self)
{
  return (self->plot->small ? WSC_SMALL_MARGIN : WSC_MARGIN) * self->em;
}

static void
place_vertically (WscFrame *self)
{
  double em = self->em, margin = get_margin (self), top = margin + self->heading, bottom = margin;
  if (self->y_name == WSC_NAME_ABOVE)
    top += WSC_ROW * em;
  if (self->legend == WSC_PLACE_ABOVE)
    top += self->legend_height + 0.2 * em;
  if (self->caption == WSC_PLACE_ABOVE)
    top += self->caption_box.height + 0.2 * em;
  if (self->detail.numbers)
    bottom = (WSC_TICK + WSC_GAP + WSC_ROW) * em;
  if (self->detail.names && self->plot->x_label)
    bottom += WSC_ROW * em;
  self->y = top;
  self->height = self->room_height = MAX (1, self->surface_height - top - bottom);
}

static double
get_left (const WscFrame *self, const WscText *text)
{
  double em = self->em, left = get_margin (self);
  if (self->detail.numbers)
    left = wsc_axes_get_widest (&self->y_ticks, text) + (WSC_TICK + WSC_GAP + 0.2) * em;
  if (self->y_name == WSC_NAME_BESIDE)
    left += (WSC_ROW + 0.1) * em;
  return MAX (left, self->least_left);
}

/* From the data rectangle to the end of the colour bar's numbers. */
static double
get_bar_room (const WscFrame *self, const WscText *text)
{
  return (WSC_BAR_GAP + WSC_BAR_WIDTH + 0.7 * WSC_TICK + WSC_GAP) * self->em +
         wsc_axes_get_widest (&self->bar_ticks, text);
}

static gboolean
has_bar_name (const WscFrame *self)
{
  return self->has_bar && self->detail.names && wsc_plot_get_map (self->plot)->label;
}

static double
get_right (const WscFrame *self, const WscText *text)
{
  double right = get_margin (self);
  if (self->has_bar)
    right = get_bar_room (self, text) + 0.2 * self->em;
  if (has_bar_name (self))
    right += (WSC_ROW + 0.1) * self->em;
  return MAX (right, self->least_right);
}

static void
place_horizontally (WscFrame *self, const WscText *text)
{
  double em = self->em, left = get_left (self, text), right = get_right (self, text);
  self->x = left;
  self->width = MAX (1, self->surface_width - left - right);
  if (self->detail.numbers)
    {
      wsc_axes_choose_x (self, text);
      double overhang = wsc_axes_get_overhang (self, text);
      if (overhang > right - 0.1 * em)
        {
          self->width = MAX (1, self->surface_width - left - overhang - 0.2 * em);
          wsc_axes_choose_x (self, text);
        }
    }
  self->room_width = self->width;
}

/* Shrinks the rectangle to equal scales, in the middle of its room. */
static void
make_square (WscFrame *self, const WscText *text)
{
  double x_span = self->plot->x_high - self->plot->x_low, y_span = self->plot->y_high - self->plot->y_low;
  double scale = MIN (self->width / x_span, self->height / y_span);
  if (self->plot->log_y || !(scale > 0))
    return;
  self->width = MAX (1, scale * x_span);
  self->height = MAX (1, scale * y_span);
  self->x += (self->room_width - self->width) / 2;
  self->y += (self->room_height - self->height) / 2;
  if (self->detail.numbers)
    {
      wsc_axes_choose_y (self);
      wsc_axes_choose_x (self, text);
      wsc_axes_share (self);
    }
  if (self->has_bar)
    wsc_axes_choose_bar (self);
}

static void
place_names (WscFrame *self, const WscText *text)
{
  double em = self->em;
  self->y_name_x = 0.15 * em;
  if (self->plot->square)
    self->y_name_x = self->x - wsc_axes_get_widest (&self->y_ticks, text) -
                     (WSC_TICK + WSC_GAP + WSC_ROW + 0.15) * em;
  self->bar_x = self->x + self->width + WSC_BAR_GAP * em;
  self->bar_name_x = self->x + self->width + get_bar_room (self, text) + 0.2 * em;
}

static void
place (WscFrame *self, const WscText *text)
{
  wsc_ticks_clear (&self->x_ticks);
  wsc_ticks_clear (&self->y_ticks);
  wsc_ticks_clear (&self->bar_ticks);
  place_vertically (self);
  if (self->detail.numbers)
    wsc_axes_choose_y (self);
  self->has_bar = self->detail.numbers && wsc_plot_get_map (self->plot);
  if (self->has_bar)
    wsc_axes_choose_bar (self);
  place_horizontally (self, text);
  if (self->plot->square)
    make_square (self, text);
  place_names (self, text);
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

/* --- caption and legend --------------------------------------------------- */

static gboolean
put_caption_in_corner (WscFrame *self, const WscText *text)
{
  WscBox box;
  g_auto (WscRoom) room = { 0 };
  wsc_caption_measure (self->plot, text, 0.6 * self->width, &self->caption_box);
  wsc_room_init (&room, self);
  if (self->caption_box.height > 0.5 * self->height ||
      !wsc_room_find_corner (&room, self->caption_box.width, self->caption_box.height, TRUE, &box))
    return FALSE;
  self->caption = WSC_PLACE_CORNER;
  self->caption_box = box;
  return TRUE;
}

/* Once the rectangle is known, what is above it moves to it. */
static void
settle_above (WscFrame *self)
{
  double y = self->y - 0.5 * self->em - (self->y_name == WSC_NAME_ABOVE ? WSC_ROW * self->em : 0);
  if (self->legend == WSC_PLACE_ABOVE)
    {
      self->legend_x = MAX (0, MIN (self->x, self->surface_width - self->legend_width - 0.2 * self->em));
      self->legend_y = MAX (0, y - self->legend_height);
      y = self->legend_y - 0.2 * self->em;
    }
  if (self->caption == WSC_PLACE_ABOVE)
    {
      self->caption_box.x = MAX (0, MIN (self->x, self->surface_width - self->caption_box.width - 0.2 * self->em));
      self->caption_box.y = MAX (0, y - self->caption_box.height);
    }
}

static void
place_caption (WscFrame *self, const WscText *text)
{
  self->caption = WSC_PLACE_NONE;
  if (put_caption_in_corner (self, text))
    return;
  wsc_caption_measure (self->plot, text, self->surface_width - self->x - get_margin (self), &self->caption_box);
  self->caption = WSC_PLACE_ABOVE;
  place_with_name (self, text);
}

/* One entry under the other; in rows where the chart is too flat for that. */
static gboolean
put_legend_in_corner (WscFrame *self, const WscText *text)
{
  g_auto (WscRoom) free_room = { 0 };
  wsc_room_init (&free_room, self);
  for (self->legend_in_rows = FALSE;; self->legend_in_rows = TRUE)
    {
      WscBox box;
      double room = (self->legend_in_rows ? 0.75 : 0.6) * self->width;
      if (wsc_legend_measure (self->plot, text, room, self->legend_in_rows, &self->legend_width,
                              &self->legend_height) &&
          self->legend_height <= 0.6 * self->height &&
          wsc_room_find_corner (&free_room, self->legend_width, self->legend_height, FALSE, &box))
        {
          self->legend_x = box.x;
          self->legend_y = box.y;
          break;
        }
      if (self->legend_in_rows || self->height > 10 * self->em)
        return FALSE;
    }
  self->legend = WSC_PLACE_CORNER;
  return TRUE;
}

/* FALSE when the legend fits neither inside nor above. */
static gboolean
place_legend (WscFrame *self, const WscText *text)
{
  if (put_legend_in_corner (self, text))
    return TRUE;
  self->legend_in_rows = TRUE;
  if (!wsc_legend_measure (self->plot, text, self->surface_width - self->x - get_margin (self), TRUE,
                           &self->legend_width, &self->legend_height))
    return FALSE;
  self->legend = WSC_PLACE_ABOVE;
  place_with_name (self, text);
  if (self->caption == WSC_PLACE_CORNER)
    place_caption (self, text);
  return TRUE;
}

/* --- how much fits -------------------------------------------------------- */

static gboolean
has_legend (const WscPlot *plot)
{
  for (guint i = 0; i < plot->n_shapes; i++)
    if (plot->shapes[i].label && plot->shapes[i].kind != WSC_SHAPE_MAP)
      return TRUE;
  return FALSE;
}

static gboolean
place_all (WscFrame *self, const WscText *text)
{
  self->legend = self->caption = WSC_PLACE_NONE;
  place_with_name (self, text);
  if (self->detail.legend && self->plot->caption)
    place_caption (self, text);
  if (self->detail.legend && !text->without_legend && has_legend (self->plot) && !place_legend (self, text))
    return FALSE;
  settle_above (self);
  return TRUE;
}

static gboolean
is_roomy (const WscFrame *self)
{
  return self->room_width >= 0.5 * self->surface_width && self->room_height >= 0.45 * self->surface_height &&
         self->room_width >= 6 * self->em && self->room_height >= 3 * self->em;
}

/* A small plot has its title in place of everything else, where that leaves the data more than half. */
static guint
choose_first_detail (WscFrame *self)
{
  if (!self->plot->small)
    return has_legend (self->plot) || self->plot->caption ? 0 : 1;
  if (self->plot->title && self->surface_height >= 3.5 * self->em && self->surface_width >= 2.5 * self->em)
    self->heading = WSC_ROW * self->em;
  return 3;
}

void
wsc_frame_init_inset (WscFrame *self, const WscPlot *plot, const WscText *text, double width, double height,
                      double left, double right)
{
  static const WscDetail details[] = { { TRUE, TRUE, TRUE }, { TRUE, TRUE, FALSE }, { TRUE, FALSE, FALSE }, { FALSE } };
  memset (self, 0, sizeof *self);
  self->plot = plot;
  self->em = text->size;
  self->surface_width = width;
  self->surface_height = height;
  self->least_left = left;
  self->least_right = right;
  for (guint i = choose_first_detail (self); i < G_N_ELEMENTS (details); i++)
    {
      self->detail = details[i];
      if (place_all (self, text) && is_roomy (self))
        return;
    }
}

void
wsc_frame_init (WscFrame *self, const WscPlot *plot, const WscText *text, double width, double height)
{
  wsc_frame_init_inset (self, plot, text, width, height, 0, 0);
}

void
wsc_frame_clear (WscFrame *self)
{
  wsc_ticks_clear (&self->x_ticks);
  wsc_ticks_clear (&self->y_ticks);
  wsc_ticks_clear (&self->bar_ticks);
}
