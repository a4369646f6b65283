/* Which page of the help is of what is shown. */
#include "app/option-row.h"
#include "app/window-private.h"

char *
wsc_window_dup_help (WscWindow *self)
{
  g_return_val_if_fail (WSC_IS_WINDOW (self), NULL);
  GtkWidget *focus = gtk_root_get_focus (GTK_ROOT (self));
  GtkWidget *row = focus ? gtk_widget_get_ancestor (focus, WSC_TYPE_OPTION_ROW) : NULL;
  const char *page = adw_view_stack_get_visible_child_name (self->pages);
  if (g_strcmp0 (gtk_stack_get_visible_child_name (self->main_stack), "workspace") != 0)
    return g_strdup ("tutorial-first");
  if (row && gtk_widget_get_mapped (row))
    return g_strconcat ("option:", wsc_option_row_get_option (WSC_OPTION_ROW (row))->key, NULL);
  return g_strconcat ("tutorial-", page, NULL);
}

void
wsc_window_show_page (WscWindow *self, const char *page)
{
  g_return_if_fail (WSC_IS_WINDOW (self) && page != NULL);
  wsc_window_show_workspace (self, TRUE);
  adw_view_stack_set_visible_child_name (self->pages, page);
}
