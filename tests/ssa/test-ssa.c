/* Decompositions against the explicit trajectory matrix, against reference tables, and what is refused. */
#include "ssa/support.h"

#include <math.h>
#include <string.h>

static WscSsa *
decompose (gsize n, gsize n_channels, const double *values, gsize window, WscSsaKind kind)
{
  g_autoptr (GError) error = NULL;
  WscSsa *ssa =
      wsc_ssa_new (&(WscChannels){ n, n_channels, values }, &(WscSsaSettings){ kind, window, 0 }, NULL, &error);

  g_assert_no_error (error);
  return ssa;
}

/* The first `count` components of all channels, summed. */
static double *
sum_of_first (const WscSsa *ssa, gsize count)
{
  const gsize n = wsc_ssa_get_length (ssa), C = wsc_ssa_get_n_channels (ssa);
  double *sum = g_new0 (double, n *C);

  for (gsize i = 0; i < count; i++)
    for (gsize c = 0; c < C; c++)
      for (gsize t = 0; t < n; t++)
        sum[c * n + t] += wsc_ssa_get_component (ssa, i, c)[t];
  return sum;
}

/* --- reference tables ---------------------------------------------------- */

static void
test_reference_components (void)
{
  gsize n, m;
  g_autofree double *noisy = reference_column ("ssa_sine/series.csv", 1, &n);
  g_autoptr (WscSsa) ssa = decompose (n, 1, noisy, 100, WSC_SSA_BASIC);

  for (guint i = 0; i < 10; i++)
    {
      g_autofree double *component = reference_column ("ssa_sine/components_h100_first10.csv", i, &m);

      g_assert_cmpuint (m, ==, n);
      g_assert_cmpfloat (largest_difference (n, component, wsc_ssa_get_component (ssa, i, 0)), <, 1e-8);
    }
}

static double
mean_squared_error (gsize n, const double *a, const double *b)
{
  double sum = 0;

  for (gsize t = 0; t < n; t++)
    sum += (a[t] - b[t]) * (a[t] - b[t]) / (double) n;
  return sum;
}

/* Every rank of a row in the reference table, for windows on both sides of the middle. */
static void
test_reference_errors (void)
{
  guint n_columns;
  gsize n, window = 0;
  g_autoptr (GArray) table = load_reference ("ssa_sine/mse_by_rank.csv", &n_columns);
  g_autofree double *noisy = reference_column ("ssa_sine/series.csv", 1, &n);
  g_autofree double *clean = reference_column ("ssa_sine/series.csv", 2, &n);
  g_autoptr (WscSsa) ssa = NULL;

  g_assert_cmpuint (n_columns, ==, 3);
  g_assert_cmpuint (table->len, >, 100);
  for (const double *row = (double *) table->data; row < (double *) table->data + table->len; row += n_columns)
    {
      g_autofree double *sum = NULL;

      if ((gsize) row[0] != window)
        {
          window = (gsize) row[0];
          g_clear_pointer (&ssa, wsc_ssa_unref);
          ssa = decompose (n, 1, noisy, window, WSC_SSA_BASIC);
        }
      sum = sum_of_first (ssa, (gsize) row[1]);
      g_assert_cmpfloat_with_epsilon (mean_squared_error (n, sum, clean), row[2], 1e-8 + 1e-7 * row[2]);
    }
}

/* --- properties ---------------------------------------------------------- */

static void
assert_sums_to_series (const WscChannels *channels, gsize window, WscSsaKind kind)
{
  const gsize n = channels->n, C = channels->n_channels;
  g_autoptr (WscSsa) ssa = decompose (n, C, channels->values, window, kind);
  g_autofree double *sum = sum_of_first (ssa, wsc_ssa_get_n_components (ssa));
  double shares = 0;

  for (gsize i = 0; i < wsc_ssa_get_n_components (ssa); i++)
    shares += wsc_ssa_get_share (ssa, i);
  g_assert_true (wsc_ssa_is_whole (ssa));
  g_assert_cmpfloat (largest_difference (n * C, sum, channels->values), <,
                     1e-12 * largest_magnitude (n * C, channels->values));
  g_assert_cmpfloat_with_epsilon (shares, 1, 1e-12);
}

static void
test_sums (void)
{
  static const struct
  {
    gsize n, n_channels, window;
  } cases[] = { { 4, 1, 2 },   { 4, 1, 3 },     { 5, 2, 4 },    { 37, 1, 18 },   { 37, 1, 19 },  { 37, 3, 30 },
                { 255, 1, 2 }, { 1000, 1, 60 }, { 700, 2, 45 }, { 601, 1, 300 }, { 512, 1, 257 } };
  static const double scales[] = { 1, 1e-180, 1e180 };

  for (guint c = 0; c < G_N_ELEMENTS (cases); c++)
    for (guint k = 0; k < 2 * G_N_ELEMENTS (scales); k++)
      {
        const gsize size = cases[c].n * cases[c].n_channels;
        g_autofree double *x = make_series (&(Recipe){ size, 9, 4.1, 0.5, 0.3 }, c);

        for (gsize t = 0; t < size; t++)
          x[t] *= scales[k / 2];
        assert_sums_to_series (&(WscChannels){ cases[c].n, cases[c].n_channels, x }, cases[c].window, k % 2);
      }
}

/* sigma_i u_i v_i' sum to X, and v is orthonormal. */
static void
test_right_vectors (void)
{
  const gsize n = 60, C = 2, L = 14, K = n - L + 1;
  g_autofree double *values = make_series (&(Recipe){ n * C, 9, 4.1, 0.5, 0.3 }, 1), *v = g_new (double, L *C *K);
  g_autoptr (WscSsa) ssa = decompose (n, C, values, L, WSC_SSA_BASIC);

  g_assert_cmpuint (wsc_ssa_get_columns (ssa), ==, K);
  for (gsize i = 0; i < L; i++)
    wsc_ssa_get_right_vector (ssa, i, v + i * C * K);
  for (gsize a = 0; a < L; a++)
    for (gsize j = 0; j < C * K; j++)
      {
        double sum = 0;

        for (gsize i = 0; i < L; i++)
          sum += wsc_ssa_get_singular_value (ssa, i) * wsc_ssa_get_vector (ssa, i)[a] * v[i * C * K + j];
        g_assert_cmpfloat_with_epsilon (sum, wsc_ssa_get_values (ssa, j / K)[a + j % K], 1e-12);
      }
  for (gsize a = 0; a < L; a++)
    for (gsize b = 0; b <= a; b++)
      {
        double product = 0;

        for (gsize j = 0; j < C * K; j++)
          product += v[a * C * K + j] * v[b * C * K + j];
        g_assert_cmpfloat_with_epsilon (product, a == b, 1e-12);
      }
}

/* The diagonal means of a matrix that has equal diagonals give its series back. */
static void
test_hankelise_again (void)
{
  const gsize L = 7, K = 19, n = L + K - 1;
  g_autofree double *v = make_series (&(Recipe){ K, 5, 0, 0, 1 }, 1), *u = make_series (&(Recipe){ L, 3, 0, 0, 1 }, 2);
  g_autofree double *series = g_new0 (double, n), *again = g_new0 (double, n), *unit = g_new0 (double, L);

  wsc_hankelise (L, K, u, v, series);
  g_assert_cmpfloat (largest_magnitude (n, series), >, 0.1);
  for (gsize i = 0; i < L; i++)
    {
      memset (unit, 0, L * sizeof *unit);
      unit[i] = 1;
      wsc_hankelise (L, K, unit, series + i, again);
    }
  g_assert_cmpfloat (largest_difference (n, series, again), <, 1e-14);
}

/* h and n - h + 1 are one decomposition. */
static void
test_transposed_windows (void)
{
  const gsize n = 301;
  g_autofree double *x = make_series (&(Recipe){ n, 17, 6, 0, 0.5 }, 8);

  for (gsize h = 2; h < n - h; h += 37)
    {
      g_autoptr (WscSsa) a = decompose (n, 1, x, h, WSC_SSA_BASIC), b = decompose (n, 1, x, n - h + 1, WSC_SSA_BASIC);

      g_assert_cmpuint (wsc_ssa_get_rows (b), ==, h);
      g_assert_cmpuint (wsc_ssa_get_window (b), ==, n - h + 1);
      g_assert_cmpuint (wsc_ssa_get_n_components (b), ==, h);
      for (gsize i = 0; i < h; i++)
        g_assert_cmpfloat (largest_difference (n, wsc_ssa_get_component (a, i, 0), wsc_ssa_get_component (b, i, 0)), <,
                           1e-9);
    }
}

/* A sine has two components however long the window, equal over whole periods; two have four, and a line has two. */
static void
test_ranks (void)
{
  static const gsize windows[] = { 20, 200, 450, 501, 700, 1000 };
  static const struct
  {
    Recipe recipe;
    gsize rank;
  } cases[] = { { { 2000, 50, 0, 0, 0 }, 2 },    { { 2000, 51.7, 0, 0, 0 }, 2 }, { { 2000, 50, 20, 0, 0 }, 4 },
                { { 2000, 41.7, 11, 0, 0 }, 4 }, { { 2000, 0, 0, 5, 0 }, 2 },    { { 2000, 30, 0, 2000, 0 }, 4 } };

  for (guint c = 0; c < G_N_ELEMENTS (cases); c++)
    for (guint w = 0; w < G_N_ELEMENTS (windows); w++)
      {
        const gsize n = cases[c].recipe.n;
        g_autofree double *x = make_series (&cases[c].recipe, 0), *sum = NULL;
        g_autoptr (WscSsa) ssa = decompose (n, 1, x, windows[w], WSC_SSA_BASIC);

        g_assert_cmpuint (wsc_ssa_get_n_components (ssa), ==, cases[c].rank);
        g_assert_true (wsc_ssa_is_whole (ssa));
        sum = sum_of_first (ssa, cases[c].rank);
        g_assert_cmpfloat (largest_difference (n, sum, x), <, 1e-11 * largest_magnitude (n, x));
      }
}

static void
test_noisy_sine (void)
{
  static const gsize windows[] = { 50, 400, 600 };
  g_autofree double *x = make_series (&(Recipe){ 1500, 40, 0, 0, 0.2 }, 9);

  for (guint w = 0; w < G_N_ELEMENTS (windows); w++)
    {
      g_autoptr (WscSsa) ssa = decompose (1500, 1, x, windows[w], WSC_SSA_BASIC);

      g_assert_cmpfloat (wsc_ssa_get_singular_value (ssa, 1), >, 4 * wsc_ssa_get_singular_value (ssa, 2));
      g_assert_cmpuint (wsc_ssa_get_n_components (ssa), ==, windows[w] > WSC_SSA_WHOLE ? 50 : windows[w]);
      g_assert_cmpint (wsc_ssa_is_whole (ssa), ==, windows[w] <= WSC_SSA_WHOLE);
    }
}

/* Its entry of largest magnitude is positive. */
static void
test_signs (void)
{
  g_autofree double *x = make_series (&(Recipe){ 300, 40, 7, 0, 0.2 }, 9);
  g_autoptr (WscSsa) ssa = decompose (300, 1, x, 31, WSC_SSA_BASIC);

  for (gsize i = 0; i < 31; i++)
    {
      const double *u = wsc_ssa_get_vector (ssa, i);
      double largest = 0;

      for (gsize j = 0; j < 31; j++)
        if (fabs (u[j]) > (1 + 1e-5) * fabs (largest))
          largest = u[j];
      g_assert_cmpfloat (largest, >, 0);
    }
}

/* --- threads and stops --------------------------------------------------- */

static const struct
{
  gsize n, n_channels, window;
  WscSsaKind kind;
} shapes[] = { { 3000, 1, 60, WSC_SSA_BASIC },    { 3000, 1, 120, WSC_SSA_TOEPLITZ }, { 900, 3, 80, WSC_SSA_BASIC },
               { 300, 2, 270, WSC_SSA_BASIC },    { 6000, 1, 600, WSC_SSA_BASIC },    { 6000, 1, 2900, WSC_SSA_BASIC },
               { 3000, 2, 600, WSC_SSA_TOEPLITZ } };

static void
test_threads (void)
{
  static const guint counts[] = { 1, 2, 3, 7 };

  for (guint s = 0; s < G_N_ELEMENTS (shapes); s++)
    {
      const gsize n = shapes[s].n, C = shapes[s].n_channels;
      g_autofree double *x = make_series (&(Recipe){ n * C, 30, 12, 50, 0.4 }, s);
      g_autoptr (WscSsa) first = NULL;

      for (guint i = 0; i < G_N_ELEMENTS (counts); i++)
        {
          const WscHook hook = { .n_threads = counts[i] };
          g_autoptr (WscSsa) ssa = wsc_ssa_new (&(WscChannels){ n, C, x },
                                                &(WscSsaSettings){ shapes[s].kind, shapes[s].window, 12 }, &hook, NULL);
          const gsize r = wsc_ssa_get_n_components (ssa), correlated = wsc_ssa_get_n_correlated (ssa);

          if (i == 0)
            first = wsc_ssa_ref (ssa);
          g_assert_cmpuint (r, ==, wsc_ssa_get_n_components (first));
          g_assert_cmpmem (wsc_ssa_get_component (ssa, 0, 0), r * n * C * sizeof (double),
                           wsc_ssa_get_component (first, 0, 0), r * n * C * sizeof (double));
          g_assert_cmpmem (wsc_ssa_get_correlations (ssa), correlated * correlated * sizeof (double),
                           wsc_ssa_get_correlations (first), correlated * correlated * sizeof (double));
          for (gsize j = 0; j < r; j++)
            g_assert_true (wsc_ssa_get_singular_value (ssa, j) == wsc_ssa_get_singular_value (first, j));
        }
    }
}

static gboolean
count_down (gpointer user_data, double fraction, const char *phase)
{
  int *left = user_data;

  return --*left >= 0;
}

/* A stop at any of the questions is obeyed, and none is asked after it. */
static void
test_stops (void)
{
  for (guint s = 0; s < G_N_ELEMENTS (shapes); s++)
    {
      const gsize n = shapes[s].n, C = shapes[s].n_channels;
      const WscSsaSettings settings = { shapes[s].kind, shapes[s].window, 5 };
      g_autofree double *x = make_series (&(Recipe){ n * C, 30, 12, 50, 0.4 }, s);
      const WscChannels channels = { n, C, x };
      int n_asked = 0;

      for (int allowed = 0;; allowed += 1 + allowed / 8)
        {
          int left = allowed;
          const WscHook hook = { count_down, &left, 1 };
          g_autoptr (GError) error = NULL;
          g_autoptr (WscSsa) ssa = wsc_ssa_new (&channels, &settings, &hook, &error);

          if (ssa != NULL)
            break;
          g_assert_error (error, WSC_ERROR, WSC_ERROR_STOPPED);
          g_assert_cmpstr (error->message, ==, "Stopped while decomposing the series");
          g_assert_cmpint (left, ==, -1);
          n_asked++;
        }
      g_assert_cmpint (n_asked, >, 5);
    }
}

static gboolean
remember (gpointer user_data, double fraction, const char *phase)
{
  double *last = user_data;

  g_assert_cmpfloat (fraction, >=, *last);
  g_assert_cmpstr (phase, ==, "Decomposing the series");
  *last = fraction;
  return TRUE;
}

/* It never goes back, and ends at the end. */
static void
test_progress (void)
{
  for (guint s = 0; s < G_N_ELEMENTS (shapes); s++)
    {
      const gsize n = shapes[s].n, C = shapes[s].n_channels;
      g_autofree double *x = make_series (&(Recipe){ n * C, 30, 12, 50, 0.4 }, s);
      double last = 0;
      const WscHook hook = { remember, &last, 1 };
      g_autoptr (WscSsa) ssa = wsc_ssa_new (&(WscChannels){ n, C, x },
                                            &(WscSsaSettings){ shapes[s].kind, shapes[s].window, 12 }, &hook, NULL);

      g_assert_nonnull (ssa);
      g_assert_cmpfloat (last, ==, 1);
    }
}

/* --- refusals ------------------------------------------------------------ */

static void
assert_refused (const WscChannels *channels, gsize window, int code, const char *message)
{
  g_autoptr (GError) error = NULL;

  g_assert_null (wsc_ssa_new (channels, &(WscSsaSettings){ WSC_SSA_BASIC, window, 0 }, NULL, &error));
  g_assert_error (error, WSC_ERROR, code);
  g_assert_cmpstr (error->message, ==, message);
}

static void
test_refusals (void)
{
  const double x[10] = { 1, 2, 3, 4, 5, 3, 1, NAN, 4, 5 }, same[8] = { 1, 2, 3, 4, 3.2, 3.2, 3.2, 3.2 };

  assert_refused (&(WscChannels){ 3, 1, x }, 2, WSC_ERROR_RANGE, "A series of 3 values; at least 4 are needed");
  assert_refused (&(WscChannels){ 5, 1, x }, 1, WSC_ERROR_RANGE,
                  "A window of 1 values for a series of 5; allowed: 2 to 4");
  assert_refused (&(WscChannels){ 5, 1, x }, 5, WSC_ERROR_RANGE,
                  "A window of 5 values for a series of 5; allowed: 2 to 4");
  assert_refused (&(WscChannels){ 10, 1, x }, 3, WSC_ERROR_NUMERIC, "Value 8 of a series is nan, not a finite number");
  assert_refused (&(WscChannels){ 5, 2, x }, 3, WSC_ERROR_NUMERIC, "Value 3 of channel 2 is nan, not a finite number");
  assert_refused (&(WscChannels){ 4, 1, same + 4 }, 2, WSC_ERROR_RANGE,
                  "All 4 values are 3.2; a series needs values that differ");
  assert_refused (&(WscChannels){ 4, 2, same }, 2, WSC_ERROR_RANGE,
                  "All 4 values of channel 2 are 3.2; a series needs values that differ");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/ssa/reference-components", test_reference_components);
  g_test_add_func ("/ssa/reference-errors", test_reference_errors);
  g_test_add_func ("/ssa/sums", test_sums);
  g_test_add_func ("/ssa/right-vectors", test_right_vectors);
  g_test_add_func ("/ssa/hankelise-again", test_hankelise_again);
  g_test_add_func ("/ssa/transposed-windows", test_transposed_windows);
  g_test_add_func ("/ssa/ranks", test_ranks);
  g_test_add_func ("/ssa/noisy-sine", test_noisy_sine);
  g_test_add_func ("/ssa/signs", test_signs);
  g_test_add_func ("/ssa/threads", test_threads);
  g_test_add_func ("/ssa/stops", test_stops);
  g_test_add_func ("/ssa/progress", test_progress);
  g_test_add_func ("/ssa/refusals", test_refusals);
  return g_test_run ();
}
