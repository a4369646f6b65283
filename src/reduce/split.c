/* Samples held out from training, in two: those that choose and those that report. */
#include "reduce/reduce-private.h"

#include <glib/gi18n-lib.h>
#include <math.h>
#include <string.h>

/* At least one of both where there are two. */
static gsize
count_validation (gsize n, double share)
{
  const gsize rounded = (gsize) floor ((double) n * share + 0.5);

  if (!(share > 0) || n < 2)
    return 0;
  return CLAMP (rounded, 1, n - 1);
}

static void
draw (guint32 *items, gsize n, double share, guint64 seed, guint32 stream, guint8 *in_validation)
{
  const gsize n_validation = count_validation (n, share);
  WscRandom random;

  wsc_random_init (&random, seed, "reduce.validation", stream);
  wsc_random_shuffle (&random, items, n);
  for (gsize i = 0; i < n_validation; i++)
    in_validation[items[i]] = 1;
}

/* Positions in `test` of one class. */
static gboolean
draw_of_each_class (WscDataset *dataset, const guint32 *test, gsize n, double share, guint64 seed, guint8 *in_validation, GError **error)
{
  const guint32 *classes = wsc_dataset_get_classes (dataset);
  g_autofree guint32 *items = g_new (guint32, n + 1);

  for (guint c = 0; c < wsc_dataset_get_n_classes (dataset) && n > 0; c++)
    {
      gsize count = 0;

      for (gsize i = 0; i < n; i++)
        if (classes[test[i]] == c)
          items[count++] = (guint32) i;
      if (count == 0)
        {
          g_set_error (error, WSC_ERROR, WSC_ERROR_RANGE,
                       _("No sample of class “%s” is held out from training, so that nothing tells what removing neurons costs it: at "
                         "least 1 (data.test-share, data.split)"),
                       wsc_dataset_get_class_names (dataset)[c]);
          return FALSE;
        }
      draw (items, count, share, seed, c, in_validation);
    }
  return TRUE;
}

/* Neighbouring windows share values, but only those at the one cut between earlier and later. */
static void
draw_any (WscDataset *dataset, gsize n, double share, guint64 seed, guint8 *in_validation)
{
  g_autofree guint32 *items = g_new (guint32, n + 1);

  if (wsc_dataset_is_series (dataset))
    {
      memset (in_validation, 1, count_validation (n, share));
      return;
    }
  for (gsize i = 0; i < n; i++)
    items[i] = (guint32) i;
  draw (items, n, share, seed, 0, in_validation);
}

gboolean
wsc_reduce_split_init (WscReduceSplit *self, WscDataset *dataset, double share, guint64 seed, GError **error)
{
  gsize n_train, n_test;
  const guint32 *train = wsc_dataset_get_train (dataset, &n_train), *test = wsc_dataset_get_test (dataset, &n_test);
  g_autofree guint8 *in_validation = g_new0 (guint8, n_test + 1);

  *self = (WscReduceSplit){ .n = { n_train } };
  if (wsc_dataset_get_classes (dataset) == NULL)
    draw_any (dataset, n_test, share, seed, in_validation);
  else if (!draw_of_each_class (dataset, test, n_test, share, seed, in_validation, error))
    return FALSE;
  self->indices[WSC_PART_TRAIN] = g_memdup2 (train, n_train * sizeof *train);
  self->indices[WSC_PART_VALIDATION] = g_new (guint32, n_test + 1);
  self->indices[WSC_PART_TEST] = g_new (guint32, n_test + 1);
  for (gsize i = 0; i < n_test; i++)
    {
      const WscPart part = in_validation[i] ? WSC_PART_VALIDATION : WSC_PART_TEST;

      self->indices[part][self->n[part]++] = test[i];
    }
  return TRUE;
}

void
wsc_reduce_split_clear (WscReduceSplit *self)
{
  for (guint i = 0; i < WSC_N_PARTS; i++)
    g_clear_pointer (&self->indices[i], g_free);
}
