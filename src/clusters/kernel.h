/* kernel: the inner loops over many small matrices and many points at once, one a lane (kernel.c, built for each
 * instruction set). Private to clusters.
 *
 * A covariance S is given by a factor, S = F F'. With A'B = U diag (s) V' for factors A and B,
 *
 *   tr (S_a^1/2 S_b S_a^1/2)^1/2 = sum s,   the nuclear norm, and   B V U'   is the factor of S_b that is nearest to A
 *
 * (Bhatia, Jain and Lim 2019), whether or not anything is singular. Singular values are those of A'B itself, not roots
 * of eigenvalues, and so have all their digits.
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

#define WSC_MAX_CLUSTER_LANES 8

typedef struct
{
  guint d, k;
  const double *centres; /* (k, d) */
} WscCentres;

/* Of each point. */
typedef struct
{
  guint32 *labels;           /* of the nearest centre */
  double *squares, *seconds; /* squared distances to it and to the one after it */
} WscNearest;

typedef struct
{
  const char *name;
  guint n_lanes;

  /* Doubles of scratch, aligned to 64 bytes, for the calls below. */
  gsize (*scratch_size) (guint d);
  /* norms[i] = nuclear norm of A_i' B_i, for i < n <= 2 n_lanes, (d, d) each. */
  void (*nuclear_norms) (guint d, guint n, const double *const *a, const double *const *b, double *scratch,
                         double *norms);
  /* aligned[i] (d, d), i < n <= n_lanes: the factor of S_b nearest to A_i. B_i becomes B_i V, another factor of the same, from which the next
   * call finds its way sooner where A_i has not changed much. */
  void (*align) (guint d, guint n, const double *const *a, double *const *b, double *scratch, double *aligned);
  /* For points in blocks (n_blocks, d, lanes), the last one filled up with anything finite: squared distances to their own
   * centres, and least[i] = min (least[i], |x_i - centre|^2) of a single one. */
  void (*measure_own) (const WscCentres *centres, gsize n_blocks, const double *blocks, const guint32 *labels,
                       double *squares);
  void (*reach) (const WscCentres *centres, gsize n_blocks, const double *blocks, double *least);
  /* For the n given points of `means` (…, d); d lanes of scratch. */
  void (*find_nearest) (const WscCentres *centres, guint n, const guint32 *points, const double *means, double *scratch,
                        WscNearest *nearest);
} WscClusterKernel;

extern const WscClusterKernel wsc_cluster_kernel_baseline;
#ifdef WSC_HAVE_X86_KERNELS
extern const WscClusterKernel wsc_cluster_kernel_avx2, wsc_cluster_kernel_avx512;
#endif
/* The widest that this machine runs. */
const WscClusterKernel *wsc_cluster_kernel (void);
/* The one of that name, or NULL where this machine does not run it. */
const WscClusterKernel *wsc_cluster_kernel_find (const char *name);

G_END_DECLS
