/* One network in double: against the float engine, and with outputs that are computed once for several. */
#include "model/network.h"
#include "test-model.h"

#include <math.h>
#include <string.h>

static WscNetwork *
random_network (const WscArchitecture *a, guint32 index, float *floats)
{
  const gsize p = wsc_architecture_get_n_parameters (a);
  g_autofree double *parameters = g_new (double, p);
  WscRandom random;

  wsc_random_init (&random, 5, "test.network", index);
  for (gsize i = 0; i < p; i++)
    {
      floats[i] = (float) (0.5 * wsc_random_normal (&random));
      parameters[i] = (double) floats[i];
    }
  return wsc_network_new (a, parameters, a->sizes[a->n_layers], NULL);
}

/* More samples than a chunk, in an order with repeats. */
static void
check_outputs (const char *layers, const char *activation, gboolean bias, gboolean ce)
{
  const WscArchitecture a = make_architecture (layers, activation, WSC_ORTHONORMAL_NONE, bias, ce);
  g_autoptr (Fixture) fixture = fixture_new (ce ? FIXTURE_CLASSES : FIXTURE_TABLE, &a, 40, 1);
  g_autofree float *floats = g_new (float, wsc_architecture_get_n_parameters (&a));
  g_autoptr (WscNetwork) network = random_network (&a, 1, floats);
  const guint width = a.sizes[a.n_layers];
  const gsize n = 700;
  g_autofree guint32 *indices = g_new (guint32, n);
  g_autofree double *outputs = g_new (double, n *width);
  g_autofree float *expected = g_new (float, n *width);

  for (gsize i = 0; i < n; i++)
    indices[i] = (guint32) (7 * i % 40);
  wsc_network_get_outputs (network, &fixture->samples, indices, n, outputs);
  wsc_network_predict (&a, floats, &fixture->samples, indices, n, expected);
  for (gsize i = 0; i < n * width; i++)
    g_assert_cmpfloat_with_epsilon (outputs[i], (double) expected[i], 3e-5 * (1.0 + fabs (outputs[i])));
  wsc_network_get_outputs (network, &fixture->samples, NULL, 40, outputs);
  wsc_network_predict (&a, floats, &fixture->samples, NULL, 40, expected);
  for (gsize i = 0; i < 40 * width; i++)
    g_assert_cmpfloat_with_epsilon (outputs[i], (double) expected[i], 3e-5 * (1.0 + fabs (outputs[i])));
}

static void
test_outputs (void)
{
  check_outputs ("5;4;3", "tanh", TRUE, FALSE);
  check_outputs ("5;4;6;3", "relu;sigmoid;tanh", TRUE, FALSE);
  check_outputs ("9;2", "sigmoid", FALSE, FALSE);
  check_outputs ("6;8;4", "relu", TRUE, TRUE);
}

static void
check_expanded (gboolean bias, gboolean ce)
{
  static const guint32 outputs[] = { 1, 0, 1, 2, 1 };
  const WscArchitecture a = make_architecture ("4;3;3", "tanh", WSC_ORTHONORMAL_NONE, bias, ce);
  g_autoptr (Fixture) fixture = fixture_new (ce ? FIXTURE_CLASSES : FIXTURE_TABLE, &a, 30, 1);
  g_autofree float *floats = g_new (float, wsc_architecture_get_n_parameters (&a));
  g_autoptr (WscNetwork) plain = random_network (&a, 2, floats);
  g_autoptr (WscNetwork) tied = wsc_network_new (&a, plain->parameters, G_N_ELEMENTS (outputs), outputs);
  g_autoptr (WscNetwork) expanded = wsc_network_expand (tied);
  g_autoptr (WscNetwork) same = wsc_network_expand (plain);
  double tied_outputs[30 * 5], expanded_outputs[30 * 5], plain_outputs[30 * 3];

  g_assert_null (expanded->outputs);
  g_assert_cmpuint (expanded->architecture.sizes[2], ==, 5);
  g_assert_cmpmem (same->parameters, wsc_architecture_get_n_parameters (&a) * sizeof (double), plain->parameters,
                   wsc_architecture_get_n_parameters (&a) * sizeof (double));
  wsc_network_get_outputs (tied, &fixture->samples, NULL, 30, tied_outputs);
  wsc_network_get_outputs (expanded, &fixture->samples, NULL, 30, expanded_outputs);
  wsc_network_get_outputs (plain, &fixture->samples, NULL, 30, plain_outputs);
  for (guint s = 0; s < 30; s++)
    {
      double sum = 0.0;

      for (guint k = 0; k < 5; k++)
        {
          sum += tied_outputs[5 * s + k];
          g_assert_cmpfloat_with_epsilon (tied_outputs[5 * s + k], expanded_outputs[5 * s + k], 1e-14);
          if (!ce)
            g_assert_cmpfloat_with_epsilon (tied_outputs[5 * s + k], plain_outputs[3 * s + outputs[k]], 1e-14);
        }
      if (ce) /* over the task's five classes, not over the three that are computed */
        g_assert_cmpfloat_with_epsilon (sum, 1.0, 1e-14);
    }
}

static void
test_expand (void)
{
  check_expanded (TRUE, FALSE);
  check_expanded (FALSE, FALSE);
  check_expanded (TRUE, TRUE);
}

void
add_network_tests (void)
{
  g_test_add_func ("/model/network/outputs", test_outputs);
  g_test_add_func ("/model/network/expand", test_expand);
}
