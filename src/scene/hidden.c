/* hidden: where on the picture one thing hides another, as paths. Along any line of the picture an outline is an interval and its
 * surface's depth is linear plus the root of a quadratic, so a region is cut out row by row: where the two depths cross is found
 * by bisection, and rows are added until the straight lines between them are true. That holds for ellipsoids that lie apart, pass
 * through each other, or hide each other in a circle.
 */
#include "scene/layer.h"

#include <math.h>

#include "scene/scene-private.h"

#define N_NODES 33     /* of a row, dense at its ends, where the root bends */
#define N_ROWS 25      /* to begin with */
#define MAX_INTERVALS 6
#define NOTHING 1e30   /* a depth beyond all others */
#define FINEST 1e-3    /* px between rows where intervals come and go */

/* One outline along the line of the points at (t) = point + t direction; q = at + t by. */
typedef struct
{
  const WscOutline *outline; /* NULL: a line or a plane, of depth at[0] + t by[0] */
  double at[2], by[2];
  int cut;                   /* as of WscLayer */
  double plane[2], lift;     /* its depth is plane[0] + t plane[1] */
  double from, to;
} Chord;

typedef struct
{
  double y;
  guint n;
  double ends[MAX_INTERVALS][2];
} Row;

/* Within the outline, but for `inset` px at its border. */
static gboolean
chord_init (Chord *self, const WscOutline *o, const double point[2], const double direction[2], double inset)
{
  double a = 0, b = 0, c = -1, root;

  self->outline = o;
  self->cut = 0;
  for (guint i = 0; i < 2; i++)
    {
      const double squared = o->lengths[i] * o->lengths[i];

      self->at[i] = ((point[0] - o->centre[0]) * o->axes[i][0] + (point[1] - o->centre[1]) * o->axes[i][1]) / squared;
      self->by[i] = (direction[0] * o->axes[i][0] + direction[1] * o->axes[i][1]) / squared;
      const double share = MAX (1 - inset / o->lengths[i], 0.05), weight = 1 / (share * share);

      a += weight * self->by[i] * self->by[i];
      b += weight * self->by[i] * self->at[i];
      c += weight * self->at[i] * self->at[i];
    }
  if (!(b * b > a * c))
    return FALSE;
  root = sqrt (b * b - a * c);
  self->from = (-b - root) / a;
  self->to = (-b + root) / a;
  return TRUE;
}

/* Of what the ray meets first: the surface, or where a plane has cut that off, the face of the cut. */
static double
chord_get_depth (const Chord *self, double t)
{
  const double q0 = self->at[0] + t * self->by[0], q1 = self->at[1] + t * self->by[1];

  if (self->outline == NULL)
    return q0;
  const double *d = self->outline->depth, bulge = sqrt (MAX (1 - q0 * q0 - q1 * q1, 0)) * d[3];
  const double middle = d[0] + q0 * d[1] + q1 * d[2], plane = self->plane[0] + t * self->plane[1];
  if (self->cut == 0 || (self->cut > 0 ? middle + bulge >= plane : middle + bulge <= plane))
    return middle + bulge;
  return self->cut > 0 && plane <= middle - bulge ? plane - self->lift : NOTHING;
}

static gboolean
chord_init_layer (Chord *self, const WscLayer *layer, const double point[2], const double direction[2], double inset)
{
  const double at = layer->plane[0] + layer->plane[1] * point[0] + layer->plane[2] * point[1];
  const double by = layer->plane[1] * direction[0] + layer->plane[2] * direction[1];

  if (layer->is_plane)
    {
      *self = (Chord) { .at = { at, 0 }, .by = { by, 0 }, .from = -G_MAXDOUBLE, .to = G_MAXDOUBLE };
      return TRUE;
    }
  if (!chord_init (self, &layer->outline, point, direction, inset))
    return FALSE;
  self->cut = layer->cut;
  self->lift = layer->lift;
  self->plane[0] = at;
  self->plane[1] = by;
  return TRUE;
}

/* Where the sign of b - a changes between two places. */
static double
find_crossing (const Chord *a, const Chord *b, double from, double to, gboolean is_negative_at_from)
{
  for (guint k = 0; k < 50 && to - from > 1e-7; k++)
    {
      const double middle = 0.5 * (from + to);

      if ((chord_get_depth (b, middle) < chord_get_depth (a, middle)) == is_negative_at_from)
        from = middle;
      else
        to = middle;
    }
  return 0.5 * (from + to);
}

/* The intervals in which b is nearer than a. */
static guint
find_intervals (const Chord *a, const Chord *b, double ends[MAX_INTERVALS][2])
{
  const double low = MAX (a->from, b->from), high = MIN (a->to, b->to);
  gboolean was_nearer = FALSE;
  double before = low;
  guint n = 0;

  if (!(low < high))
    return 0;
  for (guint k = 0; k < N_NODES && n < MAX_INTERVALS; k++)
    {
      const double t = 0.5 * (low + high) - 0.5 * (high - low) * cos (G_PI * (k + 0.5) / N_NODES);
      const gboolean is_nearer = chord_get_depth (b, t) < chord_get_depth (a, t);

      if (is_nearer && !was_nearer)
        ends[n][0] = k == 0 ? low : find_crossing (a, b, before, t, FALSE);
      if (!is_nearer && was_nearer)
        ends[n++][1] = find_crossing (a, b, before, t, TRUE);
      was_nearer = is_nearer;
      before = t;
    }
  if (was_nearer && n < MAX_INTERVALS)
    ends[n++][1] = high;
  return n;
}

/* --- regions ------------------------------------------------------------------- */

typedef struct
{
  const WscLayer *self, *other;
  double inset, tolerance;
  GArray *rows; /* of Row, from the top */
} Region;

static Row
new_row (const Region *region, double y)
{
  const double point[2] = { 0, y }, right[2] = { 1, 0 };
  Row row = { .y = y };
  Chord a, b;

  if (chord_init_layer (&a, region->self, point, right, 0) && chord_init_layer (&b, region->other, point, right, region->inset))
    row.n = find_intervals (&a, &b, row.ends);
  return row;
}

static gboolean
is_straight (const Row *above, const Row *middle, const Row *below, double tolerance)
{
  if (middle->n != above->n)
    return FALSE;
  for (guint k = 0; k < middle->n; k++)
    for (guint i = 0; i < 2; i++)
      if (!(fabs (middle->ends[k][i] - 0.5 * (above->ends[k][i] + below->ends[k][i])) <= tolerance))
        return FALSE;
  return TRUE;
}

/* Appends the rows between two, and the lower one. Those between which an interval comes or goes are brought together. */
static void
append_rows (Region *region, const Row *above, const Row *below)
{
  const gboolean is_same = above->n == below->n;
  const double height = below->y - above->y;

  if (height > (is_same ? region->tolerance : FINEST))
    {
      const Row middle = new_row (region, 0.5 * (above->y + below->y));

      if (!is_same || !is_straight (above, &middle, below, region->tolerance))
        {
          append_rows (region, above, &middle);
          append_rows (region, &middle, below);
          return;
        }
    }
  g_array_append_val (region->rows, *below);
}

static void
append_point (GArray *points, double x, double y, gboolean begins)
{
  const WscPathPoint point = { x, y, begins };

  g_array_append_val (points, point);
}

/* One polygon an interval: down its left side and up its right one. */
static void
append_run (GArray *points, const Row *rows, guint n)
{
  for (guint k = 0; n > 1 && k < rows[0].n; k++)
    {
      for (guint i = 0; i < n; i++)
        append_point (points, rows[i].ends[k][0], rows[i].y, i == 0);
      for (guint i = n; i > 0; i--)
        append_point (points, rows[i - 1].ends[k][1], rows[i - 1].y, FALSE);
    }
}

static GArray *
to_path (const GArray *rows)
{
  GArray *points = g_array_new (FALSE, FALSE, sizeof (WscPathPoint));
  const Row *all = (const Row *) (gpointer) rows->data;

  for (guint start = 0, end; start < rows->len; start = end)
    {
      for (end = start + 1; end < rows->len && all[end].n == all[start].n;)
        end++;
      append_run (points, all + start, end - start);
    }
  if (points->len == 0)
    g_clear_pointer (&points, g_array_unref);
  return points;
}

static void
get_rows (const WscLayer *layer, double *top, double *bottom)
{
  const WscOutline *o = &layer->outline;
  const double reach = layer->is_plane ? G_MAXDOUBLE / 4 : hypot (o->axes[0][1], o->axes[1][1]);

  *top = o->centre[1] - reach;
  *bottom = o->centre[1] + reach;
}

GArray *
wsc_layer_find_hidden (const WscLayer *self, const WscLayer *other, double inset, double tolerance)
{
  g_autoptr (GArray) rows = g_array_new (FALSE, FALSE, sizeof (Row));
  Region region = { self, other, inset, tolerance, rows };
  double top[2], bottom[2];
  Row above;

  g_return_val_if_fail (self != NULL && other != NULL && tolerance > 0, NULL);

  get_rows (self, &top[0], &bottom[0]);
  get_rows (other, &top[1], &bottom[1]);
  const double from = MAX (top[0], top[1]), to = MIN (bottom[0], bottom[1]);
  if (!(from < to))
    return NULL;
  above = new_row (&region, from);
  g_array_append_val (rows, above);
  for (guint k = 1; k < N_ROWS; k++)
    {
      const Row below = new_row (&region, from + (to - from) * 0.5 * (1 - cos (G_PI * k / (N_ROWS - 1))));

      append_rows (&region, &above, &below);
      above = below;
    }
  return to_path (rows);
}

void
wsc_layer_flip (WscLayer *self)
{
  for (guint k = 0; k < 3; k++)
    for (guint j = 0; j < 3; j++)
      self->outline.normal[k][j] = -self->outline.normal[k][j];
  self->outline.depth[3] = -self->outline.depth[3];
}

gboolean
wsc_layer_get_depth (const WscLayer *self, const double pixel[2], double *depth)
{
  const double right[2] = { 1, 0 };
  Chord chord;

  if (!chord_init_layer (&chord, self, pixel, right, 0) || chord.from > 0 || chord.to < 0)
    return FALSE;
  *depth = chord_get_depth (&chord, 0);
  return *depth < NOTHING;
}

/* --- lines ------------------------------------------------------------------------ */

guint
wsc_layer_find_hidden_line (const WscLayer *self, const WscLinePiece *line, double ends[6][2])
{
  const double direction[2] = { line->to[0] - line->from[0], line->to[1] - line->from[1] };
  const Chord along = { .at = { line->from_depth, 0 }, .by = { line->to_depth - line->from_depth, 0 }, .from = 0, .to = 1 };
  Chord own;

  g_return_val_if_fail (self != NULL && line != NULL, 0);

  if (!chord_init_layer (&own, self, line->from, direction, 0))
    return 0;
  return find_intervals (&along, &own, ends);
}
