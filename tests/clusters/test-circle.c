/* Neurons planted on a circle. */
#include "clusters/support.h"

#include <math.h>

/* Neuron i at angle 2 pi i / period on a circle of radius 2 in a tilted plane, off the origin, and noise. */
static Sample
circle_of (guint m, double period, double noise)
{
  Sample self = sample_random (m, 5, 1, 0, 1);

  for (guint i = 0; i < m; i++)
    {
      const double angle = 2 * G_PI * i / period;

      for (guint e = 0; e < 5; e++)
        self.means[i * 5 + e] *= noise;
      self.means[i * 5] += 10 + 2 * cos (angle) * M_SQRT1_2;
      self.means[i * 5 + 1] += 2 * cos (angle) * M_SQRT1_2;
      self.means[i * 5 + 3] += 2 * sin (angle) - 7;
    }
  return self;
}

static void
test_exact (void)
{
  g_auto (Sample) sample = circle_of (64, 16, 0);
  g_autoptr (WscCircle) circle = wsc_circle_new (&sample.view, NULL);

  g_assert_cmpfloat_with_epsilon (circle->share, 1, 1e-12);
  g_assert_cmpuint (circle->n_lags, ==, 32);
  g_assert_cmpuint (circle->period, ==, 16);
  g_assert_cmpfloat_with_epsilon (fabs (circle->turn), 2 * G_PI / 16, 1e-9);
  for (guint i = 0; i < 64; i++)
    g_assert_cmpfloat_with_epsilon (circle->radii[i], 2, 1e-9);
  for (guint lag = 1; lag <= 32; lag++)
    g_assert_cmpfloat_with_epsilon (circle->autocorrelation[lag - 1], cos (2 * G_PI * lag / 16), 1e-9);
  for (guint i = 1; i < 64; i++)
    g_assert_cmpfloat_with_epsilon (cos (circle->angles[i] - circle->angles[i - 1]), cos (2 * G_PI / 16), 1e-9);
}

static void
test_noisy (void)
{
  g_auto (Sample) sample = circle_of (128, 16, 0.5);
  g_autoptr (WscCircle) circle = wsc_circle_new (&sample.view, NULL);

  g_assert_cmpuint (circle->period, ==, 16);
  g_assert_cmpfloat (circle->share, >, 0.7);
  g_assert_cmpfloat_with_epsilon (fabs (circle->turn), 2 * G_PI / 16, 0.03);
}

/* Noise has no period, and few neurons or equal ones no circle. */
static void
test_none (void)
{
  g_auto (Sample) noise = sample_random (128, 5, 1, 0, 3), same = sample_new (10, 3), line = sample_random (9, 1, 1, 1, 1);
  const WscGaussians one = { 1, 5, noise.means, NULL };
  g_autoptr (WscCircle) a = wsc_circle_new (&noise.view, NULL), b = wsc_circle_new (&same.view, NULL);
  g_autoptr (WscCircle) c = wsc_circle_new (&one, NULL), d = wsc_circle_new (&line.view, NULL);
  g_autoptr (GError) error = NULL;

  g_assert_cmpuint (a->period, ==, 0);
  g_assert_cmpfloat (a->share, <, 0.7);
  g_assert_true (b->period == 0 && b->share == 0 && b->radii[3] == 0 && b->autocorrelation[0] == 0);
  g_assert_true (c->period == 0 && c->n_lags == 0 && c->turn == 0);
  g_assert_cmpfloat_with_epsilon (d->share, 1, 1e-12);
  noise.means[7] = NAN;
  g_assert_null (wsc_circle_new (&noise.view, &error));
  g_assert_error (error, WSC_ERROR, WSC_ERROR_NUMERIC);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/clusters/circle/exact", test_exact);
  g_test_add_func ("/clusters/circle/noisy", test_noisy);
  g_test_add_func ("/clusters/circle/none", test_none);
  return g_test_run ();
}
