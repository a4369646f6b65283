/* Products of matrices of lanes, register-blocked.
 *
 *   c[p, q] = start[p, q] + sum_k a[p, k] b[q, k],   p < n_p, q < n_q, k < n_k
 *
 * for every lane alone: each product is elementwise in vectors of replicas, so any of the three products of a
 * layer (forward, gradient, back) is this one with other strides. Overwrites c, which may be `start`.
 * Costs n_p n_q n_k multiply-adds of vectors; a tile of P x Q needs P + Q loads for P Q of them. */
#pragma once

#include "model/lanes-simd.h"

/* Entry (i, j) is at[i * row + j * column]; strides in vectors, 0 repeats. */
typedef struct
{
  const Lane *at;
  gsize row, column;
} View;

typedef struct
{
  gsize n_p, n_q, n_k;
  View a;     /* (p, k) */
  View b;     /* (q, k) */
  View start; /* (p, q) */
  Lane *c;
  gsize c_row, c_column;
} Product;

static const Lane zero_lanes[1] = { LANES_OF (0.0f) };

#define MAX_TILE_P 8
#define MAX_TILE_Q 6

INLINE void
tile (const guint P, const guint Q, const Product *m, gsize p, gsize q)
{
  Lane sum[MAX_TILE_P][MAX_TILE_Q];
  const View start = { m->start.at + p * m->start.row + q * m->start.column, m->start.row, m->start.column };
  const gsize a_row = m->a.row, a_column = m->a.column, b_row = m->b.row, b_column = m->b.column;
  const gsize c_row = m->c_row, c_column = m->c_column;
  const Lane *a = m->a.at + p * a_row;
  const Lane *b = m->b.at + q * b_row;
  Lane *c = m->c + p * c_row + q * c_column;

#pragma GCC unroll 8
  for (guint i = 0; i < P; i++)
#pragma GCC unroll 6
    for (guint j = 0; j < Q; j++)
      sum[i][j] = start.at[i * start.row + j * start.column];

  for (gsize k = m->n_k; k > 0; k--)
    {
      Lane y[MAX_TILE_Q];

#pragma GCC unroll 6
      for (guint j = 0; j < Q; j++)
        y[j] = b[j * b_row];
#pragma GCC unroll 8
      for (guint i = 0; i < P; i++)
        {
          Lane x = a[i * a_row];

          KEEP_IN_REGISTER (x);
#pragma GCC unroll 6
          for (guint j = 0; j < Q; j++)
            sum[i][j] += x * y[j];
        }
      a += a_column;
      b += b_column;
    }

#pragma GCC unroll 8
  for (guint i = 0; i < P; i++)
#pragma GCC unroll 6
    for (guint j = 0; j < Q; j++)
      c[i * c_row + j * c_column] = sum[i][j];
}

#define DEFINE_TILE(P, Q)                                                                                              \
  static void tile_##P##x##Q (const Product *m, gsize p, gsize q)                                                      \
  {                                                                                                                    \
    tile (P, Q, m, p, q);                                                                                              \
  }

typedef void (*Tile) (const Product *m, gsize p, gsize q);

/* With 32 registers: tiles of 8 x 3 (24 sums) for narrow sides, else 4 x 6; with 16, of 4 x 3. */
/* clang-format off */
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
/* clang-format on */

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
    m = (Product) {
      .n_p = m.n_q, .n_q = m.n_p, .n_k = m.n_k,
      .a = m.b, .b = m.a, .start = { m.start.at, m.start.column, m.start.row },
      .c = m.c, .c_row = m.c_column, .c_column = m.c_row,
    };
  product (&m);
}
