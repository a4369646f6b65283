/* renderer: a picture in steps. Whole pixels of ellipsoids go first, with depth, in any order; then lines; then the partly
 * covered pixels at the outlines are blended over them from the back to the front. So every edge is smooth, also where
 * ellipsoids pass through each other, and nothing depends on multisampling. Ellipsoids a few pixels wide are drawn whole in one
 * step, sorted, each on one triangle: setting up triangles is what they cost.
 */
#include "render/render-private.h"

#include <glib/gi18n-lib.h>
#include <math.h>
#include <string.h>

#define HALO_WIDTH 3.6 /* logical px */
#define MAX_COARSE 8   /* px a side of the largest pixel */

enum { SOLID, EDGE, WHOLE, HALO, N_PROGRAMS };

/* Polygons about the unit circle, as triangle strips. */
enum { TRIANGLE = 3, SQUARE = 4, OCTAGON = 8, RING = 18 };

typedef struct
{
  GLuint program;
  GLint margin, corners, halo;
} EllipsoidProgram;

struct _WscRenderer
{
  EllipsoidProgram ellipsoids[N_PROGRAMS];
  GLuint line_program;
  GLint line_size;
  GLuint ellipsoid_arrays[WSC_N_SIZES], ellipsoid_buffers[WSC_N_SIZES]; /* the instances of `drawn` */
  guint n_instances[WSC_N_SIZES];
  GLuint halo_array, halo_buffer;
  GLuint line_array, line_buffer;
  WscInstances instances;
  WscLayersPainter layers;
  WscSurfacePainter surface;
  WscTarget target;
  gboolean smooth, transparent, bare;
  double budget; /* s */
  guint coarse;  /* px a side of a pixel while moving */
  gboolean is_coarse, is_simplified; /* of the last picture */
  WscScene *drawn; /* what the buffer holds, as seen in `drawn_view` */
  WscView drawn_view;
  WscTheme drawn_theme;
};

/* --- setting up -------------------------------------------------------------------- */

static gboolean
check_version (GError **error)
{
  const int version = epoxy_gl_version ();

  if (version >= (epoxy_is_desktop_gl () ? 33 : 30))
    return TRUE;
  g_set_error (error, WSC_ERROR, WSC_ERROR_GRAPHICS, _("This needs OpenGL 3.3 or OpenGL ES 3.0; the driver has %s %d.%d."),
               epoxy_is_desktop_gl () ? "OpenGL" : "OpenGL ES", version / 10, version % 10);
  return FALSE;
}

static gboolean
make_programs (WscRenderer *self, GError **error)
{
  static const char *const defines[N_PROGRAMS] = { "SOLID", "EDGE", "WHOLE", "HALO" };

  for (guint i = 0; i < N_PROGRAMS; i++)
    {
      EllipsoidProgram *p = &self->ellipsoids[i];

      p->program = wsc_program_new ("ellipsoid", defines[i], error);
      if (p->program == 0)
        return FALSE;
      p->margin = glGetUniformLocation (p->program, "u_margin");
      p->corners = glGetUniformLocation (p->program, "u_corners");
      p->halo = glGetUniformLocation (p->program, "u_halo");
    }
  self->line_program = wsc_program_new ("segment", "", error);
  self->line_size = glGetUniformLocation (self->line_program, "u_size");
  return self->line_program != 0;
}

typedef struct
{
  GLint size;
  GLenum type;
  gsize offset;
} Attribute;

static void
make_array (GLuint *array, GLuint *buffer, gsize stride, const Attribute *attributes, guint n)
{
  glGenVertexArrays (1, array);
  glGenBuffers (1, buffer);
  glBindVertexArray (*array);
  glBindBuffer (GL_ARRAY_BUFFER, *buffer);
  for (guint i = 0; i < n; i++)
    {
      glEnableVertexAttribArray (i);
      glVertexAttribPointer (i, attributes[i].size, attributes[i].type, attributes[i].type == GL_UNSIGNED_BYTE, stride,
                             (const void *) attributes[i].offset);
      glVertexAttribDivisor (i, 1);
    }
}

static void
make_arrays (WscRenderer *self)
{
  static const Attribute instance[] = {
    { 4, GL_FLOAT, G_STRUCT_OFFSET (WscInstance, centre) },  { 4, GL_FLOAT, G_STRUCT_OFFSET (WscInstance, axes) },
    { 4, GL_FLOAT, G_STRUCT_OFFSET (WscInstance, depth) },   { 4, GL_FLOAT, G_STRUCT_OFFSET (WscInstance, normal1) },
    { 3, GL_FLOAT, G_STRUCT_OFFSET (WscInstance, normal2) }, { 3, GL_FLOAT, G_STRUCT_OFFSET (WscInstance, normal3) },
    { 4, GL_UNSIGNED_BYTE, G_STRUCT_OFFSET (WscInstance, colour) },
  };
  static const Attribute line[] = {
    { 4, GL_FLOAT, G_STRUCT_OFFSET (WscLine, from) },
    { 3, GL_FLOAT, G_STRUCT_OFFSET (WscLine, to) },
    { 4, GL_UNSIGNED_BYTE, G_STRUCT_OFFSET (WscLine, colour) },
  };

  for (guint size = 0; size < WSC_N_SIZES; size++)
    make_array (&self->ellipsoid_arrays[size], &self->ellipsoid_buffers[size], sizeof (WscInstance), instance, G_N_ELEMENTS (instance));
  make_array (&self->halo_array, &self->halo_buffer, sizeof (WscInstance), instance, G_N_ELEMENTS (instance));
  make_array (&self->line_array, &self->line_buffer, sizeof (WscLine), line, G_N_ELEMENTS (line));
}

WscRenderer *
wsc_renderer_new (GError **error)
{
  g_autoptr (WscRenderer) self = g_new0 (WscRenderer, 1);

  if (!check_version (error) || !make_programs (self, error))
    return NULL;
  make_arrays (self);
  self->coarse = 1;
  wsc_layers_painter_init (&self->layers);
  return g_steal_pointer (&self);
}

void
wsc_renderer_forget (WscRenderer *self)
{
  if (self == NULL)
    return;
  wsc_layers_clear (&self->layers.layers);
  wsc_instances_clear (&self->instances);
  g_clear_pointer (&self->surface.density, wsc_density_unref);
  g_clear_pointer (&self->drawn, wsc_scene_unref);
  g_free (self);
}

void
wsc_renderer_free (WscRenderer *self)
{
  if (self == NULL)
    return;
  for (guint i = 0; i < N_PROGRAMS; i++)
    glDeleteProgram (self->ellipsoids[i].program);
  glDeleteProgram (self->line_program);
  glDeleteVertexArrays (WSC_N_SIZES, self->ellipsoid_arrays);
  glDeleteBuffers (WSC_N_SIZES, self->ellipsoid_buffers);
  glDeleteVertexArrays (2, (GLuint[]) { self->halo_array, self->line_array });
  glDeleteBuffers (2, (GLuint[]) { self->halo_buffer, self->line_buffer });
  wsc_layers_painter_clear (&self->layers);
  wsc_surface_painter_clear (&self->surface);
  wsc_target_clear (&self->target);
  wsc_renderer_forget (self);
}

void
wsc_renderer_set_smooth (WscRenderer *self, gboolean smooth)
{
  self->smooth = smooth;
}

void
wsc_renderer_set_transparent (WscRenderer *self, gboolean transparent)
{
  self->transparent = transparent;
}

void
wsc_renderer_set_budget (WscRenderer *self, double seconds)
{
  self->budget = seconds;
}

gboolean
wsc_renderer_is_coarse (const WscRenderer *self)
{
  return self->is_coarse;
}

gboolean
wsc_renderer_is_simplified (const WscRenderer *self)
{
  return self->is_simplified;
}

void
wsc_renderer_set_bare (WscRenderer *self, gboolean bare)
{
  self->bare = bare;
}

/* --- what is drawn -------------------------------------------------------------------- */

static void
upload (WscRenderer *self, WscSize size)
{
  const WscInstances *from = &self->instances;
  guint start = 0;

  self->n_instances[size] = 0;
  for (guint i = 0; i < from->n_chunks; i++)
    self->n_instances[size] += from->counts[size][i];
  if (self->n_instances[size] == 0)
    return;
  glBindBuffer (GL_ARRAY_BUFFER, self->ellipsoid_buffers[size]);
  glBufferData (GL_ARRAY_BUFFER, self->n_instances[size] * sizeof (WscInstance), NULL, GL_STREAM_DRAW);
  for (guint i = 0; i < from->n_chunks; i++)
    {
      const guint count = from->counts[size][i];

      if (count > 0)
        glBufferSubData (GL_ARRAY_BUFFER, start * sizeof (WscInstance), count * sizeof (WscInstance),
                         from->instances[size] + (gsize) i * WSC_CHUNK);
      start += count;
    }
}

/* A picture drawn again unchanged reuses its instances. The reference keeps the scene's address from being another's. */
static void
update_instances (WscRenderer *self, const WscPicture *picture)
{
  if (self->drawn == picture->scene && self->drawn_theme == picture->theme &&
      memcmp (&self->drawn_view, &picture->view, sizeof (WscView)) == 0)
    return;
  wsc_instances_update (&self->instances, picture->scene, &picture->view, picture->theme);
  for (guint size = 0; size < WSC_N_SIZES; size++)
    upload (self, size);
  wsc_scene_ref (picture->scene);
  g_clear_pointer (&self->drawn, wsc_scene_unref);
  self->drawn = picture->scene;
  self->drawn_view = picture->view;
  self->drawn_theme = picture->theme;
}

/* Corners of the polygon about the unit circle, in the order of a strip: 0, 1, n - 1, 2, n - 2 …; z moves them out by the
 * margin. The ring is between an octagon about the circle, moved out, and one within it, moved in; the circle's inner parallel
 * is not an ellipse, and the larger move in makes up for that. */
static void
get_corners (guint shape, float corners[RING][3])
{
  const guint sides = shape == RING ? OCTAGON : shape;

  for (guint i = 0; i < shape; i++)
    {
      const guint k = shape == RING ? i / 2 : i % 2 == 1 ? (i + 1) / 2 : sides - i / 2;
      const double angle = (k + 0.5) * 2 * G_PI / sides;
      const gboolean is_inner = shape == RING && i % 2 == 1;
      const double radius = is_inner ? 1 : 1 / cos (G_PI / sides);

      corners[i][0] = radius * cos (angle);
      corners[i][1] = radius * sin (angle);
      corners[i][2] = is_inner ? -1.6 : 1;
    }
}

static void
use_program (const EllipsoidProgram *program, const WscPicture *picture, guint shape, double margin)
{
  const WscRgba ink = wsc_theme_ink (picture->theme), paper = wsc_theme_background (picture->theme);
  const float halo[] = { ink.r, ink.g, ink.b, paper.r, paper.g, paper.b };
  float corners[RING][3];

  get_corners (shape, corners);
  glUseProgram (program->program);
  wsc_program_set_light (program->program, picture);
  glUniform1f (program->margin, margin);
  glUniform3fv (program->corners, shape, corners[0]);
  glUniform3fv (program->halo, 2, halo);
}

static void
draw_ellipsoids (WscRenderer *self, const WscPicture *picture, WscSize size, guint pass, guint shape)
{
  if (self->n_instances[size] == 0)
    return;
  use_program (&self->ellipsoids[pass], picture, shape, pass == SOLID ? 0 : 0.71);
  glBindVertexArray (self->ellipsoid_arrays[size]);
  glDrawArraysInstanced (GL_TRIANGLE_STRIP, 0, shape, self->n_instances[size]);
}

static void
draw_lines (WscRenderer *self, const WscPicture *picture, const WscLine *lines, guint n)
{
  if (n == 0)
    return;
  glUseProgram (self->line_program);
  glUniform2f (self->line_size, picture->width, picture->height);
  glBindVertexArray (self->line_array);
  glBindBuffer (GL_ARRAY_BUFFER, self->line_buffer);
  glBufferData (GL_ARRAY_BUFFER, n * sizeof *lines, lines, GL_STREAM_DRAW);
  glDrawArraysInstanced (GL_TRIANGLE_STRIP, 0, 4, n);
}

/* A ring about the selected one, over everything: it can be behind others and still be found. */
static void
draw_halo (WscRenderer *self, const WscPicture *picture)
{
  const gint selected = wsc_scene_get_selected (picture->scene);
  WscInstance instance = { 0 };

  if (selected < 0 || !wsc_instance_init (&instance, &picture->view, &wsc_scene_get_ellipsoids (picture->scene, NULL)[selected]))
    return;
  use_program (&self->ellipsoids[HALO], picture, SQUARE, HALO_WIDTH * picture->pixel_ratio + 1);
  glBindVertexArray (self->halo_array);
  glBindBuffer (GL_ARRAY_BUFFER, self->halo_buffer);
  glBufferData (GL_ARRAY_BUFFER, sizeof instance, &instance, GL_STREAM_DRAW);
  glDrawArraysInstanced (GL_TRIANGLE_STRIP, 0, 4, 1);
}

static void
set_blending (void)
{
  glBlendFuncSeparate (GL_SRC_ALPHA, GL_ONE_MINUS_SRC_ALPHA, GL_ONE, GL_ONE_MINUS_SRC_ALPHA);
}

static void
clear (const WscRenderer *self, const WscPicture *picture)
{
  const WscRgba c = wsc_theme_background (picture->theme);

  glViewport (0, 0, picture->width, picture->height);
  glDisable (GL_SCISSOR_TEST);
  glDisable (GL_CULL_FACE);
  glDisable (GL_STENCIL_TEST);
  glColorMask (GL_TRUE, GL_TRUE, GL_TRUE, GL_TRUE);
  glDepthMask (GL_TRUE);
  glDepthFunc (GL_LEQUAL);
  glClearDepthf (1);
  set_blending ();
  if (self->transparent)
    glClearColor (0, 0, 0, 0);
  else
    glClearColor (c.r, c.g, c.b, 1);
  glClear (GL_COLOR_BUFFER_BIT | GL_DEPTH_BUFFER_BIT);
}

/* Ellipsoids that hide what is behind and in them: whole pixels by depth, then what is partly covered over it. */
static void
draw_opaque (WscRenderer *self, const WscPicture *picture, guint n_lines, const WscLine *lines)
{
  update_instances (self, picture);
  glEnable (GL_DEPTH_TEST);
  glDisable (GL_BLEND);
  draw_ellipsoids (self, picture, WSC_SIZE_LARGE, SOLID, OCTAGON);
  draw_ellipsoids (self, picture, WSC_SIZE_MIDDLE, SOLID, SQUARE);
  glEnable (GL_BLEND);
  draw_ellipsoids (self, picture, WSC_SIZE_SMALL, WHOLE, TRIANGLE);
  draw_lines (self, picture, lines, n_lines);
  glDepthMask (GL_FALSE);
  draw_ellipsoids (self, picture, WSC_SIZE_MIDDLE, EDGE, SQUARE);
  draw_ellipsoids (self, picture, WSC_SIZE_LARGE, EDGE, RING);
}

/* Then the stems, as far as they stand out of it. */
static void
draw_density (WscRenderer *self, const WscPicture *picture, guint n_lines, const WscLine *lines)
{
  glEnable (GL_DEPTH_TEST);
  glDisable (GL_BLEND);
  wsc_surface_draw (&self->surface, picture, self->smooth);
  glEnable (GL_BLEND);
  draw_lines (self, picture, lines, n_lines);
}

static gboolean
needs_layers (const WscScene *scene)
{
  const WscSceneStyle *style = wsc_scene_get_style (scene);

  return wsc_scene_get_density (scene) == NULL && (style->style != WSC_STYLE_OPAQUE || style->clip != WSC_CLIP_OFF);
}

static void
draw_picture (WscRenderer *self, const WscPicture *picture)
{
  guint n, n_behind;
  g_autofree WscLine *lines = wsc_lines_new (picture->scene, picture->camera, &picture->view, picture->pixel_ratio,
                                             picture->theme, &n, &n_behind);

  clear (self, picture);
  glEnable (GL_BLEND);
  glDisable (GL_DEPTH_TEST);
  if (!self->bare)
    draw_lines (self, picture, lines, n_behind);
  self->is_simplified = FALSE;
  if (wsc_scene_get_density (picture->scene) != NULL)
    draw_density (self, picture, n - n_behind, lines + n_behind);
  else if (needs_layers (picture->scene))
    self->is_simplified = !wsc_layers_draw (&self->layers, picture, n - n_behind, lines + n_behind);
  if (self->is_simplified || (wsc_scene_get_density (picture->scene) == NULL && !needs_layers (picture->scene)))
    draw_opaque (self, picture, n - n_behind, lines + n_behind);
  glDisable (GL_DEPTH_TEST);
  set_blending ();
  draw_halo (self, picture);
  glDisable (GL_BLEND);
  glDepthMask (GL_TRUE);
  glBindVertexArray (0);
  glUseProgram (0);
}

/* By what each side of the picture is divided while it is drawn. */
static double
get_divisor (WscRenderer *self, const WscScene *scene)
{
  self->is_coarse = self->budget > 0 && self->coarse > 1 && needs_layers (scene);
  return self->is_coarse ? self->coarse : self->smooth ? 0.5 : 1;
}

/* Larger pixels after a picture that took too long, smaller ones when four times as many would still be quick. */
static void
keep_budget (WscRenderer *self, double seconds)
{
  if (seconds > self->budget)
    self->coarse = MIN (2 * self->coarse, MAX_COARSE);
  else if (seconds < self->budget / 6 && self->coarse > 1)
    self->coarse /= 2;
}

/* Draws straight into the bound framebuffer if it has depth; else, and for smooth or coarse pictures, into an own one of another size,
 * which is then brought to the one asked for. */
static void
draw_into (WscRenderer *self, WscPicture *picture, double divisor, GLint bound)
{
  const guint width = picture->width, height = picture->height;
  gboolean is_direct = divisor == 1 && wsc_target_has_depth ();

  if (!is_direct && !wsc_target_bind (&self->target, ceil (width / divisor), ceil (height / divisor)))
    {
      glBindFramebuffer (GL_FRAMEBUFFER, bound);
      is_direct = TRUE;
    }
  if (!is_direct)
    {
      picture->width = self->target.width;
      picture->height = self->target.height;
      picture->pixel_ratio /= divisor;
    }
  wsc_view_init (&picture->view, picture->scene, picture->camera, picture->width, picture->height, picture->pixel_ratio);
  draw_picture (self, picture);
  if (is_direct)
    return;
  glBindFramebuffer (GL_READ_FRAMEBUFFER, self->target.framebuffer);
  glBindFramebuffer (GL_DRAW_FRAMEBUFFER, bound);
  glBlitFramebuffer (0, 0, picture->width, picture->height, 0, 0, width, height, GL_COLOR_BUFFER_BIT, divisor == 1 ? GL_NEAREST : GL_LINEAR);
  glBindFramebuffer (GL_FRAMEBUFFER, bound);
}

void
wsc_renderer_draw (WscRenderer *self, WscScene *scene, const WscCamera *camera,
                   guint width, guint height, double pixel_ratio, WscTheme theme)
{
  WscPicture picture = { scene, camera, { { { 0 } } }, width, height, pixel_ratio, theme };
  const gint64 start = g_get_monotonic_time ();
  GLint bound = 0;

  g_return_if_fail (self != NULL && scene != NULL && camera != NULL);
  g_return_if_fail (width > 0 && height > 0 && pixel_ratio > 0);

  glGetIntegerv (GL_DRAW_FRAMEBUFFER_BINDING, &bound);
  draw_into (self, &picture, get_divisor (self, scene), bound);
  if (self->budget > 0 && needs_layers (scene))
    {
      glFinish (); /* a driver may leave the work for later */
      keep_budget (self, 1e-6 * (g_get_monotonic_time () - start));
    }
}
