/* The numbers of neurons: on them where they are seen, beside small ones, and where neither has room apart from them, at the end of a line. */
#include <math.h>

#include "scene/labels-private.h"

#define MAX_NUMBERED 1000  /* more neurons than this are not numbered */
#define MAX_SEARCHED 100   /* up to this many, a number whose centre is hidden looks for another place, or stands apart */

static void
label_init (WscLabel *label, const WscScene *scene, guint i)
{
  *label = (WscLabel) { .kind = (gint) i == scene->selected ? WSC_LABEL_SELECTED : WSC_LABEL_NEURON, .align_x = 0.5, .align_y = 0.5 };
  g_snprintf (label->text, sizeof label->text, "%u", scene->ellipsoids[i].id + 1);
}

/* Whether the number would lie on another neuron than i, and be taken for that one's. */
static gboolean
is_on_other (const WscLabelLayout *self, guint i, const WscLabel *label)
{
  static const double places[][2] = { { 0.5, 0.5 }, { 0.1, 0.25 }, { 0.9, 0.25 }, { 0.1, 0.75 }, { 0.9, 0.75 } };
  const WscLabelBox b = wsc_labels_get_box (self, label);

  for (guint k = 0; k < G_N_ELEMENTS (places) && self->scene->n <= MAX_SEARCHED; k++)
    {
      const gint found = wsc_view_pick (&self->view, self->scene, NULL, b.x + places[k][0] * b.width, b.y + places[k][1] * b.height);

      if (found >= 0 && found != (gint) i)
        return TRUE;
    }
  return FALSE;
}

/* Beside an outline that is too small to hold the number: where a line at 45 degrees touches it, on the first free side. */
static gboolean
try_beside (WscLabelLayout *self, guint i, const WscOutline *o, WscLabel *label)
{
  static const double sides[][2] = { { 1, -1 }, { 1, 1 }, { -1, -1 }, { -1, 1 } };

  for (guint k = 0; k < G_N_ELEMENTS (sides); k++)
    {
      const double *d = sides[k];
      const double along[2] = { o->axes[0][0] * d[0] + o->axes[0][1] * d[1], o->axes[1][0] * d[0] + o->axes[1][1] * d[1] };
      const double reach = hypot (along[0], along[1]);

      label->x = o->centre[0] + (along[0] * o->axes[0][0] + along[1] * o->axes[1][0]) / reach + 0.1 * d[0] * self->font_size;
      label->y = o->centre[1] + (along[0] * o->axes[0][1] + along[1] * o->axes[1][1]) / reach;
      label->align_x = d[0] > 0 ? 0 : 1;
      label->align_y = d[1] > 0 ? 0.15 : 0.85;
      if (!is_on_other (self, i, label) && wsc_labels_try (self, label))
        return TRUE;
    }
  return FALSE;
}

static gboolean
is_small (const WscLabelLayout *self, const WscOutline *o, const WscLabel *label)
{
  const WscLabelBox r = wsc_labels_get_box (self, label);

  return o->lengths[0] < 0.55 * r.width || o->lengths[1] < 0.4 * r.height;
}

/* The centre, then places in the outline farther and farther from it, where the ellipsoid itself is what is seen. */
static gboolean
try_places (WscLabelLayout *self, guint i, const WscOutline *o, WscLabel *label)
{
  const guint n_places = self->scene->n <= MAX_SEARCHED ? 17 : 1;

  for (guint k = 0; k < n_places; k++)
    {
      const double angle = k * 2 * G_PI / 8, radius = k == 0 ? 0 : k <= 8 ? 0.45 : 0.75;
      const double x = o->centre[0] + radius * (cos (angle) * o->axes[0][0] + sin (angle) * o->axes[1][0]);
      const double y = o->centre[1] + radius * (cos (angle) * o->axes[0][1] + sin (angle) * o->axes[1][1]);

      if (wsc_view_pick (&self->view, self->scene, NULL, x, y) != (gint) i)
        continue;
      label->x = x;
      label->y = y;
      if (is_small (self, o, label))
        return try_beside (self, i, o, label);
      if (wsc_labels_try (self, label))
        return TRUE;
    }
  return FALSE;
}

/* --- apart ------------------------------------------------------------------------- */

/* Whether a line to a label runs through another label. */
static gboolean
is_crossed (const WscLabelLayout *self, const double from[2], const double to[2])
{
  for (guint i = 0; i < self->taken->len; i++)
    {
      const WscLabelBox *b = &g_array_index (self->taken, WscLabelBox, i);

      for (guint k = 0; k <= 20; k++)
        {
          const double x = from[0] + k * (to[0] - from[0]) / 20, y = from[1] + k * (to[1] - from[1]) / 20;

          if (x > b->x && x < b->x + b->width && y > b->y && y < b->y + b->height)
            return TRUE;
        }
    }
  return FALSE;
}

/* At the nearest free place off all neurons, joined to a point of its own by a line. */
static gboolean
try_apart (WscLabelLayout *self, const double anchor[2], WscLabel *label)
{
  label->align_x = label->align_y = 0.5;
  for (guint ring = 2; ring <= 8; ring++)
    for (guint k = 0; k < 16; k++)
      {
        const double angle = 2 * G_PI * (k + 0.5) / 16, c = cos (angle), s = sin (angle), off = ring * self->font_size;

        label->x = anchor[0] + off * c;
        label->y = anchor[1] - off * s;
        label->has_line = TRUE;
        label->line[0][0] = anchor[0];
        label->line[0][1] = anchor[1];
        label->line[1][0] = label->x - 0.75 * self->font_size * c;
        label->line[1][1] = label->y + 0.75 * self->font_size * s;
        if (wsc_labels_is_free (self, label) && !is_crossed (self, label->line[0], label->line[1]) && !is_on_other (self, G_MAXUINT, label))
          return wsc_labels_try (self, label);
      }
  label->has_line = FALSE;
  return FALSE;
}

/* On top of its stem. */
static void
add_stem_number (WscLabelLayout *self, guint i)
{
  WscLabel label = { .kind = (gint) i == self->scene->selected ? WSC_LABEL_SELECTED : WSC_LABEL_NEURON, .align_x = 0.5, .align_y = 1 };
  double ends[2][3], pixel[2];

  wsc_scene_get_stem (self->scene, i, ends);
  if (!wsc_view_project (&self->view, ends[1], pixel, NULL))
    return;
  g_snprintf (label.text, sizeof label.text, "%u", wsc_density_get_bumps (self->scene->density)[i].id + 1);
  label.x = pixel[0];
  label.y = pixel[1];
  if (!wsc_labels_try (self, &label) && wsc_density_get_n_bumps (self->scene->density) <= MAX_SEARCHED)
    try_apart (self, pixel, &label);
}

static guint
count_numbered (const WscScene *scene)
{
  return scene->density != NULL ? wsc_density_get_n_bumps (scene->density) : scene->n;
}

/* From the first point where the ellipsoid is seen and from which a line can be drawn. */
static void
add_apart (WscLabelLayout *self, guint i, const WscOutline *o, WscLabel *label)
{
  for (guint k = 0; k < 17; k++)
    {
      const double angle = k * 2 * G_PI / 8 + (k > 8) * G_PI / 8, radius = k == 0 ? 0 : k <= 8 ? 0.55 : 0.85;
      double point[2];

      for (guint j = 0; j < 2; j++)
        point[j] = o->centre[j] + radius * (cos (angle) * o->axes[0][j] + sin (angle) * o->axes[1][j]);
      if (wsc_view_pick (&self->view, self->scene, NULL, point[0], point[1]) == (gint) i && try_apart (self, point, label))
        return;
    }
}

static void
add_number (WscLabelLayout *self, guint i)
{
  WscOutline o;
  WscLabel label;

  if (self->scene->density != NULL)
    {
      add_stem_number (self, i);
      return;
    }
  if (!wsc_view_outline (&self->view, &self->scene->ellipsoids[i], &o))
    return;
  label_init (&label, self->scene, i);
  if (label.kind != WSC_LABEL_SELECTED)
    {
      if (!try_places (self, i, &o, &label) && self->scene->n <= MAX_SEARCHED)
        add_apart (self, i, &o, &label);
      return;
    }
  label.x = o.centre[0];
  label.y = o.centre[1];
  if (is_small (self, &o, &label))
    {
      if (!try_beside (self, i, &o, &label))
        add_apart (self, i, &o, &label);
    }
  else
    wsc_labels_try (self, &label);
}

void
wsc_labels_add_selected (WscLabelLayout *self)
{
  if (self->scene->selected >= 0)
    add_number (self, self->scene->selected);
}

void
wsc_labels_add_numbers (WscLabelLayout *self)
{
  if (!self->scene->has_numbers || count_numbered (self->scene) > MAX_NUMBERED)
    return;
  for (guint i = 0; i < count_numbered (self->scene); i++)
    if ((gint) i != self->scene->selected)
      add_number (self, i);
}
