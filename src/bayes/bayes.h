/* bayes: distributions over the parameters of one network: variational inference (Graves 2011; Kingma and Welling
 * 2014), and SWAG, the Gaussian of an optimiser's path (Maddox, Izmailov, Garipov, Vetrov and Wilson 2019).
 *
 * Parameters are laid out as in model.h, p of them. Groups are sets of parameters that are correlated with each other
 * and independent of the rest: a neuron's incoming weights, or the columns out of a unit.
 */
#pragma once

#include "base/base.h"
#include "data/data.h"
#include "model/model.h"

G_BEGIN_DECLS

/* Disjoint sets of parameters. Borrowed; those in none are their own groups of one. */
typedef struct
{
  guint n;
  const gsize *sizes;        /* (n) */
  const gsize *const *items; /* (n) (sizes) places in the parameter block */
} WscParameterGroups;

/* A Gaussian: independent groups, those given and then each parameter in none of them, ascending. Free with
 * wsc_gaussian_free (). */
typedef struct
{
  gsize p;
  double *mean; /* (p) */
  guint n_groups;
  gsize *sizes; /* (n_groups) */
  gsize **items;
  double **covariance; /* (n_groups) (size, size); zero for a deterministic layer */
} WscGaussian;

void wsc_gaussian_free (WscGaussian *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (WscGaussian, wsc_gaussian_free)

/* --- variational inference -------------------------------------------------- */

typedef enum
{
  WSC_FAMILY_FULL,
  WSC_FAMILY_DIAGONAL,
  WSC_FAMILY_LOW_RANK
} WscFamily;

typedef struct
{
  int family;                    /* WscFamily: of each group, full by its Cholesky factor; low rank + diagonal */
  guint rank;                    /* of the low-rank part; smaller groups have their size */
  const gboolean *deterministic; /* (n_layers) of the architecture, or NULL */
  double beta;                   /* weight of the KL term, beside 1/n; 1 is Bayes' rule */
  double prior_precision;        /* alpha; 0: by evidence, re-estimated an epoch */
  double noise_variance;         /* of the likelihood for MSE, in scaled units; 0: fitted */
  double learning_rate;
  guint batch, epochs;
  guint64 seed;
} WscVariationalSettings;

/* Minimises, per sample, -E_q log p (y | x, w) + (beta / n) KL (q | N (0, I / alpha)) by the reparameterisation
 * w = m + L eps, Adam, from means `start` (p). The likelihood of a sample is Gaussian with the noise variance s2 for
 * each target value (MSE), or categorical (cross-entropy), so that n samples of it are the data.
 *
 * A step draws eps once and uses it with both signs. Standard deviations begin at (alpha + n / s2)^-1/2, what n samples
 * would leave of the prior for inputs of size 1. The step is constant for half of the run, then falls by half a cosine
 * to 3 % of itself; the result is the average over the last quarter of the steps. Rates are for m in its own unit and
 * for log s and L / s, which have none: 0.002 to 0.01 suits networks of scaled data.
 *
 * Fitted: s2 is the running mean of squared residuals over draws; alpha, an epoch, is the number of parameters with a
 * spread over the sum of m^2 and their variances. Deterministic layers have no spread and no prior; their means learn.
 */
typedef struct
{
  WscGaussian *gaussian;
  guint n_epochs;
  double *fit; /* (n_epochs) mean negative log likelihood a sample over the epoch's draws, in nats */
  double *kl;  /* (n_epochs) KL / n after it, in nats */
  double prior_precision, noise_variance; /* as given or fitted; 1 for the noise of classes */
} WscVariational;

/* Called an epoch on the caller's thread with what there is, borrowed; its arrays hold n_epochs values. */
typedef void (*WscVariationalArrived) (gpointer user_data, const WscVariational *so_far);
/* Fills `self`, which is all 0 where it fails. Groups may be NULL; a batch above n is n; indices NULL: 0..n-1. The hook
 * is asked a batch. Same seed, same bytes for any number of threads. Errors: RANGE (fewer than 2 samples, rank
 * outside 1..size of the largest group, negative beta, more than 4 GB …), NUMERIC (diverged, with the epoch and the
 * remedy), STOPPED. */
gboolean wsc_variational_run (WscVariational *self, const WscArchitecture *architecture, const WscSamples *samples,
                              const guint32 *indices, gsize n, const double *start, const WscParameterGroups *groups,
                              const WscVariationalSettings *settings, const WscHook *hook,
                              WscVariationalArrived arrived, gpointer user_data, GError **error);
void wsc_variational_clear (WscVariational *self);

/* --- SWAG --------------------------------------------------------------------- */

typedef struct
{
  double learning_rate; /* constant */
  guint batch, epochs;
  double burn_in; /* share of the epochs before iterates are collected */
  guint rank;     /* deviations kept for the low-rank part */
  guint64 seed;
} WscSwagSettings;

guint wsc_swag_count_iterates (const WscSwagSettings *self); /* the epochs after the burn-in */

/* Stochastic gradient descent on the training loss of model.h; an iterate is taken at the end of each epoch after the
 * burn-in. Mean of the iterates; covariance half diagonal, half low rank: (D + K K' / (rank - 1)) / 2, given as blocks
 * of `groups` (nullable), where D are the iterates' variances and K the last `rank` ones' deviations from their final
 * mean. Errors: RANGE (fewer than 2 samples, rank outside 2..number of iterates, burn-in outside 0..1, more than 4 GB
 * …), NUMERIC (diverged, with the epoch and the remedy), STOPPED. Same seed, same bytes for any number of threads. */
WscGaussian *wsc_swag_run (const WscArchitecture *architecture, const WscSamples *samples, const guint32 *indices,
                           gsize n, const double *start, const WscParameterGroups *groups,
                           const WscSwagSettings *settings, const WscHook *hook, GError **error);

G_END_DECLS
