/* instances: ellipsoids to what the shader reads, once a frame on the CPU. In double, so that no ellipsoid is too small, thin or
 * far, and once an ellipsoid rather than once a vertex: software GL runs vertex shaders on one core. */
#include "render/render-private.h"

#include <math.h>
#include <string.h>

/* Fewer ellipsoids than this are not worth waking threads for. */
#define MIN_PARALLEL 8192

void
wsc_instances_clear (WscInstances *self)
{
  for (guint size = 0; size < WSC_N_SIZES; size++)
    {
      g_free (self->counts[size]);
      g_free (self->instances[size]);
    }
  g_free (self->order);
  g_free (self->spare);
  g_free (self->keys);
  *self = (WscInstances) { 0 };
}

static void
reserve (WscInstances *self, guint n)
{
  const guint n_chunks = (n + WSC_CHUNK - 1) / WSC_CHUNK;

  if (n > self->capacity)
    {
      wsc_instances_clear (self);
      self->capacity = n;
      for (guint size = 0; size < WSC_N_SIZES; size++)
        {
          self->counts[size] = g_new (guint, n_chunks);
          self->instances[size] = g_new (WscInstance, n);
        }
      self->order = g_new (guint32, n);
      self->spare = g_new (guint32, n);
      self->keys = g_new (float, n);
    }
  self->n_chunks = n_chunks;
}

/* Order of descending keys in 0..1, by two passes over 11-bit digits: 4 million places in depth, stable. */
static void
sort (WscInstances *self, guint n)
{
  enum { BITS = 11, SIZE = 1 << BITS };
  const float scale = (1 << (2 * BITS)) - 1;

  for (guint i = 0; i < n; i++)
    self->spare[i] = i;
  for (guint pass = 0; pass < 2; pass++)
    {
      guint32 starts[SIZE] = { 0 };
      const guint32 *from = pass == 0 ? self->spare : self->order;
      guint32 *to = pass == 0 ? self->order : self->spare;

      for (guint i = 0; i < n; i++)
        starts[((guint32) ((1 - self->keys[i]) * scale) >> (pass * BITS)) & (SIZE - 1)]++;
      for (guint32 k = 0, sum = 0; k < SIZE; k++)
        {
          const guint32 count = starts[k];

          starts[k] = sum;
          sum += count;
        }
      for (guint i = 0; i < n; i++)
        to[starts[((guint32) ((1 - self->keys[from[i]]) * scale) >> (pass * BITS)) & (SIZE - 1)]++] = from[i];
    }
  memcpy (self->order, self->spare, n * sizeof *self->order);
}

/* Keys: the centre's distance along the view, 0 at the nearest and 1 at the farthest. */
static void
set_keys (WscInstances *self, const WscEllipsoid *ellipsoids, guint n, const WscView *view)
{
  const double *back = view->rotation[2];
  float low = G_MAXFLOAT, high = -G_MAXFLOAT, scale;

  for (guint i = 0; i < n; i++)
    {
      const float *c = ellipsoids[i].centre;
      float key = -(back[0] * (c[0] - view->eye[0]) + back[1] * (c[1] - view->eye[1]) + back[2] * (c[2] - view->eye[2]));

      key = isfinite (key) ? key : 0; /* one without a place is not drawn */
      self->keys[i] = key;
      low = MIN (low, key);
      high = MAX (high, key);
    }
  scale = high > low ? 1 / (high - low) : 0;
  for (guint i = 0; i < n; i++)
    self->keys[i] = CLAMP ((self->keys[i] - low) * scale, 0, 1);
}

static gboolean
is_outside (const WscInstance *self)
{
  for (guint j = 0; j < 2; j++)
    {
      const float reach = fabsf (self->axes[0][j]) + fabsf (self->axes[1][j]) + 0.02f;

      if (!(fabsf (self->centre[j]) <= 1 + reach))
        return TRUE;
    }
  return FALSE;
}

gboolean
wsc_instance_init (WscInstance *self, const WscView *view, const WscEllipsoid *ellipsoid)
{
  const float x = 1 / view->middle[0], y = -1 / view->middle[1];
  WscOutline o;

  if (!wsc_view_outline (view, ellipsoid, &o))
    return FALSE;
  self->centre[0] = x * (o.centre[0] - view->middle[0]);
  self->centre[1] = y * (o.centre[1] - view->middle[1]);
  for (guint i = 0; i < 2; i++)
    {
      self->lengths[i] = o.lengths[i];
      self->axes[i][0] = x * o.axes[i][0];
      self->axes[i][1] = y * o.axes[i][1];
    }
  for (guint i = 0; i < 4; i++)
    self->depth[i] = o.depth[i];
  for (guint i = 0; i < 3; i++)
    {
      self->normal1[i] = o.normal[1][i];
      self->normal2[i] = o.normal[2][i];
      self->normal3[i] = o.normal[3][i];
    }
  self->normal0_z = o.normal[0][2];
  return !is_outside (self);
}

typedef struct
{
  WscInstances *instances;
  const WscEllipsoid *ellipsoids;
  guint n;
  const WscView *view;
  WscRgba background;
  float fog; /* how far the farthest colours fade into the background */
} Task;

static inline guint8
to_byte (float x)
{
  return (guint8) (CLAMP (x, 0, 1) * 255 + 0.5f);
}

static WscSize
get_size (const WscInstance *instance)
{
  if (instance->lengths[1] < 4)
    return WSC_SIZE_SMALL;
  return instance->lengths[0] * instance->lengths[1] < 300 ? WSC_SIZE_MIDDLE : WSC_SIZE_LARGE;
}

void
wsc_fade_colour (guint8 bytes[4], WscRgba colour, WscRgba background, float fog)
{
  bytes[0] = to_byte (colour.r + fog * (background.r - colour.r));
  bytes[1] = to_byte (colour.g + fog * (background.g - colour.g));
  bytes[2] = to_byte (colour.b + fog * (background.b - colour.b));
  bytes[3] = 255;
}

static void
update_chunk (gpointer user_data, guint chunk, guint thread)
{
  const Task *task = user_data;
  WscInstances *self = task->instances;
  const gsize start = (gsize) chunk * WSC_CHUNK;
  const gsize end = MIN (task->n, start + WSC_CHUNK);
  guint counts[WSC_N_SIZES] = { 0 };
  WscInstance instance = { 0 };

  for (gsize k = start; k < end; k++)
    {
      const guint i = self->order[k];

      if (!wsc_instance_init (&instance, task->view, &task->ellipsoids[i]))
        continue;
      wsc_fade_colour (instance.colour, task->ellipsoids[i].colour, task->background, task->fog * self->keys[i]);
      const WscSize size = get_size (&instance);
      self->instances[size][start + counts[size]++] = instance;
    }
  for (guint size = 0; size < WSC_N_SIZES; size++)
    self->counts[size][chunk] = counts[size];
}

void
wsc_instances_update (WscInstances *self, const WscScene *scene, const WscView *view, WscTheme theme)
{
  Task task = { .instances = self, .view = view, .background = wsc_theme_background (theme),
                .fog = wsc_scene_get_style (scene)->fog };

  task.ellipsoids = wsc_scene_get_ellipsoids (scene, &task.n);
  reserve (self, task.n);
  set_keys (self, task.ellipsoids, task.n, view);
  sort (self, task.n);
  wsc_parallel_for (task.n < MIN_PARALLEL ? 1 : 0, self->n_chunks, update_chunk, NULL, &task);
}
