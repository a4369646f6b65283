/* Random bytes are read or refused with a message, and nothing else; run under the sanitizers. */
#include "test-data.h"

#include <math.h>
#include <string.h>

/* What any table promises. */
static void
assert_sound (const WscTable *table)
{
  const gsize n = wsc_table_get_n_rows (table);

  g_assert_cmpuint (n, >, 0);
  g_assert_cmpuint (wsc_table_get_n_columns (table), >, 0);
  for (guint j = 0; j < wsc_table_get_n_columns (table); j++)
    {
      const double *numbers = wsc_table_get_numbers (table, j);
      const guint32 *codes = wsc_table_get_codes (table, j);
      guint n_labels;
      gsize n_missing = 0;

      wsc_table_get_labels (table, j, &n_labels);
      g_assert_true ((numbers == NULL) != (codes == NULL));
      g_assert_true (g_utf8_validate (wsc_table_get_name (table, j), -1, NULL));
      for (gsize i = 0; i < n; i++)
        if (numbers != NULL)
          {
            g_assert_false (isinf (numbers[i]));
            n_missing += isnan (numbers[i]) != 0;
          }
        else
          g_assert_cmpuint (codes[i], <, n_labels);
      if (numbers != NULL)
        g_assert_cmpuint (wsc_table_get_n_missing (table, j), ==, n_missing);
    }
}

static void
try_text (const char *text, gsize length)
{
  for (int header = WSC_HEADER_AUTO; header <= WSC_HEADER_NO; header++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (WscTable) table = wsc_table_parse ("fuzz", text, length, (WscHeader) header, NULL, &error);

      if (table != NULL)
        {
          g_assert_no_error (error);
          assert_sound (table);
          continue;
        }
      g_assert_error (error, WSC_ERROR, WSC_ERROR_FORMAT);
      g_assert_true (g_utf8_validate (error->message, -1, NULL));
    }
}

static void
test_bytes (void)
{
  WscRandom random;

  wsc_random_init (&random, 1, "fuzz", 0);
  for (guint i = 0; i < 2000; i++)
    {
      const gsize n = wsc_random_below (&random, 300);
      g_autofree char *text = g_malloc (n + 1);

      for (gsize j = 0; j < n; j++)
        text[j] = (char) wsc_random_below (&random, 256);
      try_text (text, n);
    }
}

/* The characters that mean something, in any order. */
static void
test_syntax (void)
{
  static const char alphabet[] = "0123456789.,;\t \"\"\n\r\n#-+eEax\xef\xbb\xbf";
  WscRandom random;

  wsc_random_init (&random, 2, "fuzz", 0);
  for (guint i = 0; i < 12000; i++)
    {
      const gsize n = wsc_random_below (&random, 120), first = wsc_random_below (&random, sizeof alphabet - 1);
      const gsize n_used = 1 + wsc_random_below (&random, (guint32) (sizeof alphabet - 1 - first));
      g_autofree char *text = g_malloc (n + 1);

      for (gsize j = 0; j < n; j++)
        text[j] = alphabet[first + wsc_random_below (&random, (guint32) n_used)];
      try_text (text, n);
    }
}

/* A good table with a few bytes changed, removed or doubled. */
static void
test_damage (void)
{
  static const char good[] = "time;x;name\r\n0,5;1,25;a\r\n1,5;-2;\"b;c\"\r\n2,5;;a\r\n3,5;4e3;\"d \"\"e\"\"\"\r\n";
  WscRandom random;

  wsc_random_init (&random, 3, "fuzz", 0);
  for (guint i = 0; i < 12000; i++)
    {
      g_autoptr (GString) text = g_string_new_len (good, sizeof good - 1);

      for (guint j = wsc_random_below (&random, 4) + 1; j > 0; j--)
        {
          const gssize at = wsc_random_below (&random, (guint32) text->len);
          const char c = good[wsc_random_below (&random, sizeof good - 1)];

          if (wsc_random_below (&random, 3) == 0)
            g_string_erase (text, at, 1);
          else if (wsc_random_below (&random, 2) == 0)
            g_string_insert_c (text, at, c);
          else
            text->str[at] = c;
        }
      try_text (text->str, text->len);
    }
}

void
add_fuzz_tests (void)
{
  g_test_add_func ("/fuzz/bytes", test_bytes);
  g_test_add_func ("/fuzz/syntax", test_syntax);
  g_test_add_func ("/fuzz/damage", test_damage);
}
