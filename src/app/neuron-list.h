/* neuron-list: the neurons of the results as a list model, one light item each, made when asked for.
 *
 * The numbers are those of the picture: means and half-axes after projection, at the level and kind of region of
 * the view. Items stay the same objects while the number of neurons does, so that selection and scrolling do too.
 */
#pragma once

#include <gio/gio.h>

#include "session/session.h"

G_BEGIN_DECLS

typedef enum
{
  WSC_NEURON_NUMBER, /* from 1 */
  WSC_NEURON_X,
  WSC_NEURON_Y,
  WSC_NEURON_Z,
  WSC_NEURON_LONGEST,
  WSC_NEURON_MIDDLE,
  WSC_NEURON_SHORTEST,
  WSC_NEURON_VOLUME,
  WSC_NEURON_TRACE,
  WSC_NEURON_CLUSTER, /* from 1; NaN where there are none */
  WSC_NEURON_N_FIELDS
} WscNeuronField;

#define WSC_TYPE_NEURON_ITEM (wsc_neuron_item_get_type ())
G_DECLARE_FINAL_TYPE (WscNeuronItem, wsc_neuron_item, WSC, NEURON_ITEM, GObject)

/* Signal "changed" when the numbers are others. */
guint wsc_neuron_item_get_index (WscNeuronItem *self);
double wsc_neuron_item_get_value (WscNeuronItem *self, WscNeuronField field);

#define WSC_TYPE_NEURON_LIST (wsc_neuron_list_get_type ())
G_DECLARE_FINAL_TYPE (WscNeuronList, wsc_neuron_list, WSC, NEURON_LIST, GObject)

WscNeuronList *wsc_neuron_list_new (void);
/* `neurons` may be NULL. Errors: as of projections and regions; the list is empty then. */
gboolean wsc_neuron_list_update (WscNeuronList *self, WscNeurons *neurons, const WscViewSettings *view, GError **error);
/* Before an update. `labels` (n), from 0, copied; NULL: no clusters. */
void wsc_neuron_list_set_clusters (WscNeuronList *self, guint n, const guint32 *labels);
/* Another number of neurons begins with a few rows. This adds some more; FALSE when all are there. */
gboolean wsc_neuron_list_grow (WscNeuronList *self);
guint wsc_neuron_list_get_n_coordinates (WscNeuronList *self); /* 1..3 that are drawn */

G_END_DECLS
