#include "app/neuron-list.h"

#include <math.h>

/* A row is nine widgets; so many rows are made in one frame without its being felt. */
#define ROWS_AT_ONCE 8
/* GTK makes widgets for so many rows about the visible ones; further rows cost next to nothing. */
#define MAX_ROWS_OF_WIDGETS 256

/* --- an item ---------------------------------------------------------------------- */

struct _WscNeuronItem
{
  GObject parent_instance;

  WscNeuronList *list; /* borrowed; NULL when the neuron has gone */
  guint index;
};

G_DEFINE_FINAL_TYPE (WscNeuronItem, wsc_neuron_item, G_TYPE_OBJECT)

static guint changed_signal;

static void
wsc_neuron_item_class_init (WscNeuronItemClass *klass)
{
  changed_signal = g_signal_new ("changed", WSC_TYPE_NEURON_ITEM, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
wsc_neuron_item_init (WscNeuronItem *self)
{
}

guint
wsc_neuron_item_get_index (WscNeuronItem *self)
{
  g_return_val_if_fail (WSC_IS_NEURON_ITEM (self), 0);
  return self->index;
}

/* --- the list ----------------------------------------------------------------------- */

struct _WscNeuronList
{
  GObject parent_instance;

  guint n;
  guint n_shown; /* of n: the rest follows by wsc_neuron_list_grow () */
  guint n_coordinates;
  double *values;        /* (n, WSC_NEURON_N_FIELDS) */
  WscNeuronItem **items; /* (n), NULL until asked for */
  guint n_labels;
  guint32 *labels;       /* (n_labels) clusters, or NULL */
};

static GType
wsc_neuron_list_get_item_type (GListModel *model)
{
  return WSC_TYPE_NEURON_ITEM;
}

static guint
wsc_neuron_list_get_n_items (GListModel *model)
{
  return WSC_NEURON_LIST (model)->n_shown;
}

static gpointer
wsc_neuron_list_get_item (GListModel *model, guint position)
{
  WscNeuronList *self = WSC_NEURON_LIST (model);
  if (position >= self->n_shown)
    return NULL;
  if (!self->items[position])
    {
      self->items[position] = g_object_new (WSC_TYPE_NEURON_ITEM, NULL);
      self->items[position]->list = self;
      self->items[position]->index = position;
    }
  return g_object_ref (self->items[position]);
}

static void
list_model_init (GListModelInterface *interface)
{
  interface->get_item_type = wsc_neuron_list_get_item_type;
  interface->get_n_items = wsc_neuron_list_get_n_items;
  interface->get_item = wsc_neuron_list_get_item;
}

G_DEFINE_FINAL_TYPE_WITH_CODE (WscNeuronList, wsc_neuron_list, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL, list_model_init))

double
wsc_neuron_item_get_value (WscNeuronItem *self, WscNeuronField field)
{
  g_return_val_if_fail (WSC_IS_NEURON_ITEM (self), 0);
  if (field == WSC_NEURON_NUMBER)
    return self->index + 1;
  return self->list ? self->list->values[self->index * WSC_NEURON_N_FIELDS + field] : 0;
}

static void
release_items (WscNeuronList *self)
{
  for (guint i = 0; i < self->n; i++)
    if (self->items[i])
      {
        self->items[i]->list = NULL;
        g_object_unref (self->items[i]);
      }
  g_clear_pointer (&self->items, g_free);
}

static void
wsc_neuron_list_finalize (GObject *object)
{
  WscNeuronList *self = WSC_NEURON_LIST (object);
  release_items (self);
  g_free (self->values);
  g_free (self->labels);
  G_OBJECT_CLASS (wsc_neuron_list_parent_class)->finalize (object);
}

static void
wsc_neuron_list_class_init (WscNeuronListClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = wsc_neuron_list_finalize;
}

static void
wsc_neuron_list_init (WscNeuronList *self)
{
}

WscNeuronList *
wsc_neuron_list_new (void)
{
  return g_object_new (WSC_TYPE_NEURON_LIST, NULL);
}

guint
wsc_neuron_list_get_n_coordinates (WscNeuronList *self)
{
  g_return_val_if_fail (WSC_IS_NEURON_LIST (self), 0);
  return self->n_coordinates;
}

void
wsc_neuron_list_set_clusters (WscNeuronList *self, guint n, const guint32 *labels)
{
  g_return_if_fail (WSC_IS_NEURON_LIST (self));
  g_free (self->labels);
  self->labels = g_memdup2 (labels, n * sizeof *labels);
  self->n_labels = labels ? n : 0;
}

/* --- numbers ------------------------------------------------------------------------- */

static void
fill_row (double *row, const WscRegion *region, double trace)
{
  for (guint i = 0; i < 3; i++)
    {
      row[WSC_NEURON_X + i] = region->centre[i];
      row[WSC_NEURON_LONGEST + i] = region->half_axes[i];
    }
  row[WSC_NEURON_VOLUME] = region->volume;
  row[WSC_NEURON_TRACE] = trace;
}

static double *
compute (WscNeurons *neurons, const WscViewSettings *view, guint *n_coordinates, GError **error)
{
  guint n = wsc_neurons_get_count (neurons);
  guint axes[3];
  g_autoptr (WscProjection) projection = wsc_view_new_projection (view, neurons, axes, error);
  g_autofree double *values = g_new0 (double, (gsize) n * WSC_NEURON_N_FIELDS);
  if (!projection)
    return NULL;
  double radius = wsc_region_radius ((WscRegionKind) view->region, view->level, projection->n,
                                     wsc_neurons_get_n_replicas (neurons));
  for (guint i = 0; i < n; i++)
    {
      WscRegion region;
      if (!wsc_neurons_get_region (neurons, i, projection, radius, &region, error))
        return NULL;
      fill_row (values + (gsize) i * WSC_NEURON_N_FIELDS, &region, wsc_neurons_get_trace (neurons, i));
    }
  *n_coordinates = projection->n;
  return g_steal_pointer (&values);
}

static void
resize (WscNeuronList *self, guint n)
{
  guint n_old = self->n_shown;
  release_items (self);
  self->n = n;
  self->n_shown = MIN (n, ROWS_AT_ONCE);
  self->items = g_new0 (WscNeuronItem *, n);
  g_list_model_items_changed (G_LIST_MODEL (self), 0, n_old, self->n_shown);
}

gboolean
wsc_neuron_list_grow (WscNeuronList *self)
{
  g_return_val_if_fail (WSC_IS_NEURON_LIST (self), FALSE);
  guint n_old = self->n_shown, n_left = self->n - n_old;
  guint n_more = n_old < MAX_ROWS_OF_WIDGETS ? MIN (n_left, ROWS_AT_ONCE) : n_left;
  self->n_shown += n_more;
  if (n_more > 0)
    g_list_model_items_changed (G_LIST_MODEL (self), n_old, 0, n_more);
  return self->n_shown < self->n;
}

static void
tell_items (WscNeuronList *self)
{
  for (guint i = 0; i < self->n; i++)
    if (self->items[i])
      g_signal_emit (self->items[i], changed_signal, 0);
}

gboolean
wsc_neuron_list_update (WscNeuronList *self, WscNeurons *neurons, const WscViewSettings *view, GError **error)
{
  g_return_val_if_fail (WSC_IS_NEURON_LIST (self) && view != NULL, FALSE);
  guint n_coordinates = 0;
  double *values = neurons ? compute (neurons, view, &n_coordinates, error) : NULL;
  guint n = values ? wsc_neurons_get_count (neurons) : 0;
  double *old = self->values;
  self->values = values;
  self->n_coordinates = n_coordinates;
  for (guint i = 0; i < n; i++)
    values[i * WSC_NEURON_N_FIELDS + WSC_NEURON_CLUSTER] = self->n_labels == n ? self->labels[i] + 1.0 : NAN;
  if (n != self->n)
    resize (self, n);
  else
    tell_items (self);
  g_free (old);
  return values != NULL || neurons == NULL;
}
