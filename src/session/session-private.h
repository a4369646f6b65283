/* What the parts of WscSession share. */
#pragma once

#include "session/branch.h"
#include "session/document.h"
#include "session/history.h"
#include "session/session.h"
#include "study/forms.h"

G_BEGIN_DECLS

/* A question about a merge, and its answer. */
typedef struct
{
  gint i, j;      /* neurons; -1: no question */
  char *answer;   /* NULL: not yet */
  gboolean asked; /* a thread is at work, on this or on an older question */
} WscPreview;

/* What the command line would read for the study as it then was; all NULL: nothing. */
typedef struct
{
  char *name;
  WscStudy *study;
} WscOrigin;
void wsc_origin_set (WscOrigin *self, const char *name, const WscStudy *study);
void wsc_origin_clear (WscOrigin *self);

struct _WscSession
{
  GObject parent_instance;

  WscStudy *study;
  WscResults *results;
  char *path;
  WscStamp stamp;         /* of the file there, as it was read or written last */
  WscOrigin file;         /* what it holds */
  WscOrigin origin;       /* the shipped study or the table that the document came from */
  gboolean results_saved; /* a file has them */
  char *trained_key;      /* of the networks that took */
  double training_seconds;
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

  WscBranch series;
  WscIdentity identity; /* of its components */
  gboolean series_wanted;

  WscBranch reduction;
  gboolean reduction_wanted;
  WscPreview preview;

  WscForms *forms;       /* NULL: the document has one form alone */
  WscSession *other;     /* the document in its other form; an empty one where it has none; NULL: not asked for yet */
  gboolean forms_wanted; /* both are looked at */
  gboolean is_other;     /* it is such another form itself */
  gboolean waits;        /* and nobody looks at it: nothing is computed unasked */
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
  WSC_SESSION_REDUCTION_RUNNING,
  WSC_SESSION_N_PROPERTIES
} WscSessionProperty;

typedef enum
{
  WSC_SESSION_STUDY_CHANGED,
  WSC_SESSION_RESULTS_CHANGED,
  WSC_SESSION_DOCUMENT_CHANGED,
  WSC_SESSION_PROGRESS,
  WSC_SESSION_SERIES_CHANGED,
  WSC_SESSION_REDUCTION_CHANGED,
  WSC_SESSION_PREVIEW_CHANGED,
  WSC_SESSION_CAMERA_CHANGED,
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
/* Sets the option as `from` has it and says nothing yet; an edit that can be undone. Answers its stage as a bit, 0 where it was so already. */
guint wsc_session_record (WscSession *self, const WscOption *option, const WscStudy *from);
/* Tells of edits of options of these stages, each 1 << WscStage, and computes what follows from them. */
void wsc_session_after_edits (WscSession *self, guint stages);
void wsc_session_halt (WscSession *self); /* stops all workers and waits; nothing follows of them */
/* What an edit of an option of `stage` makes run. */
void wsc_session_recompute (WscSession *self, WscStage stage);

/* session-document.c */
void wsc_session_count_seconds (WscSession *self, WscResults *results, double seconds);
/* session-forms.c */
void wsc_session_reset_forms (WscSession *self);                 /* another document is open */
void wsc_session_run_other (WscSession *self);                   /* where both are looked at */
void wsc_session_update_other (WscSession *self, guint stages);  /* after edits of options of `stages` */
/* The study has changed its form; takes what it was before. */
void wsc_session_after_switch (WscSession *self, WscStudy *before);

/* session-series.c */
void wsc_session_init_series (WscSession *self);
void wsc_session_update_series (WscSession *self, WscStage stage); /* after an edit of an option of `stage` */
void wsc_session_reset_series (WscSession *self);                  /* another document is open */

/* session-reduce.c */
void wsc_session_init_reduction (WscSession *self);
void wsc_session_update_reduction (WscSession *self, WscStage stage); /* after an edit of an option of `stage`; DATA: of the results */
/* Those of the branch where they are of the networks that are shown, else the networks' own. */
WscResults *wsc_session_get_best_results (WscSession *self);

G_END_DECLS
