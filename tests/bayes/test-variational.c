/* Variational inference of networks: layers without a spread, what is recorded, bytes, stops and refusals. */
#include "bayes/support.h"

#include <math.h>
#include <string.h>

#define P (4 * 3 + 3 + 3 * 2 + 2)
#define FIRST_LAYER (4 * 3 + 3)

static const WscArchitecture net = { 2, { 4, 3, 2 }, { WSC_TANH, WSC_IDENTITY }, .bias = TRUE };
static const WscVariationalSettings usual = {
  .beta = 1.0, .learning_rate = 0.02, .batch = 16, .epochs = 60, .seed = 3
};

/* The incoming weights of the hidden neurons, and what leaves the first of them with the first of its own weights: a
 * group over two layers. */
static const gsize first[] = { 4, 5, 6, 7 }, second[] = { 8, 9, 10, 11 }, third[] = { 15, 18, 0 };
static const gsize sizes[] = { 4, 4, 3 };
static const gsize *const items[] = { first, second, third };
static const WscParameterGroups groups = { 3, sizes, items };

static double *
new_start (void)
{
  double *start = g_new (double, P);
  WscRandom random;

  wsc_random_init (&random, 9, "test", 0);
  for (gsize i = 0; i < P; i++)
    start[i] = 0.5 * wsc_random_normal (&random);
  return start;
}

static gboolean
run (WscVariational *self, const Planted *planted, const WscVariationalSettings *settings, const WscHook *hook,
     GError **error)
{
  g_autofree double *start = new_start ();

  return wsc_variational_run (self, &net, &planted->samples, NULL, planted->n, start, &groups, settings, hook, NULL,
                              NULL, error);
}

static double
squares_of (const WscGaussian *gaussian, gsize from)
{
  double sum = 0.0;

  for (gsize i = from; i < P; i++)
    sum += gaussian->mean[i] * gaussian->mean[i];
  for (guint g = 0; g < gaussian->n_groups; g++)
    for (gsize i = 0; i < gaussian->sizes[g]; i++)
      sum += gaussian->covariance[g][i * (gaussian->sizes[g] + 1)];
  return sum;
}

static void
test_learns (gconstpointer data)
{
  g_autoptr (Planted) planted = planted_new (400, 4, 2, 0.04, 1.0, 1);
  g_auto (WscVariational) found = { 0 };
  WscVariationalSettings settings = usual;

  settings.family = GPOINTER_TO_INT (data);
  settings.rank = 2;
  g_assert_true (run (&found, planted, &settings, NULL, NULL));
  g_assert_cmpuint (found.n_epochs, ==, usual.epochs);
  g_assert_cmpfloat (found.fit[usual.epochs - 1], <, found.fit[0] - 0.5);
  g_assert_cmpfloat (found.noise_variance, <, 0.3);
  g_assert_cmpuint (found.gaussian->p, ==, P);
  g_assert_cmpuint (found.gaussian->n_groups, ==, 3 + P - 11);
  g_assert_cmpfloat_with_epsilon (found.prior_precision * squares_of (found.gaussian, 0), P, 1e-9 * P);
  for (guint g = 0; g < found.gaussian->n_groups; g++)
    for (gsize i = 0; i < found.gaussian->sizes[g]; i++)
      {
        const gsize size = found.gaussian->sizes[g];
        const double *sigma = found.gaussian->covariance[g];

        g_assert_cmpfloat (sigma[i * (size + 1)], >, 0.0);
        for (gsize j = 0; j < i; j++)
          g_assert_cmpfloat (sigma[i * size + j], ==, sigma[j * size + i]);
      }
}

/* The prior's divergence and its evidence leave the layer out; a group over both layers is cut. */
static void
test_deterministic (void)
{
  static const gboolean deterministic[] = { TRUE, FALSE };
  g_autoptr (Planted) planted = planted_new (400, 4, 2, 0.04, 1.0, 1);
  g_autofree double *start = new_start ();
  g_auto (WscVariational) found = { 0 };
  WscVariationalSettings settings = usual;
  double moved = 0.0;

  settings.deterministic = deterministic;
  g_assert_true (run (&found, planted, &settings, NULL, NULL));
  g_assert_cmpfloat (found.fit[usual.epochs - 1], <, found.fit[0] - 0.5);
  for (guint g = 0; g < found.gaussian->n_groups; g++)
    for (gsize i = 0; i < found.gaussian->sizes[g]; i++)
      for (gsize j = 0; j < found.gaussian->sizes[g]; j++)
        {
          const gsize *places = found.gaussian->items[g];
          const double entry = found.gaussian->covariance[g][i * found.gaussian->sizes[g] + j];

          g_assert_true ((entry == 0.0) == (places[i] < FIRST_LAYER || places[j] < FIRST_LAYER));
        }
  for (gsize i = 0; i < FIRST_LAYER; i++)
    moved = fmax (moved, fabs (found.gaussian->mean[i] - start[i]));
  g_assert_cmpfloat (moved, >, 0.1);
  g_assert_cmpfloat_with_epsilon (found.prior_precision * squares_of (found.gaussian, FIRST_LAYER), P - FIRST_LAYER,
                                  1e-9 * P);
}

static void
test_all_deterministic (void)
{
  static const gboolean deterministic[] = { TRUE, TRUE };
  g_autoptr (Planted) planted = planted_new (400, 4, 2, 0.04, 1.0, 1);
  g_auto (WscVariational) found = { 0 };
  WscVariationalSettings settings = usual;

  settings.deterministic = deterministic;
  g_assert_true (run (&found, planted, &settings, NULL, NULL));
  g_assert_cmpfloat (found.fit[usual.epochs - 1], <, found.fit[0] - 0.5);
  for (guint e = 0; e < usual.epochs; e++)
    g_assert_cmpfloat (found.kl[e], ==, 0.0);
}

/* Classes that the sign of an input tells: the logits learn it. */
static void
test_classes (void)
{
  const WscArchitecture classifier = {
    2, { 4, 3, 2 }, { WSC_RELU, WSC_IDENTITY }, .bias = TRUE, .loss = WSC_LOSS_CROSS_ENTROPY
  };
  g_autoptr (Planted) planted = planted_new (400, 4, 2, 0.04, 1.0, 1);
  g_autofree double *start = new_start ();
  g_auto (WscVariational) found = { 0 };

  for (gsize i = 0; i < planted->n; i++)
    {
      planted->targets[2 * i] = planted->inputs[4 * i] > 0.0f ? 1.0f : 0.0f;
      planted->targets[2 * i + 1] = 1.0f - planted->targets[2 * i];
    }
  g_assert_true (wsc_variational_run (&found, &classifier, &planted->samples, NULL, planted->n, start, &groups, &usual,
                                      NULL, NULL, NULL, NULL));
  g_assert_cmpfloat (found.fit[usual.epochs - 1], <, 0.3 * G_LN2);
}

typedef struct
{
  guint n;
  double kl;
} Seen;

static void
see (gpointer user_data, const WscVariational *so_far)
{
  Seen *seen = user_data;

  g_assert_cmpuint (so_far->n_epochs, ==, ++seen->n);
  g_assert_nonnull (so_far->gaussian);
  g_assert_cmpfloat (so_far->prior_precision, >, 0.0);
  g_assert_cmpfloat (so_far->noise_variance, >, 0.0);
  seen->kl = so_far->kl[so_far->n_epochs - 1];
}

/* Looking on changes nothing. */
static void
test_arrived (void)
{
  g_autoptr (Planted) planted = planted_new (100, 4, 2, 0.04, 1.0, 1);
  g_autofree double *start = new_start ();
  g_auto (WscVariational) watched = { 0 }, alone = { 0 };
  Seen seen = { 0 };

  g_assert_true (run (&alone, planted, &usual, NULL, NULL));
  g_assert_true (wsc_variational_run (&watched, &net, &planted->samples, NULL, planted->n, start, &groups, &usual, NULL,
                                      see, &seen, NULL));
  g_assert_cmpuint (seen.n, ==, usual.epochs);
  g_assert_cmpfloat (seen.kl, ==, alone.kl[usual.epochs - 1]);
  g_assert_cmpmem (watched.gaussian->mean, P * sizeof (double), alone.gaussian->mean, P * sizeof (double));
}

static void
test_same_bytes (void)
{
  static const guint threads[] = { 1, 2, 3, 7 };
  g_autoptr (Planted) planted = planted_new (100, 4, 2, 0.04, 1.0, 1);
  g_auto (WscVariational) one = { 0 }, other = { 0 };
  WscVariationalSettings settings = usual;

  g_assert_true (run (&one, planted, &settings, NULL, NULL));
  for (gsize k = 0; k < G_N_ELEMENTS (threads); k++)
    {
      const WscHook hook = { .n_threads = threads[k] };
      g_auto (WscVariational) again = { 0 };

      g_assert_true (run (&again, planted, &settings, &hook, NULL));
      g_assert_cmpmem (one.gaussian->mean, P * sizeof (double), again.gaussian->mean, P * sizeof (double));
      g_assert_cmpmem (one.fit, usual.epochs * sizeof (double), again.fit, usual.epochs * sizeof (double));
      for (guint g = 0; g < 3; g++)
        g_assert_cmpmem (one.gaussian->covariance[g], sizes[g] * sizes[g] * sizeof (double),
                         again.gaussian->covariance[g], sizes[g] * sizes[g] * sizeof (double));
    }
  settings.seed++;
  g_assert_true (run (&other, planted, &settings, NULL, NULL));
  g_assert_cmpint (memcmp (one.gaussian->mean, other.gaussian->mean, P * sizeof (double)), !=, 0);
}

/* Three batches an epoch, the last of 8 samples. */
static void
test_stop (void)
{
  g_autoptr (Planted) planted = planted_new (40, 4, 2, 0.04, 1.0, 1);
  WscVariationalSettings settings = usual;

  settings.epochs = 4;
  for (int left = 0; left <= 12; left++)
    {
      g_auto (WscVariational) found = { 0 };
      g_autoptr (GError) error = NULL;
      Countdown countdown;

      countdown_init (&countdown, left, 1);
      g_assert_true (run (&found, planted, &settings, &countdown.hook, &error) == (left == 12));
      g_assert_true ((found.gaussian != NULL) == (left == 12));
      g_assert_true ((found.fit != NULL) == (left == 12));
      if (left < 12)
        assert_message (error, WSC_ERROR_STOPPED, "Stopped during variational inference");
    }
}

static void
test_large_batch (void)
{
  g_autoptr (Planted) planted = planted_new (40, 4, 2, 0.04, 1.0, 1);
  g_auto (WscVariational) all = { 0 }, more = { 0 };
  WscVariationalSettings settings = usual;

  settings.batch = 40;
  g_assert_true (run (&all, planted, &settings, NULL, NULL));
  settings.batch = 4000;
  g_assert_true (run (&more, planted, &settings, NULL, NULL));
  g_assert_cmpmem (all.gaussian->mean, P * sizeof (double), more.gaussian->mean, P * sizeof (double));
}

static void
assert_refused (const Planted *planted, const WscVariationalSettings *settings, int code, const char *message)
{
  g_auto (WscVariational) found = { 0 };
  g_autoptr (GError) error = NULL;

  g_assert_false (run (&found, planted, settings, NULL, &error));
  assert_message (error, code, message);
  g_assert_null (found.gaussian);
  g_assert_null (found.fit);
}

static void
test_refusals (void)
{
  g_autoptr (Planted) planted = planted_new (40, 4, 2, 0.04, 1.0, 1), one = planted_new (1, 4, 2, 0.04, 1.0, 1);
  WscVariationalSettings bad = usual;

  assert_refused (one, &usual, WSC_ERROR_RANGE, "There are too few samples to learn from (1): at least 2");
  bad.batch = 0;
  assert_refused (planted, &bad, WSC_ERROR_RANGE, "A batch of 0 samples is too small: at least 1");
  bad = usual;
  bad.epochs = 0;
  assert_refused (planted, &bad, WSC_ERROR_RANGE, "0 epochs are too few: at least 1");
  bad = usual;
  bad.family = WSC_FAMILY_LOW_RANK;
  assert_refused (planted, &bad, WSC_ERROR_RANGE, "The rank is 0; it must be 1 to 4, the size of the largest group");
  bad.rank = 5;
  assert_refused (planted, &bad, WSC_ERROR_RANGE, "The rank is 5; it must be 1 to 4, the size of the largest group");
  bad = usual;
  bad.beta = -0.5;
  assert_refused (planted, &bad, WSC_ERROR_RANGE, "The weight of the divergence is -0.5; it must be 0 or more");
  bad = usual;
  bad.learning_rate = 0.0;
  assert_refused (planted, &bad, WSC_ERROR_RANGE, "The learning rate is 0; it must be above 0");
  bad = usual;
  bad.prior_precision = -1.0;
  assert_refused (planted, &bad, WSC_ERROR_RANGE,
                  "The precision of the prior is -1; it must be above 0, or 0 to have it fitted");
  bad = usual;
  bad.noise_variance = INFINITY;
  assert_refused (planted, &bad, WSC_ERROR_RANGE,
                  "The variance of the noise is inf; it must be above 0, or 0 to have it fitted");
  bad = usual;
  bad.learning_rate = 1e5;
  assert_refused (planted, &bad, WSC_ERROR_NUMERIC,
                  "Variational inference diverged at epoch 1: lower the learning rate (100000)");
}

/* Refused before anything is made: a layer of 65536 by 4 in one group would be half a terabyte. */
static void
test_too_large (void)
{
  const WscArchitecture wide = { 1, { 4, 65536 }, { WSC_IDENTITY } };
  const gsize p = 4 * 65536;
  const float nothing[4] = { 0 };
  g_autofree float *targets = g_new0 (float, 65536);
  const WscSamples samples = { nothing, 0, 4, targets, 0, 65536, 2 };
  g_autofree double *start = g_new0 (double, p);
  g_auto (OneGroup) one = { 0 };
  g_auto (WscVariational) found = { 0 };
  g_autoptr (GError) error = NULL;
  const WscSwagSettings swag = { .learning_rate = 0.1, .batch = 2, .epochs = 4, .rank = 2 };

  one_group_init (&one, p);
  g_assert_false (
      wsc_variational_run (&found, &wide, &samples, NULL, 2, start, &one.groups, &usual, NULL, NULL, NULL, &error));
  assert_message (error, WSC_ERROR_RANGE,
                  "Variational inference of 262144 parameters in groups of up to 262144 needs 2061.6 GB; at most 4 GB: "
                  "make the groups smaller");
  g_clear_error (&error);
  g_assert_null (wsc_swag_run (&wide, &samples, NULL, 2, start, &one.groups, &swag, NULL, &error));
  assert_message (
      error, WSC_ERROR_RANGE,
      "SWAG of 262144 parameters with rank 2 needs 549.8 GB; at most 4 GB: make the groups smaller or lower "
      "the rank");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_data_func ("/bayes/variational/learns/full", GINT_TO_POINTER (WSC_FAMILY_FULL), test_learns);
  g_test_add_data_func ("/bayes/variational/learns/diagonal", GINT_TO_POINTER (WSC_FAMILY_DIAGONAL), test_learns);
  g_test_add_data_func ("/bayes/variational/learns/low-rank", GINT_TO_POINTER (WSC_FAMILY_LOW_RANK), test_learns);
  g_test_add_func ("/bayes/variational/deterministic", test_deterministic);
  g_test_add_func ("/bayes/variational/all-deterministic", test_all_deterministic);
  g_test_add_func ("/bayes/variational/classes", test_classes);
  g_test_add_func ("/bayes/variational/arrived", test_arrived);
  g_test_add_func ("/bayes/variational/same-bytes", test_same_bytes);
  g_test_add_func ("/bayes/variational/stop", test_stop);
  g_test_add_func ("/bayes/variational/large-batch", test_large_batch);
  g_test_add_func ("/bayes/variational/refusals", test_refusals);
  g_test_add_func ("/bayes/variational/too-large", test_too_large);
  return g_test_run ();
}
