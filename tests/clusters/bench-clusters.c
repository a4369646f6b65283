/* Milliseconds of distances and clusterings, the fastest of a few, with targets on two cores; and of the same distances by
 * LAPACK, a pair at a time. Arguments, optional: threads. */
#include "clusters/support.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

static double
now_ms (void)
{
  return (double) g_get_monotonic_time () * 1e-3;
}

/* Of all threads: what the wall clock says of a machine that does nothing else, times its cores. */
static double
busy_ms (void)
{
  struct timespec t;

  clock_gettime (CLOCK_PROCESS_CPUTIME_ID, &t);
  return (double) t.tv_sec * 1e3 + (double) t.tv_nsec * 1e-6;
}

typedef struct
{
  double wall, busy; /* ms */
} Cost;

static Cost
cost_since (Cost begin)
{
  return (Cost){ now_ms () - begin.wall, busy_ms () - begin.busy };
}

static Cost
least (Cost a, Cost b)
{
  return (Cost){ fmin (a.wall, b.wall), fmin (a.busy, b.busy) };
}

static Cost
sum_of (Cost a, Cost b)
{
  return (Cost){ a.wall + b.wall, a.busy + b.busy };
}

static void
print_rate (const char *what, Cost cost, double target)
{
  printf ("%-64s %9.2f ms of the target of %g ms: %.2f (busy %.2f ms)\n", what, cost.wall, target,
          cost.wall / target, cost.busy);
}

/* --- distances -------------------------------------------------------------- */

static Cost
time_distances (const WscGaussians *gaussians, const WscHook *hook)
{
  const Cost begin = { now_ms (), busy_ms () };
  WscDistances *distances = wsc_distances_new (gaussians, WSC_METRIC_WASSERSTEIN, NULL, hook, NULL);
  const Cost cost = cost_since (begin);

  wsc_distances_unref (distances);
  return cost;
}

static void
compare_with_lapack (const WscGaussians *gaussians, Cost cost)
{
  const guint n = 20000;
  const double begin = busy_ms ();
  double sum = 0, all;

  for (guint p = 0; p < n; p++)
    sum += slow_distance (gaussians, p % gaussians->m, (p * 7 + 1) % gaussians->m);
  all = (busy_ms () - begin) / n * gaussians->m * (gaussians->m - 1) / 2;
  printf ("  by LAPACK's eigenvalues, a pair at a time: busy %.2f ms, %.1f times as long (mean distance %.3f)\n", all,
          all / cost.busy, sum / n);
}

static void
bench_distances (const WscHook *hook)
{
  g_auto (Sample) sample = sample_random (1000, 8, 16, 1, 1);
  Cost best = { INFINITY, INFINITY };

  for (guint i = 0; i < 5; i++)
    best = least (best, time_distances (&sample.view, hook));
  print_rate ("Wasserstein distances of 1,000 in R^8", best, 500);
  compare_with_lapack (&sample.view, best);
}

/* Pairs a second and core, of each instruction set. */
static void
bench_kernels (void)
{
  static const char *const names[] = { "baseline", "avx2", "avx512" };
  const guint d = 8, rounds = 20000;
  g_auto (Sample) sample = sample_random (32, d, 16, 1, 1);
  g_autofree double *factors = g_new (double, 32 * d * d);
  const double *a[16], *b[16];
  double trace, norms[16];

  for (guint i = 0; i < 32; i++)
    g_assert_true (wsc_factor (d, sample.covariances + i * d * d, factors + i * d * d, &trace, NULL));
  for (guint i = 0; i < 16; i++)
    {
      a[i] = factors + i * d * d;
      b[i] = factors + (i + 16) * d * d;
    }
  for (guint k = 0; k < G_N_ELEMENTS (names); k++)
    {
      const WscClusterKernel *kernel = wsc_cluster_kernel_find (names[k]);
      double *work, begin;

      if (kernel == NULL)
        continue;
      work = g_aligned_alloc (kernel->scratch_size (d), sizeof (double), 64);
      begin = busy_ms ();
      for (guint i = 0; i < rounds; i++)
        kernel->nuclear_norms (d, 2 * kernel->n_lanes, a, b, work, norms);
      printf ("norms in R^8, %-10s %8.0f pairs in a ms of one core\n", names[k],
              rounds * 2 * kernel->n_lanes / (busy_ms () - begin));
      g_aligned_free (work);
    }
}

/* --- clusters ------------------------------------------------------------------ */

static Cost
time_all (const WscGaussians *gaussians, const WscKMeansSettings *settings, guint n, const guint *counts,
          const WscHook *hook)
{
  const Cost begin = { now_ms (), busy_ms () };
  g_autoptr (GPtrArray) all =
      wsc_clusters_new_k_means_all (gaussians, NULL, n, counts, settings, hook, NULL);

  g_assert_nonnull (all);
  return cost_since (begin);
}

static void
bench_all_counts (const WscHook *hook)
{
  g_auto (Sample) sample = sample_random (100, 8, 16, 1, 2);
  guint counts[100];
  Cost euclidean, wasserstein;

  for (guint i = 0; i < 100; i++)
    counts[i] = i + 1;
  euclidean = time_all (&sample.view, &(WscKMeansSettings){ WSC_METRIC_EUCLIDEAN, 10, 1 }, 100, counts, hook);
  wasserstein = time_all (&sample.view, &(WscKMeansSettings){ WSC_METRIC_WASSERSTEIN, 10, 1 }, 100, counts, hook);
  printf ("  Euclidean busy %.1f ms, Wasserstein busy %.1f ms\n", euclidean.busy, wasserstein.busy);
  print_rate ("k-means of 100 in R^8 into 1 to 100, 10 starts, both metrics", sum_of (euclidean, wasserstein), 3000);
}

static void
bench_tick (const WscHook *hook)
{
  g_auto (Sample) sample = sample_planted (128, 5, 8, 1, 3);
  Cost best = { INFINITY, INFINITY };
  guint k = 8;

  for (guint i = 0; i < 10; i++)
    {
      const Cost euclidean =
          time_all (&sample.view, &(WscKMeansSettings){ WSC_METRIC_EUCLIDEAN, 10, i }, 1, &k, hook);
      const Cost wasserstein =
          time_all (&sample.view, &(WscKMeansSettings){ WSC_METRIC_WASSERSTEIN, 10, i }, 1, &k, hook);

      best = least (best, sum_of (euclidean, wasserstein));
    }
  print_rate ("k-means of 128 in R^5 into 8, 10 starts, both metrics", best, 10);
}

static void
bench_communities (const WscHook *hook)
{
  g_auto (Sample) sample = sample_planted (1000, 8, 8, 3, 1);
  const Cost begin = { now_ms (), busy_ms () };
  g_autoptr (WscCommunities) found = wsc_communities_new (&sample.view, WSC_OVERLAP_DISTANCE, 1, 1, hook, NULL);
  const Cost cost = cost_since (begin);

  printf ("communities of 1,000 in R^8: %u in %.2f ms (busy %.2f ms)\n", found->k, cost.wall, cost.busy);
}

static void
bench_many (const WscHook *hook)
{
  const guint m = 100000, d = 3;
  g_autofree double *means = g_malloc_n ((gsize) m * d, sizeof (double));
  WscRandom random;
  Cost best = { INFINITY, INFINITY };
  guint k = 64;

  wsc_random_init (&random, 4, "test.clusters", 0);
  for (gsize e = 0; e < (gsize) m * d; e++)
    means[e] = wsc_random_normal (&random);
  for (guint i = 0; i < 3; i++)
    best = least (best, time_all (&(WscGaussians){ m, d, means, NULL },
                                 &(WscKMeansSettings){ WSC_METRIC_EUCLIDEAN, 2, i }, 1, &k, hook));
  print_rate ("k-means of 100,000 in R^3 into 64, a start of 2", (Cost){ best.wall / 2, best.busy / 2 }, 400);
}

int
main (int argc, char **argv)
{
  const WscHook hook = hook_of_threads (argc > 1 ? (guint) atoi (argv[1]) : 0);

  bench_kernels ();
  bench_distances (&hook);
  bench_all_counts (&hook);
  bench_tick (&hook);
  bench_many (&hook);
  bench_communities (&hook);
  return 0;
}
