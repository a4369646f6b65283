/* session: the application's state and its worker, without GTK: one study, one set of results, one selection,
 * one job. Main thread only, but for what the job says of itself.
 */
#pragma once

#include <gio/gio.h>

#include "base/base.h"
#include "study/study.h"

G_BEGIN_DECLS

/* --- the job: one run of the pipeline on one thread ----------------------- */

#define WSC_TYPE_JOB (wsc_job_get_type ())
G_DECLARE_FINAL_TYPE (WscJob, wsc_job, WSC, JOB, GObject)

/* Signals, on the main context that was the thread default at start, never from inside a call:
 * "progress" (), "partial" (WscResults), "finished" (WscResults or NULL, GError or NULL). A newer partial replaces
 * one that has not been delivered. */
WscJob *wsc_job_new (const WscStudy *study, WscResults *previous, guint n_threads);
void wsc_job_start (WscJob *self);
void wsc_job_stop (WscJob *self);      /* asks; "finished" follows within 100 ms */
void wsc_job_stop_and_join (WscJob *self); /* waits; no signal follows */
gboolean wsc_job_is_running (WscJob *self);
/* What to show: "57 of 100 replicas", seconds left (< 0: not known yet). */
void wsc_job_get_progress (WscJob *self, double *fraction, guint *n_done, guint *n_replicas, double *seconds_left, const char **phase);

/* --- the session ----------------------------------------------------------- */

#define WSC_TYPE_SESSION (wsc_session_get_type ())
G_DECLARE_FINAL_TYPE (WscSession, wsc_session, WSC, SESSION, GObject)

/* Properties (notify): "running", "modified", "can-undo", "can-redo", "selected" (int, -1 none), "live" (retrain while an option
 * changes), "path", "title". Signals: "study-changed", "results-changed", "progress", "failed" (GError). */
WscSession *wsc_session_new (void);

const WscStudy *wsc_session_get_study (WscSession *self);
WscResults *wsc_session_get_results (WscSession *self); /* borrowed, may be NULL */
WscJob *wsc_session_get_job (WscSession *self);         /* borrowed, NULL when idle */

/* Replaces the document. On an error what was open stays. A path ending in .h5 opens results. */
gboolean wsc_session_open (WscSession *self, const char *path_or_name, GError **error);
void wsc_session_set_study (WscSession *self, const WscStudy *study, const char *path);
gboolean wsc_session_save (WscSession *self, const char *path, GError **error); /* .study or .h5 by suffix */
const char *wsc_session_get_path (WscSession *self); /* NULL: never saved */

/* One undoable edit; edits of one key within one gesture (`wsc_session_begin_gesture`) are one step. Errors as of wsc_option_set_text ();
 * the study is unchanged then. A change of the view or estimate stage recomputes at once; of an earlier stage too when "live". */
gboolean wsc_session_set_option (WscSession *self, const char *key, const char *text, GError **error);
void wsc_session_begin_gesture (WscSession *self);
void wsc_session_end_gesture (WscSession *self);
void wsc_session_undo (WscSession *self);
void wsc_session_redo (WscSession *self);
const char *wsc_session_get_undo_label (WscSession *self); /* "Undo change of Window" */
const char *wsc_session_get_redo_label (WscSession *self);

void wsc_session_run (WscSession *self);  /* replaces a run in progress */
void wsc_session_stop (WscSession *self);
gint wsc_session_get_selected (WscSession *self);
void wsc_session_set_selected (WscSession *self, gint neuron);

G_END_DECLS
