/* A network out of the arrays of a file, ours or another program's: matrices that chain, each with a vector or without. */
#include "model/network.h"

#include <glib/gi18n-lib.h>
#include <math.h>
#include <string.h>

#include "tensors/tensors.h"

/* What is read of one file. */
typedef struct
{
  const WscTensors *tensors;
  GPtrArray *matrices, *vectors;            /* of WscTensor, in the order of their names */
  const WscTensor *biases[WSC_MAX_LAYERS];  /* NULL: none */
  gboolean turned;                          /* matrices are (in, out) */
} Chain;

static char *
format_shape (const WscTensor *tensor)
{
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; i < tensor->rank; i++)
    g_string_append_printf (text, i > 0 ? "×%zu" : "%zu", tensor->dims[i]);
  return g_string_free (g_steal_pointer (&text), FALSE);
}

/* "fc1.weight 3×4, fc1.bias 3", the first few of them. */
static char *
list_arrays (const WscTensors *tensors)
{
  const guint n = wsc_tensors_get_n (tensors), most = 8;
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; i < MIN (n, most); i++)
    {
      g_autofree char *shape = format_shape (wsc_tensors_get (tensors, i));

      g_string_append_printf (text, "%s%s %s", i > 0 ? ", " : "", wsc_tensors_get (tensors, i)->name, shape);
    }
  if (n > most)
    g_string_append (text, ", …");
  return g_string_free (g_steal_pointer (&text), FALSE);
}

static gboolean
fail_chain (const Chain *self, GError **error)
{
  g_autofree char *arrays = list_arrays (self->tensors);

  g_set_error (error, WSC_ERROR, WSC_ERROR_FORMAT,
               _("found no chain of 1 to %d matrices that fit together, expected those of a plain network; there are: %s"), WSC_MAX_LAYERS,
               wsc_tensors_get_n (self->tensors) > 0 ? arrays : _("no arrays"));
  return FALSE;
}

/* --- which arrays ------------------------------------------------------------ */

/* "layer.2" before "layer.10". */
static int
compare_names (gconstpointer a, gconstpointer b)
{
  const WscTensor *x = *(WscTensor *const *) a, *y = *(WscTensor *const *) b;

  return strverscmp (x->name, y->name);
}

static gboolean
sort_out (Chain *self, GError **error)
{
  for (guint i = 0; i < wsc_tensors_get_n (self->tensors); i++)
    {
      const WscTensor *tensor = wsc_tensors_get (self->tensors, i);

      if (g_str_equal (tensor->name, "outputs") || tensor->rank == 0)
        continue;
      if (tensor->rank > 2)
        {
          g_autofree char *shape = format_shape (tensor);

          g_set_error (error, WSC_ERROR, WSC_ERROR_FORMAT,
                       _("array “%s” is %s, as in a convolution; expected the matrices and vectors of a plain network"), tensor->name, shape);
          return FALSE;
        }
      g_ptr_array_add (tensor->rank == 2 ? self->matrices : self->vectors, (gpointer) tensor);
    }
  g_ptr_array_sort (self->matrices, compare_names);
  g_ptr_array_sort (self->vectors, compare_names);
  return TRUE;
}

static gsize
get_in (const Chain *self, guint layer)
{
  const WscTensor *matrix = self->matrices->pdata[layer];

  return matrix->dims[self->turned ? 0 : 1];
}

static gsize
get_out (const Chain *self, guint layer)
{
  const WscTensor *matrix = self->matrices->pdata[layer];

  return matrix->dims[self->turned ? 1 : 0];
}

static gboolean
chains (const Chain *self)
{
  for (guint l = 0; l < self->matrices->len; l++)
    if (get_in (self, l) == 0 || get_in (self, l) > WSC_MAX_UNITS || get_out (self, l) == 0 || get_out (self, l) > WSC_MAX_UNITS
        || (l > 0 && get_in (self, l) != get_out (self, l - 1)))
      return FALSE;
  return TRUE;
}

static gboolean
is_kernel (const WscTensor *tensor)
{
  return strstr (tensor->name, "kernel") != NULL;
}

/* (out, in) as in most programs, unless the names are those of Keras or only (in, out) chains. */
static gboolean
find_direction (Chain *self, GError **error)
{
  if (self->matrices->len < 1 || self->matrices->len > WSC_MAX_LAYERS)
    return fail_chain (self, error);
  self->turned = is_kernel (self->matrices->pdata[0]);
  if (chains (self))
    return TRUE;
  self->turned = !self->turned;
  return chains (self) || fail_chain (self, error);
}

/* --- biases --------------------------------------------------------------------- */

/* What names the layer: all before the last dot or stroke. */
static gsize
stem_length (const char *name)
{
  const char *dot = strrchr (name, '.'), *stroke = strrchr (name, '/');
  const char *end = MAX (dot, stroke);

  return end != NULL ? (gsize) (end - name) : 0;
}

static gboolean
same_stem (const char *a, const char *b)
{
  const gsize n = stem_length (a);

  return n > 0 && n == stem_length (b) && strncmp (a, b, n) == 0;
}

static const WscTensor *
find_bias (const Chain *self, guint layer)
{
  const WscTensor *matrix = self->matrices->pdata[layer], *found = NULL;

  for (guint i = 0; i < self->vectors->len; i++)
    if (same_stem (((const WscTensor *) self->vectors->pdata[i])->name, matrix->name))
      {
        if (found != NULL)
          return NULL;
        found = self->vectors->pdata[i];
      }
  return found;
}

/* By the names of their layers; else, where there is one for each matrix, in their order. */
static gboolean
find_biases (Chain *self, GError **error)
{
  guint n_found = 0;

  for (guint l = 0; l < self->matrices->len; l++)
    n_found += (self->biases[l] = find_bias (self, l)) != NULL;
  if (n_found == 0 && self->vectors->len == self->matrices->len)
    for (guint l = 0; l < self->matrices->len; l++, n_found++)
      self->biases[l] = self->vectors->pdata[l];
  for (guint l = 0; l < self->matrices->len; l++)
    if (self->biases[l] != NULL && self->biases[l]->n != get_out (self, l))
      {
        g_set_error (error, WSC_ERROR, WSC_ERROR_FORMAT, _("array “%s” has %zu numbers, expected %zu, one for each output of “%s”"),
                     self->biases[l]->name, self->biases[l]->n, get_out (self, l), ((WscTensor *) self->matrices->pdata[l])->name);
        return FALSE;
      }
  return n_found == self->vectors->len || fail_chain (self, error);
}

/* --- numbers ------------------------------------------------------------------------ */

static gboolean
check_finite (const WscTensor *tensor, const double *values, GError **error)
{
  for (gsize i = 0; i < tensor->n; i++)
    if (!isfinite (values[i]) || fabs (values[i]) > (double) G_MAXFLOAT)
      {
        g_set_error (error, WSC_ERROR, WSC_ERROR_FORMAT, _("array “%s”: found %g at place %zu, expected finite numbers"), tensor->name,
                     values[i], i + 1);
        return FALSE;
      }
  return TRUE;
}

static gboolean
fill_layer (const Chain *self, const WscArchitecture *a, guint layer, double *parameters, GError **error)
{
  const WscTensor *matrix = self->matrices->pdata[layer], *bias = self->biases[layer];
  const gsize in = a->sizes[layer], out = a->sizes[layer + 1];
  double *weight = parameters + wsc_architecture_get_weight_offset (a, layer);
  g_autofree double *values = g_new (double, matrix->n);

  wsc_tensor_get_doubles (matrix, 0, matrix->n, values);
  if (!check_finite (matrix, values, error))
    return FALSE;
  for (gsize i = 0; i < out; i++)
    for (gsize j = 0; j < in; j++)
      weight[i * in + j] = self->turned ? values[j * out + i] : values[i * in + j];
  if (bias == NULL)
    return TRUE;
  wsc_tensor_get_doubles (bias, 0, bias->n, parameters + wsc_architecture_get_bias_offset (a, layer));
  return check_finite (bias, parameters + wsc_architecture_get_bias_offset (a, layer), error);
}

/* (n) which computed output each is; NULL with n_outputs of the architecture where the file does not say. */
static gboolean
read_outputs (const Chain *self, const WscArchitecture *a, guint32 **outputs, guint *n_outputs, GError **error)
{
  const WscTensor *tensor = wsc_tensors_find (self->tensors, "outputs");
  const guint computed = a->sizes[a->n_layers];
  g_autofree guint32 *found = NULL;

  *n_outputs = computed;
  if (tensor == NULL)
    return TRUE;
  found = g_new (guint32, tensor->n + 1);
  for (gsize i = 0; i < tensor->n; i++)
    {
      double value;

      wsc_tensor_get_doubles (tensor, i, 1, &value);
      if (value >= 0 && value < computed && value == floor (value))
        {
          found[i] = (guint32) value;
          continue;
        }
      g_set_error (error, WSC_ERROR, WSC_ERROR_FORMAT, _("array “outputs”: found %g, expected whole numbers from 0 to %u"), value,
                   computed - 1);
      return FALSE;
    }
  if (tensor->rank != 1 || tensor->n < 1 || tensor->n > WSC_MAX_UNITS)
    {
      g_set_error (error, WSC_ERROR, WSC_ERROR_FORMAT, _("array “outputs”: found %zu numbers, expected a list of 1 to %d"), tensor->n,
                   WSC_MAX_UNITS);
      return FALSE;
    }
  *n_outputs = (guint) tensor->n;
  *outputs = g_steal_pointer (&found);
  return TRUE;
}

/* --- the architecture --------------------------------------------------------------- */

static char *
format_sizes (const Chain *self)
{
  g_autoptr (GString) text = g_string_new (NULL);

  g_string_printf (text, "%zu", get_in (self, 0));
  for (guint l = 0; l < self->matrices->len; l++)
    g_string_append_printf (text, ";%zu", get_out (self, l));
  return g_string_free (g_steal_pointer (&text), FALSE);
}

/* A model of another depth gives its first function to the hidden layers and its last to the output. */
static void
take_activations (WscArchitecture *a, const WscArchitecture *given)
{
  for (guint l = 0; l < a->n_layers; l++)
    if (a->n_layers == given->n_layers)
      a->activation[l] = given->activation[l];
    else
      a->activation[l] = l + 1 < a->n_layers ? given->activation[0] : given->activation[given->n_layers - 1];
  a->loss = given->loss;
}

static int
read_loss (const WscTensors *tensors, const WscArchitecture *given)
{
  const char *loss = wsc_tensors_get_text (tensors, "loss");

  if (loss != NULL)
    return g_str_equal (loss, "cross-entropy") ? WSC_LOSS_FORCE_CROSS_ENTROPY : WSC_LOSS_FORCE_MSE;
  return given != NULL && given->loss == WSC_LOSS_CROSS_ENTROPY ? WSC_LOSS_FORCE_CROSS_ENTROPY : WSC_LOSS_FORCE_MSE;
}

static gboolean
find_architecture (const Chain *self, const WscArchitecture *given, WscArchitecture *a, GError **error)
{
  const char *activation = wsc_tensors_get_text (self->tensors, "activation");
  g_autofree char *sizes = format_sizes (self);
  WscModelSettings settings = { .layers = sizes, .activation = (char *) (activation != NULL ? activation : "tanh") };

  for (guint l = 0; l < self->matrices->len; l++)
    settings.bias = settings.bias || self->biases[l] != NULL;
  settings.loss = read_loss (self->tensors, given);
  if (!wsc_architecture_init (a, &settings, NULL, error))
    return FALSE;
  if (activation == NULL && given != NULL)
    take_activations (a, given);
  return TRUE;
}

/* --- a network ------------------------------------------------------------------------- */

static WscNetwork *
build (Chain *self, const WscArchitecture *given, GError **error)
{
  g_autofree guint32 *outputs = NULL;
  g_autofree double *parameters = NULL;
  WscArchitecture a;
  guint n_outputs;

  if (!sort_out (self, error) || !find_direction (self, error) || !find_biases (self, error) || !find_architecture (self, given, &a, error)
      || !read_outputs (self, &a, &outputs, &n_outputs, error))
    return NULL;
  parameters = g_new0 (double, wsc_architecture_get_n_parameters (&a));
  for (guint l = 0; l < a.n_layers; l++)
    if (!fill_layer (self, &a, l, parameters, error))
      return NULL;
  return wsc_network_new (&a, parameters, n_outputs, outputs);
}

WscNetwork *
wsc_network_load (const char *path, const WscArchitecture *architecture, char **study, const WscHook *hook, GError **error)
{
  g_autoptr (WscTensors) tensors = NULL;
  WscNetwork *network;
  Chain chain;

  g_return_val_if_fail (path != NULL, NULL);

  if (study != NULL)
    *study = NULL;
  tensors = wsc_tensors_load (path, hook, error);
  if (tensors == NULL)
    return NULL;
  chain = (Chain){ .tensors = tensors, .matrices = g_ptr_array_new (), .vectors = g_ptr_array_new () };
  network = build (&chain, architecture, error);
  g_ptr_array_unref (chain.matrices);
  g_ptr_array_unref (chain.vectors);
  if (network == NULL)
    {
      g_autofree char *shown = g_filename_display_name (path);

      g_prefix_error (error, "%s: ", shown);
    }
  else if (study != NULL)
    *study = g_strdup (wsc_tensors_get_text (tensors, "study"));
  return network;
}
