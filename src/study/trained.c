/* Networks from files in place of trained ones: each a replica of one ensemble. */
#include <glib/gi18n-lib.h>
#include <string.h>

#include "model/network.h"
#include "study/study-private.h"
#include "tensors/tensors.h"

#define MAX_FILES 10000

/* --- which files ---------------------------------------------------------------- */

static int
compare_names (gconstpointer a, gconstpointer b)
{
  return strverscmp (*(char *const *) a, *(char *const *) b);
}

/* All before the last dot. */
static gboolean
same_stem (const char *a, const char *b)
{
  const char *dot_a = strrchr (a, '.'), *dot_b = strrchr (b, '.');

  return dot_a != NULL && dot_b != NULL && dot_a - a == dot_b - b && strncmp (a, b, (gsize) (dot_a - a)) == 0;
}

/* One of each name: the same in another format is the same network. */
static void
add_folder (GPtrArray *paths, const char *folder, GDir *dir)
{
  g_autoptr (GPtrArray) names = g_ptr_array_new_with_free_func (g_free);
  const char *name;

  while ((name = g_dir_read_name (dir)) != NULL)
    if (wsc_tensors_is_file (name))
      g_ptr_array_add (names, g_strdup (name));
  g_ptr_array_sort (names, compare_names);
  for (guint i = 0; i < names->len; i++)
    if (i == 0 || !same_stem (names->pdata[i - 1], names->pdata[i]))
      g_ptr_array_add (paths, g_build_filename (folder, names->pdata[i], NULL));
}

static void
add_path (GPtrArray *paths, const char *path)
{
  g_autoptr (GDir) dir = g_file_test (path, G_FILE_TEST_IS_DIR) ? g_dir_open (path, 0, NULL) : NULL;

  if (dir != NULL)
    add_folder (paths, path, dir);
  else
    g_ptr_array_add (paths, g_strdup (path));
}

char **
wsc_trained_list (const WscStudy *study, GError **error)
{
  g_auto (GStrv) items = g_strsplit (study->trained, ";", -1);
  g_autoptr (GPtrArray) paths = g_ptr_array_new_with_free_func (g_free);

  for (char **item = items; *item != NULL; item++)
    if (*g_strstrip (*item) != '\0')
      {
        g_autofree char *path = g_canonicalize_filename (*item, study->directory);

        add_path (paths, path);
      }
  if (paths->len < 1 || paths->len > MAX_FILES)
    {
      g_set_error (error, WSC_ERROR, WSC_ERROR_FILE, _("“%s” holds %u files of networks, expected 1 to %d (.npz, .safetensors, .h5; model.path)"),
                   study->trained, paths->len, MAX_FILES);
      return NULL;
    }
  g_ptr_array_add (paths, NULL);
  g_ptr_array_set_free_func (paths, NULL);
  return g_memdup2 (paths->pdata, paths->len * sizeof (char *));
}

char *
wsc_trained_stamp (const WscStudy *study, char **paths)
{
  g_autoptr (GString) stamps = g_string_new (NULL);

  for (; *paths != NULL; paths++)
    {
      g_autofree char *stamp = wsc_file_stamp (study, *paths);

      g_string_append_printf (stamps, "%s\n", stamp != NULL ? stamp : *paths);
    }
  return g_string_free (g_steal_pointer (&stamps), FALSE);
}

/* --- loading ------------------------------------------------------------------------ */

/* Functions and loss for files that name none, by the model's options. */
static gboolean
make_hint (const WscStudy *study, const WscDataset *dataset, WscArchitecture *hint, GError **error)
{
  WscModelSettings model = study->model;
  g_autoptr (GString) layers = g_string_new ("1");
  guint n = 1;

  for (const char *c = model.activation; *c != '\0'; c++)
    n += *c == ';';
  for (guint i = 0; i < MAX (n, 2); i++)
    g_string_append (layers, ";1");
  model.layers = layers->str;
  if (model.loss == WSC_LOSS_AUTO)
    model.loss = wsc_dataset_get_n_classes (dataset) > 0 ? WSC_LOSS_FORCE_CROSS_ENTROPY : WSC_LOSS_FORCE_MSE;
  return wsc_architecture_init (hint, &model, NULL, error);
}

static char *
format_sizes (const WscArchitecture *a)
{
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint l = 0; l <= a->n_layers; l++)
    g_string_append_printf (text, l > 0 ? ";%u" : "%u", a->sizes[l]);
  return g_string_free (g_steal_pointer (&text), FALSE);
}

static gboolean
check_fits (const WscArchitecture *a, const char *path, const WscDataset *dataset, GError **error)
{
  g_autofree char *sizes = format_sizes (a);
  g_autofree char *shown = g_filename_display_name (path);
  WscSamples samples;

  wsc_dataset_get_samples (dataset, &samples);
  if (a->sizes[0] == samples.n_inputs && a->sizes[a->n_layers] == samples.n_targets
      && (a->loss != WSC_LOSS_CROSS_ENTROPY || wsc_dataset_get_n_classes (dataset) > 0))
    return TRUE;
  if (a->sizes[0] != samples.n_inputs || a->sizes[a->n_layers] != samples.n_targets)
    g_set_error (error, WSC_ERROR, WSC_ERROR_RANGE,
                 _("%s: the network %s has %u inputs and %u outputs, the samples of “%s” have %u inputs and %u targets (model.path)"), shown,
                 sizes, a->sizes[0], a->sizes[a->n_layers], wsc_dataset_get_name (dataset), samples.n_inputs, samples.n_targets);
  else
    g_set_error (error, WSC_ERROR, WSC_ERROR_RANGE, _("%s: the network tells classes apart, and “%s” has none (model.path)"), shown,
                 wsc_dataset_get_name (dataset));
  return FALSE;
}

static gboolean
is_same (const WscArchitecture *a, const WscArchitecture *b)
{
  if (a->n_layers != b->n_layers || a->bias != b->bias || a->loss != b->loss || a->sizes[0] != b->sizes[0])
    return FALSE;
  for (guint l = 0; l < a->n_layers; l++)
    if (a->sizes[l + 1] != b->sizes[l + 1] || a->activation[l] != b->activation[l])
      return FALSE;
  return TRUE;
}

static gboolean
check_same (const WscArchitecture *a, const char *path, const WscArchitecture *first, const char *first_path, GError **error)
{
  g_autofree char *sizes = format_sizes (a), *first_sizes = format_sizes (first);

  if (is_same (a, first))
    return TRUE;
  g_set_error (error, WSC_ERROR, WSC_ERROR_RANGE,
               _("“%s” is a network %s and “%s” is one of %s: expected one architecture, with the same functions (model.path)"), first_path,
               first_sizes, path, sizes);
  return FALSE;
}

/* With every output computed for itself, in float. */
static gboolean
load_one (const char *path, const WscArchitecture *hint, const WscHook *hook, WscArchitecture *a, GArray *parameters, GError **error)
{
  g_autoptr (WscNetwork) network = wsc_network_load (path, hint, NULL, hook, error), whole = NULL;

  if (network == NULL)
    return FALSE;
  whole = wsc_network_expand (network);
  *a = whole->architecture;
  for (gsize i = 0; i < wsc_architecture_get_n_parameters (a); i++)
    {
      const float value = (float) whole->parameters[i];

      g_array_append_val (parameters, value);
    }
  return TRUE;
}

static gboolean
ask (const WscHook *hook, guint i, guint n, GError **error)
{
  if (wsc_hook_report (hook, (double) i / n, _("Loading the networks")))
    return TRUE;
  g_set_error_literal (error, WSC_ERROR, WSC_ERROR_STOPPED, _("Stopped while loading the networks"));
  return FALSE;
}

WscEnsemble *
wsc_trained_load (const WscStudy *study, char **paths, const WscDataset *dataset, const WscHook *hook, GError **error)
{
  const guint n = g_strv_length (paths);
  g_autoptr (GArray) parameters = g_array_new (FALSE, FALSE, sizeof (float));
  g_autofree gint32 *well = g_new0 (gint32, n);
  const WscHook quiet = { .n_threads = hook->n_threads };
  WscArchitecture hint, first = { 0 }, a = { 0 };

  if (!make_hint (study, dataset, &hint, error))
    return NULL;
  for (guint i = 0; i < n; i++)
    {
      if (!ask (hook, i, n, error) || !load_one (paths[i], &hint, &quiet, &a, parameters, error))
        return NULL;
      if (i == 0)
        first = a;
      if (!check_fits (&a, paths[i], dataset, error) || !check_same (&a, paths[i], &first, paths[0], error))
        return NULL;
    }
  return wsc_ensemble_new (&first, n, (const float *) parameters->data, well, 0, NULL, NULL, FALSE);
}
