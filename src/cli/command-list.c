/* list: the studies that come with the program, the tables and the figures. */
#include "cli/cli.h"

#include <glib/gi18n-lib.h>

/* Names with a sentence about each, under one heading. */
typedef struct
{
  GString *out;
  gboolean json;
  gboolean has_items;
} List;

static void
begin_list (List *list, const char *key, const char *heading)
{
  list->has_items = FALSE;
  if (list->json)
    g_string_append_printf (list->out, "%s\n  \"%s\": [", g_str_has_suffix (list->out->str, "{") ? "" : ",", key);
  else
    g_string_append_printf (list->out, "%s%s\n", list->out->len > 0 ? "\n" : "", heading);
}

static void
add_item (List *list, const char *name, const char *about)
{
  if (!list->json)
    {
      g_string_append_printf (list->out, "  %-22s %s\n", name, about);
      return;
    }
  g_string_append (list->out, list->has_items ? ",\n    {\"name\": " : "\n    {\"name\": ");
  wsc_json_append_string (list->out, name);
  g_string_append (list->out, ", \"about\": ");
  wsc_json_append_string (list->out, about);
  g_string_append_c (list->out, '}');
  list->has_items = TRUE;
}

static void
end_list (List *list)
{
  if (list->json)
    g_string_append (list->out, "]");
}

static void
add_studies (List *list)
{
  g_auto (GStrv) names = wsc_study_list_shipped ();
  begin_list (list, "studies", _("Studies"));
  for (char **name = names; *name; name++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (WscStudy) study = wsc_study_load (*name, &error);
      add_item (list, *name, study ? wsc_study_get_shown_title (study) : error->message);
    }
  end_list (list);
}

static void
add_tables (List *list)
{
  guint n;
  const WscTableInfo *tables = wsc_tables (&n);
  begin_list (list, "tables", _("Tables"));
  for (guint i = 0; i < n; i++)
    add_item (list, tables[i].name, _(tables[i].about));
  end_list (list);
}

static void
add_figures (List *list)
{
  guint n;
  const WscFigureInfo *figures = wsc_figures (&n);
  begin_list (list, "figures", _("Figures"));
  for (guint i = 0; i < n; i++)
    add_item (list, figures[i].name, _(figures[i].about));
  end_list (list);
}

int
wsc_command_list (int argc, char **argv)
{
  g_autofree char *format = NULL;
  gboolean json;
  const GOptionEntry entries[] = {
    { "format", 0, 0, G_OPTION_ARG_STRING, &format, N_("text (the default) or json"), N_("FORMAT") },
    G_OPTION_ENTRY_NULL,
  };
  if (!wsc_arguments_parse ("list", entries, NULL, NULL, &argc, &argv) || !wsc_arguments_count ("list", argc, 0, 0) ||
      !wsc_arguments_is_json ("list", format, "text", &json))
    return WSC_EXIT_USAGE;
  g_autoptr (GString) out = g_string_new (json ? "{" : NULL);
  List list = { .out = out, .json = json };
  add_studies (&list);
  add_tables (&list);
  add_figures (&list);
  if (json)
    g_string_append (out, "\n}\n");
  return wsc_cli_write (out, NULL);
}
