#include "app/series-page.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#include "app/accessible.h"
#include "app/chart-view.h"

#define N_CHARTS 12

struct _WscSeriesPage
{
  GtkWidget parent_instance;

  WscSession *session;

  GtkWidget *content;
  GtkWidget *switcher;
  GtkStack *stack;
  GtkStackPage *networks_page;
  WscChartView *series, *components, *wcorr, *dendrogram, *vectors, *pairs, *periodograms, *errors, *landscape, *forecast, *residual,
      *networks;
};

G_DEFINE_FINAL_TYPE (WscSeriesPage, wsc_series_page, GTK_TYPE_WIDGET)

/* Each chart with the page of the stack that it is on; the first is always seen. */
static const struct
{
  gsize view; /* of the WscChartView in WscSeriesPage */
  const char *page;
  const char *figure;
  WscSeriesChartFunc make;
} charts[N_CHARTS - 1] = {
  { offsetof (WscSeriesPage, series), NULL, "ssa", wsc_plot_new_ssa },
  { offsetof (WscSeriesPage, components), "components", "ssa-components", wsc_plot_new_ssa_components },
  { offsetof (WscSeriesPage, wcorr), "components", "ssa-wcorr", wsc_plot_new_ssa_wcorr },
  { offsetof (WscSeriesPage, dendrogram), "tree", "ssa-dendrogram", wsc_plot_new_ssa_dendrogram },
  { offsetof (WscSeriesPage, vectors), "vectors", "ssa-vectors", wsc_plot_new_ssa_vectors },
  { offsetof (WscSeriesPage, pairs), "vectors", "ssa-pairs", wsc_plot_new_ssa_pairs },
  { offsetof (WscSeriesPage, periodograms), "spectra", "ssa-periodograms", wsc_plot_new_ssa_periodograms },
  { offsetof (WscSeriesPage, errors), "errors", "ssa-sweep", wsc_plot_new_ssa_sweep },
  { offsetof (WscSeriesPage, landscape), "errors", "ssa-landscape", wsc_plot_new_ssa_landscape },
  { offsetof (WscSeriesPage, forecast), "forecast", "ssa-forecast", wsc_plot_new_ssa_forecast },
  { offsetof (WscSeriesPage, residual), "residual", "ssa-residual", wsc_plot_new_ssa_residual },
};

static WscChartView *
get_view (WscSeriesPage *self, guint chart)
{
  return G_STRUCT_MEMBER (WscChartView *, self, charts[chart].view);
}

const char *
wsc_series_page_get_figure (WscSeriesPage *self)
{
  g_return_val_if_fail (WSC_IS_SERIES_PAGE (self), NULL);
  const char *page = gtk_stack_get_visible_child_name (self->stack);
  for (guint i = 0; i < G_N_ELEMENTS (charts); i++)
    if (g_strcmp0 (charts[i].page, page) == 0)
      return charts[i].figure;
  return "series";
}

/* --- showing ---------------------------------------------------------------------------- */

/* What is on its way keeps its last picture until it is there. */
static void
update_chart (WscSeriesPage *self, guint chart, WscResults *results)
{
  g_autoptr (WscPlot) plot
      = results ? charts[chart].make (results, wsc_session_get_identity (self->session)) : NULL;
  if (plot || !wsc_session_get_series_job (self->session) || !results)
    wsc_chart_view_set_plot (get_view (self, chart), plot);
}

static void
update_networks (WscSeriesPage *self, const char *page)
{
  WscResults *results = wsc_session_get_results (self->session);
  gboolean restored = results && wsc_results_get_restored (results);
  gtk_stack_page_set_visible (self->networks_page, restored);
  if (!restored && g_strcmp0 (page, "networks") == 0)
    gtk_stack_set_visible_child_name (self->stack, "components");
  if (!restored || g_strcmp0 (page, "networks") != 0)
    return;
  g_autoptr (WscPlot) plot = wsc_plot_new_series (results);
  wsc_chart_view_set_plot (self->networks, plot);
}

static const char *
get_forecast_placeholder (WscSeriesPage *self)
{
  WscResults *results = wsc_session_get_series (self->session);
  const WscSeriesParts *parts = results ? wsc_results_get_series (results) : NULL;
  if (parts && parts->forecast_problem)
    return parts->forecast_problem;
  return _("Set “Forecast” to the number of values wanted");
}

static void
update (WscSeriesPage *self)
{
  if (!self->session || !gtk_widget_get_mapped (GTK_WIDGET (self)))
    return;
  const char *page = gtk_stack_get_visible_child_name (self->stack);
  const char *problem = wsc_session_get_series_problem (self->session);
  WscResults *results = problem ? NULL : wsc_session_get_series (self->session);
  wsc_chart_view_set_placeholder (self->series, problem ? problem : _("The series is being read"));
  wsc_chart_view_set_placeholder (self->forecast, get_forecast_placeholder (self));
  for (guint i = 0; i < G_N_ELEMENTS (charts); i++)
    if (!charts[i].page || g_strcmp0 (charts[i].page, page) == 0)
      update_chart (self, i, results);
  update_networks (self, page);
}

/* --- choosing ------------------------------------------------------------------------------ */

/* From 0, or -1. */
static int
to_component (double place)
{
  return (int) lround (place) - 1;
}

static void
on_bar_clicked (WscSeriesPage *self, guint plot, double x, double y)
{
  int component = to_component (x);
  if (component >= 0)
    wsc_session_toggle_component (self->session, (guint) component);
}

static void
on_block_marked (WscSeriesPage *self, double x0, double y0, double x1, double y1)
{
  int first = to_component (MIN (MIN (x0, x1), MIN (y0, y1))), last = to_component (MAX (MAX (x0, x1), MAX (y0, y1)));
  if (first >= 0 && last >= first)
    wsc_session_add_group (self->session, (guint) first, (guint) last);
}

/* That of the column of the map at `x`. */
static guint
find_window (const WscSweep *landscape, double x)
{
  guint nearest = 0;
  for (guint i = 1; i < wsc_sweep_get_n_windows (landscape); i++)
    if (fabs ((double) wsc_sweep_get_window (landscape, i) - x) < fabs ((double) wsc_sweep_get_window (landscape, nearest) - x))
      nearest = i;
  return (guint) wsc_sweep_get_window (landscape, nearest);
}

/* A place of the map is a window and a number of components. */
static void
on_map_clicked (WscSeriesPage *self, guint plot, double x, double y)
{
  WscResults *results = wsc_session_get_series (self->session);
  const WscSeriesParts *parts = results ? wsc_results_get_series (results) : NULL;
  if (parts && parts->landscape)
    wsc_session_choose_place (self->session, find_window (parts->landscape, x), (guint) MAX (1, lround (y)));
}

/* Cut there, which groups by the tree. */
static void
on_tree_clicked (WscSeriesPage *self, guint plot, double x, double y)
{
  wsc_session_cut_tree (self->session, CLAMP (y, 0, 1));
}

static void
on_curve_clicked (WscSeriesPage *self, guint plot, double x, double y)
{
  wsc_session_choose_first (self->session, (guint) MAX (1, lround (x)));
}

/* --- the widget ------------------------------------------------------------------------------- */

void
wsc_series_page_set_session (WscSeriesPage *self, WscSession *session)
{
  g_return_if_fail (WSC_IS_SERIES_PAGE (self) && self->session == NULL);
  self->session = g_object_ref (session);
  g_signal_connect_object (session, "series-changed", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (session, "results-changed", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  update (self);
}

static void
wsc_series_page_map (GtkWidget *widget)
{
  WscSeriesPage *self = WSC_SERIES_PAGE (widget);
  GTK_WIDGET_CLASS (wsc_series_page_parent_class)->map (widget);
  if (self->session)
    wsc_session_set_series_wanted (self->session, TRUE);
  update (self);
}

static void
wsc_series_page_dispose (GObject *object)
{
  WscSeriesPage *self = WSC_SERIES_PAGE (object);
  g_clear_pointer (&self->content, gtk_widget_unparent);
  g_clear_object (&self->session);
  G_OBJECT_CLASS (wsc_series_page_parent_class)->dispose (object);
}

static void
bind_children (GtkWidgetClass *widget_class)
{
  gtk_widget_class_bind_template_child (widget_class, WscSeriesPage, content);
  gtk_widget_class_bind_template_child (widget_class, WscSeriesPage, switcher);
  gtk_widget_class_bind_template_child (widget_class, WscSeriesPage, stack);
  gtk_widget_class_bind_template_child (widget_class, WscSeriesPage, networks_page);
  gtk_widget_class_bind_template_child (widget_class, WscSeriesPage, series);
  gtk_widget_class_bind_template_child (widget_class, WscSeriesPage, components);
  gtk_widget_class_bind_template_child (widget_class, WscSeriesPage, wcorr);
  gtk_widget_class_bind_template_child (widget_class, WscSeriesPage, dendrogram);
  gtk_widget_class_bind_template_child (widget_class, WscSeriesPage, vectors);
  gtk_widget_class_bind_template_child (widget_class, WscSeriesPage, pairs);
  gtk_widget_class_bind_template_child (widget_class, WscSeriesPage, periodograms);
  gtk_widget_class_bind_template_child (widget_class, WscSeriesPage, errors);
  gtk_widget_class_bind_template_child (widget_class, WscSeriesPage, landscape);
  gtk_widget_class_bind_template_child (widget_class, WscSeriesPage, forecast);
  gtk_widget_class_bind_template_child (widget_class, WscSeriesPage, residual);
  gtk_widget_class_bind_template_child (widget_class, WscSeriesPage, networks);
  gtk_widget_class_bind_template_callback (widget_class, update);
  gtk_widget_class_bind_template_callback (widget_class, on_bar_clicked);
  gtk_widget_class_bind_template_callback (widget_class, on_block_marked);
  gtk_widget_class_bind_template_callback (widget_class, on_map_clicked);
  gtk_widget_class_bind_template_callback (widget_class, on_curve_clicked);
  gtk_widget_class_bind_template_callback (widget_class, on_tree_clicked);
}

static void
wsc_series_page_class_init (WscSeriesPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  G_OBJECT_CLASS (klass)->dispose = wsc_series_page_dispose;
  widget_class->map = wsc_series_page_map;
  g_type_ensure (WSC_TYPE_CHART_VIEW);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/weightscape/Weightscape/ui/series-page.ui");
  bind_children (widget_class);
}

static void
wsc_series_page_init (WscSeriesPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  wsc_accessible_set_name (self->switcher, _("Charts below the series"), NULL);
}
