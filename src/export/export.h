/* export: figures and tables of results, to files and streams. */
#pragma once

#include "base/base.h"
#include "study/study.h"
#include "scene/scene.h"
#include "plot/plot.h"
#include "render/render.h"

G_BEGIN_DECLS

/* --- tables -------------------------------------------------------------- */

typedef enum { WSC_FORMAT_CSV, WSC_FORMAT_JSON } WscTableFormat;
typedef struct { const char *name, *columns, *about; } WscTableInfo; /* about is N_() */
const WscTableInfo *wsc_tables (guint *n);
/* Numbers in the C locale, shortest that read back exactly. Errors: RANGE (unknown name, with the nearest; not in
 * these results, with why). */
gboolean wsc_export_table (const WscResults *results, const char *name, WscTableFormat format, GString *out, GError **error);

/* --- figures ------------------------------------------------------------- */

typedef struct { const char *name, *about; } WscFigureInfo;
const WscFigureInfo *wsc_figures (guint *n);

typedef struct
{
  double width, height; /* px, or mm when in_mm */
  gboolean in_mm;
  double dpi;           /* of pictures, and of text sizes in px */
  WscTheme theme;
  gboolean transparent; /* no background */
  const WscCamera *camera; /* NULL: from the study's view */
} WscFigureOptions;

#define WSC_FIGURE_OPTIONS_INIT { 160, 120, TRUE, 300, WSC_THEME_PRINT, FALSE, NULL }
/* "160x120mm", "1600x1200", with the allowed range in the error. */
gboolean wsc_figure_options_set_size (WscFigureOptions *self, const char *text, GError **error);

/* Writes by the path's suffix: .png, .svg, .pdf; beside, then renamed. Errors: FILE, RANGE, GRAPHICS. */
gboolean wsc_export_figure (const WscResults *results, const char *name, const char *path,
                           const WscFigureOptions *options, GError **error);
/* The same on a surface the caller made, for previews. */
gboolean wsc_export_draw (const WscResults *results, const char *name, cairo_t *cr, double width, double height,
                          double font_size, const WscFigureOptions *options, GError **error);

G_END_DECLS
