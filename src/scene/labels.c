/* labels: the text over a picture. Placed greedily in order of weight: the selected neuron, axis names, ticks, numbers; what
 * would overlap an earlier one is left out. */
#include "scene/scene.h"

#include <math.h>
#include <string.h>

#include "scene/scene-private.h"

#define GLYPH_WIDTH 0.62 /* of the font size, an upper mean over digits and letters */
#define LINE_HEIGHT 1.2
#define GAP 0.45
#define MAX_NUMBERED 1000  /* more neurons than this are not numbered */
#define MAX_SEARCHED 100   /* up to this many, a number whose centre is hidden looks for another place */

typedef struct
{
  double x, y, width, height;
} Rectangle;

typedef struct
{
  const WscScene *scene;
  WscView view;
  double width, height, font_size;
  GArray *labels; /* of WscLabel */
  GArray *taken;  /* of Rectangle, one a label */
} Layout;

static Rectangle
get_rectangle (const Layout *self, const WscLabel *label)
{
  const double width = g_utf8_strlen (label->text, -1) * GLYPH_WIDTH * self->font_size;
  const double height = LINE_HEIGHT * self->font_size;

  return (Rectangle) { label->x - label->align_x * width, label->y - label->align_y * height, width, height };
}

static gboolean
overlaps (const Rectangle *a, const Rectangle *b)
{
  return a->x < b->x + b->width && b->x < a->x + a->width && a->y < b->y + b->height && b->y < a->y + a->height;
}

/* Adds the label where it is free and whole inside the picture. */
static gboolean
try_label (Layout *self, const WscLabel *label)
{
  const Rectangle r = get_rectangle (self, label);

  if (!(r.x >= 0 && r.y >= 0 && r.x + r.width <= self->width && r.y + r.height <= self->height))
    return FALSE;
  for (guint i = 0; i < self->taken->len; i++)
    if (overlaps (&r, &g_array_index (self->taken, Rectangle, i)))
      return FALSE;
  g_array_append_val (self->labels, *label);
  g_array_append_val (self->taken, r);
  return TRUE;
}

/* --- axes ---------------------------------------------------------------------- */

/* One edge on the picture. */
typedef struct
{
  guint axis;
  double ends[2][3], outward[3];
  double direction[2]; /* px, of length 1: away from the box */
} Edge;

/* Where labels go from the edge: along its ticks, or straight off it where the ticks point at the eye. */
static gboolean
edge_init (Edge *edge, const Layout *self, const WscBoxSides *sides, guint axis)
{
  const WscScene *scene = self->scene;
  double middle[3], tip[3], a[2], b[2], c[2], length;

  edge->axis = axis;
  if (!wsc_scene_get_tick_edge (scene, &self->view, sides, axis, edge->ends, edge->outward))
    return FALSE;
  for (guint j = 0; j < 3; j++)
    {
      middle[j] = 0.5 * (edge->ends[0][j] + edge->ends[1][j]);
      tip[j] = middle[j] + 0.1 * wsc_scene_get_radius (scene) * edge->outward[j];
    }
  if (!wsc_view_project (&self->view, middle, a, NULL) || !wsc_view_project (&self->view, tip, b, NULL) ||
      !wsc_view_project (&self->view, edge->ends[1], c, NULL))
    return FALSE;
  length = hypot (b[0] - a[0], b[1] - a[1]);
  edge->direction[0] = (b[0] - a[0]) / length;
  edge->direction[1] = (b[1] - a[1]) / length;
  if (!(length > 2))
    {
      const double along = hypot (c[0] - a[0], c[1] - a[1]);
      const double side = a[1] > self->view.middle[1] || axis == 2 ? 1 : -1;

      edge->direction[0] = -side * fabs (c[1] - a[1]) / along;
      edge->direction[1] = axis == 2 ? 0 : side * fabs (c[0] - a[0]) / along;
    }
  return TRUE;
}

static void
format_tick (char text[48], double value, double step)
{
  const double largest = MAX (fabs (value), step);
  const int digits = (int) floor (log10 (largest) + 1e-9) - (int) floor (log10 (step) + 1e-9) + 1;
  char buffer[G_ASCII_DTOSTR_BUF_SIZE], format[8];
  const gboolean is_negative = value < -0.5 * step;

  g_snprintf (format, sizeof format, "%%.%dg", CLAMP (digits, 1, 12));
  g_ascii_formatd (buffer, sizeof buffer, format, fabs (value) < 0.5 * step ? 0 : fabs (value));
  g_snprintf (text, 48, "%s%s", is_negative ? "\u2212" : "", buffer);
}

/* The label beside a point of the edge, `off` pixels from it. */
static gboolean
place_beside (const Layout *self, const Edge *edge, const double point[3], double off, WscLabel *label)
{
  double p[2];

  if (!wsc_view_project (&self->view, point, p, NULL))
    return FALSE;
  label->x = p[0] + off * edge->direction[0];
  label->y = p[1] + off * edge->direction[1];
  label->align_x = 0.5 - 0.5 * edge->direction[0];
  label->align_y = 0.5 - 0.5 * edge->direction[1];
  return TRUE;
}

static void
get_tick_label (const Layout *self, const Edge *edge, guint k, WscLabel *label)
{
  *label = (WscLabel) { .kind = WSC_LABEL_TICK };
  format_tick (label->text, wsc_scene_get_tick (self->scene, edge->axis, k), self->scene->step);
}

/* How far from the edge its ticks' labels reach. */
static double
get_tick_depth (const Layout *self, const Edge *edge)
{
  double widest = 0;
  WscLabel label;

  for (guint k = 0; k < wsc_scene_get_n_ticks (self->scene, edge->axis); k++)
    {
      get_tick_label (self, edge, k, &label);
      widest = MAX (widest, get_rectangle (self, &label).width);
    }
  return fabs (edge->direction[0]) * widest + fabs (edge->direction[1]) * LINE_HEIGHT * self->font_size;
}

static double
get_tick_length (const Layout *self, const Edge *edge)
{
  return GAP * self->font_size + 0.012 * self->height;
}

static void
add_name (Layout *self, const Edge *edge)
{
  WscLabel label = { .kind = WSC_LABEL_AXIS };
  double middle[3];

  g_strlcpy (label.text, self->scene->axis_names[edge->axis], sizeof label.text);
  for (guint j = 0; j < 3; j++)
    middle[j] = 0.5 * (edge->ends[0][j] + edge->ends[1][j]);
  if (place_beside (self, edge, middle, get_tick_length (self, edge) + get_tick_depth (self, edge) + GAP * self->font_size, &label))
    try_label (self, &label);
}

/* Every tick, or every second, fifth … when they stand too close. */
static void
add_ticks (Layout *self, const Edge *edge)
{
  const guint n = wsc_scene_get_n_ticks (self->scene, edge->axis);
  double point[3] = { edge->ends[0][0], edge->ends[0][1], edge->ends[0][2] };
  WscLabel label;

  for (guint k = 0; k < n; k++)
    {
      get_tick_label (self, edge, k, &label);
      point[edge->axis] = wsc_scene_get_tick (self->scene, edge->axis, k);
      if (place_beside (self, edge, point, get_tick_length (self, edge), &label))
        try_label (self, &label);
    }
}

static void
add_axes (Layout *self, const WscCamera *camera)
{
  WscBoxSides sides;
  Edge edges[3];
  gboolean is_drawn[3];

  wsc_scene_get_sides (self->scene, camera, &sides);
  for (guint axis = 0; axis < 3; axis++)
    {
      is_drawn[axis] = edge_init (&edges[axis], self, &sides, axis);
      if (is_drawn[axis])
        add_name (self, &edges[axis]);
    }
  for (guint axis = 0; axis < 3; axis++)
    if (is_drawn[axis])
      add_ticks (self, &edges[axis]);
}

/* --- numbers -------------------------------------------------------------------- */

static void
label_init (WscLabel *label, const WscScene *scene, guint i)
{
  *label = (WscLabel) { .kind = (gint) i == scene->selected ? WSC_LABEL_SELECTED : WSC_LABEL_NEURON, .align_x = 0.5, .align_y = 0.5 };
  g_snprintf (label->text, sizeof label->text, "%u", scene->ellipsoids[i].id + 1);
}

/* Beside an outline that is too small to hold the number: where a line at 45 degrees touches it, on the first free side. */
static gboolean
try_beside (Layout *self, const WscOutline *o, WscLabel *label)
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
      if (try_label (self, label))
        return TRUE;
    }
  return FALSE;
}

static gboolean
is_small (const Layout *self, const WscOutline *o, const WscLabel *label)
{
  const Rectangle r = get_rectangle (self, label);

  return o->lengths[0] < 0.55 * r.width || o->lengths[1] < 0.4 * r.height;
}

/* The centre, then places in the outline farther and farther from it, where the ellipsoid itself is what is seen. */
static gboolean
try_places (Layout *self, guint i, const WscOutline *o, WscLabel *label)
{
  const guint n_places = self->scene->n <= MAX_SEARCHED ? 17 : 1;

  for (guint k = 0; k < n_places; k++)
    {
      const double angle = k * 2 * G_PI / 8, radius = k == 0 ? 0 : k <= 8 ? 0.45 : 0.75;
      const double x = o->centre[0] + radius * (cos (angle) * o->axes[0][0] + sin (angle) * o->axes[1][0]);
      const double y = o->centre[1] + radius * (cos (angle) * o->axes[0][1] + sin (angle) * o->axes[1][1]);

      if (wsc_scene_pick_view (self->scene, &self->view, x, y) != (gint) i)
        continue;
      label->x = x;
      label->y = y;
      if (is_small (self, o, label))
        return try_beside (self, o, label);
      if (try_label (self, label))
        return TRUE;
    }
  return FALSE;
}

static void
add_number (Layout *self, guint i)
{
  WscOutline o;
  WscLabel label;

  if (!wsc_view_outline (&self->view, &self->scene->ellipsoids[i], &o))
    return;
  label_init (&label, self->scene, i);
  if (label.kind != WSC_LABEL_SELECTED)
    {
      try_places (self, i, &o, &label);
      return;
    }
  label.x = o.centre[0];
  label.y = o.centre[1];
  if (is_small (self, &o, &label))
    try_beside (self, &o, &label);
  else
    try_label (self, &label);
}

WscLabel *
wsc_scene_dup_labels (const WscScene *self, const WscCamera *camera, double width, double height, double font_size, guint *n)
{
  Layout layout = { .scene = self, .width = width, .height = height, .font_size = font_size };

  g_return_val_if_fail (width > 0 && height > 0 && font_size > 0, NULL);

  wsc_view_init (&layout.view, self, camera, width, height, 1);
  layout.labels = g_array_new (FALSE, FALSE, sizeof (WscLabel));
  layout.taken = g_array_new (FALSE, FALSE, sizeof (Rectangle));
  if (self->selected >= 0)
    add_number (&layout, self->selected);
  add_axes (&layout, camera);
  if (self->has_numbers && self->n <= MAX_NUMBERED)
    for (guint i = 0; i < self->n; i++)
      if ((gint) i != self->selected)
        add_number (&layout, i);
  g_array_unref (layout.taken);
  *n = layout.labels->len;
  return (WscLabel *) g_array_free (layout.labels, FALSE);
}
