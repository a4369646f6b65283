/* Samples through a network and back, many at a time: activations with their first two derivatives, and the derivatives
 * of each sample's loss by the pre-activations (Rumelhart, Hinton and Williams 1986). */
#include "curvature/curvature-private.h"

#include <cblas.h>
#include <math.h>
#include <string.h>

static gsize
row_size (const WscNet *net)
{
  gsize size = 1 + net->width[0];

  for (guint l = 0; l < net->n_layers; l++)
    size += net->width[l + 1] + 4 * (gsize) net->units[l];
  return size;
}

void
wsc_pass_init (WscPass *self, const WscNet *net, gsize capacity)
{
  double *at;

  *self = (WscPass){ .capacity = capacity, .memory = g_malloc_n (capacity * row_size (net), sizeof (double)) };
  at = self->memory;
  for (guint l = 0; l <= net->n_layers; l++)
    {
      self->y[l] = at;
      at += capacity * net->width[l];
    }
  for (guint l = 0; l < net->n_layers; l++)
    {
      double **const arrays[] = { &self->slope[l], &self->curve[l], &self->behind[l], &self->delta[l] };

      for (guint i = 0; i < G_N_ELEMENTS (arrays); i++, at += capacity * net->units[l])
        *arrays[i] = at;
    }
  self->loss = at;
}

void
wsc_pass_clear (WscPass *self)
{
  g_clear_pointer (&self->memory, g_free);
}

/* --- forward --------------------------------------------------------------- */

static void
load (const WscPass *self, const WscNet *net, const WscObjective *objective, gsize first, gsize row, gsize count)
{
  const gsize in = net->architecture->sizes[0], width = net->width[0];

  for (gsize r = 0; r < count; r++)
    {
      const float *x = objective->samples->inputs + objective->indices[first + r] * objective->samples->input_step;
      double *y = self->y[0] + (row + r) * width;

      for (gsize j = 0; j < in; j++)
        y[j] = (double) x[j];
      if (width > in)
        y[in] = 1.0;
    }
}

/* z in `y` becomes the activation; its derivatives follow from the activation. */
static void
activate (WscActivation activation, gsize n, double *y, double *slope, double *curve)
{
  for (gsize i = 0; i < n; i++)
    {
      double v = y[i], s = 1.0, c = 0.0;

      if (activation == WSC_TANH)
        {
          v = tanh (v);
          s = 1.0 - v * v;
          c = -2.0 * v * s;
        }
      else if (activation == WSC_SIGMOID)
        {
          v = 1.0 / (1.0 + exp (-v));
          s = v * (1.0 - v);
          c = s * (1.0 - 2.0 * v);
        }
      else if (activation == WSC_RELU)
        {
          s = v > 0.0;
          v = v > 0.0 ? v : 0.0;
        }
      y[i] = v;
      slope[i] = s;
      curve[i] = c;
    }
}

static void
forward (const WscPass *self, const WscNet *net, guint l, gsize row, gsize count)
{
  const gsize units = net->units[l], width = net->width[l], next = net->width[l + 1];
  double *y = self->y[l + 1] + row * next;

  cblas_dgemm (CblasRowMajor, CblasNoTrans, CblasTrans, (blasint) count, (blasint) units, (blasint) width, 1.0,
               self->y[l] + row * width, (blasint) width, net->weights + net->first[l], (blasint) width, 0.0, y,
               (blasint) next);
  for (gsize r = row; r < row + count; r++, y += next)
    {
      activate (net->architecture->activation[l], units, y, self->slope[l] + r * units, self->curve[l] + r * units);
      if (next > units)
        y[units] = 1.0;
    }
}

/* --- the loss and backward ------------------------------------------------- */

/* z becomes softmax (z); returns log sum exp (z). */
static double
softmax (gsize n, double *z)
{
  double top = z[0], sum = 0.0;

  for (gsize k = 1; k < n; k++)
    top = MAX (top, z[k]);
  for (gsize k = 0; k < n; k++)
    sum += z[k] = exp (z[k] - top);
  for (gsize k = 0; k < n; k++)
    z[k] /= sum;
  return top + log (sum);
}

static double
cross_entropy (gsize n, const float *target, double *y, double *behind)
{
  double match = 0.0, normaliser;

  for (gsize k = 0; k < n; k++)
    match += (double) target[k] * y[k];
  normaliser = softmax (n, y);
  for (gsize k = 0; k < n; k++)
    behind[k] = y[k] - (double) target[k];
  return normaliser - match;
}

static double
mean_of_squares (gsize n, const float *target, const double *y, double *behind)
{
  double loss = 0.0;

  for (gsize k = 0; k < n; k++)
    {
      const double e = y[k] - (double) target[k];

      loss += e * e;
      behind[k] = 2.0 * e / (double) n;
    }
  return loss / (double) n;
}

static void
judge (const WscPass *self, const WscNet *net, const WscObjective *objective, gsize first, gsize row, gsize count)
{
  const guint last = net->n_layers - 1;
  const gsize n = net->units[last];

  for (gsize r = 0; r < count; r++)
    {
      const float *t = objective->samples->targets + objective->indices[first + r] * objective->samples->target_step;
      double *y = self->y[last + 1] + (row + r) * n, *behind = self->behind[last] + (row + r) * n;

      self->loss[row + r] = net->architecture->loss == WSC_LOSS_CROSS_ENTROPY ? cross_entropy (n, t, y, behind)
                                                                              : mean_of_squares (n, t, y, behind);
    }
}

/* delta of layer l, and what it means for the activations below. */
static void
backward (const WscPass *self, const WscNet *net, guint l, gsize row, gsize count)
{
  const gsize units = net->units[l];
  const double *slope = self->slope[l] + row * units, *behind = self->behind[l] + row * units;
  double *delta = self->delta[l] + row * units;

  for (gsize i = 0; i < count * units; i++)
    delta[i] = slope[i] * behind[i];
  if (l > 0)
    cblas_dgemm (CblasRowMajor, CblasNoTrans, CblasNoTrans, (blasint) count, (blasint) net->units[l - 1],
                 (blasint) units, 1.0, delta, (blasint) units, net->weights + net->first[l], (blasint) net->width[l],
                 0.0, self->behind[l - 1] + row * net->units[l - 1], (blasint) net->units[l - 1]);
}

void
wsc_pass_run (const WscPass *self, const WscNet *net, const WscObjective *objective, gsize first, gsize row,
              gsize count)
{
  load (self, net, objective, first, row, count);
  for (guint l = 0; l < net->n_layers; l++)
    forward (self, net, l, row, count);
  judge (self, net, objective, first, row, count);
  for (guint l = net->n_layers; l-- > 0;)
    backward (self, net, l, row, count);
}

/* --- what is made of it ----------------------------------------------------- */

void
wsc_pass_get_gradient (const WscPass *self, const WscNet *net, gsize count, double *gradient)
{
  for (guint l = 0; l < net->n_layers; l++)
    cblas_dgemm (CblasRowMajor, CblasTrans, CblasNoTrans, (blasint) net->units[l], (blasint) net->width[l],
                 (blasint) count, 1.0, self->delta[l], (blasint) net->units[l], self->y[l], (blasint) net->width[l],
                 0.0, gradient + net->first[l], (blasint) net->width[l]);
}

void
wsc_pass_get_scores (const WscPass *self, const WscNet *net, gsize row, gsize count, gsize step, double *scores)
{
  for (gsize r = row; r < row + count; r++, scores += step)
    for (guint l = 0; l < net->n_layers; l++)
      {
        const gsize units = net->units[l], width = net->width[l];
        const double *y = self->y[l] + r * width, *delta = self->delta[l] + r * units;
        double *to = scores + net->first[l];

        for (gsize i = 0; i < units; i++, to += width)
          for (gsize j = 0; j < width; j++)
            to[j] = delta[i] * y[j];
      }
}
