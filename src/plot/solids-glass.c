/* Glass: every ellipsoid has a side towards the eye and one away from it, and where a plane cuts it open a face; each lets through what is
 * behind. They are drawn from the back to the front; where one passes through another it is split there, so that either part has its
 * place in that order. */
#include "plot/solids-private.h"

#define MAX_PARTS 4000 /* more are not split further: what is left in a wrong order are slivers */
#define LEAST_SHARE 0.02 /* of the points compared: a smaller part is not worth a split */
#define N_PROBES 16

/* A part under way: a side, and what it is restricted to by other layers. */
typedef struct
{
  const WscLayer *layer;
  gboolean is_behind; /* that layer lies before the part, or does not */
} Condition;

typedef struct
{
  WscSolid solid;
  GArray *conditions; /* of Condition */
} Part;

static void
part_clear (gpointer data)
{
  Part *part = data;

  g_array_unref (part->conditions);
}

static gboolean
holds (const Part *part, const double pixel[2], double *depth)
{
  if (!wsc_layer_get_depth (&part->solid.layer, pixel, depth))
    return FALSE;
  for (guint i = 0; i < part->conditions->len; i++)
    {
      const Condition *c = &g_array_index (part->conditions, Condition, i);
      double other;

      if ((wsc_layer_get_depth (c->layer, pixel, &other) && other < *depth) != c->is_behind)
        return FALSE;
    }
  return TRUE;
}

/* A point of the part's outline's plane. */
static void
get_probe (const Part *part, guint k, double pixel[2])
{
  const WscOutline *o = &part->solid.layer.outline;
  const double q[2] = { 2 * (k % N_PROBES + 0.5) / N_PROBES - 1, 2 * (k / N_PROBES + 0.5) / N_PROBES - 1 };

  for (guint j = 0; j < 2; j++)
    pixel[j] = o->centre[j] + q[0] * o->axes[0][j] + q[1] * o->axes[1][j];
}

/* How much of the part lies behind another layer and how much before it, of all its points. */
static void
count_sides (const Part *part, const WscLayer *other, double *behind, double *before)
{
  guint n = 0, n_behind = 0, n_before = 0;

  for (guint k = 0; k < N_PROBES * N_PROBES; k++)
    {
      double pixel[2], depth, other_depth;

      get_probe (part, k, pixel);
      if (!holds (part, pixel, &depth))
        continue;
      n++;
      if (!wsc_layer_get_depth (other, pixel, &other_depth))
        continue;
      n_behind += other_depth < depth;
      n_before += other_depth > depth;
    }
  *behind = n > 0 ? n_behind / (double) n : 0;
  *before = n > 0 ? n_before / (double) n : 0;
}

static Part
new_part (const Part *from, const WscLayer *layer, gboolean is_behind)
{
  const Condition condition = { layer, is_behind };
  Part part = { from->solid, g_array_copy (from->conditions) };

  g_array_append_val (part.conditions, condition);
  return part;
}

/* Splits every part that lies on both sides of a layer of another ellipsoid. */
static void
split_by (GArray *parts, const WscSolid *other)
{
  const guint n = parts->len;

  for (guint i = 0; i < n && parts->len < MAX_PARTS; i++)
    {
      Part *part = &g_array_index (parts, Part, i);
      double behind, before;

      if (part->solid.index <= other->index || !wsc_solid_meets (&part->solid, other))
        continue;
      count_sides (part, &other->layer, &behind, &before);
      if (behind < LEAST_SHARE || before < LEAST_SHARE)
        continue;
      Part first = new_part (part, &other->layer, TRUE), second = new_part (part, &other->layer, FALSE);
      g_array_unref (part->conditions);
      g_array_index (parts, Part, i) = first;
      g_array_append_val (parts, second);
    }
}

/* --- order ------------------------------------------------------------------------- */

/* Whether a lies in front of b at most of the points that both have: 1, behind: -1. */
static int
compare_parts (const Part *a, const Part *b)
{
  const gboolean is_smaller = a->solid.layer.outline.lengths[0] < b->solid.layer.outline.lengths[0];
  int balance = 0;

  if (!wsc_solid_meets (&a->solid, &b->solid))
    return 0;
  for (guint k = 0; k < N_PROBES * N_PROBES; k++)
    {
      double pixel[2], depth_a, depth_b;

      get_probe (is_smaller ? a : b, k, pixel);
      if (holds (a, pixel, &depth_a) && holds (b, pixel, &depth_b))
        balance += depth_a < depth_b ? 1 : depth_a > depth_b ? -1 : 0;
    }
  return CLAMP (balance, -1, 1);
}

typedef struct
{
  GArray *parts; /* of Part */
  guint8 *state;
  GArray *order; /* of guint */
} Sort;

static void
visit (Sort *self, guint i)
{
  if (self->state[i] != 0)
    return;
  self->state[i] = 1;
  for (guint k = 0; k < self->parts->len; k++)
    if (self->state[k] == 0 && compare_parts (&g_array_index (self->parts, Part, i), &g_array_index (self->parts, Part, k)) > 0)
      visit (self, k);
  g_array_append_val (self->order, i);
}

/* --- paths ---------------------------------------------------------------------------- */

static void
add_path (GPtrArray **paths, GArray *path)
{
  if (*paths == NULL)
    *paths = g_ptr_array_new_with_free_func ((GDestroyNotify) g_array_unref);
  g_ptr_array_add (*paths, path);
}

/* Conditions become regions to draw within, or to leave out. FALSE when nothing is left. */
static gboolean
set_paths (Part *part, double pixel)
{
  for (guint i = 0; i < part->conditions->len; i++)
    {
      const Condition *c = &g_array_index (part->conditions, Condition, i);
      GArray *path = wsc_layer_find_hidden (&part->solid.layer, c->layer, 0, WSC_SOLID_TOLERANCE * pixel);

      if (path == NULL && c->is_behind)
        return FALSE;
      if (path != NULL)
        add_path (c->is_behind ? &part->solid.within : &part->solid.hidden, path);
    }
  return TRUE;
}

/* --- sides ------------------------------------------------------------------------------ */

/* Where the plane cuts a side off: it lies before the plane and that is cut away, or behind it. */
static void
add_part (GArray *parts, const WscSolid *solid, const WscLayer *plane, int cut)
{
  Part part = { *solid, g_array_new (FALSE, FALSE, sizeof (Condition)) };
  const Condition kept = { plane, cut > 0 };

  if (cut != 0 && solid->part != WSC_SOLID_FACE)
    g_array_append_val (part.conditions, kept);
  g_array_append_val (parts, part);
}

static void
add_parts (GArray *parts, const WscSolidPicture *picture, const WscSolid *found, const WscLayer *plane)
{
  const WscEllipsoid *e = &wsc_scene_get_ellipsoids (picture->scene, NULL)[found->index];
  WscSolid side = *found;
  WscEllipsoid flat;
  double world[4];

  side.layer.cut = 0;
  side.part = WSC_SOLID_FRONT;
  add_part (parts, &side, plane, picture->cut);
  if (picture->style->style == WSC_STYLE_GLASS)
    {
      side.part = WSC_SOLID_BACK;
      wsc_layer_flip (&side.layer);
      add_part (parts, &side, plane, picture->cut);
    }
  if (picture->cut == 0 || !wsc_scene_get_clip_plane (picture->scene, picture->camera, world) || !wsc_ellipsoid_cut (e, world, &flat))
    return;
  side.part = WSC_SOLID_FACE;
  if (!wsc_view_outline (&picture->view, &flat, &side.layer.outline))
    return;
  side.layer.outline.depth[0] -= side.layer.lift;
  add_part (parts, &side, plane, picture->cut);
}

void
wsc_solids_arrange_glass (WscSolidPicture *picture)
{
  g_autoptr (GArray) parts = g_array_new (FALSE, FALSE, sizeof (Part)), order = g_array_new (FALSE, FALSE, sizeof (guint));
  g_autoptr (GArray) sides = g_array_new (FALSE, FALSE, sizeof (WscSolid));
  WscLayer plane = { .is_plane = TRUE };
  GArray *solids = g_array_new (FALSE, FALSE, sizeof (WscSolid));

  g_array_set_clear_func (parts, part_clear);
  g_array_set_clear_func (solids, wsc_solid_clear);
  for (guint j = 0; j < 3; j++)
    plane.plane[j] = picture->plane[j];
  for (guint i = 0; i < picture->solids->len; i++)
    add_parts (parts, picture, &g_array_index (picture->solids, WscSolid, i), &plane);
  for (guint i = 0; i < parts->len; i++)
    g_array_append_val (sides, g_array_index (parts, Part, i).solid);
  for (guint i = 0; i < sides->len; i++)
    split_by (parts, &g_array_index (sides, WscSolid, i));
  g_autofree guint8 *state = g_new0 (guint8, parts->len + 1);
  Sort sort = { parts, state, order };
  for (guint i = 0; i < parts->len; i++)
    visit (&sort, i);
  for (guint i = 0; i < order->len; i++)
    {
      Part *part = &g_array_index (parts, Part, g_array_index (order, guint, i));

      if (set_paths (part, picture->pixel))
        g_array_append_val (solids, part->solid);
      else
        wsc_solid_clear (&part->solid);
    }
  g_array_unref (picture->solids);
  picture->solids = solids;
}
