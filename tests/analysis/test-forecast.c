/* Forecasts: exact where the series has finite rank, bands that hold what they say, and what is refused. */
#include "analysis/support.h"

#include <math.h>
#include <string.h>

static const int methods[] = { WSC_FORECAST_RECURRENT, WSC_FORECAST_VECTOR };

static WscForecast *
forecast_of (const WscSsa *ssa, const char *components, gsize channel, const WscForecastSettings *settings,
             const WscHook *hook)
{
  g_auto (WscComponents) set = components_of (components);
  g_autoptr (GError) error = NULL;
  WscForecast *forecast = wsc_forecast_new (ssa, &set, channel, settings, hook, &error);

  g_assert_no_error (error);
  return forecast;
}

/* --- exact --------------------------------------------------------------- */

/* Rank 2 + 2 + 1 = 5. */
static double
exact_value (gsize t, guint channel)
{
  const double x = (double) t;

  return sin (0.4 * x + channel) + 0.5 * pow (0.995, x) * cos (1.3 * x) + (1 + channel) * pow (1.002, x);
}

static void
test_exact (void)
{
  static const gsize windows[] = { 6, 40, 75, 140 };
  const gsize n = 150, steps = 60;
  g_autofree double *x = g_new (double, n), *expected = g_new (double, steps);

  for (gsize t = 0; t < n; t++)
    x[t] = exact_value (t, 0);
  for (gsize s = 0; s < steps; s++)
    expected[s] = exact_value (n + s, 0);
  for (guint w = 0; w < G_N_ELEMENTS (windows); w++)
    for (guint m = 0; m < G_N_ELEMENTS (methods); m++)
      {
        const WscForecastSettings settings = { .method = methods[m], .steps = (guint) steps };
        g_autoptr (WscSsa) ssa = decompose (n, x, windows[w]);
        g_autoptr (WscForecast) forecast = forecast_of (ssa, "1-5", 0, &settings, NULL);

        g_assert_cmpfloat (largest_difference (steps, wsc_forecast_get_values (forecast), expected), <, 1e-8);
        g_assert_cmpfloat (wsc_forecast_get_verticality (forecast), >, 0);
        g_assert_cmpfloat (wsc_forecast_get_verticality (forecast), <, 1);
      }
}

static void
test_exact_channels (void)
{
  const gsize n = 100, steps = 30;
  g_autofree double *x = g_new (double, 2 * n);
  const WscChannels channels = { n, 2, x };
  const WscSsaSettings decomposition = { .window = 20 };
  g_autoptr (WscSsa) ssa = NULL;

  for (gsize i = 0; i < 2 * n; i++)
    x[i] = exact_value (i % n, (guint) (i / n));
  ssa = wsc_ssa_new (&channels, &decomposition, NULL, NULL);
  for (guint channel = 0; channel < 2; channel++)
    for (guint m = 0; m < G_N_ELEMENTS (methods); m++)
      {
        const WscForecastSettings settings = { .method = methods[m], .steps = (guint) steps };
        g_autoptr (WscForecast) forecast = forecast_of (ssa, "1-5", channel, &settings, NULL);

        for (gsize s = 0; s < steps; s++)
          g_assert_cmpfloat_with_epsilon (wsc_forecast_get_values (forecast)[s], exact_value (n + s, channel), 1e-8);
      }
}

/* Vectors of the Toeplitz kind are not those of the series, so a sine goes on only nearly. */
static void
test_toeplitz (void)
{
  const gsize n = 400;
  g_autofree double *x = make_series (&(Recipe){ .n = n, .period = 20 }, 1);
  const WscChannels channels = { n, 1, x };
  const WscSsaSettings decomposition = { .kind = WSC_SSA_TOEPLITZ, .window = 40 };
  g_autoptr (WscSsa) ssa = wsc_ssa_new (&channels, &decomposition, NULL, NULL);

  for (guint m = 0; m < G_N_ELEMENTS (methods); m++)
    {
      const WscForecastSettings settings = { .method = methods[m], .steps = 40 };
      g_autoptr (WscForecast) forecast = forecast_of (ssa, "1-2", 0, &settings, NULL);

      for (gsize s = 0; s < 40; s++)
        g_assert_cmpfloat_with_epsilon (wsc_forecast_get_values (forecast)[s], sin (2 * G_PI * (double) (n + s) / 20),
                                        0.05);
    }
}

/* --- bands --------------------------------------------------------------- */

static const Recipe noisy_sine = { .n = 120, .period = 17, .noise = 0.3 };

typedef struct
{
  const double *low, *high, *wide_low, *wide_high;
} Bands;

static Bands
bands_of (const WscForecast *forecast)
{
  Bands bands;

  g_assert_true (wsc_forecast_get_bands (forecast, &bands.low, &bands.high, &bands.wide_low, &bands.wide_high));
  return bands;
}

static void
test_bands (void)
{
  const WscForecastSettings settings = { .steps = 12, .replicas = 100, .level = 0.9, .seed = 1 };
  const WscForecastSettings narrow = { .steps = 12, .replicas = 100, .level = 0.5, .seed = 1 };
  g_autofree double *x = make_series (&noisy_sine, 1);
  g_autoptr (WscSsa) ssa = decompose (noisy_sine.n, x, 40);
  g_autoptr (WscForecast) forecast = forecast_of (ssa, "1-2", 0, &settings, NULL);
  g_autoptr (WscForecast) inner = forecast_of (ssa, "1-2", 0, &narrow, NULL);
  const Bands bands = bands_of (forecast), within = bands_of (inner);

  for (guint s = 0; s < 12; s++)
    {
      g_assert_cmpfloat (bands.wide_low[s], <, bands.low[s]);
      g_assert_cmpfloat (bands.low[s], <, within.low[s]);
      g_assert_cmpfloat (within.low[s], <, within.high[s]);
      g_assert_cmpfloat (within.high[s], <, bands.high[s]);
      g_assert_cmpfloat (bands.high[s], <, bands.wide_high[s]);
    }
}

static void
test_no_bands (void)
{
  const WscForecastSettings settings = { .steps = 3 };
  g_autofree double *x = make_series (&noisy_sine, 1);
  g_autoptr (WscSsa) ssa = decompose (noisy_sine.n, x, 40);
  g_autoptr (WscForecast) forecast = forecast_of (ssa, "1-2", 0, &settings, NULL);
  const double *a, *b, *c, *d;

  g_assert_false (wsc_forecast_get_bands (forecast, &a, &b, &c, &d));
  g_assert_true (a == NULL && b == NULL && c == NULL && d == NULL);
}

/* Magnitudes whose squares no number holds. */
static void
test_bands_of_large_values (void)
{
  const WscForecastSettings settings = { .steps = 4, .replicas = 20, .level = 0.9 };
  const double unit = 0x1p600;
  g_autofree double *x = make_series (&noisy_sine, 1), *large = g_new (double, noisy_sine.n);
  g_autoptr (WscSsa) ssa = decompose (noisy_sine.n, x, 40), large_ssa = NULL;
  g_autoptr (WscForecast) forecast = forecast_of (ssa, "1-2", 0, &settings, NULL), large_forecast = NULL;
  Bands bands, large_bands;

  for (gsize t = 0; t < noisy_sine.n; t++)
    large[t] = unit * x[t];
  large_ssa = decompose (noisy_sine.n, large, 40);
  large_forecast = forecast_of (large_ssa, "1-2", 0, &settings, NULL);
  bands = bands_of (forecast);
  large_bands = bands_of (large_forecast);
  for (guint s = 0; s < 4; s++)
    {
      g_assert_cmpfloat (large_bands.low[s], ==, unit * bands.low[s]);
      g_assert_cmpfloat (large_bands.wide_high[s], ==, unit * bands.wide_high[s]);
    }
}

static void
test_bands_of_toeplitz (void)
{
  const Recipe recipe = { .n = 400, .period = 20, .noise = 0.3 };
  const WscForecastSettings settings = { .steps = 6, .replicas = 30, .level = 0.9 };
  const WscSsaSettings decomposition = { .kind = WSC_SSA_TOEPLITZ, .window = 60 };
  g_autofree double *x = make_series (&recipe, 1);
  const WscChannels channels = { recipe.n, 1, x };
  g_autoptr (WscSsa) ssa = wsc_ssa_new (&channels, &decomposition, NULL, NULL);
  g_autoptr (WscForecast) forecast = forecast_of (ssa, "1-2", 0, &settings, NULL);
  const Bands bands = bands_of (forecast);

  for (guint s = 0; s < 6; s++)
    {
      g_assert_cmpfloat (bands.low[s], <, wsc_forecast_get_values (forecast)[s]);
      g_assert_cmpfloat (wsc_forecast_get_values (forecast)[s], <, bands.high[s]);
      g_assert_cmpfloat (bands.high[s] - bands.low[s], <, 0.4);
    }
}

/* Windows decomposed whole, by their leading components, and as the complement; the bands stay about the signal. */
static void
test_bands_of_long_windows (void)
{
  static const gsize windows[] = { 400, 560, 700 };
  const Recipe recipe = { .n = 1100, .period = 31, .noise = 0.3 };
  const WscForecastSettings settings = { .steps = 6, .replicas = 30, .level = 0.9 };
  g_autofree double *x = make_series (&recipe, 1);

  for (guint w = 0; w < G_N_ELEMENTS (windows); w++)
    {
      g_autoptr (WscSsa) ssa = decompose (recipe.n, x, windows[w]);
      g_autoptr (WscForecast) forecast = forecast_of (ssa, "1-2", 0, &settings, NULL);
      const Bands bands = bands_of (forecast);

      for (guint s = 0; s < 6; s++)
        {
          const double signal = sin (2 * G_PI * (double) (recipe.n + s) / recipe.period);

          g_assert_cmpfloat (bands.low[s], <, bands.high[s]);
          g_assert_cmpfloat (bands.high[s] - bands.low[s], <, 0.2);
          g_assert_cmpfloat_with_epsilon (0.5 * (bands.low[s] + bands.high[s]), signal, 0.15);
        }
    }
}

/* Without noise nothing varies. */
static void
test_bands_of_no_noise (void)
{
  const Recipe recipe = { .n = 120, .period = 17 };
  const WscForecastSettings settings = { .steps = 12, .replicas = 10, .level = 0.9 };
  g_autofree double *x = make_series (&recipe, 1);
  g_autoptr (WscSsa) ssa = decompose (recipe.n, x, 40);
  g_autoptr (WscForecast) forecast = forecast_of (ssa, "1-2", 0, &settings, NULL);
  const Bands bands = bands_of (forecast);

  g_assert_cmpfloat (largest_difference (12, bands.wide_low, bands.wide_high), <, 1e-10);
  g_assert_cmpfloat (largest_difference (12, bands.low, wsc_forecast_get_values (forecast)), <, 1e-10);
}

static guint
count_inside (const double *low, const double *high, gsize step, double value)
{
  return low[step] <= value && value <= high[step] ? 1 : 0;
}

/* Over 200 draws of the noise the 95 % bands hold the signal, and a new value, at the steps 1 and 10. The number of
 * hits is binomial (200, 0.95) if the bands are right: 190 with a deviation of 3.1. Residuals are a little smaller than
 * the noise, so 5 deviations below are allowed, and 3 above. */
static void
test_coverage (void)
{
  const guint draws = 200;
  guint hits[2] = { 0, 0 }, wide_hits[2] = { 0, 0 };
  WscRandom random;

  wsc_random_init (&random, 9, "test.analysis", 0);
  for (guint i = 0; i < draws; i++)
    {
      const WscForecastSettings settings = { .steps = 10, .replicas = 100, .level = 0.95, .seed = i };
      g_autofree double *x = make_series (&noisy_sine, 100 + i);
      g_autoptr (WscSsa) ssa = decompose (noisy_sine.n, x, 40);
      g_autoptr (WscForecast) forecast = forecast_of (ssa, "1-2", 0, &settings, NULL);
      const Bands bands = bands_of (forecast);

      for (guint j = 0; j < 2; j++)
        {
          const gsize step = j == 0 ? 0 : 9;
          const double signal = sin (2 * G_PI * (double) (noisy_sine.n + step) / noisy_sine.period);
          const double value = signal + noisy_sine.noise * wsc_random_normal (&random);

          hits[j] += count_inside (bands.low, bands.high, step, signal);
          wide_hits[j] += count_inside (bands.wide_low, bands.wide_high, step, value);
        }
    }
  for (guint j = 0; j < 2; j++)
    {
      g_test_message ("%u and %u of %u", hits[j], wide_hits[j], draws);
      g_assert_cmpuint (hits[j], >=, 175);
      g_assert_cmpuint (hits[j], <=, 199);
      g_assert_cmpuint (wide_hits[j], >=, 175);
      g_assert_cmpuint (wide_hits[j], <=, 199);
    }
}

static void
test_threads (void)
{
  static const guint threads[] = { 2, 3, 7 };
  const WscHook one = { .n_threads = 1 };
  g_autofree double *x = make_series (&noisy_sine, 2);
  g_autoptr (WscSsa) ssa = decompose (noisy_sine.n, x, 30);

  for (guint m = 0; m < G_N_ELEMENTS (methods); m++)
    for (guint c = 0; c < G_N_ELEMENTS (threads); c++)
      {
        const WscForecastSettings settings = { methods[m], 8, 31, 0.8, 5 };
        const WscHook many = { .n_threads = threads[c] };
        g_autoptr (WscForecast) expected = forecast_of (ssa, "1-3", 0, &settings, &one);
        g_autoptr (WscForecast) found = forecast_of (ssa, "1-3", 0, &settings, &many);
        const Bands a = bands_of (expected), b = bands_of (found);
        const gsize size = 8 * sizeof (double);

        g_assert_cmpmem (a.low, size, b.low, size);
        g_assert_cmpmem (a.high, size, b.high, size);
        g_assert_cmpmem (a.wide_low, size, b.wide_low, size);
        g_assert_cmpmem (a.wide_high, size, b.wide_high, size);
      }
}

/* Channels share the instants of their residuals: one that copies another, doubled, has the same bands, doubled. */
static void
test_bands_of_channels (void)
{
  const gsize n = noisy_sine.n;
  const WscForecastSettings settings = { .steps = 5, .replicas = 20, .level = 0.9 };
  const WscSsaSettings decomposition = { .window = 30 };
  g_autofree double *x = make_series (&noisy_sine, 3), *both = g_new (double, 2 * n);
  const WscChannels channels = { n, 2, both };
  g_autoptr (WscSsa) ssa = NULL;
  g_autoptr (WscForecast) one = NULL, two = NULL;
  Bands a, b;

  for (gsize t = 0; t < n; t++)
    {
      both[t] = x[t];
      both[n + t] = 2 * x[t];
    }
  ssa = wsc_ssa_new (&channels, &decomposition, NULL, NULL);
  one = forecast_of (ssa, "1-2", 0, &settings, NULL);
  two = forecast_of (ssa, "1-2", 1, &settings, NULL);
  a = bands_of (one);
  b = bands_of (two);
  for (guint s = 0; s < 5; s++)
    {
      g_assert_cmpfloat_with_epsilon (2 * a.low[s], b.low[s], 1e-9);
      g_assert_cmpfloat_with_epsilon (2 * a.wide_high[s], b.wide_high[s], 1e-9);
    }
}

static void
test_stops (void)
{
  const WscForecastSettings settings = { .steps = 5, .replicas = 10, .level = 0.9 };
  g_autofree double *x = make_series (&noisy_sine, 4);
  g_autoptr (WscSsa) ssa = decompose (noisy_sine.n, x, 4);
  g_auto (WscComponents) components = components_of ("1-2");
  gboolean ended = FALSE;
  int allowed;

  for (allowed = 0; !ended; allowed++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (WscForecast) found = NULL;
      Countdown countdown;

      countdown_init (&countdown, allowed, 1);
      found = wsc_forecast_new (ssa, &components, 0, &settings, &countdown.hook, &error);
      ended = countdown.left >= 0;
      g_assert_true (ended == (found != NULL));
      if (!ended)
        assert_message (error, WSC_ERROR_STOPPED, "Stopped while continuing resampled series");
      g_assert_cmpint (countdown.left, >=, -1);
      g_assert_cmpint (allowed, <, 1000);
    }
  g_assert_cmpint (allowed, >, 10);
}

/* --- refusals ------------------------------------------------------------ */

static void
test_refusals (void)
{
  static const struct
  {
    const char *components;
    WscForecastSettings settings;
    const char *message;
  } cases[] = {
    { "", { .steps = 1 }, "No components were chosen; allowed: 1 to 10" },
    { "1,11", { .steps = 1 }, "There is no component 11; allowed: 1 to 10" },
    { "1-10",
      { .steps = 1 },
      "The chosen components have a verticality of 1, and it must be below 1: their space holds the last unit vector, "
      "so that "
      "nothing follows from the values before; choose fewer components" },
    { "1", { .steps = 0 }, "A forecast of 0 steps; allowed: 1 to 100000" },
    { "1", { .steps = 100001 }, "A forecast of 100001 steps; allowed: 1 to 100000" },
    { "1",
      { .steps = 1, .replicas = 9, .level = 0.5 },
      "Bands from 9 replicas; allowed: 10 or more, or 0 for no bands" },
    { "1", { .steps = 1, .replicas = 10, .level = 1 }, "Bands of level 1; it must lie between 0 and 1" },
    { "1", { .steps = 1, .replicas = 10, .level = NAN }, "Bands of level nan; it must lie between 0 and 1" },
  };
  g_autofree double *x = make_series (&noisy_sine, 5);
  g_autoptr (WscSsa) ssa = decompose (noisy_sine.n, x, 10);

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_auto (WscComponents) components = components_of (cases[i].components);
      g_autoptr (GError) error = NULL;

      g_assert_null (wsc_forecast_new (ssa, &components, 0, &cases[i].settings, NULL, &error));
      assert_message (error, WSC_ERROR_RANGE, cases[i].message);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/forecast/exact", test_exact);
  g_test_add_func ("/forecast/exact-channels", test_exact_channels);
  g_test_add_func ("/forecast/toeplitz", test_toeplitz);
  g_test_add_func ("/forecast/bands", test_bands);
  g_test_add_func ("/forecast/bands-of-large-values", test_bands_of_large_values);
  g_test_add_func ("/forecast/bands-of-long-windows", test_bands_of_long_windows);
  g_test_add_func ("/forecast/bands-of-toeplitz", test_bands_of_toeplitz);
  g_test_add_func ("/forecast/no-bands", test_no_bands);
  g_test_add_func ("/forecast/bands-of-no-noise", test_bands_of_no_noise);
  g_test_add_func ("/forecast/coverage", test_coverage);
  g_test_add_func ("/forecast/threads", test_threads);
  g_test_add_func ("/forecast/bands-of-channels", test_bands_of_channels);
  g_test_add_func ("/forecast/stops", test_stops);
  g_test_add_func ("/forecast/refusals", test_refusals);
  return g_test_run ();
}
