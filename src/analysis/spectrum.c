#include "analysis/analysis-private.h"
#include "ssa/fft.h"

#include <math.h>
#include <string.h>

static double *
centred_copy (gsize n, const double *x, gboolean centre)
{
  double *y = g_memdup2 (x, n * sizeof *x), mean = 0;

  for (gsize t = 0; t < n && centre; t++)
    mean += x[t] / (double) n;
  for (gsize t = 0; t < n && centre; t++)
    y[t] -= mean;
  return y;
}

static double
power_of (fftw_complex z)
{
  return creal (z) * creal (z) + cimag (z) * cimag (z);
}

void
wsc_periodogram (gsize n, const double *x, gboolean centre, double *power)
{
  g_autofree double *y = NULL;
  double *real;
  fftw_complex *bins;
  WscFft fft;

  g_return_if_fail (n > 0 && x != NULL && power != NULL);

  y = centred_copy (n, x, centre);
  wsc_fft_init_exact (&fft, n);
  real = wsc_fft_new_real (&fft);
  bins = wsc_fft_new_bins (&fft, 1);
  wsc_fft_of (&fft, n, y, real, bins);
  for (gsize f = 0; f < fft.n_bins; f++)
    power[f] = power_of (bins[f]) / (double) n;
  fftw_free (real);
  fftw_free (bins);
  wsc_fft_clear (&fft);
}

/* The inverse transform of the power of y filled up with zeros: sums of y_t y_{t+k}, (m + 1). */
static void
lagged_sums (gsize n, const double *y, gsize m, double *sums)
{
  double *real;
  fftw_complex *bins;
  WscFft fft;

  wsc_fft_init (&fft, n + m);
  real = wsc_fft_new_real (&fft);
  bins = wsc_fft_new_bins (&fft, 1);
  wsc_fft_of (&fft, n, y, real, bins);
  for (gsize f = 0; f < fft.n_bins; f++)
    bins[f] = power_of (bins[f]);
  wsc_fft_inverse (&fft, bins, real);
  for (gsize k = 0; k <= m; k++)
    sums[k] = real[k] / (double) fft.size;
  fftw_free (real);
  fftw_free (bins);
  wsc_fft_clear (&fft);
}

static gboolean
varies (gsize n, const double *x)
{
  for (gsize t = 1; t < n; t++)
    if (x[t] < x[0] || x[t] > x[0])
      return TRUE;
  return FALSE;
}

void
wsc_autocorrelation (gsize n, const double *x, gsize m, double *r)
{
  const gsize known = MIN (m, n - 1);
  g_autofree double *y = NULL;

  g_return_if_fail (n > 0 && x != NULL && r != NULL);

  memset (r, 0, (m + 1) * sizeof *r);
  y = centred_copy (n, x, TRUE);
  if (varies (n, x))
    lagged_sums (n, y, known, r);
  for (gsize k = 1; k <= known && r[0] > 0; k++)
    r[k] /= r[0];
  r[0] = 1;
}
