/* Milliseconds of a decomposition and of all that wsc_ssa_new () makes (with the series of the components and their
 * w-correlations), medians of several runs, and the peak of memory so far. Arguments, optional: threads. */
#include "ssa/ssa-private.h"

#include <math.h>
#include <stdlib.h>
#include <sys/resource.h>

#define MOST_RUNS 9

typedef enum
{
  DECAYING, /* twenty sines of falling heights and AR(1) noise, phi 0.9 */
  NOISY,    /* one sine and white noise, sd 0.2: a flat floor */
  RANDOM_WALK,
} Series;

typedef struct
{
  const char *name;
  Series series;
  gsize n, window;
  double target; /* ms; 0: none */
} Case;

/* Targets on two cores, of the decomposition for windows above WSC_SSA_WHOLE and of everything below. */
static const Case cases[] = {
  { "decaying", DECAYING, 11112, 100, 30 },       { "noisy sine", NOISY, 11112, 100, 30 },
  { "random walk", RANDOM_WALK, 11112, 100, 30 }, { "decaying", DECAYING, 10000, 500, 0 },
  { "noisy sine", NOISY, 10000, 500, 0 },         { "decaying", DECAYING, 10000, 5000, 50 },
  { "noisy sine", NOISY, 10000, 5000, 150 },      { "random walk", RANDOM_WALK, 10000, 5000, 0 },
  { "decaying", DECAYING, 100000, 10000, 400 },   { "noisy sine", NOISY, 100000, 10000, 1200 },
};

static double *
new_series (const Case *c)
{
  double *x = g_new (double, c->n), noise = 0;
  WscRandom random;

  wsc_random_init (&random, 1, "bench.ssa", 0);
  for (gsize t = 0; t < c->n; t++)
    {
      const double shock = wsc_random_normal (&random);

      noise = (c->series == DECAYING ? 0.9 : 1) * noise + 0.05 * shock;
      x[t] = c->series == NOISY ? sin (2 * G_PI * 5.3 * (double) t / (double) c->n) + 0.2 * shock : noise;
      for (guint k = 0; c->series == DECAYING && k < 20; k++)
        x[t] += pow (0.75, k) * sin (2 * G_PI * (double) t / (10.0 * (k + 1)) + k);
    }
  return x;
}

static double
time_decomposition (const Case *c, const double *x, const WscHook *hook)
{
  const gsize L = MIN (c->window, c->n - c->window + 1);
  const WscTrajectory trajectory = { c->n, 1, L, c->n - L + 1, x, hook };
  const gint64 begin = g_get_monotonic_time ();
  WscDirections directions = { 0 };
  g_autoptr (GError) error = NULL;
  double ms;

  if (!wsc_decompose (&trajectory, WSC_SSA_BASIC, L > WSC_SSA_WHOLE ? 50 : L, &directions, &error))
    g_error ("%s: %s", c->name, error->message);
  ms = (double) (g_get_monotonic_time () - begin) * 1e-3;
  g_free (directions.vectors);
  g_free (directions.sigma);
  return ms;
}

static double
time_everything (const Case *c, const double *x, const WscHook *hook)
{
  const gint64 begin = g_get_monotonic_time ();
  g_autoptr (GError) error = NULL;
  g_autoptr (WscSsa) ssa =
      wsc_ssa_new (&(WscChannels){ c->n, 1, x }, &(WscSsaSettings){ WSC_SSA_BASIC, c->window, 50 }, hook, &error);

  if (ssa == NULL)
    g_error ("%s: %s", c->name, error->message);
  return (double) (g_get_monotonic_time () - begin) * 1e-3;
}

static int
compare_numbers (gconstpointer a, gconstpointer b)
{
  const double x = *(const double *) a, y = *(const double *) b;

  return (x > y) - (x < y);
}

static void
run_case (const Case *c, const WscHook *hook)
{
  const guint n_runs = c->n > 20000 ? MOST_RUNS / 3 : MOST_RUNS;
  g_autofree double *x = new_series (c);
  double decomposition[MOST_RUNS], everything[MOST_RUNS], judged;
  struct rusage usage;

  for (guint run = 0; run < n_runs; run++)
    {
      decomposition[run] = time_decomposition (c, x, hook);
      everything[run] = time_everything (c, x, hook);
    }
  qsort (decomposition, n_runs, sizeof (double), compare_numbers);
  qsort (everything, n_runs, sizeof (double), compare_numbers);
  getrusage (RUSAGE_SELF, &usage);
  judged = c->window > WSC_SSA_WHOLE ? decomposition[n_runs / 2] : everything[n_runs / 2];
  g_print ("# %-12s %6zu values, window %5zu: decomposition %7.1f ms, everything %7.1f ms, peak %4.0f MB%s\n", c->name,
           c->n, c->window, decomposition[n_runs / 2], everything[n_runs / 2], (double) usage.ru_maxrss / 1024,
           c->target == 0.0     ? ""
           : judged < c->target ? "  (target met)"
                                : "  (target missed)");
}

int
main (int argc, char **argv)
{
  const WscHook hook = { .n_threads = argc > 1 ? (guint) atoi (argv[1]) : MIN (g_get_num_processors (), 2) };

  wsc_blas_use_one_thread ();
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    run_case (&cases[i], &hook);
  return 0;
}
