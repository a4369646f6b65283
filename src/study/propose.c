/* A first study of a file of data: what most people want of it, to be changed from there. */
#include <string.h>
#include <glib/gi18n-lib.h>

#include "study/propose-private.h"

/* Results have a seal before their HDF5 part, other programs' files have none. */
static gboolean
is_plain_hdf5 (const char *path)
{
  static const char magic[] = "\211HDF\r\n\032\n";
  g_autoptr (GMappedFile) file = g_file_test (path, G_FILE_TEST_IS_REGULAR) ? g_mapped_file_new (path, FALSE, NULL) : NULL;

  return file != NULL && g_mapped_file_get_length (file) >= sizeof magic - 1
         && memcmp (g_mapped_file_get_contents (file), magic, sizeof magic - 1) == 0;
}

gboolean
wsc_study_is_table (const char *path)
{
  static const char *const suffixes[] = { ".csv", ".tsv", ".txt", ".dat" };
  g_autofree char *lower = NULL;

  g_return_val_if_fail (path != NULL, FALSE);

  lower = g_ascii_strdown (path, -1);
  if (g_str_has_suffix (lower, ".h5") || g_str_has_suffix (lower, ".hdf5"))
    return is_plain_hdf5 (path);
  if (wsc_tensors_is_file (lower))
    return TRUE;
  for (guint i = 0; i < G_N_ELEMENTS (suffixes); i++)
    if (g_str_has_suffix (lower, suffixes[i]))
      return TRUE;
  return FALSE;
}

/* --- the proposal as a value ------------------------------------------------------ */

static void
reason_free (gpointer data)
{
  WscReason *reason = data;

  g_free (reason->why);
  g_free (reason);
}

static WscProposal *
proposal_new (WscDataKind kind)
{
  WscProposal *self = g_new0 (WscProposal, 1);

  self->kind = kind;
  self->study = wsc_study_new ();
  self->reasons = g_ptr_array_new_with_free_func (reason_free);
  self->warnings = g_ptr_array_new_with_free_func (g_free);
  return self;
}

void
wsc_proposal_free (WscProposal *self)
{
  if (self == NULL)
    return;
  wsc_study_free (self->study);
  g_free (self->summary);
  g_ptr_array_unref (self->reasons);
  g_ptr_array_unref (self->warnings);
  g_free (self);
}

gboolean
wsc_proposal_set (WscProposal *self, const char *key, const char *text, char *why, GError **error)
{
  const WscOption *option = wsc_option_find (key);
  WscReason *reason;

  if (!wsc_option_set_text (option, self->study, text, error))
    {
      g_free (why);
      return FALSE;
    }
  if (why == NULL)
    return TRUE;
  reason = g_new (WscReason, 1);
  *reason = (WscReason){ option, why };
  g_ptr_array_add (self->reasons, reason);
  return TRUE;
}

gboolean
wsc_proposal_set_number (WscProposal *self, const char *key, gsize number, char *why, GError **error)
{
  g_autofree char *text = g_strdup_printf ("%zu", number);

  return wsc_proposal_set (self, key, text, why, error);
}

void
wsc_proposal_warn (WscProposal *self, const char *format, ...)
{
  va_list arguments;

  va_start (arguments, format);
  g_ptr_array_add (self->warnings, g_strdup_vprintf (format, arguments));
  va_end (arguments);
}

char *
wsc_count_text (gsize n)
{
  g_autofree char *digits = g_strdup_printf ("%zu", n);
  const gsize length = strlen (digits);
  GString *text = g_string_new (NULL);

  for (gsize i = 0; i < length; i++)
    {
      if (i > 0 && length > 4 && (length - i) % 3 == 0)
        g_string_append (text, "\342\200\257");
      g_string_append_c (text, digits[i]);
    }
  return g_string_free (text, FALSE);
}

/* The table is one array. */
static int
compare_reasons (gconstpointer a, gconstpointer b)
{
  const WscOption *left = (*(const WscReason *const *) a)->option, *right = (*(const WscReason *const *) b)->option;

  return left < right ? -1 : left > right;
}

/* --- arrays ------------------------------------------------------------------------- */

gboolean
wsc_study_is_bare_network (const char *path, const WscHook *hook)
{
  g_autoptr (WscTensors) tensors = NULL;

  g_return_val_if_fail (path != NULL, FALSE);

  tensors = wsc_tensors_is_file (path) ? wsc_tensors_load (path, hook, NULL) : NULL;
  return tensors != NULL && wsc_tensors_get_text (tensors, "study") == NULL && wsc_data_holds_network (path, tensors);
}

/* Paths of the study start at the network's folder. */
static gboolean
restore_study (WscProposal *self, const char *path, const char *text, GError **error)
{
  WscStudy *study = wsc_study_from_text (text, error);

  if (study == NULL)
    {
      g_prefix_error (error, _("The study in “%s”: "), path);
      return FALSE;
    }
  g_free (study->directory);
  study->directory = g_path_get_dirname (path);
  wsc_study_free (self->study);
  self->study = study;
  self->summary = g_strdup (_("A network with its study: it is loaded instead of being trained."));
  return wsc_proposal_set (self, "model.path", path, NULL, error);
}

static gboolean
propose_network (WscProposal *self, const WscDataFile *file, GError **error)
{
  const char *text = wsc_tensors_get_text (file->tensors, "study");

  if (text != NULL)
    return restore_study (self, file->path, text, error);
  g_set_error (error, WSC_ERROR, WSC_ERROR_FORMAT,
               _("“%s” holds a network and not its study: open the data that it was trained on first, then set model.path to this file"), file->path);
  return FALSE;
}

static gboolean
propose_samples (WscProposal *self, const WscDataFile *file, GError **error)
{
  g_autofree char *labels = wsc_data_find_labels (file->path);
  const WscTensor *inputs, *targets;
  gboolean classes;
  gsize width;

  wsc_data_find_arrays (file->tensors, &inputs, &targets);
  classes = labels != NULL || wsc_tensor_is_integral (targets);
  width = inputs->dims[0] > 0 ? inputs->n / inputs->dims[0] : 0;
  self->summary = classes ? g_strdup_printf (_("Samples with classes: %zu of %zu numbers each, in “%s”."), inputs->dims[0], width, inputs->name)
                          : g_strdup_printf (_("Samples with numbers to be predicted: %zu of %zu numbers each, in “%s”."), inputs->dims[0], width,
                                             inputs->name);
  return wsc_proposal_set (self, "data.task", classes ? "classify" : "regress", NULL, error)
         && wsc_proposal_set (self, "data.labels", labels != NULL ? labels : "",
                              labels != NULL ? g_strdup (_("Lies beside the images and is called as they are.")) : NULL, error)
         && wsc_proposal_set (self, "model.layers", "auto;16;auto", g_strdup (_("One hidden layer of 16 neurons, enough to begin with.")), error)
         && wsc_proposal_set (self, "estimate.layer", "1", g_strdup (_("Shows the hidden neurons.")), error)
         && wsc_propose_training (self, inputs->dims[0], (guint[]){ (guint) MIN (width, G_MAXUINT / 32), 16, 10 }, 3, error);
}

/* --- any of them ----------------------------------------------------------------------- */

static WscDataKind
choose_kind (const WscDataFile *file, const WscWish *wish)
{
  if (file->kind != WSC_DATA_GUESS)
    return file->kind;
  if (wish != NULL && (wish->kind == WSC_DATA_SERIES || wish->kind == WSC_DATA_TABLE))
    return wish->kind;
  return wsc_propose_kind (file->table, file->preview);
}

static gboolean
fill (WscProposal *self, const WscDataFile *file, const WscWish *wish, GError **error)
{
  switch (self->kind)
    {
    case WSC_DATA_NETWORK:
      return propose_network (self, file, error);
    case WSC_DATA_SAMPLES:
      return propose_samples (self, file, error);
    case WSC_DATA_GAUSSIANS:
      self->summary = g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%zu Gaussian: mean and covariance are drawn, nothing is trained.",
                                                    "%zu Gaussians: means and covariances are drawn, nothing is trained.", wsc_table_get_n_rows (file->table)),
                                       wsc_table_get_n_rows (file->table));
      return wsc_proposal_set (self, "data.source", "gaussians", NULL, error);
    case WSC_DATA_TABLE:
      return wsc_propose_table (self, file->table, file->preview, wish != NULL ? wish->target : NULL, error);
    default:
      return wsc_propose_series (self, file->table, file->preview, wish != NULL ? wish->column : NULL, error);
    }
}

WscProposal *
wsc_proposal_new (const WscDataFile *file, const WscWish *wish, GError **error)
{
  g_autoptr (WscProposal) self = NULL;
  g_autofree char *base = NULL, *title = NULL;

  g_return_val_if_fail (file != NULL, NULL);

  self = proposal_new (choose_kind (file, wish));
  base = g_path_get_basename (file->path);
  title = g_filename_display_name (base);
  if (!wsc_proposal_set (self, "data.source", "file", NULL, error) || !wsc_proposal_set (self, "data.path", file->path, NULL, error)
      || !wsc_proposal_set (self, "study.title", title, NULL, error) || !fill (self, file, wish, error))
    return NULL;
  g_ptr_array_sort (self->reasons, compare_reasons);
  return g_steal_pointer (&self);
}

WscStudy *
wsc_study_propose (const char *path, const WscHook *hook, GError **error)
{
  g_autoptr (WscDataFile) file = wsc_data_file_load (path, hook, error);
  g_autoptr (WscProposal) proposal = file != NULL ? wsc_proposal_new (file, NULL, error) : NULL;

  return proposal != NULL ? g_steal_pointer (&proposal->study) : NULL;
}
