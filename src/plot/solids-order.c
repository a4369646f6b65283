/* Which ellipsoid is drawn after which. From the back to the front as far as that can be: of any two whose outlines meet, the one that is
 * behind in most of what they share goes first. Where the later one is behind all the same, because the two pass through each other
 * or three hide each other in a circle, that part is cut out of it. At every point the nearest is then the last that is drawn there,
 * whatever the order. */
#include "plot/solids-private.h"

#include <math.h>

#define N_PROBES 7 /* a side: where two outlines are compared */

void
wsc_solid_clear (gpointer data)
{
  WscSolid *solid = data;

  g_clear_pointer (&solid->hidden, g_ptr_array_unref);
  g_clear_pointer (&solid->within, g_ptr_array_unref);
}

/* --- pairs ------------------------------------------------------------------------ */

static void
get_box (const WscOutline *o, double low[2], double high[2])
{
  for (guint j = 0; j < 2; j++)
    {
      const double reach = hypot (o->axes[0][j], o->axes[1][j]);

      low[j] = o->centre[j] - reach;
      high[j] = o->centre[j] + reach;
    }
}

/* The box that both outlines' boxes share. */
static gboolean
get_shared_box (const WscOutline *a, const WscOutline *b, double low[2], double high[2])
{
  double other_low[2], other_high[2];

  get_box (a, low, high);
  get_box (b, other_low, other_high);
  for (guint j = 0; j < 2; j++)
    {
      low[j] = MAX (low[j], other_low[j]);
      high[j] = MIN (high[j], other_high[j]);
    }
  return low[0] < high[0] && low[1] < high[1];
}

gboolean
wsc_solid_meets (const WscSolid *a, const WscSolid *b)
{
  double low[2], high[2];

  return get_shared_box (&a->layer.outline, &b->layer.outline, low, high);
}

/* 1: a is mostly in front of b; -1: behind. */
static int
compare_solids (const WscSolid *a, const WscSolid *b)
{
  double low[2], high[2];
  int balance = 0;

  if (!get_shared_box (&a->layer.outline, &b->layer.outline, low, high))
    return 0;
  for (guint i = 0; i < N_PROBES * N_PROBES; i++)
    {
      const double x = (i % N_PROBES + 0.5) / N_PROBES, y = (double) (i / N_PROBES + 0.5) / N_PROBES;
      const double pixel[2] = { low[0] + x * (high[0] - low[0]), low[1] + y * (high[1] - low[1]) };
      double depth_a, depth_b;

      if (wsc_layer_get_depth (&a->layer, pixel, &depth_a) && wsc_layer_get_depth (&b->layer, pixel, &depth_b))
        balance += depth_a < depth_b ? 1 : depth_a > depth_b ? -1 : 0;
    }
  return CLAMP (balance, -1, 1);
}

/* --- order ------------------------------------------------------------------------- */

typedef struct
{
  WscSolid *solids; /* by distance, the farthest first */
  guint n;
  guint8 *state; /* 0: not yet, 1: under way, 2: done */
  GArray *order; /* of WscSolid */
} Sort;

/* What lies behind it goes first; a circle is cut where it is met. */
static void
visit (Sort *self, guint i)
{
  if (self->state[i] != 0)
    return;
  self->state[i] = 1;
  for (guint k = 0; k < self->n; k++)
    if (self->state[k] == 0 && compare_solids (&self->solids[i], &self->solids[k]) > 0)
      visit (self, k);
  self->state[i] = 2;
  g_array_append_val (self->order, self->solids[i]);
}

/* What is cut out ends a little within the other's outline: two edges that both end at it would let through what is behind them. */
static void
cut_out_hidden (GArray *solids, double pixel)
{
  for (guint i = 1; i < solids->len; i++)
    {
      WscSolid *self = &g_array_index (solids, WscSolid, i);

      for (guint k = 0; k < i; k++)
        {
          const WscSolid *before = &g_array_index (solids, WscSolid, k);
          GArray *path = wsc_solid_meets (self, before)
                           ? wsc_layer_find_hidden (&self->layer, &before->layer, 0.1 * pixel, WSC_SOLID_TOLERANCE * pixel) : NULL;

          if (path == NULL)
            continue;
          if (self->hidden == NULL)
            self->hidden = g_ptr_array_new_with_free_func ((GDestroyNotify) g_array_unref);
          g_ptr_array_add (self->hidden, path);
        }
    }
}

void
wsc_solids_arrange (WscSolidPicture *picture)
{
  GArray *found = picture->solids;
  g_autofree guint8 *state = g_new0 (guint8, found->len + 1);
  GArray *order = g_array_new (FALSE, FALSE, sizeof (WscSolid));
  Sort sort = { (WscSolid *) (gpointer) found->data, found->len, state, order };

  for (guint i = 0; i < sort.n; i++)
    visit (&sort, i);
  g_array_set_clear_func (found, NULL);
  g_array_unref (found);
  g_array_set_clear_func (order, wsc_solid_clear);
  cut_out_hidden (order, picture->pixel);
  picture->solids = order;
}

/* --- all of them -------------------------------------------------------------------- */

static double
get_distance (const WscView *view, const WscEllipsoid *e)
{
  double distance = 0;

  for (guint j = 0; j < 3; j++)
    distance -= view->rotation[2][j] * (e->centre[j] - view->eye[j]);
  return distance;
}

static gboolean
is_on_picture (const WscOutline *o, const WscView *view)
{
  double low[2], high[2];

  get_box (o, low, high);
  return low[0] < 2 * view->middle[0] && high[0] > 0 && low[1] < 2 * view->middle[1] && high[1] > 0;
}

static WscRgba
fade (WscRgba c, WscRgba paper, double share)
{
  const float s = share;

  return (WscRgba) { c.r + s * (paper.r - c.r), c.g + s * (paper.g - c.g), c.b + s * (paper.b - c.b), c.a };
}

/* Of two faces in the plane of the cut the smaller ellipsoid's is seen. */
static void
set_lift (WscSolid *solid, const WscEllipsoid *e)
{
  solid->layer.lift = 1e-7 / (1 + wsc_ellipsoid_get_volume (e));
}

static gint
compare_distances (gconstpointer a, gconstpointer b)
{
  const WscSolid *p = a, *q = b;

  return p->distance > q->distance ? -1 : p->distance < q->distance ? 1 : p->index < q->index ? -1 : 1;
}

GArray *
wsc_solids_find (const WscSolidPicture *picture)
{
  guint n;
  const WscEllipsoid *ellipsoids = wsc_scene_get_ellipsoids (picture->scene, &n);
  GArray *found = g_array_sized_new (FALSE, TRUE, sizeof (WscSolid), n);
  double low = G_MAXDOUBLE, high = -G_MAXDOUBLE;

  g_array_set_clear_func (found, wsc_solid_clear);
  for (guint i = 0; i < n; i++)
    {
      low = MIN (low, get_distance (&picture->view, &ellipsoids[i]));
      high = MAX (high, get_distance (&picture->view, &ellipsoids[i]));
    }
  for (guint i = 0; i < n; i++)
    {
      WscSolid solid = { .index = i, .distance = get_distance (&picture->view, &ellipsoids[i]) };
      const double share = high > low ? picture->style->fog * (solid.distance - low) / (high - low) : 0;

      solid.colour = fade (ellipsoids[i].colour, wsc_theme_background (picture->theme), share);
      solid.layer.cut = picture->cut;
      set_lift (&solid, &ellipsoids[i]);
      for (guint j = 0; j < 3; j++)
        solid.layer.plane[j] = picture->plane[j];
      if (wsc_view_outline (&picture->view, &ellipsoids[i], &solid.layer.outline) && is_on_picture (&solid.layer.outline, &picture->view))
        g_array_append_val (found, solid);
    }
  g_array_sort (found, compare_distances);
  return found;
}
