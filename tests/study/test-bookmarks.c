/* Views under a name, and what weights are called. */
#include "study/bookmarks.h"
#include "study/coordinates.h"

#include <string.h>

static GPtrArray *
parse (const char *text)
{
  g_autoptr (GError) error = NULL;
  GPtrArray *bookmarks = wsc_bookmarks_parse (text, &error);

  g_assert_no_error (error);
  return bookmarks;
}

static void
test_round_trip (void)
{
  static const char *const cases[][2] = {
    { "", "" },
    { "a:", "a:" },
    { "side: azimuth=90, zoom=2 | top: elevation=90", "side: azimuth=90, zoom=2 | top: elevation=90" },
    { " far  out :zoom=2.50 ,projection= tour,tour-position=3.5|b :", "far  out: projection=tour, tour-position=3.5, zoom=2.5 | b:" },
    { "chosen: projection=axes, axes=4;2;1, target-x=-0.5, field-of-view=45, orthographic=true",
      "chosen: projection=axes, axes=4;2;1, orthographic=true, target-x=-0.5, field-of-view=45" },
    { "défaut: zoom=1", "défaut:" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GPtrArray) bookmarks = parse (cases[i][0]);
      g_autofree char *text = wsc_bookmarks_format (bookmarks);

      g_assert_cmpstr (text, ==, cases[i][1]);
    }
}

static void
assert_refused (const char *text, const char *message)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *full = g_strconcat ("view.bookmarks=", text, NULL);
  g_autoptr (WscStudy) study = wsc_study_new ();

  g_assert_false (wsc_study_set (study, full, &error));
  g_assert_nonnull (error);
  g_assert_cmpstr (error->message, ==, message);
  g_assert_cmpstr (study->view.bookmarks, ==, "");
}

static void
test_refusals (void)
{
  const char *item = "A bookmark has settings as azimuth=90, each once, of projection, axes, tour-position, tour-seed, orthographic, azimuth, elevation, "
                     "zoom, target-x, target-y, target-z, field-of-view; not “%s” (view.bookmarks)";
  const char *name = "A bookmark’s name must have 1 to 40 letters, without “:”, “|”, “,” and “=”, not “%s” (view.bookmarks)";
  static const char *const items[][2] = { { "a: level=0.5", "level=0.5" }, { "a: zoom=2, zoom=3", "zoom=3" }, { "a: zoom", "zoom" }, { "a: zoom=2,", "" } };
  static const char *const names[][2] = { { ": zoom=2", "" }, { "a=b: zoom=2", "a=b" }, { "a, b:", "a, b" } };

  for (guint i = 0; i < G_N_ELEMENTS (items); i++)
    {
      g_auto (GStrv) parts = g_strsplit (item, "%s", 2);
      g_autofree char *message = g_strjoin (items[i][1], parts[0], parts[1], NULL);
      assert_refused (items[i][0], message);
    }
  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_auto (GStrv) parts = g_strsplit (name, "%s", 2);
      g_autofree char *message = g_strjoin (names[i][1], parts[0], parts[1], NULL);
      assert_refused (names[i][0], message);
    }
  assert_refused ("side", "A bookmark is a name, a colon and settings, as side: azimuth=90; not “side” (view.bookmarks)");
  assert_refused ("a: | ", "A bookmark is a name, a colon and settings, as side: azimuth=90; not “” (view.bookmarks)");
  assert_refused ("a: | a:", "There is a bookmark “a” already (view.bookmarks)");
  assert_refused ("a: zoom=1e9", "Zoom must be a number from 0.01 to 100, not “1e9” (view.zoom)");
  assert_refused ("a: axes=1;1;2", "Coordinates must be three different whole numbers from 1, as 1;2;3, not “1;1;2” (view.axes)");
}

static void
test_edits (void)
{
  g_autoptr (GPtrArray) bookmarks = parse ("a: zoom=2 | b: zoom=3");
  g_autoptr (WscStudy) study = wsc_study_new ();
  g_autoptr (GError) error = NULL;
  g_autofree char *text = NULL;

  g_assert_true (wsc_study_set (study, "view.elevation=-12.5", NULL));
  g_assert_true (wsc_bookmarks_add (bookmarks, "c", study, &error));
  g_assert_false (wsc_bookmarks_add (bookmarks, "c", study, &error));
  g_assert_error (error, WSC_ERROR, WSC_ERROR_RANGE);
  g_clear_error (&error);
  g_assert_false (wsc_bookmarks_rename (bookmarks, "a", "b", &error));
  g_assert_error (error, WSC_ERROR, WSC_ERROR_RANGE);
  g_clear_error (&error);
  g_assert_false (wsc_bookmarks_rename (bookmarks, "a", "x|y", NULL));
  g_assert_true (wsc_bookmarks_rename (bookmarks, "a", "a", NULL));
  g_assert_true (wsc_bookmarks_rename (bookmarks, "a", "first", NULL));
  g_ptr_array_remove (bookmarks, wsc_bookmarks_find (bookmarks, "b"));
  text = wsc_bookmarks_format (bookmarks);
  g_assert_cmpstr (text, ==, "first: zoom=2 | c: elevation=-12.5");
}

/* What a bookmark does not name is at its default, whatever it was. */
static void
test_going (void)
{
  g_autoptr (WscStudy) study = wsc_study_new ();
  g_autoptr (GError) error = NULL;

  g_assert_true (wsc_study_set (study, "view.bookmarks=side: azimuth=90, target-z=0.25 | tour: projection=tour, tour-position=3", NULL));
  g_assert_true (wsc_study_set (study, "view.zoom=5", NULL));
  g_assert_true (wsc_study_set (study, "view.level=0.5", NULL));
  g_assert_true (wsc_study_set (study, "view.bookmark= side ", &error));
  g_assert_no_error (error);
  g_assert_cmpfloat (study->view.azimuth, ==, 90);
  g_assert_cmpfloat (study->view.target[2], ==, 0.25);
  g_assert_cmpfloat (study->view.zoom, ==, 1);
  g_assert_cmpfloat (study->view.level, ==, 0.5);
  g_assert_true (wsc_study_set (study, "view.bookmark=tour", NULL));
  g_assert_cmpint (study->view.projection, ==, WSC_PROJECTION_TOUR);
  g_assert_cmpfloat (study->view.tour_position, ==, 3);
  g_assert_false (wsc_study_set (study, "view.bookmark=top", &error));
  g_assert_error (error, WSC_ERROR, WSC_ERROR_RANGE);
  g_assert_cmpstr (error->message, ==, "No bookmark is called “top”; there are side, tour (view.bookmarks)");
}

/* --- coordinates ----------------------------------------------------------------- */

static void
assert_name (const WscStudy *study, const WscDataset *dataset, guint i, guint d, const char *expected)
{
  g_autofree char *name = wsc_coordinate_dup_name (study, dataset, i, d);

  g_assert_cmpstr (name, ==, expected);
}

static void
test_coordinates (void)
{
  g_autoptr (WscStudy) study = wsc_study_new ();
  g_autoptr (WscDataset) dataset = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_true (wsc_study_set (study, "data.window=12", NULL));
  g_assert_true (wsc_study_set (study, "model.layers=auto;3;auto", NULL));
  dataset = wsc_dataset_new (&study->data, 1, NULL, NULL, &error);
  g_assert_no_error (error);
  assert_name (study, dataset, 2, 3, "w₃");
  g_assert_false (wsc_coordinate_is_lag (study, dataset, 3));
  g_assert_true (wsc_study_set (study, "estimate.layer=1", NULL));
  assert_name (study, dataset, 0, 12, "w₁ t");
  assert_name (study, dataset, 11, 12, "w₁₂ t+11");
  assert_name (study, NULL, 11, 12, "w₁₂");
  g_assert_true (wsc_coordinate_is_lag (study, dataset, 12));
  g_assert_true (wsc_study_set (study, "estimate.bias=true", NULL));
  assert_name (study, dataset, 12, 13, "bias");
  g_assert_true (wsc_coordinate_is_lag (study, dataset, 13));
  g_assert_false (wsc_coordinate_is_lag (study, dataset, 12));
}

/* The last layer reads the inputs where it is the first as well; of networks from files that is not known. */
static void
test_coordinates_of_last_layer (void)
{
  g_autoptr (WscStudy) study = wsc_study_new ();
  g_autoptr (WscDataset) dataset = NULL;

  g_assert_true (wsc_study_set (study, "data.window=12", NULL));
  g_assert_true (wsc_study_set (study, "model.layers=auto;auto", NULL));
  dataset = wsc_dataset_new (&study->data, 1, NULL, NULL, NULL);
  assert_name (study, dataset, 1, 12, "w₂ t+1");
  g_assert_true (wsc_study_set (study, "model.path=networks.npz", NULL));
  assert_name (study, dataset, 1, 12, "w₂");
  g_assert_true (wsc_study_set (study, "estimate.layer=1", NULL));
  assert_name (study, dataset, 1, 12, "w₂ t+1");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/bookmarks/round-trip", test_round_trip);
  g_test_add_func ("/bookmarks/refusals", test_refusals);
  g_test_add_func ("/bookmarks/edits", test_edits);
  g_test_add_func ("/bookmarks/going", test_going);
  g_test_add_func ("/coordinates/names", test_coordinates);
  g_test_add_func ("/coordinates/last-layer", test_coordinates_of_last_layer);
  return g_test_run ();
}
