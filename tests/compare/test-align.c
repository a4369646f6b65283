/* Planted rotations, orders and signs are found again, and move means, covariances, open directions and replicas alike.
 */
#include "compare/support.h"

#include <math.h>
#include <string.h>

/* Identity units: the coordinates of the last layer's neurons may be turned. */
static void
test_reference (void)
{
  const guint d = 3;
  const WscArchitecture a = support_architecture ("9;3;9", WSC_IDENTITY, FALSE);
  const WscEstimateSettings settings = make_settings ();
  gsize m, columns;
  g_autofree double *rows = support_read ("compare/turned.csv", &m, &columns);
  g_autofree double *means = g_new (double, m *d), *covariances = g_new (double, m *d *d),
                    *others = g_new (double, m *d);
  g_autoptr (WscEstimate) found = NULL, reference = NULL, aligned = NULL;

  for (gsize j = 0; j < m; j++)
    {
      memcpy (means + j * d, rows + j * columns, d * sizeof (double));
      memcpy (covariances + j * d * d, rows + j * columns + 3, d * d * sizeof (double));
      memcpy (others + j * d, rows + j * columns + 12, d * sizeof (double));
    }
  found = make_estimate ((guint) m, d, means, covariances);
  reference = make_estimate ((guint) m, d, others, covariances);
  aligned = wsc_estimate_align (found, reference, &a, &settings);
  for (guint j = 0; j < m; j++)
    {
      const double *row = rows + j * columns;

      for (guint i = 0; i < d; i++)
        support_assert_near (wsc_neurons_get_mean (aligned->neurons, j)[i], row[15 + i], 1e-9, 1e-8);
      for (guint i = 0; i < d * d; i++)
        support_assert_near (wsc_neurons_get_covariance (aligned->neurons, j)[i], row[18 + i], 1e-9, 1e-8);
      support_assert_near (aligned->residual, row[27], 1e-9, 1e-8);
    }
}

/* --- planted moves ------------------------------------------------------------------- */

/* Five neurons in three dimensions with two replicas each and an open direction, drawn. */
static WscEstimate *
random_estimate (WscRandom *random)
{
  double means[15], covariances[45], replicas[30], open[45] = { 0 };
  g_autoptr (WscNeurons) plain = NULL;
  WscEstimate *self = wsc_estimate_alloc (WSC_METHOD_SANDWICH);

  for (guint i = 0; i < 15; i++)
    means[i] = 3 * wsc_random_normal (random);
  for (guint i = 0; i < 30; i++)
    replicas[i] = wsc_random_normal (random);
  for (guint j = 0; j < 5; j++)
    {
      double v[3], half[9], length = 0;

      for (guint i = 0; i < 9; i++)
        half[i] = wsc_random_normal (random);
      for (guint i = 0; i < 3; i++)
        {
          v[i] = wsc_random_normal (random);
          length += v[i] * v[i];
        }
      for (guint a = 0; a < 3; a++)
        for (guint b = 0; b < 3; b++)
          {
            open[9 * j + 3 * a + b] = v[a] * v[b] / length;
            covariances[9 * j + 3 * a + b] = 0;
            for (guint k = 0; k < 3; k++)
              covariances[9 * j + 3 * a + b] += half[3 * a + k] * half[3 * b + k];
          }
    }
  plain = wsc_neurons_new (5, 3, means, covariances, 2, replicas);
  self->neurons = wsc_neurons_new_with_open (plain, open, NULL);
  return self;
}

/* Neuron j is sign[j] Q times neuron from[j] of the one given. */
typedef struct
{
  double q[9];
  guint32 from[5];
  double sign[5];
} Move;

static void
apply (const Move *move, guint j, const double *x, double *y)
{
  for (guint a = 0; a < 3; a++)
    {
      y[a] = 0;
      for (guint b = 0; b < 3; b++)
        y[a] += move->sign[j] * move->q[3 * a + b] * x[b];
    }
}

static void
apply_both_sides (const Move *move, guint j, const double *x, double *y)
{
  for (guint a = 0; a < 3; a++)
    for (guint b = 0; b < 3; b++)
      {
        y[3 * a + b] = 0;
        for (guint c = 0; c < 3; c++)
          for (guint e = 0; e < 3; e++)
            y[3 * a + b] += move->q[3 * a + c] * x[3 * c + e] * move->q[3 * b + e];
      }
}

static WscEstimate *
moved (const WscEstimate *self, const Move *move)
{
  double means[15], covariances[45], replicas[30], open[45];
  g_autoptr (WscNeurons) plain = NULL, all = NULL;

  for (guint j = 0; j < 5; j++)
    {
      apply (move, j, wsc_neurons_get_mean (self->neurons, move->from[j]), means + 3 * j);
      apply_both_sides (move, j, wsc_neurons_get_covariance (self->neurons, move->from[j]), covariances + 9 * j);
      apply_both_sides (move, j, wsc_neurons_get_open (self->neurons, move->from[j]), open + 9 * j);
      for (guint r = 0; r < 2; r++)
        apply (move, j, wsc_neurons_get_replica (self->neurons, r, move->from[j]), replicas + 15 * r + 3 * j);
    }
  plain = wsc_neurons_new (5, 3, means, covariances, 2, replicas);
  all = wsc_neurons_new_with_open (plain, open, NULL);
  return wsc_estimate_with_neurons (self, all);
}

static void
assert_near (const double *a, const double *b, gsize n)
{
  for (gsize i = 0; i < n; i++)
    support_assert_near (a[i], b[i], 1e-11, 0);
}

static void
assert_same (const WscNeurons *a, const WscNeurons *b)
{
  for (guint j = 0; j < 5; j++)
    {
      assert_near (wsc_neurons_get_mean (a, j), wsc_neurons_get_mean (b, j), 3);
      assert_near (wsc_neurons_get_covariance (a, j), wsc_neurons_get_covariance (b, j), 9);
      assert_near (wsc_neurons_get_open (a, j), wsc_neurons_get_open (b, j), 9);
      for (guint r = 0; r < 2; r++)
        assert_near (wsc_neurons_get_replica (a, r, j), wsc_neurons_get_replica (b, r, j), 3);
    }
}

static const Move nothing = { { 1, 0, 0, 0, 1, 0, 0, 0, 1 }, { 0, 1, 2, 3, 4 }, { 1, 1, 1, 1, 1 } };
/* A rotation that is also a reflection; coordinates in another order, one flipped; neurons in another order, two
 * flipped. */
static const Move turn = { { 0.6, 0.8, 0, -0.8, 0.6, 0, 0, 0, -1 }, { 0, 1, 2, 3, 4 }, { 1, 1, 1, 1, 1 } };
static const Move coordinates = { { 0, 1, 0, 0, 0, -1, 1, 0, 0 }, { 0, 1, 2, 3, 4 }, { 1, 1, 1, 1, 1 } };
static const Move order = { { 1, 0, 0, 0, 1, 0, 0, 0, 1 }, { 3, 0, 4, 1, 2 }, { 1, 1, 1, 1, 1 } };
static const Move flips = { { 1, 0, 0, 0, 1, 0, 0, 0, 1 }, { 3, 0, 4, 1, 2 }, { 1, -1, 1, -1, 1 } };

typedef struct
{
  const char *layers;
  WscActivation activation;
  int align;
  guint layer;
  const Move *move;
  gboolean found; /* is undone; otherwise nothing is moved */
} Case;

static void
assert_case (const Case *c, const WscEstimate *original)
{
  const WscArchitecture a = support_architecture (c->layers, c->activation, FALSE);
  WscEstimateSettings settings = make_settings ();
  g_autoptr (WscEstimate) other = moved (original, c->move), aligned = NULL, again = NULL, back = NULL;

  settings.align = c->align;
  settings.layer = (int) c->layer;
  aligned = wsc_estimate_align (other, original, &a, &settings);
  assert_same (aligned->neurons, c->found ? original->neurons : other->neurons);
  g_assert_true ((aligned->residual < 1e-10) == (c->found || c->move == &nothing));
  /* From where it was found: not turned twice, and to be had again. */
  again = wsc_estimate_align (aligned, original, &a, &settings);
  for (guint j = 0; j < 5; j++)
    g_assert_cmpmem (wsc_neurons_get_covariance (again->neurons, j), 72,
                     wsc_neurons_get_covariance (aligned->neurons, j), 72);
  back = wsc_estimate_as_found (aligned);
  g_assert_true (back->neurons == other->neurons);
  g_assert_true (isnan (back->residual));
}

static void
test_planted (void)
{
  static const Case cases[] = {
    { "5;3;5", WSC_IDENTITY, WSC_ALIGN_AUTO, 0, &turn, TRUE },
    { "5;3;5", WSC_TANH, WSC_ALIGN_AUTO, 0, &turn, TRUE },
    { "5;3;5", WSC_TANH, WSC_ALIGN_NONE, 0, &turn, FALSE },
    { "5;3;5", WSC_TANH, WSC_ALIGN_SIGNED_PERMUTATION, 0, &coordinates, TRUE },
    { "5;3;5", WSC_TANH, WSC_ALIGN_SIGNED_PERMUTATION, 0, &nothing, FALSE },
    { "3;5;3", WSC_TANH, WSC_ALIGN_AUTO, 1, &flips, TRUE },
    { "3;5;3", WSC_RELU, WSC_ALIGN_AUTO, 1, &order, TRUE },
    { "3;5", WSC_TANH, WSC_ALIGN_AUTO, 0, &turn, FALSE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      WscRandom random;
      g_autoptr (WscEstimate) original = NULL;

      wsc_random_init (&random, 8, "test.moves", i);
      original = random_estimate (&random);
      g_test_message ("case %u", i);
      assert_case (&cases[i], original);
    }
}

/* Neurons that nearly coincide keep their places: an order that fits a little better would hide how much they vary. */
static void
test_look_alikes (void)
{
  const double means[] = { 1, 0.001, 0, 1, 0, 0 }, others[] = { 1, 0, 0, 1, 0.001, 0 };
  double covariances[18] = { 0 };
  const WscArchitecture a = support_architecture ("3;2;3", WSC_RELU, FALSE);
  WscEstimateSettings settings = make_settings ();
  g_autoptr (WscEstimate) x = NULL, y = NULL, aligned = NULL;

  settings.layer = 1;
  covariances[0] = 1;
  x = make_estimate (2, 3, means, covariances);
  y = make_estimate (2, 3, others, covariances);
  aligned = wsc_estimate_align (x, y, &a, &settings);
  g_assert_true (aligned->neurons != x->neurons); /* exactly the other way round, so moving is worth it */
  {
    const double between[] = { 1, 0.00055, 0, 1, 0.00045, 0 };
    g_autoptr (WscEstimate) z = make_estimate (2, 3, between, covariances),
                            kept = wsc_estimate_align (z, y, &a, &settings);

    g_assert_true (kept->neurons == z->neurons);
    g_assert_null (kept->found);
  }
}

/* A bias among the coordinates does not turn with them; where it is not shown, asking for it changes nothing. */
static void
test_bias (void)
{
  static const struct
  {
    WscSide side;
    guint layer;
    gboolean bias, turned;
  } cases[] = {
    { WSC_SIDE_INCOMING, 2, TRUE, FALSE },
    { WSC_SIDE_INCOMING, 2, FALSE, TRUE },
    { WSC_SIDE_OUTGOING, 1, TRUE, TRUE },
  };
  WscRandom random;
  g_autoptr (WscEstimate) original = NULL, other = NULL;

  wsc_random_init (&random, 8, "test.bias", 0);
  original = random_estimate (&random);
  other = moved (original, &turn);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      const WscArchitecture a = support_architecture ("5;3;5", WSC_IDENTITY, cases[i].bias);
      WscEstimateSettings settings = make_settings ();
      g_autoptr (WscEstimate) aligned = NULL;

      settings.append_bias = TRUE;
      settings.side = cases[i].side;
      settings.layer = (int) cases[i].layer;
      aligned = wsc_estimate_align (other, original, &a, &settings);
      assert_same (aligned->neurons, cases[i].turned ? original->neurons : other->neurons);
    }
}

/* What else was found out stays; a coverage does not, since the region has moved. */
static void
test_rest_is_kept (void)
{
  const WscArchitecture a = support_architecture ("5;3;5", WSC_IDENTITY, FALSE);
  const WscEstimateSettings settings = make_settings ();
  const double fresh[15] = { 0 };
  g_autoptr (WscEstimate) plain = NULL, covered = NULL, aligned = NULL;
  WscRandom random;

  wsc_random_init (&random, 8, "test.rest", 0);
  plain = random_estimate (&random);
  plain->n_values = 2;
  plain->values = g_new (double, 2);
  plain->values[0] = 1;
  plain->values[1] = 2;
  plain->gradient = 0.5;
  plain->key = g_strdup ("key");
  wsc_estimate_warn (plain, "%s", "careful");
  covered = wsc_estimate_with_coverage (plain, 1, fresh);
  g_assert_cmpuint (covered->n_fresh, ==, 1);
  aligned = wsc_estimate_align (covered, plain, &a, &settings);
  g_assert_cmpfloat (aligned->values[1], ==, 2);
  g_assert_cmpfloat (aligned->gradient, ==, 0.5);
  g_assert_cmpstr (aligned->key, ==, "key");
  g_assert_true (has_warning (aligned, "careful"));
  g_assert_null (aligned->coverage);
  g_assert_null (aligned->centred);
  g_assert_cmpuint (aligned->n_fresh, ==, 0);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/compare/align/reference", test_reference);
  g_test_add_func ("/compare/align/planted", test_planted);
  g_test_add_func ("/compare/align/look-alikes", test_look_alikes);
  g_test_add_func ("/compare/align/bias", test_bias);
  g_test_add_func ("/compare/align/rest-is-kept", test_rest_is_kept);
  return g_test_run ();
}
