/* Sums of components, alone and in groups, against loops over the components; the window's rule; parts as one value. */
#include <math.h>
#include <string.h>

#include "series/series.h"
#include "ssa/support.h"

#define N 120
#define WINDOW 40

static WscSsa *
new_ssa (gsize n_channels, double *values)
{
  const WscSsaSettings settings = { WSC_SSA_BASIC, WINDOW, 0 };
  g_autoptr (GError) error = NULL;
  WscSsa *ssa;

  for (gsize c = 0; c < n_channels; c++)
    {
      const Recipe recipe = { N, 12 + 3 * (double) c, 7, 1, 0.3 };
      g_autofree double *x = make_series (&recipe, (guint) c + 1);
      memcpy (values + c * N, x, N * sizeof *x);
    }
  ssa = wsc_ssa_new (&(WscChannels){ N, n_channels, values }, &settings, NULL, &error);
  g_assert_no_error (error);
  return ssa;
}

static double
sum_at (const WscSsa *ssa, const WscComponents *components, gsize channel, gsize t)
{
  double sum = 0;

  for (guint i = 0; i < components->n; i++)
    sum += wsc_ssa_get_component (ssa, components->items[i], channel)[t];
  return sum;
}

static void
parse (WscComponents *components, const char *text)
{
  g_assert_true (wsc_components_parse (components, text, NULL));
}

static void
assert_components (const WscComponents *components, const char *text)
{
  g_autofree char *found = wsc_components_format (components);

  g_assert_cmpstr (found, ==, text);
}

/* --- the reconstruction ---------------------------------------------------------- */

static void
assert_reconstruction (const WscSsa *ssa, gsize channel, const double *truth, WscMapeKind kind, const char *text)
{
  g_auto (WscComponents) asked = { 0 };
  g_autoptr (WscReconstruction) sum = NULL;
  const double *values = wsc_ssa_get_values (ssa, channel);
  WscSeriesErrors errors;
  double share = 0;

  parse (&asked, text);
  sum = wsc_reconstruction_new (ssa, &asked, channel, truth, kind);
  assert_components (&sum->components, text);
  g_assert_cmpuint (sum->n_missing, ==, 0);
  g_assert_cmpuint (sum->n, ==, N);
  for (gsize t = 0; t < N; t++)
    {
      g_assert_cmpfloat_with_epsilon (sum->signal[t], sum_at (ssa, &asked, channel, t), 1e-12);
      g_assert_cmpfloat (sum->residual[t], ==, values[t] - sum->signal[t]);
    }
  for (guint i = 0; i < asked.n; i++)
    share += wsc_ssa_get_share (ssa, asked.items[i]);
  g_assert_cmpfloat_with_epsilon (sum->share, share, 1e-15);
  wsc_series_errors (N, truth, sum->signal, kind, &errors);
  g_assert_cmpmem (&errors, sizeof errors, &sum->errors, sizeof errors);
}

static void
test_reconstruction (void)
{
  double values[2 * N], truth[N];
  g_autoptr (WscSsa) one = new_ssa (1, values);
  g_autoptr (WscSsa) two = new_ssa (2, values);

  for (gsize t = 0; t < N; t++)
    truth[t] = 1 + sin (2 * G_PI * (double) t / 12);
  assert_reconstruction (one, 0, truth, WSC_MAPE_TRUTH, "1-2,5");
  assert_reconstruction (one, 0, truth, WSC_MAPE_ESTIMATE, "3");
  assert_reconstruction (two, 0, truth, WSC_MAPE_TRUTH, "1-4");
  assert_reconstruction (two, 1, truth, WSC_MAPE_TRUTH, "2,40");
}

static void
test_nothing_and_everything (void)
{
  double values[N];
  g_autoptr (WscSsa) ssa = new_ssa (1, values);
  g_auto (WscComponents) components = { 0 };
  g_autoptr (WscReconstruction) nothing = wsc_reconstruction_new (ssa, &components, 0, values, WSC_MAPE_TRUTH);

  g_assert_cmpfloat (nothing->share, ==, 0);
  g_assert_cmpfloat (largest_magnitude (N, nothing->signal), ==, 0);
  g_assert_cmpmem (nothing->residual, sizeof values, values, sizeof values);
  wsc_components_set_first (&components, WINDOW);
  g_autoptr (WscReconstruction) everything = wsc_reconstruction_new (ssa, &components, 0, values, WSC_MAPE_TRUTH);
  g_assert_cmpfloat_with_epsilon (everything->share, 1, 1e-12);
  g_assert_cmpfloat (largest_magnitude (N, everything->residual), <, 1e-12);
}

static void
test_what_is_not_there (void)
{
  double values[N];
  g_autoptr (WscSsa) ssa = new_ssa (1, values);
  g_auto (WscComponents) asked = { 0 };

  parse (&asked, "1-2,39-42,1000");
  g_autoptr (WscReconstruction) sum = wsc_reconstruction_new (ssa, &asked, 0, values, WSC_MAPE_TRUTH);
  assert_components (&sum->components, "1-2,39-40");
  g_assert_cmpuint (sum->n_missing, ==, 3);
  assert_components (&asked, "1-2,39-42,1000");
  parse (&asked, "41-50");
  g_autoptr (WscReconstruction) none = wsc_reconstruction_new (ssa, &asked, 0, values, WSC_MAPE_TRUTH);
  g_assert_cmpuint (none->components.n, ==, 0);
  g_assert_cmpuint (none->n_missing, ==, 10);
  g_assert_cmpmem (none->residual, sizeof values, values, sizeof values);
}

/* --- groups ------------------------------------------------------------------------ */

static void
test_grouped (void)
{
  double values[2 * N];
  g_autoptr (WscSsa) ssa = new_ssa (2, values);
  g_autoptr (GArray) groups = wsc_groups_parse ("Größe: 1; gone: 70-80; empty:; season: 2-3,39-42", NULL);
  g_autoptr (WscGrouped) grouped = wsc_grouped_new (ssa, groups, "Because.", 1);

  g_assert_cmpuint (groups->len, ==, 4);
  g_assert_cmpuint (grouped->groups->len, ==, 2);
  g_assert_cmpuint (grouped->n_missing, ==, 11 + 2);
  g_assert_cmpstr (grouped->reason, ==, "Because.");
  g_assert_cmpuint (grouped->n, ==, N);
  assert_components (&g_array_index (grouped->groups, WscGroup, 0).components, "1");
  assert_components (&g_array_index (grouped->groups, WscGroup, 1).components, "2-3,39-40");
  g_assert_cmpstr (g_array_index (grouped->groups, WscGroup, 0).name, ==, "Größe");
  g_assert_cmpstr (g_array_index (grouped->groups, WscGroup, 1).name, ==, "season");
  for (guint g = 0; g < 2; g++)
    for (gsize t = 0; t < N; t++)
      g_assert_cmpfloat_with_epsilon (grouped->series[g * N + t],
                                      sum_at (ssa, &g_array_index (grouped->groups, WscGroup, g).components, 1, t), 1e-12);
}

static void
test_no_groups (void)
{
  double values[N];
  g_autoptr (WscSsa) ssa = new_ssa (1, values);
  g_autoptr (GArray) groups = wsc_groups_new ();
  g_autoptr (WscGrouped) grouped = wsc_grouped_new (ssa, groups, NULL, 0);
  g_autoptr (WscGrouped) again = wsc_grouped_ref (grouped);

  g_assert_cmpuint (again->groups->len, ==, 0);
  g_assert_cmpuint (again->n_missing, ==, 0);
  g_assert_null (again->reason);
}

/* --- the window ---------------------------------------------------------------------- */

static void
test_window (void)
{
  static const struct
  {
    int asked;
    gsize n, window;
  } cases[] = { { 0, 3, 2 },     { 0, 4, 2 },    { 0, 5, 2 },     { 0, 60, 30 },  { 0, 199, 99 },
                { 0, 200, 100 }, { 0, 200000, 100 }, { 0, 1e6, 20 }, { 7, 1e6, 7 }, { 150, 100, 150 } };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      const WscSeriesSettings settings = { .window = cases[i].asked };
      g_assert_cmpuint (wsc_series_settings_get_window (&settings, cases[i].n), ==, cases[i].window);
    }
}

/* --- all parts ------------------------------------------------------------------------- */

static void
test_parts (void)
{
  double values[N];
  const WscForecastSettings ahead = { WSC_FORECAST_RECURRENT, 3, 0, 0.95, 1 };
  const WscSuggestSettings suggest = { WSC_SUGGEST_GAP, 10, 0, 0.95, 1 };
  static const WscSeriesParts none = { 0 };
  WscSeriesParts parts = { 0 }, copy = { 0 };
  g_autoptr (GArray) groups = wsc_groups_new ();
  g_auto (WscComponents) components = { 0 };

  wsc_components_set_first (&components, 3);
  parts.ssa = new_ssa (1, values);
  parts.curve = wsc_sweep_new_from_ssa (parts.ssa, 0, values, WSC_MAPE_TRUTH);
  parts.sweep = wsc_sweep_ref (parts.curve);
  parts.landscape = wsc_sweep_ref (parts.curve);
  parts.reconstruction = wsc_reconstruction_new (parts.ssa, &components, 0, values, WSC_MAPE_TRUTH);
  parts.grouped = wsc_grouped_new (parts.ssa, groups, NULL, 0);
  parts.forecast = wsc_forecast_new (parts.ssa, &components, 0, &ahead, NULL, NULL);
  parts.suggestion = wsc_suggestion_new (parts.ssa, 0, &suggest, NULL, NULL);
  parts.forecast_problem = g_strdup ("a");
  parts.suggestion_problem = g_strdup ("b");
  parts.has_truth = TRUE;
  g_assert_nonnull (parts.forecast);
  g_assert_nonnull (parts.suggestion);

  wsc_series_parts_copy (&copy, &parts);
  g_assert_true (copy.ssa == parts.ssa && copy.curve == parts.curve && copy.sweep == parts.sweep
                 && copy.landscape == parts.landscape && copy.reconstruction == parts.reconstruction
                 && copy.grouped == parts.grouped && copy.forecast == parts.forecast && copy.suggestion == parts.suggestion);
  g_assert_true (copy.has_truth);
  g_assert_cmpstr (copy.forecast_problem, ==, "a");
  g_assert_cmpstr (copy.suggestion_problem, ==, "b");
  wsc_series_parts_clear (&parts);
  g_assert_cmpuint (wsc_ssa_get_length (copy.ssa), ==, N);
  wsc_series_parts_clear (&copy);
  copy.has_truth = FALSE;
  g_assert_cmpmem (&copy, sizeof copy, &none, sizeof none);
  wsc_series_parts_copy (&copy, &none);
  g_assert_cmpmem (&copy, sizeof copy, &none, sizeof none);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/series/reconstruction", test_reconstruction);
  g_test_add_func ("/series/nothing-and-everything", test_nothing_and_everything);
  g_test_add_func ("/series/what-is-not-there", test_what_is_not_there);
  g_test_add_func ("/series/grouped", test_grouped);
  g_test_add_func ("/series/no-groups", test_no_groups);
  g_test_add_func ("/series/window", test_window);
  g_test_add_func ("/series/parts", test_parts);
  return g_test_run ();
}
