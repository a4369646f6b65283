/* The programme min z'Qz - b'z over the simplex, against another program and against its own conditions. */
#include "base/reference.h"
#include "reduce/reduce.h"

#include <math.h>

static double
get_value (guint n, const double *q, const double *b, const double *z)
{
  double value = 0;

  for (guint i = 0; i < n; i++)
    {
      value -= b[i] * z[i];
      for (guint j = 0; j < n; j++)
        value += z[i] * q[i * n + j] * z[j];
    }
  return value;
}

/* z is on the simplex, and no direction inside it goes down: 2 Qz - b is least wherever z is above 0. */
static void
assert_optimal (guint n, const double *q, const double *b, const double *z)
{
  g_autofree double *slope = g_new (double, n);
  double least = INFINITY, sum = 0;

  for (guint i = 0; i < n; i++)
    {
      slope[i] = -b[i];
      for (guint j = 0; j < n; j++)
        slope[i] += 2 * q[i * n + j] * z[j];
      least = MIN (least, slope[i]);
      sum += z[i];
      g_assert_cmpfloat (z[i], >=, 0);
    }
  g_assert_cmpfloat_with_epsilon (sum, 1, 1e-9);
  for (guint i = 0; i < n; i++)
    if (z[i] > 0)
      g_assert_cmpfloat (slope[i] - least, <, 1e-8);
}

static void
solve (guint n, const double *q, const double *b, double *z)
{
  g_autoptr (GError) error = NULL;

  wsc_qpfs_solve (n, q, b, z, NULL, &error);
  g_assert_no_error (error);
  assert_optimal (n, q, b, z);
}

static void
assert_reference (const char *name, const double *expected, double value)
{
  g_autofree char *q_name = g_strdup_printf ("qpfs/%s_Q.csv", name), *b_name = g_strdup_printf ("qpfs/%s_b.csv", name);
  guint n, one;
  g_autoptr (GArray) q = load_reference (q_name, &n), b = load_reference (b_name, &one);
  g_autofree double *z = g_new (double, n);

  solve (n, (const double *) q->data, (const double *) b->data, z);
  for (guint i = 0; i < n; i++)
    g_assert_cmpfloat_with_epsilon (z[i], expected[i], 1e-6);
  g_assert_cmpfloat_with_epsilon (get_value (n, (const double *) q->data, (const double *) b->data, z), value, 1e-9);
}

static void
test_references (void)
{
  assert_reference ("p5", (const double[]){ 0.25711911777079655, 0.35868764084619054, 0.17195284287326548, 0.21224039850974735, 0 },
                    -0.10513209500695858);
  assert_reference ("p8",
                    (const double[]){ 0.2703393295688961, 0.01909074942393496, 0.25272011162665103, 0.0570456025481301, 0,
                                      0.09851347713360172, 0.26411523442152335, 0.03817549527726261 },
                    -0.3056593540060803);
  assert_reference ("p8_strong_relevance", (const double[]){ 0.6839627003610277, 0.31603729963897237, 0, 0, 0, 0, 0, 0 },
                    -2.238848009192458);
  assert_reference ("p7_collinear",
                    (const double[]){ 0.42918874882373836, 0.3131265390413399, 0.12842226525801065, 0.12619627039107112, 0,
                                      0.0030661764858399853, 0 },
                    -0.29405590788672603);
}

/* Q = X X' / d of n vectors, of which every `repeated`-th is the one before; singular where d < n. */
static double *
make_products (guint n, guint d, guint repeated, WscRandom *random)
{
  g_autofree double *x = g_new (double, n *d);
  double *q = g_new0 (double, n *n);

  for (guint i = 0; i < n * d; i++)
    x[i] = repeated > 0 && i >= d && (i / d) % repeated == 0 ? x[i - d] : wsc_random_normal (random);
  for (guint i = 0; i < n; i++)
    for (guint j = 0; j < n; j++)
      for (guint a = 0; a < d; a++)
        q[i * n + j] += x[i * d + a] * x[j * d + a] / d;
  return q;
}

static void
test_conditions (void)
{
  static const struct
  {
    guint n, d, repeated;
    double relevance;
  } cases[] = { { 1, 3, 0, 1 }, { 2, 1, 0, 1 }, { 40, 60, 0, 0.1 }, { 40, 10, 3, 0.1 }, { 60, 60, 2, 1 }, { 512, 100, 4, 0.02 }, { 30, 40, 0, 1e6 } };

  for (guint c = 0; c < G_N_ELEMENTS (cases); c++)
    {
      const guint n = cases[c].n;
      g_autofree double *q = NULL, *b = g_new (double, n), *z = g_new (double, n);
      WscRandom random;

      wsc_random_init (&random, 3, "test.qpfs", c);
      q = make_products (n, cases[c].d, cases[c].repeated, &random);
      for (guint i = 0; i < n; i++)
        b[i] = cases[c].relevance * wsc_random_uniform (&random);
      if (cases[c].relevance > 1e5)
        for (guint i = 0; i < n; i++)
          b[i] = i == 7 ? 1e6 : 0;
      solve (n, q, b, z);
      if (cases[c].relevance > 1e5)
        g_assert_cmpfloat (z[7], ==, 1);
    }
}

static gboolean
stop (gpointer user_data, double fraction, const char *phase)
{
  return FALSE;
}

static void
test_errors (void)
{
  const double q[] = { 1, 0, 0, NAN }, b[] = { 1, 1 }, fine[] = { 1, 0, 0, 1 };
  const WscHook hook = { .report = stop };
  g_autoptr (GError) error = NULL;
  double z[2];

  g_assert_false (wsc_qpfs_solve (2, q, b, z, NULL, &error));
  g_assert_error (error, WSC_ERROR, WSC_ERROR_NUMERIC);
  g_clear_error (&error);
  g_assert_false (wsc_qpfs_solve (2, fine, b, z, &hook, &error));
  g_assert_error (error, WSC_ERROR, WSC_ERROR_STOPPED);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/reduce/qpfs/references", test_references);
  g_test_add_func ("/reduce/qpfs/conditions", test_conditions);
  g_test_add_func ("/reduce/qpfs/errors", test_errors);
  return g_test_run ();
}
