#include "data/dataset-private.h"

#include <glib/gi18n-lib.h>
#include <math.h>

/* The test set's size: the share, rounded, of n; at least one and not all where there is a share. */
static gsize
count_test (gsize n, double share)
{
  const gsize rounded = (gsize) floor ((double) n * share + 0.5);

  if (share <= 0 || n < 2)
    return 0;
  return CLAMP (rounded, 1, n - 1);
}

/* train = first … last of n in order, in_test[i] saying which go to the test. */
static void
collect (WscDataset *d, const guint8 *in_test)
{
  gsize n_test = 0;

  for (gsize i = 0; i < d->n_samples; i++)
    n_test += in_test[i];
  d->train = g_new (guint32, d->n_samples - n_test);
  d->test = g_new (guint32, n_test);
  for (gsize i = 0; i < d->n_samples; i++)
    {
      if (in_test[i])
        d->test[d->n_test++] = (guint32) i;
      else
        d->train[d->n_train++] = (guint32) i;
    }
}

/* Marks a random n_test of the n samples listed; `items` is shuffled. */
static void
draw (WscRandom *random, guint32 *items, gsize n, gsize n_test, guint8 *in_test)
{
  wsc_random_shuffle (random, items, n);
  for (gsize i = 0; i < n_test; i++)
    in_test[items[i]] = 1;
}

static void
draw_any (WscBuild *build, guint8 *in_test)
{
  const gsize n = build->dataset->n_samples;
  g_autofree guint32 *items = g_new (guint32, n);
  WscRandom random;

  for (gsize i = 0; i < n; i++)
    items[i] = (guint32) i;
  wsc_random_init (&random, build->seed, "data.split", 0);
  draw (&random, items, n, count_test (n, build->settings->test_share), in_test);
}

/* The same share of each class, so that no class is absent from either part by chance. */
static void
draw_of_each_class (WscBuild *build, guint8 *in_test)
{
  const WscDataset *d = build->dataset;
  g_autofree guint32 *items = g_new (guint32, d->n_samples);

  for (guint c = 0; c < d->n_classes; c++)
    {
      WscRandom random;
      gsize n = 0;

      for (gsize i = 0; i < d->n_samples; i++)
        if (d->classes[i] == c)
          items[n++] = (guint32) i;
      wsc_random_init (&random, build->seed, "data.split", c);
      draw (&random, items, n, count_test (n, build->settings->test_share), in_test);
    }
}

#define THE_LAST N_("Samples: %zu for training, %zu for the test, the last ones")

/* `sentence` has the sizes of both parts, and may have how many samples are in neither. */
static void
note_split (WscBuild *build, const char *sentence, gsize n_left_out)
{
  const WscDataset *d = build->dataset;

  if (build->settings->alone)
    return;
  if (d->n_test == 0)
    wsc_build_note (build, _("Samples: %zu, all for training"), d->n_train);
  else
    wsc_build_note (build, sentence, d->n_train, d->n_test, n_left_out);
}

/* The last windows are for the test, and no window for training shares a value with one of them. */
static gboolean
split_at_end (WscBuild *build, gsize span, GError **error)
{
  WscDataset *d = build->dataset;
  const gsize n = d->n_samples, n_test = count_test (n, build->settings->test_share);
  const gsize first_test = n - n_test, n_train = first_test >= span ? first_test - span + 1 : 0;
  gsize n_left_out;

  if (n_test > 0 && n_train == 0)
    {
      g_set_error (
          error, WSC_ERROR, WSC_ERROR_RANGE,
          _("data.test-share is %g, which leaves no window for training: %zu of %zu windows are for the test, and "
             "those that overlap them (%zu values each) are left out; lower it, or shorten the window"),
          build->settings->test_share, n_test, n, span);
      return FALSE;
    }
  d->n_train = n_test > 0 ? n_train : n;
  d->n_test = n_test;
  d->train = g_new (guint32, d->n_train);
  d->test = g_new (guint32, d->n_test);
  for (gsize i = 0; i < d->n_train; i++)
    d->train[i] = (guint32) i;
  for (gsize i = 0; i < d->n_test; i++)
    d->test[i] = (guint32) (first_test + i);
  n_left_out = n - d->n_train - d->n_test;
  note_split (build,
              n_left_out == 0 ? _(THE_LAST)
                              : _("Samples: %zu for training, %zu for the test, the last ones; %zu that lie across the cut are left out"),
              n_left_out);
  return TRUE;
}

gboolean
wsc_build_split_series (WscBuild *build, gsize span, GError **error)
{
  g_autofree guint8 *in_test = NULL;

  if (build->settings->split != WSC_SPLIT_RANDOM)
    return split_at_end (build, span, error);
  in_test = g_new0 (guint8, build->dataset->n_samples);
  draw_any (build, in_test);
  collect (build->dataset, in_test);
  note_split (build, _("Samples: %zu for training, %zu for the test, drawn at random; they share values, so the test flatters"), 0);
  return TRUE;
}

gboolean
wsc_build_split_rows (WscBuild *build, GError **error)
{
  WscDataset *d = build->dataset;
  g_autofree guint8 *in_test = g_new0 (guint8, d->n_samples);

  if (build->settings->split == WSC_SPLIT_LAST)
    for (gsize i = d->n_samples - count_test (d->n_samples, build->settings->test_share); i < d->n_samples; i++)
      in_test[i] = 1;
  else if (d->n_classes > 0)
    draw_of_each_class (build, in_test);
  else
    draw_any (build, in_test);
  collect (d, in_test);
  note_split (build,
              build->settings->split == WSC_SPLIT_LAST ? _(THE_LAST)
              : d->n_classes > 0 ? _("Samples: %zu for training, %zu for the test, the same share of each class, drawn at random")
                                 : _("Samples: %zu for training, %zu for the test, drawn at random"),
              0);
  return TRUE;
}

void
wsc_build_split_given (WscBuild *build, gsize n_train)
{
  g_autofree guint8 *in_test = g_new0 (guint8, build->dataset->n_samples);

  for (gsize i = n_train; i < build->dataset->n_samples; i++)
    in_test[i] = 1;
  collect (build->dataset, in_test);
  note_split (build, _("Samples: %zu for training, %zu for the test, as the files have them"), 0);
}
