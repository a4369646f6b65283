/* The renderer in a context and framebuffers that are not its own, as a window's are. */
#include <epoxy/egl.h>
#include <epoxy/gl.h>

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
draw (WscRenderer *renderer, gboolean has_depth)
{
  const GLuint framebuffer = new_framebuffer (has_depth);
  WscScene *scene = new_scene ();
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
  wsc_scene_unref (scene);
  return pixels;
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
  guint largest = 0;

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
  for (gsize i = 0; i < 4 * SIZE * SIZE; i++)
    largest = MAX (largest, (guint) ABS ((int) desktop[i] - (int) embedded[i]));
  g_assert_cmpuint (largest, <=, 3);
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
  g_test_add_func ("/context/too-old", test_too_old);
  g_test_add_func ("/context/offscreen-leaves-it", test_offscreen_leaves_the_context);
  g_test_add_func ("/context/shader-error", test_shader_error);
  return g_test_run ();
}
