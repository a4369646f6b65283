/* Decompositions against the singular value decomposition of the explicit trajectory matrix. */
#include "ssa/support.h"

#include <math.h>
#include <string.h>

static WscSsa *
decompose (const WscChannels *channels, gsize window, WscSsaKind kind)
{
  g_autoptr (GError) error = NULL;
  WscSsa *ssa = wsc_ssa_new (channels, &(WscSsaSettings){ kind, window, 0 }, NULL, &error);

  g_assert_no_error (error);
  return ssa;
}

static double
magnitude (const WscChannels *channels)
{
  return largest_magnitude (channels->n * channels->n_channels, channels->values);
}

/* The first `count`: singular values to 1e-8 relative, w-correlations to 1e-8, component series to 1e-8 of the series.
 */
static void
assert_like_svd (const WscChannels *channels, gsize window, gsize count)
{
  const gsize n = channels->n, C = channels->n_channels, size = n * C;
  g_autoptr (WscSsa) ssa = decompose (channels, window, WSC_SSA_BASIC);
  const gsize correlated = MIN (count, wsc_ssa_get_n_correlated (ssa)), ld = wsc_ssa_get_n_correlated (ssa);
  g_autofree double *w = NULL;
  Naive naive;

  naive_init (&naive, channels, window, count);
  w = naive_correlations (&naive, correlated);
  g_assert_cmpuint (wsc_ssa_get_limit (ssa), ==, MIN (window, C * (n - window + 1)));
  g_assert_cmpuint (wsc_ssa_get_n_components (ssa), >=, count);
  for (gsize i = 0; i < count; i++)
    {
      g_assert_cmpfloat (fabs (wsc_ssa_get_singular_value (ssa, i) / naive.sigma[i] - 1), <, 1e-8);
      for (gsize c = 0; c < C; c++)
        g_assert_cmpfloat (
            largest_difference (n, wsc_ssa_get_component (ssa, i, c), naive.components + i * size + c * n), <,
            1e-8 * magnitude (channels));
    }
  for (gsize i = 0; i < correlated; i++)
    for (gsize j = 0; j < correlated; j++)
      g_assert_cmpfloat (fabs (wsc_ssa_get_correlations (ssa)[i * ld + j] - w[i * correlated + j]), <, 1e-8);
  naive_clear (&naive);
}

static void
test_whole (void)
{
  static const gsize windows[] = { 2, 7, 30, 41, 42, 60, 82 };
  g_autofree double *x = make_series (&(Recipe){ 83, 9.3, 4.7, 0, 0.3 }, 1);
  const WscChannels channels = { 83, 1, x };

  for (guint w = 0; w < G_N_ELEMENTS (windows); w++)
    assert_like_svd (&channels, windows[w], MIN (windows[w], 84 - windows[w]));
}

/* Enough places for several parts and blocks. */
static void
test_whole_long_series (void)
{
  g_autofree double *x = make_series (&(Recipe){ 2900, 57, 23, 0, 0.4 }, 2);

  assert_like_svd (&(WscChannels){ 2900, 1, x }, 40, 40);
}

/* Singular values over five decades and more: a large mean and trend. */
static void
test_large_mean (void)
{
  static const double noises[] = { 3e-2, 1e-3 };

  for (guint i = 0; i < G_N_ELEMENTS (noises); i++)
    {
      g_autofree double *x = make_series (&(Recipe){ 1700, 12, 0, 300, noises[i] }, 3);

      assert_like_svd (&(WscChannels){ 1700, 1, x }, 36, 36);
      assert_like_svd (&(WscChannels){ 468, 1, x }, 120, 120);
    }
}

/* The 16 leading ones: with room to the next, which is noise. */
static double *
make_peaks (gsize n, double mean, double noise)
{
  double *x = make_series (&(Recipe){ n, 0, 0, mean, noise }, 4);

  for (guint k = 0; k < 8; k++)
    for (gsize t = 0; t < n; t++)
      x[t] += pow (0.6, k) * sin ((0.05 + 0.11 * k) * (double) t + k);
  return x;
}

/* With the displacement structure and without. */
static void
test_long_windows (void)
{
  g_autofree double *x = make_peaks (1600, 0, 0.01);

  assert_like_svd (&(WscChannels){ 1600, 1, x }, 505, 16);
  assert_like_svd (&(WscChannels){ 1500, 1, x }, 501, 16);
  assert_like_svd (&(WscChannels){ 1500, 1, x }, 700, 16);
  assert_like_svd (&(WscChannels){ 1300, 1, x }, 701, 16);
}

static void
test_long_window_large_mean (void)
{
  g_autofree double *x = make_peaks (1600, 3000, 1e-3);

  assert_like_svd (&(WscChannels){ 1600, 1, x }, 505, 18);
  assert_like_svd (&(WscChannels){ 1400, 1, x }, 650, 18);
}

/* As many components as a long window has. */
static void
test_long_window_whole (void)
{
  const gsize n = 1010;
  g_autofree double *x = make_series (&(Recipe){ n, 31, 0, 2, 1 }, 5), *sum = g_new0 (double, n);
  g_autoptr (WscSsa) ssa = wsc_ssa_new (&(WscChannels){ n, 1, x }, &(WscSsaSettings){ 0, 503, 2000 }, NULL, NULL);

  g_assert_cmpuint (wsc_ssa_get_n_components (ssa), ==, 503);
  g_assert_true (wsc_ssa_is_whole (ssa));
  for (gsize i = 0; i < 503; i++)
    for (gsize t = 0; t < n; t++)
      sum[t] += wsc_ssa_get_component (ssa, i, 0)[t];
  g_assert_cmpfloat (largest_difference (n, sum, x), <, 1e-11);
}

/* Windows on both sides of the middle of [X1 X2 X3], and more rows than it has columns. */
static void
test_channels (void)
{
  static const gsize windows[] = { 3, 20, 60, 75, 95 };
  g_autofree double *x = make_series (&(Recipe){ 300, 13.1, 5.3, 1, 0.4 }, 6);
  const WscChannels channels = { 100, 3, x };

  for (guint w = 0; w < G_N_ELEMENTS (windows); w++)
    assert_like_svd (&channels, windows[w], MIN (windows[w], 3 * (101 - windows[w])));
}

static void
test_channels_long_windows (void)
{
  g_autofree double *x = make_peaks (4000, 1, 0.01);

  assert_like_svd (&(WscChannels){ 2000, 2, x }, 510, 17);
  assert_like_svd (&(WscChannels){ 1000, 2, x }, 601, 12);
}

/* --- real series --------------------------------------------------------- */

/* The last column of a shared file without its missing values, or NULL with the test skipped. */
static GArray *
load_shared (const char *name)
{
  g_autofree char *path = g_build_filename (g_getenv ("WSC_TEST_SHARED_DATA"), "series", name, NULL), *text = NULL;
  g_auto (GStrv) lines = NULL;
  GArray *numbers;

  if (!g_file_get_contents (path, &text, NULL, NULL))
    {
      g_test_skip_printf ("%s is not here", path);
      return NULL;
    }
  numbers = g_array_new (FALSE, FALSE, sizeof (double));
  lines = g_strsplit (text, "\n", -1);
  for (gsize i = 1; lines[i] != NULL; i++)
    {
      const char *comma = strrchr (lines[i], ',');
      double value;

      if (comma != NULL && wsc_parse_number (comma + 1, &value))
        g_array_append_val (numbers, value);
    }
  return numbers;
}

/* A large mean with a trend and a season: singular values over many decades; windows of both kinds. */
static void
test_real_series (void)
{
  static const struct
  {
    const char *name;
    gsize window, count;
  } cases[] = {
    { "airpassengers.csv", 72, 72 }, { "airpassengers.csv", 24, 24 }, { "co2_monthly.csv", 120, 120 },
    { "co2_weekly.csv", 104, 104 },  { "co2_weekly.csv", 600, 12 },   { "sunspots_monthly.csv", 132, 132 }
  };

  for (guint c = 0; c < G_N_ELEMENTS (cases); c++)
    {
      g_autoptr (GArray) series = load_shared (cases[c].name);

      if (series == NULL)
        return;
      g_assert_cmpuint (series->len, >, 100);
      assert_like_svd (&(WscChannels){ series->len, 1, (double *) series->data }, cases[c].window, cases[c].count);
    }
}

/* --- the Toeplitz kind --------------------------------------------------- */

static double *
lag_matrix (const WscChannels *channels, gsize L)
{
  const gsize n = channels->n;
  double *c = g_new0 (double, L *L);

  for (gsize i = 0; i < L; i++)
    for (gsize j = 0; j < L; j++)
      for (const double *s = channels->values; s < channels->values + channels->n_channels * n; s += n)
        {
          const gsize lag = i > j ? i - j : j - i;

          for (gsize t = 0; t + lag < n; t++)
            c[i * L + j] += s[t] * s[t + lag] / (double) (n - lag);
        }
  return c;
}

/* v = X' u of all channels by the definition, and its length. */
static double
multiply_rows (const WscChannels *channels, gsize L, const double *u, double *v)
{
  const gsize K = channels->n - L + 1;
  double sum = 0;

  for (gsize j = 0; j < channels->n_channels * K; j++)
    {
      v[j] = 0;
      for (gsize i = 0; i < L; i++)
        v[j] += u[i] * channels->values[j / K * channels->n + j % K + i];
      sum += v[j] * v[j];
    }
  return sqrt (sum);
}

static int
compare_descending (gconstpointer a, gconstpointer b)
{
  const double x = *(const double *) a, y = *(const double *) b;

  return (x < y) - (x > y);
}

/* Of a long window, the 50 of the largest eigenvalues in the order of |X' u|. */
static void
assert_like_toeplitz (const WscChannels *channels, gsize L, gsize count)
{
  const gsize n_found = L > WSC_SSA_WHOLE ? 50 : L;
  const gsize n = channels->n, C = channels->n_channels, K = n - L + 1;
  g_autoptr (WscSsa) ssa = decompose (channels, L, WSC_SSA_TOEPLITZ);
  g_autofree double *c = lag_matrix (channels, L), *values = g_new (double, L), *vectors = g_new (double, L *L);
  g_autofree double *v = g_new (double, C *K), *sigma = g_new (double, n_found), *series = g_new (double, n);

  g_assert_true (wsc_symmetric_eigen (L, c, values, vectors, NULL));
  for (gsize i = 0; i < n_found; i++)
    sigma[i] = multiply_rows (channels, L, vectors + i * L, v);
  qsort (sigma, n_found, sizeof (double), compare_descending);
  g_assert_cmpuint (wsc_ssa_get_limit (ssa), ==, L);
  g_assert_cmpuint (wsc_ssa_get_n_components (ssa), ==, n_found);
  for (gsize i = 0; i < count; i++)
    {
      const double *u = wsc_ssa_get_vector (ssa, i);

      g_assert_cmpfloat (fabs (wsc_ssa_get_singular_value (ssa, i) / sigma[i] - 1), <, 1e-8);
      multiply_rows (channels, L, u, v);
      for (gsize channel = 0; channel < C; channel++)
        {
          memset (series, 0, n * sizeof *series);
          wsc_hankelise (L, K, u, v + channel * K, series);
          g_assert_cmpfloat (largest_difference (n, series, wsc_ssa_get_component (ssa, i, channel)), <, 1e-12);
        }
    }
}

static void
test_toeplitz (void)
{
  g_autofree double *x = make_series (&(Recipe){ 200, 13.1, 5.3, 0, 0.4 }, 7);
  g_autofree double *peaks = make_peaks (1500, 0, 0.01);

  assert_like_toeplitz (&(WscChannels){ 200, 1, x }, 40, 40);
  assert_like_toeplitz (&(WscChannels){ 200, 1, x }, 150, 150);
  assert_like_toeplitz (&(WscChannels){ 100, 2, x }, 30, 30);
  assert_like_toeplitz (&(WscChannels){ 1500, 1, peaks }, 510, 16);
}

/* A sine without noise: a few large eigenvalues, and a crowd of small ones among which a short basis gets nowhere. */
static void
test_toeplitz_crowd (void)
{
  const gsize n = 1100, L = 700;
  const double bound = 1e-9;
  g_autofree double *x = make_series (&(Recipe){ n, 50, 0, 0, 0 }, 0);
  const WscChannels channels = { n, 1, x };
  g_autoptr (WscSsa) ssa = decompose (&channels, L, WSC_SSA_TOEPLITZ);
  g_autofree double *c = lag_matrix (&channels, L);

  g_assert_cmpuint (wsc_ssa_get_n_components (ssa), ==, 50);
  g_assert_false (wsc_ssa_is_whole (ssa));
  for (gsize e = 0; e < 50; e++)
    {
      const double *u = wsc_ssa_get_vector (ssa, e);
      g_autofree double *product = g_new0 (double, L);
      double value = 0;

      for (gsize i = 0; i < L; i++)
        for (gsize j = 0; j < L; j++)
          product[i] += c[i * L + j] * u[j];
      for (gsize i = 0; i < L; i++)
        value += product[i] * u[i];
      for (gsize i = 0; i < L; i++)
        g_assert_cmpfloat (fabs (product[i] - value * u[i]), <=, bound * fabs (value));
    }
}

/* More rows than columns, all of them found: those below the rank of X too, as the Toeplitz kind has no such rank. */
static void
test_toeplitz_whole (void)
{
  const gsize n = 900, L = 550;
  g_autofree double *x = make_series (&(Recipe){ n, 50, 7, 0, 0.1 }, 1), *sum = g_new0 (double, n);
  g_autoptr (WscSsa) ssa =
      wsc_ssa_new (&(WscChannels){ n, 1, x }, &(WscSsaSettings){ WSC_SSA_TOEPLITZ, L, 2000 }, NULL, NULL);

  g_assert_cmpuint (wsc_ssa_get_n_components (ssa), ==, L);
  g_assert_true (wsc_ssa_is_whole (ssa));
  for (gsize i = 0; i < L; i++)
    for (gsize t = 0; t < n; t++)
      sum[t] += wsc_ssa_get_component (ssa, i, 0)[t];
  g_assert_cmpfloat (largest_difference (n, sum, x), <, 1e-11);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/ssa/decompose/whole", test_whole);
  g_test_add_func ("/ssa/decompose/whole-long-series", test_whole_long_series);
  g_test_add_func ("/ssa/decompose/large-mean", test_large_mean);
  g_test_add_func ("/ssa/decompose/long-windows", test_long_windows);
  g_test_add_func ("/ssa/decompose/long-window-large-mean", test_long_window_large_mean);
  g_test_add_func ("/ssa/decompose/long-window-whole", test_long_window_whole);
  g_test_add_func ("/ssa/decompose/channels", test_channels);
  g_test_add_func ("/ssa/decompose/channels-long-windows", test_channels_long_windows);
  g_test_add_func ("/ssa/decompose/real-series", test_real_series);
  g_test_add_func ("/ssa/decompose/toeplitz", test_toeplitz);
  g_test_add_func ("/ssa/decompose/toeplitz-crowd", test_toeplitz_crowd);
  g_test_add_func ("/ssa/decompose/toeplitz-whole", test_toeplitz_whole);
  return g_test_run ();
}
