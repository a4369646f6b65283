#include "test-model.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

WscArchitecture
make_architecture (const char *layers, const char *activation, int orthonormal, gboolean bias, gboolean ce)
{
  const WscModelSettings settings = { (char *) layers, (char *) activation, orthonormal, bias,
                                      ce ? WSC_LOSS_FORCE_CROSS_ENTROPY : WSC_LOSS_FORCE_MSE };
  g_autoptr (GError) error = NULL;
  WscArchitecture a;

  wsc_architecture_init (&a, &settings, NULL, &error);
  g_assert_no_error (error);
  return a;
}

static void
fill_classes (Fixture *self, WscRandom *random, gsize n_samples, guint n_classes, float *targets)
{
  for (gsize i = 0; i < n_samples; i++)
    targets[i * n_classes + wsc_random_below (random, n_classes)] = 1.0f;
}

Fixture *
fixture_new (FixtureKind kind, const WscArchitecture *a, gsize n_samples, guint n_replicas)
{
  const guint in = a->sizes[0], out = a->sizes[a->n_layers];
  const gsize size =
      kind == FIXTURE_RESTORE || kind == FIXTURE_FORECAST ? n_samples + in + out : n_samples * (in + out);
  Fixture *self = g_new0 (Fixture, 1);
  WscRandom random;

  wsc_random_init (&random, 7, "fixture", 0);
  self->numbers = g_new0 (float, size);
  for (gsize i = 0; i < (kind == FIXTURE_CLASSES ? n_samples * in : size); i++)
    self->numbers[i] = (float) wsc_random_normal (&random);
  if (kind == FIXTURE_CLASSES)
    fill_classes (self, &random, n_samples, out, self->numbers + n_samples * in);
  if (kind == FIXTURE_TABLE || kind == FIXTURE_CLASSES)
    self->samples = (WscSamples){ self->numbers, in, in, self->numbers + n_samples * in, out, out, n_samples };
  else
    self->samples =
        (WscSamples){ self->numbers, 1, in, self->numbers + (kind == FIXTURE_FORECAST ? in : 0), 1, out, n_samples };
  self->rows = g_new (guint32, n_samples);
  for (gsize i = 0; i < n_samples; i++)
    self->rows[i] = (guint32) i;
  self->train = g_new (const guint32 *, n_replicas);
  for (guint r = 0; r < n_replicas; r++)
    self->train[r] = self->rows;
  return self;
}

void
fixture_free (Fixture *self)
{
  g_free (self->numbers);
  g_free (self->rows);
  g_free (self->train);
  g_free (self);
}

WscEnsembleData
fixture_data (const Fixture *self, guint n_replicas, gsize n_train, gsize n_test)
{
  return (WscEnsembleData){ .n_replicas = n_replicas,
                            .seed = 11,
                            .samples = &self->samples,
                            .train = self->train,
                            .n_train = n_train,
                            .test_samples = self->samples,
                            .test = self->rows + n_train,
                            .n_test = n_test };
}

const WscEngine *const *
all_engines (void)
{
  static const WscEngine *engines[5];
  static const char *const names[] = { "avx512", "avx2", "baseline", "wide" };
  guint n = 0;

  for (gsize i = 0; i < G_N_ELEMENTS (names); i++)
    if ((engines[n] = wsc_engine_find (names[i])) != NULL)
      n++;
  engines[n] = NULL;
  return engines;
}

char **
read_reference (const char *name)
{
  g_autofree char *path = g_build_filename (g_getenv ("WSC_TEST_REFERENCE"), name, NULL);
  g_autofree char *text = NULL;
  g_autoptr (GError) error = NULL;

  g_file_get_contents (path, &text, NULL, &error);
  g_assert_no_error (error);
  return g_strsplit (text, "\n", -1);
}

GArray *
read_field (char ***line, const char *field)
{
  GArray *numbers = g_array_new (FALSE, FALSE, sizeof (double));
  const gsize length = strlen (field);

  while (strncmp (**line, field, length) != 0 || (**line)[length] != ' ')
    {
      (*line)++;
      g_assert_nonnull (**line);
    }
  for (char *at = **line + length, *end = NULL;; at = end)
    {
      const double x = g_ascii_strtod (at, &end);

      if (end == at)
        break;
      g_array_append_val (numbers, x);
    }
  (*line)++;
  return numbers;
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  wsc_blas_use_one_thread ();
  add_architecture_tests ();
  add_math_tests ();
  add_order_tests ();
  add_gradient_tests ();
  add_trajectory_tests ();
  add_train_tests ();
  add_ensemble_tests ();
  add_evaluate_tests ();
  add_network_tests ();
  add_network_file_tests ();
  return g_test_run ();
}
