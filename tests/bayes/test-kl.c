/* Divergences and covariances of posteriors set by hand: against tests/reference/kl_gaussian, and dense algebra. */
#include "bayes/posterior.h"
#include "base/reference.h"
#include "bayes/support.h"

#include <lapacke.h>
#include <math.h>

static void
posterior_init (WscPosterior *self, gsize d, const double *mean, const WscParameterGroups *groups, int family,
                guint rank)
{
  const WscVariationalSettings settings = { .family = family, .rank = rank, .seed = 3 };
  g_autofree gboolean *random = g_new (gboolean, d);

  for (gsize i = 0; i < d; i++)
    random[i] = TRUE;
  wsc_posterior_init (self, d, mean, random, groups, &settings, 0.0);
}

/* L from LAPACK into rows s (u, 1). */
static void
set_covariance (WscPosterior *self, gsize d, const double *covariance)
{
  g_autofree double *l = g_memdup2 (covariance, d * d * sizeof (double));

  g_assert_cmpint (LAPACKE_dpotrf (LAPACK_ROW_MAJOR, 'L', (int) d, l, (int) d), ==, 0);
  for (gsize i = 0; i < d; i++)
    {
      wsc_posterior_log_sds (self)[i] = log (l[i * d + i]);
      for (gsize j = 0; j < i; j++)
        wsc_posterior_factors (self)[i * (i - 1) / 2 + j] = l[i * d + j] / l[i * d + i];
    }
}

static void
assert_near (double found, double expected)
{
  g_assert_cmpfloat (fabs (found - expected), <=, 1e-11 + 1e-10 * fabs (expected));
}

static void
test_reference (gconstpointer data)
{
  const gsize d = GPOINTER_TO_UINT (data);
  g_autofree char *name = g_strdup_printf ("kl_gaussian/d%zu.csv", d);
  guint n_columns;
  g_autoptr (GArray) numbers = load_reference (name, &n_columns);
  const double *values = (const double *) numbers->data, *covariance = values + 1 + d;
  g_autoptr (WscGaussian) gaussian = NULL;
  g_auto (OneGroup) one = { 0 };
  WscPosterior posterior;

  g_assert_cmpuint (numbers->len, ==, 1 + d + d * d);
  one_group_init (&one, d);
  posterior_init (&posterior, d, values + 1, &one.groups, WSC_FAMILY_FULL, 0);
  set_covariance (&posterior, d, covariance);
  assert_near (wsc_posterior_get_kl (&posterior, 1.0), values[0]);
  gaussian = wsc_posterior_to_gaussian (&posterior);
  g_assert_cmpfloat (relative_difference (d * d, gaussian->covariance[0], covariance), <, 1e-13);
  for (gsize i = 0; i < d; i++)
    g_assert_cmpfloat (gaussian->mean[i], ==, values[1 + i]);
  wsc_posterior_clear (&posterior);
}

static void
test_mean_field (void)
{
  guint n_columns;
  g_autoptr (GArray) numbers = load_reference ("kl_gaussian/meanfield.csv", &n_columns);
  const double *values = (const double *) numbers->data;
  const gsize d = (numbers->len - 1) / 2;
  g_autofree double *mean = g_new (double, d);
  WscPosterior posterior;

  for (gsize i = 0; i < d; i++)
    mean[i] = values[1 + 2 * i];
  posterior_init (&posterior, d, mean, NULL, WSC_FAMILY_DIAGONAL, 0);
  for (gsize i = 0; i < d; i++)
    wsc_posterior_log_sds (&posterior)[i] = log (values[2 + 2 * i]);
  assert_near (wsc_posterior_get_kl (&posterior, 1.0 / 0.49), values[0]);
  wsc_posterior_clear (&posterior);
}

/* The same Gaussian as a full one, made from the low rank's covariance. */
static void
test_low_rank (void)
{
  const gsize d = 7;
  const double mean[] = { 0.3, -1.0, 0.2, 2.0, 0.0, 0.5, -0.7 };
  g_autoptr (WscGaussian) gaussian = NULL;
  g_auto (OneGroup) one = { 0 };
  WscPosterior low, full;

  one_group_init (&one, d);
  posterior_init (&low, d, mean, &one.groups, WSC_FAMILY_LOW_RANK, 3);
  for (gsize i = 0; i < d; i++)
    wsc_posterior_log_sds (&low)[i] = 0.1 * (double) i - 0.5;
  for (gsize i = 0; i < low.n_factors; i++)
    wsc_posterior_factors (&low)[i] *= 15.0;
  gaussian = wsc_posterior_to_gaussian (&low);
  posterior_init (&full, d, mean, &one.groups, WSC_FAMILY_FULL, 0);
  set_covariance (&full, d, gaussian->covariance[0]);
  assert_near (wsc_posterior_get_kl (&low, 1.7), wsc_posterior_get_kl (&full, 1.7));
  assert_near (wsc_posterior_get_square (&low), wsc_posterior_get_square (&full));
  wsc_posterior_clear (&low);
  wsc_posterior_clear (&full);
}

/* What is drawn has the covariance that is told. */
static void
test_draws (gconstpointer data)
{
  const int family = GPOINTER_TO_INT (data);
  const gsize d = 4, n = 100000;
  const double mean[] = { 0.3, -1.0, 0.2, 2.0 };
  g_autoptr (WscGaussian) gaussian = NULL;
  g_auto (OneGroup) one = { 0 };
  float plus[4], minus[4];
  double found[16];
  WscPosterior posterior;
  WscMoments moments;
  WscRandom stream;

  one_group_init (&one, d);
  posterior_init (&posterior, d, mean, &one.groups, family, 2);
  for (gsize i = 0; i < posterior.n_factors; i++)
    wsc_posterior_factors (&posterior)[i] = 0.5 - 0.3 * (double) i;
  gaussian = wsc_posterior_to_gaussian (&posterior);
  wsc_random_init (&stream, 1, "test", 0);
  wsc_moments_init (&moments, d);
  for (gsize k = 0; k < n; k++)
    {
      double w[4];

      wsc_posterior_draw (&posterior, &stream, plus, minus);
      for (gsize i = 0; i < d; i++)
        {
          w[i] = (double) plus[i];
          g_assert_cmpfloat_with_epsilon (0.5 * (w[i] + (double) minus[i]), mean[i], 1e-5);
        }
      wsc_moments_add (&moments, w);
    }
  wsc_moments_get_covariance (&moments, found);
  g_assert_cmpfloat (relative_difference (d * d, found, gaussian->covariance[0]), <, 0.02);
  for (gsize i = 0; i < d; i++)
    g_assert_cmpfloat_with_epsilon (moments.mean[i], mean[i], 0.02);
  wsc_moments_clear (&moments);
  wsc_posterior_clear (&posterior);
}

int
main (int argc, char **argv)
{
  static const guint dimensions[] = { 1, 2, 3, 4, 20 };
  static const char *const families[] = { "full", "diagonal", "low-rank" };

  g_test_init (&argc, &argv, NULL);
  for (gsize i = 0; i < G_N_ELEMENTS (dimensions); i++)
    {
      g_autofree char *path = g_strdup_printf ("/bayes/kl/reference/%u", dimensions[i]);

      g_test_add_data_func (path, GUINT_TO_POINTER (dimensions[i]), test_reference);
    }
  g_test_add_func ("/bayes/kl/mean-field", test_mean_field);
  g_test_add_func ("/bayes/kl/low-rank", test_low_rank);
  for (gsize i = 0; i < G_N_ELEMENTS (families); i++)
    {
      g_autofree char *path = g_strdup_printf ("/bayes/kl/draws/%s", families[i]);

      g_test_add_data_func (path, GUINT_TO_POINTER (i), test_draws);
    }
  return g_test_run ();
}
