/* neuron-table: the neurons as a sortable table, selected together with the canvas. */
#pragma once

#include <adwaita.h>

#include "session/session.h"

G_BEGIN_DECLS

#define WSC_TYPE_NEURON_TABLE (wsc_neuron_table_get_type ())
G_DECLARE_FINAL_TYPE (WscNeuronTable, wsc_neuron_table, WSC, NEURON_TABLE, GtkWidget)

/* A column of clusters is there whatever colours mean. Before the session is set. */
void wsc_neuron_table_show_clusters (WscNeuronTable *self);
void wsc_neuron_table_set_session (WscNeuronTable *self, WscSession *session);

G_END_DECLS
