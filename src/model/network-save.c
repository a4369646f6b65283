#include "model/network.h"

#include "tensors/tensors.h"

static char *
format_activations (const WscArchitecture *a)
{
  g_autoptr (GStrvBuilder) names = g_strv_builder_new ();
  g_auto (GStrv) list = NULL;

  for (guint l = 0; l < a->n_layers; l++)
    g_strv_builder_add (names, wsc_activation_get_name (a->activation[l]));
  list = g_strv_builder_end (names);
  return g_strjoinv (";", list);
}

static void
add_layer (WscTensors *tensors, const WscNetwork *self, guint layer)
{
  const WscArchitecture *a = &self->architecture;
  const gsize dims[] = { a->sizes[layer + 1], a->sizes[layer] };
  g_autofree char *weight = g_strdup_printf ("layers.%u.weight", layer + 1);
  g_autofree char *bias = g_strdup_printf ("layers.%u.bias", layer + 1);

  wsc_tensors_add (tensors, weight, WSC_TENSOR_F64, 2, dims, self->parameters + wsc_architecture_get_weight_offset (a, layer));
  if (a->bias)
    wsc_tensors_add (tensors, bias, WSC_TENSOR_F64, 1, dims, self->parameters + wsc_architecture_get_bias_offset (a, layer));
}

gboolean
wsc_network_save (const WscNetwork *self, const char *study, const char *path, GError **error)
{
  g_autoptr (WscTensors) tensors = NULL;
  g_autofree char *activations = NULL;
  gsize n;

  g_return_val_if_fail (self != NULL && path != NULL, FALSE);

  tensors = wsc_tensors_new ();
  activations = format_activations (&self->architecture);
  n = self->n_outputs;
  for (guint l = 0; l < self->architecture.n_layers; l++)
    add_layer (tensors, self, l);
  if (self->outputs != NULL)
    wsc_tensors_add (tensors, "outputs", WSC_TENSOR_U32, 1, &n, self->outputs);
  wsc_tensors_set_text (tensors, "activation", activations);
  wsc_tensors_set_text (tensors, "loss", self->architecture.loss == WSC_LOSS_CROSS_ENTROPY ? "cross-entropy" : "mse");
  if (study != NULL)
    wsc_tensors_set_text (tensors, "study", study);
  return wsc_tensors_save (tensors, path, error);
}
