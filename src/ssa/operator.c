/* C = X X' satisfies C (i+1, j+1) = C (i, j) - s_i s_j + s_{i+K} s_{j+K}, so that C = T - A A' + B B': T the symmetric
 * Toeplitz matrix of the first row of C, A and B the lower triangular Toeplitz matrices whose first columns are
 * (0, s_0 .. s_{L-2}) and (0, s_K .. s_{K+L-2}) (Kailath, Kung and Morf 1979). Transforms of 2 L places then do, where
 * X itself needs n. */
#include "ssa/fft.h"

#include <math.h>
#include <string.h>

/* --- lags ---------------------------------------------------------------- */

/* c_j += sum of s_t s_{t+j} over t < count. */
static void
add_lagged_products (const WscFft *fft, const WscTrajectory *x, const double *s, gsize count, double *c)
{
  double *real = wsc_fft_new_real (fft);
  fftw_complex *part = wsc_fft_new_bins (fft, 1), *all = wsc_fft_new_bins (fft, 1);

  wsc_fft_of (fft, count, s, real, part);
  wsc_fft_of (fft, x->n, s, real, all);
  for (gsize f = 0; f < fft->n_bins; f++)
    all[f] *= conj (part[f]);
  wsc_fft_inverse (fft, all, real);
  for (gsize j = 0; j < x->L; j++)
    c[j] += real[j] / (double) fft->size;
  fftw_free (real);
  fftw_free (part);
  fftw_free (all);
}

void
wsc_lag_first_row (const WscTrajectory *x, double *c)
{
  WscFft fft;

  wsc_fft_init (&fft, x->n);
  memset (c, 0, x->L * sizeof *c);
  for (gsize channel = 0; channel < x->n_channels; channel++)
    add_lagged_products (&fft, x, x->values + channel * x->n, x->K, c);
  wsc_fft_clear (&fft);
}

void
wsc_lag_means (const WscTrajectory *x, double *c)
{
  WscFft fft;

  wsc_fft_init (&fft, x->n + x->L);
  memset (c, 0, x->L * sizeof *c);
  for (gsize channel = 0; channel < x->n_channels; channel++)
    add_lagged_products (&fft, x, x->values + channel * x->n, x->n, c);
  wsc_fft_clear (&fft);
  for (gsize j = 0; j < x->L; j++)
    c[j] /= (double) (x->n - j);
}

/* --- the operator -------------------------------------------------------- */

/* The transform of the symmetric sequence c_|j|, which is real. */
static double *
symmetric_spectrum (const WscFft *fft, gsize L, const double *c)
{
  double *real = wsc_fft_new_real (fft), *spectrum = fftw_alloc_real (fft->n_bins);
  fftw_complex *bins = wsc_fft_new_bins (fft, 1);

  memset (real, 0, fft->size * sizeof *real);
  real[0] = c[0];
  for (gsize j = 1; j < L; j++)
    real[j] = real[fft->size - j] = c[j];
  wsc_fft_forward (fft, real, bins);
  for (gsize f = 0; f < fft->n_bins; f++)
    spectrum[f] = creal (bins[f]) / (double) fft->size;
  fftw_free (real);
  fftw_free (bins);
  return spectrum;
}

static void
set_toeplitz (WscLagOperator *self, const WscTrajectory *x, WscSsaKind kind)
{
  g_autofree double *c = g_new (double, x->L);

  if (kind == WSC_SSA_TOEPLITZ)
    wsc_lag_means (x, c);
  else
    wsc_lag_first_row (x, c);
  self->toeplitz = symmetric_spectrum (&self->fft, x->L, c);
}

/* The two transforms back of a term are paid for here. */
static void
add_term (WscLagOperator *self, double sign, gsize count, const double *sequence, gsize offset)
{
  const WscFft *fft = &self->fft;
  const double size = (double) fft->size;
  fftw_complex *spectrum = self->spectra + self->n_terms * fft->n_bins;
  double *real = wsc_fft_new_real (fft);

  memset (real, 0, fft->size * sizeof *real);
  memcpy (real + offset, sequence, count * sizeof *real);
  wsc_fft_forward (fft, real, spectrum);
  for (gsize f = 0; f < fft->n_bins; f++)
    spectrum[f] /= size;
  self->signs[self->n_terms++] = sign;
  fftw_free (real);
}

static void
set_terms (WscLagOperator *self, const WscTrajectory *x, gboolean displaced)
{
  const gsize n_terms = (displaced ? 2 : 1) * x->n_channels;

  self->spectra = wsc_fft_new_bins (&self->fft, n_terms);
  self->signs = g_new (double, n_terms);
  for (gsize c = 0; c < x->n_channels; c++)
    {
      const double *s = x->values + c * x->n;

      if (!displaced)
        add_term (self, 1, x->n, s, 0);
      else
        {
          add_term (self, -1, x->L - 1, s, 1);
          add_term (self, 1, x->L - 1, s + x->K, 1);
        }
    }
  /* conj (S) U is the transform of X' u read backwards: places 0, -1 .. 1 - K of it are wanted. */
  self->zero_from = displaced ? x->L : 1;
  self->zero_to = displaced ? self->fft.size : self->fft.size - x->K + 1;
}

void
wsc_lag_operator_init (WscLagOperator *self, const WscTrajectory *x, WscSsaKind kind, gboolean displaced)
{
  const gboolean toeplitz = kind == WSC_SSA_TOEPLITZ;

  *self = (WscLagOperator){ .L = x->L };
  wsc_fft_init (&self->fft, toeplitz || displaced ? 2 * x->L : x->n);
  if (toeplitz || displaced)
    set_toeplitz (self, x, kind);
  if (!toeplitz)
    set_terms (self, x, displaced);
}

/* 2 + 4 C transforms of 2 L places against 2 + 2 C of n. */
gboolean
wsc_lag_operator_prefers_displaced (const WscTrajectory *x)
{
  return (2 + 4 * x->n_channels) * 2 * x->L < (2 + 2 * x->n_channels) * x->n;
}

void
wsc_lag_operator_clear (WscLagOperator *self)
{
  wsc_fft_clear (&self->fft);
  fftw_free (self->toeplitz);
  fftw_free (self->spectra);
  g_free (self->signs);
}

void
wsc_lag_scratch_init (WscLagScratch *self, const WscFft *fft)
{
  *self = (WscLagScratch){ wsc_fft_new_real (fft), wsc_fft_new_bins (fft, 1), wsc_fft_new_bins (fft, 1),
                           wsc_fft_new_bins (fft, 1) };
}

void
wsc_lag_scratch_clear (WscLagScratch *self)
{
  fftw_free (self->real);
  fftw_free (self->u);
  fftw_free (self->part);
  fftw_free (self->sum);
}

/* sum += sign G F (Z (inverse (conj (G) U))). */
static void
add_applied_term (const WscLagOperator *self, guint term, WscLagScratch *scratch)
{
  const gsize n_bins = self->fft.n_bins;
  const double sign = self->signs[term];
  const fftw_complex *g = self->spectra + term * n_bins;

  for (gsize f = 0; f < n_bins; f++)
    scratch->part[f] = conj (g[f]) * scratch->u[f];
  wsc_fft_inverse (&self->fft, scratch->part, scratch->real);
  memset (scratch->real + self->zero_from, 0, (self->zero_to - self->zero_from) * sizeof (double));
  wsc_fft_forward (&self->fft, scratch->real, scratch->part);
  for (gsize f = 0; f < n_bins; f++)
    scratch->sum[f] += sign * g[f] * scratch->part[f];
}

void
wsc_lag_operator_apply (const WscLagOperator *self, WscLagScratch *scratch, const double *u, double *out)
{
  const gsize n_bins = self->fft.n_bins;

  wsc_fft_of (&self->fft, self->L, u, scratch->real, scratch->u);
  for (gsize f = 0; f < n_bins; f++)
    scratch->sum[f] = self->toeplitz != NULL ? self->toeplitz[f] * scratch->u[f] : 0;
  for (guint term = 0; term < self->n_terms; term++)
    add_applied_term (self, term, scratch);
  wsc_fft_inverse (&self->fft, scratch->sum, scratch->real);
  memcpy (out, scratch->real, self->L * sizeof *out);
}

/* --- products by X itself ------------------------------------------------ */

void
wsc_trajectory_fft_init (WscTrajectoryFft *self, const WscTrajectory *x)
{
  double *real;

  *self = (WscTrajectoryFft){ .x = *x };
  wsc_fft_init (&self->fft, x->n);
  self->spectra = wsc_fft_new_bins (&self->fft, x->n_channels);
  real = wsc_fft_new_real (&self->fft);
  for (gsize c = 0; c < x->n_channels; c++)
    wsc_fft_of (&self->fft, x->n, x->values + c * x->n, real, self->spectra + c * self->fft.n_bins);
  fftw_free (real);
}

void
wsc_trajectory_fft_clear (WscTrajectoryFft *self)
{
  wsc_fft_clear (&self->fft);
  fftw_free (self->spectra);
}

/* real = size X' u of one channel, from the transform of u. */
static void
multiply_by_rows (const WscTrajectoryFft *self, WscLagScratch *scratch, gsize channel)
{
  const fftw_complex *s = self->spectra + channel * self->fft.n_bins;

  for (gsize f = 0; f < self->fft.n_bins; f++)
    scratch->part[f] = s[f] * conj (scratch->u[f]);
  wsc_fft_inverse (&self->fft, scratch->part, scratch->real);
}

double
wsc_trajectory_fft_norm (const WscTrajectoryFft *self, WscLagScratch *scratch, const double *u)
{
  double sum = 0;

  wsc_fft_of (&self->fft, self->x.L, u, scratch->real, scratch->u);
  for (gsize c = 0; c < self->x.n_channels; c++)
    {
      multiply_by_rows (self, scratch, c);
      for (gsize j = 0; j < self->x.K; j++)
        sum += scratch->real[j] * scratch->real[j];
    }
  return sqrt (sum) / (double) self->fft.size;
}

void
wsc_trajectory_fft_component (const WscTrajectoryFft *self, WscLagScratch *scratch, const double *u, double *series)
{
  const WscTrajectory *x = &self->x;
  const double size = (double) self->fft.size;

  wsc_fft_of (&self->fft, x->L, u, scratch->real, scratch->u);
  for (gsize c = 0; c < x->n_channels; c++)
    {
      multiply_by_rows (self, scratch, c);
      memset (scratch->real + x->K, 0, (self->fft.size - x->K) * sizeof (double));
      wsc_fft_forward (&self->fft, scratch->real, scratch->part);
      for (gsize f = 0; f < self->fft.n_bins; f++)
        scratch->part[f] *= scratch->u[f] / size;
      wsc_fft_inverse (&self->fft, scratch->part, scratch->real);
      for (gsize t = 0; t < x->n; t++)
        series[c * x->n + t] = scratch->real[t] / (size * (double) wsc_diagonal_length (x->L, x->K, t));
    }
}
