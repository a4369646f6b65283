/* Where the posterior is known: a linear model with a Gaussian prior and noise. */
#include "bayes/support.h"

#include <lapacke.h>
#include <math.h>
#include <string.h>

#define D 4
#define NEAR_MEAN 1e-3
#define NEAR_COVARIANCE 0.02

typedef struct
{
  double precision[D * D], mean[D], covariance[D * D];
} Exact;

static const WscVariationalSettings usual = { .beta = 1.0,
                                              .prior_precision = 2.0,
                                              .noise_variance = 0.25,
                                              .learning_rate = 0.01,
                                              .batch = 32,
                                              .epochs = 25000,
                                              .seed = 7 };

static Planted *
usual_planted (gsize n, guint64 seed)
{
  return planted_new (n, D, 1, usual.noise_variance, usual.prior_precision, seed);
}

static void
exact_init (Exact *self, const Planted *planted)
{
  planted_get_posterior (planted, usual.prior_precision, self->precision, self->mean, self->covariance);
}

static void
assert_posterior (const WscVariational *found, const double *mean, const double *covariance)
{
  g_assert_cmpuint (found->gaussian->n_groups, ==, 1);
  for (gsize i = 0; i < D; i++)
    g_assert_cmpfloat_with_epsilon (found->gaussian->mean[i], mean[i], NEAR_MEAN);
  g_assert_cmpfloat (relative_difference (D * D, found->gaussian->covariance[0], covariance), <, NEAR_COVARIANCE);
}

static void
test_full (gconstpointer data)
{
  const guint64 seed = GPOINTER_TO_UINT (data);
  g_autoptr (Planted) planted = usual_planted (300, seed);
  g_auto (OneGroup) one = { 0 };
  g_auto (WscVariational) found = { 0 };
  WscVariationalSettings settings = usual;
  Exact exact;

  settings.seed = seed;
  one_group_init (&one, D);
  exact_init (&exact, planted);
  variational_run (&found, planted, &one.groups, &settings);
  assert_posterior (&found, exact.mean, exact.covariance);
}

/* One group without correlations: the reverse divergence is least at the inverse of the precision's diagonal. */
static void
test_diagonal (void)
{
  g_autoptr (Planted) planted = usual_planted (300, 1);
  g_auto (OneGroup) one = { 0 };
  g_auto (WscVariational) found = { 0 };
  WscVariationalSettings settings = usual;
  double expected[D * D] = { 0 };
  Exact exact;

  settings.family = WSC_FAMILY_DIAGONAL;
  one_group_init (&one, D);
  exact_init (&exact, planted);
  for (gsize i = 0; i < D; i++)
    expected[i * D + i] = 1.0 / exact.precision[i * D + i];
  variational_run (&found, planted, &one.groups, &settings);
  assert_posterior (&found, exact.mean, expected);
}

/* Parameters in no group are groups of one, which is the same. */
static void
test_no_groups (void)
{
  g_autoptr (Planted) planted = usual_planted (300, 1);
  g_auto (WscVariational) found = { 0 };
  Exact exact;

  exact_init (&exact, planted);
  variational_run (&found, planted, NULL, &usual);
  g_assert_cmpuint (found.gaussian->n_groups, ==, D);
  for (guint i = 0; i < D; i++)
    {
      g_assert_cmpuint (found.gaussian->sizes[i], ==, 1);
      g_assert_cmpuint (found.gaussian->items[i][0], ==, i);
      g_assert_cmpfloat_with_epsilon (found.gaussian->mean[i], exact.mean[i], NEAR_MEAN);
      g_assert_cmpfloat_with_epsilon (found.gaussian->covariance[i][0] * exact.precision[i * D + i], 1.0,
                                      NEAR_COVARIANCE);
    }
}

static void
test_low_rank (void)
{
  g_autoptr (Planted) planted = usual_planted (300, 2);
  g_auto (OneGroup) one = { 0 };
  g_auto (WscVariational) found = { 0 };
  WscVariationalSettings settings = usual;
  Exact exact;

  settings.family = WSC_FAMILY_LOW_RANK;
  settings.rank = D;
  one_group_init (&one, D);
  exact_init (&exact, planted);
  variational_run (&found, planted, &one.groups, &settings);
  assert_posterior (&found, exact.mean, exact.covariance);
}

/* The inputs share one direction, so rank 1 beside a diagonal gets nearer to the posterior than the diagonal alone, and
 * its divergence and fit sum to less. */
static void
test_rank_one (void)
{
  g_autoptr (Planted) planted = usual_planted (300, 2);
  g_auto (OneGroup) one = { 0 };
  WscVariational found[3] = { 0 };
  double objective[3];

  one_group_init (&one, D);
  for (guint k = 0; k < 3; k++)
    {
      WscVariationalSettings settings = usual;
      guint last;

      settings.family = k == 0 ? WSC_FAMILY_DIAGONAL : k == 1 ? WSC_FAMILY_LOW_RANK : WSC_FAMILY_FULL;
      settings.rank = 1;
      variational_run (&found[k], planted, &one.groups, &settings);
      last = found[k].n_epochs - 1;
      objective[k] = found[k].kl[last];
      for (guint e = last - 1000; e < last; e++)
        objective[k] += found[k].fit[e] / 1000.0;
      wsc_variational_clear (&found[k]);
    }
  g_assert_cmpfloat (objective[1], <, objective[0] - 1e-4);
  g_assert_cmpfloat (objective[2], <, objective[0] - 1e-4);
}

/* KL (N (mean, covariance) || N (0, I / alpha)), from the precision's Cholesky factor. */
static double
exact_kl (const Exact *exact, double alpha)
{
  double factor[D * D], kl = 0.0;

  memcpy (factor, exact->precision, sizeof factor);
  g_assert_cmpint (LAPACKE_dpotrf (LAPACK_ROW_MAJOR, 'L', D, factor, D), ==, 0);
  for (gsize i = 0; i < D; i++)
    kl += 0.5 * (alpha * (exact->mean[i] * exact->mean[i] + exact->covariance[i * (D + 1)]) - 1.0 - log (alpha)) +
          log (factor[i * (D + 1)]);
  return kl;
}

/* The expected likelihood and the divergence of the exact posterior itself. */
static void
test_record (void)
{
  g_autoptr (Planted) planted = usual_planted (300, 3);
  g_auto (OneGroup) one = { 0 };
  g_auto (WscVariational) found = { 0 };
  const double s2 = usual.noise_variance;
  double fit = 0.0, mean_fit = 0.0;
  Exact exact;

  one_group_init (&one, D);
  exact_init (&exact, planted);
  variational_run (&found, planted, &one.groups, &usual);
  for (gsize i = 0; i < planted->n; i++)
    {
      const float *x = planted->inputs + i * D;
      double e = (double) planted->targets[i], spread = 0.0;

      for (gsize j = 0; j < D; j++)
        {
          e -= exact.mean[j] * (double) x[j];
          for (gsize k = 0; k < D; k++)
            spread += (double) x[j] * exact.covariance[j * D + k] * (double) x[k];
        }
      fit += 0.5 * ((e * e + spread) / s2 + log (2.0 * G_PI * s2)) / (double) planted->n;
    }
  for (guint e = found.n_epochs - 1000; e < found.n_epochs; e++)
    mean_fit += found.fit[e] / 1000.0;
  g_assert_cmpuint (found.n_epochs, ==, usual.epochs);
  g_assert_cmpfloat_with_epsilon (mean_fit, fit, 2e-3);
  g_assert_cmpfloat_with_epsilon (found.kl[found.n_epochs - 1] * (double) planted->n,
                                  exact_kl (&exact, usual.prior_precision), 0.02);
  g_assert_cmpfloat (found.prior_precision, ==, usual.prior_precision);
  g_assert_cmpfloat (found.noise_variance, ==, usual.noise_variance);
}

/* Without the divergence nothing keeps a spread, and the means are those of least squares. */
static void
test_maximum_likelihood (void)
{
  g_autoptr (Planted) planted = usual_planted (300, 4);
  g_auto (OneGroup) one = { 0 };
  g_auto (WscVariational) found = { 0 };
  WscVariationalSettings settings = usual;
  Exact exact;

  settings.beta = 0.0;
  one_group_init (&one, D);
  planted_get_posterior (planted, 0.0, exact.precision, exact.mean, exact.covariance);
  variational_run (&found, planted, &one.groups, &settings);
  for (gsize i = 0; i < D; i++)
    {
      g_assert_cmpfloat_with_epsilon (found.gaussian->mean[i], exact.mean[i], NEAR_MEAN);
      g_assert_cmpfloat (found.gaussian->covariance[0][i * (D + 1)], <, 1e-6 * exact.covariance[i * (D + 1)]);
    }
}

/* The weight of the divergence is a temperature: beta times the covariance where the prior says little. */
static void
test_temperature (void)
{
  g_autoptr (Planted) planted = usual_planted (300, 4);
  g_auto (OneGroup) one = { 0 };
  g_auto (WscVariational) found = { 0 };
  WscVariationalSettings settings = usual;
  Exact exact;

  settings.beta = 0.25;
  settings.prior_precision = 1e-6;
  one_group_init (&one, D);
  planted_get_posterior (planted, 0.0, exact.precision, exact.mean, exact.covariance);
  for (gsize i = 0; i < D * D; i++)
    exact.covariance[i] *= 0.25;
  variational_run (&found, planted, &one.groups, &settings);
  assert_posterior (&found, exact.mean, exact.covariance);
}

/* Each sample twice is twice the data: half the covariance. */
static void
test_twice_the_data (void)
{
  g_autoptr (Planted) planted = usual_planted (200, 5);
  g_auto (OneGroup) one = { 0 };
  g_auto (WscVariational) found = { 0 };
  g_autoptr (GError) error = NULL;
  WscVariationalSettings settings = usual;
  guint32 twice[400];
  double start[D] = { 0 };
  Exact exact;

  settings.prior_precision = 1e-6;
  one_group_init (&one, D);
  planted_get_posterior (planted, 0.0, exact.precision, exact.mean, exact.covariance);
  for (guint32 i = 0; i < 400; i++)
    twice[i] = i / 2;
  for (gsize i = 0; i < D * D; i++)
    exact.covariance[i] *= 0.5;
  g_assert_true (wsc_variational_run (&found, &planted->architecture, &planted->samples, twice, 400, start, &one.groups,
                                      &settings, NULL, NULL, NULL, &error));
  g_assert_no_error (error);
  assert_posterior (&found, exact.mean, exact.covariance);
}

/* Ten outputs of twenty weights from N (0, 1/4) and noise of variance 0.09, both to be found. */
static void
test_evidence (void)
{
  g_autoptr (Planted) planted = planted_new (2000, 20, 10, 0.09, 4.0, 6);
  g_auto (WscVariational) found = { 0 };
  WscVariationalSettings settings = usual;
  gsize sizes[10], lists[10][20];
  const gsize *items[10];
  double squares = 0.0;

  settings.prior_precision = settings.noise_variance = 0.0;
  settings.epochs = 200;
  for (gsize g = 0; g < 10; g++)
    {
      sizes[g] = 20;
      items[g] = lists[g];
      for (gsize i = 0; i < 20; i++)
        {
          lists[g][i] = g * 20 + i;
          squares += planted->truth[g * 20 + i] * planted->truth[g * 20 + i];
        }
    }
  variational_run (&found, planted, &(WscParameterGroups){ 10, sizes, items }, &settings);
  g_assert_cmpfloat_with_epsilon (found.prior_precision * squares / 200.0, 1.0, 0.02);
  g_assert_cmpfloat_with_epsilon (found.noise_variance / 0.09, 1.0, 0.03);
}

/* Without noise its variance falls, but never to where the likelihood has no value. */
static void
test_no_noise (void)
{
  g_autoptr (Planted) planted = planted_new (300, D, 1, 0.0, usual.prior_precision, 6);
  g_auto (WscVariational) found = { 0 };
  WscVariationalSettings settings = usual;

  settings.noise_variance = 0.0;
  settings.epochs = 2000;
  variational_run (&found, planted, NULL, &settings);
  g_assert_cmpfloat (found.noise_variance, >=, 1e-8);
  g_assert_cmpfloat (found.noise_variance, <, 1e-4);
  g_assert_true (isfinite (found.fit[settings.epochs - 1]));
  for (gsize i = 0; i < D; i++)
    g_assert_cmpfloat_with_epsilon (found.gaussian->mean[i], planted->truth[i], NEAR_MEAN);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  for (guint seed = 1; seed <= 3; seed++)
    {
      g_autofree char *path = g_strdup_printf ("/bayes/conjugate/full/%u", seed);

      g_test_add_data_func (path, GUINT_TO_POINTER (seed), test_full);
    }
  g_test_add_func ("/bayes/conjugate/diagonal", test_diagonal);
  g_test_add_func ("/bayes/conjugate/no-groups", test_no_groups);
  g_test_add_func ("/bayes/conjugate/low-rank", test_low_rank);
  g_test_add_func ("/bayes/conjugate/rank-one", test_rank_one);
  g_test_add_func ("/bayes/conjugate/record", test_record);
  g_test_add_func ("/bayes/conjugate/maximum-likelihood", test_maximum_likelihood);
  g_test_add_func ("/bayes/conjugate/temperature", test_temperature);
  g_test_add_func ("/bayes/conjugate/twice-the-data", test_twice_the_data);
  g_test_add_func ("/bayes/conjugate/evidence", test_evidence);
  g_test_add_func ("/bayes/conjugate/no-noise", test_no_noise);
  return g_test_run ();
}
