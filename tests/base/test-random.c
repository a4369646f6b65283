#include "test-base.h"

#include <math.h>
#include <string.h>

/* Known answers published with Random123 (kat_vectors, philox4x32 of 10 rounds). */
static void
test_philox (void)
{
  static const struct
  {
    guint32 counter[4], key[2], answer[4];
  } cases[] = {
    { { 0, 0, 0, 0 }, { 0, 0 }, { 0x6627e8d5, 0xe169c58d, 0xbc57ac4c, 0x9b00dbd8 } },
    { { 0xffffffff, 0xffffffff, 0xffffffff, 0xffffffff },
      { 0xffffffff, 0xffffffff },
      { 0x408f276d, 0x41c83b0e, 0xa20bc7c6, 0x6d5451fd } },
    { { 0x243f6a88, 0x85a308d3, 0x13198a2e, 0x03707344 },
      { 0xa4093822, 0x299f31d0 },
      { 0xd16cfe09, 0x94fdcceb, 0x5001e420, 0x24126ea1 } },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      WscRandom random = { 0 };

      memcpy (random.counter, cases[i].counter, sizeof random.counter);
      memcpy (random.key, cases[i].key, sizeof random.key);
      for (gsize j = 0; j < 4; j++)
        g_assert_cmphex (wsc_random_word (&random), ==, cases[i].answer[j]);
    }
}

/* The counter carries into its second word. */
static void
test_carry (void)
{
  WscRandom a = { .counter = { 0xffffffff, 0, 7, 9 } }, b = { .counter = { 0, 1, 7, 9 } };

  for (gsize i = 0; i < 4; i++)
    wsc_random_word (&a);
  for (gsize i = 0; i < 4; i++)
    g_assert_cmphex (wsc_random_word (&a), ==, wsc_random_word (&b));
}

static void
test_uniform (void)
{
  WscRandom random;
  const gsize n = 400000;
  double sum = 0, sum2 = 0;
  guint bins[20] = { 0 };
  double chi2 = 0;

  wsc_random_init (&random, 1, "uniform", 0);
  for (gsize i = 0; i < n; i++)
    {
      const double u = wsc_random_uniform (&random);

      g_assert_cmpfloat (u, >, 0.0);
      g_assert_cmpfloat (u, <, 1.0);
      sum += u;
      sum2 += u * u;
      bins[(gsize) (u * 20)]++;
    }
  for (gsize i = 0; i < 20; i++)
    chi2 += pow (bins[i] - n / 20.0, 2) / (n / 20.0);
  g_assert_cmpfloat (fabs (sum / n - 0.5), <, 4 * sqrt (1.0 / 12 / n));
  g_assert_cmpfloat (fabs (sum2 / n - 1.0 / 3), <, 4 * sqrt (4.0 / 45 / n));
  g_assert_cmpfloat (chi2, <, wsc_chi2_quantile (0.9999, 19));
}

/* The ends of the interval stay outside for the most extreme words. */
static void
test_uniform_ends (void)
{
  WscRandom low = { .n_left = 4 }, high = { .block = { G_MAXUINT32, G_MAXUINT32, 0, 0 }, .n_left = 4 };

  g_assert_cmpfloat (wsc_random_uniform (&low), ==, 0x1p-53);
  g_assert_cmpfloat (wsc_random_uniform (&high), ==, 1.0 - 0x1p-53);
}

static void
test_normal (void)
{
  static const double moments[] = { 0, 1, 0, 3, 0, 15 };
  static const double variances[] = { 1, 2, 15, 96, 945, 10170 };
  const gsize n = 400000;
  double sums[6] = { 0 };
  WscRandom random;

  wsc_random_init (&random, 2, "normal", 0);
  for (gsize i = 0; i < n; i++)
    {
      const double x = wsc_random_normal (&random);

      for (gsize k = 0; k < 6; k++)
        sums[k] += pow (x, k + 1);
    }
  for (gsize k = 0; k < 6; k++)
    g_assert_cmpfloat (fabs (sums[k] / n - moments[k]), <, 4 * sqrt (variances[k] / n));
}

/* Neighbouring normal numbers, the two of one Box-Muller pair among them, are not correlated. */
static void
test_normal_pairs (void)
{
  const gsize n = 200000;
  double sum = 0, last = 0;
  WscRandom random;

  wsc_random_init (&random, 3, "pairs", 0);
  for (gsize i = 0; i < n; i++)
    {
      const double x = wsc_random_normal (&random);

      sum += last * x;
      last = x;
    }
  g_assert_cmpfloat (fabs (sum / n), <, 4 / sqrt (n));
}

static void
test_below (void)
{
  static const guint32 bounds[] = { 1, 2, 3, 7, 100, 0x80000001u, G_MAXUINT32 };
  WscRandom random;

  wsc_random_init (&random, 4, "below", 0);
  for (gsize i = 0; i < G_N_ELEMENTS (bounds); i++)
    {
      const guint n = 70000;
      double sum = 0;

      for (guint j = 0; j < n; j++)
        {
          const guint32 x = wsc_random_below (&random, bounds[i]);

          g_assert_cmpuint (x, <, bounds[i]);
          sum += x;
        }
      /* mean (b - 1) / 2, variance (b^2 - 1) / 12 */
      g_assert_cmpfloat (fabs (sum / n - (bounds[i] - 1.0) / 2), <=,
                         4 * sqrt (((double) bounds[i] * bounds[i] - 1) / 12 / n));
    }
}

/* All 24 orders of 4 items come up equally often, and each is a permutation. */
static void
test_shuffle (void)
{
  WscRandom random;
  guint counts[256] = { 0 }, n_seen = 0;
  double chi2 = 0;
  const guint n = 48000;

  wsc_random_init (&random, 5, "shuffle", 0);
  for (guint i = 0; i < n; i++)
    {
      guint32 items[4] = { 0, 1, 2, 3 };
      guint seen = 0, code = 0;

      wsc_random_shuffle (&random, items, 4);
      for (guint j = 0; j < 4; j++)
        {
          seen |= 1u << items[j];
          code = code * 4 + items[j];
        }
      g_assert_cmphex (seen, ==, 0xf);
      counts[code]++;
    }
  for (guint i = 0; i < 256; i++)
    if (counts[i] > 0)
      {
        n_seen++;
        chi2 += pow (counts[i] - n / 24.0, 2) / (n / 24.0);
      }
  g_assert_cmpuint (n_seen, ==, 24);
  g_assert_cmpfloat (chi2, <, wsc_chi2_quantile (0.9999, 23));
}

/* Streams that differ in seed, name or index neither repeat nor correlate; equal ones are equal. */
static void
test_streams (void)
{
  static const struct
  {
    guint64 seed;
    const char *name;
    guint32 index;
  } streams[] = { { 0, "a", 0 },  { 0, "a", 1 },           { 0, "b", 0 },
                  { 1, "a", 0 },  { G_MAXUINT64, "a", 0 }, { 0, "", 0 },
                  { 0, "ab", 0 }, { 0, "ba", 0 },          { G_GUINT64_CONSTANT (1) << 32, "a", 0 } };
  const gsize n = 20000, n_streams = G_N_ELEMENTS (streams);
  g_autofree double *x = g_new (double, n *n_streams);

  for (gsize s = 0; s < n_streams; s++)
    {
      WscRandom random, again;

      wsc_random_init (&random, streams[s].seed, streams[s].name, streams[s].index);
      wsc_random_init (&again, streams[s].seed, streams[s].name, streams[s].index);
      for (gsize i = 0; i < n; i++)
        {
          x[s * n + i] = wsc_random_uniform (&random) - 0.5;
          g_assert_cmpfloat (wsc_random_uniform (&again) - 0.5, ==, x[s * n + i]);
        }
    }
  for (gsize s = 0; s < n_streams; s++)
    for (gsize t = 0; t < s; t++)
      {
        double sum = 0;

        for (gsize i = 0; i < n; i++)
          sum += x[s * n + i] * x[t * n + i];
        g_assert_cmpfloat (fabs (sum / n * 12), <, 4.5 / sqrt (n));
      }
}

void
add_random_tests (void)
{
  g_test_add_func ("/random/philox-known-answers", test_philox);
  g_test_add_func ("/random/counter-carries", test_carry);
  g_test_add_func ("/random/uniform", test_uniform);
  g_test_add_func ("/random/uniform-ends", test_uniform_ends);
  g_test_add_func ("/random/normal-moments", test_normal);
  g_test_add_func ("/random/normal-pairs", test_normal_pairs);
  g_test_add_func ("/random/below", test_below);
  g_test_add_func ("/random/shuffle", test_shuffle);
  g_test_add_func ("/random/streams", test_streams);
}
