#include "app/application.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "app/documents.h"
#include "app/gl-probe.h"
#include "app/help-window.h"
#include "app/preferences-window.h"
#include "app/preferences.h"
#include "app/shortcuts.h"
#include "app/window.h"

struct _WscApplication
{
  AdwApplication parent_instance;
};

G_DEFINE_FINAL_TYPE (WscApplication, wsc_application, ADW_TYPE_APPLICATION)

static void
quit (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  wsc_documents_quit (user_data);
}

static void
new_window (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  gtk_window_present (GTK_WINDOW (wsc_window_new (user_data)));
}

static void
show_preferences (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  wsc_preferences_window_show (gtk_application_get_active_window (user_data));
}

/* By the id of a window, which notifications know it by. */
static void
present_window (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  GtkWindow *window = gtk_application_get_window_by_id (user_data, g_variant_get_uint32 (parameter));
  if (window)
    gtk_window_present (window);
}

static void
about (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  adw_show_about_window (gtk_application_get_active_window (user_data), "application-name", _("Weightscape"),
                         "application-icon", WSC_APPLICATION_ID, "version", WSC_VERSION, "license-type",
                         GTK_LICENSE_GPL_3_0, "developer-name", _("The Weightscape contributors"), "comments",
                         _("How the neurons of a network lie in parameter space"), NULL);
}

static void
shortcuts (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  GtkWindow *window = gtk_application_get_active_window (user_data);
  if (WSC_IS_WINDOW (window)) /* not over itself */
    wsc_shortcuts_show (window);
}

static void
help (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  GtkWindow *window = gtk_application_get_active_window (user_data);
  g_autofree char *page = window ? wsc_window_dup_help (window) : NULL;
  if (window)
    wsc_help_show (window, page);
}

static const GActionEntry actions[] = {
  { "quit", quit, NULL, NULL, NULL, { 0 } },
  { "new-window", new_window, NULL, NULL, NULL, { 0 } },
  { "shortcuts", shortcuts, NULL, NULL, NULL, { 0 } },
  { "help", help, NULL, NULL, NULL, { 0 } },
  { "preferences", show_preferences, NULL, NULL, NULL, { 0 } },
  { "present-window", present_window, "u", NULL, NULL, { 0 } },
  { "about", about, NULL, NULL, NULL, { 0 } },
};

/* Where the processor draws GL, a window composed by GL takes some 60 ms a frame and one composed by Cairo 7: the scene
 * alone is left to GL then. */
static void
choose_renderer (void)
{
  GdkDisplay *display = gdk_display_get_default ();
  if (display && !g_getenv ("GSK_RENDERER") && wsc_gl_probe_is_software (display))
    g_object_set_data (G_OBJECT (display), "gsk-renderer", (gpointer) "cairo");
}

static void
wsc_application_startup (GApplication *application)
{
  G_APPLICATION_CLASS (wsc_application_parent_class)->startup (application);
  choose_renderer ();
  wsc_preferences_get ();
  g_action_map_add_action_entries (G_ACTION_MAP (application), actions, G_N_ELEMENTS (actions), application);
  wsc_shortcuts_install (GTK_APPLICATION (application));
  /* Text that can be marked is not marked by passing through it. */
  g_object_set (gtk_settings_get_default (), "gtk-label-select-on-focus", FALSE, NULL);
  gtk_window_set_default_icon_name (WSC_APPLICATION_ID);
  wsc_documents_start (GTK_APPLICATION (application));
}

static void
wsc_application_shutdown (GApplication *application)
{
  wsc_documents_end (GTK_APPLICATION (application));
  G_APPLICATION_CLASS (wsc_application_parent_class)->shutdown (application);
}

/* Of the program that runs already; where none does, this one opens its first window anyway. */
static int
ask_for_window (GApplication *application)
{
  g_autoptr (GError) error = NULL;
  if (!g_application_register (application, NULL, &error))
    {
      g_printerr ("%s\n", error->message);
      return 1;
    }
  if (!g_application_get_is_remote (application))
    return -1;
  g_action_group_activate_action (G_ACTION_GROUP (application), "new-window", NULL);
  return 0;
}

static int
wsc_application_handle_local_options (GApplication *application, GVariantDict *options)
{
  if (g_variant_dict_contains (options, "new-window"))
    return ask_for_window (application);
  if (!g_variant_dict_contains (options, "version"))
    return -1;
  g_print ("Weightscape %s\n", WSC_VERSION);
  return 0;
}

/* The help is not what is started again. */
static GtkWindow *
find_window (GtkApplication *application)
{
  for (GList *l = gtk_application_get_windows (application); l; l = l->next)
    if (WSC_IS_WINDOW (l->data))
      return l->data;
  return NULL;
}

static void
wsc_application_activate (GApplication *application)
{
  GtkWindow *window = find_window (GTK_APPLICATION (application));
  if (!window)
    window = GTK_WINDOW (wsc_window_new (GTK_APPLICATION (application)));
  gtk_window_present (window);
}

static void
wsc_application_open (GApplication *application, GFile **files, int n_files, const char *hint)
{
  g_autoptr (GStrvBuilder) paths = g_strv_builder_new ();
  for (int i = 0; i < n_files; i++)
    {
      g_autofree char *path = g_file_get_path (files[i]);
      g_autofree char *name = g_file_get_basename (files[i]);
      gboolean exists = path && g_file_test (path, G_FILE_TEST_EXISTS);
      /* "fig6" is the name of a shipped study unless there is a file of that name. */
      g_strv_builder_add (paths, exists || strchr (name, '.') ? path : name);
    }
  g_auto (GStrv) all = g_strv_builder_end (paths);
  wsc_documents_open (GTK_APPLICATION (application), NULL, (const char *const *) all);
}

static void
wsc_application_class_init (WscApplicationClass *klass)
{
  GApplicationClass *application_class = G_APPLICATION_CLASS (klass);
  application_class->startup = wsc_application_startup;
  application_class->shutdown = wsc_application_shutdown;
  application_class->activate = wsc_application_activate;
  application_class->open = wsc_application_open;
  application_class->handle_local_options = wsc_application_handle_local_options;
}

static void
wsc_application_init (WscApplication *self)
{
}

WscApplication *
wsc_application_new (void)
{
  WscApplication *self = g_object_new (WSC_TYPE_APPLICATION, "application-id", WSC_APPLICATION_ID, "resource-base-path",
                                       "/io/github/weightscape/Weightscape", "flags", G_APPLICATION_HANDLES_OPEN, "register-session", TRUE, NULL);
  g_application_add_main_option (G_APPLICATION (self), "version", 0, G_OPTION_FLAG_NONE, G_OPTION_ARG_NONE,
                                 _("Print the version and exit"), NULL);
  g_application_add_main_option (G_APPLICATION (self), "new-window", 0, G_OPTION_FLAG_NONE, G_OPTION_ARG_NONE,
                                 _("Open another window"), NULL);
  g_application_set_option_context_parameter_string (G_APPLICATION (self), _("[FILE…]"));
  g_application_set_option_context_summary (
      G_APPLICATION (self), _("Shows how the neurons of a network lie in parameter space.\n"
                              "FILE is a study (.study), results (.h5), a table (.csv), arrays or a network (.npz), or the name of a shipped study."));
  return self;
}
