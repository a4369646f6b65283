#include "app/file-columns.h"

struct _WscFileColumns
{
  GObject parent_instance;

  WscSession *session; /* borrowed: it owns this */
  GtkStringList *names;
  gboolean changing;
  guint last_of_numbers;
  char *path;
  int header;
  GCancellable *cancellable;
};

G_DEFINE_FINAL_TYPE (WscFileColumns, wsc_file_columns, G_TYPE_OBJECT)

static guint changed_signal;

typedef struct
{
  char *path;
  WscHeader header;
} WscProbe;

static void
probe_free (gpointer data)
{
  WscProbe *probe = data;
  g_free (probe->path);
  g_free (probe);
}

static gboolean
keep_reading (gpointer user_data, double fraction, const char *phase)
{
  return !g_cancellable_is_cancelled (user_data);
}

static void
read_in_thread (GTask *task, gpointer source, gpointer task_data, GCancellable *cancellable)
{
  const WscProbe *probe = task_data;
  const WscHook hook = { keep_reading, cancellable, 1 };
  GError *error = NULL;
  WscTable *table = wsc_table_load (probe->path, probe->header, &hook, &error);
  if (table)
    g_task_return_pointer (task, table, (GDestroyNotify) wsc_table_unref);
  else
    g_task_return_error (task, error);
}

static guint
find_last_of_numbers (const WscTable *table, guint n)
{
  for (guint i = n; i > 0; i--)
    if (wsc_table_get_column_type (table, i - 1) == WSC_COLUMN_NUMBER)
      return i - 1;
  return GTK_INVALID_LIST_POSITION;
}

static void
set_names (WscFileColumns *self, const WscTable *table)
{
  guint n_old = g_list_model_get_n_items (G_LIST_MODEL (self->names));
  guint n = table ? wsc_table_get_n_columns (table) : 0;
  g_autofree const char **names = g_new0 (const char *, n + 1);
  for (guint i = 0; i < n; i++)
    names[i] = wsc_table_get_name (table, i);
  self->last_of_numbers = find_last_of_numbers (table, n);
  self->changing = TRUE;
  gtk_string_list_splice (self->names, 0, n_old, names);
  self->changing = FALSE;
  g_signal_emit (self, changed_signal, 0);
}

/* A file that cannot be read is told of by the run; here it has no columns. */
static void
on_read (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (WscTable) table = g_task_propagate_pointer (G_TASK (result), &error);
  if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED) && !g_error_matches (error, WSC_ERROR, WSC_ERROR_STOPPED))
    set_names (WSC_FILE_COLUMNS (source), table);
}

static void
read_file (WscFileColumns *self)
{
  WscProbe *probe = g_new0 (WscProbe, 1);
  g_cancellable_cancel (self->cancellable);
  g_set_object (&self->cancellable, NULL);
  self->cancellable = g_cancellable_new ();
  g_autoptr (GTask) task = g_task_new (self, self->cancellable, on_read, NULL);
  *probe = (WscProbe){ g_strdup (self->path), (WscHeader) self->header };
  g_task_set_task_data (task, probe, probe_free);
  g_task_run_in_thread (task, read_in_thread);
}

static char *
dup_file_path (const WscStudy *study)
{
  if (study->data.source != WSC_SOURCE_FILE || !study->data.path || !*study->data.path)
    return NULL;
  return g_canonicalize_filename (study->data.path, study->directory);
}

static void
on_study_changed (WscFileColumns *self)
{
  const WscStudy *study = wsc_session_get_study (self->session);
  g_autofree char *path = dup_file_path (study);
  if (g_strcmp0 (path, self->path) == 0 && study->data.header == self->header)
    return;
  g_free (self->path);
  self->path = g_steal_pointer (&path);
  self->header = study->data.header;
  if (self->path)
    read_file (self);
  else
    set_names (self, NULL);
}

static void
wsc_file_columns_dispose (GObject *object)
{
  WscFileColumns *self = WSC_FILE_COLUMNS (object);
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  G_OBJECT_CLASS (wsc_file_columns_parent_class)->dispose (object);
}

static void
wsc_file_columns_finalize (GObject *object)
{
  WscFileColumns *self = WSC_FILE_COLUMNS (object);
  g_clear_object (&self->names);
  g_free (self->path);
  G_OBJECT_CLASS (wsc_file_columns_parent_class)->finalize (object);
}

static void
wsc_file_columns_class_init (WscFileColumnsClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = wsc_file_columns_dispose;
  G_OBJECT_CLASS (klass)->finalize = wsc_file_columns_finalize;
  changed_signal = g_signal_new ("changed", WSC_TYPE_FILE_COLUMNS, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
wsc_file_columns_init (WscFileColumns *self)
{
  self->names = gtk_string_list_new (NULL);
}

WscFileColumns *
wsc_file_columns_get (WscSession *session)
{
  static const char *const key = "wsc-file-columns";
  g_return_val_if_fail (WSC_IS_SESSION (session), NULL);
  WscFileColumns *self = g_object_get_data (G_OBJECT (session), key);
  if (self)
    return self;
  self = g_object_new (WSC_TYPE_FILE_COLUMNS, NULL);
  self->session = session;
  g_signal_connect_object (session, "study-changed", G_CALLBACK (on_study_changed), self, G_CONNECT_SWAPPED);
  g_object_set_data_full (G_OBJECT (session), key, self, g_object_unref);
  on_study_changed (self);
  return self;
}

GListModel *
wsc_file_columns_get_names (WscFileColumns *self)
{
  g_return_val_if_fail (WSC_IS_FILE_COLUMNS (self), NULL);
  return G_LIST_MODEL (self->names);
}

gboolean
wsc_file_columns_is_changing (WscFileColumns *self)
{
  g_return_val_if_fail (WSC_IS_FILE_COLUMNS (self), FALSE);
  return self->changing;
}

guint
wsc_file_columns_get_default (WscFileColumns *self, const char *key)
{
  g_return_val_if_fail (WSC_IS_FILE_COLUMNS (self), GTK_INVALID_LIST_POSITION);
  guint n = g_list_model_get_n_items (G_LIST_MODEL (self->names));
  if (g_str_equal (key, "data.column"))
    return self->last_of_numbers;
  return n > 0 ? n - 1 : GTK_INVALID_LIST_POSITION;
}
