/* Real transforms of one length, and the operator u -> X X' u by means of them. Private to ssa. */
#pragma once

#include "ssa/ssa-private.h"

#include <complex.h>
#include <fftw3.h>

G_BEGIN_DECLS

/* Plans only: any number of threads may execute them, each on its own arrays of fftw_malloc. */
typedef struct
{
  gsize size, n_bins; /* size / 2 + 1 */
  fftw_plan forward, inverse;
} WscFft;

/* At least `least` places: the next even number without a prime factor above 7. */
void wsc_fft_init (WscFft *self, gsize least);
void wsc_fft_init_exact (WscFft *self, gsize size);
void wsc_fft_clear (WscFft *self);
double *wsc_fft_new_real (const WscFft *self);
fftw_complex *wsc_fft_new_bins (const WscFft *self, gsize rows);
/* bins of x (count) filled up with zeros; real is scratch. */
void wsc_fft_of (const WscFft *self, gsize count, const double *x, double *real, fftw_complex *bins);
void wsc_fft_forward (const WscFft *self, double *real, fftw_complex *bins);
/* Without the factor 1 / size; bins are lost. */
void wsc_fft_inverse (const WscFft *self, fftw_complex *bins, double *real);

/* c_j = sum of s_t s_{t+j} over t < K, summed over channels, (L): the first row of X X'. */
void wsc_lag_first_row (const WscTrajectory *x, double *c);
/* c_j = sum over channels of the mean of s_t s_{t+j} over all t, (L). */
void wsc_lag_means (const WscTrajectory *x, double *c);

/* C u for the matrix of lags C (L, L), X X' or its Toeplitz kin, as the inverse transform of
 * t U + sum of sign_g G F (Z (inverse (conj (G) U))), where F is the transform and Z puts zeros into a range. */
typedef struct
{
  WscFft fft;
  gsize L;
  double *toeplitz; /* (n_bins) or NULL */
  guint n_terms;
  double *signs;         /* (n_terms) */
  fftw_complex *spectra; /* (n_terms, n_bins) */
  gsize zero_from, zero_to;
} WscLagOperator;

/* Of the basic kind: by the displacement structure of X X' if `displaced`, which costs less where L is small beside n;
 * else by X (X' u), which keeps small results accurate. */
void wsc_lag_operator_init (WscLagOperator *self, const WscTrajectory *x, WscSsaKind kind, gboolean displaced);
gboolean wsc_lag_operator_prefers_displaced (const WscTrajectory *x);
void wsc_lag_operator_clear (WscLagOperator *self);

/* Arrays of one thread. */
typedef struct
{
  double *real;
  fftw_complex *u, *part, *sum;
} WscLagScratch;

void wsc_lag_scratch_init (WscLagScratch *self, const WscFft *fft);
void wsc_lag_scratch_clear (WscLagScratch *self);
void wsc_lag_operator_apply (const WscLagOperator *self, WscLagScratch *scratch, const double *u, double *out);

/* --- products by X itself ------------------------------------------------ */

/* X' and the diagonal means by transforms of length n or more. */
typedef struct
{
  WscTrajectory x;
  WscFft fft;
  fftw_complex *spectra; /* (C, n_bins) */
} WscTrajectoryFft;

void wsc_trajectory_fft_init (WscTrajectoryFft *self, const WscTrajectory *x);
void wsc_trajectory_fft_clear (WscTrajectoryFft *self);
double wsc_trajectory_fft_norm (const WscTrajectoryFft *self, WscLagScratch *scratch, const double *u); /* |X' u| */
/* The series of u u' X, (C, n). */
void wsc_trajectory_fft_component (const WscTrajectoryFft *self, WscLagScratch *scratch, const double *u,
                                   double *series);

G_END_DECLS
