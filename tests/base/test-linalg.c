#include "test-base.h"

#include <math.h>
#include <string.h>

/* rows of v (k, n) are orthonormal. */
static void
assert_orthonormal_rows (gsize k, gsize n, const double *v)
{
  g_autofree double *t = transpose (k, n, v), *gram = multiply (k, n, k, v, t);

  for (gsize i = 0; i < k; i++)
    for (gsize j = 0; j < k; j++)
      g_assert_cmpfloat_with_epsilon (gram[i * k + j], i == j ? 1 : 0, 1e-12);
}

static double *
random_symmetric (WscRandom *random, gsize n)
{
  double *a = random_matrix (random, n, n);

  for (gsize i = 0; i < n; i++)
    for (gsize j = 0; j < i; j++)
      a[i * n + j] = a[j * n + i];
  return a;
}

/* A = V' diag (values) V with the vectors as rows, in order, signs fixed, A untouched. */
static void
test_eigen (void)
{
  WscRandom random;

  wsc_random_init (&random, 1, "eigen", 0);
  for (gsize n = 1; n <= 60; n += n < 8 ? 1 : 13)
    {
      g_autofree double *a = random_symmetric (&random, n), *copy = g_memdup2 (a, n * n * sizeof *a);
      g_autofree double *values = g_new (double, n), *only = g_new (double, n), *v = g_new (double, n *n);
      g_autofree double *scaled = g_new (double, n *n), *t = NULL, *back = NULL;

      g_assert_true (wsc_symmetric_eigen (n, a, values, v, NULL));
      g_assert_cmpfloat (largest_difference (n * n, a, copy), ==, 0);
      assert_orthonormal_rows (n, n, v);
      for (gsize i = 0; i < n; i++)
        {
          double largest = 0;

          g_assert_true (i == 0 || values[i] <= values[i - 1]);
          for (gsize j = 0; j < n; j++)
            {
              scaled[i * n + j] = values[i] * v[i * n + j];
              if (fabs (v[i * n + j]) > fabs (largest))
                largest = v[i * n + j];
            }
          g_assert_cmpfloat (largest, >, 0);
        }
      t = transpose (n, n, v);
      back = multiply (n, n, n, t, scaled);
      g_assert_cmpfloat (largest_difference (n * n, a, back), <, 1e-12 * n * n);
      g_assert_true (wsc_symmetric_eigen (n, a, only, NULL, NULL));
      g_assert_cmpfloat (largest_difference (n, values, only), <, 1e-12 * n);
    }
}

/* A = U diag (s) V' for tall, wide, square and rank-deficient matrices. */
static void
test_svd (void)
{
  static const gsize shapes[][2] = {
    { 1, 1 }, { 1, 5 }, { 5, 1 }, { 3, 3 }, { 4, 9 }, { 9, 4 }, { 40, 25 }, { 30, 70 }
  };
  WscRandom random;

  wsc_random_init (&random, 1, "svd", 0);
  for (gsize i = 0; i < 2 * G_N_ELEMENTS (shapes); i++)
    {
      const gsize m = shapes[i / 2][0], n = shapes[i / 2][1], k = MIN (m, n);
      g_autofree double *a = random_matrix (&random, m, n), *u = g_new (double, m *k), *s = g_new (double, k);
      g_autofree double *vt = g_new (double, k *n), *scaled = NULL, *back = NULL, *ut = NULL, *copy = NULL;

      if (i % 2 == 1 && m > 1) /* the last row twice */
        memcpy (a, a + (m - 1) * n, n * sizeof *a);
      copy = g_memdup2 (a, m * n * sizeof *a);
      g_assert_true (wsc_svd (m, n, a, u, s, vt, NULL));
      g_assert_cmpfloat (largest_difference (m * n, a, copy), ==, 0);
      ut = transpose (m, k, u);
      assert_orthonormal_rows (k, m, ut);
      assert_orthonormal_rows (k, n, vt);
      scaled = g_memdup2 (vt, k * n * sizeof *vt);
      for (gsize j = 0; j < k; j++)
        {
          g_assert_cmpfloat (s[j], >=, 0);
          g_assert_true (j == 0 || s[j] <= s[j - 1]);
          for (gsize l = 0; l < n; l++)
            scaled[j * n + l] *= s[j];
        }
      back = multiply (m, k, n, u, scaled);
      g_assert_cmpfloat (largest_difference (m * n, a, back), <, 1e-11);
    }
}

static double
residual (gsize n, gsize d, const double *a, const double *b, const double *r)
{
  g_autofree double *moved = multiply (n, d, d, a, r);
  double sum = 0;

  for (gsize i = 0; i < n * d; i++)
    sum += (moved[i] - b[i]) * (moved[i] - b[i]);
  return sum;
}

static void
test_procrustes_reference (gconstpointer data)
{
  const char *name = data;
  g_autofree char *a_name = g_strdup_printf ("procrustes/%s_a.csv", name),
                  *b_name = g_strdup_printf ("procrustes/%s_b.csv", name);
  g_autofree char *r_name = g_strdup_printf ("procrustes/%s_r.csv", name);
  guint d;
  g_autoptr (GArray) a = load_reference (a_name, &d), b = load_reference (b_name, &d), r = load_reference (r_name, &d);
  g_autofree double *found = g_new (double, d *d);

  g_assert_true (wsc_procrustes (a->len / d, d, (double *) a->data, (double *) b->data, found, NULL));
  for (gsize i = 0; i < d * d; i++)
    g_assert_cmpfloat_with_epsilon (found[i], reference_at (r, i), 1e-8);
  g_assert_cmpfloat_with_epsilon (residual (a->len / d, d, (double *) a->data, (double *) b->data, found),
                                  reference_at (r, d * d), 1e-8);
}

/* A planted orthogonal map, reflections included, comes back; no other map near it is better. */
static void
test_procrustes_planted (void)
{
  WscRandom random;

  wsc_random_init (&random, 1, "procrustes", 0);
  for (guint round = 0; round < 40; round++)
    {
      const gsize d = 1 + wsc_random_below (&random, 6), n = d + 3;
      g_autofree double *a = random_matrix (&random, n, d), *any = random_matrix (&random, d, d);
      g_autofree double *u = g_new (double, d *d), *s = g_new (double, d), *planted = g_new (double, d *d);
      g_autofree double *found = g_new (double, d *d), *b = NULL;

      g_assert_true (wsc_svd (d, d, any, planted, s, u, NULL));
      b = multiply (n, d, d, a, planted);
      g_assert_true (wsc_procrustes (n, d, a, b, found, NULL));
      g_assert_cmpfloat (largest_difference (d * d, planted, found), <, 1e-10);
      assert_orthonormal_rows (d, d, found);
    }
}

static void
test_not_finite (void)
{
  const double a[4] = { 1, 2, NAN, 4 }, b[4] = { 1, 2, 3, INFINITY };
  double x[4], y[4], z[4];
  g_autoptr (GError) error = NULL;

  g_assert_false (wsc_symmetric_eigen (2, a, x, y, &error));
  g_assert_error (error, WSC_ERROR, WSC_ERROR_NUMERIC);
  g_assert_cmpstr (error->message, ==, "Row 2, column 1 of a 2 × 2 matrix is nan, not a finite number");
  g_clear_error (&error);
  g_assert_false (wsc_svd (2, 2, b, x, y, z, &error));
  g_assert_error (error, WSC_ERROR, WSC_ERROR_NUMERIC);
  g_assert_cmpstr (error->message, ==, "Row 2, column 2 of a 2 × 2 matrix is inf, not a finite number");
  g_clear_error (&error);
  g_assert_false (wsc_procrustes (2, 2, b, a, x, &error));
  g_assert_error (error, WSC_ERROR, WSC_ERROR_NUMERIC);
}

static void
test_chi2 (void)
{
  guint n_columns;
  g_autoptr (GArray) reference = load_reference ("chi2/quantiles.csv", &n_columns);

  g_assert_cmpuint (reference->len, >=, 90);
  for (gsize i = 0; i < reference->len; i += 3)
    {
      const double expected = reference_at (reference, i + 2);

      g_assert_cmpfloat_with_epsilon (
          wsc_chi2_quantile (reference_at (reference, i + 1), (guint) reference_at (reference, i)), expected,
          1e-12 + 1e-10 * expected);
    }
  for (double p = 1e-6; p < 1; p += 0.0371)
    g_assert_cmpfloat_with_epsilon (wsc_chi2_quantile (p, 2), -2 * log1p (-p), 1e-9);
  for (guint d = 1; d < 100000; d = 3 * d + 1)
    for (double p = 1e-12; p < 1; p = p < 0.5 ? p * 10 : p + (1 - p) * 0.9)
      {
        /* monotone in p and d, and never lost */
        g_assert_cmpfloat (wsc_chi2_quantile (p, d), >, 0);
        g_assert_cmpfloat (wsc_chi2_quantile (p, d), <, wsc_chi2_quantile (p, d + 1));
        if (p > 1 - 1e-14)
          break;
      }
}

/* F (2, d) has a closed form; d1 F (d1, d) with d -> infinity is chi-square (d1), from above in the upper tail; swapping d1
 * and d2 inverts. */
static void
test_f (void)
{
  for (double p = 0.01; p < 1; p += 0.07)
    for (double d = 1; d < 200; d *= 2.3)
      {
        const double closed = d / 2 * (pow (1 - p, -2 / d) - 1);

        g_assert_cmpfloat_with_epsilon (wsc_f_quantile (p, 2, d), closed, 1e-8 * (1 + closed));
        g_assert_cmpfloat_with_epsilon (wsc_f_quantile (p, 3, d) * wsc_f_quantile (1 - p, d, 3), 1, 1e-8);
      }
  for (guint d1 = 1; d1 <= 12; d1++)
    for (double d = 1e3; d < 1e13; d *= 3)
      {
        const double limit = wsc_chi2_quantile (0.95, d1) / d1;

        g_assert_cmpfloat_with_epsilon (wsc_f_quantile (0.95, d1, d), limit, 10 / d + 1e-9);
        g_assert_cmpfloat (wsc_f_quantile (0.95, d1, d), >=, limit * (1 - 1e-9));
        g_assert_cmpfloat_with_epsilon (wsc_f_quantile (0.5, d1, d), wsc_chi2_quantile (0.5, d1) / d1, 10 / d + 1e-9);
      }
}

void
add_linalg_tests (void)
{
  static const char *const pairs[] = { "d3_rotation", "d3_reflection", "d3_exact", "d2", "d10" };

  g_test_add_func ("/linalg/eigen-reconstructs", test_eigen);
  g_test_add_func ("/linalg/svd-reconstructs", test_svd);
  for (gsize i = 0; i < G_N_ELEMENTS (pairs); i++)
    {
      g_autofree char *path = g_strdup_printf ("/linalg/procrustes-reference/%s", pairs[i]);

      g_test_add_data_func (path, pairs[i], test_procrustes_reference);
    }
  g_test_add_func ("/linalg/procrustes-planted", test_procrustes_planted);
  g_test_add_func ("/linalg/not-finite", test_not_finite);
  g_test_add_func ("/quantiles/chi2", test_chi2);
  g_test_add_func ("/quantiles/f", test_f);
}
