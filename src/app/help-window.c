#include "app/help-window.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "app/accessible.h"
#include "app/help-list.h"
#include "app/help-view.h"
#include "app/window.h"
#include "session/errand.h"

#define FIRST_PAGE "index"

/* A page that was shown, and how far it was scrolled. */
typedef struct
{
  char *target;
  double position;
} Visit;

struct _WscHelpWindow
{
  AdwWindow parent_instance;

  WscHelp *help;    /* NULL until the pages are read */
  GArray *visits;   /* of Visit */
  guint current;    /* of them */
  char *wanted;     /* before the pages are read */

  AdwFlap *flap;
  WscHelpList *list;
  WscHelpView *view;
  AdwWindowTitle *title;
  AdwStatusPage *problem;
  GtkStack *stack;
  GtkWidget *sidebar_button, *back_button, *forward_button;
};

G_DEFINE_FINAL_TYPE (WscHelpWindow, wsc_help_window, ADW_TYPE_WINDOW)

static void
visit_clear (Visit *self)
{
  g_free (self->target);
}

/* --- pages ------------------------------------------------------------------------------ */

static void
update_buttons (WscHelpWindow *self)
{
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "help.back", self->current > 0);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "help.forward", self->current + 1 < self->visits->len);
}

static void
show_current (WscHelpWindow *self)
{
  Visit *visit = &g_array_index (self->visits, Visit, self->current);
  const WscOption *option;
  WscHelpPage *page = wsc_help_resolve (self->help, visit->target, &option);
  g_autofree char *title = g_strdup_printf ("%s — %s", wsc_help_page_get_title (page), _("Help"));
  wsc_help_view_show (self->view, self->help, page, option);
  if (visit->position > 0)
    wsc_help_view_set_position (self->view, visit->position);
  wsc_help_list_select (self->list, page);
  adw_window_title_set_title (self->title, wsc_help_page_get_title (page));
  gtk_window_set_title (GTK_WINDOW (self), title);
  wsc_accessible_name_parts (GTK_WIDGET (self->view));
  update_buttons (self);
}

static void
remember_position (WscHelpWindow *self)
{
  if (self->visits->len > 0)
    g_array_index (self->visits, Visit, self->current).position = wsc_help_view_get_position (self->view);
}

static void
add_visit (WscHelpWindow *self, const char *target)
{
  Visit visit = { .target = g_strdup (target) };
  remember_position (self);
  if (self->visits->len > 0)
    g_array_set_size (self->visits, ++self->current);
  g_array_append_val (self->visits, visit);
}

/* A page that is not there is that which tells of all. */
static void
go_to (WscHelpWindow *self, const char *target)
{
  const WscOption *option;
  if (!self->help)
    {
      g_free (self->wanted);
      self->wanted = g_strdup (target);
      return;
    }
  WscHelpPage *page = wsc_help_resolve (self->help, target, &option);
  if (!page)
    page = wsc_help_find (self->help, FIRST_PAGE);
  if (!page)
    return;
  g_autofree char *found = option ? g_strdup (target) : g_strconcat ("help:", wsc_help_page_get_id (page), NULL);
  const char *shown = self->visits->len > 0 ? g_array_index (self->visits, Visit, self->current).target : NULL;
  if (g_strcmp0 (shown, found) != 0)
    add_visit (self, found);
  show_current (self);
}

static void
go_by (WscHelpWindow *self, int steps)
{
  remember_position (self);
  self->current = (guint) ((int) self->current + steps);
  show_current (self);
}

/* --- links to the program ------------------------------------------------------------------ */

/* The document that was used last; NULL while it closes. */
static WscWindow *
find_document (GtkApplication *application)
{
  for (GList *l = gtk_application_get_windows (application); l; l = l->next)
    if (WSC_IS_WINDOW (l->data))
      return l->data;
  return NULL;
}

static void
on_link (WscHelpWindow *self, const char *target)
{
  if (g_str_has_prefix (target, "https:"))
    {
      gtk_show_uri (GTK_WINDOW (self), target, GDK_CURRENT_TIME);
      return;
    }
  gboolean is_study = g_str_has_prefix (target, "study:"), is_page = g_str_has_prefix (target, "page:");
  if (!is_study && !is_page)
    {
      go_to (self, target);
      wsc_help_view_focus_page (self->view);
      return;
    }
  WscWindow *window = find_document (gtk_window_get_application (GTK_WINDOW (self)));
  if (!window)
    return;
  gtk_window_present (GTK_WINDOW (window));
  if (is_study)
    wsc_window_open_path (window, target + strlen ("study:"));
  else
    wsc_window_show_page (window, target + strlen ("page:"));
}

/* The list covers the page where there is no room for both. */
static void
on_chosen (WscHelpWindow *self, const char *target)
{
  go_to (self, target);
  if (adw_flap_get_folded (self->flap))
    {
      adw_flap_set_reveal_flap (self->flap, FALSE);
      wsc_help_view_focus_page (self->view);
    }
}

/* --- reading them ------------------------------------------------------------------------------ */

typedef struct
{
  char *folder;
  char **languages;
  WscHelp *help;
} Reading;

static void
reading_free (Reading *self)
{
  g_free (self->folder);
  g_strfreev (self->languages);
  g_clear_pointer (&self->help, wsc_help_unref);
  g_free (self);
}

static gboolean
read_pages (gpointer data, GError **error)
{
  Reading *reading = data;
  reading->help = wsc_help_new (reading->folder, (const char *const *) reading->languages, error);
  return reading->help != NULL;
}

static void
on_pages_read (GObject *source, GAsyncResult *result, gpointer user_data)
{
  WscHelpWindow *self = WSC_HELP_WINDOW (source);
  g_autoptr (GError) error = NULL;
  Reading *reading = g_task_get_task_data (G_TASK (result));
  if (!self->visits) /* closed meanwhile */
    return;
  if (!g_task_propagate_boolean (G_TASK (result), &error))
    {
      adw_status_page_set_description (self->problem, error->message);
      gtk_stack_set_visible_child_name (self->stack, "problem");
      return;
    }
  self->help = wsc_help_ref (reading->help);
  wsc_help_list_set_help (self->list, self->help);
  wsc_accessible_name_parts (GTK_WIDGET (self->list));
  gtk_stack_set_visible_child_name (self->stack, "page");
  go_to (self, self->wanted ? self->wanted : FIRST_PAGE);
  wsc_help_view_focus_page (self->view);
}

static void
start_reading (WscHelpWindow *self)
{
  Reading *reading = g_new0 (Reading, 1);
  reading->folder = wsc_data_path ("help");
  reading->languages = g_strdupv ((char **) g_get_language_names ());
  GTask *task = g_task_new (self, NULL, on_pages_read, NULL);
  g_task_set_task_data (task, reading, (GDestroyNotify) reading_free);
  wsc_errand_run_task ("help", read_pages, task);
}

/* --- actions ------------------------------------------------------------------------------------ */

static void
back (GtkWidget *widget, const char *action, GVariant *parameter)
{
  go_by (WSC_HELP_WINDOW (widget), -1);
}

static void
forward (GtkWidget *widget, const char *action, GVariant *parameter)
{
  go_by (WSC_HELP_WINDOW (widget), 1);
}

static void
search (GtkWidget *widget, const char *action, GVariant *parameter)
{
  WscHelpWindow *self = WSC_HELP_WINDOW (widget);
  adw_flap_set_reveal_flap (self->flap, TRUE);
  wsc_help_list_focus_search (self->list);
}

/* Out of the search first, then out of the help. */
static void
leave (GtkWidget *widget, const char *action, GVariant *parameter)
{
  if (!wsc_help_list_clear_search (WSC_HELP_WINDOW (widget)->list))
    gtk_window_close (GTK_WINDOW (widget));
}

static gboolean
copy (GtkWidget *widget, GVariant *arguments, gpointer user_data)
{
  return wsc_help_view_copy (WSC_HELP_WINDOW (widget)->view);
}

/* --- the widget --------------------------------------------------------------------------------- */

static void
wsc_help_window_dispose (GObject *object)
{
  WscHelpWindow *self = WSC_HELP_WINDOW (object);
  g_clear_pointer (&self->visits, g_array_unref);
  g_clear_pointer (&self->wanted, g_free);
  G_OBJECT_CLASS (wsc_help_window_parent_class)->dispose (object);
  g_clear_pointer (&self->help, wsc_help_unref); /* whose pages the list has borrowed */
}

static void
bind_children (GtkWidgetClass *widget_class)
{
  gtk_widget_class_bind_template_child (widget_class, WscHelpWindow, flap);
  gtk_widget_class_bind_template_child (widget_class, WscHelpWindow, list);
  gtk_widget_class_bind_template_child (widget_class, WscHelpWindow, view);
  gtk_widget_class_bind_template_child (widget_class, WscHelpWindow, title);
  gtk_widget_class_bind_template_child (widget_class, WscHelpWindow, problem);
  gtk_widget_class_bind_template_child (widget_class, WscHelpWindow, stack);
  gtk_widget_class_bind_template_child (widget_class, WscHelpWindow, sidebar_button);
  gtk_widget_class_bind_template_child (widget_class, WscHelpWindow, back_button);
  gtk_widget_class_bind_template_child (widget_class, WscHelpWindow, forward_button);
  gtk_widget_class_bind_template_callback (widget_class, on_link);
  gtk_widget_class_bind_template_callback (widget_class, on_chosen);
}

static void
wsc_help_window_class_init (WscHelpWindowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  G_OBJECT_CLASS (klass)->dispose = wsc_help_window_dispose;
  g_type_ensure (WSC_TYPE_HELP_LIST);
  g_type_ensure (WSC_TYPE_HELP_VIEW);
  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/weightscape/Weightscape/ui/help-window.ui");
  bind_children (widget_class);
  gtk_widget_class_install_action (widget_class, "help.back", NULL, back);
  gtk_widget_class_install_action (widget_class, "help.forward", NULL, forward);
  gtk_widget_class_install_action (widget_class, "help.search", NULL, search);
  gtk_widget_class_install_action (widget_class, "help.leave", NULL, leave);
  gtk_widget_class_add_binding (widget_class, GDK_KEY_c, GDK_CONTROL_MASK, copy, NULL);
}

static void
wsc_help_window_init (WscHelpWindow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  self->visits = g_array_new (FALSE, FALSE, sizeof (Visit));
  g_array_set_clear_func (self->visits, (GDestroyNotify) visit_clear);
  wsc_accessible_set_name (self->sidebar_button, _("Pages"), NULL);
  wsc_accessible_set_name (self->back_button, _("Back"), NULL);
  wsc_accessible_set_name (self->forward_button, _("Forward"), NULL);
  wsc_accessible_name_parts (GTK_WIDGET (self));
  update_buttons (self);
  start_reading (self);
}

/* --- the one there is ------------------------------------------------------------------------------ */

/* The help does not outlive what it helps with. */
static void
on_window_removed (GtkApplication *application, GtkWindow *removed, GtkWindow *self)
{
  if (removed != self && !find_document (application))
    gtk_window_destroy (self);
}

static WscHelpWindow *
find_help_window (GtkApplication *application)
{
  for (GList *l = gtk_application_get_windows (application); l; l = l->next)
    if (WSC_IS_HELP_WINDOW (l->data))
      return l->data;
  return NULL;
}

/* In a group of its own, so that it can be read beside a dialog. */
static WscHelpWindow *
new_help_window (GtkApplication *application)
{
  WscHelpWindow *self = g_object_new (WSC_TYPE_HELP_WINDOW, "application", application, NULL);
  g_autoptr (GtkWindowGroup) group = gtk_window_group_new ();
  gtk_window_group_add_window (group, GTK_WINDOW (self));
  g_signal_connect_object (application, "window-removed", G_CALLBACK (on_window_removed), self, 0);
  return self;
}

void
wsc_help_show (GtkWindow *parent, const char *id)
{
  g_return_if_fail (GTK_IS_WINDOW (parent) && id != NULL);
  GtkApplication *application = GTK_APPLICATION (g_application_get_default ());
  WscHelpWindow *self = find_help_window (application);
  if (!self)
    self = new_help_window (application);
  go_to (self, id);
  wsc_help_view_focus_page (self->view);
  gtk_window_present (GTK_WINDOW (self));
}
