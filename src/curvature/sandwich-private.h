/* Covariances of parameters from second moments, block by block. */
#pragma once

#include "curvature/directions.h"

G_BEGIN_DECLS

#define WSC_MOST_BLOCK 4096 /* parameters of one block */

/* What is asked for, with AUTO and `conditional` resolved. Errors: RANGE, with the numbers and the way out. */
gboolean wsc_sandwich_plan (const WscNet *net, const WscSandwichSettings *settings, gsize n, WscBlocks *blocks,
                            GError **error);

/* One block: its free directions without gauge, and what A is in them. */
typedef struct
{
  guint first_layer, end_layer;
  gsize size, r; /* parameters; directions */
  double *basis; /* (r, size), or NULL: all, in their order */
  double *gauge; /* (n_gauge, size), or NULL */
  gsize n_gauge;
  double *a;       /* (r, r) of the directions */
  double *values;  /* (r) its eigenvalues, descending */
  double *vectors; /* (r, r), rows; NULL where A is regular enough to do without */
} WscSandwichBlock;

/* Where block b of the matrix may move. Gauge of the full block only. Errors: NUMERIC. */
gboolean wsc_sandwich_block_init (WscSandwichBlock *self, const WscNet *net, const WscBlockMatrix *matrix, gsize b,
                                  const double *parameters, GError **error);
void wsc_sandwich_block_clear (WscSandwichBlock *self);

/* The result of these blocks without numbers yet, |gradient| (p, as the parameter block) taken along the free
 * directions. */
WscSandwich *wsc_sandwich_new_empty (const WscNet *net, const WscBlockMatrix *matrix, const double *parameters,
                                     const double *gradient);

/* c (m, n) = op (a) op (b) by stripes of rows over threads, the same bytes for any number. Row-major; a is (m, k), or
 * (k, m) if transposed; b is (k, n), or (n, k). */
void wsc_matrix_product (guint n_threads, gboolean transpose_a, gboolean transpose_b, gsize m, gsize n, gsize k,
                         const double *a, const double *b, double *c);
/* Q A Q' for the rows of Q (r, n), or a copy where Q is NULL; and Q' B Q of (r, r). Callers free. */
double *wsc_matrix_inward (guint n_threads, gsize r, gsize n, const double *q, const double *a);
double *wsc_matrix_outward (guint n_threads, gsize r, gsize n, const double *q, const double *b);
void wsc_matrix_symmetrise (gsize n, double *a);

/* The sandwich of A and S, lower triangles by blocks. Takes nothing over. */
WscSandwich *wsc_sandwich_make (const WscNet *net, const double *parameters, const double *gradient, gsize n,
                                const WscBlockMatrix *a, const WscBlockMatrix *s, const WscSandwichSettings *settings,
                                WscLoop *loop, GError **error);

G_END_DECLS
