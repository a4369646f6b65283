/* Gradients: the naive twin against central differences and an independent program, every engine against the twin. */
#include "naive.h"
#include "test-model.h"

#include <math.h>
#include <string.h>

typedef struct
{
  const char *layers, *activation;
  gboolean ce;
  FixtureKind kind;
} Shape;

static const Shape shapes[] = {
  { "20;3;20", "tanh", FALSE, FIXTURE_RESTORE },
  { "20;3;20", "relu", FALSE, FIXTURE_RESTORE },
  { "20;3;20", "tanh;tanh", FALSE, FIXTURE_RESTORE },
  { "10;3;20", "sigmoid", FALSE, FIXTURE_FORECAST },
  { "100;3;100", "tanh", FALSE, FIXTURE_RESTORE },
  { "100;10;100", "identity", FALSE, FIXTURE_RESTORE },
  { "4;128;3", "relu", TRUE, FIXTURE_CLASSES },
  { "7;5;4;3;2", "tanh;sigmoid;relu;identity", TRUE, FIXTURE_CLASSES },
  { "13;9;6;11", "sigmoid;tanh;relu", FALSE, FIXTURE_TABLE },
  { "6;1;7", "tanh", FALSE, FIXTURE_TABLE },
  { "6;2;7", "tanh", FALSE, FIXTURE_TABLE },
  { "6;4;7", "tanh", FALSE, FIXTURE_TABLE },
  { "3;1", "sigmoid", FALSE, FIXTURE_TABLE },
  { "1;1;1", "tanh", FALSE, FIXTURE_TABLE },
  { "2;17;1", "relu;sigmoid", FALSE, FIXTURE_TABLE },
  { "33;40;37;5", "tanh", TRUE, FIXTURE_CLASSES },
};

static WscArchitecture
shape_architecture (const Shape *shape, gboolean bias)
{
  return make_architecture (shape->layers, shape->activation, WSC_ORTHONORMAL_NONE, bias, shape->ce);
}

static void
fill_random (double *x, gsize n, guint32 index)
{
  WscRandom random;

  wsc_random_init (&random, 3, "parameters", index);
  for (gsize i = 0; i < n; i++)
    x[i] = 0.4 * wsc_random_normal (&random);
}

/* Kinks of ReLU are no danger: 0.4 N(0, 1) sums are hit within 1e-6 hardly ever, and the seed is fixed. */
static void
test_central_differences (gconstpointer data)
{
  const Shape *shape = data;

  for (gboolean bias = FALSE; bias <= TRUE; bias++)
    {
      const WscArchitecture a = shape_architecture (shape, bias);
      const gsize p = wsc_architecture_get_n_parameters (&a);
      g_autoptr (Fixture) fixture = fixture_new (shape->kind, &a, 6, 1);
      g_autofree double *w = g_new (double, p);
      g_autofree double *gradient = g_new (double, p);

      fill_random (w, p, 0);
      naive_loss (&a, w, &fixture->samples, fixture->rows, 6, gradient);
      for (gsize i = 0; i < p; i += 1 + p / 97)
        {
          const double h = 1e-6, keep = w[i];
          double up, down;

          w[i] = keep + h;
          up = naive_loss (&a, w, &fixture->samples, fixture->rows, 6, NULL);
          w[i] = keep - h;
          down = naive_loss (&a, w, &fixture->samples, fixture->rows, 6, NULL);
          w[i] = keep;
          g_assert_cmpfloat_with_epsilon (gradient[i], (up - down) / (2.0 * h), 2e-8 * (1.0 + fabs (gradient[i])));
        }
    }
}

typedef struct
{
  WscPlan plan;
  const WscEngine *engine;
  float *parameters, *gradients, *scratch;
  double *exact; /* (lanes, p) */
  guint32 *orders[WSC_MAX_LANES];
  const WscSamples *samples[WSC_MAX_LANES];
} Bench;

/* Every lane has its own network and its own order of samples. */
static void
bench_init (Bench *self, const WscEngine *engine, const WscArchitecture *a, const WscSamples *samples)
{
  gsize p;

  *self = (Bench){ .engine = engine };
  wsc_plan_init (&self->plan, a, NULL, engine->n_lanes == 1);
  self->plan.restores = wsc_samples_restore (samples);
  p = self->plan.n_parameters;
  self->parameters = g_aligned_alloc0 (p * engine->n_lanes, sizeof (float), 64);
  self->gradients = g_aligned_alloc0 (p * engine->n_lanes, sizeof (float), 64);
  self->scratch = g_aligned_alloc0 (engine->scratch_size (&self->plan), sizeof (float), 64);
  self->exact = g_new (double, p * engine->n_lanes);
  for (guint lane = 0; lane < engine->n_lanes; lane++)
    {
      WscRandom random;

      fill_random (self->exact + lane * p, p, lane);
      for (gsize i = 0; i < p; i++)
        self->exact[lane * p + i] =
            (double) (self->parameters[i * engine->n_lanes + lane] = (float) self->exact[lane * p + i]);
      self->samples[lane] = samples;
      self->orders[lane] = g_new (guint32, samples->n_samples);
      for (gsize s = 0; s < samples->n_samples; s++)
        self->orders[lane][s] = (guint32) s;
      wsc_random_init (&random, 4, "order", lane);
      wsc_random_shuffle (&random, self->orders[lane], samples->n_samples);
    }
}

static void
bench_clear (Bench *self)
{
  g_aligned_free (self->parameters);
  g_aligned_free (self->gradients);
  g_aligned_free (self->scratch);
  g_free (self->exact);
  for (guint lane = 0; lane < WSC_MAX_LANES; lane++)
    g_free (self->orders[lane]);
}

static double
norm_of (const double *x, gsize n)
{
  double sum = 0.0;

  for (gsize i = 0; i < n; i++)
    sum += x[i] * x[i];
  return sqrt (sum);
}

/* The same samples in chunks of `size`, so that gradients are added up. */
static void
check_engine (Bench *bench, gsize n, gsize size)
{
  const WscArchitecture *a = &bench->plan.architecture;
  const gsize p = bench->plan.n_parameters;
  const guint n_lanes = bench->engine->n_lanes;
  const double mean = 1.0 / ((double) n * (a->loss == WSC_LOSS_MSE ? a->sizes[a->n_layers] : 1));
  const double scale = a->loss == WSC_LOSS_MSE ? 2.0 * mean : mean;
  const WscNets nets = { .parameters = bench->parameters, .gradients = bench->gradients };
  g_autofree double *exact = g_new (double, p);
  float loss[WSC_MAX_LANES] __attribute__ ((aligned (64))) = { 0 };

  for (gsize from = 0; from < n; from += size)
    {
      const WscBatch batch = { bench->samples, (const guint32 *const *) bench->orders, from, MIN (size, n - from) };

      bench->engine->gradients (&bench->plan, &nets, &batch, from == 0, bench->scratch, loss);
    }
  for (guint lane = 0; lane < n_lanes; lane++)
    {
      const double right = naive_loss (a, bench->exact + lane * p, bench->samples[lane], bench->orders[lane], n, exact);
      const double tolerance = 3e-6 * norm_of (exact, p) + 1e-7;

      g_assert_cmpfloat_with_epsilon ((double) loss[lane] * mean, right, 3e-6 * (1.0 + right));
      for (gsize i = 0; i < p; i++)
        g_assert_cmpfloat_with_epsilon (scale * (double) bench->gradients[i * n_lanes + lane], exact[i], tolerance);
    }
}

static void
check_outputs (Bench *bench, gsize n)
{
  const WscArchitecture *a = &bench->plan.architecture;
  const guint n_lanes = bench->engine->n_lanes, width = a->sizes[a->n_layers];
  const WscBatch batch = { bench->samples, (const guint32 *const *) bench->orders, 0, n };
  float loss[WSC_MAX_LANES] __attribute__ ((aligned (64))) = { 0 };
  const float *y = bench->engine->outputs (&bench->plan, bench->parameters, &batch, bench->scratch, loss);
  g_autofree double *exact = g_new (double, width);
  const double count = (double) n * (a->loss == WSC_LOSS_MSE ? width : 1);

  for (guint lane = 0; lane < n_lanes; lane++)
    {
      const double *w = bench->exact + lane * bench->plan.n_parameters;
      const double right = naive_loss (a, w, bench->samples[lane], bench->orders[lane], n, NULL);

      g_assert_cmpfloat_with_epsilon ((double) loss[lane] / count, right, 3e-6 * (1.0 + right));
      for (gsize s = 0; s < n; s++)
        {
          naive_outputs (a, w, bench->samples[lane]->inputs + bench->orders[lane][s] * bench->samples[lane]->input_step,
                         exact);
          for (guint k = 0; k < width; k++)
            g_assert_cmpfloat_with_epsilon ((double) y[(s * width + k) * n_lanes + lane], exact[k],
                                            1e-5 * (1.0 + fabs (exact[k])));
        }
    }
}

static void
test_engines (gconstpointer data)
{
  static const gsize sizes[][2] = { { 1, 1 }, { 2, 8 }, { 7, 7 }, { 8, 8 }, { 19, 8 }, { 31, 5 } };
  const Shape *shape = data;

  for (const WscEngine *const *engine = all_engines (); *engine != NULL; engine++)
    for (gboolean bias = FALSE; bias <= TRUE; bias++)
      {
        const WscArchitecture a = shape_architecture (shape, bias);
        g_autoptr (Fixture) fixture = fixture_new (shape->kind, &a, 31, 1);
        Bench bench;

        bench_init (&bench, *engine, &a, &fixture->samples);
        for (gsize i = 0; i < G_N_ELEMENTS (sizes); i++)
          check_engine (&bench, sizes[i][0], sizes[i][1]);
        check_outputs (&bench, 1);
        check_outputs (&bench, 8);
        bench_clear (&bench);
      }
}

/* One network of the reference file through naive twin and engines. */
static void
check_reference (char ***line)
{
  g_auto (GStrv) words = g_strsplit (**line, " ", -1);
  const gboolean ce = g_str_equal (words[2], "ce");
  const WscArchitecture a = make_architecture (words[3], words[4], WSC_ORTHONORMAL_NONE, TRUE, ce);
  g_autoptr (GArray) n_samples = read_field (line, "samples");
  g_autoptr (GArray) inputs = read_field (line, "inputs");
  g_autoptr (GArray) targets = read_field (line, "targets");
  g_autoptr (GArray) parameters = read_field (line, "parameters");
  g_autoptr (GArray) loss = read_field (line, "loss");
  g_autoptr (GArray) outputs = read_field (line, "outputs");
  g_autoptr (GArray) gradient = read_field (line, "gradient");
  const gsize n = (gsize) g_array_index (n_samples, double, 0), width = a.sizes[a.n_layers];
  g_autoptr (Fixture) fixture = fixture_new (FIXTURE_TABLE, &a, n, 1);
  g_autofree double *own = g_new (double, gradient->len);
  g_autofree float *weights = g_new (float, parameters->len);
  g_autofree float *predicted = g_new (float, n *width);

  for (gsize i = 0; i < inputs->len; i++)
    fixture->numbers[i] = (float) g_array_index (inputs, double, i);
  for (gsize i = 0; i < targets->len; i++)
    fixture->numbers[inputs->len + i] = (float) g_array_index (targets, double, i);
  for (gsize i = 0; i < parameters->len; i++)
    weights[i] = (float) g_array_index (parameters, double, i);
  g_assert_cmpuint (parameters->len, ==, wsc_architecture_get_n_parameters (&a));
  g_assert_cmpfloat_with_epsilon (
      naive_loss (&a, (const double *) (gpointer) parameters->data, &fixture->samples, fixture->rows, n, own),
      g_array_index (loss, double, 0), 1e-6);
  for (gsize i = 0; i < gradient->len; i++)
    g_assert_cmpfloat_with_epsilon (own[i], g_array_index (gradient, double, i), 1e-6);
  if (ce)
    return;
  wsc_network_predict (&a, weights, &fixture->samples, NULL, n, predicted);
  for (gsize i = 0; i < n * width; i++)
    g_assert_cmpfloat_with_epsilon ((double) predicted[i], g_array_index (outputs, double, i), 2e-6);
}

static void
test_reference (void)
{
  g_auto (GStrv) lines = read_reference ("mlp/networks.txt");
  guint n = 0;

  for (char **line = lines; *line != NULL; line++)
    if (g_str_has_prefix (*line, "network "))
      {
        check_reference (&line);
        line--;
        n++;
      }
  g_assert_cmpuint (n, ==, 24);
}

void
add_gradient_tests (void)
{
  g_test_add_func ("/model/gradient/reference", test_reference);
  for (gsize i = 0; i < G_N_ELEMENTS (shapes); i++)
    {
      g_autofree char *naive = g_strdup_printf ("/model/gradient/naive/%s/%s", shapes[i].layers, shapes[i].activation);
      g_autofree char *engines =
          g_strdup_printf ("/model/gradient/engines/%s/%s", shapes[i].layers, shapes[i].activation);

      g_test_add_data_func (naive, &shapes[i], test_central_differences);
      g_test_add_data_func (engines, &shapes[i], test_engines);
    }
}
