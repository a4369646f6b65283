/* palette: colours that survive colour blindness and a grey printer: Okabe and Ito 2008 for neurons, viridis (van der Walt
 * and Smith 2015) for amounts. */
#include "scene/scene.h"

#include <math.h>

/* Okabe and Ito's seven colours besides black, then a darker and a lighter round near their hues, spread by annealing so that
 * any two of the 21 are 20 apart in CIE L*a*b*, and 13 as seen without red or green cones (Machado et al. 2009). */
static const guint32 neuron_colours[] = {
  0x0072b2, 0xe69f00, 0x009e73, 0xcc79a7, 0x56b4e9, 0xd55e00, 0xf0e442,
  0x1349a2, 0x674c00, 0x346f4f, 0x901760, 0x266983, 0x763b2c, 0x7d8c4e,
  0x48a2fd, 0xcaa44f, 0xc2edd1, 0xdba7b6, 0xb9e1ff, 0xecc09f, 0xd0e585,
};

static const guint32 viridis[] = {
  0x440154, 0x472d7b, 0x3b528b, 0x2c728e, 0x21918c, 0x28ae80, 0x5ec962, 0xaddc30, 0xfde725,
};

static WscRgba
from_hex (guint32 hex)
{
  return (WscRgba) { ((hex >> 16) & 255) / 255.0f, ((hex >> 8) & 255) / 255.0f, (hex & 255) / 255.0f, 1 };
}

WscRgba
wsc_palette_neuron (guint i)
{
  return from_hex (neuron_colours[i % G_N_ELEMENTS (neuron_colours)]);
}

WscRgba
wsc_palette_ramp (double t)
{
  const guint last = G_N_ELEMENTS (viridis) - 1;
  const double place = (t > 0 ? MIN (t, 1) : 0) * last;
  const guint i = MIN ((guint) place, last - 1);
  const float share = place - i;
  const WscRgba a = from_hex (viridis[i]), b = from_hex (viridis[i + 1]);

  return (WscRgba) { a.r + share * (b.r - a.r), a.g + share * (b.g - a.g), a.b + share * (b.b - a.b), 1 };
}

WscRgba
wsc_theme_background (WscTheme theme)
{
  return from_hex (theme == WSC_THEME_DARK ? 0x1e1e21 : theme == WSC_THEME_LIGHT ? 0xfafafb : 0xffffff);
}

WscRgba
wsc_theme_ink (WscTheme theme)
{
  return from_hex (theme == WSC_THEME_DARK ? 0xe8e8ec : theme == WSC_THEME_LIGHT ? 0x2b2b30 : 0x141414);
}
