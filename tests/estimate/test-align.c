/* Planted moves of hidden units are found again, and no move changes what a network computes. */
#include "estimate/estimate-private.h"
#include "estimate/support.h"

#include <math.h>
#include <string.h>

/* n networks made of one: moved by random allowed moves, then blurred by noise. The first is the one itself. */
typedef struct
{
  WscArchitecture architecture;
  WscFrames frames;
  double *original; /* (p) */
  WscRandom random;
} Planted;

static void
planted_init (Planted *self, const char *layers, WscActivation activation, guint n, guint32 index)
{
  g_autofree float *network = NULL;

  self->architecture = support_architecture (layers, activation, TRUE);
  wsc_random_init (&self->random, 11, "test.planted", index);
  network = support_network (&self->architecture, &self->random);
  wsc_frames_init (&self->frames, &self->architecture, n);
  self->original = g_new (double, self->frames.p);
  for (gsize i = 0; i < self->frames.p; i++)
    self->original[i] = network[i];
  for (guint r = 0; r < n; r++)
    memcpy (wsc_frames_get (&self->frames, r), self->original, self->frames.p * sizeof (double));
}

static void
planted_clear (Planted *self)
{
  wsc_frames_clear (&self->frames);
  g_free (self->original);
}

static void
random_order (WscRandom *random, guint n, gboolean flips, guint32 *place, gint8 *sign)
{
  for (guint i = 0; i < n; i++)
    {
      place[i] = i;
      sign[i] = flips && wsc_random_uniform (random) < 0.5 ? -1 : 1;
    }
  wsc_random_shuffle (random, place, n);
}

/* The orthogonal factor of a Gaussian matrix. */
static void
random_rotation (WscRandom *random, gsize n, double *rotation)
{
  g_autofree double *a = g_new (double, n *n), *identity = g_new0 (double, n *n);

  for (gsize i = 0; i < n * n; i++)
    a[i] = wsc_random_normal (random);
  for (gsize i = 0; i < n; i++)
    identity[i * n + i] = 1;
  g_assert_true (wsc_procrustes (n, n, identity, a, rotation, NULL));
}

static void
move_at_random (Planted *self, guint network)
{
  for (guint k = 0; k < wsc_frames_get_n_hidden (&self->frames); k++)
    {
      const guint n = self->architecture.sizes[k + 1];
      g_autofree double *rotation = g_new (double, n *n);
      g_autofree guint32 *place = g_new (guint32, n);
      g_autofree gint8 *sign = g_new (gint8, n);

      random_order (&self->random, n, self->architecture.activation[k] != WSC_RELU, place, sign);
      random_rotation (&self->random, n, rotation);
      if (self->architecture.activation[k] == WSC_IDENTITY)
        wsc_frames_rotate (&self->frames, network, k, rotation);
      else
        wsc_frames_permute (&self->frames, network, k, place, sign);
    }
}

static void
add_noise (Planted *self, double deviation)
{
  for (gsize i = 0; i < self->frames.n * self->frames.p; i++)
    self->frames.parameters[i] += deviation * wsc_random_normal (&self->random);
}

static WscAlignment
align_from (Planted *self, WscStart start, WscAlign kind, guint n_threads)
{
  WscEstimateSettings settings = support_settings ();
  const WscHook hook = { .n_threads = n_threads };
  WscAlignment report = { 0 };
  g_autoptr (GError) error = NULL;

  settings.align = kind;
  settings.start = start;
  g_assert_true (wsc_frames_align (&self->frames, &settings, &hook, &report, &error));
  g_assert_no_error (error);
  return report;
}

static WscAlignment
align (Planted *self, WscAlign kind, guint n_threads)
{
  return align_from (self, WSC_START_INDEPENDENT, kind, n_threads);
}

static void
assert_recovered (const Planted *self, double tolerance)
{
  for (guint r = 0; r < self->frames.n; r++)
    for (gsize i = 0; i < self->frames.p; i++)
      support_assert_near (wsc_frames_get (&self->frames, r)[i], self->original[i], tolerance, 0);
}

typedef struct
{
  const char *layers;
  WscActivation activation;
  double tolerance;
} Shape;

static const Shape shapes[] = {
  { "20;3;20", WSC_TANH, 0.0 },           { "20;3;20", WSC_SIGMOID, 1e-12 },
  { "20;3;20", WSC_IDENTITY, 1e-12 },     { "10;6;5;4", WSC_TANH, 0.0 },
  { "6;40;12;40;6", WSC_SIGMOID, 1e-11 }, { "8;5;4;5;8", WSC_IDENTITY, 1e-11 },
  { "4;128;3", WSC_TANH, 0.0 },           { "3;1;3", WSC_TANH, 0.0 },
};

static void
test_planted (void)
{
  for (guint s = 0; s < G_N_ELEMENTS (shapes); s++)
    {
      WscAlignment report;
      Planted planted;

      planted_init (&planted, shapes[s].layers, shapes[s].activation, 12, s);
      for (guint r = 1; r < 12; r++)
        move_at_random (&planted, r);
      report = align (&planted, WSC_ALIGN_AUTO, 1);
      assert_recovered (&planted, shapes[s].tolerance);
      g_assert_true (report.converged);
      g_assert_false (report.scaled);
      g_assert_cmpfloat (report.residual_before, >, 1.0);
      support_assert_near (report.residual_after, 0.0, 1e-10, 0);
      planted_clear (&planted);
    }
}

/* With noise the planted moves are still found: what is left is as far from the mean as the noise is. */
static void
test_planted_with_noise (void)
{
  const guint n = 60;

  for (guint s = 0; s < G_N_ELEMENTS (shapes); s++)
    {
      const double noise = 0.02;
      WscAlignment report;
      double expected;
      Planted planted;

      planted_init (&planted, shapes[s].layers, shapes[s].activation, n, s);
      for (guint r = 1; r < n; r++)
        move_at_random (&planted, r);
      add_noise (&planted, noise);
      report = align (&planted, WSC_ALIGN_AUTO, 2);
      expected = noise * sqrt ((double) planted.frames.p * (n - 1) / n);
      g_assert_true (report.converged);
      /* rotations take a little of the noise with them; flips of a sigmoid gather that of columns in a bias */
      g_assert_cmpfloat (report.residual_after, <, (shapes[s].activation == WSC_SIGMOID ? 2.0 : 1.05) * expected);
      g_assert_cmpfloat (report.residual_after, >, 0.6 * expected);
      planted_clear (&planted);
    }
}

static void
test_report (void)
{
  const guint32 place[] = { 1, 0, 2 };
  const gint8 sign[] = { 1, -1, 1 }, flip[] = { 1, 1, -1 };
  const guint32 stay[] = { 0, 1, 2 };
  WscAlignment report;
  Planted planted;

  planted_init (&planted, "20;3;20", WSC_TANH, 4, 0);
  g_assert_true (wsc_frames_permute (&planted.frames, 1, 0, place, sign));
  g_assert_true (wsc_frames_permute (&planted.frames, 2, 0, stay, flip));
  g_assert_false (wsc_frames_permute (&planted.frames, 3, 0, stay, (gint8[]){ 1, 1, 1 }));
  for (gsize i = 0; i < 4 * planted.frames.n_units; i++)
    {
      planted.frames.place[i] = i % 3;
      planted.frames.sign[i] = 1;
    }
  report = align (&planted, WSC_ALIGN_AUTO, 1);
  support_assert_near (report.units_moved, 2.0 / 4, 1e-15, 0);
  support_assert_near (report.units_flipped, 2.0 / 4, 1e-15, 0);
  g_assert_cmpuint (report.iterations, ==, 2);
  planted_clear (&planted);
}

static void
test_none (void)
{
  WscAlignment report;
  Planted planted;

  planted_init (&planted, "5;4;5", WSC_RELU, 3, 0);
  for (guint r = 1; r < 3; r++)
    move_at_random (&planted, r);
  g_free (planted.original);
  planted.original = g_memdup2 (planted.frames.parameters, 3 * planted.frames.p * sizeof (double));
  report = align (&planted, WSC_ALIGN_NONE, 1);
  g_assert_cmpmem (planted.original, 3 * planted.frames.p * sizeof (double), planted.frames.parameters,
                   3 * planted.frames.p * sizeof (double));
  g_assert_cmpfloat (report.residual_before, ==, report.residual_after);
  g_assert_cmpuint (report.iterations, ==, 0);
  g_assert_true (report.converged);
  planted_clear (&planted);
}

/* A permutation alone cannot undo a flip. */
static void
test_kinds (void)
{
  const guint32 stay[] = { 0, 1, 2 };
  const gint8 flip[] = { -1, 1, 1 };
  Planted planted;

  planted_init (&planted, "20;3;20", WSC_TANH, 2, 0);
  wsc_frames_permute (&planted.frames, 1, 0, stay, flip);
  g_assert_cmpfloat (align (&planted, WSC_ALIGN_PERMUTATION, 1).residual_after, >, 1.0);
  g_assert_cmpfloat (align (&planted, WSC_ALIGN_SIGNED_PERMUTATION, 1).residual_after, ==, 0.0);
  planted_clear (&planted);
}

/* Among many units with much noise some always look alike. Where all began alike they keep their names; a network that
 * really crossed over is put right all the same. */
static void
test_shared_start (void)
{
  const guint n = 20;
  Planted planted;

  planted_init (&planted, "2;60;2", WSC_TANH, n, 0);
  add_noise (&planted, 0.5);
  g_assert_cmpfloat (align_from (&planted, WSC_START_SHARED, WSC_ALIGN_AUTO, 2).units_moved, ==, 0.0);
  g_assert_cmpfloat (align_from (&planted, WSC_START_INDEPENDENT, WSC_ALIGN_AUTO, 2).units_moved, >, 5.0);
  planted_clear (&planted);

  planted_init (&planted, "20;3;20", WSC_TANH, n, 0);
  add_noise (&planted, 0.2);
  g_assert_true (wsc_frames_permute (&planted.frames, 7, 0, (guint32[]){ 1, 0, 2 }, (gint8[]){ 1, -1, 1 }));
  g_assert_cmpfloat (align_from (&planted, WSC_START_SHARED, WSC_ALIGN_AUTO, 2).residual_after, <, 3.0);
  for (guint j = 0; j < 3; j++)
    {
      g_assert_cmpuint (planted.frames.place[7 * 3 + j], ==, j);
      g_assert_cmpint (planted.frames.sign[7 * 3 + j], ==, 1);
    }
  planted_clear (&planted);
}

/* Outputs (n_samples, n_targets) of network r for random inputs. */
static float *
outputs_of (const Planted *self, guint network, guint n_samples)
{
  const WscArchitecture *a = &self->architecture;
  const guint in = a->sizes[0], out = a->sizes[a->n_layers];
  g_autofree float *inputs = g_new (float, n_samples *in), *parameters = g_new (float, self->frames.p);
  float *outputs = g_new (float, n_samples *out);
  WscSamples samples = { inputs, in, in, inputs, in, out, n_samples };
  WscRandom random;

  wsc_random_init (&random, 12, "test.inputs", 0);
  for (guint i = 0; i < n_samples * in; i++)
    inputs[i] = (float) wsc_random_normal (&random);
  for (gsize i = 0; i < self->frames.p; i++)
    parameters[i] = (float) wsc_frames_get (&self->frames, network)[i];
  wsc_network_predict (a, parameters, &samples, NULL, n_samples, outputs);
  return outputs;
}

/* Networks that have nothing to do with each other are moved as far as may be, and all compute what they did. */
static void
assert_function_kept (const char *layers, WscActivation activation, guint32 index)
{
  const guint n = 6, n_samples = 50;
  float *before[6];
  gsize n_outputs;
  Planted planted;

  planted_init (&planted, layers, activation, n, index);
  for (gsize i = 0; i < n * planted.frames.p; i++)
    planted.frames.parameters[i] = wsc_random_normal (&planted.random);
  for (guint r = 0; r < n; r++)
    before[r] = outputs_of (&planted, r, n_samples);
  g_assert_cmpfloat (align (&planted, WSC_ALIGN_AUTO, 2).residual_after, >, 0.1);
  n_outputs = n_samples * planted.architecture.sizes[planted.architecture.n_layers];
  for (guint r = 0; r < n; r++)
    {
      g_autofree float *after = outputs_of (&planted, r, n_samples);
      double scale = 1e-3;

      for (gsize i = 0; i < n_outputs; i++)
        scale = MAX (scale, fabs (before[r][i]));
      for (gsize i = 0; i < n_outputs; i++)
        support_assert_near (after[i], before[r][i], 1e-5 * scale, 0);
      g_free (before[r]);
    }
  planted_clear (&planted);
}

static void
test_function_kept (void)
{
  const WscActivation activations[] = { WSC_TANH, WSC_SIGMOID, WSC_RELU, WSC_IDENTITY };

  for (guint i = 0; i < G_N_ELEMENTS (activations); i++)
    {
      assert_function_kept ("7;3;7", activations[i], i);
      assert_function_kept ("4;20;3", activations[i], i);
      assert_function_kept ("5;6;7;6;2", activations[i], i);
    }
}

/* Length of [row, bias] of a unit of the first hidden layer. */
static double
row_length (const Planted *self, guint network, guint unit)
{
  const gsize f = wsc_frames_get_n_features (&self->frames, 0, FALSE);
  g_autofree double *features = g_new (double, f * self->architecture.sizes[1]);
  double sum = 0;

  wsc_frames_get_features (&self->frames, wsc_frames_get (&self->frames, network), 0, FALSE, features);
  for (gsize i = 0; i < f; i++)
    sum += features[unit * f + i] * features[unit * f + i];
  return sqrt (sum);
}

/* Permuted and rescaled ReLU units: one network after all. */
static void
test_scales (void)
{
  WscAlignment report;
  Planted planted;

  planted_init (&planted, "5;8;6;3", WSC_RELU, 10, 0);
  for (guint r = 1; r < 10; r++)
    {
      double *x = wsc_frames_get (&planted.frames, r);

      move_at_random (&planted, r);
      for (guint j = 0; j < 8; j++)
        {
          const double factor = exp (wsc_random_normal (&planted.random));

          for (guint i = 0; i < 5; i++)
            x[wsc_architecture_get_weight_offset (&planted.architecture, 0) + j * 5 + i] *= factor;
          x[wsc_architecture_get_bias_offset (&planted.architecture, 0) + j] *= factor;
          for (guint o = 0; o < 6; o++)
            x[wsc_architecture_get_weight_offset (&planted.architecture, 1) + o * 8 + j] /= factor;
        }
    }
  report = align (&planted, WSC_ALIGN_AUTO, 1);
  g_assert_true (report.scaled);
  support_assert_near (report.residual_after, 0.0, 1e-10, 0);
  for (guint r = 0; r < 10; r++)
    for (guint j = 0; j < 8; j++)
      support_assert_near (row_length (&planted, r, j), 1.0, 1e-12, 0);
  planted_clear (&planted);
}

/* A layer held orthonormal keeps its scale, on either side; so does a unit that nothing enters. */
static void
test_fixed_scales (void)
{
  for (guint l = 0; l < 2; l++)
    {
      Planted planted;
      double before;

      planted_init (&planted, "5;3;5", WSC_RELU, 2, 0);
      planted.architecture.orthonormal[l] = TRUE;
      before = row_length (&planted, 0, 1);
      g_assert_false (align (&planted, WSC_ALIGN_AUTO, 1).scaled);
      g_assert_cmpfloat (row_length (&planted, 0, 1), ==, before);
      planted.architecture.orthonormal[l] = FALSE;
      for (guint r = 0; r < 2; r++)
        memset (wsc_frames_get (&planted.frames, r), 0, planted.frames.p * sizeof (double));
      g_assert_true (align (&planted, WSC_ALIGN_AUTO, 1).scaled);
      g_assert_cmpfloat (row_length (&planted, 0, 1), ==, 0.0);
      planted_clear (&planted);
    }
}

static void
test_threads (void)
{
  const WscActivation activations[] = { WSC_TANH, WSC_IDENTITY };

  for (guint i = 0; i < 2; i++)
    {
      g_autofree double *first = NULL;

      for (guint n_threads = 1; n_threads <= 7; n_threads++)
        {
          Planted planted;
          gsize size;

          planted_init (&planted, "30;20;30", activations[i], 100, i);
          for (guint r = 1; r < 100; r++)
            move_at_random (&planted, r);
          add_noise (&planted, 0.5);
          align (&planted, WSC_ALIGN_AUTO, n_threads);
          size = planted.frames.n * planted.frames.p * sizeof (double);
          if (first == NULL)
            first = g_memdup2 (planted.frames.parameters, size);
          g_assert_cmpmem (planted.frames.parameters, size, first, size);
          planted_clear (&planted);
        }
    }
}

static void
test_resolve (void)
{
  WscEstimateSettings settings = support_settings ();
  WscArchitecture a = support_architecture ("4;3;4;3;4;2", WSC_TANH, TRUE);

  a.activation[1] = WSC_SIGMOID;
  a.activation[2] = WSC_RELU;
  a.activation[3] = WSC_IDENTITY;
  g_assert_cmpint (wsc_align_resolve (&settings, &a, 0), ==, WSC_ALIGN_SIGNED_PERMUTATION);
  g_assert_cmpint (wsc_align_resolve (&settings, &a, 1), ==, WSC_ALIGN_SIGNED_PERMUTATION);
  g_assert_cmpint (wsc_align_resolve (&settings, &a, 2), ==, WSC_ALIGN_PERMUTATION);
  g_assert_cmpint (wsc_align_resolve (&settings, &a, 3), ==, WSC_ALIGN_PROCRUSTES);
  a.bias = FALSE;
  g_assert_cmpint (wsc_align_resolve (&settings, &a, 1), ==, WSC_ALIGN_PERMUTATION);
  settings.align = WSC_ALIGN_NONE;
  g_assert_cmpint (wsc_align_resolve (&settings, &a, 3), ==, WSC_ALIGN_NONE);
}

typedef struct
{
  guint n_asked, n_granted;
} Patience;

static gboolean
lose_patience (gpointer user_data, double fraction, const char *phase)
{
  Patience *patience = user_data;

  return ++patience->n_asked <= patience->n_granted;
}

/* Asked after every network, and not again once the answer was to stop. */
static void
test_stop (void)
{
  const guint n_networks = 9;
  const WscEstimateSettings settings = support_settings ();

  for (guint n_granted = 0; n_granted < n_networks; n_granted++)
    {
      Patience patience = { .n_granted = n_granted };
      const WscHook hook = { .report = lose_patience, .user_data = &patience, .n_threads = 1 };
      WscAlignment report = { 0 };
      g_autoptr (GError) error = NULL;
      Planted planted;

      planted_init (&planted, "5;4;5", WSC_TANH, n_networks, 0);
      g_assert_false (wsc_frames_align (&planted.frames, &settings, &hook, &report, &error));
      g_assert_error (error, WSC_ERROR, WSC_ERROR_STOPPED);
      g_assert_cmpuint (patience.n_asked, ==, n_granted + 1);
      g_assert_cmpuint (report.iterations, ==, 0);
      planted_clear (&planted);
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/estimate/align/planted", test_planted);
  g_test_add_func ("/estimate/align/planted-with-noise", test_planted_with_noise);
  g_test_add_func ("/estimate/align/report", test_report);
  g_test_add_func ("/estimate/align/none", test_none);
  g_test_add_func ("/estimate/align/kinds", test_kinds);
  g_test_add_func ("/estimate/align/shared-start", test_shared_start);
  g_test_add_func ("/estimate/align/function-kept", test_function_kept);
  g_test_add_func ("/estimate/align/scales", test_scales);
  g_test_add_func ("/estimate/align/fixed-scales", test_fixed_scales);
  g_test_add_func ("/estimate/align/threads", test_threads);
  g_test_add_func ("/estimate/align/resolve", test_resolve);
  g_test_add_func ("/estimate/align/stop", test_stop);
  return g_test_run ();
}
