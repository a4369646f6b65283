#include "study/coordinates.h"

#include <glib/gi18n-lib.h>

#include "study/study-private.h"

/* Weights into the first layer are of what goes into the network. How many layers there are in networks from files, the study does not say. */
static gboolean
reads_inputs (const WscStudy *study)
{
  g_auto (GStrv) sizes = g_strsplit (study->model.layers, ";", -1);
  const guint last = *study->trained == '\0' ? g_strv_length (sizes) - 1 : G_MAXUINT;
  const guint layer = study->estimate.layer > 0 ? (guint) study->estimate.layer : last;

  return layer == 1 && study->estimate.side == WSC_SIDE_INCOMING;
}

static const char *
find_input_name (const WscStudy *study, const WscDataset *dataset, guint i)
{
  const char *const *names = dataset != NULL && reads_inputs (study) ? wsc_dataset_get_input_names (dataset) : NULL;

  return names != NULL && i < g_strv_length ((char **) names) ? names[i] : NULL;
}

static char *
dup_number (guint number)
{
  GString *text = g_string_new ("w");
  g_autofree char *digits = g_strdup_printf ("%u", number);

  for (const char *c = digits; *c != '\0'; c++)
    g_string_append_unichar (text, 0x2080 + (gunichar) (*c - '0'));
  return g_string_free (text, FALSE);
}

char *
wsc_coordinate_dup_name (const WscStudy *study, const WscDataset *dataset, guint i, guint d)
{
  const char *input;
  g_autofree char *number = NULL;

  g_return_val_if_fail (study != NULL && i < d, NULL);

  if (wsc_relevant_append_bias (study) && study->estimate.append_bias && i + 1 == d)
    return g_strdup (_("bias"));
  number = dup_number (i + 1);
  input = find_input_name (study, dataset, i);
  return input != NULL ? g_strdup_printf ("%s %s", number, input) : g_steal_pointer (&number);
}

gboolean
wsc_coordinate_is_lag (const WscStudy *study, const WscDataset *dataset, guint d)
{
  guint bias;

  g_return_val_if_fail (study != NULL && dataset != NULL, FALSE);

  bias = wsc_relevant_append_bias (study) && study->estimate.append_bias ? 1 : 0;
  return wsc_dataset_is_series (dataset) && reads_inputs (study) && d == (guint) study->data.window + bias;
}
