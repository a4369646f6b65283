/* One run of the pipeline on one thread.
 *
 * The worker and the main thread share a WscWork: the worker writes only to its atomic fields and the one-slot
 * mailbox, then wakes the job's source. The source is made and attached at start and dispatches when its ready time
 * is set, so there is never more than one delivery under way however often the worker wakes it.
 */
#include "session/session.h"

#ifdef __linux__
#include <sys/resource.h>
#include <unistd.h>
#endif

#define WAKE_INTERVAL 15000 /* us; oftener than a frame is of no use to anybody */
#define FRACTION_ONE 1000000

/* Below both, the rate says too little about the rest of the run. */
#define MIN_FRACTION_FOR_ETA 0.02
#define MIN_SECONDS_FOR_ETA 0.15

typedef struct
{
  gint ref_count;
  /* Set before the thread starts. */
  WscStudy *study;
  WscResults *previous;
  WscJobFunc func;
  guint n_threads, needs;
  GSource *source;
  /* Atomic. */
  gint stop;
  gint fraction; /* of FRACTION_ONE */
  gint n_done, n_replicas;
  const char *phase;
  WscResults *mailbox; /* the newest partial not yet taken, owned */
  gint finished;       /* set after `outcome` and `error` */
  /* The worker's until `finished`, then the main thread's. */
  gint64 woken_at;
  WscResults *outcome;
  GError *error;
} WscWork;

struct _WscJob
{
  GObject parent_instance;

  WscWork *work;
  GThread *thread;
  gint64 started_at, ended_at;
  gboolean running;
};

G_DEFINE_FINAL_TYPE (WscJob, wsc_job, G_TYPE_OBJECT)

static guint default_threads; /* main thread only */

enum
{
  PROGRESS,
  PARTIAL,
  FINISHED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static WscWork *
wsc_work_ref (WscWork *work)
{
  g_atomic_int_inc (&work->ref_count);
  return work;
}

static void
wsc_work_unref (WscWork *work)
{
  if (!g_atomic_int_dec_and_test (&work->ref_count))
    return;
  wsc_study_free (work->study);
  g_clear_pointer (&work->previous, wsc_results_unref);
  g_clear_pointer (&work->mailbox, wsc_results_unref);
  g_clear_pointer (&work->outcome, wsc_results_unref);
  g_clear_error (&work->error);
  g_free (work);
}

/* --- on the worker --------------------------------------------------------- */

static void
wake (WscWork *work, gboolean at_once)
{
  gint64 now = g_get_monotonic_time ();
  if (!at_once && now - work->woken_at < WAKE_INTERVAL)
    return;
  work->woken_at = now;
  g_source_set_ready_time (work->source, 0);
}

static gboolean
report (gpointer user_data, const WscProgress *progress)
{
  WscWork *work = user_data;
  g_atomic_int_set (&work->fraction, (gint) (CLAMP (progress->fraction, 0, 1) * FRACTION_ONE));
  g_atomic_int_set (&work->n_done, (gint) progress->n_done);
  g_atomic_int_set (&work->n_replicas, (gint) progress->n_replicas);
  if (progress->phase)
    g_atomic_pointer_set (&work->phase, progress->phase);
  wake (work, FALSE);
  return !g_atomic_int_get (&work->stop);
}

static void
post_partial (gpointer user_data, WscResults *results)
{
  WscWork *work = user_data;
  WscResults *unread = g_atomic_pointer_exchange (&work->mailbox, wsc_results_ref (results));
  g_clear_pointer (&unread, wsc_results_unref);
  wake (work, FALSE);
}

/* The threads that the pipeline starts take this over: on a machine whose every core trains, the window still
 * gets its turn at once, and on an idle one nothing is lost. */
static void
give_way (void)
{
#ifdef __linux__
  setpriority (PRIO_PROCESS, (id_t) gettid (), 5);
#endif
}

static gpointer
run_work (gpointer user_data)
{
  WscWork *work = user_data;
  give_way ();
  const WscObserver observer = { report, post_partial, work, work->n_threads, work->needs };
  work->outcome = work->func (work->study, work->previous, &observer, &work->error);
  g_atomic_int_set (&work->finished, TRUE);
  wake (work, TRUE);
  wsc_work_unref (work);
  return NULL;
}

/* --- on the main thread ---------------------------------------------------- */

static gboolean
source_dispatch (GSource *source, GSourceFunc callback, gpointer user_data)
{
  g_source_set_ready_time (source, -1);
  return callback (user_data);
}

static GSourceFuncs source_funcs = { .dispatch = source_dispatch };

static void
join (WscJob *self)
{
  g_clear_pointer (&self->thread, g_thread_join);
  if (!self->ended_at)
    self->ended_at = g_get_monotonic_time ();
  g_source_destroy (self->work->source);
  self->running = FALSE;
}

static void
finish (WscJob *self)
{
  WscWork *work = self->work;
  join (self);
  g_signal_emit (self, signals[FINISHED], 0, work->outcome, work->error);
}

static gboolean
deliver (gpointer user_data)
{
  g_autoptr (WscJob) self = g_object_ref (WSC_JOB (user_data));
  WscWork *work = self->work;
  /* Read before the mailbox: what is posted before the end is then never lost. */
  gboolean finished = g_atomic_int_get (&work->finished);
  g_autoptr (WscResults) partial = g_atomic_pointer_exchange (&work->mailbox, NULL);

  if (self->running)
    g_signal_emit (self, signals[PROGRESS], 0);
  if (partial && self->running && !finished)
    g_signal_emit (self, signals[PARTIAL], 0, partial);
  if (finished && self->running)
    finish (self);
  return self->running ? G_SOURCE_CONTINUE : G_SOURCE_REMOVE;
}

static void
wsc_job_dispose (GObject *object)
{
  wsc_job_stop_and_join (WSC_JOB (object));
  G_OBJECT_CLASS (wsc_job_parent_class)->dispose (object);
}

static void
wsc_job_finalize (GObject *object)
{
  WscJob *self = WSC_JOB (object);
  g_clear_pointer (&self->work->source, g_source_unref);
  wsc_work_unref (self->work);
  G_OBJECT_CLASS (wsc_job_parent_class)->finalize (object);
}

static void
wsc_job_class_init (WscJobClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  object_class->dispose = wsc_job_dispose;
  object_class->finalize = wsc_job_finalize;

  signals[PROGRESS] = g_signal_new ("progress", WSC_TYPE_JOB, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[PARTIAL]
      = g_signal_new ("partial", WSC_TYPE_JOB, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, WSC_TYPE_RESULTS);
  signals[FINISHED] = g_signal_new ("finished", WSC_TYPE_JOB, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 2,
                                    WSC_TYPE_RESULTS, G_TYPE_ERROR);
}

static void
wsc_job_init (WscJob *self)
{
  self->work = g_new0 (WscWork, 1);
  self->work->ref_count = 1;
  self->work->func = wsc_pipeline_run;
}

WscJob *
wsc_job_new (const WscStudy *study, WscResults *previous, guint n_threads)
{
  g_return_val_if_fail (study != NULL, NULL);
  WscJob *self = g_object_new (WSC_TYPE_JOB, NULL);
  self->work->study = wsc_study_copy (study);
  self->work->previous = previous ? wsc_results_ref (previous) : NULL;
  self->work->n_threads = n_threads ? n_threads : default_threads;
  return self;
}

void
wsc_job_set_default_threads (guint n_threads)
{
  default_threads = n_threads;
}

void
wsc_job_set_needs (WscJob *self, guint needs)
{
  g_return_if_fail (WSC_IS_JOB (self) && !self->thread);
  self->work->needs = needs;
}

void
wsc_job_set_function (WscJob *self, WscJobFunc func)
{
  g_return_if_fail (WSC_IS_JOB (self) && !self->started_at && func != NULL);
  self->work->func = func;
}

void
wsc_job_start (WscJob *self)
{
  g_return_if_fail (WSC_IS_JOB (self) && !self->started_at);
  WscWork *work = self->work;
  work->source = g_source_new (&source_funcs, sizeof (GSource));
  g_source_set_static_name (work->source, "weightscape-job");
  /* Before frames (120), so that a busy canvas cannot starve it, after input (0). */
  g_source_set_priority (work->source, G_PRIORITY_HIGH_IDLE);
  g_source_set_callback (work->source, deliver, self, NULL);
  g_source_attach (work->source, g_main_context_get_thread_default ());

  self->started_at = g_get_monotonic_time ();
  self->running = TRUE;
  self->thread = g_thread_new ("weightscape-run", run_work, wsc_work_ref (work));
}

void
wsc_job_stop (WscJob *self)
{
  g_return_if_fail (WSC_IS_JOB (self));
  g_atomic_int_set (&self->work->stop, TRUE);
}

void
wsc_job_stop_and_join (WscJob *self)
{
  g_return_if_fail (WSC_IS_JOB (self));
  wsc_job_stop (self);
  if (self->running)
    join (self);
}

gboolean
wsc_job_is_running (WscJob *self)
{
  g_return_val_if_fail (WSC_IS_JOB (self), FALSE);
  return self->running;
}

gboolean
wsc_job_was_stopped (WscJob *self)
{
  g_return_val_if_fail (WSC_IS_JOB (self), FALSE);
  return g_atomic_int_get (&self->work->stop);
}

double
wsc_job_get_seconds (WscJob *self)
{
  g_return_val_if_fail (WSC_IS_JOB (self), 0);
  if (!self->started_at)
    return 0;
  gint64 end = self->ended_at ? self->ended_at : g_get_monotonic_time ();
  return (double) (end - self->started_at) / G_USEC_PER_SEC;
}

static double
estimate_seconds_left (WscJob *self, double done)
{
  double seconds = wsc_job_get_seconds (self);
  if (done < MIN_FRACTION_FOR_ETA || seconds < MIN_SECONDS_FOR_ETA)
    return -1;
  return seconds * (1 - done) / done;
}

void
wsc_job_get_progress (WscJob *self, double *fraction, guint *n_done, guint *n_replicas, double *seconds_left,
                      const char **phase)
{
  g_return_if_fail (WSC_IS_JOB (self));
  WscWork *work = self->work;
  double done = (double) g_atomic_int_get (&work->fraction) / FRACTION_ONE;
  if (fraction)
    *fraction = done;
  if (n_done)
    *n_done = (guint) g_atomic_int_get (&work->n_done);
  if (n_replicas)
    *n_replicas = (guint) g_atomic_int_get (&work->n_replicas);
  if (seconds_left)
    *seconds_left = estimate_seconds_left (self, done);
  if (phase)
    *phase = g_atomic_pointer_get (&work->phase);
}
