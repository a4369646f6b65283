/* check: studies against what they expect of themselves. */
#include "cli/cli.h"

#include <glib/gi18n-lib.h>

/* Adds the study's lines to `out`; an error of one study does not keep the others from being checked. */
static int
check_study (const char *name, const WscRunOptions *options, GString *out)
{
  int status = WSC_EXIT_DONE;
  g_autoptr (WscResults) results = wsc_cli_obtain (name, options, 0, &status);
  if (!results)
    {
      if (status == WSC_EXIT_FAULT)
        g_string_append_printf (out, _("%s: FAIL could not be run\n"), name);
      return status;
    }
  g_autoptr (GString) report = g_string_new (NULL);
  gboolean good = wsc_results_check (results, report);
  g_auto (GStrv) lines = g_strsplit (report->str, "\n", -1);
  for (char **line = lines; *line; line++)
    if (**line)
      g_string_append_printf (out, "%s: %s\n", name, *line);
  if (wsc_results_get_study (results)->expect->len == 0)
    wsc_cli_message (_("note: %s expects nothing: it has no [expect]"), name);
  return good ? WSC_EXIT_DONE : WSC_EXIT_FAULT;
}

int
wsc_command_check (int argc, char **argv)
{
  g_auto (WscRunOptions) options = { 0 };
  const GOptionEntry entries[] = { G_OPTION_ENTRY_NULL };
  int worst = WSC_EXIT_DONE;
  if (!wsc_arguments_parse ("check", entries, &options, NULL, &argc, &argv) ||
      !wsc_arguments_count ("check", argc, 1, G_MAXINT - 1))
    return WSC_EXIT_USAGE;
  for (int i = 1; i < argc; i++)
    {
      g_autoptr (GString) out = g_string_new (NULL);
      int status = check_study (argv[i], &options, out);
      int written = wsc_cli_write (out, NULL);
      worst = MAX (worst, MAX (status, written));
      if (status == WSC_EXIT_INTERRUPTED || status == WSC_EXIT_USAGE)
        break;
    }
  return worst;
}
