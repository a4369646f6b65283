/* Periods, roots, and what is left: periodogram, autocorrelation, normality, whiteness. */
#include "analysis/support.h"

#include <math.h>

/* --- periods ------------------------------------------------------------- */

static void
test_periods (void)
{
  static const double periods[] = { 2.7, 12, 31.4, 50 };
  static const gsize windows[] = { 60, 100, 340 };
  const gsize n = 400;

  for (guint p = 0; p < G_N_ELEMENTS (periods); p++)
    for (guint w = 0; w < G_N_ELEMENTS (windows); w++)
      {
        g_autofree double *x = make_series (&(Recipe){ .n = n, .period = periods[p], .noise = 0.05 }, p);
        g_autoptr (WscSsa) ssa = decompose (n, x, windows[w]);
        const double found = wsc_ssa_get_period (ssa, 0);

        /* Few cycles in the window: the peak at -f pulls the one at f. */
        g_assert_cmpfloat_with_epsilon (found, periods[p], periods[p] * (windows[w] > 4 * periods[p] ? 0.02 : 0.15));
      }
}

static void
test_endless_periods (void)
{
  const gsize n = 200;
  g_autofree double *x = make_series (&(Recipe){ .n = n, .period = 10, .trend = 5 }, 1);
  g_autofree double *slow = make_series (&(Recipe){ .n = n, .period = 1000 }, 1);
  g_autoptr (WscSsa) ssa = decompose (n, x, 50), slow_ssa = decompose (n, slow, 50);

  g_assert_true (isinf (wsc_ssa_get_period (ssa, 0)));
  g_assert_cmpfloat_with_epsilon (wsc_ssa_get_period (ssa, 1), 10, 0.1);
  g_assert_true (isinf (wsc_ssa_get_period (slow_ssa, 0)));
}

static void
test_shortest_period (void)
{
  double x[40];
  g_autoptr (WscSsa) ssa = NULL;

  for (gsize t = 0; t < 40; t++)
    x[t] = t % 2 == 0 ? 1 : -1;
  ssa = decompose (40, x, 12);
  g_assert_cmpfloat_with_epsilon (wsc_ssa_get_period (ssa, 0), 2, 1e-12);
}

/* --- roots --------------------------------------------------------------- */

/* A sine that decays, one that keeps its height, a real root that grows and a real negative one: rank 6. */
static void
test_terms (void)
{
  static const gsize windows[] = { 7, 20, 50, 95 };
  const gsize n = 100;
  g_autofree double *x = g_new (double, n);
  g_auto (WscComponents) components = components_of ("1-6");

  for (gsize t = 0; t < n; t++)
    x[t] = pow (0.98, t) * cos (2 * G_PI * t / 12 + 0.3) + 2 * sin (2 * G_PI * t / 7.3) + 0.5 * pow (1.01, t) +
           pow (-0.97, t);
  for (guint w = 0; w < G_N_ELEMENTS (windows); w++)
    {
      g_autoptr (WscSsa) ssa = decompose (n, x, windows[w]);
      static const WscTerm expected[] = {
        { INFINITY, 0, 1.01, 0 }, { 7.3, 1 / 7.3, 1, 0 }, { 12, 1.0 / 12, 0.98, 0 }, { 2, 0.5, 0.97, 0 }
      };
      WscTerm terms[6];
      guint n_terms;

      g_assert_true (wsc_ssa_get_terms (ssa, &components, terms, &n_terms, NULL));
      g_assert_cmpuint (n_terms, ==, 4);
      g_assert_true (isinf (terms[0].period));
      for (guint i = 0; i < 4; i++)
        {
          g_assert_cmpfloat_with_epsilon (terms[i].modulus, expected[i].modulus, 1e-8);
          g_assert_cmpfloat_with_epsilon (terms[i].frequency, expected[i].frequency, 1e-8);
          g_assert_cmpfloat_with_epsilon (terms[i].rate, log (expected[i].modulus), 1e-8);
          if (i > 0)
            g_assert_cmpfloat_with_epsilon (terms[i].period, expected[i].period, 1e-6);
        }
    }
}

static void
test_terms_refused (void)
{
  static const struct
  {
    const char *components, *message;
  } cases[] = {
    { "", "No components were chosen; allowed: 1 to 8" },
    { "9", "There is no component 9; allowed: 1 to 8" },
    { "1-8", "The chosen components have a verticality of 1, and it must be below 1: their space holds the last unit "
             "vector, so that "
             "nothing follows from the values before; choose fewer components" },
  };
  g_autofree double *x = make_series (&(Recipe){ .n = 60, .noise = 1 }, 1);
  g_autoptr (WscSsa) ssa = decompose (60, x, 8);

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_auto (WscComponents) components = components_of (cases[i].components);
      g_autoptr (GError) error = NULL;
      WscTerm terms[8];
      guint n_terms;

      g_assert_false (wsc_ssa_get_terms (ssa, &components, terms, &n_terms, &error));
      assert_message (error, WSC_ERROR_RANGE, cases[i].message);
      g_assert_cmpuint (n_terms, ==, 0);
    }
}

/* --- what is left -------------------------------------------------------- */

static double
naive_power (gsize n, const double *x, gsize f)
{
  double re = 0, im = 0;

  for (gsize t = 0; t < n; t++)
    {
      re += x[t] * cos (2 * G_PI * (double) (f * t % n) / (double) n);
      im += x[t] * sin (2 * G_PI * (double) (f * t % n) / (double) n);
    }
  return (re * re + im * im) / (double) n;
}

static void
test_periodogram (void)
{
  static const gsize lengths[] = { 1, 2, 3, 30, 64, 97, 101 };

  for (guint i = 0; i < G_N_ELEMENTS (lengths); i++)
    {
      const gsize n = lengths[i];
      g_autofree double *x = make_series (&(Recipe){ .n = n, .trend = 3, .noise = 1 }, i);
      g_autofree double *power = g_new (double, n / 2 + 1), *centred = g_new (double, n / 2 + 1);

      wsc_periodogram (n, x, FALSE, power);
      wsc_periodogram (n, x, TRUE, centred);
      for (gsize f = 0; f <= n / 2; f++)
        g_assert_cmpfloat_with_epsilon (power[f], naive_power (n, x, f), 1e-9 * power[0]);
      g_assert_cmpfloat (centred[0], <, 1e-20);
      for (gsize f = 1; f <= n / 2; f++)
        g_assert_cmpfloat_with_epsilon (centred[f], power[f], 1e-10 * power[0]);
    }
}

static void
test_autocorrelation (void)
{
  const gsize n = 53;
  g_autofree double *x = make_series (&(Recipe){ .n = n, .period = 9, .trend = 2, .noise = 1 }, 1);
  double r[61], mean = 0, squares = 0;

  for (gsize t = 0; t < n; t++)
    mean += x[t] / n;
  for (gsize t = 0; t < n; t++)
    squares += (x[t] - mean) * (x[t] - mean);
  wsc_autocorrelation (n, x, 60, r);
  g_assert_cmpfloat (r[0], ==, 1);
  for (gsize k = 1; k <= 60; k++)
    {
      double sum = 0;

      for (gsize t = 0; t + k < n; t++)
        sum += (x[t] - mean) * (x[t + k] - mean);
      g_assert_cmpfloat_with_epsilon (r[k], sum / squares, 1e-13);
    }
}

static void
test_autocorrelation_of_a_constant (void)
{
  const double x[3] = { 0.1, 0.1, 0.1 };
  double r[3];

  wsc_autocorrelation (3, x, 2, r);
  g_assert_cmpfloat (r[0], ==, 1);
  g_assert_cmpfloat (r[1], ==, 0);
  g_assert_cmpfloat (r[2], ==, 0);
}

static void
test_normal_quantiles (void)
{
  const double x[4] = { 7, 1, 5, 3 }, constant[2] = { 3, 3 };
  double expected[4], found[4];

  wsc_normal_quantiles (4, x, expected, found);
  /* Of 1/8 and 3/8, from tables of the normal distribution; (1 - 4) / sqrt (20 / 3). */
  g_assert_cmpfloat_with_epsilon (expected[0], -1.1503493803760079, 1e-12);
  g_assert_cmpfloat_with_epsilon (expected[1], -0.31863936396437514, 1e-12);
  g_assert_cmpfloat_with_epsilon (expected[2], 0.31863936396437514, 1e-12);
  g_assert_cmpfloat_with_epsilon (found[0], -3 / sqrt (20.0 / 3), 1e-15);
  g_assert_cmpfloat_with_epsilon (found[3], 3 / sqrt (20.0 / 3), 1e-15);
  wsc_normal_quantiles (2, constant, expected, found);
  g_assert_cmpfloat (found[0], ==, 0);
  g_assert_cmpfloat (found[1], ==, 0);
}

/* Of white noise about a twentieth is called coloured at 5 %; a sine is never white. */
static void
test_ljung_box (void)
{
  const gsize n = 300;
  guint alarms = 0;
  double p;

  for (guint seed = 0; seed < 400; seed++)
    {
      g_autofree double *x = make_series (&(Recipe){ .n = n, .noise = 1 }, seed);

      wsc_ljung_box (n, x, 10, &p);
      alarms += p < 0.05 ? 1 : 0;
    }
  /* Binomial (400, 0.05): 20 with a deviation of 4.4. */
  g_assert_cmpuint (alarms, >=, 7);
  g_assert_cmpuint (alarms, <=, 33);
}

/* Statistics far out of the distribution give a probability of nothing and no abort. */
static void
test_ljung_box_of_a_sine (void)
{
  static const gsize lengths[] = { 100, 3000, 100000 };
  double p;

  for (guint i = 0; i < G_N_ELEMENTS (lengths); i++)
    {
      g_autofree double *x = make_series (&(Recipe){ .n = lengths[i], .period = 20 }, 1);

      for (gsize m = 1; m < lengths[i]; m = 4 * m + 3)
        {
          g_assert_cmpfloat (wsc_ljung_box (lengths[i], x, m, &p), >, 80);
          g_assert_cmpfloat (p, >=, 0);
          g_assert_cmpfloat (p, <, 1e-6);
        }
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/period/sines", test_periods);
  g_test_add_func ("/period/endless", test_endless_periods);
  g_test_add_func ("/period/shortest", test_shortest_period);
  g_test_add_func ("/terms/exact", test_terms);
  g_test_add_func ("/terms/refusals", test_terms_refused);
  g_test_add_func ("/spectrum/periodogram", test_periodogram);
  g_test_add_func ("/spectrum/autocorrelation", test_autocorrelation);
  g_test_add_func ("/spectrum/autocorrelation-of-a-constant", test_autocorrelation_of_a_constant);
  g_test_add_func ("/whiteness/normal-quantiles", test_normal_quantiles);
  g_test_add_func ("/whiteness/ljung-box", test_ljung_box);
  g_test_add_func ("/whiteness/ljung-box-of-a-sine", test_ljung_box_of_a_sine);
  return g_test_run ();
}
