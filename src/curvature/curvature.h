/* curvature: the loss of one network as a function of its parameters, in double: value, gradient, scores, Hessian, the search
 * for a stationary point, and the sandwich that all of them make (White 1980; Chen, Lee, Tong and Zhang 2020 for its online
 * forms).
 *
 * Parameters are laid out as in model.h. p of them, n samples.
 */
#pragma once

#include "base/base.h"
#include "data/data.h"
#include "model/model.h"

G_BEGIN_DECLS

/* --- the loss ------------------------------------------------------------ */

/* F (w) = factor mean_i S (w, i), S the architecture's loss of one sample as training has it: mean of squares over outputs, or
 * cross-entropy. Borrowed. */
typedef struct
{
  const WscArchitecture *architecture;
  const WscSamples *samples;
  const guint32 *indices; /* (n), repeats allowed */
  gsize n;
  double factor;
} WscObjective;

/* Each in blocks of samples over threads, summed in a fixed order: the same bytes for any number of threads. Errors: STOPPED. */
gboolean wsc_objective_get_gradient (const WscObjective *self, const double *parameters, const WscHook *hook, double *value,
                                     double *gradient /* (p) */, GError **error);
/* Scores factor grad S of samples first .. first + count - 1: (count, p). */
void wsc_objective_get_scores (const WscObjective *self, const double *parameters, gsize first, gsize count, double *scores);
typedef enum { WSC_HESSIAN_EXACT, WSC_HESSIAN_GAUSS_NEWTON } WscHessianKind;
/* H (p, p), symmetric, by the layers' structure: blocks of (second derivatives by pre-activations) x activations x activations. */
gboolean wsc_objective_get_hessian (const WscObjective *self, WscHessianKind kind, const double *parameters, const WscHook *hook,
                                    double *hessian, GError **error);
/* S (p, p) = (1/n) sum (g_i - mean)(g_i - mean)', and with lags > 0 the Bartlett-weighted covariances of neighbours in the order of
 * the samples (Newey and West 1987), for windows that overlap. Errors: RANGE (n or more lags), STOPPED. */
gboolean wsc_objective_get_score_covariance (const WscObjective *self, const double *parameters, guint lags, const WscHook *hook,
                                             double *covariance, GError **error);

/* --- a stationary point --------------------------------------------------- */

typedef struct
{
  guint iterations;
  double value_before, value_after;
  double gradient_before, gradient_after; /* |grad F|, its tangent part where layers are orthonormal */
  gboolean converged;
} WscPolish;

/* Full-batch limited-memory BFGS from `parameters`, on the Stiefel manifold where layers are orthonormal (tangent projection, polar
 * retraction), until |grad F| <= tolerance (1 + |F|) or max_iterations. Not converging is no error: the report says so. The hook is asked
 * every iteration. Errors: NUMERIC (not finite where it begins), STOPPED; `parameters` are the best so far. */
gboolean wsc_objective_polish (const WscObjective *self, guint max_iterations, double tolerance, double *parameters /* (p) */,
                               WscPolish *report, const WscHook *hook, GError **error);

/* --- directions ------------------------------------------------------------ */

/* Orthonormal rows. Free directions are those in which the parameters may move: all, or the tangent space of the orthonormal layers.
 * Gauge directions, within the free ones, change nothing that the network computes: ReLU scales; mixtures of identity units, or their
 * rotations beside orthonormal layers; one number added to all inputs of a softmax. For networks small enough for a full Hessian. */
typedef struct
{
  gsize p, n_free, n_gauge;
  double *free;  /* (n_free, p); NULL: all, the unit vectors */
  double *gauge; /* (n_gauge, p) */
} WscDirections;

void wsc_directions_init (WscDirections *self, const WscArchitecture *architecture, const double *parameters);
void wsc_directions_clear (WscDirections *self);

/* --- the sandwich ---------------------------------------------------------- */

typedef enum { WSC_BLOCKS_AUTO, WSC_BLOCKS_FULL, WSC_BLOCKS_LAYER, WSC_BLOCKS_NEURON } WscBlocks; /* auto: full up to 4096 parameters, else by layer, else by neuron */

typedef struct
{
  int hessian;   /* WscHessianKind */
  int blocks;    /* WscBlocks */
  guint lags;    /* HAC; 0: none */
  double floor;  /* eigenvalues of A below floor x the largest are raised to it, 1e-8 by default */
  gboolean conditional; /* inverses of the neurons' blocks, whatever `blocks` says, in place of (blocks of) the inverse */
} WscSandwichSettings;

/* The covariance of one network's parameters, of w itself (divided by n). A in the free space is the Riemannian Hessian: less the
 * Lagrange term, for the metric of the space around (methods 4.2; Absil, Mahony and Sepulchre 2008, 5.3). An eigenvalue of no more than
 * max (p, n) eps times the largest, by magnitude, is null: that direction is open, and not in the covariance. Gauge directions reach across
 * layers, so they are taken out of the one full block only. By neuron, an orthonormal layer is one block: its neurons do not
 * move alone. Free with wsc_sandwich_free (). */
typedef struct
{
  gsize p, n_blocks;
  gsize *size;           /* (n_blocks) */
  gsize **items;         /* (n_blocks) (size) each block's places in the parameter block, ascending */
  double **covariance;   /* (n_blocks) (size, size) */
  double **open;         /* (n_blocks) (size, size) projector onto directions that the data do not fix: gauge and null; or NULL */
  gsize n_values;
  double *values;        /* (n_values) eigenvalues of A in the free space without gauge, ascending; NULL where there is no A */
  gsize n_null, n_negative, n_floored, n_gauge; /* negative ones are raised to the floor too, but counted apart */
  double gradient;       /* |mean score|, its tangent part where layers are orthonormal */
} WscSandwich;

/* A^-1 S A^-1 / n at `parameters`. Errors: RANGE (p too large for `blocks` and memory, n < 2, n or more lags, the floor; with the numbers and
 * the way out), NUMERIC (nothing but null directions, or not finite), STOPPED. */
WscSandwich *wsc_sandwich_new (const WscObjective *objective, const double *parameters, const WscSandwichSettings *settings,
                               const WscHook *hook, GError **error);
/* From A and S that were accumulated elsewhere, (p, p) each, and the mean score (p) for the Lagrange term and the report. */
WscSandwich *wsc_sandwich_new_from (const WscArchitecture *architecture, const double *parameters, gsize n, const double *a,
                                    const double *s, const double *gradient, const WscSandwichSettings *settings, GError **error);
/* Whether either would begin, before there are parameters. Errors: RANGE (p too large, n < 2, the floor). */
gboolean wsc_sandwich_check (const WscArchitecture *architecture, gsize n, const WscSandwichSettings *settings, GError **error);
void wsc_sandwich_free (WscSandwich *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (WscSandwich, wsc_sandwich_free)

/* --- along the path of averaged SGD ----------------------------------------- */

typedef struct
{
  double learning_rate, decay; /* step t: learning_rate t^-decay, 1/2 < decay < 1 */
  guint batch, epochs;
  double burn_in;              /* share of the steps before anything is accumulated, 0..0.9 */
  guint n_batch_means;         /* 0: about the root of steps^(1 - decay), the number of times that iterates forget where they were */
  guint64 seed;
} WscPathSettings;

typedef struct
{
  double *mean;    /* (p) the averaged iterate; orthonormal layers retracted */
  WscSandwich *plug_in;     /* A_n and S_n accumulated at the iterates; NULL if not asked for */
  WscSandwich *batch_means; /* from means of stretches of growing length, without a Hessian; NULL if not asked for */
  double gradient; /* |grad F| at the mean, its tangent part */
} WscPath;

/* SGD from `start` (p), one network, orthonormal layers retracted. Batches are drawn with replacement (stream "curvature.path"), an epoch as
 * many as cover n samples: a shuffled epoch undoes its own noise, and batch means would not see it. Both covariances are for n samples,
 * however many were drawn, so that they compare with the offline sandwich. The plug-in sums over about 4 n samples at most.
 * Errors: NUMERIC (diverged, with the step), RANGE (a setting, lags with the plug-in, too few steps), STOPPED. */
gboolean wsc_path_run (WscPath *self, const WscObjective *objective, const double *start, const WscPathSettings *path,
                       const WscSandwichSettings *sandwich, gboolean plug_in, gboolean batch_means, const WscHook *hook, GError **error);
void wsc_path_clear (WscPath *self);

G_END_DECLS
