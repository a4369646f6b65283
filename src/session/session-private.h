/* What the parts of WscSession share. */
#pragma once

#include "session/history.h"
#include "session/session.h"

G_BEGIN_DECLS

struct _WscSession
{
  GObject parent_instance;

  WscStudy *study;
  WscResults *results;
  char *path;
  WscHistory history;
  char *undo_label, *redo_label;
  gint selected;
  gboolean stale;

  WscJob *job;
  gboolean quiet;         /* the job was started by an edit: it shows no early partial results */
  gboolean restart;       /* when the job ends, the study as it then is runs */
  gboolean restart_quiet;
  guint patience;         /* source that stops a job which is to be replaced */
  guint loads;            /* number of the newest asynchronous load: older ones are dropped */
  guint documents;        /* how many there have been: a save of an earlier one says nothing of this */

  gboolean live;
  gboolean live_chosen; /* by hand */

  WscResults *series;        /* of the branch of the series */
  WscIdentity identity;      /* of its components */
  char *series_problem;
  gboolean series_wanted;
  WscJob *series_job;
  gboolean series_shown;     /* the job has handed out what the page shows at once */
  gboolean series_restart;   /* when the job ends, the study as it then is runs */
  guint series_patience;     /* source that stops a job which is to be replaced */
};

typedef enum
{
  WSC_SESSION_RUNNING = 1,
  WSC_SESSION_MODIFIED,
  WSC_SESSION_CAN_UNDO,
  WSC_SESSION_CAN_REDO,
  WSC_SESSION_SELECTED,
  WSC_SESSION_LIVE,
  WSC_SESSION_STALE,
  WSC_SESSION_PATH,
  WSC_SESSION_TITLE,
  WSC_SESSION_SERIES_RUNNING,
  WSC_SESSION_N_PROPERTIES
} WscSessionProperty;

typedef enum
{
  WSC_SESSION_STUDY_CHANGED,
  WSC_SESSION_RESULTS_CHANGED,
  WSC_SESSION_DOCUMENT_CHANGED,
  WSC_SESSION_PROGRESS,
  WSC_SESSION_SERIES_CHANGED,
  WSC_SESSION_FAILED,
  WSC_SESSION_N_SIGNALS
} WscSessionSignal;

void wsc_session_notify (WscSession *self, WscSessionProperty property);
void wsc_session_emit (WscSession *self, WscSessionSignal signal);
void wsc_session_emit_failed (WscSession *self, const GError *error);

/* Takes results, which may be NULL. */
void wsc_session_take_results (WscSession *self, WscResults *results);
/* Puts another document in place; takes `study`, refs `results`. */
void wsc_session_adopt (WscSession *self, WscStudy *study, WscResults *results, const char *path);
/* Tells of undo, redo and unsaved changes. */
void wsc_session_history_changed (WscSession *self);

/* The first stage whose options differ between the study and the results; NONE if all agree. */
WscStage wsc_session_find_stale_stage (WscSession *self);
void wsc_session_update_stale (WscSession *self);
/* What an edit of an option of `stage` makes run. */
void wsc_session_recompute (WscSession *self, WscStage stage);

/* A run that an edit replaces may go on this long, ms: runs shorter than it always reach their end, so a slider
 * that is dragged without pause still shows results, at least this often. */
#define WSC_SESSION_PATIENCE 300

/* session-series.c */
void wsc_session_update_series (WscSession *self, WscStage stage); /* after an edit of an option of `stage` */
void wsc_session_reset_series (WscSession *self);                  /* another document is open */
void wsc_session_shut_down_series (WscSession *self);

G_END_DECLS
