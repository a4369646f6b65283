/* Products with a trajectory (Hankel) matrix X (L, K), X (i, j) = s_{i+j}, K = n - L + 1, and its leading
 * singular directions, without ever making the matrix. Private to base. */
#pragma once

#include "base/base.h"

G_BEGIN_DECLS

typedef struct
{
  gsize n, L, K;
  gsize size;       /* of the transform: a power of two, at least n */
  double *spectrum; /* (size) of the series, half-complex */
  double *work;     /* (size) */
} WscHankel;

void wsc_hankel_init (WscHankel *self, gsize n, const double *series, gsize L);
void wsc_hankel_clear (WscHankel *self);
void wsc_hankel_rows (WscHankel *self, const double *u /* (L) */, double *v /* (K) */);    /* v = X' u */
void wsc_hankel_columns (WscHankel *self, const double *v /* (K) */, double *u /* (L) */); /* u = X v */
/* sums_t = sum of u_i v_j over i + j = t, (n): the anti-diagonals of u v'. */
void wsc_hankel_sums (WscHankel *self, const double *u, const double *v, double *sums);

/* The k leading eigenvectors of X X' as rows of `vectors` (k, L), to a residual of 1e-10 of the largest eigenvalue.
 * Errors: NUMERIC, STOPPED. */
gboolean wsc_hankel_leading (WscHankel *self, gsize k, const WscHook *hook, double *vectors, GError **error);

G_END_DECLS
