#include "app/help-list.h"

#include <glib/gi18n-lib.h>

#include "app/accessible.h"

struct _WscHelpList
{
  GtkWidget parent_instance;

  WscHelp *help;
  WscHelpPage *shown; /* borrowed from the help */

  GtkWidget *content;
  GtkWidget *search;
  GtkListBox *list;
  GtkWidget *nothing;
};

G_DEFINE_FINAL_TYPE (WscHelpList, wsc_help_list, GTK_TYPE_WIDGET)

static guint chosen_signal;

#define TARGET "wsc-help-target"
#define PAGE "wsc-help-page"

/* --- rows ------------------------------------------------------------------------------ */

static GtkWidget *
new_label (const char *text)
{
  GtkWidget *label = gtk_label_new (text);
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
  return label;
}

static void
add_row (WscHelpList *self, WscHelpPage *page, char *target, const char *below)
{
  GtkWidget *row = gtk_list_box_row_new (), *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 2);
  gtk_widget_set_valign (box, GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (row, "help-row");
  gtk_box_append (GTK_BOX (box), new_label (wsc_help_page_get_title (page)));
  if (below)
    {
      GtkWidget *label = new_label (below);
      gtk_widget_add_css_class (label, "caption");
      gtk_widget_add_css_class (label, "dim-label");
      gtk_box_append (GTK_BOX (box), label);
    }
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), box);
  wsc_accessible_set_name (row, wsc_help_page_get_title (page), below);
  g_object_set_data_full (G_OBJECT (row), TARGET, target, g_free);
  g_object_set_data (G_OBJECT (row), PAGE, page);
  gtk_list_box_append (self->list, row);
}

static void
add_hit (WscHelpList *self, const WscHelpHit *hit)
{
  if (!hit->option)
    {
      add_row (self, hit->page, g_strconcat ("help:", wsc_help_page_get_id (hit->page), NULL), hit->excerpt);
      return;
    }
  g_autofree char *below = g_strdup_printf (_("Option “%s”"), _(hit->option->label));
  add_row (self, hit->page, g_strconcat ("option:", hit->option->key, NULL), below);
}

static void
add_all (WscHelpList *self)
{
  guint n;
  WscHelpPage *const *pages = wsc_help_get_pages (self->help, &n);
  for (guint i = 0; i < n; i++)
    add_row (self, pages[i], g_strconcat ("help:", wsc_help_page_get_id (pages[i]), NULL), NULL);
}

static void
add_hits (WscHelpList *self, const char *text)
{
  g_autoptr (GPtrArray) hits = wsc_help_search (self->help, text);
  for (guint i = 0; i < hits->len; i++)
    add_hit (self, hits->pdata[i]);
}

/* Once it has its place. */
static gboolean
on_tick (GtkWidget *widget, GdkFrameClock *clock, gpointer user_data)
{
  WscHelpList *self = WSC_HELP_LIST (widget);
  GtkListBoxRow *row = gtk_list_box_get_selected_row (self->list);
  graphene_rect_t place;
  if (!row || !gtk_widget_compute_bounds (GTK_WIDGET (row), GTK_WIDGET (self->list), &place))
    return G_SOURCE_REMOVE;
  if (place.size.height == 0)
    return G_SOURCE_CONTINUE;
  gtk_adjustment_clamp_page (gtk_list_box_get_adjustment (self->list), place.origin.y, place.origin.y + place.size.height);
  return G_SOURCE_REMOVE;
}

static void
mark_shown (WscHelpList *self)
{
  GtkListBoxRow *row;
  for (int i = 0; (row = gtk_list_box_get_row_at_index (self->list, i)); i++)
    if (g_object_get_data (G_OBJECT (row), PAGE) == self->shown)
      {
        gtk_list_box_select_row (self->list, row);
        gtk_widget_add_tick_callback (GTK_WIDGET (self), on_tick, NULL, NULL);
        return;
      }
  gtk_list_box_unselect_all (self->list);
}

static gboolean
is_searching (WscHelpList *self)
{
  return *gtk_editable_get_text (GTK_EDITABLE (self->search)) != '\0';
}

static void
fill (WscHelpList *self)
{
  for (GtkListBoxRow *row; (row = gtk_list_box_get_row_at_index (self->list, 0));)
    gtk_list_box_remove (self->list, GTK_WIDGET (row));
  if (!self->help)
    return;
  if (is_searching (self))
    add_hits (self, gtk_editable_get_text (GTK_EDITABLE (self->search)));
  else
    add_all (self);
  gtk_list_box_invalidate_headers (self->list);
  mark_shown (self);
}

/* --- groups ---------------------------------------------------------------------------- */

/* The page to begin with belongs to none. */
static const char *
get_group (GtkListBoxRow *row)
{
  WscHelpPage *page = g_object_get_data (G_OBJECT (row), PAGE);
  if (g_str_equal (wsc_help_page_get_id (page), "index"))
    return NULL;
  switch (wsc_help_page_get_kind (page))
    {
    case WSC_HELP_TUTORIAL:
      return _("Tutorials");
    case WSC_HELP_CARD:
      return _("Methods");
    case WSC_HELP_REFERENCE:
    default:
      return _("Reference");
    }
}

static void
update_header (GtkListBoxRow *row, GtkListBoxRow *before, gpointer user_data)
{
  const char *group = is_searching (user_data) ? NULL : get_group (row);
  if (!group || (before && g_strcmp0 (get_group (before), group) == 0))
    {
      gtk_list_box_row_set_header (row, NULL);
      return;
    }
  GtkWidget *label = g_object_new (GTK_TYPE_LABEL, "accessible-role", GTK_ACCESSIBLE_ROLE_HEADING, "label", group, "xalign", 0.0, NULL);
  gtk_accessible_update_property (GTK_ACCESSIBLE (label), GTK_ACCESSIBLE_PROPERTY_LEVEL, 2, -1);
  gtk_widget_add_css_class (label, "heading");
  gtk_widget_add_css_class (label, "help-group");
  gtk_list_box_row_set_header (row, label);
}

/* --- what is done with them --------------------------------------------------------------- */

static void
on_row_activated (WscHelpList *self, GtkListBoxRow *row)
{
  g_autofree char *target = g_strdup (g_object_get_data (G_OBJECT (row), TARGET));
  g_signal_emit (self, chosen_signal, 0, target);
}

static void
on_search_activated (WscHelpList *self)
{
  fill (self); /* which waits for a pause in typing otherwise */
  GtkListBoxRow *first = gtk_list_box_get_row_at_index (self->list, 0);
  if (first && is_searching (self))
    on_row_activated (self, first);
}

void
wsc_help_list_set_help (WscHelpList *self, WscHelp *help)
{
  g_return_if_fail (WSC_IS_HELP_LIST (self) && help != NULL);
  WscHelp *before = self->help;
  self->help = wsc_help_ref (help);
  self->shown = NULL;
  gtk_widget_show (self->nothing);
  fill (self);
  g_clear_pointer (&before, wsc_help_unref);
}

void
wsc_help_list_select (WscHelpList *self, WscHelpPage *page)
{
  g_return_if_fail (WSC_IS_HELP_LIST (self));
  self->shown = page;
  mark_shown (self);
}

void
wsc_help_list_focus_search (WscHelpList *self)
{
  g_return_if_fail (WSC_IS_HELP_LIST (self));
  gtk_widget_grab_focus (self->search);
}

gboolean
wsc_help_list_clear_search (WscHelpList *self)
{
  g_return_val_if_fail (WSC_IS_HELP_LIST (self), FALSE);
  gboolean searching = is_searching (self);
  if (searching)
    gtk_editable_set_text (GTK_EDITABLE (self->search), "");
  return searching;
}

static gboolean
is_in_list (WscHelpList *self)
{
  GtkWidget *focus = gtk_root_get_focus (gtk_widget_get_root (GTK_WIDGET (self)));
  return focus && gtk_widget_is_ancestor (focus, GTK_WIDGET (self->list));
}

static gboolean
enter_list (WscHelpList *self)
{
  GtkListBoxRow *row = gtk_list_box_get_selected_row (self->list);
  row = row ? row : gtk_list_box_get_row_at_index (self->list, 0);
  return row && gtk_widget_grab_focus (GTK_WIDGET (row));
}

/* One stop for the list, whose rows are gone through by arrows. */
static gboolean
wsc_help_list_focus (GtkWidget *widget, GtkDirectionType direction)
{
  WscHelpList *self = WSC_HELP_LIST (widget);
  gboolean within = gtk_widget_get_focus_child (widget) != NULL, in_list = within && is_in_list (self);
  if (direction == GTK_DIR_TAB_FORWARD && in_list)
    return FALSE;
  if (direction == GTK_DIR_TAB_FORWARD && within)
    return enter_list (self);
  if (direction == GTK_DIR_TAB_BACKWARD && in_list)
    return gtk_widget_grab_focus (self->search);
  if (direction == GTK_DIR_TAB_BACKWARD && !within)
    return enter_list (self);
  return GTK_WIDGET_CLASS (wsc_help_list_parent_class)->focus (widget, direction);
}

/* --- the widget --------------------------------------------------------------------------- */

static void
wsc_help_list_dispose (GObject *object)
{
  WscHelpList *self = WSC_HELP_LIST (object);
  if (self->content)
    gtk_list_box_set_header_func (self->list, NULL, NULL, NULL); /* which asks the search, and that goes first */
  g_clear_pointer (&self->content, gtk_widget_unparent);
  g_clear_pointer (&self->help, wsc_help_unref);
  G_OBJECT_CLASS (wsc_help_list_parent_class)->dispose (object);
}

static void
wsc_help_list_class_init (WscHelpListClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  G_OBJECT_CLASS (klass)->dispose = wsc_help_list_dispose;
  widget_class->focus = wsc_help_list_focus;
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/weightscape/Weightscape/ui/help-list.ui");
  gtk_widget_class_bind_template_child (widget_class, WscHelpList, content);
  gtk_widget_class_bind_template_child (widget_class, WscHelpList, search);
  gtk_widget_class_bind_template_child (widget_class, WscHelpList, list);
  gtk_widget_class_bind_template_child (widget_class, WscHelpList, nothing);
  gtk_widget_class_bind_template_callback (widget_class, fill);
  gtk_widget_class_bind_template_callback (widget_class, on_row_activated);
  gtk_widget_class_bind_template_callback (widget_class, on_search_activated);
  chosen_signal
      = g_signal_new ("chosen", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
}

static void
wsc_help_list_init (WscHelpList *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_list_box_set_header_func (self->list, update_header, self, NULL);
  wsc_accessible_set_name (self->search, _("Search the help"), NULL);
  wsc_accessible_set_name (GTK_WIDGET (self->list), _("Pages of the help"), NULL);
}
