/* What the files of this folder share. */
#pragma once

#include "export/export.h"

/* table-writer.c: one table as text. Cells in order; a row begins with its first cell. */
typedef struct
{
  GString *out;
  WscTableFormat format;
  gboolean has_rows;
  guint n_cells; /* of the row so far */
} WscTableWriter;

void wsc_table_writer_init (WscTableWriter *self, WscTableFormat format, GString *out);
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
/* Several methods side by side, or in one picture. */
gboolean wsc_picture_draw_compared (const WscResults *results, cairo_t *cr, double width, double height, double font_size,
                                    const WscFigureOptions *options, GError **error);

/* figures.c */
char *wsc_figure_dup_title (const WscResults *results, const char *name);
