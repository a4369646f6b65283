#include "test-base.h"

#include <math.h>
#include <string.h>

GArray *
load_reference (const char *name, guint *n_columns)
{
  g_autofree char *path = g_build_filename (g_getenv ("WSC_TEST_REFERENCE"), name, NULL), *text = NULL;
  g_auto (GStrv) lines = NULL;
  g_autoptr (GError) error = NULL;
  GArray *numbers = g_array_new (FALSE, FALSE, sizeof (double));

  g_file_get_contents (path, &text, NULL, &error);
  g_assert_no_error (error);
  lines = g_strsplit (text, "\n", -1);
  for (gsize i = 0; lines[i] != NULL; i++)
    {
      g_auto (GStrv) cells = NULL;

      if (*lines[i] == '#' || *lines[i] == '\0')
        continue;
      cells = g_strsplit (lines[i], ",", -1);
      *n_columns = g_strv_length (cells);
      for (guint j = 0; j < *n_columns; j++)
        {
          double value;

          g_assert_true (wsc_parse_number (g_strstrip (cells[j]), &value));
          g_array_append_val (numbers, value);
        }
    }
  return numbers;
}

double
reference_at (const GArray *numbers, gsize i)
{
  g_assert_cmpuint (i, <, numbers->len);
  return g_array_index (numbers, double, i);
}

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

double
largest_difference (gsize n, const double *a, const double *b)
{
  double largest = 0;

  for (gsize i = 0; i < n; i++)
    largest = fmax (largest, fabs (a[i] - b[i]));
  return largest;
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
  add_ssa_tests ();
  add_text_tests ();
  add_places_tests ();
  add_write_tests ();
  return g_test_run ();
}
