#include "app/sparkline.h"

#include <math.h>

#define WIDTH 96
#define HEIGHT 22
#define MARGIN 3.0

struct _WscSparkline
{
  GtkWidget parent_instance;

  double *values;
  guint n;
  gboolean linear;
};

G_DEFINE_FINAL_TYPE (WscSparkline, wsc_sparkline, GTK_TYPE_WIDGET)

/* NaN where there is nothing to draw. */
static double
get_height (const WscSparkline *self, guint i)
{
  double value = self->values[i];
  if (self->linear)
    return isfinite (value) ? value : NAN;
  return isfinite (value) && value > 0 ? log (value) : NAN;
}

static gboolean
find_range (WscSparkline *self, double *low, double *high)
{
  *low = G_MAXDOUBLE;
  *high = -G_MAXDOUBLE;
  for (guint i = 0; i < self->n; i++)
    {
      *low = fmin (*low, get_height (self, i));
      *high = fmax (*high, get_height (self, i));
    }
  return *low <= *high;
}

static void
trace_line (WscSparkline *self, cairo_t *cr, double width, double height)
{
  double low, high;
  if (!find_range (self, &low, &high))
    return;
  double span = high > low ? high - low : 1, step = (width - 2 * MARGIN) / MAX (self->n - 1, 1);
  cairo_new_path (cr);
  for (guint i = 0; i < self->n; i++)
    if (isfinite (get_height (self, i)))
      cairo_line_to (cr, MARGIN + i * step, height - MARGIN - (get_height (self, i) - low) / span * (height - 2 * MARGIN));
    else
      cairo_new_sub_path (cr);
}

static void
wsc_sparkline_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  WscSparkline *self = WSC_SPARKLINE (widget);
  int width = gtk_widget_get_width (widget), height = gtk_widget_get_height (widget);
  GdkRGBA colour;
  if (self->n < 2)
    return;
  gtk_style_context_get_color (gtk_widget_get_style_context (widget), &colour);
  cairo_t *cr = gtk_snapshot_append_cairo (snapshot, &GRAPHENE_RECT_INIT (0, 0, (float) width, (float) height));
  gdk_cairo_set_source_rgba (cr, &colour);
  cairo_set_line_width (cr, 1.5);
  cairo_set_line_join (cr, CAIRO_LINE_JOIN_ROUND);
  trace_line (self, cr, width, height);
  cairo_stroke (cr);
  cairo_destroy (cr);
}

static void
wsc_sparkline_measure (GtkWidget *widget, GtkOrientation orientation, int for_size, int *minimum, int *natural,
                       int *minimum_baseline, int *natural_baseline)
{
  *minimum = *natural = orientation == GTK_ORIENTATION_HORIZONTAL ? WIDTH : HEIGHT;
}

static void
wsc_sparkline_finalize (GObject *object)
{
  g_free (WSC_SPARKLINE (object)->values);
  G_OBJECT_CLASS (wsc_sparkline_parent_class)->finalize (object);
}

static void
wsc_sparkline_class_init (WscSparklineClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  G_OBJECT_CLASS (klass)->finalize = wsc_sparkline_finalize;
  widget_class->snapshot = wsc_sparkline_snapshot;
  widget_class->measure = wsc_sparkline_measure;
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_IMG);
  gtk_widget_class_set_css_name (widget_class, "sparkline");
}

static void
wsc_sparkline_init (WscSparkline *self)
{
}

void
wsc_sparkline_set_linear (WscSparkline *self, gboolean linear)
{
  g_return_if_fail (WSC_IS_SPARKLINE (self));
  self->linear = linear;
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

void
wsc_sparkline_set_values (WscSparkline *self, const double *values, guint n)
{
  g_return_if_fail (WSC_IS_SPARKLINE (self));
  g_free (self->values);
  self->values = g_memdup2 (values, n * sizeof (double));
  self->n = n;
  gtk_widget_queue_draw (GTK_WIDGET (self));
}
