/* gaussians: a data set that is a file of means and covariances: neurons as they are, and nothing to learn from.
 */
#pragma once

#include "data/data.h"

G_BEGIN_DECLS

/* Means (m, d) and covariances (m, d, d). FALSE for all other sources, and for stored data. */
gboolean wsc_dataset_get_gaussians (const WscDataset *self, guint *m, guint *d, const double **means, const double **covariances);

G_END_DECLS
