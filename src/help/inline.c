/* What stands in a line of text: emphasis, code, mathematics, links. */
#include <string.h>

#include "help/help-private.h"

#define MATH "math: "

const char *
wsc_help_split_target (const char *target, const char **rest)
{
  static const char *const kinds[] = { "help", "option", "study", "page", "https" };

  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    {
      gsize length = strlen (kinds[i]);
      if (g_str_has_prefix (target, kinds[i]) && target[length] == ':')
        {
          *rest = target + length + 1;
          return kinds[i];
        }
    }
  return NULL;
}

static void
append_plain (WscHelpLine *self, const char *text)
{
  g_autofree char *markup = g_markup_escape_text (text, -1);

  g_string_append (self->markup, markup);
  g_string_append (self->text, text);
}

static void
append_code (WscHelpLine *self, const char *text)
{
  gboolean is_math = g_str_has_prefix (text, MATH);
  const char *shown = is_math ? text + strlen (MATH) : text;
  g_autofree char *markup = is_math ? wsc_help_dup_math (shown) : g_markup_escape_text (shown, -1);

  g_string_append_printf (self->markup, is_math ? "%s" : "<tt>%s</tt>", markup);
  g_string_append (self->text, shown);
}

static gboolean
is_allowed (const char *target)
{
  const char *rest;

  return wsc_help_split_target (target, &rest) != NULL;
}

static void
enter_link (WscHelpLine *self, cmark_node *node)
{
  const char *target = cmark_node_get_url (node);

  g_ptr_array_add (self->links, g_strdup (target));
  if (!is_allowed (target))
    return;
  g_autofree char *escaped = g_markup_escape_text (target, -1);
  g_string_append_printf (self->markup, "<a href=\"%s\">", escaped);
}

static void
on_event (WscHelpLine *self, cmark_node *node, gboolean enters)
{
  switch (cmark_node_get_type (node))
    {
    case CMARK_NODE_TEXT:
    case CMARK_NODE_HTML_INLINE:
      append_plain (self, cmark_node_get_literal (node));
      break;
    case CMARK_NODE_CODE:
      append_code (self, cmark_node_get_literal (node));
      break;
    case CMARK_NODE_SOFTBREAK:
      append_plain (self, " ");
      break;
    case CMARK_NODE_LINEBREAK:
      append_plain (self, "\n");
      break;
    case CMARK_NODE_EMPH:
      g_string_append (self->markup, enters ? "<i>" : "</i>");
      break;
    case CMARK_NODE_STRONG:
      g_string_append (self->markup, enters ? "<b>" : "</b>");
      break;
    case CMARK_NODE_LINK:
      if (enters)
        enter_link (self, node);
      else if (is_allowed (cmark_node_get_url (node)))
        g_string_append (self->markup, "</a>");
      break;
    default: /* the words for a picture within a line are shown in its place */
      break;
    }
}

void
wsc_help_line_append (WscHelpLine *self, cmark_node *parent)
{
  cmark_iter *iter = cmark_iter_new (parent);
  cmark_event_type event;

  while ((event = cmark_iter_next (iter)) != CMARK_EVENT_DONE)
    if (cmark_iter_get_node (iter) != parent)
      on_event (self, cmark_iter_get_node (iter), event == CMARK_EVENT_ENTER);
  cmark_iter_free (iter);
}
