/* A page as a list of blocks: lists and quotes are a depth and a marker of what stands in them, so that nothing is nested. */
#include <string.h>
#include <glib/gi18n-lib.h>

#include "help/help-private.h"

#define MAX_LENGTH (1024 * 1024)
#define CARD "card-"
#define TUTORIAL "tutorial-"

void
wsc_help_block_clear (WscHelpBlock *self)
{
  g_free (self->marker);
  g_free (self->markup);
  g_free (self->text);
  g_free (self->target);
}

/* --- reading ----------------------------------------------------------------- */

typedef struct
{
  WscHelpPage *page;
  guint depth, quotes;
  char *marker; /* for the next block */
} Reader;

static WscHelpBlock *
add_block (Reader *self, WscHelpBlockKind kind)
{
  WscHelpBlock block = { .kind = kind, .depth = self->depth, .quoted = self->quotes > 0, .marker = g_steal_pointer (&self->marker) };

  g_array_append_val (self->page->blocks, block);
  return &g_array_index (self->page->blocks, WscHelpBlock, self->page->blocks->len - 1);
}

static WscHelpBlock *
add_line (Reader *self, WscHelpBlockKind kind, cmark_node *node)
{
  WscHelpLine line = { g_string_new (NULL), g_string_new (NULL), self->page->links };
  wsc_help_line_append (&line, node);
  WscHelpBlock *block = add_block (self, kind);
  block->markup = g_string_free (line.markup, FALSE);
  block->text = g_string_free (line.text, FALSE);
  return block;
}

/* A picture that is a paragraph of its own. */
static cmark_node *
get_picture (cmark_node *paragraph)
{
  cmark_node *only = cmark_node_first_child (paragraph);

  return only != NULL && cmark_node_next (only) == NULL && cmark_node_get_type (only) == CMARK_NODE_IMAGE ? only : NULL;
}

static void
add_paragraph (Reader *self, cmark_node *node)
{
  cmark_node *picture = get_picture (node);
  WscHelpBlock *block = add_line (self, picture != NULL ? WSC_HELP_PICTURE : WSC_HELP_PARAGRAPH, node);

  if (picture != NULL)
    block->target = g_strdup (cmark_node_get_url (picture));
}

static void
add_formula (WscHelpBlock *block)
{
  g_auto (GStrv) lines = g_strsplit (block->text, "\n", -1);
  GString *markup = g_string_new (NULL);

  for (char **line = lines; *line != NULL; line++)
    {
      g_autofree char *set = wsc_help_dup_math (*line);
      g_string_append_printf (markup, "%s%s", markup->len > 0 ? "\n" : "", set);
    }
  block->markup = g_string_free (markup, FALSE);
}

static void
add_code (Reader *self, cmark_node *node)
{
  gboolean is_formula = g_strcmp0 (cmark_node_get_fence_info (node), "math") == 0;
  WscHelpBlock *block = add_block (self, is_formula ? WSC_HELP_FORMULA : WSC_HELP_CODE);

  block->text = g_strchomp (g_strdup (cmark_node_get_literal (node)));
  if (is_formula)
    add_formula (block);
  else
    block->markup = g_markup_printf_escaped ("<tt>%s</tt>", block->text);
}

static char *
dup_marker (cmark_node *item)
{
  cmark_node *list = cmark_node_parent (item);
  int number = cmark_node_get_list_start (list);

  if (cmark_node_get_list_type (list) != CMARK_ORDERED_LIST)
    return g_strdup ("•");
  for (cmark_node *before = cmark_node_previous (item); before != NULL; before = cmark_node_previous (before))
    number++;
  return g_strdup_printf ("%d.", number);
}

static void
on_item (Reader *self, cmark_node *node, gboolean enters)
{
  g_clear_pointer (&self->marker, g_free);
  if (enters)
    self->marker = dup_marker (node);
}

static void
on_node (Reader *self, cmark_node *node, gboolean enters)
{
  switch (cmark_node_get_type (node))
    {
    case CMARK_NODE_HEADING:
      if (enters)
        add_line (self, WSC_HELP_HEADING, node)->level = (guint) cmark_node_get_heading_level (node);
      break;
    case CMARK_NODE_PARAGRAPH:
      if (enters)
        add_paragraph (self, node);
      break;
    case CMARK_NODE_CODE_BLOCK:
      add_code (self, node);
      break;
    case CMARK_NODE_THEMATIC_BREAK:
      add_block (self, WSC_HELP_RULE);
      break;
    case CMARK_NODE_LIST:
      self->depth += enters ? 1u : -1u;
      break;
    case CMARK_NODE_ITEM:
      on_item (self, node, enters);
      break;
    case CMARK_NODE_BLOCK_QUOTE:
      self->quotes += enters ? 1u : -1u;
      break;
    default: /* the document; HTML, which is not shown; and what stands in lines, which has been taken with them */
      break;
    }
}

static void
read_blocks (WscHelpPage *self, const char *text, gsize length)
{
  Reader reader = { .page = self };
  cmark_node *document = cmark_parse_document (text, length, CMARK_OPT_VALIDATE_UTF8);
  cmark_iter *iter = cmark_iter_new (document);
  cmark_event_type event;

  while ((event = cmark_iter_next (iter)) != CMARK_EVENT_DONE)
    on_node (&reader, cmark_iter_get_node (iter), event == CMARK_EVENT_ENTER);
  g_free (reader.marker);
  cmark_iter_free (iter);
  cmark_node_free (document);
}

/* --- the options of a card ------------------------------------------------------ */

static void
add_heading (Reader *self, const char *text)
{
  WscHelpBlock *block = add_block (self, WSC_HELP_HEADING);

  block->level = 2;
  block->text = g_strdup (text);
  block->markup = g_markup_escape_text (text, -1);
}

static void
add_options (WscHelpPage *self)
{
  Reader reader = { .page = self };
  gboolean has_heading = FALSE;
  guint n;
  const WscOption *options = wsc_options (&n);

  for (guint i = 0; i < n; i++)
    {
      if (g_strcmp0 (wsc_option_get_card (&options[i]), self->id + strlen (CARD)) != 0)
        continue;
      if (!has_heading)
        add_heading (&reader, _("Options of this method"));
      has_heading = TRUE;
      WscHelpBlock *block = add_block (&reader, WSC_HELP_OPTION);
      block->option = &options[i];
      block->text = g_strdup_printf ("%s %s %s", _(options[i].label), options[i].key, _(options[i].tooltip));
      block->markup = g_markup_escape_text (block->text, -1);
    }
}

/* --- the page --------------------------------------------------------------------- */

static gboolean
has_title (const WscHelpPage *self)
{
  const WscHelpBlock *first = (const WscHelpBlock *) (gpointer) self->blocks->data;

  return self->blocks->len > 0 && first->kind == WSC_HELP_HEADING && first->level == 1 && *first->text != '\0';
}

static void
fold_blocks (WscHelpPage *self)
{
  self->folded = g_new0 (char *, self->blocks->len + 1);
  for (guint i = 0; i < self->blocks->len; i++)
    {
      const char *text = g_array_index (self->blocks, WscHelpBlock, i).text;
      self->folded[i] = wsc_help_fold (text != NULL ? text : "");
    }
}

WscHelpPage *
wsc_help_page_new (const char *id, const char *text, gsize length, GError **error)
{
  g_return_val_if_fail (id != NULL && text != NULL, NULL);

  if (length > MAX_LENGTH)
    {
      g_set_error (error, WSC_ERROR, WSC_ERROR_FORMAT, _("The page “%s” of the help has %zu bytes; allowed: up to %d"), id, length,
                   MAX_LENGTH);
      return NULL;
    }
  g_autoptr (WscHelpPage) self = g_new0 (WscHelpPage, 1);
  self->ref_count = 1;
  self->id = g_strdup (id);
  self->links = g_ptr_array_new_with_free_func (g_free);
  self->blocks = g_array_new (FALSE, FALSE, sizeof (WscHelpBlock));
  g_array_set_clear_func (self->blocks, (GDestroyNotify) wsc_help_block_clear);
  read_blocks (self, text, length);
  g_ptr_array_add (self->links, NULL);
  if (!has_title (self))
    {
      g_set_error (error, WSC_ERROR, WSC_ERROR_FORMAT, _("The page “%s” of the help does not begin with “# ” and a title"), id);
      return NULL;
    }
  if (wsc_help_page_get_kind (self) == WSC_HELP_CARD)
    add_options (self);
  fold_blocks (self);
  return g_steal_pointer (&self);
}

WscHelpPage *
wsc_help_page_ref (WscHelpPage *self)
{
  g_atomic_int_inc (&self->ref_count);
  return self;
}

void
wsc_help_page_unref (WscHelpPage *self)
{
  if (!g_atomic_int_dec_and_test (&self->ref_count))
    return;
  g_array_unref (self->blocks);
  g_ptr_array_unref (self->links);
  g_strfreev (self->folded);
  g_free (self->id);
  g_free (self);
}

const char *
wsc_help_page_get_id (const WscHelpPage *self)
{
  return self->id;
}

const char *
wsc_help_page_get_title (const WscHelpPage *self)
{
  return g_array_index (self->blocks, WscHelpBlock, 0).text;
}

WscHelpKind
wsc_help_page_get_kind (const WscHelpPage *self)
{
  if (g_str_has_prefix (self->id, CARD))
    return WSC_HELP_CARD;
  return g_str_has_prefix (self->id, TUTORIAL) ? WSC_HELP_TUTORIAL : WSC_HELP_REFERENCE;
}

const WscHelpBlock *
wsc_help_page_get_blocks (const WscHelpPage *self, guint *n)
{
  *n = self->blocks->len;
  return (const WscHelpBlock *) (gpointer) self->blocks->data;
}

const char *const *
wsc_help_page_get_links (const WscHelpPage *self)
{
  return (const char *const *) self->links->pdata;
}
