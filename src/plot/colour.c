/* Colours and strokes of a chart. */
#include "plot/draw-private.h"

#include <math.h>

/* Relative luminance (WCAG 2). */
static double
get_luminance (WscRgba c)
{
  const double channels[] = { c.r, c.g, c.b }, weights[] = { 0.2126, 0.7152, 0.0722 };
  double sum = 0;
  for (guint i = 0; i < 3; i++)
    sum += weights[i] * (channels[i] <= 0.04045 ? channels[i] / 12.92 : pow ((channels[i] + 0.055) / 1.055, 2.4));
  return sum;
}

static double
get_contrast (WscRgba a, WscRgba b)
{
  double x = get_luminance (a) + 0.05, y = get_luminance (b) + 0.05;
  return MAX (x, y) / MIN (x, y);
}

static WscRgba
mix (WscRgba a, WscRgba b, float t)
{
  return (WscRgba){ a.r + (b.r - a.r) * t, a.g + (b.g - a.g) * t, a.b + (b.b - a.b) * t, 1 };
}

/* Palette colours move towards the ink until a thin line of them is seen on the background: contrast 3 (WCAG 1.4.11);
 * that of text on a dark one, where thin lines look darker than they are; and the enhanced contrast of text for those who ask for contrast. */
WscRgba
wsc_plot_get_colour (guint colour, WscTheme theme)
{
  WscRgba ink = wsc_theme_ink (theme), background = wsc_theme_background (theme);
  const double enough = wsc_theme_get_alpha (theme, 0.5) > 0.5 ? 7 : wsc_theme_is_dark (theme) ? 4.5 : 3;
  if (colour == WSC_PLOT_INK)
    return ink;
  if (colour == WSC_PLOT_GREY)
    return mix (background, ink, (float) wsc_theme_get_alpha (theme, 0.52));
  WscRgba base = wsc_palette_neuron (colour);
  for (float t = 0; t < 1; t += 0.1f)
    {
      WscRgba candidate = mix (base, ink, t);
      if (get_contrast (candidate, background) >= enough)
        return candidate;
    }
  return ink;
}

void
wsc_plot_set_colour (cairo_t *cr, guint colour, WscTheme theme, double alpha)
{
  WscRgba c = wsc_plot_get_colour (colour, theme);
  cairo_set_source_rgba (cr, c.r, c.g, c.b, colour == WSC_PLOT_INK ? wsc_theme_get_alpha (theme, alpha) : alpha);
}

void
wsc_plot_set_line (cairo_t *cr, const WscShape *shape, double em, WscTheme theme)
{
  gboolean grey = shape->colour == WSC_PLOT_GREY;
  double width = (grey ? 0.08 : 0.14) * em;
  cairo_set_line_cap (cr, CAIRO_LINE_CAP_BUTT);
  cairo_set_dash (cr, NULL, 0, 0);
  if (shape->kind == WSC_SHAPE_LEVEL || shape->style == WSC_LINE_DASHED)
    {
      const double dashes[] = { 0.45 * em, 0.3 * em };
      width = 0.1 * em;
      cairo_set_dash (cr, dashes, G_N_ELEMENTS (dashes), 0);
    }
  else if (shape->style == WSC_LINE_POINTS)
    {
      width = 0.26 * em;
      cairo_set_line_cap (cr, CAIRO_LINE_CAP_ROUND);
    }
  cairo_set_line_width (cr, width);
  wsc_plot_set_colour (cr, shape->colour, theme, 1);
}

static void
stroke_ring (cairo_t *cr, double x, double y, double em, double width)
{
  cairo_new_sub_path (cr);
  cairo_arc (cr, x, y, WSC_MARKER_RADIUS * em, 0, 2 * G_PI);
  cairo_set_line_width (cr, width * em);
  cairo_stroke (cr);
}

void
wsc_plot_draw_ring (cairo_t *cr, guint colour, double x, double y, double em, WscTheme theme)
{
  WscRgba halo = wsc_theme_background (theme);
  cairo_set_dash (cr, NULL, 0, 0);
  cairo_set_source_rgba (cr, halo.r, halo.g, halo.b, 0.85);
  stroke_ring (cr, x, y, em, 0.56);
  wsc_plot_set_colour (cr, WSC_PLOT_INK, theme, 1);
  stroke_ring (cr, x, y, em, 0.36);
  wsc_plot_set_colour (cr, colour, theme, 1);
  stroke_ring (cr, x, y, em, 0.18);
}
