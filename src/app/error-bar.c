#include "app/error-bar.h"

#include <glib/gi18n-lib.h>

#include "app/accessible.h"

struct _WscErrorBar
{
  GtkWidget parent_instance;

  GtkWidget *revealer;
  GtkLabel *message;
  GtkButton *button;
};

G_DEFINE_FINAL_TYPE (WscErrorBar, wsc_error_bar, GTK_TYPE_WIDGET)

static void
on_close (WscErrorBar *self)
{
  wsc_error_bar_show (self, NULL);
}

void
wsc_error_bar_show_action (WscErrorBar *self, const char *message, const char *label, const char *action)
{
  g_return_if_fail (WSC_IS_ERROR_BAR (self) && message != NULL && label != NULL && action != NULL);
  wsc_error_bar_show (self, message);
  gtk_button_set_label (self->button, label);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (self->button), action);
  gtk_widget_set_visible (GTK_WIDGET (self->button), TRUE);
}

void
wsc_error_bar_show (WscErrorBar *self, const char *message)
{
  g_return_if_fail (WSC_IS_ERROR_BAR (self));
  gtk_widget_set_visible (GTK_WIDGET (self->button), FALSE);
  if (message)
    {
      gtk_label_set_label (self->message, message);
      wsc_accessible_set_name (GTK_WIDGET (self), message, NULL);
    }
  gtk_revealer_set_reveal_child (GTK_REVEALER (self->revealer), message != NULL);
}

static void
wsc_error_bar_dispose (GObject *object)
{
  g_clear_pointer (&WSC_ERROR_BAR (object)->revealer, gtk_widget_unparent);
  G_OBJECT_CLASS (wsc_error_bar_parent_class)->dispose (object);
}

static void
wsc_error_bar_class_init (WscErrorBarClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  G_OBJECT_CLASS (klass)->dispose = wsc_error_bar_dispose;
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_ALERT);
  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/weightscape/Weightscape/ui/error-bar.ui");
  gtk_widget_class_bind_template_child (widget_class, WscErrorBar, revealer);
  gtk_widget_class_bind_template_child (widget_class, WscErrorBar, message);
  gtk_widget_class_bind_template_child (widget_class, WscErrorBar, button);
  gtk_widget_class_bind_template_callback (widget_class, on_close);
}

static void
wsc_error_bar_init (WscErrorBar *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}
