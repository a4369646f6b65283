/* The text of a study: a GKeyFile read strictly, written without what is at its default. */
#include <string.h>
#include <glib/gi18n-lib.h>

#include "study/study-private.h"

#define FORMAT "1"

/* --- reading -------------------------------------------------------------- */

static gboolean
check_format (GKeyFile *file, GError **error)
{
  g_autofree char *format = g_key_file_get_string (file, "study", "format", NULL);

  if (format == NULL)
    {
      g_set_error (error, WSC_ERROR, WSC_ERROR_FORMAT,
                   _("This is not a study: it must begin with [study] and format=%s"), FORMAT);
      return FALSE;
    }
  if (!g_str_equal (format, FORMAT))
    {
      g_set_error (error, WSC_ERROR, WSC_ERROR_FORMAT,
                   g_ascii_strtoll (format, NULL, 10) > g_ascii_strtoll (FORMAT, NULL, 10)
                     ? _("A newer version of Weightscape wrote this study: it has format %s, and this version reads format %s")
                     : _("The study has format %s, and this version of Weightscape reads format %s"),
                   format, FORMAT);
      return FALSE;
    }
  return TRUE;
}

static gboolean
read_expectation (WscStudy *study, const char *name, const char *text, GError **error)
{
  WscExpectation item;

  if (!wsc_expectation_parse (&item, name, text, error))
    return FALSE;
  g_array_append_val (study->expect, item);
  return TRUE;
}

static gboolean
read_key (GKeyFile *file, const char *group, const char *name, WscStudy *study, GError **error)
{
  g_autofree char *key = g_strconcat (group, ".", name, NULL);
  g_autofree char *text = NULL;
  g_autoptr (GError) reason = NULL;
  const WscOption *option = wsc_option_find (key);

  if (g_str_equal (key, "study.format"))
    return TRUE;
  if (option == NULL && !g_str_equal (group, "expect"))
    return wsc_option_fail_unknown (key, error);

  text = g_key_file_get_string (file, group, name, &reason);
  if (text == NULL)
    {
      g_set_error (error, WSC_ERROR, WSC_ERROR_FORMAT, "%s: %s", key, reason->message);
      return FALSE;
    }
  return option != NULL ? wsc_option_set_text (option, study, text, error) : read_expectation (study, name, text, error);
}

static gboolean
is_group (const char *group)
{
  guint n;
  const WscOption *options = wsc_options (&n);
  gsize length = strlen (group);

  for (guint i = 0; i < n; i++)
    if (g_str_has_prefix (options[i].key, group) && options[i].key[length] == '.')
      return TRUE;
  return g_str_equal (group, "expect");
}

static gboolean
check_group (const char *group, GError **error)
{
  static const char *const groups[] = { "study", "data", "model", "training", "estimate", "view", "expect", NULL };
  const char *nearest;

  if (is_group (group))
    return TRUE;
  nearest = wsc_nearest_word (group, groups);
  if (nearest != NULL)
    g_set_error (error, WSC_ERROR, WSC_ERROR_FORMAT, _("There is no group [%s]; did you mean [%s]?"), group, nearest);
  else
    g_set_error (error, WSC_ERROR, WSC_ERROR_FORMAT, _("There is no group [%s]"), group);
  return FALSE;
}

static gboolean
read_group (GKeyFile *file, const char *group, WscStudy *study, GError **error)
{
  g_auto (GStrv) names = g_key_file_get_keys (file, group, NULL, NULL);

  if (!check_group (group, error))
    return FALSE;
  for (guint i = 0; names != NULL && names[i] != NULL; i++)
    if (!read_key (file, group, names[i], study, error))
      return FALSE;
  return TRUE;
}

WscStudy *
wsc_study_from_text (const char *text, GError **error)
{
  g_autoptr (GKeyFile) file = g_key_file_new ();
  g_autoptr (WscStudy) study = wsc_study_new ();
  g_autoptr (GError) reason = NULL;
  g_auto (GStrv) groups = NULL;

  g_return_val_if_fail (text != NULL, NULL);

  if (!g_key_file_load_from_data (file, text, strlen (text), G_KEY_FILE_NONE, &reason)
      && !g_error_matches (reason, G_KEY_FILE_ERROR, G_KEY_FILE_ERROR_NOT_FOUND))
    {
      g_set_error (error, WSC_ERROR, WSC_ERROR_FORMAT, _("This is not a study: %s"), reason->message);
      return NULL;
    }
  if (!check_format (file, error))
    return NULL;
  groups = g_key_file_get_groups (file, NULL);
  for (guint i = 0; groups[i] != NULL; i++)
    if (!read_group (file, groups[i], study, error))
      return NULL;
  return g_steal_pointer (&study);
}

/* --- writing -------------------------------------------------------------- */

static void
write_option (const WscOption *option, const WscStudy *study, GKeyFile *file)
{
  const char *dot = strchr (option->key, '.');
  g_autofree char *group = g_strndup (option->key, dot - option->key);
  g_autofree char *text = wsc_option_get_text (option, study);

  if (!g_str_equal (text, option->initial))
    g_key_file_set_string (file, group, dot + 1, text);
}

char *
wsc_study_to_text (const WscStudy *self)
{
  g_autoptr (GKeyFile) file = g_key_file_new ();
  guint n;
  const WscOption *options = wsc_options (&n);

  g_return_val_if_fail (self != NULL, NULL);

  g_key_file_set_string (file, "study", "format", FORMAT);
  for (guint i = 0; i < n; i++)
    write_option (&options[i], self, file);
  for (guint i = 0; i < self->expect->len; i++)
    {
      const WscExpectation *item = &g_array_index (self->expect, WscExpectation, i);
      g_autofree char *text = wsc_expectation_format (item);
      g_key_file_set_string (file, "expect", item->name, text);
    }
  return g_key_file_to_data (file, NULL, NULL);
}
