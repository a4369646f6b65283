/* Neurons, and the answers of the methods, in a results file. */
#pragma once

#include "tensors/h5.h"
#include "study/results-reader.h"
#include "study/study-private.h"

G_BEGIN_DECLS

/* `at`: the group, as "/neurons". */
void wsc_neurons_write (WscH5Writer *writer, const char *at, const WscNeurons *neurons);
WscNeurons *wsc_neurons_read (WscReader *reader, const char *at);
/* Under /estimates, numbered; the first one's neurons are /neurons. */
void wsc_estimates_write (WscH5Writer *writer, const GPtrArray *estimates);
void wsc_estimates_read (WscReader *reader, WscNeurons *first, GPtrArray *estimates);

G_END_DECLS
