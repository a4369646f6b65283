#include "app/window-private.h"

static GSettings *
new_settings (void)
{
  GSettingsSchemaSource *source = g_settings_schema_source_get_default ();
  g_autoptr (GSettingsSchema) schema
      = source ? g_settings_schema_source_lookup (source, WSC_APPLICATION_ID, TRUE) : NULL;
  return schema ? g_settings_new (WSC_APPLICATION_ID) : NULL;
}

void
wsc_window_load_state (WscWindow *self)
{
  self->settings = new_settings ();
  if (!self->settings)
    return;
  gtk_window_set_default_size (GTK_WINDOW (self), g_settings_get_int (self->settings, "window-width"),
                               g_settings_get_int (self->settings, "window-height"));
  if (g_settings_get_boolean (self->settings, "window-maximized"))
    gtk_window_maximize (GTK_WINDOW (self));
  self->panels = g_settings_get_boolean (self->settings, "show-panels");
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
  g_settings_set_boolean (self->settings, "show-panels", self->panels);
  if (maximized || width < 1 || height < 1)
    return;
  g_settings_set_int (self->settings, "window-width", width);
  g_settings_set_int (self->settings, "window-height", height);
}
