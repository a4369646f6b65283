/* export-task: figures and tables written, and previews drawn, on another thread: a 3D figure makes a GL context of its own.
 */
#pragma once

#include <gtk/gtk.h>

#include "export/export.h"

G_BEGIN_DECLS

typedef enum
{
  WSC_EXPORT_PNG,
  WSC_EXPORT_SVG,
  WSC_EXPORT_PDF,
  WSC_EXPORT_WEBP,     /* of a turntable */
  WSC_EXPORT_PICTURES, /* of a turntable: a folder */
  WSC_EXPORT_CSV,      /* the numbers that are shown */
  WSC_EXPORT_NPZ,
  WSC_EXPORT_N_FORMATS
} WscExportFormat;

const char *wsc_export_format_get_suffix (WscExportFormat format); /* ".png"; "" for a folder */
const char *wsc_export_format_get_label (WscExportFormat format);  /* translated */
gboolean wsc_export_format_is_table (WscExportFormat format);
/* Whether the figure, or all of them where it is NULL, can be had so. */
gboolean wsc_export_format_suits (WscExportFormat format, const char *figure);

/* How far a task is, and whether it is to stop: shared by the thread and whoever watches. */
typedef struct
{
  gint ref_count;
  gint per_mille;
  gint stop;
} WscExportProgress;
WscExportProgress *wsc_export_progress_new (void);
WscExportProgress *wsc_export_progress_ref (WscExportProgress *self);
void wsc_export_progress_unref (WscExportProgress *self);

/* Results are immutable, options and what they point to are copied. `figure` NULL: every one that the results hold, into the
 * folder `path`. */
typedef struct
{
  WscResults *results;
  const char *figure, *path;
  WscExportFormat format;
  const WscFigureOptions *options;
  WscExportProgress *progress;
} WscExportRequest;
void wsc_export_task_write (const WscExportRequest *request, GAsyncReadyCallback callback, gpointer user_data);
char *wsc_export_task_write_finish (GAsyncResult *result, GError **error); /* the path; caller frees */

/* `extent`: pixels of the picture's longer side. */
void wsc_export_task_preview (WscResults *results, const char *name, const WscFigureOptions *options, int extent,
                              GAsyncReadyCallback callback, gpointer user_data);
GdkTexture *wsc_export_task_preview_finish (GAsyncResult *result, GError **error);

/* As CSV, JSON or arrays, by the path. */
void wsc_export_task_table (WscResults *results, const char *name, const char *path, GAsyncReadyCallback callback,
                            gpointer user_data);
char *wsc_export_task_table_finish (GAsyncResult *result, GError **error);

/* Names for people, translated; the name itself for one that is not known here. */
const char *wsc_export_task_get_figure_label (const char *name);
const char *wsc_export_task_get_table_label (const char *name);

G_END_DECLS
