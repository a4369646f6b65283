#include "app/number-row.h"

#include <math.h>

#include "app/accessible.h"

/* A range of more than this many integers has no slider unless it moves by ratios. */
#define MAX_DRAGGED_INTEGERS 20000
/* Nor has one of real numbers so wide that a slider could only set huge ones. */
#define MAX_DRAGGED_EXTENT 1e6

struct _WscNumberRow
{
  WscOptionRow parent_instance;

  GtkWidget *spin;
  GtkWidget *scale; /* NULL where a slider would be of no use */
};

G_DEFINE_FINAL_TYPE (WscNumberRow, wsc_number_row, WSC_TYPE_OPTION_ROW)

static gboolean
moves_by_ratios (const WscOption *option)
{
  return option->logarithmic && option->minimum > 0;
}

static double
to_slider (const WscOption *option, double value)
{
  return moves_by_ratios (option) ? log10 (MAX (value, option->minimum)) : value;
}

/* Three figures are as fine as a slider of a few hundred pixels can set. */
static double
round_to_figures (double value)
{
  double unit = value == 0 ? 1 : pow (10, floor (log10 (fabs (value))) - 2);
  double rounded = round (value / unit);
  return unit >= 1 ? rounded * unit : rounded / round (1 / unit);
}

static double
from_slider (const WscOption *option, double position)
{
  double value = moves_by_ratios (option) ? pow (10, position) : position;
  value = option->type == WSC_OPTION_INTEGER && value < 100 ? round (value) : round_to_figures (value);
  if (option->type == WSC_OPTION_INTEGER)
    value = round (value);
  return CLAMP (value, option->minimum, option->maximum);
}

static void
on_slid (WscNumberRow *self)
{
  WscOptionRow *row = WSC_OPTION_ROW (self);
  double position = gtk_range_get_value (GTK_RANGE (self->scale));
  wsc_option_row_set_number (row, from_slider (wsc_option_row_get_option (row), position));
}

static void
on_spun (WscNumberRow *self)
{
  wsc_option_row_set_number (WSC_OPTION_ROW (self), gtk_spin_button_get_value (GTK_SPIN_BUTTON (self->spin)));
}

static char *
dup_shown (GtkSpinButton *spin)
{
  return g_strdup_printf ("%.7g", gtk_spin_button_get_value (spin));
}

static gboolean
on_output (GtkSpinButton *spin)
{
  g_autofree char *text = dup_shown (spin);
  if (!g_str_equal (text, gtk_editable_get_text (GTK_EDITABLE (spin))))
    gtk_editable_set_text (GTK_EDITABLE (spin), text);
  return TRUE;
}

/* A spin button takes numbers that lie close for one; its adjustment does not. */
static void
set_exactly (GtkSpinButton *spin, double value)
{
  gtk_adjustment_set_value (gtk_spin_button_get_adjustment (spin), value);
}

/* What nobody has typed stays the number that it is, with all its figures; what is no number changes nothing. */
static gint
on_input (GtkSpinButton *spin, double *value)
{
  g_autofree char *text = g_strdup (gtk_editable_get_text (GTK_EDITABLE (spin)));
  g_autofree char *shown = dup_shown (spin);
  double typed;
  if (!g_str_equal (text, shown) && wsc_parse_typed_number (text, &typed))
    set_exactly (spin, typed);
  *value = gtk_spin_button_get_value (spin);
  return TRUE;
}

static gboolean
has_slider (const WscOption *option)
{
  return moves_by_ratios (option) || (option->type == WSC_OPTION_REAL && option->maximum - option->minimum <= MAX_DRAGGED_EXTENT)
         || option->maximum - option->minimum <= MAX_DRAGGED_INTEGERS;
}

static GtkWidget *
new_spin (WscNumberRow *self, const WscOption *option)
{
  double extent = option->maximum - option->minimum;
  double step = option->type == WSC_OPTION_INTEGER ? 1 : MIN (1, extent / 100);
  GtkWidget *spin = gtk_spin_button_new_with_range (option->minimum, option->maximum, step);
  gtk_spin_button_set_digits (GTK_SPIN_BUTTON (spin), option->type == WSC_OPTION_INTEGER ? 0 : 8);
  gtk_spin_button_set_numeric (GTK_SPIN_BUTTON (spin), FALSE); /* which would refuse 1e-8 */
  gtk_editable_set_width_chars (GTK_EDITABLE (spin), 5);
  gtk_editable_set_max_width_chars (GTK_EDITABLE (spin), 7);
  gtk_editable_set_alignment (GTK_EDITABLE (spin), 1);
  g_signal_connect (spin, "output", G_CALLBACK (on_output), NULL);
  g_signal_connect (spin, "input", G_CALLBACK (on_input), NULL);
  g_signal_connect_object (spin, "value-changed", G_CALLBACK (on_spun), self, G_CONNECT_SWAPPED);
  return spin;
}

static GtkWidget *
new_scale (WscNumberRow *self, const WscOption *option)
{
  double low = to_slider (option, option->minimum), high = to_slider (option, option->maximum);
  double step = option->type == WSC_OPTION_INTEGER && !moves_by_ratios (option) ? 1 : (high - low) / 100;
  GtkWidget *scale = gtk_scale_new_with_range (GTK_ORIENTATION_HORIZONTAL, low, high, step);
  gtk_range_set_increments (GTK_RANGE (scale), step, 10 * step);
  gtk_scale_set_draw_value (GTK_SCALE (scale), FALSE);
  g_signal_connect_object (scale, "value-changed", G_CALLBACK (on_slid), self, G_CONNECT_SWAPPED);
  return scale;
}

static void
wsc_number_row_build (WscOptionRow *row, const WscOption *option)
{
  WscNumberRow *self = WSC_NUMBER_ROW (row);
  self->spin = new_spin (self, option);
  wsc_option_row_add_suffix (row, self->spin);
  if (!has_slider (option))
    return;
  self->scale = new_scale (self, option);
  wsc_option_row_add_below (row, self->scale);
}

static void
show_on_scale (WscNumberRow *self, const WscOption *option, double value)
{
  g_autofree char *text = g_strdup_printf ("%.7g", value);
  double shown = from_slider (option, gtk_range_get_value (GTK_RANGE (self->scale)));
  /* A slider that stands for this value already is left where the hand holds it. */
  if (shown != value)
    gtk_range_set_value (GTK_RANGE (self->scale), to_slider (option, value));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->scale), GTK_ACCESSIBLE_PROPERTY_VALUE_TEXT, text, -1);
}

static void
wsc_number_row_update (WscOptionRow *row, const WscOption *option, const WscStudy *study)
{
  WscNumberRow *self = WSC_NUMBER_ROW (row);
  double value = wsc_option_get_number (option, study);
  set_exactly (GTK_SPIN_BUTTON (self->spin), value);
  if (self->scale)
    show_on_scale (self, option, value);
}

static void
wsc_number_row_class_init (WscNumberRowClass *klass)
{
  WSC_OPTION_ROW_CLASS (klass)->build = wsc_number_row_build;
  WSC_OPTION_ROW_CLASS (klass)->update = wsc_number_row_update;
}

static void
wsc_number_row_init (WscNumberRow *self)
{
}
