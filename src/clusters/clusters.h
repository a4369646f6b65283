/* clusters: which of many Gaussians lie together: distances between them, centres of some of them, clusters, hierarchies,
 * communities, and the order of those that lie on a circle.
 *
 * A Gaussian is a neuron: a mean in R^d and a covariance, perhaps singular. Everything here is double.
 */
#pragma once

#include "base/base.h"

G_BEGIN_DECLS

/* Borrowed. */
typedef struct
{
  guint m, d;
  const double *means;       /* (m, d) */
  const double *covariances; /* (m, d, d); NULL: all zero */
} WscGaussians;

/* --- distances ------------------------------------------------------------ */

typedef enum
{
  WSC_METRIC_EUCLIDEAN,     /* |m1 - m2| */
  WSC_METRIC_WASSERSTEIN,   /* W2^2 = |m1 - m2|^2 + tr (S1 + S2 - 2 (S1^1/2 S2 S1^1/2)^1/2) */
  WSC_METRIC_BHATTACHARYYA, /* -log of the overlap's coefficient */
  WSC_METRIC_MAHALANOBIS,   /* |m1 - m2| in units of the two covariances' mean */
  WSC_METRIC_FUNCTION,      /* |m1 - m2| weighted by the covariance of what the neurons read: how far their outputs differ */
} WscMetric;
#define WSC_N_METRICS (WSC_METRIC_FUNCTION + 1)

/* Immutable, atomically ref-counted. */
typedef struct
{
  gint ref_count;
  guint m;
  WscMetric metric;
  double *values;          /* (m, m), distances, not their squares; symmetric, zero on the diagonal */
  double covariance_share; /* WASSERSTEIN: mean over pairs of the covariance term's share of W2^2; else NaN */
} WscDistances;

/* `weight` (d, d): FUNCTION's, positive semidefinite; else NULL. Singular covariances are no error: BHATTACHARYYA and MAHALANOBIS
 * floor their eigenvalues at 1e-10 of the largest. Errors: NUMERIC (numbers that are not finite; for those two, covariances that
 * are all 0), STOPPED. */
WscDistances *wsc_distances_new (const WscGaussians *gaussians, WscMetric metric, const double *weight, const WscHook *hook, GError **error);
WscDistances *wsc_distances_ref (WscDistances *self);
void wsc_distances_unref (WscDistances *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (WscDistances, wsc_distances_unref)

/* About how many operations it takes: all distances between m Gaussians with covariances in R^d, and so many runs of k-means among them. */
double wsc_distances_get_effort (guint m, guint d, WscMetric metric);
double wsc_k_means_get_effort (guint m, guint d, WscMetric metric, guint n_runs);
#define WSC_EFFORT_UNASKED 1e10 /* some seconds: what takes more is done only where it is asked for … */
#define WSC_EFFORT_MOST 5e11    /* … and some minutes: what takes more is not done */

/* tr (A + B - 2 (A^1/2 B A^1/2)^1/2), never negative. Errors: NUMERIC. */
gboolean wsc_bures_squared (guint d, const double *a, const double *b, double *squared, GError **error);
/* The fixed point S = sum w_i (S^1/2 A_i S^1/2)^1/2 over (n, d, d) matrices (Alvarez-Esteban et al. 2016); `weights` (n) sum to 1, NULL: equal.
 * Errors: NUMERIC. */
gboolean wsc_bures_barycentre (guint d, guint n, const double *covariances, const double *weights, double *barycentre, GError **error);

/* --- clusters --------------------------------------------------------------- */

typedef enum { WSC_CLUSTERING_K_MEANS, WSC_CLUSTERING_WARD, WSC_CLUSTERING_AVERAGE, WSC_CLUSTERING_COMMUNITIES } WscClustering;

/* A partition. Immutable, atomically ref-counted. Clusters are numbered in the order of their first members, so that the partition does not
 * depend on the order in which they were found. */
typedef struct
{
  gint ref_count;
  guint m, d, k;
  guint32 *labels; /* (m) 0 .. k - 1 */
  guint32 *sizes;  /* (k), none 0 */
  double *means;       /* (k, d): of the members' means */
  double *covariances; /* (k, d, d): WASSERSTEIN: their barycentre; else their mean */
  double *spreads;     /* (k, d, d): within and between: mean covariance and covariance of the means */
  double objective;    /* sum over Gaussians of the squared distance to their centre */
} WscClusters;

/* Of labels that are given (m), any numbers. `metric`: EUCLIDEAN, WASSERSTEIN or FUNCTION, of the objective; others are as EUCLIDEAN. */
WscClusters *wsc_clusters_new (const WscGaussians *gaussians, WscMetric metric, const double *weight, const guint32 *labels, GError **error);
WscClusters *wsc_clusters_ref (WscClusters *self);
void wsc_clusters_unref (WscClusters *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (WscClusters, wsc_clusters_unref)

typedef struct
{
  WscMetric metric; /* EUCLIDEAN, WASSERSTEIN or FUNCTION */
  guint restarts;   /* the best of so many k-means++ starts */
  guint64 seed;     /* streams "clusters.start" */
} WscKMeansSettings;

/* Lloyd's iterations until no label changes; under WASSERSTEIN the centre is mean and barycentre, and the objective never rises.
 * The result does not depend on the number of threads, nor, but for numbering, on the order of the Gaussians where starts find the same optimum.
 * Identical Gaussians are never torn apart into empty clusters: with fewer distinct ones than k, there are so many clusters.
 * Errors: RANGE (k is 0 or more than m, a metric that has no centres), NUMERIC, STOPPED. */
WscClusters *wsc_clusters_new_k_means (const WscGaussians *gaussians, const double *weight, guint k, const WscKMeansSettings *settings,
                                       const WscHook *hook, GError **error);
/* For every k of `counts` (n), sharing distances: array of WscClusters, freed with it. */
GPtrArray *wsc_clusters_new_k_means_all (const WscGaussians *gaussians, const double *weight, guint n, const guint *counts,
                                         const WscKMeansSettings *settings, const WscHook *hook, GError **error);

/* --- hierarchies --------------------------------------------------------------- */

typedef enum { WSC_LINKAGE_AVERAGE, WSC_LINKAGE_WARD } WscLinkage;
/* Leaves are clusters 0 .. m - 1; merge i makes cluster m + i of two earlier ones. */
typedef struct { guint32 a, b; double height; } WscMerge;
/* m - 1 merges, ascending in height, of distances (m, m); Ward's by Lance and Williams on their squares, its heights rooted. O(m^2). Caller frees. */
WscMerge *wsc_tree_new (guint m, const double *distances, WscLinkage linkage);
/* The partition into k clusters: labels (m), numbered in the order of first members. */
void wsc_tree_cut (const WscMerge *merges, guint m, guint k, guint32 *labels);

/* --- communities ----------------------------------------------------------------- */

typedef enum { WSC_OVERLAP_BHATTACHARYYA, WSC_OVERLAP_DISTANCE /* 1 / (1 + W2^2) */ } WscOverlap;
/* Immutable, atomically ref-counted. */
typedef struct
{
  gint ref_count;
  guint m, k;
  guint32 *labels;   /* (m), numbered in the order of first members */
  double *strength;  /* (m) sum of overlaps with the own community, over the sum of all */
  double modularity; /* as at resolution 1, whatever was asked for */
} WscCommunities;
/* Leiden (Traag, Waltman and van Eck 2019) on the graph of overlaps. More communities with a larger `resolution`.
 * Errors: RANGE (a resolution that is not above 0), NUMERIC, STOPPED. */
WscCommunities *wsc_communities_new (const WscGaussians *gaussians, WscOverlap overlap, double resolution, guint64 seed, const WscHook *hook, GError **error);
WscCommunities *wsc_communities_ref (WscCommunities *self);
void wsc_communities_unref (WscCommunities *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (WscCommunities, wsc_communities_unref)

/* --- how many ----------------------------------------------------------------------- */

typedef enum { WSC_COUNT_SILHOUETTE, WSC_COUNT_GAP, WSC_COUNT_MODULARITY } WscCountBy;
/* Immutable, atomically ref-counted. */
typedef struct
{
  gint ref_count;
  guint k;        /* what is proposed */
  char *reason;   /* translated */
  guint n;
  guint *counts;  /* (n) */
  double *scores; /* (n) of each count, larger is better; NaN where there is none */
  double *errors; /* (n) standard errors of the gap; NULL for the others */
} WscCount;
/* Over partitions (WscClusters), each of its own count. SILHOUETTE and MODULARITY (of overlaps 1 / (1 + distance^2)) need `distances`, GAP
 * `settings`; what is not needed may be NULL. GAP: against uniform draws in the box of the principal axes of the means (Tibshirani, Walther and
 * Hastie 2001), their covariances drawn from those there are. Errors: NUMERIC, STOPPED. */
WscCount *wsc_count_new (const WscGaussians *gaussians, const WscDistances *distances, GPtrArray *partitions, WscCountBy by,
                         const WscKMeansSettings *settings, const double *weight, const WscHook *hook, GError **error);
WscCount *wsc_count_ref (WscCount *self);
void wsc_count_unref (WscCount *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (WscCount, wsc_count_unref)

/* --- a circle ------------------------------------------------------------------------ */

/* Means around their centre, in the plane of their two widest directions. Immutable, atomically ref-counted. */
typedef struct
{
  gint ref_count;
  guint m;
  double share;    /* of the means' variance in that plane */
  double *angles;  /* (m) radians */
  double *radii;   /* (m) */
  guint n_lags;    /* m / 2 */
  double *autocorrelation; /* (n_lags) sum_j <m_j, m_{j + lag}> over the sum of squares, of centred means, for lags 1 .. n_lags, each by its number of pairs */
  guint period;    /* the lag of the first peak that comes near the highest, above what noise makes; 0 where there is none */
  double turn;     /* mean angle from one neuron to the next, radians; 2 pi over it is a period too */
} WscCircle;
WscCircle *wsc_circle_new (const WscGaussians *gaussians, GError **error);
WscCircle *wsc_circle_ref (WscCircle *self);
void wsc_circle_unref (WscCircle *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (WscCircle, wsc_circle_unref)

G_END_DECLS
