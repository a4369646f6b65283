#pragma once

#include "clusters/clusters.h"
#include "clusters/kernel.h"

G_BEGIN_DECLS

/* --- many small matrices --------------------------------------------------- */

/* A kernel and its scratch, for one thread. */
typedef struct
{
  const WscClusterKernel *kernel;
  guint d;
  double *work;
} WscBatcher;

/* `matrices`: for more than `find_nearest`. */
void wsc_batcher_init (WscBatcher *self, guint d, gboolean matrices);
void wsc_batcher_clear (WscBatcher *self);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (WscBatcher, wsc_batcher_clear)

/* A Gaussian by a factor of its covariance, S = F F'. Borrowed. */
typedef struct
{
  const double *mean;   /* (d) */
  const double *factor; /* (d, d); NULL: zero */
  double trace;         /* of S */
} WscFactored;

/* squares[i] = W2^2 of a_i and b_i, exactly 0 where they are equal. `covariance_terms` (n) may be NULL. */
void wsc_batcher_wasserstein (WscBatcher *self, gsize n, const WscFactored *a, const WscFactored *b, double *squares,
                              double *covariance_terms);

/* The symmetric root of a covariance (d, d), its eigenvalues clipped where rounding decides them, and its trace. */
gboolean wsc_factor (guint d, const double *covariance, double *factor, double *trace, GError **error);
/* S = F F' */
void wsc_unfactor (guint d, const double *factor, double *covariance);

/* Barycentres of n groups of covariances at once. */
typedef struct
{
  guint n;
  const guint *begin;           /* (n + 1) members of group g: begin[g] ... begin[g + 1] - 1 */
  const double *const *factors; /* of all members, symmetric roots */
  const double *weights;        /* of all members, in each group of sum 1 */
  double *const *turned;        /* of all members: factors of the same, as `align` leaves them; the nearer they were left to where
                                   the groups are now, the sooner it goes */
} WscGroups;

/* From the mean of the factors, or from `centres` where these are of the same members already, (n, d, d) `centres` take at
 * most `max_steps` of the fixed point, F = sum w_i (the factor of S_i nearest to F), each of which lowers the objective.
 * settled (n): it has moved by less than `tolerance` of its length. */
void wsc_batcher_barycentres (WscBatcher *self, const WscGroups *groups, gboolean from_centres, guint max_steps,
                              double tolerance, double *centres, gboolean *settled);
#define WSC_BARYCENTRE_STEPS 500
#define WSC_BARYCENTRE_TOLERANCE 1e-13

/* --- points ----------------------------------------------------------------- */

/* Distinct Gaussians in an order that depends on their numbers alone, so that nothing found among them depends on the
 * order they were given in. For EUCLIDEAN and FUNCTION they are their means. */
typedef struct
{
  guint m, n, d;
  WscMetric metric;
  guint32 *order;    /* (m) Gaussians, sorted */
  guint32 *point_of; /* (m) of each Gaussian */
  double *weights;   /* (n) how many Gaussians are there */
  double *means;     /* (n, d); FUNCTION: turned and scaled so that distances are Euclidean */
  double *factors;   /* (n, d, d) symmetric roots; NULL: all zero */
  double *traces;    /* (n) of the covariances */
  double *blocks;    /* (n / lanes, d, lanes) the means, as the kernel takes them */
  double *table;     /* (n, n) squared distances; NULL until wsc_points_measure () */
} WscPoints;

/* Errors: NUMERIC, STOPPED. */
WscPoints *wsc_points_new (const WscGaussians *gaussians, WscMetric metric, const double *weight, WscLoop *loop, GError **error);
void wsc_points_free (WscPoints *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (WscPoints, wsc_points_free)
void wsc_points_measure (WscPoints *self, WscLoop *loop); /* fills `table`, unless it is stopped */
WscFactored wsc_points_get (const WscPoints *self, guint point);

gboolean wsc_gaussians_check (const WscGaussians *gaussians, GError **error);
/* Gaussians in an order of their numbers alone. */
guint32 *wsc_gaussians_sort (const WscGaussians *gaussians);
/* squares (m, m) of the distances. */
gboolean wsc_distance_squares (const WscPoints *points, double *squares, double *covariance_share, WscLoop *loop);

/* The values (m, m) of BHATTACHARYYA and MAHALANOBIS. */
gboolean wsc_distances_measure_scaled (WscDistances *self, const WscGaussians *gaussians, WscLoop *loop, GError **error);

/* --- k-means ------------------------------------------------------------------ */

/* One run of Lloyd's. */
typedef struct
{
  guint k;
  guint32 *labels; /* (n) of the points */
  double objective;
  GArray *history; /* double, the objective after each assignment; NULL: not kept */
} WscPartition;

/* k-means++ (Arthur and Vassilvitskii 2007): points (k); fewer are found where no more differ. */
guint wsc_start_k_means (const WscPoints *points, guint k, WscRandom *random, guint32 *starts);
/* From centres at points `starts` (k) until no label changes. */
void wsc_lloyd_points (const WscPoints *points, const guint32 *starts, WscPartition *partition);
void wsc_lloyd_wasserstein (const WscPoints *points, const guint32 *starts, WscPartition *partition);
/* The point that is farthest from its centre (its distance in `upper`) and not alone there, or n. */
guint wsc_farthest_point (guint n, const double *upper, const guint32 *labels, const guint32 *sizes);

/* labels (m) numbered anew in the order of first members; how many there are. */
guint wsc_number_labels (guint m, guint32 *labels);
WscClusters *wsc_clusters_of_points (const WscGaussians *gaussians, const WscPoints *points, const guint32 *labels);

/* --- overlaps ------------------------------------------------------------------- */

double *wsc_overlaps_new (const WscGaussians *gaussians, WscOverlap overlap, const WscHook *hook, GError **error);
/* sum over communities of (inner weight / all) - (strength / all)^2. */
double wsc_modularity (guint m, const double *overlaps, const guint32 *labels);
/* labels (m) by Leiden's algorithm on the graph of overlaps (m, m). */
gboolean wsc_leiden (guint m, const double *overlaps, double resolution, guint64 seed, guint32 *labels, GError **error);

/* --- how many --------------------------------------------------------------------- */

/* The gap statistic of each count and its standard error. */
gboolean wsc_gap_statistics (const WscGaussians *gaussians, const double *weight, GPtrArray *partitions,
                             const WscKMeansSettings *settings, const WscHook *hook, WscCount *count, GError **error);

G_END_DECLS
