/* One run of the pipeline, as its branches share it. */
#pragma once

#include "study/study-private.h"

G_BEGIN_DECLS

typedef struct
{
  const WscStudy *study;
  WscResults *previous; /* borrowed, may be NULL */
  const WscObserver *observer;
  guint needs;         /* of WscNeed */
  WscResults *results; /* what this run has so far */
  WscHook hook;
  WscProgress progress;
  double low, high; /* the stage's share of the whole */
  double scale;     /* of all stages before the reduction, which has the rest */
  gboolean stopped;
  WscResults *last_partial;
  WscEnsemble *one; /* a single network that methods beside the bootstrap start from; NULL until it is needed */
  gint64 partial_cost;  /* microseconds that the last partial results took */
  gint64 partial_ended; /* monotonic time */
  gint64 give_up_at;    /* monotonic time, of a stopped run */
} WscRun;

/* FALSE: the observer asks to stop. */
gboolean wsc_run_begin_stage (WscRun *run, double low, double high, const char *phase);
/* Whether `previous` has this stage under the same key; the key becomes the results'. */
gboolean wsc_run_take_key (WscRun *run, WscStage stage, char *key);
gboolean wsc_run_wants_partial (const WscRun *run);
/* A copy of the data and the series' branch, for the observer; hand_out takes it. */
WscResults *wsc_run_copy_results (const WscRun *run);
void wsc_run_hand_out (WscRun *run, WscResults *partial);

/* A network trained once on the data as they are. */
WscEnsemble *wsc_run_train_one (WscRun *run, const WscArchitecture *architecture, GError **error);
/* Before anything is trained. Errors: RANGE. */
gboolean wsc_run_check_methods (const WscRun *run, const WscArchitecture *architecture, GError **error);
/* The study's own method: the results' neurons. Then the methods compared with it, and calibration. */
gboolean wsc_run_own_method (WscRun *run, GError **error);
gboolean wsc_run_other_methods (WscRun *run, GError **error);

/* The branch of the series, from the data to the map of errors, between `low` and `high` of the whole. Errors: RANGE (a table,
 * a channel that there is not), those of wsc_ssa_new (); STOPPED, with what is finished in the results. */
gboolean wsc_run_series (WscRun *run, double low, double high, GError **error);

/* The neurons, where they are given and nothing is trained. Errors: FORMAT (stored results without them). */
gboolean wsc_run_gaussians (WscRun *run, GError **error);

/* The branch of the reduction, from the neurons to the curve, as far as it is needed. Errors: RANGE (no neurons, a count or a neuron that there is
 * not), those of reduce.h; STOPPED, with what is finished in the results. */
gboolean wsc_run_reduction (WscRun *run, double low, double high, GError **error);

G_END_DECLS
