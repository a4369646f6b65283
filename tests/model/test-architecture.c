/* Shapes from text, and every message. */
#include "test-model.h"

#include <string.h>

static void
test_good (void)
{
  const WscArchitecture a = make_architecture ("20; 3 ;20", "tanh", WSC_ORTHONORMAL_ENCODER, TRUE, FALSE);
  const WscArchitecture b = make_architecture ("784;8;100;10", "relu;tanh;identity", WSC_ORTHONORMAL_BOTH, FALSE, TRUE);

  g_assert_cmpuint (a.n_layers, ==, 2);
  g_assert_cmpuint (a.sizes[1], ==, 3);
  g_assert_cmpint (a.activation[0], ==, WSC_TANH);
  g_assert_cmpint (a.activation[1], ==, WSC_IDENTITY);
  g_assert_true (a.orthonormal[0] && !a.orthonormal[1]);
  g_assert_cmpuint (wsc_architecture_get_n_parameters (&a), ==, 20 * 3 + 3 + 3 * 20 + 20);
  g_assert_cmpuint (wsc_architecture_get_weight_offset (&a, 1), ==, 63);
  g_assert_cmpuint (wsc_architecture_get_bias_offset (&a, 0), ==, 60);
  g_assert_cmpuint (wsc_architecture_get_bias_offset (&a, 1), ==, 123);
  g_assert_cmpint (b.activation[0], ==, WSC_RELU);
  g_assert_cmpint (b.activation[1], ==, WSC_TANH);
  g_assert_true (b.orthonormal[0] && !b.orthonormal[1] && b.orthonormal[2]);
  g_assert_cmpint (b.loss, ==, WSC_LOSS_CROSS_ENTROPY);
  g_assert_cmpuint (wsc_architecture_get_n_parameters (&b), ==, 784 * 8 + 800 + 1000);
}

/* With one layer the one name is its own, but logits stay as they are. */
static void
test_single_layer (void)
{
  g_assert_cmpint (make_architecture ("3;1", "tanh", 0, TRUE, FALSE).activation[0], ==, WSC_TANH);
  g_assert_cmpint (make_architecture ("3;2", "tanh", 0, TRUE, TRUE).activation[0], ==, WSC_IDENTITY);
}

static void
test_messages (void)
{
  static const struct
  {
    const char *layers, *activation;
    int loss;
    const char *message;
  } cases[] = {
    { "20", "tanh", 0, "“20” is not the shape of a network: expected 2 to 9 sizes, as in “20;3;20”" },
    { "", "tanh", 0, "“” is not the shape of a network: expected 2 to 9 sizes, as in “20;3;20”" },
    { "20;x;20", "tanh", 0, "Layer size “x” in “20;x;20” is not a whole number from 1 to 65536" },
    { "20;0;20", "tanh", 0, "Layer size “0” in “20;0;20” is not a whole number from 1 to 65536" },
    { "20;3.5;20", "tanh", 0, "Layer size “3.5” in “20;3.5;20” is not a whole number from 1 to 65536" },
    { "20;-3;20", "tanh", 0, "Layer size “-3” in “20;-3;20” is not a whole number from 1 to 65536" },
    { "20;99999999999999999999;20", "tanh", 0,
      "Layer size “99999999999999999999” in “20;99999999999999999999;20” is not a whole number from 1 to 65536" },
    { "20;65536;65536;20", "tanh", 0,
      "A network of 4297719828 parameters is too large; at most 2147483647 (model.layers)" },
    { "20;3;20", "tahn", 0, "There is no activation “tahn”; did you mean “tanh”?" },
    { "20;3;20", "xyzzyxyzzy", 0, "There is no activation “xyzzyxyzzy”; there are tanh, sigmoid, relu and identity" },
    { "20;3;3;20", "tanh;relu", 0, "“tanh;relu” names 2 activations: expected 1, or 3 with the output’s as the last (model.activation)" },
    { "4;8;3", "relu;tanh", WSC_LOSS_FORCE_CROSS_ENTROPY,
      "The last activation is “tanh”; before the softmax of cross-entropy it must be “identity” (model.activation)" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      const WscModelSettings settings = { (char *) cases[i].layers, (char *) cases[i].activation, 0, TRUE,
                                          cases[i].loss };
      g_autoptr (GError) error = NULL;
      WscArchitecture a;

      g_assert_false (wsc_architecture_init (&a, &settings, NULL, &error));
      g_assert_cmpstr (error->message, ==, cases[i].message);
    }
}

static WscDataset *
new_dataset (int source, int task, int window)
{
  WscDataSettings settings = { .source = source,
                               .path = (char *) "",
                               .column = (char *) "",
                               .target = (char *) "",
                               .from = -4.0,
                               .to = 4.0,
                               .length = 500,
                               .noise = 0.2,
                               .task = task,
                               .window = window,
                               .horizon = 5,
                               .test_share = 0.2 };
  g_autoptr (GError) error = NULL;
  WscDataset *dataset = wsc_dataset_new (&settings, 1, NULL, NULL, &error);

  g_assert_no_error (error);
  return dataset;
}

static void
check_misfit (WscDataset *dataset, const char *layers, int loss, const char *message)
{
  const WscModelSettings settings = { (char *) layers, (char *) "tanh", 0, TRUE, loss };
  g_autoptr (GError) error = NULL;
  WscArchitecture a;

  g_assert_cmpint (wsc_architecture_init (&a, &settings, dataset, &error), ==, message == NULL);
  g_assert_cmpstr (error != NULL ? error->message : NULL, ==, message);
}

static void
test_against_data (void)
{
  g_autoptr (WscDataset) series = new_dataset (WSC_SOURCE_SINE, WSC_TASK_RESTORE, 30);
  g_autoptr (WscDataset) iris = new_dataset (WSC_SOURCE_IRIS, WSC_TASK_CLASSIFY, 4);

  check_misfit (series, "30;3;30", WSC_LOSS_AUTO, NULL);
  check_misfit (series, "20;3;20", WSC_LOSS_AUTO, "The first layer has 20 inputs, the windows have 30 values");
  check_misfit (series, "30;3;20", WSC_LOSS_AUTO, "The last layer has 20 outputs, the targets have 30 values");
  check_misfit (series, "30;3;30", WSC_LOSS_FORCE_CROSS_ENTROPY,
                "Cross-entropy needs classes to tell apart, and the data have none: take auto or mse (model.loss)");
  check_misfit (iris, "4;128;3", WSC_LOSS_AUTO, NULL);
  check_misfit (iris, "5;128;3", WSC_LOSS_AUTO, "The first layer has 5 inputs, the rows have 4 values");
  check_misfit (iris, "4;128;2", WSC_LOSS_AUTO, "The last layer has 2 outputs, there are 3 classes");
}

static void
test_loss (void)
{
  static const struct
  {
    int source, task, choice, loss;
  } cases[] = {
    { WSC_SOURCE_IRIS, WSC_TASK_CLASSIFY, WSC_LOSS_AUTO, WSC_LOSS_CROSS_ENTROPY },
    { WSC_SOURCE_IRIS, WSC_TASK_CLASSIFY, WSC_LOSS_FORCE_MSE, WSC_LOSS_MSE },
    { WSC_SOURCE_SINE, WSC_TASK_RESTORE, WSC_LOSS_AUTO, WSC_LOSS_MSE },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (WscDataset) dataset = new_dataset (cases[i].source, cases[i].task, 4);
      const WscModelSettings settings = { (char *) (i < 2 ? "4;5;3" : "4;5;4"), (char *) "tanh", 0, TRUE,
                                          cases[i].choice };
      WscArchitecture a;

      g_assert_true (wsc_architecture_init (&a, &settings, dataset, NULL));
      g_assert_cmpint (a.loss, ==, cases[i].loss);
    }
}

void
add_architecture_tests (void)
{
  g_test_add_func ("/model/architecture/good", test_good);
  g_test_add_func ("/model/architecture/single-layer", test_single_layer);
  g_test_add_func ("/model/architecture/messages", test_messages);
  g_test_add_func ("/model/architecture/against-data", test_against_data);
  g_test_add_func ("/model/architecture/loss", test_loss);
}
