#include "session/pasted.h"

#include <errno.h>
#include <string.h>

#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>

/* Fewer are no table. */
#define MIN_NUMBERS 4
#define SEPARATORS " \t\r\n;,"

static gboolean
is_number (const char *word)
{
  char *end;
  g_ascii_strtod (word, &end);
  return end != word && *end == '\0';
}

/* How many words are numbers; those with a decimal comma count as two. */
static void
count_words (const char *text, guint *n_words, guint *n_numbers)
{
  g_auto (GStrv) words = g_strsplit_set (text, SEPARATORS, -1);
  *n_words = *n_numbers = 0;
  for (char **word = words; *word; word++)
    if (**word)
      {
        ++*n_words;
        *n_numbers += is_number (*word);
      }
}

static gboolean
check (const char *text, GError **error)
{
  guint n_words, n_numbers;
  count_words (text, &n_words, &n_numbers);
  if (n_numbers >= MIN_NUMBERS && 2 * n_numbers >= n_words)
    return TRUE;
  g_set_error (error, WSC_ERROR, WSC_ERROR_FORMAT,
               _("What was copied is no table of numbers: %u of its %u words are numbers; %d, and half of all, must be"), n_numbers, n_words,
               MIN_NUMBERS);
  return FALSE;
}

/* A lone comma at the end parts numbers; one inside is decimal. */
static void
strip_comma (char *word)
{
  char *comma = strchr (word, ',');
  if (comma && !strpbrk (comma + 1, ",."))
    *comma = comma[1] ? '.' : '\0';
}

/* Commas part numbers only where no blanks do. */
static char *
make_column (const char *line)
{
  const char *separators = strpbrk (line, " \t;") ? " \t;" : ",";
  g_auto (GStrv) words = g_strsplit_set (line, separators, -1);
  GString *column = g_string_new (NULL);
  for (char **word = words; *word; word++)
    {
      strip_comma (*word);
      if (**word)
        g_string_append_printf (column, "%s\n", *word);
    }
  return g_string_free (column, FALSE);
}

static char *
dup_table (const char *text)
{
  g_autofree char *trimmed = g_strstrip (g_strdup (text));
  return strchr (trimmed, '\n') ? g_strconcat (trimmed, "\n", NULL) : make_column (trimmed);
}

/* By the time; numbered where several come within a second. */
static char *
dup_free_path (const char *folder)
{
  g_autoptr (GDateTime) now = g_date_time_new_now_local ();
  g_autofree char *time = g_date_time_format (now, "%Y-%m-%d %H-%M-%S");
  for (guint i = 1;; i++)
    {
      g_autofree char *name = i == 1 ? g_strconcat (time, ".csv", NULL) : g_strdup_printf ("%s (%u).csv", time, i);
      g_autofree char *path = g_build_filename (folder, name, NULL);
      if (!g_file_test (path, G_FILE_TEST_EXISTS))
        return g_steal_pointer (&path);
    }
}

WscStudy *
wsc_pasted_propose (const char *text, const char *folder, char **path, GError **error)
{
  g_return_val_if_fail (text != NULL && path != NULL, NULL);
  g_autofree char *place = folder ? g_strdup (folder) : g_build_filename (g_get_user_data_dir (), "weightscape", "pasted", NULL);
  g_autofree char *table = NULL, *file = NULL;
  *path = NULL;
  if (!check (text, error))
    return NULL;
  g_mkdir_with_parents (place, 0700); /* what fails here is told of where the file is written */
  table = dup_table (text);
  file = dup_free_path (place);
  if (!wsc_write_file (file, table, strlen (table), error))
    return NULL;
  WscStudy *study = wsc_study_propose (file, NULL, error);
  if (!study)
    {
      g_unlink (file);
      return NULL;
    }
  g_free (study->title);
  study->title = g_strdup (_("Pasted numbers"));
  *path = g_steal_pointer (&file);
  return study;
}
