/* branch: a worker that follows the study without being asked, beside the one that trains. A plain struct of the session, one a
 * branch of the pipeline.
 */
#pragma once

#include "session/session.h"

G_BEGIN_DECLS

typedef struct _WscBranch WscBranch;

/* What one branch does in its own way. */
typedef struct
{
  WscJobFunc func; /* NULL: wsc_pipeline_run () */
  guint needs;     /* of WscNeed */
  /* What a run starts from; borrowed. */
  WscResults *(*get_previous) (WscSession *session);
  /* Whether results hold what the page shows at once: others are of no use to it, and what it shows stays. */
  gboolean (*is_whole) (const WscResults *results);
  void (*will_replace) (WscSession *session, WscResults *results); /* nullable; `results` may be NULL */
  void (*running_changed) (WscSession *session);
  void (*changed) (WscSession *session);
} WscBranchKind;

struct _WscBranch
{
  const WscBranchKind *kind;
  WscSession *session; /* borrowed: it owns the branch */
  WscResults *results;
  char *problem;       /* why the study as it is has no such results; NULL if it has */
  WscJob *job;         /* NULL when idle */
  gboolean shown;      /* the job has handed out what the page shows at once */
  gboolean restart;    /* when the job ends, the study as it then is runs */
  guint patience;      /* source that stops a job which is to be replaced */
};

/* A run that an edit replaces may go on this long, ms: runs shorter than it always reach their end, so a slider
 * that is dragged without pause still shows results, at least this often. */
#define WSC_SESSION_PATIENCE 300

void wsc_branch_init (WscBranch *self, WscSession *session, const WscBranchKind *kind);
void wsc_branch_clear (WscBranch *self);
void wsc_branch_follow (WscBranch *self); /* runs the study as it is now; a run under way gives way after a while */
void wsc_branch_take (WscBranch *self, WscResults *results, const char *problem); /* takes results, which may be NULL */
void wsc_branch_stop (WscBranch *self);   /* what is computed stays */
void wsc_branch_shut_down (WscBranch *self); /* waits; nothing follows */
void wsc_branch_drop (WscBranch *self);   /* what is shown is of nothing that is open any more */

G_END_DECLS
