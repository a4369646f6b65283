/* The option table: every row is whole, every value comes back, every mistake is named. */
#include <math.h>
#include <string.h>

#include "bayes/bayes.h"
#include "curvature/curvature.h"
#include "random-study.h"
#include "study/study-private.h"

static gboolean
is_text (const WscOption *option)
{
  return option->type == WSC_OPTION_TEXT || option->type == WSC_OPTION_FILE;
}

/* --- the table ------------------------------------------------------------- */

static void
assert_words (const WscOption *option)
{
  g_assert_cmpuint (g_utf8_strlen (option->label, -1), >=, 2);
  g_assert_cmpuint (g_utf8_strlen (option->label, -1), <=, 24);
  g_assert_cmpuint (g_utf8_strlen (option->tooltip, -1), >=, 20);
  g_assert_true (g_str_has_suffix (option->tooltip, "."));
  g_assert_true (g_ascii_isupper (*option->label) && g_ascii_isupper (*option->tooltip));
}

static void
assert_numbers (const WscOption *option)
{
  if (option->type == WSC_OPTION_INTEGER || option->type == WSC_OPTION_REAL)
    {
      g_assert_cmpfloat (option->minimum, <, option->maximum);
      g_assert_true (!option->logarithmic || option->minimum > 0);
      g_assert_cmpfloat (option->maximum, <=, G_MAXINT32);
    }
  g_assert_true ((option->type == WSC_OPTION_CHOICE) == (option->choices != NULL));
}

static void
test_table_is_whole (void)
{
  guint n;
  const WscOption *options = wsc_options (&n);
  g_autoptr (GHashTable) keys = g_hash_table_new (g_str_hash, g_str_equal);
  g_autoptr (GHashTable) fields = g_hash_table_new (NULL, NULL);

  g_assert_cmpuint (n, >, 50);
  for (guint i = 0; i < n; i++)
    {
      g_test_message ("%s", options[i].key);
      assert_words (&options[i]);
      assert_numbers (&options[i]);
      g_assert_nonnull (strchr (options[i].key, '.'));
      g_assert_true (g_hash_table_add (keys, (gpointer) options[i].key));
      g_assert_true (g_hash_table_add (fields, GSIZE_TO_POINTER (options[i].offset + 1)));
      g_assert_true (wsc_option_find (options[i].key) == &options[i]);
    }
}

static void
test_keys_that_are_fixed (void)
{
  static const char *const keys[]
    = { "study.title", "study.notes", "study.seed", "data.source", "data.path", "data.column", "data.target", "data.labels", "model.path", "data.header",
        "data.missing", "data.channels", "data.fill-window", "data.fill-rank", "data.from", "data.to", "data.length", "data.noise", "data.first", "data.count", "data.task",
        "data.window", "data.horizon", "data.scale", "data.split", "data.test-share", "model.layers", "model.activation",
        "model.orthonormal", "model.bias", "model.loss", "training.optimizer", "training.learning-rate",
        "training.momentum", "training.average-from", "training.batch", "training.epochs", "estimate.method",
        "estimate.replicas", "estimate.resample", "estimate.block", "estimate.subset-share", "estimate.signal-window",
        "estimate.signal-rank", "estimate.start", "estimate.align", "estimate.layer", "estimate.side", "estimate.bias",
        "estimate.methods", "estimate.hessian", "estimate.blocks", "estimate.conditional", "estimate.lags", "estimate.floor",
        "estimate.root-n", "estimate.polish", "estimate.path-rate", "estimate.decay", "estimate.burn-in", "estimate.family",
        "estimate.rank", "estimate.deterministic", "estimate.beta", "estimate.prior", "estimate.noise", "estimate.calibrate",
        "view.first", "view.overlay", "view.own-scale",
        "study.subject", "ssa.window", "ssa.kind", "ssa.leading", "ssa.channel", "ssa.mape",
        "ssa.components", "ssa.grouping", "ssa.groups", "ssa.cut", "ssa.trend-period", "ssa.forecast", "ssa.method",
        "ssa.replicas", "ssa.level", "ssa.suggest", "ssa.sweep", "ssa.sweep-step", "ssa.landscape", "view.level",
        "clusters.method", "clusters.metric", "clusters.count", "clusters.restarts", "clusters.overlap", "clusters.resolution",
        "clusters.suggest", "clusters.merges", "reduction.method", "reduction.from", "reduction.network",
        "reduction.bias-weight", "reduction.similarity", "reduction.refit", "reduction.fine-tune",
        "reduction.validation-share", "reduction.repeats", "reduction.step",
        "view.region", "view.projection", "view.axes", "view.colour", "view.numbers", "view.path",
        "view.tour-position", "view.tour-seed", "view.tour-speed", "view.palette", "view.ramp", "view.selected", "view.bookmarks",
        "view.target-x", "view.target-y", "view.target-z", "view.field-of-view", "view.orthographic", "view.azimuth", "view.elevation",
        "view.zoom", "view.extent", "view.style", "view.opacity", "view.clip",
        "view.clip-at", "view.clip-invert", "view.silhouettes", "view.fog", "view.look" };

  for (guint i = 0; i < G_N_ELEMENTS (keys); i++)
    {
      g_test_message ("%s", keys[i]);
      g_assert_nonnull (wsc_option_find (keys[i]));
    }
}

static void
test_choices_match_their_enums (void)
{
  const struct
  {
    const WscChoice *choices;
    guint last;
    const char *name;
  } cases[] = {
    { wsc_choices_source, WSC_SOURCE_GAUSSIANS, "gaussians" },
    { wsc_choices_task, WSC_TASK_REGRESS, "regress" },
    { wsc_choices_header, WSC_HEADER_NO, "no" },
    { wsc_choices_missing, WSC_MISSING_SUBSPACE, "subspace" },
    { wsc_choices_scale, WSC_SCALE_UNIT, "unit" },
    { wsc_choices_split, WSC_SPLIT_LAST, "last" },
    { wsc_choices_orthonormal, WSC_ORTHONORMAL_BOTH, "both" },
    { wsc_choices_loss, WSC_LOSS_FORCE_CROSS_ENTROPY, "cross-entropy" },
    { wsc_choices_optimizer, WSC_ADAM, "adam" },
    { wsc_choices_method, WSC_METHOD_SWAG, "swag" },
    { wsc_choices_hessian, WSC_HESSIAN_GAUSS_NEWTON, "gauss-newton" },
    { wsc_choices_blocks, WSC_BLOCKS_NEURON, "neuron" },
    { wsc_choices_family, WSC_FAMILY_LOW_RANK, "low-rank" },
    { wsc_choices_resample, WSC_RESAMPLE_RESIDUAL, "residual" },
    { wsc_choices_start, WSC_START_INDEPENDENT, "independent" },
    { wsc_choices_align, WSC_ALIGN_PROCRUSTES, "procrustes" },
    { wsc_choices_side, WSC_SIDE_OUTGOING, "outgoing" },
    { wsc_choices_region, WSC_REGION_MEAN, "mean" },
    { wsc_choices_projection, WSC_PROJECTION_TOUR, "tour" },
    { wsc_choices_colour, WSC_COLOUR_CLUSTER, "cluster" },
    { wsc_choices_palette, WSC_PALETTE_GREY, "grey" },
    { wsc_choices_ramp, WSC_HUES_GREY, "grey" },
    { wsc_choices_shape, WSC_SHAPE_SURFACE, "surface" },
    { wsc_choices_style, WSC_STYLE_OUTLINE, "outline" },
    { wsc_choices_clip, WSC_CLIP_CAMERA, "camera" },
    { wsc_choices_look, WSC_FINISH_PRINT, "print" },
    { wsc_choices_subject, WSC_SUBJECT_BOTH, "both" },
    { wsc_choices_ssa_kind, WSC_SSA_TOEPLITZ, "toeplitz" },
    { wsc_choices_mape, WSC_MAPE_ESTIMATE, "estimate" },
    { wsc_choices_grouping, WSC_GROUPING_PERIOD, "period" },
    { wsc_choices_forecast, WSC_FORECAST_VECTOR, "vector" },
    { wsc_choices_suggest, WSC_SUGGEST_SURROGATES, "surrogates" },
    { wsc_choices_clustering, WSC_CLUSTERING_COMMUNITIES, "communities" },
    { wsc_choices_metric, WSC_METRIC_FUNCTION, "function" },
    { wsc_choices_overlap, WSC_OVERLAP_DISTANCE, "distance" },
    { wsc_choices_suggest_count, WSC_SUGGEST_COUNT_VALIDATION, "validation" },
    { wsc_choices_reduce, WSC_REDUCE_QPFS, "qpfs" },
    { wsc_choices_reduce_from, WSC_REDUCE_PUBLISHED, "published" },
    { wsc_choices_similarity, WSC_SIMILARITY_WEIGHTS, "weights" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_assert_cmpstr (cases[i].choices[cases[i].last].name, ==, cases[i].name);
      g_assert_null (cases[i].choices[cases[i].last + 1].name);
      for (guint j = 0; cases[i].choices[j].name != NULL; j++)
        g_assert_cmpuint (strlen (cases[i].choices[j].label), >, 1);
    }
}

static void
test_defaults_are_canonical (void)
{
  g_autoptr (WscStudy) study = wsc_study_new ();
  g_autoptr (GError) error = NULL;
  guint n;
  const WscOption *options = wsc_options (&n);

  for (guint i = 0; i < n; i++)
    {
      g_autofree char *text = wsc_option_get_text (&options[i], study);
      g_assert_cmpstr (text, ==, options[i].initial);
    }
  g_assert_true (wsc_study_validate (study, &error));
  g_assert_no_error (error);
}

/* --- values ---------------------------------------------------------------- */

static void
test_text_comes_back (void)
{
  g_autoptr (WscStudy) a = wsc_study_new ();
  g_autoptr (WscStudy) b = wsc_study_new ();
  guint n;
  const WscOption *options = wsc_options (&n);

  for (guint round = 0; round < 100; round++)
    for (guint i = 0; i < n; i++)
      {
        randomise_option (&options[i], a);
        g_autofree char *text = wsc_option_get_text (&options[i], a);
        g_assert_true (wsc_option_set_text (&options[i], b, text, NULL));
        g_autofree char *again = wsc_option_get_text (&options[i], b);
        g_assert_cmpstr (text, ==, again);
        if (!is_text (&options[i]))
          g_assert_cmpfloat (wsc_option_get_number (&options[i], a), ==, wsc_option_get_number (&options[i], b));
      }
  g_assert_true (wsc_study_equal (a, b));
}

/* A setter touches its own field and no other, and a refusal touches none. */
static void
test_set_changes_one_field (void)
{
  guint n;
  const WscOption *options = wsc_options (&n);

  for (guint i = 0; i < n; i++)
    {
      g_autoptr (WscStudy) study = wsc_study_new ();
      change_option (&options[i], study);
      for (guint j = 0; j < n; j++)
        {
          g_autofree char *text = wsc_option_get_text (&options[j], study);
          if (i != j)
            g_assert_cmpstr (text, ==, options[j].initial);
        }
    }
}

static void
assert_refused (const char *key, const char *text, WscErrorCode code, const char *message)
{
  g_autoptr (WscStudy) study = wsc_study_new ();
  g_autoptr (WscStudy) before = wsc_study_copy (study);
  g_autoptr (GError) error = NULL;

  g_assert_false (wsc_option_set_text (wsc_option_find (key), study, text, &error));
  g_assert_error (error, WSC_ERROR, (int) code);
  g_assert_cmpstr (error->message, ==, message);
  g_assert_true (wsc_study_equal (study, before));
}

#define METHODS_MUST_BE                                                                                                \
  "Methods must be different ones of bootstrap, sandwich, sandwich-online, batch-means, variational and swag, joined " \
  "by “;”, not "

#define MERGES_MUST_BE "Merges must be different neurons from 1 joined by “+”, parted by “;”, as 3+7;12+15, not "

static void
test_refusals_are_plain (void)
{
  assert_refused ("training.learning-rate", "50", WSC_ERROR_RANGE,
                  "Learning rate must be a number from 1e-5 to 10, not “50” (training.learning-rate)");
  assert_refused ("training.learning-rate", "0,1", WSC_ERROR_FORMAT,
                  "Learning rate must be a number from 1e-5 to 10, not “0,1” (training.learning-rate)");
  assert_refused ("training.learning-rate", "nan", WSC_ERROR_FORMAT,
                  "Learning rate must be a number from 1e-5 to 10, not “nan” (training.learning-rate)");
  assert_refused ("estimate.replicas", "2.5", WSC_ERROR_RANGE,
                  "Replicas must be a whole number from 1 to 100000, not “2.5” (estimate.replicas)");
  assert_refused ("estimate.replicas", "0", WSC_ERROR_RANGE,
                  "Replicas must be a whole number from 1 to 100000, not “0” (estimate.replicas)");
  assert_refused ("data.window", "", WSC_ERROR_FORMAT,
                  "Window must be a whole number from 2 to 100000, not “” (data.window)");
  assert_refused ("model.bias", "maybe", WSC_ERROR_FORMAT, "Biases must be true or false, not “maybe” (model.bias)");
  assert_refused ("estimate.side", "outgoin", WSC_ERROR_RANGE,
                  "Neuron is must be one of incoming, outgoing, not “outgoin”; did you mean “outgoing”? (estimate.side)");
  assert_refused ("view.colour", "7", WSC_ERROR_RANGE,
                  "Colour must be one of neuron, trace, volume, anisotropy, index, cluster, not “7” (view.colour)");
  assert_refused ("model.layers", "20", WSC_ERROR_RANGE,
                  "Layers must be 2 to 9 sizes joined by “;”, as 20;3;20, not “20” (model.layers)");
  assert_refused ("model.layers", "20;auto;20", WSC_ERROR_RANGE,
                  "A layer must have 1 to 65536 units, or be “auto” at either end, not “auto” (model.layers)");
  assert_refused ("model.layers", "20;-3;20", WSC_ERROR_RANGE,
                  "A layer must have 1 to 65536 units, or be “auto” at either end, not “-3” (model.layers)");
  assert_refused ("view.axes", "1;2;2", WSC_ERROR_RANGE,
                  "Coordinates must be three different whole numbers from 1, as 1;2;3, not “1;2;2” (view.axes)");
  assert_refused ("view.axes", "2;1", WSC_ERROR_RANGE,
                  "Coordinates must be three different whole numbers from 1, as 1;2;3, not “2;1” (view.axes)");
  assert_refused ("estimate.methods", "sandwich;laplace", WSC_ERROR_RANGE, METHODS_MUST_BE "“laplace” (estimate.methods)");
  assert_refused ("estimate.methods", "swag; swag", WSC_ERROR_RANGE, METHODS_MUST_BE "“swag” (estimate.methods)");
  assert_refused ("estimate.methods", "swag;", WSC_ERROR_RANGE, METHODS_MUST_BE "“” (estimate.methods)");
  assert_refused ("estimate.deterministic", "0", WSC_ERROR_RANGE,
                  "Fixed layers must be whole numbers from 1 to 8 joined by “;”, as 1;2, not “0” (estimate.deterministic)");
  assert_refused ("estimate.deterministic", "1,2", WSC_ERROR_RANGE,
                  "Fixed layers must be whole numbers from 1 to 8 joined by “;”, as 1;2, not “1,2” (estimate.deterministic)");
  assert_refused ("ssa.window", "-1", WSC_ERROR_RANGE,
                  "SSA window must be a whole number from 0 to 1000000, not “-1” (ssa.window)");
  assert_refused ("ssa.level", "1", WSC_ERROR_RANGE, "Band must be a number from 0.5 to 0.999, not “1” (ssa.level)");
  assert_refused ("ssa.components", "1-x", WSC_ERROR_FORMAT,
                  "“1-x” is no list of components; expected numbers such as “1-2,5”");
  assert_refused ("ssa.components", "0", WSC_ERROR_RANGE, "There is no component 0 in “0”; allowed: 1 to 100000");
  assert_refused ("ssa.groups", "a: 1; a: 2", WSC_ERROR_FORMAT, "Two groups are named “a”; each name may stand once");
  assert_refused ("ssa.groups", "a: 1-3; b: 3", WSC_ERROR_FORMAT,
                  "Component 3 is in the groups “a” and “b”; each may be in one only");
  assert_refused ("ssa.sweep", "20;1", WSC_ERROR_RANGE,
                  "Windows must be different whole numbers from 2 to 1000000 joined by “;”, as 20;50;100, not “1” (ssa.sweep)");
  assert_refused ("ssa.sweep", "20;20", WSC_ERROR_RANGE,
                  "Windows must be different whole numbers from 2 to 1000000 joined by “;”, as 20;50;100, not “20” (ssa.sweep)");
  assert_refused ("clusters.merges", "3+7;12", WSC_ERROR_RANGE, MERGES_MUST_BE "“12” (clusters.merges)");
  assert_refused ("clusters.merges", "3+3", WSC_ERROR_RANGE, MERGES_MUST_BE "“3+3” (clusters.merges)");
  assert_refused ("clusters.merges", "0+1", WSC_ERROR_RANGE, MERGES_MUST_BE "“0+1” (clusters.merges)");
  assert_refused ("clusters.merges", "1+2;", WSC_ERROR_RANGE, MERGES_MUST_BE "“” (clusters.merges)");
  assert_refused ("clusters.count", "-1", WSC_ERROR_RANGE,
                  "Keep must be a whole number from 0 to 65536, not “-1” (clusters.count)");
  assert_refused ("study.title", "\xff", WSC_ERROR_FORMAT, "Title is not UTF-8 text (study.title)");
}

static void
test_ends_of_ranges (void)
{
  guint n;
  const WscOption *options = wsc_options (&n);

  for (guint i = 0; i < n; i++)
    {
      g_autoptr (WscStudy) study = wsc_study_new ();
      if (options[i].type != WSC_OPTION_INTEGER && options[i].type != WSC_OPTION_REAL)
        continue;
      double step = options[i].type == WSC_OPTION_INTEGER ? 1 : 1e-9;
      g_assert_true (wsc_option_set_number (&options[i], study, options[i].minimum, NULL));
      g_assert_true (wsc_option_set_number (&options[i], study, options[i].maximum, NULL));
      g_assert_false (wsc_option_set_number (&options[i], study, options[i].minimum - step, NULL));
      g_assert_false (wsc_option_set_number (&options[i], study, options[i].maximum + MAX (step, options[i].maximum * 1e-9), NULL));
      g_assert_false (wsc_option_set_number (&options[i], study, NAN, NULL));
      g_assert_false (wsc_option_set_number (&options[i], study, INFINITY, NULL));
      g_assert_cmpfloat (wsc_option_get_number (&options[i], study), ==, options[i].maximum);
    }
}

static void
test_numbers_ignore_the_locale (void)
{
  g_autoptr (WscStudy) study = wsc_study_new ();

  g_assert_true (wsc_study_set (study, "training.learning-rate=0.1", NULL));
  g_autofree char *text = wsc_option_get_text (wsc_option_find ("training.learning-rate"), study);
  g_assert_cmpstr (text, ==, "0.1");
  g_assert_true (wsc_option_set_number (wsc_option_find ("data.noise"), study, -0.0, NULL));
  g_autofree char *zero = wsc_option_get_text (wsc_option_find ("data.noise"), study);
  g_assert_cmpstr (zero, ==, "0");
}

/* --- --set ------------------------------------------------------------------ */

static void
assert_set_refused (const char *assignment, const char *message)
{
  g_autoptr (WscStudy) study = wsc_study_new ();
  g_autoptr (GError) error = NULL;

  g_assert_false (wsc_study_set (study, assignment, &error));
  g_assert_error (error, WSC_ERROR, WSC_ERROR_FORMAT);
  g_assert_cmpstr (error->message, ==, message);
}

static void
test_set (void)
{
  g_autoptr (WscStudy) study = wsc_study_new ();

  g_assert_true (wsc_study_set (study, " estimate.replicas = 7 ", NULL));
  g_assert_cmpint (study->estimate.replicas, ==, 7);
  g_assert_true (wsc_study_set (study, "study.title=a=b", NULL));
  g_assert_cmpstr (study->title, ==, "a=b");

  assert_set_refused ("estimate.replicas", "“estimate.replicas” is not of the form group.key=value");
  assert_set_refused ("estimate.replica=3", "There is no option “estimate.replica”; did you mean “estimate.replicas”?");
  assert_set_refused ("replicas=3", "There is no option “replicas”; did you mean “estimate.replicas”?");
  assert_set_refused ("training.replicas=3", "There is no option “training.replicas”; did you mean “estimate.replicas”?");
  assert_set_refused ("estimate.epochs=3", "There is no option “estimate.epochs”; did you mean “training.epochs”?");
  assert_set_refused ("learnig-rate=3", "There is no option “learnig-rate”; did you mean “training.learning-rate”?");
  assert_set_refused ("zzzzzzzzzz=3", "There is no option “zzzzzzzzzz”");
}

/* --- relevance --------------------------------------------------------------- */

static void
assert_relevant (const char *key, const char *assignment, gboolean expected)
{
  g_autoptr (WscStudy) study = wsc_study_new ();

  g_test_message ("%s after %s", key, assignment);
  g_assert_true (wsc_study_set (study, assignment, NULL));
  g_assert_cmpint (wsc_option_find (key)->is_relevant (study), ==, expected);
}

/* Of filling, which two options decide together. */
static void
test_relevance_of_filling (void)
{
  static const char *const keys[] = { "data.fill-window", "data.fill-rank" };

  for (guint i = 0; i < G_N_ELEMENTS (keys); i++)
    {
      const WscOption *option = wsc_option_find (keys[i]);
      g_autoptr (WscStudy) study = wsc_study_new ();

      g_assert_true (wsc_study_set (study, "data.missing=iterative", NULL));
      g_assert_false (option->is_relevant (study));
      g_assert_true (wsc_study_set (study, "data.source=co2", NULL));
      g_assert_true (option->is_relevant (study));
      g_assert_true (wsc_study_set (study, "data.missing=subspace", NULL));
      g_assert_true (option->is_relevant (study));
      g_assert_true (wsc_study_set (study, "data.missing=interpolate", NULL));
      g_assert_false (option->is_relevant (study));
      g_assert_true (wsc_study_set (study, "data.missing=iterative", NULL));
      g_assert_true (wsc_study_set (study, "data.source=file", NULL));
      g_assert_true (wsc_study_set (study, "data.task=classify", NULL));
      g_assert_false (option->is_relevant (study));
    }
}

/* Of networks and their data; of the series; of clusters and the reduction; of the view. */
static const struct
{
  const char *key, *assignment;
  gboolean relevant;
} relevance[] = {
  { "data.noise", "data.source=sine", TRUE }, { "data.noise", "data.source=ecg", FALSE },
  { "data.path", "data.source=file", TRUE }, { "data.path", "data.source=iris", FALSE },
  { "data.path", "data.source=mnist", TRUE }, { "data.scale", "data.source=mnist", FALSE },
  { "data.split", "data.source=mnist", TRUE }, { "model.layers", "model.path=a.npz", FALSE },
  { "data.missing", "data.source=co2", TRUE }, { "data.missing", "data.source=sine", FALSE },
  { "data.channels", "data.source=file", TRUE }, { "data.channels", "data.source=airpassengers", TRUE },
  { "data.channels", "data.source=sine", FALSE }, { "data.channels", "data.source=iris", FALSE },
  { "data.window", "data.source=sine", TRUE }, { "data.window", "data.source=iris", FALSE },
  { "data.horizon", "data.task=restore", FALSE }, { "data.horizon", "data.task=restore-longer", TRUE },
  { "data.horizon", "data.task=restore-longer-back", TRUE }, { "data.horizon", "data.task=forecast", TRUE },
  { "training.momentum", "training.optimizer=momentum", TRUE }, { "training.momentum", "training.optimizer=adam", FALSE },
  { "training.average-from", "training.optimizer=averaged-sgd", TRUE },
  { "training.average-from", "training.optimizer=sgd", FALSE }, { "estimate.block", "estimate.resample=block", TRUE },
  { "estimate.block", "estimate.resample=auto", FALSE }, { "estimate.subset-share", "estimate.resample=subset", TRUE },
  { "estimate.signal-rank", "estimate.resample=auto", TRUE }, { "estimate.signal-rank", "data.source=iris", FALSE },
  { "estimate.signal-rank", "estimate.resample=iid", FALSE }, { "estimate.bias", "estimate.side=incoming", TRUE },
  { "estimate.bias", "estimate.side=outgoing", FALSE }, { "estimate.bias", "model.bias=false", FALSE },
  { "data.window", "study.subject=series", FALSE }, { "data.window", "study.subject=both", TRUE },
  { "data.scale", "study.subject=series", FALSE }, { "data.split", "study.subject=neurons", TRUE },
  { "data.test-share", "study.subject=series", FALSE }, { "ssa.leading", "ssa.window=500", FALSE },
  { "ssa.leading", "ssa.window=501", TRUE }, { "ssa.channel", "data.channels=2", FALSE },
  { "ssa.channel", "data.channels=", FALSE }, { "ssa.channel", "ssa.channel=2", TRUE },
  { "ssa.groups", "ssa.grouping=manual", TRUE }, { "ssa.groups", "ssa.grouping=period", FALSE },
  { "ssa.cut", "ssa.grouping=correlation", TRUE }, { "ssa.cut", "ssa.grouping=period", FALSE },
  { "ssa.trend-period", "ssa.grouping=period", TRUE }, { "ssa.trend-period", "ssa.grouping=correlation", FALSE },
  { "ssa.method", "ssa.forecast=5", TRUE }, { "ssa.replicas", "ssa.forecast=0", FALSE }, { "ssa.level", "ssa.forecast=5", TRUE },
  { "ssa.level", "ssa.suggest=surrogates", TRUE }, { "ssa.level", "ssa.suggest=gap", FALSE },
  { "ssa.sweep-step", "ssa.sweep=20", TRUE }, { "ssa.sweep-step", "ssa.sweep=", FALSE },
  { "clusters.count", "clusters.method=communities", FALSE }, { "clusters.count", "clusters.method=ward", TRUE },
  { "clusters.method", "reduction.method=variance", FALSE }, { "clusters.merges", "reduction.method=qpfs", FALSE },
  { "reduction.network", "reduction.from=mean", FALSE }, { "reduction.network", "reduction.from=published", TRUE },
  { "reduction.bias-weight", "model.bias=false", FALSE }, { "reduction.similarity", "reduction.method=qpfs", TRUE },
  { "reduction.similarity", "reduction.method=variance", FALSE }, { "reduction.refit", "reduction.method=variance", FALSE },
  { "reduction.repeats", "reduction.step=0", FALSE }, { "view.axes", "view.projection=axes", TRUE },
  { "view.axes", "view.projection=pca", FALSE }, { "view.tour-position", "view.projection=tour", TRUE },
  { "view.tour-seed", "view.projection=pca-total", FALSE }, { "view.palette", "view.colour=neuron", TRUE },
  { "view.ramp", "view.colour=volume", TRUE }, { "view.ramp", "view.colour=index", FALSE },
  { "view.extent", "view.shape=surface", TRUE }, { "view.extent", "view.shape=ellipsoids", FALSE },
  { "view.opacity", "view.style=glass", TRUE }, { "view.opacity", "view.style=outline", FALSE },
  { "view.clip-at", "view.clip=camera", TRUE }, { "view.clip-invert", "view.clip=off", FALSE },
};

static void
test_relevance (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (relevance); i++)
    assert_relevant (relevance[i].key, relevance[i].assignment, relevance[i].relevant);
}

/* Each method's options, whether it is the study's own or one that is compared; letters as in `methods`. */
static void
test_relevance_of_methods (void)
{
  static const char *const methods[] = { "bootstrap", "sandwich", "sandwich-online", "batch-means", "variational", "swag" };
  static const struct { const char *key, *of; } cases[] = {
    { "estimate.replicas", "b" },     { "estimate.resample", "b" },   { "estimate.start", "b" },
    { "estimate.hessian", "so" },     { "estimate.lags", "s" },      { "estimate.polish", "s" },
    { "estimate.blocks", "som" },     { "estimate.conditional", "som" }, { "estimate.floor", "som" },
    { "estimate.root-n", "somvg" },   { "estimate.path-rate", "omg" }, { "estimate.decay", "om" },
    { "estimate.burn-in", "omg" },    { "estimate.family", "v" },     { "estimate.rank", "g" },
    { "estimate.deterministic", "v" }, { "estimate.beta", "v" },      { "estimate.prior", "v" },
    { "estimate.noise", "v" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    for (guint j = 0; j < G_N_ELEMENTS (methods); j++)
      {
        const gboolean expected = strchr (cases[i].of, "bsomvg"[j]) != NULL;
        g_autofree char *own = g_strconcat ("estimate.method=", methods[j], NULL);
        g_autofree char *compared = g_strconcat ("estimate.methods=", methods[j], NULL);

        assert_relevant (cases[i].key, own, expected);
        assert_relevant (cases[i].key, compared, expected || *cases[i].of == 'b');
      }
  assert_relevant ("view.overlay", "estimate.methods=swag", TRUE);
  assert_relevant ("view.overlay", "estimate.method=swag", FALSE);
  assert_relevant ("view.own-scale", "estimate.methods= sandwich ; swag", TRUE);
}

static void
test_relevance_of_rank (void)
{
  const WscOption *rank = wsc_option_find ("estimate.rank");
  g_autoptr (WscStudy) study = wsc_study_new ();

  g_assert_true (wsc_study_set (study, "estimate.family=low-rank", NULL));
  g_assert_false (rank->is_relevant (study));
  g_assert_true (wsc_study_set (study, "estimate.methods=sandwich; variational", NULL));
  g_assert_true (rank->is_relevant (study));
  g_assert_true (wsc_study_set (study, "estimate.family=diagonal", NULL));
  g_assert_false (rank->is_relevant (study));
}

/* The cards that the help has, and of them those of methods that no option belongs to. */
static void
test_every_option_has_a_card (void)
{
  static const char *const known[]
    = { "windows-and-samples", "data-files", "scaling-and-split", "ssa", "ssa-window", "ssa-grouping", "w-correlation", "ssa-forecast",
        "ssa-gaps", "ssa-errors", "ssa-suggest", "perceptron", "autoencoder", "training", "trained-networks", "bootstrap", "alignment",
        "neurons", "regions", "hessian-sandwich", "path-sandwich", "variational", "swag", "calibration", "comparison", "projection",
        "grand-tour", "density-surface", "drawing-styles", "colours", "camera", "distances", "k-means", "communities",
        "cluster-count", "replacement", "smaller-network", "qpfs", "reduction-curve", "seeds-and-reproducibility", "as-published", NULL };
  g_autoptr (GHashTable) used = g_hash_table_new (g_str_hash, g_str_equal);
  guint n;
  const WscOption *options = wsc_options (&n);

  for (guint i = 0; i < n; i++)
    {
      const char *card = wsc_option_get_card (&options[i]);
      g_test_message ("%s: %s", options[i].key, card);
      g_assert_nonnull (card);
      g_assert_true (g_strv_contains (known, card));
      g_hash_table_add (used, (gpointer) card);
    }
  for (guint i = 0; known[i] != NULL; i++)
    {
      g_test_message ("%s", known[i]);
      g_assert_true (g_hash_table_contains (used, known[i]));
    }
  g_assert_cmpstr (wsc_option_get_card (wsc_option_find ("ssa.window")), ==, "ssa-window");
  g_assert_cmpstr (wsc_option_get_card (wsc_option_find ("estimate.methods")), ==, "comparison");
  g_assert_cmpstr (wsc_option_get_card (wsc_option_find ("view.fog")), ==, "drawing-styles");
}

static void
test_ranges_in_words (void)
{
  const struct { const char *key, *range; } cases[]
    = { { "ssa.window", "0 .. 1000000 values" }, { "view.level", "0.01 .. 0.999" }, { "view.orthographic", "true | false" },
        { "ssa.kind", "basic | toeplitz" }, { "model.path", "a path" }, { "ssa.components", "text" } };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *range = wsc_option_dup_range (wsc_option_find (cases[i].key));
      g_assert_cmpstr (range, ==, cases[i].range);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/study/options/table-is-whole", test_table_is_whole);
  g_test_add_func ("/study/options/keys-that-are-fixed", test_keys_that_are_fixed);
  g_test_add_func ("/study/options/choices-match-their-enums", test_choices_match_their_enums);
  g_test_add_func ("/study/options/defaults-are-canonical", test_defaults_are_canonical);
  g_test_add_func ("/study/options/text-comes-back", test_text_comes_back);
  g_test_add_func ("/study/options/set-changes-one-field", test_set_changes_one_field);
  g_test_add_func ("/study/options/refusals-are-plain", test_refusals_are_plain);
  g_test_add_func ("/study/options/ends-of-ranges", test_ends_of_ranges);
  g_test_add_func ("/study/options/numbers-ignore-the-locale", test_numbers_ignore_the_locale);
  g_test_add_func ("/study/options/set", test_set);
  g_test_add_func ("/study/options/relevance", test_relevance);
  g_test_add_func ("/study/options/relevance-of-filling", test_relevance_of_filling);
  g_test_add_func ("/study/options/relevance-of-methods", test_relevance_of_methods);
  g_test_add_func ("/study/options/relevance-of-rank", test_relevance_of_rank);
  g_test_add_func ("/study/options/every-option-has-a-card", test_every_option_has_a_card);
  g_test_add_func ("/study/options/ranges-in-words", test_ranges_in_words);
  return g_test_run ();
}
