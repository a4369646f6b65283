/* Colours stay apart for colour-blind readers and on a grey printer. */
#include "scene/scene.h"

#include <math.h>
#include <string.h>

typedef enum { SEEN_NORMAL, SEEN_WITHOUT_RED, SEEN_WITHOUT_GREEN, SEEN_WITHOUT_BLUE, N_SEEN } Seen;

/* Machado, Oliveira and Fernandes 2009, severity 1, on linear light. */
static const double machado[N_SEEN][3][3] = {
  [SEEN_NORMAL] = { { 1, 0, 0 }, { 0, 1, 0 }, { 0, 0, 1 } },
  [SEEN_WITHOUT_RED] = { { 0.152286, 1.052583, -0.204868 }, { 0.114503, 0.786281, 0.099216 }, { -0.003882, -0.048116, 1.051998 } },
  [SEEN_WITHOUT_GREEN] = { { 0.367322, 0.860646, -0.227968 }, { 0.280085, 0.672501, 0.047413 }, { -0.011820, 0.042940, 0.968881 } },
  [SEEN_WITHOUT_BLUE] = { { 1.255528, -0.076749, -0.178779 }, { -0.078411, 0.930809, 0.147602 }, { 0.004733, 0.691367, 0.303900 } },
};

static double
linearise (double code)
{
  return code <= 0.04045 ? code / 12.92 : pow ((code + 0.055) / 1.055, 2.4);
}

/* CIE 1976 L*a*b*, D65, of a colour as it is seen. */
static void
get_lab (WscRgba colour, Seen seen, double lab[3])
{
  static const double m[3][3] = { { 0.4124564, 0.3575761, 0.1804375 }, { 0.2126729, 0.7151522, 0.0721750 }, { 0.0193339, 0.1191920, 0.9503041 } };
  static const double white[3] = { 0.95047, 1, 1.08883 };
  const double light[3] = { linearise (colour.r), linearise (colour.g), linearise (colour.b) };
  double seen_light[3], f[3];

  for (guint i = 0; i < 3; i++)
    {
      seen_light[i] = 0;
      for (guint j = 0; j < 3; j++)
        seen_light[i] += machado[seen][i][j] * light[j];
      seen_light[i] = CLAMP (seen_light[i], 0, 1);
    }
  for (guint i = 0; i < 3; i++)
    {
      double sum = 0;

      for (guint j = 0; j < 3; j++)
        sum += m[i][j] * seen_light[j] / white[i];
      f[i] = sum > 0.008856 ? cbrt (sum) : 7.787 * sum + 16 / 116.0;
    }
  lab[0] = 116 * f[1] - 16;
  lab[1] = 500 * (f[0] - f[1]);
  lab[2] = 200 * (f[1] - f[2]);
}

static double
get_difference (WscRgba a, WscRgba b, Seen seen)
{
  double x[3], y[3];

  get_lab (a, seen, x);
  get_lab (b, seen, y);
  return sqrt (pow (x[0] - y[0], 2) + pow (x[1] - y[1], 2) + pow (x[2] - y[2], 2));
}

static double
get_least_difference (WscPalette palette, guint n, Seen seen)
{
  double least = INFINITY;

  for (guint i = 0; i < n; i++)
    for (guint j = 0; j < i; j++)
      least = MIN (least, get_difference (wsc_palette_get (palette, i), wsc_palette_get (palette, j), seen));
  return least;
}

/* As many as are meant to be told apart by colour alone, seen in four ways. Blue cones are missing in one of 10,000 readers, red or
 * green ones in one of twelve men. */
static void
test_apart (void)
{
  static const struct
  {
    WscPalette palette;
    guint n;
    double least[N_SEEN];
  } cases[] = {
    { WSC_PALETTE_OKABE_ITO, 21, { 20, 13, 13, 6 } },
    { WSC_PALETTE_OKABE_ITO, 7, { 25, 20, 16, 16 } },
    { WSC_PALETTE_TOL_BRIGHT, 7, { 30, 16, 16, 13 } },
    { WSC_PALETTE_TOL_MUTED, 9, { 20, 15, 15, 15 } },
    { WSC_PALETTE_GREY, 7, { 10, 10, 10, 10 } },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    for (guint seen = 0; seen < N_SEEN; seen++)
      {
        const double least = get_least_difference (cases[i].palette, cases[i].n, (Seen) seen);

        g_test_message ("palette %u, %u colours, seen %u: %.1f apart", cases[i].palette, cases[i].n, seen, least);
        g_assert_cmpfloat (least, >, cases[i].least[seen]);
      }
}

static double
get_lightness (WscRgba colour)
{
  double lab[3];

  get_lab (colour, SEEN_NORMAL, lab);
  return lab[0];
}

/* Greys are told apart by lightness alone, and neighbours by much of it. */
static void
test_grey (void)
{
  const guint n = wsc_palette_get_size (WSC_PALETTE_GREY);

  for (guint i = 0; i < n; i++)
    {
      const WscRgba c = wsc_palette_get (WSC_PALETTE_GREY, i), next = wsc_palette_get (WSC_PALETTE_GREY, i + 1);

      g_assert_cmpfloat (c.r, ==, c.g);
      g_assert_cmpfloat (c.r, ==, c.b);
      for (guint j = 0; j < i; j++)
        g_assert_cmpfloat (fabs (get_lightness (c) - get_lightness (wsc_palette_get (WSC_PALETTE_GREY, j))), >, 10);
      if (i + 1 < n)
        g_assert_cmpfloat (fabs (get_lightness (c) - get_lightness (next)), >, 10);
    }
}

/* Colours come round again. */
static void
test_rounds (void)
{
  for (guint palette = 0; palette <= WSC_PALETTE_GREY; palette++)
    {
      const guint n = wsc_palette_get_size ((WscPalette) palette);
      const WscRgba first = wsc_palette_get ((WscPalette) palette, 0), again = wsc_palette_get ((WscPalette) palette, n);

      g_assert_cmpuint (n, >=, 7);
      g_assert_cmpmem (&first, sizeof first, &again, sizeof again);
    }
}

/* Lighter the more there is, but for readers without blue cones, who see yellow ends alike; the greys are grey. */
static void
test_ramps (void)
{
  for (guint hues = 0; hues < WSC_HUES_RING; hues++)
    for (guint seen = SEEN_NORMAL; seen <= SEEN_WITHOUT_GREEN; seen++)
      {
        double before[3], lab[3];

        get_lab (wsc_hues_get ((WscHues) hues, 0), (Seen) seen, before);
        for (guint k = 1; k <= 40; k++)
          {
            get_lab (wsc_hues_get ((WscHues) hues, k / 40.0), (Seen) seen, lab);
            g_assert_cmpfloat (lab[0], >, before[0]);
            memcpy (before, lab, sizeof lab);
          }
      }
  g_assert_cmpfloat (wsc_hues_get (WSC_HUES_GREY, 0.37).r, ==, wsc_hues_get (WSC_HUES_GREY, 0.37).b);
}

/* The ring closes, and places far along it are far apart as most readers see them. */
static void
test_ring (void)
{
  const WscRgba first = wsc_hues_get (WSC_HUES_RING, 0), last = wsc_hues_get (WSC_HUES_RING, 1);

  g_assert_cmpmem (&first, sizeof first, &last, sizeof last);
  for (guint i = 0; i < 24; i++)
    for (guint seen = SEEN_NORMAL; seen <= SEEN_WITHOUT_GREEN; seen++)
      g_assert_cmpfloat (get_difference (wsc_hues_get (WSC_HUES_RING, i / 24.0), wsc_hues_get (WSC_HUES_RING, (i + 12) % 24 / 24.0), (Seen) seen), >, 15);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/palette/apart", test_apart);
  g_test_add_func ("/palette/grey", test_grey);
  g_test_add_func ("/palette/rounds", test_rounds);
  g_test_add_func ("/palette/ramps", test_ramps);
  g_test_add_func ("/palette/ring", test_ring);
  return g_test_run ();
}
