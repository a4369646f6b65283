/* plot: 2D charts: results become an immutable plot, and a plot draws on any cairo_t:
 * screen, PNG, SVG or PDF. Also the text over 3D pictures, which is Cairo's too.
 *
 * Lengths are in the user units of the cairo_t: one pixel on a screen, one point in print. Text and lines
 * follow `font_size`. Backgrounds are the caller's: nothing here paints one. Any thread.
 */
#pragma once

#include <cairo.h>

#include "base/base.h"
#include "scene/scene.h"
#include "study/study.h"

G_BEGIN_DECLS

/* Immutable, atomically ref-counted. */
typedef struct _WscPlot WscPlot;
#define WSC_TYPE_PLOT (wsc_plot_get_type ())
GType wsc_plot_get_type (void);
WscPlot *wsc_plot_ref (WscPlot *self);
void wsc_plot_unref (WscPlot *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (WscPlot, wsc_plot_unref)

/* Building: a mutable builder whose end is the plot. */
typedef struct _WscPlotBuilder WscPlotBuilder;
typedef enum
{
  WSC_LINE_SOLID,
  WSC_LINE_DASHED,
  WSC_LINE_POINTS
} WscLineStyle;
/* In place of a palette index: the theme's ink, and its ink at half strength. */
#define WSC_PLOT_INK G_MAXUINT
#define WSC_PLOT_GREY (G_MAXUINT - 1)

/* `title` names the chart for headings, screen readers and readings of a grid; only small plots draw it. Labels carry
 * the unit. All nullable. */
WscPlotBuilder *wsc_plot_builder_new (const char *title, const char *x_label, const char *y_label);
void wsc_plot_builder_free (WscPlotBuilder *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (WscPlotBuilder, wsc_plot_builder_free)
/* Values that are not above zero are gaps then. */
void wsc_plot_builder_set_log_y (WscPlotBuilder *self);
/* For lines, markers and levels over x above zero. */
void wsc_plot_builder_set_log_x (WscPlotBuilder *self);
/* Replaces the summary made from the lines. */
void wsc_plot_builder_set_summary (WscPlotBuilder *self, const char *summary);
/* Copied. NaN breaks the line. `colour` indexes the palette; `label` NULL: not in the legend. */
void wsc_plot_builder_add_line (WscPlotBuilder *self, const char *label, guint colour, WscLineStyle style, gsize n,
                                const double *x, const double *y);
void wsc_plot_builder_add_band (WscPlotBuilder *self, const char *label, guint colour, gsize n, const double *x,
                                const double *low, const double *high);
void wsc_plot_builder_add_level (WscPlotBuilder *self, const char *label, guint colour, double y); /* dashed, across */
/* A bar from zero (from the axis on a log scale) to each y, 0.8 wide, standing on whole numbers of x. `colours` (n) may be
 * NULL, for `colour` throughout. */
void wsc_plot_builder_add_bars (WscPlotBuilder *self, const char *label, guint colour, const guint *colours, gsize n,
                                const double *x, const double *y);
/* A ring at one point. */
void wsc_plot_builder_add_marker (WscPlotBuilder *self, const char *label, guint colour, double x, double y);
/* A faint strip over the whole height from one x to another: what was filled in, what is forecast. */
void wsc_plot_builder_add_strip (WscPlotBuilder *self, const char *label, guint colour, double x_low, double x_high);
/* Text of at most two lines in a free corner of the data rectangle, the upper left if it can be; above it if none is. */
void wsc_plot_builder_set_caption (WscPlotBuilder *self, const char *caption);
/* A coloured field: cell (i, j) of values (n_rows, n_columns) lies between x_edges[j], x_edges[j + 1] (n_columns + 1,
 * ascending) and y_edges[i], y_edges[i + 1]; NaN cells are empty. Its colour bar, with `label`, is drawn at the right.
 * At most one a plot. Reading gives the cell's value. */
typedef enum
{
  WSC_RAMP_SEQUENTIAL, /* low to high; safe for colour-blind readers and for grey printing */
  WSC_RAMP_INVERTED,   /* the same, high to low: where little is good */
  WSC_RAMP_CORRELATION, /* paper at 0, ink-dark at 1 and -1 */
} WscRamp;
typedef struct
{
  gsize n_rows, n_columns;
  const double *x_edges, *y_edges, *values;
  WscRamp ramp;
  double low, high; /* ends of the ramp; equal: from the values */
  gboolean logarithmic; /* the ramp follows log10 of the values */
  const double *x_values; /* (n_columns) what columns stand for in readings; NULL: their middles */
} WscPlotMap;
void wsc_plot_builder_add_map (WscPlotBuilder *self, const char *label, const WscPlotMap *map);
/* Text in place of the numbers 1 .. n of the x axis, as far as there is room; of the y axis too where both span
 * the same in a square. Copied. */
void wsc_plot_builder_set_x_names (WscPlotBuilder *self, gsize n, const char *const *names);
/* Equal scales on both axes, and y from the top down, as matrices are printed. */
void wsc_plot_builder_set_square (WscPlotBuilder *self, gboolean y_down);
/* What the axes span, in place of the data's own range; NaN leaves an end free. */
void wsc_plot_builder_set_x_range (WscPlotBuilder *self, double low, double high);
void wsc_plot_builder_set_y_range (WscPlotBuilder *self, double low, double high);
/* No numbers and names at the axes: for small plots among many. The title is drawn as a heading. */
void wsc_plot_builder_set_small (WscPlotBuilder *self);
WscPlot *wsc_plot_builder_end (WscPlotBuilder *self); /* frees the builder */
/* Several plots as one, filled row by row; they are ref'd, and none may be a grid. `row_weights` (rows, above zero) shares
 * out the height, NULL: equally. With one column the data rectangles are aligned, left and right, but for square ones;
 * what the x axes span is each plot's own. `summary` NULL: made from the title. */
WscPlot *wsc_plot_new_grid (const char *title, const char *summary, guint n_columns, guint n_plots, WscPlot *const *plots,
                            const double *row_weights);

/* How text is set and lines are coloured. */
typedef struct
{
  double font_size;
  WscTheme theme;
  const char *family; /* of the font; NULL: the program's */
  gboolean without_legend;
} WscPlotStyle;
/* TRUE if there is such a font, by its name for people; else FALSE with the nearest there is, or NULL. Caller frees. */
gboolean wsc_plot_has_font (const char *family, char **nearest);
char **wsc_plot_list_fonts (void); /* sorted, NULL-terminated; free with g_strfreev () */

/* Long lines are thinned to what the width can show, keeping extremes. Where there is no room, the legend, the axis
 * labels and the numbers go, in that order. */
void wsc_plot_draw (const WscPlot *self, cairo_t *cr, double width, double height, double font_size, WscTheme theme);
void wsc_plot_draw_styled (const WscPlot *self, cairo_t *cr, double width, double height, const WscPlotStyle *style);
/* The value under (x, y) of a drawing of that size, and as `text` the lines' values nearest to it, the bar's or the
 * cell's, after the title of the plot in a grid: FALSE outside the axes. Outputs may be NULL; caller frees text. */
gboolean wsc_plot_read (const WscPlot *self, double width, double height, double font_size, double x, double y,
                        double *data_x, double *data_y, char **text);
/* The same point's place in the grid, from 0; 0 for a plot that is none. FALSE outside all axes. */
gboolean wsc_plot_find (const WscPlot *self, double width, double height, double font_size, double x, double y, guint *plot,
                        double *data_x, double *data_y);
const char *wsc_plot_get_title (const WscPlot *self);
const char *wsc_plot_get_summary (const WscPlot *self); /* one sentence for screen readers */

/* --- the charts ---------------------------------------------------------- */

/* Mean and unbiased standard deviation over the trained replicas, an entry an epoch; NaN where unknown. */
typedef struct
{
  guint n_epochs, n_replicas;
  double *epoch;                             /* (epochs) from 1 */
  double *train_mean, *train_sd, *test_mean; /* (epochs) */
} WscLossCurve;

void wsc_loss_curve_init (WscLossCurve *self, const WscEnsemble *ensemble);
void wsc_loss_curve_clear (WscLossCurve *self);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (WscLossCurve, wsc_loss_curve_clear)

/* NULL when the results do not hold what is needed. */
WscPlot *wsc_plot_new_loss (const WscResults *results);   /* epoch against mean loss, band of one sd, test mean */
WscPlot *wsc_plot_new_series (const WscResults *results); /* observed, clean, restored */
WscPlot *wsc_plot_new_weights (const WscResults *results); /* of the neuron that the view selects */
/* Its weights and their spread, and, where they weigh a window of the series, the window that it answers most. */
WscPlot *wsc_plot_new_neuron (const WscResults *results, guint neuron);
WscPlot *wsc_plot_new_spectrum (const WscResults *results); /* the Hessian's eigenvalues over the largest */
WscPlot *wsc_plot_new_evidence (const WscResults *results); /* fit over KL, against the epoch */

/* --- the charts of singular spectrum analysis ------------------------------ */

WscRgba wsc_plot_get_group_rgba (guint group, WscTheme theme); /* of a group of components in every chart */
/* NULL when the results do not hold what is needed. `identity` NULL: components in their own order. */
typedef WscPlot *(*WscSeriesChartFunc) (const WscResults *results, const WscIdentity *identity);
WscPlot *wsc_plot_new_ssa (const WscResults *results, const WscIdentity *identity);             /* series, sums, residual below */
WscPlot *wsc_plot_new_ssa_forecast (const WscResults *results, const WscIdentity *identity);    /* the end and what follows */
WscPlot *wsc_plot_new_ssa_components (const WscResults *results, const WscIdentity *identity);  /* scree: bars at 1 .. r */
WscPlot *wsc_plot_new_ssa_vectors (const WscResults *results, const WscIdentity *identity);     /* a grid, a vector each */
WscPlot *wsc_plot_new_ssa_pairs (const WscResults *results, const WscIdentity *identity);       /* a grid, neighbours each */
WscPlot *wsc_plot_new_ssa_periodograms (const WscResults *results, const WscIdentity *identity); /* a grid, a component each */
WscPlot *wsc_plot_new_ssa_dendrogram (const WscResults *results, const WscIdentity *identity);  /* merges, and where they are cut */
WscPlot *wsc_plot_new_ssa_wcorr (const WscResults *results, const WscIdentity *identity);       /* matrix, 1 at the top left */
WscPlot *wsc_plot_new_ssa_sweep (const WscResults *results, const WscIdentity *identity);       /* errors against components */
WscPlot *wsc_plot_new_ssa_landscape (const WscResults *results, const WscIdentity *identity);   /* errors against both */
WscPlot *wsc_plot_new_ssa_residual (const WscResults *results, const WscIdentity *identity);    /* three diagnostics in a grid */

/* --- the charts of a reduction ---------------------------------------------- */

typedef WscPlot *(*WscReductionChartFunc) (const WscResults *results);
WscPlot *wsc_plot_new_reduction_curve (const WscResults *results);     /* what fewer neurons, and fewer parameters, are worth */
WscPlot *wsc_plot_new_reduction_series (const WscResults *results);    /* observed, restored by the whole and by the smaller network */
WscPlot *wsc_plot_new_cluster_tree (const WscResults *results);        /* merges of neurons, and where they are cut */
WscPlot *wsc_plot_new_cluster_distances (const WscResults *results);   /* matrix in the order below */
WscPlot *wsc_plot_new_cluster_count (const WscResults *results);       /* scores of each number of clusters */
WscPlot *wsc_plot_new_circle (const WscResults *results);              /* means around their centre; likeness against lag */
/* Neurons (m) as the matrix has them from the top left: clusters together, else in the order of the tree; caller frees. */
guint *wsc_cluster_dup_order (const WscReductionParts *parts);
/* How many clusters a tree has that is cut at `height`. */
guint wsc_cluster_tree_count (const WscReductionParts *parts, double height);

/* --- a scene as paths, and text over it ------------------------------------ */

/* What the renderer shows of a scene, without labels, as paths and gradients: outlines are exact, the light is the nearest that gradients
 * give. Paths grow with the number of ellipsoids; more than 1500 are better drawn as a picture, and so is a density. */
void wsc_plot_draw_scene (WscScene *scene, const WscCamera *camera, cairo_t *cr, double width, double height, double font_size,
                          WscTheme theme);
gboolean wsc_plot_can_draw_scene (const WscScene *scene);
/* What lies behind all of it alone: the box, and a density's contours. */
void wsc_plot_draw_backdrop (WscScene *scene, const WscCamera *camera, cairo_t *cr, double width, double height, double font_size,
                             WscTheme theme);

/* Labels and caption of a scene, over a picture of width x height. */
void wsc_plot_draw_labels (WscScene *scene, const WscCamera *camera, cairo_t *cr, double width, double height,
                           double font_size, WscTheme theme);
void wsc_plot_draw_labels_styled (WscScene *scene, const WscCamera *camera, cairo_t *cr, double width, double height,
                                  const WscPlotStyle *style);

G_END_DECLS
