/* Ticks that fit their axis. */
#include "plot/plot-private.h"

#include <math.h>

/* In units of the font size. */
#define X_SPACING 0.8 /* at least this between two numbers of the x axis */
#define Y_PITCH 2.6   /* from one number of an upright axis to the next, about */

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

double
wsc_axes_get_widest (const WscTicks *ticks, const WscText *text)
{
  double widest = 0;
  for (guint i = 0; i < ticks->n; i++)
    widest = MAX (widest, get_label_width (text, ticks->ticks[i].label));
  return widest;
}

/* An axis that goes from the bottom to the top, or from the top to the bottom. */
typedef struct
{
  double low, high;
  gboolean logarithmic, integers;
} Upright;

static double
get_share (const Upright *axis, double value)
{
  return axis->logarithmic ? log (value / axis->low) / log (axis->high / axis->low)
                           : (value - axis->low) / (axis->high - axis->low);
}

static gboolean
are_apart (const WscTicks *ticks, const Upright *axis, double height, double least)
{
  double before = -INFINITY;
  for (guint i = 0; i < ticks->n; i++)
    if (ticks->ticks[i].label[0])
      {
        double place = get_share (axis, ticks->ticks[i].value) * height;
        if (place < before + least)
          return FALSE;
        before = place;
      }
  return TRUE;
}

static gboolean
try_upright (WscTicks *ticks, const Upright *axis, double height, double em, guint most)
{
  wsc_ticks_clear (ticks);
  if (axis->logarithmic)
    wsc_ticks_init_log (ticks, axis->low, axis->high, most);
  else
    wsc_ticks_init_linear (ticks, axis->low, axis->high, most, axis->integers);
  return are_apart (ticks, axis, height, WSC_ROW * em);
}

static guint
count_labels (const WscTicks *ticks)
{
  guint n = 0;
  for (guint i = 0; i < ticks->n; i++)
    n += ticks->ticks[i].label[0] ? 1 : 0;
  return n;
}

static void
keep_outer_labels (WscTicks *ticks)
{
  guint n = count_labels (ticks);
  for (guint i = 0, seen = 0; i < ticks->n; i++)
    if (ticks->ticks[i].label[0] && seen++ > 0 && seen < n)
      ticks->ticks[i].label[0] = '\0';
}

/* One number alone tells no scale: on a short axis they may be closer than is pleasant, or the outer ones alone. */
static void
choose_upright (WscTicks *ticks, const Upright *axis, double height, double em)
{
  guint pleasant = (guint) CLAMP (height / (Y_PITCH * em) + 1, 1, 9), most = pleasant;
  while (!try_upright (ticks, axis, height, em, most) && most > 1)
    most--;
  if (count_labels (ticks) > 1)
    return;
  guint densest = (guint) CLAMP (height / (WSC_ROW * em) + 1, 1, 9);
  for (guint more = pleasant + 1; more <= densest; more++)
    if (try_upright (ticks, axis, height, em, more) && count_labels (ticks) > 1)
      return;
  try_upright (ticks, axis, height, em, 3);
  keep_outer_labels (ticks);
  if (count_labels (ticks) > 1 && are_apart (ticks, axis, height, WSC_ROW * em))
    return;
  try_upright (ticks, axis, height, em, most);
}

void
wsc_axes_choose_y (WscFrame *self)
{
  const WscPlot *plot = self->plot;
  const Upright axis = { plot->y_low, plot->y_high, plot->log_y, plot->integer_y };
  choose_upright (&self->y_ticks, &axis, self->height, self->em);
}

void
wsc_axes_choose_bar (WscFrame *self)
{
  const WscField *field = wsc_plot_get_map (self->plot)->field;
  const Upright axis = { field->low, field->high, field->logarithmic, FALSE };
  choose_upright (&self->bar_ticks, &axis, self->height, self->em);
}

static gboolean
x_labels_fit (const WscFrame *self, const WscText *text)
{
  double end = -INFINITY;
  for (guint i = 0; i < self->x_ticks.n; i++)
    {
      const WscTick *tick = &self->x_ticks.ticks[i];
      if (!tick->label[0])
        continue;
      double middle = wsc_frame_map_x (self, tick->value), half = get_label_width (text, tick->label) / 2;
      if (middle - half < end + X_SPACING * self->em)
        return FALSE;
      end = middle + half;
    }
  return TRUE;
}

/* Names that would run into the one before them go, their ticks stay. */
static void
leave_out_names (WscFrame *self, const WscText *text)
{
  double end = -INFINITY;
  for (guint i = 0; i < self->x_ticks.n; i++)
    {
      WscTick *tick = &self->x_ticks.ticks[i];
      double middle = wsc_frame_map_x (self, tick->value), half = get_label_width (text, tick->label) / 2;
      if (middle - half < end + 0.4 * X_SPACING * self->em)
        tick->label[0] = '\0';
      else
        end = middle + half;
    }
}

void
wsc_axes_choose_x (WscFrame *self, const WscText *text)
{
  if (self->plot->x_names)
    {
      wsc_ticks_clear (&self->x_ticks);
      wsc_ticks_init_names (&self->x_ticks, self->plot->x_names);
      leave_out_names (self, text);
      return;
    }
  for (guint most = (guint) CLAMP (self->width / (3 * self->em) + 1, 1, 11); most > 0; most--)
    {
      wsc_ticks_clear (&self->x_ticks);
      if (self->plot->log_x)
        wsc_ticks_init_log (&self->x_ticks, self->plot->x_low, self->plot->x_high, most);
      else
        wsc_ticks_init_linear (&self->x_ticks, self->plot->x_low, self->plot->x_high, most, self->plot->integer_x);
      if (x_labels_fit (self, text))
        return;
    }
}

double
wsc_axes_get_overhang (const WscFrame *self, const WscText *text)
{
  if (self->x_ticks.n == 0)
    return 0;
  const WscTick *last = &self->x_ticks.ticks[self->x_ticks.n - 1];
  double end = wsc_frame_map_x (self, last->value) + get_label_width (text, last->label) / 2;
  return MAX (0, end - (self->x + self->width));
}

static void
copy_ticks (WscTicks *to, const WscTicks *from)
{
  wsc_ticks_clear (to);
  to->n = from->n;
  to->ticks = g_memdup2 (from->ticks, from->n * sizeof *from->ticks);
}

void
wsc_axes_share (WscFrame *self)
{
  const WscPlot *plot = self->plot;
  if (plot->x_low != plot->y_low || plot->x_high != plot->y_high)
    return;
  if (plot->x_names)
    {
      copy_ticks (&self->y_ticks, &self->x_ticks);
      return;
    }
  if (self->x_ticks.n > self->y_ticks.n)
    copy_ticks (&self->x_ticks, &self->y_ticks);
  else if (self->y_ticks.n > self->x_ticks.n)
    copy_ticks (&self->y_ticks, &self->x_ticks);
}
