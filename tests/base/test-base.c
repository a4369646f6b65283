#include "test-base.h"

#include <math.h>
#include <string.h>

double *
random_matrix (WscRandom *random, gsize rows, gsize columns)
{
  double *a = g_new (double, rows *columns);

  for (gsize i = 0; i < rows * columns; i++)
    a[i] = wsc_random_normal (random);
  return a;
}

/* (m, k) (k, n) by the definition. */
double *
multiply (gsize m, gsize k, gsize n, const double *a, const double *b)
{
  double *c = g_new0 (double, m *n);

  for (gsize i = 0; i < m; i++)
    for (gsize l = 0; l < k; l++)
      for (gsize j = 0; j < n; j++)
        c[i * n + j] += a[i * k + l] * b[l * n + j];
  return c;
}

double *
transpose (gsize m, gsize n, const double *a)
{
  double *t = g_new (double, m *n);

  for (gsize i = 0; i < m; i++)
    for (gsize j = 0; j < n; j++)
      t[j * m + i] = a[i * n + j];
  return t;
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  add_random_tests ();
  add_parallel_tests ();
  add_moments_tests ();
  add_linalg_tests ();
  add_assign_tests ();
  add_text_tests ();
  add_places_tests ();
  add_write_tests ();
  return g_test_run ();
}
