/* What is guessed of files of data and proposed for them: planted periods, classes, gaps, dates, and files that are of no use. */
#include <glib/gstdio.h>
#include <math.h>
#include <string.h>

#include "study/propose.h"

typedef struct
{
  char *folder;
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer data)
{
  fixture->folder = g_dir_make_tmp ("wsc-proposals-XXXXXX", NULL);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  g_autofree char *path = g_build_filename (fixture->folder, "a.csv", NULL);

  g_unlink (path);
  g_rmdir (fixture->folder);
  g_free (fixture->folder);
}

static WscDataFile *
load (Fixture *fixture, const char *text, GError **error)
{
  g_autofree char *path = g_build_filename (fixture->folder, "a.csv", NULL);

  g_assert_true (g_file_set_contents (path, text, -1, NULL));
  return wsc_data_file_load (path, NULL, error);
}

static WscProposal *
propose (Fixture *fixture, const char *text, const WscWish *wish)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (WscDataFile) file = load (fixture, text, &error);
  WscProposal *proposal;

  g_assert_no_error (error);
  proposal = wsc_proposal_new (file, wish, &error);
  g_assert_no_error (error);
  g_assert_true (wsc_study_validate (proposal->study, &error));
  g_assert_no_error (error);
  return proposal;
}

static const char *
find_reason (const WscProposal *proposal, const char *key)
{
  for (guint i = 0; i < proposal->reasons->len; i++)
    {
      const WscReason *reason = proposal->reasons->pdata[i];

      if (g_str_equal (reason->option->key, key))
        return reason->why;
    }
  return NULL;
}

/* cos of a period over a trend, with dates, a decimal comma and gaps if asked for. */
static char *
write_series (guint n, double period, gboolean odd)
{
  GString *text = g_string_new (odd ? "Datum;Wert\n" : "value\n");

  for (guint i = 0; i < n; i++)
    {
      char number[G_ASCII_DTOSTR_BUF_SIZE];

      g_ascii_formatd (number, sizeof number, "%.4f", 0.01 * i + cos (2 * G_PI * i / period) + 0.05 * sin (7.1 * i * i));
      g_strdelimit (number, ".", odd ? ',' : '.');
      if (odd)
        g_string_append_printf (text, "%04u-%02u-%02u;%s\n", 2000 + i / 336, 1 + i / 28 % 12, 1 + i % 28, i % 50 == 9 ? "" : number);
      else
        g_string_append_printf (text, "%s\n", number);
    }
  return g_string_free (text, FALSE);
}

static void
test_periods (Fixture *fixture, gconstpointer data)
{
  static const struct { double period; int window, ssa_window; } cases[] = { { 12, 12, 192 }, { 5, 10, 200 }, { 37, 37, 185 }, { 160, 100, 160 } };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *text = write_series (1000, cases[i].period, FALSE);
      g_autoptr (WscProposal) proposal = propose (fixture, text, NULL);
      g_autofree char *number = g_strdup_printf ("every %g", cases[i].period);

      g_assert_cmpint (proposal->kind, ==, WSC_DATA_SERIES);
      g_assert_cmpstr (proposal->summary, ==, "A series: column “value”, 1000 values.");
      g_assert_cmpint (proposal->study->data.window, ==, cases[i].window);
      g_assert_cmpint ((int) proposal->study->ssa.window, ==, cases[i].ssa_window);
      g_assert_nonnull (strstr (find_reason (proposal, "data.window"), number));
    }
}

static void
test_noise_has_no_period (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GString) text = g_string_new ("x\n");
  g_autoptr (GRand) random = g_rand_new_with_seed (3);
  g_autoptr (WscProposal) proposal = NULL;

  for (guint i = 0; i < 400; i++)
    g_string_append_printf (text, "%d\n", g_rand_int_range (random, 0, 1000));
  proposal = propose (fixture, text->str, NULL);
  g_assert_cmpstr (find_reason (proposal, "data.window"), ==, "No period stands out, so a short stretch is a first try.");
  g_assert_null (find_reason (proposal, "ssa.window"));
}

/* Of two columns the one in which neighbours are alike; of two in which they are, the later. */
static void
test_which_column (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GString) text = g_string_new ("date,first,second,noise\n");
  g_autoptr (GRand) random = g_rand_new_with_seed (5);
  g_autoptr (WscProposal) proposal = NULL;

  for (guint i = 0; i < 300; i++)
    g_string_append_printf (text, "%04u-%02u-01,%d,%d,%d\n", 2000 + i / 12, 1 + i % 12, (int) (1000 * cos (i / 9.0)), (int) (1000 * sin (i / 5.0)),
                            g_rand_int_range (random, 0, 1000));
  proposal = propose (fixture, text->str, NULL);
  g_assert_cmpstr (proposal->study->data.column, ==, "second");
}

/* Semicolons, decimal commas, dates in front, empty cells: a series all the same, which runs. */
static void
test_odd_series (Fixture *fixture, gconstpointer data)
{
  g_autofree char *text = write_series (300, 14, TRUE);
  g_autoptr (WscProposal) proposal = propose (fixture, text, NULL);
  g_autoptr (WscResults) results = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_cmpstr (proposal->study->data.column, ==, "Wert");
  g_assert_cmpint (proposal->study->data.window, ==, 14);
  g_assert_cmpint (proposal->study->data.missing, ==, WSC_MISSING_INTERPOLATE);
  g_assert_cmpstr (find_reason (proposal, "data.missing"), ==, "6 cells are empty: lines between their neighbours stand in for them.");
  g_assert_cmpuint (proposal->warnings->len, ==, 1);
  proposal->study->training.epochs = 2;
  proposal->study->estimate.replicas = 4;
  results = wsc_pipeline_run (proposal->study, NULL, NULL, &error);
  g_assert_no_error (error);
  g_assert_nonnull (wsc_results_get_neurons (results));
}

static char *
write_table (guint n, const char *header, gboolean with_class)
{
  static const char *const kinds[] = { "setosa", "\"Iris, versi\"", "virginica" };
  g_autoptr (GRand) random = g_rand_new_with_seed (1);
  GString *text = g_string_new (header);

  for (guint i = 0; i < n; i++)
    {
      g_string_append_printf (text, "\n%d,%d,%d", g_rand_int_range (random, 0, 900), g_rand_int_range (random, 0, 900), g_rand_int_range (random, 0, 900));
      if (with_class)
        g_string_append_printf (text, ",%s", kinds[i % 3]);
    }
  return g_string_free (text, FALSE);
}

static void
test_classes (Fixture *fixture, gconstpointer data)
{
  g_autofree char *text = write_table (150, "\"Petal, length\",b,c,\"Kind of flower\"", TRUE);
  g_autoptr (WscProposal) proposal = propose (fixture, text, NULL);

  g_assert_cmpint (proposal->kind, ==, WSC_DATA_TABLE);
  g_assert_cmpstr (proposal->summary, ==, "A table: 150 rows of 3 numbers and the class “Kind of flower” with 3 values.");
  g_assert_cmpint (proposal->study->data.task, ==, WSC_TASK_CLASSIFY);
  g_assert_cmpstr (proposal->study->data.target, ==, "Kind of flower");
}

/* Rows that have nothing to do with each other are no series. */
static void
test_numbers_alone (Fixture *fixture, gconstpointer data)
{
  g_autofree char *text = write_table (150, "a,b,c", FALSE);
  g_autoptr (WscProposal) table = propose (fixture, text, NULL);
  g_autoptr (WscProposal) series = propose (fixture, text, &(WscWish){ .kind = WSC_DATA_SERIES, .column = "a" });
  g_autoptr (WscProposal) other = propose (fixture, text, &(WscWish){ .kind = WSC_DATA_TABLE, .target = "b" });

  g_assert_cmpint (table->kind, ==, WSC_DATA_TABLE);
  g_assert_cmpint (table->study->data.task, ==, WSC_TASK_REGRESS);
  g_assert_cmpstr (table->study->data.target, ==, "c");
  g_assert_cmpint (series->kind, ==, WSC_DATA_SERIES);
  g_assert_cmpstr (series->study->data.column, ==, "a");
  g_assert_cmpstr (other->study->data.target, ==, "b");
}

/* Long data are cut or shared out, so that a run has a bounded number of operations. */
static void
test_long (Fixture *fixture, gconstpointer data)
{
  g_autofree char *series = write_series (50000, 90, FALSE), *table = write_table (50000, "a,b,c,kind", TRUE);
  g_autoptr (WscProposal) a = propose (fixture, series, NULL), b = propose (fixture, table, NULL);
  const WscStudy *study = a->study;

  g_assert_cmpstr (a->summary, ==, "A series: column “value”, 50\342\200\257000 values.");
  g_assert_cmpint (study->data.count, ==, 20000);
  g_assert_cmpint (study->data.window, ==, 90);
  g_assert_cmpfloat (6.0 * (2 * 90 * 3 + 93) * 20000 * study->training.epochs * study->estimate.replicas, <, 8e10);
  g_assert_cmpfloat (fabs (b->study->estimate.subset_share - 0.4), <, 1e-9);
  g_assert_cmpint (b->study->data.count, ==, 0);
}

static void
test_refusals (Fixture *fixture, gconstpointer data)
{
  static const struct { const char *text; WscWish wish; const char *says; } cases[] = {
    { "name,city\nAnn,Rome\nBob,Oslo\n", { 0 }, "No column of numbers that change was found" },
    { "t,temp\n1,20 C\n2,21 C\n3,22 C\n4,19 C\n", { 0 }, "no unit" },
    { "c\n5\n5\n5\n5\n5\n5\n5\n5\n5\n", { 0 }, "No column of numbers that change was found" },
    { "x,y\n1,2\n2,3\n3,5\n", { 0 }, "Column “y” has 3 values; a series needs at least 8" },
    { "a,b\n1,5\n4,5\n2,5\n", { .kind = WSC_DATA_SERIES, .column = "b" }, "Column “b” is the same in all rows (5, 5, 5)" },
    { "a,b\n1,x\n4,y\n2,z\n", { .kind = WSC_DATA_SERIES, .column = "b" }, "Column “b” holds text (x, y, z)" },
    { "a,b\n1,x\n4,y\n2,x\n", { .kind = WSC_DATA_TABLE, .target = "q" }, "there is no column “q”" },
    { "b\nx\ny\nx\n", { .kind = WSC_DATA_TABLE }, "There is no column of numbers beside “b”" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (WscDataFile) file = load (fixture, cases[i].text, &error);

      g_assert_no_error (error);
      g_assert_null (wsc_proposal_new (file, &cases[i].wish, &error));
      g_assert_nonnull (error);
      if (strstr (error->message, cases[i].says) == NULL)
        g_error ("“%s” does not say “%s”", error->message, cases[i].says);
    }
}

/* The head has the same columns as the whole. */
static void
test_preview (Fixture *fixture, gconstpointer data)
{
  g_autofree char *text = write_table (5000, "a,b,c,kind", TRUE), *path = g_build_filename (fixture->folder, "a.csv", NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (WscDataFile) file = load (fixture, text, &error);
  g_autoptr (WscPreview) head = wsc_data_file_peek (path, NULL, &error);
  WscPreview *whole = wsc_data_file_get_preview (file);

  g_assert_no_error (error);
  g_assert_cmpuint (wsc_preview_get_n_rows (head), ==, 1000);
  g_assert_cmpuint (wsc_preview_get_n_rows (whole), ==, 5000);
  g_assert_cmpuint (wsc_preview_get_n_columns (head), ==, 4);
  for (guint i = 0; i < 4; i++)
    {
      const WscColumnLook *a = wsc_preview_get_column (head, i), *b = wsc_preview_get_column (whole, i);

      g_assert_cmpstr (a->name, ==, b->name);
      g_assert_cmpstr (a->about, ==, b->about);
      g_assert_cmpstr (a->first, ==, b->first);
      g_assert_cmpuint (a->n_outline, ==, i < 3 ? WSC_OUTLINE : 0);
    }
}

/* An outline keeps a peak that is one value wide. */
static void
test_outline (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GString) text = g_string_new ("x\n");
  g_autoptr (GError) error = NULL;
  g_autoptr (WscDataFile) file = NULL;
  const WscColumnLook *look;
  double high = -G_MAXDOUBLE;

  for (guint i = 0; i < 7000; i++)
    g_string_append_printf (text, "%d\n", i == 4321 ? 99 : (int) i % 7);
  file = load (fixture, text->str, &error);
  g_assert_no_error (error);
  look = wsc_preview_get_column (wsc_data_file_get_preview (file), 0);
  for (guint i = 0; i < look->n_outline; i++)
    high = fmax (high, look->outline[i]);
  g_assert_cmpfloat (high, ==, 99);
}

static void
test_seconds (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (WscStudy) first = wsc_study_load ("fig6", &error), methods = wsc_study_load ("fig8-ecg", &error), series = wsc_study_load ("co2", &error);
  g_autoptr (WscStudy) gaussians = wsc_study_load ("fig2", &error);
  double seconds;

  g_assert_no_error (error);
  seconds = wsc_study_estimate_seconds_of (first, NULL);
  g_assert_cmpfloat (seconds, >, 0);
  first->training.epochs *= 10;
  g_assert_cmpfloat (fabs (wsc_study_estimate_seconds_of (first, NULL) / seconds - 10), <, 1e-9);
  g_assert_true (isinf (wsc_study_estimate_seconds_of (methods, NULL)));
  g_assert_cmpfloat (wsc_study_estimate_seconds_of (series, NULL), ==, 0);
  g_assert_cmpfloat (wsc_study_estimate_seconds_of (gaussians, NULL), ==, 0);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add ("/proposals/periods", Fixture, NULL, set_up, test_periods, tear_down);
  g_test_add ("/proposals/noise", Fixture, NULL, set_up, test_noise_has_no_period, tear_down);
  g_test_add ("/proposals/which-column", Fixture, NULL, set_up, test_which_column, tear_down);
  g_test_add ("/proposals/odd-series", Fixture, NULL, set_up, test_odd_series, tear_down);
  g_test_add ("/proposals/classes", Fixture, NULL, set_up, test_classes, tear_down);
  g_test_add ("/proposals/numbers-alone", Fixture, NULL, set_up, test_numbers_alone, tear_down);
  g_test_add ("/proposals/long", Fixture, NULL, set_up, test_long, tear_down);
  g_test_add ("/proposals/refusals", Fixture, NULL, set_up, test_refusals, tear_down);
  g_test_add ("/proposals/preview", Fixture, NULL, set_up, test_preview, tear_down);
  g_test_add ("/proposals/outline", Fixture, NULL, set_up, test_outline, tear_down);
  g_test_add_func ("/proposals/seconds", test_seconds);
  return g_test_run ();
}
