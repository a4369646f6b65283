#include "plot/scene-key.h"

#include <math.h>

/* In units of the font size. */
#define BAR_HEIGHT 8.0
#define BAR_WIDTH 0.9
#define SMALL 0.9 /* its text */
#define GAP 0.35
#define ROW 1.3 /* of a group */

#define N_NUMBERS 3
#define STOPS 64

static double
get_amount (const WscColourKey *key, double share)
{
  const double amount = key->logarithmic ? key->low * pow (key->high / key->low, share) : key->low + share * (key->high - key->low);
  return key->is_whole ? round (amount) : amount;
}

static PangoLayout *
new_number (const WscColourKey *key, const WscText *text, guint i)
{
  const double amount = get_amount (key, (double) i / (N_NUMBERS - 1));
  g_autofree char *label = key->is_whole ? g_strdup_printf ("%.0f", amount) : g_strdup_printf ("%.2g", amount);
  return wsc_text_layout (text, label, SMALL);
}

/* One amount alone has one number. */
static guint
count_numbers (const WscColourKey *key)
{
  return key->high > key->low ? N_NUMBERS : 1;
}

static double
get_numbers_width (const WscColourKey *key, const WscText *text)
{
  double widest = 0;
  for (guint i = 0; i < count_numbers (key); i++)
    {
      g_autoptr (PangoLayout) layout = new_number (key, text, i);
      double width, height;
      wsc_text_get_size (layout, &width, &height);
      widest = MAX (widest, width);
    }
  return widest;
}

/* --- groups -------------------------------------------------------------------------- */

static PangoLayout *
new_entry (const WscColourKey *key, const WscText *text, guint i)
{
  g_autofree char *number = g_strdup_printf ("%u", key->entries[i]);
  return wsc_text_layout (text, number, SMALL);
}

static void
draw_entries (const WscColourKey *key, const WscText *text, cairo_t *cr, double right, double top, WscTheme theme)
{
  const WscRgba ink = wsc_theme_ink (theme);
  const double em = text->size, left = right - BAR_WIDTH * em;
  for (guint i = 0; i < key->n_entries; i++)
    {
      const WscRgba c = wsc_palette_get (key->palette, i);
      const double y = top + i * ROW * em;
      g_autoptr (PangoLayout) number = new_entry (key, text, i);
      cairo_rectangle (cr, left, y, BAR_WIDTH * em, BAR_WIDTH * em);
      cairo_set_source_rgb (cr, c.r, c.g, c.b);
      cairo_fill_preserve (cr);
      cairo_set_source_rgba (cr, ink.r, ink.g, ink.b, 0.55);
      cairo_set_line_width (cr, 0.06 * em);
      cairo_stroke (cr);
      cairo_set_source_rgba (cr, ink.r, ink.g, ink.b, 0.85);
      wsc_text_draw (cr, number, left - GAP * em, y + 0.5 * BAR_WIDTH * em, 1, 0.5);
    }
}

static double
get_body_width (const WscColourKey *key, const WscText *text)
{
  double width, height;
  if (key->n_entries == 0)
    return get_numbers_width (key, text) + (GAP + BAR_WIDTH) * text->size;
  g_autoptr (PangoLayout) widest = new_entry (key, text, key->n_entries - 1);
  wsc_text_get_size (widest, &width, &height);
  return width + (GAP + BAR_WIDTH) * text->size;
}

/* --- the key -------------------------------------------------------------------------- */

void
wsc_scene_key_measure (const WscColourKey *key, const WscText *text, double *width, double *height)
{
  g_autoptr (PangoLayout) label = wsc_text_layout (text, key->label, SMALL);
  double label_width, label_height;
  wsc_text_get_size (label, &label_width, &label_height);
  if (key->n_entries > 0)
    {
      *width = MAX (label_width, get_body_width (key, text));
      *height = label_height + (GAP + ROW * key->n_entries) * text->size;
      return;
    }
  *width = MAX (label_width, get_body_width (key, text));
  *height = label_height + (GAP + 0.5 * SMALL + BAR_HEIGHT) * text->size + 0.5 * label_height;
}

static void
fill_ramp (const WscColourKey *key, cairo_t *cr, double x, double y, double em)
{
  cairo_pattern_t *ramp = cairo_pattern_create_linear (0, y + BAR_HEIGHT * em, 0, y);
  for (guint i = 0; i <= STOPS; i++)
    {
      WscRgba c = wsc_hues_get (key->hues, (double) i / STOPS);
      cairo_pattern_add_color_stop_rgb (ramp, (double) i / STOPS, c.r, c.g, c.b);
    }
  cairo_set_source (cr, ramp);
  cairo_rectangle (cr, x, y, BAR_WIDTH * em, BAR_HEIGHT * em);
  cairo_fill (cr);
  cairo_pattern_destroy (ramp);
}

static void
draw_numbers (const WscColourKey *key, const WscText *text, cairo_t *cr, double right, double y)
{
  const guint n = count_numbers (key);
  for (guint i = 0; i < n; i++)
    {
      g_autoptr (PangoLayout) layout = new_number (key, text, i);
      const double share = n > 1 ? (double) i / (n - 1) : 0.5;
      wsc_text_draw (cr, layout, right, y + (1 - share) * BAR_HEIGHT * text->size, 1, 0.5);
    }
}

void
wsc_scene_key_get_plates (const WscColourKey *key, const WscText *text, double x, double y, double pad, double plates[2][4])
{
  g_autoptr (PangoLayout) label = wsc_text_layout (text, key->label, SMALL);
  double width, height, label_width, label_height;
  wsc_scene_key_measure (key, text, &width, &height);
  wsc_text_get_size (label, &label_width, &label_height);
  const double body = get_body_width (key, text), widths[2] = { label_width, body };
  const double tops[2] = { y - pad, y + label_height + pad }, bottoms[2] = { y + label_height + pad, y + height + pad };
  for (guint i = 0; i < 2; i++)
    {
      plates[i][0] = x - widths[i] - pad;
      plates[i][1] = tops[i];
      plates[i][2] = widths[i] + 2 * pad;
      plates[i][3] = bottoms[i] - tops[i];
    }
}

void
wsc_scene_key_draw (const WscColourKey *key, const WscText *text, cairo_t *cr, double x, double y, WscTheme theme)
{
  const WscRgba ink = wsc_theme_ink (theme);
  const double em = text->size, left = x - BAR_WIDTH * em;
  g_autoptr (PangoLayout) label = wsc_text_layout (text, key->label, SMALL);
  double width, height;
  wsc_text_get_size (label, &width, &height);
  double top = y + height + (GAP + 0.5 * SMALL) * em;
  cairo_set_source_rgba (cr, ink.r, ink.g, ink.b, 0.9);
  wsc_text_draw (cr, label, x, y, 1, 0);
  if (key->n_entries > 0)
    {
      draw_entries (key, text, cr, x, y + height + GAP * em, theme);
      return;
    }
  fill_ramp (key, cr, left, top, em);
  cairo_set_source_rgba (cr, ink.r, ink.g, ink.b, 0.55);
  cairo_set_line_width (cr, 0.06 * em);
  cairo_rectangle (cr, left, top, BAR_WIDTH * em, BAR_HEIGHT * em);
  cairo_stroke (cr);
  cairo_set_source_rgba (cr, ink.r, ink.g, ink.b, 0.85);
  draw_numbers (key, text, cr, left - GAP * em, top);
}
