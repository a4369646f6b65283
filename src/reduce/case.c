/* The network that a repeat reduces, with the Gaussians of its neurons and what its layer reads. */
#include "reduce/reduce-private.h"

#include <cblas.h>
#include <glib/gi18n-lib.h>
#include <string.h>

#define CHUNK 512

/* --- which networks ------------------------------------------------------------- */

/* The networks whose moments are taken (n_networks): all of them, or drawn with replacement. */
static guint32 *
draw_networks (const WscReducible *self, guint repeat)
{
  const guint n = self->n_networks;
  guint32 *drawn = g_new (guint32, n);
  WscRandom random;

  wsc_random_init (&random, self->seed, "reduce.repeat", repeat);
  for (guint i = 0; i < n; i++)
    drawn[i] = repeat > 0 && self->settings.from == WSC_REDUCE_MEAN ? wsc_random_below (&random, n) : i;
  return drawn;
}

static double *
average (const WscReducible *self, const guint32 *drawn)
{
  double *mean = g_new0 (double, self->p);

  for (guint r = 0; r < self->n_networks; r++)
    {
      const double *x = self->networks + drawn[r] * self->p;

      for (gsize i = 0; i < self->p; i++)
        mean[i] += (x[i] - mean[i]) / (double) (r + 1);
    }
  return mean;
}

void
wsc_reducible_read_rows (const WscReducible *self, const WscArchitecture *architecture, const double *parameters, double *rows)
{
  const gsize in = architecture->sizes[self->layer];
  const double *weights = parameters + wsc_architecture_get_weight_offset (architecture, self->layer);

  for (gsize j = 0; j < self->m; j++)
    {
      memcpy (rows + j * self->d, weights + j * in, in * sizeof (double));
      if (self->d > in)
        rows[j * self->d + in] = self->bias_weight * weights[self->m * in + j];
    }
}

/* --- covariances -------------------------------------------------------------------- */

typedef struct
{
  const WscReducible *reducible;
  const guint32 *drawn;
  double *covariances;
} Moments;

static void
take_moments (gpointer user_data, guint neuron, guint thread)
{
  const Moments *job = user_data;
  const WscReducible *self = job->reducible;
  const WscArchitecture *a = &self->own.architecture;
  const gsize in = a->sizes[self->layer], d = self->d, weights = wsc_architecture_get_weight_offset (a, self->layer);
  double *covariance = job->covariances + neuron * d * d;
  g_autofree double *row = g_new (double, d);
  WscMoments moments;

  wsc_moments_init (&moments, d);
  for (guint r = 0; r < self->n_networks; r++)
    {
      const double *x = self->networks + job->drawn[r] * self->p + weights;

      memcpy (row, x + neuron * in, in * sizeof (double));
      if (d > in)
        row[in] = self->bias_weight * x[self->m * in + neuron];
      wsc_moments_add (&moments, row);
    }
  wsc_moments_get_covariance (&moments, covariance);
  for (gsize i = 0; i < d * d; i++)
    covariance[i] *= self->scale;
  wsc_moments_clear (&moments);
}

/* Of a single network, as its method has them; a bias that the method left out is certain. */
static void
copy_covariances (const WscReducible *self, double *covariances)
{
  const gsize d = self->d, in = self->own.architecture.sizes[self->layer];
  const gsize known = MIN (d, wsc_neurons_get_dimension (self->neurons));

  for (guint j = 0; j < self->m; j++)
    {
      const double *from = wsc_neurons_get_covariance (self->neurons, j);

      for (gsize a = 0; a < known; a++)
        for (gsize b = 0; b < known; b++)
          covariances[(j * d + a) * d + b] = from[a * wsc_neurons_get_dimension (self->neurons) + b] *
                                             (a == in ? self->bias_weight : 1.0) * (b == in ? self->bias_weight : 1.0);
    }
}

static gboolean
fill_covariances (WscReduceCase *self, const WscReducible *reducible, const guint32 *drawn, const WscHook *hook, GError **error)
{
  Moments job = { reducible, drawn, NULL };
  WscLoop loop = { hook, _("Reading the networks"), _("Stopped while reading the networks"), 0, 1, 0, 0 };

  self->covariances = job.covariances = g_malloc0_n ((gsize) reducible->m * reducible->d * reducible->d, sizeof (double));
  if (reducible->n_networks > 1)
    wsc_loop_run (&loop, reducible->m, take_moments, &job);
  else if (reducible->neurons != NULL)
    copy_covariances (reducible, self->covariances);
  return wsc_loop_end (&loop, error);
}

/* --- what the layer reads ------------------------------------------------------------- */

static void
fill_inputs (WscReduceCase *self, const WscReducible *reducible)
{
  const gsize width = self->architecture.sizes[reducible->layer];
  g_autoptr (WscNetwork) network = NULL, before = NULL;
  g_autofree double *outputs = g_new (double, CHUNK *width);
  WscSamples samples;

  if (reducible->layer == 0)
    return;
  wsc_dataset_get_samples (reducible->dataset, &samples);
  network = wsc_network_new (&self->architecture, self->parameters, self->architecture.sizes[self->architecture.n_layers], NULL);
  before = wsc_network_take_layers (network, 0, reducible->layer, WSC_LOSS_MSE);
  for (guint part = 0; part < WSC_N_PARTS; part++)
    {
      const gsize n = reducible->split.n[part];

      self->inputs[part] = g_malloc_n (n * width + 1, sizeof (float));
      for (gsize from = 0; from < n; from += CHUNK)
        {
          const gsize size = MIN (CHUNK, n - from);

          wsc_network_get_outputs (before, &samples, reducible->split.indices[part] + from, size, outputs);
          for (gsize i = 0; i < size * width; i++)
            self->inputs[part][from * width + i] = (float) outputs[i];
        }
    }
}

/* Samples from `from` on as rows [x; 1 / bias weight]. */
static void
gather_inputs (const WscReduceCase *self, const WscReducible *reducible, gsize from, gsize n, double *x)
{
  const gsize in = self->architecture.sizes[reducible->layer], d = reducible->d;
  WscSamples samples;

  wsc_dataset_get_samples (reducible->dataset, &samples);
  for (gsize s = 0; s < n; s++)
    {
      const float *row = reducible->layer > 0
                             ? self->inputs[WSC_PART_TRAIN] + (from + s) * in
                             : samples.inputs + reducible->split.indices[WSC_PART_TRAIN][from + s] * samples.input_step;

      for (gsize i = 0; i < in; i++)
        x[s * d + i] = (double) row[i];
      if (d > in)
        x[s * d + in] = 1.0 / reducible->bias_weight;
    }
}

static void
fill_input_covariance (WscReduceCase *self, const WscReducible *reducible)
{
  const gsize d = reducible->d, n = reducible->split.n[WSC_PART_TRAIN];
  g_autofree double *x = g_new (double, CHUNK *d);

  self->input_covariance = g_new0 (double, d *d);
  for (gsize from = 0; from < n; from += CHUNK)
    {
      const gsize size = MIN (CHUNK, n - from);

      gather_inputs (self, reducible, from, size, x);
      cblas_dsyrk (CblasRowMajor, CblasUpper, CblasTrans, (int) d, (int) size, 1.0 / (double) n, x, (int) d, 1.0, self->input_covariance,
                   (int) d);
    }
  for (gsize i = 0; i < d; i++)
    for (gsize j = 0; j < i; j++)
      self->input_covariance[i * d + j] = self->input_covariance[j * d + i];
}

/* --- all of it -------------------------------------------------------------------------- */

gboolean
wsc_reduce_case_init (WscReduceCase *self, const WscReducible *reducible, guint repeat, gboolean weighted, const WscHook *hook, GError **error)
{
  const guint n = reducible->n_networks, own = ((guint) MAX (reducible->settings.network, 1) - 1 + repeat) % n;
  g_autofree guint32 *drawn = draw_networks (reducible, repeat);
  g_autofree double *mean = average (reducible, drawn);

  *self = (WscReduceCase){ .architecture = reducible->own.architecture };
  self->parameters = g_memdup2 (reducible->settings.from == WSC_REDUCE_MEAN ? mean : reducible->networks + own * reducible->p,
                                reducible->p * sizeof (double));
  self->means = g_malloc_n ((gsize) reducible->m * reducible->d, sizeof (double));
  wsc_reducible_read_rows (reducible, &self->architecture, reducible->settings.from == WSC_REDUCE_OWN ? self->parameters : mean, self->means);
  wsc_blas_use_one_thread ();
  if (!fill_covariances (self, reducible, drawn, hook, error))
    return FALSE;
  fill_inputs (self, reducible);
  if (weighted)
    fill_input_covariance (self, reducible);
  return TRUE;
}

void
wsc_reduce_case_clear (WscReduceCase *self)
{
  g_clear_pointer (&self->parameters, g_free);
  g_clear_pointer (&self->means, g_free);
  g_clear_pointer (&self->covariances, g_free);
  g_clear_pointer (&self->input_covariance, g_free);
  for (guint i = 0; i < WSC_N_PARTS; i++)
    g_clear_pointer (&self->inputs[i], g_free);
}

static gboolean
has_spread (const WscReduceCase *self, const WscReducible *reducible)
{
  for (gsize i = 0; i < (gsize) reducible->m * reducible->d * reducible->d; i++)
    if (self->covariances[i] != 0)
      return TRUE;
  return FALSE;
}

/* Points, as a single network has them, need no factors of their covariances. */
WscGaussians
wsc_reduce_case_get_gaussians (const WscReduceCase *self, const WscReducible *reducible)
{
  return (WscGaussians){ reducible->m, reducible->d, self->means, has_spread (self, reducible) ? self->covariances : NULL };
}
