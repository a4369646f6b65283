/* neuron-table: the neurons as a sortable table, selected together with the canvas. */
#pragma once

#include <adwaita.h>

#include "session/session.h"

G_BEGIN_DECLS

#define WSC_TYPE_NEURON_TABLE (wsc_neuron_table_get_type ())
G_DECLARE_FINAL_TYPE (WscNeuronTable, wsc_neuron_table, WSC, NEURON_TABLE, GtkWidget)

void wsc_neuron_table_set_session (WscNeuronTable *self, WscSession *session);

G_END_DECLS
