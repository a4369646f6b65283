#include "app/form-bar.h"

#include <glib/gi18n-lib.h>

#include "app/accessible.h"
#include "study/forms.h"

struct _WscFormBar
{
  GtkWidget parent_instance;

  WscSession *session;
  gboolean updating;

  GtkWidget *content;
  GtkToggleButton *published, *corrected;
  GtkLabel *difference;
  GtkWidget *both;
};

G_DEFINE_FINAL_TYPE (WscFormBar, wsc_form_bar, GTK_TYPE_WIDGET)

static void
update (WscFormBar *self)
{
  const WscStudy *study = wsc_session_get_study (self->session);
  const gboolean has_forms = wsc_session_has_forms (self->session);
  gtk_widget_set_visible (GTK_WIDGET (self), has_forms);
  if (!has_forms)
    return;
  self->updating = TRUE;
  gtk_toggle_button_set_active (wsc_study_get_form (study) == WSC_FORM_PUBLISHED ? self->published : self->corrected, TRUE);
  self->updating = FALSE;
  gtk_label_set_label (self->difference, wsc_study_get_shown_difference (study));
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->difference), wsc_study_get_shown_difference (study));
}

/* Of the two buttons one is always down. */
static void
on_toggled (WscFormBar *self)
{
  const WscForm form = gtk_toggle_button_get_active (self->published) ? WSC_FORM_PUBLISHED : WSC_FORM_CORRECTED;
  if (!self->updating && wsc_session_has_forms (self->session) && form != wsc_study_get_form (wsc_session_get_study (self->session)))
    wsc_session_switch_form (self->session);
}

void
wsc_form_bar_set_session (WscFormBar *self, WscSession *session)
{
  g_return_if_fail (WSC_IS_FORM_BAR (self) && self->session == NULL);
  self->session = g_object_ref (session);
  g_signal_connect_object (session, "study-changed", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  update (self);
}

void
wsc_form_bar_set_brief (WscFormBar *self, gboolean brief)
{
  g_return_if_fail (WSC_IS_FORM_BAR (self));
  gtk_widget_set_visible (GTK_WIDGET (self->difference), !brief);
  gtk_widget_set_visible (self->both, !brief);
}

static void
wsc_form_bar_dispose (GObject *object)
{
  WscFormBar *self = WSC_FORM_BAR (object);
  g_clear_pointer (&self->content, gtk_widget_unparent);
  g_clear_object (&self->session);
  G_OBJECT_CLASS (wsc_form_bar_parent_class)->dispose (object);
}

static void
wsc_form_bar_class_init (WscFormBarClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  G_OBJECT_CLASS (klass)->dispose = wsc_form_bar_dispose;
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/weightscape/Weightscape/ui/form-bar.ui");
  gtk_widget_class_bind_template_child (widget_class, WscFormBar, content);
  gtk_widget_class_bind_template_child (widget_class, WscFormBar, published);
  gtk_widget_class_bind_template_child (widget_class, WscFormBar, corrected);
  gtk_widget_class_bind_template_child (widget_class, WscFormBar, difference);
  gtk_widget_class_bind_template_child (widget_class, WscFormBar, both);
  gtk_widget_class_bind_template_callback (widget_class, on_toggled);
}

static void
wsc_form_bar_init (WscFormBar *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  wsc_accessible_set_name (GTK_WIDGET (self->published), wsc_form_get_label (WSC_FORM_PUBLISHED), _("What the authors of the figure ran, with its defects"));
  wsc_accessible_set_name (GTK_WIDGET (self->corrected), wsc_form_get_label (WSC_FORM_CORRECTED), _("The same study without those defects"));
  wsc_accessible_set_name (self->both, _("Side by Side"), _("Both next to each other, with what differs"));
}
