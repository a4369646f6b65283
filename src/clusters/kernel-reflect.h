/* Squares C'C of many small matrices and the reflections (Householder 1958) that make them tridiagonal. */
#pragma once

#include "clusters/lanes.h"

/* m = C'C, the lower half: columns of C one after another. */
INLINE void
square_as (const guint d, const Lane *columns, Lane *m)
{
  for (guint i = 0; i < d; i++)
    for (guint j = 0; j <= i; j++)
      {
        Lane sum = lane_of (0);

        for (guint r = 0; r < d; r++)
          sum += columns[i * d + r] * columns[j * d + r];
        m[i * d + j] = sum;
      }
}

/* The reflection that leaves of column k below the diagonal one entry, applied from both sides. `v`, `w` (d) are scratch;
 * returns the square of the entry left. */
INLINE Lane
reflect (const guint d, Lane *m, guint k, Lane *v, Lane *w)
{
  Lane square = lane_of (0), half = lane_of (0);

  for (guint i = k + 1; i < d; i++)
    {
      v[i] = m[i * d + k];
      square += v[i] * v[i];
    }

  const Lane length = lane_sqrt (square), scale = length * (length + lane_abs (v[k + 1]));
  const Lane beta = lane_select (scale > 0, 1.0 / scale, lane_of (0));

  v[k + 1] += lane_with_sign (length, v[k + 1]);
  for (guint i = k + 1; i < d; i++)
    {
      Lane sum = lane_of (0);

      for (guint j = k + 1; j < d; j++)
        sum += (i >= j ? m[i * d + j] : m[j * d + i]) * v[j];
      w[i] = beta * sum;
      half += w[i] * v[i];
    }
  half *= 0.5 * beta;
  for (guint i = k + 1; i < d; i++)
    w[i] -= half * v[i];
  for (guint i = k + 1; i < d; i++)
    for (guint j = k + 1; j <= i; j++)
      m[i * d + j] -= v[i] * w[j] + w[i] * v[j];
  return square;
}
