/* What the files of this folder share and nobody else sees. */
#pragma once

#include "study/study.h"

G_BEGIN_DECLS

/* --- options ------------------------------------------------------------ */

extern const WscChoice wsc_choices_subject[], wsc_choices_source[], wsc_choices_header[], wsc_choices_missing[], wsc_choices_task[],
    wsc_choices_scale[], wsc_choices_split[];
extern const WscChoice wsc_choices_orthonormal[], wsc_choices_loss[], wsc_choices_optimizer[];
extern const WscChoice wsc_choices_method[], wsc_choices_resample[], wsc_choices_start[], wsc_choices_align[], wsc_choices_side[],
    wsc_choices_hessian[], wsc_choices_blocks[], wsc_choices_family[];
extern const WscChoice wsc_choices_ssa_kind[], wsc_choices_mape[], wsc_choices_grouping[], wsc_choices_forecast[], wsc_choices_suggest[];
extern const WscChoice wsc_choices_clustering[], wsc_choices_metric[], wsc_choices_overlap[], wsc_choices_suggest_count[];
extern const WscChoice wsc_choices_reduce[], wsc_choices_reduce_from[], wsc_choices_similarity[];
extern const WscChoice wsc_choices_shape[], wsc_choices_region[], wsc_choices_projection[], wsc_choices_colour[], wsc_choices_palette[],
    wsc_choices_ramp[], wsc_choices_style[], wsc_choices_clip[], wsc_choices_look[];

gboolean wsc_relevant_sine (const WscStudy *study);
gboolean wsc_relevant_file (const WscStudy *study);
gboolean wsc_relevant_task (const WscStudy *study);
gboolean wsc_relevant_path_of_data (const WscStudy *study);
gboolean wsc_relevant_labels (const WscStudy *study);
gboolean wsc_relevant_scale (const WscStudy *study);
gboolean wsc_relevant_split (const WscStudy *study);
gboolean wsc_relevant_layers (const WscStudy *study);
gboolean wsc_relevant_column (const WscStudy *study);
gboolean wsc_relevant_channels (const WscStudy *study);
gboolean wsc_relevant_target (const WscStudy *study);
gboolean wsc_relevant_missing (const WscStudy *study);
gboolean wsc_relevant_fill (const WscStudy *study);
gboolean wsc_relevant_samples (const WscStudy *study);
gboolean wsc_relevant_window (const WscStudy *study);
gboolean wsc_relevant_leading (const WscStudy *study);
gboolean wsc_relevant_horizon (const WscStudy *study);
gboolean wsc_relevant_momentum (const WscStudy *study);
gboolean wsc_relevant_average_from (const WscStudy *study);
gboolean wsc_relevant_block (const WscStudy *study);
gboolean wsc_relevant_subset (const WscStudy *study);
gboolean wsc_relevant_signal (const WscStudy *study);
gboolean wsc_relevant_append_bias (const WscStudy *study);
gboolean wsc_relevant_axes (const WscStudy *study);
gboolean wsc_relevant_tour (const WscStudy *study);
gboolean wsc_relevant_palette (const WscStudy *study);
gboolean wsc_relevant_ramp (const WscStudy *study);
gboolean wsc_relevant_extent (const WscStudy *study);
gboolean wsc_relevant_opacity (const WscStudy *study);
gboolean wsc_relevant_clip (const WscStudy *study);
gboolean wsc_relevant_replicas (const WscStudy *study);
gboolean wsc_relevant_hessian (const WscStudy *study);
gboolean wsc_relevant_stationary (const WscStudy *study);
gboolean wsc_relevant_sandwich (const WscStudy *study);
gboolean wsc_relevant_one_network (const WscStudy *study);
gboolean wsc_relevant_path (const WscStudy *study);
gboolean wsc_relevant_averaged_path (const WscStudy *study);
gboolean wsc_relevant_variational (const WscStudy *study);
gboolean wsc_relevant_rank (const WscStudy *study);
gboolean wsc_relevant_methods (const WscStudy *study);
gboolean wsc_relevant_channel (const WscStudy *study);
gboolean wsc_relevant_groups (const WscStudy *study);
gboolean wsc_relevant_cut (const WscStudy *study);
gboolean wsc_relevant_trend_period (const WscStudy *study);
gboolean wsc_relevant_forecast (const WscStudy *study);
gboolean wsc_relevant_band (const WscStudy *study);
gboolean wsc_relevant_sweep (const WscStudy *study);
gboolean wsc_relevant_clusters (const WscStudy *study);
gboolean wsc_relevant_count (const WscStudy *study);
gboolean wsc_relevant_network (const WscStudy *study);
gboolean wsc_relevant_bias_weight (const WscStudy *study);
gboolean wsc_relevant_similarity (const WscStudy *study);
gboolean wsc_relevant_refit (const WscStudy *study);
gboolean wsc_relevant_repeats (const WscStudy *study);

/* The valid key nearest to `key`, or NULL. */
const char *wsc_option_nearest_key (const char *key);
/* The error FORMAT about a key that is not in the table; always FALSE. */
gboolean wsc_option_fail_unknown (const char *key, GError **error);

typedef struct
{
  guint32 a, b;
} WscMergePair;

/* --- lists in text options ---------------------------------------------- */

/* "20;3;20" with blanks dropped: each item must be a whole number >= 1 or, where allowed, "auto". */
gboolean wsc_check_layers (const char *text, GError **error);
/* "1;2;3": one to three different coordinates from 1. */
gboolean wsc_check_axes (const char *text, GError **error);
/* "sandwich;variational", or nothing: different methods. */
gboolean wsc_check_methods (const char *text, GError **error);
/* "1;2", or nothing: layers from 1. */
gboolean wsc_check_deterministic (const char *text, GError **error);
/* "1-2,5", and "trend: 1; season: 2-3"; both may be empty. */
gboolean wsc_check_components (const char *text, GError **error);
gboolean wsc_check_groups (const char *text, GError **error);
/* "20;50;100", or nothing: different whole numbers from 2 up. */
gboolean wsc_check_windows (const char *text, GError **error);
/* "3+7;12+15", or nothing: neurons from 1, two or more joined by "+". */
gboolean wsc_check_merges (const char *text, GError **error);
GArray *wsc_parse_merges (const char *text, GError **error); /* of WscMergePair, neurons from 0 */
GArray *wsc_parse_windows (const char *text, GError **error); /* of gsize, in the order given */
/* `layers` with "auto" replaced: the first by n_inputs, the last by n_targets. Caller frees. */
char *wsc_expand_layers (const char *layers, guint n_inputs, guint n_targets);
/* The network that the study trains on these data. Errors: those of wsc_architecture_init (). */
gboolean wsc_study_init_architecture (const WscStudy *study, const WscDataset *dataset, WscArchitecture *architecture, GError **error);

/* --- expectations ------------------------------------------------------- */

gboolean wsc_expectation_parse (WscExpectation *self, const char *name, const char *text, GError **error);
char *wsc_expectation_format (const WscExpectation *self);
GArray *wsc_expectations_copy (GArray *expectations);
GArray *wsc_expectations_new (void);

/* --- validation ----------------------------------------------------------- */

/* wsc_study_validate () for a run that computes `needs`: what only networks read matters to none that trains none. */
gboolean wsc_study_validate_for (const WscStudy *self, guint needs, GError **error);

/* --- stage keys --------------------------------------------------------- */

/* Hexadecimal SHA-256 of `upstream` (nullable), the data's digest (nullable) and the canonical text of
 * those options of `stage` that have an effect. Caller frees. */
char *wsc_stage_key (const WscStudy *study, WscStage stage, const char *upstream, const char *digest);
/* What tells whether the file of the data has changed: path, size and time. NULL if the data are not of a
 * file, or the file is not there now. Caller frees. */
char *wsc_source_stamp (const WscStudy *study);
/* Of any file, its name as the study has it; NULL if it is not there. Caller frees. */
char *wsc_file_stamp (const WscStudy *study, const char *name);

/* --- networks from files (model.path) ------------------------------------------- */

/* The files that are named, or lie in the folder that is. NULL-terminated; free with g_strfreev (). Errors: FILE. */
char **wsc_trained_list (const WscStudy *study, GError **error);
char *wsc_trained_stamp (const WscStudy *study, char **paths); /* what tells whether one of them has changed; caller frees */
/* Them as replicas of one ensemble, which fits the data. Errors: those of wsc_network_load (); RANGE (sizes that differ). */
WscEnsemble *wsc_trained_load (const WscStudy *study, char **paths, const WscDataset *dataset, const WscHook *hook, GError **error);

/* --- memory and time ---------------------------------------------------- */

/* Bytes that training and estimation hold at once, about; FALSE where the machine has not so many. Errors: RANGE. */
double wsc_memory_needed (const WscStudy *study, const WscDataset *dataset, const WscArchitecture *architecture);
gboolean wsc_memory_check (double needed, GError **error);
gboolean wsc_memory_check_distances (guint m, guint d, GError **error); /* between m neurons of d coordinates */
gboolean wsc_memory_check_series (double needed, GError **error); /* the same of components of a series */
/* FALSE where what `needs` asks of m neurons of d coordinates takes too long; of a network before it is trained. Errors: RANGE. */
gboolean wsc_effort_check (const WscStudy *study, guint needs, guint m, guint d, GError **error);
gboolean wsc_effort_check_network (const WscStudy *study, guint needs, const WscArchitecture *architecture, GError **error);
double wsc_effort_of_communities (const WscStudy *study, guint m, guint d);

/* --- results ------------------------------------------------------------ */

#define WSC_N_STAGES (WSC_STAGE_TRADE + 1)

struct _WscResults
{
  gint ref_count;
  WscStudy *study;
  WscDataset *dataset;
  WscEnsemble *ensemble; /* NULL before training */
  WscNeurons *neurons;   /* NULL before two replicas are trained */
  gboolean has_metrics;
  WscMetrics metrics;
  double *restored; /* (T) of the series, or NULL */
  WscSeriesParts series; /* all NULL before the decomposition */
  WscReductionParts reduction; /* all NULL where it was not asked for */
  WscResults *other_form;  /* NULL: they are alone */
  GPtrArray *estimates;  /* of WscEstimate: the method's, whose neurons are `neurons`, then those compared with it */
  gboolean partial;
  char *source_stamp;      /* nullable */
  char *keys[WSC_N_STAGES]; /* by WscStage; NULL where not reached */
};

#define WSC_COUNTED 20 /* clusters at most, where their number is looked for */
WscCount *wsc_count_new_from_curve (const WscReductionCurve *curve);
/* Empty results of a copy of `study`, to be filled before anybody else sees them. */
WscResults *wsc_results_new (const WscStudy *study);

G_END_DECLS
