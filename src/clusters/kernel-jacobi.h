/* Singular values of many small matrices at once, by one-sided Jacobi rotations (Hestenes 1958): columns of C = A'B are
 * turned in pairs until all are orthogonal, C V = W; their lengths are then the singular values. Angles between
 * columns converge quadratically. */
#pragma once

#include "clusters/lanes.h"

#define MAX_SWEEPS 40
/* Squared length of a column that rounding alone left, where the largest entry of all was 1. */
#define NO_LENGTH 1e-33

/* What one batch works in: columns one after another, w[column * d + row]. */
typedef struct
{
  guint d;
  Lane *w; /* (d, d) columns of C, later of W */
  Lane *h; /* (d, d) columns of B, turned as those of C; NULL: values only */
  Lane *squares; /* (d) of the columns' lengths */
} Batch;

/* squares[j] = |w_j|^2 */
static void
measure (const Batch *m)
{
  for (guint j = 0; j < m->d; j++)
    {
      Lane sum = lane_of (0);

      for (guint i = 0; i < m->d; i++)
        sum += m->w[j * m->d + i] * m->w[j * m->d + i];
      m->squares[j] = sum;
    }
}

INLINE void
turn (guint d, Lane *p, Lane *q, Lane c, Lane s)
{
  for (guint i = 0; i < d; i++)
    {
      const Lane x = p[i], y = q[i];

      p[i] = c * x - s * y;
      q[i] = s * x + c * y;
    }
}

/* Makes columns p and q orthogonal; the squared cosine of their angle before. */
INLINE Lane
rotate (const Batch *m, const guint d, guint p, guint q)
{
  Lane *wp = m->w + p * d, *wq = m->w + q * d;
  Lane dot = lane_of (0);

  for (guint i = 0; i < d; i++)
    dot += wp[i] * wq[i];

  const Lane a = m->squares[p], b = m->squares[q];
  const Lane product = a * b, square = dot * dot;
  const Lane half = 0.5 * (b - a);
  const Lane denominator = half + lane_with_sign (lane_sqrt (half * half + square), half);
  const LaneInt turns = (square > 1e-32 * product) & (a > NO_LENGTH) & (b > NO_LENGTH);
  const Lane t = lane_select (turns, dot / denominator, lane_of (0));
  const Lane c = 1.0 / lane_sqrt (1.0 + t * t), s = c * t;

  turn (d, wp, wq, c, s);
  if (m->h != NULL)
    turn (d, m->h + p * d, m->h + q * d, c, s);
  m->squares[p] = lane_max (a - t * dot, lane_of (0));
  m->squares[q] = b + t * dot;
  return lane_select (turns, square / product, lane_of (0));
}

/* Sweeps until all squared cosines were below `small` before one: they are about its square after it. */
INLINE void
sweep_as (const guint d, const Batch *m, double small)
{
  for (guint n = 0; n < MAX_SWEEPS; n++)
    {
      Lane worst = lane_of (0);

      measure (m);
      for (guint p = 0; p < d; p++)
        for (guint q = p + 1; q < d; q++)
          worst = lane_max (worst, rotate (m, d, p, q));
      if (!lane_any (worst > small))
        break;
    }
  measure (m);
}

static void
sweep (const Batch *m, double small)
{
  WITH_DIMENSION (m->d, sweep_as, m, small);
}

static Lane
sum_lengths (const Batch *m)
{
  Lane sum = lane_of (0);

  for (guint j = 0; j < m->d; j++)
    sum += lane_sqrt (m->squares[j]);
  return sum;
}
