/* Forward and back through one network with the samples side by side: four vectors of four. Vectors of 16 bytes are
 * in every processor of today, so the bytes of a result are the same on all of one kind. */
#include "bayes/likelihood.h"

#include <math.h>
#include <string.h>

typedef float Four __attribute__ ((vector_size (16)));
#define FOURS (WSC_CHUNK / 4)

static float *
chunks_new (gsize width)
{
  return g_aligned_alloc0 (MAX (width, 1), WSC_CHUNK * sizeof (float), 64);
}

void
wsc_likelihood_init (WscLikelihood *self, const WscArchitecture *architecture, const WscSamples *samples)
{
  gsize widest = 0;

  *self = (WscLikelihood){ .architecture = architecture, .samples = samples };
  self->p = wsc_architecture_get_n_parameters (architecture);
  self->inputs = chunks_new (architecture->sizes[0]);
  self->targets = chunks_new (architecture->sizes[architecture->n_layers]);
  for (guint l = 0; l < architecture->n_layers; l++)
    {
      self->units[l] = chunks_new (architecture->sizes[l + 1]);
      widest = MAX (widest, architecture->sizes[l + 1]);
    }
  for (guint i = 0; i < 2; i++)
    self->delta[i] = chunks_new (widest);
}

void
wsc_likelihood_clear (WscLikelihood *self)
{
  g_aligned_free (self->inputs);
  g_aligned_free (self->targets);
  for (guint l = 0; l < WSC_MAX_LAYERS; l++)
    g_aligned_free (self->units[l]);
  for (guint i = 0; i < 2; i++)
    g_aligned_free (self->delta[i]);
  *self = (WscLikelihood){ 0 };
}

static void
gather (const float *values, gsize step, gsize width, const guint32 *rows, gsize n, float *x)
{
  for (gsize s = 0; s < n; s++)
    {
      const float *from = values + rows[s] * step;

      for (gsize i = 0; i < width; i++)
        x[i * WSC_CHUNK + s] = from[i];
    }
}

/* Places of a chunk that is not full keep what was there: finite numbers, whose deltas are made 0. */
void
wsc_likelihood_load (WscLikelihood *self, const guint32 *rows, gsize n)
{
  const WscSamples *samples = self->samples;

  g_return_if_fail (n <= WSC_CHUNK);

  self->n = n;
  gather (samples->inputs, samples->input_step, samples->n_inputs, rows, n, self->inputs);
  gather (samples->targets, samples->target_step, samples->n_targets, rows, n, self->targets);
}

/* --- products ------------------------------------------------------------- */

/* y[j] = b[j] + sum over i of w[j * row + i * item] x[i]; b may be NULL. */
static void
multiply (const float *w, gsize row, gsize item, const float *b, gsize n_out, gsize n_in, const float *inputs,
          float *outputs)
{
  const Four *x = (const Four *) inputs;
  Four *y = (Four *) outputs;

  for (gsize j = 0; j < n_out; j++, w += row, y += FOURS)
    {
      const float start = b != NULL ? b[j] : 0.0f;
      Four y0 = { start, start, start, start }, y1 = y0, y2 = y0, y3 = y0;

      for (gsize i = 0; i < n_in; i++)
        {
          const float k = w[i * item];

          y0 += k * x[i * FOURS];
          y1 += k * x[i * FOURS + 1];
          y2 += k * x[i * FOURS + 2];
          y3 += k * x[i * FOURS + 3];
        }
      y[0] = y0;
      y[1] = y1;
      y[2] = y2;
      y[3] = y3;
    }
}

static inline float
sum_of (Four x)
{
  return (x[0] + x[1]) + (x[2] + x[3]);
}

/* g[j, i] += sum over samples of delta[j] x[i] */
static void
add_products (const float *deltas, gsize n_out, const float *inputs, gsize n_in, float *g)
{
  const Four *d = (const Four *) deltas, *x = (const Four *) inputs;

  for (gsize j = 0; j < n_out; j++, d += FOURS, g += n_in)
    {
      const Four d0 = d[0], d1 = d[1], d2 = d[2], d3 = d[3];

      for (gsize i = 0; i < n_in; i++)
        g[i] += sum_of ((d0 * x[i * FOURS] + d1 * x[i * FOURS + 1]) + (d2 * x[i * FOURS + 2] + d3 * x[i * FOURS + 3]));
    }
}

static void
add_sums (const float *deltas, gsize n_out, float *g)
{
  const Four *d = (const Four *) deltas;

  for (gsize j = 0; j < n_out; j++, d += FOURS)
    g[j] += sum_of ((d[0] + d[1]) + (d[2] + d[3]));
}

/* --- activations ------------------------------------------------------------ */

static void
activate (WscActivation activation, float *y, gsize n)
{
  switch (activation)
    {
    case WSC_TANH:
      for (gsize i = 0; i < n; i++)
        y[i] = tanhf (y[i]);
      break;
    case WSC_SIGMOID:
      for (gsize i = 0; i < n; i++)
        y[i] = 1.0f / (1.0f + expf (-y[i]));
      break;
    case WSC_RELU: /* not a number stays so */
      for (gsize i = 0; i < n; i++)
        y[i] = y[i] < 0.0f ? 0.0f : y[i];
      break;
    case WSC_IDENTITY:
    default:
      break;
    }
}

/* delta *= the activation's slope, from its value y */
static void
multiply_by_slope (WscActivation activation, const float *y, float *delta, gsize n)
{
  switch (activation)
    {
    case WSC_TANH:
      for (gsize i = 0; i < n; i++)
        delta[i] *= 1.0f - y[i] * y[i];
      break;
    case WSC_SIGMOID:
      for (gsize i = 0; i < n; i++)
        delta[i] *= y[i] - y[i] * y[i];
      break;
    case WSC_RELU:
      for (gsize i = 0; i < n; i++)
        delta[i] = y[i] > 0.0f ? delta[i] : 0.0f;
      break;
    case WSC_IDENTITY:
    default:
      break;
    }
}

/* --- through the network ------------------------------------------------------ */

static void
forward (WscLikelihood *self, const float *parameters)
{
  const WscArchitecture *a = self->architecture;
  const float *x = self->inputs;

  for (guint l = 0; l < a->n_layers; l++)
    {
      const gsize n_in = a->sizes[l], n_out = a->sizes[l + 1];
      const float *w = parameters + wsc_architecture_get_weight_offset (a, l);

      multiply (w, n_in, 1, a->bias ? w + n_out * n_in : NULL, n_out, n_in, x, self->units[l]);
      activate (a->activation[l], self->units[l], n_out * WSC_CHUNK);
      x = self->units[l];
    }
}

/* delta = scale (y - target); the sum of squares. */
static double
compare_values (const WscLikelihood *self, const float *y, float scale, float *delta)
{
  const gsize n_out = self->architecture->sizes[self->architecture->n_layers];
  float sums[WSC_CHUNK] = { 0 };
  double total = 0.0;

  for (gsize k = 0; k < n_out * WSC_CHUNK; k += WSC_CHUNK)
    for (gsize s = 0; s < WSC_CHUNK; s++)
      {
        const float e = y[k + s] - self->targets[k + s];

        sums[s] += e * e;
        delta[k + s] = scale * e;
      }
  for (gsize s = 0; s < self->n; s++)
    total += (double) sums[s];
  return total;
}

/* delta = scale (softmax (y) - target); the sum of -target' log softmax (y). */
static double
compare_classes (const WscLikelihood *self, const float *y, float scale, float *delta)
{
  const gsize n_out = self->architecture->sizes[self->architecture->n_layers];
  double total = 0.0;

  for (gsize s = 0; s < self->n; s++)
    {
      float top = y[s], sum = 0.0f, match = 0.0f;

      for (gsize k = s; k < n_out * WSC_CHUNK; k += WSC_CHUNK)
        top = y[k] > top ? y[k] : top;
      for (gsize k = s; k < n_out * WSC_CHUNK; k += WSC_CHUNK)
        {
          delta[k] = expf (y[k] - top);
          sum += delta[k];
          match += self->targets[k] * (y[k] - top);
        }
      for (gsize k = s; k < n_out * WSC_CHUNK; k += WSC_CHUNK)
        delta[k] = scale * (delta[k] / sum - self->targets[k]);
      total += (double) (logf (sum) - match);
    }
  return total;
}

static double
compare (const WscLikelihood *self, float scale, float *delta)
{
  const WscArchitecture *a = self->architecture;
  const float *y = self->units[a->n_layers - 1];

  return a->loss == WSC_LOSS_CROSS_ENTROPY ? compare_classes (self, y, scale, delta)
                                           : compare_values (self, y, scale, delta);
}

/* Samples that are not there say nothing. */
static void
clear_rest (const WscLikelihood *self, float *delta)
{
  const gsize n_out = self->architecture->sizes[self->architecture->n_layers];

  if (self->n == WSC_CHUNK)
    return;
  for (gsize k = 0; k < n_out; k++)
    memset (delta + k * WSC_CHUNK + self->n, 0, (WSC_CHUNK - self->n) * sizeof (float));
}

static void
back (WscLikelihood *self, const float *parameters, float *gradient)
{
  const WscArchitecture *a = self->architecture;
  float *delta = self->delta[0], *below = self->delta[1];

  for (guint l = a->n_layers; l-- > 0;)
    {
      const gsize n_in = a->sizes[l], n_out = a->sizes[l + 1], at = wsc_architecture_get_weight_offset (a, l);
      const float *x = l > 0 ? self->units[l - 1] : self->inputs;
      float *next = below;

      multiply_by_slope (a->activation[l], self->units[l], delta, n_out * WSC_CHUNK);
      add_products (delta, n_out, x, n_in, gradient + at);
      if (a->bias)
        add_sums (delta, n_out, gradient + at + n_out * n_in);
      if (l == 0)
        break;
      multiply (parameters + at, 1, n_in, NULL, n_in, n_out, delta, next);
      below = delta;
      delta = next;
    }
}

double
wsc_likelihood_get_error (WscLikelihood *self, const float *parameters)
{
  forward (self, parameters);
  return compare (self, 0.0f, self->delta[0]);
}

double
wsc_likelihood_add_gradient (WscLikelihood *self, const float *parameters, float scale, float *gradient)
{
  double error;

  forward (self, parameters);
  error = compare (self, scale, self->delta[0]);
  clear_rest (self, self->delta[0]);
  back (self, parameters, gradient);
  return error;
}
