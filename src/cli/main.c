/* weightscape-cli: the pipeline without a window. */
#include "cli/cli.h"

#include <libintl.h>
#include <locale.h>

#include <glib/gi18n-lib.h>

static const WscCommand commands[] = {
  { "run", N_("STUDY"), N_("Trains the networks of a study, estimates its neurons and tells what came of it."),
    wsc_command_run },
  { "table", N_("STUDY|RESULT NAME"), N_("Writes one table of a study or of kept results."), wsc_command_table },
  { "figure", N_("STUDY|RESULT NAME"), N_("Draws one figure of a study or of kept results."), wsc_command_figure },
  { "check", N_("STUDY…"), N_("Compares studies with what they expect; exit status 1 if one fails."),
    wsc_command_check },
  { "describe", N_("[NAME|FILE]"),
    N_("Describes options, tables, figures and numbers of the summary: all, or one name or group; or what a file of data holds and what is proposed for it."),
    wsc_command_describe },
  { "diff", N_("STUDY [OTHER]"), N_("Tells in which options a study as published and corrected differ, or any two, and why."), wsc_command_diff },
  { "list", "", N_("Lists the studies that come with the program, the tables and the figures."), wsc_command_list },
  { "manual", N_("[PROGRAM]"), N_("Writes the manual page of weightscape-cli, or of weightscape."), wsc_command_manual },
};

const WscCommand *
wsc_commands (guint *n)
{
  *n = G_N_ELEMENTS (commands);
  return commands;
}

const WscCommand *
wsc_command_find (const char *name)
{
  for (guint i = 0; i < G_N_ELEMENTS (commands); i++)
    if (g_str_equal (commands[i].name, name))
      return &commands[i];
  return NULL;
}

static int
fail_unknown (const char *word)
{
  const char *names[G_N_ELEMENTS (commands) + 1] = { NULL };
  for (guint i = 0; i < G_N_ELEMENTS (commands); i++)
    names[i] = commands[i].name;
  const char *nearest = wsc_nearest_word (word, names);
  if (nearest)
    return wsc_cli_usage (NULL, _("Unknown command “%s”; did you mean “%s”?"), word, nearest);
  return wsc_cli_usage (NULL, _("Unknown command “%s”"), word);
}

static const char *
get_arguments (const WscCommand *command)
{
  return *command->arguments ? _(command->arguments) : "";
}

static int
print_help (void)
{
  glong width = 0;
  g_autoptr (GString) out = g_string_new (NULL);
  g_string_append (out, _("Usage: weightscape-cli COMMAND …\n\nHow the neurons of a network lie in parameter space, "
                           "without a window.\n\nCommands\n"));
  for (guint i = 0; i < G_N_ELEMENTS (commands); i++)
    width = MAX (width, g_utf8_strlen (get_arguments (&commands[i]), -1));
  for (guint i = 0; i < G_N_ELEMENTS (commands); i++)
    {
      const char *arguments = get_arguments (&commands[i]);
      int padding = (int) (width - g_utf8_strlen (arguments, -1));
      g_string_append_printf (out, "  %-9s %s%*s %s\n", commands[i].name, arguments, padding, "",
                              _(commands[i].about));
    }
  g_string_append (out,
                   _("\nSTUDY is a path, or the name of a study that comes with the program; or a table of your own (.csv, "
                      ".tsv, .txt, .dat),\nwhose last column is taken as a series, or as classes if it is text; or arrays (.npy, .npz, IDX); or a "
                      "network that\ncarries its study (.npz, .safetensors, .h5). RESULT is a "
                      "file that “run -o” made.\n“weightscape-cli COMMAND --help” tells more; --version tells the version.\n\n"
                      "Exit status: 0 done, 1 the input or the study is at fault, 2 usage, 130 interrupted.\n"));
  return wsc_cli_write (out, NULL);
}

static int
print_version (void)
{
  g_autoptr (GString) out = g_string_new ("weightscape-cli " WSC_VERSION "\n");
  return wsc_cli_write (out, NULL);
}

int
main (int argc, char **argv)
{
  setlocale (LC_ALL, "");
  bindtextdomain (GETTEXT_PACKAGE, wsc_locale_path ());
  bind_textdomain_codeset (GETTEXT_PACKAGE, "UTF-8");
  textdomain (GETTEXT_PACKAGE);
  wsc_signals_catch ();
  if (argc < 2)
    return wsc_cli_usage (NULL, "%s", _("Which command? run, table, figure, check, describe, list or manual"));
  if (g_str_equal (argv[1], "--help") || g_str_equal (argv[1], "-h") || g_str_equal (argv[1], "help"))
    return print_help ();
  if (g_str_equal (argv[1], "--version"))
    return print_version ();
  const WscCommand *command = wsc_command_find (argv[1]);
  return command ? command->run (argc - 1, argv + 1) : fail_unknown (argv[1]);
}
