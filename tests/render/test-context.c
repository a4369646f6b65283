/* The renderer in a context and framebuffers that are not its own, as a window's are. */
#include <epoxy/egl.h>
#include <epoxy/gl.h>
#include <math.h>

#include "render/render-private.h"

#define SIZE 200

static EGLDisplay display;
static EGLContext context;

static void
open_context (EGLenum api, EGLint major, EGLint minor)
{
  const EGLint attributes[] = { EGL_CONTEXT_MAJOR_VERSION_KHR, major, EGL_CONTEXT_MINOR_VERSION_KHR, minor, EGL_NONE };

  display = eglGetPlatformDisplayEXT (EGL_PLATFORM_SURFACELESS_MESA, EGL_DEFAULT_DISPLAY, NULL);
  g_assert_true (eglInitialize (display, NULL, NULL));
  g_assert_true (eglBindAPI (api));
  context = eglCreateContext (display, EGL_NO_CONFIG_KHR, EGL_NO_CONTEXT, attributes);
  g_assert_true (context != EGL_NO_CONTEXT);
  g_assert_true (eglMakeCurrent (display, EGL_NO_SURFACE, EGL_NO_SURFACE, context));
}

static void
close_context (void)
{
  eglMakeCurrent (display, EGL_NO_SURFACE, EGL_NO_SURFACE, EGL_NO_CONTEXT);
  eglDestroyContext (display, context);
}

static WscScene *
new_scene (void)
{
  return wsc_scene_from_text ("weightscape-scene 1\nselected 0\npath 1\n"
                              "ellipsoid 0 0.9 0.6 0.1 1 0 0 0 0.8 0 0 0 0.6 0 0 0 0.4\n"
                              "ellipsoid 1 0.1 0.4 0.7 1 0.5 0.5 0 0.4 0 0 0 0.8 0 0 0 0.4\n", NULL);
}

/* A framebuffer as GtkGLArea binds it: a texture, with a depth buffer or without. */
static GLuint
new_framebuffer (gboolean has_depth)
{
  GLuint framebuffer, texture, depth;

  glGenFramebuffers (1, &framebuffer);
  glBindFramebuffer (GL_FRAMEBUFFER, framebuffer);
  glGenTextures (1, &texture);
  glBindTexture (GL_TEXTURE_2D, texture);
  glTexImage2D (GL_TEXTURE_2D, 0, GL_RGBA8, SIZE, SIZE, 0, GL_RGBA, GL_UNSIGNED_BYTE, NULL);
  glFramebufferTexture2D (GL_FRAMEBUFFER, GL_COLOR_ATTACHMENT0, GL_TEXTURE_2D, texture, 0);
  if (has_depth)
    {
      glGenRenderbuffers (1, &depth);
      glBindRenderbuffer (GL_RENDERBUFFER, depth);
      glRenderbufferStorage (GL_RENDERBUFFER, GL_DEPTH_COMPONENT24, SIZE, SIZE);
      glFramebufferRenderbuffer (GL_FRAMEBUFFER, GL_DEPTH_ATTACHMENT, GL_RENDERBUFFER, depth);
    }
  g_assert_cmpuint (glCheckFramebufferStatus (GL_FRAMEBUFFER), ==, GL_FRAMEBUFFER_COMPLETE);
  return framebuffer;
}

static guint8 *
draw_scene (WscRenderer *renderer, WscScene *scene, gboolean has_depth)
{
  const GLuint framebuffer = new_framebuffer (has_depth);
  WscCamera camera = { 0 };
  guint8 *pixels = g_malloc (4 * SIZE * SIZE);
  GLint bound;

  wsc_scene_look (scene, WSC_LOOK_HOME, &camera);
  glEnable (GL_SCISSOR_TEST); /* what a caller may have left behind */
  glScissor (0, 0, 3, 3);
  glDepthFunc (GL_NEVER);
  glColorMask (GL_FALSE, GL_TRUE, GL_TRUE, GL_FALSE);
  wsc_renderer_draw (renderer, scene, &camera, SIZE, SIZE, 1, WSC_THEME_LIGHT);
  glGetIntegerv (GL_DRAW_FRAMEBUFFER_BINDING, &bound);
  g_assert_cmpuint (bound, ==, framebuffer);
  glReadPixels (0, 0, SIZE, SIZE, GL_RGBA, GL_UNSIGNED_BYTE, pixels);
  g_assert_cmpuint (glGetError (), ==, GL_NO_ERROR);
  return pixels;
}

static guint8 *
draw (WscRenderer *renderer, gboolean has_depth)
{
  g_autoptr (WscScene) scene = new_scene ();

  return draw_scene (renderer, scene, has_depth);
}

/* Glass, lines and cuts, each of which another program draws. */
static WscScene *
new_styled (int style, int clip)
{
  const WscSceneStyle how = { .style = style, .opacity = 0.5, .clip = clip, .clip_at = 0.5, .silhouettes = TRUE };
  g_autoptr (WscScene) scene = new_scene ();

  return wsc_scene_restyle (scene, &how);
}

static guint
get_largest (const guint8 *a, const guint8 *b)
{
  guint largest = 0;

  for (gsize i = 0; i < 4 * SIZE * SIZE; i++)
    largest = MAX (largest, (guint) ABS ((int) a[i] - (int) b[i]));
  return largest;
}

static void
test_framebuffers (void)
{
  g_autoptr (GError) error = NULL;
  WscRenderer *renderer = wsc_renderer_new (&error);
  g_autofree guint8 *with = NULL, *without = NULL, *smooth = NULL;
  gsize n_smoothed = 0;

  g_assert_no_error (error);
  with = draw (renderer, TRUE);
  without = draw (renderer, FALSE);
  g_assert_cmpmem (with, 4 * SIZE * SIZE, without, 4 * SIZE * SIZE);
  wsc_renderer_set_smooth (renderer, TRUE);
  smooth = draw (renderer, TRUE);
  for (gsize i = 0; i < 4 * SIZE * SIZE; i++)
    n_smoothed += with[i] != smooth[i];
  g_assert_cmpuint (n_smoothed, >, 0);
  g_assert_cmpint (with[3], ==, 255);
  wsc_renderer_free (renderer);
}

/* OpenGL ES 3.0, which is what a window gets on some drivers, draws the same picture. */
static void
test_embedded (void)
{
  g_autoptr (GError) error = NULL;
  WscRenderer *renderer = wsc_renderer_new (&error);
  g_autofree guint8 *desktop = NULL, *embedded = NULL;

  g_assert_no_error (error);
  desktop = draw (renderer, TRUE);
  wsc_renderer_free (renderer);
  close_context ();
  open_context (EGL_OPENGL_ES_API, 3, 0);
  g_assert_false (epoxy_is_desktop_gl ());
  renderer = wsc_renderer_new (&error);
  g_assert_no_error (error);
  embedded = draw (renderer, TRUE);
  wsc_renderer_free (renderer);
  close_context ();
  open_context (EGL_OPENGL_API, 3, 3);
  g_assert_cmpuint (get_largest (desktop, embedded), <=, 3);
}

/* The same of every style. A context that is lost takes its renderer along; another renderer on another context draws what that one drew. */
static void
test_lost_context (void)
{
  guint8 *before[8];

  g_autoptr (GError) error = NULL;
  WscRenderer *renderer = wsc_renderer_new (&error);

  g_assert_no_error (error);
  for (guint k = 0; k < 8; k++)
    {
      g_autoptr (WscScene) scene = new_styled (k % 4, k < 4 ? WSC_CLIP_OFF : WSC_CLIP_Y);

      before[k] = draw_scene (renderer, scene, TRUE);
    }
  for (guint again = 0; again < 2; again++)
    {
      close_context ();
      open_context (again == 0 ? EGL_OPENGL_ES_API : EGL_OPENGL_API, 3, again == 0 ? 0 : 3);
      wsc_renderer_forget (g_steal_pointer (&renderer));
      renderer = wsc_renderer_new (&error);
      g_assert_no_error (error);
      for (guint k = 0; k < 8; k++)
        {
          g_autoptr (WscScene) scene = new_styled (k % 4, k < 4 ? WSC_CLIP_OFF : WSC_CLIP_Y);
          g_autofree guint8 *pixels = draw_scene (renderer, scene, again == 0);

          g_assert_cmpuint (get_largest (before[k], pixels), <=, 3);
          g_assert_false (wsc_renderer_is_simplified (renderer));
        }
    }
  for (guint k = 0; k < 8; k++)
    g_free (before[k]);
  wsc_renderer_free (renderer);
}

/* No time is enough: pixels grow, to be exact again when the budget is lifted. Opaque pictures are quick anyway. */
static void
test_budget (void)
{
  WscRenderer *renderer = wsc_renderer_new (NULL);
  g_autoptr (WscScene) scene = new_styled (WSC_STYLE_GLASS, WSC_CLIP_OFF);
  g_autofree guint8 *exact = draw_scene (renderer, scene, TRUE), *coarse = NULL, *again = NULL, *opaque = NULL;
  guint n_alike = 0;

  g_assert_false (wsc_renderer_is_coarse (renderer));
  wsc_renderer_set_budget (renderer, 1e-9);
  opaque = draw (renderer, TRUE);
  g_assert_false (wsc_renderer_is_coarse (renderer));
  g_free (draw_scene (renderer, scene, TRUE));
  g_assert_false (wsc_renderer_is_coarse (renderer));
  coarse = draw_scene (renderer, scene, TRUE);
  g_assert_true (wsc_renderer_is_coarse (renderer));
  for (gsize i = 0; i < 4 * SIZE * SIZE; i++)
    n_alike += ABS ((int) exact[i] - (int) coarse[i]) < 40;
  g_assert_cmpuint (get_largest (exact, coarse), >, 3);
  g_assert_cmpuint (n_alike, >, 4 * SIZE * SIZE * 95 / 100);
  wsc_renderer_set_budget (renderer, 1e9);
  for (guint k = 0; k < 4; k++)
    g_free (draw_scene (renderer, scene, TRUE));
  g_assert_false (wsc_renderer_is_coarse (renderer));
  wsc_renderer_set_budget (renderer, 0);
  again = draw_scene (renderer, scene, TRUE);
  g_assert_cmpmem (exact, 4 * SIZE * SIZE, again, 4 * SIZE * SIZE);
  wsc_renderer_free (renderer);
}

/* Ellipsoids without a place or a size are left out, and the others are drawn as without them. */
static void
test_not_finite (void)
{
  WscRenderer *renderer = wsc_renderer_new (NULL);
  g_autoptr (WscScene) scene = new_scene ();
  const WscEllipsoid *whole = wsc_scene_get_ellipsoids (scene, NULL);
  WscEllipsoid broken[6] = { whole[0], whole[1], whole[0], whole[1], whole[0], whole[1] };

  broken[2].centre[1] = NAN;
  broken[3].half_axes[1][2] = NAN;
  broken[4].half_axes[0][0] = INFINITY;
  broken[5].centre[0] = -INFINITY;
  for (guint k = 0; k < 8; k++)
    {
      const WscSceneStyle style = { .style = k % 4, .opacity = 0.5, .clip = k < 4 ? WSC_CLIP_OFF : WSC_CLIP_Y, .clip_at = 0.5 };
      g_autoptr (WscScene) good = wsc_scene_new_ellipsoids (whole, 2), bad = wsc_scene_new_ellipsoids (broken, 6);
      g_autoptr (WscScene) styled_good = wsc_scene_restyle (good, &style), styled_bad = wsc_scene_restyle (bad, &style);
      g_autofree guint8 *a = draw_scene (renderer, styled_good, TRUE), *b = draw_scene (renderer, styled_bad, TRUE);
      WscCamera camera = { 0 };

      g_assert_cmpmem (a, 4 * SIZE * SIZE, b, 4 * SIZE * SIZE);
      wsc_scene_look (styled_bad, WSC_LOOK_HOME, &camera);
      g_assert_cmpint (wsc_scene_pick (styled_bad, &camera, SIZE, SIZE, SIZE / 2, SIZE / 2), ==,
                       wsc_scene_pick (styled_good, &camera, SIZE, SIZE, SIZE / 2, SIZE / 2));
    }
  wsc_renderer_free (renderer);
}

/* A million ellipsoids are a picture like another, of glass too. */
static void
test_many (void)
{
  enum { N = 1000000 };
  WscRenderer *renderer = wsc_renderer_new (NULL);
  g_autofree WscEllipsoid *ellipsoids = g_new0 (WscEllipsoid, N);

  for (guint i = 0; i < N; i++)
    {
      for (guint j = 0, place = i; j < 3; j++, place /= 100)
        {
          ellipsoids[i].centre[j] = 0.02f * (place % 100) - 1;
          ellipsoids[i].half_axes[j][j] = 0.008f;
        }
      ellipsoids[i].colour = (WscRgba) { 1, 0, 0, 1 };
    }
  g_autoptr (WscScene) scene = wsc_scene_new_ellipsoids (ellipsoids, N);
  g_autoptr (WscScene) glass = wsc_scene_restyle (scene, &(WscSceneStyle) { .style = WSC_STYLE_GLASS, .opacity = 0.9, .finish = WSC_FINISH_PRINT });
  g_autofree guint8 *opaque = draw_scene (renderer, scene, TRUE), *pixels = draw_scene (renderer, glass, TRUE);
  const guint8 *middle = pixels + 4 * (SIZE / 2 * SIZE + SIZE / 2);

  g_assert_false (wsc_renderer_is_simplified (renderer));
  g_assert_cmpint (middle[0], >, 250);
  g_assert_cmpint (middle[1], <, 5);
  g_assert_cmpint (opaque[4 * (SIZE / 2 * SIZE + SIZE / 2) + 1], <, 120);
  wsc_renderer_free (renderer);
}

/* Where the driver's textures are too small, ellipsoids are drawn opaque, which is told. */
static void
test_no_room (void)
{
  const WscEllipsoid ellipsoid = { .half_axes = { { 1, 0, 0 }, { 0, 1, 0 }, { 0, 0, 1 } } };
  g_autoptr (WscScene) scene = wsc_scene_new_ellipsoids (&ellipsoid, 1);
  WscLayersPainter painter = { 0 };
  WscPicture picture = { .scene = scene, .width = SIZE, .height = SIZE, .pixel_ratio = 1 };
  WscCamera camera = { 0 };

  wsc_scene_look (scene, WSC_LOOK_HOME, &camera);
  picture.camera = &camera;
  wsc_view_init (&picture.view, scene, &camera, SIZE, SIZE, 1);
  wsc_layers_painter_init (&painter);
  g_assert_true (wsc_layers_draw (&painter, &picture, 0, NULL));
  painter.max_rows = 0;
  g_assert_false (wsc_layers_draw (&painter, &picture, 0, NULL));
  wsc_layers_painter_clear (&painter);
  wsc_layers_clear (&painter.layers);
}

/* In a process of its own, because drivers read their version but once. */
static void
test_too_old (void)
{
  g_autoptr (GError) error = NULL;

  if (!g_test_subprocess ())
    {
      g_setenv ("MESA_GL_VERSION_OVERRIDE", "3.2", TRUE);
      g_test_trap_subprocess (NULL, 0, G_TEST_SUBPROCESS_DEFAULT);
      g_unsetenv ("MESA_GL_VERSION_OVERRIDE");
      g_test_trap_assert_passed ();
      return;
    }
  open_context (EGL_OPENGL_API, 3, 2);
  g_assert_null (wsc_renderer_new (&error));
  g_assert_error (error, WSC_ERROR, WSC_ERROR_GRAPHICS);
  g_assert_cmpstr (error->message, ==, "This needs OpenGL 3.3 or OpenGL ES 3.0; the driver has OpenGL 3.2.");
}

/* An export in the middle of the window's work leaves the window's context current. */
static void
test_offscreen_leaves_the_context (void)
{
  WscScene *scene = new_scene ();
  WscCamera camera = { 0 };
  g_autoptr (WscOffscreen) offscreen = wsc_offscreen_new (NULL);
  g_autofree guint8 *pixels = NULL;

  wsc_scene_look (scene, WSC_LOOK_HOME, &camera);
  g_assert_true (eglGetCurrentContext () == context);
  pixels = wsc_offscreen_render (offscreen, scene, &camera, 64, 64, 1, WSC_THEME_LIGHT, NULL);
  g_assert_nonnull (pixels);
  g_assert_true (eglGetCurrentContext () == context);
  wsc_scene_unref (scene);
}

static void
test_shader_error (void)
{
  g_autoptr (GError) error = NULL;

  g_assert_cmpuint (wsc_program_new ("segment", "u_size=", &error), ==, 0);
  g_assert_error (error, WSC_ERROR, WSC_ERROR_GRAPHICS);
  g_assert_true (g_str_has_prefix (error->message, "The graphics driver cannot compile the shader segment (VERTEX): "));
  g_assert_nonnull (strstr (error->message, "\n   1  #version 330 core\n"));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  if (!g_test_subprocess ())
    open_context (EGL_OPENGL_API, 3, 3);
  g_test_add_func ("/context/framebuffers", test_framebuffers);
  g_test_add_func ("/context/embedded", test_embedded);
  g_test_add_func ("/context/lost", test_lost_context);
  g_test_add_func ("/context/budget", test_budget);
  g_test_add_func ("/context/not-finite", test_not_finite);
  g_test_add_func ("/context/many", test_many);
  g_test_add_func ("/context/no-room", test_no_room);
  g_test_add_func ("/context/too-old", test_too_old);
  g_test_add_func ("/context/offscreen-leaves-it", test_offscreen_leaves_the_context);
  g_test_add_func ("/context/shader-error", test_shader_error);
  return g_test_run ();
}
