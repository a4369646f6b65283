#include "app/group-row.h"

#include <glib/gi18n-lib.h>

#include "app/accessible.h"
#include "app/theme.h"
#include "plot/plot.h"

#define SWATCH 12 /* px */

struct _WscGroupRow
{
  GtkListBoxRow parent_instance;

  WscSession *session;
  guint number;
  char *name; /* NULL: shows no group yet */
  GtkWidget *entry, *contents, *button;
};

G_DEFINE_FINAL_TYPE (WscGroupRow, wsc_group_row, GTK_TYPE_LIST_BOX_ROW)

static void
draw_swatch (GtkDrawingArea *area, cairo_t *cr, int width, int height, gpointer user_data)
{
  WscRgba colour = wsc_plot_get_group_rgba (WSC_GROUP_ROW (user_data)->number, wsc_theme_get ());
  cairo_set_source_rgb (cr, colour.r, colour.g, colour.b);
  cairo_rectangle (cr, 0, (height - SWATCH) / 2.0, SWATCH, SWATCH);
  cairo_fill (cr);
}

/* A name that cannot be one is put back. */
static void
take_over (WscGroupRow *self)
{
  if (!self->name)
    return;
  if (!wsc_session_rename_group (self->session, self->number, gtk_editable_get_text (GTK_EDITABLE (self->entry)), NULL))
    gtk_editable_set_text (GTK_EDITABLE (self->entry), self->name);
}

static void
on_focus (WscGroupRow *self)
{
  if (!gtk_widget_has_focus (GTK_WIDGET (gtk_editable_get_delegate (GTK_EDITABLE (self->entry)))))
    take_over (self);
}

static void
on_remove (WscGroupRow *self)
{
  wsc_session_remove_group (self->session, self->number);
}

static void
wsc_group_row_dispose (GObject *object)
{
  WscGroupRow *self = WSC_GROUP_ROW (object);
  g_clear_object (&self->session);
  g_clear_pointer (&self->name, g_free);
  G_OBJECT_CLASS (wsc_group_row_parent_class)->dispose (object);
}

static void
wsc_group_row_class_init (WscGroupRowClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = wsc_group_row_dispose;
}

static void
wsc_group_row_init (WscGroupRow *self)
{
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (self), FALSE);
  gtk_list_box_row_set_selectable (GTK_LIST_BOX_ROW (self), FALSE);
  gtk_widget_set_focusable (GTK_WIDGET (self), FALSE);
  gtk_widget_add_css_class (GTK_WIDGET (self), "option-row");
}

static GtkWidget *
new_swatch (WscGroupRow *self)
{
  GtkWidget *swatch = gtk_drawing_area_new ();
  gtk_drawing_area_set_content_width (GTK_DRAWING_AREA (swatch), SWATCH);
  gtk_drawing_area_set_draw_func (GTK_DRAWING_AREA (swatch), draw_swatch, self, NULL);
  wsc_theme_watch (G_CALLBACK (gtk_widget_queue_draw), swatch);
  return swatch;
}

static GtkWidget *
new_entry (WscGroupRow *self)
{
  g_autofree char *label = g_strdup_printf (_("Name of group %u"), self->number + 1);
  GtkWidget *entry = gtk_entry_new ();
  gtk_entry_set_has_frame (GTK_ENTRY (entry), FALSE);
  gtk_editable_set_width_chars (GTK_EDITABLE (entry), 8);
  gtk_widget_set_hexpand (entry, TRUE);
  g_signal_connect_object (entry, "activate", G_CALLBACK (take_over), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (gtk_editable_get_delegate (GTK_EDITABLE (entry)), "notify::has-focus", G_CALLBACK (on_focus),
                           self, G_CONNECT_SWAPPED);
  wsc_accessible_set_name (entry, label, NULL);
  return entry;
}

static GtkWidget *
new_contents (void)
{
  GtkWidget *label = gtk_label_new (NULL);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_label_set_max_width_chars (GTK_LABEL (label), 17);
  gtk_widget_add_css_class (label, "dim-label");
  gtk_widget_add_css_class (label, "numeric");
  return label;
}

static GtkWidget *
new_button (WscGroupRow *self)
{
  GtkWidget *button = gtk_button_new_from_icon_name ("list-remove-symbolic");
  gtk_widget_add_css_class (button, "flat");
  g_signal_connect_object (button, "clicked", G_CALLBACK (on_remove), self, G_CONNECT_SWAPPED);
  return button;
}

void
wsc_group_row_set_group (WscGroupRow *self, const WscGroup *group)
{
  g_return_if_fail (WSC_IS_GROUP_ROW (self) && group != NULL);
  g_autofree char *text = wsc_components_format (&group->components);
  g_autofree char *remove = g_strdup_printf (_("Remove group %s"), group->name);
  /* A name that is being typed while another group changes is left alone. */
  if (g_strcmp0 (self->name, group->name) != 0)
    {
      g_free (self->name);
      self->name = g_strdup (group->name);
      gtk_editable_set_text (GTK_EDITABLE (self->entry), group->name);
    }
  gtk_label_set_label (GTK_LABEL (self->contents), text);
  gtk_widget_set_tooltip_text (self->contents, text);
  gtk_widget_set_tooltip_text (self->button, remove);
  wsc_accessible_set_name (self->button, remove, NULL);
  wsc_accessible_set_name (GTK_WIDGET (self), group->name, NULL);
}

WscGroupRow *
wsc_group_row_new (WscSession *session, guint number)
{
  g_return_val_if_fail (WSC_IS_SESSION (session), NULL);
  WscGroupRow *self = g_object_new (WSC_TYPE_GROUP_ROW, NULL);
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 8);
  self->session = g_object_ref (session);
  self->number = number;
  self->entry = new_entry (self);
  self->contents = new_contents ();
  self->button = new_button (self);
  gtk_box_append (GTK_BOX (box), new_swatch (self));
  gtk_box_append (GTK_BOX (box), self->entry);
  gtk_box_append (GTK_BOX (box), self->contents);
  gtk_box_append (GTK_BOX (box), self->button);
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (self), box);
  return self;
}
