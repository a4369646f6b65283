/* The sandwich: against simulations and explicit inverses. */
#include "curvature/directions.h"
#include "curvature/support.h"

#include "model/naive.h"

#include <math.h>
#include <string.h>
#include <unistd.h>

static const WscSandwichSettings full = { .blocks = WSC_BLOCKS_FULL, .floor = 1e-8 };

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
          g_autoptr (WscSandwich) sandwich = problem_sandwich (problem, &full);

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
  sandwich = problem_sandwich (problem, &full);
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
  problem_polish (problem);
  plain = problem_sandwich (problem, &settings);
  settings.lags = 60;
  sandwich = problem_sandwich (problem, &settings);
  g_assert_cmpfloat_with_epsilon (sandwich->covariance[0][0] * (double) n / 4.0, 1.0, 0.15);
  g_assert_cmpfloat_with_epsilon (plain->covariance[0][0] * (double) n / (4.0 / 3.0), 1.0, 0.05);
}

/* --- by its definition ------------------------------------------------------------- */

static void
test_factor (void)
{
  g_autoptr (Problem) problem = problem_new_autoencoder (WSC_ORTHONORMAL_NONE);
  g_autoptr (WscSandwich) one = NULL, seven = NULL;
  const gsize size = problem->p * problem->p;

  problem_polish (problem);
  one = problem_sandwich (problem, &full);
  problem->objective.factor = 7.0;
  seven = problem_sandwich (problem, &full);
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
      g_autoptr (Problem) problem = problem_new_autoencoder (orthonormal);
      const gsize p = problem->p;
      g_autofree double *a = NULL, *s = NULL, *gradient = NULL;
      g_autoptr (WscSandwich) sandwich = NULL;

      problem_polish (problem);
      sandwich = problem_sandwich (problem, &full);
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
  g_autoptr (Problem) problem = problem_new_autoencoder (WSC_ORTHONORMAL_BOTH);
  const gsize p = problem->p;
  g_autoptr (WscSandwich) sandwich = NULL;

  problem_polish (problem);
  sandwich = problem_sandwich (problem, &full);
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
      g_autoptr (Problem) problem = problem_new_autoencoder (WSC_ORTHONORMAL_NONE);
      g_autofree double *a = NULL, *s = NULL;
      g_autofree guint *seen = g_new0 (guint, problem->p);
      g_autoptr (WscSandwich) sandwich = NULL;

      problem_polish (problem);
      a = problem_hessian (problem, (WscHessianKind) settings[c].hessian);
      s = problem_covariance (problem, 0);
      sandwich = problem_sandwich (problem, &settings[c]);
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
      g_autoptr (Problem) problem = problem_new_autoencoder (WSC_ORTHONORMAL_ENCODER);
      g_autofree double *a = problem_hessian (problem, WSC_HESSIAN_EXACT), *s = problem_covariance (problem, 0);
      g_autofree double *gradient = problem_gradient (problem, problem->parameters);
      const WscSandwichSettings settings = { .blocks = blocks, .floor = 1e-8 };
      g_autoptr (WscSandwich) one = problem_sandwich (problem, &settings);
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
  return g_test_run ();
}
