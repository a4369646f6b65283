#include "analysis/analysis-private.h"

#include <math.h>
#include <stdlib.h>

static int
compare (const void *a, const void *b)
{
  const double x = *(const double *) a, y = *(const double *) b;

  return (x > y) - (x < y);
}

void
wsc_sort (gsize n, double *x)
{
  qsort (x, n, sizeof *x, compare);
}

double
wsc_sorted_quantile (gsize n, const double *sorted, double p)
{
  const double place = p * (double) (n - 1);
  const gsize below = (gsize) floor (place), above = MIN (below + 1, n - 1);

  return sorted[below] + (place - (double) below) * (sorted[above] - sorted[below]);
}
