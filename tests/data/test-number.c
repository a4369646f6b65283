/* The number reader agrees with strtod to the bit. */
#include "data/csv-private.h"
#include "test-data.h"

#include <math.h>
#include <string.h>

static void
assert_like_strtod (const char *text)
{
  char *expected_end;
  const double expected = g_ascii_strtod (text, &expected_end);
  double value = 0;
  const char *end = wsc_csv_read_number (text, '.', &value);

  if (isinf (expected))
    {
      g_assert_null (end);
      return;
    }
  g_assert_true (end == expected_end);
  if (memcmp (&value, &expected, sizeof value) != 0)
    g_error ("%s: read %.17g, strtod %.17g", text, value, expected);
}

static void
test_fixed (void)
{
  static const char *const texts[] = {
    "0", "-0", "+0", "1", "-1.5", ".5", "5.", "00012", "0.000123", "1e5", "1E-5", "1e+5", "123456789012345678",
    "9007199254740993", "9007199254740992.5", "0.1", "0.30000000000000004", "1e22", "1e23", "8.5e22", "1e308",
    "1.8e308", "-1e309", "2.2250738585072014e-308", "4.9e-324", "1e-400", "1e400", "0e999",
    "0.0000000000000000000000000000000000001", "179769313486231570814527423731704356798070e267", "9223372036854775807",
    "9999999999999999999", "18446744073709551616", "0.1000000000000000055511151231257827021181583404541015625",
    "1652389088168694300", "12345678901234567890123456789",
    /* half way between two doubles, and a hair to either side of it */
    "9007199254740993.0", "9007199254740993.00000000000000000001", "9007199254740992.99999999999999999999",
    "1.00000000000000011102230246251565404", "1.00000000000000011102230246251565405", "1.5e", "1.5e+", "1.5x", "1e5e5",
    "1.2.3"
  };

  for (gsize i = 0; i < G_N_ELEMENTS (texts); i++)
    assert_like_strtod (texts[i]);
}

static void
test_not_numbers (void)
{
  static const char *const texts[] = { "", "-", "+", ".", "-.", "e5", "nan", "inf", "NA", "x", " 1", "--1", ",5" };
  double value;

  for (gsize i = 0; i < G_N_ELEMENTS (texts); i++)
    g_assert_null (wsc_csv_read_number (texts[i], '.', &value));
}

static void
test_decimal_comma (void)
{
  const char *const text = "-12,0625;x", *const slow = "0,12345678901234567890123;";
  double value;

  g_assert_true (wsc_csv_read_number (text, ',', &value) == text + 8);
  g_assert_cmpfloat (value, ==, -12.0625);
  g_assert_true (wsc_csv_read_number (slow, ',', &value) == slow + strlen (slow) - 1);
  g_assert_cmpfloat (value, ==, 0.12345678901234567890123);
}

/* All bit patterns, printed with 1 to 25 digits, as %e, %f and %g. */
static void
test_random_doubles (void)
{
  static const char *const formats[] = { "%.*e", "%.*g", "%.*f" };
  WscRandom random;

  wsc_random_init (&random, 1, "number", 0);
  for (guint i = 0; i < 300000; i++)
    {
      guint64 bits = (guint64) wsc_random_word (&random) << 32 | wsc_random_word (&random);
      const int digits = (int) wsc_random_below (&random, 25);
      char text[512];
      double value;

      if (i % 4 != 0) /* exponents of everyday numbers */
        bits = (bits & ~(G_GUINT64_CONSTANT (0x7ff) << 52)) |
               ((guint64) (1023 - 40 + wsc_random_below (&random, 80)) << 52);
      memcpy (&value, &bits, sizeof value);
      if (!isfinite (value))
        continue;
      g_snprintf (text, sizeof text, formats[i % 3], digits, value);
      assert_like_strtod (text);
    }
}

/* Digits, point and exponent at random. */
static void
test_random_digits (void)
{
  WscRandom random;

  wsc_random_init (&random, 2, "number", 0);
  for (guint i = 0; i < 300000; i++)
    {
      const guint n = 1 + wsc_random_below (&random, 22), point = wsc_random_below (&random, n + 1);
      g_autoptr (GString) text = g_string_new (wsc_random_below (&random, 2) ? "-" : "");

      for (guint j = 0; j < n; j++)
        {
          if (j == point)
            g_string_append_c (text, '.');
          g_string_append_c (text, (char) ('0' + wsc_random_below (&random, 10)));
        }
      if (wsc_random_below (&random, 2))
        g_string_append_printf (text, "e%d", (int) wsc_random_below (&random, 60) - 30);
      assert_like_strtod (text->str);
    }
}

/* The middle between two neighbouring doubles, exact to the last digit: ties go to even. */
static void
test_halfway (void)
{
  WscRandom random;

  wsc_random_init (&random, 3, "number", 0);
  for (guint i = 0; i < 100000; i++)
    {
      const guint64 odd =
          ((guint64) wsc_random_word (&random) << 22 | G_GUINT64_CONSTANT (1) << 53 | wsc_random_word (&random)) | 1;
      char text[64];

      g_snprintf (text, sizeof text, "%" G_GUINT64_FORMAT "%s", odd, i % 2 ? "" : "e0");
      assert_like_strtod (text);
      g_snprintf (text, sizeof text, "%" G_GUINT64_FORMAT ".5", odd >> 1);
      assert_like_strtod (text);
    }
}

void
add_number_tests (void)
{
  g_test_add_func ("/number/fixed", test_fixed);
  g_test_add_func ("/number/not-numbers", test_not_numbers);
  g_test_add_func ("/number/decimal-comma", test_decimal_comma);
  g_test_add_func ("/number/random-doubles", test_random_doubles);
  g_test_add_func ("/number/random-digits", test_random_digits);
  g_test_add_func ("/number/half-way", test_halfway);
}
