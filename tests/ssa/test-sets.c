/* Sets and groups of components: their text, their clusters, and what is proposed for planted series. */
#include "ssa/support.h"

#include <math.h>
#include <string.h>

/* --- sets ------------------------------------------------------------------ */

static void
assert_parsed (const char *text, const char *canonical)
{
  g_auto (WscComponents) components = { 0 };
  g_autoptr (GError) error = NULL;
  g_autofree char *again = NULL;

  g_assert_true (wsc_components_parse (&components, text, &error));
  g_assert_no_error (error);
  again = wsc_components_format (&components);
  g_assert_cmpstr (again, ==, canonical);
}

static void
test_components_text (void)
{
  assert_parsed ("", "");
  assert_parsed (" \t", "");
  assert_parsed ("7", "7");
  assert_parsed ("1,2", "1-2");
  assert_parsed (" 1 - 2 , 5 ", "1-2,5");
  assert_parsed ("5,1,3,2,2", "1-3,5");
  assert_parsed ("1-4,3-6,8", "1-6,8");
  assert_parsed ("007", "7");
  assert_parsed ("99999-100000", "99999-100000");
}

static void
assert_components_refused (const char *text, WscErrorCode code, const char *message)
{
  g_auto (WscComponents) components = { 0 };
  g_autoptr (GError) error = NULL;

  wsc_components_set_first (&components, 2);
  g_assert_false (wsc_components_parse (&components, text, &error));
  g_assert_error (error, WSC_ERROR, (int) code);
  g_assert_cmpstr (error->message, ==, message);
  g_assert_cmpuint (components.n, ==, 2);
}

static void
test_components_refusals (void)
{
  assert_components_refused ("1,", WSC_ERROR_FORMAT, "“1,” is no list of components; expected numbers such as “1-2,5”");
  assert_components_refused ("a", WSC_ERROR_FORMAT, "“a” is no list of components; expected numbers such as “1-2,5”");
  assert_components_refused ("1;2", WSC_ERROR_FORMAT,
                             "“1;2” is no list of components; expected numbers such as “1-2,5”");
  assert_components_refused ("-3", WSC_ERROR_FORMAT, "“-3” is no list of components; expected numbers such as “1-2,5”");
  assert_components_refused ("1-2-3", WSC_ERROR_FORMAT,
                             "“1-2-3” is no list of components; expected numbers such as “1-2,5”");
  assert_components_refused ("2,0", WSC_ERROR_RANGE, "There is no component 0 in “2,0”; allowed: 1 to 100000");
  assert_components_refused ("1-100001", WSC_ERROR_RANGE,
                             "There is no component 100001 in “1-100001”; allowed: 1 to 100000");
  assert_components_refused (
      "99999999999999999999999", WSC_ERROR_RANGE,
      "There is no component 99999999999999999999999 in “99999999999999999999999”; allowed: 1 to "
      "100000");
  assert_components_refused ("5-2", WSC_ERROR_RANGE, "The run 5-2 in “5-2” ends before it begins");
}

static void
test_components_members (void)
{
  g_auto (WscComponents) a = { 0 }, b = { 0 };

  g_assert_true (wsc_components_parse (&a, "2-3,7,9", NULL));
  for (guint32 i = 0; i < 12; i++)
    g_assert_cmpint (wsc_components_contain (&a, i), ==, i == 1 || i == 2 || i == 6 || i == 8);
  wsc_components_copy (&b, &a);
  wsc_components_copy (&b, &b);
  g_assert_cmpuint (wsc_components_clamp (&a, 7), ==, 1);
  g_assert_cmpuint (wsc_components_clamp (&a, 7), ==, 0);
  g_assert_cmpuint (a.n, ==, 3);
  g_assert_cmpuint (wsc_components_clamp (&a, 0), ==, 3);
  g_assert_cmpuint (b.n, ==, 4);
  wsc_components_set_first (&b, 3);
  g_assert_cmpuint (b.n, ==, 3);
  for (guint32 i = 0; i < 3; i++)
    g_assert_cmpuint (b.items[i], ==, i);
  wsc_components_set_first (&b, 0);
  g_assert_false (wsc_components_contain (&b, 0));
  wsc_components_copy (&a, &b);
  g_assert_cmpuint (a.n, ==, 0);
}

/* Random sets: format (parse (x)) says the same set, and says it once and for all. */
static void
test_components_round_trip (void)
{
  WscRandom random;

  wsc_random_init (&random, 1, "test.sets", 0);
  for (guint round = 0; round < 200; round++)
    {
      g_auto (WscComponents) a = { 0 }, b = { 0 };
      g_autofree char *text = NULL;
      g_autoptr (GString) list = g_string_new (NULL);
      gboolean in[40] = { FALSE };

      for (guint i = 0; i < 12; i++)
        {
          const guint32 item = wsc_random_below (&random, 40);

          in[item] = TRUE;
          g_string_append_printf (list, "%s%u", i > 0 ? ", " : "", item + 1);
        }
      g_assert_true (wsc_components_parse (&a, list->str, NULL));
      for (guint32 i = 0; i < 40; i++)
        g_assert_cmpint (wsc_components_contain (&a, i), ==, in[i]);
      text = wsc_components_format (&a);
      g_assert_true (wsc_components_parse (&b, text, NULL));
      g_assert_cmpmem (a.items, a.n * sizeof *a.items, b.items, b.n * sizeof *b.items);
    }
}

static WscSsa *
decompose (gsize n, gsize n_channels, const double *values, gsize window)
{
  g_autoptr (GError) error = NULL;
  WscSsa *ssa = wsc_ssa_new (&(WscChannels){ n, n_channels, values }, &(WscSsaSettings){ WSC_SSA_BASIC, window, 0 },
                             NULL, &error);

  g_assert_no_error (error);
  return ssa;
}

/* All components sum to the channel, no components to zero, and two sets that make up the whole to the two sums. */
static void
test_sum (void)
{
  g_autofree double *x = make_series (&(Recipe){ 80, 11, 0, 0, 0.4 }, 1);
  g_autofree double *a = g_new (double, 40), *b = g_new (double, 40);
  g_autoptr (WscSsa) ssa = decompose (40, 2, x, 12);
  g_auto (WscComponents) first = { 0 }, rest = { 0 }, none = { 0 };

  g_assert_true (wsc_components_parse (&first, "1,3", NULL));
  g_assert_true (wsc_components_parse (&rest, "2,4-12", NULL));
  for (gsize c = 0; c < 2; c++)
    {
      wsc_ssa_sum (ssa, &first, c, a);
      wsc_ssa_sum (ssa, &rest, c, b);
      g_assert_cmpfloat_with_epsilon (a[7], wsc_ssa_get_component (ssa, 0, c)[7] + wsc_ssa_get_component (ssa, 2, c)[7],
                                      1e-14);
      for (gsize t = 0; t < 40; t++)
        g_assert_cmpfloat_with_epsilon (a[t] + b[t], x[c * 40 + t], 1e-10);
      wsc_ssa_sum (ssa, &none, c, a);
      g_assert_cmpfloat (largest_magnitude (40, a), ==, 0);
    }
}

/* --- groups ---------------------------------------------------------------- */

static void
assert_groups (const char *text, const char *canonical)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GArray) groups = wsc_groups_parse (text, &error), again = NULL;
  g_autofree char *formatted = NULL, *twice = NULL;

  g_assert_no_error (error);
  formatted = wsc_groups_format (groups);
  g_assert_cmpstr (formatted, ==, canonical);
  again = wsc_groups_parse (formatted, &error);
  g_assert_no_error (error);
  twice = wsc_groups_format (again);
  g_assert_cmpstr (twice, ==, canonical);
}

static void
assert_groups_refused (const char *text, WscErrorCode code, const char *message)
{
  g_autoptr (GError) error = NULL;

  g_assert_null (wsc_groups_parse (text, &error));
  g_assert_error (error, WSC_ERROR, (int) code);
  g_assert_cmpstr (error->message, ==, message);
}

static void
test_groups_text (void)
{
  g_autoptr (GArray) groups = wsc_groups_parse ("trend: 1; season: 2-3,5", NULL);
  const WscGroup *season = &g_array_index (groups, WscGroup, 1);

  g_assert_cmpuint (groups->len, ==, 2);
  g_assert_cmpstr (season->name, ==, "season");
  g_assert_cmpuint (season->components.n, ==, 3);
  g_assert_cmpuint (season->components.items[2], ==, 4);
  assert_groups ("", "");
  assert_groups (" ; ;", "");
  assert_groups ("trend: 1; season: 2-3,5", "trend: 1; season: 2-3,5");
  assert_groups (" slow trend :1 ;season:5,3,2;", "slow trend: 1; season: 2-3,5");
  assert_groups ("b: 3; a: 1", "b: 3; a: 1");
  assert_groups ("später:; früher: 1", "später:; früher: 1");
}

static void
test_groups_refusals (void)
{
  assert_groups_refused ("a: 1-3; b: 5,3", WSC_ERROR_FORMAT,
                         "Component 3 is in the groups “a” and “b”; each may be in one only");
  assert_groups_refused ("a: 1; b: 2; a : 3", WSC_ERROR_FORMAT, "Two groups are named “a”; each name may stand once");
  assert_groups_refused ("season", WSC_ERROR_FORMAT,
                         "“season” is no group; expected a name, a colon and components, such as “trend: 1-2”");
  assert_groups_refused (" : 1", WSC_ERROR_FORMAT, "The group “: 1” has no name; expected one, such as “trend: 1-2”");
  assert_groups_refused ("a: x", WSC_ERROR_FORMAT,
                         "Group “a”: “ x” is no list of components; expected numbers such as “1-2,5”");
  assert_groups_refused ("a: b: 1", WSC_ERROR_FORMAT,
                         "Group “a”: “ b: 1” is no list of components; expected numbers such as “1-2,5”");
  assert_groups_refused ("a: 0", WSC_ERROR_RANGE, "Group “a”: There is no component 0 in “ 0”; allowed: 1 to 100000");
}

/* --- clusters -------------------------------------------------------------- */

/* The mean of 1 - |w| over all pairs of members, from the correlations themselves. */
static double
linkage (const WscSsa *ssa, const guint8 *a, const guint8 *b, guint n)
{
  const gsize width = wsc_ssa_get_n_correlated (ssa);
  double sum = 0;
  guint pairs = 0;

  for (guint i = 0; i < n; i++)
    for (guint j = 0; j < n; j++)
      if (a[i] && b[j])
        {
          sum += 1 - fabs (wsc_ssa_get_correlations (ssa)[i * width + j]);
          pairs++;
        }
  return sum / pairs;
}

/* Each merge joins two clusters that are there, at the height of their linkage, and none that are left are nearer. */
static void
assert_merges (const WscSsa *ssa, guint n)
{
  g_autofree WscMerge *merges = wsc_ssa_cluster (ssa, n);
  g_autofree guint8 *members = g_new0 (guint8, (gsize) 2 * n * n), *alive = g_new0 (guint8, 2 * n);

  for (guint i = 0; i < n; i++)
    members[i * n + i] = alive[i] = TRUE;
  for (guint m = 0; m + 1 < n; m++)
    {
      const guint a = merges[m].a, b = merges[m].b;
      double least = INFINITY;

      g_assert_cmpuint (a, <, b);
      g_assert_cmpuint (b, <, n + m);
      g_assert_true (alive[a] && alive[b]);
      for (guint i = 0; i < n + m; i++)
        for (guint j = i + 1; j < n + m; j++)
          if (alive[i] && alive[j])
            least = fmin (least, linkage (ssa, members + i * n, members + j * n, n));
      g_assert_cmpfloat_with_epsilon (merges[m].height, least, 1e-12);
      g_assert_cmpfloat_with_epsilon (linkage (ssa, members + a * n, members + b * n, n), least, 1e-12);
      g_assert_true (m == 0 || merges[m].height >= merges[m - 1].height);
      alive[a] = alive[b] = FALSE;
      alive[n + m] = TRUE;
      for (guint i = 0; i < n; i++)
        members[(n + m) * n + i] = members[a * n + i] || members[b * n + i];
    }
}

static void
test_merges (void)
{
  for (guint seed = 1; seed <= 5; seed++)
    {
      g_autofree double *x = make_series (&(Recipe){ 120, 12, 5.3, 0.5, 0.5 }, seed);
      g_autoptr (WscSsa) ssa = decompose (120, 1, x, 30);

      assert_merges (ssa, 30);
      assert_merges (ssa, 7);
      assert_merges (ssa, 1);
    }
}

/* Two sines of other heights and periods: two pairs, and nothing between them. */
static void
test_group_by_correlation (void)
{
  g_autofree double *x = make_series (&(Recipe){ 240, 12, 5, 0, 0.01 }, 1);
  g_autoptr (WscSsa) ssa = decompose (240, 1, x, 60);
  g_autofree char *reason = NULL, *text = NULL;
  g_autoptr (GArray) groups = wsc_ssa_group_by_correlation (ssa, 4, 0.5, &reason);

  text = wsc_groups_format (groups);
  g_assert_cmpstr (text, ==, "Group 1: 1-2; Group 2: 3-4");
  g_assert_cmpstr (reason, ==,
                   "Average linkage of 1 − |w-correlation|, cut at 0.5, makes 2 clusters of the first 4 components, of "
                   "which those of two or more are groups; the strongest w-correlation between components of different "
                   "clusters is 0.00.");
}

static void
assert_reason (const WscSsa *ssa, guint n, double cut, const char *expected_groups, const char *expected)
{
  g_autofree char *reason = NULL, *text = NULL;
  g_autoptr (GArray) groups = wsc_ssa_group_by_correlation (ssa, n, cut, &reason);

  text = wsc_groups_format (groups);
  g_assert_cmpstr (text, ==, expected_groups);
  g_assert_cmpstr (reason, ==, expected);
}

static void
test_nothing_joins (void)
{
  g_autofree double *x = make_series (&(Recipe){ 240, 12, 5, 0, 0.01 }, 1);
  g_autoptr (WscSsa) ssa = decompose (240, 1, x, 60);
  g_autofree char *alone = NULL;
  double w = 0;

  for (guint i = 0; i < 4; i++)
    for (guint j = 0; j < i; j++)
      w = fmax (w, fabs (wsc_ssa_get_correlations (ssa)[i * wsc_ssa_get_n_correlated (ssa) + j]));
  g_assert_cmpfloat (w, >, 0.9);
  alone =
      g_strdup_printf ("No two of the first 4 components join when average linkage of 1 − |w-correlation| is cut at 0: "
                       "they stay 4 clusters, and the strongest w-correlation between two of them is %.2f.",
                       w);
  assert_reason (ssa, 4, 0, "", alone);
  assert_reason (
      ssa, 4, 1, "Group 1: 1-4",
      "Average linkage of 1 − |w-correlation|, cut at 1, joins all of the first 4 components in one cluster.");
  assert_reason (ssa, 1, 0.5, "", "There is one component only, and nothing that it could join.");
}

/* More than there are means all there are. */
static void
test_more_than_there_are (void)
{
  g_autofree double *x = make_series (&(Recipe){ 40, 8, 0, 0, 0.1 }, 1);
  g_autoptr (WscSsa) ssa = decompose (40, 1, x, 10);
  g_autofree char *all = NULL, *more = NULL;
  g_autoptr (GArray) a = wsc_ssa_group_by_correlation (ssa, 10, 0.7, &all);
  g_autoptr (GArray) b = wsc_ssa_group_by_correlation (ssa, 1000, 0.7, &more);
  g_autofree char *x1 = wsc_groups_format (a), *x2 = wsc_groups_format (b);

  g_assert_cmpstr (x1, ==, x2);
  g_assert_cmpstr (all, ==, more);
}

/* --- periods --------------------------------------------------------------- */

/* A line, a year with its half, and noise too weak to mix with either. */
static double *
plant (gsize n)
{
  double *x = make_series (&(Recipe){ n, 0, 0, 0, 0.1 }, 3);

  for (gsize t = 0; t < n; t++)
    x[t] += 20 + 0.1 * (double) t + 4 * sin (2 * G_PI * (double) t / 12) + 2 * cos (2 * G_PI * (double) t / 6);
  return x;
}

static void
test_group_by_period (void)
{
  g_autofree double *x = plant (240);
  g_autoptr (WscSsa) ssa = decompose (240, 1, x, 48);
  g_autofree char *reason = NULL, *text = NULL;
  g_autoptr (GArray) groups = wsc_ssa_group_by_period (ssa, 6, 0, &reason);

  text = wsc_groups_format (groups);
  g_assert_cmpstr (text, ==, "Trend: 1,6; Seasonal: 2-5");
  g_assert_cmpstr (reason, ==, "Trend: most power at periods above 96.0 samples; Seasonal: 12.0, 6.0 samples.");
}

/* Noise alone has no period; a trend period below a season makes it trend. */
static void
test_period_borders (void)
{
  g_autofree double *noise = make_series (&(Recipe){ 400, 0, 0, 0, 1 }, 5),
                    *sine = make_series (&(Recipe){ 200, 20, 0, 0, 0 }, 1);
  g_autoptr (WscSsa) a = decompose (400, 1, noise, 10), b = decompose (200, 1, sine, 50);
  g_autofree char *rest = NULL, *trend = NULL, *season = NULL;
  g_autoptr (GArray) x = wsc_ssa_group_by_period (a, 10, 0, &rest), y = wsc_ssa_group_by_period (b, 2, 15, &trend);
  g_autoptr (GArray) z = wsc_ssa_group_by_period (b, 2, 20, &season);
  g_autofree char *xs = wsc_groups_format (x), *ys = wsc_groups_format (y), *zs = wsc_groups_format (z);

  g_assert_cmpstr (xs, ==, "Rest: 1-10");
  g_assert_cmpstr (rest, ==, "Rest: no period has most of the power.");
  g_assert_cmpstr (ys, ==, "Trend: 1-2");
  g_assert_cmpstr (trend, ==, "Trend: most power at periods above 15.0 samples.");
  g_assert_cmpstr (zs, ==, "Seasonal: 1-2");
  g_assert_cmpstr (season, ==, "Seasonal: 20.0 samples.");
}

/* A period between two bins is found between them. */
static void
test_period_between_bins (void)
{
  static const double periods[] = { 9.3, 10.7, 13.13, 17.4, 2.6 };

  for (guint i = 0; i < G_N_ELEMENTS (periods); i++)
    {
      g_autofree double *x = make_series (&(Recipe){ 300, periods[i], 0, 0, 0 }, 1);
      g_autoptr (WscSsa) ssa = decompose (300, 1, x, 80);
      g_autofree char *reason = NULL;
      g_autoptr (GArray) groups = wsc_ssa_group_by_period (ssa, 1, 0, &reason);

      g_assert_cmpuint (groups->len, ==, 1);
      g_assert_true (g_str_has_prefix (reason, "Seasonal: "));
      g_assert_cmpfloat_with_epsilon (g_ascii_strtod (reason + strlen ("Seasonal: "), NULL), periods[i],
                                      0.005 * periods[i] + 0.05);
    }
}

/* A height that grows to the threefold spreads the power to both sides, and does not move the period. */
static void
test_period_of_growing_height (void)
{
  double x[144];
  g_autoptr (WscSsa) ssa = NULL;
  g_autofree char *reason = NULL, *text = NULL;
  g_autoptr (GArray) groups = NULL;

  for (guint t = 0; t < 144; t++)
    x[t] = (1 + t / 72.0) * sin (2 * G_PI * t / 12);
  ssa = decompose (144, 1, x, 72);
  groups = wsc_ssa_group_by_period (ssa, 2, 0, &reason);
  text = wsc_groups_format (groups);
  g_assert_cmpstr (text, ==, "Seasonal: 1-2");
  g_assert_cmpstr (reason, ==, "Seasonal: 12.0 samples.");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/sets/components-text", test_components_text);
  g_test_add_func ("/sets/components-refusals", test_components_refusals);
  g_test_add_func ("/sets/components-members", test_components_members);
  g_test_add_func ("/sets/components-round-trip", test_components_round_trip);
  g_test_add_func ("/sets/sum", test_sum);
  g_test_add_func ("/sets/groups-text", test_groups_text);
  g_test_add_func ("/sets/groups-refusals", test_groups_refusals);
  g_test_add_func ("/sets/merges", test_merges);
  g_test_add_func ("/sets/group-by-correlation", test_group_by_correlation);
  g_test_add_func ("/sets/nothing-joins", test_nothing_joins);
  g_test_add_func ("/sets/more-than-there-are", test_more_than_there_are);
  g_test_add_func ("/sets/group-by-period", test_group_by_period);
  g_test_add_func ("/sets/period-borders", test_period_borders);
  g_test_add_func ("/sets/period-between-bins", test_period_between_bins);
  g_test_add_func ("/sets/period-of-growing-height", test_period_of_growing_height);
  return g_test_run ();
}
