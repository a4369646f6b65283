/* A study as published and corrected: how one becomes the other. */
#include <glib/gi18n-lib.h>
#include <math.h>

#include "study/bookmarks.h"
#include "study/forms.h"
#include "study/study-private.h"

#define PUBLISHED_SUFFIX "-as-published" /* of the names of shipped studies */

const char *
wsc_form_get_label (WscForm form)
{
  return form == WSC_FORM_PUBLISHED ? _("As published") : _("Corrected");
}

WscForm
wsc_form_from_counterpart (const char *name)
{
  return g_str_has_suffix (name, PUBLISHED_SUFFIX) ? WSC_FORM_CORRECTED : WSC_FORM_PUBLISHED;
}

WscForm
wsc_study_get_form (const WscStudy *self)
{
  g_return_val_if_fail (self != NULL, WSC_FORM_CORRECTED);

  return wsc_form_from_counterpart (self->counterpart);
}

const char *
wsc_study_get_shown_difference (const WscStudy *self)
{
  g_return_val_if_fail (self != NULL, "");

  return *self->difference != '\0' ? g_dpgettext2 (GETTEXT_PACKAGE, "study", self->difference) : "";
}

/* --- both as they are shipped ------------------------------------------------- */

WscForms *
wsc_forms_load (const WscStudy *study, GError **error)
{
  g_autoptr (WscForms) self = g_new0 (WscForms, 1);

  g_return_val_if_fail (study != NULL, NULL);

  if (*study->counterpart == '\0')
    {
      g_set_error (error, WSC_ERROR, WSC_ERROR_FILE, _("“%s” has no counterpart: it is not one of a study as published and corrected (study.counterpart)"),
                   study->title);
      return NULL;
    }
  self->other = wsc_study_load (study->counterpart, error);
  if (self->other == NULL)
    return NULL;
  if (wsc_study_get_form (self->other) == wsc_study_get_form (study) || *self->other->counterpart == '\0')
    {
      g_set_error (error, WSC_ERROR, WSC_ERROR_FORMAT, _("“%s” is not the other form of “%s” (study.counterpart)"), study->counterpart, study->title);
      return NULL;
    }
  self->own = wsc_study_load (self->other->counterpart, error);
  return self->own != NULL ? g_steal_pointer (&self) : NULL;
}

void
wsc_forms_free (WscForms *self)
{
  g_return_if_fail (self != NULL);

  wsc_study_free (self->own);
  wsc_study_free (self->other);
  g_free (self);
}

/* --- from one to the other ------------------------------------------------------ */

static gboolean
is_of_eye (const WscOption *option)
{
  for (guint i = 0; i < WSC_N_POSE_OPTIONS; i++)
    if (wsc_pose_option (i) == option)
      return TRUE;
  return g_str_equal (option->key, "view.bookmarks") || g_str_equal (option->key, "view.selected");
}

static gboolean
has_same_text (const WscOption *option, const WscStudy *a, const WscStudy *b)
{
  g_autofree char *x = wsc_option_get_text (option, a), *y = wsc_option_get_text (option, b);

  return g_str_equal (x, y);
}

gboolean
wsc_forms_differ (const WscForms *self, const WscOption *option)
{
  g_return_val_if_fail (self != NULL && option != NULL, FALSE);

  return !is_of_eye (option) && !has_same_text (option, self->own, self->other);
}

static char *
make_full (const char *path, gpointer directory)
{
  return g_canonicalize_filename (path, directory);
}

/* A relative path starts at the folder of its own study. */
static void
copy_option (const WscOption *option, const WscStudy *from, WscStudy *to)
{
  g_autofree char *text = wsc_option_get_text (option, from), *full = NULL;

  if (option->type == WSC_OPTION_FILE && g_strcmp0 (from->directory, to->directory) != 0)
    full = wsc_option_map_paths (option, text, make_full, from->directory);
  wsc_option_set_text (option, to, full != NULL ? full : text, NULL); /* valid there, so valid here */
}

WscStudy *
wsc_forms_new_other (const WscForms *self, const WscStudy *study)
{
  WscStudy *other;
  guint n;
  const WscOption *options = wsc_options (&n);

  g_return_val_if_fail (self != NULL && study != NULL, NULL);

  other = wsc_study_copy (study);
  for (guint i = 0; i < n; i++)
    if (wsc_forms_differ (self, &options[i]))
      copy_option (&options[i], self->other, other);
  g_array_unref (other->expect);
  other->expect = wsc_expectations_copy (self->other->expect);
  return other;
}

gboolean
wsc_forms_copy_shared (const WscForms *self, const WscStudy *from, WscStudy *to)
{
  gboolean changed = FALSE;
  guint n;
  const WscOption *options = wsc_options (&n);

  g_return_val_if_fail (self != NULL && from != NULL && to != NULL, FALSE);

  for (guint i = 0; i < n; i++)
    if (!wsc_forms_differ (self, &options[i]) && !has_same_text (&options[i], from, to))
      {
        copy_option (&options[i], from, to);
        changed = TRUE;
      }
  return changed;
}

WscStudy *
wsc_study_new_counterpart (const WscStudy *study, GError **error)
{
  g_autoptr (WscForms) forms = wsc_forms_load (study, error);

  return forms != NULL ? wsc_forms_new_other (forms, study) : NULL;
}

/* --- how they differ ---------------------------------------------------------- */

static char *
dup_number (const WscOption *option, const WscStudy *study)
{
  g_autofree char *number = wsc_format_number (wsc_option_get_number (option, study));

  return option->unit != NULL ? g_strdup_printf ("%s %s", number, _(option->unit)) : g_steal_pointer (&number);
}

static char *
dup_value (const WscOption *option, const WscStudy *study)
{
  g_autofree char *text = NULL;

  if (!wsc_option_has_effect (option, study))
    return g_strdup ("–");
  text = wsc_option_get_text (option, study);
  switch (option->type)
    {
    case WSC_OPTION_CHOICE:
      return g_strdup (_(option->choices[(guint) wsc_option_get_number (option, study)].label));
    case WSC_OPTION_BOOLEAN:
      return g_strdup (wsc_option_get_number (option, study) != 0 ? _("yes") : _("no"));
    case WSC_OPTION_FILE:
      return *text != '\0' ? g_path_get_basename (text) : g_strdup (_("none"));
    case WSC_OPTION_TEXT:
      return *text != '\0' ? g_steal_pointer (&text) : g_strdup (_("none"));
    default:
      return dup_number (option, study);
    }
}

static void
difference_free (gpointer data)
{
  WscDifference *self = data;

  g_free (self->values[0]);
  g_free (self->values[1]);
  g_free (self);
}

/* What is told of a study is not what it does. */
static gboolean
is_of_interest (const WscOption *option)
{
  return (option->stage != WSC_STAGE_NONE || g_str_equal (option->key, "study.subject")) && !is_of_eye (option);
}

GPtrArray *
wsc_study_list_differences (const WscStudy *a, const WscStudy *b)
{
  GPtrArray *list = g_ptr_array_new_with_free_func (difference_free);
  guint n;
  const WscOption *options = wsc_options (&n);

  g_return_val_if_fail (a != NULL && b != NULL, list);

  for (guint i = 0; i < n; i++)
    if (is_of_interest (&options[i]) && !has_same_text (&options[i], a, b)
        && (wsc_option_has_effect (&options[i], a) || wsc_option_has_effect (&options[i], b)))
      {
        WscDifference *item = g_new (WscDifference, 1);
        *item = (WscDifference){ &options[i], { dup_value (&options[i], a), dup_value (&options[i], b) } };
        g_ptr_array_add (list, item);
      }
  return list;
}

/* --- their numbers --------------------------------------------------------------- */

static const struct
{
  const char *name, *label;
} key_numbers[] = {
  { "ssa.sweep-fewest", N_("Best number of components, least over the windows") },
  { "ssa.sweep-most", N_("Best number of components, most over the windows") },
  { "ssa.sweep-least-mse", N_("Least error over the windows (MSE)") },
  { "reduction.test-accuracy-before", N_("Accuracy of the whole network (share of samples)") },
  { "reduction.accuracy-at-10", N_("Accuracy with 10 neurons (share of samples)") },
  { "reduction.test-mse-before", N_("Error of the whole network (MSE)") },
  { "reduction.mse-at-10", N_("Error with 10 neurons (MSE)") },
  { "reduction.parameters-before", N_("Weights and biases of the whole network") },
  { "reduction.parameters", N_("Weights and biases of the smaller network") },
  { "estimate.mean-variance", N_("Mean variance of a weight") },
  { "estimate.mean-covariance", N_("Mean size of a covariance") },
  { "estimate.identified-axes", N_("Latent axes that the data fix") },
  { "volume.bootstrap", N_("Mean volume of a region, bootstrap") },
  { "volume.sandwich", N_("Mean volume of a region, Hessian") },
  { "volume.variational", N_("Mean volume of a region, Bayes") },
  { "training.clean-mse", N_("Error against the series without noise (MSE)") },
};

typedef struct
{
  GArray *numbers; /* of WscKeyNumber, as many as there are key numbers */
  guint form;
} Gathering;

static void
gather (gpointer user_data, const char *name, double value)
{
  const Gathering *self = user_data;

  for (guint i = 0; i < self->numbers->len; i++)
    if (g_str_equal (g_array_index (self->numbers, WscKeyNumber, i).name, name))
      g_array_index (self->numbers, WscKeyNumber, i).values[self->form] = value;
}

GArray *
wsc_results_list_key_numbers (const WscResults *a, const WscResults *b)
{
  const WscResults *const both[2] = { a, b };
  GArray *numbers = g_array_new (FALSE, FALSE, sizeof (WscKeyNumber));

  for (guint i = 0; i < G_N_ELEMENTS (key_numbers); i++)
    {
      const WscKeyNumber number = { key_numbers[i].name, _(key_numbers[i].label), { NAN, NAN } };
      g_array_append_val (numbers, number);
    }
  for (guint form = 0; form < 2; form++)
    if (both[form] != NULL)
      wsc_results_summarise (both[form], gather, &(Gathering){ numbers, form });
  for (guint i = numbers->len; i > 0; i--)
    if (!isfinite (g_array_index (numbers, WscKeyNumber, i - 1).values[0]) && !isfinite (g_array_index (numbers, WscKeyNumber, i - 1).values[1]))
      g_array_remove_index (numbers, i - 1);
  return numbers;
}
