/* estimate: an ensemble becomes the neurons' Gaussians: a mean and a covariance for each neuron,
 * in one frame, and the region that holds it with a given probability.
 */
#pragma once

#include "base/base.h"
#include "data/data.h"
#include "model/model.h"

G_BEGIN_DECLS

typedef enum
{
  WSC_METHOD_BOOTSTRAP,       /* many networks on resampled data */
  WSC_METHOD_SANDWICH,        /* Hessian and scores at a stationary point */
  WSC_METHOD_SANDWICH_ONLINE, /* the same accumulated along averaged SGD */
  WSC_METHOD_BATCH_MEANS,     /* means of stretches of that path, without a Hessian */
  WSC_METHOD_VARIATIONAL,     /* the nearest Gaussian to the posterior */
  WSC_METHOD_SWAG,            /* the Gaussian of an optimiser's path */
} WscMethod;
#define WSC_N_METHODS (WSC_METHOD_SWAG + 1)
typedef enum
{
  WSC_RESAMPLE_AUTO,     /* residual for a series, iid for a table */
  WSC_RESAMPLE_NONE,     /* only start and sample order differ */
  WSC_RESAMPLE_IID,      /* n of n with replacement */
  WSC_RESAMPLE_SUBSET,   /* m of n without; covariance times m / (n - m) */
  WSC_RESAMPLE_BLOCK,    /* moving blocks of consecutive windows (Kuensch 1989) */
  WSC_RESAMPLE_RESIDUAL, /* SSA signal plus residuals drawn with replacement */
} WscResample;
typedef enum { WSC_START_SHARED, WSC_START_INDEPENDENT } WscStart;
typedef enum { WSC_ALIGN_AUTO, WSC_ALIGN_NONE, WSC_ALIGN_SIGNED_PERMUTATION, WSC_ALIGN_PERMUTATION, WSC_ALIGN_PROCRUSTES } WscAlign;
typedef enum { WSC_SIDE_INCOMING, WSC_SIDE_OUTGOING } WscSide;

typedef struct
{
  int method;   /* WscMethod */
  int replicas;
  int resample; /* WscResample */
  int block;    /* windows in a moving block */
  double subset_share; /* m / n */
  int signal_window, signal_rank; /* of the SSA signal; window 0: a quarter of what training sees, at most 100, at least twice the rank */
  int start;    /* WscStart */
  int align;    /* WscAlign; auto: by the activation */
  int layer;    /* from 1; 0: the last */
  int side;     /* WscSide */
  gboolean append_bias; /* the bias as one more coordinate, incoming only */

  char *methods;        /* "bootstrap;sandwich": compared with `method`; "" compares none */
  int hessian, blocks;  /* WscHessianKind, WscBlocks */
  int lags;             /* HAC; 0: none */
  double floor;
  gboolean conditional;
  gboolean root_n;      /* covariances of sqrt (n) w, not of w */
  int polish;           /* iterations towards a stationary point at most */
  double path_rate, decay, burn_in; /* of averaged SGD and of SWAG */
  int family, rank;     /* WscFamily; rank also of SWAG */
  char *deterministic;  /* "1;2": layers without spread, from 1 */
  double beta, prior_precision, noise_variance; /* the last two 0: fitted */
  int calibrate;        /* networks on fresh noise; 0: none */
} WscEstimateSettings;

/* Trains the bootstrap's replicas; replica r draws from the stream "estimate.resample" r. Errors and partial results as in
 * wsc_ensemble_train (); also RANGE (a scheme that the data do not allow, with what they do), NUMERIC (no signal). */
WscEnsemble *wsc_bootstrap_train (const WscDataset *dataset, const WscArchitecture *architecture,
                                  const WscTrainingSettings *training, const WscEstimateSettings *settings,
                                  guint64 seed, const WscHook *hook,
                                  WscEnsembleArrived arrived, gpointer user_data, GError **error);

/* --- neurons ------------------------------------------------------------ */

/* m neurons in R^d with their means, covariances and aligned replicas. Immutable, atomically
 * ref-counted. */
typedef struct _WscNeurons WscNeurons;
#define WSC_TYPE_NEURONS (wsc_neurons_get_type ())
GType wsc_neurons_get_type (void);

/* What alignment did to all hidden units. It changes no output of any network, unless a kind was set that the activation
 * does not allow, which is warned of. Networks of a shared start keep their order unless moving units more than halves
 * their squared distance to the mean. */
typedef struct
{
  WscAlign kind;        /* what was done to the layer that is the neurons' frame: never auto */
  guint iterations;
  gboolean converged;
  double residual_before, residual_after; /* root-mean-square distance of a network to the mean, once scaled */
  double units_moved, units_flipped;      /* mean number a replica; 0 for rotations */
  gboolean scaled;      /* ReLU units were scaled to incoming weights of length 1, the columns out of them inversely */
} WscAlignment;

/* Aligns and takes moments of the networks that are trained. Cheap beside training, so it is redone whenever its settings
 * change. Without `dataset` (nullable) nothing is said of latent axes. The frame is that of the first network.
 * Errors: RANGE (no such layer, fewer than two networks), NUMERIC, STOPPED. */
WscNeurons *wsc_neurons_estimate (const WscEnsemble *ensemble, const WscEstimateSettings *settings,
                                  const WscDataset *dataset, const WscHook *hook, GError **error);
/* All parameters of the networks that are trained, in the frame that the neurons are seen in: (n, p), caller frees. A single network is as it
 * was trained. Errors: NUMERIC, STOPPED. */
double *wsc_neurons_align_networks (const WscEnsemble *ensemble, const WscEstimateSettings *settings, const WscHook *hook, guint *n,
                                    GError **error);
/* By which the moments of the networks are multiplied for covariances: not 1 where they learned from subsets. */
double wsc_neurons_get_covariance_scale (const WscEstimateSettings *settings, const WscDataset *dataset);
/* From stored or given numbers; replicas (R, m, d) may be NULL with n_replicas 0. All copied. */
WscNeurons *wsc_neurons_new (guint m, guint d, const double *means, const double *covariances,
                             guint n_replicas, const double *replicas);
/* The numbers of `numbers` with what estimation found out beside them, from stored results. Copied; `axis_shares` and
 * `axis_identified` (d) and `warnings` (NULL-terminated) may be NULL. */
WscNeurons *wsc_neurons_new_with_report (const WscNeurons *numbers, const WscAlignment *alignment, const double *axis_shares,
                                         const gboolean *axis_identified, const char *const *warnings);
/* Where the weights of the neurons lie in a network's parameter block: (m, d), caller frees. Errors: RANGE (no such layer). */
gsize *wsc_neurons_find_places (const WscArchitecture *architecture, const WscEstimateSettings *settings, guint *m, guint *d,
                                GError **error);
/* Which units' order, signs or rotation the neurons' frame depends on, as the activation allows: the kind of alignment, and whether the
 * units are the neurons' coordinates or the neurons themselves. NONE where there are no hidden units. */
WscAlign wsc_neurons_get_frame (const WscArchitecture *architecture, const WscEstimateSettings *settings, gboolean *of_coordinates);
/* The same numbers with open directions (m, d, d), copied; NULL: none. */
WscNeurons *wsc_neurons_new_with_open (const WscNeurons *numbers, const double *open, const char *const *warnings);
WscNeurons *wsc_neurons_ref (WscNeurons *self);
void wsc_neurons_unref (WscNeurons *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (WscNeurons, wsc_neurons_unref)

guint wsc_neurons_get_count (const WscNeurons *self);      /* m */
guint wsc_neurons_get_dimension (const WscNeurons *self);  /* d */
guint wsc_neurons_get_n_replicas (const WscNeurons *self); /* used */
const double *wsc_neurons_get_mean (const WscNeurons *self, guint neuron);       /* (d) */
const double *wsc_neurons_get_covariance (const WscNeurons *self, guint neuron); /* (d, d) */
const double *wsc_neurons_get_replica (const WscNeurons *self, guint replica, guint neuron); /* (d) */
double wsc_neurons_get_trace (const WscNeurons *self, guint neuron);
const WscAlignment *wsc_neurons_get_alignment (const WscNeurons *self);
/* Where the coordinates are the units of a layer narrower than inputs and outputs (at most 256 of them); else NULL. Entry i,
 * (d), is of the i-th principal direction of what that layer passes on, widest first, not of coordinate i: the mean share
 * of that variance; and whether the data fix it: a wide gap (1.5) in the spectrum of what can be restored lies at it or
 * after it. */
const double *wsc_neurons_get_axis_shares (const WscNeurons *self);
const gboolean *wsc_neurons_get_axis_identified (const WscNeurons *self);
/* (d, d) projector onto the directions that the data do not fix at all, in which the region has no end; NULL if there are none. */
const double *wsc_neurons_get_open (const WscNeurons *self, guint neuron);
const char *const *wsc_neurons_get_warnings (const WscNeurons *self); /* translated, NULL-terminated */

/* Mean over neurons of the mean diagonal entry, and of the mean absolute off-diagonal. */
double wsc_neurons_get_mean_variance (const WscNeurons *self);
double wsc_neurons_get_mean_covariance (const WscNeurons *self);

/* --- projections and regions -------------------------------------------- */

typedef enum
{
  WSC_PROJECTION_PCA,   /* where the means spread most */
  WSC_PROJECTION_TOTAL, /* where the neurons do: covariance of the means + mean covariance */
  WSC_PROJECTION_AXES,  /* chosen coordinates */
  WSC_PROJECTION_TOUR,  /* a place on a grand tour */
} WscProjectionKind;
typedef enum { WSC_REGION_CONTENT, WSC_REGION_PREDICTION, WSC_REGION_MEAN } WscRegionKind;

/* x -> P (x - origin), P (n, d) with orthonormal rows, n = min (3, d); identity when d <= 3. */
typedef struct
{
  guint n, d;
  double *matrix; /* (n, d) */
  double *origin; /* (d): zero for chosen axes and identity, else the mean of the means */
  double share;   /* of the means' variance that is kept, 0..1 */
  double total_share; /* of the variance of means and neurons together */
  gboolean identity;
} WscProjection;

/* `axes`: three coordinates from 0, for WSC_PROJECTION_AXES. Not for the tour. Errors: RANGE, NUMERIC. */
WscProjection *wsc_projection_new (const WscNeurons *neurons, WscProjectionKind kind, const guint *axes, GError **error);
void wsc_projection_free (WscProjection *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (WscProjection, wsc_projection_free)

/* A grand tour: an endless smooth path of orthonormal (3, d) frames that comes near every view of the neurons. It begins at the
 * PCA of the means and goes on to random frames, one a unit of the position, along geodesics: no frame turns within itself.
 * Means and covariances are turned by one matrix, so regions remain those of the projected variables. Remembers the frames it
 * has passed; one thread. Errors: NUMERIC. */
typedef struct _WscTour WscTour;
WscTour *wsc_tour_new (const WscNeurons *neurons, guint seed, GError **error);
void wsc_tour_free (WscTour *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (WscTour, wsc_tour_free)
#define WSC_TOUR_MAX_POSITION 1000
/* `position` from 0; the identity where d <= 3. */
WscProjection *wsc_tour_new_projection (WscTour *self, double position, GError **error);

/* Number of standard deviations to the surface in d dimensions: sqrt (chi2_d (level)) for content;
 * prediction and mean are Hotelling's, with R replicas. Infinite when R <= d makes it undefined. */
double wsc_region_radius (WscRegionKind kind, double level, guint d, guint n_replicas);

/* The region of one neuron after projection: centre and half-axes, longest first; missing dimensions are 0. */
typedef struct
{
  double centre[3];
  double half_axes[3];  /* lengths, in units of the weights */
  double axes[3][3];    /* axes[i]: unit direction of half-axis i; a right-handed frame */
  double volume;        /* of the n-dimensional region: length, area or volume */
} WscRegion;

/* Errors: RANGE (an infinite radius), NUMERIC (a covariance that is not finite). */
gboolean wsc_neurons_get_region (const WscNeurons *self, guint neuron, const WscProjection *projection,
                                 double radius, WscRegion *region, GError **error);

G_END_DECLS
