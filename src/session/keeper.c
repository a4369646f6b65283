#include "session/keeper.h"

#include <glib/gstdio.h>

#include "session/errand.h"

struct _WscKeeper
{
  GObject parent_instance;

  WscSession *session;
  WscRecovery *recovery;
  char *stem;          /* of the files; NULL until there are any */
  gboolean is_kept;    /* they are there */
  char *text;          /* of the study in them, after its path */
  WscResults *results; /* in them */
  guint due;           /* source that writes what has changed */
  GSource *writing;    /* borrowed: a thread is at work */
  gboolean again;      /* when it ends, there is more to do */
  gboolean closed;
};

G_DEFINE_FINAL_TYPE (WscKeeper, wsc_keeper, G_TYPE_OBJECT)

static void on_changed (WscKeeper *self);

/* --- one writing ---------------------------------------------------------------------------- */

typedef struct
{
  WscKeeper *keeper; /* used on the main thread alone */
  WscKept *kept;
  char *text;
  WscResults *results; /* that belong to the document */
  gboolean new_results; /* and are to be written */
  GError *error;
} WscWriting;

static void
writing_free (WscWriting *writing)
{
  g_object_unref (writing->keeper);
  wsc_kept_free (writing->kept);
  g_free (writing->text);
  g_clear_pointer (&writing->results, wsc_results_unref);
  g_clear_error (&writing->error);
  g_free (writing);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (WscWriting, writing_free)

static void
write_on_thread (gpointer data)
{
  WscWriting *writing = data;
  wsc_kept_write (writing->kept, writing->new_results ? writing->results : NULL, &writing->error);
}

static void
forget (WscKeeper *self)
{
  g_clear_pointer (&self->text, g_free);
  g_clear_pointer (&self->results, wsc_results_unref);
  self->is_kept = FALSE;
}

static void
remember (WscKeeper *self, WscWriting *writing)
{
  forget (self);
  self->is_kept = TRUE;
  self->text = g_steal_pointer (&writing->text);
  self->results = g_steal_pointer (&writing->results);
}

static void
on_written (gpointer data)
{
  g_autoptr (WscWriting) writing = data;
  WscKeeper *self = writing->keeper;
  self->writing = NULL;
  if (writing->error)
    wsc_recovery_report (self->recovery, writing->error);
  else
    remember (self, writing);
  if (self->again && !self->closed)
    on_changed (self);
}

/* What is written anew when it has changed. */
static char *
dup_text (const char *path, const WscStudy *study)
{
  g_autofree char *text = wsc_study_to_text (study);
  return g_strdup_printf ("%s\n%s", path ? path : "", text);
}

/* --- what there is to keep -------------------------------------------------------------------- */

static gboolean
is_wanted (WscKeeper *self)
{
  /* What was computed before is kept until what is being computed now takes its place. */
  return !self->closed
         && (wsc_session_get_modified (self->session) || wsc_session_get_unsaved_results (self->session)
             || (self->results && wsc_session_get_running (self->session)));
}

/* While a run goes on, those that were kept before it. */
static WscResults *
get_results (WscKeeper *self)
{
  return wsc_session_get_running (self->session) ? self->results : wsc_session_get_unsaved_results (self->session);
}

static void
remove_kept (WscKeeper *self)
{
  g_clear_handle_id (&self->due, g_source_remove);
  if (self->stem && self->is_kept)
    wsc_kept_remove (self->stem);
  forget (self);
}

static WscWriting *
writing_new (WscKeeper *self)
{
  const WscStudy *study = wsc_session_get_study (self->session);
  WscResults *results = get_results (self);
  WscWriting *writing = g_new0 (WscWriting, 1);
  WscKept *kept = g_new0 (WscKept, 1);
  *kept = (WscKept){ .title = g_strdup (wsc_session_get_title (self->session)),
                     .path = g_strdup (wsc_session_get_path (self->session)),
                     .time = g_date_time_new_now_utc (),
                     .study = wsc_study_copy (study),
                     .stamp = *wsc_session_get_stamp (self->session),
                     .stem = g_strdup (self->stem),
                     .has_results = results != NULL };
  *writing = (WscWriting){ .keeper = g_object_ref (self),
                           .kept = kept,
                           .text = dup_text (kept->path, study),
                           .results = results ? wsc_results_ref (results) : NULL,
                           .new_results = results && results != self->results };
  return writing;
}

static void
keep (WscKeeper *self)
{
  g_autoptr (GError) error = NULL;
  g_clear_handle_id (&self->due, g_source_remove);
  self->again = FALSE;
  if (!self->stem && !(self->stem = wsc_recovery_dup_stem (self->recovery, &error)))
    {
      wsc_recovery_report (self->recovery, error);
      return;
    }
  g_autoptr (WscWriting) writing = writing_new (self);
  if (self->is_kept && writing->results == self->results && g_strcmp0 (writing->text, self->text) == 0)
    return;
  self->writing = wsc_errand_start ("weightscape-keep", write_on_thread, on_written, writing);
  g_steal_pointer (&writing);
}

static gboolean
on_due (gpointer user_data)
{
  WscKeeper *self = user_data;
  self->due = 0;
  keep (self);
  return G_SOURCE_REMOVE;
}

/* The first change is what is waited from: one who never pauses would wait for ever. */
static void
on_changed (WscKeeper *self)
{
  if (self->closed)
    return;
  if (self->writing)
    self->again = TRUE;
  else if (!is_wanted (self))
    remove_kept (self);
  else if (!self->due)
    self->due = g_timeout_add (WSC_KEEPER_DELAY, on_due, self);
}

/* --- from outside ------------------------------------------------------------------------------- */

void
wsc_keeper_flush (WscKeeper *self)
{
  g_return_if_fail (WSC_IS_KEEPER (self));
  g_object_ref (self);
  if (self->writing)
    wsc_errand_finish (self->writing);
  if (is_wanted (self))
    keep (self);
  if (self->writing)
    wsc_errand_finish (self->writing);
  g_object_unref (self);
}

void
wsc_keeper_close (WscKeeper *self)
{
  g_return_if_fail (WSC_IS_KEEPER (self));
  if (self->closed)
    return;
  g_object_ref (self);
  self->closed = TRUE;
  g_signal_handlers_disconnect_by_data (self->session, self);
  if (self->writing)
    wsc_errand_finish (self->writing);
  remove_kept (self);
  g_object_unref (self);
}

/* --- recovering ------------------------------------------------------------------------------------ */

typedef struct
{
  char *stem;
  WscKept *kept;
  WscResults *results;
} WscRecovering;

static void
recovering_free (gpointer data)
{
  WscRecovering *recovering = data;
  g_free (recovering->stem);
  g_clear_pointer (&recovering->kept, wsc_kept_free);
  g_clear_pointer (&recovering->results, wsc_results_unref);
  g_free (recovering);
}

static gboolean
read_on_thread (gpointer data, GError **error)
{
  WscRecovering *recovering = data;
  g_autofree char *path = wsc_kept_dup_results_path (recovering->stem);
  recovering->kept = wsc_kept_read (recovering->stem, error);
  if (recovering->kept && recovering->kept->has_results)
    recovering->results = wsc_results_load (path, NULL);
  return recovering->kept != NULL;
}

void
wsc_keeper_recover_async (WscKeeper *self, const WscKept *kept, GAsyncReadyCallback callback, gpointer user_data)
{
  g_return_if_fail (WSC_IS_KEEPER (self) && kept != NULL);
  WscRecovering *recovering = g_new0 (WscRecovering, 1);
  recovering->stem = g_strdup (kept->stem);
  GTask *task = g_task_new (self, NULL, callback, user_data);
  g_task_set_task_data (task, recovering, recovering_free);
  wsc_errand_run_task ("weightscape-recover", read_on_thread, task);
}

static void
move (const char *from, const char *to, const char *suffix)
{
  g_autofree char *old_path = g_strconcat (from, suffix, NULL), *new_path = g_strconcat (to, suffix, NULL);
  g_rename (old_path, new_path);
}

/* Moved, not written anew: at no moment is there nothing. Where they cannot be, they stay to be offered again. */
static void
take_over (WscKeeper *self, WscRecovering *recovering)
{
  if (!self->stem)
    self->stem = wsc_recovery_dup_stem (self->recovery, NULL);
  if (!self->stem)
    return;
  move (recovering->stem, self->stem, ".h5");
  move (recovering->stem, self->stem, ".document");
  forget (self);
  self->is_kept = TRUE;
  self->text = dup_text (recovering->kept->path, recovering->kept->study);
  self->results = g_steal_pointer (&recovering->results);
}

gboolean
wsc_keeper_recover_finish (WscKeeper *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (WSC_IS_KEEPER (self) && g_task_is_valid (result, self), FALSE);
  WscRecovering *recovering = g_task_get_task_data (G_TASK (result));
  if (!g_task_propagate_boolean (G_TASK (result), error))
    return FALSE;
  const WscKept *kept = recovering->kept;
  if (self->writing)
    wsc_errand_finish (self->writing);
  wsc_session_restore (self->session, wsc_study_copy (kept->study), recovering->results, kept->path, &kept->stamp);
  take_over (self, recovering);
  return TRUE;
}

/* --- the object ---------------------------------------------------------------------------------- */

static void
wsc_keeper_dispose (GObject *object)
{
  WscKeeper *self = WSC_KEEPER (object);
  if (self->session)
    wsc_keeper_close (self);
  g_clear_object (&self->session);
  g_clear_object (&self->recovery);
  G_OBJECT_CLASS (wsc_keeper_parent_class)->dispose (object);
}

static void
wsc_keeper_finalize (GObject *object)
{
  g_free (WSC_KEEPER (object)->stem);
  G_OBJECT_CLASS (wsc_keeper_parent_class)->finalize (object);
}

static void
wsc_keeper_class_init (WscKeeperClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = wsc_keeper_dispose;
  G_OBJECT_CLASS (klass)->finalize = wsc_keeper_finalize;
}

static void
wsc_keeper_init (WscKeeper *self)
{
}

WscKeeper *
wsc_keeper_new (WscSession *session, WscRecovery *recovery)
{
  static const char *const signals[] = { "study-changed", "camera-changed", "results-changed", "document-changed", "notify::modified",
                                         "notify::running", "notify::path" };
  WscKeeper *self = g_object_new (WSC_TYPE_KEEPER, NULL);
  self->session = g_object_ref (session);
  self->recovery = g_object_ref (recovery);
  for (guint i = 0; i < G_N_ELEMENTS (signals); i++)
    g_signal_connect_swapped (session, signals[i], G_CALLBACK (on_changed), self);
  return self;
}
