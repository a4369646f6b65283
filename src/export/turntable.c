/* A turntable: the neurons once around, as an animated WebP or as numbered pictures in a folder. */
#include "export/export-private.h"

#include <math.h>
#include <string.h>
#include <webp/encode.h>
#include <webp/mux.h>

#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>

/* Of lossless compression: past it, files hardly shrink while time doubles. */
#define EFFORT 2
#define MAX_OLD_FRAMES 9999 /* that a turn from before may have left */

typedef struct
{
  const WscResults *results;
  const WscFigureOptions *options;
  WscCamera home;
} Turntable;

/* What becomes of one picture after another. */
typedef gboolean (*FrameFunc) (gpointer user_data, guint frame, cairo_surface_t *surface, GError **error);

/* --- the pictures ---------------------------------------------------------- */

static gboolean
find_home (Turntable *self, GError **error)
{
  const WscViewSettings *view = &wsc_results_get_study (self->results)->view;
  WscNeurons *neurons = wsc_results_get_neurons (self->results);
  g_autoptr (WscScene) scene = NULL;
  if (self->options->camera)
    {
      self->home = *self->options->camera;
      return TRUE;
    }
  /* Without neurons, drawing says what is missing. */
  scene = neurons ? wsc_scene_new_neurons (neurons, view, -1, error) : NULL;
  if (scene)
    wsc_scene_get_home (scene, view, &self->home);
  return scene != NULL || neurons == NULL;
}

static gboolean
draw_frame (const Turntable *self, guint frame, FrameFunc take, gpointer user_data, GError **error)
{
  WscFigureOptions options = *self->options;
  WscCamera camera = self->home;
  camera.azimuth += 2 * G_PI * frame / options.n_frames;
  options.camera = &camera;
  cairo_surface_t *surface = wsc_figure_draw_pixels (self->results, WSC_TURNTABLE, &options, error);
  gboolean taken = surface && take (user_data, frame, surface, error);
  g_clear_pointer (&surface, cairo_surface_destroy);
  return taken;
}

static gboolean
draw_frames (const Turntable *self, FrameFunc take, gpointer user_data, GError **error)
{
  for (guint frame = 0; frame < self->options->n_frames; frame++)
    {
      if (!wsc_hook_report (self->options->hook, (double) frame / self->options->n_frames, _("Drawing the turntable")))
        {
          g_set_error (error, WSC_ERROR, WSC_ERROR_STOPPED, _("Stopped after %u of %u pictures"), frame,
                       self->options->n_frames);
          return FALSE;
        }
      if (!draw_frame (self, frame, take, user_data, error))
        return FALSE;
    }
  return TRUE;
}

/* --- a folder --------------------------------------------------------------- */

/* The pictures of a turn belong together: they are made in a folder of their own within the one that was asked for, and moved when all of
 * them are there, so that a turn from before is whole until then. */
typedef struct
{
  const Turntable *turntable;
  const char *folder;
  char *making; /* where pictures are made */
  char *title;
} Folder;

static char *
dup_picture_path (const char *folder, guint frame)
{
  g_autofree char *name = g_strdup_printf (WSC_TURNTABLE "-%04u.png", frame + 1);
  return g_build_filename (folder, name, NULL);
}

static gboolean
write_picture (gpointer user_data, guint frame, cairo_surface_t *surface, GError **error)
{
  const Folder *self = user_data;
  g_autofree char *path = dup_picture_path (self->making, frame);
  g_autoptr (GByteArray) bytes
      = wsc_png_encode (surface, self->turntable->options->dpi, self->title, _(wsc_figures_find (WSC_TURNTABLE, NULL)->about), error);
  return bytes && wsc_write_file (path, (const char *) bytes->data, bytes->len, error);
}

static gboolean
fail_folder (const char *format, const char *path, GError **error)
{
  int reason = errno;
  g_set_error (error, WSC_ERROR, WSC_ERROR_FILE, format, path, g_strerror (reason));
  return FALSE;
}

/* What an older turn had more is no part of this one. */
static gboolean
move_pictures (const Folder *self, GError **error)
{
  const guint n = self->turntable->options->n_frames;
  for (guint frame = 0; frame < n; frame++)
    {
      g_autofree char *from = dup_picture_path (self->making, frame), *to = dup_picture_path (self->folder, frame);
      if (g_rename (from, to) != 0)
        return fail_folder (_("Cannot write “%s”: %s"), to, error);
    }
  for (guint frame = n; frame < MAX_OLD_FRAMES; frame++)
    {
      g_autofree char *old = dup_picture_path (self->folder, frame);
      if (g_unlink (old) != 0)
        break;
    }
  return TRUE;
}

static void
folder_clear (Folder *self)
{
  for (guint frame = 0; frame < self->turntable->options->n_frames; frame++)
    {
      g_autofree char *path = dup_picture_path (self->making, frame);
      g_unlink (path);
    }
  g_rmdir (self->making);
  g_free (self->making);
  g_free (self->title);
}

static gboolean
write_folder (const Turntable *turntable, const char *path, GError **error)
{
  const gboolean is_new = !g_file_test (path, G_FILE_TEST_EXISTS);
  if (g_mkdir_with_parents (path, 0777) != 0)
    return fail_folder (_("Cannot make the folder “%s”: %s"), path, error);
  Folder folder = { turntable, path, g_build_filename (path, "." WSC_TURNTABLE "-XXXXXX", NULL), NULL };
  if (!g_mkdtemp (folder.making))
    {
      g_free (folder.making);
      return fail_folder (_("Cannot write into the folder “%s”: %s"), path, error);
    }
  folder.title = wsc_figure_dup_title (turntable->results, WSC_TURNTABLE);
  const gboolean written = draw_frames (turntable, write_picture, &folder, error) && move_pictures (&folder, error);
  folder_clear (&folder);
  if (!written && is_new)
    g_rmdir (path);
  return written;
}

/* --- an animation ------------------------------------------------------------- */

typedef struct
{
  const Turntable *turntable;
  WebPAnimEncoder *encoder; /* made with the first picture, whose size it takes */
  WebPConfig config;
} Animation;

static gboolean
fail_webp (GError **error, const char *reason)
{
  g_set_error (error, WSC_ERROR, WSC_ERROR_FILE, _("The animation cannot be made: %s"),
               reason && *reason ? reason : _("out of memory"));
  return FALSE;
}

/* Cairo's words are premultiplied; WebP's, 0xAARRGGBB too, are not. */
static guint32
unmultiply (guint32 pixel, gboolean opaque)
{
  guint32 alpha = pixel >> 24, result = alpha << 24;
  if (opaque || alpha == 255)
    return pixel | 0xff000000u;
  for (guint shift = 0; alpha > 0 && shift < 24; shift += 8)
    {
      guint32 part = pixel >> shift & 0xff;
      result |= MIN (255u, (part * 255 + alpha / 2) / alpha) << shift;
    }
  return result;
}

static void
copy_pixels (WebPPicture *picture, cairo_surface_t *surface)
{
  gboolean opaque = cairo_image_surface_get_format (surface) == CAIRO_FORMAT_RGB24;
  gsize stride = (gsize) cairo_image_surface_get_stride (surface);
  cairo_surface_flush (surface);
  const guint8 *data = cairo_image_surface_get_data (surface);
  for (int y = 0; y < picture->height; y++)
    {
      const guint32 *from = (const guint32 *) (gconstpointer) (data + (gsize) y * stride);
      for (int x = 0; x < picture->width; x++)
        picture->argb[(gsize) y * (gsize) picture->argb_stride + (gsize) x] = unmultiply (from[x], opaque);
    }
}

static gboolean
start_animation (Animation *self, cairo_surface_t *surface)
{
  WebPAnimEncoderOptions options;
  if (self->encoder)
    return TRUE;
  if (!WebPConfigInit (&self->config) || !WebPConfigLosslessPreset (&self->config, EFFORT)
      || !WebPAnimEncoderOptionsInit (&options))
    return FALSE;
  options.anim_params.loop_count = 0; /* without end */
  self->encoder = WebPAnimEncoderNew (cairo_image_surface_get_width (surface), cairo_image_surface_get_height (surface), &options);
  return self->encoder != NULL;
}

static int
get_milliseconds (const Animation *self, guint frame)
{
  const WscFigureOptions *options = self->turntable->options;
  return (int) lround (1000 * options->seconds * frame / options->n_frames);
}

static gboolean
add_picture (gpointer user_data, guint frame, cairo_surface_t *surface, GError **error)
{
  Animation *self = user_data;
  WebPPicture picture;
  if (!start_animation (self, surface) || !WebPPictureInit (&picture))
    return fail_webp (error, NULL);
  picture.use_argb = 1;
  picture.width = cairo_image_surface_get_width (surface);
  picture.height = cairo_image_surface_get_height (surface);
  gboolean added = WebPPictureAlloc (&picture);
  if (added)
    {
      copy_pixels (&picture, surface);
      added = WebPAnimEncoderAdd (self->encoder, &picture, get_milliseconds (self, frame), &self->config);
    }
  WebPPictureFree (&picture);
  return added || fail_webp (error, WebPAnimEncoderGetError (self->encoder));
}

static gboolean
write_animation (const Turntable *turntable, const char *path, GError **error)
{
  Animation animation = { .turntable = turntable };
  WebPData data;
  WebPDataInit (&data);
  gboolean written = draw_frames (turntable, add_picture, &animation, error);
  if (written
      && (!WebPAnimEncoderAdd (animation.encoder, NULL, get_milliseconds (&animation, turntable->options->n_frames), NULL)
          || !WebPAnimEncoderAssemble (animation.encoder, &data)))
    written = fail_webp (error, WebPAnimEncoderGetError (animation.encoder));
  written = written && wsc_write_file (path, (const char *) data.bytes, data.size, error);
  WebPDataClear (&data);
  WebPAnimEncoderDelete (animation.encoder);
  return written;
}

/* --- the file -------------------------------------------------------------------- */

static gboolean
is_animation (const char *path)
{
  g_autofree char *lower = g_ascii_strdown (path, -1);
  return g_str_has_suffix (lower, ".webp");
}

/* A name without a suffix, or of a folder that is there. */
static gboolean
is_folder (const char *path)
{
  g_autofree char *name = g_path_get_basename (path);
  return g_file_test (path, G_FILE_TEST_IS_DIR) || !strchr (name, '.');
}

gboolean
wsc_turntable_check_path (const char *path, GError **error)
{
  if (is_animation (path) || is_folder (path))
    return TRUE;
  g_set_error (error, WSC_ERROR, WSC_ERROR_RANGE, _("“%s” must end in .webp, or name a folder for the pictures"), path);
  return FALSE;
}

gboolean
wsc_turntable_write (const WscResults *results, const char *path, const WscFigureOptions *options, GError **error)
{
  Turntable self = { .results = results, .options = options };
  if (!wsc_turntable_check_path (path, error) || !wsc_figure_options_check (options, error) || !find_home (&self, error))
    return FALSE;
  return is_animation (path) ? write_animation (&self, path, error) : write_folder (&self, path, error);
}
