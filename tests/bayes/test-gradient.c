/* The gradient of the objective for a draw that stays, against central differences of a naive twin in double. */
#include "bayes/likelihood.h"
#include "bayes/posterior.h"
#include "bayes/support.h"
#include "model/naive.h"

#include <math.h>

#define N 21 /* one chunk and a part of one */
#define PRIOR 1.3
#define WEIGHT 0.05
#define NOISE 0.4
#define STEP 1e-5
#define NEAR 1e-4 /* gradients are in single precision */

typedef struct
{
  const char *name;
  WscArchitecture architecture;
} Net;

static const Net nets[] = {
  { "tanh", { 2, { 4, 3, 5 }, { WSC_TANH, WSC_TANH }, .bias = TRUE } },
  { "sigmoid", { 3, { 4, 3, 6, 5 }, { WSC_SIGMOID, WSC_SIGMOID, WSC_SIGMOID }, .bias = TRUE } },
  { "relu", { 2, { 4, 6, 5 }, { WSC_RELU, WSC_RELU }, .bias = TRUE } },
  { "identity", { 2, { 4, 3, 5 }, { WSC_IDENTITY, WSC_IDENTITY } } },
  { "tanh-relu", { 3, { 4, 5, 3, 5 }, { WSC_TANH, WSC_RELU, WSC_IDENTITY } } },
  { "classes-tanh", { 2, { 4, 3, 5 }, { WSC_TANH, WSC_IDENTITY }, .bias = TRUE, .loss = WSC_LOSS_CROSS_ENTROPY } },
  { "classes-sigmoid",
    { 2, { 4, 3, 5 }, { WSC_SIGMOID, WSC_IDENTITY }, .bias = TRUE, .loss = WSC_LOSS_CROSS_ENTROPY } },
  { "classes-relu", { 2, { 4, 6, 5 }, { WSC_RELU, WSC_IDENTITY }, .loss = WSC_LOSS_CROSS_ENTROPY } },
  { "classes-identity", { 1, { 4, 5 }, { WSC_IDENTITY }, .bias = TRUE, .loss = WSC_LOSS_CROSS_ENTROPY } },
};

typedef struct
{
  const WscArchitecture *architecture;
  float inputs[N * 4], targets[N * 5];
  WscSamples samples;
  guint32 rows[N];
  WscPosterior posterior;
  float *plus, *minus;
} Fixture;

static void
draw_samples (Fixture *self, WscRandom *random)
{
  for (gsize i = 0; i < N * 4; i++)
    self->inputs[i] = (float) wsc_random_normal (random);
  for (gsize i = 0; i < N * 5; i++)
    self->targets[i] = (float) wsc_random_normal (random);
  for (gsize s = 0; s < N; s++)
    {
      self->rows[s] = (guint32) ((s * 8) % N);
      if (self->architecture->loss == WSC_LOSS_CROSS_ENTROPY)
        for (gsize k = 0; k < 5; k++)
          self->targets[s * 5 + k] = k == s % 5 ? 1.0f : 0.0f;
    }
  self->samples = (WscSamples){ self->inputs, 4, 4, self->targets, 5, 5, N };
}

/* A group of five, one of three that is partly deterministic, the rest alone; parameter 6 is deterministic. */
static void
draw_posterior (Fixture *self, int family, WscRandom *random)
{
  static const gsize first[] = { 2, 3, 4, 9, 1 }, second[] = { 5, 6, 7 }, sizes[] = { 5, 3 };
  static const gsize *const items[] = { first, second };
  static const WscParameterGroups groups = { 2, sizes, items };
  const WscVariationalSettings settings = { .family = family, .rank = 2, .seed = 5 };
  const gsize p = wsc_architecture_get_n_parameters (self->architecture);
  g_autofree gboolean *spread = g_new (gboolean, p);
  g_autofree double *start = g_new (double, p);

  for (gsize i = 0; i < p; i++)
    {
      spread[i] = i != 6;
      start[i] = 0.6 * wsc_random_normal (random);
    }
  wsc_posterior_init (&self->posterior, p, start, spread, &groups, &settings, log (0.2));
  g_assert_cmpuint (self->posterior.n_random, ==, p - 1);
  for (gsize i = p; i < self->posterior.n_numbers; i++)
    self->posterior.numbers[i] += 0.3 * wsc_random_normal (random);
  self->plus = g_new (float, p);
  self->minus = g_new (float, p);
  wsc_posterior_draw (&self->posterior, random, self->plus, self->minus);
}

static double
naive_likelihood (const Fixture *self, double sign)
{
  const gsize p = self->posterior.p;
  g_autofree double *w = g_memdup2 (self->posterior.numbers, p * sizeof (double));
  double loss;

  for (gsize i = 0; i < self->posterior.n_random; i++)
    w[self->posterior.places[i]] += sign * self->posterior.deviations[i];
  loss = naive_loss (self->architecture, w, &self->samples, self->rows, N, NULL);
  return self->architecture->loss == WSC_LOSS_MSE ? loss * 5.0 / (2.0 * NOISE) : loss;
}

static double
objective_with (Fixture *self, gsize number, double change)
{
  double *place = &self->posterior.numbers[number], value = *place, objective;

  *place += change;
  wsc_posterior_apply (&self->posterior, self->plus, self->minus);
  objective = 0.5 * (naive_likelihood (self, 1.0) + naive_likelihood (self, -1.0)) +
              WEIGHT * wsc_posterior_get_kl (&self->posterior, PRIOR);
  *place = value;
  return objective;
}

static void
get_gradient (Fixture *self, float *gradient)
{
  const double scale = 1.0 / (N * (self->architecture->loss == WSC_LOSS_MSE ? NOISE : 1.0));
  g_autofree float *at_plus = g_new0 (float, self->posterior.p), *at_minus = g_new0 (float, self->posterior.p);
  WscLikelihood likelihood;

  wsc_likelihood_init (&likelihood, self->architecture, &self->samples);
  for (gsize from = 0; from < N; from += WSC_CHUNK)
    {
      wsc_likelihood_load (&likelihood, self->rows + from, MIN (WSC_CHUNK, N - from));
      wsc_likelihood_add_gradient (&likelihood, self->plus, (float) scale, at_plus);
      wsc_likelihood_add_gradient (&likelihood, self->minus, (float) scale, at_minus);
    }
  wsc_likelihood_clear (&likelihood);
  wsc_posterior_get_gradient (&self->posterior, at_plus, at_minus, WEIGHT, PRIOR, gradient);
}

static void
check_net (const Net *net, int family)
{
  Fixture self = { .architecture = &net->architecture };
  g_autofree float *gradient = NULL;
  WscRandom random;

  wsc_random_init (&random, 11, net->name, (guint32) family);
  draw_samples (&self, &random);
  draw_posterior (&self, family, &random);
  gradient = g_new (float, self.posterior.n_numbers);
  get_gradient (&self, gradient);
  for (gsize i = 0; i < self.posterior.n_numbers; i++)
    {
      const double slope = (objective_with (&self, i, STEP) - objective_with (&self, i, -STEP)) / (2.0 * STEP);

      g_assert_cmpfloat_with_epsilon ((double) gradient[i], slope, NEAR * (1.0 + fabs (slope)));
    }
  g_free (self.plus);
  g_free (self.minus);
  wsc_posterior_clear (&self.posterior);
}

static void
test_net (gconstpointer data)
{
  for (int family = WSC_FAMILY_FULL; family <= WSC_FAMILY_LOW_RANK; family++)
    check_net (data, family);
}

/* Errors, for chunks of every size, are sums of the naive twin's. */
static void
test_errors (void)
{
  for (gsize k = 0; k < G_N_ELEMENTS (nets); k++)
    {
      const WscArchitecture *a = &nets[k].architecture;
      const gsize p = wsc_architecture_get_n_parameters (a);
      g_autofree double *w = g_new (double, p);
      g_autofree float *rounded = g_new (float, p);
      Fixture self = { .architecture = a };
      WscLikelihood likelihood;
      WscRandom random;

      wsc_random_init (&random, 12, nets[k].name, 0);
      draw_samples (&self, &random);
      for (gsize i = 0; i < p; i++)
        w[i] = (double) (rounded[i] = (float) wsc_random_normal (&random));
      wsc_likelihood_init (&likelihood, a, &self.samples);
      for (gsize n = 1; n <= WSC_CHUNK; n++)
        {
          const double expected =
              naive_loss (a, w, &self.samples, self.rows, n, NULL) * (double) n * (a->loss == WSC_LOSS_MSE ? 5.0 : 1.0);

          wsc_likelihood_load (&likelihood, self.rows, n);
          g_assert_cmpfloat_with_epsilon (wsc_likelihood_get_error (&likelihood, rounded), expected, 1e-5 * expected);
        }
      wsc_likelihood_clear (&likelihood);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  for (gsize i = 0; i < G_N_ELEMENTS (nets); i++)
    {
      g_autofree char *path = g_strdup_printf ("/bayes/gradient/%s", nets[i].name);

      g_test_add_data_func (path, &nets[i], test_net);
    }
  g_test_add_func ("/bayes/gradient/errors", test_errors);
  return g_test_run ();
}
