/* merge-dialog: a neuron is merged with another that is named; what it costs is told before. */
#pragma once

#include <adwaita.h>

#include "session/session.h"

G_BEGIN_DECLS

/* Called with both neurons, from 0, once they are to be merged. */
typedef void (*WscMergeFunc) (gpointer user_data, guint i, guint j);
void wsc_merge_dialog_show (GtkWindow *parent, WscSession *session, guint neuron, WscMergeFunc func, gpointer user_data);

G_END_DECLS
