/* The value that training returns, starts, and predictions. */
#include "naive.h"
#include "test-model.h"

#include <math.h>
#include <string.h>

static void
test_from_numbers (void)
{
  const WscArchitecture a = make_architecture ("2;1", "identity", WSC_ORTHONORMAL_NONE, TRUE, FALSE);
  const float parameters[] = { 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12 };
  const gint32 diverged_at[] = { 0, 2, -1, 4 };
  const float train[] = { 1, 2, NAN, 4, 0.5f, NAN, NAN, 3 }, test[] = { 8, 7, 6, 5, 4, 3, 2, 1 };
  g_autoptr (WscEnsemble) ensemble = wsc_ensemble_new (&a, 4, parameters, diverged_at, 2, train, test, TRUE);
  g_autofree char *note = wsc_ensemble_dup_divergence_note (ensemble);

  g_assert_cmpuint (wsc_ensemble_get_n_replicas (ensemble), ==, 4);
  g_assert_cmpuint (wsc_ensemble_get_n_trained (ensemble), ==, 1);
  g_assert_cmpuint (wsc_ensemble_get_n_diverged (ensemble), ==, 2);
  g_assert_cmpuint (wsc_ensemble_get_n_epochs (ensemble), ==, 2);
  g_assert_true (wsc_ensemble_is_trained (ensemble, 0));
  g_assert_false (wsc_ensemble_is_trained (ensemble, 2));
  g_assert_true (wsc_ensemble_is_partial (ensemble));
  g_assert_cmpmem (wsc_ensemble_get_parameters (ensemble, 2), 12, parameters + 6, 12);
  g_assert_cmpmem (wsc_ensemble_get_train_losses (ensemble), sizeof train, train, sizeof train);
  g_assert_cmpmem (wsc_ensemble_get_test_losses (ensemble), sizeof test, test, sizeof test);
  g_assert_cmpmem (wsc_ensemble_get_architecture (ensemble), sizeof a, &a, sizeof a);
  g_assert_cmpstr (note, ==, "2 of 4 replicas diverged at epochs 2 to 4: lower the learning rate");
}

/* Uniform within the limit, of the right spread; factors on the manifold; biases 0; streams apart. */
static void
test_starts (void)
{
  const WscArchitecture a = make_architecture ("60;40;60", "tanh", WSC_ORTHONORMAL_DECODER, TRUE, FALSE);
  const double limit = sqrt (6.0 / 100.0);
  g_autofree float *x = NULL, *y = NULL, *again = NULL;
  double sum = 0.0, square = 0.0;
  WscPlan plan;

  wsc_plan_init (&plan, &a, NULL, FALSE);
  x = g_new (float, plan.n_parameters);
  y = g_new (float, plan.n_parameters);
  again = g_new (float, plan.n_parameters);
  wsc_start_parameters (&plan, 1, 0, x);
  wsc_start_parameters (&plan, 1, 0, again);
  wsc_start_parameters (&plan, 1, 1, y);
  g_assert_cmpmem (x, plan.n_parameters * sizeof (float), again, plan.n_parameters * sizeof (float));
  g_assert_cmpint (memcmp (x, y, plan.n_parameters * sizeof (float)), !=, 0);
  for (gsize i = 0; i < 2400; i++)
    {
      g_assert_cmpfloat (fabs ((double) x[i]), <=, limit);
      sum += (double) x[i] / 2400.0;
      square += (double) x[i] * (double) x[i] / 2400.0;
    }
  g_assert_cmpfloat (fabs (sum), <, 4.0 * limit / sqrt (3.0 * 2400.0));
  g_assert_cmpfloat_with_epsilon (square / (limit * limit / 3.0), 1.0, 4.0 * sqrt (0.8 / 2400.0));
  for (gsize j = 0; j < 40; j++)
    g_assert_cmpfloat (x[plan.biases[0] + j], ==, 0.0f);
  g_assert_cmpfloat (distance_from_manifold (&a, x), <, 1e-6);
}

static void
test_predict (void)
{
  const WscArchitecture a = make_architecture ("6;5;4", "tanh", WSC_ORTHONORMAL_NONE, TRUE, TRUE);
  g_autoptr (Fixture) fixture = fixture_new (FIXTURE_CLASSES, &a, 700, 1);
  const guint32 some[] = { 699, 3, 3, 40 };
  const gsize p = wsc_architecture_get_n_parameters (&a);
  g_autofree float *parameters = g_new (float, p);
  g_autofree double *exact = g_new (double, p);
  g_autofree float *all = g_new (float, 700 * 4);
  float few[16];
  WscPlan plan;

  wsc_plan_init (&plan, &a, NULL, TRUE);
  wsc_start_parameters (&plan, 2, 0, parameters);
  for (gsize i = 0; i < p; i++)
    exact[i] = (double) parameters[i];
  wsc_network_predict (&a, parameters, &fixture->samples, NULL, 700, all);
  wsc_network_predict (&a, parameters, &fixture->samples, some, 4, few);
  for (guint s = 0; s < 700; s++)
    {
      double right[4], sum = 0.0;

      naive_outputs (&a, exact, fixture->samples.inputs + s * 6, right);
      for (guint k = 0; k < 4; k++)
        {
          g_assert_cmpfloat_with_epsilon ((double) all[s * 4 + k], right[k], 2e-6);
          sum += (double) all[s * 4 + k];
        }
      g_assert_cmpfloat_with_epsilon (sum, 1.0, 1e-6);
    }
  for (guint s = 0; s < 4; s++)
    for (guint k = 0; k < 4; k++)
      g_assert_cmpfloat_with_epsilon (few[s * 4 + k], all[some[s] * 4 + k], 1e-6f);
}

void
add_ensemble_tests (void)
{
  g_test_add_func ("/model/ensemble/from-numbers", test_from_numbers);
  g_test_add_func ("/model/ensemble/starts", test_starts);
  g_test_add_func ("/model/ensemble/predict", test_predict);
}
