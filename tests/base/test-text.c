#include "test-base.h"

#include <float.h>
#include <math.h>
#include <string.h>

static void
test_format (void)
{
  static const struct
  {
    double value;
    const char *text;
  } cases[] = { { 0, "0" },
                { -0.0, "-0" },
                { 1, "1" },
                { -2.5, "-2.5" },
                { 0.1, "0.1" },
                { 1e-3, "0.001" },
                { 100000, "100000" },
                { 1e21, "1e21" },
                { 1.5e-7, "1.5e-7" },
                { 1e300, "1e300" },
                { 0.1 + 0.2, "0.30000000000000004" },
                { 1.0 / 3, "0.3333333333333333" },
                { DBL_MAX, "1.7976931348623157e308" },
                { DBL_TRUE_MIN, "5e-324" },
                { 2147483647, "2147483647" },
                { NAN, "nan" },
                { -INFINITY, "-inf" } };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *text = wsc_format_number (cases[i].value);

      g_assert_cmpstr (text, ==, cases[i].text);
    }
}

static double
random_double (WscRandom *random)
{
  guint64 bits;
  double value;

  do
    {
      bits = (guint64) wsc_random_word (random) << 32 | wsc_random_word (random);
      memcpy (&value, &bits, sizeof value);
    }
  while (!isfinite (value));
  return value;
}

/* Any double survives the way to text and back, and no text with fewer digits would do. */
static void
test_round_trip (void)
{
  WscRandom random;

  wsc_random_init (&random, 1, "text", 0);
  for (guint i = 0; i < 20000; i++)
    {
      const double value = i % 2 == 0 ? random_double (&random) : floor (1e6 * wsc_random_normal (&random)) / 1e4;
      g_autofree char *text = wsc_format_number (value);
      char shorter[64];
      double back;
      guint n_digits = 0;

      g_assert_true (wsc_parse_number (text, &back));
      g_assert_cmpmem (&back, sizeof back, &value, sizeof value);
      for (const char *c = text; *c != '\0' && *c != 'e'; c++)
        n_digits += g_ascii_isdigit (*c) && (n_digits > 0 || *c != '0');
      if (n_digits < 2 || g_str_has_suffix (text, "0"))
        continue;
      g_snprintf (shorter, sizeof shorter, "%.*e", (int) n_digits - 2, value);
      g_assert_cmpfloat (g_ascii_strtod (shorter, NULL), !=, value);
    }
}

static void
test_parse (void)
{
  static const char *const bad[] = { "",       " 1", "1 ", "1,5", "0x10", "nan",   "inf", "1e999",
                                     "-1e999", "1e", "e5", "--1", ".",    "1.2.3", "1a" };
  static const struct
  {
    const char *text;
    double value;
  } good[] = {
    { "0", 0 }, { "-1.5", -1.5 }, { "+2", 2 }, { ".5", 0.5 }, { "5.", 5 }, { "1e3", 1000 }, { "1E-3", 0.001 }
  };
  double value = 42;

  for (gsize i = 0; i < G_N_ELEMENTS (bad); i++)
    g_assert_false (wsc_parse_number (bad[i], &value));
  g_assert_false (wsc_parse_number (NULL, &value));
  g_assert_cmpfloat (value, ==, 42);
  for (gsize i = 0; i < G_N_ELEMENTS (good); i++)
    {
      g_assert_true (wsc_parse_number (good[i].text, &value));
      g_assert_cmpfloat (value, ==, good[i].value);
    }
}

static void
test_parse_typed (void)
{
  static const char *const bad[] = { "", " ", "1,5,0", "1.5,0", "1 000", "0x10", "nan", "5 mm" };
  double value = 42;

  for (gsize i = 0; i < G_N_ELEMENTS (bad); i++)
    g_assert_false (wsc_parse_typed_number (bad[i], &value));
  g_assert_false (wsc_parse_typed_number (NULL, &value));
  g_assert_cmpfloat (value, ==, 42);
  g_assert_true (wsc_parse_typed_number (" 1,5 ", &value));
  g_assert_cmpfloat (value, ==, 1.5);
  g_assert_true (wsc_parse_typed_number ("-2.5e-3", &value));
  g_assert_cmpfloat (value, ==, -2.5e-3);
}

static void
test_nearest (void)
{
  static const char *const words[] = {
    "training.learning-rate", "training.batch", "model.layers", "data.window", "relu", NULL
  };
  static const char *const none[] = { NULL };

  g_assert_cmpstr (wsc_nearest_word ("training.learning_rate", words), ==, "training.learning-rate");
  g_assert_cmpstr (wsc_nearest_word ("trianing.batch", words), ==, "training.batch");
  g_assert_cmpstr (wsc_nearest_word ("model.layer", words), ==, "model.layers");
  g_assert_cmpstr (wsc_nearest_word ("Data.Windows", words), ==, "data.window");
  g_assert_cmpstr (wsc_nearest_word ("ReLU", words), ==, "relu");
  g_assert_cmpstr (wsc_nearest_word ("rleu", words), ==, "relu");
  g_assert_null (wsc_nearest_word ("softmax", words));
  g_assert_null (wsc_nearest_word ("zz", words));
  g_assert_null (wsc_nearest_word ("", words));
  g_assert_null (wsc_nearest_word ("anything", none));
}

void
add_text_tests (void)
{
  g_test_add_func ("/text/format", test_format);
  g_test_add_func ("/text/round-trip", test_round_trip);
  g_test_add_func ("/text/parse", test_parse);
  g_test_add_func ("/text/parse-typed", test_parse_typed);
  g_test_add_func ("/text/nearest-word", test_nearest);
}
