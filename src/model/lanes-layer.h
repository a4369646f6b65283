/* The products of one layer, y = x W' + b with x (n, n_in) and W (n_out, n_in), as lanes-tiles.h makes them. */
#pragma once

#include "model/lanes-tiles.h"

/* Sums of columns: sum (+)= sum_s d[s, j]. */
static void
sum_rows (const Lane *d, gsize stride, gsize n, gsize width, gboolean first, Lane *sum)
{
  for (gsize j = 0; j < width; j++)
    {
      Lane total = first ? lane_of (0.0f) : sum[j];

      for (gsize s = 0; s < n; s++)
        total += d[s * stride + j];
      sum[j] = total;
    }
}

/* gW (+)= d' x: W (n_out, n_in) row-major. */
static void
add_weight_gradient (const Lane *d, gsize d_stride, const Lane *x, gsize x_stride, gsize n, gsize n_out, gsize n_in,
                     gboolean first, Lane *gradient)
{
  product_any ((Product) {
    .n_p = n_out, .n_q = n_in, .n_k = n,
    .a = { d, 1, d_stride },
    .b = { x, 1, x_stride },
    .start = { first ? zero_lanes : gradient, first ? 0 : n_in, first ? 0 : 1 },
    .c = gradient, .c_row = n_in, .c_column = 1,
  });
}

/* y = x W' + b before the activation. */
static void
affine (const Lane *x, gsize x_stride, gsize n, const Lane *weights, const Lane *bias, gsize n_out, gsize n_in, Lane *y,
        gsize y_stride)
{
  product_any ((Product) {
    .n_p = n, .n_q = n_out, .n_k = n_in,
    .a = { x, x_stride, 1 },
    .b = { weights, n_in, 1 },
    .start = { bias != NULL ? bias : zero_lanes, 0, bias != NULL ? 1 : 0 },
    .c = y, .c_row = y_stride, .c_column = 1,
  });
}

/* back (+)= d W. */
static void
add_back (const Lane *d, gsize d_stride, gsize n, const Lane *weights, gsize n_out, gsize n_in, gboolean first,
          Lane *back, gsize back_stride)
{
  product_any ((Product) {
    .n_p = n, .n_q = n_in, .n_k = n_out,
    .a = { d, d_stride, 1 },
    .b = { weights, 1, n_in },
    .start = { first ? zero_lanes : back, first ? 0 : back_stride, first ? 0 : 1 },
    .c = back, .c_row = back_stride, .c_column = 1,
  });
}
