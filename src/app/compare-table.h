/* compare-table: of each neuron by each method: volume, axis ratio, angle and distance to the first method. */
#pragma once

#include <adwaita.h>

#include "session/session.h"

G_BEGIN_DECLS

#define WSC_TYPE_COMPARE_TABLE (wsc_compare_table_get_type ())
G_DECLARE_FINAL_TYPE (WscCompareTable, wsc_compare_table, WSC, COMPARE_TABLE, GtkWidget)

void wsc_compare_table_set_session (WscCompareTable *self, WscSession *session);
/* Takes over the session's results, where they are others. */
void wsc_compare_table_update (WscCompareTable *self);

G_END_DECLS
