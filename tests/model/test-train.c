/* Threads, stopping, divergence, partial results. */
#include "test-model.h"

#include <math.h>
#include <string.h>

static WscEnsemble *
train (const WscTrainingSettings *training, const WscEnsembleData *data, const WscEngine *engine, const WscHook *hook,
       GError **error)
{
  const WscArchitecture a = make_architecture ("20;3;20", "tanh", WSC_ORTHONORMAL_ENCODER, TRUE, FALSE);
  const WscProbe probe = { .engine = engine };

  return wsc_ensemble_train_probed (&a, training, data, &probe, hook, NULL, NULL, error);
}

static Fixture *
new_windows (guint n_replicas)
{
  const WscArchitecture a = make_architecture ("20;3;20", "tanh", WSC_ORTHONORMAL_NONE, TRUE, FALSE);

  return fixture_new (FIXTURE_RESTORE, &a, 120, n_replicas);
}

static void
assert_same (const WscEnsemble *a, const WscEnsemble *b)
{
  const guint n = wsc_ensemble_get_n_replicas (a), n_epochs = wsc_ensemble_get_n_epochs (a);
  const gsize p = wsc_architecture_get_n_parameters (wsc_ensemble_get_architecture (a));

  for (guint r = 0; r < n; r++)
    g_assert_cmpmem (wsc_ensemble_get_parameters (a, r), p * sizeof (float), wsc_ensemble_get_parameters (b, r),
                     p * sizeof (float));
  g_assert_cmpmem (wsc_ensemble_get_train_losses (a), n * n_epochs * sizeof (float), wsc_ensemble_get_train_losses (b),
                   n * n_epochs * sizeof (float));
  g_assert_cmpmem (wsc_ensemble_get_test_losses (a), n * n_epochs * sizeof (float), wsc_ensemble_get_test_losses (b),
                   n * n_epochs * sizeof (float));
}

/* Replica counts with and without a remainder of lanes. */
static void
test_threads (void)
{
  static const guint threads[] = { 2, 3, 7 };
  static const guint counts[] = { 1, 5, 16, 37, 64 };
  const WscTrainingSettings training = { WSC_ADAM, 0.01, 0.9, 0.5, 32, 4 };

  for (const WscEngine *const *engine = all_engines (); *engine != NULL; engine++)
    for (gsize i = 0; i < G_N_ELEMENTS (counts); i++)
      {
        g_autoptr (Fixture) fixture = new_windows (counts[i]);
        const WscEnsembleData data = fixture_data (fixture, counts[i], 100, 20);
        const WscHook one = { .n_threads = 1 };
        g_autoptr (WscEnsemble) alone = train (&training, &data, *engine, &one, NULL);

        for (gsize t = 0; t < G_N_ELEMENTS (threads); t++)
          {
            const WscHook many = { .n_threads = threads[t] };
            g_autoptr (WscEnsemble) together = train (&training, &data, *engine, &many, NULL);

            assert_same (alone, together);
          }
      }
}

/* The blocks that are chosen by machine: 16 and what remains in narrower ones. */
static void
test_threads_with_remainder (void)
{
  const WscTrainingSettings training = { WSC_SGD, 0.1, 0.9, 0.5, 32, 3 };
  g_autoptr (Fixture) fixture = new_windows (100);
  const WscEnsembleData data = fixture_data (fixture, 100, 100, 20);
  const WscHook one = { .n_threads = 1 }, three = { .n_threads = 3 };
  g_autoptr (WscEnsemble) a = train (&training, &data, NULL, &one, NULL);
  g_autoptr (WscEnsemble) b = train (&training, &data, NULL, &three, NULL);

  assert_same (a, b);
  g_assert_cmpuint (wsc_ensemble_get_n_trained (a), ==, 100);
  g_assert_false (wsc_ensemble_is_partial (a));
}

/* A replica's numbers depend neither on how many there are nor, but for rounding, on the lanes. */
static void
test_replica_is_itself (void)
{
  const WscTrainingSettings training = { WSC_SGD, 0.1, 0.9, 0.5, 32, 3 };
  g_autoptr (Fixture) fixture = new_windows (37);
  const WscEnsembleData few = fixture_data (fixture, 3, 100, 20), many = fixture_data (fixture, 37, 100, 20);
  const gsize p = 143;

  for (const WscEngine *const *engine = all_engines (); *engine != NULL; engine++)
    {
      g_autoptr (WscEnsemble) a = train (&training, &few, *engine, NULL, NULL);
      g_autoptr (WscEnsemble) b = train (&training, &many, *engine, NULL, NULL);

      for (guint r = 0; r < 3; r++)
        g_assert_cmpmem (wsc_ensemble_get_parameters (a, r), p * sizeof (float), wsc_ensemble_get_parameters (b, r),
                         p * sizeof (float));
      g_assert_cmpint (
          memcmp (wsc_ensemble_get_parameters (a, 0), wsc_ensemble_get_parameters (a, 1), p * sizeof (float)), !=, 0);
    }
}

/* BLAS for wide layers and for few replicas, lanes for the rest; what is chosen is what runs. */
static void
test_engine_choice (void)
{
  static const struct
  {
    const char *layers;
    guint n_replicas;
    gboolean wide;
  } cases[] = {
    { "20;3;20", 1, FALSE },    { "100;3;100", 100, FALSE }, { "100;3;100", 1, TRUE },
    { "4;128;3", 8, FALSE },    { "784;100;10", 100, TRUE }, { "784;8;100;10", 100, FALSE },
    { "100;100;100", 4, TRUE }, { "100;100;100", 7, FALSE },
  };
  const WscTrainingSettings training = { WSC_SGD, 0.01, 0.9, 0.5, 8, 1 };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      const WscArchitecture a = make_architecture (cases[i].layers, "tanh", WSC_ORTHONORMAL_NONE, TRUE, FALSE);
      const guint n = MIN (cases[i].n_replicas, 8);
      g_autoptr (Fixture) fixture = fixture_new (FIXTURE_TABLE, &a, 20, n);
      const WscEnsembleData data = fixture_data (fixture, n, 16, 4);
      const WscProbe wide = { .engine = wsc_engine_find ("wide") };
      g_autoptr (WscEnsemble) chosen = NULL, forced = NULL;

      g_assert_cmpint (wsc_engine_prefers_wide (&a, cases[i].n_replicas), ==, cases[i].wide);
      if (!wsc_engine_prefers_wide (&a, n))
        continue;
      chosen = wsc_ensemble_train (&a, &training, &data, NULL, NULL, NULL, NULL);
      forced = wsc_ensemble_train_probed (&a, &training, &data, &wide, NULL, NULL, NULL, NULL);
      assert_same (chosen, forced);
    }
}

/* A remainder goes to an engine with room for it, no wider than the widest. */
static void
test_lanes_fit (void)
{
  const WscEngine *widest = wsc_engine_for_lanes (WSC_MAX_LANES);

  g_assert_cmpstr (widest->name, ==, wsc_kernel_name ());
  for (guint n = 1; n <= 40; n++)
    {
      const WscEngine *engine = wsc_engine_for_lanes (n);

      g_assert_cmpuint (engine->n_lanes, >=, MIN (n, widest->n_lanes));
      g_assert_cmpuint (engine->n_lanes, <=, widest->n_lanes);
      g_assert_true (wsc_engine_find (engine->name) == engine);
    }
  g_assert_null (wsc_engine_find ("no such engine"));
}

/* --- stopping ------------------------------------------------------------------------------------------------ */

typedef struct
{
  guint n_calls, stop_at;
  double last;
  GThread *thread;
} Stopper;

static gboolean
count_and_stop (gpointer user_data, double fraction, const char *phase)
{
  Stopper *self = user_data;

  g_assert_true (g_thread_self () == self->thread);
  g_assert_cmpfloat (fraction, >=, self->last);
  g_assert_cmpfloat (fraction, <=, 1.0);
  g_assert_nonnull (phase);
  self->last = fraction;
  return ++self->n_calls != self->stop_at;
}

static void
check_stopped (WscEnsemble *ensemble, GError *error, const Stopper *stopper)
{
  if (ensemble == NULL)
    g_assert_error (error, WSC_ERROR, WSC_ERROR_STOPPED);
  else
    {
      g_assert_no_error (error);
      g_assert_cmpuint (wsc_ensemble_get_n_trained (ensemble), >, 0);
      if (stopper->n_calls < stopper->stop_at)
        g_assert_false (wsc_ensemble_is_partial (ensemble));
    }
}

/* Stopped at each call in turn, until a run is through before it would be stopped. */
static void
test_stop_everywhere (void)
{
  const WscTrainingSettings training = { WSC_SGD, 0.1, 0.9, 0.5, 8, 150 };
  g_autoptr (Fixture) fixture = new_windows (70);
  const WscEnsembleData data = fixture_data (fixture, 70, 100, 20);
  gboolean through = FALSE;

  for (guint n_threads = 1; n_threads <= 2; n_threads++, through = FALSE)
    for (guint at = 1; !through; at++)
      {
        Stopper stopper = { .stop_at = at, .thread = g_thread_self () };
        const WscHook hook = { count_and_stop, &stopper, n_threads };
        g_autoptr (GError) error = NULL;
        g_autoptr (WscEnsemble) ensemble = train (&training, &data, NULL, &hook, &error);

        check_stopped (ensemble, error, &stopper);
        through = stopper.n_calls < at;
      }
}

/* Says stop as soon as a first partial result has come. */
typedef struct
{
  guint n_arrived, n_trained;
  gboolean enough;
} Audience;

static void
see (gpointer user_data, WscEnsemble *ensemble)
{
  Audience *self = user_data;

  g_assert_true (wsc_ensemble_is_partial (ensemble));
  g_assert_cmpuint (wsc_ensemble_get_n_trained (ensemble), >, self->n_trained);
  self->n_trained = wsc_ensemble_get_n_trained (ensemble);
  self->n_arrived++;
  self->enough = TRUE;
}

static gboolean
until_enough (gpointer user_data, double fraction, const char *phase)
{
  return !((Audience *) user_data)->enough;
}

static void
test_partial (void)
{
  const WscArchitecture a = make_architecture ("20;3;20", "tanh", WSC_ORTHONORMAL_NONE, TRUE, FALSE);
  const WscTrainingSettings training = { WSC_SGD, 0.1, 0.9, 0.5, 1, 300 };
  g_autoptr (Fixture) fixture = new_windows (100);
  const WscEnsembleData data = fixture_data (fixture, 100, 100, 20);
  Audience audience = { 0 };
  const WscHook hook = { until_enough, &audience, 1 };
  g_autoptr (GError) error = NULL;
  g_autoptr (WscEnsemble) ensemble = wsc_ensemble_train (&a, &training, &data, &hook, see, &audience, &error);

  g_assert_no_error (error);
  g_assert_cmpuint (audience.n_arrived, >=, 1);
  g_assert_true (wsc_ensemble_is_partial (ensemble));
  g_assert_cmpuint (wsc_ensemble_get_n_trained (ensemble), >=, audience.n_trained);
  g_assert_cmpuint (wsc_ensemble_get_n_trained (ensemble), <, 100);
  g_assert_cmpint (wsc_ensemble_get_diverged_at (ensemble, 99), ==, -1);
  g_assert_true (isnan (wsc_ensemble_get_train_losses (ensemble)[99]));
}

/* --- divergence ---------------------------------------------------------------------------------------------- */

/* Replicas 2, 17 and 20 learn from a sample with a number that is none. */
static void
test_some_diverge (void)
{
  const guint n = 37;
  const WscTrainingSettings training = { WSC_SGD, 0.1, 0.9, 0.5, 16, 3 };

  for (const WscEngine *const *engine = all_engines (); *engine != NULL; engine++)
    {
      const WscArchitecture a = make_architecture ("6;3;6", "tanh", WSC_ORTHONORMAL_NONE, TRUE, FALSE);
      g_autoptr (Fixture) fixture = fixture_new (FIXTURE_TABLE, &a, 50, n);
      g_autofree guint32 *poisoned = g_memdup2 (fixture->rows, 50 * sizeof (guint32));
      WscEnsembleData data = fixture_data (fixture, n, 40, 0);
      const WscProbe probe = { .engine = *engine };
      g_autoptr (GError) error = NULL;
      g_autoptr (WscEnsemble) well = wsc_ensemble_train_probed (&a, &training, &data, &probe, NULL, NULL, NULL, &error);
      g_autoptr (WscEnsemble) ill = NULL;
      g_autofree char *note = NULL;

      g_assert_null (wsc_ensemble_dup_divergence_note (well));
      fixture->numbers[45 * 6] = NAN;
      poisoned[5] = 45;
      fixture->train[2] = fixture->train[17] = fixture->train[20] = poisoned;
      ill = wsc_ensemble_train_probed (&a, &training, &data, &probe, NULL, NULL, NULL, &error);
      g_assert_no_error (error);
      g_assert_cmpuint (wsc_ensemble_get_n_diverged (ill), ==, 3);
      g_assert_cmpuint (wsc_ensemble_get_n_trained (ill), ==, n - 3);
      for (guint r = 0; r < n; r++)
        {
          const gboolean bad = r == 2 || r == 17 || r == 20;
          const gsize size = wsc_architecture_get_n_parameters (&a) * sizeof (float);

          g_assert_cmpint (wsc_ensemble_get_diverged_at (ill, r), ==, bad ? 1 : 0);
          g_assert_true (wsc_ensemble_is_trained (ill, r) == !bad);
          g_assert_true (isnan (wsc_ensemble_get_train_losses (ill)[r]) == bad);
          if (!bad)
            g_assert_cmpmem (wsc_ensemble_get_parameters (ill, r), size, wsc_ensemble_get_parameters (well, r), size);
        }
      note = wsc_ensemble_dup_divergence_note (ill);
      g_assert_cmpstr (note, ==, "3 of 37 replicas diverged at epoch 1: lower the learning rate");
    }
}

static void
test_all_diverge (void)
{
  const WscArchitecture a = make_architecture ("20;3;20", "identity", WSC_ORTHONORMAL_NONE, TRUE, FALSE);
  const WscTrainingSettings training = { WSC_SGD, 1e6, 0.9, 0.5, 32, 5 };
  g_autoptr (Fixture) fixture = new_windows (100);
  const WscEnsembleData data = fixture_data (fixture, 100, 100, 20);
  g_autoptr (GError) error = NULL;
  g_autoptr (WscEnsemble) ensemble = wsc_ensemble_train (&a, &training, &data, NULL, NULL, NULL, &error);

  g_assert_null (ensemble);
  g_assert_error (error, WSC_ERROR, WSC_ERROR_NUMERIC);
  g_assert_cmpstr (error->message, ==, "all 100 replicas diverged at epoch 1: lower the learning rate (1e+06)");
}

/* The last step of all may be the one too many: no loss has seen it. */
static void
test_diverges_at_the_end (void)
{
  const WscArchitecture a = make_architecture ("6;3;6", "identity", WSC_ORTHONORMAL_NONE, TRUE, FALSE);
  const WscTrainingSettings training = { WSC_SGD, 3e38, 0.9, 0.5, 100, 1 };
  g_autoptr (Fixture) fixture = fixture_new (FIXTURE_TABLE, &a, 20, 4);
  const WscEnsembleData data = fixture_data (fixture, 4, 20, 0);
  g_autoptr (GError) error = NULL;

  for (gsize i = 0; i < 20 * 12; i++)
    fixture->numbers[i] *= 100.0f;
  g_assert_null (wsc_ensemble_train (&a, &training, &data, NULL, NULL, NULL, &error));
  g_assert_cmpstr (error->message, ==, "all 4 replicas diverged at epoch 1: lower the learning rate (3e+38)");
}

static void
test_bad_settings (void)
{
  static const struct
  {
    WscTrainingSettings training;
    const char *message;
  } cases[] = {
    { { WSC_SGD, 0.1, 0.9, 0.5, 0, 5 }, "A batch of 0 samples is too small: at least 1" },
    { { WSC_SGD, 0.1, 0.9, 0.5, 8, 0 }, "0 epochs are too few: at least 1" },
    { { WSC_SGD, -1.0, 0.9, 0.5, 8, 5 }, "The learning rate is -1; it must be above 0" },
    { { WSC_SGD, NAN, 0.9, 0.5, 8, 5 }, "The learning rate is nan; it must be above 0" },
  };
  g_autoptr (Fixture) fixture = new_windows (2);
  const WscEnsembleData data = fixture_data (fixture, 2, 100, 20);

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_null (train (&cases[i].training, &data, NULL, NULL, &error));
      g_assert_error (error, WSC_ERROR, WSC_ERROR_RANGE);
      g_assert_cmpstr (error->message, ==, cases[i].message);
    }
}

void
add_train_tests (void)
{
  g_test_add_func ("/model/train/threads", test_threads);
  g_test_add_func ("/model/train/threads-with-remainder", test_threads_with_remainder);
  g_test_add_func ("/model/train/replica-is-itself", test_replica_is_itself);
  g_test_add_func ("/model/train/engine-choice", test_engine_choice);
  g_test_add_func ("/model/train/lanes-fit", test_lanes_fit);
  g_test_add_func ("/model/train/stop-everywhere", test_stop_everywhere);
  g_test_add_func ("/model/train/partial", test_partial);
  g_test_add_func ("/model/train/some-diverge", test_some_diverge);
  g_test_add_func ("/model/train/all-diverge", test_all_diverge);
  g_test_add_func ("/model/train/diverges-at-the-end", test_diverges_at_the_end);
  g_test_add_func ("/model/train/bad-settings", test_bad_settings);
}
