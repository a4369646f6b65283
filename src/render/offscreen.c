/* offscreen: a context without a display. All its work is done on a thread that lives as long as one call, so that the caller's
 * own context, of whatever kind, stays current and untouched. */
#include "render/render-private.h"

#include <epoxy/egl.h>
#include <glib/gi18n-lib.h>
#include <string.h>

#define MAX_SIZE 16384

struct _WscOffscreen
{
  EGLDisplay display;
  EGLContext context;
  WscRenderer *renderer;
  WscTarget target;
  guint max_size;
  char *description;
};

typedef struct
{
  WscOffscreen *self;
  gboolean (*work) (WscOffscreen *self, gpointer data, GError **error);
  gpointer data;
  gboolean is_done;
  GError *error;
} Call;

static gpointer
run_call (gpointer user_data)
{
  Call *call = user_data;
  WscOffscreen *self = call->self;

  if (!eglBindAPI (EGL_OPENGL_API) || !eglMakeCurrent (self->display, EGL_NO_SURFACE, EGL_NO_SURFACE, self->context))
    g_set_error (&call->error, WSC_ERROR, WSC_ERROR_GRAPHICS, _("The graphics driver refuses its own context (EGL error 0x%x)."), eglGetError ());
  else
    call->is_done = call->work (self, call->data, &call->error);
  eglMakeCurrent (self->display, EGL_NO_SURFACE, EGL_NO_SURFACE, EGL_NO_CONTEXT);
  eglReleaseThread ();
  return NULL;
}

static gboolean
on_own_thread (WscOffscreen *self, gboolean (*work) (WscOffscreen *self, gpointer data, GError **error), gpointer data, GError **error)
{
  Call call = { self, work, data, FALSE, NULL };

  g_thread_join (g_thread_new ("offscreen", run_call, &call));
  if (call.error != NULL)
    g_propagate_error (error, call.error);
  return call.is_done;
}

/* --- setting up ---------------------------------------------------------------------- */

static EGLDisplay
try_display (EGLDisplay display)
{
  return display != EGL_NO_DISPLAY && eglInitialize (display, NULL, NULL) ? display : EGL_NO_DISPLAY;
}

static EGLDisplay
open_display (void)
{
  EGLDisplay display = EGL_NO_DISPLAY;
  EGLDeviceEXT device;
  EGLint n = 0;

  if (epoxy_has_egl_extension (EGL_NO_DISPLAY, "EGL_MESA_platform_surfaceless"))
    display = try_display (eglGetPlatformDisplayEXT (EGL_PLATFORM_SURFACELESS_MESA, EGL_DEFAULT_DISPLAY, NULL));
  if (display == EGL_NO_DISPLAY && epoxy_has_egl_extension (EGL_NO_DISPLAY, "EGL_EXT_platform_device") &&
      epoxy_has_egl_extension (EGL_NO_DISPLAY, "EGL_EXT_device_enumeration") && eglQueryDevicesEXT (1, &device, &n) && n > 0)
    display = try_display (eglGetPlatformDisplayEXT (EGL_PLATFORM_DEVICE_EXT, device, NULL));
  if (display == EGL_NO_DISPLAY)
    display = try_display (eglGetDisplay (EGL_DEFAULT_DISPLAY));
  return display;
}

/* Displays are the process's, so they are left initialised: another offscreen may be on the same one. */
static gboolean
open_context (WscOffscreen *self, GError **error)
{
  static const EGLint attributes[] = { EGL_CONTEXT_MAJOR_VERSION_KHR, 3, EGL_CONTEXT_MINOR_VERSION_KHR, 3,
                                       EGL_CONTEXT_OPENGL_PROFILE_MASK_KHR, EGL_CONTEXT_OPENGL_CORE_PROFILE_BIT_KHR, EGL_NONE };
  static const EGLint wanted[] = { EGL_RENDERABLE_TYPE, EGL_OPENGL_BIT, EGL_SURFACE_TYPE, EGL_DONT_CARE, EGL_NONE };
  EGLConfig config = EGL_NO_CONFIG_KHR;
  EGLint n = 0;

  self->display = open_display ();
  if (self->display == EGL_NO_DISPLAY)
    {
      g_set_error (error, WSC_ERROR, WSC_ERROR_GRAPHICS, _("No EGL display can be opened (EGL error 0x%x)."), eglGetError ());
      return FALSE;
    }
  if (!epoxy_has_egl_extension (self->display, "EGL_KHR_no_config_context"))
    eglChooseConfig (self->display, wanted, &config, 1, &n);
  eglBindAPI (EGL_OPENGL_API);
  self->context = eglCreateContext (self->display, config, EGL_NO_CONTEXT, attributes);
  if (self->context == EGL_NO_CONTEXT)
    g_set_error (error, WSC_ERROR, WSC_ERROR_GRAPHICS, _("The graphics driver (%s) gives no OpenGL 3.3 core context (EGL error 0x%x)."),
                 eglQueryString (self->display, EGL_VENDOR), eglGetError ());
  return self->context != EGL_NO_CONTEXT;
}

static gboolean
make_renderer (WscOffscreen *self, gpointer data, GError **error)
{
  GLint sizes[2], viewport[2];

  self->description = g_strdup_printf ("%s, OpenGL %s", (const char *) glGetString (GL_RENDERER), (const char *) glGetString (GL_VERSION));
  glGetIntegerv (GL_MAX_RENDERBUFFER_SIZE, &sizes[0]);
  glGetIntegerv (GL_MAX_VIEWPORT_DIMS, viewport);
  sizes[1] = MIN (viewport[0], viewport[1]);
  self->max_size = MIN (MIN (sizes[0], sizes[1]), MAX_SIZE);
  self->renderer = wsc_renderer_new (error);
  return self->renderer != NULL;
}

WscOffscreen *
wsc_offscreen_new (GError **error)
{
  g_autoptr (WscOffscreen) self = g_new0 (WscOffscreen, 1);

  if (!open_context (self, error) || !on_own_thread (self, make_renderer, NULL, error))
    return NULL;
  return g_steal_pointer (&self);
}

static gboolean
free_renderer (WscOffscreen *self, gpointer data, GError **error)
{
  wsc_target_clear (&self->target);
  g_clear_pointer (&self->renderer, wsc_renderer_free);
  return TRUE;
}

void
wsc_offscreen_free (WscOffscreen *self)
{
  if (self == NULL)
    return;
  if (self->context != EGL_NO_CONTEXT)
    {
      on_own_thread (self, free_renderer, NULL, NULL);
      eglDestroyContext (self->display, self->context);
    }
  g_free (self->description);
  g_free (self);
}

const char *
wsc_offscreen_get_description (const WscOffscreen *self)
{
  return self->description;
}

/* --- drawing ------------------------------------------------------------------------- */

typedef struct
{
  WscScene *scene;
  const WscCamera *camera;
  guint width, height;
  double pixel_ratio;
  WscTheme theme;
  gboolean smooth, transparent, bare;
  guint8 *pixels; /* (height, width, 4), or NULL */
} Request;

static gboolean
check_size (const WscOffscreen *self, guint width, guint height, GError **error)
{
  const guint limit = self->max_size;

  if (width >= 1 && height >= 1 && width <= limit && height <= limit)
    return TRUE;
  g_set_error (error, WSC_ERROR, WSC_ERROR_RANGE, _("The picture is to be %u × %u pixels; each side must be 1 to %u."), width, height, limit);
  return FALSE;
}

/* GL's first row is the lowest. */
static void
read_pixels (const Request *request)
{
  const gsize stride = 4 * (gsize) request->width;
  g_autofree guint8 *row = g_malloc (stride);

  glPixelStorei (GL_PACK_ALIGNMENT, 4);
  glReadPixels (0, 0, request->width, request->height, GL_RGBA, GL_UNSIGNED_BYTE, request->pixels);
  for (guint y = 0; y < request->height / 2; y++)
    {
      guint8 *a = request->pixels + y * stride, *b = request->pixels + (request->height - 1 - y) * stride;

      memcpy (row, a, stride);
      memcpy (a, b, stride);
      memcpy (b, row, stride);
    }
}

static gboolean
draw (WscOffscreen *self, gpointer data, GError **error)
{
  const Request *request = data;
  const gboolean fits = 2 * MAX (request->width, request->height) <= self->max_size;

  if (!wsc_target_bind (&self->target, request->width, request->height))
    {
      g_set_error (error, WSC_ERROR, WSC_ERROR_GRAPHICS, _("The graphics driver has no room for a picture of %u × %u pixels."),
                   request->width, request->height);
      return FALSE;
    }
  wsc_renderer_set_smooth (self->renderer, request->smooth && fits);
  wsc_renderer_set_transparent (self->renderer, request->transparent);
  wsc_renderer_set_bare (self->renderer, request->bare);
  wsc_renderer_draw (self->renderer, request->scene, request->camera, request->width, request->height, request->pixel_ratio,
                     request->theme);
  if (wsc_renderer_is_simplified (self->renderer))
    {
      g_set_error_literal (error, WSC_ERROR, WSC_ERROR_GRAPHICS,
                           _("The graphics driver has no room for so many ellipsoids in this style; draw them opaque and whole (view.style, view.clip)."));
      return FALSE;
    }
  if (request->pixels != NULL)
    read_pixels (request);
  else
    glFinish ();
  return TRUE;
}

guint8 *
wsc_offscreen_render_full (WscOffscreen *self, WscScene *scene, const WscCamera *camera, const WscPictureOptions *options, GError **error)
{
  Request request = { scene, camera, options->width, options->height, options->pixel_ratio, options->theme,
                      options->smooth, options->transparent, options->bare, NULL };
  g_autofree guint8 *pixels = NULL;

  g_return_val_if_fail (self != NULL && scene != NULL && camera != NULL, NULL);

  if (!check_size (self, options->width, options->height, error))
    return NULL;
  pixels = request.pixels = g_malloc (4 * (gsize) options->width * options->height);
  return on_own_thread (self, draw, &request, error) ? g_steal_pointer (&pixels) : NULL;
}

guint8 *
wsc_offscreen_render (WscOffscreen *self, WscScene *scene, const WscCamera *camera,
                      guint width, guint height, double pixel_ratio, WscTheme theme, GError **error)
{
  const WscPictureOptions options = { width, height, pixel_ratio, theme, TRUE, FALSE };

  return wsc_offscreen_render_full (self, scene, camera, &options, error);
}

gboolean
wsc_offscreen_draw (WscOffscreen *self, WscScene *scene, const WscCamera *camera,
                    guint width, guint height, WscTheme theme, GError **error)
{
  Request request = { scene, camera, width, height, 1, theme, FALSE, FALSE, FALSE, NULL };

  g_return_val_if_fail (self != NULL && scene != NULL && camera != NULL, FALSE);

  return check_size (self, width, height, error) && on_own_thread (self, draw, &request, error);
}
