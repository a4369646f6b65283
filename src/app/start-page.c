#include "app/start-page.h"

#include <glib/gi18n-lib.h>
#include <math.h>
#include <string.h>

#include "app/accessible.h"
#include "app/card-layout.h"
#include "app/recent.h"
#include "app/study-card.h"

#define MOST_RECENT 4
#define MANY_PIXELS 1e4 /* more than the window is wide */

struct _WscStartPage
{
  GtkWidget parent_instance;

  GtkWidget *content;
  GtkWidget *new_button, *open_button;
  GtkWidget *recent, *recent_cards;
  GtkBox *groups;
};

G_DEFINE_FINAL_TYPE (WscStartPage, wsc_start_page, GTK_TYPE_WIDGET)

/* --- the gallery ---------------------------------------------------------------------- */

static GtkWidget *
new_cards (const char *name)
{
  GtkWidget *cards = g_object_new (GTK_TYPE_BOX, "accessible-role", GTK_ACCESSIBLE_ROLE_GROUP, "layout-manager", wsc_card_layout_new (), NULL);
  wsc_accessible_set_name (cards, name, NULL);
  return cards;
}

static GtkWidget *
new_heading (const char *text)
{
  GtkWidget *label = gtk_label_new (text);
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_widget_add_css_class (label, "title-3");
  gtk_widget_add_css_class (label, "gallery-heading");
  return label;
}

static void
fill_gallery (WscStartPage *self)
{
  g_autoptr (GPtrArray) entries = wsc_gallery_list ();
  GtkWidget *cards = NULL;
  for (guint i = 0; i < entries->len; i++)
    {
      const WscGalleryEntry *entry = entries->pdata[i];
      const char *label = wsc_gallery_group_get_label (entry->group);
      if (i == 0 || entry->group != ((const WscGalleryEntry *) entries->pdata[i - 1])->group)
        {
          cards = new_cards (label);
          gtk_box_append (self->groups, new_heading (label));
          gtk_box_append (self->groups, cards);
        }
      gtk_box_append (GTK_BOX (cards), wsc_study_card_new (entry));
    }
}

/* --- recent documents ------------------------------------------------------------------- */

static GtkWidget *
new_recent_label (const char *text, const char *style)
{
  GtkWidget *label = gtk_label_new (text);
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_MIDDLE);
  gtk_widget_add_css_class (label, style);
  return label;
}

static char *
dup_folder (const char *path)
{
  g_autofree char *folder = g_path_get_dirname (path);
  const char *home = g_get_home_dir ();
  g_autofree char *below = g_strconcat (home, G_DIR_SEPARATOR_S, NULL);
  if (g_str_equal (folder, home))
    return g_strdup ("~");
  return g_str_has_prefix (folder, below) ? g_strconcat ("~/", folder + strlen (below), NULL) : g_steal_pointer (&folder);
}

static GtkWidget *
new_recent (const WscRecent *recent)
{
  GtkWidget *button = gtk_button_new (), *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 1);
  g_autofree char *folder = dup_folder (recent->path);
  gtk_box_append (GTK_BOX (box), new_recent_label (recent->name, "heading"));
  GtkWidget *where = new_recent_label (folder, "caption");
  gtk_widget_add_css_class (where, "dim-label");
  gtk_box_append (GTK_BOX (box), where);
  gtk_button_set_child (GTK_BUTTON (button), box);
  gtk_widget_add_css_class (button, "card");
  gtk_widget_add_css_class (button, "recent-card");
  gtk_widget_set_tooltip_text (button, recent->path);
  wsc_accessible_set_name (button, recent->name, recent->path);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), "win.open-study");
  gtk_actionable_set_action_target (GTK_ACTIONABLE (button), "s", recent->path);
  return button;
}

static void
update_recent (WscStartPage *self)
{
  g_autoptr (GPtrArray) list = wsc_recent_list (MOST_RECENT);
  GtkWidget *child;
  while ((child = gtk_widget_get_first_child (self->recent_cards)))
    gtk_box_remove (GTK_BOX (self->recent_cards), child);
  for (guint i = 0; i < list->len; i++)
    gtk_box_append (GTK_BOX (self->recent_cards), new_recent (list->pdata[i]));
  gtk_widget_set_visible (self->recent, list->len > 0);
}

/* --- the arrow keys ------------------------------------------------------------------------ */

static gboolean
is_card (GtkWidget *widget)
{
  return GTK_IS_BUTTON (widget) && gtk_widget_has_css_class (widget, "card");
}

static void
collect_cards (GtkWidget *widget, GPtrArray *cards)
{
  if (is_card (widget) && gtk_widget_get_mapped (widget))
    g_ptr_array_add (cards, widget);
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child; child = gtk_widget_get_next_sibling (child))
    collect_cards (child, cards);
}

#define NOWHERE G_MAXDOUBLE

/* How far a card lies in the direction of the key: up and down the nearest row counts, and in it the nearest column. */
static double
get_distance (WscStartPage *self, GtkWidget *from, GtkWidget *to, guint key)
{
  graphene_rect_t a, b;
  if (!gtk_widget_compute_bounds (from, self->content, &a) || !gtk_widget_compute_bounds (to, self->content, &b))
    return NOWHERE;
  const double right = b.origin.x - a.origin.x, down = b.origin.y - a.origin.y;
  if (key == GDK_KEY_Left || key == GDK_KEY_Right)
    return fabs (down) < 1 && (key == GDK_KEY_Right ? right : -right) >= 1 ? fabs (right) : NOWHERE;
  return (key == GDK_KEY_Down ? down : -down) >= 1 ? fabs (down) + fabs (right) / MANY_PIXELS : NOWHERE;
}

static gboolean
on_key (GtkEventControllerKey *controller, guint key, guint code, GdkModifierType state, WscStartPage *self)
{
  GtkWidget *from = gtk_root_get_focus (gtk_widget_get_root (GTK_WIDGET (self))), *best = NULL;
  double least = NOWHERE;
  if ((key != GDK_KEY_Up && key != GDK_KEY_Down && key != GDK_KEY_Left && key != GDK_KEY_Right) || !from || !is_card (from))
    return FALSE;
  g_autoptr (GPtrArray) cards = g_ptr_array_new ();
  collect_cards (self->content, cards);
  for (guint i = 0; i < cards->len; i++)
    {
      double distance = get_distance (self, from, cards->pdata[i], key);
      if (distance < least)
        {
          least = distance;
          best = cards->pdata[i];
        }
    }
  return best && gtk_widget_grab_focus (best);
}

/* --- the widget -------------------------------------------------------------------------------- */

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
  gtk_widget_class_bind_template_child (widget_class, WscStartPage, new_button);
  gtk_widget_class_bind_template_child (widget_class, WscStartPage, open_button);
  gtk_widget_class_bind_template_child (widget_class, WscStartPage, recent);
  gtk_widget_class_bind_template_child (widget_class, WscStartPage, groups);
}

static void
wsc_start_page_init (WscStartPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  wsc_accessible_set_name (self->new_button, _("New Study from Data…"), NULL);
  wsc_accessible_set_name (self->open_button, _("Open…"), NULL);
  self->recent_cards = new_cards (_("Recent documents"));
  gtk_box_append (GTK_BOX (self->recent), self->recent_cards);
  update_recent (self);
  g_signal_connect_object (gtk_recent_manager_get_default (), "changed", G_CALLBACK (update_recent), self, G_CONNECT_SWAPPED);
  fill_gallery (self);
  GtkEventController *keys = gtk_event_controller_key_new ();
  gtk_event_controller_set_propagation_phase (keys, GTK_PHASE_CAPTURE);
  g_signal_connect (keys, "key-pressed", G_CALLBACK (on_key), self);
  gtk_widget_add_controller (GTK_WIDGET (self), keys);
}
