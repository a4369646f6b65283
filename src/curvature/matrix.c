/* Products of large matrices over threads. */
#include "curvature/sandwich-private.h"

#include <cblas.h>
#include <string.h>

#define STRIPE 64

typedef struct
{
  gboolean transpose_a, transpose_b;
  gsize m, n, k;
  const double *a, *b;
  double *c;
} Product;

static void
run_stripe (gpointer user_data, guint item, guint thread G_GNUC_UNUSED)
{
  const Product *self = user_data;
  const gsize row = (gsize) item * STRIPE, count = MIN (STRIPE, self->m - row);

  cblas_dgemm (CblasRowMajor, self->transpose_a ? CblasTrans : CblasNoTrans,
               self->transpose_b ? CblasTrans : CblasNoTrans, (blasint) count, (blasint) self->n, (blasint) self->k,
               1.0, self->a + (self->transpose_a ? row : row * self->k),
               (blasint) (self->transpose_a ? self->m : self->k), self->b,
               (blasint) (self->transpose_b ? self->k : self->n), 0.0, self->c + row * self->n, (blasint) self->n);
}

void
wsc_matrix_product (guint n_threads, gboolean transpose_a, gboolean transpose_b, gsize m, gsize n, gsize k,
                    const double *a, const double *b, double *c)
{
  Product product = { transpose_a, transpose_b, m, n, k, a, b, c };

  if (k == 0)
    memset (c, 0, m * n * sizeof (double));
  else if (m > 0 && n > 0)
    wsc_parallel_for (n_threads, (guint) ((m + STRIPE - 1) / STRIPE), run_stripe, NULL, &product);
}

double *
wsc_matrix_inward (guint n_threads, gsize r, gsize n, const double *q, const double *a)
{
  g_autofree double *half = NULL;
  double *inward;

  if (q == NULL)
    return g_memdup2 (a, n * n * sizeof (double));
  half = g_malloc_n (r * n, sizeof (double));
  inward = g_malloc_n (r * r, sizeof (double));
  wsc_matrix_product (n_threads, FALSE, FALSE, r, n, n, q, a, half);
  wsc_matrix_product (n_threads, FALSE, TRUE, r, r, n, half, q, inward);
  return inward;
}

double *
wsc_matrix_outward (guint n_threads, gsize r, gsize n, const double *q, const double *b)
{
  g_autofree double *half = NULL;
  double *outward;

  if (q == NULL)
    return g_memdup2 (b, n * n * sizeof (double));
  half = g_malloc_n (r * n, sizeof (double));
  outward = g_malloc0_n (n * n, sizeof (double));
  wsc_matrix_product (n_threads, FALSE, FALSE, r, n, r, b, q, half);
  wsc_matrix_product (n_threads, TRUE, FALSE, n, n, r, q, half, outward);
  return outward;
}

void
wsc_matrix_symmetrise (gsize n, double *a)
{
  for (gsize i = 0; i < n; i++)
    for (gsize j = 0; j < i; j++)
      a[i * n + j] = a[j * n + i] = 0.5 * (a[i * n + j] + a[j * n + i]);
}
