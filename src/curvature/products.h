/* Sums over samples of (a number for a pair of units) x activations x activations, as products of large matrices. */
#pragma once

#include "curvature/curvature-private.h"

G_BEGIN_DECLS

/* What weighs the activations: (LINEAR: the same where D is W_l [i, k] s'_m [k], 2/units of l, without W)
 * D_lm [k, i] x y_l [j] x y_m [q]; delta_l [i] s'_m [k] x y_m [q], of the place j = k,
 * where m = l - 1; delta_l [i] J_{l-1,m} [k, j] x y_m [q], where m < l - 1. */
typedef enum
{
  WSC_PRODUCT_D,
  WSC_PRODUCT_LINEAR,
  WSC_PRODUCT_SLOPE,
  WSC_PRODUCT_J
} WscProductKind;

typedef struct
{
  gsize i, k; /* units of layers l and m; k is 0 for J */
} WscPair;

/* One piece of the Hessian, that of some pairs. */
typedef struct
{
  WscProductKind kind;
  guint l, m;
  WscPair *pairs;
  gsize n_pairs;
} WscProduct;

typedef struct
{
  const WscNet *net;
  const WscPass *pass;
  const WscSecond *second;
  gsize n_rows;
  double weight;
} WscProductData;

/* The pieces of the lower triangle that `blocks` keeps, those of D first: n_first of them. Each of a kind's pieces is
 * of places of its own, so they may be made at once; D and the others share places. */
GArray *wsc_products_new (const WscNet *net, const WscSecond *second, const WscBlockMatrix *blocks, WscHessianKind kind,
                          guint *n_first);
/* Doubles that a piece needs beside the data. */
gsize wsc_product_room (const WscNet *net, const WscProduct *product);
/* Adds weight x the sum over rows. */
void wsc_product_add (const WscProduct *self, const WscProductData *data, double *room, WscBlockMatrix *hessian);

G_END_DECLS
