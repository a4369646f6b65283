/* Stage keys: a change of an option makes its own stage and those after it stale, and nothing before. */
#include <string.h>
#include <glib/gstdio.h>

#include "random-study.h"
#include "study/study-private.h"

typedef struct
{
  char *keys[WSC_N_STAGES];
} Keys;

/* The chain as the pipeline builds it, with the digest of the data given. */
static void
keys_of (Keys *self, const WscStudy *study, const char *digest)
{
  self->keys[WSC_STAGE_NONE] = NULL;
  self->keys[WSC_STAGE_DATA] = wsc_stage_key (study, WSC_STAGE_DATA, NULL, NULL);
  self->keys[WSC_STAGE_TRAIN] = wsc_stage_key (study, WSC_STAGE_TRAIN, self->keys[WSC_STAGE_DATA], digest);
  self->keys[WSC_STAGE_ESTIMATE] = wsc_stage_key (study, WSC_STAGE_ESTIMATE, self->keys[WSC_STAGE_TRAIN], NULL);
  self->keys[WSC_STAGE_VIEW] = wsc_stage_key (study, WSC_STAGE_VIEW, self->keys[WSC_STAGE_ESTIMATE], NULL);
}

static void
clear (Keys *self)
{
  for (guint i = 0; i < WSC_N_STAGES; i++)
    g_free (self->keys[i]);
}

/* The first stage whose key differs; WSC_STAGE_NONE if none does. Those after it must all differ. */
static WscStage
first_stale (const WscStudy *a, const WscStudy *b)
{
  Keys x, y;
  WscStage first = WSC_STAGE_NONE;

  keys_of (&x, a, "digest");
  keys_of (&y, b, "digest");
  for (guint i = WSC_STAGE_DATA; i < WSC_N_STAGES; i++)
    {
      gboolean differs = !g_str_equal (x.keys[i], y.keys[i]);
      if (differs && first == WSC_STAGE_NONE)
        first = i;
      g_assert_cmpint (differs, ==, first != WSC_STAGE_NONE);
    }
  clear (&x);
  clear (&y);
  return first;
}

/* Under each of these, some options have an effect and others none. */
static const char *const circumstances[] = {
  "", "data.source=file", "data.source=file data.task=classify", "data.source=iris data.task=restore", "data.task=forecast",
  "training.optimizer=momentum", "training.optimizer=averaged-sgd", "estimate.resample=block",
  "estimate.resample=subset", "estimate.side=outgoing", "view.projection=axes", NULL,
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

static gboolean
has_effect (const WscOption *option, const WscStudy *study)
{
  return option->is_relevant == NULL || option->is_relevant (study);
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
          if (!has_effect (&options[i], plain) && change_option (&options[i], study))
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

        if (!has_effect (&options[i], plain) || !change_option (&options[i], study))
          continue;
        g_test_message ("%s under “%s”", options[i].key, circumstances[k]);
        g_assert_cmpint (first_stale (plain, study), ==, options[i].stage);
        g_assert_true (wsc_option_set_text (&options[i], study, initial, NULL));
        g_assert_cmpint (first_stale (plain, study), ==, WSC_STAGE_NONE);
      }
}

/* What the stages read, as their settings say: this must not drift from the table. */
static void
test_stages_of_groups (void)
{
  static const char *const estimate[]
    = { "estimate.align", "estimate.layer", "estimate.side", "estimate.bias", NULL };
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
        expected = g_strv_contains (estimate, key) ? WSC_STAGE_ESTIMATE : WSC_STAGE_TRAIN;
      else if (g_str_has_prefix (key, "view."))
        expected = WSC_STAGE_VIEW;
      g_assert_cmpint (options[i].stage, ==, expected);
    }
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
  g_test_add_func ("/study/keys/digest", test_digest_makes_training_stale);
  g_test_add_func ("/study/keys/texts-do-not-mix", test_texts_do_not_mix);
  g_test_add_func ("/study/keys/stamp", test_stamp_follows_the_file);
  return g_test_run ();
}
