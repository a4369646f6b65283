#include "app/column-list.h"

#include <glib/gi18n-lib.h>

#include "app/accessible.h"
#include "app/sparkline.h"

#define MOST 200 /* rows; nobody reads on */

static GtkWidget *
new_label (const char *text, const char *style)
{
  GtkWidget *label = gtk_label_new (text);
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  if (style)
    gtk_widget_add_css_class (label, style);
  return label;
}

static GtkWidget *
new_outline (const WscColumnLook *look)
{
  GtkWidget *outline = g_object_new (WSC_TYPE_SPARKLINE, NULL);
  g_autofree char *name = g_strdup_printf (_("Course of %s"), look->name);
  wsc_sparkline_set_linear (WSC_SPARKLINE (outline), TRUE);
  wsc_sparkline_set_values (WSC_SPARKLINE (outline), look->outline, look->n_outline);
  gtk_widget_set_valign (outline, GTK_ALIGN_CENTER);
  wsc_accessible_set_name (outline, name, NULL);
  return outline;
}

static GtkWidget *
new_row (const WscColumnLook *look)
{
  GtkWidget *row = gtk_list_box_row_new (), *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  GtkWidget *words = gtk_box_new (GTK_ORIENTATION_VERTICAL, 1);
  g_autofree char *about = g_strdup_printf ("%s: %s", look->about, look->first);
  GtkWidget *second = new_label (about, "caption");
  gtk_widget_add_css_class (second, "dim-label");
  gtk_box_append (GTK_BOX (words), new_label (look->name, NULL));
  gtk_box_append (GTK_BOX (words), second);
  gtk_widget_set_hexpand (words, TRUE);
  gtk_box_append (GTK_BOX (box), words);
  if (look->n_outline > 0)
    gtk_box_append (GTK_BOX (box), new_outline (look));
  gtk_widget_add_css_class (box, "column-row");
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), box);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), FALSE);
  gtk_widget_set_tooltip_text (row, about);
  wsc_accessible_set_name (row, look->name, about);
  return row;
}

void
wsc_column_list_fill (GtkListBox *list, const WscPreview *preview)
{
  GtkListBoxRow *old;
  g_return_if_fail (GTK_IS_LIST_BOX (list) && preview != NULL);
  while ((old = gtk_list_box_get_row_at_index (list, 0)))
    gtk_list_box_remove (list, GTK_WIDGET (old));
  for (guint i = 0; i < MIN (wsc_preview_get_n_columns (preview), MOST); i++)
    gtk_list_box_append (list, new_row (wsc_preview_get_column (preview, i)));
}
