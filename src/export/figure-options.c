/* Sizes of figures: what may be asked for, and how many pixels that is. */
#include "export/export-private.h"

#include <math.h>
#include <string.h>

#include <glib/gi18n-lib.h>

#define MIN_PIXELS 16
#define MAX_PIXELS 16384
#define MIN_MM 3
#define MAX_MM 2000
#define MIN_DPI 36
#define MAX_DPI 2400
#define MIN_FONT 4
#define MAX_FONT 72 /* points */
#define MIN_FRAMES 2
#define MAX_FRAMES 3600
#define MIN_SECONDS 0.1
#define MAX_SECONDS 600
#define MM_PER_INCH 25.4

static gboolean
fail_size (GError **error, const char *text)
{
  g_set_error (
      error, WSC_ERROR, WSC_ERROR_FORMAT,
      _("“%s” is not a size; write it as 160x120mm (%d to %d mm a side) or 1600x1200 (%d to %d pixels a side)"), text,
      MIN_MM, MAX_MM, MIN_PIXELS, MAX_PIXELS);
  return FALSE;
}

static gboolean
check_side (double side, gboolean in_mm, GError **error)
{
  double low = in_mm ? MIN_MM : MIN_PIXELS, high = in_mm ? MAX_MM : MAX_PIXELS;
  if (side >= low && side <= high)
    return TRUE;
  g_set_error (error, WSC_ERROR, WSC_ERROR_RANGE, _("A side of %g %s is out of range: %g to %g %s are allowed"), side,
               in_mm ? "mm" : "px", low, high, in_mm ? "mm" : "px");
  return FALSE;
}

gboolean
wsc_figure_options_set_size (WscFigureOptions *self, const char *text, GError **error)
{
  g_return_val_if_fail (self != NULL && text != NULL, FALSE);
  g_autofree char *copy = g_strdup (text);
  char *size = g_strstrip (copy);
  gboolean in_mm = g_str_has_suffix (size, "mm");
  if (in_mm || g_str_has_suffix (size, "px"))
    size[strlen (size) - 2] = '\0';
  g_auto (GStrv) sides = g_strsplit_set (g_strchomp (size), "xX", -1);
  double width, height;
  if (g_strv_length (sides) != 2 || !wsc_parse_number (g_strstrip (sides[0]), &width) ||
      !wsc_parse_number (g_strstrip (sides[1]), &height))
    return fail_size (error, text);
  if (!in_mm && (width != floor (width) || height != floor (height)))
    return fail_size (error, text);
  if (!check_side (width, in_mm, error) || !check_side (height, in_mm, error))
    return FALSE;
  self->width = width;
  self->height = height;
  self->in_mm = in_mm;
  return TRUE;
}

gboolean
wsc_figure_options_get_pixels (const WscFigureOptions *self, guint *width, guint *height, GError **error)
{
  g_return_val_if_fail (self != NULL && width != NULL && height != NULL, FALSE);
  if (!(self->dpi >= MIN_DPI && self->dpi <= MAX_DPI))
    {
      g_set_error (error, WSC_ERROR, WSC_ERROR_RANGE,
                   _("A resolution of %g dpi is out of range: %d to %d dpi are allowed"), self->dpi, MIN_DPI, MAX_DPI);
      return FALSE;
    }
  double scale = self->in_mm ? self->dpi / MM_PER_INCH : 1;
  double sides[] = { round (self->width * scale), round (self->height * scale) };
  for (guint i = 0; i < 2; i++)
    if (!(sides[i] >= MIN_PIXELS && sides[i] <= MAX_PIXELS))
      {
        g_set_error (error, WSC_ERROR, WSC_ERROR_RANGE,
                     _("A figure of %g x %g pixels is out of range: %d to %d pixels a side are allowed"), sides[0],
                     sides[1], MIN_PIXELS, MAX_PIXELS);
        return FALSE;
      }
  *width = (guint) sides[0];
  *height = (guint) sides[1];
  return TRUE;
}

static gboolean
check_font (const WscFigureOptions *self, GError **error)
{
  g_autofree char *nearest = NULL;
  if (!self->font || wsc_plot_has_font (self->font, &nearest))
    return TRUE;
  if (nearest)
    g_set_error (error, WSC_ERROR, WSC_ERROR_RANGE, _("There is no font “%s”; did you mean “%s”?"), self->font, nearest);
  else
    g_set_error (error, WSC_ERROR, WSC_ERROR_RANGE, _("There is no font “%s” on this machine"), self->font);
  return FALSE;
}

gboolean
wsc_figure_options_check (const WscFigureOptions *self, GError **error)
{
  g_return_val_if_fail (self != NULL, FALSE);
  guint width, height;
  if (!wsc_figure_options_get_pixels (self, &width, &height, error))
    return FALSE;
  if (!(self->font_size >= MIN_FONT && self->font_size <= MAX_FONT))
    g_set_error (error, WSC_ERROR, WSC_ERROR_RANGE, _("Text of %g points is out of range: %d to %d points are allowed"),
                 self->font_size, MIN_FONT, MAX_FONT);
  else if (self->n_frames < MIN_FRAMES || self->n_frames > MAX_FRAMES)
    g_set_error (error, WSC_ERROR, WSC_ERROR_RANGE, _("A turn of %u pictures is out of range: %d to %d are allowed"),
                 self->n_frames, MIN_FRAMES, MAX_FRAMES);
  else if (!(self->seconds >= MIN_SECONDS && self->seconds <= MAX_SECONDS))
    g_set_error (error, WSC_ERROR, WSC_ERROR_RANGE, _("A turn in %g seconds is out of range: %g to %d are allowed"),
                 self->seconds, MIN_SECONDS, MAX_SECONDS);
  else
    return check_font (self, error);
  return FALSE;
}
