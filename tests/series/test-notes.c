/* What is said of all that came of a series: each sentence whole, and none where there is nothing to say. */
#include <math.h>
#include <string.h>

#include "series/series.h"
#include "ssa/support.h"

static WscSsa *
new_ssa (const Recipe *recipe, WscSsaKind kind, gsize window, gsize leading)
{
  const WscSsaSettings settings = { kind, window, leading };
  g_autofree double *x = make_series (recipe, 1);
  g_autoptr (GError) error = NULL;
  WscSsa *ssa = wsc_ssa_new (&(WscChannels){ recipe->n, 1, x }, &settings, NULL, &error);

  g_assert_no_error (error);
  return ssa;
}

static WscReconstruction *
new_sum (const WscSsa *ssa, const char *text, const double *truth, WscMapeKind kind)
{
  g_auto (WscComponents) components = { 0 };

  g_assert_true (wsc_components_parse (&components, text, NULL));
  return wsc_reconstruction_new (ssa, &components, 0, truth != NULL ? truth : wsc_ssa_get_values (ssa, 0), kind);
}

/* Takes what the parts hold; a NULL ends the sentences. */
static void
assert_notes (WscSeriesParts *parts, WscMapeKind mape, ...)
{
  const WscSeriesSettings settings = { .mape = mape };
  g_autoptr (GPtrArray) notes = g_ptr_array_new_with_free_func (g_free);
  const char *expected;
  va_list arguments;
  guint n = 0;

  wsc_series_parts_add_notes (parts, &settings, notes);
  va_start (arguments, mape);
  for (; (expected = va_arg (arguments, const char *)) != NULL; n++)
    {
      g_assert_cmpuint (notes->len, >, n);
      g_assert_cmpstr (notes->pdata[n], ==, expected);
    }
  va_end (arguments);
  g_assert_cmpuint (notes->len, ==, n);
  wsc_series_parts_clear (parts);
}

static const Recipe noisy = { 60, 12, 0, 1, 0.3 }, pure = { 60, 12, 0, 0, 0 };

static void
test_nothing_to_say (void)
{
  WscSeriesParts parts = { 0 };

  assert_notes (&parts, WSC_MAPE_TRUTH, NULL);
  parts.ssa = new_ssa (&noisy, WSC_SSA_BASIC, 30, 0);
  parts.reconstruction = new_sum (parts.ssa, "1-3", NULL, WSC_MAPE_TRUTH);
  assert_notes (&parts, WSC_MAPE_TRUTH, NULL);
}

static void
test_window (void)
{
  WscSeriesParts parts = { .ssa = new_ssa (&noisy, WSC_SSA_BASIC, 45, 0) };

  assert_notes (&parts, WSC_MAPE_TRUTH,
                "A window of 45 in a series of 60 has the components of a window of 16: one trajectory matrix is the other turned over",
                NULL);
  parts.ssa = new_ssa (&noisy, WSC_SSA_TOEPLITZ, 20, 0);
  assert_notes (&parts, WSC_MAPE_TRUTH,
                "Toeplitz: the covariances are those of a stationary series; a trend biases the components", NULL);
}

static void
test_components_that_are_not_there (void)
{
  const Recipe lengthy = { 1300, 12, 7, 1, 0.5 };
  WscSeriesParts parts = { .ssa = new_ssa (&noisy, WSC_SSA_BASIC, 10, 0) };

  parts.reconstruction = new_sum (parts.ssa, "1,10-14", NULL, WSC_MAPE_TRUTH);
  assert_notes (&parts, WSC_MAPE_TRUTH,
                "4 of the components asked for do not exist: a window of 10 over 60 values has 10", NULL);
  parts.ssa = new_ssa (&pure, WSC_SSA_BASIC, 10, 0);
  parts.reconstruction = new_sum (parts.ssa, "1-5", wsc_ssa_get_component (parts.ssa, 0, 0), WSC_MAPE_TRUTH);
  parts.reconstruction->errors.n_left_out = 0;
  assert_notes (&parts, WSC_MAPE_TRUTH,
                "3 of the components asked for do not exist: the trajectory matrix has rank 2, and further singular values are zero but for rounding",
                NULL);
  parts.ssa = new_ssa (&lengthy, WSC_SSA_BASIC, 600, 5);
  parts.reconstruction = new_sum (parts.ssa, "5-6", NULL, WSC_MAPE_TRUTH);
  assert_notes (&parts, WSC_MAPE_TRUTH,
                "1 of the components asked for are not computed: the window is long, and the 5 leading ones are (ssa.leading)",
                NULL);
}

static void
test_mape (void)
{
  WscSeriesParts parts = { .ssa = new_ssa (&noisy, WSC_SSA_BASIC, 30, 0) };
  double truth[60];

  for (guint t = 0; t < 60; t++)
    truth[t] = t % 20 == 3 ? 0 : 2;
  parts.reconstruction = new_sum (parts.ssa, "1-2", truth, WSC_MAPE_TRUTH);
  assert_notes (&parts, WSC_MAPE_TRUTH,
                "MAPE, over the values that should come out, leaves out 3 of them that are nearly zero", NULL);
  parts.ssa = new_ssa (&noisy, WSC_SSA_BASIC, 30, 0);
  parts.reconstruction = new_sum (parts.ssa, "", truth, WSC_MAPE_ESTIMATE);
  assert_notes (&parts, WSC_MAPE_ESTIMATE,
                "MAPE, over the values that come out, leaves out 60 of them that are nearly zero", NULL);
}

static void
test_groups (void)
{
  g_autoptr (GArray) groups = wsc_groups_parse ("a: 9-12; b: 1", NULL);
  WscSeriesParts parts = { .ssa = new_ssa (&noisy, WSC_SSA_BASIC, 10, 0) };

  parts.grouped = wsc_grouped_new (parts.ssa, groups, "They are alike.", 0);
  assert_notes (&parts, WSC_MAPE_TRUTH, "2 of the components in groups are not there: 10 are computed", "They are alike.", NULL);
}

static void
test_suggestion_and_problems (void)
{
  const WscSuggestSettings gap = { WSC_SUGGEST_GAP, 10, 0, 0.95, 1 };
  WscSeriesParts parts = { .ssa = new_ssa (&noisy, WSC_SSA_BASIC, 20, 0) };
  g_autofree char *reason = NULL;

  parts.suggestion = wsc_suggestion_new (parts.ssa, 0, &gap, NULL, NULL);
  reason = g_strdup (wsc_suggestion_get_reason (parts.suggestion));
  parts.forecast_problem = g_strdup ("The sky is grey");
  parts.suggestion_problem = g_strdup ("So is the sea");
  assert_notes (&parts, WSC_MAPE_TRUTH, reason, "No forecast: The sky is grey", "No suggestion: So is the sea", NULL);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/series/notes/nothing-to-say", test_nothing_to_say);
  g_test_add_func ("/series/notes/window", test_window);
  g_test_add_func ("/series/notes/components-that-are-not-there", test_components_that_are_not_there);
  g_test_add_func ("/series/notes/mape", test_mape);
  g_test_add_func ("/series/notes/groups", test_groups);
  g_test_add_func ("/series/notes/suggestion-and-problems", test_suggestion_and_problems);
  return g_test_run ();
}
