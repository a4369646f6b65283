/* What the files of this folder share. */
#pragma once

#include "estimate/estimate.h"

G_BEGIN_DECLS

/* --- resampling ----------------------------------------------------------- */

/* What each replica learns from. Borrows from the data set it was made of. */
typedef struct
{
  guint n_replicas;
  gsize n_train;
  const guint32 **train; /* (replicas), all the same where nothing is drawn */
  guint32 *indices;      /* (replicas, n_train) or NULL */
  float *series;         /* (replicas, T) or NULL */
  WscSamples *samples;   /* (replicas) over `series`, else one */
} WscResampled;

/* Draws from the streams "estimate.resample". Errors: RANGE, NUMERIC, STOPPED. */
gboolean wsc_resampled_init (WscResampled *self, const WscDataset *dataset, const WscEstimateSettings *settings,
                             guint64 seed, const WscHook *hook, GError **error);
void wsc_resampled_clear (WscResampled *self);

/* The scheme that is meant: never auto. */
WscResample wsc_resample_resolve (const WscEstimateSettings *settings, gboolean is_series);
/* m of n samples, 1 <= m < n; 0 when n < 2. */
gsize wsc_subset_size (gsize n, double share);

/* --- frames --------------------------------------------------------------- */

/* Networks of one architecture as points in parameter space, free to be moved along the directions that
 * do not change what a network computes. Hidden layer k is the output of layer k, k = 0 .. n_layers - 2. */
typedef struct
{
  const WscArchitecture *architecture;
  guint n; /* networks */
  gsize p;
  gsize n_units;      /* of all hidden layers */
  double *parameters; /* (n, p) */
  double *mean;       /* (p) what the networks are matched with */
  guint32 *place;     /* (n, n_units) where within its layer each unit has gone */
  gint8 *sign;        /* (n, n_units) -1 where it was flipped */
} WscFrames;

void wsc_frames_init (WscFrames *self, const WscArchitecture *architecture, guint n);
void wsc_frames_clear (WscFrames *self);
double *wsc_frames_get (const WscFrames *self, guint network); /* (p) */
guint wsc_frames_get_n_hidden (const WscFrames *self);
void wsc_frames_update_mean (WscFrames *self);
/* Root-mean-square distance of a network to the mean. */
double wsc_frames_get_residual (const WscFrames *self);
/* Scales each ReLU unit whose scale is free to an incoming [row, bias] of length 1. TRUE if there are any. */
gboolean wsc_frames_fold_scales (WscFrames *self);

/* Values that describe one unit of a hidden layer: [incoming row, bias, outgoing column]. */
gsize wsc_frames_get_n_features (const WscFrames *self, guint hidden, gboolean outgoing);
void wsc_frames_get_features (const WscFrames *self, const double *parameters, guint hidden, gboolean outgoing,
                              double *features /* (units, n_features) */);
/* Unit i of the hidden layer goes to place[i], negated where sign[i] < 0. TRUE if anything moved. */
gboolean wsc_frames_permute (WscFrames *self, guint network, guint hidden, const guint32 *place, const gint8 *sign);
/* The units of the hidden layer become R' units, R (units, units) orthogonal. */
void wsc_frames_rotate (WscFrames *self, guint network, guint hidden, const double *rotation);

/* The kind that `align` means for a hidden layer: never auto. */
WscAlign wsc_align_resolve (const WscEstimateSettings *settings, const WscArchitecture *architecture, guint hidden);
/* Moves the networks into the frame of their mean. Leaves `report->kind` alone. Errors: NUMERIC, STOPPED. */
gboolean wsc_frames_align (WscFrames *self, const WscEstimateSettings *settings, const WscHook *hook,
                           WscAlignment *report, GError **error);

/* --- neurons -------------------------------------------------------------- */

struct _WscNeurons
{
  gint ref_count;
  guint m, d;
  guint n_replicas;
  double *means;       /* (m, d) */
  double *covariances; /* (m, d, d) */
  double *replicas;    /* (n_replicas, m, d) or NULL */
  WscAlignment alignment;
  double *axis_shares;       /* (d) or NULL */
  gboolean *axis_identified; /* (d) or NULL */
  double *open;              /* (m, d, d) or NULL */
  char **warnings;
};

/* With room for the numbers, all 0. */
WscNeurons *wsc_neurons_alloc (guint m, guint d, guint n_replicas, gboolean with_replicas);
/* Means and covariances, times `scale`, from the replicas. */
void wsc_neurons_take_moments (WscNeurons *self, double scale, const WscHook *hook);

/* --- projections ---------------------------------------------------------- */

/* How neurons spread: between them, and each. */
typedef struct
{
  guint m, d;
  double *means;      /* (m, d), about their mean */
  double *centre;     /* (d), that mean */
  double *covariance; /* (d, d), mean of the neurons' covariances */
} WscSpread;

void wsc_spread_init (WscSpread *self, const WscNeurons *neurons);
void wsc_spread_clear (WscSpread *self);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (WscSpread, wsc_spread_clear)
/* For d > 3. */
WscProjection *wsc_spread_new_pca (const WscSpread *self, GError **error);
void wsc_spread_set_shares (const WscSpread *self, WscProjection *projection);
WscProjection *wsc_projection_alloc (guint n, guint d);
WscProjection *wsc_projection_new_identity (guint d);

/* --- latent axes ---------------------------------------------------------- */

/* The hidden layer whose units are the coordinates of the neurons, if it is narrower than what goes in and comes
 * out: only then do its axes mean something. `layer` from 0. */
gboolean wsc_latent_find (const WscArchitecture *architecture, guint layer, WscSide side, guint *hidden);
/* See wsc_neurons_get_axis_shares (). shares and identified are (units of the hidden layer). Errors: NUMERIC, STOPPED.
 */
gboolean wsc_latent_identify (const WscEnsemble *ensemble, const WscDataset *dataset, guint hidden, const WscHook *hook,
                              double *shares, gboolean *identified, GError **error);

G_END_DECLS
