#include "naive.h"

#include <math.h>
#include <string.h>

#define MAX_WIDTH 1024

static double
activate (WscActivation activation, double x)
{
  switch (activation)
    {
    case WSC_TANH:
      return tanh (x);
    case WSC_SIGMOID:
      return 1.0 / (1.0 + exp (-x));
    case WSC_RELU:
      return x > 0.0 ? x : 0.0;
    case WSC_IDENTITY:
    default:
      return x;
    }
}

static double
slope (WscActivation activation, double y)
{
  switch (activation)
    {
    case WSC_TANH:
      return 1.0 - y * y;
    case WSC_SIGMOID:
      return y * (1.0 - y);
    case WSC_RELU:
      return y > 0.0 ? 1.0 : 0.0;
    case WSC_IDENTITY:
    default:
      return 1.0;
    }
}

/* y[0] is the input, y[l + 1] the output of layer l. */
static void
forward (const WscArchitecture *a, const double *parameters, const float *input, double y[][MAX_WIDTH])
{
  for (guint i = 0; i < a->sizes[0]; i++)
    y[0][i] = (double) input[i];
  for (guint l = 0; l < a->n_layers; l++)
    {
      const double *w = parameters + wsc_architecture_get_weight_offset (a, l);
      const double *b = parameters + wsc_architecture_get_bias_offset (a, l);
      const guint in = a->sizes[l];

      for (guint j = 0; j < a->sizes[l + 1]; j++)
        {
          double z = a->bias ? b[j] : 0.0;

          for (guint i = 0; i < in; i++)
            z += w[j * in + i] * y[l][i];
          y[l + 1][j] = activate (a->activation[l], z);
        }
    }
}

static double
softmax (double *z, guint n)
{
  double top = z[0], sum = 0.0;

  for (guint k = 0; k < n; k++)
    top = MAX (top, z[k]);
  for (guint k = 0; k < n; k++)
    sum += exp (z[k] - top);
  for (guint k = 0; k < n; k++)
    z[k] = exp (z[k] - top) / sum;
  return top + log (sum);
}

void
naive_outputs (const WscArchitecture *a, const double *parameters, const float *input, double *outputs)
{
  double y[WSC_MAX_LAYERS + 1][MAX_WIDTH];
  const guint n = a->sizes[a->n_layers];

  forward (a, parameters, input, y);
  if (a->loss == WSC_LOSS_CROSS_ENTROPY)
    softmax (y[a->n_layers], n);
  memcpy (outputs, y[a->n_layers], n * sizeof (double));
}

/* Loss of one sample; delta becomes d loss / d (last layer before its activation). */
static double
last_delta (const WscArchitecture *a, double *y, const float *target, double *delta)
{
  const guint n = a->sizes[a->n_layers];
  double loss = 0.0;

  if (a->loss == WSC_LOSS_CROSS_ENTROPY)
    {
      double match = 0.0, normaliser;

      for (guint k = 0; k < n; k++)
        match += (double) target[k] * y[k];
      normaliser = softmax (y, n);
      for (guint k = 0; k < n; k++)
        delta[k] = y[k] - (double) target[k];
      return normaliser - match;
    }
  for (guint k = 0; k < n; k++)
    {
      const double e = y[k] - (double) target[k];

      loss += e * e / n;
      delta[k] = 2.0 * e / n * slope (a->activation[a->n_layers - 1], y[k]);
    }
  return loss;
}

static void
back (const WscArchitecture *a, const double *parameters, double y[][MAX_WIDTH], double *delta, double weight,
      double *gradient)
{
  double below[MAX_WIDTH];

  for (guint l = a->n_layers; l-- > 0;)
    {
      const gsize at = wsc_architecture_get_weight_offset (a, l);
      const guint in = a->sizes[l], out = a->sizes[l + 1];

      for (guint i = 0; i < in; i++)
        below[i] = 0.0;
      for (guint j = 0; j < out; j++)
        {
          if (a->bias)
            gradient[wsc_architecture_get_bias_offset (a, l) + j] += weight * delta[j];
          for (guint i = 0; i < in; i++)
            {
              gradient[at + j * in + i] += weight * delta[j] * y[l][i];
              below[i] += parameters[at + j * in + i] * delta[j];
            }
        }
      for (guint i = 0; i < in && l > 0; i++)
        delta[i] = below[i] * slope (a->activation[l - 1], y[l][i]);
    }
}

double
naive_loss (const WscArchitecture *a, const double *parameters, const WscSamples *samples, const guint32 *rows, gsize n,
            double *gradient)
{
  double loss = 0.0;

  if (gradient != NULL)
    memset (gradient, 0, wsc_architecture_get_n_parameters (a) * sizeof (double));
  for (gsize s = 0; s < n; s++)
    {
      double y[WSC_MAX_LAYERS + 1][MAX_WIDTH], delta[MAX_WIDTH];

      forward (a, parameters, samples->inputs + rows[s] * samples->input_step, y);
      loss += last_delta (a, y[a->n_layers], samples->targets + rows[s] * samples->target_step, delta) / (double) n;
      if (gradient != NULL)
        back (a, parameters, y, delta, 1.0 / (double) n, gradient);
    }
  return loss;
}

/* --- orthonormal factors: entry e of vector v is w[v * vector + e * element] ------------------------------- */

typedef struct
{
  guint count, length;
  gsize vector, element;
} Factor;

static Factor
factor_of (const WscArchitecture *a, guint l)
{
  const guint in = a->sizes[l], out = a->sizes[l + 1];

  if (out <= in)
    return (Factor){ out, in, in, 1 };
  return (Factor){ in, out, 1, in };
}

static double
dot (const Factor *f, const double *x, guint v, const double *y, guint u)
{
  double sum = 0.0;

  for (guint e = 0; e < f->length; e++)
    sum += x[v * f->vector + e * f->element] * y[u * f->vector + e * f->element];
  return sum;
}

static void
project (const Factor *f, const double *q, double *g)
{
  g_autofree double *original = g_memdup2 (g, (gsize) f->count * f->length * sizeof (double));

  for (guint v = 0; v < f->count; v++)
    for (guint u = 0; u < f->count; u++)
      {
        const double s = 0.5 * (dot (f, original, v, q, u) + dot (f, original, u, q, v));

        for (guint e = 0; e < f->length; e++)
          g[v * f->vector + e * f->element] -= s * q[u * f->vector + e * f->element];
      }
}

static void
gram_schmidt (const Factor *f, double *q)
{
  for (guint v = 0; v < f->count; v++)
    {
      double norm;

      for (guint u = 0; u < v; u++)
        {
          const double r = dot (f, q, v, q, u);

          for (guint e = 0; e < f->length; e++)
            q[v * f->vector + e * f->element] -= r * q[u * f->vector + e * f->element];
        }
      norm = sqrt (dot (f, q, v, q, v));
      for (guint e = 0; e < f->length; e++)
        q[v * f->vector + e * f->element] /= norm;
    }
}

double
distance_from_manifold (const WscArchitecture *a, const float *parameters)
{
  const gsize p = wsc_architecture_get_n_parameters (a);
  g_autofree double *w = g_new (double, p);
  double largest = 0.0;

  for (gsize i = 0; i < p; i++)
    w[i] = (double) parameters[i];
  for (guint l = 0; l < a->n_layers; l++)
    if (a->orthonormal[l])
      {
        const Factor f = factor_of (a, l);
        const double *q = w + wsc_architecture_get_weight_offset (a, l);

        for (guint v = 0; v < f.count; v++)
          for (guint u = 0; u < f.count; u++)
            largest = fmax (largest, fabs (dot (&f, q, v, q, u) - (u == v)));
      }
  return largest;
}

/* --- steps ------------------------------------------------------------------------------------------------- */

NaiveNet *
naive_net_new (const WscArchitecture *a, const float *start)
{
  const gsize p = wsc_architecture_get_n_parameters (a);
  NaiveNet *self = g_new0 (NaiveNet, 1);

  self->parameters = g_new (double, p);
  self->velocity = g_new0 (double, p);
  self->squares = g_new0 (double, p);
  self->average = g_new0 (double, p);
  for (gsize i = 0; i < p; i++)
    self->parameters[i] = (double) start[i];
  return self;
}

void
naive_net_free (NaiveNet *self)
{
  g_free (self->parameters);
  g_free (self->velocity);
  g_free (self->squares);
  g_free (self->average);
  g_free (self);
}

static gboolean
in_factor (const WscArchitecture *a, gsize i)
{
  for (guint l = 0; l < a->n_layers; l++)
    {
      const gsize at = wsc_architecture_get_weight_offset (a, l);

      if (a->orthonormal[l] && i >= at && i < at + (gsize) a->sizes[l] * a->sizes[l + 1])
        return TRUE;
    }
  return FALSE;
}

/* Moves w by the optimiser's rule for n numbers that share one second moment if `together`. */
static void
move (NaiveNet *self, const WscTrainingSettings *t, gsize at, gsize n, gboolean together, const double *g)
{
  double *w = self->parameters + at, *v = self->velocity + at, *u = self->squares + at;
  double norm = 0.0;

  for (gsize i = 0; i < n; i++)
    norm += g[i] * g[i];
  if (t->optimizer == WSC_ADAM && together)
    u[0] = 0.999 * u[0] + 0.001 * norm;
  for (gsize i = 0; i < n; i++)
    {
      double *second = together ? u : u + i;

      switch ((WscOptimizer) t->optimizer)
        {
        case WSC_MOMENTUM:
          v[i] = t->momentum * v[i] + g[i];
          w[i] -= t->learning_rate * v[i];
          break;
        case WSC_ADAM:
          if (!together)
            u[i] = 0.999 * u[i] + 0.001 * g[i] * g[i];
          v[i] = 0.9 * v[i] + 0.1 * g[i];
          w[i] -= t->learning_rate * v[i] / (1.0 - pow (0.9, (double) self->n_steps)) /
                  (sqrt (*second / (1.0 - pow (0.999, (double) self->n_steps))) + 1e-8);
          break;
        case WSC_SGD:
        case WSC_AVERAGED_SGD:
        default:
          w[i] -= t->learning_rate * g[i];
          break;
        }
    }
}

void
naive_step (NaiveNet *self, const WscArchitecture *a, const WscTrainingSettings *training, gsize average_after,
            double *gradient)
{
  const gsize p = wsc_architecture_get_n_parameters (a);

  self->n_steps++;
  for (gsize i = 0; i < p; i++)
    if (!in_factor (a, i))
      move (self, training, i, 1, FALSE, gradient + i);
  for (guint l = 0; l < a->n_layers; l++)
    if (a->orthonormal[l])
      {
        const Factor f = factor_of (a, l);
        const gsize at = wsc_architecture_get_weight_offset (a, l);

        project (&f, self->parameters + at, gradient + at);
        move (self, training, at, (gsize) f.count * f.length, TRUE, gradient + at);
        gram_schmidt (&f, self->parameters + at);
        project (&f, self->parameters + at, self->velocity + at);
      }
  if (self->n_steps <= average_after)
    return;
  self->n_averaged++;
  for (gsize i = 0; i < p; i++)
    self->average[i] += (self->parameters[i] - self->average[i]) / (double) self->n_averaged;
}

void
naive_train (NaiveNet *self, const WscArchitecture *a, const WscTrainingSettings *training, const WscSamples *samples,
             const guint32 *order, gsize n, double *losses)
{
  const gsize batch = (gsize) training->batch, n_batches = (n + batch - 1) / batch;
  const gsize average_after = (gsize) (training->average_from * (double) (n_batches * (gsize) training->epochs - 1));
  g_autofree double *gradient = g_new (double, wsc_architecture_get_n_parameters (a));

  for (int e = 0; e < training->epochs; e++)
    {
      double sum = 0.0;

      for (gsize from = 0; from < n; from += batch)
        {
          sum +=
              naive_loss (a, self->parameters, samples, order + (gsize) e * n + from, MIN (batch, n - from), gradient);
          naive_step (self, a, training, average_after, gradient);
        }
      if (losses != NULL)
        losses[e] = sum / (double) n_batches;
    }
}
