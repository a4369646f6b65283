/* table: one table as CSV or JSON. */
#include "cli/cli.h"

#include <glib/gi18n-lib.h>

static char *
dup_details (void)
{
  guint n;
  const WscTableInfo *tables = wsc_tables (&n);
  g_autoptr (GString) text = g_string_new (_("Tables:"));
  for (guint i = 0; i < n; i++)
    g_string_append_printf (text, "\n  %-15s %s\n  %-15s %s", tables[i].name, _(tables[i].about), "",
                            tables[i].columns);
  return g_string_free (g_steal_pointer (&text), FALSE);
}

/* Before a run is waited for. */
static const WscTableInfo *
find_table (const char *name)
{
  g_autoptr (GError) error = NULL;
  const WscTableInfo *info = wsc_tables_find (name, &error);
  if (!info)
    wsc_cli_usage ("table", "%s", error->message);
  return info;
}

static gboolean
holds_arrays (const char *path)
{
  WscTableFormat format;
  return path && wsc_tables_check_path (path, &format, NULL) && format == WSC_FORMAT_NPZ;
}

static int
write_arrays (const WscResults *results, const char *name, const char *path)
{
  g_autoptr (GError) error = NULL;
  if (wsc_export_table_file (results, name, path, &error))
    return WSC_EXIT_DONE;
  wsc_cli_message ("%s", error->message);
  return WSC_EXIT_FAULT;
}

int
wsc_command_table (int argc, char **argv)
{
  g_auto (WscRunOptions) options = { 0 };
  g_autofree char *format = NULL, *path = NULL, *details = dup_details ();
  const WscTableInfo *info;
  gboolean json;
  int status = WSC_EXIT_DONE;
  const GOptionEntry entries[] = {
    { "format", 0, 0, G_OPTION_ARG_STRING, &format, N_("csv (the default) or json"), N_("FORMAT") },
    { "output", 'o', 0, G_OPTION_ARG_FILENAME, &path, N_("Write to this file, not to standard output; .npz takes an array a column"), N_("FILE") },
    G_OPTION_ENTRY_NULL,
  };
  if (!wsc_arguments_parse ("table", entries, &options, details, &argc, &argv) ||
      !wsc_arguments_count ("table", argc, 2, 2) || !wsc_arguments_is_json ("table", format, "csv", &json) ||
      !(info = find_table (argv[2])))
    return WSC_EXIT_USAGE;
  if (path && !wsc_cli_check_output (path))
    return WSC_EXIT_FAULT;
  g_autoptr (WscResults) results = wsc_cli_obtain (argv[1], &options, info->needs, &status);
  if (!results)
    return status;
  g_autoptr (GError) error = NULL;
  g_autoptr (GString) out = g_string_new (NULL);
  if (holds_arrays (path))
    return write_arrays (results, argv[2], path);
  if (wsc_export_table (results, argv[2], json ? WSC_FORMAT_JSON : WSC_FORMAT_CSV, out, &error))
    return wsc_cli_write (out, path);
  wsc_cli_message ("%s", error->message);
  return WSC_EXIT_FAULT;
}
