/* Leading eigenvectors of a matrix that is known by its products alone. Private to ssa. */
#pragma once

#include "ssa/fft.h"

G_BEGIN_DECLS

/* out (L) = A u; thread is 0 .. WSC_LANCZOS_BLOCK - 1, different in calls at one time. */
typedef void (*WscLanczosProduct) (gpointer user_data, guint thread, const double *u, double *out);

#define WSC_LANCZOS_BLOCK 2

typedef struct
{
  gsize L, wanted;
  WscLanczosProduct product;
  gpointer user_data;
  const WscHook *hook;
  guint level;        /* names the random start */
  gsize n_locked;     /* rows of `vectors` that A is deflated by */
  double *vectors;    /* (n_locked + wanted, L): locked ones first; what is found is put behind them */
  double cut;         /* eigenvalues below cut * (the largest one) are not looked for */
  double nothing;     /* nor those up to this */
  double *values;     /* (wanted) out, descending */
  gsize n_found;      /* out */
  gboolean exhausted; /* out: what is missing is below `nothing`, or not there */
} WscLanczos;

/* A = A' (L, L). Errors: NUMERIC, STOPPED. */
gboolean wsc_lanczos_run (WscLanczos *self, GError **error);

G_END_DECLS
