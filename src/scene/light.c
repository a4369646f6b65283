/* light: how surfaces are lit, by theme and style; shaders/shading.glsl says the same by GL. */
#include "scene/layer.h"

#include <math.h>

/* Print is flatter, for ink. */
static const WscLight lights[] = {
  [WSC_THEME_LIGHT] = { 0.42f, 0.16f, 0.62f, 0.16f, 0.38f },
  [WSC_THEME_DARK] = { 0.46f, 0.16f, 0.64f, 0.15f, 0.45f },
  [WSC_THEME_PRINT] = { 0.48f, 0.14f, 0.58f, 0.13f, 0.45f },
  [WSC_THEME_LIGHT_CONTRAST] = { 0.42f, 0.16f, 0.62f, 0.16f, 0.7f },
  [WSC_THEME_DARK_CONTRAST] = { 0.52f, 0.16f, 0.66f, 0.15f, 0.3f },
};

static const double key_from[3] = { -0.4082, 0.6124, 0.6770 };
static const double fill_from[3] = { 0.7428, -0.2476, 0.6221 };
static const double half_way[3] = { -0.2229, 0.3344, 0.9157 }; /* between the key light and the eye */

void
wsc_scene_get_light (const WscScene *self, WscTheme theme, WscLight *light)
{
  const WscSceneStyle *style = wsc_scene_get_style (self);

  *light = lights[theme];
  if (style->finish == WSC_FINISH_PRINT)
    *light = (WscLight) { .ambient = 1, .rim = lights[theme].rim };
  if (!style->silhouettes)
    light->rim = 0;
}

static double
dot (const double a[3], const double b[3])
{
  return a[0] * b[0] + a[1] * b[1] + a[2] * b[2];
}

double
wsc_light_get_matte (const WscLight *self, const double normal[3])
{
  const double key = MAX (dot (normal, key_from) * 0.85 + 0.15, 0), fill = MAX (dot (normal, fill_from), 0);

  return self->ambient + self->sky * (normal[1] + 0.35 * fill) + self->key * key;
}

double
wsc_light_get_gloss (const WscLight *self, const double normal[3])
{
  const double wide = pow (MAX (dot (normal, half_way), 0), 16);

  return self->gloss * (0.22 * wide + 0.78 * wide * wide);
}

void
wsc_outline_get_normal (const WscOutline *self, const double q[2], double normal[3])
{
  const double w = sqrt (MAX (1 - q[0] * q[0] - q[1] * q[1], 1e-4));
  double squared = 1e-30;

  for (guint j = 0; j < 3; j++)
    {
      normal[j] = self->normal[0][j] + q[0] * self->normal[1][j] + q[1] * self->normal[2][j] + w * self->normal[3][j];
      squared += normal[j] * normal[j];
    }
  for (guint j = 0; j < 3; j++)
    normal[j] /= sqrt (squared);
}
