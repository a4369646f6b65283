#include "base/reference.h"

#include <math.h>

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

double
largest_difference (gsize n, const double *a, const double *b)
{
  double largest = 0;

  for (gsize i = 0; i < n; i++)
    largest = fmax (largest, fabs (a[i] - b[i]));
  return largest;
}
