/* palette: the colours of neurons, of amounts and of the theme around them. */
#pragma once

#include "study/view.h"

G_BEGIN_DECLS

/* Those with contrast are for readers who ask their system for it: black and white, and no faint lines. */
typedef enum { WSC_THEME_LIGHT, WSC_THEME_DARK, WSC_THEME_PRINT, WSC_THEME_LIGHT_CONTRAST, WSC_THEME_DARK_CONTRAST } WscTheme;
typedef struct { float r, g, b, a; } WscRgba;

/* What the colours stand for: amounts on a ramp, or a few groups with a number each. */
#define WSC_KEY_ENTRIES 12 /* more are told by no reader */
typedef struct
{
  char label[64]; /* "trace of the covariance", "cluster" */
  double low, high;
  gboolean logarithmic, is_whole;
  WscHues hues;
  guint n_entries; /* 0: amounts */
  guint entries[WSC_KEY_ENTRIES]; /* what group i, in colour i of the palette, is called */
  WscPalette palette;
} WscColourKey;

/* Colour i of a palette, round and round; and of t in 0..1 on a ramp. */
guint wsc_palette_get_size (WscPalette palette);
WscRgba wsc_palette_get (WscPalette palette, guint i);
WscRgba wsc_hues_get (WscHues hues, double t);
/* Of the default palette (Okabe and Ito's, cycled by lightness) and ramp (viridis). */
WscRgba wsc_palette_neuron (guint i);
WscRgba wsc_palette_ramp (double t);
WscRgba wsc_theme_background (WscTheme theme);
WscRgba wsc_theme_ink (WscTheme theme);
gboolean wsc_theme_is_dark (WscTheme theme);
double wsc_theme_get_alpha (WscTheme theme, double alpha); /* of faint ink: as asked, or stronger */

G_END_DECLS
