/* palette: colours that survive colour blindness and a grey printer. Colours that tell neurons apart: Okabe and Ito 2008, Tol 2021
 * (SRON/EPS/TN/09-002, 3.2), and greys; ramps for amounts: viridis (van der Walt and Smith 2015), cividis (Nuñez, Anderton
 * and Renslow 2018) and greys; and a ring of hues for what comes round again. */
#include "scene/scene.h"

#include <math.h>

/* Okabe and Ito's seven colours besides black, then a darker and a lighter round near their hues, spread by annealing so that
 * any two of the 21 are 20 apart in CIE L*a*b*, and 13 as seen without red or green cones (Machado et al. 2009). */
static const guint32 okabe_ito[] = {
  0x0072b2, 0xe69f00, 0x009e73, 0xcc79a7, 0x56b4e9, 0xd55e00, 0xf0e442,
  0x1349a2, 0x674c00, 0x346f4f, 0x901760, 0x266983, 0x763b2c, 0x7d8c4e,
  0x48a2fd, 0xcaa44f, 0xc2edd1, 0xdba7b6, 0xb9e1ff, 0xecc09f, 0xd0e585,
};
static const guint32 tol_bright[] = { 0x4477aa, 0xee6677, 0x228833, 0xccbb44, 0x66ccee, 0xaa3377, 0xbbbbbb };
static const guint32 tol_muted[] = { 0xcc6677, 0x332288, 0xddcc77, 0x117733, 0x88ccee, 0x882255, 0x44aa99, 0x999933, 0xaa4499 };
/* Steps of L* from 22 to 88, neighbours far apart. */
static const guint32 greys[] = { 0x363636, 0xb9b9b9, 0x676767, 0xdddddd, 0x4e4e4e, 0x9c9c9c, 0x818181 };

static const struct
{
  guint n;
  const guint32 *colours;
} palettes[] = {
  [WSC_PALETTE_OKABE_ITO] = { G_N_ELEMENTS (okabe_ito), okabe_ito },
  [WSC_PALETTE_TOL_BRIGHT] = { G_N_ELEMENTS (tol_bright), tol_bright },
  [WSC_PALETTE_TOL_MUTED] = { G_N_ELEMENTS (tol_muted), tol_muted },
  [WSC_PALETTE_GREY] = { G_N_ELEMENTS (greys), greys },
};

/* At even steps. */
static const guint32 viridis[] = {
  0x440154, 0x472d7b, 0x3b528b, 0x2c728e, 0x21918c, 0x28ae80, 0x5ec962, 0xaddc30, 0xfde725,
};
static const guint32 cividis[] = { 0x00224e, 0x35456c, 0x666970, 0x948e77, 0xc8b866, 0xfee838 };
static const guint32 grey_ramp[] = { 0x262626, 0x585858, 0x8b8b8b, 0xbdbdbd, 0xe6e6e6 };
/* Yellow opposite to blue, which no reader takes for it, and light opposite to dark; the last is the first again. */
static const guint32 ring[] = {
  0xf2df5b, 0xe8a13c, 0xd0664f, 0xa03d76, 0x5b3a93, 0x2d4f9e, 0x2b83ad, 0x5cb9a5, 0xb4dc86, 0xf2df5b,
};

static const struct
{
  guint n;
  const guint32 *colours;
} ramps[] = {
  [WSC_HUES_VIRIDIS] = { G_N_ELEMENTS (viridis), viridis },
  [WSC_HUES_CIVIDIS] = { G_N_ELEMENTS (cividis), cividis },
  [WSC_HUES_GREY] = { G_N_ELEMENTS (grey_ramp), grey_ramp },
  [WSC_HUES_RING] = { G_N_ELEMENTS (ring), ring },
};

static WscRgba
from_hex (guint32 hex)
{
  return (WscRgba) { ((hex >> 16) & 255) / 255.0f, ((hex >> 8) & 255) / 255.0f, (hex & 255) / 255.0f, 1 };
}

guint
wsc_palette_get_size (WscPalette palette)
{
  g_return_val_if_fail ((guint) palette < G_N_ELEMENTS (palettes), 0);

  return palettes[palette].n;
}

WscRgba
wsc_palette_get (WscPalette palette, guint i)
{
  g_return_val_if_fail ((guint) palette < G_N_ELEMENTS (palettes), from_hex (0));

  return from_hex (palettes[palette].colours[i % palettes[palette].n]);
}

WscRgba
wsc_palette_neuron (guint i)
{
  return wsc_palette_get (WSC_PALETTE_OKABE_ITO, i);
}

WscRgba
wsc_hues_get (WscHues hues, double t)
{
  g_return_val_if_fail ((guint) hues < G_N_ELEMENTS (ramps), from_hex (0));

  const guint last = ramps[hues].n - 1;
  const double place = (t > 0 ? MIN (t, 1) : 0) * last;
  const guint i = MIN ((guint) place, last - 1);
  const float share = place - i;
  const WscRgba a = from_hex (ramps[hues].colours[i]), b = from_hex (ramps[hues].colours[i + 1]);

  return (WscRgba) { a.r + share * (b.r - a.r), a.g + share * (b.g - a.g), a.b + share * (b.b - a.b), 1 };
}

WscRgba
wsc_palette_ramp (double t)
{
  return wsc_hues_get (WSC_HUES_VIRIDIS, t);
}

static const struct
{
  guint32 background, ink;
  gboolean is_dark, has_contrast;
} themes[] = {
  [WSC_THEME_LIGHT] = { 0xfafafb, 0x2b2b30, FALSE, FALSE },
  [WSC_THEME_DARK] = { 0x1e1e21, 0xe8e8ec, TRUE, FALSE },
  [WSC_THEME_PRINT] = { 0xffffff, 0x141414, FALSE, FALSE },
  [WSC_THEME_LIGHT_CONTRAST] = { 0xffffff, 0x000000, FALSE, TRUE },
  [WSC_THEME_DARK_CONTRAST] = { 0x000000, 0xffffff, TRUE, TRUE },
};

WscRgba
wsc_theme_background (WscTheme theme)
{
  return from_hex (themes[theme].background);
}

WscRgba
wsc_theme_ink (WscTheme theme)
{
  return from_hex (themes[theme].ink);
}

gboolean
wsc_theme_is_dark (WscTheme theme)
{
  return themes[theme].is_dark;
}

double
wsc_theme_get_alpha (WscTheme theme, double alpha)
{
  return themes[theme].has_contrast ? sqrt (alpha) : alpha;
}
