/* The last layer with one to four inputs, where the bottleneck of an autoencoder is: one pass over the samples for each pair
 * of outputs, whose weights and gradients stay in registers. 12 operations of 9 useful a sample and output at three
 * inputs; the equations are in lanes-last.h. */
#pragma once

#include "model/engine.h"
#include "model/lanes-simd.h"

typedef struct
{
  gsize n, n_in, n_out;
  WscActivation activation;
  const Lane *weights, *bias; /* bias NULL: none, here and below */
  const Lane *inputs;
  gsize input_stride;
  const Lane *targets;
  gsize target_stride;
  Lane *weight_gradient, *bias_gradient;
  Lane *back; /* NULL under the first layer */
  gsize back_stride;
  Lane *errors; /* (n, n_out), overwritten */
  gboolean first;
  Lane *loss;
} LastLayer;

/* Few inputs J and no activation: K outputs with weights and gradients in registers, one pass over the samples. */
INLINE void
last_narrow (const guint K, const guint J, const LastLayer *m, gsize k)
{
  Lane w[2][4], gw[2][4], b[2], gb[2], loss = *m->loss;
  const Lane *h = m->inputs, *t = m->targets + k;
  Lane *back = m->back;
  const gsize h_stride = m->input_stride, t_stride = m->target_stride, back_stride = m->back_stride;

#pragma GCC unroll 2
  for (guint i = 0; i < K; i++)
    {
      b[i] = m->bias != NULL ? m->bias[k + i] : lane_of (0.0f);
      gb[i] = m->first || m->bias_gradient == NULL ? lane_of (0.0f) : m->bias_gradient[k + i];
#pragma GCC unroll 4
      for (guint j = 0; j < J; j++)
        {
          w[i][j] = m->weights[(k + i) * J + j];
          gw[i][j] = m->first ? lane_of (0.0f) : m->weight_gradient[(k + i) * J + j];
        }
    }

  for (gsize s = m->n; s > 0; s--, h += h_stride, t += t_stride, back += back_stride)
    {
      Lane e[2];

#pragma GCC unroll 2
      for (guint i = 0; i < K; i++)
        {
          e[i] = b[i] - t[i];
#pragma GCC unroll 4
          for (guint j = 0; j < J; j++)
            e[i] += w[i][j] * h[j];
          loss += e[i] * e[i];
          gb[i] += e[i];
        }
#pragma GCC unroll 4
      for (guint j = 0; j < J; j++)
        {
          Lane d = back[j];

#pragma GCC unroll 2
          for (guint i = 0; i < K; i++)
            {
              gw[i][j] += e[i] * h[j];
              d += e[i] * w[i][j];
            }
          back[j] = d;
        }
    }

  *m->loss = loss;
#pragma GCC unroll 2
  for (guint i = 0; i < K; i++)
    {
      if (m->bias_gradient != NULL)
        m->bias_gradient[k + i] = gb[i];
#pragma GCC unroll 4
      for (guint j = 0; j < J; j++)
        m->weight_gradient[(k + i) * J + j] = gw[i][j];
    }
}

#define DEFINE_NARROW(J)                                                                                               \
  static void last_layer_narrow_##J (const LastLayer *m)                                                               \
  {                                                                                                                    \
    gsize k = 0;                                                                                                       \
    for (; k + 2 <= m->n_out; k += 2)                                                                                  \
      last_narrow (2, J, m, k);                                                                                        \
    if (k < m->n_out)                                                                                                  \
      last_narrow (1, J, m, k);                                                                                        \
  }
DEFINE_NARROW (1)
DEFINE_NARROW (2)
DEFINE_NARROW (3)
DEFINE_NARROW (4)
