#include "app/preferences-window.h"

#include <glib/gi18n-lib.h>

#include "app/accessible.h"
#include "app/preferences.h"

struct _WscPreferencesWindow
{
  AdwWindow parent_instance;

  GtkWidget *not_kept;
  AdwActionRow *threads_row;
  GtkWidget *threads, *run_shipped, *colour_scheme, *notify, *notify_after;
};

G_DEFINE_FINAL_TYPE (WscPreferencesWindow, wsc_preferences_window, ADW_TYPE_WINDOW)

static void
wsc_preferences_window_class_init (WscPreferencesWindowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/weightscape/Weightscape/ui/preferences-window.ui");
  gtk_widget_class_bind_template_child (widget_class, WscPreferencesWindow, not_kept);
  gtk_widget_class_bind_template_child (widget_class, WscPreferencesWindow, threads_row);
  gtk_widget_class_bind_template_child (widget_class, WscPreferencesWindow, threads);
  gtk_widget_class_bind_template_child (widget_class, WscPreferencesWindow, run_shipped);
  gtk_widget_class_bind_template_child (widget_class, WscPreferencesWindow, colour_scheme);
  gtk_widget_class_bind_template_child (widget_class, WscPreferencesWindow, notify);
  gtk_widget_class_bind_template_child (widget_class, WscPreferencesWindow, notify_after);
}

static void
bind_rows (WscPreferencesWindow *self)
{
  WscPreferences *preferences = wsc_preferences_get ();
  const struct { const char *name; GtkWidget *widget; const char *property; } rows[] = {
    { "threads", self->threads, "value" },
    { "run-shipped", self->run_shipped, "active" },
    { "colour-scheme", self->colour_scheme, "selected" },
    { "notify", self->notify, "active" },
    { "notify-after", self->notify_after, "value" },
  };
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    g_object_bind_property (preferences, rows[i].name, rows[i].widget, rows[i].property,
                            G_BINDING_BIDIRECTIONAL | G_BINDING_SYNC_CREATE);
  gtk_widget_set_visible (self->not_kept, !wsc_preferences_get_settings (preferences));
}

static void
describe_threads (WscPreferencesWindow *self)
{
  const guint n = g_get_num_processors ();
  g_autofree char *text = g_strdup_printf (
      ngettext ("From the next run on; 0 is one for the %u processor",
                "From the next run on; 0 is one for each of %u processors", n),
      n);
  adw_action_row_set_subtitle (self->threads_row, text);
}

static void
wsc_preferences_window_init (WscPreferencesWindow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  describe_threads (self);
  bind_rows (self);
  wsc_accessible_name_parts (GTK_WIDGET (self));
}

void
wsc_preferences_window_show (GtkWindow *parent)
{
  GtkWidget *window = g_object_new (WSC_TYPE_PREFERENCES_WINDOW, "transient-for", parent, "application",
                                    parent ? gtk_window_get_application (parent) : NULL, NULL);
  gtk_window_present (GTK_WINDOW (window));
}
