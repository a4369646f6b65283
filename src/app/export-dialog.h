/* export-dialog: a figure for the paper, or all of them, or their numbers: what, how large, in which colours and letters, with a preview. What was
 * chosen last is there the next time.
 */
#pragma once

#include <adwaita.h>

#include "scene/scene.h"
#include "study/study.h"

G_BEGIN_DECLS

#define WSC_TYPE_EXPORT_DIALOG (wsc_export_dialog_get_type ())
G_DECLARE_FINAL_TYPE (WscExportDialog, wsc_export_dialog, WSC, EXPORT_DIALOG, AdwWindow)

/* Signals: "exported" (path), "copied" (), "failed" (GError). `camera` may be NULL: as the study says. `figure`: the name of the one to
 * begin with; NULL: the first there is. `settings` may be NULL. */
WscExportDialog *wsc_export_dialog_new (GtkWindow *parent, WscResults *results, const WscCamera *camera, const char *figure,
                                        GSettings *settings);

G_END_DECLS
