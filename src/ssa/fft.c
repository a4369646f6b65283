/* FFTW with estimated plans: a measured one would depend on the moment, and so would the last bits. */
#include "ssa/fft.h"

#include <pthread.h>
#include <string.h>

static pthread_mutex_t planner = PTHREAD_MUTEX_INITIALIZER; /* FFTW has one for the process */

static gboolean
is_smooth (gsize n)
{
  static const gsize factors[] = { 2, 3, 5, 7 };

  for (guint f = 0; f < G_N_ELEMENTS (factors); f++)
    while (n % factors[f] == 0)
      n /= factors[f];
  return n == 1;
}

double *
wsc_fft_new_real (const WscFft *self)
{
  return fftw_alloc_real (self->size);
}

fftw_complex *
wsc_fft_new_bins (const WscFft *self, gsize rows)
{
  return fftw_alloc_complex (rows * self->n_bins);
}

void
wsc_fft_init_exact (WscFft *self, gsize size)
{
  double *real;
  fftw_complex *bins;

  self->size = size;
  self->n_bins = size / 2 + 1;
  real = wsc_fft_new_real (self);
  bins = wsc_fft_new_bins (self, 1);
  pthread_mutex_lock (&planner);
  self->forward = fftw_plan_dft_r2c_1d ((int) size, real, bins, FFTW_ESTIMATE);
  self->inverse = fftw_plan_dft_c2r_1d ((int) size, bins, real, FFTW_ESTIMATE);
  pthread_mutex_unlock (&planner);
  fftw_free (real);
  fftw_free (bins);
}

void
wsc_fft_init (WscFft *self, gsize least)
{
  gsize size = least + least % 2;

  while (!is_smooth (size))
    size += 2;
  wsc_fft_init_exact (self, size);
}

void
wsc_fft_clear (WscFft *self)
{
  pthread_mutex_lock (&planner);
  fftw_destroy_plan (self->forward);
  fftw_destroy_plan (self->inverse);
  pthread_mutex_unlock (&planner);
}

void
wsc_fft_forward (const WscFft *self, double *real, fftw_complex *bins)
{
  fftw_execute_dft_r2c (self->forward, real, bins);
}

void
wsc_fft_inverse (const WscFft *self, fftw_complex *bins, double *real)
{
  fftw_execute_dft_c2r (self->inverse, bins, real);
}

void
wsc_fft_of (const WscFft *self, gsize count, const double *x, double *real, fftw_complex *bins)
{
  memcpy (real, x, count * sizeof *real);
  memset (real + count, 0, (self->size - count) * sizeof *real);
  wsc_fft_forward (self, real, bins);
}
