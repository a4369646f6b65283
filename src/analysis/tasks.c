/* The caller's hook is asked on the caller's thread alone: between items, while it waits, and by the caller's own
 * items. The other threads see in a flag what it answered. */
#include "analysis/analysis-private.h"

typedef struct
{
  const WscTasks *tasks;
  const WscHook *hook;
  WscHook own, other;   /* for the items of the caller's thread, and of the others */
  gint n_done, stopped; /* atomic */
} Run;

static gboolean
look (gpointer user_data, double fraction, const char *phase)
{
  Run *run = user_data;

  return !g_atomic_int_get (&run->stopped);
}

static gboolean
ask (gpointer user_data, double fraction, const char *phase)
{
  Run *run = user_data;
  const double done = (double) g_atomic_int_get (&run->n_done) / run->tasks->n_items;

  if (look (run, 0, NULL) && !wsc_hook_report (run->hook, done, run->tasks->phase))
    g_atomic_int_set (&run->stopped, TRUE);
  return look (run, 0, NULL);
}

static void
tick (gpointer user_data)
{
  ask (user_data, 0, NULL);
}

static void
run_item (gpointer user_data, guint item, guint thread)
{
  Run *run = user_data;

  if (!look (run, 0, NULL))
    return;
  run->tasks->task (run->tasks->user_data, item, thread == 0 ? &run->own : &run->other);
  g_atomic_int_inc (&run->n_done);
}

gboolean
wsc_tasks_run (const WscTasks *tasks, const WscHook *hook, GError **error)
{
  Run run = { .tasks = tasks, .hook = hook };

  run.own = (WscHook){ ask, &run, 1 };
  run.other = (WscHook){ look, &run, 1 };
  if (ask (&run, 0, NULL))
    wsc_parallel_for (wsc_hook_get_n_threads (hook), tasks->n_items, run_item, tick, &run);
  if (look (&run, 0, NULL))
    return TRUE;
  g_set_error_literal (error, WSC_ERROR, WSC_ERROR_STOPPED, tasks->stopped);
  return FALSE;
}
