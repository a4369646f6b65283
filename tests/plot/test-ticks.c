/* Ticks: round, few enough, inside, and labelled with what they are. */
#include <math.h>

#include "base/base.h"
#include "plot/ticks.h"

/* The number that a label means: "−2×10<sup>−5</sup>". */
static double
read_label (const char *label)
{
  g_autoptr (GString) text = g_string_new (label);
  g_string_replace (text, "−", "-", 0);
  g_string_replace (text, "×10<sup>", "e", 0);
  g_string_replace (text, "10<sup>", "1e", 0);
  g_string_replace (text, "</sup>", "", 0);
  double value = NAN;
  if (!wsc_parse_number (text->str, &value))
    g_error ("“%s” is not a number", label);
  return value;
}

static gboolean
is_round (double step)
{
  double mantissa = step / pow (10, floor (log10 (step) + 1e-9));
  return fabs (mantissa - 1) < 1e-6 || fabs (mantissa - 2) < 1e-6 || fabs (mantissa - 5) < 1e-6;
}

static void
check_ticks (const WscTicks *ticks, double low, double high)
{
  double slack = 1e-6 * (high - low);
  for (guint i = 0; i < ticks->n; i++)
    {
      const WscTick *tick = &ticks->ticks[i];
      g_assert_cmpfloat (tick->value, >=, low - slack);
      g_assert_cmpfloat (tick->value, <=, high + slack);
      if (i > 0)
        g_assert_cmpfloat (tick->value, >, tick[-1].value);
      if (i > 0 && tick->label[0])
        g_assert_cmpstr (tick->label, !=, tick[-1].label);
      if (tick->label[0])
        g_assert_cmpfloat (fabs (read_label (tick->label) - tick->value), <=, 1e-9 * MAX (fabs (tick->value), slack));
    }
}

static void
test_linear_properties (void)
{
  for (guint round = 0; round < 20000; round++)
    {
      double size = pow (10, g_test_rand_double_range (-12, 12));
      double low = size * g_test_rand_double_range (-3, 3), high = low + size * g_test_rand_double_range (1e-3, 3);
      guint most = (guint) g_test_rand_int_range (1, 12);
      WscTicks ticks;
      wsc_ticks_init_linear (&ticks, low, high, most, FALSE);
      g_assert_cmpuint (ticks.n, <=, most);
      if (most >= 5)
        g_assert_cmpuint (ticks.n, >=, 2);
      check_ticks (&ticks, low, high);
      if (ticks.n > 1)
        g_assert_true (is_round (ticks.ticks[1].value - ticks.ticks[0].value) || fabs (low) > 1e6 * (high - low));
      wsc_ticks_clear (&ticks);
    }
}

static void
test_integers (void)
{
  for (guint round = 0; round < 2000; round++)
    {
      double low = g_test_rand_int_range (0, 50), high = low + g_test_rand_int_range (1, 3000);
      WscTicks ticks;
      wsc_ticks_init_linear (&ticks, low, high, (guint) g_test_rand_int_range (1, 12), TRUE);
      for (guint i = 0; i < ticks.n; i++)
        g_assert_cmpfloat (ticks.ticks[i].value, ==, floor (ticks.ticks[i].value));
      wsc_ticks_clear (&ticks);
    }
}

static void
assert_labels (const WscTicks *ticks, const char *expected)
{
  g_autoptr (GString) all = g_string_new (NULL);
  for (guint i = 0; i < ticks->n; i++)
    if (ticks->ticks[i].label[0])
      g_string_append_printf (all, "%s%s", all->len > 0 ? " " : "", ticks->ticks[i].label);
  g_assert_cmpstr (all->str, ==, expected);
}

static void
test_linear_labels (void)
{
  static const struct
  {
    double low, high;
    guint most;
    const char *labels;
  } cases[] = {
    { -1, 1, 5, "−1.0 −0.5 0.0 0.5 1.0" },
    { 0, 25, 6, "0 5 10 15 20 25" },
    { 0, 0.7, 8, "0.0 0.1 0.2 0.3 0.4 0.5 0.6 0.7" },
    { 1749, 1983, 6, "1750 1800 1850 1900 1950" },
    { 0, 3e-7, 4, "0 10<sup>−7</sup> 2×10<sup>−7</sup> 3×10<sup>−7</sup>" },
    { 0, 1.5e-6, 4, "0 0.5×10<sup>−6</sup> 1.0×10<sup>−6</sup> 1.5×10<sup>−6</sup>" },
    { -2e9, 2e9, 5, "−2×10<sup>9</sup> −10<sup>9</sup> 0 10<sup>9</sup> 2×10<sup>9</sup>" },
    { 1e5, 2e5, 3, "100000 150000 200000" },
  };
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      WscTicks ticks;
      wsc_ticks_init_linear (&ticks, cases[i].low, cases[i].high, cases[i].most, FALSE);
      assert_labels (&ticks, cases[i].labels);
      wsc_ticks_clear (&ticks);
    }
}

static void
test_exact_values (void)
{
  WscTicks ticks;
  wsc_ticks_init_linear (&ticks, -1, 1, 21, FALSE);
  g_assert_cmpuint (ticks.n, ==, 21);
  g_assert_cmpfloat (ticks.ticks[13].value, ==, 0.3); /* 3 * 0.1 is not */
  g_assert_false (signbit (ticks.ticks[10].value));
  g_assert_cmpstr (ticks.ticks[10].label, ==, "0.0");
  wsc_ticks_clear (&ticks);
}

static void
test_log_properties (void)
{
  for (guint round = 0; round < 5000; round++)
    {
      double low = pow (10, g_test_rand_double_range (-12, 12)),
             high = low * pow (10, g_test_rand_double_range (1.5, 12));
      guint most = (guint) g_test_rand_int_range (2, 12), n_labels = 0;
      WscTicks ticks;
      wsc_ticks_init_log (&ticks, low, high, most);
      for (guint i = 0; i < ticks.n; i++)
        n_labels += ticks.ticks[i].label[0] ? 1 : 0;
      g_assert_cmpuint (n_labels, <=, most);
      g_assert_cmpuint (n_labels, >=, 1);
      for (guint i = 0; i < ticks.n; i++)
        if (ticks.ticks[i].label[0])
          g_assert_cmpfloat (fabs (read_label (ticks.ticks[i].label) / ticks.ticks[i].value - 1), <, 1e-9);
      wsc_ticks_clear (&ticks);
    }
}

static void
test_log_labels (void)
{
  WscTicks ticks;
  wsc_ticks_init_log (&ticks, 0.03, 0.9, 8);
  assert_labels (&ticks, "0.05 0.1 0.2 0.5");
  g_assert_cmpuint (ticks.n, ==, 16); /* 0.03 … 0.09, 0.1 … 0.9 */
  wsc_ticks_clear (&ticks);
  wsc_ticks_init_log (&ticks, 0.001, 10, 5);
  assert_labels (&ticks, "0.001 0.01 0.1 1 10");
  wsc_ticks_clear (&ticks);
  wsc_ticks_init_log (&ticks, 1e-8, 1, 5);
  assert_labels (&ticks, "10<sup>−8</sup> 10<sup>−6</sup> 10<sup>−4</sup> 10<sup>−2</sup> 10<sup>0</sup>");
  wsc_ticks_clear (&ticks);
}

static void
test_nothing (void)
{
  static const double ranges[][2] = { { 1, 1 }, { 2, 1 }, { NAN, 1 }, { 0, INFINITY }, { -INFINITY, 0 } };
  for (guint i = 0; i < G_N_ELEMENTS (ranges); i++)
    {
      WscTicks ticks;
      wsc_ticks_init_linear (&ticks, ranges[i][0], ranges[i][1], 5, FALSE);
      g_assert_cmpuint (ticks.n, ==, 0);
      wsc_ticks_init_log (&ticks, ranges[i][0], ranges[i][1], 5);
      g_assert_cmpuint (ticks.n, ==, 0);
    }
  WscTicks ticks;
  wsc_ticks_init_linear (&ticks, 0, 1, 0, FALSE);
  g_assert_cmpuint (ticks.n, ==, 0);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/plot/ticks/linear-properties", test_linear_properties);
  g_test_add_func ("/plot/ticks/integers", test_integers);
  g_test_add_func ("/plot/ticks/linear-labels", test_linear_labels);
  g_test_add_func ("/plot/ticks/exact-values", test_exact_values);
  g_test_add_func ("/plot/ticks/log-properties", test_log_properties);
  g_test_add_func ("/plot/ticks/log-labels", test_log_labels);
  g_test_add_func ("/plot/ticks/nothing", test_nothing);
  return g_test_run ();
}
