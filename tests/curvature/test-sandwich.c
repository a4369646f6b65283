/* The sandwich: against simulations, explicit inverses, and where A is not regular. */
#include "curvature/directions.h"
#include "curvature/support.h"

#include "model/naive.h"

#include <math.h>
#include <string.h>
#include <unistd.h>

static const WscSandwichSettings full = { .blocks = WSC_BLOCKS_FULL, .floor = 1e-8 };

static WscSandwich *
sandwich_of (const Problem *problem, const WscSandwichSettings *settings)
{
  g_autoptr (GError) error = NULL;
  WscSandwich *sandwich = wsc_sandwich_new (&problem->objective, problem->parameters, settings, NULL, &error);

  g_assert_no_error (error);
  return sandwich;
}

static void
polish (Problem *problem)
{
  g_autoptr (GError) error = NULL;
  WscPolish report;

  g_assert_true (wsc_objective_polish (&problem->objective, 3000, 1e-10, problem->parameters, &report, NULL, &error));
  g_assert_no_error (error);
}

/* --- linear regression ---------------------------------------------------------- */

#define N 4000
#define WIDTH 3

static double
noise_at (const float *x, gboolean even)
{
  return even ? 0.7 : 0.3 + fabs ((double) x[0]);
}

static void
make_targets (Problem *problem, WscRandom *random, gboolean even)
{
  for (gsize i = 0; i < N; i++)
    {
      const float *x = problem->numbers + WIDTH * i;

      problem->numbers[WIDTH * N + i] =
          (float) (1.0 * (double) x[0] - 0.5 * (double) x[1] + noise_at (x, even) * wsc_random_normal (random));
    }
}

/* The inverse of a positive definite (n, n) matrix. */
static void
invert (gsize n, const double *a, double *inverse)
{
  double values[16], vectors[256];

  g_assert_true (wsc_symmetric_eigen (n, a, values, vectors, NULL));
  for (gsize i = 0; i < n; i++)
    for (gsize j = 0; j < n; j++)
      {
        inverse[i * n + j] = 0.0;
        for (gsize k = 0; k < n; k++)
          inverse[i * n + j] += vectors[k * n + i] * vectors[k * n + j] / values[k];
      }
}

/* (X'X)^-1 of inputs without a bias. */
static void
inverse_gram (const Problem *problem, double *inverse)
{
  double gram[WIDTH * WIDTH] = { 0 };

  for (gsize s = 0; s < N; s++)
    for (gsize i = 0; i < WIDTH; i++)
      for (gsize j = 0; j < WIDTH; j++)
        gram[i * WIDTH + j] += (double) problem->numbers[s * WIDTH + i] * (double) problem->numbers[s * WIDTH + j];
  invert (WIDTH, gram, inverse);
}

static void
fit (const Problem *problem, const double *inverse, double *w)
{
  double sums[WIDTH] = { 0 };

  for (gsize s = 0; s < N; s++)
    for (gsize i = 0; i < WIDTH; i++)
      sums[i] += (double) problem->numbers[s * WIDTH + i] * (double) problem->numbers[WIDTH * N + s];
  for (gsize i = 0; i < WIDTH; i++)
    w[i] = dot (WIDTH, inverse + i * WIDTH, sums);
}

static Problem *
regression (void)
{
  const WscArchitecture a = make_architecture ("3;1", "identity", WSC_ORTHONORMAL_NONE, FALSE, FALSE);

  return problem_new (&a, N, 2);
}

static double
trace (gsize n, const double *a)
{
  double sum = 0.0;

  for (gsize i = 0; i < n; i++)
    sum += a[i * n + i];
  return sum;
}

/* The sandwich is itself an estimate: the mean of a hundred of them, against the variance of 2000 refits. */
static void
test_simulation (void)
{
  g_autoptr (Problem) problem = regression ();
  double inverse[WIDTH * WIDTH], expected[WIDTH * WIDTH], actual = 0.0;
  WscMoments moments;
  WscRandom random;

  wsc_random_init (&random, 1, "curvature.simulation", 0);
  inverse_gram (problem, inverse);
  wsc_moments_init (&moments, WIDTH);
  for (guint i = 0; i < 2000; i++)
    {
      make_targets (problem, &random, FALSE);
      fit (problem, inverse, problem->parameters);
      wsc_moments_add (&moments, problem->parameters);
      if (i % 20 == 0)
        {
          g_autoptr (WscSandwich) sandwich = sandwich_of (problem, &full);

          g_assert_cmpfloat (sandwich->gradient, <, 1e-9);
          actual += trace (WIDTH, sandwich->covariance[0]) / 100.0;
        }
    }
  wsc_moments_get_covariance (&moments, expected);
  wsc_moments_clear (&moments);
  g_test_message ("%g, simulated %g", actual, trace (WIDTH, expected));
  g_assert_cmpfloat_with_epsilon (actual / trace (WIDTH, expected), 1.0, 0.05);
}

/* sigma^2 (X'X)^-1 where the noise is even. */
static void
test_even_noise (void)
{
  g_autoptr (Problem) problem = regression ();
  g_autoptr (WscSandwich) sandwich = NULL;
  double inverse[WIDTH * WIDTH];
  WscRandom random;

  wsc_random_init (&random, 2, "curvature.simulation", 0);
  inverse_gram (problem, inverse);
  make_targets (problem, &random, TRUE);
  fit (problem, inverse, problem->parameters);
  sandwich = sandwich_of (problem, &full);
  g_assert_cmpfloat_with_epsilon (trace (WIDTH, sandwich->covariance[0]) / (0.49 * trace (WIDTH, inverse)), 1.0, 0.05);
}

/* The variance of the mean of an AR(1) series, 1 / (n (1 - phi)^2). */
static void
test_neighbours (void)
{
  const WscArchitecture a = make_architecture ("1;1", "identity", WSC_ORTHONORMAL_NONE, FALSE, FALSE);
  WscSandwichSettings settings = full;
  const gsize n = 40000;
  g_autoptr (Problem) problem = problem_new (&a, n, 2);
  g_autoptr (WscSandwich) plain = NULL, sandwich = NULL;
  double y = 0.0;

  for (gsize i = 0; i < n; i++)
    {
      y = 0.5 * y + (double) problem->numbers[n + i];
      problem->numbers[i] = 1.0f;
      problem->numbers[n + i] = (float) y;
    }
  polish (problem);
  plain = sandwich_of (problem, &settings);
  settings.lags = 60;
  sandwich = sandwich_of (problem, &settings);
  g_assert_cmpfloat_with_epsilon (sandwich->covariance[0][0] * (double) n / 4.0, 1.0, 0.15);
  g_assert_cmpfloat_with_epsilon (plain->covariance[0][0] * (double) n / (4.0 / 3.0), 1.0, 0.05);
}

/* --- by its definition ------------------------------------------------------------- */

/* Targets are what a network says, and noise; its parameters, shifted, are where the search begins. */
static Problem *
autoencoder (int orthonormal)
{
  const WscArchitecture a = make_architecture ("5;2;5", "tanh", orthonormal, TRUE, FALSE);
  Problem *problem = problem_new (&a, 300, 6);
  float *targets = problem->numbers + 300 * 5;

  wsc_tangent_retract (&problem->architecture, problem->parameters, NULL);
  for (gsize s = 0; s < 300; s++)
    {
      double y[5];

      naive_outputs (&a, problem->parameters, problem->numbers + 5 * s, y);
      for (gsize k = 0; k < 5; k++)
        targets[5 * s + k] = (float) (y[k] + 0.2 * (double) targets[5 * s + k]);
    }
  for (gsize i = 0; i < problem->p; i++)
    problem->parameters[i] += i % 2 == 0 ? 0.3 : -0.3;
  wsc_tangent_retract (&problem->architecture, problem->parameters, NULL);
  return problem;
}

static void
test_factor (void)
{
  g_autoptr (Problem) problem = autoencoder (WSC_ORTHONORMAL_NONE);
  g_autoptr (WscSandwich) one = NULL, seven = NULL;
  const gsize size = problem->p * problem->p;

  polish (problem);
  one = sandwich_of (problem, &full);
  problem->objective.factor = 7.0;
  seven = sandwich_of (problem, &full);
  g_assert_cmpuint (one->n_negative + one->n_null + one->n_floored, ==, 0);
  g_assert_cmpfloat (largest_difference (size, one->covariance[0], seven->covariance[0]), <,
                     1e-10 * largest_magnitude (size, one->covariance[0]));
}

/* A X A = S / n in the free directions, where nothing is floored. */
static void
test_full (void)
{
  for (int orthonormal = WSC_ORTHONORMAL_NONE; orthonormal <= WSC_ORTHONORMAL_BOTH; orthonormal++)
    {
      g_autoptr (Problem) problem = autoencoder (orthonormal);
      const gsize p = problem->p;
      g_autofree double *a = NULL, *s = NULL, *gradient = NULL;
      g_autoptr (WscSandwich) sandwich = NULL;

      polish (problem);
      sandwich = sandwich_of (problem, &full);
      g_assert_cmpuint (sandwich->n_negative + sandwich->n_null + sandwich->n_floored + sandwich->n_gauge, ==, 0);
      g_assert_cmpuint (sandwich->n_blocks, ==, 1);
      g_assert_null (sandwich->open[0]);
      a = problem_hessian (problem, WSC_HESSIAN_EXACT);
      s = problem_covariance (problem, 0);
      gradient = problem_gradient (problem, problem->parameters);
      wsc_lagrange_subtract (&problem->architecture, problem->parameters, gradient, 0, 2, a);
      for (gsize i = 0; i < p; i++)
        {
          g_autofree double *v = g_new (double, p), *u = g_new (double, p), *expected = g_new (double, p);

          for (gsize j = 0; j < p; j++)
            u[j] = (double) ((i * 7 + j * 5) % 11) - 5.0;
          wsc_tangent_project (&problem->architecture, problem->parameters, u);
          for (guint round = 0; round < 3; round++)
            {
              const double *matrix = round == 1 ? sandwich->covariance[0] : a;

              if (round == 0)
                for (gsize j = 0; j < p; j++)
                  expected[j] = dot (p, s + j * p, u) / (double) problem->objective.n;
              for (gsize j = 0; j < p; j++)
                v[j] = dot (p, matrix + j * p, u);
              wsc_tangent_project (&problem->architecture, problem->parameters, v);
              memcpy (u, v, p * sizeof (double));
            }
          wsc_tangent_project (&problem->architecture, problem->parameters, expected);
          g_assert_cmpfloat (largest_difference (p, u, expected), <, 1e-9 * (1.0 + largest_magnitude (p, expected)));
        }
    }
}

static void
test_in_tangent_space (void)
{
  g_autoptr (Problem) problem = autoencoder (WSC_ORTHONORMAL_BOTH);
  const gsize p = problem->p;
  g_autoptr (WscSandwich) sandwich = NULL;

  polish (problem);
  sandwich = sandwich_of (problem, &full);
  g_assert_cmpuint (sandwich->n_values, ==, p - 6);
  for (gsize i = 1; i < sandwich->n_values; i++)
    g_assert_cmpfloat (sandwich->values[i - 1], <=, sandwich->values[i]);
  for (gsize i = 0; i < p; i++)
    {
      g_autofree double *row = g_memdup2 (sandwich->covariance[0] + i * p, p * sizeof (double));

      wsc_tangent_project (&problem->architecture, problem->parameters, row);
      g_assert_cmpfloat (largest_difference (p, row, sandwich->covariance[0] + i * p), <, 1e-12);
    }
}

/* Blocks of the inverse of blocks, by explicit inverses. */
static void
check_block (const Problem *problem, const WscSandwich *sandwich, gsize b, const double *a, const double *s)
{
  const gsize size = sandwich->size[b], p = problem->p;
  double block[256] = { 0 }, inverse[256], half[256];

  for (gsize i = 0; i < size * size; i++)
    block[i] = a[sandwich->items[b][i / size] * p + sandwich->items[b][i % size]];
  invert (size, block, inverse);
  for (gsize i = 0; i < size * size; i++)
    block[i] = s[sandwich->items[b][i / size] * p + sandwich->items[b][i % size]] / (double) problem->objective.n;
  for (guint round = 0; round < 2; round++)
    {
      for (gsize i = 0; i < size; i++)
        for (gsize j = 0; j < size; j++)
          {
            half[j * size + i] = 0.0;
            for (gsize k = 0; k < size; k++)
              half[j * size + i] += inverse[i * size + k] * block[k * size + j];
          }
      memcpy (block, half, size * size * sizeof (double));
    }
  g_assert_cmpfloat (largest_difference (size * size, block, sandwich->covariance[b]), <,
                     1e-9 * largest_magnitude (size * size, block));
}

static void
test_blocks (void)
{
  static const WscSandwichSettings settings[] = {
    { .blocks = WSC_BLOCKS_LAYER, .floor = 1e-12 },
    { .blocks = WSC_BLOCKS_NEURON, .floor = 1e-12 },
    { .blocks = WSC_BLOCKS_FULL, .floor = 1e-12, .conditional = TRUE },
    { .blocks = WSC_BLOCKS_NEURON, .floor = 1e-12, .hessian = WSC_HESSIAN_GAUSS_NEWTON },
  };
  static const gsize n_blocks[] = { 2, 7, 7, 7 };

  for (gsize c = 0; c < G_N_ELEMENTS (settings); c++)
    {
      g_autoptr (Problem) problem = autoencoder (WSC_ORTHONORMAL_NONE);
      g_autofree double *a = NULL, *s = NULL;
      g_autofree guint *seen = g_new0 (guint, problem->p);
      g_autoptr (WscSandwich) sandwich = NULL;

      polish (problem);
      a = problem_hessian (problem, (WscHessianKind) settings[c].hessian);
      s = problem_covariance (problem, 0);
      sandwich = sandwich_of (problem, &settings[c]);
      g_assert_cmpuint (sandwich->n_blocks, ==, n_blocks[c]);
      g_assert_cmpuint (sandwich->n_values, ==, problem->p);
      for (gsize b = 0; b < sandwich->n_blocks; b++)
        {
          for (gsize i = 0; i < sandwich->size[b]; i++)
            seen[sandwich->items[b][i]]++;
          if (sandwich->size[b] <= 16)
            check_block (problem, sandwich, b, a, s);
        }
      for (gsize i = 0; i < problem->p; i++)
        g_assert_cmpuint (seen[i], ==, 1);
    }
}

static void
test_new_from (void)
{
  for (int blocks = WSC_BLOCKS_FULL; blocks <= WSC_BLOCKS_NEURON; blocks++)
    {
      g_autoptr (Problem) problem = autoencoder (WSC_ORTHONORMAL_ENCODER);
      g_autofree double *a = problem_hessian (problem, WSC_HESSIAN_EXACT), *s = problem_covariance (problem, 0);
      g_autofree double *gradient = problem_gradient (problem, problem->parameters);
      const WscSandwichSettings settings = { .blocks = blocks, .floor = 1e-8 };
      g_autoptr (WscSandwich) one = sandwich_of (problem, &settings);
      g_autoptr (WscSandwich) other = wsc_sandwich_new_from (&problem->architecture, problem->parameters,
                                                             problem->objective.n, a, s, gradient, &settings, NULL);

      g_assert_cmpuint (one->n_blocks, ==, other->n_blocks);
      g_assert_cmpuint (one->n_negative, ==, other->n_negative);
      g_assert_cmpfloat (one->gradient, ==, other->gradient);
      for (gsize b = 0; b < one->n_blocks; b++)
        g_assert_cmpfloat (largest_difference (one->size[b] * one->size[b], one->covariance[b], other->covariance[b]),
                           <, 1e-6 * largest_magnitude (one->size[b] * one->size[b], one->covariance[b]));
    }
}

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
  sandwich = sandwich_of (problem, &full);
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
  sandwich = sandwich_of (problem, &full);
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
  g_autoptr (WscSandwich) sandwich = sandwich_of (problem, &full);

  check_open (sandwich, 2 * (9 - 4));
}

static void
test_gauge (void)
{
  const WscArchitecture a = make_architecture ("5;2;5", "identity", WSC_ORTHONORMAL_NONE, FALSE, FALSE);
  const WscArchitecture both = make_architecture ("5;2;5", "identity", WSC_ORTHONORMAL_BOTH, FALSE, FALSE);
  g_autoptr (Problem) loose = problem_new (&a, 200, 6), rigid = problem_new (&both, 200, 6);
  g_autoptr (WscSandwich) of_loose = NULL, of_rigid = NULL;

  polish (loose);
  polish (rigid);
  of_loose = sandwich_of (loose, &full);
  of_rigid = sandwich_of (rigid, &full);
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
  g_autoptr (Problem) problem = autoencoder (WSC_ORTHONORMAL_NONE);
  WscSandwichSettings settings = full;
  g_autoptr (WscSandwich) sandwich = sandwich_of (problem, &full), raised = NULL;
  const double largest = sandwich->values[sandwich->n_values - 1];
  gsize n_negative = 0, n_small = 0;

  settings.floor = 0.1;
  for (gsize i = 0; i < sandwich->n_values; i++)
    {
      n_negative += sandwich->values[i] < 0.0;
      n_small += sandwich->values[i] >= 0.0 && sandwich->values[i] < 0.1 * largest;
    }
  raised = sandwich_of (problem, &settings);
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
  g_autoptr (Problem) problem = autoencoder (WSC_ORTHONORMAL_ENCODER);

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
  g_autoptr (Problem) problem = autoencoder (WSC_ORTHONORMAL_NONE);
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
  sandwich = sandwich_of (problem, &settings);
  g_assert_cmpuint (sandwich->n_blocks, ==, 62);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/curvature/sandwich/simulation", test_simulation);
  g_test_add_func ("/curvature/sandwich/even-noise", test_even_noise);
  g_test_add_func ("/curvature/sandwich/neighbours", test_neighbours);
  g_test_add_func ("/curvature/sandwich/factor", test_factor);
  g_test_add_func ("/curvature/sandwich/full", test_full);
  g_test_add_func ("/curvature/sandwich/tangent", test_in_tangent_space);
  g_test_add_func ("/curvature/sandwich/blocks", test_blocks);
  g_test_add_func ("/curvature/sandwich/from", test_new_from);
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
