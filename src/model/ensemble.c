/* Trained networks as an immutable value. */
#include "model/model.h"

#include <glib/gi18n-lib.h>
#include <string.h>

struct _WscEnsemble
{
  gint ref_count;
  WscArchitecture architecture;
  gsize n_parameters;
  guint n_replicas, n_epochs, n_trained, n_diverged;
  gboolean partial;
  float *parameters;   /* (replicas, p) */
  gint32 *diverged_at; /* (replicas) */
  float *train_losses; /* (epochs, replicas) */
  float *test_losses;
};

WSC_DEFINE_BOXED_TYPE (WscEnsemble, wsc_ensemble)

static float *
copy_floats (const float *from, gsize n)
{
  return g_memdup2 (from, n * sizeof (float));
}

WscEnsemble *
wsc_ensemble_new (const WscArchitecture *architecture, guint n_replicas, const float *parameters,
                  const gint32 *diverged_at, guint n_epochs, const float *train_losses, const float *test_losses,
                  gboolean partial)
{
  WscEnsemble *self;

  g_return_val_if_fail (architecture != NULL && n_replicas > 0, NULL);
  g_return_val_if_fail (parameters != NULL && diverged_at != NULL, NULL);
  g_return_val_if_fail (n_epochs == 0 || (train_losses != NULL && test_losses != NULL), NULL);

  self = g_new0 (WscEnsemble, 1);
  self->ref_count = 1;
  self->architecture = *architecture;
  self->n_parameters = wsc_architecture_get_n_parameters (architecture);
  self->n_replicas = n_replicas;
  self->n_epochs = n_epochs;
  self->partial = partial;
  self->parameters = copy_floats (parameters, n_replicas * self->n_parameters);
  self->diverged_at = g_memdup2 (diverged_at, n_replicas * sizeof (gint32));
  self->train_losses = copy_floats (train_losses, (gsize) n_epochs * n_replicas);
  self->test_losses = copy_floats (test_losses, (gsize) n_epochs * n_replicas);
  for (guint r = 0; r < n_replicas; r++)
    {
      self->n_trained += diverged_at[r] == 0;
      self->n_diverged += diverged_at[r] > 0;
    }
  return self;
}

WscEnsemble *
wsc_ensemble_ref (WscEnsemble *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  g_atomic_int_inc (&self->ref_count);
  return self;
}

void
wsc_ensemble_unref (WscEnsemble *self)
{
  g_return_if_fail (self != NULL);

  if (!g_atomic_int_dec_and_test (&self->ref_count))
    return;
  g_free (self->parameters);
  g_free (self->diverged_at);
  g_free (self->train_losses);
  g_free (self->test_losses);
  g_free (self);
}

const WscArchitecture *
wsc_ensemble_get_architecture (const WscEnsemble *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return &self->architecture;
}

guint
wsc_ensemble_get_n_replicas (const WscEnsemble *self)
{
  g_return_val_if_fail (self != NULL, 0);

  return self->n_replicas;
}

guint
wsc_ensemble_get_n_trained (const WscEnsemble *self)
{
  g_return_val_if_fail (self != NULL, 0);

  return self->n_trained;
}

guint
wsc_ensemble_get_n_diverged (const WscEnsemble *self)
{
  g_return_val_if_fail (self != NULL, 0);

  return self->n_diverged;
}

gint32
wsc_ensemble_get_diverged_at (const WscEnsemble *self, guint replica)
{
  g_return_val_if_fail (self != NULL && replica < self->n_replicas, -1);

  return self->diverged_at[replica];
}

gboolean
wsc_ensemble_is_trained (const WscEnsemble *self, guint replica)
{
  return wsc_ensemble_get_diverged_at (self, replica) == 0;
}

gboolean
wsc_ensemble_is_partial (const WscEnsemble *self)
{
  g_return_val_if_fail (self != NULL, FALSE);

  return self->partial;
}

const float *
wsc_ensemble_get_parameters (const WscEnsemble *self, guint replica)
{
  g_return_val_if_fail (self != NULL && replica < self->n_replicas, NULL);

  return self->parameters + replica * self->n_parameters;
}

guint
wsc_ensemble_get_n_epochs (const WscEnsemble *self)
{
  g_return_val_if_fail (self != NULL, 0);

  return self->n_epochs;
}

const float *
wsc_ensemble_get_train_losses (const WscEnsemble *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->train_losses;
}

const float *
wsc_ensemble_get_test_losses (const WscEnsemble *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->test_losses;
}

/* The first and the last epoch at which a replica diverged. */
static void
diverged_between (const WscEnsemble *self, gint32 *first, gint32 *last)
{
  *first = G_MAXINT32;
  *last = 0;
  for (guint r = 0; r < self->n_replicas; r++)
    if (self->diverged_at[r] > 0)
      {
        *first = MIN (*first, self->diverged_at[r]);
        *last = MAX (*last, self->diverged_at[r]);
      }
}

char *
wsc_ensemble_dup_divergence_note (const WscEnsemble *self)
{
  gint32 first, last;

  g_return_val_if_fail (self != NULL, NULL);

  if (self->n_diverged == 0)
    return NULL;
  diverged_between (self, &first, &last);
  if (first == last)
    return g_strdup_printf (
        g_dngettext (GETTEXT_PACKAGE, "%u of %u replicas diverged at epoch %d: lower the learning rate",
                     "%u of %u replicas diverged at epoch %d: lower the learning rate", self->n_diverged),
        self->n_diverged, self->n_replicas, first);
  return g_strdup_printf (
      g_dngettext (GETTEXT_PACKAGE, "%u of %u replicas diverged at epochs %d to %d: lower the learning rate",
                   "%u of %u replicas diverged at epochs %d to %d: lower the learning rate", self->n_diverged),
      self->n_diverged, self->n_replicas, first, last);
}
