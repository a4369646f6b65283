/* new-study-dialog: a file of data is chosen or dropped, its columns are shown, and a study is proposed, each value with its reason. */
#pragma once

#include <adwaita.h>

#include "study/study.h"

G_BEGIN_DECLS

#define WSC_TYPE_NEW_STUDY_DIALOG (wsc_new_study_dialog_get_type ())
G_DECLARE_FINAL_TYPE (WscNewStudyDialog, wsc_new_study_dialog, WSC, NEW_STUDY_DIALOG, AdwWindow)

/* `path` is read at once; NULL asks for a file. Signal "created" (WscStudy *, gboolean: it is to be run), just before the dialog closes; the study is
 * borrowed. */
WscNewStudyDialog *wsc_new_study_dialog_new (GtkWindow *parent, const char *path);

G_END_DECLS
