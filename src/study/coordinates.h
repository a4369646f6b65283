/* coordinates: what the weights of a neuron are called. */
#pragma once

#include "study/study.h"

G_BEGIN_DECLS

/* Of weight i from 0 of neurons of d weights: "w₁ t+3" where it is the weight of a value of the window, "w₂ petal length" of a column,
 * "bias", else "w₁". `dataset` may be NULL. Caller frees. */
char *wsc_coordinate_dup_name (const WscStudy *study, const WscDataset *dataset, guint i, guint d);
/* Whether the first coordinates of neurons of d weights are the values of one window of the series, in order. */
gboolean wsc_coordinate_is_lag (const WscStudy *study, const WscDataset *dataset, guint d);

G_END_DECLS
