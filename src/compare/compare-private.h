/* What the files of this folder share. */
#pragma once

#include "compare/compare.h"
#include "bayes/bayes.h"
#include "curvature/curvature.h"

G_BEGIN_DECLS

/* What a method starts from: one network and the samples that it learned from. Borrowed but for what is marked. */
typedef struct
{
  const WscDataset *dataset;
  const WscArchitecture *architecture;
  const WscTrainingSettings *training;
  const WscEstimateSettings *settings;
  guint64 seed;
  WscSamples samples;
  const guint32 *train; /* (n) */
  gsize n, p;
  guint m, d;
  gsize *places;        /* (m, d), owned */
  double *start;        /* (p), owned */
} WscBase;

gboolean wsc_base_init (WscBase *self, const WscDataset *dataset, const WscEnsemble *ensemble, const WscTrainingSettings *training,
                        const WscEstimateSettings *settings, guint64 seed, GError **error);
void wsc_base_clear (WscBase *self);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (WscBase, wsc_base_clear)

/* Empty, with NaN for every number. */
WscEstimate *wsc_estimate_alloc (WscMethod method);
/* A Gaussian of the parameters: independent blocks of them. Borrowed. */
typedef struct
{
  gsize n;
  gsize *const *items;        /* (n) (sizes) places in the parameter block */
  const gsize *sizes;         /* (n) */
  double *const *covariances; /* (n) (size, size) */
  double *const *open;        /* (n) (size, size) projectors onto directions without an end, some or all NULL */
} WscParameterBlocks;

/* The neurons of a mean (p) and such blocks, covariances times `scale`. */
WscNeurons *wsc_neurons_from_blocks (const WscBase *base, const double *mean, const WscParameterBlocks *blocks, double scale);

/* One method each; they fill `estimate`. */
gboolean wsc_estimate_by_sandwich (WscEstimate *estimate, const WscBase *base, const WscHook *hook, GError **error);
gboolean wsc_estimate_by_path (WscEstimate *estimate, const WscBase *base, const WscHook *hook, GError **error);
gboolean wsc_estimate_by_variation (WscEstimate *estimate, const WscBase *base, const WscHook *hook, WscEstimateArrived arrived,
                                    gpointer user_data, GError **error);
gboolean wsc_estimate_by_swag (WscEstimate *estimate, const WscBase *base, const WscHook *hook, GError **error);

/* The same answer with other neurons, ref'd, and without coverage. */
WscEstimate *wsc_estimate_with_neurons (const WscEstimate *self, WscNeurons *neurons);
/* Adds a warning to the neurons. */
void wsc_estimate_warn (WscEstimate *self, const char *format, ...) G_GNUC_PRINTF (2, 3);

G_END_DECLS
