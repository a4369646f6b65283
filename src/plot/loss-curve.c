/* The losses of all replicas, brought together epoch by epoch. */
#include "plot/plot.h"

#include <math.h>

typedef struct
{
  guint n;
  double mean, m2;
} Sum;

/* Welford 1962: exact enough for any scale of the loss. */
static void
sum_add (Sum *sum, double value)
{
  if (!isfinite (value))
    return;
  double delta = value - sum->mean;
  sum->mean += delta / ++sum->n;
  sum->m2 += delta * (value - sum->mean);
}

void
wsc_loss_curve_init (WscLossCurve *self, const WscEnsemble *ensemble)
{
  guint n_replicas = wsc_ensemble_get_n_replicas (ensemble), n_epochs = wsc_ensemble_get_n_epochs (ensemble);
  const float *train = wsc_ensemble_get_train_losses (ensemble), *test = wsc_ensemble_get_test_losses (ensemble);

  *self = (WscLossCurve){ n_epochs,
                          wsc_ensemble_get_n_trained (ensemble),
                          g_new (double, n_epochs),
                          g_new (double, n_epochs),
                          g_new (double, n_epochs),
                          g_new (double, n_epochs) };
  for (guint i = 0; i < n_epochs; i++)
    {
      Sum trained = { 0 }, tested = { 0 };
      for (guint r = 0; r < n_replicas; r++)
        {
          if (!wsc_ensemble_is_trained (ensemble, r))
            continue;
          sum_add (&trained, train[(gsize) i * n_replicas + r]);
          if (test)
            sum_add (&tested, test[(gsize) i * n_replicas + r]);
        }
      self->epoch[i] = i + 1;
      self->train_mean[i] = trained.n > 0 ? trained.mean : NAN;
      self->train_sd[i] = trained.n > 1 ? sqrt (trained.m2 / (trained.n - 1)) : NAN;
      self->test_mean[i] = tested.n > 0 ? tested.mean : NAN;
    }
}

void
wsc_loss_curve_clear (WscLossCurve *self)
{
  g_clear_pointer (&self->epoch, g_free);
  g_clear_pointer (&self->train_mean, g_free);
  g_clear_pointer (&self->train_sd, g_free);
  g_clear_pointer (&self->test_mean, g_free);
}
