/* What the tests of this folder share. */
#pragma once

#include "estimate/estimate.h"

G_BEGIN_DECLS

/* Numbers of tests/reference/NAME, whose lines that begin with # are left out. Free with g_free (). */
double *support_read (const char *name, gsize *n_rows, gsize *n_columns);
#define support_assert_near(a, b, absolute, relative)                                                                  \
  g_assert_cmpfloat_with_epsilon ((a), (b), 1e-300 + (absolute) + (relative) *ABS (b))

/* "20;3;20"; hidden layers with `activation`, an identity output. */
WscArchitecture support_architecture (const char *layers, WscActivation activation, gboolean bias);
/* Parameters (p) drawn from N (0, 1). */
float *support_network (const WscArchitecture *architecture, WscRandom *random);
/* All trained. parameters: (n, p). */
WscEnsemble *support_ensemble (const WscArchitecture *architecture, guint n, const float *parameters);
WscEstimateSettings support_settings (void);

/* A series, every window of it for training but the last `n_test`. */
WscDataset *support_series (const double *values, gsize n, guint window, gsize n_test);
/* Noise with a sine in it. */
WscDataset *support_sine (gsize n, double step, double noise, guint window);
/* n rows of `inputs` numbers, to be restored; the last `n_test` for tests. */
WscDataset *support_table (gsize n, guint inputs, gsize n_test);

G_END_DECLS
