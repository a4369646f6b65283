/* What the files of this folder share. */
#pragma once

#include "export/export.h"
#include "study/forms.h"

/* table-writer.c: one table as text. Cells in order; a row begins with its first cell. */
typedef struct
{
  GString *out;
  WscTableFormat format;
  GPtrArray *columns; /* of WscTableColumn, for NPZ; `out` is NULL then */
  gboolean has_rows;
  guint n_cells; /* of the row so far */
} WscTableWriter;

/* table-arrays.c: the same cells as arrays. */
typedef struct
{
  char *name;
  GArray *numbers;  /* of double; NaN where it is not known */
  GPtrArray *names; /* that numbers stand for; NULL for a column of numbers */
} WscTableColumn;
void wsc_table_column_free (gpointer column);
void wsc_table_column_add_text (WscTableColumn *self, const char *text);
gboolean wsc_table_columns_save (GPtrArray *columns, const char *path, GError **error);

void wsc_table_writer_init (WscTableWriter *self, WscTableFormat format, GString *out);
void wsc_table_writer_clear (WscTableWriter *self);
void wsc_table_writer_add_column (WscTableWriter *self, const char *name);
void wsc_table_writer_add_indexed (WscTableWriter *self, const char *name, guint n); /* name_0 … */
void wsc_table_writer_end_row (WscTableWriter *self);                                /* also after the columns */
void wsc_table_writer_add_text (WscTableWriter *self, const char *text); /* quoted where it must be */
void wsc_table_writer_add_integer (WscTableWriter *self, guint value);
void wsc_table_writer_add_number (WscTableWriter *self, double value);
void wsc_table_writer_end (WscTableWriter *self);

/* The shortest text of a double, as wsc_format_number () but twice as fast; the thread's numeric locale must be C.
 * Returns its length. */
#define WSC_NUMBER_SIZE 32
gsize wsc_print_number (char text[WSC_NUMBER_SIZE], double value);

/* The error RANGE about a table that the results do not hold; always FALSE. */
gboolean wsc_table_fail_missing (GError **error, const char *name, const char *why);
/* tables-compare.c */
gboolean wsc_table_write_compare (const WscResults *results, WscTableWriter *writer, GError **error);
gboolean wsc_table_write_spectrum (const WscResults *results, WscTableWriter *writer, GError **error);
gboolean wsc_table_write_evidence (const WscResults *results, WscTableWriter *writer, GError **error);
gboolean wsc_table_write_coverage (const WscResults *results, WscTableWriter *writer, GError **error);
/* tables-reduce.c */
gboolean wsc_table_write_clusters (const WscResults *results, WscTableWriter *writer, GError **error);
gboolean wsc_table_write_communities (const WscResults *results, WscTableWriter *writer, GError **error);
gboolean wsc_table_write_distances (const WscResults *results, WscTableWriter *writer, GError **error);
gboolean wsc_table_write_cluster_count (const WscResults *results, WscTableWriter *writer, GError **error);
gboolean wsc_table_write_reduced_series (const WscResults *results, WscTableWriter *writer, GError **error);
gboolean wsc_table_write_period (const WscResults *results, WscTableWriter *writer, GError **error);
gboolean wsc_table_write_composition (const WscResults *results, WscTableWriter *writer, GError **error);
gboolean wsc_table_write_reduction (const WscResults *results, WscTableWriter *writer, GError **error);
/* tables-series.c */
gboolean wsc_table_write_ssa_series (const WscResults *results, WscTableWriter *writer, GError **error);
gboolean wsc_table_write_ssa_components (const WscResults *results, WscTableWriter *writer, GError **error);
gboolean wsc_table_write_ssa_vectors (const WscResults *results, WscTableWriter *writer, GError **error);
gboolean wsc_table_write_ssa_pairs (const WscResults *results, WscTableWriter *writer, GError **error);
gboolean wsc_table_write_ssa_wcorr (const WscResults *results, WscTableWriter *writer, GError **error);
gboolean wsc_table_write_ssa_sweep (const WscResults *results, WscTableWriter *writer, GError **error);
gboolean wsc_table_write_ssa_landscape (const WscResults *results, WscTableWriter *writer, GError **error);
gboolean wsc_table_write_ssa_forecast (const WscResults *results, WscTableWriter *writer, GError **error);
gboolean wsc_table_write_ssa_suggestion (const WscResults *results, WscTableWriter *writer, GError **error);

/* png.c: an image surface as PNG with its resolution, title and description. */
GByteArray *wsc_png_encode (cairo_surface_t *surface, double dpi, const char *title, const char *about, GError **error);

/* picture.c: the neurons in 3D under their labels. */
gboolean wsc_picture_draw (const WscResults *results, cairo_t *cr, double width, double height, double font_size,
                           const WscFigureOptions *options, GError **error);
/* The density of the neurons over a plane. */
gboolean wsc_picture_draw_density (const WscResults *results, cairo_t *cr, double width, double height, double font_size,
                                   const WscFigureOptions *options, GError **error);
/* Several methods side by side, or in one picture. */
gboolean wsc_picture_draw_compared (const WscResults *results, cairo_t *cr, double width, double height, double font_size,
                                    const WscFigureOptions *options, GError **error);

/* One of them: a heading over a picture. */
gboolean wsc_picture_draw_cell (cairo_t *cr, const WscComparedScene *cell, double x, double y, double width, double height, double font_size,
                                const WscFigureOptions *options, GError **error);

/* picture-forms.c: a study as published and corrected, side by side; where the results have both. */
gboolean wsc_picture_has_forms (const WscResults *results);
gboolean wsc_picture_draw_forms (const WscResults *results, cairo_t *cr, double width, double height, double font_size,
                                 const WscFigureOptions *options, GError **error);

/* figure-text.c: text as the options say, and the title, whose height is returned. */
WscPlotStyle wsc_figure_get_style (const WscFigureOptions *options, double font_size);
double wsc_figure_draw_title (cairo_t *cr, double width, double font_size, const WscFigureOptions *options);

/* figure-file.c: the figure as a PNG shows it. Caller destroys. */
cairo_surface_t *wsc_figure_draw_pixels (const WscResults *results, const char *name, const WscFigureOptions *options, GError **error);

/* turntable.c */
#define WSC_TURNTABLE "turntable"
gboolean wsc_turntable_check_path (const char *path, GError **error);
gboolean wsc_turntable_write (const WscResults *results, const char *path, const WscFigureOptions *options, GError **error);

/* figures.c */
char *wsc_figure_dup_title (const WscResults *results, const char *name);
