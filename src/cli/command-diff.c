/* diff: the options in which two studies differ, and what is said of it. */
#include "cli/cli.h"

#include <glib/gi18n-lib.h>

#include "study/forms.h"

/* Of other pairs the sentence says nothing. */
static gboolean
is_pair (const WscStudy *const studies[2])
{
  return *studies[0]->counterpart && g_str_equal (studies[0]->difference, studies[1]->difference);
}

static void
append_text (GString *out, const WscStudy *const studies[2], GPtrArray *differences)
{
  if (is_pair (studies))
    g_string_append_printf (out, "%s\n\n", wsc_study_get_shown_difference (studies[0]));
  for (guint i = 0; i < 2; i++)
    g_string_append_printf (out, "%u  %s\n", i + 1, wsc_study_get_shown_title (studies[i]));
  for (guint i = 0; i < differences->len; i++)
    {
      const WscDifference *item = differences->pdata[i];
      g_string_append_printf (out, "\n%s (%s)\n  1  %s\n  2  %s\n", _(item->option->label), item->option->key, item->values[0], item->values[1]);
    }
}

static void
append_member (GString *out, const char *name, const char *value)
{
  g_string_append_printf (out, "\"%s\": ", name);
  wsc_json_append_string (out, value);
}

static void
append_json (GString *out, const WscStudy *const studies[2], GPtrArray *differences)
{
  g_string_append (out, "{");
  append_member (out, "difference", is_pair (studies) ? studies[0]->difference : "");
  g_string_append (out, ", \"titles\": [");
  wsc_json_append_string (out, studies[0]->title);
  g_string_append (out, ", ");
  wsc_json_append_string (out, studies[1]->title);
  g_string_append (out, "], \"options\": [");
  for (guint i = 0; i < differences->len; i++)
    {
      const WscDifference *item = differences->pdata[i];
      g_autofree char *first = wsc_option_get_text (item->option, studies[0]), *second = wsc_option_get_text (item->option, studies[1]);
      g_string_append (out, i > 0 ? ",\n  {" : "\n  {");
      append_member (out, "name", item->option->key);
      g_string_append (out, ", \"values\": [");
      wsc_json_append_string (out, first);
      g_string_append (out, ", ");
      wsc_json_append_string (out, second);
      g_string_append (out, "]}");
    }
  g_string_append (out, "]}\n");
}

static WscStudy *
load_second (const WscStudy *first, const char *name, GError **error)
{
  return name ? wsc_study_load (name, error) : wsc_study_new_counterpart (first, error);
}

int
wsc_command_diff (int argc, char **argv)
{
  g_autofree char *format = NULL;
  gboolean json;
  const GOptionEntry entries[] = {
    { "format", 0, 0, G_OPTION_ARG_STRING, &format, N_("text (the default) or json"), N_("FORMAT") },
    G_OPTION_ENTRY_NULL,
  };
  if (!wsc_arguments_parse ("diff", entries, NULL, _("Without OTHER: the study as its authors ran it, and corrected."), &argc, &argv)
      || !wsc_arguments_count ("diff", argc, 1, 2) || !wsc_arguments_is_json ("diff", format, "text", &json))
    return WSC_EXIT_USAGE;
  g_autoptr (GError) error = NULL;
  g_autoptr (WscStudy) first = wsc_study_load (argv[1], &error);
  g_autoptr (WscStudy) second = first ? load_second (first, argc > 2 ? argv[2] : NULL, &error) : NULL;
  if (!second)
    {
      wsc_cli_message ("%s", error->message);
      return WSC_EXIT_FAULT;
    }
  const WscStudy *const studies[2] = { first, second };
  g_autoptr (GPtrArray) differences = wsc_study_list_differences (first, second);
  g_autoptr (GString) out = g_string_new (NULL);
  if (json)
    append_json (out, studies, differences);
  else
    append_text (out, studies, differences);
  return wsc_cli_write (out, NULL);
}
