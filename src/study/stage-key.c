/* Stage keys: what a stage's result depends on, in one hash, so that a result is reused exactly as long as
 * nothing it was computed from has changed. */
#include <string.h>
#include <glib/gstdio.h>

#include "study/study-private.h"

/* The length keeps a line break in a value from looking like the next line. */
static void
add_line (GChecksum *sum, const char *name, const char *value)
{
  g_autofree char *line = g_strdup_printf ("%s=%zu:%s\n", name, strlen (value), value);

  g_checksum_update (sum, (const guchar *) line, -1);
}

static gboolean
is_own (WscStage stage)
{
  return stage == WSC_STAGE_TRAIN || stage == WSC_STAGE_ESTIMATE;
}

/* What only the methods compared read does not make the study's own stale, but their comparison. */
static gboolean
belongs_to (const WscOption *option, WscStage stage, const WscStudy *study, const WscStudy *alone)
{
  if (option->stage == stage)
    return wsc_option_has_effect (option, is_own (stage) ? alone : study);
  return stage == WSC_STAGE_COMPARE && is_own (option->stage) && wsc_option_has_effect (option, study) && !wsc_option_has_effect (option, alone);
}

char *
wsc_stage_key (const WscStudy *study, WscStage stage, const char *upstream, const char *digest)
{
  g_autoptr (GChecksum) sum = g_checksum_new (G_CHECKSUM_SHA256);
  g_autoptr (WscStudy) alone = wsc_study_copy (study);
  guint n;
  const WscOption *options = wsc_options (&n);

  g_free (alone->estimate.methods);
  alone->estimate.methods = g_strdup ("");

  if (upstream != NULL)
    add_line (sum, "upstream", upstream);
  if (digest != NULL)
    add_line (sum, "digest", digest);
  for (guint i = 0; i < n; i++)
    if (belongs_to (&options[i], stage, study, alone))
      {
        g_autofree char *text = wsc_option_get_text (&options[i], study);
        add_line (sum, options[i].key, text);
      }
  return g_strdup (g_checksum_get_string (sum));
}

char *
wsc_file_stamp (const WscStudy *study, const char *name)
{
  g_autofree char *path = g_canonicalize_filename (name, study->directory);
  GStatBuf info;

  if (g_stat (path, &info) != 0)
    return NULL;
  return g_strdup_printf ("%s %" G_GINT64_FORMAT " %" G_GINT64_FORMAT ".%09ld", path, (gint64) info.st_size,
                          (gint64) info.st_mtim.tv_sec, (long) info.st_mtim.tv_nsec);
}

char *
wsc_source_stamp (const WscStudy *study)
{
  g_autofree char *data = NULL, *labels = NULL;

  if (!wsc_relevant_path_of_data (study) || *study->data.path == '\0')
    return NULL;
  data = wsc_file_stamp (study, study->data.path);
  labels = wsc_relevant_labels (study) && *study->data.labels != '\0' ? wsc_file_stamp (study, study->data.labels) : NULL;
  return data != NULL && labels != NULL ? g_strdup_printf ("%s; %s", data, labels) : g_steal_pointer (&data);
}
