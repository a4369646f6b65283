/* Arguments: GOption's parser, with the nearest match where it only says "unknown". */
#include "cli/cli.h"

#include <string.h>

#include <glib/gi18n-lib.h>

void
wsc_run_options_clear (WscRunOptions *self)
{
  g_clear_pointer (&self->sets, g_strfreev);
}

static gboolean
is_known (GPtrArray *names, const char *word)
{
  for (guint i = 0; i < names->len; i++)
    if (g_str_equal (g_ptr_array_index (names, i), word))
      return TRUE;
  return FALSE;
}

static void
add_names (GPtrArray *names, const GOptionEntry *entries)
{
  for (; entries && entries->long_name; entries++)
    if (*entries->long_name)
      g_ptr_array_add (names, (gpointer) entries->long_name);
}

/* A message for the first long option that is in neither list. */
static gboolean
check_names (const char *command, const GOptionEntry *entries, const GOptionEntry *more, int argc, char **argv)
{
  g_autoptr (GPtrArray) names = g_ptr_array_new ();
  add_names (names, entries);
  add_names (names, more);
  g_ptr_array_add (names, (gpointer) "help");
  for (int i = 1; i < argc && !g_str_equal (argv[i], "--"); i++)
    {
      if (!g_str_has_prefix (argv[i], "--"))
        continue;
      g_autofree char *word = g_strndup (argv[i] + 2, strcspn (argv[i] + 2, "="));
      if (is_known (names, word))
        continue;
      g_ptr_array_add (names, NULL);
      const char *nearest = wsc_nearest_word (word, (const char *const *) names->pdata);
      if (nearest)
        wsc_cli_usage (command, _("Unknown option “--%s”; did you mean “--%s”?"), word, nearest);
      else
        wsc_cli_usage (command, _("Unknown option “--%s”"), word);
      return FALSE;
    }
  return TRUE;
}

static gboolean
check_threads (const char *command, const WscRunOptions *options)
{
  if (!options || (options->threads >= 0 && options->threads <= 1024))
    return TRUE;
  wsc_cli_usage (command, _("%d threads are out of range: 1 to 1024 are allowed, 0 takes one for each core"),
                 options->threads);
  return FALSE;
}

static GOptionContext *
new_context (const char *command, const GOptionEntry *entries, const GOptionEntry *run_entries, const char *details)
{
  const WscCommand *info = wsc_command_find (command);
  GOptionContext *context = g_option_context_new (_(info->arguments));
  g_option_context_set_translation_domain (context, GETTEXT_PACKAGE);
  g_option_context_set_summary (context, _(info->about));
  if (details)
    g_option_context_set_description (context, details);
  g_option_context_add_main_entries (context, entries, GETTEXT_PACKAGE);
  g_option_context_add_main_entries (context, run_entries, GETTEXT_PACKAGE);
  return context;
}

static void
write_for_manual (const GOptionEntry *entries, const GOptionEntry *more)
{
  g_autoptr (GString) out = g_string_new (NULL);
  wsc_manual_append_entries (out, entries);
  wsc_manual_append_entries (out, more);
  wsc_cli_write (out, NULL);
}

gboolean
wsc_arguments_parse (const char *command, const GOptionEntry *entries, WscRunOptions *run_options, const char *details,
                     int *argc, char ***argv)
{
  WscRunOptions unused = { 0 };
  WscRunOptions *target = run_options ? run_options : &unused;
  const GOptionEntry run_entries[] = {
    { "set", 's', 0, G_OPTION_ARG_STRING_ARRAY, &target->sets, N_("Set an option of the study; may be repeated"),
      N_("GROUP.KEY=VALUE") },
    { "threads", 0, 0, G_OPTION_ARG_INT, &target->threads, N_("Number of threads; one for each core if not given"),
      "N" },
    { "progress", 0, 0, G_OPTION_ARG_NONE, &target->progress,
      N_("Show progress even if standard error is not a terminal"), NULL },
    G_OPTION_ENTRY_NULL,
  };
  const GOptionEntry none[] = { G_OPTION_ENTRY_NULL };
  const GOptionEntry *more = run_options ? run_entries : none;
  if (*argc == 2 && g_str_equal ((*argv)[1], WSC_CLI_ROFF))
    {
      write_for_manual (entries, more);
      return FALSE;
    }
  if (!check_names (command, entries, more, *argc, *argv))
    return FALSE;
  g_autofree char *program = g_strdup_printf ("weightscape-cli %s", command);
  g_autoptr (GOptionContext) context = new_context (command, entries, more, details);
  g_autoptr (GError) error = NULL;
  g_set_prgname (program);
  if (!g_option_context_parse (context, argc, argv, &error))
    {
      wsc_cli_usage (command, "%s", error->message);
      return FALSE;
    }
  /* What followed "--". */
  if (*argc > 1 && g_str_equal ((*argv)[1], "--"))
    {
      memmove (*argv + 1, *argv + 2, (gsize) (*argc - 1) * sizeof **argv);
      (*argc)--;
    }
  return check_threads (command, run_options);
}

gboolean
wsc_arguments_count (const char *command, int argc, int least, int most)
{
  if (argc - 1 < least)
    wsc_cli_usage (command, _("“%s” needs more arguments: %s"), command, _(wsc_command_find (command)->arguments));
  else if (argc - 1 > most)
    wsc_cli_usage (command, _("“%s” takes fewer arguments than that: %s"), command,
                   _(wsc_command_find (command)->arguments));
  else
    return TRUE;
  return FALSE;
}

gboolean
wsc_arguments_is_json (const char *command, const char *value, const char *plain, gboolean *json)
{
  *json = value && g_str_equal (value, "json");
  if (!value || *json || g_str_equal (value, plain))
    return TRUE;
  wsc_cli_usage (command, _("Unknown format “%s”: “%s” and “json” are allowed"), value, plain);
  return FALSE;
}
