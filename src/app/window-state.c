#include "app/preferences.h"
#include "app/window-private.h"

void
wsc_window_load_state (WscWindow *self)
{
  GSettings *settings = wsc_preferences_get_settings (wsc_preferences_get ());
  if (!settings)
    return;
  self->settings = g_object_ref (settings);
  gtk_window_set_default_size (GTK_WINDOW (self), g_settings_get_int (self->settings, "window-width"),
                               g_settings_get_int (self->settings, "window-height"));
  if (g_settings_get_boolean (self->settings, "window-maximized"))
    gtk_window_maximize (GTK_WINDOW (self));
  self->panels_wanted = g_settings_get_boolean (self->settings, "show-panels");
  wsc_window_update_panels (self);
}

void
wsc_window_save_state (WscWindow *self)
{
  gboolean maximized = gtk_window_is_maximized (GTK_WINDOW (self));
  int width, height;
  if (!self->settings)
    return;
  gtk_window_get_default_size (GTK_WINDOW (self), &width, &height);
  g_settings_set_boolean (self->settings, "window-maximized", maximized);
  g_settings_set_boolean (self->settings, "show-panels", self->panels_wanted);
  if (maximized || width < 1 || height < 1)
    return;
  g_settings_set_int (self->settings, "window-width", width);
  g_settings_set_int (self->settings, "window-height", height);
}
