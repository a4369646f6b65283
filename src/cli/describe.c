#include "cli/describe.h"

#include <glib/gi18n-lib.h>

const char *
wsc_describe_kind (WscTopicKind kind)
{
  static const char *const kinds[] = { "options", "tables", "figures", "summary" };
  return kinds[kind];
}

static const char *
get_heading (WscTopicKind kind)
{
  static const char *const headings[] = {
    N_("Options of a study: group.key, default, range"),
    N_("Tables"),
    N_("Figures"),
    N_("Numbers of the summary, for [expect] and --json"),
  };
  return _(headings[kind]);
}

const char *
wsc_describe_type (const WscOption *option)
{
  static const char *const types[] = { "choice", "integer", "real", "boolean", "text", "file" };
  return types[option->type];
}

/* --- text --------------------------------------------------------------------- */

static void
append_option (GString *out, const WscOption *option, gboolean in_full)
{
  g_autofree char *range = wsc_option_dup_range (option);
  const char *initial = option->initial && *option->initial ? option->initial : "\"\"";
  g_string_append_printf (out, "  %-26s %-12s %s\n", option->key, initial, range);
  if (!in_full)
    return;
  g_string_append_printf (out, "    %s. %s\n", _(option->label), _(option->tooltip));
  for (const WscChoice *choice = option->choices; choice && choice->name; choice++)
    g_string_append_printf (out, "    %-24s %s\n", choice->name, _(choice->label));
}

void
wsc_describe_text (GString *out, const GArray *topics, gboolean in_full)
{
  for (guint i = 0; i < topics->len; i++)
    {
      const WscTopic *topic = &g_array_index (topics, WscTopic, i);
      if (i == 0 || topic->kind != topic[-1].kind)
        g_string_append_printf (out, "%s%s\n", i > 0 ? "\n" : "", get_heading (topic->kind));
      if (topic->option)
        append_option (out, topic->option, in_full);
      else
        g_string_append_printf (out, "  %-26s %s\n", topic->name, topic->about);
      if (topic->columns)
        g_string_append_printf (out, "  %-26s %s\n", "", topic->columns);
    }
}

/* --- JSON ----------------------------------------------------------------------- */

static void
append_member (GString *out, const char *name, const char *value)
{
  g_string_append_printf (out, ", \"%s\": ", name);
  wsc_json_append_string (out, value);
}

static void
append_number_member (GString *out, const char *name, double value)
{
  g_string_append_printf (out, ", \"%s\": ", name);
  wsc_json_append_number (out, value);
}

static void
append_choices (GString *out, const WscChoice *choices)
{
  g_string_append (out, ", \"choices\": [");
  for (const WscChoice *choice = choices; choice->name; choice++)
    {
      g_string_append (out, choice == choices ? "{\"name\": " : ", {\"name\": ");
      wsc_json_append_string (out, choice->name);
      append_member (out, "label", _(choice->label));
      g_string_append_c (out, '}');
    }
  g_string_append_c (out, ']');
}

static void
append_option_members (GString *out, const WscOption *option)
{
  static const char *const stages[] = {
    [WSC_STAGE_NONE] = "none",           [WSC_STAGE_DATA] = "data",
    [WSC_STAGE_TRAIN] = "training",      [WSC_STAGE_ESTIMATE] = "estimate",
    [WSC_STAGE_COMPARE] = "comparison",  [WSC_STAGE_VIEW] = "view",
    [WSC_STAGE_DECOMPOSE] = "decomposition",
    [WSC_STAGE_CURVE] = "errors",        [WSC_STAGE_CHOOSE] = "components",
    [WSC_STAGE_GROUP] = "groups",        [WSC_STAGE_FORECAST] = "forecast",
    [WSC_STAGE_SUGGEST] = "suggestion",  [WSC_STAGE_SWEEP] = "sweep",
    [WSC_STAGE_LANDSCAPE] = "landscape", [WSC_STAGE_PREPARE] = "reducible",
    [WSC_STAGE_COMMUNITIES] = "communities", [WSC_STAGE_DISTANCES] = "distances",
    [WSC_STAGE_PARTITION] = "partitions", [WSC_STAGE_CLUSTER] = "clusters",
    [WSC_STAGE_REDUCE] = "reduction",    [WSC_STAGE_COUNT] = "count",
    [WSC_STAGE_TRADE] = "curve",
  };
  G_STATIC_ASSERT (G_N_ELEMENTS (stages) == WSC_STAGE_TRADE + 1);
  append_member (out, "type", wsc_describe_type (option));
  append_member (out, "default", option->initial ? option->initial : "");
  if (option->type == WSC_OPTION_INTEGER || option->type == WSC_OPTION_REAL)
    {
      append_number_member (out, "minimum", option->minimum);
      append_number_member (out, "maximum", option->maximum);
    }
  if (option->choices)
    append_choices (out, option->choices);
  append_member (out, "label", _(option->label));
  append_member (out, "about", _(option->tooltip));
  if (option->unit)
    append_member (out, "unit", _(option->unit));
  append_member (out, "stage", stages[option->stage]);
}

void
wsc_describe_json (GString *out, const GArray *topics)
{
  g_string_append_c (out, '{');
  for (guint i = 0; i < topics->len; i++)
    {
      const WscTopic *topic = &g_array_index (topics, WscTopic, i);
      gboolean is_first = i == 0 || topic->kind != topic[-1].kind;
      if (is_first)
        g_string_append_printf (out, "%s\n  \"%s\": [", i > 0 ? "]," : "", wsc_describe_kind (topic->kind));
      g_string_append (out, is_first ? "\n    {\"name\": " : ",\n    {\"name\": ");
      wsc_json_append_string (out, topic->name);
      if (topic->option)
        append_option_members (out, topic->option);
      else
        append_member (out, "about", topic->about);
      if (topic->columns)
        append_member (out, "columns", topic->columns);
      g_string_append_c (out, '}');
    }
  g_string_append (out, "]\n}\n");
}
