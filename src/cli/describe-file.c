/* What a file of data holds, what is guessed of it, and what is proposed, each with its reason. */
#include "cli/describe.h"

#include <glib/gi18n-lib.h>

#include "study/propose.h"

static gboolean
is_to_go_on (gpointer user_data, double fraction, const char *phase)
{
  return !wsc_signals_is_interrupted ();
}

/* --- text ------------------------------------------------------------------------- */

static void
append_padded (GString *out, const char *text, glong width)
{
  g_string_append (out, text);
  for (glong length = g_utf8_strlen (text, -1); length < width; length++)
    g_string_append_c (out, ' ');
}

static void
append_columns (GString *out, const WscPreview *preview)
{
  g_string_append_printf (out, "%s\n", _("Columns"));
  for (guint i = 0; i < wsc_preview_get_n_columns (preview); i++)
    {
      const WscColumnLook *look = wsc_preview_get_column (preview, i);
      g_string_append (out, "  ");
      append_padded (out, look->name, 16);
      g_string_append_printf (out, " %s: %s\n", look->about, look->first);
    }
}

static void
append_proposal (GString *out, const WscProposal *proposal)
{
  g_string_append_printf (out, "\n%s\n", proposal->summary);
  for (guint i = 0; i < proposal->warnings->len; i++)
    g_string_append_printf (out, _("note: %s\n"), (const char *) proposal->warnings->pdata[i]);
  if (proposal->reasons->len > 0)
    g_string_append_printf (out, "\n%s\n", _("Proposed"));
  for (guint i = 0; i < proposal->reasons->len; i++)
    {
      const WscReason *reason = proposal->reasons->pdata[i];
      g_autofree char *value = wsc_option_get_text (reason->option, proposal->study);
      g_autofree char *assignment = g_strdup_printf ("%s=%s", reason->option->key, value);
      g_string_append (out, "  ");
      append_padded (out, assignment, 30);
      g_string_append_printf (out, " %s\n", reason->why);
    }
}

/* --- JSON --------------------------------------------------------------------------- */

static void
append_member (GString *out, const char *name, const char *value)
{
  wsc_json_append_string (out, name);
  g_string_append (out, ": ");
  wsc_json_append_string (out, value);
}

static void
append_json_columns (GString *out, const WscPreview *preview)
{
  g_string_append (out, "  \"columns\": [");
  for (guint i = 0; i < wsc_preview_get_n_columns (preview); i++)
    {
      const WscColumnLook *look = wsc_preview_get_column (preview, i);
      g_string_append (out, i > 0 ? ",\n    { " : "\n    { ");
      append_member (out, "name", look->name);
      g_string_append (out, ", ");
      append_member (out, "about", look->about);
      g_string_append (out, ", ");
      append_member (out, "first", look->first);
      g_string_append (out, " }");
    }
  g_string_append (out, " ],\n");
}

static void
append_json_proposal (GString *out, const WscProposal *proposal)
{
  g_string_append (out, "  ");
  append_member (out, "summary", proposal->summary);
  g_string_append (out, ",\n  \"notes\": [");
  for (guint i = 0; i < proposal->warnings->len; i++)
    {
      g_string_append (out, i > 0 ? ", " : " ");
      wsc_json_append_string (out, proposal->warnings->pdata[i]);
    }
  g_string_append (out, " ],\n  \"proposed\": [");
  for (guint i = 0; i < proposal->reasons->len; i++)
    {
      const WscReason *reason = proposal->reasons->pdata[i];
      g_autofree char *value = wsc_option_get_text (reason->option, proposal->study);
      g_string_append (out, i > 0 ? ",\n    { " : "\n    { ");
      append_member (out, "key", reason->option->key);
      g_string_append (out, ", ");
      append_member (out, "value", value);
      g_string_append (out, ", ");
      append_member (out, "why", reason->why);
      g_string_append (out, " }");
    }
  g_string_append (out, " ]\n");
}

/* --- both ------------------------------------------------------------------------------ */

int
wsc_describe_file (const char *path, gboolean json)
{
  const WscHook hook = { .report = is_to_go_on };
  g_autoptr (GError) error = NULL;
  g_autoptr (GString) out = g_string_new (NULL);
  g_autoptr (WscDataFile) file = wsc_data_file_load (path, &hook, &error);
  g_autoptr (WscProposal) proposal = file ? wsc_proposal_new (file, NULL, &error) : NULL;
  if (!proposal)
    {
      wsc_cli_message ("%s", error->message);
      return wsc_signals_is_interrupted () ? WSC_EXIT_INTERRUPTED : WSC_EXIT_FAULT;
    }
  if (json)
    g_string_append (out, "{\n");
  (json ? append_json_columns : append_columns) (out, wsc_data_file_get_preview (file));
  (json ? append_json_proposal : append_proposal) (out, proposal);
  if (json)
    g_string_append (out, "}\n");
  return wsc_cli_write (out, NULL);
}
