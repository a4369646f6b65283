/* export: figures and tables of results, to files and streams. */
#pragma once

#include "base/base.h"
#include "study/study.h"
#include "scene/scene.h"
#include "plot/plot.h"
#include "render/render.h"

G_BEGIN_DECLS

/* --- tables -------------------------------------------------------------- */

typedef enum
{
  WSC_FORMAT_CSV,
  WSC_FORMAT_JSON
} WscTableFormat;
typedef struct
{
  const char *name, *columns, *about; /* about is N_() */
  guint needs;                        /* of WscNeed: what a run must compute for it */
} WscTableInfo;
const WscTableInfo *wsc_tables (guint *n);
/* NULL if there is no such table. Errors: RANGE (with the nearest and all there are). */
const WscTableInfo *wsc_tables_find (const char *name, GError **error);
/* Appends the table to `out`, which is as it was after an error. Numbers in the C locale, shortest that read back
 * exactly; what is unknown is empty in CSV and null in JSON. Neurons, replicas and epochs count from 1, coordinates
 * from 0. Errors: RANGE (unknown name, with the nearest; not in these results, with why). */
gboolean wsc_export_table (const WscResults *results, const char *name, WscTableFormat format, GString *out,
                           GError **error);

/* --- figures ------------------------------------------------------------- */

typedef struct
{
  const char *name, *about; /* about is N_() */
  guint needs;              /* of WscNeed */
} WscFigureInfo;
const WscFigureInfo *wsc_figures (guint *n);
/* NULL if there is no such figure. Errors: RANGE (with the nearest and all there are). */
const WscFigureInfo *wsc_figures_find (const char *name, GError **error);
/* Whether the results hold what the figure shows. */
gboolean wsc_figures_can_draw (const char *name, const WscResults *results);
/* Whether a file of that name can hold one. Errors: RANGE. */
gboolean wsc_figures_check_path (const char *path, GError **error);

typedef struct
{
  double width, height; /* px, or mm when in_mm */
  gboolean in_mm;
  double dpi; /* of pictures, and of text sizes in px */
  WscTheme theme;
  gboolean transparent;    /* no background */
  const WscCamera *camera; /* NULL: from the study's view */
} WscFigureOptions;

#define WSC_FIGURE_OPTIONS_INIT                                                                                        \
  {                                                                                                                    \
    160, 120, TRUE, 300, WSC_THEME_PRINT, FALSE, NULL                                                                  \
  }
/* "160x120mm", "1600x1200", with the allowed range in the error (RANGE, FORMAT). */
gboolean wsc_figure_options_set_size (WscFigureOptions *self, const char *text, GError **error);
/* What a PNG of these options measures. Errors: RANGE (16 to 16384 px a side, 36 to 2400 dpi). */
gboolean wsc_figure_options_get_pixels (const WscFigureOptions *self, guint *width, guint *height, GError **error);

/* Writes by the path's suffix: .png, .svg, .pdf; beside, then renamed, so that an old file is whole until then. Text is
 * 8 points high. Errors: FILE, RANGE, GRAPHICS. */
gboolean wsc_export_figure (const WscResults *results, const char *name, const char *path,
                            const WscFigureOptions *options, GError **error);
/* The same on a surface the caller made, for previews, in its user units; `options` gives theme, background, camera
 * and, on a surface that has no pixels, the dpi. */
gboolean wsc_export_draw (const WscResults *results, const char *name, cairo_t *cr, double width, double height,
                          double font_size, const WscFigureOptions *options, GError **error);

G_END_DECLS
