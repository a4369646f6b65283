/* Whole trainings: every engine and optimiser against the naive twin and an independent program's trajectory. */
#include "naive.h"
#include "test-model.h"

#include <math.h>
#include <string.h>

/* --- against an independent program ------------------------------------------------------------------------- */

typedef struct
{
  GArray *start, *series, *order, *after_1, *after_3, *averaged, *batch_losses;
} Reference;

static void
reference_load (Reference *self)
{
  g_auto (GStrv) lines = read_reference ("sgd_steps/trajectory.txt");
  char **line = lines;

  self->series = read_field (&line, "series");
  self->order = read_field (&line, "order");
  self->start = read_field (&line, "start");
  self->after_1 = read_field (&line, "after_1_step");
  self->after_3 = read_field (&line, "after_3_epochs");
  self->averaged = read_field (&line, "averaged");
  self->batch_losses = read_field (&line, "batch_losses");
}

static void
reference_clear (Reference *self)
{
  g_array_unref (self->series);
  g_array_unref (self->order);
  g_array_unref (self->start);
  g_array_unref (self->after_1);
  g_array_unref (self->after_3);
  g_array_unref (self->averaged);
  g_array_unref (self->batch_losses);
}

static void
assert_close (const float *own, const GArray *right)
{
  for (gsize i = 0; i < right->len; i++)
    {
      const double x = g_array_index (right, double, i);

      g_assert_cmpfloat_with_epsilon ((double) own[i], x, 2e-5 + 2e-5 * fabs (x));
    }
}

static void
check_first_step (gpointer user_data, guint replica, gsize step, const float *parameters)
{
  const Reference *reference = user_data;

  if (step == 1)
    assert_close (parameters, reference->after_1);
}

static void
check_losses (const Reference *reference, const WscEnsemble *ensemble)
{
  const float *losses = wsc_ensemble_get_train_losses (ensemble);

  for (guint e = 0; e < 3; e++)
    {
      double sum = 0.0;

      for (guint b = 0; b < 16; b++)
        sum += g_array_index (reference->batch_losses, double, e * 16 + b);
      for (guint r = 0; r < wsc_ensemble_get_n_replicas (ensemble); r++)
        g_assert_cmpfloat_with_epsilon ((double) losses[e * wsc_ensemble_get_n_replicas (ensemble) + r], sum / 16.0,
                                        1e-5);
    }
}

static void
check_against_reference (const Reference *reference, const WscEngine *engine, int optimizer)
{
  const guint n_replicas = 5;
  const WscArchitecture a = make_architecture ("20;3;20", "tanh;tanh", WSC_ORTHONORMAL_NONE, TRUE, FALSE);
  const WscTrainingSettings training = { optimizer, 0.5, 0.0, 0.0, 32, 3 };
  g_autoptr (Fixture) fixture = fixture_new (FIXTURE_RESTORE, &a, 481, n_replicas);
  WscEnsembleData data = fixture_data (fixture, n_replicas, 481, 0);
  g_autofree float *start = g_new (float, reference->start->len);
  g_autofree guint32 *order = g_new (guint32, reference->order->len);
  const WscProbe probe = { engine, order, check_first_step, (gpointer) reference };
  g_autoptr (GError) error = NULL;
  g_autoptr (WscEnsemble) ensemble = NULL;

  for (gsize i = 0; i < reference->series->len; i++)
    fixture->numbers[i] = (float) g_array_index (reference->series, double, i);
  for (gsize i = 0; i < reference->start->len; i++)
    start[i] = (float) g_array_index (reference->start, double, i);
  for (gsize i = 0; i < reference->order->len; i++)
    order[i] = (guint32) g_array_index (reference->order, double, i);
  data.start = start;
  ensemble = wsc_ensemble_train_probed (&a, &training, &data, &probe, NULL, NULL, NULL, &error);
  g_assert_no_error (error);
  for (guint r = 0; r < n_replicas; r++)
    assert_close (wsc_ensemble_get_parameters (ensemble, r),
                  optimizer == WSC_SGD ? reference->after_3 : reference->averaged);
  check_losses (reference, ensemble);
}

static void
test_reference (void)
{
  Reference reference;

  reference_load (&reference);
  for (const WscEngine *const *engine = all_engines (); *engine != NULL; engine++)
    {
      check_against_reference (&reference, *engine, WSC_SGD);
      check_against_reference (&reference, *engine, WSC_AVERAGED_SGD);
    }
  reference_clear (&reference);
}

/* --- against the naive twin --------------------------------------------------------------------------------- */

typedef struct
{
  const char *layers, *activation;
  FixtureKind kind;
  int orthonormal, batch;
} Run;

static const Run runs[] = {
  { "20;3;20", "tanh", FIXTURE_RESTORE, WSC_ORTHONORMAL_NONE, 32 },
  { "20;3;20", "relu", FIXTURE_RESTORE, WSC_ORTHONORMAL_ENCODER, 16 },
  { "10;3;20", "tanh", FIXTURE_FORECAST, WSC_ORTHONORMAL_DECODER, 7 },
  { "12;4;12", "tanh;tanh", FIXTURE_RESTORE, WSC_ORTHONORMAL_BOTH, 10 },
  { "4;16;3", "sigmoid", FIXTURE_CLASSES, WSC_ORTHONORMAL_NONE, 16 },
  { "5;9;6;3", "tanh;sigmoid;identity", FIXTURE_CLASSES, WSC_ORTHONORMAL_BOTH, 60 },
  { "3;2", "identity", FIXTURE_TABLE, WSC_ORTHONORMAL_ENCODER, 1 },
};

static const char *const optimizer_names[] = { "sgd", "momentum", "averaged", "adam" };

/* Fails where a factor leaves the manifold, after any step of any replica. */
static void
check_manifold (gpointer user_data, guint replica, gsize step, const float *parameters)
{
  const WscArchitecture *a = user_data;
  const double distance = distance_from_manifold (a, parameters);

  if (!(distance < 1e-5))
    g_error ("replica %u is %g from the manifold after step %" G_GSIZE_FORMAT, replica, distance, step);
}

/* The samples' order as the engine will have it: the plain shuffle on the replica's stream. */
static guint32 *
make_order (guint64 seed, guint replica, gsize n, guint n_epochs)
{
  guint32 *order = g_new (guint32, n * n_epochs);
  WscRandom random;

  wsc_random_init (&random, seed, "training.order", replica);
  for (gsize i = 0; i < n; i++)
    order[i] = (guint32) i;
  for (guint e = 0; e < n_epochs; e++)
    {
      if (e > 0)
        memcpy (order + e * n, order + (e - 1) * n, n * sizeof (guint32));
      wsc_random_shuffle (&random, order + e * n, n);
    }
  return order;
}

static void
check_replica (const WscEnsemble *ensemble, const WscTrainingSettings *training, const WscEnsembleData *data, guint r)
{
  const WscArchitecture *a = wsc_ensemble_get_architecture (ensemble);
  const gsize p = wsc_architecture_get_n_parameters (a);
  const float *own = wsc_ensemble_get_parameters (ensemble, r);
  g_autofree guint32 *order = make_order (data->seed, r, data->n_train, (guint) training->epochs);
  g_autofree float *start = g_new (float, p);
  g_autofree double *losses = g_new (double, (gsize) training->epochs);
  g_autoptr (NaiveNet) naive = NULL;
  const double *right;
  WscPlan plan;

  wsc_plan_init (&plan, a, training, FALSE);
  wsc_start_parameters (&plan, data->seed, data->shared_start ? 0 : r, start);
  naive = naive_net_new (a, start);
  naive_train (naive, a, training, data->samples, order, data->n_train, losses);
  right = training->optimizer == WSC_AVERAGED_SGD ? naive->average : naive->parameters;
  for (int e = 0; e < training->epochs; e++)
    g_assert_cmpfloat_with_epsilon ((double) wsc_ensemble_get_train_losses (ensemble)[(guint) e * data->n_replicas + r],
                                    losses[e], 1e-4);
  if (training->optimizer == WSC_AVERAGED_SGD && (a->orthonormal[0] || a->orthonormal[a->n_layers - 1]))
    g_assert_cmpfloat (distance_from_manifold (a, own), <, 1e-5);
  else
    for (gsize i = 0; i < p; i++)
      g_assert_cmpfloat_with_epsilon ((double) own[i], right[i], 2e-4 * (1.0 + fabs (right[i])));
}

static void
check_run (const Run *run, const WscEngine *engine, int optimizer)
{
  const guint n_replicas = engine->n_lanes + 2;
  const WscArchitecture a =
      make_architecture (run->layers, run->activation, run->orthonormal, TRUE, run->kind == FIXTURE_CLASSES);
  const WscTrainingSettings training = {
    optimizer, optimizer == WSC_ADAM ? 0.01 : optimizer == WSC_MOMENTUM ? 0.02 : 0.1, 0.9, 0.5, run->batch, 3
  };
  g_autoptr (Fixture) fixture = fixture_new (run->kind, &a, 70, n_replicas);
  WscEnsembleData data = fixture_data (fixture, n_replicas, 61, 9);
  const WscProbe probe = { .engine = engine, .stepped = check_manifold, .user_data = (gpointer) &a };
  g_autoptr (GError) error = NULL;
  g_autoptr (WscEnsemble) ensemble = NULL;

  data.shared_start = optimizer == WSC_SGD;
  ensemble = wsc_ensemble_train_probed (&a, &training, &data, &probe, NULL, NULL, NULL, &error);
  g_assert_no_error (error);
  check_replica (ensemble, &training, &data, 0);
  check_replica (ensemble, &training, &data, n_replicas - 1);
}

static void
test_twin (gconstpointer data)
{
  const guint which = GPOINTER_TO_UINT (data);

  for (const WscEngine *const *engine = all_engines (); *engine != NULL; engine++)
    check_run (&runs[which / 4], *engine, (int) which % 4);
}

void
add_trajectory_tests (void)
{
  g_test_add_func ("/model/trajectory/reference", test_reference);
  for (guint i = 0; i < G_N_ELEMENTS (runs) * 4; i++)
    {
      g_autofree char *name =
          g_strdup_printf ("/model/trajectory/twin/%u-%s/%s", i / 4, runs[i / 4].layers, optimizer_names[i % 4]);

      g_test_add_data_func (name, GUINT_TO_POINTER (i), test_twin);
    }
}
