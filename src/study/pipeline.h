/* The pipeline: a study carried out, and what a run is asked for. Part of study.h. */
#pragma once

#include "study/study.h"

G_BEGIN_DECLS

typedef struct
{
  guint n_replicas, n_done; /* 0, 0 outside training */
  double fraction;
  const char *phase; /* translated, of static storage: others may keep it */
} WscProgress;

/* What a run is to compute. */
typedef enum
{
  WSC_NEED_NEURONS = 1 << 0,
  WSC_NEED_SSA = 1 << 1, /* decomposition, errors, reconstruction, groups */
  WSC_NEED_FORECAST = 1 << 2, WSC_NEED_SUGGESTION = 1 << 3, WSC_NEED_SWEEP = 1 << 4, WSC_NEED_LANDSCAPE = 1 << 5,
  WSC_NEED_CLUSTERS = 1 << 6,  /* what can be reduced, distances, tree, circle, clusters, and communities where they take no time */
  WSC_NEED_REDUCTION = 1 << 7, /* those, and the smaller network */
  WSC_NEED_COUNT = 1 << 8, WSC_NEED_CURVE = 1 << 9,
  WSC_NEED_FEWER = WSC_NEED_CLUSTERS | WSC_NEED_REDUCTION | WSC_NEED_COUNT | WSC_NEED_CURVE, /* they need neurons too */
  WSC_NEED_COMMUNITIES = 1 << 10, /* with CLUSTERS: communities, however long they take */
  WSC_NEED_SERIES = WSC_NEED_SSA | WSC_NEED_FORECAST | WSC_NEED_SUGGESTION | WSC_NEED_SWEEP | WSC_NEED_LANDSCAPE,
} WscNeed;

/* By its subject, whether neurons are to be fewer, and what its [expect] names. */
guint wsc_study_get_needs (const WscStudy *study);
GArray *wsc_study_get_methods (const WscStudy *study); /* of int, its own first; caller frees */
const char *wsc_study_get_method_name (int method);    /* as in files */
const char *wsc_study_get_method_label (int method);   /* translated */

/* Both are called on the thread that runs the pipeline. */
typedef struct
{
  gboolean (*report) (gpointer user_data, const WscProgress *progress); /* FALSE stops */
  void (*partial) (gpointer user_data, WscResults *results); /* borrowed; ref to keep */
  gpointer user_data;
  guint n_threads;
  guint needs; /* of WscNeed; 0: what the study asks for */
} WscObserver;

/* Checks the study (wsc_study_validate, for what is needed), then carries it out, reusing each stage of `previous` (nullable) whose key still
 * matches. When stopped, returns what there is, marked partial, or the error STOPPED if there is nothing. */
WscResults *wsc_pipeline_run (const WscStudy *study, WscResults *previous, const WscObserver *observer, GError **error);
/* The branch of the reduction alone, over networks that are trained already: `self` with what `needs` (of WSC_NEED_FEWER) asks for.
 * Of `study` only the options of that branch, of the series, of the view and the texts matter: nothing is ever trained but a smaller
 * network that is fine-tuned. Parts of `self` that still hold are reused. Errors and stopping as above; RANGE without neurons. */
WscResults *wsc_results_reduce (WscResults *self, const WscStudy *study, guint needs, const WscObserver *observer, GError **error);

G_END_DECLS
