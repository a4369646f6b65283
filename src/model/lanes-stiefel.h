/* Orthonormal layers: steps on the Stiefel manifold (Absil, Mahony and Sepulchre 2008), replicas in lanes.
 *
 * The orthonormal vectors q_a, a < count, of `length` entries each are the rows of W (out, in) if out <= in, else
 * its columns. The tangent part of a gradient G is G - sym (G Q') Q; the retraction is the Q of a QR
 * decomposition with positive diagonal. */
#pragma once

#include "model/lanes-tiles.h"
#include "model/engine.h"

typedef struct
{
  gsize count, length;
  gsize vector, element; /* strides */
} Factor;

static Factor
factor_of (const WscArchitecture *architecture, guint layer)
{
  const gsize in = architecture->sizes[layer], out = architecture->sizes[layer + 1];

  if (out <= in)
    return (Factor){ .count = out, .length = in, .vector = in, .element = 1 };
  return (Factor){ .count = in, .length = out, .vector = 1, .element = in };
}

/* a = x y' (count, count) */
static void
inner_products (const Factor *f, const Lane *x, const Lane *y, Lane *a)
{
  product_any ((Product) {
    .n_p = f->count, .n_q = f->count, .n_k = f->length,
    .a = { x, f->vector, f->element },
    .b = { y, f->vector, f->element },
    .start = { zero_lanes, 0, 0 },
    .c = a, .c_row = f->count, .c_column = 1,
  });
}

/* y_i += sum_j a_ij x_j */
static void
add_combinations (const Factor *f, const Lane *a, const Lane *x, Lane *y)
{
  product_any ((Product) {
    .n_p = f->count, .n_q = f->length, .n_k = f->count,
    .a = { a, f->count, 1 },
    .b = { x, f->element, f->vector },
    .start = { y, f->vector, f->element },
    .c = y, .c_row = f->vector, .c_column = f->element,
  });
}

/* g becomes its tangent part at q; `a` (count, count) is overwritten. 2 count^2 length multiply-adds. */
static void
project_on_tangent (const Factor *f, const Lane *q, Lane *g, Lane *a)
{
  const gsize n = f->count;

  inner_products (f, g, q, a);
  for (gsize i = 0; i < n; i++)
    for (gsize j = 0; j <= i; j++)
      a[i * n + j] = a[j * n + i] = -0.5f * (a[i * n + j] + a[j * n + i]);
  add_combinations (f, a, q, g);
}

/* q_a loses its parts along q_0 … q_{a-1} and gets length 1; `r` (count) is overwritten. */
static void
orthonormalise_one (const Factor *f, Lane *q, gsize a, Lane *r)
{
  Lane *own = q + a * f->vector;
  Lane square = lane_of (0.0f), scale;

  product_any ((Product) {
    .n_p = a, .n_q = 1, .n_k = f->length,
    .a = { q, f->vector, f->element },
    .b = { own, 0, f->element },
    .start = { zero_lanes, 0, 0 },
    .c = r, .c_row = 1, .c_column = 0,
  });
  for (gsize b = 0; b < a; b++)
    r[b] = -r[b];
  product_any ((Product) {
    .n_p = f->length, .n_q = 1, .n_k = a,
    .a = { q, f->element, f->vector },
    .b = { r, 0, 1 },
    .start = { own, f->element, 0 },
    .c = own, .c_row = f->element, .c_column = 0,
  });
  for (gsize e = 0; e < f->length; e++)
    square += own[e * f->element] * own[e * f->element];
  scale = 1.0f / lane_sqrt (square);
  for (gsize e = 0; e < f->length; e++)
    own[e * f->element] *= scale;
}

/* Gram and Schmidt, twice for each vector, which is enough (Giraud, Langou and Rozloznik 2005). */
static void
orthonormalise (const Factor *f, Lane *q, Lane *r)
{
  for (gsize a = 0; a < f->count; a++)
    {
      orthonormalise_one (f, q, a, r);
      orthonormalise_one (f, q, a, r);
    }
}

/* The nearest orthonormal q: Newton and Schulz, q <- 3/2 q - 1/2 (q q') q, which takes singular values in (0, 1]
 * to 1; an average of orthonormal factors has such. `a` (count, count) and `copy` (as q) are overwritten. */
static void
nearest_orthonormal (const Factor *f, Lane *q, Lane *a, Lane *copy)
{
  const gsize size = f->count * f->length;

  for (guint round = 0; round < 24; round++)
    {
      inner_products (f, q, q, a);
      for (gsize i = 0; i < f->count * f->count; i++)
        a[i] *= -0.5f;
      for (gsize i = 0; i < size; i++)
        {
          copy[i] = q[i];
          q[i] *= 1.5f;
        }
      add_combinations (f, a, copy, q);
    }
  orthonormalise (f, q, a);
}
