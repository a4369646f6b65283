/* Distances of many points to centres at once, as sums of squared differences, so that equal points are at exactly 0. */
#pragma once

#include "clusters/lanes.h"

/* --- to their own centre ------------------------------------------------------ */

INLINE Lane
square_to (const guint d, const Lane *x, const double *const *centres)
{
  Lane sum = lane_of (0);

  for (guint e = 0; e < d; e++)
    {
      Lane centre;

      for (guint i = 0; i < WSC_LANES; i++)
        centre[i] = centres[i][e];
      sum += (x[e] - centre) * (x[e] - centre);
    }
  return sum;
}

static void
measure_own (const WscCentres *m, gsize n_blocks, const double *blocks, const guint32 *labels, double *squares)
{
  for (gsize b = 0; b < n_blocks; b++)
    {
      const Lane *x = (const Lane *) (blocks + b * m->d * WSC_LANES);
      const double *centres[WSC_LANES];
      Lane sum;

      for (guint i = 0; i < WSC_LANES; i++)
        centres[i] = m->centres + (gsize) labels[b * WSC_LANES + i] * m->d;
      sum = m->d == 3 ? square_to (3, x, centres) : square_to (m->d, x, centres);
      for (guint i = 0; i < WSC_LANES; i++)
        squares[b * WSC_LANES + i] = sum[i];
    }
}

/* --- to the nearest and the second one ------------------------------------------- */

typedef struct
{
  Lane least, second;
  LaneInt label;
} Nearest;

/* Of equally near centres the first. */
INLINE Nearest
nearest_of (const guint d, guint k, const double *centres, const Lane *x)
{
  Nearest found = { lane_of (INFINITY), lane_of (INFINITY), { 0 } };

  for (guint c = 0; c < k; c++)
    {
      Lane sum = lane_of (0);

      for (guint e = 0; e < d; e++)
        {
          const Lane difference = x[e] - centres[(gsize) c * d + e];

          sum += difference * difference;
        }
      found.label = (LaneInt) lane_select (sum < found.least, (Lane) lane_index (c), (Lane) found.label);
      found.second = lane_min (found.second, lane_max (found.least, sum));
      found.least = lane_min (found.least, sum);
    }
  return found;
}

INLINE Nearest
nearest_to (const WscCentres *m, const Lane *x)
{
  switch (m->d)
    {
    case 2:
      return nearest_of (2, m->k, m->centres, x);
    case 3:
      return nearest_of (3, m->k, m->centres, x);
    case 4:
      return nearest_of (4, m->k, m->centres, x);
    case 8:
      return nearest_of (8, m->k, m->centres, x);
    default:
      return nearest_of (m->d, m->k, m->centres, x);
    }
}

static void
find_nearest (const WscCentres *m, guint n, const guint32 *points, const double *means, double *scratch,
              WscNearest *nearest)
{
  Lane *x = (Lane *) scratch;

  for (guint p = 0; p < n; p += WSC_LANES)
    {
      const guint count = MIN (WSC_LANES, n - p);
      Nearest found;

      for (guint i = 0; i < WSC_LANES; i++)
        {
          const double *mean = means + (gsize) points[p + (i < count ? i : 0)] * m->d;

          for (guint e = 0; e < m->d; e++)
            x[e][i] = mean[e];
        }
      found = nearest_to (m, x);
      for (guint i = 0; i < count; i++)
        {
          const guint32 point = points[p + i];

          nearest->labels[point] = (guint32) found.label[i];
          nearest->squares[point] = found.least[i];
          nearest->seconds[point] = found.second[i];
        }
    }
}

/* --- to one centre ------------------------------------------------------------------ */

static void
reach (const WscCentres *m, gsize n_blocks, const double *blocks, double *least)
{
  for (gsize b = 0; b < n_blocks; b++)
    {
      const Lane *x = (const Lane *) (blocks + b * m->d * WSC_LANES);
      Lane sum = lane_of (0);

      for (guint e = 0; e < m->d; e++)
        {
          const Lane difference = x[e] - m->centres[e];

          sum += difference * difference;
        }
      for (guint i = 0; i < WSC_LANES; i++)
        least[b * WSC_LANES + i] = MIN (least[b * WSC_LANES + i], sum[i]);
    }
}
