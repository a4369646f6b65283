/* study: the document: every setting of a run as one value, the option table that
 * describes each of them once, the pipeline that carries a study out, and the results.
 */
#pragma once

#include "base/base.h"
#include "data/data.h"
#include "model/model.h"
#include "estimate/estimate.h"
#include "compare/compare.h"
#include "series/series.h"
#include "reduce/reduce.h"
#include "study/view.h"

G_BEGIN_DECLS

/* --- the study ---------------------------------------------------------- */

typedef enum { WSC_SUBJECT_NEURONS, WSC_SUBJECT_SERIES, WSC_SUBJECT_BOTH } WscSubject;

typedef struct { char *name; double low, high; } WscExpectation;

/* A plain value: copied, never shared. Strings are owned. */
typedef struct
{
  char *title;
  char *notes;
  char *twin; /* a shipped study that shows the same without a file; "" if there is none */
  char *counterpart; /* the shipped study that is its other form, as published or corrected (study/forms.h); "" if there is none */
  char *difference;  /* what differs between the two and why, in a sentence or two */
  int seed; /* 0 .. 2147483647 */
  int subject; /* WscSubject: what a run computes */
  WscDataSettings data;
  WscModelSettings model;
  char *trained; /* model.path: files of networks, joined by ";", or a folder of them, instead of training; "" trains */
  WscTrainingSettings training;
  WscEstimateSettings estimate;
  WscSeriesSettings ssa;
  WscClusterSettings clusters;
  WscReduceSettings reduction;
  WscViewSettings view;
  GArray *expect;  /* of WscExpectation */
  char *directory; /* where relative paths start; not part of the text */
} WscStudy;

WscStudy *wsc_study_new (void); /* every option at its default */
WscStudy *wsc_study_copy (const WscStudy *self);
void wsc_study_free (WscStudy *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (WscStudy, wsc_study_free)
gboolean wsc_study_equal (const WscStudy *a, const WscStudy *b);

/* `name` is a path, or the name of a shipped study ("fig6"). Errors: FILE; FORMAT (an unknown key,
 * with the nearest valid one; an unknown format); RANGE. */
WscStudy *wsc_study_load (const char *name, GError **error);
gboolean wsc_study_save (const WscStudy *self, const char *path, GError **error); /* beside, then renamed */
WscStudy *wsc_study_from_text (const char *text, GError **error);
char *wsc_study_to_text (const WscStudy *self); /* options at their default are left out */
/* TRUE for the name of delimited text (.csv, .tsv, .txt, .dat) or of arrays (.npy, .npz, .safetensors, IDX), and for HDF5 by other programs. */
gboolean wsc_study_is_table (const char *path);
/* A study of such a file, as study/propose.h guesses it: a series, a table with classes or numbers to be predicted, arrays as samples with their
 * targets or as series; a network that carries its study as that study, with model.path at the file; a table of Gaussians as neurons. A relative
 * path starts at the current folder. Reads the file, so may take a while. Errors: those of wsc_table_load () and of wsc_proposal_new (). */
WscStudy *wsc_study_propose (const char *path, const WscHook *hook, GError **error);
/* TRUE for a file that holds a network and no study. Reads it. */
gboolean wsc_study_is_bare_network (const char *path, const WscHook *hook);
/* Title and notes in the language of the reader where the study came with the program, else as they are; never NULL, borrowed. */
const char *wsc_study_get_shown_title (const WscStudy *self);
const char *wsc_study_get_shown_notes (const WscStudy *self);
/* Names of the shipped studies, sorted; free with g_strfreev (). */
char **wsc_study_list_shipped (void);

/* --- the option table --------------------------------------------------- */

typedef enum { WSC_OPTION_CHOICE, WSC_OPTION_INTEGER, WSC_OPTION_REAL, WSC_OPTION_BOOLEAN, WSC_OPTION_TEXT, WSC_OPTION_FILE } WscOptionType;
/* Two branches follow the data: networks to their view, and the series. A third leaves the networks at their estimate: what can be
 * reduced, then its communities, and distances, partitions, clusters, the smaller network, how many, and the curve. */
typedef enum
{
  WSC_STAGE_NONE, WSC_STAGE_DATA, WSC_STAGE_TRAIN, WSC_STAGE_ESTIMATE, WSC_STAGE_COMPARE, WSC_STAGE_VIEW,
  WSC_STAGE_DECOMPOSE, WSC_STAGE_CURVE, WSC_STAGE_CHOOSE, WSC_STAGE_GROUP, WSC_STAGE_FORECAST, WSC_STAGE_SUGGEST,
  WSC_STAGE_SWEEP, WSC_STAGE_LANDSCAPE,
  WSC_STAGE_PREPARE, WSC_STAGE_COMMUNITIES, WSC_STAGE_DISTANCES, WSC_STAGE_PARTITION, WSC_STAGE_CLUSTER, WSC_STAGE_REDUCE,
  WSC_STAGE_COUNT, WSC_STAGE_TRADE,
} WscStage;
gboolean wsc_stage_is_series (WscStage stage); /* of the branch of the series alone */
gboolean wsc_stage_is_reduction (WscStage stage); /* of the branch of the reduction alone */
typedef struct { const char *name, *label; } WscChoice; /* name in files; label for people, marked N_() */

typedef struct
{
  const char *key; /* "training.learning-rate" */
  WscOptionType type;
  WscStage stage;  /* the first stage that a change makes stale */
  gsize offset;    /* of the field in WscStudy */
  const char *initial; /* the default, as text */
  double minimum, maximum;
  gboolean logarithmic; /* a slider moves by ratios */
  const WscChoice *choices; /* ends with a NULL name */
  const char *label, *tooltip, *unit; /* N_(); unit may be NULL */
  gboolean (*is_relevant) (const WscStudy *study); /* NULL: always */
} WscOption;

const WscOption *wsc_options (guint *n); /* in file and panel order */
const WscOption *wsc_option_find (const char *key);
/* The card of the help that tells about it, as "ssa-window"; the page is "card-ssa-window". */
const char *wsc_option_get_card (const WscOption *self);
char *wsc_option_dup_range (const WscOption *self); /* in words: "1 .. 100 values"; or its choices, as in files */
/* Whether it has one in a study that is as it is now: the panel hides it otherwise. */
gboolean wsc_option_has_effect (const WscOption *self, const WscStudy *study);
/* One value as canonical text / from text. Errors: FORMAT, RANGE with value and allowed range. */
char *wsc_option_get_text (const WscOption *self, const WscStudy *study);
gboolean wsc_option_set_text (const WscOption *self, WscStudy *study, const char *text, GError **error);
/* The value of an option of files with every path as `func` answers it, which the caller frees; so is the answer. */
char *wsc_option_map_paths (const WscOption *self, const char *text, char *(*func) (const char *path, gpointer user_data), gpointer user_data);
void wsc_study_map_paths (WscStudy *self, char *(*func) (const char *path, gpointer user_data), gpointer user_data);
double wsc_option_get_number (const WscOption *self, const WscStudy *study); /* index of a choice; 0/1 */
gboolean wsc_option_set_number (const WscOption *self, WscStudy *study, double value, GError **error);
/* "group.key=value", as `--set` takes it, or view.bookmark=NAME. Errors: FORMAT (unknown key, with the nearest), RANGE. */
gboolean wsc_study_set (WscStudy *self, const char *assignment, GError **error);
/* What depends on more than one option: sizes against windows, files that are not named. What only networks read is of no
 * matter where the subject is the series. */
gboolean wsc_study_validate (const WscStudy *self, GError **error);

/* --- results ------------------------------------------------------------ */

/* What a run made, whole or partial. Immutable, atomically ref-counted. */
typedef struct _WscResults WscResults;
#define WSC_TYPE_RESULTS (wsc_results_get_type ())
GType wsc_results_get_type (void);

WscResults *wsc_results_ref (WscResults *self);
void wsc_results_unref (WscResults *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (WscResults, wsc_results_unref)

/* The same results under the title, notes and view of `study`, whose other settings do not matter. */
WscResults *wsc_results_with_view (const WscResults *self, const WscStudy *study);

/* The same results with those of the study's other form (study/forms.h) at their side, for what shows both; no file keeps them. */
WscResults *wsc_results_with_other_form (const WscResults *self, WscResults *other);
WscResults *wsc_results_get_other_form (const WscResults *self); /* borrowed; NULL if they are alone */

const WscStudy *wsc_results_get_study (const WscResults *self);
WscDataset *wsc_results_get_dataset (const WscResults *self);
WscEnsemble *wsc_results_get_ensemble (const WscResults *self); /* NULL before training */
WscNeurons *wsc_results_get_neurons (const WscResults *self);   /* NULL before two replicas are trained */
/* The answers of all methods: the study's own, whose neurons are the above, then those that it is compared with, in its frame. Borrowed. */
WscEstimate *const *wsc_results_get_estimates (const WscResults *self, guint *n);
const WscMetrics *wsc_results_get_metrics (const WscResults *self); /* NULL while partial */
const double *wsc_results_get_restored (const WscResults *self); /* (T) or NULL */
const WscSeriesParts *wsc_results_get_series (const WscResults *self); /* borrowed; NULL without a decomposition */
const WscReductionParts *wsc_results_get_reduction (const WscResults *self); /* borrowed; NULL where nothing of it was asked for */
gboolean wsc_results_is_partial (const WscResults *self);
const char *wsc_results_get_stage_key (const WscResults *self, WscStage stage);
/* All notes and warnings of all stages, NULL-terminated; free with g_strfreev (). */
char **wsc_results_dup_notes (const WscResults *self);
/* The numbers `[expect]` and `--json` may name, with a sentence about each (N_()), in order. */
typedef struct { const char *name, *about; } WscSummaryName;
const WscSummaryName *wsc_summary_names (guint *n);
/* Calls back with each, in order; NaN where it is not known: a clean series' error needs a clean series. */
typedef void (*WscSummaryFunc) (gpointer user_data, const char *name, double value);
void wsc_results_summarise (const WscResults *self, WscSummaryFunc func, gpointer user_data);
/* Compares with the study's [expect]; appends a line each to `report`; FALSE if one fails. */
gboolean wsc_results_check (const WscResults *self, GString *report);

/* HDF5. Written beside and renamed. Loading restores exactly what was saved, without retraining.
 * Errors: FILE, FORMAT. */
gboolean wsc_results_save (const WscResults *self, const char *path, GError **error);
WscResults *wsc_results_load (const char *path, GError **error);

G_END_DECLS

#include "study/pipeline.h"
