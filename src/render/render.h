/* render: a scene on the current GL context, or offscreen.
 *
 * Each ellipsoid is one instance of a polygon about its outline on the picture; the fragment shader meets the ray with
 * the quadric, so the surface is exact at any zoom and its edge is anti-aliased analytically, without multisampling.
 */
#pragma once

#include "base/base.h"
#include "scene/scene.h"

G_BEGIN_DECLS

/* GL objects of one context; made, used and freed with that context current. */
typedef struct _WscRenderer WscRenderer;

/* Errors: GRAPHICS, with the GL version found and needed (3.3 core or ES 3.0), or the shader's log. */
WscRenderer *wsc_renderer_new (GError **error);
void wsc_renderer_free (WscRenderer *self);
/* The same where the context is lost, and all of its objects with it; needs none. */
void wsc_renderer_forget (WscRenderer *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (WscRenderer, wsc_renderer_free)
/* Draws into the framebuffer now bound, over all of it. It need not have depth, though drawing is faster if it has.
 * `pixel_ratio`: device pixels a logical one, for line widths. Leaves the framebuffer bound; other state is not kept. */
void wsc_renderer_draw (WscRenderer *self, WscScene *scene, const WscCamera *camera,
                        guint width, guint height, double pixel_ratio, WscTheme theme);
/* From now on: 2 x 2 samples a pixel, for pictures at rest (outlines are smooth without; this smooths where ellipsoids pass
 * through each other; four times the work); and no background. Both are off at first. */
void wsc_renderer_set_smooth (WscRenderer *self, gboolean smooth);
void wsc_renderer_set_transparent (WscRenderer *self, gboolean transparent);
/* From now on: without what lies behind all, box and contours, which somebody else draws. Off at first. */
void wsc_renderer_set_bare (WscRenderer *self, gboolean bare);

/* Of pictures by layers (glass, lines, cuts) that took longer than so many seconds, the next are drawn of larger pixels, down to an
 * eighth of the size, until they do not: for a moving camera. 0, at first: every picture is exact. */
void wsc_renderer_set_budget (WscRenderer *self, double seconds);
/* Whether the last picture was drawn of larger pixels; and whether its ellipsoids were drawn opaque and whole because the driver has no
 * room for so many by layers. */
gboolean wsc_renderer_is_coarse (const WscRenderer *self);
gboolean wsc_renderer_is_simplified (const WscRenderer *self);

/* A context and framebuffer without a display (EGL surfaceless; software if need be). One thread at a time; the
 * caller's own current context is not touched. */
typedef struct _WscOffscreen WscOffscreen;
WscOffscreen *wsc_offscreen_new (GError **error);
void wsc_offscreen_free (WscOffscreen *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (WscOffscreen, wsc_offscreen_free)
typedef struct
{
  guint width, height;
  double pixel_ratio;
  WscTheme theme;
  gboolean smooth, transparent, bare;
} WscPictureOptions;

/* RGBA, 8 bit, premultiplied, top row first, (height, width); caller frees. Errors: GRAPHICS, RANGE (size). */
guint8 *wsc_offscreen_render_full (WscOffscreen *self, WscScene *scene, const WscCamera *camera,
                                   const WscPictureOptions *options, GError **error);
/* The same, smooth and with the theme's background. */
guint8 *wsc_offscreen_render (WscOffscreen *self, WscScene *scene, const WscCamera *camera,
                              guint width, guint height, double pixel_ratio, WscTheme theme, GError **error);
/* Draws and waits for the picture without reading it back; for benchmarks. */
gboolean wsc_offscreen_draw (WscOffscreen *self, WscScene *scene, const WscCamera *camera,
                             guint width, guint height, WscTheme theme, GError **error);
const char *wsc_offscreen_get_description (const WscOffscreen *self); /* GL renderer and version */

G_END_DECLS
