/* Studies as published and corrected: every pair is whole, and one form becomes the other. */
#include <math.h>
#include <string.h>

#include "study/forms.h"
#include "study/study-private.h"

static WscStudy *
load (const char *name)
{
  g_autoptr (GError) error = NULL;
  WscStudy *study = wsc_study_load (name, &error);

  g_assert_no_error (error);
  return study;
}

static void
set (WscStudy *study, const char *assignment)
{
  g_autoptr (GError) error = NULL;

  wsc_study_set (study, assignment, &error);
  g_assert_no_error (error);
}

/* Each says of the other what it is, in the same words. */
static void
assert_pair (const char *corrected_name, const char *published_name)
{
  g_autoptr (WscStudy) corrected = load (corrected_name), published = load (published_name);
  g_autoptr (GPtrArray) differences = wsc_study_list_differences (published, corrected);
  g_autoptr (GError) error = NULL;

  g_test_message ("%s, %s: %u options differ", corrected_name, published_name, differences->len);
  g_assert_cmpstr (corrected->counterpart, ==, published_name);
  g_assert_cmpstr (published->counterpart, ==, corrected_name);
  g_assert_cmpint (wsc_study_get_form (corrected), ==, WSC_FORM_CORRECTED);
  g_assert_cmpint (wsc_study_get_form (published), ==, WSC_FORM_PUBLISHED);
  g_assert_cmpstr (corrected->difference, ==, published->difference);
  g_assert_true (g_str_has_prefix (corrected->difference, "As published, "));
  g_assert_nonnull (strstr (corrected->difference, ". Corrected, "));
  g_assert_true (g_str_has_suffix (corrected->difference, "."));
  g_assert_cmpstr (corrected->twin, ==, published->twin);
  g_assert_cmpuint (differences->len, >, 0);
  wsc_study_validate (corrected, &error);
  g_assert_no_error (error);
  wsc_study_validate (published, &error);
  g_assert_no_error (error);
}

static void
test_pairs (void)
{
  g_auto (GStrv) names = wsc_study_list_shipped ();
  guint n = 0;

  for (char **name = names; *name != NULL; name++)
    {
      g_autoptr (WscStudy) study = load (*name);
      g_autofree char *other = g_strconcat (*name, "-as-published", NULL);

      if (g_str_has_suffix (*name, "-as-published"))
        continue;
      if (g_strv_contains ((const char *const *) names, other))
        {
          assert_pair (*name, other);
          n++;
        }
      else
        g_assert_cmpstr (study->counterpart, ==, "");
    }
  g_assert_cmpuint (n, ==, 8);
}

/* As it is shipped each form is the other's other form. */
static void
test_other_form (void)
{
  static const char *const names[] = { "fig2", "fig4", "fig6", "fig8", "fig9-iris" };

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autoptr (WscStudy) study = load (names[i]), shipped = load (study->counterpart);
      g_autoptr (GError) error = NULL;
      g_autoptr (WscStudy) other = wsc_study_new_counterpart (study, &error);
      g_assert_no_error (error);
      g_autoptr (WscStudy) back = wsc_study_new_counterpart (other, &error);
      g_assert_no_error (error);
      g_assert_true (wsc_study_equal (other, shipped));
      g_assert_true (wsc_study_equal (back, study));
    }
}

/* An edit holds for both, unless it is of what makes them differ. */
static void
test_edits_are_shared (void)
{
  g_autoptr (WscStudy) study = load ("fig6");
  g_autoptr (WscForms) forms = wsc_forms_load (study, NULL);

  set (study, "data.noise=0.5");
  set (study, "training.learning-rate=0.25");
  set (study, "view.azimuth=12");
  g_autoptr (WscStudy) other = wsc_forms_new_other (forms, study);
  g_assert_cmpfloat (other->data.noise, ==, 0.5);
  g_assert_cmpfloat (other->training.learning_rate, ==, 0.001);
  g_assert_cmpfloat (other->view.azimuth, ==, 12);
  g_assert_cmpint (other->estimate.resample, ==, WSC_RESAMPLE_NONE);

  g_assert_false (wsc_forms_copy_shared (forms, study, other));
  set (study, "data.noise=0.75");
  set (study, "training.learning-rate=0.125");
  g_assert_true (wsc_forms_copy_shared (forms, study, other));
  g_assert_cmpfloat (other->data.noise, ==, 0.75);
  g_assert_cmpfloat (other->training.learning_rate, ==, 0.001);
}

/* Elsewhere than where the studies are a file has its path in full. */
static void
test_files_are_found (void)
{
  g_autoptr (WscStudy) study = load ("fig2");

  g_free (study->directory);
  study->directory = g_strdup ("/elsewhere");
  g_autoptr (WscStudy) other = wsc_study_new_counterpart (study, NULL);
  g_assert_true (g_path_is_absolute (other->data.path));
  g_assert_true (g_file_test (other->data.path, G_FILE_TEST_EXISTS));
}

static const WscDifference *
find (GPtrArray *differences, const char *key)
{
  for (guint i = 0; i < differences->len; i++)
    {
      const WscDifference *item = differences->pdata[i];
      if (g_str_equal (item->option->key, key))
        return item;
    }
  return NULL;
}

static void
test_differences (void)
{
  g_autoptr (WscStudy) published = load ("fig6-as-published"), corrected = load ("fig6");
  g_autoptr (GPtrArray) differences = wsc_study_list_differences (published, corrected);
  const WscDifference *item;
  guint n;
  const WscOption *options = wsc_options (&n), *before = NULL;

  g_assert_nonnull (item = find (differences, "estimate.align"));
  g_assert_cmpstr (item->values[0], ==, wsc_choices_align[WSC_ALIGN_NONE].label);
  g_assert_nonnull (item = find (differences, "model.bias"));
  g_assert_cmpstr (item->values[0], ==, "no");
  g_assert_cmpstr (item->values[1], ==, "yes");
  g_assert_nonnull (item = find (differences, "training.learning-rate"));
  g_assert_cmpstr (item->values[0], ==, "0.001");
  g_assert_cmpstr (item->values[1], ==, "0.5");
  /* nothing is resampled there, so there is no signal to resample */
  g_assert_nonnull (item = find (differences, "estimate.signal-rank"));
  g_assert_cmpstr (item->values[0], ==, "–");
  g_assert_cmpstr (item->values[1], ==, "2 components");
  g_assert_null (find (differences, "study.title"));
  g_assert_null (find (differences, "view.azimuth"));
  for (guint i = 0; i < differences->len; i++)
    {
      item = differences->pdata[i];
      g_assert_true (item->option > before && item->option < options + n);
      before = item->option;
    }
}

static void
test_mistakes (void)
{
  g_autoptr (WscStudy) study = load ("iris");
  g_autoptr (GError) error = NULL;

  g_assert_null (wsc_forms_load (study, &error));
  g_assert_error (error, WSC_ERROR, WSC_ERROR_FILE);
  g_assert_cmpstr (error->message, ==,
                   "“4–128–3 on iris flowers” has no counterpart: it is not one of a study as published and corrected (study.counterpart)");
  g_clear_error (&error);
  set (study, "study.counterpart=nothing-here");
  g_assert_null (wsc_forms_load (study, &error));
  g_assert_error (error, WSC_ERROR, WSC_ERROR_FILE);
  g_clear_error (&error);
  set (study, "study.counterpart=ecg");
  g_assert_null (wsc_forms_load (study, &error));
  g_assert_error (error, WSC_ERROR, WSC_ERROR_FORMAT);
}

/* Two results, and one that is still to come. */
static void
test_key_numbers (void)
{
  g_autoptr (WscStudy) published = load ("fig2-as-published"), corrected = load ("fig2");
  g_autoptr (WscResults) a = wsc_pipeline_run (published, NULL, NULL, NULL), b = wsc_pipeline_run (corrected, NULL, NULL, NULL);
  g_autoptr (GArray) none = wsc_results_list_key_numbers (NULL, NULL), one = wsc_results_list_key_numbers (NULL, b),
                     both = wsc_results_list_key_numbers (a, b);
  const WscKeyNumber *first = &g_array_index (both, WscKeyNumber, 0);

  g_assert_cmpuint (none->len, ==, 0);
  g_assert_cmpuint (one->len, ==, both->len);
  g_assert_true (isnan (g_array_index (one, WscKeyNumber, 0).values[0]));
  g_assert_cmpstr (first->name, ==, "estimate.mean-variance");
  g_assert_cmpfloat_with_epsilon (first->values[0], wsc_neurons_get_mean_variance (wsc_results_get_neurons (a)), 1e-15);
  g_assert_cmpfloat_with_epsilon (first->values[1], wsc_neurons_get_mean_variance (wsc_results_get_neurons (b)), 1e-15);
}

/* Every number that is named is one of the summary's. */
static void
test_key_numbers_exist (void)
{
  g_autoptr (WscStudy) study = load ("fig9-iris");
  g_autoptr (WscResults) results = wsc_pipeline_run (study, NULL, NULL, NULL);
  g_autoptr (GArray) numbers = wsc_results_list_key_numbers (NULL, results);
  guint n, n_reduction = 0;
  const WscSummaryName *names = wsc_summary_names (&n);

  for (guint i = 0; i < numbers->len; i++)
    {
      const WscKeyNumber *number = &g_array_index (numbers, WscKeyNumber, i);
      gboolean found = FALSE;

      for (guint j = 0; j < n; j++)
        found |= g_str_equal (names[j].name, number->name);
      g_assert_true (found);
      n_reduction += g_str_has_prefix (number->name, "reduction.");
    }
  g_assert_cmpuint (n_reduction, ==, 4);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/study/forms/pairs", test_pairs);
  g_test_add_func ("/study/forms/other-form", test_other_form);
  g_test_add_func ("/study/forms/edits-are-shared", test_edits_are_shared);
  g_test_add_func ("/study/forms/files-are-found", test_files_are_found);
  g_test_add_func ("/study/forms/differences", test_differences);
  g_test_add_func ("/study/forms/mistakes", test_mistakes);
  g_test_add_func ("/study/forms/key-numbers", test_key_numbers);
  g_test_add_func ("/study/forms/key-numbers-exist", test_key_numbers_exist);
  return g_test_run ();
}
