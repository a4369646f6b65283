/* Large products for small networks: the weighted activations of many pairs of units stand side by side, against the
 * activations of the wider layer. */
#include "curvature/products.h"

#include <cblas.h>
#include <string.h>

#define ROWS 256    /* samples a product */
#define COLUMNS 256 /* weighted activations beside each other, about */

/* --- which pieces ---------------------------------------------------------- */

static void
product_clear (gpointer data)
{
  g_free (((WscProduct *) data)->pairs);
}

/* Activations that are weighted, one copy a pair: those of the narrower layer. */
static gsize
narrow_of (const WscNet *net, const WscProduct *self)
{
  switch (self->kind)
    {
    case WSC_PRODUCT_D:
    case WSC_PRODUCT_LINEAR:
      return MIN (net->width[self->l], net->width[self->m]);
    case WSC_PRODUCT_SLOPE:
      return 1;
    case WSC_PRODUCT_J:
    default:
      return net->width[self->m];
    }
}

static gsize
wide_of (const WscNet *net, const WscProduct *self)
{
  switch (self->kind)
    {
    case WSC_PRODUCT_D:
    case WSC_PRODUCT_LINEAR:
      return MAX (net->width[self->l], net->width[self->m]);
    case WSC_PRODUCT_SLOPE:
      return net->width[self->m];
    case WSC_PRODUCT_J:
    default:
      return (gsize) net->units[self->m] * net->units[self->l - 1];
    }
}

static void
add_pieces (GArray *products, const WscNet *net, WscProductKind kind, guint l, guint m, const WscPair *pairs,
            gsize n_pairs)
{
  WscProduct piece = { .kind = kind, .l = l, .m = m };
  const gsize most = MAX (1, COLUMNS / narrow_of (net, &piece));

  for (gsize done = 0; done < n_pairs; done += piece.n_pairs)
    {
      piece.n_pairs = MIN (most, n_pairs - done);
      piece.pairs = g_memdup2 (pairs + done, piece.n_pairs * sizeof (WscPair));
      g_array_append_val (products, piece);
    }
}

/* The pairs of layers l and m that are kept: of one layer those with k <= i, and of a diagonal D those with k = i. */
static void
add_pairs (GArray *products, const WscNet *net, const WscSecond *second, const WscBlockMatrix *blocks,
           WscProductKind kind, guint l, guint m)
{
  const gboolean is_diagonal = l == m && l == net->n_layers - 1 && second->is_last_diagonal;
  const gsize n_k = kind == WSC_PRODUCT_J ? 1 : net->units[m];
  g_autofree WscPair *pairs = g_new (WscPair, (gsize) net->units[l] * n_k);
  gsize n = 0, step;

  for (gsize k = 0; k < n_k; k++)
    for (gsize i = l == m ? k : 0; i < (is_diagonal ? k + 1 : net->units[l]); i++)
      if (wsc_block_matrix_at (blocks, net, l, i, m, k, &step) != NULL)
        pairs[n++] = (WscPair){ i, k };
  add_pieces (products, net, kind, l, m, pairs, n);
}

/* D of linear outputs and the units before them is W_last [i, k] times what has no i. */
static gboolean
is_linear (const WscNet *net, guint l, guint m)
{
  const guint last = net->n_layers - 1;

  return l == last && m + 1 == last && net->architecture->loss == WSC_LOSS_MSE &&
         net->architecture->activation[last] == WSC_IDENTITY;
}

static void
add_linear (GArray *products, const WscNet *net, const WscBlockMatrix *blocks, guint l, guint m)
{
  g_autofree WscPair *pairs = g_new (WscPair, net->units[m]);
  gsize step;

  if (wsc_block_matrix_at (blocks, net, l, 0, m, 0, &step) == NULL)
    return;
  for (gsize k = 0; k < net->units[m]; k++)
    pairs[k] = (WscPair){ 0, k };
  add_pieces (products, net, WSC_PRODUCT_LINEAR, l, m, pairs, net->units[m]);
}

GArray *
wsc_products_new (const WscNet *net, const WscSecond *second, const WscBlockMatrix *blocks, WscHessianKind kind,
                  guint *n_first)
{
  GArray *products = g_array_new (FALSE, FALSE, sizeof (WscProduct));

  g_array_set_clear_func (products, product_clear);
  for (guint l = 0; l < net->n_layers; l++)
    for (guint m = 0; m <= l; m++)
      if (is_linear (net, l, m))
        add_linear (products, net, blocks, l, m);
      else
        add_pairs (products, net, second, blocks, WSC_PRODUCT_D, l, m);
  *n_first = products->len;
  for (guint l = 1; l < net->n_layers && kind == WSC_HESSIAN_EXACT; l++)
    for (guint m = 0; m < l; m++)
      add_pairs (products, net, second, blocks, m == l - 1 ? WSC_PRODUCT_SLOPE : WSC_PRODUCT_J, l, m);
  return products;
}

/* --- the sums ---------------------------------------------------------------- */

/* What weighs the activations of a row for a pair. */
static double
weight_of (const WscProduct *self, const WscProductData *data, gsize row, const WscPair *pair)
{
  const WscNet *net = data->net;
  const guint l = self->l, m = self->m;
  const gsize units = net->units[l], below = net->units[m];

  switch (self->kind)
    {
    case WSC_PRODUCT_SLOPE:
      return data->pass->delta[l][row * units + pair->i] * data->pass->slope[m][row * below + pair->k];
    case WSC_PRODUCT_J:
      return data->pass->delta[l][row * units + pair->i];
    case WSC_PRODUCT_LINEAR:
      return 2.0 / (double) units * data->pass->slope[m][row * below + pair->k];
    case WSC_PRODUCT_D:
    default:
      if (l == m && l == net->n_layers - 1 && data->second->is_last_diagonal)
        return data->second->d[l][m][row * units + pair->i];
      return data->second->d[l][m][(row * below + pair->k) * units + pair->i];
    }
}

/* The layer whose input is narrow, so that it is the one to be weighted. */
static guint
narrow_layer (const WscProduct *self, const WscNet *net)
{
  return self->kind == WSC_PRODUCT_J || net->width[self->m] < net->width[self->l] ? self->m : self->l;
}

/* Weighted activations of one row. */
static void
weigh_row (const WscProduct *self, const WscProductData *data, gsize row, double *to)
{
  const gsize narrow = narrow_of (data->net, self);
  const guint layer = narrow_layer (self, data->net);
  const double *y = data->pass->y[layer] + row * data->net->width[layer];

  for (gsize a = 0; a < self->n_pairs; a++, to += narrow)
    {
      const double weight = weight_of (self, data, row, &self->pairs[a]);

      if (self->kind == WSC_PRODUCT_SLOPE)
        *to = weight;
      else
        for (gsize j = 0; j < narrow; j++)
          to[j] = weight * y[j];
    }
}

static const double *
wide_rows (const WscProduct *self, const WscProductData *data, gsize row)
{
  const gsize wide = wide_of (data->net, self);

  if (self->kind == WSC_PRODUCT_J)
    return data->second->j[self->l - 1][self->m] + row * wide;
  if (self->kind != WSC_PRODUCT_SLOPE && data->net->width[self->m] < data->net->width[self->l])
    return data->pass->y[self->l] + row * wide;
  return data->pass->y[self->m] + row * wide;
}

gsize
wsc_product_room (const WscNet *net, const WscProduct *self)
{
  return self->n_pairs * narrow_of (net, self) * (ROWS + wide_of (net, self));
}

/* --- to their places ----------------------------------------------------------- */

static void
add_block (double *to, gsize step, const double *from, gsize n_rows, gsize n_columns, double weight)
{
  for (gsize r = 0; r < n_rows; r++)
    for (gsize c = 0; c < n_columns; c++)
      to[r * step + c] += weight * from[r * n_columns + c];
}

static void
add_transposed (double *to, gsize step, const double *from, gsize n_rows, gsize n_columns, double weight)
{
  for (gsize r = 0; r < n_rows; r++)
    for (gsize c = 0; c < n_columns; c++)
      to[c * step + r] += weight * from[r * n_columns + c];
}

/* sums [q, (k, j)] of delta [i] J [k, j] y [q]: to rows (i, j), columns (k, q). */
static void
add_j (const WscProduct *self, const WscNet *net, gsize i, const double *sums, double weight, WscBlockMatrix *hessian)
{
  const gsize below = net->units[self->l - 1], wide = wide_of (net, self);
  gsize step;

  for (gsize k = 0; k < net->units[self->m]; k++)
    {
      double *to = wsc_block_matrix_at (hessian, net, self->l, i, self->m, k, &step);

      for (gsize q = 0; q < net->width[self->m]; q++)
        for (gsize j = 0; j < below; j++)
          to[j * step + q] += weight * sums[q * wide + k * below + j];
    }
}

/* sums [j, q] or [q, j] to rows (i, j), columns (k, q). */
static void
add_pair (const WscProduct *self, const WscNet *net, const WscPair *pair, const double *sums, double weight,
          WscBlockMatrix *hessian)
{
  const gsize narrow = narrow_of (net, self), wide = wide_of (net, self);
  gsize step;
  double *to = wsc_block_matrix_at (hessian, net, self->l, pair->i, self->m, pair->k, &step);

  if (self->kind == WSC_PRODUCT_SLOPE)
    add_block (to + pair->k * step, step, sums, 1, wide, weight);
  else if (narrow_layer (self, net) == self->m && self->l != self->m)
    add_transposed (to, step, sums, narrow, wide, weight);
  else
    add_block (to, step, sums, narrow, wide, weight);
}

static void
add_sums (const WscProduct *self, const WscProductData *data, const double *sums, WscBlockMatrix *hessian)
{
  const WscNet *net = data->net;
  const double *w = net->weights + net->first[self->l];

  for (gsize a = 0; a < self->n_pairs; a++, sums += narrow_of (net, self) * wide_of (net, self))
    {
      const WscPair *pair = &self->pairs[a];

      if (self->kind == WSC_PRODUCT_J)
        add_j (self, net, pair->i, sums, data->weight, hessian);
      else if (self->kind != WSC_PRODUCT_LINEAR)
        add_pair (self, net, pair, sums, data->weight, hessian);
      else
        for (gsize i = 0; i < net->units[self->l]; i++)
          add_pair (self, net, &(WscPair){ i, pair->k }, sums, data->weight * w[i * net->width[self->l] + pair->k],
                    hessian);
    }
}

void
wsc_product_add (const WscProduct *self, const WscProductData *data, double *room, WscBlockMatrix *hessian)
{
  const gsize narrow = self->n_pairs * narrow_of (data->net, self), wide = wide_of (data->net, self);
  double *sums = room, *weighted = room + narrow * wide;

  memset (sums, 0, narrow * wide * sizeof (double));
  for (gsize row = 0; row < data->n_rows; row += ROWS)
    {
      const gsize count = MIN (ROWS, data->n_rows - row);

      for (gsize r = 0; r < count; r++)
        weigh_row (self, data, row + r, weighted + r * narrow);
      cblas_dgemm (CblasRowMajor, CblasTrans, CblasNoTrans, (blasint) narrow, (blasint) wide, (blasint) count, 1.0,
                   weighted, (blasint) narrow, wide_rows (self, data, row), (blasint) wide, 1.0, sums, (blasint) wide);
    }
  add_sums (self, data, sums, hessian);
}
