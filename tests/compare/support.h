/* What the tests of this folder share. */
#pragma once

#include "compare/compare-private.h"
#include "estimate/support.h"

G_BEGIN_DECLS

/* An estimate of m neurons in d dimensions; all copied. */
WscEstimate *make_estimate (guint m, guint d, const double *means, const double *covariances);
WscComparison compare_at (const WscEstimate *self, const WscEstimate *reference, guint neuron, double level);

/* What the methods ask for, all of it small: 16 epochs, and the other options as a new study has them. */
WscTrainingSettings make_training (void);
WscEstimateSettings make_settings (void);

/* n rows of d normal inputs; targets are `outputs` sums of them with noise, whose deviation grows with the first input.
 */
WscDataset *make_regression (gsize n, guint d, guint outputs, double noise);
/* A sine without noise and with, of step `step`, each value foretold by the `window` values before it. */
WscDataset *make_forecast (gsize n, guint window, double step, double noise, guint64 seed);

typedef struct
{
  WscDataset *dataset;
  WscArchitecture architecture;
  WscTrainingSettings training;
  WscEstimateSettings settings;
  WscEnsemble *one; /* trained on the data as they are; NULL until it is */
} Problem;

Problem *problem_new (WscDataset *dataset /* taken */, const char *layers, WscActivation activation, gboolean bias);
void problem_free (Problem *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Problem, problem_free)

/* Trains what it needs. */
WscEstimate *problem_try (Problem *self, WscMethod method, const WscHook *hook, GError **error);
WscEstimate *problem_estimate (Problem *self, WscMethod method, guint n_threads);
void assert_refused (Problem *self, WscMethod method, WscErrorCode code, const char *message);

/* No number is NaN, covariances are symmetric and nowhere negative. */
void assert_sound (const WscEstimate *self);
gboolean has_warning (const WscEstimate *self, const char *part);
const char *get_method_name (WscMethod method);

G_END_DECLS
