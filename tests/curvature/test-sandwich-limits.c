/* The sandwich where A is not regular, on many threads, stopped, refused and large. */
#include "curvature/directions.h"
#include "curvature/support.h"

#include <math.h>
#include <string.h>
#include <unistd.h>

static const WscSandwichSettings full = { .blocks = WSC_BLOCKS_FULL, .floor = 1e-8 };

/* --- where A is not regular ----------------------------------------------------------- */

/* A projector of this rank, whose directions the covariance does not see. */
static void
check_open (const WscSandwich *sandwich, gsize rank)
{
  const gsize p = sandwich->size[0];
  const double *open = sandwich->open[0], *covariance = sandwich->covariance[0];
  double trace = 0.0;

  g_assert_nonnull (open);
  g_assert_cmpfloat (largest_magnitude (p * p, covariance), <, INFINITY);
  for (gsize i = 0; i < p; i++)
    {
      trace += open[i * p + i];
      for (gsize j = 0; j < p; j++)
        {
          g_assert_cmpfloat_with_epsilon (dot (p, open + i * p, open + j * p), open[i * p + j], 1e-10);
          g_assert_cmpfloat (fabs (dot (p, open + i * p, covariance + j * p)), <,
                             1e-9 * (1.0 + largest_magnitude (p * p, covariance)));
        }
    }
  g_assert_cmpfloat_with_epsilon (trace, (double) rank, 1e-9);
  g_assert_cmpuint (sandwich->n_null + sandwich->n_gauge, ==, rank);
}

/* An input that is always 0 leaves its weights open: 2 of them, and no more. */
static void
test_zero_column (void)
{
  const WscArchitecture a = make_architecture ("3;2;1", "tanh", WSC_ORTHONORMAL_NONE, TRUE, FALSE);
  g_autoptr (Problem) problem = problem_new (&a, 300, 6);
  g_autoptr (WscSandwich) sandwich = NULL;

  for (gsize i = 0; i < 300; i++)
    problem->numbers[3 * i + 1] = 0.0f;
  sandwich = problem_sandwich (problem, &full);
  check_open (sandwich, 2);
  g_assert_cmpfloat_with_epsilon (sandwich->open[0][1 * problem->p + 1], 1.0, 1e-10);
  g_assert_cmpfloat_with_epsilon (sandwich->open[0][4 * problem->p + 4], 1.0, 1e-10);
}

/* A unit that never fires: its row, bias and column are open, its gauge direction among them. */
static void
test_dead_unit (void)
{
  const WscArchitecture a = make_architecture ("3;4;2", "relu", WSC_ORTHONORMAL_NONE, TRUE, FALSE);
  g_autoptr (Problem) problem = problem_new (&a, 300, 6);
  g_autoptr (WscSandwich) sandwich = NULL;

  problem->parameters[wsc_architecture_get_bias_offset (&a, 0) + 1] = -100.0;
  sandwich = problem_sandwich (problem, &full);
  g_assert_cmpuint (sandwich->n_gauge, ==, 4);
  g_assert_cmpuint (sandwich->n_null, ==, 5);
  check_open (sandwich, 9);
}

/* A linear model of more parameters than samples: the others are open. */
static void
test_few_samples (void)
{
  const WscArchitecture a = make_architecture ("9;2", "identity", WSC_ORTHONORMAL_NONE, FALSE, FALSE);
  g_autoptr (Problem) problem = problem_new (&a, 4, 6);
  g_autoptr (WscSandwich) sandwich = problem_sandwich (problem, &full);

  check_open (sandwich, 2 * (9 - 4));
}

static void
test_gauge (void)
{
  const WscArchitecture a = make_architecture ("5;2;5", "identity", WSC_ORTHONORMAL_NONE, FALSE, FALSE);
  const WscArchitecture both = make_architecture ("5;2;5", "identity", WSC_ORTHONORMAL_BOTH, FALSE, FALSE);
  g_autoptr (Problem) loose = problem_new (&a, 200, 6), rigid = problem_new (&both, 200, 6);
  g_autoptr (WscSandwich) of_loose = NULL, of_rigid = NULL;

  problem_polish (loose);
  problem_polish (rigid);
  of_loose = problem_sandwich (loose, &full);
  of_rigid = problem_sandwich (rigid, &full);
  g_assert_cmpuint (of_loose->n_gauge, ==, 4);
  g_assert_cmpuint (of_loose->n_values, ==, 16);
  check_open (of_loose, 4);
  g_assert_cmpuint (of_rigid->n_gauge, ==, 1);
  g_assert_cmpuint (of_rigid->n_values, ==, 20 - 6 - 1);
  check_open (of_rigid, 1);
}

/* Far from a minimum some eigenvalues are negative; what is below the floor is counted. */
static void
test_floor (void)
{
  g_autoptr (Problem) problem = problem_new_autoencoder (WSC_ORTHONORMAL_NONE);
  WscSandwichSettings settings = full;
  g_autoptr (WscSandwich) sandwich = problem_sandwich (problem, &full), raised = NULL;
  const double largest = sandwich->values[sandwich->n_values - 1];
  gsize n_negative = 0, n_small = 0;

  settings.floor = 0.1;
  for (gsize i = 0; i < sandwich->n_values; i++)
    {
      n_negative += sandwich->values[i] < 0.0;
      n_small += sandwich->values[i] >= 0.0 && sandwich->values[i] < 0.1 * largest;
    }
  raised = problem_sandwich (problem, &settings);
  g_assert_cmpuint (n_negative, >, 0);
  g_assert_cmpuint (n_small, >, 0);
  g_assert_cmpuint (sandwich->n_negative, ==, n_negative);
  g_assert_cmpuint (raised->n_negative, ==, n_negative);
  g_assert_cmpuint (raised->n_floored, ==, n_small);
  g_assert_cmpfloat (largest_magnitude (problem->p * problem->p, raised->covariance[0]), <,
                     largest_magnitude (problem->p * problem->p, sandwich->covariance[0]));
}

/* --- the rest ------------------------------------------------------------------------------- */

static void
test_threads (void)
{
  for (int blocks = WSC_BLOCKS_FULL; blocks <= WSC_BLOCKS_NEURON; blocks++)
    {
      const WscArchitecture a = make_architecture ("40;3;40", "tanh", WSC_ORTHONORMAL_ENCODER, TRUE, FALSE);
      const WscSandwichSettings settings = { .blocks = blocks, .floor = 1e-8, .lags = 2 };
      g_autoptr (Problem) problem = problem_new (&a, 1000, 6);
      g_autoptr (WscSandwich) first = NULL;

      wsc_tangent_retract (&problem->architecture, problem->parameters, NULL);
      for (guint n_threads = 1; n_threads <= 7; n_threads += n_threads < 3 ? 1 : 4)
        {
          const WscHook hook = { .n_threads = n_threads };
          g_autoptr (WscSandwich) sandwich =
              wsc_sandwich_new (&problem->objective, problem->parameters, &settings, &hook, NULL);

          for (gsize b = 0; b < sandwich->n_blocks && first != NULL; b++)
            {
              const gsize size = sandwich->size[b] * sandwich->size[b] * sizeof (double);

              g_assert_cmpmem (sandwich->covariance[b], size, first->covariance[b], size);
            }
          if (first == NULL)
            first = g_steal_pointer (&sandwich);
        }
    }
}

static void
test_stop (void)
{
  g_autoptr (Problem) problem = problem_new_autoencoder (WSC_ORTHONORMAL_ENCODER);

  for (int left = 0;; left++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (WscSandwich) sandwich = NULL;
      Countdown countdown;

      countdown_init (&countdown, left, 1);
      sandwich = wsc_sandwich_new (&problem->objective, problem->parameters, &full, &countdown.hook, &error);
      if (sandwich != NULL)
        {
          g_assert_cmpint (left, >, 5);
          break;
        }
      g_assert_error (error, WSC_ERROR, WSC_ERROR_STOPPED);
      g_assert_cmpstr (error->message, ==, "Stopped while computing the curvature of the loss");
    }
}

static void
assert_refused (const Problem *problem, const WscSandwichSettings *settings, WscErrorCode code, const char *message)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (WscSandwich) sandwich =
      wsc_sandwich_new (&problem->objective, problem->parameters, settings, NULL, &error);

  g_assert_null (sandwich);
  g_assert_error (error, WSC_ERROR, (int) code);
  g_assert_cmpstr (error->message, ==, message);
}

static void
test_refused (void)
{
  g_autoptr (Problem) problem = problem_new_autoencoder (WSC_ORTHONORMAL_NONE);
  WscSandwichSettings settings = full;

  settings.floor = 1.0;
  assert_refused (problem, &settings, WSC_ERROR_RANGE,
                  "The floor of eigenvalues is 1: expected 0 or more, less than 1");
  settings = full;
  settings.lags = 300;
  assert_refused (problem, &settings, WSC_ERROR_RANGE, "300 lags between 300 samples are too many: expected 0 to 299");
  problem->objective.n = 1;
  assert_refused (problem, &full, WSC_ERROR_RANGE, "A covariance needs at least 2 samples, there are 1");
}

static void
test_flat_refused (void)
{
  const WscArchitecture a = make_architecture ("2;2", "identity", WSC_ORTHONORMAL_NONE, FALSE, FALSE);
  g_autoptr (Problem) problem = problem_new (&a, 10, 6);

  memset (problem->numbers, 0, 20 * sizeof (float));
  assert_refused (problem, &full, WSC_ERROR_NUMERIC,
                  "The loss is flat in all 4 directions: nothing about the parameters follows from the data");
}

/* The whole message about 6182 parameters, for this machine. */
static char *
too_large (gsize largest, double rows, const char *way_out)
{
  const double there = (double) sysconf (_SC_PHYS_PAGES) * (double) sysconf (_SC_PAGESIZE);
  const double needed = 8.0 * (rows + 5.0 * (double) largest * (double) largest + 16.0 * (60 * 60 + 60 * 2 + 2) +
                               g_get_num_processors () * 16.0 * 60 * 60);

  return g_strdup_printf (
      "The curvature of 6182 parameters needs blocks of up to %zu parameters and about %.3g GB; there "
      "can be 4096 together, and this machine has %.3g GB: %s",
      largest, needed / 1e9, there / 1e9, way_out);
}

static void
test_large (void)
{
  const WscArchitecture a = make_architecture ("100;60;2", "tanh", WSC_ORTHONORMAL_NONE, TRUE, FALSE);
  g_autoptr (Problem) problem = problem_new (&a, 10, 6);
  g_autofree char *of_full =
      too_large (6182, 3.0 * 6182 * 6182, "take blocks by layer or by neuron, or smaller layers");
  g_autofree char *of_layer =
      too_large (6060, 3.0 * (6060.0 * 6060 + 122 * 122), "take blocks by neuron, or smaller layers");
  WscSandwichSettings settings = full;
  g_autoptr (WscSandwich) sandwich = NULL;

  assert_refused (problem, &settings, WSC_ERROR_RANGE, of_full);
  settings.blocks = WSC_BLOCKS_LAYER;
  assert_refused (problem, &settings, WSC_ERROR_RANGE, of_layer);
  settings.blocks = WSC_BLOCKS_AUTO;
  sandwich = problem_sandwich (problem, &settings);
  g_assert_cmpuint (sandwich->n_blocks, ==, 62);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/curvature/sandwich/zero-column", test_zero_column);
  g_test_add_func ("/curvature/sandwich/dead-unit", test_dead_unit);
  g_test_add_func ("/curvature/sandwich/few-samples", test_few_samples);
  g_test_add_func ("/curvature/sandwich/gauge", test_gauge);
  g_test_add_func ("/curvature/sandwich/floor", test_floor);
  g_test_add_func ("/curvature/sandwich/threads", test_threads);
  g_test_add_func ("/curvature/sandwich/stop", test_stop);
  g_test_add_func ("/curvature/sandwich/refused", test_refused);
  g_test_add_func ("/curvature/sandwich/flat", test_flat_refused);
  g_test_add_func ("/curvature/sandwich/large", test_large);
  return g_test_run ();
}
