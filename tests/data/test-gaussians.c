/* Given Gaussians: what is read, and what is refused. */
#include <glib/gstdio.h>

#include "data/gaussians.h"

/* The data of such a file, whose name in messages is NAME. */
static WscDataset *
load (const char *text, GError **error)
{
  g_autofree char *folder = g_dir_make_tmp ("weightscape-XXXXXX", NULL), *path = g_build_filename (folder, "given.csv", NULL);
  const WscDataSettings settings = { .source = WSC_SOURCE_GAUSSIANS, .path = (char *) "given.csv", .header = WSC_HEADER_AUTO };
  WscDataset *dataset;

  g_assert_true (g_file_set_contents (path, text, -1, NULL));
  dataset = wsc_dataset_new (&settings, 0, folder, NULL, error);
  g_unlink (path);
  g_rmdir (folder);
  return dataset;
}

/* Columns in any order, others beside them, decimals to the last digit. */
static void
test_read (void)
{
  static const double means[] = { 1, 2, 3, 0.1, 0.2, 0.30000000000000004 };
  static const double covariances[] = { 1, 0.5, 0.25, 0.5, 2, 0, 0.25, 0, 3, 0, 0, 0, 0, 0, 0, 0, 0, 0 };
  g_autoptr (GError) error = NULL;
  g_autoptr (WscDataset) dataset = load ("method,neuron,cov_2_2,mean_0,mean_1,mean_2,cov_0_0,cov_0_1,cov_0_2,cov_1_1,cov_1_2,trace\n"
                                         "given,1,3,1,2,3,1,0.5,0.25,2,0,6\ngiven,2,0,0.1,0.2,0.30000000000000004,0,0,0,0,0,0\n", &error);
  const double *m, *s;
  guint n, d;

  g_assert_no_error (error);
  g_assert_true (wsc_dataset_get_gaussians (dataset, &n, &d, &m, &s));
  g_assert_cmpuint (n, ==, 2);
  g_assert_cmpuint (d, ==, 3);
  g_assert_cmpmem (m, sizeof means, means, sizeof means);
  g_assert_cmpmem (s, sizeof covariances, covariances, sizeof covariances);
  g_assert_false (wsc_dataset_is_series (dataset));
}

/* What is compared by is the numbers, to the last one. */
static void
test_digest (void)
{
  g_autoptr (WscDataset) one = load ("mean_0,cov_0_0\n1,2\n", NULL), same = load ("cov_0_0;mean_0\n2;1\n", NULL);
  g_autoptr (WscDataset) other = load ("mean_0,cov_0_0\n1,2.0000000000000004\n", NULL);

  g_assert_cmpstr (wsc_dataset_get_digest (one), ==, wsc_dataset_get_digest (same));
  g_assert_cmpstr (wsc_dataset_get_digest (one), !=, wsc_dataset_get_digest (other));
}

static void
test_refused (void)
{
  static const struct
  {
    const char *text, *message;
  } cases[] = {
    { "a,b\n1,2\n", "found no column “mean_0”; Gaussians have the columns mean_0 …, cov_0_0, cov_0_1 … (upper triangle, row by row)" },
    { "mean_0,mean_1,cov_0_0,cov_1_1\n1,2,3,4\n", "found no column “cov_0_1”, expected one for means of 2 coordinates" },
    { "mean_0,cov_0_0\n1,2\n1,-0.5\n", "column “cov_0_0”: found -0.5 in data row 2, expected a variance, 0 or more" },
    { "mean_0,cov_0_0\n1,2\n1,\n", "column “cov_0_0”: found “nothing” in data row 2, expected a number" },
    { "mean_0,cov_0_0\n1,2\n1,x\n", "column “cov_0_0”: found “x” in data row 2, expected a number" },
    { "mean_0,mean_1,cov_0_0,cov_0_1,cov_1_1\n0,0,1,2,1\n",
      "column “cov_0_1”: found 2 in data row 1, expected at most 1, the product of both standard deviations" },
    { "mean_0,mean_1,mean_2,cov_0_0,cov_0_1,cov_0_2,cov_1_1,cov_1_2,cov_2_2\n0,0,0,1,0.9,0.9,1,-0.9,1\n",
      "data row 1: its covariance (cov_0_0 …) has the eigenvalue -0.8, expected none below 0" },
    { "method,mean_0,cov_0_0\nbootstrap,1,2\nswag,1,2\n",
      "column “method”: found rows of “bootstrap” and of “swag”, expected those of one method; keep one of them" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (WscDataset) dataset = load (cases[i].text, &error);

      g_assert_null (dataset);
      g_assert_nonnull (error);
      g_test_message ("%s", error->message);
      g_assert_true (g_str_has_suffix (error->message, cases[i].message));
      g_assert_nonnull (g_strrstr (error->message, "given.csv"));
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/gaussians/read", test_read);
  g_test_add_func ("/gaussians/digest", test_digest);
  g_test_add_func ("/gaussians/refused", test_refused);
  return g_test_run ();
}
