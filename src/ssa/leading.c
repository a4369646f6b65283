/* The leading directions of a long window, level by level. Products by X X' carry rounding of the size of the largest
 * eigenvalue, so that only eigenvalues above some 1e-5 of it are found to many digits; the next level looks for the
 * others in the complement of what is there, where X' u is small and X (X' u) rounded accordingly. */
#include "ssa/lanczos.h"

#include <float.h>
#include <math.h>

#define CUT 1e-5

typedef struct
{
  WscLagOperator op;
  WscLagScratch scratch[WSC_LANCZOS_BLOCK];
} Products;

static void
products_init (Products *self, const WscTrajectory *x, WscSsaKind kind, guint level)
{
  wsc_lag_operator_init (&self->op, x, kind, level == 0 && wsc_lag_operator_prefers_displaced (x));
  for (guint b = 0; b < WSC_LANCZOS_BLOCK; b++)
    wsc_lag_scratch_init (&self->scratch[b], &self->op.fft);
}

static void
products_clear (Products *self)
{
  wsc_lag_operator_clear (&self->op);
  for (guint b = 0; b < WSC_LANCZOS_BLOCK; b++)
    wsc_lag_scratch_clear (&self->scratch[b]);
}

static void
multiply (gpointer user_data, guint thread, const double *u, double *out)
{
  Products *self = user_data;

  wsc_lag_operator_apply (&self->op, &self->scratch[thread], u, out);
}

/* Below the numerical rank, as the square of a singular value. */
static double
square_of_nothing (const WscTrajectory *x, double largest)
{
  const double relative = (double) MAX (x->L, x->n_channels * x->K) * DBL_EPSILON;

  return relative * relative * largest;
}

gsize
wsc_find_leading (const WscTrajectory *x, WscSsaKind kind, gsize wanted, double *vectors, gboolean *exhausted,
                  GError **error)
{
  g_autofree double *values = g_new (double, wanted);
  const gboolean basic = kind == WSC_SSA_BASIC;
  gsize found = 0;
  gboolean ok = TRUE;

  *exhausted = FALSE;
  for (guint level = 0; ok && !*exhausted && found < wanted; level++)
    {
      Products products;
      WscLanczos lanczos = { .L = x->L,
                             .wanted = wanted - found,
                             .product = multiply,
                             .user_data = &products,
                             .hook = x->hook,
                             .level = level,
                             .n_locked = found,
                             .vectors = vectors,
                             .cut = basic ? CUT : -INFINITY,
                             .values = values + found,
                             .nothing = basic && level > 0 ? square_of_nothing (x, values[0])
                                        : basic            ? 0
                                                           : -INFINITY };

      products_init (&products, x, kind, level);
      ok = wsc_lanczos_run (&lanczos, error);
      products_clear (&products);
      found += lanczos.n_found;
      *exhausted = lanczos.exhausted;
    }
  return ok ? found : 0;
}
