/* style: how the ellipsoids of a scene are drawn, as words; and the plane that cuts them. */
#include "scene/scene.h"

#include <math.h>
#include <string.h>

#include "scene/scene-private.h"

static const char *const style_names[] = { "opaque", "glass", "wireframe", "outline" };
static const char *const clip_names[] = { "off", "x", "y", "z", "camera" };
static const char *const finish_names[] = { "screen", "print" };

void
wsc_scene_style_init (WscSceneStyle *self)
{
  *self = (WscSceneStyle) { .style = WSC_STYLE_OPAQUE, .opacity = 0.5, .clip = WSC_CLIP_OFF, .clip_at = 0.5,
                            .silhouettes = TRUE, .fog = 0.16, .finish = WSC_FINISH_SCREEN };
}

void
wsc_scene_style_from_view (WscSceneStyle *self, const WscViewSettings *view)
{
  *self = (WscSceneStyle) { .style = view->style, .opacity = view->opacity, .clip = view->clip, .clip_at = view->clip_at,
                            .clip_invert = view->clip_invert, .silhouettes = view->silhouettes, .fog = view->fog,
                            .finish = view->finish };
}

const WscSceneStyle *
wsc_scene_get_style (const WscScene *self)
{
  return &self->style;
}

WscScene *
wsc_scene_restyle (WscScene *self, const WscSceneStyle *style)
{
  WscScene *copy;

  g_return_val_if_fail (self != NULL && style != NULL, NULL);

  copy = wsc_scene_new_take (g_memdup2 (self->ellipsoids, self->n * sizeof *self->ellipsoids), self->n);
  wsc_scene_copy_frame (copy, self);
  copy->style = *style;
  return copy;
}

/* --- words ------------------------------------------------------------------------ */

void
wsc_scene_style_append_text (const WscSceneStyle *self, GString *text)
{
  g_autofree char *opacity = wsc_format_number (self->opacity), *at = wsc_format_number (self->clip_at);
  g_autofree char *fog = wsc_format_number (self->fog);

  g_string_append_printf (text, "style %s %s\n", style_names[self->style], opacity);
  g_string_append_printf (text, "clip %s %s %d\n", clip_names[self->clip], at, self->clip_invert);
  g_string_append_printf (text, "silhouettes %d\nfog %s\nfinish %s\n", self->silhouettes, fog, finish_names[self->finish]);
}

static gboolean
read_name (const char *const *names, guint n, const char *word, int *value)
{
  for (guint i = 0; i < n; i++)
    if (g_strcmp0 (names[i], word) == 0)
      {
        *value = i;
        return TRUE;
      }
  return FALSE;
}

static gboolean
read_share (const char *word, double *value)
{
  return word != NULL && wsc_parse_number (word, value) && *value >= 0 && *value <= 1;
}

gboolean
wsc_scene_style_read (WscSceneStyle *self, const char *word, const char *rest)
{
  g_auto (GStrv) words = g_strsplit (rest, " ", -1);
  const guint n = g_strv_length (words);
  int is_on;

  if (g_str_equal (word, "style"))
    return n == 2 && read_name (style_names, G_N_ELEMENTS (style_names), words[0], &self->style) && read_share (words[1], &self->opacity);
  if (g_str_equal (word, "clip"))
    return n == 3 && read_name (clip_names, G_N_ELEMENTS (clip_names), words[0], &self->clip) && read_share (words[1], &self->clip_at) &&
           read_name ((const char *const[]) { "0", "1" }, 2, words[2], &self->clip_invert);
  if (g_str_equal (word, "fog"))
    return n == 1 && read_share (words[0], &self->fog);
  if (g_str_equal (word, "finish"))
    return n == 1 && read_name (finish_names, G_N_ELEMENTS (finish_names), words[0], &self->finish);
  if (!g_str_equal (word, "silhouettes") || n != 1 || !read_name ((const char *const[]) { "0", "1" }, 2, words[0], &is_on))
    return FALSE;
  self->silhouettes = is_on;
  return TRUE;
}

/* --- the plane that cuts ------------------------------------------------------------ */

/* `back` points from the scene to the eye. */
static gboolean
get_plane (const WscScene *self, const double back[3], double plane[4])
{
  const WscSceneStyle *style = &self->style;
  const double sign = style->clip_invert ? -1 : 1;
  double middle = 0, reach = 0;

  if (style->clip == WSC_CLIP_OFF)
    return FALSE;
  for (guint j = 0; j < 3; j++)
    {
      plane[j] = style->clip == WSC_CLIP_CAMERA ? back[j] : style->clip == (int) (WSC_CLIP_X + j);
      middle += plane[j] * 0.5 * (self->low[j] + self->high[j]);
      reach += fabs (plane[j]) * 0.5 * (self->high[j] - self->low[j]);
    }
  plane[3] = -(middle + (2 * style->clip_at - 1) * reach);
  for (guint j = 0; j < 4; j++)
    plane[j] *= sign;
  return TRUE;
}

gboolean
wsc_scene_get_clip_plane (const WscScene *self, const WscCamera *camera, double plane[4])
{
  double frame[3][3];

  wsc_camera_get_frame (camera, frame);
  return get_plane (self, frame[2], plane);
}

/* In the eye's frame the plane is n . v + e = 0, and v is (X, Y, -1) / s, or (X, Y, s) when orthographic (see project.c). */
gboolean
wsc_view_get_clip (const WscView *self, const WscScene *scene, double clip[4])
{
  double plane[4], n[3], e, of_depth, rest;

  memset (clip, 0, 4 * sizeof *clip);
  if (!get_plane (scene, self->rotation[2], plane))
    return FALSE;
  for (guint i = 0; i < 3; i++)
    n[i] = self->rotation[i][0] * plane[0] + self->rotation[i][1] * plane[1] + self->rotation[i][2] * plane[2];
  e = plane[3] + self->eye[0] * plane[0] + self->eye[1] * plane[1] + self->eye[2] * plane[2];
  of_depth = (self->orthographic ? n[2] : e) / self->depth_scale;
  rest = self->orthographic ? e : -n[2];
  clip[0] = rest - (n[0] * self->middle[0] - n[1] * self->middle[1]) / self->scale - of_depth * self->depth_add;
  clip[1] = n[0] / self->scale;
  clip[2] = -n[1] / self->scale;
  clip[3] = of_depth;
  return TRUE;
}

double
wsc_ellipsoid_get_volume (const WscEllipsoid *self)
{
  const float *a = self->half_axes[0], *b = self->half_axes[1], *c = self->half_axes[2];

  return fabs (a[0] * ((double) b[1] * c[2] - (double) b[2] * c[1]) - a[1] * ((double) b[0] * c[2] - (double) b[2] * c[0]) +
               a[2] * ((double) b[0] * c[1] - (double) b[1] * c[0]));
}
