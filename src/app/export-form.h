/* export-form: the rows of the export dialog: which figure, in what format, how large, in which colours and letters. What was chosen last is
 * there the next time.
 */
#pragma once

#include <gtk/gtk.h>

#include "app/export-task.h"

G_BEGIN_DECLS

#define WSC_TYPE_EXPORT_FORM (wsc_export_form_get_type ())
G_DECLARE_FINAL_TYPE (WscExportForm, wsc_export_form, WSC, EXPORT_FORM, GtkWidget)

/* Signal: "changed". Once: the figures that the results hold, `figure` (nullable) chosen; `settings` may be NULL. */
void wsc_export_form_fill (WscExportForm *self, const WscResults *results, const char *figure, GSettings *settings);
const char *wsc_export_form_get_figure (WscExportForm *self);    /* NULL: all of them */
const char *wsc_export_form_get_previewed (WscExportForm *self); /* of all figures, the first; NULL: there is none */
WscExportFormat wsc_export_form_get_format (WscExportForm *self);
/* All but the camera; texts are borrowed. */
void wsc_export_form_get_options (WscExportForm *self, WscFigureOptions *options);
char *wsc_export_form_dup_about (WscExportForm *self); /* what will be written, for people; caller frees */

G_END_DECLS
