/* Seconds and useful flop/s of the exact Hessian, the covariance of scores and the whole sandwich of one network.
 * Argument, optional: threads. */
#include "curvature/curvature.h"

#include <math.h>
#include <stdlib.h>

typedef struct
{
  const char *name, *layers, *activation;
  gsize length; /* of the series; 0: a table of n_samples rows */
  gsize n_samples;
  gboolean classes;
  double target_seconds; /* of the sandwich on two cores; 0: none */
} Case;

static const Case cases[] = {
  { "fig6", "20;3;20", "tanh", 500, 0, FALSE, 0.0 },
  { "walk", "100;3;100", "tanh", 10000, 0, FALSE, 0.25 },
  { "iris", "4;128;3", "relu", 0, 120, TRUE, 0.0 },
  { "deep", "20;12;8;12;20", "tanh", 5000, 0, FALSE, 0.0 },
};

static void
fill (float *x, gsize n)
{
  WscRandom random;

  wsc_random_init (&random, 1, "bench", 0);
  for (gsize t = 0; t < n; t++)
    x[t] = (float) (sin ((double) t * 0.05) + 0.2 * wsc_random_normal (&random));
}

static double
seconds_since (gint64 begin)
{
  return (double) (g_get_monotonic_time () - begin) * 1e-6;
}

static void
check (gboolean fine, const GError *error)
{
  if (!fine)
    g_error ("%s", error->message);
}

typedef struct
{
  WscArchitecture architecture;
  float *numbers;
  guint32 *indices;
  WscSamples samples;
  WscObjective objective;
  gsize p;
  double *parameters;
} Setting;

static void
make_samples (Setting *self, const Case *c)
{
  const guint in = self->architecture.sizes[0], out = self->architecture.sizes[self->architecture.n_layers];
  const gsize n = c->length > 0 ? c->length - in + 1 : c->n_samples;

  self->numbers = g_new0 (float, MAX (c->length, n * (in + out)));
  fill (self->numbers, c->length > 0 ? c->length : n * in);
  self->samples = (WscSamples){ self->numbers, 1, in, self->numbers, 1, out, n };
  if (c->length == 0)
    self->samples = (WscSamples){ self->numbers, in, in, self->numbers + n * in, out, out, n };
  for (gsize i = 0; i < c->n_samples; i++)
    self->numbers[n * in + i * out + i % out] = 1.0f;
  self->indices = g_new (guint32, n);
  for (gsize i = 0; i < n; i++)
    self->indices[i] = (guint32) i;
  self->objective = (WscObjective){ &self->architecture, &self->samples, self->indices, n, 1.0 };
}

/* Near a minimum, as networks are when they are asked. */
static void
setting_init (Setting *self, const Case *c, const WscHook *hook)
{
  const WscModelSettings model = { (char *) c->layers, (char *) c->activation, WSC_ORTHONORMAL_NONE, TRUE,
                                   c->classes ? WSC_LOSS_FORCE_CROSS_ENTROPY : WSC_LOSS_FORCE_MSE };
  g_autoptr (GError) error = NULL;
  WscRandom random;
  WscPolish report;

  wsc_architecture_init (&self->architecture, &model, NULL, NULL);
  self->p = wsc_architecture_get_n_parameters (&self->architecture);
  make_samples (self, c);
  self->parameters = g_new (double, self->p);
  wsc_random_init (&random, 2, "bench", 0);
  for (gsize i = 0; i < self->p; i++)
    self->parameters[i] = 0.2 * wsc_random_normal (&random);
  check (wsc_objective_polish (&self->objective, 300, 1e-6, self->parameters, &report, hook, &error), error);
}

static void
setting_clear (Setting *self)
{
  g_free (self->numbers);
  g_free (self->indices);
  g_free (self->parameters);
}

/* Seconds of the Hessian, the scores and the sandwich, the best so far. Returns how many directions are raised or open.
 */
static gsize
run_round (const Setting *self, const WscHook *hook, double *room, double *best)
{
  const WscSandwichSettings settings = { .hessian = WSC_HESSIAN_EXACT, .blocks = WSC_BLOCKS_FULL, .floor = 1e-8 };
  const WscObjective *objective = &self->objective;
  g_autoptr (WscSandwich) sandwich = NULL;
  g_autoptr (GError) error = NULL;
  gint64 begin = g_get_monotonic_time ();

  check (wsc_objective_get_hessian (objective, WSC_HESSIAN_EXACT, self->parameters, hook, room, &error), error);
  best[0] = MIN (best[0], seconds_since (begin));
  begin = g_get_monotonic_time ();
  check (wsc_objective_get_score_covariance (objective, self->parameters, 0, hook, room, &error), error);
  best[1] = MIN (best[1], seconds_since (begin));
  begin = g_get_monotonic_time ();
  sandwich = wsc_sandwich_new (objective, self->parameters, &settings, hook, &error);
  check (sandwich != NULL, error);
  best[2] = MIN (best[2], seconds_since (begin));
  return sandwich->n_null + sandwich->n_negative + sandwich->n_floored;
}

static void
run_case (const Case *c, const WscHook *hook)
{
  double best[3] = { INFINITY, INFINITY, INFINITY };
  g_autofree double *room = NULL;
  gsize n_irregular = 0;
  Setting setting;

  setting_init (&setting, c, hook);
  room = g_new (double, setting.p *setting.p);
  for (guint round = 0; round < 10; round++)
    n_irregular = run_round (&setting, hook, room, best);
  g_print ("# %-6s %-15s p %4zu, n %5zu: Hessian %.4f s, scores %.4f s (%.1f GFLOP/s), sandwich %.4f s (%zu raised or "
           "open)%s\n",
           c->name, c->layers, setting.p, setting.objective.n, best[0], best[1],
           (double) (setting.p * setting.p * setting.objective.n) / best[1] * 1e-9, best[2], n_irregular,
           c->target_seconds == 0.0      ? ""
           : best[2] < c->target_seconds ? "  (target met)"
                                         : "  (target missed)");
  setting_clear (&setting);
}

int
main (int argc, char **argv)
{
  const WscHook hook = { .n_threads = argc > 1 ? (guint) atoi (argv[1]) : MIN (g_get_num_processors (), 2) };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    run_case (&cases[i], &hook);
  return 0;
}
