/* Which component is which while a window is dragged: what is planted to change places keeps its colour. */
#include <math.h>

#include "series/series.h"
#include "ssa/support.h"

#define N 60

static WscSsa *
decompose (gsize n, const double *x, gsize window)
{
  const WscSsaSettings settings = { WSC_SSA_BASIC, window, 0 };
  g_autoptr (GError) error = NULL;
  WscSsa *ssa = wsc_ssa_new (&(WscChannels){ n, 1, x }, &settings, NULL, &error);

  g_assert_no_error (error);
  return ssa;
}

/* A level and a sign that changes from value to value: one component each, the larger first. */
static WscSsa *
new_two (double level, double change)
{
  double x[N];

  for (gsize t = 0; t < N; t++)
    x[t] = level + (t % 2 == 0 ? change : -change);
  return decompose (N, x, 20);
}

/* (-ratio)^t: one component, whose vector is largest at its end or at its beginning. */
static WscSsa *
new_power (double ratio)
{
  double x[20];

  for (gsize t = 0; t < 20; t++)
    x[t] = pow (-ratio, (double) t);
  return decompose (20, x, 6);
}

static void
assert_order (const WscIdentity *identity)
{
  for (guint i = 0; i < WSC_FOLLOWED; i++)
    {
      g_assert_cmpuint (identity->colours[i], ==, i);
      g_assert_cmpint (identity->signs[i], ==, 1);
    }
}

/* Numbers below WSC_FOLLOWED, no two alike. */
static void
assert_apart (const WscIdentity *identity)
{
  gboolean used[WSC_FOLLOWED] = { FALSE };

  for (guint i = 0; i < WSC_FOLLOWED; i++)
    {
      g_assert_cmpuint (identity->colours[i], <, WSC_FOLLOWED);
      g_assert_false (used[identity->colours[i]]);
      used[identity->colours[i]] = TRUE;
      g_assert_true (identity->signs[i] == 1 || identity->signs[i] == -1);
    }
}

static void
test_swap (void)
{
  g_autoptr (WscSsa) before = new_two (3, 2);
  g_autoptr (WscSsa) now = new_two (2, 3);
  WscIdentity identity;

  wsc_identity_init (&identity);
  assert_order (&identity);
  g_assert_cmpuint (wsc_ssa_get_n_components (before), ==, 2);
  wsc_identity_follow (&identity, before, now);
  assert_apart (&identity);
  g_assert_cmpuint (identity.colours[0], ==, 1);
  g_assert_cmpuint (identity.colours[1], ==, 0);
  for (guint i = 2; i < WSC_FOLLOWED; i++)
    g_assert_cmpuint (identity.colours[i], ==, i);
  wsc_identity_follow (&identity, now, before);
  assert_order (&identity);
}

static double
get_first_entry (const WscSsa *ssa)
{
  return wsc_ssa_get_vector (ssa, 0)[0];
}

static void
test_sign (void)
{
  g_autoptr (WscSsa) end = new_power (1.05);
  g_autoptr (WscSsa) beginning = new_power (0.95);
  g_autoptr (WscSsa) again = new_power (0.94);
  WscIdentity identity;

  wsc_identity_init (&identity);
  g_assert_cmpfloat (get_first_entry (end), <, 0);
  g_assert_cmpfloat (get_first_entry (beginning), >, 0);
  wsc_identity_follow (&identity, end, beginning);
  g_assert_cmpint (identity.signs[0], ==, -1);
  wsc_identity_follow (&identity, beginning, again);
  g_assert_cmpint (identity.signs[0], ==, -1);
  g_assert_cmpuint (identity.colours[0], ==, 0);
  wsc_identity_follow (&identity, again, end);
  assert_order (&identity);
}

/* What is like nothing before takes a number that is left. */
static void
test_newcomer (void)
{
  g_autoptr (WscSsa) two = new_two (3, 2);
  double x[N];

  for (gsize t = 0; t < N; t++)
    x[t] = (t % 2 == 0 ? 1 : -1) + 4 * cos (2 * G_PI * (double) t / 10);
  g_autoptr (WscSsa) other = decompose (N, x, 20);
  WscIdentity identity;

  wsc_identity_init (&identity);
  wsc_identity_follow (&identity, two, other);
  assert_apart (&identity);
  g_assert_cmpuint (wsc_ssa_get_n_components (other), ==, 3);
  g_assert_cmpuint (identity.colours[2], ==, 1);
  g_assert_cmpuint (identity.colours[0], ==, 0);
  g_assert_cmpuint (identity.colours[1], ==, 2);
}

static void
test_other_length (void)
{
  g_autoptr (WscSsa) before = new_two (3, 2);
  g_autoptr (WscSsa) swapped = new_two (2, 3);
  g_autoptr (WscSsa) other = new_power (1.05);
  WscIdentity identity;

  wsc_identity_init (&identity);
  wsc_identity_follow (&identity, before, swapped);
  wsc_identity_follow (&identity, swapped, other);
  assert_order (&identity);
}

static void
test_the_same (void)
{
  g_autoptr (WscSsa) before = new_two (3, 2);
  g_autoptr (WscSsa) swapped = new_two (2, 3);
  WscIdentity identity, same;

  wsc_identity_init (&identity);
  wsc_identity_follow (&identity, before, swapped);
  same = identity;
  wsc_identity_follow (&same, swapped, swapped);
  g_assert_cmpmem (&same, sizeof same, &identity, sizeof identity);
}

static double
dot (gsize n, const double *a, const double *b)
{
  double sum = 0;

  for (gsize i = 0; i < n; i++)
    sum += a[i] * b[i];
  return sum;
}

static double
get_likeness (const WscSsa *before, guint i, const WscSsa *now, guint j)
{
  const double *x = wsc_ssa_get_component (before, i, 0), *y = wsc_ssa_get_component (now, j, 0);
  const gsize n = wsc_ssa_get_length (now);

  return fabs (dot (n, x, y)) / sqrt (dot (n, x, x) * dot (n, y, y));
}

/* Nothing else among the first is like either; the two of a periodic pair are like each other. */
static gboolean
are_the_same (const WscSsa *before, guint i, guint n_before, const WscSsa *now, guint j, guint n_now)
{
  gboolean alone = get_likeness (before, i, now, j) > 0.95;

  for (guint k = 0; alone && k < n_now; k++)
    alone = k == j || get_likeness (before, i, now, k) < 0.4;
  for (guint k = 0; alone && k < n_before; k++)
    alone = k == i || get_likeness (before, k, now, j) < 0.4;
  return alone;
}

/* What is plainly the same component keeps its colour and the way its vector points; how many there were. */
static guint
assert_steady (const WscIdentity *a, const WscSsa *before, const WscIdentity *b, const WscSsa *now)
{
  const gsize rows = MIN (wsc_ssa_get_rows (before), wsc_ssa_get_rows (now));
  const guint n_before = (guint) MIN (WSC_FOLLOWED, wsc_ssa_get_n_components (before));
  const guint n_now = (guint) MIN (WSC_FOLLOWED, wsc_ssa_get_n_components (now));
  guint n = 0;

  for (guint i = 0; i < n_before; i++)
    for (guint j = 0; j < n_now; j++)
      {
        if (!are_the_same (before, i, n_before, now, j, n_now))
          continue;
        g_assert_cmpuint (a->colours[i], ==, b->colours[j]);
        g_assert_cmpfloat (a->signs[i] * b->signs[j] * dot (rows, wsc_ssa_get_vector (before, i), wsc_ssa_get_vector (now, j)),
                           >=, 0);
        n++;
      }
  return n;
}

static void
test_dragged_window (void)
{
  const Recipe recipe = { 150, 12, 5, 1, 0.4 };
  g_autofree double *x = make_series (&recipe, 3);
  g_autoptr (WscSsa) before = decompose (recipe.n, x, 30);
  WscIdentity identity;
  gsize window = 30;
  guint n = 0;

  wsc_identity_init (&identity);
  for (guint step = 0; step < 60; step++)
    {
      const WscIdentity earlier = identity;

      window = (gsize) CLAMP ((int) window + g_test_rand_int_range (-3, 4), 4, 146);
      g_autoptr (WscSsa) now = decompose (recipe.n, x, window);
      wsc_identity_follow (&identity, before, now);
      assert_apart (&identity);
      n += assert_steady (&earlier, before, &identity, now);
      wsc_ssa_unref (before);
      before = g_steal_pointer (&now);
    }
  g_assert_cmpuint (n, >, 60);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/series/identity/swap", test_swap);
  g_test_add_func ("/series/identity/sign", test_sign);
  g_test_add_func ("/series/identity/newcomer", test_newcomer);
  g_test_add_func ("/series/identity/other-length", test_other_length);
  g_test_add_func ("/series/identity/the-same", test_the_same);
  g_test_add_func ("/series/identity/dragged-window", test_dragged_window);
  return g_test_run ();
}
