#include "app/chart-view.h"

#include "app/accessible.h"
#include "app/theme.h"

struct _WscChartView
{
  GtkWidget parent_instance;

  WscPlot *plot;
  char *name;
  gboolean markable, scrubbable;
  gboolean dragging;
  double from_x, from_y, to_x, to_y; /* of the rectangle being drawn, px */

  GtkWidget *stack;
  GtkDrawingArea *area;
  GtkLabel *placeholder;
  GtkLabel *readout;
};

G_DEFINE_FINAL_TYPE (WscChartView, wsc_chart_view, GTK_TYPE_WIDGET)

enum
{
  PROP_NAME = 1,
  PROP_PLACEHOLDER,
  PROP_MARKABLE,
  PROP_SCRUBBABLE,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

enum
{
  CLICKED,
  MARKED,
  SCRUB,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

/* A hand does not hold still: below this a drag is a click, px. */
#define CLICK_REACH 4

static void
draw_rectangle (WscChartView *self, cairo_t *cr)
{
  GdkRGBA colour;
  gtk_style_context_get_color (gtk_widget_get_style_context (GTK_WIDGET (self)), &colour);
  cairo_rectangle (cr, self->from_x, self->from_y, self->to_x - self->from_x, self->to_y - self->from_y);
  cairo_set_source_rgba (cr, colour.red, colour.green, colour.blue, 0.15);
  cairo_fill_preserve (cr);
  cairo_set_source_rgba (cr, colour.red, colour.green, colour.blue, 0.8);
  cairo_set_line_width (cr, 1);
  cairo_stroke (cr);
}

static void
draw (GtkDrawingArea *area, cairo_t *cr, int width, int height, gpointer user_data)
{
  WscChartView *self = user_data;
  if (self->plot)
    wsc_plot_draw (self->plot, cr, width, height, wsc_theme_get_font_size (GTK_WIDGET (self)), wsc_theme_get ());
  if (self->dragging && self->markable)
    draw_rectangle (self, cr);
}

/* --- the pointer ------------------------------------------------------------------------ */

static gboolean
find (WscChartView *self, double x, double y, guint *plot, double *data_x, double *data_y)
{
  double width = gtk_widget_get_width (GTK_WIDGET (self->area)), height = gtk_widget_get_height (GTK_WIDGET (self->area));
  return self->plot
         && wsc_plot_find (self->plot, width, height, wsc_theme_get_font_size (GTK_WIDGET (self)), x, y, plot, data_x, data_y);
}

static void
on_drag_begin (GtkGestureDrag *gesture, double x, double y, WscChartView *self)
{
  self->from_x = self->to_x = x;
  self->from_y = self->to_y = y;
  if (self->scrubbable)
    g_signal_emit (self, signals[SCRUB], 0, TRUE);
}

/* Where the pointer leaves the axes, their edge is meant. */
static gboolean
find_nearby (WscChartView *self, double x, double y, double towards_x, double towards_y, double *data_x, double *data_y)
{
  for (guint step = 0; step <= 100; step++)
    if (find (self, x + (towards_x - x) * step / 100, y + (towards_y - y) * step / 100, NULL, data_x, data_y))
      return TRUE;
  return FALSE;
}

static void
scrub (WscChartView *self)
{
  double x, y;
  if (find_nearby (self, self->to_x, self->to_y, self->from_x, self->from_y, &x, &y))
    g_signal_emit (self, signals[CLICKED], 0, 0, x, y);
}

static void
on_drag_update (GtkGestureDrag *gesture, double dx, double dy, WscChartView *self)
{
  self->to_x = self->from_x + dx;
  self->to_y = self->from_y + dy;
  self->dragging = self->dragging || MAX (ABS (dx), ABS (dy)) > CLICK_REACH;
  if (self->dragging && self->scrubbable)
    scrub (self);
  gtk_widget_queue_draw (GTK_WIDGET (self->area));
}

static void
on_drag_end (GtkGestureDrag *gesture, double dx, double dy, WscChartView *self)
{
  gboolean drawn = self->dragging;
  double x0, y0, x1, y1;
  guint plot;
  self->dragging = FALSE;
  gtk_widget_queue_draw (GTK_WIDGET (self->area));
  if (!drawn && find (self, self->from_x, self->from_y, &plot, &x0, &y0))
    g_signal_emit (self, signals[CLICKED], 0, plot, x0, y0);
  else if (drawn && self->markable && find_nearby (self, self->from_x, self->from_y, self->to_x, self->to_y, &x0, &y0)
           && find_nearby (self, self->to_x, self->to_y, self->from_x, self->from_y, &x1, &y1))
    g_signal_emit (self, signals[MARKED], 0, x0, y0, x1, y1);
  if (self->scrubbable)
    g_signal_emit (self, signals[SCRUB], 0, FALSE);
}

static void
on_motion (GtkEventControllerMotion *controller, double x, double y, WscChartView *self)
{
  double data_x, data_y;
  g_autofree char *text = NULL;
  double width = gtk_widget_get_width (GTK_WIDGET (self->area)), height = gtk_widget_get_height (GTK_WIDGET (self->area));
  gboolean inside = self->plot
                    && wsc_plot_read (self->plot, width, height, wsc_theme_get_font_size (GTK_WIDGET (self)), x, y,
                                      &data_x, &data_y, &text);
  gtk_widget_set_visible (GTK_WIDGET (self->readout), inside && text);
  if (inside && text)
    gtk_label_set_label (self->readout, text);
}

static void
on_leave (GtkEventControllerMotion *controller, WscChartView *self)
{
  gtk_widget_hide (GTK_WIDGET (self->readout));
}

static void
on_theme_changed (WscChartView *self)
{
  gtk_widget_queue_draw (GTK_WIDGET (self->area));
}

void
wsc_chart_view_set_plot (WscChartView *self, WscPlot *plot)
{
  g_return_if_fail (WSC_IS_CHART_VIEW (self));
  WscPlot *old = self->plot;
  self->plot = plot ? wsc_plot_ref (plot) : NULL;
  g_clear_pointer (&old, wsc_plot_unref);
  gtk_stack_set_visible_child_name (GTK_STACK (self->stack), plot ? "chart" : "placeholder");
  wsc_accessible_set_name (GTK_WIDGET (self), self->name,
                           plot ? wsc_plot_get_summary (plot) : gtk_label_get_label (self->placeholder));
  gtk_widget_queue_draw (GTK_WIDGET (self->area));
}

void
wsc_chart_view_set_placeholder (WscChartView *self, const char *text)
{
  g_return_if_fail (WSC_IS_CHART_VIEW (self) && text != NULL);
  gtk_label_set_label (self->placeholder, text);
}

static void
wsc_chart_view_constructed (GObject *object)
{
  WscChartView *self = WSC_CHART_VIEW (object);
  G_OBJECT_CLASS (wsc_chart_view_parent_class)->constructed (object);
  wsc_accessible_set_name (GTK_WIDGET (self), self->name, gtk_label_get_label (self->placeholder));
}

static void
wsc_chart_view_dispose (GObject *object)
{
  WscChartView *self = WSC_CHART_VIEW (object);
  g_clear_pointer (&self->stack, gtk_widget_unparent);
  g_clear_pointer (&self->plot, wsc_plot_unref);
  g_clear_pointer (&self->name, g_free);
  G_OBJECT_CLASS (wsc_chart_view_parent_class)->dispose (object);
}

static void
wsc_chart_view_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  WscChartView *self = WSC_CHART_VIEW (object);
  if (id == PROP_NAME)
    self->name = g_value_dup_string (value);
  else if (id == PROP_PLACEHOLDER)
    gtk_label_set_label (self->placeholder, g_value_get_string (value));
  else if (id == PROP_MARKABLE)
    self->markable = g_value_get_boolean (value);
  else if (id == PROP_SCRUBBABLE)
    self->scrubbable = g_value_get_boolean (value);
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
}

static void
wsc_chart_view_class_init (WscChartViewClass *klass)
{
  const GParamFlags flags = G_PARAM_WRITABLE | G_PARAM_CONSTRUCT_ONLY | G_PARAM_STATIC_STRINGS;
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  object_class->constructed = wsc_chart_view_constructed;
  object_class->dispose = wsc_chart_view_dispose;
  object_class->set_property = wsc_chart_view_set_property;
  properties[PROP_NAME] = g_param_spec_string ("title", NULL, NULL, "", flags);
  properties[PROP_PLACEHOLDER] = g_param_spec_string ("placeholder", NULL, NULL, "", flags);
  properties[PROP_MARKABLE] = g_param_spec_boolean ("markable", NULL, NULL, FALSE, flags);
  properties[PROP_SCRUBBABLE] = g_param_spec_boolean ("scrubbable", NULL, NULL, FALSE, flags);
  g_object_class_install_properties (object_class, N_PROPS, properties);
  signals[CLICKED] = g_signal_new ("clicked", WSC_TYPE_CHART_VIEW, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 3,
                                   G_TYPE_UINT, G_TYPE_DOUBLE, G_TYPE_DOUBLE);
  signals[MARKED] = g_signal_new ("marked", WSC_TYPE_CHART_VIEW, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 4,
                                  G_TYPE_DOUBLE, G_TYPE_DOUBLE, G_TYPE_DOUBLE, G_TYPE_DOUBLE);
  signals[SCRUB] = g_signal_new ("scrub", WSC_TYPE_CHART_VIEW, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_BOOLEAN);

  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_IMG);
  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/weightscape/Weightscape/ui/chart-view.ui");
  gtk_widget_class_bind_template_child (widget_class, WscChartView, stack);
  gtk_widget_class_bind_template_child (widget_class, WscChartView, area);
  gtk_widget_class_bind_template_child (widget_class, WscChartView, placeholder);
  gtk_widget_class_bind_template_child (widget_class, WscChartView, readout);
}

static void
wsc_chart_view_init (WscChartView *self)
{
  GtkEventController *motion = gtk_event_controller_motion_new ();
  GtkGesture *drag = gtk_gesture_drag_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_drawing_area_set_draw_func (self->area, draw, self, NULL);
  g_signal_connect (motion, "motion", G_CALLBACK (on_motion), self);
  g_signal_connect (motion, "leave", G_CALLBACK (on_leave), self);
  g_signal_connect (drag, "drag-begin", G_CALLBACK (on_drag_begin), self);
  g_signal_connect (drag, "drag-update", G_CALLBACK (on_drag_update), self);
  g_signal_connect (drag, "drag-end", G_CALLBACK (on_drag_end), self);
  gtk_widget_add_controller (GTK_WIDGET (self->area), motion);
  gtk_widget_add_controller (GTK_WIDGET (self->area), GTK_EVENT_CONTROLLER (drag));
  wsc_theme_watch (G_CALLBACK (on_theme_changed), self);
}
