#include "cli/cli.h"

#include <errno.h>
#include <math.h>
#include <unistd.h>

#include <glib/gi18n-lib.h>

static void
print_message (const char *format, va_list arguments)
{
  g_autofree char *text = g_strdup_vprintf (format, arguments);
  g_printerr ("weightscape-cli: %s\n", text);
}

void
wsc_cli_message (const char *format, ...)
{
  va_list arguments;
  va_start (arguments, format);
  print_message (format, arguments);
  va_end (arguments);
}

int
wsc_cli_usage (const char *command, const char *format, ...)
{
  va_list arguments;
  va_start (arguments, format);
  print_message (format, arguments);
  va_end (arguments);
  if (command)
    g_printerr (_("Try “weightscape-cli %s --help”.\n"), command);
  else
    g_printerr ("%s", _("Try “weightscape-cli --help”.\n"));
  return WSC_EXIT_USAGE;
}

static int
write_to_stdout (const GString *data)
{
  for (gsize done = 0; done < data->len;)
    {
      gssize n = write (STDOUT_FILENO, data->str + done, data->len - done);
      if (n >= 0)
        {
          done += (gsize) n;
          continue;
        }
      if (errno == EPIPE)
        return WSC_EXIT_DONE;
      if (wsc_signals_is_interrupted ())
        return WSC_EXIT_INTERRUPTED;
      if (errno == EINTR)
        continue;
      wsc_cli_message (_("Cannot write to standard output: %s"), g_strerror (errno));
      return WSC_EXIT_FAULT;
    }
  return WSC_EXIT_DONE;
}

int
wsc_cli_write (const GString *data, const char *path)
{
  g_autoptr (GError) error = NULL;
  if (!path)
    return write_to_stdout (data);
  if (wsc_write_file (path, data->str, data->len, &error))
    return WSC_EXIT_DONE;
  wsc_cli_message ("%s", error->message);
  return WSC_EXIT_FAULT;
}

gboolean
wsc_cli_check_output (const char *path)
{
  g_autofree char *folder = g_path_get_dirname (path);
  const char *reason = NULL;
  if (g_file_test (path, G_FILE_TEST_IS_DIR))
    reason = g_strerror (EISDIR);
  else if (g_file_test (path, G_FILE_TEST_EXISTS) ? access (path, W_OK) != 0 : access (folder, W_OK | X_OK) != 0)
    reason = g_strerror (errno);
  if (!reason)
    return TRUE;
  wsc_cli_message (_("Cannot write “%s”: %s"), path, reason);
  return FALSE;
}

/* --- JSON (RFC 8259) -------------------------------------------------------- */

void
wsc_json_append_string (GString *out, const char *text)
{
  g_autofree char *valid = g_utf8_make_valid (text ? text : "", -1);
  g_string_append_c (out, '"');
  for (const char *c = valid; *c; c++)
    if (*c == '"' || *c == '\\')
      g_string_append_printf (out, "\\%c", *c);
    else if ((guchar) *c < 0x20)
      g_string_append_printf (out, "\\u%04x", *c);
    else
      g_string_append_c (out, *c);
  g_string_append_c (out, '"');
}

void
wsc_json_append_number (GString *out, double value)
{
  g_autofree char *text = isfinite (value) ? wsc_format_number (value) : g_strdup ("null");
  g_string_append (out, text);
}
