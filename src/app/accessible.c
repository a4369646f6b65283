#include "app/accessible.h"

#include <glib/gi18n-lib.h>

/* By the name of their type, for some are private to GTK. */
static const struct
{
  const char *type, *name;
} parts[] = {
  { "GtkScrolledWindow", N_("Scrolled area") },
  { "GtkPaned", N_("Divider") },
  { "GtkListBox", N_("Settings") },
  { "GtkColumnListView", N_("Rows") },
  { "GtkListItemWidget", N_("Row") },
};

/* Set on what has a name: the toolkit cannot be asked for it. */
#define NAMED "wsc-accessible-name"

static void
set_label (GtkWidget *widget, const char *name, const char *description)
{
  gtk_accessible_update_property (GTK_ACCESSIBLE (widget), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  g_object_set_data (G_OBJECT (widget), NAMED, GINT_TO_POINTER (TRUE));
  if (description)
    gtk_accessible_update_property (GTK_ACCESSIBLE (widget), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, description, -1);
}

static void
set_delegate_label (GtkWidget *widget, const char *name)
{
  GtkEditable *delegate = GTK_IS_EDITABLE (widget) ? gtk_editable_get_delegate (GTK_EDITABLE (widget)) : NULL;
  if (delegate)
    set_label (GTK_WIDGET (delegate), name, NULL);
}

/* A GtkDropDown, a GtkMenuButton or an AdwSplitButton gives the focus to a button of its own. */
static void
set_inner_button_label (GtkWidget *widget, const char *name)
{
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child; child = gtk_widget_get_next_sibling (child))
    if (GTK_IS_TOGGLE_BUTTON (child))
      set_label (child, name, NULL);
}

void
wsc_accessible_set_name (GtkWidget *widget, const char *name, const char *description)
{
  g_return_if_fail (GTK_IS_WIDGET (widget) && name != NULL);
  set_label (widget, name, description);
  set_delegate_label (widget, name);
  if (GTK_IS_DROP_DOWN (widget) || GTK_IS_MENU_BUTTON (widget))
    set_inner_button_label (widget, name);
}

static const char *
find_part_name (GtkWidget *widget)
{
  for (guint i = 0; i < G_N_ELEMENTS (parts); i++)
    if (g_str_equal (G_OBJECT_TYPE_NAME (widget), parts[i].type))
      return _(parts[i].name);
  return NULL;
}

void
wsc_accessible_name_parts (GtkWidget *root)
{
  g_return_if_fail (GTK_IS_WIDGET (root));
  const char *name = g_object_get_data (G_OBJECT (root), NAMED) ? NULL : find_part_name (root);
  if (name)
    set_label (root, name, NULL);
  for (GtkWidget *child = gtk_widget_get_first_child (root); child; child = gtk_widget_get_next_sibling (child))
    wsc_accessible_name_parts (child);
}
