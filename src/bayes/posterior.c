/* Draws and gradients. */
#include "bayes/posterior.h"

#include <math.h>
#include <string.h>

static double
dot (const double *x, const double *y, gsize n)
{
  double sum = 0.0;

#pragma omp simd reduction(+ : sum)
  for (gsize i = 0; i < n; i++)
    sum += x[i] * y[i];
  return sum;
}

/* --- a draw ----------------------------------------------------------------- */

/* Box and Muller 1958 in single precision: of 24 bits, so no number is beyond 5.9. */
static void
draw_noise (WscRandom *stream, double *noise, gsize n)
{
  for (gsize i = 0; i < n; i += 2)
    {
      const float u = ((float) (wsc_random_word (stream) >> 8) + 0.5f) * 0x1p-24f;
      const float angle = (float) (wsc_random_word (stream) >> 8) * (float) (2.0 * G_PI * 0x1p-24);
      const float radius = sqrtf (-2.0f * logf (u));

      noise[i] = (double) (radius * cosf (angle));
      if (i + 1 < n)
        noise[i + 1] = (double) (radius * sinf (angle));
    }
}

static void
deviate (WscPosterior *self, const WscPosteriorGroup *group)
{
  const double *log_sds = wsc_posterior_log_sds (self) + group->first, *factors = wsc_posterior_factors (self);
  const double *e = self->noise + group->first, *z = self->noise + group->latent;
  double *deviations = self->deviations + group->first, *sds = self->sds + group->first;

  for (gsize i = 0; i < group->size; i++)
    {
      const gsize n = wsc_posterior_row_length (group, i);
      const double along = n > 0 ? dot (factors + wsc_posterior_row_start (group, i), z, n) : 0.0;

      sds[i] = exp (log_sds[i]);
      deviations[i] = sds[i] * (e[i] + along);
    }
}

void
wsc_posterior_apply (WscPosterior *self, float *plus, float *minus)
{
  const double *means = self->numbers;

  for (gsize i = 0; i < self->p; i++)
    plus[i] = minus[i] = (float) means[i];
  for (guint g = 0; g < self->n_groups; g++)
    deviate (self, &self->groups[g]);
  for (gsize i = 0; i < self->n_random; i++)
    {
      const gsize place = self->places[i];

      plus[place] = (float) (means[place] + self->deviations[i]);
      minus[place] = (float) (means[place] - self->deviations[i]);
    }
}

void
wsc_posterior_draw (WscPosterior *self, WscRandom *stream, float *plus, float *minus)
{
  draw_noise (stream, self->noise, self->n_noise);
  wsc_posterior_apply (self, plus, minus);
}

/* --- its gradient -------------------------------------------------------------- */

typedef struct
{
  const float *plus, *minus;
  double weight, prior_precision;
  float *means, *log_sds, *factors;
} Slopes;

/* The slopes of a row's u; the sum of their squares. */
static double
slope_row (float *restrict slopes, const double *restrict factors, const double *restrict z, gsize n, double along,
           double pull)
{
  double square = 0.0;

#pragma omp simd reduction(+ : square)
  for (gsize j = 0; j < n; j++)
    {
      slopes[j] = (float) (along * z[j] + pull * factors[j]);
      square += factors[j] * factors[j];
    }
  return square;
}

static void
slope_group (const WscPosterior *self, const WscPosteriorGroup *group, const Slopes *slopes)
{
  const double *factors = wsc_posterior_factors (self), *z = self->noise + group->latent;

  for (gsize i = 0; i < group->size; i++)
    {
      const gsize r = group->first + i, place = self->places[r], n = wsc_posterior_row_length (group, i);
      const double sd = self->sds[r], pull = slopes->weight * slopes->prior_precision * sd * sd;
      const double h = 0.5 * (double) (slopes->plus[place] - slopes->minus[place]);
      double square = 1.0;

      if (n > 0)
        {
          const gsize at = wsc_posterior_row_start (group, i);

          square += slope_row (slopes->factors + at, factors + at, z, n, h * sd, pull);
        }
      slopes->log_sds[r] = (float) (h * self->deviations[r] + pull * square - slopes->weight);
    }
}

/* x becomes C^-1 x, from the Cholesky factor c of C. */
static void
solve (const double *c, gsize rank, double *x)
{
  for (gsize j = 0; j < rank; j++)
    {
      for (gsize k = 0; k < j; k++)
        x[j] -= c[j * rank + k] * x[k];
      x[j] /= c[j * rank + j];
    }
  for (gsize j = rank; j-- > 0;)
    {
      for (gsize k = j + 1; k < rank; k++)
        x[j] -= c[k * rank + j] * x[k];
      x[j] /= c[j * rank + j];
    }
}

/* The entropy of B B' + diag (s^2) holds log det C besides the sum of log s: its part - U C^-1 of d KL / d u. */
static void
slope_rank (const WscPosterior *self, const WscPosteriorGroup *group, const Slopes *slopes)
{
  const gsize rank = group->rank;
  double *c = self->room, *x = self->room + rank * rank;

  wsc_posterior_factor_rank (self, group, c);
  for (gsize i = 0; i < group->size; i++)
    {
      const gsize at = wsc_posterior_row_start (group, i);

      memcpy (x, wsc_posterior_factors (self) + at, rank * sizeof (double));
      solve (c, rank, x);
      for (gsize j = 0; j < rank; j++)
        slopes->factors[at + j] -= (float) (slopes->weight * x[j]);
    }
}

void
wsc_posterior_get_gradient (WscPosterior *self, const float *at_plus, const float *at_minus, double weight,
                            double prior_precision, float *gradient)
{
  const Slopes slopes = {
    at_plus, at_minus, weight, prior_precision, gradient, gradient + self->p, gradient + self->p + self->n_random
  };

  for (gsize i = 0; i < self->p; i++)
    slopes.means[i] = 0.5f * (at_plus[i] + at_minus[i]);
  for (gsize i = 0; i < self->n_random; i++)
    slopes.means[self->places[i]] += (float) (weight * prior_precision * self->numbers[self->places[i]]);
  for (guint g = 0; g < self->n_groups; g++)
    {
      slope_group (self, &self->groups[g], &slopes);
      if (self->groups[g].rank > 0)
        slope_rank (self, &self->groups[g], &slopes);
    }
}
