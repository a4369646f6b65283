/* Red noise, and what stands above it. */
#include "analysis/analysis-private.h"
#include "analysis/support.h"

#include <math.h>

/* The fit is right on average, where the plain lag-1 correlation is too small by (1 + 3 phi) / n and more. */
static void
test_red_noise (void)
{
  static const double phis[] = { -0.5, 0, 0.6, 0.9 };
  const gsize n = 100;
  const guint draws = 400;

  for (guint i = 0; i < G_N_ELEMENTS (phis); i++)
    {
      const WscRedNoise truth = { phis[i], 4 };
      double phi = 0, plain = 0, variance = 0;

      for (guint draw = 0; draw < draws; draw++)
        {
          WscRandom random;
          WscRedNoise found;
          double x[100], r[2];

          wsc_random_init (&random, draw, "test.analysis", i);
          wsc_red_noise_draw (&truth, &random, n, x);
          wsc_red_noise_fit (&found, n, x);
          wsc_autocorrelation (n, x, 1, r);
          phi += found.phi / draws;
          variance += found.variance / draws;
          plain += r[1] / draws;
        }
      g_assert_cmpfloat_with_epsilon (phi, phis[i], 0.03);
      g_assert_cmpfloat (fabs (phi - phis[i]), <=, fabs (plain - phis[i]) + 0.005);
      if (phis[i] < 0.8) /* beyond, the variance of a short series is anybody's guess */
        g_assert_cmpfloat_with_epsilon (variance, 4, 0.3);
    }
}

/* A trend looks like the reddest noise that a series of its length can tell. */
static void
test_red_noise_of_a_trend (void)
{
  double x[50];
  WscRedNoise found;

  for (gsize t = 0; t < 50; t++)
    x[t] = (double) t;
  wsc_red_noise_fit (&found, 50, x);
  g_assert_cmpfloat_with_epsilon (found.phi, 0.98, 1e-9);
  g_assert_true (isfinite (found.variance) && found.variance > 0);
}

/* Red noise alone: a component stands above the band in (1 - level) / 2 of the cases, somewhat more often for the first
 * ones, whose vectors were fitted to the noise. */
static void
test_false_alarms (void)
{
  const WscRedNoise noise = { 0.6, 1 };
  const gsize n = 300;
  const guint draws = 30, looked_at = 20;
  guint alarms = 0;

  for (guint draw = 0; draw < draws; draw++)
    {
      const WscSuggestSettings settings = {
        .method = WSC_SUGGEST_SURROGATES, .max_components = looked_at, .level = 0.95, .seed = draw
      };
      g_autofree double *x = g_new (double, n);
      g_autoptr (WscSsa) ssa = NULL;
      g_autoptr (WscSuggestion) found = NULL;
      g_auto (WscComponents) components = { 0 };
      WscRandom random;

      wsc_random_init (&random, draw, "test.analysis", 100);
      wsc_red_noise_draw (&noise, &random, n, x);
      ssa = decompose (n, x, 40);
      found = suggestion_of (ssa, 0, &settings, NULL);
      alarms += wsc_suggestion_get_components (found, &components);
    }
  g_test_message ("%u alarms of %u", alarms, draws * looked_at);
  /* 15 of 600 are expected. */
  g_assert_cmpuint (alarms, <=, 60);
}

/* A sine in red noise, weaker than the noise: its pair is found, whatever its place. */
static void
test_planted_sine (void)
{
  const WscRedNoise noise = { 0.6, 1 };
  const WscSuggestSettings settings = {
    .method = WSC_SUGGEST_SURROGATES, .max_components = 20, .level = 0.95, .seed = 1
  };
  const gsize n = 400;
  g_autofree double *x = g_new (double, n);
  g_autoptr (WscSsa) ssa = NULL;
  g_autoptr (WscSuggestion) found = NULL;
  g_auto (WscComponents) components = { 0 };
  const double *value, *low, *high;
  g_autofree char *reason = NULL;
  WscRedNoise fitted;
  guint n_at_period = 0;
  WscRandom random;

  wsc_random_init (&random, 5, "test.analysis", 200);
  wsc_red_noise_draw (&noise, &random, n, x);
  for (gsize t = 0; t < n; t++)
    x[t] += 0.8 * sin (2 * G_PI * (double) t / 7);
  ssa = decompose (n, x, 60);
  found = suggestion_of (ssa, 0, &settings, NULL);
  g_assert_cmpuint (wsc_suggestion_get_components (found, &components), >=, 2);
  for (guint i = 0; i < components.n; i++)
    n_at_period += fabs (wsc_ssa_get_period (ssa, components.items[i]) - 7) < 0.2 ? 1 : 0;
  g_assert_cmpuint (n_at_period, ==, 2);
  g_assert_cmpuint (wsc_suggestion_get_evidence (found, &value, &low, &high), ==, 20);
  g_assert_null (value);
  for (guint i = 0; i < 20; i++)
    {
      g_assert_cmpfloat (low[i], <, high[i]);
      g_assert_true (wsc_components_contain (&components, i) == (wsc_ssa_get_singular_value (ssa, i) > high[i]));
    }
  wsc_red_noise_fit (&fitted, n, x);
  reason = g_strdup_printf (
      "Above the 95 %% band of 200 surrogates of red noise, whose lag-1 correlation is %.3g, lie %u of "
      "the first 20 components",
      fitted.phi, components.n);
  g_assert_cmpstr (wsc_suggestion_get_reason (found), ==, reason);
}

static void
test_no_signal (void)
{
  const WscSuggestSettings settings = {
    .method = WSC_SUGGEST_SURROGATES, .max_components = 10, .level = 0.999, .replicas = 500, .seed = 1
  };
  g_autofree double *x = make_series (&(Recipe){ .n = 2000, .noise = 1 }, 11);
  g_autoptr (WscSsa) ssa = decompose (2000, x, 10);
  g_autoptr (WscSuggestion) found = suggestion_of (ssa, 0, &settings, NULL);
  g_autofree char *text = components_text (found);

  g_assert_cmpstr (text, ==, "");
  g_assert_true (g_str_has_prefix (
      wsc_suggestion_get_reason (found),
      "None of the first 10 components lies above the 99.9 % band of 500 surrogates of red noise, whose lag-1 "));
}

/* The band of a window too long for a matrix of lags: the same quantity by products. */
static void
test_long_window (void)
{
  const WscSuggestSettings settings = {
    .method = WSC_SUGGEST_SURROGATES, .max_components = 4, .level = 0.9, .replicas = 20, .seed = 1
  };
  const Recipe recipe = { .n = 1300, .period = 50, .noise = 1 };
  g_autofree double *x = make_series (&recipe, 1);
  g_autoptr (WscSsa) ssa = decompose (recipe.n, x, 600);
  g_autoptr (WscSuggestion) found = suggestion_of (ssa, 0, &settings, NULL);
  g_auto (WscComponents) components = { 0 };

  wsc_suggestion_get_components (found, &components);
  g_assert_true (wsc_components_contain (&components, 0) && wsc_components_contain (&components, 1));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/surrogates/red-noise", test_red_noise);
  g_test_add_func ("/surrogates/red-noise-of-a-trend", test_red_noise_of_a_trend);
  g_test_add_func ("/surrogates/false-alarms", test_false_alarms);
  g_test_add_func ("/surrogates/planted-sine", test_planted_sine);
  g_test_add_func ("/surrogates/no-signal", test_no_signal);
  g_test_add_func ("/surrogates/long-window", test_long_window);
  return g_test_run ();
}
