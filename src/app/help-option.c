#include "app/help-option.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#include "app/accessible.h"

static GtkWidget *
new_label (const char *text, const char *first_class, const char *second_class)
{
  GtkWidget *label = gtk_label_new (text);
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
  gtk_label_set_selectable (GTK_LABEL (label), TRUE);
  gtk_widget_set_can_focus (label, FALSE);
  gtk_widget_set_focusable (label, FALSE);
  if (first_class)
    gtk_widget_add_css_class (label, first_class);
  if (second_class)
    gtk_widget_add_css_class (label, second_class);
  return label;
}

static const char *
get_choice_label (const WscOption *option)
{
  for (const WscChoice *choice = option->choices; choice->name; choice++)
    if (g_str_equal (choice->name, option->initial))
      return _(choice->label);
  return option->initial;
}

static gboolean
is_number (const WscOption *option)
{
  return option->type == WSC_OPTION_INTEGER || option->type == WSC_OPTION_REAL;
}

/* Whole ones without an exponent. */
static char *
dup_number (double value)
{
  return value == floor (value) && fabs (value) >= 1e4 ? g_strdup_printf ("%.0f", value) : g_strdup_printf ("%.7g", value);
}

static char *
dup_default (const WscOption *option)
{
  if (option->type == WSC_OPTION_BOOLEAN)
    return g_strdup (g_str_equal (option->initial, "true") ? _("Default: on") : _("Default: off"));
  if (!option->initial || !*option->initial)
    return g_strdup (_("Default: empty"));
  if (option->type == WSC_OPTION_CHOICE)
    return g_strdup_printf (_("Default: %s"), get_choice_label (option));
  if (!is_number (option))
    return g_strdup_printf (_("Default: %s"), option->initial);
  g_autofree char *number = dup_number (g_ascii_strtod (option->initial, NULL));
  return g_strdup_printf (_("Default: %s"), number);
}

static char *
dup_range (const WscOption *option)
{
  if (!is_number (option))
    return NULL;
  g_autofree char *low = dup_number (option->minimum), *high = dup_number (option->maximum);
  if (option->unit)
    /* Translators: the range of a number, then its unit. */
    return g_strdup_printf (_("From %s to %s (%s)"), low, high, _(option->unit));
  return g_strdup_printf (_("From %s to %s"), low, high);
}

static void
add_choices (GtkBox *box, const WscOption *option)
{
  GtkWidget *grid = gtk_grid_new ();
  gtk_grid_set_column_spacing (GTK_GRID (grid), 12);
  for (int i = 0; option->choices[i].name; i++)
    {
      GtkWidget *name = new_label (option->choices[i].name, "monospace", "dim-label"), *label = new_label (_(option->choices[i].label), NULL, NULL);
      gtk_widget_set_hexpand (label, TRUE);
      gtk_grid_attach (GTK_GRID (grid), name, 0, i, 1, 1);
      gtk_grid_attach (GTK_GRID (grid), label, 1, i, 1, 1);
    }
  gtk_box_append (box, grid);
}

static GtkWidget *
new_title (const WscOption *option)
{
  GtkWidget *title = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 9), *key = new_label (option->key, "monospace", "dim-label");
  gtk_widget_add_css_class (key, "caption");
  gtk_widget_set_hexpand (key, TRUE);
  gtk_box_append (GTK_BOX (title), new_label (_(option->label), "heading", NULL));
  gtk_box_append (GTK_BOX (title), key);
  return title;
}

GtkWidget *
wsc_help_option_new (const WscOption *option)
{
  g_return_val_if_fail (option != NULL, NULL);
  GtkWidget *box = g_object_new (GTK_TYPE_BOX, "orientation", GTK_ORIENTATION_VERTICAL, "spacing", 3, "accessible-role",
                                 GTK_ACCESSIBLE_ROLE_GROUP, NULL);
  g_autofree char *initial = dup_default (option), *range = dup_range (option);
  gtk_widget_add_css_class (box, "help-option");
  wsc_accessible_set_name (box, _(option->label), NULL);
  gtk_box_append (GTK_BOX (box), new_title (option));
  gtk_box_append (GTK_BOX (box), new_label (_(option->tooltip), NULL, NULL));
  if (option->choices)
    add_choices (GTK_BOX (box), option);
  if (range)
    gtk_box_append (GTK_BOX (box), new_label (range, "caption", NULL));
  gtk_box_append (GTK_BOX (box), new_label (initial, "caption", NULL));
  return box;
}
