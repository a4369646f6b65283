#include "app/bookmark-list.h"

#include <glib/gi18n-lib.h>

#include "app/accessible.h"
#include "study/bookmarks.h"

struct _WscBookmarkList
{
  GtkWidget parent_instance;

  WscSession *session;
  char *shown; /* the option that the rows show, as text */

  GtkWidget *box;
  GtkWidget *list;
  GtkWidget *name;
  GtkWidget *problem;
};

G_DEFINE_FINAL_TYPE (WscBookmarkList, wsc_bookmark_list, GTK_TYPE_WIDGET)

static void
show_problem (WscBookmarkList *self, const GError *error)
{
  gtk_label_set_label (GTK_LABEL (self->problem), error ? error->message : "");
  gtk_widget_set_visible (self->problem, error != NULL);
}

/* --- rows ----------------------------------------------------------------------------- */

static const char *
get_name (GtkWidget *widget)
{
  return g_object_get_data (G_OBJECT (gtk_widget_get_ancestor (widget, GTK_TYPE_LIST_BOX_ROW)), "bookmark");
}

static void
on_remove (GtkWidget *button, WscBookmarkList *self)
{
  wsc_session_remove_bookmark (self->session, get_name (button));
}

/* A name that cannot be one is put back, and told why. */
static void
on_renamed (GtkWidget *entry, WscBookmarkList *self)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *name = g_strdup (get_name (entry)), *text = g_strdup (gtk_editable_get_text (GTK_EDITABLE (entry)));
  if (!wsc_session_rename_bookmark (self->session, name, g_strstrip (text), &error))
    gtk_editable_set_text (GTK_EDITABLE (entry), name);
  show_problem (self, error);
}

static GtkWidget *
new_button (const char *icon, const char *format, const char *name)
{
  GtkWidget *button = gtk_button_new_from_icon_name (icon);
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wformat-nonliteral"
  g_autofree char *label = g_strdup_printf (format, name);
#pragma GCC diagnostic pop
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (button, "flat");
  gtk_widget_set_tooltip_text (button, label);
  wsc_accessible_set_name (button, label, NULL);
  return button;
}

static GtkWidget *
new_entry (WscBookmarkList *self, const char *name)
{
  GtkWidget *entry = gtk_entry_new ();
  g_autofree char *label = g_strdup_printf (_("Name of the view “%s”"), name);
  gtk_editable_set_text (GTK_EDITABLE (entry), name);
  gtk_editable_set_width_chars (GTK_EDITABLE (entry), 8);
  gtk_entry_set_has_frame (GTK_ENTRY (entry), FALSE);
  gtk_widget_set_hexpand (entry, TRUE);
  gtk_widget_set_tooltip_text (entry, _("Another name, then Enter"));
  wsc_accessible_set_name (entry, label, NULL);
  g_signal_connect_object (entry, "activate", G_CALLBACK (on_renamed), self, 0);
  return entry;
}

static void
add_row (WscBookmarkList *self, const char *name)
{
  GtkWidget *row = gtk_list_box_row_new (), *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 3);
  GtkWidget *go = new_button ("go-next-symbolic", _("Go to the view “%s”"), name);
  GtkWidget *remove = new_button ("user-trash-symbolic", _("Remove the view “%s”"), name);
  g_object_set_data_full (G_OBJECT (row), "bookmark", g_strdup (name), g_free);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), FALSE);
  gtk_widget_set_focusable (row, FALSE);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (go), "win.bookmark");
  gtk_actionable_set_action_target (GTK_ACTIONABLE (go), "s", name);
  g_signal_connect_object (remove, "clicked", G_CALLBACK (on_remove), self, 0);
  gtk_box_append (GTK_BOX (box), new_entry (self, name));
  gtk_box_append (GTK_BOX (box), go);
  gtk_box_append (GTK_BOX (box), remove);
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), box);
  gtk_list_box_append (GTK_LIST_BOX (self->list), row);
}

static void
update (WscBookmarkList *self)
{
  const char *text = wsc_session_get_study (self->session)->view.bookmarks;
  GtkWidget *row;
  if (g_strcmp0 (text, self->shown) == 0)
    return;
  g_free (self->shown);
  self->shown = g_strdup (text);
  show_problem (self, NULL);
  while ((row = gtk_widget_get_first_child (self->list)))
    gtk_list_box_remove (GTK_LIST_BOX (self->list), row);
  g_autoptr (GPtrArray) bookmarks = wsc_bookmarks_parse (text, NULL);
  for (guint i = 0; i < bookmarks->len; i++)
    add_row (self, ((WscBookmark *) bookmarks->pdata[i])->name);
  gtk_widget_set_visible (self->list, bookmarks->len > 0);
}

static void
on_add (WscBookmarkList *self)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *name = g_strstrip (g_strdup (gtk_editable_get_text (GTK_EDITABLE (self->name))));
  if (wsc_session_add_bookmark (self->session, name, &error))
    gtk_editable_set_text (GTK_EDITABLE (self->name), "");
  show_problem (self, error);
}

/* --- the widget ------------------------------------------------------------------------- */

void
wsc_bookmark_list_set_session (WscBookmarkList *self, WscSession *session)
{
  g_return_if_fail (WSC_IS_BOOKMARK_LIST (self) && self->session == NULL);
  self->session = g_object_ref (session);
  g_signal_connect_object (session, "study-changed", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  update (self);
}

void
wsc_bookmark_list_fill_menu (WscSession *session, GMenu *menu)
{
  g_autoptr (GPtrArray) bookmarks = wsc_bookmarks_parse (wsc_session_get_study (session)->view.bookmarks, NULL);
  g_menu_remove_all (menu);
  for (guint i = 0; i < bookmarks->len; i++)
    {
      const WscBookmark *bookmark = bookmarks->pdata[i];
      g_auto (GStrv) parts = g_strsplit (bookmark->name, "_", -1);
      g_autofree char *label = g_strjoinv ("__", parts);
      g_autoptr (GMenuItem) item = g_menu_item_new (label, NULL);
      g_menu_item_set_action_and_target (item, "win.bookmark", "s", bookmark->name);
      g_menu_append_item (menu, item);
    }
}

static void
wsc_bookmark_list_dispose (GObject *object)
{
  WscBookmarkList *self = WSC_BOOKMARK_LIST (object);
  g_clear_pointer (&self->box, gtk_widget_unparent);
  g_clear_object (&self->session);
  g_clear_pointer (&self->shown, g_free);
  G_OBJECT_CLASS (wsc_bookmark_list_parent_class)->dispose (object);
}

static void
wsc_bookmark_list_class_init (WscBookmarkListClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = wsc_bookmark_list_dispose;
  gtk_widget_class_set_layout_manager_type (GTK_WIDGET_CLASS (klass), GTK_TYPE_BIN_LAYOUT);
}

static GtkWidget *
new_heading (void)
{
  GtkWidget *heading = gtk_label_new (_("Kept views"));
  gtk_label_set_xalign (GTK_LABEL (heading), 0);
  gtk_widget_add_css_class (heading, "heading");
  return heading;
}

/* Entry and button for the view that is looked at. */
static GtkWidget *
new_adder (WscBookmarkList *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0), *add = gtk_button_new_with_label (C_("a view", "Keep"));
  self->name = gtk_entry_new ();
  gtk_entry_set_placeholder_text (GTK_ENTRY (self->name), _("Name of this view"));
  gtk_widget_set_hexpand (self->name, TRUE);
  gtk_widget_set_tooltip_text (add, _("Keep projection and camera under this name"));
  wsc_accessible_set_name (self->name, _("Name of this view"), NULL);
  g_signal_connect_object (add, "clicked", G_CALLBACK (on_add), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->name, "activate", G_CALLBACK (on_add), self, G_CONNECT_SWAPPED);
  gtk_widget_add_css_class (box, "linked");
  gtk_box_append (GTK_BOX (box), self->name);
  gtk_box_append (GTK_BOX (box), add);
  return box;
}

static void
wsc_bookmark_list_init (WscBookmarkList *self)
{
  self->box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  self->list = gtk_list_box_new ();
  gtk_list_box_set_selection_mode (GTK_LIST_BOX (self->list), GTK_SELECTION_NONE);
  gtk_widget_add_css_class (self->list, "boxed-list");
  gtk_widget_hide (self->list);
  wsc_accessible_set_name (self->list, _("Kept views"), NULL);
  self->problem = gtk_label_new (NULL);
  gtk_label_set_wrap (GTK_LABEL (self->problem), TRUE);
  gtk_label_set_xalign (GTK_LABEL (self->problem), 0);
  gtk_widget_add_css_class (self->problem, "error");
  gtk_widget_add_css_class (self->problem, "caption");
  gtk_widget_hide (self->problem);
  gtk_box_append (GTK_BOX (self->box), new_heading ());
  gtk_box_append (GTK_BOX (self->box), self->list);
  gtk_box_append (GTK_BOX (self->box), new_adder (self));
  gtk_box_append (GTK_BOX (self->box), self->problem);
  gtk_widget_set_parent (self->box, GTK_WIDGET (self));
}
