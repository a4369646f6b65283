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

/* What a job carries out: wsc_pipeline_run (), unless a test says otherwise. */
typedef WscResults *(*WscJobFunc) (const WscStudy *study, WscResults *previous, const WscObserver *observer,
                                   GError **error);

/* Signals, on the main context that was the thread default at start, never from inside a call:
 * "progress" (), "partial" (WscResults), "finished" (WscResults or NULL, GError or NULL). A newer partial replaces
 * one that has not been delivered. */
WscJob *wsc_job_new (const WscStudy *study, WscResults *previous, guint n_threads); /* 0: the default */
void wsc_job_set_default_threads (guint n_threads); /* of jobs that are made from now on; 0, as it is at first: one a processor */
void wsc_job_set_function (WscJob *self, WscJobFunc func); /* before start */
void wsc_job_set_needs (WscJob *self, guint needs);        /* before start: of WscNeed; 0: what the study asks for */
void wsc_job_start (WscJob *self);
void wsc_job_stop (WscJob *self);      /* asks; "finished" follows within 100 ms */
void wsc_job_stop_and_join (WscJob *self); /* waits; no signal follows */
gboolean wsc_job_is_running (WscJob *self); /* until "finished" or stop_and_join */
gboolean wsc_job_was_stopped (WscJob *self);
double wsc_job_get_seconds (WscJob *self); /* since start; of the whole run once it is over */
/* What to show: "57 of 100 replicas", seconds left (< 0: not known yet). Any pointer may be NULL. */
void wsc_job_get_progress (WscJob *self, double *fraction, guint *n_done, guint *n_replicas, double *seconds_left, const char **phase);

/* --- the session ----------------------------------------------------------- */

#define WSC_TYPE_SESSION (wsc_session_get_type ())
G_DECLARE_FINAL_TYPE (WscSession, wsc_session, WSC, SESSION, GObject)

/* Properties (notify): "running", "modified", "can-undo", "can-redo", "selected" (int, -1 none), "live" (retrain while an option
 * changes), "stale" (the results are of other settings), "path", "title", "series-running", "reduction-running". Signals: "study-changed",
 * "results-changed", "series-changed", "reduction-changed", "preview-changed", "progress", "camera-changed" (wsc_session_set_camera), "document-changed" (another study was opened),
 * "failed" (GError). */
WscSession *wsc_session_new (void);

const WscStudy *wsc_session_get_study (WscSession *self);
WscResults *wsc_session_get_results (WscSession *self); /* borrowed, may be NULL */
WscJob *wsc_session_get_job (WscSession *self);         /* borrowed, NULL when idle */
gboolean wsc_session_get_running (WscSession *self);
gboolean wsc_session_get_modified (WscSession *self);
gboolean wsc_session_get_stale (WscSession *self);
gboolean wsc_session_get_live (WscSession *self);
/* Until it is set by hand, "live" follows the time the last run took. */
void wsc_session_set_live (WscSession *self, gboolean live);
const char *wsc_session_get_title (WscSession *self);

/* Replaces the document. On an error what was open stays. A path ending in .h5 opens results. A shipped study is opened
 * without a path, so that saving asks for one. */
gboolean wsc_session_open (WscSession *self, const char *path_or_name, GError **error);
/* The same, reading on another thread. */
void wsc_session_open_async (WscSession *self, const char *path_or_name, GAsyncReadyCallback callback, gpointer user_data);
gboolean wsc_session_open_finish (WscSession *self, GAsyncResult *result, GError **error);
void wsc_session_set_study (WscSession *self, const WscStudy *study, const char *path);
gboolean wsc_session_save (WscSession *self, const char *path, GError **error); /* .study or .h5 by suffix */
void wsc_session_save_async (WscSession *self, const char *path, GAsyncReadyCallback callback, gpointer user_data);
gboolean wsc_session_save_finish (WscSession *self, GAsyncResult *result, GError **error);
const char *wsc_session_get_path (WscSession *self); /* NULL: never saved */

/* One undoable edit; edits of one key within one gesture (`wsc_session_begin_gesture`) are one step. Errors as of wsc_option_set_text ();
 * the study is unchanged then. A change of the estimate stage recomputes at once; of an earlier stage too when "live".
 * A change of the view recomputes nothing. */
gboolean wsc_session_set_option (WscSession *self, const char *key, const char *text, GError **error);
void wsc_session_begin_gesture (WscSession *self);
void wsc_session_end_gesture (WscSession *self);
void wsc_session_undo (WscSession *self);
void wsc_session_redo (WscSession *self);
gboolean wsc_session_get_can_undo (WscSession *self);
gboolean wsc_session_get_can_redo (WscSession *self);
const char *wsc_session_get_undo_label (WscSession *self); /* "Undo change of Window"; NULL if there is none */
const char *wsc_session_get_redo_label (WscSession *self);
/* Where the eye is, to be saved with the study; neither undoable nor a reason to ask before closing. Degrees; `target`: off the
 * middle of the scene. */
void wsc_session_set_camera (WscSession *self, double azimuth, double elevation, double zoom, const double target[3]);
/* Views under a name: each an undoable step. Going to one sets projection and camera. Errors: RANGE. */
gboolean wsc_session_add_bookmark (WscSession *self, const char *name, GError **error); /* of the view as it is */
gboolean wsc_session_rename_bookmark (WscSession *self, const char *name, const char *new_name, GError **error);
void wsc_session_remove_bookmark (WscSession *self, const char *name);
gboolean wsc_session_go_to_bookmark (WscSession *self, const char *name, GError **error);

/* --- the series: a worker of its own, so that sliders answer while networks train */

/* Once it is wanted, the branch of the series follows every change of the study and of the data; a study whose subject is the
 * series wants it from the start. "series-changed" follows new results and a new problem; "series-running" is a property. */
void wsc_session_set_series_wanted (WscSession *self, gboolean wanted);
WscResults *wsc_session_get_series (WscSession *self);           /* borrowed, may be NULL */
const char *wsc_session_get_series_problem (WscSession *self);   /* why the study as it is has none; NULL if it has */
const WscIdentity *wsc_session_get_identity (WscSession *self);  /* of its components with those of frames before */
WscJob *wsc_session_get_series_job (WscSession *self);           /* borrowed, NULL when idle */
void wsc_session_stop_series (WscSession *self);                 /* what is computed stays */

/* Edits of sets of components, each one undoable step; components and groups count from 0. */
void wsc_session_choose_first (WscSession *self, guint n);      /* the reconstruction is of the first n */
/* A window, which must be in the range of ssa.window, and the first n components of it. */
void wsc_session_choose_place (WscSession *self, guint window, guint n);
void wsc_session_toggle_component (WscSession *self, guint component); /* in or out of the reconstruction */
/* A new group by hand of components first .. last, which leave the groups they were in; proposed groups become groups by hand. */
void wsc_session_add_group (WscSession *self, guint first, guint last);
gboolean wsc_session_rename_group (WscSession *self, guint group, const char *name, GError **error);
void wsc_session_remove_group (WscSession *self, guint group);
void wsc_session_cut_tree (WscSession *self, double cut); /* groups by w-correlation, cut there */
void wsc_session_keep_groups (WscSession *self);     /* those proposed, by hand from now on */
void wsc_session_take_suggestion (WscSession *self); /* its components become the reconstruction's */

/* --- fewer neurons: a worker of its own over the networks that are trained */

/* Once it is wanted, it follows every change of its options and of the results; nothing is trained for it. "reduction-changed" follows new
 * results and a new problem. What is shown is of whole results: while networks train, of those before. */
void wsc_session_set_reduction_wanted (WscSession *self, gboolean wanted);
WscResults *wsc_session_get_reduction (WscSession *self);         /* borrowed, may be NULL */
const char *wsc_session_get_reduction_problem (WscSession *self); /* why there is none; NULL if there is */
WscJob *wsc_session_get_reduction_job (WscSession *self);         /* borrowed, NULL when idle */
void wsc_session_stop_reduction (WscSession *self);

/* Undoable edits; neurons count from 0. */
void wsc_session_choose_count (WscSession *self, guint k); /* of clusters or of kept neurons; as many as there are: every neuron stays */
gboolean wsc_session_can_merge (WscSession *self, guint i, guint j); /* FALSE: they are one already, or not of clusters */
void wsc_session_merge_neurons (WscSession *self, guint i, guint j); /* joins their clusters */
void wsc_session_clear_merges (WscSession *self);
/* What is proposed, and why; 0 and NULL where nothing is. */
guint wsc_session_get_proposed_count (WscSession *self, const char **reason);
void wsc_session_take_count (WscSession *self);
/* What merging i and j would cost, computed on a thread, the latest question alone; -1: no question. "preview-changed" follows; the answer
 * is a sentence, NULL while there is none. */
void wsc_session_preview_merge (WscSession *self, gint i, gint j);
const char *wsc_session_get_preview (WscSession *self);
/* The smaller network as .npz, .safetensors or .h5, with the study beside it. Errors: FILE (there is none), those of wsc_network_save (). */
void wsc_session_save_network_async (WscSession *self, const char *path, GAsyncReadyCallback callback, gpointer user_data);
gboolean wsc_session_save_network_finish (WscSession *self, GAsyncResult *result, GError **error);

/* --- as published and corrected ------------------------------------------- */

/* Whether the study is one form of two (study/forms.h). */
gboolean wsc_session_has_forms (WscSession *self);
/* The document in its other form: a session of its own, always the same, that follows the edits which hold for both; with an empty study where
 * there is no such form. Borrowed; not to be edited. */
WscSession *wsc_session_get_other (WscSession *self);
/* Both are looked at: the other form is computed too, with the study and at every run. */
void wsc_session_set_forms_wanted (WscSession *self, gboolean wanted);
/* The document becomes its other form, with what is known of it: one undoable step. What was shown before stays with the other. */
void wsc_session_switch_form (WscSession *self);

void wsc_session_run (WscSession *self);  /* replaces a run in progress */
void wsc_session_stop (WscSession *self);
/* Stops, waits for the worker and drops what it would have said; for closing. */
void wsc_session_shut_down (WscSession *self);
gint wsc_session_get_selected (WscSession *self);
void wsc_session_set_selected (WscSession *self, gint neuron);

G_END_DECLS
