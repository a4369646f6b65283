#include "analysis/analysis-private.h"
#include "ssa/fft.h"

#include <math.h>

#define PADDING 8        /* places of the transform for each of the vector */
#define LEAST_CYCLES 0.5 /* in the vector: what turns more slowly cannot be told from a trend */

/* Where the parabola through the logarithms of three neighbours is highest, from the middle one: -0.5..0.5. */
static double
vertex (double left, double middle, double right)
{
  const double a = log (left), b = log (middle), c = log (right), bend = a - 2 * b + c;
  const double place = 0.5 * (a - c) / bend;

  return isfinite (place) ? CLAMP (place, -0.5, 0.5) : 0;
}

static double
peak_frequency (const WscFft *fft, const fftw_complex *bins)
{
  g_autofree double *power = g_new (double, fft->n_bins + 1);
  gsize peak = 0;

  for (gsize f = 0; f < fft->n_bins; f++)
    {
      power[f] = creal (bins[f] * conj (bins[f]));
      if (power[f] > power[peak])
        peak = f;
    }
  power[fft->n_bins] = power[fft->n_bins - 2]; /* beyond 1/2 it is mirrored */
  if (peak == 0)
    return 0;
  return ((double) peak + vertex (power[peak - 1], power[peak], power[peak + 1])) / (double) fft->size;
}

double
wsc_ssa_get_period (const WscSsa *ssa, gsize component)
{
  g_autofree double *u = NULL;
  double *real, frequency;
  fftw_complex *bins;
  WscFft fft;
  gsize L;

  g_return_val_if_fail (ssa != NULL && component < wsc_ssa_get_n_components (ssa), NAN);

  L = wsc_ssa_get_window (ssa);
  u = g_new (double, L);
  wsc_ssa_get_window_vector (ssa, component, u);
  wsc_fft_init (&fft, PADDING * L);
  real = wsc_fft_new_real (&fft);
  bins = wsc_fft_new_bins (&fft, 1);
  wsc_fft_of (&fft, L, u, real, bins);
  frequency = peak_frequency (&fft, bins);
  fftw_free (real);
  fftw_free (bins);
  wsc_fft_clear (&fft);
  return frequency * (double) L < LEAST_CYCLES ? INFINITY : 1 / frequency;
}
