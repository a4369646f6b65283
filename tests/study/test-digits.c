/* Networks of all the digits there are: the four files of MNIST, where the machine has them. */
#include "study/study-private.h"

#define N_REPLICAS 3

/* The shipped study, of its five epochs, over 60,000 images; each network tells 9 of 10 of the 10,000 others right. */
static void
test_five_epochs (void)
{
  const char *root = g_getenv ("WSC_TEST_SHARED_DATA");
  g_autofree char *folder = g_build_filename (root != NULL ? root : "", "mnist", NULL);
  g_autofree char *path = g_strconcat ("data.path=", folder, NULL), *replicas = g_strdup_printf ("estimate.replicas=%d", N_REPLICAS);
  const WscObserver observer = { .needs = WSC_NEED_NEURONS };
  g_autoptr (WscStudy) study = NULL;
  g_autoptr (WscResults) results = NULL;
  g_autoptr (GError) error = NULL;
  gsize n_test;

  if (root == NULL || !g_file_test (folder, G_FILE_TEST_IS_DIR))
    {
      g_test_skip ("WSC_TEST_SHARED_DATA has no folder mnist");
      return;
    }
  study = wsc_study_load ("fig9-mnist", &error);
  g_assert_no_error (error);
  g_assert_cmpint (study->training.epochs, ==, 5);
  g_assert_true (wsc_study_set (study, path, &error));
  g_assert_true (wsc_study_set (study, replicas, &error));
  results = wsc_pipeline_run (study, NULL, &observer, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (wsc_ensemble_get_n_trained (wsc_results_get_ensemble (results)), ==, N_REPLICAS);
  wsc_dataset_get_test (wsc_results_get_dataset (results), &n_test);
  g_assert_cmpuint (n_test, ==, 10000);
  g_test_message ("test accuracy %.4f", wsc_results_get_metrics (results)->test_accuracy);
  g_assert_cmpfloat (wsc_results_get_metrics (results)->test_accuracy, >=, 0.9);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/study/digits/five-epochs", test_five_epochs);
  return g_test_run ();
}
