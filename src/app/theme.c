#include "app/theme.h"

#include <adwaita.h>

#define PIXELS_A_POINT (96.0 / 72.0)

WscTheme
wsc_theme_get (void)
{
  AdwStyleManager *manager = adw_style_manager_get_default ();
  if (adw_style_manager_get_high_contrast (manager))
    return adw_style_manager_get_dark (manager) ? WSC_THEME_DARK_CONTRAST : WSC_THEME_LIGHT_CONTRAST;
  return adw_style_manager_get_dark (manager) ? WSC_THEME_DARK : WSC_THEME_LIGHT;
}

void
wsc_theme_watch (GCallback callback, gpointer object)
{
  AdwStyleManager *manager = adw_style_manager_get_default ();
  g_signal_connect_object (manager, "notify::dark", callback, object, G_CONNECT_SWAPPED);
  g_signal_connect_object (manager, "notify::high-contrast", callback, object, G_CONNECT_SWAPPED);
}

double
wsc_theme_get_font_size (GtkWidget *widget)
{
  PangoContext *context = gtk_widget_get_pango_context (widget);
  const PangoFontDescription *font = pango_context_get_font_description (context);
  double size = (double) pango_font_description_get_size (font) / PANGO_SCALE;
  return pango_font_description_get_size_is_absolute (font) ? size : size * PIXELS_A_POINT;
}
