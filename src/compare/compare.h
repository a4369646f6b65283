/* compare: several methods' answers to what is known of the same neurons: each as neurons in one frame and one unit, what it found out on
 * its way, how far the answers lie apart, and how often they hold.
 */
#pragma once

#include "base/base.h"
#include "data/data.h"
#include "model/model.h"
#include "estimate/estimate.h"

G_BEGIN_DECLS

/* Immutable, atomically ref-counted. */
typedef struct
{
  gint ref_count;
  int method; /* WscMethod */
  char *key;  /* of what it was made from; the pipeline's */
  WscNeurons *neurons;
  WscNeurons *found; /* before they were aligned; NULL where that moved nothing */
  double residual; /* root-mean-square distance of the means to the first method's, once aligned to them; NaN for the first */
  gsize n_values, n_null, n_negative, n_floored, n_gauge;
  double *values;  /* (n_values) eigenvalues of the Hessian, ascending; NULL without one */
  double gradient; /* |grad F| where it was taken; NaN where there is none */
  guint n_epochs;
  double *fit, *kl; /* (n_epochs) nats a sample, of variational inference; else NULL */
  double prior_precision, noise_variance; /* NaN unless fitted or given */
  double *coverage; /* (m) share of networks on fresh noise inside the content region of 95 %; NULL unless calibrated */
  double *centred;  /* (m) the same with the region moved to the mean of those networks: its size and shape alone */
  guint n_fresh;
} WscEstimate;

/* Before anything is trained: whether networks of that architecture are not too large for the method. Errors: RANGE. */
gboolean wsc_estimate_check (WscMethod method, const WscDataset *dataset, const WscArchitecture *architecture,
                             const WscEstimateSettings *settings, GError **error);
/* From one network trained on the data as they are: `start` (p), or from an ensemble for the bootstrap. Errors: those of the method's
 * folder. `partial` (nullable) hears of the answer so far. */
typedef void (*WscEstimateArrived) (gpointer user_data, WscEstimate *so_far);
WscEstimate *wsc_estimate_new (WscMethod method, const WscDataset *dataset, const WscEnsemble *ensemble,
                               const WscTrainingSettings *training, const WscEstimateSettings *settings, guint64 seed,
                               const WscHook *hook, WscEstimateArrived arrived, gpointer user_data, GError **error);
WscEstimate *wsc_estimate_ref (WscEstimate *self);
void wsc_estimate_unref (WscEstimate *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (WscEstimate, wsc_estimate_unref)
/* Into the frame of `reference`: the kind of alignment that the activation allows, of units or of coordinates. A new value. */
WscEstimate *wsc_estimate_align (const WscEstimate *self, const WscEstimate *reference, const WscArchitecture *architecture,
                                 const WscEstimateSettings *settings);
/* As it was before alignment and calibration. A new value. */
WscEstimate *wsc_estimate_as_found (const WscEstimate *self);

double wsc_estimate_get_spectral_radius (const WscEstimate *self); /* the largest magnitude of its values; NaN without */

/* One neuron in two estimates. */
typedef struct
{
  double volume, axis_ratio; /* of the content region of `level`: its volume in d dimensions; longest over shortest half-axis */
  double angle;              /* degrees between the longest axes */
  double bures;              /* Wasserstein distance of the two Gaussians */
} WscComparison;
gboolean wsc_estimate_compare (const WscEstimate *self, const WscEstimate *reference, guint neuron, double level,
                               WscComparison *comparison, GError **error);

/* --- calibration ------------------------------------------------------------- */

/* Networks trained from the shared start on fresh noise over the series without noise: the neurons of each that was trained, (n_trained, m, d),
 * in the frame of `reference`. Errors: RANGE (the series without noise is not known), STOPPED, those of training. Caller frees. */
double *wsc_calibrate (const WscDataset *dataset, const WscArchitecture *architecture, const WscTrainingSettings *training,
                       const WscEstimateSettings *settings, guint64 seed, guint n_fresh, const WscEstimate *reference,
                       const WscHook *hook, guint *n_trained, GError **error);
/* The same estimate with the share of the fresh neurons that lie in each content region of 95 %. */
WscEstimate *wsc_estimate_with_coverage (const WscEstimate *self, guint n_fresh, const double *fresh);

G_END_DECLS
