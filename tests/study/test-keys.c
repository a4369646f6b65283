/* Stage keys: a change of an option makes its own stage and those after it stale, and nothing before. */
#include <string.h>
#include <glib/gstdio.h>

#include "random-study.h"
#include "study/study-private.h"

typedef struct
{
  char *keys[WSC_N_STAGES];
} Keys;

/* What each stage rests on; NONE: on the numbers of the series, or on nothing before it. */
static const WscStage upstream[WSC_N_STAGES] = {
  [WSC_STAGE_TRAIN] = WSC_STAGE_DATA,       [WSC_STAGE_ESTIMATE] = WSC_STAGE_TRAIN,  [WSC_STAGE_COMPARE] = WSC_STAGE_ESTIMATE,
  [WSC_STAGE_VIEW] = WSC_STAGE_COMPARE,
  [WSC_STAGE_CURVE] = WSC_STAGE_DECOMPOSE,  [WSC_STAGE_CHOOSE] = WSC_STAGE_CURVE,    [WSC_STAGE_GROUP] = WSC_STAGE_CURVE,
  [WSC_STAGE_FORECAST] = WSC_STAGE_CHOOSE,  [WSC_STAGE_SUGGEST] = WSC_STAGE_CURVE,
  [WSC_STAGE_PREPARE] = WSC_STAGE_ESTIMATE, [WSC_STAGE_COMMUNITIES] = WSC_STAGE_PREPARE, [WSC_STAGE_DISTANCES] = WSC_STAGE_PREPARE,
  [WSC_STAGE_PARTITION] = WSC_STAGE_DISTANCES, [WSC_STAGE_CLUSTER] = WSC_STAGE_PARTITION, [WSC_STAGE_REDUCE] = WSC_STAGE_CLUSTER,
  [WSC_STAGE_COUNT] = WSC_STAGE_PARTITION,  [WSC_STAGE_TRADE] = WSC_STAGE_PARTITION,
};

/* The keys as the pipeline builds them, with the digest of the data given. */
static void
keys_of (Keys *self, const WscStudy *study, const char *digest)
{
  self->keys[WSC_STAGE_NONE] = NULL;
  for (WscStage stage = WSC_STAGE_DATA; stage < WSC_N_STAGES; stage++)
    self->keys[stage] = wsc_stage_key (study, stage, self->keys[upstream[stage]], stage == WSC_STAGE_TRAIN ? digest : NULL);
}

static void
clear (Keys *self)
{
  for (guint i = 0; i < WSC_N_STAGES; i++)
    g_free (self->keys[i]);
}

static gboolean
rests_on (WscStage stage, WscStage other)
{
  while (stage != other && stage != WSC_STAGE_NONE)
    stage = upstream[stage];
  return stage == other;
}

/* Where keys may differ though nothing was changed that the stage reads: other data may have one channel more or less,
 * which hides ssa.channel; and red noise shows ssa.level, which the key of a forecast without bands then holds. */
static gboolean
is_beside (const WscStudy *a, const WscStudy *b, WscStage first, WscStage stage)
{
  return (first == WSC_STAGE_DATA && wsc_stage_is_series (stage))
         || (stage == WSC_STAGE_FORECAST && a->ssa.suggest != b->ssa.suggest);
}

/* The first stage whose key differs; WSC_STAGE_NONE if none does. Those that rest on it must all differ, and no others. */
static WscStage
first_stale (const WscStudy *a, const WscStudy *b)
{
  Keys x, y;
  WscStage first = WSC_STAGE_NONE;

  keys_of (&x, a, "digest");
  keys_of (&y, b, "digest");
  for (WscStage i = WSC_STAGE_DATA; i < WSC_N_STAGES; i++)
    {
      gboolean differs = !g_str_equal (x.keys[i], y.keys[i]);
      if (is_beside (a, b, first, i))
        continue;
      if (differs && first == WSC_STAGE_NONE)
        first = i;
      g_assert_cmpint (differs, ==, first != WSC_STAGE_NONE && rests_on (i, first));
    }
  clear (&x);
  clear (&y);
  return first;
}

/* Under each of these, some options have an effect and others none. */
static const char *const circumstances[] = {
  "", "data.source=file", "data.source=file data.task=classify", "data.source=co2 data.missing=subspace", "data.source=file data.path=a.npz data.task=classify", "data.source=mnist data.task=classify", "data.source=iris data.task=restore", "data.task=forecast",
  "training.optimizer=momentum", "training.optimizer=averaged-sgd", "estimate.resample=block",
  "estimate.resample=subset", "estimate.side=outgoing", "view.projection=axes", "view.projection=tour view.colour=trace", "view.style=glass view.clip=x", "view.shape=surface", "study.subject=series",
  "ssa.window=800", "data.source=co2 data.channels=2", "ssa.grouping=correlation", "ssa.grouping=period",
  "ssa.forecast=9", "ssa.suggest=surrogates", "ssa.sweep=20;30",
  "estimate.method=sandwich", "estimate.method=sandwich-online estimate.methods=bootstrap", "estimate.method=batch-means",
  "estimate.method=variational estimate.family=low-rank", "estimate.method=swag estimate.methods=variational",
  "estimate.methods=sandwich;sandwich-online;batch-means;variational;swag",
  "reduction.method=qpfs", "clusters.method=communities", "clusters.method=ward reduction.step=0", "reduction.from=own", NULL,
};

static WscStudy *
study_under (const char *circumstance)
{
  g_auto (GStrv) assignments = g_strsplit (circumstance, " ", -1);
  WscStudy *study = wsc_study_new ();

  for (guint i = 0; assignments[i] != NULL; i++)
    if (*assignments[i] != '\0')
      g_assert_true (wsc_study_set (study, assignments[i], NULL));
  return study;
}

/* The subject has no stage, but says which options of the data have an effect. */
static gboolean
is_subject (const WscOption *option)
{
  return g_str_equal (option->key, "study.subject");
}

static gboolean
has_effect (const WscOption *option, const WscStudy *study)
{
  return option->is_relevant == NULL || option->is_relevant (study);
}

/* What only the methods compared read is their comparison's. */
static WscStage
get_stage (const WscOption *option, const WscStudy *study)
{
  g_autoptr (WscStudy) alone = wsc_study_copy (study);

  g_free (alone->estimate.methods);
  alone->estimate.methods = g_strdup ("");
  if (option->stage == WSC_STAGE_TRAIN || option->stage == WSC_STAGE_ESTIMATE)
    return has_effect (option, alone) ? option->stage : WSC_STAGE_COMPARE;
  return option->stage;
}

/* A changed option makes its stage stale, and nothing where it has no effect; each has one somewhere. */
static void
test_every_option (void)
{
  guint n;
  const WscOption *options = wsc_options (&n);

  for (guint i = 0; i < n; i++)
    {
      gboolean effect = FALSE;

      for (guint k = 0; circumstances[k] != NULL; k++)
        {
          g_autoptr (WscStudy) plain = study_under (circumstances[k]);
          g_autoptr (WscStudy) study = study_under (circumstances[k]);

          g_test_message ("%s under “%s”", options[i].key, circumstances[k]);
          if (!has_effect (&options[i], plain) && change_option (&options[i], study) && !has_effect (&options[i], study))
            g_assert_cmpint (first_stale (plain, study), ==, WSC_STAGE_NONE);
          effect |= has_effect (&options[i], plain);
        }
      g_assert_true (effect);
    }
}

static void
test_every_stage (void)
{
  guint n;
  const WscOption *options = wsc_options (&n);

  for (guint i = 0; i < n; i++)
    for (guint k = 0; circumstances[k] != NULL; k++)
      {
        g_autoptr (WscStudy) plain = study_under (circumstances[k]);
        g_autoptr (WscStudy) study = study_under (circumstances[k]);
        g_autofree char *initial = wsc_option_get_text (&options[i], plain);

        if (is_subject (&options[i]) || !has_effect (&options[i], plain) || !change_option (&options[i], study))
          continue;
        g_test_message ("%s under “%s”", options[i].key, circumstances[k]);
        g_assert_cmpint (first_stale (plain, study), ==, get_stage (&options[i], plain));
        g_assert_true (wsc_option_set_text (&options[i], study, initial, NULL));
        g_assert_cmpint (first_stale (plain, study), ==, WSC_STAGE_NONE);
      }
}

/* What the stages read, as their settings say: this must not drift from the table. */
static void
test_stages_of_groups (void)
{
  static const char *const train[]
    = { "estimate.method", "estimate.replicas", "estimate.resample", "estimate.block", "estimate.subset-share",
        "estimate.signal-window", "estimate.signal-rank", "estimate.start", NULL };
  static const char *const compare[] = { "estimate.methods", "estimate.calibrate", NULL };
  static const struct { const char *key; WscStage stage; } series[]
    = { { "ssa.window", WSC_STAGE_DECOMPOSE }, { "ssa.kind", WSC_STAGE_DECOMPOSE }, { "ssa.leading", WSC_STAGE_DECOMPOSE },
        { "ssa.channel", WSC_STAGE_CURVE }, { "ssa.mape", WSC_STAGE_CURVE }, { "ssa.components", WSC_STAGE_CHOOSE },
        { "ssa.grouping", WSC_STAGE_GROUP }, { "ssa.groups", WSC_STAGE_GROUP }, { "ssa.cut", WSC_STAGE_GROUP },
        { "ssa.trend-period", WSC_STAGE_GROUP }, { "ssa.forecast", WSC_STAGE_FORECAST }, { "ssa.method", WSC_STAGE_FORECAST },
        { "ssa.replicas", WSC_STAGE_FORECAST }, { "ssa.level", WSC_STAGE_FORECAST }, { "ssa.suggest", WSC_STAGE_SUGGEST },
        { "ssa.sweep", WSC_STAGE_SWEEP }, { "ssa.sweep-step", WSC_STAGE_SWEEP }, { "ssa.landscape", WSC_STAGE_LANDSCAPE },
        { "clusters.method", WSC_STAGE_PARTITION }, { "clusters.metric", WSC_STAGE_DISTANCES }, { "clusters.count", WSC_STAGE_CLUSTER },
        { "clusters.restarts", WSC_STAGE_PARTITION }, { "clusters.overlap", WSC_STAGE_COMMUNITIES },
        { "clusters.resolution", WSC_STAGE_COMMUNITIES }, { "clusters.suggest", WSC_STAGE_COUNT }, { "clusters.merges", WSC_STAGE_CLUSTER },
        { "reduction.method", WSC_STAGE_PARTITION }, { "reduction.from", WSC_STAGE_PREPARE }, { "reduction.network", WSC_STAGE_PREPARE },
        { "reduction.bias-weight", WSC_STAGE_PREPARE }, { "reduction.similarity", WSC_STAGE_REDUCE }, { "reduction.refit", WSC_STAGE_REDUCE },
        { "reduction.fine-tune", WSC_STAGE_REDUCE }, { "reduction.validation-share", WSC_STAGE_PREPARE },
        { "reduction.repeats", WSC_STAGE_TRADE }, { "reduction.step", WSC_STAGE_TRADE } };
  guint n;
  const WscOption *options = wsc_options (&n);

  for (guint i = 0; i < n; i++)
    {
      const char *key = options[i].key;
      WscStage expected = WSC_STAGE_NONE;
      if (g_str_has_prefix (key, "data.") || g_str_equal (key, "study.seed"))
        expected = WSC_STAGE_DATA;
      else if (g_str_has_prefix (key, "model.") || g_str_has_prefix (key, "training."))
        expected = WSC_STAGE_TRAIN;
      else if (g_str_has_prefix (key, "estimate."))
        expected = g_strv_contains (train, key)     ? WSC_STAGE_TRAIN
                   : g_strv_contains (compare, key) ? WSC_STAGE_COMPARE
                                                    : WSC_STAGE_ESTIMATE;
      else if (g_str_has_prefix (key, "view."))
        expected = WSC_STAGE_VIEW;
      for (guint j = 0; j < G_N_ELEMENTS (series); j++)
        if (g_str_equal (key, series[j].key))
          expected = series[j].stage;
      g_assert_cmpint (options[i].stage, ==, expected);
    }
}

/* To and fro it changes nothing of the series, and of the networks only what is theirs alone. */
static void
test_subject (void)
{
  g_autoptr (WscStudy) neurons = wsc_study_new ();
  g_autoptr (WscStudy) both = study_under ("study.subject=both");
  g_autoptr (WscStudy) series = study_under ("study.subject=series");
  g_autoptr (WscStudy) table = study_under ("data.source=iris");
  g_autoptr (WscStudy) table_of_series = study_under ("data.source=iris study.subject=series");

  g_assert_cmpint (first_stale (neurons, both), ==, WSC_STAGE_NONE);
  g_assert_cmpint (first_stale (neurons, series), ==, WSC_STAGE_DATA);
  g_assert_cmpint (first_stale (table, table_of_series), ==, WSC_STAGE_NONE);
}

static void
test_digest_makes_training_stale (void)
{
  g_autoptr (WscStudy) study = wsc_study_new ();
  Keys a, b;

  keys_of (&a, study, "one");
  keys_of (&b, study, "two");
  g_assert_cmpstr (a.keys[WSC_STAGE_DATA], ==, b.keys[WSC_STAGE_DATA]);
  g_assert_cmpstr (a.keys[WSC_STAGE_TRAIN], !=, b.keys[WSC_STAGE_TRAIN]);
  g_assert_cmpstr (a.keys[WSC_STAGE_VIEW], !=, b.keys[WSC_STAGE_VIEW]);
  g_assert_cmpuint (strlen (a.keys[WSC_STAGE_DATA]), ==, 64);
  clear (&a);
  clear (&b);
}

/* Texts cannot run into each other: a line break in one is not the beginning of the next. */
static void
test_texts_do_not_mix (void)
{
  g_autoptr (WscStudy) a = wsc_study_new ();
  g_autoptr (WscStudy) b = wsc_study_new ();

  a->data.source = b->data.source = WSC_SOURCE_FILE;
  g_assert_true (wsc_option_set_text (wsc_option_find ("data.path"), a, "x\ndata.header=no", NULL));
  g_assert_true (wsc_option_set_text (wsc_option_find ("data.path"), b, "x", NULL));
  g_assert_true (wsc_study_set (b, "data.header=no", NULL));
  g_assert_cmpint (first_stale (a, b), ==, WSC_STAGE_DATA);
}

static void
test_stamp_follows_the_file (void)
{
  g_autofree char *folder = g_dir_make_tmp ("wsc-keys-XXXXXX", NULL);
  g_autofree char *path = g_build_filename (folder, "a.csv", NULL);
  g_autoptr (WscStudy) study = wsc_study_new ();

  g_assert_null (wsc_source_stamp (study));
  g_assert_true (wsc_study_set (study, "data.source=file", NULL));
  g_assert_true (wsc_study_set (study, "data.path=a.csv", NULL));
  study->directory = g_strdup (folder);
  g_assert_null (wsc_source_stamp (study));
  g_assert_true (g_file_set_contents (path, "1\n2\n", -1, NULL));
  g_autofree char *first = wsc_source_stamp (study);
  g_autofree char *again = wsc_source_stamp (study);
  g_assert_nonnull (first);
  g_assert_cmpstr (first, ==, again);
  g_assert_true (g_file_set_contents (path, "1\n2\n3\n", -1, NULL));
  g_autofree char *changed = wsc_source_stamp (study);
  g_assert_cmpstr (first, !=, changed);
  g_remove (path);
  g_rmdir (folder);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/study/keys/every-option", test_every_option);
  g_test_add_func ("/study/keys/every-stage", test_every_stage);
  g_test_add_func ("/study/keys/stages-of-groups", test_stages_of_groups);
  g_test_add_func ("/study/keys/subject", test_subject);
  g_test_add_func ("/study/keys/digest", test_digest_makes_training_stale);
  g_test_add_func ("/study/keys/texts-do-not-mix", test_texts_do_not_mix);
  g_test_add_func ("/study/keys/stamp", test_stamp_follows_the_file);
  return g_test_run ();
}
