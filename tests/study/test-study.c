/* The document: text and file give back the study they were made of, and nothing wrong is read in silence. */
#include <math.h>
#include <string.h>
#include <glib/gstdio.h>

#include "random-study.h"
#include "study/study-private.h"

/* --- text ------------------------------------------------------------------ */

static void
test_text_comes_back (void)
{
  for (guint round = 0; round < 500; round++)
    {
      g_autoptr (WscStudy) study = random_study ();
      g_autoptr (GError) error = NULL;
      g_autofree char *text = wsc_study_to_text (study);
      g_autoptr (WscStudy) again = wsc_study_from_text (text, &error);
      g_assert_no_error (error);
      g_assert_true (wsc_study_equal (study, again));
      g_autofree char *text_again = wsc_study_to_text (again);
      g_assert_cmpstr (text, ==, text_again);
    }
}

static void
test_defaults_are_left_out (void)
{
  g_autoptr (WscStudy) study = wsc_study_new ();
  g_autofree char *empty = wsc_study_to_text (study);

  g_assert_cmpstr (empty, ==, "[study]\nformat=1\n");
  g_assert_true (wsc_study_set (study, "data.noise=0.3", NULL));
  g_autofree char *text = wsc_study_to_text (study);
  g_assert_cmpstr (text, ==, "[study]\nformat=1\n\n[data]\nnoise=0.3\n");
}

static void
test_copy_is_deep (void)
{
  for (guint round = 0; round < 50; round++)
    {
      g_autoptr (WscStudy) study = random_study ();
      g_autoptr (WscStudy) copy = NULL;
      guint n;
      const WscOption *options = wsc_options (&n);

      study->directory = g_strdup ("/somewhere");
      copy = wsc_study_copy (study);
      g_assert_true (wsc_study_equal (study, copy));
      g_assert_cmpstr (copy->directory, ==, "/somewhere");
      for (guint i = 0; i < n; i++)
        if (options[i].type == WSC_OPTION_TEXT || options[i].type == WSC_OPTION_FILE)
          g_assert_true (G_STRUCT_MEMBER (char *, study, options[i].offset)
                         != G_STRUCT_MEMBER (char *, copy, options[i].offset));
    }
}

/* Each option by itself makes two studies differ: what undo and saving rest on. */
static void
test_equality_sees_every_option (void)
{
  guint n;
  const WscOption *options = wsc_options (&n);

  for (guint i = 0; i < n; i++)
    {
      g_autoptr (WscStudy) plain = wsc_study_new ();
      g_autoptr (WscStudy) study = wsc_study_new ();
      if (!change_option (&options[i], study))
        continue;
      g_test_message ("%s", options[i].key);
      g_assert_false (wsc_study_equal (plain, study));
      g_assert_true (wsc_option_set_text (&options[i], study, options[i].initial, NULL));
      g_assert_true (wsc_study_equal (plain, study));
    }
}

static void
assert_not_read (const char *text, WscErrorCode code, const char *message)
{
  g_autoptr (GError) error = NULL;

  g_assert_null (wsc_study_from_text (text, &error));
  g_assert_error (error, WSC_ERROR, (int) code);
  g_assert_cmpstr (error->message, ==, message);
}

#define STUDY "[study]\nformat=1\n"

static void
test_mistakes_are_named (void)
{
  assert_not_read ("", WSC_ERROR_FORMAT, "This is not a study: it must begin with [study] and format=1");
  assert_not_read ("[data]\nnoise=1\n", WSC_ERROR_FORMAT,
                   "This is not a study: it must begin with [study] and format=1");
  assert_not_read ("[study]\nformat=2\n", WSC_ERROR_FORMAT,
                   "A newer version of Weightscape wrote this study: it has format 2, and this version reads format 1");
  assert_not_read (STUDY "[data]\nnoize=1\n", WSC_ERROR_FORMAT, "There is no option “data.noize”; did you mean “data.noise”?");
  assert_not_read (STUDY "[dat]\nnoise=1\n", WSC_ERROR_FORMAT, "There is no group [dat]; did you mean [data]?");
  assert_not_read (STUDY "[completely-else]\n", WSC_ERROR_FORMAT, "There is no group [completely-else]");
  assert_not_read (STUDY "[data]\nnoise=lots\n", WSC_ERROR_FORMAT,
                   "Noise must be a number from 0 to 2, not “lots” (data.noise)");
  assert_not_read (STUDY "[data]\nnoise=3\n", WSC_ERROR_RANGE, "Noise must be a number from 0 to 2, not “3” (data.noise)");
  assert_not_read (STUDY "[expect]\ntraining.test-msa=..1\n", WSC_ERROR_FORMAT,
                   "[expect] names “training.test-msa”, which no run computes; did you mean “training.test-mse”?");
  assert_not_read (STUDY "[expect]\ntraining.test-mse=1\n", WSC_ERROR_FORMAT,
                   "[expect] training.test-mse must be a range as 0.9..1, 0.9.. or ..1, not “1”");
  assert_not_read (STUDY "[expect]\ntraining.test-mse=2..1\n", WSC_ERROR_FORMAT,
                   "[expect] training.test-mse must be a range as 0.9..1, 0.9.. or ..1, not “2..1”");
  assert_not_read (STUDY "[expect]\ntraining.test-mse=..\n", WSC_ERROR_FORMAT,
                   "[expect] training.test-mse must be a range as 0.9..1, 0.9.. or ..1, not “..”");
}

static void
test_expectations (void)
{
  g_autoptr (WscStudy) study
    = wsc_study_from_text (STUDY "[expect]\ntraining.test-mse = 0.1 .. 0.2\nestimate.mean-variance=..0.5\ndata.train=3..\n", NULL);

  g_assert_nonnull (study);
  g_assert_cmpuint (study->expect->len, ==, 3);
  const WscExpectation *items = (const WscExpectation *) study->expect->data;
  g_assert_cmpstr (items[0].name, ==, "training.test-mse");
  g_assert_cmpfloat (items[0].low, ==, 0.1);
  g_assert_cmpfloat (items[0].high, ==, 0.2);
  g_assert_true (isinf (items[1].low) && items[1].low < 0 && items[1].high == 0.5);
  g_assert_true (items[2].low == 3 && isinf (items[2].high) && items[2].high > 0);
}

/* --- validation -------------------------------------------------------------- */

static void
assert_invalid (const char *assignments, const char *message)
{
  g_autoptr (WscStudy) study = wsc_study_new ();
  g_auto (GStrv) all = g_strsplit (assignments, " ", -1);
  g_autoptr (GError) error = NULL;

  for (guint i = 0; all[i] != NULL; i++)
    g_assert_true (wsc_study_set (study, all[i], NULL));
  g_assert_false (wsc_study_validate (study, &error));
  g_assert_error (error, WSC_ERROR, WSC_ERROR_RANGE);
  if (message != NULL)
    g_assert_cmpstr (error->message, ==, message);
}

static void
test_validation (void)
{
  assert_invalid ("model.layers=30;3;20 data.source=file", NULL);
  assert_invalid ("data.source=file", "No file is named: choose one (data.path)");
  assert_invalid ("data.from=4", "The sine must end after it begins: data.from is 4 and data.to is 4");
  assert_invalid ("data.task=classify",
                  "The task classify needs a table, and the source sine is a series: take restore, restore-longer or forecast (data.task)");
  assert_invalid ("data.source=iris data.task=forecast",
                  "The task forecast needs a series, and the source iris is a table: take restore, classify or regress (data.task)");
  assert_invalid ("data.length=30 data.window=31",
                  "A sample needs 31 values and the series has 30: lower data.window or data.horizon");
  assert_invalid ("data.length=30 data.first=11",
                  "A sample needs 20 values and the series has 19: lower data.window or data.horizon");
  assert_invalid ("data.length=39 data.task=forecast",
                  "A sample needs 40 values and the series has 39: lower data.window or data.horizon");
  assert_invalid ("estimate.layer=3", "Layer must be from 0 to 2 for the layers auto;3;auto, not 3 (estimate.layer)");
  assert_invalid ("data.source=iris data.task=classify estimate.resample=block",
                  "Blocks and residuals need a series, and the data are a table: take iid or subset (estimate.resample)");
  assert_invalid ("estimate.signal-window=5 estimate.signal-rank=6",
                  "Signal rank must be at most the signal window, 5, not 6 (estimate.signal-rank)");
}

static void
test_what_is_valid (void)
{
  static const char *const cases[]
    = { "data.length=30 data.window=30", "data.length=40 data.task=forecast", "data.source=iris data.task=classify",
        "data.source=boston data.task=regress", "data.source=digits", "model.layers=20;3;20", "model.layers=auto;auto",
        "model.orthonormal=both", "data.source=file data.path=x.csv", "estimate.layer=2" };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (WscStudy) study = wsc_study_new ();
      g_auto (GStrv) all = g_strsplit (cases[i], " ", -1);
      g_autoptr (GError) error = NULL;
      for (guint j = 0; all[j] != NULL; j++)
        g_assert_true (wsc_study_set (study, all[j], NULL));
      wsc_study_validate (study, &error);
      g_assert_no_error (error);
    }
}

/* --- files -------------------------------------------------------------------- */

typedef struct
{
  char *folder;
  char *path;
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer data)
{
  fixture->folder = g_dir_make_tmp ("wsc-study-XXXXXX", NULL);
  fixture->path = g_build_filename (fixture->folder, "a.study", NULL);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GDir) dir = g_dir_open (fixture->folder, 0, NULL);
  const char *name;

  g_chmod (fixture->folder, 0700);
  while ((name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (fixture->folder, name, NULL);
      g_remove (path);
    }
  g_rmdir (fixture->folder);
  g_free (fixture->folder);
  g_free (fixture->path);
}

static void
test_file_comes_back (Fixture *fixture, gconstpointer data)
{
  for (guint round = 0; round < 20; round++)
    {
      g_autoptr (WscStudy) study = random_study ();
      g_autoptr (WscStudy) again = NULL;
      g_autoptr (GError) error = NULL;

      study->directory = g_strdup (fixture->folder);
      g_assert_true (wsc_study_save (study, fixture->path, &error));
      g_assert_no_error (error);
      again = wsc_study_load (fixture->path, &error);
      g_assert_no_error (error);
      g_assert_true (wsc_study_equal (study, again));
      g_assert_cmpstr (again->directory, ==, fixture->folder);
    }
}

static void
test_relative_path_stays_the_same_file (Fixture *fixture, gconstpointer data)
{
  g_autoptr (WscStudy) study = wsc_study_new ();
  g_autoptr (WscStudy) here = NULL;
  g_autoptr (WscStudy) elsewhere = NULL;

  g_assert_true (wsc_study_set (study, "data.path=../b.csv", NULL));
  study->directory = g_strdup (fixture->folder);
  g_assert_true (wsc_study_save (study, fixture->path, NULL));
  here = wsc_study_load (fixture->path, NULL);
  g_assert_cmpstr (here->data.path, ==, "../b.csv");

  g_free (study->directory);
  study->directory = g_strdup ("/other/place");
  g_assert_true (wsc_study_save (study, fixture->path, NULL));
  elsewhere = wsc_study_load (fixture->path, NULL);
  g_assert_cmpstr (elsewhere->data.path, ==, "/other/b.csv");
  g_assert_cmpstr (study->data.path, ==, "../b.csv");
}

static void
assert_not_loaded (const char *path, WscErrorCode code, const char *part)
{
  g_autoptr (GError) error = NULL;

  g_assert_null (wsc_study_load (path, &error));
  g_assert_error (error, WSC_ERROR, (int) code);
  g_test_message ("%s", error->message);
  g_assert_nonnull (strstr (error->message, part));
}

static void
test_files_that_are_no_studies (Fixture *fixture, gconstpointer data)
{
  g_autofree char *large = g_strnfill ((1 << 20) + 1, '#');

  assert_not_loaded (fixture->path, WSC_ERROR_FILE, "a.study");
  assert_not_loaded ("fig66", WSC_ERROR_FILE, "did you mean “fig6”?");
  assert_not_loaded (fixture->folder, WSC_ERROR_FILE, fixture->folder);
  g_file_set_contents (fixture->path, "\x89PNG\r\n\x1a\n\xff\xfe", 10, NULL);
  assert_not_loaded (fixture->path, WSC_ERROR_FORMAT, "not UTF-8");
  g_file_set_contents (fixture->path, large, -1, NULL);
  assert_not_loaded (fixture->path, WSC_ERROR_FORMAT, "larger than 1 MB");
  g_file_set_contents (fixture->path, STUDY "[data]\nnoize=1\n", -1, NULL);
  assert_not_loaded (fixture->path, WSC_ERROR_FORMAT, "a.study: There is no option “data.noize”");
  g_file_set_contents (fixture->path, "hello", -1, NULL);
  assert_not_loaded (fixture->path, WSC_ERROR_FORMAT, "This is not a study");
}

static void
test_failed_save_leaves_the_old_file (Fixture *fixture, gconstpointer data)
{
  g_autoptr (WscStudy) study = wsc_study_new ();
  g_autofree char *nowhere = g_build_filename (fixture->folder, "none", "a.study", NULL);
  g_autoptr (GError) error = NULL;

  g_assert_false (wsc_study_save (study, nowhere, &error));
  g_assert_error (error, WSC_ERROR, WSC_ERROR_FILE);
  g_assert_nonnull (strstr (error->message, nowhere));
  g_clear_error (&error);
  /* a folder in the way */
  g_assert_false (wsc_study_save (study, fixture->folder, &error));
  g_assert_error (error, WSC_ERROR, WSC_ERROR_FILE);
  g_assert_true (g_file_test (fixture->folder, G_FILE_TEST_IS_DIR));
}

/* Any bytes: a study or an error, never a crash. */
static void
test_damaged_text (void)
{
  g_autoptr (WscStudy) study = random_study ();
  g_autofree char *text = wsc_study_to_text (study);
  gsize length = strlen (text);

  for (guint round = 0; round < 3000; round++)
    {
      g_autofree char *damaged = g_strdup (text);
      g_autoptr (GError) error = NULL;
      for (int i = g_test_rand_int_range (1, 4); i > 0; i--)
        damaged[g_test_rand_int_range (0, (int) length)] = (char) g_test_rand_int_range (1, 127);
      if (g_test_rand_bit ())
        damaged[g_test_rand_int_range (0, (int) length)] = '\0';
      g_autoptr (WscStudy) read = wsc_study_from_text (damaged, &error);
      g_assert_true ((read == NULL) == (error != NULL));
    }
}

/* What is proposed is not refused, however short the series is. */
static void
assert_runs (const WscStudy *study)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (WscResults) results = wsc_pipeline_run (study, NULL, NULL, &error);

  g_assert_no_error (error);
  g_assert_nonnull (wsc_results_get_neurons (results));
}

/* A table that somebody opens: text at the end makes classes, else the last numbers are a series, its window no longer
 * than a quarter of it. */
static void
test_proposal (Fixture *fixture, gconstpointer data)
{
  static const struct
  {
    const char *text, *layers;
    int task, window;
    const char *column, *target;
  } cases[] = {
    { "t,a,b\n1,5,6\n2,6,7\n3,7,9\n4,5,6\n5,6,6\n6,1,2\n7,3,3\n8,4,4\n", "auto;3;auto", WSC_TASK_RESTORE, 2, "b", "" },
    { "1\n2\n4\n3\n5\n6\n4\n2\n1\n2\n3\n7\n", "auto;3;auto", WSC_TASK_RESTORE, 3, "column 1", "" },
    { "kind,a\nx,1\ny,2\nx,3\n", "auto;16;auto", WSC_TASK_CLASSIFY, 20, "", "kind" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path = g_build_filename (fixture->folder, "ä b.csv", NULL);
      g_autoptr (GError) error = NULL;
      g_autoptr (WscStudy) study = NULL;

      g_assert_true (g_file_set_contents (path, cases[i].text, -1, NULL));
      study = wsc_study_propose (path, NULL, &error);
      g_assert_no_error (error);
      g_assert_cmpstr (study->title, ==, "ä b.csv");
      g_assert_cmpint (study->data.source, ==, WSC_SOURCE_FILE);
      g_assert_cmpstr (study->data.path, ==, path);
      g_assert_cmpint (study->data.task, ==, cases[i].task);
      g_assert_cmpint (study->data.window, ==, cases[i].window);
      g_assert_cmpstr (study->data.column, ==, cases[i].column);
      g_assert_cmpstr (study->data.target, ==, cases[i].target);
      g_assert_cmpstr (study->model.layers, ==, cases[i].layers);
      g_assert_true (wsc_study_validate (study, NULL));
      if (cases[i].task == WSC_TASK_RESTORE)
        assert_runs (study);
    }
  g_assert_true (wsc_study_is_table ("/x/A.CSV"));
  g_assert_true (wsc_study_is_table ("a.txt"));
  g_assert_false (wsc_study_is_table ("csv"));
  g_assert_false (wsc_study_is_table ("a.csv.study"));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/study/text/comes-back", test_text_comes_back);
  g_test_add_func ("/study/text/defaults-are-left-out", test_defaults_are_left_out);
  g_test_add_func ("/study/text/mistakes-are-named", test_mistakes_are_named);
  g_test_add_func ("/study/text/expectations", test_expectations);
  g_test_add_func ("/study/text/damaged", test_damaged_text);
  g_test_add_func ("/study/copy-is-deep", test_copy_is_deep);
  g_test_add_func ("/study/equality-sees-every-option", test_equality_sees_every_option);
  g_test_add_func ("/study/validation", test_validation);
  g_test_add_func ("/study/what-is-valid", test_what_is_valid);
  g_test_add ("/study/file/comes-back", Fixture, NULL, set_up, test_file_comes_back, tear_down);
  g_test_add ("/study/file/relative-path", Fixture, NULL, set_up, test_relative_path_stays_the_same_file, tear_down);
  g_test_add ("/study/file/no-studies", Fixture, NULL, set_up, test_files_that_are_no_studies, tear_down);
  g_test_add ("/study/file/proposal", Fixture, NULL, set_up, test_proposal, tear_down);
  g_test_add ("/study/file/failed-save", Fixture, NULL, set_up, test_failed_save_leaves_the_old_file, tear_down);
  return g_test_run ();
}
