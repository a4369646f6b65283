/* What is known of the posterior in closed form: its divergence from the prior, and its covariances. */
#include "bayes/gaussian.h"
#include "bayes/posterior.h"

#include <cblas.h>
#include <math.h>

/* Ranks are small and groups many: plain loops are done before BLAS has begun. */
double
wsc_posterior_factor_rank (const WscPosterior *self, const WscPosteriorGroup *group, double *c)
{
  const gsize rank = group->rank;
  const double *u = wsc_posterior_factors (self) + group->factor;
  double log_det = 0.0;

  for (gsize j = 0; j < rank * rank; j++)
    c[j] = j % (rank + 1) == 0 ? 1.0 : 0.0;
  for (gsize i = 0; i < group->size; i++, u += rank)
    for (gsize j = 0; j < rank; j++)
      for (gsize k = 0; k <= j; k++)
        c[j * rank + k] += u[j] * u[k];
  for (gsize j = 0; j < rank; j++)
    for (gsize k = 0; k <= j; k++)
      {
        double sum = c[j * rank + k];

        for (gsize h = 0; h < k; h++)
          sum -= c[j * rank + h] * c[k * rank + h];
        c[j * rank + k] = j == k ? sqrt (sum) : sum / c[k * rank + k];
      }
  for (gsize j = 0; j < rank; j++)
    log_det += 2.0 * log (c[j * rank + j]);
  return log_det;
}

/* The variance of the group's parameter i. */
static double
variance_of (const WscPosterior *self, const WscPosteriorGroup *group, gsize i)
{
  const gsize n = wsc_posterior_row_length (group, i);
  const double *u = n > 0 ? wsc_posterior_factors (self) + wsc_posterior_row_start (group, i) : NULL;
  double square = 1.0;

  for (gsize j = 0; j < n; j++)
    square += u[j] * u[j];
  return exp (2.0 * wsc_posterior_log_sds (self)[group->first + i]) * square;
}

double
wsc_posterior_get_square (const WscPosterior *self)
{
  double sum = 0.0;

  for (gsize i = 0; i < self->n_random; i++)
    sum += self->numbers[self->places[i]] * self->numbers[self->places[i]];
  for (guint g = 0; g < self->n_groups; g++)
    for (gsize i = 0; i < self->groups[g].size; i++)
      sum += variance_of (self, &self->groups[g], i);
  return sum;
}

/* log det Sigma of all groups: det (B B' + diag (s^2)) = det (I + U'U) times the product of s^2. */
static double
get_log_det (const WscPosterior *self)
{
  const double *log_sds = wsc_posterior_log_sds (self);
  double sum = 0.0;

  for (gsize i = 0; i < self->n_random; i++)
    sum += 2.0 * log_sds[i];
  for (guint g = 0; g < self->n_groups; g++)
    if (self->groups[g].rank > 0)
      sum += wsc_posterior_factor_rank (self, &self->groups[g], self->room);
  return sum;
}

/* (alpha (|m|^2 + tr Sigma) - n - n log alpha - log det Sigma) / 2 */
double
wsc_posterior_get_kl (const WscPosterior *self, double prior_precision)
{
  const double n = (double) self->n_random;

  if (self->n_random == 0)
    return 0.0;
  return 0.5 * (prior_precision * wsc_posterior_get_square (self) - n - n * log (prior_precision) - get_log_det (self));
}

/* --- covariances ------------------------------------------------------------------ */

/* Rows s_i u_i, with s_i on the diagonal where the group is full: (size, width). */
static double *
factor_of (const WscPosterior *self, const WscPosteriorGroup *group, gsize width)
{
  const double *factors = wsc_posterior_factors (self);
  double *rows = g_new0 (double, group->size *width);

  for (gsize i = 0; i < group->size; i++)
    {
      const double sd = exp (wsc_posterior_log_sds (self)[group->first + i]);
      const gsize n = wsc_posterior_row_length (group, i), at = n > 0 ? wsc_posterior_row_start (group, i) : 0;

      for (gsize j = 0; j < n; j++)
        rows[i * width + j] = sd * factors[at + j];
      if (group->full)
        rows[i * width + i] = sd;
    }
  return rows;
}

/* (size, size), both triangles. */
static double *
covariance_of (const WscPosterior *self, const WscPosteriorGroup *group)
{
  const gsize n = group->size, width = group->full ? n : group->rank;
  double *sigma = g_new0 (double, n *n);

  if (!group->full)
    for (gsize i = 0; i < n; i++)
      sigma[i * n + i] = exp (2.0 * wsc_posterior_log_sds (self)[group->first + i]);
  if (width > 0)
    {
      g_autofree double *rows = factor_of (self, group, width);

      cblas_dsyrk (CblasRowMajor, CblasLower, CblasNoTrans, (blasint) n, (blasint) width, 1.0, rows, (blasint) width,
                   1.0, sigma, (blasint) n);
    }
  for (gsize i = 0; i < n; i++)
    for (gsize j = 0; j < i; j++)
      sigma[j * n + i] = sigma[i * n + j];
  return sigma;
}

/* Into the rows and columns of those parameters that have a spread. */
static void
spread (const WscPosterior *self, const WscPosteriorGroup *group, const gsize *items, gsize size, double *covariance)
{
  g_autofree double *sigma = covariance_of (self, group);
  const double *next = sigma;

  for (gsize i = 0; i < size; i++)
    for (gsize j = 0; j < size; j++)
      if (self->random[items[i]] && self->random[items[j]])
        covariance[i * size + j] = *next++;
}

WscGaussian *
wsc_posterior_to_gaussian (const WscPosterior *self)
{
  WscGaussian *gaussian = wsc_gaussian_new (self->p, self->given);

  cblas_dcopy ((blasint) self->p, self->numbers, 1, gaussian->mean, 1);
  for (guint g = 0; g < self->n_groups; g++)
    if (self->groups[g].size > 0)
      spread (self, &self->groups[g], gaussian->items[g], gaussian->sizes[g], gaussian->covariance[g]);
  return gaussian;
}
