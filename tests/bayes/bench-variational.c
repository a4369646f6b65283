/* How long variational inference takes: seconds for the whole run, and microseconds a step. */
#include "bayes/bayes.h"

#include <math.h>

typedef struct
{
  const char *name;
  int family;
  guint rank, hidden;
  double target_seconds; /* 0: none */
} Case;

static const Case cases[] = {
  { "full", WSC_FAMILY_FULL, 0, 3, 1.5 },
  { "low rank", WSC_FAMILY_LOW_RANK, 3, 3, 0.0 },
  { "diagonal", WSC_FAMILY_DIAGONAL, 0, 3, 0.0 },
  { "full, 10 hidden", WSC_FAMILY_FULL, 0, 10, 0.0 },
};

#define WINDOW 100
#define N_SAMPLES 9901
#define BATCH 32
#define EPOCHS 50

static float *
new_series (gsize n)
{
  float *x = g_new (float, n);
  WscRandom random;

  wsc_random_init (&random, 1, "bench", 0);
  for (gsize t = 0; t < n; t++)
    x[t] = (float) (sin ((double) t * 0.05) + 0.2 * wsc_random_normal (&random));
  return x;
}

/* The incoming weights of every hidden and every output neuron. */
static void
groups_init (WscParameterGroups *self, const WscArchitecture *a)
{
  const guint n_groups = a->sizes[1] + a->sizes[2];
  gsize *sizes = g_new (gsize, n_groups);
  gsize **items = g_new (gsize *, n_groups);
  guint g = 0;

  for (guint l = 0; l < 2; l++)
    for (guint j = 0; j < a->sizes[l + 1]; j++, g++)
      {
        sizes[g] = a->sizes[l];
        items[g] = g_new (gsize, sizes[g]);
        for (gsize i = 0; i < sizes[g]; i++)
          items[g][i] = wsc_architecture_get_weight_offset (a, l) + j * sizes[g] + i;
      }
  *self = (WscParameterGroups){ n_groups, sizes, (const gsize *const *) items };
}

static void
groups_clear (WscParameterGroups *self)
{
  for (guint g = 0; g < self->n; g++)
    g_free ((gpointer) self->items[g]);
  g_free ((gpointer) self->items);
  g_free ((gpointer) self->sizes);
}

static double *
new_start (gsize p)
{
  double *start = g_new (double, p);
  WscRandom random;

  wsc_random_init (&random, 2, "bench", 0);
  for (gsize i = 0; i < p; i++)
    start[i] = 0.2 * wsc_random_normal (&random);
  return start;
}

static void
run_case (const Case *c, const float *series)
{
  const WscArchitecture a = { 2, { WINDOW, c->hidden, WINDOW }, { WSC_TANH, WSC_IDENTITY }, .bias = TRUE };
  const WscSamples samples = { series, 1, WINDOW, series, 1, WINDOW, N_SAMPLES };
  const WscVariationalSettings settings = { .family = c->family,
                                            .rank = c->rank,
                                            .beta = 1.0,
                                            .learning_rate = 0.005,
                                            .batch = BATCH,
                                            .epochs = EPOCHS,
                                            .seed = 1 };
  g_autofree double *start = new_start (wsc_architecture_get_n_parameters (&a));
  WscParameterGroups groups;
  WscVariational result;
  double best = INFINITY;

  groups_init (&groups, &a);
  for (guint k = 0; k < 3; k++)
    {
      const gint64 began = g_get_monotonic_time ();

      wsc_variational_run (&result, &a, &samples, NULL, N_SAMPLES, start, &groups, &settings, NULL, NULL, NULL, NULL);
      best = MIN (best, 1e-6 * (double) (g_get_monotonic_time () - began));
      if (k < 2)
        wsc_variational_clear (&result);
    }
  g_print ("%-16s %6.3f s  %6.1f us a step  fit %.4f  KL %.4f  noise sd %.4f", c->name, best,
           1e6 * best / (EPOCHS * ((N_SAMPLES + BATCH - 1) / BATCH)), result.fit[EPOCHS - 1], result.kl[EPOCHS - 1],
           sqrt (result.noise_variance));
  if (c->target_seconds > 0.0)
    g_print ("  target %.1f s: %s", c->target_seconds, best <= c->target_seconds ? "met" : "MISSED");
  g_print ("\n");
  wsc_variational_clear (&result);
  groups_clear (&groups);
}

int
main (void)
{
  g_autofree float *series = new_series (N_SAMPLES + WINDOW - 1);

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    run_case (&cases[i], series);
  return 0;
}
