/* From trained networks to neurons: one frame, then the moments of each neuron over the networks. */
#include "estimate/estimate-private.h"

#include <glib/gi18n-lib.h>
#include <math.h>
#include <string.h>

#define SMALL_WORK 4000000 /* multiplications that are not worth a thread */

/* Which numbers of a network are the neurons. */
typedef struct
{
  const WscArchitecture *architecture;
  guint layer; /* from 0 */
  WscSide side;
  gboolean bias; /* appended */
  guint m, d;
} Selection;

typedef struct
{
  WscNeurons *neurons;
  double scale; /* of the covariances */
} Moments;

static gboolean
select_neurons (Selection *self, const WscArchitecture *a, const WscEstimateSettings *settings, GError **error)
{
  *self = (Selection){ .architecture = a, .side = (WscSide) settings->side };
  if (settings->layer < 0 || settings->layer > (int) a->n_layers)
    {
      g_set_error (error, WSC_ERROR, WSC_ERROR_RANGE,
                   _("Layer %d of a network of %u; allowed: 1 to %u, or 0 for the last"), settings->layer, a->n_layers,
                   a->n_layers);
      return FALSE;
    }
  self->layer = settings->layer == 0 ? a->n_layers - 1 : (guint) settings->layer - 1;
  if (self->side == WSC_SIDE_INCOMING)
    {
      self->bias = settings->append_bias && a->bias;
      self->m = a->sizes[self->layer + 1];
      self->d = a->sizes[self->layer] + (self->bias ? 1 : 0);
    }
  else
    {
      self->m = a->sizes[self->layer];
      self->d = a->sizes[self->layer + 1];
    }
  return TRUE;
}

/* Where coordinate i of neuron j lies in the parameter block. */
static gsize
get_place (const Selection *self, gsize j, gsize i)
{
  const WscArchitecture *a = self->architecture;
  const gsize weights = wsc_architecture_get_weight_offset (a, self->layer), in = a->sizes[self->layer];

  if (self->side == WSC_SIDE_OUTGOING)
    return weights + i * in + j;
  return i < in ? weights + j * in + i : wsc_architecture_get_bias_offset (a, self->layer) + j;
}

/* neurons (m, d) of one network. */
static void
read_neurons (const Selection *self, const double *parameters, double *neurons)
{
  for (gsize j = 0; j < self->m; j++)
    for (gsize i = 0; i < self->d; i++)
      neurons[j * self->d + i] = parameters[get_place (self, j, i)];
}

gsize *
wsc_neurons_find_places (const WscArchitecture *architecture, const WscEstimateSettings *settings, guint *m, guint *d,
                         GError **error)
{
  Selection selection;
  gsize *places;

  g_return_val_if_fail (architecture != NULL && settings != NULL && m != NULL && d != NULL, NULL);

  if (!select_neurons (&selection, architecture, settings, error))
    return NULL;
  *m = selection.m;
  *d = selection.d;
  places = g_new (gsize, (gsize) selection.m * selection.d);
  for (gsize j = 0; j < selection.m; j++)
    for (gsize i = 0; i < selection.d; i++)
      places[j * selection.d + i] = get_place (&selection, j, i);
  return places;
}

static void
take_moments (gpointer user_data, guint neuron, guint thread)
{
  Moments *job = user_data;
  WscNeurons *self = job->neurons;
  const gsize d = self->d;
  double *covariance = self->covariances + neuron * d * d;
  WscMoments moments;

  wsc_moments_init (&moments, d);
  for (guint r = 0; r < self->n_replicas; r++)
    wsc_moments_add (&moments, wsc_neurons_get_replica (self, r, neuron));
  memcpy (self->means + neuron * d, moments.mean, d * sizeof (double));
  wsc_moments_get_covariance (&moments, covariance);
  for (gsize i = 0; i < d * d; i++)
    covariance[i] *= job->scale;
  wsc_moments_clear (&moments);
}

/* m of n drawn without replacement vary by (n - m) / m of what n new samples would (Politis and Romano 1994). */
double
wsc_neurons_get_covariance_scale (const WscEstimateSettings *settings, const WscDataset *dataset)
{
  gsize n = 0, m;

  if (settings->resample != WSC_RESAMPLE_SUBSET)
    return 1.0;
  if (dataset != NULL)
    wsc_dataset_get_train (dataset, &n);
  m = wsc_subset_size (n, settings->subset_share);
  if (m == 0)
    return settings->subset_share / (1.0 - settings->subset_share);
  return (double) m / (double) (n - m);
}

static void
copy_trained (WscFrames *frames, const WscEnsemble *ensemble)
{
  guint at = 0;

  for (guint r = 0; r < wsc_ensemble_get_n_replicas (ensemble); r++)
    {
      const float *from = wsc_ensemble_get_parameters (ensemble, r);
      double *to;

      if (!wsc_ensemble_is_trained (ensemble, r))
        continue;
      to = wsc_frames_get (frames, at++);
      for (gsize i = 0; i < frames->p; i++)
        to[i] = from[i];
    }
}

/* The hidden layer whose frame the neurons are seen in: their coordinates, or else their order. */
static guint
hidden_of (const Selection *selection)
{
  const gboolean last = selection->layer + 1 == selection->architecture->n_layers;

  if (selection->side == WSC_SIDE_INCOMING)
    return selection->layer > 0 ? selection->layer - 1 : 0;
  return last ? selection->layer - 1 : selection->layer;
}

WscAlign
wsc_neurons_get_frame (const WscArchitecture *architecture, const WscEstimateSettings *settings, gboolean *of_coordinates)
{
  Selection selection;

  g_return_val_if_fail (architecture != NULL && settings != NULL && of_coordinates != NULL, WSC_ALIGN_NONE);

  if (!select_neurons (&selection, architecture, settings, NULL) || architecture->n_layers < 2)
    return WSC_ALIGN_NONE;
  *of_coordinates = selection.side == WSC_SIDE_INCOMING ? selection.layer > 0
                                                        : selection.layer + 1 < architecture->n_layers;
  return wsc_align_resolve (settings, architecture, hidden_of (&selection));
}

static gboolean
keeps_function (WscAlign kind, WscActivation activation, gboolean bias)
{
  switch (kind)
    {
    case WSC_ALIGN_SIGNED_PERMUTATION:
      return activation == WSC_TANH || activation == WSC_IDENTITY || (activation == WSC_SIGMOID && bias);
    case WSC_ALIGN_PROCRUSTES:
      return activation == WSC_IDENTITY;
    case WSC_ALIGN_AUTO:
    case WSC_ALIGN_NONE:
    case WSC_ALIGN_PERMUTATION:
    default:
      return TRUE;
    }
}

static void
warn_of_alignment (GStrvBuilder *warnings, const WscArchitecture *a, const WscEstimateSettings *settings,
                   const WscAlignment *alignment)
{
  if (settings->start == WSC_START_INDEPENDENT && settings->align == WSC_ALIGN_NONE && a->n_layers > 1)
    g_strv_builder_add (
        warnings, _("Every replica has a start, and so a frame, of its own, and nothing aligns them: the regions show "
                     "how frames differ, not what the data leave open. Set estimate.align to auto, or "
                     "estimate.start to shared"));
  for (guint k = 0; k + 1 < a->n_layers; k++)
    if (!keeps_function (wsc_align_resolve (settings, a, k), a->activation[k], a->bias))
      {
        g_strv_builder_add (warnings,
                            _("The chosen alignment changes what the network computes, since its activation is not "
                               "unchanged by it. Set estimate.align to auto"));
        break;
      }
  if (!alignment->converged)
    {
      g_autofree char *text = g_strdup_printf (
          _("Alignment had not settled after %u rounds; the regions may be too wide"), alignment->iterations);

      g_strv_builder_add (warnings, text);
    }
}

static void
warn_of_numbers (GStrvBuilder *warnings, const WscNeurons *self, const WscEstimateSettings *settings)
{
  g_autofree char *text = NULL;

  if (self->n_replicas == 1)
    {
      g_strv_builder_add (warnings, _("One network has no spread: the covariances are 0, and neurons are points"));
      return;
    }
  if (settings->resample == WSC_RESAMPLE_NONE)
    g_strv_builder_add (warnings,
                        _("Every replica learns from the same data: the regions show the effect of start and order of "
                           "the samples alone. Set estimate.resample to auto"));
  if (self->n_replicas - 1 >= self->d)
    return;
  text = g_strdup_printf (
      _("%u replicas of neurons with %u coordinates: the covariances are singular and the regions flat. "
         "Set estimate.replicas to more than %u"),
      self->n_replicas, self->d, self->d);
  g_strv_builder_add (warnings, text);
}

static void
warn_of_axes (GStrvBuilder *warnings, const WscNeurons *self)
{
  g_autofree char *text = NULL;
  guint n = 0;

  if (self->axis_identified == NULL)
    return;
  for (guint i = 0; i < self->d; i++)
    n += self->axis_identified[i] ? 1 : 0;
  if (n == self->d)
    return;
  text = g_strdup_printf (
      _("The data fix %u of the %u latent axes; along the others, noise and the start decide"), n, self->d);
  g_strv_builder_add (warnings, text);
}

static void
collect_warnings (WscNeurons *self, const WscArchitecture *a, const WscEstimateSettings *settings)
{
  g_autoptr (GStrvBuilder) warnings = g_strv_builder_new ();

  warn_of_alignment (warnings, a, settings, &self->alignment);
  warn_of_numbers (warnings, self, settings);
  warn_of_axes (warnings, self);
  g_strfreev (self->warnings);
  self->warnings = g_strv_builder_end (warnings);
}

static gboolean
identify (WscNeurons *self, const Selection *selection, const WscEnsemble *ensemble, const WscDataset *dataset,
          const WscHook *hook, GError **error)
{
  guint hidden;

  if (dataset == NULL || selection->bias ||
      !wsc_latent_find (selection->architecture, selection->layer, selection->side, &hidden))
    return TRUE;
  self->axis_shares = g_new0 (double, self->d);
  self->axis_identified = g_new0 (gboolean, self->d);
  return wsc_latent_identify (ensemble, dataset, hidden, hook, self->axis_shares, self->axis_identified, error);
}

void
wsc_neurons_take_moments (WscNeurons *self, double scale, const WscHook *hook)
{
  Moments job = { self, scale };
  const double work = (double) self->n_replicas * self->m * self->d * self->d;

  wsc_parallel_for (work < SMALL_WORK ? 1 : wsc_hook_get_n_threads (hook), self->m, take_moments, NULL, &job);
}

static WscNeurons *
take_neurons (const Selection *selection, const WscFrames *frames, double scale, const WscHook *hook)
{
  WscNeurons *self = wsc_neurons_alloc (selection->m, selection->d, frames->n, TRUE);

  for (guint r = 0; r < frames->n; r++)
    read_neurons (selection, wsc_frames_get (frames, r), self->replicas + (gsize) r * self->m * self->d);
  wsc_neurons_take_moments (self, scale, hook);
  return self;
}

static WscNeurons *
align_and_take (const Selection *selection, const WscEnsemble *ensemble, const WscEstimateSettings *settings,
                double scale, const WscHook *hook, GError **error)
{
  const WscArchitecture *a = selection->architecture;
  WscAlignment alignment = { .kind = WSC_ALIGN_NONE };
  WscNeurons *self = NULL;
  WscFrames frames;

  if (a->n_layers > 1)
    alignment.kind = wsc_align_resolve (settings, a, hidden_of (selection));
  wsc_frames_init (&frames, a, wsc_ensemble_get_n_trained (ensemble));
  copy_trained (&frames, ensemble);
  if (wsc_frames_align (&frames, settings, hook, &alignment, error))
    {
      self = take_neurons (selection, &frames, scale, hook);
      self->alignment = alignment;
    }
  wsc_frames_clear (&frames);
  return self;
}

double *
wsc_neurons_align_networks (const WscEnsemble *ensemble, const WscEstimateSettings *settings, const WscHook *hook, guint *n,
                            GError **error)
{
  WscAlignment alignment = { .kind = WSC_ALIGN_NONE };
  WscFrames frames;
  double *networks = NULL;

  g_return_val_if_fail (ensemble != NULL && settings != NULL && n != NULL, NULL);

  *n = wsc_ensemble_get_n_trained (ensemble);
  wsc_frames_init (&frames, wsc_ensemble_get_architecture (ensemble), *n);
  copy_trained (&frames, ensemble);
  if (*n < 2 || wsc_frames_align (&frames, settings, hook, &alignment, error))
    networks = g_steal_pointer (&frames.parameters);
  wsc_frames_clear (&frames);
  return networks;
}

WscNeurons *
wsc_neurons_estimate (const WscEnsemble *ensemble, const WscEstimateSettings *settings, const WscDataset *dataset,
                      const WscHook *hook, GError **error)
{
  g_autoptr (WscNeurons) self = NULL;
  const WscArchitecture *a;
  Selection selection;
  guint n;

  g_return_val_if_fail (ensemble != NULL && settings != NULL, NULL);

  a = wsc_ensemble_get_architecture (ensemble);
  n = wsc_ensemble_get_n_trained (ensemble);
  if (!select_neurons (&selection, a, settings, error))
    return NULL;
  if (n < 1)
    {
      g_set_error_literal (error, WSC_ERROR, WSC_ERROR_RANGE, _("No network is trained; neurons need at least one"));
      return NULL;
    }
  self = align_and_take (&selection, ensemble, settings, wsc_neurons_get_covariance_scale (settings, dataset), hook, error);
  if (self == NULL || !identify (self, &selection, ensemble, dataset, hook, error))
    return NULL;
  collect_warnings (self, a, settings);
  return g_steal_pointer (&self);
}
