/* export-task: figures and tables written, and previews drawn, on another thread: a 3D figure makes a GL context of its own. */
#pragma once

#include <gtk/gtk.h>

#include "export/export.h"

G_BEGIN_DECLS

/* Results are immutable, options and the camera they point to are copied. */
void wsc_export_task_figure (WscResults *results, const char *name, const char *path, const WscFigureOptions *options,
                             GAsyncReadyCallback callback, gpointer user_data);
char *wsc_export_task_figure_finish (GAsyncResult *result, GError **error); /* the path; caller frees */

/* `extent`: pixels of the picture's longer side. */
void wsc_export_task_preview (WscResults *results, const char *name, const WscFigureOptions *options, int extent,
                              GAsyncReadyCallback callback, gpointer user_data);
GdkTexture *wsc_export_task_preview_finish (GAsyncResult *result, GError **error);

/* As CSV. */
void wsc_export_task_table (WscResults *results, const char *name, const char *path, GAsyncReadyCallback callback,
                            gpointer user_data);
char *wsc_export_task_table_finish (GAsyncResult *result, GError **error);

/* Names for people, translated; the name itself for one that is not known here. */
const char *wsc_export_task_get_figure_label (const char *name);
const char *wsc_export_task_get_table_label (const char *name);

G_END_DECLS
