/* With S, U the transforms of s and u filled up with zeros to N >= n places, sum_i s_{i+j} u_i is entry j of the
 * inverse transform of S conj (U): i + j < n <= N, so nothing wraps round. O(N log N) instead of O(L K). */
#include "base/trajectory.h"

#include <gsl/gsl_fft_halfcomplex.h>
#include <gsl/gsl_fft_real.h>
#include <string.h>

void
wsc_hankel_init (WscHankel *self, gsize n, const double *series, gsize L)
{
  *self = (WscHankel){ .n = n, .L = L, .K = n - L + 1, .size = 2 };
  while (self->size < n)
    self->size *= 2;
  self->spectrum = g_malloc0_n (self->size, sizeof (double));
  self->work = g_malloc_n (self->size, sizeof (double));
  memcpy (self->spectrum, series, n * sizeof *series);
  gsl_fft_real_radix2_transform (self->spectrum, 1, self->size);
}

void
wsc_hankel_clear (WscHankel *self)
{
  g_clear_pointer (&self->spectrum, g_free);
  g_clear_pointer (&self->work, g_free);
}

static void
transform (const WscHankel *self, const double *x, gsize count, double *out)
{
  memcpy (out, x, count * sizeof *x);
  memset (out + count, 0, (self->size - count) * sizeof *out);
  gsl_fft_real_radix2_transform (out, 1, self->size);
}

/* b = a b, or a conj (b) with sign -1; half-complex: the real part of place f at f, the imaginary one at size - f. */
static void
multiply (gsize size, const double *a, double sign, double *b)
{
  b[0] *= a[0];
  b[size / 2] *= a[size / 2];
  for (gsize f = 1; f < size / 2; f++)
    {
      const double re = b[f], im = sign * b[size - f];

      b[f] = a[f] * re - a[size - f] * im;
      b[size - f] = a[f] * im + a[size - f] * re;
    }
}

static void
correlate (WscHankel *self, const double *x, gsize count, double *out, gsize n_out)
{
  transform (self, x, count, self->work);
  multiply (self->size, self->spectrum, -1, self->work);
  gsl_fft_halfcomplex_radix2_inverse (self->work, 1, self->size);
  memcpy (out, self->work, n_out * sizeof *out);
}

void
wsc_hankel_rows (WscHankel *self, const double *u, double *v)
{
  correlate (self, u, self->L, v, self->K);
}

void
wsc_hankel_columns (WscHankel *self, const double *v, double *u)
{
  correlate (self, v, self->K, u, self->L);
}

void
wsc_hankel_sums (WscHankel *self, const double *u, const double *v, double *sums)
{
  g_autofree double *other = g_malloc_n (self->size, sizeof (double));

  transform (self, u, self->L, other);
  transform (self, v, self->K, self->work);
  multiply (self->size, other, 1, self->work);
  gsl_fft_halfcomplex_radix2_inverse (self->work, 1, self->size);
  memcpy (sums, self->work, self->n * sizeof *sums);
}
