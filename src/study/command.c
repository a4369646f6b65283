#include <string.h>

#include "study/command.h"
#include "study/study-private.h"

#define PROGRAM "weightscape-cli"
/* What a shell takes as it is. */
#define PLAIN "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_-./=,:+@%"

static char *
make_full (const char *path, gpointer directory)
{
  return g_canonicalize_filename (path, directory);
}

/* As text that means the same whatever the folder. */
static char *
dup_value (const WscOption *option, const WscStudy *study)
{
  g_autofree char *text = wsc_option_get_text (option, study);

  if (option->type != WSC_OPTION_FILE)
    return g_steal_pointer (&text);
  return wsc_option_map_paths (option, text, make_full, study->directory);
}

char **
wsc_command_dup_sets (const WscStudy *base, const WscStudy *study)
{
  g_autoptr (GPtrArray) sets = g_ptr_array_new ();
  guint n;
  const WscOption *options = wsc_options (&n);

  g_return_val_if_fail (base != NULL && study != NULL, NULL);

  for (guint i = 0; i < n; i++)
    {
      g_autofree char *before = dup_value (&options[i], base);
      g_autofree char *after = dup_value (&options[i], study);

      if (!g_str_equal (before, after))
        g_ptr_array_add (sets, g_strdup_printf ("%s=%s", options[i].key, after));
    }
  g_ptr_array_add (sets, NULL);
  return (char **) g_ptr_array_free (g_steal_pointer (&sets), FALSE);
}

gboolean
wsc_command_is_of_view (const WscStudy *a, const WscStudy *b)
{
  guint n;
  const WscOption *options = wsc_options (&n);

  g_return_val_if_fail (a != NULL && b != NULL, FALSE);

  for (guint i = 0; i < n; i++)
    {
      g_autofree char *before = dup_value (&options[i], a);
      g_autofree char *after = dup_value (&options[i], b);

      if (options[i].stage != WSC_STAGE_NONE && options[i].stage != WSC_STAGE_VIEW && !g_str_equal (before, after))
        return FALSE;
    }
  return TRUE;
}

static void
add_word (GString *line, const char *word)
{
  if (*word != '\0' && strspn (word, PLAIN) == strlen (word))
    g_string_append_printf (line, " %s", word);
  else
    {
      g_autofree char *quoted = g_shell_quote (word);
      g_string_append_printf (line, " %s", quoted);
    }
}

/* A name that begins with a dash is no option. */
static void
add_file (GString *line, const char *name)
{
  g_autofree char *full = *name == '-' ? g_strconcat ("./", name, NULL) : g_strdup (name);

  add_word (line, full);
}

char *
wsc_command_new (const char *base_name, const WscStudy *base, const WscStudy *study, const char *figure)
{
  g_autoptr (GString) line = g_string_new (PROGRAM " figure");
  g_autofree char *output = NULL;
  g_auto (GStrv) sets = NULL;

  g_return_val_if_fail (base_name != NULL && base != NULL && study != NULL && figure != NULL, NULL);

  output = g_strconcat (figure, ".pdf", NULL);
  sets = wsc_command_dup_sets (base, study);
  add_file (line, base_name);
  add_word (line, figure);
  g_string_append (line, " -o");
  add_file (line, output);
  for (char **set = sets; *set != NULL; set++)
    {
      g_string_append (line, " --set");
      add_word (line, *set);
    }
  return g_string_free (g_steal_pointer (&line), FALSE);
}
