#include "app/gl-probe.h"

#include <epoxy/gl.h>
#include <string.h>

static gboolean
names_software (const char *renderer)
{
  static const char *const names[] = { "llvmpipe", "softpipe", "swrast", "Software Rasterizer", "SwiftShader" };
  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    if (renderer && strstr (renderer, names[i]))
      return TRUE;
  return renderer == NULL;
}

gboolean
wsc_gl_probe_is_software (GdkDisplay *display)
{
  g_return_val_if_fail (GDK_IS_DISPLAY (display), TRUE);
  g_autoptr (GdkGLContext) context = gdk_display_create_gl_context (display, NULL);
  if (!context || !gdk_gl_context_realize (context, NULL))
    return TRUE;
  gdk_gl_context_make_current (context);
  gboolean software = names_software ((const char *) glGetString (GL_RENDERER));
  gdk_gl_context_clear_current ();
  return software;
}
