/* The last layer under MSE: forward, error, gradient and back for a few outputs at a time, so that what is between
 * them stays near. For input h (n, n_in), weights W (n_out, n_in), targets t (n, n_out):
 *
 *   z = h W' + b,  y = activation (z),  e = y - t,  loss += sum e^2,  d = e activation' (z)
 *   gW (+)= d' h,  gb (+)= sum_s d,  back = d W
 *
 * The factor 2 / (batch outputs) of all the gradients is left to the step. Overwrites gW, gb (or adds to them,
 * unless `first`) and back. Costs 3 n n_in n_out multiply-adds of vectors. */
#pragma once

#include "model/lanes-math.h"
#include "model/lanes-tiles.h"

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

static const Lane zero_lanes[1] = { LANES_OF (0.0f) };

/* Sums of columns: sum (+)= sum_s d[s, j]. */
static void
sum_rows (const Lane *d, gsize stride, gsize n, gsize width, gboolean first, Lane *sum)
{
  for (gsize j = 0; j < width; j++)
    {
      Lane total = first ? lane_of (0.0f) : sum[j];

      for (gsize s = 0; s < n; s++)
        total += d[s * stride + j];
      sum[j] = total;
    }
}

/* gW (+)= d' x: W (n_out, n_in) row-major. */
static void
add_weight_gradient (const Lane *d, gsize d_stride, const Lane *x, gsize x_stride, gsize n, gsize n_out, gsize n_in,
                     gboolean first, Lane *gradient)
{
  product_any ((Product) {
    .n_p = n_out, .n_q = n_in, .n_k = n,
    .a = { d, 1, d_stride },
    .b = { x, 1, x_stride },
    .start = { first ? zero_lanes : gradient, first ? 0 : n_in, first ? 0 : 1 },
    .c = gradient, .c_row = n_in, .c_column = 1,
  });
}

/* y = x W' + b before the activation. */
static void
affine (const Lane *x, gsize x_stride, gsize n, const Lane *weights, const Lane *bias, gsize n_out, gsize n_in, Lane *y,
        gsize y_stride)
{
  product_any ((Product) {
    .n_p = n, .n_q = n_out, .n_k = n_in,
    .a = { x, x_stride, 1 },
    .b = { weights, n_in, 1 },
    .start = { bias != NULL ? bias : zero_lanes, 0, bias != NULL ? 1 : 0 },
    .c = y, .c_row = y_stride, .c_column = 1,
  });
}

/* back (+)= d W. */
static void
add_back (const Lane *d, gsize d_stride, gsize n, const Lane *weights, gsize n_out, gsize n_in, gboolean first,
          Lane *back, gsize back_stride)
{
  product_any ((Product) {
    .n_p = n, .n_q = n_in, .n_k = n_out,
    .a = { d, d_stride, 1 },
    .b = { weights, 1, n_in },
    .start = { first ? zero_lanes : back, first ? 0 : back_stride, first ? 0 : 1 },
    .c = back, .c_row = back_stride, .c_column = 1,
  });
}

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

/* Softmax and cross-entropy on logits z (n, width), targets summing to 1 in each row:
 *
 *   loss += log sum_k e^z_k - sum_k t_k z_k;  z becomes softmax (z) - t, or softmax (z) where `targets` is NULL */
static void
softmax_rows (Lane *z, gsize stride, gsize n, gsize width, const Lane *targets, gsize target_stride, gboolean subtract,
              Lane *loss)
{
  for (gsize s = 0; s < n; s++, z += stride)
    {
      const Lane *t = targets != NULL ? targets + s * target_stride : NULL;
      Lane top = z[0], sum = lane_of (0.0f), match = lane_of (0.0f);

      for (gsize k = 1; k < width; k++)
        top = lane_max (z[k], top);
      for (gsize k = 0; k < width; k++)
        {
          const Lane logit = z[k] - top;

          if (t != NULL)
            match += t[k] * logit;
          z[k] = lane_exp (logit);
          sum += z[k];
        }
      if (t != NULL)
        *loss += lane_log (sum) - match;
      for (gsize k = 0; k < width; k++)
        z[k] = subtract ? z[k] / sum - t[k] : z[k] / sum;
    }
}
