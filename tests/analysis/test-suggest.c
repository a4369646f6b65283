/* Three ways to choose the number of components. */
#include "analysis/support.h"

#include <math.h>

static void
assert_suggests (const WscSuggestion *suggestion, const char *components, const char *reason)
{
  g_autofree char *text = components_text (suggestion);

  g_assert_cmpstr (text, ==, components);
  g_assert_cmpstr (wsc_suggestion_get_reason (suggestion), ==, reason);
}

/* --- the gap ------------------------------------------------------------- */

static void
test_gap (void)
{
  const Recipe recipe = { .n = 500, .period = 40, .period2 = 13, .noise = 0.1 };
  const WscSuggestSettings settings = { .method = WSC_SUGGEST_GAP, .max_components = 30 };
  g_autofree double *x = make_series (&recipe, 1);
  g_autoptr (WscSsa) ssa = decompose (recipe.n, x, 100);
  g_autoptr (WscSuggestion) found = suggestion_of (ssa, 0, &settings, NULL);
  const double *value, *low, *high;
  const double factor = wsc_ssa_get_singular_value (ssa, 3) / wsc_ssa_get_singular_value (ssa, 4);
  g_autofree char *reason = g_strdup_printf (
      "The singular values fall by a factor of %.3g after component 4, the widest step among the first 30", factor);

  assert_suggests (found, "1-4", reason);
  g_assert_cmpuint (wsc_suggestion_get_evidence (found, &value, &low, &high), ==, 30);
  g_assert_true (low == NULL && high == NULL);
  g_assert_cmpfloat_with_epsilon (value[3], log (factor), 1e-12);
  for (guint i = 0; i < 30; i++)
    g_assert_cmpfloat (value[i], <=, value[3]);
}

/* A series without noise ends with its rank. */
static void
test_gap_of_exact_series (void)
{
  const Recipe recipe = { .n = 200, .period = 40, .period2 = 13 };
  const WscSuggestSettings settings = { .method = WSC_SUGGEST_GAP, .max_components = 30 };
  g_autofree double *x = make_series (&recipe, 1);
  g_autoptr (WscSsa) ssa = decompose (recipe.n, x, 60);
  g_autoptr (WscSuggestion) found = suggestion_of (ssa, 0, &settings, NULL);

  assert_suggests (found, "1-4",
                   "The components up to number 4 are the whole series: what is left is below the rounding of numbers");
}

/* Two of two components: there is one step. */
static void
test_gap_of_shortest_window (void)
{
  const WscSuggestSettings settings = { .method = WSC_SUGGEST_GAP, .max_components = 30 };
  g_autofree double *x = make_series (&(Recipe){ .n = 50, .trend = 5, .noise = 1 }, 1);
  g_autoptr (WscSsa) ssa = decompose (50, x, 2);
  g_autoptr (WscSuggestion) found = suggestion_of (ssa, 0, &settings, NULL);
  const double *value, *low, *high;
  g_autofree char *text = components_text (found);

  g_assert_cmpstr (text, ==, "1");
  g_assert_cmpuint (wsc_suggestion_get_evidence (found, &value, &low, &high), ==, 1);
}

/* --- validation ---------------------------------------------------------- */

static void
test_validation (void)
{
  const Recipe recipe = { .n = 500, .period = 40, .period2 = 13, .noise = 0.3 };
  const WscSuggestSettings settings = { .method = WSC_SUGGEST_VALIDATION, .max_components = 12, .seed = 1 };
  g_autofree double *x = make_series (&recipe, 1);
  g_autoptr (WscSsa) ssa = decompose (recipe.n, x, 100);
  g_autoptr (WscSuggestion) found = suggestion_of (ssa, 0, &settings, NULL);
  const double *value, *low, *high;
  g_autofree char *text = components_text (found);

  g_test_message ("%s", wsc_suggestion_get_reason (found));
  g_assert_cmpstr (text, ==, "1-4");
  g_assert_cmpuint (wsc_suggestion_get_evidence (found, &value, &low, &high), ==, 12);
  g_assert_true (low == NULL && high == NULL);
  g_assert_cmpfloat (value[0], >, 3 * value[3]);
  g_assert_cmpfloat (value[2], >, 1.2 * value[3]);
  /* Noise cannot be foretold: what is left is its variance and a little. */
  g_assert_cmpfloat (value[3], >, 0.06);
  g_assert_cmpfloat (value[3], <, 0.13);
}

/* Exactly one best number of components: the sentence says no more. */
static void
test_validation_reason (void)
{
  const Recipe recipe = { .n = 200, .period = 20 };
  const WscSuggestSettings settings = {
    .method = WSC_SUGGEST_VALIDATION, .max_components = 2, .replicas = 5, .seed = 1
  };
  g_autofree double *x = make_series (&recipe, 1);
  g_autoptr (WscSsa) ssa = decompose (recipe.n, x, 40);
  g_autoptr (WscSuggestion) found = suggestion_of (ssa, 0, &settings, NULL);
  const double *value, *low, *high;
  g_autofree char *reason = NULL;

  wsc_suggestion_get_evidence (found, &value, &low, &high);
  reason =
      g_strdup_printf ("With 2 of up to 2 components, 5 gaps of length 4 that were cut out are filled with the least "
                       "mean squared error, %.3g",
                       value[1]);
  assert_suggests (found, "1-2", reason);
  g_assert_cmpfloat (value[1], <, 1e-5);
}

/* Other vectors, and other components, but the same number of them. */
static void
test_validation_of_toeplitz (void)
{
  const Recipe recipe = { .n = 300, .period = 25, .noise = 0.3 };
  const WscSuggestSettings settings = { .method = WSC_SUGGEST_VALIDATION, .max_components = 6, .seed = 3 };
  const WscSsaSettings decomposition = { .kind = WSC_SSA_TOEPLITZ, .window = 60 };
  g_autofree double *x = make_series (&recipe, 1);
  const WscChannels channels = { recipe.n, 1, x };
  g_autoptr (WscSsa) ssa = wsc_ssa_new (&channels, &decomposition, NULL, NULL);
  g_autoptr (WscSuggestion) found = suggestion_of (ssa, 0, &settings, NULL);
  g_autofree char *text = components_text (found);

  g_assert_cmpstr (text, ==, "1-2");
}

/* What one channel lacks, the others tell: the second is cut, the first is free of noise. */
static void
test_validation_of_channels (void)
{
  const gsize n = 300;
  const WscSuggestSettings settings = { .method = WSC_SUGGEST_VALIDATION, .max_components = 6, .seed = 3 };
  const WscSsaSettings decomposition = { .window = 60 };
  g_autofree double *clean = make_series (&(Recipe){ .n = n, .period = 25 }, 1);
  g_autofree double *noisy = make_series (&(Recipe){ .n = n, .period = 25, .noise = 0.3 }, 1);
  g_autofree double *both = g_new (double, 2 * n);
  const WscChannels channels = { n, 2, both };
  g_autoptr (WscSsa) ssa = NULL;
  g_autoptr (WscSuggestion) found = NULL;
  g_autofree char *text = NULL;

  for (gsize t = 0; t < n; t++)
    {
      both[t] = clean[t];
      both[n + t] = noisy[t];
    }
  ssa = wsc_ssa_new (&channels, &decomposition, NULL, NULL);
  found = suggestion_of (ssa, 1, &settings, NULL);
  text = components_text (found);
  g_assert_cmpstr (text, ==, "1-2");
}

/* --- all ----------------------------------------------------------------- */

static void
assert_same (guint n, const double *a, const double *b)
{
  g_assert_true ((a == NULL) == (b == NULL));
  if (a != NULL)
    g_assert_cmpmem (a, n * sizeof *a, b, n * sizeof *b);
}

static void
test_threads (void)
{
  static const guint threads[] = { 2, 3, 7 };
  const Recipe recipe = { .n = 150, .period = 21, .noise = 0.4 };
  const WscHook one = { .n_threads = 1 };
  g_autofree double *x = make_series (&recipe, 2);
  g_autoptr (WscSsa) ssa = decompose (recipe.n, x, 40);

  for (int method = WSC_SUGGEST_VALIDATION; method <= WSC_SUGGEST_SURROGATES; method++)
    for (guint c = 0; c < G_N_ELEMENTS (threads); c++)
      {
        const WscSuggestSettings settings = { method, 6, 30, 0.9, 4 };
        const WscHook many = { .n_threads = threads[c] };
        g_autoptr (WscSuggestion) a = suggestion_of (ssa, 0, &settings, &one);
        g_autoptr (WscSuggestion) b = suggestion_of (ssa, 0, &settings, &many);
        const double *values[2], *lows[2], *highs[2];
        guint n;

        n = wsc_suggestion_get_evidence (a, &values[0], &lows[0], &highs[0]);
        g_assert_cmpuint (n, ==, 6);
        g_assert_cmpuint (wsc_suggestion_get_evidence (b, &values[1], &lows[1], &highs[1]), ==, n);
        assert_same (n, values[0], values[1]);
        assert_same (n, lows[0], lows[1]);
        assert_same (n, highs[0], highs[1]);
        g_assert_cmpstr (wsc_suggestion_get_reason (a), ==, wsc_suggestion_get_reason (b));
      }
}

/* Magnitudes whose squares no number holds: the same answer, in their unit. */
static void
test_scale (void)
{
  const Recipe recipe = { .n = 120, .period = 21, .noise = 0.4 };
  const double unit = 0x1p600;
  g_autofree double *x = make_series (&recipe, 2), *large = g_new (double, recipe.n);
  g_autoptr (WscSsa) ssa = decompose (recipe.n, x, 30), large_ssa = NULL;

  for (gsize t = 0; t < recipe.n; t++)
    large[t] = unit * x[t];
  large_ssa = decompose (recipe.n, large, 30);
  for (int method = WSC_SUGGEST_GAP; method <= WSC_SUGGEST_SURROGATES; method++)
    {
      const WscSuggestSettings settings = { method, 6, 20, 0.9, 4 };
      g_autoptr (WscSuggestion) a = suggestion_of (ssa, 0, &settings, NULL);
      g_autoptr (WscSuggestion) b = suggestion_of (large_ssa, 0, &settings, NULL);
      g_autofree char *text = components_text (a), *large_text = components_text (b);
      const double *value, *low, *high, *large_high;

      g_assert_cmpstr (text, ==, large_text);
      wsc_suggestion_get_evidence (a, &value, &low, &high);
      wsc_suggestion_get_evidence (b, &value, &low, &large_high);
      g_assert_true ((high == NULL) == (large_high == NULL));
      for (guint i = 0; high != NULL && i < 6; i++)
        g_assert_cmpfloat (large_high[i], ==, unit * high[i]);
    }
}

static void
test_stops (void)
{
  static const char *messages[] = { [WSC_SUGGEST_VALIDATION] = "Stopped while filling gaps that were cut out",
                                    [WSC_SUGGEST_SURROGATES] = "Stopped while drawing surrogates" };
  g_autofree double *x = make_series (&(Recipe){ .n = 40, .period = 9, .noise = 0.4 }, 2);
  g_autoptr (WscSsa) ssa = decompose (40, x, 5);

  for (int method = WSC_SUGGEST_VALIDATION; method <= WSC_SUGGEST_SURROGATES; method++)
    {
      const WscSuggestSettings settings = { method, 2, 10, 0.9, 4 };
      gboolean ended = FALSE;
      int allowed;

      for (allowed = 0; !ended; allowed++)
        {
          g_autoptr (GError) error = NULL;
          g_autoptr (WscSuggestion) found = NULL;
          Countdown countdown;

          countdown_init (&countdown, allowed, 1);
          found = wsc_suggestion_new (ssa, 0, &settings, &countdown.hook, &error);
          ended = countdown.left >= 0;
          g_assert_true (ended == (found != NULL));
          if (!ended)
            assert_message (error, WSC_ERROR_STOPPED, messages[method]);
          g_assert_cmpint (countdown.left, >=, -1);
          g_assert_cmpint (allowed, <, 3000);
        }
      g_assert_cmpint (allowed, >, 10);
    }
}

static void
test_refusals (void)
{
  static const struct
  {
    WscSuggestSettings settings;
    const char *message;
  } cases[] = {
    { { .method = WSC_SUGGEST_GAP }, "A choice among 0 components; it needs at least 1" },
    { { .method = WSC_SUGGEST_VALIDATION, .max_components = 3, .replicas = 1 },
      "Validation by 1 gap; allowed: 2 or more" },
    { { .method = WSC_SUGGEST_SURROGATES, .max_components = 3, .replicas = 9, .level = 0.9 },
      "A band of 9 surrogates; allowed: 10 or more" },
    { { .method = WSC_SUGGEST_SURROGATES, .max_components = 3, .level = 1 },
      "A band of level 1; it must lie between 0 and 1" },
    { { .method = WSC_SUGGEST_SURROGATES, .max_components = 3 }, "A band of level 0; it must lie between 0 and 1" },
  };
  g_autofree double *x = make_series (&(Recipe){ .n = 40, .period = 9, .noise = 0.4 }, 2);
  g_autoptr (WscSsa) ssa = decompose (40, x, 5);

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_null (wsc_suggestion_new (ssa, 0, &cases[i].settings, NULL, &error));
      assert_message (error, WSC_ERROR_RANGE, cases[i].message);
    }
}

/* One component computed of a long window has no step after it. */
static void
test_one_component (void)
{
  const gsize n = 1100;
  const WscSuggestSettings settings = { .method = WSC_SUGGEST_GAP, .max_components = 5 };
  const WscSsaSettings decomposition = { .window = 510, .leading = 1 };
  g_autofree double *x = make_series (&(Recipe){ .n = n, .trend = 4, .noise = 0.4 }, 2);
  const WscChannels channels = { n, 1, x };
  g_autoptr (WscSsa) ssa = wsc_ssa_new (&channels, &decomposition, NULL, NULL);
  g_autoptr (GError) error = NULL;

  g_assert_null (wsc_suggestion_new (ssa, 0, &settings, NULL, &error));
  assert_message (error, WSC_ERROR_RANGE,
                  "Only 1 component was computed; a step between singular values needs at least 2");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/suggest/gap", test_gap);
  g_test_add_func ("/suggest/gap-of-exact-series", test_gap_of_exact_series);
  g_test_add_func ("/suggest/gap-of-shortest-window", test_gap_of_shortest_window);
  g_test_add_func ("/suggest/one-component", test_one_component);
  g_test_add_func ("/suggest/validation", test_validation);
  g_test_add_func ("/suggest/validation-reason", test_validation_reason);
  g_test_add_func ("/suggest/validation-of-toeplitz", test_validation_of_toeplitz);
  g_test_add_func ("/suggest/validation-of-channels", test_validation_of_channels);
  g_test_add_func ("/suggest/threads", test_threads);
  g_test_add_func ("/suggest/scale", test_scale);
  g_test_add_func ("/suggest/stops", test_stops);
  g_test_add_func ("/suggest/refusals", test_refusals);
  return g_test_run ();
}
