/* Norms of products of factors, and the factors that are nearest to others: a batch from memory to lanes and back. */
#pragma once

#include "clusters/kernel-jacobi.h"
#include "clusters/kernel-values.h"

/* Of two batches: C, the two factors, and what its sums of roots need. */
static gsize
scratch_size (guint d)
{
  return 2 * WSC_LANES * (3 * (gsize) d * d + values_size (d));
}

/* Lanes without a matrix of their own get the first one's. */
static void
gather (guint d, guint n, const double *const *from, Lane *to)
{
  const double *source[WSC_LANES];

  for (guint i = 0; i < WSC_LANES; i++)
    source[i] = from[i < n ? i : 0];
  for (gsize e = 0; e < (gsize) d * d; e++)
    for (guint i = 0; i < WSC_LANES; i++)
      to[e][i] = source[i][e];
}

/* Columns of C = A'B, four rows at a time; the largest entry. */
INLINE void
multiply_as (const guint d, const Lane *a, const Lane *b, Lane *columns, Lane *largest)
{
  *largest = lane_of (0);

  for (guint j = 0; j < d; j++)
    for (guint i = 0; i < d; i += 4)
      {
        const guint rows = MIN (4, d - i);
        Lane sums[4] = { lane_of (0), lane_of (0), lane_of (0), lane_of (0) };

        for (guint r = 0; r < d; r++)
          {
            const Lane x = b[r * d + j];

            for (guint q = 0; q < rows; q++)
              sums[q] += a[r * d + i + q] * x;
          }
        for (guint q = 0; q < rows; q++)
          {
            columns[j * d + i + q] = sums[q];
            *largest = lane_max (*largest, lane_abs (sums[q]));
          }
      }
}

static Lane
multiply (guint d, const Lane *a, const Lane *b, Lane *columns)
{
  Lane largest;

  WITH_DIMENSION (d, multiply_as, a, b, columns, &largest);
  return largest;
}

/* C = A'B scaled to a largest entry of 1, whose size is returned, so that squares neither overflow nor vanish. */
static Lane
multiply_scaled (guint d, const Lane *a, const Lane *b, Lane *columns)
{
  const Lane largest = multiply (d, a, b, columns);
  const Lane scale = lane_select (largest > 0, largest, lane_of (1)), inverse = 1.0 / scale;

  for (guint e = 0; e < d * d; e++)
    columns[e] *= inverse;
  return scale;
}

/* --- norms -------------------------------------------------------------------- */

typedef struct
{
  guint d, n;
  Lane *columns; /* (d, d) of C */
  Lane scale;
  Values values;
} NormBatch;

static void
norm_batch_init (NormBatch *self, guint d, guint n, const double *const *a, const double *const *b, Lane *work)
{
  Lane *first = work + d * d, *second = first + d * d;

  self->d = d;
  self->n = n;
  self->columns = work;
  gather (d, n, a, first);
  gather (d, n, b, second);
  self->scale = multiply_scaled (d, first, second, work);
  values_init (&self->values, d, second + d * d);
  tridiagonalise (d, self->columns, &self->values);
}

static void
store_norms (const NormBatch *self, double *norms)
{
  const Batch rotations = { self->d, self->columns, NULL, self->values.v };
  Lane digits, sum = sum_roots (self->d, &self->values, &digits);

  if (lane_any (digits <= 0))
    {
      sweep (&rotations, 1e-10);
      sum = lane_select (digits > 0, sum, sum_lengths (&rotations));
    }
  sum *= self->scale;
  for (guint i = 0; i < self->n; i++)
    norms[i] = sum[i];
}

static void
nuclear_norms (guint d, guint n, const double *const *a, const double *const *b, double *scratch, double *norms)
{
  Lane *work = (Lane *) scratch;
  const guint first = MIN (n, WSC_LANES);
  NormBatch one, other;

  norm_batch_init (&one, d, first, a, b, work);
  if (n > first)
    norm_batch_init (&other, d, n - first, a + first, b + first, work + 3 * d * d + values_size (d));
  ql (d, &one.values, n > first ? &other.values : NULL);
  store_norms (&one, norms);
  if (n > first)
    store_norms (&other, norms + first);
}

/* --- nearest factors -------------------------------------------------------------- */

/* B V U' = sum_j h_j u_j' with u_j = w_j / |w_j|; a column of no length has no direction, and adds nothing. */
static void
put_aligned (const Batch *m, guint n, Lane *product, double *aligned)
{
  const guint d = m->d;
  Lane largest = lane_of (0);

  for (guint j = 0; j < d; j++)
    largest = lane_max (largest, m->squares[j]);
  for (guint j = 0; j < d; j++)
    {
      const LaneInt has_length = m->squares[j] > 1e-30 * largest;
      const Lane inverse = lane_select (has_length, 1.0 / lane_sqrt (m->squares[j]), lane_of (0));

      for (guint i = 0; i < d; i++)
        m->w[j * d + i] *= inverse;
    }
  for (guint r = 0; r < d; r++)
    for (guint c = 0; c < d; c++)
      {
        Lane sum = lane_of (0);

        for (guint j = 0; j < d; j++)
          sum += m->h[j * d + r] * m->w[j * d + c];
        product[r * d + c] = sum;
      }
  for (guint i = 0; i < n; i++)
    for (gsize e = 0; e < (gsize) d * d; e++)
      aligned[i * (gsize) d * d + e] = product[e][i];
}

static void
transpose (guint d, Lane *matrix)
{
  for (guint i = 0; i < d; i++)
    for (guint j = i + 1; j < d; j++)
      {
        const Lane swap = matrix[i * d + j];

        matrix[i * d + j] = matrix[j * d + i];
        matrix[j * d + i] = swap;
      }
}

static void
scatter (guint d, guint n, const Lane *from, double *const *to)
{
  for (guint i = 0; i < n; i++)
    for (gsize e = 0; e < (gsize) d * d; e++)
      to[i][e] = from[e][i];
}

static void
align (guint d, guint n, const double *const *a, double *const *b, double *scratch, double *aligned)
{
  Lane *work = (Lane *) scratch, *first = work + d * d, *second = first + d * d;
  const Batch m = { d, work, second, second + d * d };

  gather (d, n, a, first);
  gather (d, n, (const double *const *) b, second);
  multiply_scaled (d, first, second, work);
  transpose (d, second);
  sweep (&m, 1e-14);
  put_aligned (&m, n, first, aligned);
  transpose (d, second);
  scatter (d, n, second, b);
}
