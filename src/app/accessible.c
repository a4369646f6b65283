#include "app/accessible.h"

static void
set_label (GtkWidget *widget, const char *name, const char *description)
{
  gtk_accessible_update_property (GTK_ACCESSIBLE (widget), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
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
