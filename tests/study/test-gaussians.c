/* Studies of given Gaussians: nothing is trained, results are kept, and what does not matter changes nothing. */
#include <glib/gstdio.h>
#include <string.h>

#include "study/study.h"

#define FIRST "mean_0,mean_1,cov_0_0,cov_0_1,cov_1_1\n0.1,-2,1,0.25,0.5\n3,4,0,0,2\n"
#define SECOND "mean_0,mean_1,cov_0_0,cov_0_1,cov_1_1\n0.1,-2,1,0.25,0.75\n3,4,0,0,2\n"

static char *folder;

static char *
write_data (const char *text)
{
  char *path = g_build_filename (folder, "given.csv", NULL);

  g_assert_true (g_file_set_contents (path, text, -1, NULL));
  return path;
}

static WscStudy *
new_study (const char *path)
{
  WscStudy *study = wsc_study_new ();
  g_autofree char *file = g_strconcat ("data.path=", path, NULL);

  g_assert_true (wsc_study_set (study, "data.source=gaussians", NULL));
  g_assert_true (wsc_study_set (study, file, NULL));
  return study;
}

static void
assert_given (const WscResults *results, double last)
{
  WscNeurons *neurons = wsc_results_get_neurons (results);
  const double covariance[4] = { 1, 0.25, 0.25, last };

  g_assert_nonnull (neurons);
  g_assert_cmpuint (wsc_neurons_get_count (neurons), ==, 2);
  g_assert_cmpfloat (wsc_neurons_get_mean (neurons, 0)[0], ==, 0.1);
  g_assert_cmpmem (wsc_neurons_get_covariance (neurons, 0), sizeof covariance, covariance, sizeof covariance);
  g_assert_cmpuint (wsc_neurons_get_n_replicas (neurons), ==, 0);
  g_assert_null (wsc_results_get_ensemble (results));
}

/* Options of networks are of no matter, not even those that no network could have. */
static void
test_run (void)
{
  g_autofree char *path = write_data (FIRST);
  g_autoptr (WscStudy) study = new_study (path);
  g_autoptr (GError) error = NULL;

  g_assert_true (wsc_study_set (study, "model.layers=auto;7;3", NULL));
  g_assert_true (wsc_study_set (study, "estimate.layer=4", NULL));
  g_assert_true (wsc_study_set (study, "data.task=forecast", NULL));
  g_autoptr (WscResults) results = wsc_pipeline_run (study, NULL, NULL, &error);
  g_assert_no_error (error);
  assert_given (results, 0.5);
  g_assert_false (wsc_results_is_partial (results));
  g_assert_false (wsc_option_has_effect (wsc_option_find ("training.epochs"), study));
  g_assert_true (wsc_option_has_effect (wsc_option_find ("data.path"), study));
  g_assert_true (wsc_option_has_effect (wsc_option_find ("view.shape"), study));
}

static void
test_again (void)
{
  g_autofree char *path = write_data (FIRST);
  g_autoptr (WscStudy) study = new_study (path);
  g_autoptr (WscResults) first = wsc_pipeline_run (study, NULL, NULL, NULL);

  g_assert_true (wsc_study_set (study, "training.epochs=3", NULL));
  g_autoptr (WscResults) same = wsc_pipeline_run (study, first, NULL, NULL);
  g_assert_cmpstr (wsc_results_get_stage_key (same, WSC_STAGE_VIEW), ==, wsc_results_get_stage_key (first, WSC_STAGE_VIEW));
  assert_given (same, 0.5);
  g_free (write_data (SECOND));
  g_autoptr (WscResults) other = wsc_pipeline_run (study, same, NULL, NULL);
  assert_given (other, 0.75);
}

/* Loaded results hold the neurons, and can be run again where the file is gone. */
static void
test_kept (void)
{
  g_autofree char *path = write_data (FIRST), *file = g_build_filename (folder, "given.h5", NULL);
  g_autoptr (WscStudy) study = new_study (path);
  g_autoptr (WscResults) results = wsc_pipeline_run (study, NULL, NULL, NULL);
  g_autoptr (GError) error = NULL;

  g_assert_true (wsc_results_save (results, file, &error));
  g_assert_no_error (error);
  g_autoptr (WscResults) loaded = wsc_results_load (file, &error);
  g_assert_no_error (error);
  assert_given (loaded, 0.5);
  g_unlink (path);
  g_autoptr (WscResults) again = wsc_pipeline_run (study, loaded, NULL, &error);
  g_assert_no_error (error);
  assert_given (again, 0.5);
  g_unlink (file);
}

/* The table that the program writes opens as what it holds. */
static void
test_proposed (void)
{
  g_autofree char *path = write_data ("method,neuron,mean_0,cov_0_0,trace\ngiven,1,0.5,2,2\n");
  g_autoptr (GError) error = NULL;
  g_autoptr (WscStudy) study = wsc_study_propose (path, NULL, &error);

  g_assert_no_error (error);
  g_autoptr (WscResults) results = wsc_pipeline_run (study, NULL, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (wsc_neurons_get_count (wsc_results_get_neurons (results)), ==, 1);
  g_assert_cmpfloat (wsc_neurons_get_covariance (wsc_results_get_neurons (results), 0)[0], ==, 2);
}

/* There is no network that could have fewer neurons: it is no matter to a plain run, and an error where it is asked for. */
static void
test_reduced (void)
{
  const char *message = "The neurons are given, and there is no network of theirs to make smaller: train one (data.source)";
  const WscObserver observer = { .needs = WSC_NEED_NEURONS | WSC_NEED_CLUSTERS };
  g_autofree char *path = write_data (FIRST);
  g_autoptr (WscStudy) study = new_study (path);
  g_autoptr (GError) error = NULL, again = NULL;

  g_assert_true (wsc_study_set (study, "clusters.count=1", NULL));
  g_assert_true (wsc_study_set (study, "view.colour=cluster", NULL));
  g_autoptr (WscResults) results = wsc_pipeline_run (study, NULL, NULL, &error);
  g_assert_no_error (error);
  g_assert_null (wsc_results_reduce (results, study, WSC_NEED_CLUSTERS, NULL, &error));
  g_assert_error (error, WSC_ERROR, WSC_ERROR_RANGE);
  g_assert_cmpstr (error->message, ==, message);
  g_assert_null (wsc_pipeline_run (study, NULL, &observer, &again));
  g_assert_cmpstr (again->message, ==, message);
}

static void
test_missing (void)
{
  g_autoptr (WscStudy) study = wsc_study_new ();
  g_autoptr (GError) error = NULL;

  g_assert_true (wsc_study_set (study, "data.source=gaussians", NULL));
  g_assert_null (wsc_pipeline_run (study, NULL, NULL, &error));
  g_assert_cmpstr (error->message, ==, "No file is named: choose one (data.path)");
}

int
main (int argc, char **argv)
{
  int status;

  g_test_init (&argc, &argv, NULL);
  folder = g_dir_make_tmp ("weightscape-XXXXXX", NULL);
  g_test_add_func ("/study/gaussians/run", test_run);
  g_test_add_func ("/study/gaussians/again", test_again);
  g_test_add_func ("/study/gaussians/kept", test_kept);
  g_test_add_func ("/study/gaussians/proposed", test_proposed);
  g_test_add_func ("/study/gaussians/reduced", test_reduced);
  g_test_add_func ("/study/gaussians/missing", test_missing);
  status = g_test_run ();
  g_autofree char *left = g_build_filename (folder, "given.csv", NULL);
  g_unlink (left);
  g_rmdir (folder);
  g_free (folder);
  return status;
}
