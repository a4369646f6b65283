/* Contours of the mesh. A level crosses a triangle in one straight piece from one of its sides to another; pieces that share a side are
 * joined to lines, and points that a line can do without are left out. */
#include <math.h>

#include "scene/density-private.h"

static const double levels[] = { 0.02, 0.05, 0.1, 0.2, 0.4, 0.6, 0.8, 0.95 }; /* of the peak */

#define ROUGHNESS 2e-4 /* of the plane's longer side: how far a line may run beside its points */

/* A side of a triangle goes from corner `at` along x, along y, or across. */
enum { ALONG_X, ALONG_Y, ACROSS, N_SIDES };

/* One level under way. */
typedef struct
{
  const WscDensity *self;
  double level;
  GHashTable *pieces; /* side to the side at the other end of a piece; a side in the middle of a line has two */
  GHashTable *more;   /* the second one */
  GArray *points;     /* of WscContourPoint */
} Level;

static gpointer
new_side (gsize corner, guint side)
{
  return GSIZE_TO_POINTER (corner * N_SIDES + side + 1);
}

static gboolean
is_crossed (const Level *self, gsize a, gsize b)
{
  return (self->self->z[a] < self->level) != (self->self->z[b] < self->level);
}

static void
get_crossing (const Level *self, gpointer key, double point[2])
{
  const WscDensity *d = self->self;
  const gsize number = GPOINTER_TO_SIZE (key) - 1, a = number / N_SIDES, side = number % N_SIDES;
  const gsize b = a + (side == ALONG_X ? 1 : side == ALONG_Y ? d->n_x : d->n_x + 1);
  const double t = (d->z[a] - self->level) / (d->z[a] - d->z[b]);

  point[0] = d->x[a % d->n_x] + t * (d->x[b % d->n_x] - d->x[a % d->n_x]);
  point[1] = d->y[a / d->n_x] + t * (d->y[b / d->n_x] - d->y[a / d->n_x]);
}

static void
add_end (Level *self, gpointer side, gpointer other)
{
  g_hash_table_insert (g_hash_table_contains (self->pieces, side) ? self->more : self->pieces, side, other);
}

static void
add_triangle (Level *self, const gboolean crossed[3], gpointer const sides[3])
{
  gpointer ends[3] = { NULL };
  guint n = 0;

  for (guint k = 0; k < 3; k++)
    if (crossed[k])
      ends[n++] = sides[k];
  if (n != 2)
    return;
  add_end (self, ends[0], ends[1]);
  add_end (self, ends[1], ends[0]);
}

static void
add_cell (Level *self, gsize at)
{
  const gsize above = at + self->self->n_x;
  const gboolean low = is_crossed (self, at, at + 1), right = is_crossed (self, at + 1, above + 1);
  const gboolean left = is_crossed (self, at, above), high = is_crossed (self, above, above + 1), across = is_crossed (self, at, above + 1);

  if (!low && !right && !left && !high)
    return;
  add_triangle (self, (gboolean[3]) { low, right, across }, (gpointer[3]) { new_side (at, ALONG_X), new_side (at + 1, ALONG_Y), new_side (at, ACROSS) });
  add_triangle (self, (gboolean[3]) { across, high, left }, (gpointer[3]) { new_side (at, ACROSS), new_side (above, ALONG_X), new_side (at, ALONG_Y) });
}

/* --- lines ------------------------------------------------------------------------------ */

/* Takes the piece away and returns its other end, or NULL. */
static gpointer
take (Level *self, gpointer side)
{
  gpointer other = g_hash_table_lookup (self->pieces, side), back;
  GHashTable *table = other != NULL ? self->pieces : self->more;

  if (other == NULL)
    other = g_hash_table_lookup (self->more, side);
  if (other == NULL)
    return NULL;
  g_hash_table_remove (table, side);
  back = g_hash_table_lookup (self->pieces, other);
  g_hash_table_remove (back == side ? self->pieces : self->more, other);
  return other;
}

/* Whether all points between two lie beside their straight line by no more than the tolerance. */
static gboolean
is_straight (const double (*points)[2], guint from, guint to, double tolerance)
{
  const double dx = points[to][0] - points[from][0], dy = points[to][1] - points[from][1], length = hypot (dx, dy);

  for (guint k = from + 1; k < to; k++)
    {
      const double x = points[k][0] - points[from][0], y = points[k][1] - points[from][1];

      if (length > 0 ? fabs (x * dy - y * dx) > tolerance * length : hypot (x, y) > tolerance)
        return FALSE;
    }
  return TRUE;
}

/* As long straight pieces as the tolerance allows. */
static void
append_line (Level *self, const double (*points)[2], guint n, double tolerance)
{
  guint at = 0;
  WscContourPoint point = { { points[0][0], points[0][1] }, self->level, TRUE };

  g_array_append_val (self->points, point);
  while (at + 1 < n)
    {
      guint next = at + 1;

      while (next + 1 < n && next - at < 64 && is_straight (points, at, next + 1, tolerance))
        next++;
      point = (WscContourPoint) { { points[next][0], points[next][1] }, self->level, FALSE };
      g_array_append_val (self->points, point);
      at = next;
    }
}

/* The line that begins at a side. */
static void
follow (Level *self, gpointer start, double tolerance)
{
  g_autoptr (GArray) line = g_array_new (FALSE, FALSE, 2 * sizeof (double));
  double point[2];

  for (gpointer side = start; side != NULL; side = take (self, side))
    {
      get_crossing (self, side, point);
      g_array_append_val (line, point);
    }
  if (line->len > 1)
    append_line (self, (const double (*)[2]) (gpointer) line->data, line->len, tolerance);
}

/* Sides in the order of the mesh, so that the lines do not depend on the hash. Those at the mesh's edge begin lines that have ends. */
static void
join (Level *self, double tolerance)
{
  const gsize n = (gsize) self->self->n_x * self->self->n_y * N_SIDES;

  for (guint round = 0; round < 2; round++)
    for (gsize k = 1; k <= n; k++)
      {
        gpointer side = GSIZE_TO_POINTER (k);
        const gboolean has_one = g_hash_table_contains (self->pieces, side), has_two = has_one && g_hash_table_contains (self->more, side);

        if (has_one && (round == 1 || !has_two))
          follow (self, side, tolerance);
      }
}

GArray *
wsc_density_find_contours (const WscDensity *self)
{
  GArray *points = g_array_new (FALSE, FALSE, sizeof (WscContourPoint));
  const double tolerance = ROUGHNESS * MAX (self->x[self->n_x - 1] - self->x[0], self->y[self->n_y - 1] - self->y[0]);

  for (guint l = 0; l < G_N_ELEMENTS (levels); l++)
    {
      g_autoptr (GHashTable) pieces = g_hash_table_new (NULL, NULL), more = g_hash_table_new (NULL, NULL);
      Level level = { self, levels[l] * self->peak, pieces, more, points };

      for (gsize i = 0; i + 1 < self->n_y; i++)
        for (gsize k = 0; k + 1 < self->n_x; k++)
          add_cell (&level, i * self->n_x + k);
      join (&level, tolerance);
    }
  return points;
}
