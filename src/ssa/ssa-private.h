/* What the files of ssa share. Matrices are row-major; X as in ssa.h. */
#pragma once

#include "ssa/ssa.h"

G_BEGIN_DECLS

struct _WscSsa
{
  gatomicrefcount ref_count;
  WscSsaKind kind;
  gsize n, n_channels, window, L, K;
  gsize limit, r, n_correlated;
  gboolean whole;
  int exponent;         /* of two, of the largest magnitude there is */
  double *values;       /* (C, n) */
  double *sigma;        /* (r) descending */
  double *shares;       /* (r) */
  double *vectors;      /* (r, L) */
  double *components;   /* (r, C, n) */
  double *correlations; /* (n_correlated, n_correlated) */
};

/* A series seen as a trajectory matrix, for one decomposition. */
typedef struct
{
  gsize n, n_channels, L, K;
  const double *values; /* (C, n), of magnitude at most 1 */
  const WscHook *hook;
} WscTrajectory;

WscLoop wsc_ssa_loop (const WscHook *hook, double from, double to);

/* TRUE, or STOPPED. */
gboolean wsc_ssa_go_on (const WscHook *hook, double fraction, GError **error);

/* min (t, L, K, n - t + 1) of place t from 0: how many entries an anti-diagonal of an (L, K) matrix has. */
gsize wsc_diagonal_length (gsize L, gsize K, gsize t);

/* --- lags ---------------------------------------------------------------- */

/* X X' (L, L). Errors: STOPPED. */
gboolean wsc_lag_covariance (const WscTrajectory *x, double *c, GError **error);

/* --- decomposition ------------------------------------------------------- */

/* Orthonormal rows (r, L), their entries of largest magnitude positive, with sigma_i = |X' u_i| descending. */
typedef struct
{
  gsize r;
  gboolean whole; /* what is missing lies below the numerical rank */
  double *vectors, *sigma;
} WscDirections;

/* At most `wanted`, and none below the numerical rank; the caller frees both arrays. Errors: NUMERIC, STOPPED. */
gboolean wsc_decompose (const WscTrajectory *x, WscSsaKind kind, gsize wanted, WscDirections *directions,
                        GError **error);

/* Parts of it. The first `wanted` eigenvectors of a window longer than WSC_SSA_WHOLE as rows of `vectors` (wanted, L);
 * how many there are, or 0 with an error; `exhausted` if that is the numerical rank. */
gsize wsc_find_leading (const WscTrajectory *x, WscSsaKind kind, gsize wanted, double *vectors, gboolean *exhausted,
                        GError **error);
/* All left singular vectors of X as rows of `vectors`, with sigma; min (L, C K) of both. */
gboolean wsc_find_whole (const WscTrajectory *x, double *vectors, double *sigma, GError **error);

/* --- what follows from the vectors --------------------------------------- */

/* v = X' u, (C K). */
void wsc_trajectory_rows (const WscTrajectory *x, const double *u, double *v);

/* Fills self->components from values and vectors. Errors: STOPPED. */
gboolean wsc_ssa_make_components (WscSsa *self, const WscHook *hook, GError **error);
/* The same for L <= K and L up to WSC_SSA_WHOLE, as one matrix product. */
void wsc_ssa_filter_components (WscSsa *self, WscLoop *loop);
/* Fills self->correlations from the components. Errors: STOPPED. */
gboolean wsc_ssa_correlate (WscSsa *self, const WscHook *hook, GError **error);

G_END_DECLS
