/* Ramps of colour for maps: lightness rises evenly from end to end, so that equal steps look equal, survive a grey
 * printer, and do not depend on telling hues apart. The space is OKLab (Ottosson 2020). */
#include "plot/field.h"

#include <math.h>

typedef struct
{
  double lightness, a, b;
} Lab;

/* --- OKLab ---------------------------------------------------------------- */

static double
linearise (double c)
{
  return c <= 0.04045 ? c / 12.92 : pow ((c + 0.055) / 1.055, 2.4);
}

static double
delinearise (double c)
{
  return c <= 0.0031308 ? 12.92 * c : 1.055 * pow (c, 1 / 2.4) - 0.055;
}

static Lab
get_lab (WscRgba c)
{
  double r = linearise (c.r), g = linearise (c.g), b = linearise (c.b);
  double l = cbrt (0.4122214708 * r + 0.5363325363 * g + 0.0514459929 * b);
  double m = cbrt (0.2119034982 * r + 0.6806995451 * g + 0.1073969566 * b);
  double s = cbrt (0.0883024619 * r + 0.2817188376 * g + 0.6299787005 * b);
  return (Lab){ 0.2104542553 * l + 0.7936177850 * m - 0.0040720468 * s,
                1.9779984951 * l - 2.4285922050 * m + 0.4505937099 * s,
                0.0259040371 * l + 0.7827717662 * m - 0.8086757660 * s };
}

static double
cube (double x)
{
  return x * x * x;
}

static WscRgba
get_rgba (Lab c)
{
  double l = cube (c.lightness + 0.3963377774 * c.a + 0.2158037573 * c.b);
  double m = cube (c.lightness - 0.1055613458 * c.a - 0.0638541728 * c.b);
  double s = cube (c.lightness - 0.0894841775 * c.a - 1.2914855480 * c.b);
  double channels[] = { 4.0767416621 * l - 3.3077115913 * m + 0.2309699292 * s,
                        -1.2684380046 * l + 2.6097574011 * m - 0.3413193965 * s,
                        -0.0041960863 * l - 0.7034186147 * m + 1.7076147010 * s };
  for (guint i = 0; i < 3; i++)
    channels[i] = delinearise (CLAMP (channels[i], 0, 1));
  return (WscRgba){ (float) channels[0], (float) channels[1], (float) channels[2], 1 };
}

/* --- ramps ---------------------------------------------------------------- */

/* Evenly spaced along the ramp: violet, blue, teal, green, yellow. With the lightnesses below, all between them lies
 * within sRGB. */
typedef struct
{
  double chroma, hue; /* degrees */
} Anchor;
static const Anchor anchors[] = { { 0.08, 300 },  { 0.105, 278 }, { 0.10, 250 }, { 0.085, 215 },
                                  { 0.105, 165 }, { 0.15, 130 },  { 0.16, 108 } };

/* The ends stand off the background: on paper the light one, on a dark screen the dark one. */
static double
get_lightness (double tone, WscTheme theme)
{
  return wsc_theme_is_dark (theme) ? 0.34 + 0.61 * tone : 0.22 + 0.69 * tone;
}

static WscRgba
get_sequential (double tone, WscTheme theme)
{
  const guint last = G_N_ELEMENTS (anchors) - 1;
  guint i = MIN ((guint) (tone * last), last - 1);
  double t = tone * last - i;
  double chroma = anchors[i].chroma + t * (anchors[i + 1].chroma - anchors[i].chroma);
  double hue = (anchors[i].hue + t * (anchors[i + 1].hue - anchors[i].hue)) * G_PI / 180;
  return get_rgba ((Lab){ get_lightness (tone, theme), chroma * cos (hue), chroma * sin (hue) });
}

static WscRgba
get_grey (double tone, WscTheme theme)
{
  Lab paper = get_lab (wsc_theme_background (theme)), ink = get_lab (wsc_theme_ink (theme));
  return get_rgba ((Lab){ paper.lightness + tone * (ink.lightness - paper.lightness),
                          paper.a + tone * (ink.a - paper.a), paper.b + tone * (ink.b - paper.b) });
}

WscRgba
wsc_ramp_get_colour (WscRamp ramp, double tone, WscTheme theme)
{
  tone = CLAMP (tone, 0, 1);
  return ramp == WSC_RAMP_CORRELATION ? get_grey (tone, theme) : get_sequential (tone, theme);
}
