#include "test-base.h"

#include <math.h>

static double
total (gsize n, const double *cost, const guint32 *column_of)
{
  double sum = 0;

  for (gsize i = 0; i < n; i++)
    sum += cost[i * n + column_of[i]];
  return sum;
}

static void
assert_permutation (gsize n, const guint32 *p)
{
  g_autofree gboolean *seen = g_new0 (gboolean, n + 1);

  for (gsize i = 0; i < n; i++)
    {
      g_assert_cmpuint (p[i], <, n);
      g_assert_false (seen[p[i]]);
      seen[p[i]] = TRUE;
    }
}

/* Over all permutations of rows i … n - 1. */
static double
brute_force (gsize n, const double *cost, gsize i, guint used)
{
  double best = i == n ? 0 : INFINITY;

  for (gsize j = 0; i < n && j < n; j++)
    if ((used & (1u << j)) == 0)
      best = fmin (best, cost[i * n + j] + brute_force (n, cost, i + 1, used | 1u << j));
  return best;
}

static void
test_brute_force (void)
{
  WscRandom random;

  wsc_random_init (&random, 1, "assign", 0);
  for (guint round = 0; round < 400; round++)
    {
      const gsize n = round % 8;
      g_autofree double *cost = random_matrix (&random, n, n);
      guint32 column_of[8];

      if (round % 3 == 0) /* many ties */
        for (gsize i = 0; i < n * n; i++)
          cost[i] = floor (cost[i]);
      wsc_assign (n, cost, column_of);
      assert_permutation (n, column_of);
      g_assert_cmpfloat_with_epsilon (total (n, cost, column_of), brute_force (n, cost, 0, 0), 1e-12);
    }
}

/* A planted permutation of 150 noisy rows comes back. */
static void
test_planted (void)
{
  const gsize n = 150;
  WscRandom random;
  g_autofree guint32 *planted = g_new (guint32, n), *found = g_new (guint32, n);
  g_autofree double *cost = g_new (double, n *n);

  wsc_random_init (&random, 2, "assign", 0);
  for (gsize i = 0; i < n; i++)
    planted[i] = (guint32) i;
  wsc_random_shuffle (&random, planted, n);
  for (gsize i = 0; i < n; i++)
    for (gsize j = 0; j < n; j++)
      cost[i * n + j] = wsc_random_uniform (&random) + (j == planted[i] ? -1e3 : 1e6);
  wsc_assign (n, cost, found);
  g_assert_cmpmem (found, n * sizeof *found, planted, n * sizeof *planted);
}

/* Costs x_i y_j: the best order pairs the largest with the smallest (rearrangement inequality). */
static void
test_rearrangement (void)
{
  const gsize n = 60;
  g_autofree double *cost = g_new (double, n *n);
  g_autofree guint32 *found = g_new (guint32, n);

  for (gsize i = 0; i < n; i++)
    for (gsize j = 0; j < n; j++)
      cost[i * n + j] = (double) (i + 1) * (double) (j + 1);
  wsc_assign (n, cost, found);
  for (gsize i = 0; i < n; i++)
    g_assert_cmpuint (found[i], ==, n - 1 - i);
}

void
add_assign_tests (void)
{
  g_test_add_func ("/assign/brute-force", test_brute_force);
  g_test_add_func ("/assign/planted", test_planted);
  g_test_add_func ("/assign/rearrangement", test_rearrangement);
}
