/* Singular directions of the trajectory matrix, in order. */
#include "ssa/fft.h"

#include <cblas.h>
#include <float.h>
#include <math.h>
#include <string.h>

/* --- norms --------------------------------------------------------------- */

typedef struct
{
  const WscTrajectory *x;
  WscTrajectoryFft products;
  const double *vectors;
  double *sigma;
} Norms;

static void
find_norm (gpointer user_data, guint i, guint thread)
{
  Norms *self = user_data;
  WscLagScratch scratch;

  wsc_lag_scratch_init (&scratch, &self->products.fft);
  self->sigma[i] = wsc_trajectory_fft_norm (&self->products, &scratch, self->vectors + i * self->x->L);
  wsc_lag_scratch_clear (&scratch);
}

/* sigma_i = |X' u_i|. */
static gboolean
find_norms (const WscTrajectory *x, gsize count, const double *vectors, double *sigma, GError **error)
{
  Norms norms = { .x = x, .vectors = vectors, .sigma = sigma };
  WscLoop loop = wsc_ssa_loop (x->hook, 0.4, 0.5);

  wsc_trajectory_fft_init (&norms.products, x);
  wsc_loop_run (&loop, (guint) count, find_norm, &norms);
  wsc_trajectory_fft_clear (&norms.products);
  return wsc_loop_end (&loop, error);
}

/* --- order --------------------------------------------------------------- */

typedef struct
{
  double sigma;
  gsize place;
} Ranked;

static int
compare_ranked (gconstpointer a, gconstpointer b)
{
  const Ranked *x = a, *y = b;

  if (x->sigma > y->sigma || x->sigma < y->sigma)
    return x->sigma < y->sigma ? 1 : -1;
  return (x->place > y->place) - (x->place < y->place);
}

/* The largest entry positive; of nearly equal ones, as vectors that are symmetric about their middle have them, the
 * first. */
static void
copy_with_sign (gsize L, const double *from, double *to)
{
  const double largest = (1 - 1e-6) * fabs (from[cblas_idamax ((int) L, from, 1)]);
  gsize i = 0;

  while (fabs (from[i]) < largest)
    i++;
  memcpy (to, from, L * sizeof *to);
  if (from[i] < 0)
    cblas_dscal ((int) L, -1, to, 1);
}

/* Descending, without those below the numerical rank. */
static void
put_in_order (const WscTrajectory *x, gsize count, const double *vectors, const double *sigma, WscDirections *out)
{
  const gsize L = x->L;
  g_autofree Ranked *ranked = g_new (Ranked, count);
  double nothing;

  for (gsize i = 0; i < count; i++)
    ranked[i] = (Ranked){ sigma[i], i };
  qsort (ranked, count, sizeof *ranked, compare_ranked);
  nothing = (double) MAX (L, x->n_channels * x->K) * DBL_EPSILON * ranked[0].sigma;
  out->r = 0;
  while (out->r < count && ranked[out->r].sigma > nothing)
    out->r++;
  out->sigma = g_new (double, out->r);
  out->vectors = g_malloc_n (out->r * L, sizeof (double));
  for (gsize i = 0; i < out->r; i++)
    {
      out->sigma[i] = ranked[i].sigma;
      copy_with_sign (L, vectors + ranked[i].place * L, out->vectors + i * L);
    }
}

/* --- which way ----------------------------------------------------------- */

static gboolean
find_toeplitz (const WscTrajectory *x, double *vectors, GError **error)
{
  const gsize L = x->L;
  g_autofree double *row = g_new (double, L), *c = g_malloc_n (L * L, sizeof (double)), *values = g_new (double, L);

  wsc_lag_means (x, row);
  for (gsize i = 0; i < L; i++)
    for (gsize j = 0; j < L; j++)
      c[i * L + j] = row[i > j ? i - j : j - i];
  return wsc_symmetric_eigen (L, c, values, vectors, error);
}

gboolean
wsc_decompose (const WscTrajectory *x, WscSsaKind kind, gsize wanted, WscDirections *directions, GError **error)
{
  const gsize L = x->L;
  const gboolean whole = L <= WSC_SSA_WHOLE;
  const gsize limit = kind == WSC_SSA_TOEPLITZ ? L : MIN (L, x->n_channels * x->K);
  const gboolean normed = whole && kind == WSC_SSA_BASIC;
  g_autofree double *vectors = g_malloc_n ((whole ? L : wanted) * L, sizeof (double)), *sigma = g_new (double, wanted);
  gboolean exhausted = FALSE;
  gsize count = wanted;

  if (!wsc_ssa_go_on (x->hook, 0, error))
    return FALSE;
  if (!whole)
    count = wsc_find_leading (x, kind, wanted, vectors, &exhausted, error);
  else if (!(kind == WSC_SSA_TOEPLITZ ? find_toeplitz (x, vectors, error) : wsc_find_whole (x, vectors, sigma, error)))
    return FALSE;
  if (count == 0)
    return FALSE;
  if (!normed && !find_norms (x, count, vectors, sigma, error))
    return FALSE;
  put_in_order (x, count, vectors, sigma, directions);
  directions->whole = exhausted || count == limit || (kind == WSC_SSA_BASIC && directions->r < count);
  return TRUE;
}
