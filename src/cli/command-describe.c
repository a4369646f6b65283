/* describe: what may be set, and what may be asked for. */
#include "cli/describe.h"

#include <string.h>

#include <glib/gi18n-lib.h>

/* --- topics ----------------------------------------------------------------- */

static void
add_topic (GArray *topics, WscTopic topic)
{
  g_array_append_val (topics, topic);
}

static GArray *
new_topics (void)
{
  GArray *topics = g_array_new (FALSE, FALSE, sizeof (WscTopic));
  guint n;
  const WscOption *options = wsc_options (&n);
  for (guint i = 0; i < n; i++)
    add_topic (topics, (WscTopic){ .kind = WSC_TOPIC_OPTION, .name = options[i].key, .option = &options[i] });
  const WscTableInfo *tables = wsc_tables (&n);
  for (guint i = 0; i < n; i++)
    add_topic (topics, (WscTopic){ .kind = WSC_TOPIC_TABLE,
                                   .name = tables[i].name,
                                   .about = _(tables[i].about),
                                   .columns = tables[i].columns });
  const WscFigureInfo *figures = wsc_figures (&n);
  for (guint i = 0; i < n; i++)
    add_topic (topics, (WscTopic){ .kind = WSC_TOPIC_FIGURE, .name = figures[i].name, .about = _(figures[i].about) });
  const WscSummaryName *names = wsc_summary_names (&n);
  for (guint i = 0; i < n; i++)
    add_topic (topics, (WscTopic){ .kind = WSC_TOPIC_SUMMARY, .name = names[i].name, .about = _(names[i].about) });
  return topics;
}

/* A name means itself, a group all that begins with it, a kind ("tables") all of it. */
static gboolean
matches (const WscTopic *topic, const char *name)
{
  gsize length = strlen (name);
  if (g_str_equal (topic->name, name) || g_str_equal (wsc_describe_kind (topic->kind), name))
    return TRUE;
  return topic->kind == WSC_TOPIC_OPTION && g_str_has_prefix (topic->name, name) && topic->name[length] == '.';
}

/* "rate" is a word of "training.learning-rate". */
static gboolean
has_word (const WscTopic *topic, const char *name)
{
  g_auto (GStrv) words = g_strsplit_set (topic->name, ".-", -1);
  const char *dot = strchr (topic->name, '.');
  return g_strv_contains ((const char *const *) words, name) || (dot && g_str_equal (dot + 1, name));
}

static int
fail_unknown (const GArray *topics, const char *name)
{
  g_autofree const char **names = g_new0 (const char *, topics->len + 1);
  for (guint i = 0; i < topics->len; i++)
    names[i] = g_array_index (topics, WscTopic, i).name;
  const char *nearest = wsc_nearest_word (name, names);
  if (nearest)
    return wsc_cli_usage ("describe", _("Nothing is called “%s”; did you mean “%s”?"), name, nearest);
  return wsc_cli_usage ("describe", _("Nothing is called “%s”"), name);
}

static GArray *
filter (const GArray *topics, const char *name, gboolean (*is_meant) (const WscTopic *topic, const char *name))
{
  GArray *found = g_array_new (FALSE, FALSE, sizeof (WscTopic));
  for (guint i = 0; i < topics->len; i++)
    if (is_meant (&g_array_index (topics, WscTopic, i), name))
      add_topic (found, g_array_index (topics, WscTopic, i));
  return found;
}

int
wsc_command_describe (int argc, char **argv)
{
  g_autofree char *format = NULL;
  gboolean json;
  const GOptionEntry entries[] = {
    { "format", 0, 0, G_OPTION_ARG_STRING, &format, N_("text (the default) or json"), N_("FORMAT") },
    G_OPTION_ENTRY_NULL,
  };
  if (!wsc_arguments_parse ("describe", entries, NULL, NULL, &argc, &argv) ||
      !wsc_arguments_count ("describe", argc, 0, 1) || !wsc_arguments_is_json ("describe", format, "text", &json))
    return WSC_EXIT_USAGE;
  if (argc > 1 && wsc_study_is_table (argv[1]))
    return wsc_describe_file (argv[1], json);
  g_autoptr (GArray) topics = new_topics ();
  g_autoptr (GArray) chosen = argc > 1 ? filter (topics, argv[1], matches) : g_array_ref (topics);
  if (chosen->len == 0)
    {
      g_array_unref (chosen);
      chosen = filter (topics, argv[1], has_word);
    }
  if (chosen->len == 0)
    return fail_unknown (topics, argv[1]);
  g_autoptr (GString) out = g_string_new (NULL);
  if (json)
    wsc_describe_json (out, chosen);
  else
    wsc_describe_text (out, chosen, argc > 1);
  return wsc_cli_write (out, NULL);
}
