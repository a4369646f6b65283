/* A document as it is kept until it is saved: one file of its study and what is known of it, one of its results. */
#include "session/recovery.h"

#include <errno.h>
#include <string.h>

#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>

#define GROUP "document"

void
wsc_kept_free (WscKept *self)
{
  g_free (self->title);
  g_free (self->path);
  g_free (self->stem);
  g_clear_pointer (&self->time, g_date_time_unref);
  wsc_study_free (self->study);
  g_free (self);
}

static char *
dup_document_path (const char *stem)
{
  return g_strconcat (stem, ".document", NULL);
}

char *
wsc_kept_dup_results_path (const char *stem)
{
  return g_strconcat (stem, ".h5", NULL);
}

static void
set_text (GKeyFile *file, const char *key, const char *text)
{
  if (text)
    g_key_file_set_string (file, GROUP, key, text);
}

static char *
dup_text (const WscKept *self)
{
  g_autoptr (GKeyFile) file = g_key_file_new ();
  g_autofree char *time = g_date_time_format_iso8601 (self->time), *stamp = wsc_stamp_format (&self->stamp);
  g_autofree char *study = wsc_study_to_text (self->study);
  set_text (file, "title", self->title);
  set_text (file, "path", self->path);
  set_text (file, "time", time);
  set_text (file, "stamp", stamp);
  set_text (file, "directory", self->study->directory);
  g_key_file_set_boolean (file, GROUP, "results", self->has_results);
  set_text (file, "study", study);
  return g_key_file_to_data (file, NULL, NULL);
}

gboolean
wsc_kept_write (const WscKept *self, const WscResults *results, GError **error)
{
  g_return_val_if_fail (self != NULL && self->stem != NULL, FALSE);
  g_autofree char *path = dup_document_path (self->stem), *text = dup_text (self);
  g_autofree char *results_path = wsc_kept_dup_results_path (self->stem);
  if (results && !wsc_results_save (results, results_path, error))
    return FALSE;
  if (!wsc_write_file (path, text, strlen (text), error))
    return FALSE;
  if (!self->has_results)
    g_unlink (results_path);
  return TRUE;
}

static GDateTime *
read_time (GKeyFile *file)
{
  g_autofree char *text = g_key_file_get_string (file, GROUP, "time", NULL);
  g_autoptr (GTimeZone) utc = g_time_zone_new_utc ();
  GDateTime *time = text ? g_date_time_new_from_iso8601 (text, utc) : NULL;
  return time ? time : g_date_time_new_from_unix_utc (0);
}

static WscStudy *
read_study (GKeyFile *file, GError **error)
{
  g_autofree char *text = g_key_file_get_string (file, GROUP, "study", error);
  WscStudy *study = text ? wsc_study_from_text (text, error) : NULL;
  if (study)
    study->directory = g_key_file_get_string (file, GROUP, "directory", NULL);
  return study;
}

WscKept *
wsc_kept_read (const char *stem, GError **error)
{
  g_return_val_if_fail (stem != NULL, NULL);
  g_autoptr (GKeyFile) file = g_key_file_new ();
  g_autofree char *path = dup_document_path (stem);
  if (!g_key_file_load_from_file (file, path, G_KEY_FILE_NONE, error))
    return NULL;
  WscStudy *study = read_study (file, error);
  if (!study)
    return NULL;
  g_autofree char *stamp = g_key_file_get_string (file, GROUP, "stamp", NULL);
  g_autofree char *results_path = wsc_kept_dup_results_path (stem);
  WscKept *self = g_new0 (WscKept, 1);
  *self = (WscKept){ .title = g_key_file_get_string (file, GROUP, "title", NULL),
                     .path = g_key_file_get_string (file, GROUP, "path", NULL),
                     .time = read_time (file),
                     .study = study,
                     .stamp = wsc_stamp_parse (stamp),
                     .stem = g_strdup (stem),
                     .has_results = g_key_file_get_boolean (file, GROUP, "results", NULL)
                                    && g_file_test (results_path, G_FILE_TEST_IS_REGULAR) };
  return self;
}

void
wsc_kept_remove (const char *stem)
{
  g_return_if_fail (stem != NULL);
  g_autofree char *path = dup_document_path (stem), *results_path = wsc_kept_dup_results_path (stem);
  g_unlink (path);
  g_unlink (results_path);
}
