#include "session/reading.h"

#include "session/errand.h"

#define INTERVAL 50 /* ms between two looks at how far the thread is */

/* The thread's until it is done, but for what the lock is for. */
typedef struct
{
  WscReading *reading;
  char *path;
  WscDataFile *file; /* NULL: to be read */
  WscDataKind kind;
  char *column, *target;
  WscProposal *proposal;
  GError *error;
  gint stopped;
  GMutex lock; /* of the following */
  WscPreview *head;
  double fraction;
} Job;

struct _WscReading
{
  GObject parent_instance;

  char *path;
  Job *job;       /* NULL when idle; frees itself */
  guint look;     /* source that looks at the job */
  gboolean again; /* another wish came meanwhile */
  double fraction;
  WscDataKind kind;
  char *column, *target;

  WscPreview *preview;
  WscDataFile *file;
  WscProposal *proposal;
  char *problem;
};

G_DEFINE_FINAL_TYPE (WscReading, wsc_reading, G_TYPE_OBJECT)

static guint changed_signal;

static void
job_free (Job *job)
{
  g_clear_object (&job->reading);
  g_free (job->path);
  g_free (job->column);
  g_free (job->target);
  g_clear_pointer (&job->file, wsc_data_file_unref);
  g_clear_pointer (&job->head, wsc_preview_unref);
  wsc_proposal_free (job->proposal);
  g_clear_error (&job->error);
  g_mutex_clear (&job->lock);
  g_free (job);
}

/* --- on the thread -------------------------------------------------------------- */

static gboolean
report (gpointer user_data, double fraction, const char *phase)
{
  Job *job = user_data;
  g_mutex_lock (&job->lock);
  job->fraction = fraction;
  g_mutex_unlock (&job->lock);
  return !g_atomic_int_get (&job->stopped);
}

static gboolean
read_file (Job *job, const WscHook *hook)
{
  g_autoptr (WscPreview) head = wsc_data_file_peek (job->path, hook, &job->error);
  if (!head)
    return FALSE;
  g_mutex_lock (&job->lock);
  job->head = g_steal_pointer (&head);
  g_mutex_unlock (&job->lock);
  job->file = wsc_data_file_load (job->path, hook, &job->error);
  return job->file != NULL;
}

static void
work (gpointer data)
{
  Job *job = data;
  const WscHook hook = { report, job, 0 };
  const WscWish wish = { job->kind, job->column, job->target };
  if (job->file || read_file (job, &hook))
    job->proposal = wsc_proposal_new (job->file, &wish, &job->error);
}

/* --- on the main thread ----------------------------------------------------------- */

static void start (WscReading *self);

static void
take_preview (WscReading *self, WscPreview *preview)
{
  g_clear_pointer (&self->preview, wsc_preview_unref);
  self->preview = wsc_preview_ref (preview);
}

/* What the thread has laid down so far; TRUE if that is news. */
static gboolean
take_head (WscReading *self)
{
  Job *job = self->job;
  g_mutex_lock (&job->lock);
  WscPreview *head = g_steal_pointer (&job->head);
  double fraction = job->fraction;
  g_mutex_unlock (&job->lock);
  gboolean news = head || fraction != self->fraction;
  if (head)
    take_preview (self, head);
  g_clear_pointer (&head, wsc_preview_unref);
  self->fraction = fraction;
  return news;
}

static gboolean
look (gpointer user_data)
{
  WscReading *self = user_data;
  if (take_head (self))
    g_signal_emit (self, changed_signal, 0);
  return G_SOURCE_CONTINUE;
}

static void
take_results (WscReading *self, Job *job)
{
  take_head (self);
  if (!self->file && job->file)
    {
      self->file = wsc_data_file_ref (job->file);
      take_preview (self, wsc_data_file_get_preview (self->file));
    }
  g_clear_pointer (&self->proposal, wsc_proposal_free);
  self->proposal = g_steal_pointer (&job->proposal);
  g_free (self->problem);
  self->problem = job->error ? g_strdup (job->error->message) : NULL;
}

static void
on_done (gpointer data)
{
  Job *job = data;
  WscReading *self = job->reading;
  if (self->job == job)
    {
      g_clear_handle_id (&self->look, g_source_remove);
      take_results (self, job);
      self->job = NULL;
      if (self->again && self->file)
        start (self);
      g_signal_emit (self, changed_signal, 0);
    }
  job_free (job);
}

static void
start (WscReading *self)
{
  Job *job = g_new0 (Job, 1);
  g_mutex_init (&job->lock);
  job->reading = g_object_ref (self);
  job->path = g_strdup (self->path);
  job->file = self->file ? wsc_data_file_ref (self->file) : NULL;
  job->fraction = self->fraction;
  job->kind = self->kind;
  job->column = g_strdup (self->column);
  job->target = g_strdup (self->target);
  self->job = job;
  self->again = FALSE;
  GSource *source = g_timeout_source_new (INTERVAL);
  g_source_set_callback (source, look, self, NULL);
  self->look = g_source_attach (source, g_main_context_get_thread_default ());
  g_source_unref (source);
  wsc_errand_run ("weightscape-read", work, on_done, job);
}

void
wsc_reading_wish (WscReading *self, const WscWish *wish)
{
  g_return_if_fail (WSC_IS_READING (self) && wish != NULL);
  g_autofree char *column = g_strdup (wish->column), *target = g_strdup (wish->target);
  g_free (self->column);
  g_free (self->target);
  self->kind = wish->kind;
  self->column = g_steal_pointer (&column);
  self->target = g_steal_pointer (&target);
  if (self->job)
    self->again = TRUE;
  else if (self->file)
    start (self);
}

void
wsc_reading_stop (WscReading *self)
{
  g_return_if_fail (WSC_IS_READING (self));
  g_clear_handle_id (&self->look, g_source_remove);
  if (self->job)
    g_atomic_int_set (&self->job->stopped, TRUE);
  self->job = NULL;
}

/* --- what there is -------------------------------------------------------------------- */

const char *
wsc_reading_get_path (WscReading *self)
{
  g_return_val_if_fail (WSC_IS_READING (self), NULL);
  return self->path;
}

gboolean
wsc_reading_is_busy (WscReading *self)
{
  g_return_val_if_fail (WSC_IS_READING (self), FALSE);
  return self->job != NULL;
}

gboolean
wsc_reading_is_read (WscReading *self)
{
  g_return_val_if_fail (WSC_IS_READING (self), FALSE);
  return self->file != NULL;
}

double
wsc_reading_get_fraction (WscReading *self)
{
  g_return_val_if_fail (WSC_IS_READING (self), 0);
  return self->file ? 1 : self->fraction;
}

WscPreview *
wsc_reading_get_preview (WscReading *self)
{
  g_return_val_if_fail (WSC_IS_READING (self), NULL);
  return self->preview;
}

const WscProposal *
wsc_reading_get_proposal (WscReading *self)
{
  g_return_val_if_fail (WSC_IS_READING (self), NULL);
  return self->proposal;
}

const char *
wsc_reading_get_problem (WscReading *self)
{
  g_return_val_if_fail (WSC_IS_READING (self), NULL);
  return self->problem;
}

/* --- the object -------------------------------------------------------------------------- */

static void
wsc_reading_finalize (GObject *object)
{
  WscReading *self = WSC_READING (object);
  g_clear_handle_id (&self->look, g_source_remove);
  g_free (self->path);
  g_free (self->column);
  g_free (self->target);
  g_free (self->problem);
  g_clear_pointer (&self->preview, wsc_preview_unref);
  g_clear_pointer (&self->file, wsc_data_file_unref);
  wsc_proposal_free (self->proposal);
  G_OBJECT_CLASS (wsc_reading_parent_class)->finalize (object);
}

static void
wsc_reading_class_init (WscReadingClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = wsc_reading_finalize;
  changed_signal = g_signal_new ("changed", WSC_TYPE_READING, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
wsc_reading_init (WscReading *self)
{
}

WscReading *
wsc_reading_new (const char *path)
{
  g_return_val_if_fail (path != NULL, NULL);
  WscReading *self = g_object_new (WSC_TYPE_READING, NULL);
  self->path = g_strdup (path);
  start (self);
  return self;
}
