/* Lines of so many values that none of them is told from its neighbours on any paper: parts keep their first, lowest, highest and last value, so that a
 * picture of them is the same, and drawing one does not go through a million values. */
#include "plot/plot-private.h"

#include <math.h>

#define PARTS 10000 /* of a line */
#define KEPT 5      /* of a part, at most: with one gap */

typedef struct
{
  const double *x, *y;
  double *to_x, *to_y;
  gsize n;
} Short;

static void
keep (Short *self, gsize i)
{
  self->to_x[self->n] = self->x[i];
  self->to_y[self->n++] = self->y[i];
}

static int
compare_places (const void *a, const void *b)
{
  const gsize left = *(const gsize *) a, right = *(const gsize *) b;
  return left < right ? -1 : left > right;
}

static void
keep_part (Short *self, gsize from, gsize to)
{
  gsize places[KEPT] = { from, from, from, to - 1, to - 1 };
  for (gsize i = from; i < to; i++)
    {
      if (!isfinite (self->y[i]))
        places[4] = i;
      if (self->y[i] < self->y[places[1]] || !isfinite (self->y[places[1]]))
        places[1] = i;
      if (self->y[i] > self->y[places[2]] || !isfinite (self->y[places[2]]))
        places[2] = i;
    }
  qsort (places, KEPT, sizeof *places, compare_places);
  for (guint k = 0; k < KEPT; k++)
    if (k == 0 || places[k] != places[k - 1])
      keep (self, places[k]);
}

gsize
wsc_shorten_line (gsize n, const double *x, const double *y, double **short_x, double **short_y)
{
  if (n <= PARTS * KEPT)
    {
      *short_x = g_memdup2 (x, n * sizeof *x);
      *short_y = g_memdup2 (y, n * sizeof *y);
      return n;
    }
  Short self = { x, y, g_new (double, PARTS * KEPT), g_new (double, PARTS * KEPT), 0 };
  for (gsize part = 0; part < PARTS; part++)
    keep_part (&self, n * part / PARTS, n * (part + 1) / PARTS);
  *short_x = self.to_x;
  *short_y = self.to_y;
  return self.n;
}
