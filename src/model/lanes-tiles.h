/* Products of matrices of lanes, register-blocked.
 *
 *   c[p, q] = start[p, q] + sum_k a[p, k] b[q, k],   p < n_p, q < n_q, k < n_k
 *
 * for every lane alone: each product is elementwise in vectors of replicas, so any of the three products of a
 * layer (forward, gradient, back) is this one with other strides. Overwrites c, which may be `start`.
 * Costs n_p n_q n_k multiply-adds of vectors; a tile of P x Q needs P + Q loads for P Q of them. */
#pragma once

#include "model/lanes-simd.h"

typedef struct
{
  gsize n_p, n_q, n_k;
  const Lane *a;
  gsize a_p, a_k; /* strides in vectors */
  const Lane *b;
  gsize b_q, b_k;
  const Lane *start; /* strides 0 broadcast it */
  gsize start_p, start_q;
  Lane *c;
  gsize c_p, c_q;
} Product;

#define MAX_TILE_P 8
#define MAX_TILE_Q 6

INLINE void
tile (const guint P, const guint Q, const Product *m, gsize p, gsize q)
{
  Lane sum[MAX_TILE_P][MAX_TILE_Q];
  const gsize a_p = m->a_p, a_k = m->a_k, b_q = m->b_q, b_k = m->b_k;
  const Lane *start = m->start + p * m->start_p + q * m->start_q;
  const Lane *a = m->a + p * a_p;
  const Lane *b = m->b + q * b_q;
  Lane *c = m->c + p * m->c_p + q * m->c_q;

#pragma GCC unroll 8
  for (guint i = 0; i < P; i++)
#pragma GCC unroll 6
    for (guint j = 0; j < Q; j++)
      sum[i][j] = start[i * m->start_p + j * m->start_q];

  for (gsize k = m->n_k; k > 0; k--)
    {
      Lane y[MAX_TILE_Q];

#pragma GCC unroll 6
      for (guint j = 0; j < Q; j++)
        y[j] = b[j * b_q];
#pragma GCC unroll 8
      for (guint i = 0; i < P; i++)
        {
          Lane x = a[i * a_p];

          KEEP_IN_REGISTER (x);
#pragma GCC unroll 6
          for (guint j = 0; j < Q; j++)
            sum[i][j] += x * y[j];
        }
      a += a_k;
      b += b_k;
    }

#pragma GCC unroll 8
  for (guint i = 0; i < P; i++)
#pragma GCC unroll 6
    for (guint j = 0; j < Q; j++)
      c[i * m->c_p + j * m->c_q] = sum[i][j];
}

#define DEFINE_TILE(P, Q)                                                                                             \
  static void tile_##P##x##Q (const Product *m, gsize p, gsize q) { tile (P, Q, m, p, q); }

typedef void (*Tile) (const Product *m, gsize p, gsize q);

/* With 32 registers: tiles of 8 x 3 (24 sums) for narrow sides, else 4 x 6; with 16, of 4 x 3. */
#if WSC_LANES == 16
#define TILE_Q 6
DEFINE_TILE (8, 1) DEFINE_TILE (8, 2) DEFINE_TILE (8, 3)
DEFINE_TILE (4, 1) DEFINE_TILE (4, 2) DEFINE_TILE (4, 3) DEFINE_TILE (4, 4) DEFINE_TILE (4, 5) DEFINE_TILE (4, 6)
DEFINE_TILE (2, 1) DEFINE_TILE (2, 2) DEFINE_TILE (2, 3) DEFINE_TILE (2, 4) DEFINE_TILE (2, 5) DEFINE_TILE (2, 6)
DEFINE_TILE (1, 1) DEFINE_TILE (1, 2) DEFINE_TILE (1, 3) DEFINE_TILE (1, 4) DEFINE_TILE (1, 5) DEFINE_TILE (1, 6)

static const Tile tiles[4][TILE_Q] = {
  { tile_1x1, tile_1x2, tile_1x3, tile_1x4, tile_1x5, tile_1x6 },
  { tile_2x1, tile_2x2, tile_2x3, tile_2x4, tile_2x5, tile_2x6 },
  { tile_4x1, tile_4x2, tile_4x3, tile_4x4, tile_4x5, tile_4x6 },
  { tile_8x1, tile_8x2, tile_8x3, NULL, NULL, NULL },
};
#else
#define TILE_Q 3
DEFINE_TILE (4, 1) DEFINE_TILE (4, 2) DEFINE_TILE (4, 3)
DEFINE_TILE (2, 1) DEFINE_TILE (2, 2) DEFINE_TILE (2, 3)
DEFINE_TILE (1, 1) DEFINE_TILE (1, 2) DEFINE_TILE (1, 3)

static const Tile tiles[4][TILE_Q] = {
  { tile_1x1, tile_1x2, tile_1x3 },
  { tile_2x1, tile_2x2, tile_2x3 },
  { tile_4x1, tile_4x2, tile_4x3 },
  { NULL, NULL, NULL },
};
#endif

/* The whole height of c for the columns q … q + width - 1. */
static void
product_columns (const Product *m, gsize q, gsize width)
{
  gsize p = 0;

  for (gint level = 3; level >= 0; level--)
    {
      const Tile one = tiles[level][width - 1];
      const gsize height = (gsize) 1 << level;

      if (one == NULL)
        continue;
      for (; p + height <= m->n_p; p += height)
        one (m, p, q);
    }
}

/* Columns are shared out evenly among as few tiles as can be, so that none is left with one column. */
static void
product (const Product *m)
{
  const gsize n_tiles = (m->n_q + TILE_Q - 1) / TILE_Q;

  for (gsize i = 0; i < n_tiles; i++)
    {
      const gsize q = i * m->n_q / n_tiles;

      product_columns (m, q, (i + 1) * m->n_q / n_tiles - q);
    }
}

/* The sides swapped where that puts the shorter one on q, where tiles are narrow. */
static void
product_any (Product m)
{
  if (m.n_q > m.n_p)
    m = (Product) { .n_p = m.n_q, .n_q = m.n_p, .n_k = m.n_k, .a = m.b, .a_p = m.b_q, .a_k = m.b_k, .b = m.a,
                    .b_q = m.a_p, .b_k = m.a_k, .start = m.start, .start_p = m.start_q, .start_q = m.start_p,
                    .c = m.c, .c_p = m.c_q, .c_q = m.c_p };
  product (&m);
}
