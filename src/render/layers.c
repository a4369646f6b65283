/* layers: what the shader of the same name reads. Ellipsoids to records, as seen in one view, and for each tile of the picture
 * the list of records that reach into it, once a frame on the CPU. A record has `texels` groups of four floats; their meaning is
 * told in shaders/layers.glsl. */
#include "render/render-private.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#define MIN_PARALLEL 4096
#define CHUNK 1024
/* Px about an ellipsoid and a line that they may still touch. */
#define MARGIN 1.0f

void
wsc_layers_clear (WscLayers *self)
{
  g_free (self->records);
  g_free (self->boxes);
  g_free (self->order);
  g_free (self->spare);
  g_free (self->nearest);
  g_free (self->starts);
  g_free (self->lists);
  g_free (self->tiles);
  g_clear_pointer (&self->ordered, wsc_scene_unref);
  *self = (WscLayers) { 0 };
}

/* --- order --------------------------------------------------------------------------- */

typedef struct { double volume; guint32 index; } Sized;

static int
compare_sizes (gconstpointer a, gconstpointer b)
{
  const Sized *x = a, *y = b;

  return x->volume < y->volume ? -1 : x->volume > y->volume ? 1 : x->index < y->index ? -1 : 1;
}

/* Surfaces at one depth are in the order of their records: cut faces all lie in one plane, and of two the smaller is seen. */
static void
order_by_volume (WscLayers *self, WscScene *scene)
{
  guint n;
  const WscEllipsoid *ellipsoids = wsc_scene_get_ellipsoids (scene, &n);
  g_autofree Sized *sized = NULL;

  if (self->ordered == scene && self->n_ordered == self->n)
    return;
  sized = g_new (Sized, self->n);
  for (guint i = 0; i < self->n; i++)
    sized[i] = (Sized) { i < n ? wsc_ellipsoid_get_volume (&ellipsoids[i]) : 0, i };
  qsort (sized, self->n, sizeof *sized, compare_sizes);
  for (guint i = 0; i < self->n; i++)
    self->order[i] = sized[i].index;
  wsc_scene_ref (scene);
  g_clear_pointer (&self->ordered, wsc_scene_unref);
  self->ordered = scene;
  self->n_ordered = self->n;
}

/* Whole numbers in the order of the floats. */
static guint32
get_key (float x)
{
  guint32 bits;

  memcpy (&bits, &x, sizeof bits);
  return bits & 0x80000000u ? ~bits : bits | 0x80000000u;
}

/* By three passes over 11-bit digits, stable. */
static void
order_by_depth (WscLayers *self)
{
  enum { BITS = 11, SIZE = 1 << BITS };

  g_clear_pointer (&self->ordered, wsc_scene_unref);
  for (guint i = 0; i < self->n; i++)
    self->order[i] = i;
  for (guint shift = 0; shift < 3 * BITS; shift += BITS)
    {
      guint32 starts[SIZE] = { 0 }, *swap = self->spare;

      for (guint i = 0; i < self->n; i++)
        starts[(get_key (self->nearest[i]) >> shift) & (SIZE - 1)]++;
      for (guint32 k = 0, sum = 0; k < SIZE; k++)
        {
          const guint32 count = starts[k];

          starts[k] = sum;
          sum += count;
        }
      for (guint i = 0; i < self->n; i++)
        self->spare[starts[(get_key (self->nearest[self->order[i]]) >> shift) & (SIZE - 1)]++] = self->order[i];
      self->spare = self->order;
      self->order = swap;
    }
}

/* --- records ------------------------------------------------------------------------- */

static float
pack_colour (const guint8 bytes[3])
{
  return bytes[0] | bytes[1] << 8 | bytes[2] << 16;
}

/* The columns of what takes (q, w, 1) to the ellipsoid's unit sphere, homogeneous: through the image's space and the world to
 * the inverse of A. FALSE where the ellipsoid is flat. */
static gboolean
set_sphere (float columns[16], const WscView *view, const WscEllipsoid *e, const WscOutline *o)
{
  const float (*a)[3] = e->half_axes;
  double inverse[3][3], image[4][3], largest = 0;
  double det = 0;

  for (guint i = 0; i < 3; i++)
    {
      const guint j = (i + 1) % 3, k = (i + 2) % 3;

      for (guint c = 0; c < 3; c++)
        inverse[i][c] = (double) a[j][(c + 1) % 3] * a[k][(c + 2) % 3] - (double) a[j][(c + 2) % 3] * a[k][(c + 1) % 3];
    }
  for (guint c = 0; c < 3; c++)
    det += a[0][c] * inverse[0][c];
  if (!(fabs (det) > 0))
    return FALSE;
  /* Columns for q0, q1, w, 1 of (X, Y, s). */
  for (guint k = 0; k < 4; k++)
    {
      const double x = k < 2 ? o->axes[k][0] : k == 3 ? o->centre[0] - view->middle[0] : 0;
      const double y = k < 2 ? o->axes[k][1] : k == 3 ? o->centre[1] - view->middle[1] : 0;
      const double depth = k < 3 ? o->depth[1 + k] : o->depth[0] - view->depth_add;

      image[k][0] = x / view->scale;
      image[k][1] = -y / view->scale;
      image[k][2] = depth / view->depth_scale;
    }
  for (guint k = 0; k < 4; k++)
    {
      const double one = k == 3; /* the 1 of (q, w, 1) */
      const double weight = view->orthographic ? one : image[k][2];
      const double v[3] = { image[k][0], image[k][1], view->orthographic ? image[k][2] : -one };
      double p[3];

      for (guint j = 0; j < 3; j++)
        p[j] = view->rotation[0][j] * v[0] + view->rotation[1][j] * v[1] + view->rotation[2][j] * v[2] +
               weight * (view->eye[j] - e->centre[j]);
      for (guint i = 0; i < 3; i++)
        columns[4 * k + i] = (inverse[i][0] * p[0] + inverse[i][1] * p[1] + inverse[i][2] * p[2]) / det;
      columns[4 * k + 3] = weight;
    }
  for (guint k = 0; k < 16; k++)
    largest = MAX (largest, fabsf (columns[k]));
  for (guint k = 0; k < 16; k++)
    columns[k] /= largest;
  return isfinite (largest);
}

static gboolean
all_finite (const float *numbers, guint n)
{
  for (guint k = 0; k < n; k++)
    if (!isfinite (numbers[k]))
      return FALSE;
  return TRUE;
}

/* Where the record can be seen, px from the left and the bottom; empty when nowhere. */
static void
set_box (WscLayerBox *box, const float middle[2], const float reach[2], const WscView *view)
{
  for (guint j = 0; j < 2; j++)
    {
      box->low[j] = MAX (middle[j] - reach[j] - MARGIN, 0);
      box->high[j] = MIN (middle[j] + reach[j] + MARGIN, (float) (2 * view->middle[j]));
    }
}

static gboolean
set_record (float *r, guint texels, WscLayerBox *box, const WscView *view, const WscEllipsoid *e)
{
  float reach[2] = { 0 };
  WscOutline o;

  if (!wsc_view_outline (view, e, &o))
    return FALSE;
  r[0] = o.centre[0];
  r[1] = 2 * view->middle[1] - o.centre[1];
  for (guint i = 0; i < 2; i++)
    {
      r[2 + 2 * i] = o.axes[i][0] / (o.lengths[i] * o.lengths[i]);
      r[3 + 2 * i] = -o.axes[i][1] / (o.lengths[i] * o.lengths[i]);
      r[6 + i] = 1 / o.lengths[i];
      for (guint j = 0; j < 2; j++)
        reach[j] = hypotf (reach[j], o.axes[i][j]);
    }
  for (guint k = 0; k < 4; k++)
    r[8 + k] = o.depth[k];
  for (guint j = 0; j < 3; j++)
    {
      r[12 + j] = o.normal[1][j];
      r[16 + j] = o.normal[2][j];
      r[20 + j] = o.normal[3][j];
    }
  r[15] = o.normal[0][2];
  r[23] = 0;
  r[19] = 0;
  if (texels > WSC_LAYER_TEXELS && !set_sphere (r + 24, view, e, &o))
    memset (r + 24, 0, 16 * sizeof *r);
  if (!all_finite (r, 4 * texels))
    return FALSE;
  set_box (box, r, reach, view);
  return TRUE;
}

typedef struct
{
  WscLayers *layers;
  const WscView *view;
  const WscEllipsoid *ellipsoids;
  guint n;
  WscRgba background;
  float fog, low, scale; /* the farthest fade by `fog` */
} Task;

static void
set_chunk (gpointer user_data, guint chunk, guint thread)
{
  const Task *task = user_data;
  WscLayers *self = task->layers;
  const double *back = task->view->rotation[2], *eye = task->view->eye;

  for (guint k = chunk * CHUNK; k < MIN (task->n, (chunk + 1) * CHUNK); k++)
    {
      const WscEllipsoid *e = &task->ellipsoids[k];
      float *r = self->records + (gsize) k * 4 * self->texels;
      const float away = -(back[0] * (e->centre[0] - eye[0]) + back[1] * (e->centre[1] - eye[1]) + back[2] * (e->centre[2] - eye[2]));
      guint8 bytes[4];

      self->nearest[k] = G_MAXFLOAT;
      self->boxes[k] = (WscLayerBox) { { 1, 1 }, { 0, 0 } };
      if (!set_record (r, self->texels, &self->boxes[k], task->view, e))
        continue;
      self->nearest[k] = r[8] - sqrtf (r[9] * r[9] + r[10] * r[10] + r[11] * r[11]);
      wsc_fade_colour (bytes, e->colour, task->background, task->fog * CLAMP ((away - task->low) * task->scale, 0, 1));
      r[19] = pack_colour (bytes);
    }
}

static void
set_fog (Task *task, float fog)
{
  const double *back = task->view->rotation[2], *eye = task->view->eye;
  float low = G_MAXFLOAT, high = -G_MAXFLOAT;

  for (guint i = 0; i < task->n; i++)
    {
      const float *c = task->ellipsoids[i].centre;
      const float away = -(back[0] * (c[0] - eye[0]) + back[1] * (c[1] - eye[1]) + back[2] * (c[2] - eye[2]));

      if (!isfinite (away))
        continue;
      low = MIN (low, away);
      high = MAX (high, away);
    }
  task->fog = fog;
  task->low = low;
  task->scale = high > low ? 1 / (high - low) : 0;
}

static void
set_line (WscLayers *self, guint k, const WscView *view, const WscLine *line)
{
  float *r = self->records + (gsize) k * 4 * self->texels;
  const float width = MAX (line->half_width, 1e-3f);
  float middle[2], reach[2];

  memset (r, 0, 4 * self->texels * sizeof *r);
  r[0] = line->from[0];
  r[1] = 2 * view->middle[1] - line->from[1];
  r[2] = line->to[0] - line->from[0];
  r[3] = -(line->to[1] - line->from[1]);
  r[4] = line->from[2];
  r[5] = line->to[2] - line->from[2];
  r[6] = -width;
  r[7] = line->colour[3] / 255.0f;
  r[19] = pack_colour (line->colour);
  for (guint j = 0; j < 2; j++)
    {
      middle[j] = r[j] + 0.5f * r[2 + j];
      reach[j] = 0.5f * fabsf (r[2 + j]) + width;
    }
  self->nearest[k] = MIN (line->from[2], line->to[2]);
  set_box (&self->boxes[k], middle, reach, view);
}

/* --- tiles --------------------------------------------------------------------------- */

/* The least length of c + s x + t y, s and t in -1..1, squared: along an edge, from the point of the line nearest to 0. */
static float
get_nearest (const float c[2], const float x[2], const float y[2])
{
  const float det = x[0] * y[1] - x[1] * y[0];
  float least = G_MAXFLOAT;

  if (fabsf (c[0] * y[1] - c[1] * y[0]) <= fabsf (det) && fabsf (x[0] * c[1] - x[1] * c[0]) <= fabsf (det))
    return 0;
  for (guint side = 0; side < 4; side++)
    {
      const float *along = side < 2 ? x : y, *across = side < 2 ? y : x, sign = side % 2 == 0 ? 1 : -1;
      const float p[2] = { c[0] + sign * across[0], c[1] + sign * across[1] };
      const float squared = along[0] * along[0] + along[1] * along[1];
      const float t = squared > 0 ? CLAMP (-(p[0] * along[0] + p[1] * along[1]) / squared, -1, 1) : 0;
      const float q[2] = { p[0] + t * along[0], p[1] + t * along[1] };

      least = MIN (least, q[0] * q[0] + q[1] * q[1]);
    }
  return least;
}

static gboolean
reaches (const float *r, float x, float y, float half)
{
  const float off[2] = { x - r[0], y - r[1] };

  half += MARGIN;
  if (r[6] < 0)
    {
      const float squared = r[2] * r[2] + r[3] * r[3];
      const float t = squared > 0 ? CLAMP ((off[0] * r[2] + off[1] * r[3]) / squared, 0, 1) : 0;

      return hypotf (off[0] - t * r[2], off[1] - t * r[3]) <= 1.4143f * half - r[6];
    }
  const float c[2] = { r[2] * off[0] + r[3] * off[1], r[4] * off[0] + r[5] * off[1] };

  return get_nearest (c, (const float[]) { r[2] * half, r[4] * half }, (const float[]) { r[3] * half, r[5] * half }) < 1;
}

/* Calls for each tile that record k reaches into: counts it, or enters it at the list's end. */
static void
visit_tiles (WscLayers *self, guint k, gboolean is_counting)
{
  const float *r = self->records + (gsize) k * 4 * self->texels;
  const WscLayerBox *box = &self->boxes[k];
  const float side = self->tile;

  if (!(box->low[0] < box->high[0] && box->low[1] < box->high[1]))
    return;
  for (guint row = box->low[1] / side; row < self->n_rows && row * side < box->high[1]; row++)
    for (guint column = box->low[0] / side; column < self->n_columns && column * side < box->high[0]; column++)
      {
        guint32 *start = &self->starts[row * self->n_columns + column];

        if (!reaches (r, (column + 0.5f) * side, (row + 0.5f) * side, 0.5f * side))
          continue;
        if (is_counting)
          {
            start[1]++;
            self->n_entries++;
          }
        else
          self->lists[start[0]++] = (WscLayerEntry) { k, self->nearest[k] };
      }
}

/* Lists by counting: sizes, their sums, entries. Then tiles of short lists come first, because another program draws them. */
static void
make_lists (WscLayers *self)
{
  const guint n_tiles = self->n_columns * self->n_rows;
  guint n = 0;

  self->starts = g_renew (guint32, self->starts, n_tiles + 1);
  memset (self->starts, 0, (n_tiles + 1) * sizeof *self->starts);
  self->n_entries = self->n_tiles[0] = self->n_tiles[1] = 0;
  for (guint k = 0; k < self->n && self->n_entries <= WSC_LAYER_MAX_ENTRIES; k++)
    visit_tiles (self, k, TRUE);
  if (self->n_entries > WSC_LAYER_MAX_ENTRIES)
    return;
  for (guint t = 0; t < n_tiles; t++)
    self->starts[t + 1] += self->starts[t];
  self->lists = g_renew (WscLayerEntry, self->lists, MAX (self->n_entries, 1));
  self->tiles = g_renew (WscTile, self->tiles, n_tiles);
  for (guint k = 0; k < self->n; k++)
    visit_tiles (self, self->order[k], FALSE);
  /* Each start is now where its list ends. */
  for (guint is_long = 0; is_long < 2; is_long++)
    {
      for (guint t = 0; t < n_tiles; t++)
        {
          const guint start = t > 0 ? self->starts[t - 1] : 0, length = self->starts[t] - start;

          if (length > 0 && (length > WSC_SHORT_LIST) == is_long)
            self->tiles[n++] = (WscTile) { (t % self->n_columns) * self->tile, (t / self->n_columns) * self->tile, start, length };
        }
      self->n_tiles[is_long] = n - (is_long ? self->n_tiles[0] : 0);
    }
}

/* Tiles are smaller where more ellipsoids would share one: what a list holds in vain costs more than a tile more. As measured in
 * software, where scenes fill the same part of the picture. */
static guint
get_tile (guint n)
{
  return n <= 50 ? 16 : n <= 3000 ? 8 : 4;
}

void
wsc_layers_update (WscLayers *self, const WscPicture *picture, guint n_lines, const WscLine *lines)
{
  const WscSceneStyle *style = wsc_scene_get_style (picture->scene);
  Task task = { .layers = self, .view = &picture->view, .background = wsc_theme_background (picture->theme) };

  task.ellipsoids = wsc_scene_get_ellipsoids (picture->scene, &task.n);
  self->texels = style->style == WSC_STYLE_WIREFRAME || style->style == WSC_STYLE_OUTLINE ? WSC_LINE_TEXELS : WSC_LAYER_TEXELS;
  self->n = task.n + n_lines;
  self->tile = get_tile (self->n);
  self->n_columns = (picture->width + self->tile - 1) / self->tile;
  self->n_rows = (picture->height + self->tile - 1) / self->tile;
  self->records = g_renew (float, self->records, MAX ((gsize) self->n, 1) * 4 * self->texels);
  self->boxes = g_renew (WscLayerBox, self->boxes, self->n);
  self->nearest = g_renew (float, self->nearest, self->n);
  self->order = g_renew (guint32, self->order, self->n);
  self->spare = g_renew (guint32, self->spare, self->n);
  set_fog (&task, style->fog);
  wsc_parallel_for (task.n < MIN_PARALLEL ? 1 : 0, (task.n + CHUNK - 1) / CHUNK, set_chunk, NULL, &task);
  for (guint i = 0; i < n_lines; i++)
    set_line (self, task.n + i, &picture->view, &lines[i]);
  if (style->clip != WSC_CLIP_OFF)
    order_by_volume (self, picture->scene);
  else
    order_by_depth (self);
  make_lists (self);
}
