/* The last layer under MSE: forward, error, gradient and back for a few outputs at a time, so that what is between
 * them stays near. For input h (n, n_in), weights W (n_out, n_in), targets t (n, n_out):
 *
 *   z = h W' + b,  y = activation (z),  e = y - t,  loss += sum e^2,  d = e activation' (z)
 *   gW (+)= d' h,  gb (+)= sum_s d,  back = d W
 *
 * The factor 2 / (batch outputs) of all the gradients is left to the step. Overwrites gW, gb (or adds to them,
 * unless `first`) and back. Costs 3 n n_in n_out multiply-adds of vectors. */
#pragma once

#include "model/lanes-layer.h"
#include "model/lanes-math.h"
#include "model/lanes-narrow.h"

/* From z in m->errors (n, width): the loss, and d in its place. About 10 operations an output more for tanh. */
INLINE void
errors_as (const WscActivation activation, const LastLayer *m, gsize k, gsize width)
{
  Lane loss = *m->loss;

  for (gsize s = 0; s < m->n; s++)
    for (gsize j = 0; j < width; j++)
      {
        const Lane y = lane_activate (activation, m->errors[s * width + j]);
        const Lane e = y - m->targets[s * m->target_stride + k + j];

        loss += e * e;
        m->errors[s * width + j] = lane_slope (activation, y, e);
      }
  *m->loss = loss;
}

static void
errors_of (const LastLayer *m, gsize k, gsize width)
{
  switch (m->activation)
    {
    case WSC_TANH:
      errors_as (WSC_TANH, m, k, width);
      break;
    case WSC_SIGMOID:
      errors_as (WSC_SIGMOID, m, k, width);
      break;
    case WSC_RELU:
      errors_as (WSC_RELU, m, k, width);
      break;
    case WSC_IDENTITY:
    default:
      errors_as (WSC_IDENTITY, m, k, width);
      break;
    }
}

/* Gradients from the errors of outputs k … k + width - 1, (n, width) in m->errors. */
static void
last_back (const LastLayer *m, gsize k, gsize width)
{
  const Lane *weights = m->weights + k * m->n_in;

  add_weight_gradient (m->errors, width, m->inputs, m->input_stride, m->n, width, m->n_in, m->first,
                       m->weight_gradient + k * m->n_in);
  if (m->bias_gradient != NULL)
    sum_rows (m->errors, width, m->n, width, m->first, m->bias_gradient + k);
  if (m->back != NULL)
    add_back (m->errors, width, m->n, weights, width, m->n_in, k == 0, m->back, m->back_stride);
}

/* Any shape: blocks of outputs whose errors stay in the first cache. */
static void
last_layer_wide (const LastLayer *m)
{
  const gsize width = MIN (MAX (256 / m->n, 8), m->n_out);

  for (gsize k = 0; k < m->n_out; k += width)
    {
      const gsize w = MIN (width, m->n_out - k);

      affine (m->inputs, m->input_stride, m->n, m->weights + k * m->n_in, m->bias != NULL ? m->bias + k : NULL, w,
              m->n_in, m->errors, w);
      errors_of (m, k, w);
      last_back (m, k, w);
    }
}

static void
last_layer (const LastLayer *m)
{
  static void (*const narrow[]) (const LastLayer *) = { last_layer_narrow_1, last_layer_narrow_2, last_layer_narrow_3,
                                                        last_layer_narrow_4 };

  if (m->n_in > G_N_ELEMENTS (narrow) || m->activation != WSC_IDENTITY || m->back == NULL)
    {
      last_layer_wide (m);
      return;
    }
  for (gsize s = 0; s < m->n; s++)
    for (gsize j = 0; j < m->n_in; j++)
      m->back[s * m->back_stride + j] = lane_of (0.0f);
  narrow[m->n_in - 1](m);
}
