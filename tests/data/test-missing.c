/* Empty cells are refused, left out or filled, as the user says; never taken for a number. */
#include "test-data.h"

#include <math.h>

static WscDataset *
make_from (const char *text, WscMissing missing)
{
  g_autofree char *path = write_file ("missing.csv", text, -1);
  WscDataSettings s = default_settings ();

  s.source = WSC_SOURCE_FILE;
  s.path = path;
  s.missing = missing;
  s.window = 2;
  s.test_share = 0;
  return make (&s);
}

static void
assert_series (const WscDataset *dataset, gsize n, const double *times, const double *values)
{
  g_assert_cmpuint (wsc_dataset_get_length (dataset), ==, n);
  for (gsize i = 0; i < n; i++)
    {
      g_assert_cmpfloat_with_epsilon (wsc_dataset_get_times (dataset)[i], times[i], 1e-12);
      g_assert_cmpfloat_with_epsilon (wsc_dataset_get_observed (dataset)[i], values[i], 1e-12);
    }
}

#define HOLES "t,x\n0,\n1,10\n2,\n4,\n5,18\n6,20\n7,\n"

static void
test_drop (void)
{
  const double times[] = { 1, 5, 6 }, values[] = { 10, 18, 20 };
  g_autoptr (WscDataset) dataset = make_from (HOLES, WSC_MISSING_DROP);

  assert_series (dataset, 3, times, values);
  g_assert_null (wsc_dataset_get_filled (dataset));
  g_assert_true (has_note (dataset, "Empty cells: 4; their rows are left out"));
}

/* Straight over time, not over the row number; the ends repeat the nearest value. */
static void
test_interpolate (void)
{
  const double times[] = { 0, 1, 2, 4, 5, 6, 7 }, values[] = { 10, 10, 12, 16, 18, 20, 20 };
  g_autoptr (WscDataset) dataset = make_from (HOLES, WSC_MISSING_INTERPOLATE);

  assert_series (dataset, 7, times, values);
  g_assert_true (has_note (dataset, "Empty cells: 4; filled by straight lines between the neighbours"));
  for (gsize i = 0; i < 7; i++)
    g_assert_cmpuint (wsc_dataset_get_filled (dataset)[i], ==, i == 0 || i == 2 || i == 3 || i == 6);
}

/* Where time stands still, over the row number. */
static void
test_repeated_times (void)
{
  const double times[] = { 0, 1, 1, 1, 2, 3, 4 }, values[] = { 0, 2, 4, 6, 1, 2, 3 };
  g_autoptr (WscDataset) dataset = make_from ("t,x\n0,0\n1,2\n1,\n1,6\n2,1\n3,2\n4,3\n", WSC_MISSING_INTERPOLATE);

  assert_series (dataset, 7, times, values);
  g_assert_true (has_note (dataset, "Repeated time stamps: 2; the values are used in the order of the file"));
}

static void
test_refuse (void)
{
  g_autofree char *path = write_file ("missing.csv", HOLES, -1), *one = write_file ("one.csv", "1\n2\n\n4\n", -1);
  g_autofree char *none = write_file ("none.csv", "t,x\n0,\n1,\n2,\n", -1);
  g_autofree char *message = g_strdup_printf (
      "%s: column “x” has 4 empty cells, the first in data row 1; set data.missing to drop "
      "(leave the rows out), interpolate (a straight line between the neighbours), iterative or subspace (fill by SSA)",
      path);
  g_autofree char *single =
      g_strdup_printf ("%s: column “column 1” has 1 empty cell, the first in data row 3; set data.missing "
                       "to drop (leave the row out), interpolate (a straight line between the neighbours), iterative "
                       "or subspace (fill by "
                       "SSA)",
                       one);
  g_autofree char *empty = g_strdup_printf ("%s: column “x” is empty, expected numbers", none);
  WscDataSettings s = default_settings ();

  s.source = WSC_SOURCE_FILE;
  s.path = path;
  s.window = 2;
  assert_no_dataset (&s, WSC_ERROR_FORMAT, message);
  s.path = one;
  assert_no_dataset (&s, WSC_ERROR_FORMAT, single);
  s.path = none;
  assert_no_dataset (&s, WSC_ERROR_FORMAT, empty);
}

/* The shipped set with 59 missing weeks. */
static void
test_co2 (void)
{
  WscDataSettings s = default_settings ();
  g_autoptr (WscDataset) dropped = NULL, filled = NULL;

  s.source = WSC_SOURCE_CO2;
  s.missing = WSC_MISSING_DROP;
  dropped = make (&s);
  s.missing = WSC_MISSING_INTERPOLATE;
  filled = make (&s);
  g_assert_cmpuint (wsc_dataset_get_length (dropped), ==, 2284 - 59);
  g_assert_cmpuint (wsc_dataset_get_length (filled), ==, 2284);
  for (gsize i = 0; i < 2284; i++)
    g_assert_cmpfloat (wsc_dataset_get_observed (filled)[i], >, 310);
}

/* The holes before the range that is used do not count. */
static void
test_outside_range (void)
{
  g_autofree char *path = write_file ("missing.csv", "x\n1\n\n3\n4\n9\n", -1);
  WscDataSettings s = default_settings ();
  g_autoptr (WscDataset) dataset = NULL;

  s.source = WSC_SOURCE_FILE;
  s.path = path;
  s.window = 2;
  s.first = 2;
  s.test_share = 0;
  dataset = make (&s);
  g_assert_cmpuint (wsc_dataset_get_length (dataset), ==, 3);
  g_assert_cmpfloat (wsc_dataset_get_times (dataset)[0], ==, 2);
}

/* --- by SSA ---------------------------------------------------------------- */

/* A line of text for each value of a sine, every one that `is_gap` says empty. */
static char *
write_sine (guint n, const gboolean *is_gap)
{
  g_autoptr (GString) text = g_string_new ("t,x\n");

  for (guint i = 0; i < n; i++)
    if (is_gap[i])
      g_string_append_printf (text, "%u,\n", i);
    else
      g_string_append_printf (text, "%u,%.12f\n", i, sin (2 * G_PI * i / 20));
  return write_file ("sine.csv", text->str, (gssize) text->len);
}

static void
test_fill (void)
{
  static const WscMissing methods[] = { WSC_MISSING_ITERATIVE, WSC_MISSING_SUBSPACE };
  static const char *const notes[] = { "Empty cells: 16; filled by SSA, iteratively (window 40, rank 2)",
                                       "Empty cells: 16; filled by SSA, from the subspace (window 40, rank 2)" };
  gboolean is_gap[200] = { FALSE };
  g_autofree char *path = NULL;

  for (guint i = 0; i < 16; i++)
    is_gap[i < 6 ? 50 + i : 120 + i] = TRUE;
  path = write_sine (200, is_gap);
  for (guint m = 0; m < G_N_ELEMENTS (methods); m++)
    {
      WscDataSettings s = default_settings ();
      g_autoptr (WscDataset) dataset = NULL;

      s.source = WSC_SOURCE_FILE;
      s.path = path;
      s.missing = methods[m];
      s.fill_window = 40;
      s.fill_rank = 2;
      dataset = make (&s);
      g_assert_true (has_note (dataset, notes[m]));
      for (guint i = 0; i < 200; i++)
        {
          g_assert_cmpfloat_with_epsilon (wsc_dataset_get_observed (dataset)[i], sin (2 * G_PI * i / 20), 1e-6);
          g_assert_cmpuint (wsc_dataset_get_filled (dataset)[i], ==, is_gap[i]);
        }
    }
}

/* The window that nobody chose: a quarter of the series, and 100 for long ones. */
static void
test_fill_by_default (void)
{
  WscDataSettings s = default_settings ();
  g_autoptr (WscDataset) co2 = NULL, part = NULL;

  s.source = WSC_SOURCE_CO2;
  s.missing = WSC_MISSING_ITERATIVE;
  s.fill_rank = 4;
  co2 = make (&s);
  s.count = 120;
  s.missing = WSC_MISSING_SUBSPACE;
  part = make (&s);
  g_assert_true (has_note (co2, "Empty cells: 59; filled by SSA, iteratively (window 100, rank 4)"));
  g_assert_true (has_note (part, "Empty cells: 19; filled by SSA, from the subspace (window 30, rank 4)"));
}

static void
test_fill_refusals (void)
{
  g_autofree char *few = write_file ("few.csv", "x\n1\n\n3\n", -1);
  g_autofree char *ten = write_file ("ten.csv", "x\n1\n\n3\n4\n\n6\n7\n\n9\n8\n", -1);
  g_autofree char *table = write_file ("table.csv", "a,b\n1,x\n2,y\n3,x\n", -1);
  WscDataSettings s = default_settings ();

  s.source = WSC_SOURCE_FILE;
  s.window = 2;
  s.missing = WSC_MISSING_SUBSPACE;
  s.fill_rank = 1;
  s.path = few;
  assert_no_dataset (&s, WSC_ERROR_RANGE, "Column “x” cannot be filled: A series of 3 values; at least 4 are needed");
  s.path = ten;
  s.fill_window = 10;
  assert_no_dataset (&s, WSC_ERROR_RANGE, "data.fill-window is 10; allowed: 2 to 9");
  s.fill_window = 0;
  s.fill_rank = 4;
  assert_no_dataset (&s, WSC_ERROR_RANGE, "data.fill-rank is 4; allowed: 1 to 1");
  s.fill_window = 4;
  s.fill_rank = 2;
  assert_no_dataset (
      &s, WSC_ERROR_RANGE,
      "Column “x” cannot be filled: Only 0 windows of 4 values have no gap, and rank 2 needs at least 3; "
      "take a shorter window or a lower rank");
  s.path = table;
  s.task = WSC_TASK_CLASSIFY;
  assert_no_dataset (&s, WSC_ERROR_RANGE,
                     "A table cannot be filled by SSA, which needs a series; set data.missing to refuse or drop");
}

void
add_missing_tests (void)
{
  g_test_add_func ("/missing/fill", test_fill);
  g_test_add_func ("/missing/fill-by-default", test_fill_by_default);
  g_test_add_func ("/missing/fill-refusals", test_fill_refusals);
  g_test_add_func ("/missing/drop", test_drop);
  g_test_add_func ("/missing/interpolate", test_interpolate);
  g_test_add_func ("/missing/repeated-times", test_repeated_times);
  g_test_add_func ("/missing/refuse", test_refuse);
  g_test_add_func ("/missing/co2", test_co2);
  g_test_add_func ("/missing/outside-range", test_outside_range);
}
