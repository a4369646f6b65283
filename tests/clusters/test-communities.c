/* Communities: planted ones, and modularity by its definition. */
#include "clusters/support.h"

#include <math.h>
#include <string.h>

/* 1 / 2W sum_ij (w_ij - s_i s_j / 2W) where i and j are together. */
static double
slow_modularity (guint m, const double *overlaps, const guint32 *labels)
{
  double all = 0, sum = 0;

  for (guint e = 0; e < m * m; e++)
    all += overlaps[e];
  for (guint i = 0; i < m; i++)
    for (guint j = 0; j < m; j++)
      {
        double si = 0, sj = 0;

        for (guint l = 0; l < m; l++)
          {
            si += overlaps[i * m + l];
            sj += overlaps[j * m + l];
          }
        sum += labels[i] == labels[j] ? overlaps[i * m + j] - si * sj / all : 0;
      }
  return sum / all;
}

static void
test_planted (void)
{
  g_auto (Sample) sample = sample_planted (60, 5, 4, 6, 1);

  for (guint overlap = 0; overlap <= WSC_OVERLAP_DISTANCE; overlap++)
    {
      g_autoptr (WscCommunities) found = wsc_communities_new (&sample.view, overlap, 1, 1, NULL, NULL);
      g_autofree double *overlaps = wsc_overlaps_new (&sample.view, overlap, NULL, NULL);

      g_assert_cmpuint (found->k, ==, 4);
      for (guint i = 0; i < 60; i++)
        {
          double own = 0, all = 0;

          g_assert_cmpuint (found->labels[i], ==, i % 4);
          for (guint j = 0; j < 60; j++)
            {
              all += overlaps[i * 60 + j];
              own += j % 4 == i % 4 ? overlaps[i * 60 + j] : 0;
            }
          g_assert_cmpfloat_with_epsilon (found->strength[i], own / all, 1e-12);
        }
      g_assert_cmpfloat_with_epsilon (found->modularity, slow_modularity (60, overlaps, found->labels), 1e-12);
    }
}

/* No single move to another community raises the modularity. */
static void
test_optimal (void)
{
  for (guint seed = 0; seed < 5; seed++)
    {
      g_auto (Sample) sample = sample_random (30, 2, 4, 0.3, seed);
      g_autoptr (WscCommunities) found =
          wsc_communities_new (&sample.view, WSC_OVERLAP_BHATTACHARYYA, 1, seed, NULL, NULL);
      g_autofree double *overlaps = wsc_overlaps_new (&sample.view, WSC_OVERLAP_BHATTACHARYYA, NULL, NULL);

      for (guint i = 0; i < 30; i++)
        for (guint c = 0; c < found->k; c++)
          {
            g_autofree guint32 *labels = g_memdup2 (found->labels, 30 * sizeof (guint32));

            labels[i] = c;
            g_assert_cmpfloat (slow_modularity (30, overlaps, labels), <=, found->modularity + 1e-9);
          }
    }
}

static void
test_resolution (void)
{
  g_auto (Sample) sample = sample_random (40, 3, 4, 1, 1);
  guint before = 1;

  for (double resolution = 0.1; resolution < 20; resolution *= 3)
    {
      g_autoptr (WscCommunities) found =
          wsc_communities_new (&sample.view, WSC_OVERLAP_DISTANCE, resolution, 1, NULL, NULL);

      g_assert_cmpuint (found->k, >=, before);
      before = found->k;
    }
  g_assert_cmpuint (before, >, 5);
}

static void
test_order (void)
{
  g_auto (Sample) sample = sample_random (40, 3, 4, 1, 1);
  guint32 order[40], back[40];
  WscRandom random;

  for (guint i = 0; i < 40; i++)
    order[i] = i;
  wsc_random_init (&random, 1, "test.order", 0);
  wsc_random_shuffle (&random, order, 40);

  g_auto (Sample) permuted = sample_permuted (&sample, order);
  g_autoptr (WscCommunities) a = wsc_communities_new (&sample.view, WSC_OVERLAP_DISTANCE, 1.2, 1, NULL, NULL);
  g_autoptr (WscCommunities) b = wsc_communities_new (&permuted.view, WSC_OVERLAP_DISTANCE, 1.2, 1, NULL, NULL);

  for (guint i = 0; i < 40; i++)
    back[order[i]] = b->labels[i];
  g_assert_true (same_partition (40, a->labels, back));
}

static gpointer
find_many (gpointer data)
{
  const WscGaussians *gaussians = data;

  for (guint i = 0; i < 20; i++)
    {
      g_autoptr (WscCommunities) found =
          wsc_communities_new (gaussians, WSC_OVERLAP_DISTANCE, 1, i % 3, NULL, NULL);

      g_assert_cmpuint (found->k, ==, 4);
    }
  return NULL;
}

static void
test_threads (void)
{
  g_auto (Sample) sample = sample_planted (40, 5, 4, 6, 1);
  GThread *threads[3];

  for (guint i = 0; i < 3; i++)
    threads[i] = g_thread_new ("find", find_many, &sample.view);
  for (guint i = 0; i < 3; i++)
    g_thread_join (threads[i]);
}

static void
test_edges (void)
{
  g_auto (Sample) sample = sample_random (10, 2, 2, 1, 1), far = sample_random (3, 2, 4, 1e-6, 1);
  const WscGaussians one = { 1, 2, sample.means, sample.covariances };
  g_autoptr (WscCommunities) single = wsc_communities_new (&one, WSC_OVERLAP_DISTANCE, 1, 1, NULL, NULL);
  g_autoptr (WscCommunities) apart = wsc_communities_new (&far.view, WSC_OVERLAP_BHATTACHARYYA, 1, 1, NULL, NULL);
  g_autoptr (GError) error = NULL;

  g_assert_true (single->k == 1 && single->modularity == 0);
  g_assert_true (apart->k == 3 && apart->strength[0] == 0);
  g_assert_null (wsc_communities_new (&sample.view, WSC_OVERLAP_DISTANCE, 0, 1, NULL, &error));
  g_assert_error (error, WSC_ERROR, WSC_ERROR_RANGE);
  g_clear_error (&error);
  sample.means[0] = NAN;
  g_assert_null (wsc_communities_new (&sample.view, WSC_OVERLAP_DISTANCE, 1, 1, NULL, &error));
  g_assert_error (error, WSC_ERROR, WSC_ERROR_NUMERIC);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/clusters/communities/planted", test_planted);
  g_test_add_func ("/clusters/communities/optimal", test_optimal);
  g_test_add_func ("/clusters/communities/resolution", test_resolution);
  g_test_add_func ("/clusters/communities/order", test_order);
  g_test_add_func ("/clusters/communities/threads", test_threads);
  g_test_add_func ("/clusters/communities/edges", test_edges);
  return g_test_run ();
}
