/* What came of a series, compared bit for bit. */
#pragma once

#include "small-studies.h"

static inline void
assert_same_ssa (const WscSsa *a, const WscSsa *b)
{
  const gsize r = wsc_ssa_get_n_components (a), n = wsc_ssa_get_length (a), c = wsc_ssa_get_n_correlated (a);

  g_assert_cmpuint (r, ==, wsc_ssa_get_n_components (b));
  g_assert_cmpuint (n, ==, wsc_ssa_get_length (b));
  g_assert_cmpuint (wsc_ssa_get_window (a), ==, wsc_ssa_get_window (b));
  for (gsize i = 0; i < r; i++)
    {
      g_assert_cmpfloat (wsc_ssa_get_singular_value (a, i), ==, wsc_ssa_get_singular_value (b, i));
      assert_bytes (wsc_ssa_get_vector (a, i), wsc_ssa_get_vector (b, i), wsc_ssa_get_rows (a) * sizeof (double));
      for (gsize channel = 0; channel < wsc_ssa_get_n_channels (a); channel++)
        assert_bytes (wsc_ssa_get_component (a, i, channel), wsc_ssa_get_component (b, i, channel), n * sizeof (double));
    }
  assert_bytes (wsc_ssa_get_correlations (a), wsc_ssa_get_correlations (b), c * c * sizeof (double));
}

static inline void
assert_same_sweep (const WscSweep *a, const WscSweep *b)
{
  g_assert_true ((a == NULL) == (b == NULL));
  if (a == NULL)
    return;
  g_assert_cmpuint (wsc_sweep_get_n_windows (a), ==, wsc_sweep_get_n_windows (b));
  for (guint i = 0; i < wsc_sweep_get_n_windows (a); i++)
    {
      g_assert_cmpuint (wsc_sweep_get_window (a, i), ==, wsc_sweep_get_window (b, i));
      g_assert_cmpuint (wsc_sweep_get_n_points (a, i), ==, wsc_sweep_get_n_points (b, i));
      for (guint j = 0; j < wsc_sweep_get_n_points (a, i); j++)
        {
          g_assert_cmpuint (wsc_sweep_get_components (a, i, j), ==, wsc_sweep_get_components (b, i, j));
          assert_bytes (wsc_sweep_get_errors (a, i, j), wsc_sweep_get_errors (b, i, j), sizeof (WscSeriesErrors));
        }
    }
}

static inline void
assert_same_sums (const WscSeriesParts *a, const WscSeriesParts *b)
{
  const gsize size = a->reconstruction->n * sizeof (double);

  assert_bytes (a->reconstruction->signal, b->reconstruction->signal, size);
  assert_bytes (a->reconstruction->residual, b->reconstruction->residual, size);
  g_assert_cmpfloat (a->reconstruction->share, ==, b->reconstruction->share);
  g_assert_cmpuint (a->grouped->groups->len, ==, b->grouped->groups->len);
  g_assert_cmpstr (a->grouped->reason, ==, b->grouped->reason);
  assert_bytes (a->grouped->series, b->grouped->series, a->grouped->groups->len * size);
}

static inline void
assert_same_forecast (const WscForecast *a, const WscForecast *b)
{
  const double *x[4], *y[4];

  g_assert_true ((a == NULL) == (b == NULL));
  if (a == NULL)
    return;
  g_assert_cmpuint (wsc_forecast_get_steps (a), ==, wsc_forecast_get_steps (b));
  assert_bytes (wsc_forecast_get_values (a), wsc_forecast_get_values (b), wsc_forecast_get_steps (a) * sizeof (double));
  g_assert_cmpint (wsc_forecast_get_bands (a, &x[0], &x[1], &x[2], &x[3]), ==,
                   wsc_forecast_get_bands (b, &y[0], &y[1], &y[2], &y[3]));
  for (guint i = 0; i < 4; i++)
    assert_bytes (x[i], y[i], wsc_forecast_get_steps (a) * sizeof (double));
}

static inline void
assert_same_suggestion (const WscSuggestion *a, const WscSuggestion *b)
{
  const double *x[3], *y[3];

  g_assert_true ((a == NULL) == (b == NULL));
  if (a == NULL)
    return;
  const guint n = wsc_suggestion_get_evidence (a, &x[0], &x[1], &x[2]);
  g_assert_cmpuint (n, ==, wsc_suggestion_get_evidence (b, &y[0], &y[1], &y[2]));
  g_assert_cmpstr (wsc_suggestion_get_reason (a), ==, wsc_suggestion_get_reason (b));
  for (guint i = 0; i < 3; i++)
    assert_bytes (x[i], y[i], n * sizeof (double));
}

static inline void
assert_same_parts (const WscResults *first, const WscResults *second)
{
  const WscSeriesParts *a = wsc_results_get_series (first), *b = wsc_results_get_series (second);

  g_assert_true (a != NULL && b != NULL);
  assert_same_ssa (a->ssa, b->ssa);
  assert_same_sweep (a->curve, b->curve);
  assert_same_sums (a, b);
  assert_same_forecast (a->forecast, b->forecast);
  assert_same_suggestion (a->suggestion, b->suggestion);
  assert_same_sweep (a->sweep, b->sweep);
  assert_same_sweep (a->landscape, b->landscape);
  g_assert_cmpstr (a->forecast_problem, ==, b->forecast_problem);
  g_assert_cmpstr (a->suggestion_problem, ==, b->suggestion_problem);
  g_assert_cmpint (a->has_truth, ==, b->has_truth);
}

/* Everything there is of a series of 80 values. */
#define ALL_PARTS                                                                                                      \
  "study.subject=series ssa.window=20 ssa.forecast=5 ssa.replicas=20 ssa.suggest=surrogates ssa.sweep=10;15 "         \
  "ssa.landscape=5 ssa.groups=a:1;b:2-3 "

static inline WscResults *
run_with (const char *base, const char *change, WscResults *previous, const WscObserver *observer)
{
  g_autofree char *assignments = g_strconcat (base, " ", change, NULL);
  g_autoptr (WscStudy) study = small_study (assignments);
  g_autoptr (GError) error = NULL;
  WscResults *results = wsc_pipeline_run (study, previous, observer, &error);

  g_assert_no_error (error);
  return results;
}
