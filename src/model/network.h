/* network: one network as a value, in double: what is taken out of an ensemble, reduced, kept in a file and read back.
 */
#pragma once

#include "model/model.h"

G_BEGIN_DECLS

/* Immutable, atomically ref-counted. */
typedef struct
{
  gint ref_count;
  WscArchitecture architecture; /* its last size is the number of outputs that are computed */
  double *parameters;           /* (p) in the order of model.h */
  guint n_outputs;              /* of the task */
  guint32 *outputs;             /* (n_outputs) which computed output each is; NULL: output i is the i-th */
} WscNetwork;

/* `outputs` is NULL or (n_outputs). Copied. */
WscNetwork *wsc_network_new (const WscArchitecture *architecture, const double *parameters, guint n_outputs, const guint32 *outputs);
WscNetwork *wsc_network_ref (WscNetwork *self);
void wsc_network_unref (WscNetwork *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (WscNetwork, wsc_network_unref)

/* Outputs (n, n_outputs) for samples indices[0 .. n - 1] (NULL: 0 .. n - 1), all in double; softmax applied for cross-entropy. */
void wsc_network_get_outputs (const WscNetwork *self, const WscSamples *samples, const guint32 *indices, gsize n, double *outputs);
/* With every output computed for itself: `outputs` is NULL then. A new value. */
WscNetwork *wsc_network_expand (const WscNetwork *self);

/* Tensors "layers.1.weight" (out, in), "layers.1.bias" (out), …, "outputs"; texts "activation", "loss", and `study` (nullable), the text of
 * the study that it belongs to. Errors: those of wsc_tensors_save (). */
gboolean wsc_network_save (const WscNetwork *self, const char *study, const char *path, GError **error);
/* Also reads files of other programs: matrices that chain by their sizes, in the order of their names, each with the vector of its
 * outputs if there is one; kernels of Keras are turned. `architecture` (nullable) gives activations and loss where the file names none; without
 * both they are tanh, identity at the end, and mean squared error. `study` (nullable) receives the text, or NULL. Errors: those of
 * wsc_tensors_load (); FORMAT (no chain of matrices, with the names and shapes that there are; a convolution). */
WscNetwork *wsc_network_load (const char *path, const WscArchitecture *architecture, char **study, const WscHook *hook, GError **error);

G_END_DECLS
