/* Hierarchies against merging the nearest pair by the definition of each linkage. */
#include "clusters/support.h"

#include <math.h>
#include <string.h>

/* Ward by the definition, on points: how much the sum of squares to the mean grows, times 2, rooted. */
static double
ward (guint m, guint d, const double *x, const guint8 *a, const guint8 *b)
{
  double na = 0, nb = 0, square = 0;

  for (guint i = 0; i < m; i++)
    {
      na += a[i];
      nb += b[i];
    }
  for (guint e = 0; e < d; e++)
    {
      double difference = 0;

      for (guint i = 0; i < m; i++)
        difference += a[i] * x[i * d + e] / na - b[i] * x[i * d + e] / nb;
      square += difference * difference;
    }
  return sqrt (2 * na * nb / (na + nb) * square);
}

static double
average (guint m, const double *distances, const guint8 *a, const guint8 *b)
{
  double sum = 0;
  guint pairs = 0;

  for (guint i = 0; i < m; i++)
    for (guint j = 0; j < m; j++)
      if (a[i] && b[j])
        {
          sum += distances[i * m + j];
          pairs++;
        }
  return sum / pairs;
}

static double
linkage_of (WscLinkage linkage, const WscGaussians *points, const double *distances, const guint8 *a, const guint8 *b)
{
  return linkage == WSC_LINKAGE_WARD ? ward (points->m, points->d, points->means, a, b)
                                     : average (points->m, distances, a, b);
}

/* Each merge joins the two nearest clusters there are. */
static void
assert_tree (WscLinkage linkage, const WscGaussians *points)
{
  const guint m = points->m;
  g_autoptr (WscDistances) distances = wsc_distances_new (points, WSC_METRIC_EUCLIDEAN, NULL, NULL, NULL);
  g_autofree WscMerge *merges = wsc_tree_new (m, distances->values, linkage);
  g_autofree guint8 *members = g_new0 (guint8, 2 * m * m), *left = g_new0 (guint8, 2 * m);

  for (guint i = 0; i < m; i++)
    members[i * m + i] = left[i] = TRUE;
  for (guint s = 0; s + 1 < m; s++)
    {
      const guint a = merges[s].a, b = merges[s].b;
      double least = INFINITY;

      g_assert_true (a < b && b < m + s && left[a] && left[b]);
      for (guint i = 0; i < m + s; i++)
        for (guint j = i + 1; j < m + s; j++)
          if (left[i] && left[j])
            least = fmin (least,
                          linkage_of (linkage, points, distances->values, members + i * m, members + j * m));
      g_assert_cmpfloat_with_epsilon (merges[s].height, least, 1e-10);
      g_assert_cmpfloat_with_epsilon (
          linkage_of (linkage, points, distances->values, members + a * m, members + b * m), least, 1e-10);
      left[a] = left[b] = FALSE;
      left[m + s] = TRUE;
      for (guint i = 0; i < m; i++)
        members[(m + s) * m + i] = members[a * m + i] || members[b * m + i];
    }
}

static void
test_slow (void)
{
  for (guint seed = 0; seed < 10; seed++)
    for (guint linkage = 0; linkage <= WSC_LINKAGE_WARD; linkage++)
      {
        g_auto (Sample) sample = sample_random (5 + 3 * seed, 1 + seed % 4, 1, 1, seed);

        assert_tree (linkage, &sample.view);
      }
}

/* Points of a line: 0, 1, 3, 7. Worked by hand: average 1, 2.5, 17/3; Ward 1, 2.5 sqrt (4/3), (17/3) sqrt (3/2). */
static void
test_line (void)
{
  double x[] = { 0, 1, 3, 7 };
  g_autoptr (WscDistances) distances =
      wsc_distances_new (&(WscGaussians){ 4, 1, x, NULL }, WSC_METRIC_EUCLIDEAN, NULL, NULL, NULL);
  g_autofree WscMerge *a = wsc_tree_new (4, distances->values, WSC_LINKAGE_AVERAGE);
  g_autofree WscMerge *w = wsc_tree_new (4, distances->values, WSC_LINKAGE_WARD);
  guint32 labels[4];

  g_assert_cmpfloat_with_epsilon (a[0].height, 1, 1e-14);
  g_assert_cmpfloat_with_epsilon (a[1].height, 2.5, 1e-14);
  g_assert_cmpfloat_with_epsilon (a[2].height, 17.0 / 3, 1e-14);
  g_assert_cmpfloat_with_epsilon (w[1].height, 2.5 * sqrt (4.0 / 3), 1e-14);
  g_assert_cmpfloat_with_epsilon (w[2].height, 17.0 / 3 * sqrt (1.5), 1e-14);
  for (guint i = 0; i < 3; i++)
    g_assert_true (a[i].a == w[i].a && a[i].b == w[i].b);
  wsc_tree_cut (a, 4, 2, labels);
  g_assert_true (labels[0] == 0 && labels[1] == 0 && labels[2] == 0 && labels[3] == 1);
}

static void
test_cuts (void)
{
  g_auto (Sample) sample = sample_planted (40, 4, 4, 5, 1);
  g_autoptr (WscDistances) distances =
      wsc_distances_new (&sample.view, WSC_METRIC_WASSERSTEIN, NULL, NULL, NULL);

  for (guint linkage = 0; linkage <= WSC_LINKAGE_WARD; linkage++)
    {
      g_autofree WscMerge *merges = wsc_tree_new (40, distances->values, linkage);
      guint32 labels[40];

      for (guint k = 1; k <= 40; k++)
        {
          guint n = 0;

          wsc_tree_cut (merges, 40, k, labels);
          for (guint i = 0; i < 40; i++)
            {
              g_assert_cmpuint (labels[i], <=, n);
              n = MAX (n, labels[i] + 1);
            }
          g_assert_cmpuint (n, ==, k);
        }
      wsc_tree_cut (merges, 40, 4, labels);
      for (guint i = 0; i < 40; i++)
        g_assert_cmpuint (labels[i], ==, i % 4);
    }
}

/* All as near as any: any order is right, but every leaf is merged once and all at one height. */
static void
test_ties (void)
{
  double distances[100];
  guint32 labels[10];
  g_autofree WscMerge *merges = NULL, *none = NULL;

  for (guint e = 0; e < 100; e++)
    distances[e] = e % 11 == 0 ? 0 : 2;
  merges = wsc_tree_new (10, distances, WSC_LINKAGE_AVERAGE);
  for (guint i = 0; i < 9; i++)
    g_assert_cmpfloat_with_epsilon (merges[i].height, 2, 1e-14);
  wsc_tree_cut (merges, 10, 1, labels);
  for (guint i = 0; i < 10; i++)
    g_assert_cmpuint (labels[i], ==, 0);
  none = wsc_tree_new (1, distances, WSC_LINKAGE_WARD);
  wsc_tree_cut (none, 1, 1, labels);
  g_assert_cmpuint (labels[0], ==, 0);
}

/* What is infinitely far is merged last, and every leaf once. */
static void
test_infinite (void)
{
  enum { M = 4 };
  double distances[M * M];

  for (guint i = 0; i < M; i++)
    for (guint j = 0; j < M; j++)
      distances[i * M + j] = i == j ? 0 : i + j == 1 ? 1 : INFINITY;
  g_autofree WscMerge *tree = wsc_tree_new (M, distances, WSC_LINKAGE_AVERAGE);
  guint32 labels[M];
  g_assert_cmpuint (tree[0].a, ==, 0);
  g_assert_cmpuint (tree[0].b, ==, 1);
  g_assert_cmpfloat (tree[0].height, ==, 1);
  for (guint i = 0; i + 1 < M; i++)
    g_assert_cmpuint (tree[i].a, <, tree[i].b);
  wsc_tree_cut (tree, M, 1, labels);
  for (guint i = 0; i < M; i++)
    g_assert_cmpuint (labels[i], ==, 0);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/clusters/tree/slow", test_slow);
  g_test_add_func ("/clusters/tree/line", test_line);
  g_test_add_func ("/clusters/tree/cuts", test_cuts);
  g_test_add_func ("/clusters/tree/ties", test_ties);
  g_test_add_func ("/clusters/tree/infinite", test_infinite);
  return g_test_run ();
}
