#include "app/start-page.h"

#include "app/accessible.h"
#include "app/study-card.h"

#include <glib/gi18n-lib.h>

#define FIRST_STUDY "fig6"

struct _WscStartPage
{
  GtkWidget parent_instance;

  GtkWidget *content;
  GtkFlowBox *gallery;
};

G_DEFINE_FINAL_TYPE (WscStartPage, wsc_start_page, GTK_TYPE_WIDGET)

/* A study of a file that is not on this machine is of no use here; it has a twin that is. */
static gboolean
has_data (const WscStudy *study)
{
  if (study->data.source != WSC_SOURCE_FILE)
    return TRUE;
  g_autofree char *path = g_canonicalize_filename (study->data.path ? study->data.path : "", study->directory);
  return g_file_test (path, G_FILE_TEST_IS_REGULAR);
}

/* If it is of that subject. */
static void
add_card (WscStartPage *self, const char *name, int subject)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (WscStudy) study = wsc_study_load (name, &error);
  if (!study)
    {
      g_warning ("%s: %s", name, error->message);
      return;
    }
  if (study->subject != subject || !has_data (study))
    return;
  gtk_flow_box_append (self->gallery, wsc_study_card_new (name, study));
  /* The card inside has the focus, not the place it lies in. */
  GtkFlowBoxChild *place = gtk_flow_box_get_child_at_index (self->gallery, 0);
  for (int i = 0; place; place = gtk_flow_box_get_child_at_index (self->gallery, ++i))
    gtk_widget_set_focusable (GTK_WIDGET (place), FALSE);
}

/* The one to begin with stands first; studies of neurons and studies of series stand together, each in the order of
 * their names. */
static void
fill_gallery (WscStartPage *self)
{
  g_auto (GStrv) names = wsc_study_list_shipped ();
  if (names && g_strv_contains ((const char *const *) names, FIRST_STUDY))
    add_card (self, FIRST_STUDY, WSC_SUBJECT_NEURONS);
  for (int subject = WSC_SUBJECT_NEURONS; subject <= WSC_SUBJECT_BOTH; subject++)
    for (guint i = 0; names && names[i]; i++)
      if (!g_str_equal (names[i], FIRST_STUDY))
        add_card (self, names[i], subject);
}

static void
wsc_start_page_dispose (GObject *object)
{
  g_clear_pointer (&WSC_START_PAGE (object)->content, gtk_widget_unparent);
  G_OBJECT_CLASS (wsc_start_page_parent_class)->dispose (object);
}

static void
wsc_start_page_class_init (WscStartPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  G_OBJECT_CLASS (klass)->dispose = wsc_start_page_dispose;
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/weightscape/Weightscape/ui/start-page.ui");
  gtk_widget_class_bind_template_child (widget_class, WscStartPage, content);
  gtk_widget_class_bind_template_child (widget_class, WscStartPage, gallery);
}

static void
wsc_start_page_init (WscStartPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  wsc_accessible_set_name (GTK_WIDGET (self->gallery), _("Shipped studies"), NULL);
  fill_gallery (self);
}
