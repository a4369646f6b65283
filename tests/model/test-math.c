/* The engines' activations against libm. */
#include "test-model.h"

#include <math.h>
#include <string.h>

static double
exact (WscActivation activation, double x)
{
  return activation == WSC_TANH ? tanh (x) : activation == WSC_SIGMOID ? 1.0 / (1.0 + exp (-x)) : fmax (x, 0.0);
}

static void
check_activation (const WscEngine *engine, WscActivation activation, double from, double to)
{
  const gsize n = 20003; /* no multiple of any number of lanes */
  g_autofree float *x = g_new (float, n);
  g_autofree float *y = g_new (float, n);
  double worst = 0.0;

  for (gsize i = 0; i < n; i++)
    x[i] = y[i] = (float) (from + (to - from) * (double) i / (double) (n - 1));
  engine->activate (activation, y, n);
  for (gsize i = 0; i < n; i++)
    {
      const double right = exact (activation, (double) x[i]);

      worst = fmax (worst, fabs ((double) y[i] - right) / fmax (fabs (right), 1e-37));
    }
  if (worst > 1e-6)
    g_error ("%s: activation %d on [%g, %g] is off by %g", engine->name, activation, from, to, worst);
}

static void
test_activations (void)
{
  for (const WscEngine *const *engine = all_engines (); *engine != NULL; engine++)
    {
      check_activation (*engine, WSC_TANH, -12.0, 12.0);
      check_activation (*engine, WSC_TANH, -1e-3, 1e-3);
      check_activation (*engine, WSC_SIGMOID, -80.0, 30.0);
      check_activation (*engine, WSC_RELU, -3.0, 3.0);
    }
}

static void
test_not_a_number (void)
{
  static const WscActivation activations[] = { WSC_TANH, WSC_SIGMOID, WSC_RELU, WSC_IDENTITY };

  for (const WscEngine *const *engine = all_engines (); *engine != NULL; engine++)
    for (gsize i = 0; i < G_N_ELEMENTS (activations); i++)
      {
        float x[3] = { 1.0f, NAN, -1.0f };

        (*engine)->activate (activations[i], x, 3);
        g_assert_true (isnan (x[1]));
        g_assert_true (isfinite (x[0]) && isfinite (x[2]));
      }
}

static void
test_ends (void)
{
  for (const WscEngine *const *engine = all_engines (); *engine != NULL; engine++)
    {
      float t[2] = { -1e30f, 1e30f }, s[2] = { -1e30f, 1e30f };

      (*engine)->activate (WSC_TANH, t, 2);
      (*engine)->activate (WSC_SIGMOID, s, 2);
      g_assert_cmpfloat_with_epsilon (t[0], -1.0f, 1e-6f);
      g_assert_cmpfloat_with_epsilon (t[1], 1.0f, 1e-6f);
      g_assert_cmpfloat_with_epsilon (s[0], 0.0f, 1e-6f);
      g_assert_cmpfloat_with_epsilon (s[1], 1.0f, 1e-6f);
    }
}

void
add_math_tests (void)
{
  g_test_add_func ("/model/math/activations", test_activations);
  g_test_add_func ("/model/math/not-a-number", test_not_a_number);
  g_test_add_func ("/model/math/ends", test_ends);
}
