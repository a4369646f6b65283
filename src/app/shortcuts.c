#include "app/shortcuts.h"

#include <glib/gi18n-lib.h>

#include "app/accessible.h"

#define MAX_KEYS 4

typedef struct
{
  const char *action; /* NULL: a key of the picture, which has no action of its own (scene-view-input.c) */
  const char *title;
  const char *keys[MAX_KEYS + 1];
} WscShortcut;

static const WscShortcut document[] = {
  { "win.open", N_("Open"), { "<Control>o" } },
  { "win.new", N_("New study"), { "<Control>n" } },
  { "win.gallery", N_("Gallery"), { "<Control>g" } },
  { "win.save", N_("Save"), { "<Control>s" } },
  { "win.save-as", N_("Save as"), { "<Control><Shift>s" } },
  { "win.export-figure", N_("Export figure"), { "<Control>e" } },
  { "win.paste", N_("Paste numbers as a new study"), { "<Control>v" } },
  { "win.copy-command", N_("Copy as command"), { "<Control><Shift>c" } },
  { "win.duplicate", N_("Duplicate window"), { "<Control><Shift>d" } },
  { "win.undo", N_("Undo"), { "<Control>z" } },
  { "win.redo", N_("Redo"), { "<Control><Shift>z", "<Control>y" } },
};

static const WscShortcut general[] = {
  { "win.menu", N_("Main menu"), { "F10" } },
  { "app.preferences", N_("Preferences"), { "<Control>comma" } },
  { "app.shortcuts", N_("Keyboard shortcuts"), { "<Control>question" } },
  { "app.new-window", N_("New window"), { "<Control><Shift>n" } },
  { "window.close", N_("Close window"), { "<Control>w" } },
  { "app.quit", N_("Quit"), { "<Control>q" } },
};

static const WscShortcut help[] = {
  { "app.help", N_("Help on what is shown or has the keyboard"), { "F1" } },
  { "help.back", N_("Back"), { "<Alt>Left" } },
  { "help.forward", N_("Forward"), { "<Alt>Right" } },
  { "help.search", N_("Search"), { "<Control>f" } },
  { "help.leave", N_("Close the help"), { "Escape" } },
};

static const WscShortcut running[] = {
  { "win.run", N_("Run"), { "<Control>r", "F5" } },
  { "win.stop", N_("Stop"), { "Escape" } },
};

static const WscShortcut pages[] = {
  { "win.page::series", N_("Series"), { "<Alt>1" } },
  { "win.page::neurons", N_("Neurons"), { "<Alt>2" } },
  { "win.page::compare", N_("Compare"), { "<Alt>3" } },
  { "win.page::reduce", N_("Reduce"), { "<Alt>4" } },
  { "win.page::loss", N_("Loss"), { "<Alt>5" } },
  { "win.page::side-by-side", N_("Side by side"), { "<Alt>6" } },
  { "win.switch-form", N_("Switch between as published and corrected"), { "<Control>t" } },
  { "win.panels", N_("Show or hide the panels"), { "F9" } },
  { "win.view-panel", N_("Show or hide the panel at the right"), { "<Shift>F9" } },
  { "win.merge", N_("Merge the selected neuron with another"), { "<Control>m" } },
};

static const WscShortcut picture[] = {
  { NULL, N_("Turn"), { "Left", "Right", "Up", "Down" } },
  { NULL, N_("Move"), { "<Shift>Left", "<Shift>Right", "<Shift>Up", "<Shift>Down" } },
  { NULL, N_("Magnify"), { "plus", "minus" } },
  { NULL, N_("Next and previous neuron"), { "Page_Down", "Page_Up" } },
  { NULL, N_("Select none"), { "BackSpace" } },
  { NULL, N_("Menu of the selected neuron"), { "Menu", "<Shift>F10" } },
  { NULL, N_("Look from the front"), { "1" } },
  { NULL, N_("Look from the right"), { "3" } },
  { NULL, N_("Look from above"), { "7" } },
  { NULL, N_("As at first"), { "0", "Home" } },
  { NULL, N_("With or without perspective"), { "5" } },
};

static const struct
{
  const char *title;
  const WscShortcut *shortcuts;
  guint n;
} groups[] = {
  /* GTK 4.8 shows the last page of columns first. */
  { N_("Program"), general, G_N_ELEMENTS (general) },
  { N_("Picture"), picture, G_N_ELEMENTS (picture) },
  { N_("Study"), document, G_N_ELEMENTS (document) },
  { N_("Run"), running, G_N_ELEMENTS (running) },
  { N_("Help"), help, G_N_ELEMENTS (help) },
  { N_("Pages"), pages, G_N_ELEMENTS (pages) },
};

void
wsc_shortcuts_install (GtkApplication *application)
{
  g_return_if_fail (GTK_IS_APPLICATION (application));
  for (guint i = 0; i < G_N_ELEMENTS (groups); i++)
    for (guint j = 0; j < groups[i].n; j++)
      if (groups[i].shortcuts[j].action)
        gtk_application_set_accels_for_action (application, groups[i].shortcuts[j].action, groups[i].shortcuts[j].keys);
}

/* --- the window --------------------------------------------------------------------------- */

static void
append_shortcut (GString *ui, const WscShortcut *shortcut)
{
  g_autofree char *keys = g_strjoinv (" ", (char **) shortcut->keys);
  g_autofree char *text = g_markup_printf_escaped ("<child><object class='GtkShortcutsShortcut'><property name='title'>%s</property>"
                                                   "<property name='accelerator'>%s</property></object></child>",
                                                   _(shortcut->title), keys);
  g_string_append (ui, text);
}

static void
append_group (GString *ui, const char *title, const WscShortcut *shortcuts, guint n)
{
  g_autofree char *text
      = g_markup_printf_escaped ("<child><object class='GtkShortcutsGroup'><property name='title'>%s</property>", title);
  g_string_append (ui, text);
  for (guint i = 0; i < n; i++)
    append_shortcut (ui, &shortcuts[i]);
  g_string_append (ui, "</object></child>");
}

/* GTK names none of them. */
static void
name_parts (GtkWidget *widget)
{
  if (GTK_IS_MENU_BUTTON (widget))
    {
      wsc_accessible_set_name (widget, _("Groups of shortcuts"), NULL);
      return;
    }
  if (GTK_IS_TOGGLE_BUTTON (widget) || GTK_IS_SEARCH_ENTRY (widget))
    wsc_accessible_set_name (widget, _("Search"), NULL);
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child; child = gtk_widget_get_next_sibling (child))
    name_parts (child);
}

/* GTK 4.8 fills a GtkShortcutsWindow from GtkBuilder only. */
void
wsc_shortcuts_show (GtkWindow *parent)
{
  g_autoptr (GString) ui = g_string_new ("<interface><object class='GtkShortcutsWindow' id='window'><property name='modal'>True</property>"
                                         "<child><object class='GtkShortcutsSection'><property name='section-name'>all</property>"
                                         "<property name='max-height'>14</property>");
  for (guint i = 0; i < G_N_ELEMENTS (groups); i++)
    append_group (ui, _(groups[i].title), groups[i].shortcuts, groups[i].n);
  g_string_append (ui, "</object></child></object></interface>");
  g_autoptr (GtkBuilder) builder = gtk_builder_new_from_string (ui->str, (gssize) ui->len);
  GtkWindow *window = GTK_WINDOW (gtk_builder_get_object (builder, "window"));
  name_parts (GTK_WIDGET (window));
  wsc_accessible_name_parts (GTK_WIDGET (window));
  gtk_window_set_transient_for (window, parent);
  gtk_window_present (window);
}
