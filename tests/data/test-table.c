#include "test-data.h"

#include <math.h>
#include <string.h>

/* The same three rows in many dialects. */
static const struct
{
  const char *name, *text;
  char separator;
  gboolean decimal_comma, header;
} dialects[] = {
  { "comma", "t,x\n0,1.5\n1,-2\n2,3e2\n", ',', FALSE, TRUE },
  { "no-header", "0,1.5\n1,-2\n2,3e2\n", ',', FALSE, FALSE },
  { "no-final-newline", "t,x\n0,1.5\n1,-2\n2,3e2", ',', FALSE, TRUE },
  { "crlf", "t,x\r\n0,1.5\r\n1,-2\r\n2,3e2\r\n", ',', FALSE, TRUE },
  { "crlf-no-final-newline", "t,x\r\n0,1.5\r\n1,-2\r\n2,3e2", ',', FALSE, TRUE },
  { "old-mac", "t,x\r0,1.5\r1,-2\r2,3e2\r", ',', FALSE, TRUE },
  { "byte-order-mark", "\xef\xbb\xbft,x\n0,1.5\n1,-2\n2,3e2\n", ',', FALSE, TRUE },
  { "semicolon", "t;x\n0;1.5\n1;-2\n2;3e2\n", ';', FALSE, TRUE },
  { "semicolon-decimal-comma", "t;x\n0;1,5\n1;-2\n2;3e2\n", ';', TRUE, TRUE },
  { "semicolon-decimal-comma-no-header", "0;1,5\n1;-2,0\n2;3,00e2", ';', TRUE, FALSE },
  { "tab", "t\tx\n0\t1.5\n1\t-2\n2\t3e2\n", '\t', FALSE, TRUE },
  { "tab-decimal-comma", "t\tx\n0,0\t1,5\n1\t-2\n2\t3e2\n", '\t', TRUE, TRUE },
  { "blank", "t x\n0 1.5\n1 -2\n2 3e2\n", ' ', FALSE, TRUE },
  { "aligned-blanks", "  t      x\n  0    1.5  \n  1     -2\n  2    3e2\n", ' ', FALSE, TRUE },
  { "blanks-decimal-comma", "t x\n0,0 1,5\n1,0 -2,0\n2 3e2\n", ' ', TRUE, TRUE },
  { "comma-and-blanks", "t, x\n0, 1.5\n1, -2\n2 , 3e2 \n", ',', FALSE, TRUE },
  { "quoted", "\"t\",\"x\"\n\"0\",\"1.5\"\n1,\"-2\"\n2,3e2\n", ',', FALSE, TRUE },
  { "comments", "# made by hand\nt,x\n0,1.5\n# half way, with, commas\n1,-2\n2,3e2\n#\n", ',', FALSE, TRUE },
  { "blank-lines", "\n\nt,x\n0,1.5\n\n   \n1,-2\n2,3e2\n\n\n", ',', FALSE, TRUE },
  { "trailing-separator", "t,x,\n0,1.5,\n1,-2,\n2,3e2,\n", ',', FALSE, TRUE },
  { "trailing-separator-in-rows", "t;x\n0;1.5;\n1;-2;\n2;3e2;\n", ';', FALSE, TRUE },
};

static void
test_dialect (gconstpointer data)
{
  const gsize i = GPOINTER_TO_SIZE (data);
  const double t[] = { 0, 1, 2 }, x[] = { 1.5, -2, 300 };
  g_autoptr (WscTable) table = parse (dialects[i].text, WSC_HEADER_AUTO);

  g_assert_cmpuint (wsc_table_get_n_columns (table), ==, 2);
  g_assert_cmpint (wsc_table_get_separator (table), ==, dialects[i].separator);
  g_assert_cmpint (wsc_table_get_decimal_comma (table), ==, dialects[i].decimal_comma);
  g_assert_cmpint (wsc_table_get_has_header (table), ==, dialects[i].header);
  g_assert_cmpstr (wsc_table_get_name (table, 0), ==, dialects[i].header ? "t" : "column 1");
  g_assert_cmpstr (wsc_table_get_name (table, 1), ==, dialects[i].header ? "x" : "column 2");
  assert_numbers (table, 0, 3, t);
  assert_numbers (table, 1, 3, x);
}

/* One column, with a point or a comma. */
static void
test_one_column (void)
{
  const double x[] = { 0.5, 1.25, 2 };
  g_autoptr (WscTable) a = parse ("value\n0.5\n1.25\n2\n", WSC_HEADER_AUTO);
  g_autoptr (WscTable) b = parse ("0.5\n1.25\n2", WSC_HEADER_AUTO);
  g_autoptr (WscTable) c = parse ("value\n0,5\n1,25\n2,0\n", WSC_HEADER_AUTO);

  assert_numbers (a, 0, 3, x);
  assert_numbers (b, 0, 3, x);
  assert_numbers (c, 0, 3, x);
  g_assert_true (wsc_table_get_has_header (a));
  g_assert_false (wsc_table_get_has_header (b));
  g_assert_true (wsc_table_get_decimal_comma (c));
}

/* A blank line between rows of one column is an empty cell, never a lost row; at the ends it is nothing. */
static void
test_one_column_gap (void)
{
  const double x[] = { 1, NAN, NAN, 2 };
  g_autoptr (WscTable) table = parse ("\nvalue\n\n1\n\n\n2\n\n\n", WSC_HEADER_AUTO);

  assert_numbers (table, 0, 4, x);
  g_assert_cmpuint (wsc_table_get_n_missing (table, 0), ==, 2);
}

static void
test_empty_cells (void)
{
  const double a[] = { NAN, 2, 3, NAN }, b[] = { 1, NAN, NAN, NAN };
  g_autoptr (WscTable) table = parse ("a,b\n,1\n2,\n3,\"\"\n , \n", WSC_HEADER_AUTO);

  assert_numbers (table, 0, 4, a);
  assert_numbers (table, 1, 4, b);
  g_assert_cmpuint (wsc_table_get_n_missing (table, 0), ==, 2);
  g_assert_cmpuint (wsc_table_get_n_missing (table, 1), ==, 3);
}

static void
test_tabs_keep_empty_cells (void)
{
  const double b[] = { NAN, 5, NAN };
  g_autoptr (WscTable) table = parse ("a\tb\tc\n1\t\t2\n1\t5\t2\n\t\t\n", WSC_HEADER_AUTO);

  assert_numbers (table, 1, 3, b);
  g_assert_cmpuint (wsc_table_get_n_missing (table, 0), ==, 1);
}

/* Separators, line ends and doubled quotes inside quotes. */
static void
test_quotes (void)
{
  const double x[] = { 1, 2, 3 };
  guint n;
  g_autoptr (WscTable) table = parse ("\"na,me\",x\n\"a,b\",1\n\"c\nd\"\"e\",2\n\"a,b\" , 3\n", WSC_HEADER_AUTO);
  const char *const *labels = wsc_table_get_labels (table, 0, &n);
  const guint32 *codes = wsc_table_get_codes (table, 0);

  g_assert_cmpstr (wsc_table_get_name (table, 0), ==, "na,me");
  g_assert_cmpint (wsc_table_get_column_type (table, 0), ==, WSC_COLUMN_TEXT);
  g_assert_cmpuint (n, ==, 2);
  g_assert_cmpstr (labels[0], ==, "a,b");
  g_assert_cmpstr (labels[1], ==, "c\nd\"e");
  g_assert_null (labels[2]);
  g_assert_cmpuint (codes[0], ==, 0);
  g_assert_cmpuint (codes[1], ==, 1);
  g_assert_cmpuint (codes[2], ==, 0);
  g_assert_null (wsc_table_get_numbers (table, 0));
  g_assert_null (wsc_table_get_codes (table, 1));
  assert_numbers (table, 1, 3, x);
}

static void
test_labels (void)
{
  guint n;
  g_autoptr (WscTable) table = parse ("5.1,setosa\n4.9,versicolor\n4.7,\n4.6,setosa\n", WSC_HEADER_AUTO);
  const char *const *labels = wsc_table_get_labels (table, 1, &n);

  g_assert_false (wsc_table_get_has_header (table));
  g_assert_cmpuint (n, ==, 3);
  g_assert_cmpstr (labels[0], ==, "setosa");
  g_assert_cmpstr (labels[1], ==, "versicolor");
  g_assert_cmpstr (labels[2], ==, "");
  g_assert_cmpuint (wsc_table_get_n_missing (table, 1), ==, 1);
}

static void
test_names (void)
{
  g_autoptr (WscTable) table = parse (",x,x, x ,\"\"\n1,2,3,4,5\n", WSC_HEADER_AUTO);
  static const char *const names[] = { "column 1", "x", "x (2)", "x (3)", "column 5" };

  for (guint j = 0; j < G_N_ELEMENTS (names); j++)
    g_assert_cmpstr (wsc_table_get_name (table, j), ==, names[j]);
}

/* Bytes that are no UTF-8 become readable, valid text. */
static void
test_latin1 (void)
{
  guint n;
  g_autoptr (WscTable) table = parse ("gr\xf6\xdf"
                                      "e,k\n1,\xe4\n2,\xe4\n",
                                      WSC_HEADER_AUTO);

  g_assert_true (g_utf8_validate (wsc_table_get_name (table, 0), -1, NULL));
  g_assert_true (g_utf8_validate (wsc_table_get_labels (table, 1, &n)[0], -1, NULL));
  g_assert_cmpuint (n, ==, 1);
}

/* The user overrules what looking found. */
static void
test_header_choice (void)
{
  const double one[] = { 3 };
  g_autoptr (WscTable) yes = parse ("1,2\n3,4\n", WSC_HEADER_YES);
  g_autoptr (WscTable) no = parse ("1,2\n3,4\n", WSC_HEADER_NO);
  g_autoptr (WscTable) text = parse ("a\nb\na\n", WSC_HEADER_NO);

  g_assert_cmpstr (wsc_table_get_name (yes, 0), ==, "1");
  assert_numbers (yes, 0, 1, one);
  g_assert_cmpuint (wsc_table_get_n_rows (no), ==, 2);
  g_assert_cmpuint (wsc_table_get_n_rows (text), ==, 3);
}

static void
test_repeated_times (void)
{
  g_autoptr (WscTable) times = parse ("t,x\n0,1\n0,2\n1,3\n1,4\n2,5\n3,6\n", WSC_HEADER_AUTO);
  g_autoptr (WscTable) groups = parse ("boy,x\n1,1\n1,2\n1,3\n2,4\n2,5\n2,6\n", WSC_HEADER_AUTO);
  g_autoptr (WscTable) back = parse ("x,y\n1,1\n1,2\n0,3\n4,4\n5,5\n", WSC_HEADER_AUTO);

  g_assert_cmpuint (wsc_table_get_n_repeated_times (times), ==, 2);
  g_assert_cmpuint (wsc_table_get_n_repeated_times (groups), ==, 0);
  g_assert_cmpuint (wsc_table_get_n_repeated_times (back), ==, 0);
}

static void
test_find_column (void)
{
  g_autoptr (WscTable) table = parse ("time,acc x,3\n1,2,3\n1,2,4\n", WSC_HEADER_YES);
  g_autoptr (GError) error = NULL;
  guint column = 99;

  g_assert_true (wsc_table_find_column (table, "acc x", &column, &error));
  g_assert_cmpuint (column, ==, 1);
  g_assert_true (wsc_table_find_column (table, "1", &column, &error));
  g_assert_cmpuint (column, ==, 0);
  g_assert_true (wsc_table_find_column (table, "3", &column, &error)); /* a name goes before a number */
  g_assert_cmpuint (column, ==, 2);
  g_assert_false (wsc_table_find_column (table, "tiem", &column, &error));
  g_assert_error (error, WSC_ERROR, WSC_ERROR_RANGE);
  g_assert_cmpstr (error->message, ==,
                   "test.csv: there is no column “tiem”; did you mean “time”? Columns: 1 time, 2 acc x, 3 3");
  g_clear_error (&error);
  g_assert_false (wsc_table_find_column (table, "pressure", &column, &error));
  g_assert_cmpstr (error->message, ==, "test.csv: there is no column “pressure”. Columns: 1 time, 2 acc x, 3 3");
  g_clear_error (&error);
  g_assert_false (wsc_table_find_column (table, "0", &column, &error));
  g_assert_error (error, WSC_ERROR, WSC_ERROR_RANGE);
}

/* Rows cross the borders of the chunks the file is read in, wherever these fall, and nothing is lost. */
static void
test_chunks (void)
{
  const gsize n = 300000;
  g_autoptr (GString) text = g_string_new ("i;half;name\r\n");
  g_autoptr (WscTable) table = NULL;
  g_autofree char *path = NULL;
  g_autoptr (GError) error = NULL;
  guint n_labels;

  for (gsize i = 0; i < n; i++)
    g_string_append_printf (text, "%zu;%zu,5;%s\"name\r\n%zu\"\r\n", i, i, i % 3 == 0 ? " " : "", i % 7);
  path = write_file ("chunks.csv", text->str, (gssize) text->len);
  table = wsc_table_load (path, WSC_HEADER_AUTO, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (text->len, >, 4 * 1024 * 1024);
  g_assert_cmpuint (wsc_table_get_n_rows (table), ==, n);
  wsc_table_get_labels (table, 2, &n_labels);
  g_assert_cmpuint (n_labels, ==, 7);
  for (gsize i = 0; i < n; i++)
    {
      g_assert_cmpfloat (wsc_table_get_numbers (table, 0)[i], ==, (double) i);
      g_assert_cmpfloat (wsc_table_get_numbers (table, 1)[i], ==, i + 0.5);
      g_assert_cmpuint (wsc_table_get_codes (table, 2)[i], ==, i % 7);
    }
}

/* A written table of random numbers reads back to the bit, in any dialect. */
static void
test_round_trip (void)
{
  static const char separators[] = { ',', ';', '\t', ' ' };
  WscRandom random;

  wsc_random_init (&random, 1, "table", 0);
  for (guint round = 0; round < 60; round++)
    {
      const char separator = separators[round % 4];
      const gboolean comma = separator != ',' && round % 3 == 0;
      const guint n = 3 + wsc_random_below (&random, 40), k = 2 + wsc_random_below (&random, 5);
      g_autoptr (GString) text = g_string_new (NULL);
      g_autofree double *x = g_new (double, n *k);
      g_autoptr (WscTable) table = NULL;

      for (guint i = 0; i < n * k; i++)
        {
          g_autofree char *number = NULL;

          x[i] = wsc_random_normal (&random) * pow (10, (int) wsc_random_below (&random, 12) - 6);
          number = wsc_format_number (x[i]);
          g_string_append (text, comma ? g_strdelimit (number, ".", ',') : number);
          g_string_append_c (text, i % k == k - 1 ? '\n' : separator);
        }
      table = parse (text->str, WSC_HEADER_AUTO);
      g_assert_cmpuint (wsc_table_get_n_columns (table), ==, k);
      g_assert_cmpuint (wsc_table_get_n_rows (table), ==, n);
      for (guint i = 0; i < n * k; i++)
        g_assert_cmpfloat (wsc_table_get_numbers (table, i % k)[i / k], ==, x[i]);
    }
}

static void
test_boxed (void)
{
  WscTable *table = parse ("1,2\n3,4\n", WSC_HEADER_AUTO);
  WscTable *copy = g_boxed_copy (WSC_TYPE_TABLE, table);

  g_assert_true (copy == table);
  wsc_table_unref (table);
  g_assert_cmpuint (wsc_table_get_n_rows (copy), ==, 2);
  g_boxed_free (WSC_TYPE_TABLE, copy);
}

void
add_table_tests (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (dialects); i++)
    {
      g_autofree char *path = g_strdup_printf ("/table/dialect/%s", dialects[i].name);

      g_test_add_data_func (path, GSIZE_TO_POINTER (i), test_dialect);
    }
  g_test_add_func ("/table/one-column", test_one_column);
  g_test_add_func ("/table/one-column-gap", test_one_column_gap);
  g_test_add_func ("/table/empty-cells", test_empty_cells);
  g_test_add_func ("/table/tabs-keep-empty-cells", test_tabs_keep_empty_cells);
  g_test_add_func ("/table/quotes", test_quotes);
  g_test_add_func ("/table/labels", test_labels);
  g_test_add_func ("/table/names", test_names);
  g_test_add_func ("/table/latin-1", test_latin1);
  g_test_add_func ("/table/header-choice", test_header_choice);
  g_test_add_func ("/table/repeated-times", test_repeated_times);
  g_test_add_func ("/table/find-column", test_find_column);
  g_test_add_func ("/table/chunks", test_chunks);
  g_test_add_func ("/table/round-trip", test_round_trip);
  g_test_add_func ("/table/boxed", test_boxed);
}
