/* A network's shape from what the user wrote, checked against the data. */
#include "model/model.h"

#include <glib/gi18n-lib.h>
#include <string.h>


static const char *const activation_names[] = { "tanh", "sigmoid", "relu", "identity", NULL };

const char *
wsc_activation_get_name (WscActivation activation)
{
  return activation_names[activation];
}

static gboolean
parse_sizes (WscArchitecture *self, const char *text, GError **error)
{
  g_auto (GStrv) parts = g_strsplit (text, ";", -1);
  const guint n = g_strv_length (parts);

  if (n < 2 || n > WSC_MAX_LAYERS + 1)
    {
      g_set_error (error, WSC_ERROR, WSC_ERROR_FORMAT,
                   _("“%s” is not the shape of a network: expected 2 to %d sizes, as in “20;3;20”"), text,
                   WSC_MAX_LAYERS + 1);
      return FALSE;
    }
  for (guint i = 0; i < n; i++)
    {
      guint64 size;

      if (!g_ascii_string_to_unsigned (g_strstrip (parts[i]), 10, 1, WSC_MAX_UNITS, &size, NULL))
        {
          g_set_error (error, WSC_ERROR, WSC_ERROR_FORMAT,
                       _("Layer size “%s” in “%s” is not a whole number from 1 to %d"), parts[i], text,
                       WSC_MAX_UNITS);
          return FALSE;
        }
      self->sizes[i] = (guint) size;
    }
  self->n_layers = n - 1;
  return TRUE;
}

static gboolean
parse_activation (const char *name, WscActivation *activation, GError **error)
{
  const char *nearest;

  for (guint i = 0; activation_names[i] != NULL; i++)
    if (g_strcmp0 (name, activation_names[i]) == 0)
      {
        *activation = (WscActivation) i;
        return TRUE;
      }
  nearest = wsc_nearest_word (name, activation_names);
  if (nearest != NULL)
    g_set_error (error, WSC_ERROR, WSC_ERROR_FORMAT, _("There is no activation “%s”; did you mean “%s”?"), name,
                 nearest);
  else
    g_set_error (error, WSC_ERROR, WSC_ERROR_FORMAT,
                 _("There is no activation “%s”; there are tanh, sigmoid, relu and identity"), name);
  return FALSE;
}

/* One name is for the hidden layers, before an output that is left as it is; where there are none it is for the
 * only layer, but not before a softmax. */
static gboolean
parse_activations (WscArchitecture *self, const char *text, GError **error)
{
  g_auto (GStrv) parts = g_strsplit (text, ";", -1);
  const guint n = g_strv_length (parts);

  if (n != 1 && n != self->n_layers)
    {
      g_set_error (error, WSC_ERROR, WSC_ERROR_FORMAT,
                   _("“%s” names %u activations: expected 1, or %u with the output’s as the last (model.activation)"),
                   text, n, self->n_layers);
      return FALSE;
    }
  for (guint i = 0; i < self->n_layers; i++)
    if (!parse_activation (g_strstrip (parts[MIN (i, n - 1)]), &self->activation[i], error))
      return FALSE;
  if (n == 1 && (self->n_layers > 1 || self->loss == WSC_LOSS_CROSS_ENTROPY))
    self->activation[self->n_layers - 1] = WSC_IDENTITY;
  return TRUE;
}

static void
choose_loss (WscArchitecture *self, const WscModelSettings *settings, const WscDataset *dataset)
{
  const gboolean classes = dataset != NULL && wsc_dataset_get_n_classes (dataset) > 0;

  self->loss = settings->loss == WSC_LOSS_FORCE_CROSS_ENTROPY || (settings->loss == WSC_LOSS_AUTO && classes)
                   ? WSC_LOSS_CROSS_ENTROPY
                   : WSC_LOSS_MSE;
}

/* Softmax follows the logits themselves; an activation between them that was asked for by name is refused. */
static gboolean
check_loss (WscArchitecture *self, const WscDataset *dataset, GError **error)
{
  const guint last = self->n_layers - 1;

  if (self->loss != WSC_LOSS_CROSS_ENTROPY)
    return TRUE;
  if (dataset != NULL && wsc_dataset_get_n_classes (dataset) == 0)
    {
      g_set_error_literal (error, WSC_ERROR, WSC_ERROR_RANGE,
                           _("Cross-entropy needs classes to tell apart, and the data have none: take auto or mse "
                             "(model.loss)"));
      return FALSE;
    }
  if (self->activation[last] != WSC_IDENTITY)
    {
      g_set_error (error, WSC_ERROR, WSC_ERROR_RANGE,
                   _("The last activation is “%s”; before the softmax of cross-entropy it must be “identity” "
                     "(model.activation)"),
                   activation_names[self->activation[last]]);
      return FALSE;
    }
  return TRUE;
}

/* BLAS counts in int. */
static gboolean
check_n_parameters (const WscArchitecture *self, GError **error)
{
  const gsize n = wsc_architecture_get_n_parameters (self);

  if (n <= G_MAXINT32)
    return TRUE;
  g_set_error (error, WSC_ERROR, WSC_ERROR_RANGE, _("A network of %zu parameters is too large; at most %d (model.layers)"), n,
               G_MAXINT32);
  return FALSE;
}

static gboolean
check_sizes (const WscArchitecture *self, const WscDataset *dataset, GError **error)
{
  WscSamples samples;
  guint inputs, outputs;

  if (dataset == NULL)
    return TRUE;
  wsc_dataset_get_samples (dataset, &samples);
  inputs = self->sizes[0];
  outputs = self->sizes[self->n_layers];
  if (inputs != samples.n_inputs)
    {
      g_set_error (error, WSC_ERROR, WSC_ERROR_RANGE,
                   wsc_dataset_is_series (dataset) ? _("The first layer has %u inputs, the windows have %u values")
                                                   : _("The first layer has %u inputs, the rows have %u values"),
                   inputs, samples.n_inputs);
      return FALSE;
    }
  if (outputs != samples.n_targets)
    {
      g_set_error (error, WSC_ERROR, WSC_ERROR_RANGE,
                   wsc_dataset_get_n_classes (dataset) > 0
                       ? _("The last layer has %u outputs, there are %u classes")
                       : _("The last layer has %u outputs, the targets have %u values"),
                   outputs, samples.n_targets);
      return FALSE;
    }
  return TRUE;
}

static void
choose_orthonormal (WscArchitecture *self, int choice)
{
  if (choice == WSC_ORTHONORMAL_ENCODER || choice == WSC_ORTHONORMAL_BOTH)
    self->orthonormal[0] = TRUE;
  if (choice == WSC_ORTHONORMAL_DECODER || choice == WSC_ORTHONORMAL_BOTH)
    self->orthonormal[self->n_layers - 1] = TRUE;
}

gboolean
wsc_architecture_init (WscArchitecture *self, const WscModelSettings *settings, const WscDataset *dataset,
                       GError **error)
{
  g_return_val_if_fail (self != NULL && settings != NULL, FALSE);
  g_return_val_if_fail (settings->layers != NULL && settings->activation != NULL, FALSE);

  *self = (WscArchitecture){ .bias = settings->bias };
  choose_loss (self, settings, dataset);
  if (!parse_sizes (self, settings->layers, error) || !check_n_parameters (self, error) ||
      !parse_activations (self, settings->activation, error))
    return FALSE;
  choose_orthonormal (self, settings->orthonormal);
  return check_loss (self, dataset, error) && check_sizes (self, dataset, error);
}

gsize
wsc_architecture_get_weight_offset (const WscArchitecture *self, guint layer)
{
  gsize offset = 0;

  g_return_val_if_fail (self != NULL && layer <= self->n_layers, 0);

  for (guint l = 0; l < layer; l++)
    offset += (gsize) self->sizes[l + 1] * (self->sizes[l] + (self->bias ? 1 : 0));
  return offset;
}

gsize
wsc_architecture_get_bias_offset (const WscArchitecture *self, guint layer)
{
  g_return_val_if_fail (self != NULL && layer < self->n_layers, 0);

  return wsc_architecture_get_weight_offset (self, layer) + (gsize) self->sizes[layer + 1] * self->sizes[layer];
}

gsize
wsc_architecture_get_n_parameters (const WscArchitecture *self)
{
  g_return_val_if_fail (self != NULL, 0);

  return wsc_architecture_get_weight_offset (self, self->n_layers);
}
