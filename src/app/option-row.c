#include "app/option-row.h"

#include <glib/gi18n-lib.h>

#include "app/accessible.h"
#include "app/axes-row.h"
#include "app/choice-row.h"
#include "app/file-row.h"
#include "app/help-window.h"
#include "app/number-row.h"
#include "app/ssa-components-row.h"
#include "app/ssa-window-row.h"
#include "app/switch-row.h"
#include "app/text-row.h"

/* Two changes of a number closer than this, ms, belong to one drag, scroll or held key. */
#define GESTURE_GAP 600

typedef struct
{
  WscSession *session;
  const WscOption *option;
  gboolean updating;
  guint gesture;
  char *shown; /* the value that the editor shows, as text */

  GtkWidget *title;
  GtkWidget *unit;
  GtkWidget *suffix;
  GtkWidget *help;
  GtkWidget *below;
  GtkWidget *problem;
} WscOptionRowPrivate;

G_DEFINE_ABSTRACT_TYPE_WITH_PRIVATE (WscOptionRow, wsc_option_row, GTK_TYPE_LIST_BOX_ROW)

enum
{
  PROP_SESSION = 1,
  PROP_OPTION,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

static WscOptionRowPrivate *
get (WscOptionRow *self)
{
  return wsc_option_row_get_instance_private (self);
}

static gboolean
on_gesture_over (gpointer user_data)
{
  WscOptionRowPrivate *priv = get (user_data);
  priv->gesture = 0;
  wsc_session_end_gesture (priv->session);
  return G_SOURCE_REMOVE;
}

static void
keep_gesture (WscOptionRow *self)
{
  WscOptionRowPrivate *priv = get (self);
  if (priv->gesture)
    g_source_remove (priv->gesture);
  else
    wsc_session_begin_gesture (priv->session);
  priv->gesture = g_timeout_add (GESTURE_GAP, on_gesture_over, self);
}

static void
show_problem (WscOptionRow *self, const char *message)
{
  WscOptionRowPrivate *priv = get (self);
  gtk_label_set_label (GTK_LABEL (priv->problem), message ? message : "");
  gtk_widget_set_visible (priv->problem, message != NULL);
  if (message)
    gtk_widget_add_css_class (GTK_WIDGET (self), "problem");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self), "problem");
}

static void
on_help (WscOptionRow *self)
{
  g_autofree char *target = g_strconcat ("option:", get (self)->option->key, NULL);
  wsc_help_show (GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (self))), target);
}

/* The keyboard has F1 for it, which spares it a stop at every option. */
static void
name_help (WscOptionRow *self)
{
  WscOptionRowPrivate *priv = get (self);
  g_autofree char *name = g_strdup_printf (_("Help on %s"), _(priv->option->label));
  g_autofree char *tooltip = g_strdup_printf (_("Help on %s (F1)"), _(priv->option->label));
  wsc_accessible_set_name (priv->help, name, NULL);
  gtk_widget_set_tooltip_text (priv->help, tooltip);
}

static void
wsc_option_row_constructed (GObject *object)
{
  WscOptionRow *self = WSC_OPTION_ROW (object);
  WscOptionRowPrivate *priv = get (self);
  G_OBJECT_CLASS (wsc_option_row_parent_class)->constructed (object);

  gtk_label_set_label (GTK_LABEL (priv->title), _(priv->option->label));
  gtk_widget_set_tooltip_text (GTK_WIDGET (self), _(priv->option->tooltip));
  gtk_label_set_label (GTK_LABEL (priv->unit), priv->option->unit ? _(priv->option->unit) : "");
  gtk_widget_set_visible (priv->unit, priv->option->unit != NULL);
  wsc_accessible_set_name (GTK_WIDGET (self), _(priv->option->label), _(priv->option->tooltip));
  name_help (self);
  WSC_OPTION_ROW_GET_CLASS (self)->build (self, priv->option);
  wsc_option_row_update (self);
}

static void
wsc_option_row_dispose (GObject *object)
{
  WscOptionRowPrivate *priv = get (WSC_OPTION_ROW (object));
  if (priv->gesture)
    wsc_session_end_gesture (priv->session);
  g_clear_handle_id (&priv->gesture, g_source_remove);
  g_clear_object (&priv->session);
  g_clear_pointer (&priv->shown, g_free);
  G_OBJECT_CLASS (wsc_option_row_parent_class)->dispose (object);
}

static void
wsc_option_row_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  WscOptionRowPrivate *priv = get (WSC_OPTION_ROW (object));
  if (id == PROP_SESSION)
    priv->session = g_value_dup_object (value);
  else if (id == PROP_OPTION)
    priv->option = g_value_get_pointer (value);
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
}

static void
wsc_option_row_class_init (WscOptionRowClass *klass)
{
  const GParamFlags flags = G_PARAM_WRITABLE | G_PARAM_CONSTRUCT_ONLY | G_PARAM_STATIC_STRINGS;
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  object_class->constructed = wsc_option_row_constructed;
  object_class->dispose = wsc_option_row_dispose;
  object_class->set_property = wsc_option_row_set_property;
  properties[PROP_SESSION] = g_param_spec_object ("session", NULL, NULL, WSC_TYPE_SESSION, flags);
  properties[PROP_OPTION] = g_param_spec_pointer ("option", NULL, NULL, flags);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/weightscape/Weightscape/ui/option-row.ui");
  gtk_widget_class_bind_template_child_private (widget_class, WscOptionRow, title);
  gtk_widget_class_bind_template_child_private (widget_class, WscOptionRow, unit);
  gtk_widget_class_bind_template_child_private (widget_class, WscOptionRow, suffix);
  gtk_widget_class_bind_template_child_private (widget_class, WscOptionRow, help);
  gtk_widget_class_bind_template_child_private (widget_class, WscOptionRow, below);
  gtk_widget_class_bind_template_child_private (widget_class, WscOptionRow, problem);
  gtk_widget_class_bind_template_callback (widget_class, on_help);
}

static void
wsc_option_row_init (WscOptionRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

static GType
row_type (const WscOption *option)
{
  if (g_str_equal (option->key, "ssa.window"))
    return WSC_TYPE_SSA_WINDOW_ROW;
  if (g_str_equal (option->key, "ssa.components"))
    return WSC_TYPE_SSA_COMPONENTS_ROW;
  if (g_str_equal (option->key, "view.axes"))
    return WSC_TYPE_AXES_ROW;
  switch (option->type)
    {
    case WSC_OPTION_CHOICE:
      return WSC_TYPE_CHOICE_ROW;
    case WSC_OPTION_INTEGER:
    case WSC_OPTION_REAL:
      return WSC_TYPE_NUMBER_ROW;
    case WSC_OPTION_BOOLEAN:
      return WSC_TYPE_SWITCH_ROW;
    case WSC_OPTION_FILE:
      return WSC_TYPE_FILE_ROW;
    case WSC_OPTION_TEXT:
    default:
      return WSC_TYPE_TEXT_ROW;
    }
}

WscOptionRow *
wsc_option_row_new (WscSession *session, const WscOption *option)
{
  g_return_val_if_fail (WSC_IS_SESSION (session) && option != NULL, NULL);
  return g_object_new (row_type (option), "session", session, "option", option, NULL);
}

const WscOption *
wsc_option_row_get_option (WscOptionRow *self)
{
  g_return_val_if_fail (WSC_IS_OPTION_ROW (self), NULL);
  return get (self)->option;
}

WscSession *
wsc_option_row_get_session (WscOptionRow *self)
{
  g_return_val_if_fail (WSC_IS_OPTION_ROW (self), NULL);
  return get (self)->session;
}

static void
show_value (WscOptionRow *self, const WscStudy *study)
{
  WscOptionRowPrivate *priv = get (self);
  priv->updating = TRUE;
  WSC_OPTION_ROW_GET_CLASS (self)->update (self, priv->option, study);
  priv->updating = FALSE;
  show_problem (self, NULL);
}

void
wsc_option_row_update (WscOptionRow *self)
{
  g_return_if_fail (WSC_IS_OPTION_ROW (self));
  WscOptionRowPrivate *priv = get (self);
  const WscStudy *study = wsc_session_get_study (priv->session);
  g_autofree char *text = wsc_option_get_text (priv->option, study);
  gtk_widget_set_visible (GTK_WIDGET (self), wsc_option_has_effect (priv->option, study));
  /* Thirty rows hear of every step of a slider, and all but one have nothing to do. */
  if (g_strcmp0 (text, priv->shown) == 0)
    return;
  g_free (priv->shown);
  priv->shown = g_steal_pointer (&text);
  show_value (self, study);
}

void
wsc_option_row_refresh (WscOptionRow *self)
{
  g_return_if_fail (WSC_IS_OPTION_ROW (self));
  show_value (self, wsc_session_get_study (get (self)->session));
}

/* A wheel over the panel scrolls it and changes nothing on its way. */
static void
ignore_wheel (GtkWidget *widget)
{
  g_autoptr (GListModel) controllers = gtk_widget_observe_controllers (widget);
  for (guint i = g_list_model_get_n_items (controllers); i > 0; i--)
    {
      g_autoptr (GtkEventController) controller = g_list_model_get_item (controllers, i - 1);
      if (GTK_IS_EVENT_CONTROLLER_SCROLL (controller))
        gtk_widget_remove_controller (widget, controller);
    }
}

void
wsc_option_row_add_suffix (WscOptionRow *self, GtkWidget *widget)
{
  WscOptionRowPrivate *priv = get (self);
  wsc_accessible_set_name (widget, _(priv->option->label), _(priv->option->tooltip));
  ignore_wheel (widget);
  gtk_box_append (GTK_BOX (priv->suffix), widget);
}

void
wsc_option_row_add_below (WscOptionRow *self, GtkWidget *widget)
{
  WscOptionRowPrivate *priv = get (self);
  wsc_accessible_set_name (widget, _(priv->option->label), _(priv->option->tooltip));
  ignore_wheel (widget);
  gtk_widget_set_hexpand (widget, TRUE);
  gtk_box_append (GTK_BOX (priv->below), widget);
  gtk_widget_show (priv->below);
}

gboolean
wsc_option_row_is_updating (WscOptionRow *self)
{
  return get (self)->updating;
}

void
wsc_option_row_set_text (WscOptionRow *self, const char *text)
{
  g_return_if_fail (WSC_IS_OPTION_ROW (self) && text != NULL);
  WscOptionRowPrivate *priv = get (self);
  g_autoptr (GError) error = NULL;
  if (priv->updating)
    return;
  if (wsc_session_set_option (priv->session, priv->option->key, text, &error))
    wsc_option_row_refresh (self);
  else
    show_problem (self, error->message);
}

void
wsc_option_row_set_number (WscOptionRow *self, double value)
{
  g_return_if_fail (WSC_IS_OPTION_ROW (self));
  if (get (self)->updating)
    return;
  g_autofree char *text = wsc_format_number (value);
  wsc_option_row_stream_text (self, text);
}

void
wsc_option_row_stream_text (WscOptionRow *self, const char *text)
{
  g_return_if_fail (WSC_IS_OPTION_ROW (self) && text != NULL);
  if (get (self)->updating)
    return;
  keep_gesture (self);
  wsc_option_row_set_text (self, text);
}

GtkWidget *
wsc_option_row_add_explanation (WscOptionRow *self)
{
  g_return_val_if_fail (WSC_IS_OPTION_ROW (self), NULL);
  GtkWidget *label = gtk_label_new (NULL);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_widget_add_css_class (label, "caption");
  gtk_widget_add_css_class (label, "dim-label");
  gtk_widget_hide (label);
  gtk_box_append (GTK_BOX (gtk_widget_get_parent (get (self)->below)), label);
  return label;
}

void
wsc_option_row_explain (WscOptionRow *self, GtkWidget *label, const char *text)
{
  g_return_if_fail (WSC_IS_OPTION_ROW (self) && GTK_IS_LABEL (label));
  gtk_label_set_label (GTK_LABEL (label), text ? text : "");
  gtk_widget_set_visible (label, text != NULL);
}
