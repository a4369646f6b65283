/* The plot as its own files see it: shapes, the frame that places them, and what the drawing needs. */
#pragma once

#include "plot/field.h"
#include "plot/plot.h"
#include "plot/text.h"
#include "plot/ticks.h"

typedef enum
{
  WSC_SHAPE_LINE,
  WSC_SHAPE_BAND,
  WSC_SHAPE_LEVEL,
  WSC_SHAPE_BARS,
  WSC_SHAPE_MARKER,
  WSC_SHAPE_STRIP,
  WSC_SHAPE_MAP
} WscShapeKind;

typedef struct
{
  WscShapeKind kind;
  WscLineStyle style;
  guint colour;
  char *label;
  gsize n;         /* 0 for a map */
  double *x;       /* (n); NULL for a level; the two ends of a strip */
  double *y;       /* (n); the lower edge of a band; NULL for a strip */
  double *high;    /* (n); the upper edge of a band, else NULL */
  guint *colours;  /* (n) of bars, or NULL */
  WscField *field; /* of a map, else NULL */
  gboolean sorted; /* x never decreases */
} WscShape;

void wsc_shape_clear (WscShape *shape); /* plot.c */

/* The cells of a grid, row by row. */
typedef struct
{
  guint n_columns, n_rows, n_plots;
  WscPlot **plots;
  double *row_shares; /* (n_rows), of the height; together 1 */
} WscGrid;

struct _WscPlot
{
  gint ref_count;
  char *title, *x_label, *y_label, *summary, *caption;
  char **x_names; /* (n, NULL-terminated) at 1 .. n, or NULL */
  gboolean log_x, log_y;
  gboolean integer_x, integer_y; /* no ticks between whole numbers */
  gboolean square, y_down, small;
  gboolean overflows; /* there are data outside the axes */
  guint n_shapes;
  WscShape *shapes;
  double x_low, x_high; /* what the axes span */
  double y_low, y_high;
  WscGrid *grid; /* NULL for a plot of its own */
};

/* Of the legend and of the caption. */
typedef enum
{
  WSC_PLACE_NONE,
  WSC_PLACE_CORNER,
  WSC_PLACE_ABOVE
} WscPlace;
typedef enum
{
  WSC_NAME_NONE,
  WSC_NAME_BESIDE,
  WSC_NAME_ABOVE
} WscNamePlace;

/* Lengths in units of the font size. */
#define WSC_ROW 1.3          /* a line of text */
#define WSC_TICK 0.35        /* length of a tick mark */
#define WSC_GAP 0.3          /* between a tick mark and its number */
#define WSC_MARGIN 0.6       /* round everything */
#define WSC_SMALL_MARGIN 0.3 /* the same of a small plot */
#define WSC_BAR_GAP 0.9      /* between the data and the colour bar */
#define WSC_BAR_WIDTH 0.9

/* How much is drawn around the data; less on a small surface. */
typedef struct
{
  gboolean numbers, names, legend;
} WscDetail;

typedef struct
{
  double x, y, width, height;
} WscBox;

/* Where everything is, in user units from the top left. */
typedef struct
{
  const WscPlot *plot;
  double em; /* the font size */
  double surface_width, surface_height;
  double least_left, least_right; /* kept free at the sides, so that plots of a column are aligned */
  double x, y, width, height;     /* the data rectangle */
  double room_width, room_height; /* what it could have had, were it not square */
  WscDetail detail;
  WscTicks x_ticks, y_ticks;
  WscNamePlace y_name;
  double y_name_x; /* left edge of the turned name */
  WscPlace legend;
  gboolean legend_in_rows;
  double legend_x, legend_y, legend_width, legend_height;
  WscPlace caption;
  WscBox caption_box;
  double heading; /* height of the heading of a small plot */
  gboolean has_bar;
  double bar_x, bar_name_x; /* of the colour bar and its turned name */
  WscTicks bar_ticks;
} WscFrame;

/* A point of a thinned line; `y` NaN is a gap. */
typedef struct
{
  double x, y;
} WscPoint;

/* range.c. Ends that are NaN are the data's own. */
typedef struct
{
  double low, high;
} WscRange;
void wsc_plot_set_ranges (WscPlot *plot, WscRange x_given, WscRange y_given);
/* Lets two plots that nobody has seen yet span the same axes, cell by cell; an axis that is logarithmic in one alone stays as it is. */
void wsc_plot_share_ranges (WscPlot *a, WscPlot *b);

/* summary.c */
char *wsc_plot_summarise (const WscPlot *plot);

/* axes.c: ticks that fit. */
double wsc_axes_get_widest (const WscTicks *ticks, const WscText *text);
/* Numbers or names. */
void wsc_axes_choose_x (WscFrame *frame, const WscText *text);
void wsc_axes_choose_y (WscFrame *frame);
void wsc_axes_choose_bar (WscFrame *frame);
void wsc_axes_share (WscFrame *frame); /* gives the two sides of a square the fewer numbers of both */
/* How far the last number of the x axis reaches past the data rectangle. */
double wsc_axes_get_overhang (const WscFrame *frame, const WscText *text);

/* frame.c. Deterministic: drawing and reading of one size agree. */
void wsc_frame_init (WscFrame *self, const WscPlot *plot, const WscText *text, double width, double height);
/* With at least so much free at the sides. */
void wsc_frame_init_inset (WscFrame *self, const WscPlot *plot, const WscText *text, double width, double height,
                           double left, double right);
void wsc_frame_clear (WscFrame *self);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (WscFrame, wsc_frame_clear)
double wsc_frame_map_x (const WscFrame *self, double x);
double wsc_frame_map_y (const WscFrame *self, double y); /* NaN for a value that a log axis does not have */
double wsc_frame_unmap_x (const WscFrame *self, double x);
double wsc_frame_unmap_y (const WscFrame *self, double y);

/* grid.c: the frames of a plot: one, or one a cell. The frame of a cell too small for anything has no plot. */
typedef struct
{
  double x, y;
  WscFrame frame; /* from the cell's top left */
} WscCell;
typedef struct
{
  guint n;
  WscCell *cells;
} WscLayout;
void wsc_layout_init (WscLayout *self, const WscPlot *plot, const WscText *text, double width, double height);
void wsc_layout_clear (WscLayout *self);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (WscLayout, wsc_layout_clear)
const WscCell *wsc_layout_find (const WscLayout *self, double x, double y); /* by data rectangle; NULL outside all */
void wsc_grid_free (WscGrid *self);

/* legend.c, caption.c */
gboolean wsc_legend_measure (const WscPlot *plot, const WscText *text, double max_width, gboolean in_rows,
                             double *width, double *height);
void wsc_caption_measure (const WscPlot *plot, const WscText *text, double max_width, WscBox *box);

/* thin.c. At most four points for each of `columns` columns a unit: the first, the lowest, the highest and the last
 * (M4, Jugel, Jerzak, Hackenbroich and Markl 2014); of a dense column the lowest and the highest alone. Array of
 * WscPoint in user units. */
GArray *wsc_thin_line (const WscFrame *frame, gsize n, const double *x, const double *y, double columns);
/* One point for each cell of 1/cells a unit that holds any. */
GArray *wsc_thin_points (const WscFrame *frame, gsize n, const double *x, const double *y, double cells);
/* shorten.c: at most 50,000 values, by which a line looks the same at any size; returns how many. Caller frees both. */
gsize wsc_shorten_line (gsize n, const double *x, const double *y, double **short_x, double **short_y);

/* colour.c */
WscRgba wsc_plot_get_colour (guint colour, WscTheme theme);

/* bars.c */
#define WSC_BAR_SHARE 0.8                          /* of the way from one bar to the next */
double wsc_bars_get_base (const WscFrame *frame); /* where bars stand, in user units */

#define WSC_MARKER_RADIUS 0.5 /* of the font size */

/* field.c */
const WscShape *wsc_plot_get_map (const WscPlot *plot); /* NULL if it has none */
