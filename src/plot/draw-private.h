/* What the parts of the drawing share. */
#pragma once

#include "plot/plot-private.h"

typedef struct
{
  cairo_t *cr;
  const WscFrame *frame;
  const WscText *text;
  WscTheme theme;
  gboolean is_vector;
  double resolution; /* columns of dots a unit that the surface can show */
} WscDraw;

/* draw.c */
void wsc_draw_set_dot_edge (const WscDraw *draw, double *x, double *y); /* moves to the nearest edge of dots */
void wsc_draw_add_hairline (const WscDraw *draw, double x0, double y0, double x1, double y1);
void wsc_draw_stroke_hairlines (const WscDraw *draw, double alpha);

/* draw-axes.c */
void wsc_draw_grid (const WscDraw *draw);
void wsc_draw_axes (const WscDraw *draw);
void wsc_draw_words (const WscDraw *draw); /* numbers, names, heading */
void wsc_draw_upright (const WscDraw *draw, const char *name, double left); /* turned, from its left edge */

/* draw-lines.c, bars.c, map.c, colour-bar.c */
void wsc_draw_line (const WscDraw *draw, const WscShape *line);
void wsc_draw_level (const WscDraw *draw, const WscShape *level);
void wsc_draw_band (const WscDraw *draw, const WscShape *band);
void wsc_draw_strip (const WscDraw *draw, const WscShape *strip);
void wsc_draw_marker (const WscDraw *draw, const WscShape *marker);
void wsc_draw_bars (const WscDraw *draw, const WscShape *bars);
void wsc_draw_map (const WscDraw *draw, const WscShape *map);
void wsc_draw_colour_bar (const WscDraw *draw);

/* legend.c, caption.c */
void wsc_draw_legend (const WscDraw *draw);
void wsc_draw_caption (const WscDraw *draw);

/* colour.c */
#define WSC_BAND_ALPHA 0.22
#define WSC_STRIP_ALPHA 0.16
void wsc_plot_set_line (cairo_t *cr, const WscShape *shape, double em, WscTheme theme);
void wsc_plot_set_colour (cairo_t *cr, guint colour, WscTheme theme, double alpha);
/* A ring that is seen on anything: its colour between two outlines of ink, on a halo of background. */
void wsc_plot_draw_ring (cairo_t *cr, guint colour, double x, double y, double em, WscTheme theme);
