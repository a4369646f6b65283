/* Which page of the help is of what is shown. */
#include "app/export-dialog.h"
#include "app/new-study-dialog.h"
#include "app/option-row.h"
#include "app/smaller-dialog.h"
#include "app/window-private.h"

#define FIRST "tutorial-first"

static WscOptionRow *
find_row (WscWindow *self)
{
  GtkWidget *focus = gtk_root_get_focus (GTK_ROOT (self));
  GtkWidget *row = focus ? gtk_widget_get_ancestor (focus, WSC_TYPE_OPTION_ROW) : NULL;
  return row && gtk_widget_get_mapped (row) ? WSC_OPTION_ROW (row) : NULL;
}

static char *
dup_help (WscWindow *self)
{
  WscOptionRow *row = find_row (self);
  if (g_strcmp0 (gtk_stack_get_visible_child_name (self->main_stack), "workspace") != 0)
    return g_strdup (FIRST);
  if (row)
    return g_strconcat ("option:", wsc_option_row_get_option (row)->key, NULL);
  const char *page = adw_view_stack_get_visible_child_name (self->pages);
  return g_str_equal (page, "side-by-side") ? g_strdup ("card-as-published") : g_strconcat ("tutorial-", page, NULL);
}

char *
wsc_window_dup_help (GtkWindow *window)
{
  g_return_val_if_fail (GTK_IS_WINDOW (window), NULL);
  if (WSC_IS_WINDOW (window))
    return dup_help (WSC_WINDOW (window));
  if (WSC_IS_EXPORT_DIALOG (window))
    return g_strdup ("tutorial-figures");
  if (WSC_IS_NEW_STUDY_DIALOG (window))
    return g_strdup ("tutorial-data");
  if (WSC_IS_SMALLER_DIALOG (window))
    return g_strdup ("card-smaller-network");
  return g_strdup ("index");
}

void
wsc_window_show_page (WscWindow *self, const char *page)
{
  g_return_if_fail (WSC_IS_WINDOW (self) && page != NULL);
  wsc_window_show_workspace (self, TRUE);
  adw_view_stack_set_visible_child_name (self->pages, page);
}
