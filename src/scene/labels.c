/* labels: the text over a picture. Placed greedily in order of weight: the selected neuron, axis names, ticks, numbers; what
 * would overlap an earlier one is left out. */
#include "scene/scene.h"

#include <langinfo.h>
#include <math.h>
#include <string.h>

#include "scene/labels-private.h"

#define GLYPH_WIDTH 0.62 /* of the font size, an upper mean over digits and letters */
#define GAP 0.45

WscLabelBox
wsc_labels_get_box (const WscLabelLayout *self, const WscLabel *label)
{
  const double width = g_utf8_strlen (label->text, -1) * GLYPH_WIDTH * self->font_size;
  const double height = WSC_LABEL_HEIGHT * self->font_size;

  return (WscLabelBox) { label->x - label->align_x * width, label->y - label->align_y * height, width, height };
}

static gboolean
overlaps (const WscLabelBox *a, const WscLabelBox *b)
{
  return a->x < b->x + b->width && b->x < a->x + a->width && a->y < b->y + b->height && b->y < a->y + a->height;
}

gboolean
wsc_labels_is_free (const WscLabelLayout *self, const WscLabel *label)
{
  const WscLabelBox r = wsc_labels_get_box (self, label);

  if (!(r.x >= 0 && r.y >= 0 && r.x + r.width <= self->width && r.y + r.height <= self->height))
    return FALSE;
  for (guint i = 0; i < self->taken->len; i++)
    if (overlaps (&r, &g_array_index (self->taken, WscLabelBox, i)))
      return FALSE;
  return TRUE;
}

gboolean
wsc_labels_try (WscLabelLayout *self, const WscLabel *label)
{
  const WscLabelBox r = wsc_labels_get_box (self, label);

  if (!wsc_labels_is_free (self, label))
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
edge_init (Edge *edge, const WscLabelLayout *self, const WscBoxSides *sides, guint axis)
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
append_exponent (char text[48], int exponent)
{
  static const char *const digits[] = { "⁰", "¹", "²", "³", "⁴", "⁵", "⁶", "⁷", "⁸", "⁹" };
  g_autofree char *plain = g_strdup_printf ("%d", exponent);

  g_strlcat (text, "·10", 48);
  for (const char *c = plain; *c != '\0'; c++)
    g_strlcat (text, *c == '-' ? "⁻" : digits[*c - '0'], 48);
}

/* As many decimals as the step has; powers of ten where that would be many digits. */
static void
format_tick (char text[48], double value, double step)
{
  const double largest = MAX (fabs (value), step);
  const int place = (int) floor (log10 (step) + 1e-9), top = (int) floor (log10 (largest) + 1e-9);
  const gboolean is_power = fabs (value) > 0.5 * step && (top < -4 || top > 5);
  const int decimals = is_power ? top - place : MAX (-place, 0);
  const char *point = nl_langinfo (RADIXCHAR);
  char buffer[G_ASCII_DTOSTR_BUF_SIZE];
  const gboolean is_negative = value < -0.5 * step;

  g_snprintf (buffer, sizeof buffer, "%.*f", fabs (value) < 0.5 * step ? 0 : CLAMP (decimals, 0, 12),
              fabs (value) < 0.5 * step ? 0 : fabs (value) / (is_power ? pow (10, top) : 1));
  if (strstr (buffer, point) != NULL)
    {
      gsize n = strlen (buffer);

      while (buffer[n - 1] == '0')
        buffer[--n] = '\0';
      if (g_str_has_suffix (buffer, point))
        buffer[n - strlen (point)] = '\0';
    }
  g_snprintf (text, 48, "%s%s", is_negative ? "\u2212" : "", buffer);
  if (is_power)
    append_exponent (text, top);
}

/* The label beside a point of the edge, `off` pixels from it. */
static gboolean
place_beside (const WscLabelLayout *self, const Edge *edge, const double point[3], double off, WscLabel *label)
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
get_tick_label (const WscLabelLayout *self, const Edge *edge, guint k, WscLabel *label)
{
  const double unit = self->scene->units[edge->axis];

  *label = (WscLabel) { .kind = WSC_LABEL_TICK };
  format_tick (label->text, unit * wsc_scene_get_tick (self->scene, edge->axis, k), unit * self->scene->steps[edge->axis]);
}

/* How far from the edge its ticks' labels reach. */
static double
get_tick_depth (const WscLabelLayout *self, const Edge *edge)
{
  double widest = 0;
  WscLabel label;

  for (guint k = 0; k < wsc_scene_get_n_ticks (self->scene, edge->axis); k++)
    {
      get_tick_label (self, edge, k, &label);
      widest = MAX (widest, wsc_labels_get_box (self, &label).width);
    }
  return fabs (edge->direction[0]) * widest + fabs (edge->direction[1]) * WSC_LABEL_HEIGHT * self->font_size;
}

static double
get_tick_length (const WscLabelLayout *self, const Edge *edge)
{
  return GAP * self->font_size + 0.012 * self->height;
}

/* A long name may reach out of a narrow picture. */
static void
keep_inside (const WscLabelLayout *self, WscLabel *label)
{
  const WscLabelBox b = wsc_labels_get_box (self, label);

  label->x += MAX (0, 1 - b.x) - MAX (0, b.x + b.width + 1 - self->width);
  label->y += MAX (0, 1 - b.y) - MAX (0, b.y + b.height + 1 - self->height);
}

/* Beyond the ticks' labels, at the middle of the edge; on a picture without room there, farther along, or closer, where ticks give way. */
static void
add_name (WscLabelLayout *self, const Edge *edge)
{
  static const double places[][2] = { { 0.5, 1 }, { 0.35, 1 }, { 0.65, 1 }, { 0.2, 1 }, { 0.8, 1 }, { 0.5, 0.75 }, { 0.5, 0.5 }, { 0.3, 0.5 }, { 0.7, 0.5 }, { 0.5, 0.25 } };
  const double reach = get_tick_depth (self, edge) + GAP * self->font_size;
  WscLabel label = { .kind = WSC_LABEL_AXIS };

  g_strlcpy (label.text, self->scene->axis_names[edge->axis], sizeof label.text);
  for (guint k = 0; k < 2 * G_N_ELEMENTS (places); k++)
    {
      const double *place = places[k % G_N_ELEMENTS (places)];
      double point[3];

      for (guint j = 0; j < 3; j++)
        point[j] = edge->ends[0][j] + place[0] * (edge->ends[1][j] - edge->ends[0][j]);
      if (!place_beside (self, edge, point, get_tick_length (self, edge) + place[1] * reach, &label))
        continue;
      if (k >= G_N_ELEMENTS (places))
        keep_inside (self, &label);
      if (wsc_labels_try (self, &label))
        return;
    }
}

/* Every tick, or every second, fifth … when they stand too close. */
static void
add_ticks (WscLabelLayout *self, const Edge *edge)
{
  const guint n = wsc_scene_get_n_ticks (self->scene, edge->axis);
  double point[3] = { edge->ends[0][0], edge->ends[0][1], edge->ends[0][2] };
  WscLabel label;

  for (guint k = 0; k < n; k++)
    {
      /* A density is never below 0; its floor is only there to hold the contours. */
      if (self->scene->density != NULL && edge->axis == 2 && wsc_scene_get_tick (self->scene, 2, k) < -0.5 * self->scene->steps[2])
        continue;
      get_tick_label (self, edge, k, &label);
      point[edge->axis] = wsc_scene_get_tick (self->scene, edge->axis, k);
      if (place_beside (self, edge, point, get_tick_length (self, edge), &label))
        wsc_labels_try (self, &label);
    }
}

static void
add_axes (WscLabelLayout *self, const WscCamera *camera)
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

/* --- the scale --------------------------------------------------------------------------- */

/* Without perspective a length is as long everywhere: a bar of a round one, at the bottom right. Heights of a density have a scale of their own. */
static void
add_scale (WscLabelLayout *self)
{
  const double most = 0.2 * MIN (self->width, self->height) / self->view.scale;
  double length = wsc_scene_nice_step (most);
  WscLabel label = { .kind = WSC_LABEL_SCALE, .align_x = 0.5, .align_y = 1, .has_line = TRUE };

  if (!self->view.orthographic || self->scene->density != NULL || self->scene->n == 0 || !(most > 0))
    return;
  if (length > most)
    length = wsc_scene_nice_step (0.39 * length);
  format_tick (label.text, length, length);
  label.line[1][0] = self->width - 1.2 * self->font_size;
  label.line[0][0] = label.line[1][0] - length * self->view.scale;
  label.line[0][1] = label.line[1][1] = self->height - 1.1 * self->font_size;
  label.x = 0.5 * (label.line[0][0] + label.line[1][0]);
  label.y = label.line[0][1] - 0.25 * self->font_size;
  wsc_labels_try (self, &label);
}

WscLabel *
wsc_scene_dup_labels (const WscScene *self, const WscCamera *camera, double width, double height, double font_size, guint *n)
{
  WscLabelLayout layout = { .scene = self, .width = width, .height = height, .font_size = font_size };

  g_return_val_if_fail (width > 0 && height > 0 && font_size > 0, NULL);

  wsc_view_init (&layout.view, self, camera, width, height, 1);
  layout.labels = g_array_new (FALSE, FALSE, sizeof (WscLabel));
  layout.taken = g_array_new (FALSE, FALSE, sizeof (WscLabelBox));
  wsc_labels_add_selected (&layout);
  add_axes (&layout, camera);
  add_scale (&layout);
  wsc_labels_add_numbers (&layout);
  g_array_unref (layout.taken);
  *n = layout.labels->len;
  return (WscLabel *) g_array_free (layout.labels, FALSE);
}
