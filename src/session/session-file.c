/* Documents to and from files. Reading and writing are plain functions of values, so that they run on any thread. */
#include "session/errand.h"
#include "session/session-private.h"
#include "study/command.h"

#include <glib/gi18n-lib.h>
#include <string.h>

typedef struct
{
  char *path; /* as asked for */
  char *document_path; /* where it was found; NULL if shipped */
  WscStamp stamp;
  char *shipped; /* its name; NULL: a file of the user's */
  WscStudy *study;
  WscResults *results;
  guint number; /* of an asynchronous load */
} WscLoad;

static void
load_free (gpointer data)
{
  WscLoad *load = data;
  g_free (load->path);
  g_free (load->document_path);
  g_free (load->shipped);
  wsc_study_free (load->study);
  g_clear_pointer (&load->results, wsc_results_unref);
  g_free (load);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (WscLoad, load_free)

static WscLoad *
load_new (const char *path)
{
  WscLoad *load = g_new0 (WscLoad, 1);
  load->path = g_strdup (path);
  return load;
}

static gboolean
is_results_path (const char *path)
{
  return g_str_has_suffix (path, ".h5");
}

static gboolean
load_results (WscLoad *load, GError **error)
{
  load->results = wsc_results_load (load->path, error);
  if (load->results)
    load->study = wsc_study_copy (wsc_results_get_study (load->results));
  return load->results != NULL;
}

static gboolean
is_shipped (const char *path)
{
  g_autofree char *folder = wsc_data_path ("studies");
  g_autofree char *full = g_canonicalize_filename (path, NULL);
  g_autofree char *full_folder = folder ? g_canonicalize_filename (folder, NULL) : NULL;
  return full_folder && g_str_has_prefix (full, full_folder);
}

/* The name that the command line knows a shipped study by. */
static char *
dup_shipped_name (const char *path)
{
  g_autofree char *name = g_path_get_basename (path);
  if (g_str_has_suffix (name, ".study"))
    name[strlen (name) - strlen (".study")] = '\0';
  return g_steal_pointer (&name);
}

/* The stamp is taken first: what is written while it is read is a change. */
static gboolean
load_file (WscLoad *load, GError **error)
{
  gboolean exists = g_file_test (load->path, G_FILE_TEST_EXISTS);
  if (exists && !is_shipped (load->path))
    load->document_path = g_canonicalize_filename (load->path, NULL);
  else
    load->shipped = dup_shipped_name (load->path);
  load->stamp = wsc_stamp_of (load->document_path);
  if (is_results_path (load->path))
    return load_results (load, error);
  load->study = wsc_study_load (load->path, error);
  return load->study != NULL;
}

static void
adopt_load (WscSession *self, WscLoad *load)
{
  wsc_session_adopt (self, g_steal_pointer (&load->study), load->results, load->document_path);
  self->stamp = load->stamp;
  self->results_saved = load->results != NULL;
  if (load->shipped)
    wsc_origin_set (&self->origin, load->shipped, self->study);
  else
    wsc_origin_set (&self->file, load->document_path, self->study);
}

gboolean
wsc_session_open (WscSession *self, const char *path_or_name, GError **error)
{
  g_return_val_if_fail (WSC_IS_SESSION (self) && path_or_name != NULL, FALSE);
  g_autoptr (WscLoad) load = load_new (path_or_name);
  if (!load_file (load, error))
    return FALSE;
  adopt_load (self, load);
  return TRUE;
}

static gboolean
load_on_thread (gpointer data, GError **error)
{
  return load_file (data, error);
}

void
wsc_session_open_async (WscSession *self, const char *path_or_name, GAsyncReadyCallback callback, gpointer user_data)
{
  g_return_if_fail (WSC_IS_SESSION (self) && path_or_name != NULL);
  WscLoad *load = load_new (path_or_name);
  load->number = ++self->loads;
  GTask *task = g_task_new (self, NULL, callback, user_data);
  g_task_set_task_data (task, load, load_free);
  wsc_errand_run_task ("weightscape-open", load_on_thread, task);
}

gboolean
wsc_session_open_finish (WscSession *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);
  WscLoad *load = g_task_get_task_data (G_TASK (result));
  if (!g_task_propagate_boolean (G_TASK (result), error))
    return FALSE;
  if (load->number == self->loads)
    adopt_load (self, load);
  return TRUE;
}

/* --- saving --------------------------------------------------------------------- */

typedef struct
{
  char *path;
  WscStudy *study;
  WscResults *results; /* NULL: a study is saved */
  WscResults *source;  /* the session's, of which those are a view */
  WscStamp stamp;      /* of the file that may be replaced; after it is written, of the new one */
  gboolean own;        /* the path is the document's */
  guint document; /* which of the session's */
  guint position; /* of the history when asked */
  guint serial;   /* of the edit before it */
} WscSave;

static void
save_free (gpointer data)
{
  WscSave *save = data;
  g_free (save->path);
  wsc_study_free (save->study);
  g_clear_pointer (&save->results, wsc_results_unref);
  g_clear_pointer (&save->source, wsc_results_unref);
  g_free (save);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (WscSave, save_free)

typedef struct { const char *directory, *prefix; } WscMove;

static char *
move_path (const char *path, gpointer user_data)
{
  const WscMove *move = user_data;
  g_autofree char *full = g_canonicalize_filename (path, move->directory);
  return g_strdup (g_str_has_prefix (full, move->prefix) ? full + strlen (move->prefix) : full);
}

/* A relative path starts at the study's folder: one that is saved elsewhere names its files anew, short if they lie
 * below the new folder. */
static void
rebase_paths (WscStudy *study, const char *path)
{
  g_autofree char *folder = g_path_get_dirname (path);
  g_autofree char *prefix = g_strconcat (folder, G_DIR_SEPARATOR_S, NULL);
  WscMove move = { study->directory, prefix };
  wsc_study_map_paths (study, move_path, &move);
  g_free (study->directory);
  study->directory = g_steal_pointer (&folder);
}

static WscSave *
save_new (WscSession *self, const char *path, GError **error)
{
  gboolean of_results = is_results_path (path);
  WscResults *results = self->results ? wsc_session_get_best_results (self) : self->series.results;
  if (of_results && !results)
    {
      g_set_error (error, WSC_ERROR, WSC_ERROR_FILE,
                   _("There are no results to save in %s yet: run the study first, or save it as a .study file"), path);
      return NULL;
    }
  if (!of_results && !g_str_has_suffix (path, ".study"))
    {
      g_set_error (error, WSC_ERROR, WSC_ERROR_FILE,
                   _("%s: the name of a study ends in .study, that of results in .h5"), path);
      return NULL;
    }
  WscSave *save = g_new0 (WscSave, 1);
  save->path = g_canonicalize_filename (path, NULL);
  save->study = wsc_study_copy (self->study);
  save->results = of_results ? wsc_results_with_view (results, self->study) : NULL;
  save->source = self->results ? wsc_results_ref (self->results) : NULL;
  save->own = g_strcmp0 (save->path, self->path) == 0;
  save->stamp = self->stamp;
  if (!of_results)
    rebase_paths (save->study, save->path);
  save->document = self->documents;
  save->serial = wsc_history_get_serial (&self->history);
  save->position = self->history.position;
  wsc_history_split (&self->history);
  return save;
}

static gboolean
check_disk (const WscSave *save, GError **error)
{
  WscStamp now = wsc_stamp_of (save->path);
  if (!save->own || !now.exists || wsc_stamp_equal (&now, &save->stamp))
    return TRUE;
  g_autofree char *name = g_filename_display_basename (save->path);
  g_set_error (error, WSC_ERROR, WSC_ERROR_CONFLICT,
               _("The file “%s” has been changed by another window or program since it was opened or saved here"), name);
  return FALSE;
}

static gboolean
save_file (WscSave *save, GError **error)
{
  if (!check_disk (save, error))
    return FALSE;
  if (!(save->results ? wsc_results_save (save->results, save->path, error) : wsc_study_save (save->study, save->path, error)))
    return FALSE;
  save->stamp = wsc_stamp_of (save->path);
  return TRUE;
}

static void
adopt_save (WscSession *self, const WscSave *save)
{
  if (save->document != self->documents)
    return;
  /* Results are kept with the settings they are of; others are nowhere yet. */
  if (!save->results || wsc_command_is_of_view (save->study, wsc_results_get_study (save->results)))
    wsc_history_set_saved (&self->history, save->position, save->serial);
  g_free (self->path);
  self->path = g_strdup (save->path);
  self->stamp = save->stamp;
  wsc_origin_set (&self->file, save->path, save->results ? wsc_results_get_study (save->results) : save->study);
  if (save->results && save->source == self->results)
    self->results_saved = TRUE;
  wsc_session_notify (self, WSC_SESSION_PATH);
  wsc_session_history_changed (self);
}

gboolean
wsc_session_save (WscSession *self, const char *path, GError **error)
{
  g_return_val_if_fail (WSC_IS_SESSION (self) && path != NULL, FALSE);
  g_autoptr (WscSave) save = save_new (self, path, error);
  if (!save || !save_file (save, error))
    return FALSE;
  adopt_save (self, save);
  return TRUE;
}

static gboolean
save_on_thread (gpointer data, GError **error)
{
  return save_file (data, error);
}

void
wsc_session_save_async (WscSession *self, const char *path, GAsyncReadyCallback callback, gpointer user_data)
{
  g_return_if_fail (WSC_IS_SESSION (self) && path != NULL);
  GError *error = NULL;
  g_autoptr (GTask) task = g_task_new (self, NULL, callback, user_data);
  WscSave *save = save_new (self, path, &error);
  if (!save)
    {
      g_task_return_error (task, error);
      return;
    }
  g_task_set_task_data (task, save, save_free);
  wsc_errand_run_task ("weightscape-save", save_on_thread, g_steal_pointer (&task));
}

gboolean
wsc_session_save_finish (WscSession *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);
  if (!g_task_propagate_boolean (G_TASK (result), error))
    return FALSE;
  adopt_save (self, g_task_get_task_data (G_TASK (result)));
  return TRUE;
}
