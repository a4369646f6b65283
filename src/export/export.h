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
  WSC_FORMAT_JSON,
  WSC_FORMAT_NPZ /* an array a column; of files alone */
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
/* The same as a file, by its suffix: .csv, .json, .npz; beside, then renamed. An array of names holds their numbers, from 0, in the text of
 * its name. Errors: FILE too, and RANGE for another suffix. */
gboolean wsc_export_table_file (const WscResults *results, const char *name, const char *path, GError **error);
/* Whether a file of that name can hold one, and how. Errors: RANGE. */
gboolean wsc_tables_check_path (const char *path, WscTableFormat *format, GError **error);
/* The table of the numbers that a figure shows; NULL if there is none. */
const char *wsc_figures_get_table (const char *name);

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
/* Whether a file of that name can hold the figure: .png, .svg or .pdf; a turntable is a .webp, or a folder of pictures. Errors: RANGE. */
gboolean wsc_figures_check_path (const char *name, const char *path, GError **error);

typedef struct
{
  double width, height; /* px, or mm when in_mm */
  gboolean in_mm;
  double dpi; /* of pictures, and of text sizes in px */
  WscTheme theme;
  gboolean transparent;    /* no background */
  const WscCamera *camera; /* NULL: from the study's view */
  double font_size;        /* points */
  const char *font;        /* family; NULL: the program's */
  const char *title;       /* over the figure; NULL: none */
  gboolean without_legend;
  guint n_frames;      /* of a turntable: a whole turn; 2 to 3600 */
  double seconds;      /* that it takes; 0.1 to 600 */
  const WscHook *hook; /* of a turntable; NULL: never stops */
} WscFigureOptions;

#define WSC_FIGURE_OPTIONS_INIT                                                                                        \
  {                                                                                                                    \
    .width = 160, .height = 120, .in_mm = TRUE, .dpi = 300, .theme = WSC_THEME_PRINT, .font_size = 8,                   \
    .n_frames = 120, .seconds = 8                                                                                      \
  }
/* Whether all of it can be done. Errors: RANGE (sizes as below; 4 to 72 points; a font that there is not, with the nearest; a turn). */
gboolean wsc_figure_options_check (const WscFigureOptions *self, GError **error);
/* "160x120mm", "1600x1200", with the allowed range in the error (RANGE, FORMAT). */
gboolean wsc_figure_options_set_size (WscFigureOptions *self, const char *text, GError **error);
/* What a PNG of these options measures. Errors: RANGE (16 to 16384 px a side, 36 to 2400 dpi). */
gboolean wsc_figure_options_get_pixels (const WscFigureOptions *self, guint *width, guint *height, GError **error);

/* Writes by the path's suffix, beside, then renamed, so that an old file is whole until then; a folder's pictures one by one. Errors: FILE, RANGE, GRAPHICS, STOPPED. */
gboolean wsc_export_figure (const WscResults *results, const char *name, const char *path,
                            const WscFigureOptions *options, GError **error);
/* The same on a surface the caller made, for previews, in its user units; `font_size` stands for the options' own, which give
 * theme, background, camera, font, title, legend and, on a surface that has no pixels, the dpi. */
gboolean wsc_export_draw (const WscResults *results, const char *name, cairo_t *cr, double width, double height,
                          double font_size, const WscFigureOptions *options, GError **error);

G_END_DECLS
