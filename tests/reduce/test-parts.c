/* All that comes of removing neurons as one value, and what is said of it: each sentence whole, and none where there is nothing to say. */
#include "reduce/support.h"

static const SupportTable table = { 60, 40, 4, 3, FALSE, 0 }, all = { 60, 0, 4, 3, FALSE, 0 };

/* Takes what the parts hold; a NULL ends the sentences. */
static void
assert_notes (WscReductionParts *parts, const WscReduceSettings *settings, ...)
{
  g_autoptr (GPtrArray) notes = g_ptr_array_new_with_free_func (g_free);
  const char *expected;
  va_list arguments;
  guint n = 0;

  wsc_reduction_parts_add_notes (parts, settings, notes);
  va_start (arguments, settings);
  for (; (expected = va_arg (arguments, const char *)) != NULL; n++)
    {
      g_assert_cmpuint (notes->len, >, n);
      g_assert_cmpstr (notes->pdata[n], ==, expected);
    }
  va_end (arguments);
  g_assert_cmpuint (notes->len, ==, n);
  wsc_reduction_parts_clear (parts);
}

static WscReducible *
new_reducible (const SupportTable *data, gboolean orthonormal, const WscReduceSettings *settings)
{
  WscArchitecture a = support_shape ("4;6;3", "tanh", TRUE, WSC_LOSS_MSE);
  g_autoptr (WscDataset) dataset = support_data (data, 1);
  g_autofree float *parameters = support_parameters (&a, 2);

  a.orthonormal[0] = orthonormal;
  return support_reducible (dataset, &a, parameters, 1, settings);
}

static void
test_nothing_removed (void)
{
  const WscReduceSettings settings = support_settings ();
  WscReductionParts parts = { 0 };

  assert_notes (&parts, &settings, NULL);
  parts.reducible = new_reducible (&table, FALSE, &settings);
  assert_notes (&parts, &settings, "Nothing was removed: all 6 neurons stay", NULL);
  parts.reducible = new_reducible (&all, FALSE, &settings);
  parts.suggestion_problem = g_strdup ("too few neurons");
  assert_notes (&parts, &settings, "Nothing was removed: all 6 neurons stay",
                "No samples are held out from training to tell what removing neurons costs (data.test-share)",
                "No number of clusters is proposed: too few neurons", NULL);
}

static void
test_removed (void)
{
  WscReduceSettings settings = support_settings ();
  WscReductionParts parts = { 0 };
  guint32 labels[] = { 0, 1, 0, 1, 0, 1 };

  parts.reducible = new_reducible (&table, FALSE, &settings);
  parts.reduction = support_merge (parts.reducible, labels, &settings);
  assert_notes (&parts, &settings, "Neurons: 6 became 2; numbers in the network: 51 became 19", NULL);
  parts.reducible = new_reducible (&table, TRUE, &settings);
  parts.reduction = support_merge (parts.reducible, labels, &settings);
  assert_notes (&parts, &settings, "Neurons: 6 became 2; numbers in the network: 51 became 19",
                "Layers that lost neurons, or read them, are no longer orthonormal", NULL);
  settings.bias_weight = 0;
  parts.reducible = new_reducible (&table, FALSE, &settings);
  parts.reduction = support_merge (parts.reducible, labels, &settings);
  assert_notes (&parts, &settings, "Neurons: 6 became 2, but the network has not become smaller: it has 51 numbers, and had 51",
                "Biases are left as they are, so that neurons of one cluster still differ by them and do not merge: set reduction.bias-weight "
                "above 0",
                NULL);
}

/* A copy holds the same values, and outlives what it was made from. */
static void
test_copy (void)
{
  const WscReduceSettings settings = support_settings ();
  WscReductionParts parts = { .tree_size = 3, .n_restored = 2 }, copy = { 0 };

  parts.reducible = new_reducible (&table, FALSE, &settings);
  parts.partitions = g_ptr_array_new ();
  parts.tree = g_new0 (WscMerge, 2);
  parts.tree[1] = (WscMerge){ 2, 3, 0.5 };
  parts.restored = g_memdup2 ((const double[]){ 1, 2 }, 2 * sizeof (double));
  parts.suggestion_problem = g_strdup ("none");
  wsc_reduction_parts_copy (&copy, &parts);
  g_assert_true (copy.reducible == parts.reducible && copy.partitions == parts.partitions);
  wsc_reduction_parts_clear (&parts);
  g_assert_cmpuint (wsc_reducible_get_count (copy.reducible), ==, 6);
  g_assert_cmpuint (copy.tree_size, ==, 3);
  g_assert_cmpfloat (copy.tree[1].height, ==, 0.5);
  g_assert_cmpfloat (copy.restored[1], ==, 2);
  g_assert_cmpstr (copy.suggestion_problem, ==, "none");
  g_assert_null (copy.curve);
  wsc_reduction_parts_clear (&copy);
  g_assert_null (copy.tree);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/reduce/parts/nothing-removed", test_nothing_removed);
  g_test_add_func ("/reduce/parts/removed", test_removed);
  g_test_add_func ("/reduce/parts/copy", test_copy);
  return g_test_run ();
}
