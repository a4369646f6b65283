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

/* `title` names the chart for headings and screen readers; it is not drawn. Labels carry the unit. All nullable. */
WscPlotBuilder *wsc_plot_builder_new (const char *title, const char *x_label, const char *y_label);
void wsc_plot_builder_free (WscPlotBuilder *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (WscPlotBuilder, wsc_plot_builder_free)
/* Values that are not above zero are gaps then. */
void wsc_plot_builder_set_log_y (WscPlotBuilder *self);
/* Replaces the summary made from the lines. */
void wsc_plot_builder_set_summary (WscPlotBuilder *self, const char *summary);
/* Copied. NaN breaks the line. `colour` indexes the palette; `label` NULL: not in the legend. */
void wsc_plot_builder_add_line (WscPlotBuilder *self, const char *label, guint colour, WscLineStyle style, gsize n,
                                const double *x, const double *y);
void wsc_plot_builder_add_band (WscPlotBuilder *self, const char *label, guint colour, gsize n, const double *x,
                                const double *low, const double *high);
void wsc_plot_builder_add_level (WscPlotBuilder *self, const char *label, guint colour, double y); /* dashed, across */
WscPlot *wsc_plot_builder_end (WscPlotBuilder *self); /* frees the builder */

/* Long lines are thinned to what the width can show, keeping extremes. Where there is no room, the legend, the axis
 * labels and the numbers go, in that order. */
void wsc_plot_draw (const WscPlot *self, cairo_t *cr, double width, double height, double font_size, WscTheme theme);
/* The value under (x, y) of a drawing of that size, and as `text` the lines' values nearest to it: FALSE outside
 * the axes. Outputs may be NULL; caller frees text. */
gboolean wsc_plot_read (const WscPlot *self, double width, double height, double font_size, double x, double y,
                        double *data_x, double *data_y, char **text);
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

/* --- text over a scene --------------------------------------------------- */

/* Labels and caption of a scene, over a picture of width x height. */
void wsc_plot_draw_labels (WscScene *scene, const WscCamera *camera, cairo_t *cr, double width, double height,
                           double font_size, WscTheme theme);

G_END_DECLS
