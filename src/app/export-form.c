#include "app/export-form.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#include "app/accessible.h"
#include "app/theme.h"

#define MM_AN_INCH 25.4

struct _WscExportForm
{
  GtkWidget parent_instance;

  GSettings *settings; /* may be NULL */
  GPtrArray *names;    /* of the figures that there are, const char *; the row after them is all of them */
  GArray *formats;     /* of WscExportFormat: of the format's rows */
  char **fonts;        /* of the font's rows after the first */
  gboolean ready, in_mm;

  GtkWidget *content;
  GtkDropDown *figure, *format, *unit, *theme, *font;
  GtkSpinButton *width, *height, *dpi, *font_size, *frames, *seconds;
  GtkSwitch *transparent, *legend;
  GtkEditable *title;
  GtkWidget *turn, *size, *look;
};

G_DEFINE_FINAL_TYPE (WscExportForm, wsc_export_form, GTK_TYPE_WIDGET)

static guint changed_signal;

/* --- what is asked for ------------------------------------------------------------------- */

/* NULL: all of them. */
static const char *
get_figure (WscExportForm *self)
{
  guint selected = gtk_drop_down_get_selected (self->figure);
  return selected < self->names->len ? self->names->pdata[selected] : NULL;
}

static WscExportFormat
get_format (WscExportForm *self)
{
  guint selected = gtk_drop_down_get_selected (self->format);
  return selected < self->formats->len ? g_array_index (self->formats, WscExportFormat, selected) : WSC_EXPORT_PNG;
}

static const char *
get_font (WscExportForm *self)
{
  guint selected = gtk_drop_down_get_selected (self->font);
  return selected == 0 || selected == GTK_INVALID_LIST_POSITION ? NULL : self->fonts[selected - 1];
}

static WscTheme
get_theme (WscExportForm *self)
{
  const WscTheme themes[] = { WSC_THEME_PRINT, wsc_theme_get (), WSC_THEME_LIGHT, WSC_THEME_DARK };
  return themes[MIN (gtk_drop_down_get_selected (self->theme), G_N_ELEMENTS (themes) - 1)];
}

static gboolean
is_turntable (WscExportForm *self)
{
  return g_strcmp0 (get_figure (self), "turntable") == 0;
}

void
wsc_export_form_get_options (WscExportForm *self, WscFigureOptions *options)
{
  g_return_if_fail (WSC_IS_EXPORT_FORM (self) && options);
  *options = (WscFigureOptions) WSC_FIGURE_OPTIONS_INIT;
  options->width = gtk_spin_button_get_value (self->width);
  options->height = gtk_spin_button_get_value (self->height);
  options->in_mm = self->in_mm;
  options->dpi = gtk_spin_button_get_value (self->dpi);
  options->theme = get_theme (self);
  options->transparent = gtk_switch_get_active (self->transparent);
  options->font = get_font (self);
  options->font_size = gtk_spin_button_get_value (self->font_size);
  options->title = gtk_editable_get_text (self->title);
  options->without_legend = !gtk_switch_get_active (self->legend);
  options->n_frames = (guint) gtk_spin_button_get_value_as_int (self->frames);
  options->seconds = gtk_spin_button_get_value (self->seconds);
}

const char *
wsc_export_form_get_figure (WscExportForm *self)
{
  g_return_val_if_fail (WSC_IS_EXPORT_FORM (self), NULL);
  return get_figure (self);
}

const char *
wsc_export_form_get_previewed (WscExportForm *self)
{
  g_return_val_if_fail (WSC_IS_EXPORT_FORM (self), NULL);
  const char *figure = get_figure (self);
  return figure || self->names->len == 0 ? figure : self->names->pdata[0];
}

WscExportFormat
wsc_export_form_get_format (WscExportForm *self)
{
  g_return_val_if_fail (WSC_IS_EXPORT_FORM (self), WSC_EXPORT_PNG);
  return get_format (self);
}

static char *
dup_size (WscExportForm *self)
{
  double dpi = gtk_spin_button_get_value (self->dpi), a_mm = dpi / MM_AN_INCH;
  double width = gtk_spin_button_get_value (self->width), height = gtk_spin_button_get_value (self->height);
  return self->in_mm ? g_strdup_printf (_("%.0f × %.0f pixels"), width * a_mm, height * a_mm)
                     : g_strdup_printf (_("%.1f × %.1f mm"), width / a_mm, height / a_mm);
}

char *
wsc_export_form_dup_about (WscExportForm *self)
{
  g_return_val_if_fail (WSC_IS_EXPORT_FORM (self), NULL);
  if (wsc_export_format_is_table (get_format (self)))
    return g_strdup (get_figure (self) ? _("The numbers that this figure shows, as a table")
                                       : _("The numbers of every figure, a file each in one folder"));
  return get_figure (self) ? dup_size (self) : g_strdup (_("Every figure, a file each in one folder; the first is shown here"));
}

/* --- changes -------------------------------------------------------------------------------- */

/* What has no effect cannot be set. */
static void
update (WscExportForm *self)
{
  gboolean table = wsc_export_format_is_table (get_format (self));
  gtk_widget_set_visible (self->turn, is_turntable (self));
  gtk_widget_set_sensitive (self->size, !table);
  gtk_widget_set_sensitive (self->look, !table);
}

static void
on_changed (WscExportForm *self)
{
  if (!self->ready)
    return;
  update (self);
  g_signal_emit (self, changed_signal, 0);
}

/* The formats that the figure can be had in; the one chosen before stays if it is among them. */
static void
fill_formats (WscExportForm *self)
{
  g_autoptr (GtkStringList) labels = gtk_string_list_new (NULL);
  WscExportFormat before = get_format (self);
  guint selected = 0;
  g_array_set_size (self->formats, 0);
  for (guint i = 0; i < WSC_EXPORT_N_FORMATS; i++)
    {
      WscExportFormat format = (WscExportFormat) i;
      if (!wsc_export_format_suits (format, get_figure (self)))
        continue;
      if (format == before)
        selected = self->formats->len;
      g_array_append_val (self->formats, format);
      gtk_string_list_append (labels, wsc_export_format_get_label (format));
    }
  gboolean ready = self->ready;
  self->ready = FALSE;
  gtk_drop_down_set_model (self->format, G_LIST_MODEL (labels));
  gtk_drop_down_set_selected (self->format, selected);
  self->ready = ready;
}

static void
on_figure_changed (WscExportForm *self)
{
  if (!self->ready)
    return;
  fill_formats (self);
  on_changed (self);
}

static void
on_format_changed (WscExportForm *self)
{
  if (self->ready && self->settings)
    g_settings_set_string (self->settings, "export-format", wsc_export_format_get_suffix (get_format (self)));
  on_changed (self);
}

static void
on_font_changed (WscExportForm *self)
{
  const char *font = get_font (self);
  if (self->ready && self->settings)
    g_settings_set_string (self->settings, "export-font", font ? font : "");
  on_changed (self);
}

/* The size stays the same length on paper. */
static void
on_unit_changed (WscExportForm *self)
{
  gboolean in_mm = gtk_drop_down_get_selected (self->unit) == 0;
  double a_mm = gtk_spin_button_get_value (self->dpi) / MM_AN_INCH;
  double factor = in_mm ? 1 / a_mm : a_mm;
  if (in_mm == self->in_mm)
    return;
  self->in_mm = in_mm;
  gtk_spin_button_set_value (self->width, round (gtk_spin_button_get_value (self->width) * factor));
  gtk_spin_button_set_value (self->height, round (gtk_spin_button_get_value (self->height) * factor));
  on_changed (self);
}

/* --- what there is, and what was chosen last --------------------------------------------------- */

/* With that one chosen, if there is such a one. */
static void
fill_figures (WscExportForm *self, const WscResults *results, const char *chosen)
{
  guint n;
  const WscFigureInfo *figures = wsc_figures (&n);
  g_autoptr (GtkStringList) labels = gtk_string_list_new (NULL);
  for (guint i = 0; i < n; i++)
    if (wsc_figures_can_draw (figures[i].name, results))
      {
        g_ptr_array_add (self->names, (gpointer) figures[i].name);
        gtk_string_list_append (labels, wsc_export_task_get_figure_label (figures[i].name));
      }
  gtk_string_list_append (labels, _("All Figures"));
  gtk_drop_down_set_model (self->figure, G_LIST_MODEL (labels));
  for (guint i = 0; i < self->names->len; i++)
    if (g_strcmp0 (self->names->pdata[i], chosen) == 0)
      gtk_drop_down_set_selected (self->figure, i);
}

static void
fill_fonts (WscExportForm *self)
{
  g_autoptr (GtkStringList) labels = gtk_string_list_new (NULL);
  g_autofree char *chosen = self->settings ? g_settings_get_string (self->settings, "export-font") : NULL;
  g_autoptr (GtkExpression) text = gtk_property_expression_new (GTK_TYPE_STRING_OBJECT, NULL, "string");
  self->fonts = wsc_plot_list_fonts ();
  gtk_string_list_append (labels, _("The program's own"));
  for (guint i = 0; self->fonts[i]; i++)
    gtk_string_list_append (labels, self->fonts[i]);
  gtk_drop_down_set_expression (self->font, text);
  gtk_drop_down_set_enable_search (self->font, TRUE);
  gtk_drop_down_set_model (self->font, G_LIST_MODEL (labels));
  for (guint i = 0; self->fonts[i]; i++)
    if (g_strcmp0 (self->fonts[i], chosen) == 0)
      gtk_drop_down_set_selected (self->font, i + 1);
}

/* The unit before the sizes, which are in it. */
static void
restore_choices (WscExportForm *self)
{
  const struct { const char *key; gpointer widget; const char *property; } kept[]
      = { { "export-unit", self->unit, "selected" },        { "export-width", self->width, "value" },
          { "export-height", self->height, "value" },       { "export-dpi", self->dpi, "value" },
          { "export-colours", self->theme, "selected" },    { "export-transparent", self->transparent, "active" },
          { "export-font-size", self->font_size, "value" }, { "export-legend", self->legend, "active" },
          { "export-frames", self->frames, "value" },       { "export-seconds", self->seconds, "value" } };
  if (!self->settings)
    return;
  self->in_mm = g_settings_get_uint (self->settings, "export-unit") == 0;
  for (guint i = 0; i < G_N_ELEMENTS (kept); i++)
    g_settings_bind (self->settings, kept[i].key, kept[i].widget, kept[i].property, G_SETTINGS_BIND_DEFAULT);
}

static void
restore_format (WscExportForm *self)
{
  g_autofree char *suffix = self->settings ? g_settings_get_string (self->settings, "export-format") : NULL;
  for (guint i = 0; i < self->formats->len; i++)
    if (g_strcmp0 (wsc_export_format_get_suffix (g_array_index (self->formats, WscExportFormat, i)), suffix) == 0)
      gtk_drop_down_set_selected (self->format, i);
}

void
wsc_export_form_fill (WscExportForm *self, const WscResults *results, const char *figure, GSettings *settings)
{
  g_return_if_fail (WSC_IS_EXPORT_FORM (self) && results && !self->ready);
  self->settings = settings ? g_object_ref (settings) : NULL;
  fill_fonts (self);
  restore_choices (self);
  fill_figures (self, results, figure);
  fill_formats (self);
  restore_format (self);
  self->ready = TRUE;
  update (self);
}

/* --- the widget ----------------------------------------------------------------------------------- */

static void
name_widgets (WscExportForm *self)
{
  wsc_accessible_set_name (GTK_WIDGET (self->figure), _("Figure"), NULL);
  wsc_accessible_set_name (GTK_WIDGET (self->format), _("Format"), NULL);
  wsc_accessible_set_name (GTK_WIDGET (self->unit), _("Unit of the size"), NULL);
  wsc_accessible_set_name (GTK_WIDGET (self->theme), _("Colours"), NULL);
  wsc_accessible_set_name (GTK_WIDGET (self->width), _("Width"), NULL);
  wsc_accessible_set_name (GTK_WIDGET (self->height), _("Height"), NULL);
  wsc_accessible_set_name (GTK_WIDGET (self->dpi), _("Resolution"), NULL);
  wsc_accessible_set_name (GTK_WIDGET (self->transparent), _("No background"), NULL);
  wsc_accessible_set_name (GTK_WIDGET (self->font), _("Font"), NULL);
  wsc_accessible_set_name (GTK_WIDGET (self->font_size), _("Text size"), NULL);
  wsc_accessible_set_name (GTK_WIDGET (self->legend), _("Legend"), NULL);
  wsc_accessible_set_name (GTK_WIDGET (self->frames), _("Pictures in a turn"), NULL);
  wsc_accessible_set_name (GTK_WIDGET (self->seconds), _("Seconds for a turn"), NULL);
}

static void
wsc_export_form_dispose (GObject *object)
{
  WscExportForm *self = WSC_EXPORT_FORM (object);
  self->ready = FALSE;
  g_clear_pointer (&self->content, gtk_widget_unparent);
  g_clear_object (&self->settings);
  G_OBJECT_CLASS (wsc_export_form_parent_class)->dispose (object);
}

static void
wsc_export_form_finalize (GObject *object)
{
  WscExportForm *self = WSC_EXPORT_FORM (object);
  g_ptr_array_unref (self->names);
  g_array_unref (self->formats);
  g_strfreev (self->fonts);
  G_OBJECT_CLASS (wsc_export_form_parent_class)->finalize (object);
}

static void
bind_children (GtkWidgetClass *widget_class)
{
  gtk_widget_class_bind_template_child (widget_class, WscExportForm, content);
  gtk_widget_class_bind_template_child (widget_class, WscExportForm, figure);
  gtk_widget_class_bind_template_child (widget_class, WscExportForm, format);
  gtk_widget_class_bind_template_child (widget_class, WscExportForm, unit);
  gtk_widget_class_bind_template_child (widget_class, WscExportForm, theme);
  gtk_widget_class_bind_template_child (widget_class, WscExportForm, font);
  gtk_widget_class_bind_template_child (widget_class, WscExportForm, width);
  gtk_widget_class_bind_template_child (widget_class, WscExportForm, height);
  gtk_widget_class_bind_template_child (widget_class, WscExportForm, dpi);
  gtk_widget_class_bind_template_child (widget_class, WscExportForm, font_size);
  gtk_widget_class_bind_template_child (widget_class, WscExportForm, frames);
  gtk_widget_class_bind_template_child (widget_class, WscExportForm, seconds);
  gtk_widget_class_bind_template_child (widget_class, WscExportForm, transparent);
  gtk_widget_class_bind_template_child (widget_class, WscExportForm, legend);
  gtk_widget_class_bind_template_child (widget_class, WscExportForm, title);
  gtk_widget_class_bind_template_child (widget_class, WscExportForm, turn);
  gtk_widget_class_bind_template_child (widget_class, WscExportForm, size);
  gtk_widget_class_bind_template_child (widget_class, WscExportForm, look);
}

static void
wsc_export_form_class_init (WscExportFormClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  G_OBJECT_CLASS (klass)->dispose = wsc_export_form_dispose;
  G_OBJECT_CLASS (klass)->finalize = wsc_export_form_finalize;
  changed_signal = g_signal_new ("changed", WSC_TYPE_EXPORT_FORM, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/weightscape/Weightscape/ui/export-form.ui");
  bind_children (widget_class);
  gtk_widget_class_bind_template_callback (widget_class, on_changed);
  gtk_widget_class_bind_template_callback (widget_class, on_figure_changed);
  gtk_widget_class_bind_template_callback (widget_class, on_format_changed);
  gtk_widget_class_bind_template_callback (widget_class, on_font_changed);
  gtk_widget_class_bind_template_callback (widget_class, on_unit_changed);
}

/* With a decimal point or a comma, whatever the locale has. */
static gint
on_decimal_input (GtkSpinButton *spin, double *value)
{
  return wsc_parse_typed_number (gtk_editable_get_text (GTK_EDITABLE (spin)), value) ? TRUE : GTK_INPUT_ERROR;
}

static void
wsc_export_form_init (WscExportForm *self)
{
  self->names = g_ptr_array_new ();
  self->formats = g_array_new (FALSE, FALSE, sizeof (WscExportFormat));
  self->in_mm = TRUE;
  gtk_widget_init_template (GTK_WIDGET (self));
  g_signal_connect (self->font_size, "input", G_CALLBACK (on_decimal_input), NULL);
  g_signal_connect (self->seconds, "input", G_CALLBACK (on_decimal_input), NULL);
  name_widgets (self);
}
