#include "app/theme.h"

#include <adwaita.h>

#define PIXELS_A_POINT (96.0 / 72.0)

WscTheme
wsc_theme_get (void)
{
  return adw_style_manager_get_dark (adw_style_manager_get_default ()) ? WSC_THEME_DARK : WSC_THEME_LIGHT;
}

double
wsc_theme_get_font_size (GtkWidget *widget)
{
  PangoContext *context = gtk_widget_get_pango_context (widget);
  const PangoFontDescription *font = pango_context_get_font_description (context);
  double size = (double) pango_font_description_get_size (font) / PANGO_SCALE;
  return pango_font_description_get_size_is_absolute (font) ? size : size * PIXELS_A_POINT;
}
