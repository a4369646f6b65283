#include "app/reduce-page.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#include "app/accessible.h"
#include "app/chart-view.h"
#include "app/neuron-table.h"
#include "app/quality-text.h"
#include "app/scene-view.h"

#define GESTURE_GAP 600    /* ms: changes that follow each other within it are one step */
#define MAX_IN_KEY 12      /* more clusters than this are not told apart by colour */

struct _WscReducePage
{
  GtkWidget parent_instance;

  WscSession *session;
  guint gesture; /* source that ends the slider's step */
  gulong slid;   /* handler of the slider */

  GtkWidget *content;
  WscSceneView *view;
  GtkToggleButton *apart, *merged;
  GtkWidget *places;
  GtkWidget *scale;
  GtkAdjustment *count;
  GtkLabel *kept, *worth, *key;
  GtkWidget *switcher;
  GtkStack *stack;
  GtkStackPage *series_page;
  WscChartView *series, *curve, *tree, *distances, *scores;
  WscNeuronTable *table;
  GtkWidget *menu;
};

G_DEFINE_FINAL_TYPE (WscReducePage, wsc_reduce_page, GTK_TYPE_WIDGET)

static guint merged_signal;

/* A page of the stack is called as its figure. */
static const struct
{
  const char *page;
  gsize view; /* of the WscChartView in WscReducePage */
  WscReductionChartFunc make;
} charts[] = {
  { "reduced-series", offsetof (WscReducePage, series), wsc_plot_new_reduction_series },
  { "reduction", offsetof (WscReducePage, curve), wsc_plot_new_reduction_curve },
  { "dendrogram", offsetof (WscReducePage, tree), wsc_plot_new_cluster_tree },
  { "distances", offsetof (WscReducePage, distances), wsc_plot_new_cluster_distances },
  { "cluster-count", offsetof (WscReducePage, scores), wsc_plot_new_cluster_count },
};

const char *
wsc_reduce_page_get_figure (WscReducePage *self)
{
  g_return_val_if_fail (WSC_IS_REDUCE_PAGE (self), NULL);
  const char *page = gtk_stack_get_visible_child_name (self->stack);
  return g_strcmp0 (page, "table") == 0 ? NULL : page;
}

void
wsc_reduce_page_look (WscReducePage *self, WscLook look)
{
  g_return_if_fail (WSC_IS_REDUCE_PAGE (self));
  wsc_scene_view_look (self->view, look);
}

gboolean
wsc_reduce_page_get_camera (WscReducePage *self, WscCamera *camera)
{
  g_return_val_if_fail (WSC_IS_REDUCE_PAGE (self), FALSE);
  return wsc_scene_view_get_camera (self->view, camera);
}

static const WscReductionParts *
get_parts (WscReducePage *self)
{
  WscResults *results = wsc_session_get_reduction (self->session);
  return results ? wsc_results_get_reduction (results) : NULL;
}

/* --- how many ----------------------------------------------------------------------------- */

static guint
count_neurons (WscReducePage *self)
{
  const WscReductionParts *parts = get_parts (self);
  WscResults *results = wsc_session_get_results (self->session);
  WscNeurons *neurons = results ? wsc_results_get_neurons (results) : NULL;
  return neurons ? wsc_neurons_get_count (neurons) : parts ? wsc_reducible_get_count (parts->reducible) : 0;
}

static gboolean
is_counted (const WscStudy *study)
{
  const WscOption *count = wsc_option_find ("clusters.count");
  return wsc_option_has_effect (count, study);
}

/* What is left, which merges by hand, or clusters that k-means does not find, may make other than what was asked for. */
static guint
get_kept (WscReducePage *self, guint m)
{
  const WscReductionParts *parts = get_parts (self);
  return !parts || wsc_reducible_get_count (parts->reducible) != m ? m : parts->reduction ? parts->reduction->k : m;
}

static void
update_scale (WscReducePage *self)
{
  const WscStudy *study = wsc_session_get_study (self->session);
  const guint m = count_neurons (self), kept = get_kept (self, m);
  const guint asked = study->clusters.count > 0 ? MIN ((guint) study->clusters.count, m) : m;
  g_autofree char *text = m > 0 ? g_strdup_printf (_("%u of %u neurons"), kept, m) : g_strdup (_("No neurons yet"));
  gtk_widget_set_sensitive (self->scale, m > 1 && is_counted (study));
  g_signal_handler_block (self->scale, self->slid);
  gtk_adjustment_set_page_increment (self->count, MAX (2, m / 10));
  gtk_adjustment_set_upper (self->count, MAX (m, 2));
  if (round (gtk_adjustment_get_value (self->count)) != (is_counted (study) ? asked : kept))
    gtk_adjustment_set_value (self->count, is_counted (study) ? asked : kept);
  g_signal_handler_unblock (self->scale, self->slid);
  gtk_label_set_label (self->kept, text);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->scale), GTK_ACCESSIBLE_PROPERTY_VALUE_TEXT, text, -1);
}

static gboolean
on_gesture_over (gpointer user_data)
{
  WscReducePage *self = user_data;
  self->gesture = 0;
  wsc_session_end_gesture (self->session);
  return G_SOURCE_REMOVE;
}

static void
choose (WscReducePage *self, guint k)
{
  if (self->gesture)
    g_source_remove (self->gesture);
  else
    wsc_session_begin_gesture (self->session);
  self->gesture = g_timeout_add (GESTURE_GAP, on_gesture_over, self);
  wsc_session_choose_count (self->session, MAX (k, 1));
}

static void
on_slid (WscReducePage *self)
{
  choose (self, (guint) round (gtk_adjustment_get_value (self->count)));
}

static void
on_curve_clicked (WscReducePage *self, guint plot, double x, double y)
{
  const WscReductionParts *parts = get_parts (self);
  guint nearest = 0;
  if (!parts || !parts->curve || !is_counted (wsc_session_get_study (self->session)))
    return;
  /* The second plot is against parameters. */
  for (guint i = 0; plot == 1 && i < parts->curve->n_counts; i++)
    if (fabs ((double) parts->curve->parameters[i] - x) < fabs ((double) parts->curve->parameters[nearest] - x))
      nearest = i;
  choose (self, plot == 1 ? parts->curve->counts[nearest] : (guint) MAX (1, lround (x)));
}

static void
on_tree_clicked (WscReducePage *self, guint plot, double x, double y)
{
  const WscReductionParts *parts = get_parts (self);
  if (parts && parts->tree && is_counted (wsc_session_get_study (self->session)))
    choose (self, wsc_cluster_tree_count (parts, y));
}

/* However long the cut is held, it is one step. */
static void
on_tree_scrub (WscReducePage *self, gboolean begins)
{
  if (begins)
    wsc_session_begin_gesture (self->session);
  else
    wsc_session_end_gesture (self->session);
}

/* --- what it is worth ------------------------------------------------------------------------- */

static char *
dup_worth (WscReducePage *self, const WscReductionParts *parts)
{
  const WscQuality *before = wsc_reducible_get_quality (parts->reducible);
  const gboolean accuracy = wsc_reducible_is_accuracy (parts->reducible);
  g_autofree char *quality = wsc_quality_text (accuracy, before, parts->reduction ? &parts->reduction->quality : NULL);
  if (!parts->reduction)
    return g_strdup_printf (_("%s · Nothing is removed: every neuron stays"), quality);
  return g_strdup_printf (_("%s · Parameters %zu → %zu"), quality, parts->reduction->n_parameters_before, parts->reduction->n_parameters);
}

static void
update_worth (WscReducePage *self)
{
  const WscReductionParts *parts = get_parts (self);
  const char *problem = wsc_session_get_reduction_problem (self->session);
  g_autofree char *text = problem ? g_strdup (problem) : parts ? dup_worth (self, parts) : g_strdup (_("Run the study, then drag to keep fewer neurons"));
  gtk_label_set_label (self->worth, text);
  if (problem)
    gtk_widget_add_css_class (GTK_WIDGET (self->worth), "error");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self->worth), "error");
}

/* In the picture numbers are those of neurons. Here it is each cluster's number, as in the table, or the neuron that is kept for others, behind a dot of its colour, and how many neurons it stands for. */
static void
update_key (WscReducePage *self)
{
  guint m = 0, k = 0;
  const WscReductionParts *parts = get_parts (self);
  const guint32 *kept = parts && parts->reduction ? parts->reduction->kept : NULL;
  g_autofree guint32 *labels = wsc_reduced_dup_labels (parts, &m, &k);
  g_autoptr (GString) text = g_string_new (NULL);
  gtk_widget_set_visible (GTK_WIDGET (self->key), labels && k <= MAX_IN_KEY && k < m);
  g_string_append (text, kept ? _("Kept:") : _("Clusters:"));
  for (guint c = 0; labels && k <= MAX_IN_KEY && c < k; c++)
    {
      const WscRgba colour = wsc_palette_get ((WscPalette) wsc_session_get_study (self->session)->view.palette, c);
      guint size = 0;
      for (guint i = 0; i < m; i++)
        size += labels[i] == c;
      g_string_append_printf (text, "   <span color='#%02x%02x%02x'>●</span>\302\240%u\302\240(%u)", (guint) lround (255 * colour.r),
                              (guint) lround (255 * colour.g), (guint) lround (255 * colour.b), (kept ? kept[c] : c) + 1, size);
    }
  gtk_label_set_markup (self->key, text->str);
}

/* --- charts ----------------------------------------------------------------------------------- */

/* What is on its way keeps its last picture until it is there. */
static void
update_charts (WscReducePage *self)
{
  if (!self->session || !gtk_widget_get_mapped (GTK_WIDGET (self)))
    return;
  const char *page = gtk_stack_get_visible_child_name (self->stack);
  WscResults *results = wsc_session_get_reduction (self->session);
  for (guint i = 0; i < G_N_ELEMENTS (charts); i++)
    {
      WscChartView *view = G_STRUCT_MEMBER (WscChartView *, self, charts[i].view);
      g_autoptr (WscPlot) plot = results && g_strcmp0 (charts[i].page, page) == 0 ? charts[i].make (results) : NULL;
      if (g_strcmp0 (charts[i].page, page) == 0 && (plot || !results || !wsc_session_get_reduction_job (self->session)))
        wsc_chart_view_set_plot (view, plot);
    }
}

/* A table has no series to restore. */
static void
update_pages (WscReducePage *self)
{
  gboolean series = wsc_data_settings_is_series (&wsc_session_get_study (self->session)->data);
  gboolean was = gtk_stack_page_get_visible (self->series_page);
  if (series == was)
    return;
  gtk_stack_page_set_visible (self->series_page, series);
  gtk_stack_set_visible_child_name (self->stack, series ? "reduced-series" : "reduction");
}

static void
update (WscReducePage *self)
{
  if (!self->session || !gtk_widget_get_mapped (GTK_WIDGET (self)))
    return;
  update_pages (self);
  update_scale (self);
  update_worth (self);
  update_key (self);
  update_charts (self);
  gtk_widget_set_visible (self->places, wsc_session_get_results (self->session) != NULL);
}

/* --- merging by hand ----------------------------------------------------------------------------- */

static void
on_merged_toggled (WscReducePage *self)
{
  wsc_scene_view_set_merged (self->view, gtk_toggle_button_get_active (self->merged));
}

static void
on_merge (WscReducePage *self, guint i, guint j)
{
  g_autofree char *text = g_strdup_printf (_("Neurons %u and %u are merged"), i + 1, j + 1);
  wsc_session_merge_neurons (self->session, i, j);
  g_signal_emit (self, merged_signal, 0, text);
}

static void
on_menu (WscReducePage *self, gint neuron, double x, double y)
{
  wsc_session_set_selected (self->session, neuron);
  gtk_popover_set_pointing_to (GTK_POPOVER (self->menu), &(GdkRectangle){ (int) x, (int) y, 1, 1 });
  gtk_popover_popup (GTK_POPOVER (self->menu));
}

static void
make_menu (WscReducePage *self)
{
  g_autoptr (GMenu) items = g_menu_new ();
  g_menu_append (items, _("_Merge With…"), "win.merge");
  self->menu = gtk_popover_menu_new_from_model (G_MENU_MODEL (items));
  gtk_widget_set_parent (self->menu, GTK_WIDGET (self->view));
  gtk_popover_set_has_arrow (GTK_POPOVER (self->menu), FALSE);
  gtk_widget_set_halign (self->menu, GTK_ALIGN_START);
  wsc_accessible_set_name (self->menu, _("What can be done with the neuron"), NULL);
}

/* --- the widget ---------------------------------------------------------------------------------- */

void
wsc_reduce_page_set_session (WscReducePage *self, WscSession *session)
{
  g_return_if_fail (WSC_IS_REDUCE_PAGE (self) && self->session == NULL);
  self->session = g_object_ref (session);
  wsc_scene_view_set_method (self->view, WSC_SCENE_VIEW_CLUSTERS);
  wsc_scene_view_set_merged (self->view, TRUE);
  wsc_scene_view_set_session (self->view, session);
  wsc_neuron_table_show_clusters (self->table);
  wsc_neuron_table_set_session (self->table, session);
  make_menu (self);
  self->slid = g_signal_connect_object (self->scale, "value-changed", G_CALLBACK (on_slid), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (session, "reduction-changed", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (session, "results-changed", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (session, "study-changed", G_CALLBACK (update_scale), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (session, "document-changed", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
}

static void
wsc_reduce_page_map (GtkWidget *widget)
{
  WscReducePage *self = WSC_REDUCE_PAGE (widget);
  GTK_WIDGET_CLASS (wsc_reduce_page_parent_class)->map (widget);
  if (self->session)
    wsc_session_set_reduction_wanted (self->session, TRUE);
  update (self);
}

static void
wsc_reduce_page_dispose (GObject *object)
{
  WscReducePage *self = WSC_REDUCE_PAGE (object);
  if (self->gesture)
    wsc_session_end_gesture (self->session);
  g_clear_handle_id (&self->gesture, g_source_remove);
  g_clear_pointer (&self->menu, gtk_widget_unparent);
  g_clear_pointer (&self->content, gtk_widget_unparent);
  g_clear_object (&self->session);
  G_OBJECT_CLASS (wsc_reduce_page_parent_class)->dispose (object);
}

static void
bind_children (GtkWidgetClass *widget_class)
{
  gtk_widget_class_bind_template_child (widget_class, WscReducePage, content);
  gtk_widget_class_bind_template_child (widget_class, WscReducePage, view);
  gtk_widget_class_bind_template_child (widget_class, WscReducePage, apart);
  gtk_widget_class_bind_template_child (widget_class, WscReducePage, merged);
  gtk_widget_class_bind_template_child (widget_class, WscReducePage, places);
  gtk_widget_class_bind_template_child (widget_class, WscReducePage, scale);
  gtk_widget_class_bind_template_child (widget_class, WscReducePage, count);
  gtk_widget_class_bind_template_child (widget_class, WscReducePage, kept);
  gtk_widget_class_bind_template_child (widget_class, WscReducePage, worth);
  gtk_widget_class_bind_template_child (widget_class, WscReducePage, key);
  gtk_widget_class_bind_template_child (widget_class, WscReducePage, switcher);
  gtk_widget_class_bind_template_child (widget_class, WscReducePage, stack);
  gtk_widget_class_bind_template_child (widget_class, WscReducePage, series_page);
  gtk_widget_class_bind_template_child (widget_class, WscReducePage, series);
  gtk_widget_class_bind_template_child (widget_class, WscReducePage, curve);
  gtk_widget_class_bind_template_child (widget_class, WscReducePage, tree);
  gtk_widget_class_bind_template_child (widget_class, WscReducePage, distances);
  gtk_widget_class_bind_template_child (widget_class, WscReducePage, scores);
  gtk_widget_class_bind_template_child (widget_class, WscReducePage, table);
  gtk_widget_class_bind_template_callback (widget_class, update_charts);
  gtk_widget_class_bind_template_callback (widget_class, on_merged_toggled);
  gtk_widget_class_bind_template_callback (widget_class, on_merge);
  gtk_widget_class_bind_template_callback (widget_class, on_menu);
  gtk_widget_class_bind_template_callback (widget_class, on_curve_clicked);
  gtk_widget_class_bind_template_callback (widget_class, on_tree_clicked);
  gtk_widget_class_bind_template_callback (widget_class, on_tree_scrub);
}

static void
wsc_reduce_page_class_init (WscReducePageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  G_OBJECT_CLASS (klass)->dispose = wsc_reduce_page_dispose;
  widget_class->map = wsc_reduce_page_map;
  g_type_ensure (WSC_TYPE_CHART_VIEW);
  g_type_ensure (WSC_TYPE_NEURON_TABLE);
  g_type_ensure (WSC_TYPE_SCENE_VIEW);
  merged_signal = g_signal_new ("merged", WSC_TYPE_REDUCE_PAGE, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/weightscape/Weightscape/ui/reduce-page.ui");
  bind_children (widget_class);
}

static void
wsc_reduce_page_init (WscReducePage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  wsc_accessible_set_name (GTK_WIDGET (self->view), _("Clusters of neurons in space"), NULL);
  wsc_accessible_set_name (self->switcher, _("Charts below the neurons"), NULL);
  wsc_accessible_set_name (self->scale, _("Neurons kept"), _("How many clusters stand for all neurons; at the end of the scale nothing is removed."));
  wsc_accessible_set_name (GTK_WIDGET (self->worth), _("What the smaller network is worth"), NULL);
}
