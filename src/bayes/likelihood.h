/* The likelihood of one network, and its gradient, for a few samples at a time. */
#pragma once

#include "bayes/bayes.h"

G_BEGIN_DECLS

#define WSC_CHUNK 16 /* samples that are gone through together */

/* Values of a layer are (units, WSC_CHUNK): the samples lie side by side, so that every product of the network is a
 * weight times a few vectors, and nothing depends on the machine's instruction set. */
typedef struct
{
  const WscArchitecture *architecture; /* borrowed, as the samples are */
  const WscSamples *samples;
  gsize p;
  gsize n;                      /* samples loaded */
  float *inputs;                /* (inputs, chunk) */
  float *targets;               /* (outputs, chunk) */
  float *units[WSC_MAX_LAYERS]; /* (outputs of layer l, chunk) */
  float *delta[2];              /* (widest layer, chunk) */
} WscLikelihood;

void wsc_likelihood_init (WscLikelihood *self, const WscArchitecture *architecture, const WscSamples *samples);
void wsc_likelihood_clear (WscLikelihood *self);

/* Takes up the samples rows[0..n-1], n at most WSC_CHUNK. */
void wsc_likelihood_load (WscLikelihood *self, const guint32 *rows, gsize n);

/* The sum over the loaded samples of the squared differences of all outputs (MSE), or of the cross-entropy in nats. */
double wsc_likelihood_get_error (WscLikelihood *self, const float *parameters /* (p) */);

/* The same, and adds to `gradient` (p) its derivative times `scale`; squares count half, so that 1 / s2 gives the
 * derivative of the Gaussian negative log likelihood, and 1 that of cross-entropy. */
double wsc_likelihood_add_gradient (WscLikelihood *self, const float *parameters, float scale, float *gradient);

G_END_DECLS
