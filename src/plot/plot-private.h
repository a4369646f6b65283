/* The plot as its own files see it: shapes, the frame that places them, and what the drawing needs. */
#pragma once

#include "plot/plot.h"
#include "plot/text.h"
#include "plot/ticks.h"

typedef enum
{
  WSC_SHAPE_LINE,
  WSC_SHAPE_BAND,
  WSC_SHAPE_LEVEL
} WscShapeKind;

typedef struct
{
  WscShapeKind kind;
  WscLineStyle style;
  guint colour;
  char *label;
  gsize n;
  double *x;       /* (n) */
  double *y;       /* (n); the lower edge of a band */
  double *high;    /* (n); the upper edge of a band, else NULL */
  gboolean sorted; /* x never decreases */
} WscShape;

struct _WscPlot
{
  gint ref_count;
  char *title, *x_label, *y_label, *summary;
  gboolean log_y;
  gboolean integer_x;
  guint n_shapes;
  WscShape *shapes;
  double x_low, x_high; /* what the axes span */
  double y_low, y_high;
};

typedef enum
{
  WSC_LEGEND_NONE,
  WSC_LEGEND_CORNER,
  WSC_LEGEND_ABOVE
} WscLegendPlace;
typedef enum
{
  WSC_NAME_NONE,
  WSC_NAME_BESIDE,
  WSC_NAME_ABOVE
} WscNamePlace;

/* How much is drawn around the data; less on a small surface. */
typedef struct
{
  gboolean numbers, names, legend;
} WscDetail;

/* Where everything is, in user units from the top left. */
typedef struct
{
  const WscPlot *plot;
  double em; /* the font size */
  double surface_width, surface_height;
  double x, y, width, height; /* the data rectangle */
  WscDetail detail;
  WscTicks x_ticks, y_ticks;
  WscNamePlace y_name;
  WscLegendPlace legend;
  gboolean legend_in_rows;
  double legend_x, legend_y, legend_width, legend_height;
} WscFrame;

/* A point of a thinned line; `y` NaN is a gap. */
typedef struct
{
  double x, y;
} WscPoint;

/* frame.c. Deterministic: drawing and reading of one size agree. */
void wsc_frame_init (WscFrame *self, const WscPlot *plot, const WscText *text, double width, double height);
void wsc_frame_clear (WscFrame *self);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (WscFrame, wsc_frame_clear)
double wsc_frame_map_x (const WscFrame *self, double x);
double wsc_frame_map_y (const WscFrame *self, double y); /* NaN for a value that a log axis does not have */
double wsc_frame_unmap_x (const WscFrame *self, double x);
double wsc_frame_unmap_y (const WscFrame *self, double y);

/* legend.c */
gboolean wsc_legend_measure (const WscPlot *plot, const WscText *text, double max_width, gboolean in_rows,
                             double *width, double *height);
void wsc_legend_draw (const WscFrame *frame, cairo_t *cr, const WscText *text, WscTheme theme);
gboolean wsc_legend_find_corner (WscFrame *frame);

/* thin.c. At most four points for each of `columns` columns a unit: the first, the lowest, the highest and the last
 * (M4, Jugel, Jerzak, Hackenbroich and Markl 2014); of a dense column the lowest and the highest alone. Array of
 * WscPoint in user units. */
GArray *wsc_thin_line (const WscFrame *frame, gsize n, const double *x, const double *y, double columns);
/* One point for each cell of 1/cells a unit that holds any. */
GArray *wsc_thin_points (const WscFrame *frame, gsize n, const double *x, const double *y, double cells);

/* colour.c */
#define WSC_BAND_ALPHA 0.22
void wsc_plot_set_line (cairo_t *cr, const WscShape *shape, double em, WscTheme theme);
void wsc_plot_set_colour (cairo_t *cr, guint colour, WscTheme theme, double alpha);
WscRgba wsc_plot_get_colour (guint colour, WscTheme theme);
