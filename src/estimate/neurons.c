#include "estimate/estimate-private.h"

#include <math.h>
#include <string.h>

WSC_DEFINE_BOXED_TYPE (WscNeurons, wsc_neurons)

WscNeurons *
wsc_neurons_alloc (guint m, guint d, guint n_replicas, gboolean with_replicas)
{
  WscNeurons *self = g_new0 (WscNeurons, 1);

  self->ref_count = 1;
  self->m = m;
  self->d = d;
  self->n_replicas = n_replicas;
  self->means = g_malloc0_n ((gsize) m * d, sizeof (double));
  self->covariances = g_malloc0_n ((gsize) m * d * d, sizeof (double));
  if (with_replicas)
    self->replicas = g_malloc0_n ((gsize) n_replicas * m * d, sizeof (double));
  self->alignment = (WscAlignment){ .kind = WSC_ALIGN_NONE, .converged = TRUE };
  self->warnings = g_new0 (char *, 1);
  return self;
}

WscNeurons *
wsc_neurons_new (guint m, guint d, const double *means, const double *covariances, guint n_replicas,
                 const double *replicas)
{
  WscNeurons *self;

  g_return_val_if_fail (m > 0 && d > 0 && means != NULL && covariances != NULL, NULL);

  self = wsc_neurons_alloc (m, d, n_replicas, replicas != NULL && n_replicas > 0);
  memcpy (self->means, means, (gsize) m * d * sizeof (double));
  memcpy (self->covariances, covariances, (gsize) m * d * d * sizeof (double));
  if (self->replicas != NULL)
    memcpy (self->replicas, replicas, (gsize) n_replicas * m * d * sizeof (double));
  return self;
}

WscNeurons *
wsc_neurons_new_with_report (const WscNeurons *numbers, const WscAlignment *alignment, const double *axis_shares,
                             const gboolean *axis_identified, const char *const *warnings)
{
  WscNeurons *self;

  g_return_val_if_fail (numbers != NULL && alignment != NULL, NULL);

  self = wsc_neurons_new (numbers->m, numbers->d, numbers->means, numbers->covariances, numbers->n_replicas,
                          numbers->replicas);
  self->alignment = *alignment;
  if (axis_shares != NULL)
    self->axis_shares = g_memdup2 (axis_shares, self->d * sizeof (double));
  if (axis_identified != NULL)
    self->axis_identified = g_memdup2 (axis_identified, self->d * sizeof (gboolean));
  if (warnings != NULL)
    {
      g_strfreev (self->warnings);
      self->warnings = g_strdupv ((char **) warnings);
    }
  return self;
}

WscNeurons *
wsc_neurons_new_with_open (const WscNeurons *numbers, const double *open, const char *const *warnings)
{
  WscNeurons *self;

  g_return_val_if_fail (numbers != NULL, NULL);

  self = wsc_neurons_new_with_report (numbers, &numbers->alignment, numbers->axis_shares, numbers->axis_identified,
                                      warnings != NULL ? warnings : wsc_neurons_get_warnings (numbers));
  if (open != NULL)
    self->open = g_memdup2 (open, (gsize) self->m * self->d * self->d * sizeof *open);
  return self;
}

const double *
wsc_neurons_get_open (const WscNeurons *self, guint neuron)
{
  g_return_val_if_fail (self != NULL && neuron < self->m, NULL);

  return self->open != NULL ? self->open + (gsize) neuron * self->d * self->d : NULL;
}

WscNeurons *
wsc_neurons_ref (WscNeurons *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  g_atomic_int_inc (&self->ref_count);
  return self;
}

void
wsc_neurons_unref (WscNeurons *self)
{
  g_return_if_fail (self != NULL);

  if (!g_atomic_int_dec_and_test (&self->ref_count))
    return;
  g_free (self->means);
  g_free (self->covariances);
  g_free (self->replicas);
  g_free (self->axis_shares);
  g_free (self->axis_identified);
  g_free (self->open);
  g_strfreev (self->warnings);
  g_free (self);
}

guint
wsc_neurons_get_count (const WscNeurons *self)
{
  g_return_val_if_fail (self != NULL, 0);

  return self->m;
}

guint
wsc_neurons_get_dimension (const WscNeurons *self)
{
  g_return_val_if_fail (self != NULL, 0);

  return self->d;
}

guint
wsc_neurons_get_n_replicas (const WscNeurons *self)
{
  g_return_val_if_fail (self != NULL, 0);

  return self->n_replicas;
}

const double *
wsc_neurons_get_mean (const WscNeurons *self, guint neuron)
{
  g_return_val_if_fail (self != NULL && neuron < self->m, NULL);

  return self->means + (gsize) neuron * self->d;
}

const double *
wsc_neurons_get_covariance (const WscNeurons *self, guint neuron)
{
  g_return_val_if_fail (self != NULL && neuron < self->m, NULL);

  return self->covariances + (gsize) neuron * self->d * self->d;
}

const double *
wsc_neurons_get_replica (const WscNeurons *self, guint replica, guint neuron)
{
  g_return_val_if_fail (self != NULL && neuron < self->m && replica < self->n_replicas, NULL);

  if (self->replicas == NULL)
    return NULL;
  return self->replicas + ((gsize) replica * self->m + neuron) * self->d;
}

double
wsc_neurons_get_trace (const WscNeurons *self, guint neuron)
{
  const double *covariance = wsc_neurons_get_covariance (self, neuron);
  double trace = 0;

  g_return_val_if_fail (covariance != NULL, NAN);

  for (gsize i = 0; i < self->d; i++)
    trace += covariance[i * self->d + i];
  return trace;
}

const WscAlignment *
wsc_neurons_get_alignment (const WscNeurons *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return &self->alignment;
}

const double *
wsc_neurons_get_axis_shares (const WscNeurons *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->axis_shares;
}

const gboolean *
wsc_neurons_get_axis_identified (const WscNeurons *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->axis_identified;
}

const char *const *
wsc_neurons_get_warnings (const WscNeurons *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return (const char *const *) self->warnings;
}

double
wsc_neurons_get_mean_variance (const WscNeurons *self)
{
  double sum = 0;

  g_return_val_if_fail (self != NULL, NAN);

  for (guint j = 0; j < self->m; j++)
    sum += wsc_neurons_get_trace (self, j);
  return sum / ((double) self->m * self->d);
}

/* 0 where there is one coordinate, and so nothing off the diagonal. */
double
wsc_neurons_get_mean_covariance (const WscNeurons *self)
{
  const double d = self != NULL ? self->d : 0;
  double sum = 0;

  g_return_val_if_fail (self != NULL, NAN);

  for (guint j = 0; j < self->m; j++)
    for (gsize a = 0; a < self->d; a++)
      for (gsize b = a + 1; b < self->d; b++)
        sum += fabs (wsc_neurons_get_covariance (self, j)[a * self->d + b]);
  return self->d < 2 ? 0.0 : 2.0 * sum / (self->m * d * (d - 1.0));
}
