/* Against the tables of an independent program: tests/reference/ssa_analysis. */
#include "analysis/support.h"

#include <math.h>

#define NEAR 1e-8 /* of the largest value of a table */

typedef struct
{
  const char *name;
  gsize window, n_channels;
  const char *components;
} Case;

static const Case cases[] = {
  { "air48", 48, 1, "1-6" }, { "air60", 60, 1, "1-3,6-7" }, { "co2", 104, 1, "1-5" },
  { "sine", 40, 1, "1-2" },  { "sine150", 150, 1, "1-2" },  { "pair", 30, 2, "1-3" },
};

static double *
column (const char *name, const char *table, guint j, gsize *n)
{
  g_autofree char *file = g_strdup_printf ("ssa_analysis/%s_%s.csv", name, table);

  return reference_column (file, j, n);
}

static void
assert_near (gsize n, const double *found, const double *expected)
{
  g_assert_cmpfloat (largest_difference (n, found, expected), <=, NEAR * largest_magnitude (n, expected));
}

static WscSsa *
decompose_case (const Case *c)
{
  gsize n;
  g_autoptr (GArray) values = g_array_new (FALSE, FALSE, sizeof (double));
  WscChannels channels;
  const WscSsaSettings settings = { .window = c->window };
  g_autoptr (GError) error = NULL;
  WscSsa *ssa;

  for (guint i = 0; i < c->n_channels; i++)
    {
      g_autofree double *x = column (c->name, "series", i, &n);

      g_array_append_vals (values, x, (guint) n);
    }
  channels = (WscChannels){ n, c->n_channels, (const double *) values->data };
  ssa = wsc_ssa_new (&channels, &settings, NULL, &error);
  g_assert_no_error (error);
  return ssa;
}

static void
test_values (gconstpointer data)
{
  const Case *c = data;
  g_autoptr (WscSsa) ssa = decompose_case (c);
  gsize count;
  g_autofree double *sigma = column (c->name, "values", 0, &count), *shares = column (c->name, "values", 1, &count);

  for (gsize i = 0; i < count; i++)
    {
      g_assert_cmpfloat_with_epsilon (wsc_ssa_get_singular_value (ssa, i), sigma[i], NEAR * sigma[0]);
      g_assert_cmpfloat_with_epsilon (wsc_ssa_get_share (ssa, i), shares[i], NEAR);
    }
}

static void
test_correlations (gconstpointer data)
{
  const Case *c = data;
  g_autoptr (WscSsa) ssa = decompose_case (c);
  const gsize stride = wsc_ssa_get_n_correlated (ssa);
  gsize count;

  for (guint j = 0; j < 12; j++)
    {
      g_autofree double *expected = column (c->name, "correlations", j, &count);

      for (gsize i = 0; i < count; i++)
        g_assert_cmpfloat_with_epsilon (wsc_ssa_get_correlations (ssa)[i * stride + j], expected[i], NEAR);
    }
}

static void
test_components (gconstpointer data)
{
  const Case *c = data;
  g_autoptr (WscSsa) ssa = decompose_case (c);
  gsize n;

  for (guint i = 0; i < 4; i++)
    for (guint channel = 0; channel < c->n_channels; channel++)
      {
        g_autofree double *expected = column (c->name, "components", i * (guint) c->n_channels + channel, &n);

        assert_near (n, wsc_ssa_get_component (ssa, i, channel), expected);
      }
}

static void
test_forecasts (gconstpointer data)
{
  const Case *c = data;
  g_autoptr (WscSsa) ssa = decompose_case (c);
  g_auto (WscComponents) components = components_of (c->components);
  gsize steps;

  for (guint channel = 0; channel < c->n_channels; channel++)
    for (int method = WSC_FORECAST_RECURRENT; method <= WSC_FORECAST_VECTOR; method++)
      {
        g_autofree double *expected = column (c->name, "forecast", 2 * channel + (guint) method, &steps);
        const WscForecastSettings settings = { .method = method, .steps = (guint) steps };
        g_autoptr (GError) error = NULL;
        g_autoptr (WscForecast) forecast = wsc_forecast_new (ssa, &components, channel, &settings, NULL, &error);

        g_assert_no_error (error);
        g_assert_cmpuint (wsc_forecast_get_steps (forecast), ==, steps);
        assert_near (steps, wsc_forecast_get_values (forecast), expected);
      }
}

/* Recurrent forecasts that came from elsewhere: 1e-7 absolute, 1e-6 relative. */
static void
test_given (void)
{
  static const struct
  {
    const char *series;
    gsize window;
    const char *components;
    double verticality;
  } given[] = {
    { "exact", 60, "1-5", 0.073188156352256 },   { "noisy", 60, "1-5", 0.07330906521692737 },
    { "noisy", 100, "1-5", 0.0422892338866441 }, { "noisy", 150, "1-5", 0.025519740137104084 },
    { "noisy", 60, "1-2", 0.02240971559541785 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (given); i++)
    {
      gsize n, steps;
      g_autofree char *name = g_strdup_printf ("%u", i);
      g_autofree double *x = column ("given", given[i].series, 0, &n), *expected = column ("given", name, 0, &steps);
      g_autoptr (WscSsa) ssa = decompose (n, x, given[i].window);
      g_auto (WscComponents) components = components_of (given[i].components);
      const WscForecastSettings settings = { .method = WSC_FORECAST_RECURRENT, .steps = (guint) steps };
      g_autoptr (GError) error = NULL;
      g_autoptr (WscForecast) forecast = wsc_forecast_new (ssa, &components, 0, &settings, NULL, &error);

      g_assert_no_error (error);
      g_assert_cmpfloat_with_epsilon (wsc_forecast_get_verticality (forecast), given[i].verticality, 1e-9);
      for (gsize s = 0; s < steps; s++)
        g_assert_cmpfloat_with_epsilon (wsc_forecast_get_values (forecast)[s], expected[s],
                                        1e-7 + 1e-6 * fabs (expected[s]));
    }
}

static void
test_whiteness (void)
{
  gsize n, rows, bins;
  g_autofree double *x = column ("white", "series", 0, &n), *power = column ("white", "power", 0, &bins);
  g_autofree double *lags = column ("white", "tests", 0, &rows), *statistics = column ("white", "tests", 1, &rows);
  g_autofree double *p_values = column ("white", "tests", 2, &rows), *r = column ("white", "tests", 3, &rows);
  g_autofree double *found = g_new (double, n);

  for (gsize i = 0; i < rows; i++)
    {
      const gsize m = (gsize) lags[i];
      double p;

      g_assert_cmpfloat_with_epsilon (wsc_ljung_box (n, x, m, &p), statistics[i], 1e-10 * statistics[i]);
      g_assert_cmpfloat_with_epsilon (p, p_values[i], 1e-10);
      wsc_autocorrelation (n, x, m, found);
      g_assert_cmpfloat_with_epsilon (found[m], r[i], 1e-12);
    }
  wsc_periodogram (n, x, TRUE, found);
  g_assert_cmpuint (bins, ==, n / 2 + 1);
  assert_near (bins, found, power);
}

int
main (int argc, char **argv)
{
  static const struct
  {
    const char *what;
    GTestDataFunc func;
  } tests[] = { { "values", test_values },
                { "correlations", test_correlations },
                { "components", test_components },
                { "forecasts", test_forecasts } };

  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    for (guint j = 0; j < G_N_ELEMENTS (tests); j++)
      {
        g_autofree char *path = g_strdup_printf ("/reference/%s/%s", cases[i].name, tests[j].what);

        g_test_add_data_func (path, &cases[i], tests[j].func);
      }
  g_test_add_func ("/reference/given", test_given);
  g_test_add_func ("/reference/whiteness", test_whiteness);
  return g_test_run ();
}
