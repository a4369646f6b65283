#include "app/reduce-panel.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#include "app/accessible.h"
#include "app/option-group.h"

struct _WscReducePanel
{
  GtkWidget parent_instance;

  WscSession *session;

  GtkWidget *content;
  WscOptionGroup *reducing, *clustering, *suggesting, *joining, *fitting, *drawing;
  GtkLabel *facts, *suggestion;
  GtkWidget *apply, *hand, *clear;
};

G_DEFINE_FINAL_TYPE (WscReducePanel, wsc_reduce_panel, GTK_TYPE_WIDGET)

static const WscReductionParts *
get_parts (WscReducePanel *self)
{
  WscResults *results = wsc_session_get_reduction (self->session);
  return results ? wsc_results_get_reduction (results) : NULL;
}

static void
show_text (GtkLabel *label, const char *text)
{
  gtk_label_set_label (label, text ? text : "");
  gtk_widget_set_visible (GTK_WIDGET (label), text && *text);
}

/* --- what was found -------------------------------------------------------------------- */

static void
append (GString *text, char *line /* taken */)
{
  g_string_append_printf (text, "%s%s", text->len > 0 ? "\n" : "", line);
  g_free (line);
}

static void
append_communities (GString *text, const WscCommunities *communities)
{
  append (text, g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%u community, modularity %.2f", "%u communities, modularity %.2f", communities->k),
                                 communities->k, communities->modularity));
}

/* A period is worth telling where the means go round in a plane. */
static void
append_circle (GString *text, const WscCircle *circle)
{
  append (text, g_strdup_printf (_("%.0f %% of the means’ variance in one plane"), 100 * circle->share));
  if (circle->period > 0)
    append (text, g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "They come round every %u neuron", "They come round every %u neurons", circle->period),
                                   circle->period));
}

static void
update_facts (WscReducePanel *self, const WscReductionParts *parts)
{
  g_autoptr (GString) text = g_string_new (NULL);
  if (parts && parts->distances && isfinite (parts->distances->covariance_share))
    append (text, g_strdup_printf (_("Covariances make %.2g %% of the squared distances"), 100 * parts->distances->covariance_share));
  if (parts && parts->communities)
    append_communities (text, parts->communities);
  if (parts && parts->circle)
    append_circle (text, parts->circle);
  show_text (self->facts, text->str);
}

/* --- what is proposed ---------------------------------------------------------------------- */

static void
update_suggestion (WscReducePanel *self, const WscReductionParts *parts)
{
  const char *reason = NULL;
  const guint k = wsc_session_get_proposed_count (self->session, &reason);
  gboolean asked = wsc_session_get_study (self->session)->clusters.suggest != WSC_SUGGEST_COUNT_NONE;
  show_text (self->suggestion, !asked ? NULL : reason ? reason : parts ? parts->suggestion_problem : NULL);
  gtk_widget_set_visible (self->apply, asked && k > 0);
  if (k == 0)
    return;
  g_autofree char *label = g_strdup_printf (_("Keep %u"), k);
  gtk_button_set_label (GTK_BUTTON (self->apply), label);
  wsc_accessible_set_name (self->apply, label, _("Takes the number that is proposed"));
}

static void
on_apply (WscReducePanel *self)
{
  wsc_session_take_count (self->session);
}

static void
on_clear (WscReducePanel *self)
{
  wsc_session_clear_merges (self->session);
}

/* --- the widget -------------------------------------------------------------------------------- */

static void
update (WscReducePanel *self)
{
  const WscStudy *study = wsc_session_get_study (self->session);
  const WscReductionParts *parts = get_parts (self);
  gboolean clusters = study->reduction.method == WSC_REDUCE_CLUSTERS;
  update_facts (self, parts);
  update_suggestion (self, parts);
  gtk_widget_set_visible (GTK_WIDGET (self->joining), clusters);
  gtk_widget_set_visible (self->hand, clusters);
  gtk_widget_set_sensitive (self->clear, *study->clusters.merges != '\0');
}

void
wsc_reduce_panel_set_session (WscReducePanel *self, WscSession *session)
{
  WscOptionGroup *const groups[] = { self->reducing, self->clustering, self->suggesting, self->joining, self->fitting, self->drawing };
  g_return_if_fail (WSC_IS_REDUCE_PANEL (self) && self->session == NULL);
  self->session = g_object_ref (session);
  for (guint i = 0; i < G_N_ELEMENTS (groups); i++)
    wsc_option_group_set_session (groups[i], session);
  g_signal_connect_object (session, "reduction-changed", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (session, "study-changed", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  update (self);
}

static void
wsc_reduce_panel_dispose (GObject *object)
{
  WscReducePanel *self = WSC_REDUCE_PANEL (object);
  g_clear_pointer (&self->content, gtk_widget_unparent);
  g_clear_object (&self->session);
  G_OBJECT_CLASS (wsc_reduce_panel_parent_class)->dispose (object);
}

static void
bind_children (GtkWidgetClass *widget_class)
{
  gtk_widget_class_bind_template_child (widget_class, WscReducePanel, content);
  gtk_widget_class_bind_template_child (widget_class, WscReducePanel, reducing);
  gtk_widget_class_bind_template_child (widget_class, WscReducePanel, clustering);
  gtk_widget_class_bind_template_child (widget_class, WscReducePanel, suggesting);
  gtk_widget_class_bind_template_child (widget_class, WscReducePanel, joining);
  gtk_widget_class_bind_template_child (widget_class, WscReducePanel, fitting);
  gtk_widget_class_bind_template_child (widget_class, WscReducePanel, drawing);
  gtk_widget_class_bind_template_child (widget_class, WscReducePanel, facts);
  gtk_widget_class_bind_template_child (widget_class, WscReducePanel, suggestion);
  gtk_widget_class_bind_template_child (widget_class, WscReducePanel, apply);
  gtk_widget_class_bind_template_child (widget_class, WscReducePanel, hand);
  gtk_widget_class_bind_template_child (widget_class, WscReducePanel, clear);
  gtk_widget_class_bind_template_callback (widget_class, on_apply);
  gtk_widget_class_bind_template_callback (widget_class, on_clear);
}

static void
wsc_reduce_panel_class_init (WscReducePanelClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  G_OBJECT_CLASS (klass)->dispose = wsc_reduce_panel_dispose;
  g_type_ensure (WSC_TYPE_OPTION_GROUP);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/weightscape/Weightscape/ui/reduce-panel.ui");
  bind_children (widget_class);
}

static void
wsc_reduce_panel_init (WscReducePanel *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}
