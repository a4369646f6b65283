#include "app/study-card.h"

#include <math.h>
#include <glib/gi18n-lib.h>
#include <string.h>

#include "app/accessible.h"
#include "app/theme.h"

#define THUMBNAILS "/io/github/weightscape/Weightscape/thumbnails/"
#define PICTURE_WIDTH 160 /* of a drawn one, at least */
#define PICTURE_HEIGHT 162

struct _WscStudyCard
{
  GtkButton parent_instance;

  GtkWidget *picture_frame;
  GtkLabel *title;
  GtkLabel *line;
  GtkWidget *published;
};

G_DEFINE_FINAL_TYPE (WscStudyCard, wsc_study_card, GTK_TYPE_BUTTON)

/* --- a picture for studies that have none of their own ------------------------------------- */

static void
draw_ellipse (cairo_t *cr, double x, double y, double a, double b, double angle)
{
  cairo_save (cr);
  cairo_translate (cr, x, y);
  cairo_rotate (cr, angle);
  cairo_scale (cr, a, b);
  cairo_arc (cr, 0, 0, 1, 0, 2 * G_PI);
  cairo_restore (cr);
}

static void
draw_ring (GtkDrawingArea *area, cairo_t *cr, int width, int height, gpointer user_data)
{
  const guint n = 14;
  guint seed = g_str_hash (user_data);
  double tilt = (seed % 13) / 13.0, unit = MIN (width, height);
  for (guint i = 0; i < n; i++)
    {
      double angle = 2 * G_PI * i / n + tilt;
      double x = width / 2.0 + 0.62 * unit * cos (angle), y = height / 2.0 + 0.3 * unit * sin (angle + tilt);
      WscRgba colour = wsc_palette_neuron (i);
      draw_ellipse (cr, x, y, 0.09 * unit, (0.03 + 0.02 * ((seed >> (i % 16)) & 1)) * unit, angle + G_PI / 3);
      cairo_set_source_rgba (cr, colour.r, colour.g, colour.b, 0.85);
      cairo_fill (cr);
    }
}

static GtkWidget *
new_drawn_picture (const char *name)
{
  GtkWidget *area = gtk_drawing_area_new ();
  gtk_drawing_area_set_content_width (GTK_DRAWING_AREA (area), PICTURE_WIDTH);
  gtk_drawing_area_set_content_height (GTK_DRAWING_AREA (area), PICTURE_HEIGHT);
  gtk_widget_set_hexpand (area, TRUE);
  gtk_drawing_area_set_draw_func (GTK_DRAWING_AREA (area), draw_ring, g_strdup (name), g_free);
  return area;
}

static void
update_picture (GtkPicture *picture)
{
  const char *suffix = wsc_theme_is_dark (wsc_theme_get ()) ? "-dark.png" : ".png";
  g_autofree char *path = g_strconcat (THUMBNAILS, g_object_get_data (G_OBJECT (picture), "study"), suffix, NULL);
  gtk_picture_set_resource (picture, path);
}

static GtkWidget *
new_picture (const char *name)
{
  g_autofree char *path = g_strconcat (THUMBNAILS, name, ".png", NULL);
  if (!g_resources_get_info (path, G_RESOURCE_LOOKUP_FLAGS_NONE, NULL, NULL, NULL))
    return new_drawn_picture (name);
  GtkWidget *picture = gtk_picture_new ();
  g_object_set_data_full (G_OBJECT (picture), "study", g_strdup (name), g_free);
  update_picture (GTK_PICTURE (picture));
  wsc_theme_watch (G_CALLBACK (update_picture), picture);
  gtk_picture_set_content_fit (GTK_PICTURE (picture), GTK_CONTENT_FIT_COVER);
  gtk_widget_set_hexpand (picture, TRUE);
  return picture;
}

static void
wsc_study_card_class_init (WscStudyCardClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/weightscape/Weightscape/ui/study-card.ui");
  gtk_widget_class_bind_template_child (widget_class, WscStudyCard, picture_frame);
  gtk_widget_class_bind_template_child (widget_class, WscStudyCard, title);
  gtk_widget_class_bind_template_child (widget_class, WscStudyCard, line);
  gtk_widget_class_bind_template_child (widget_class, WscStudyCard, published);
}

static void
wsc_study_card_init (WscStudyCard *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

static char *
dup_first_sentence (const char *notes)
{
  const char *end = notes ? strpbrk (notes, "\n") : NULL;
  const char *stop = notes ? strstr (notes, ". ") : NULL;
  if (stop && (!end || stop < end))
    end = stop + 1;
  return end ? g_strndup (notes, (gsize) (end - notes)) : g_strdup (notes ? notes : "");
}

GtkWidget *
wsc_study_card_new (const WscGalleryEntry *entry)
{
  WscStudyCard *self = g_object_new (WSC_TYPE_STUDY_CARD, NULL);
  const WscStudy *study = entry->study;
  g_autofree char *line = dup_first_sentence (wsc_study_get_shown_notes (study));
  g_autofree char *heard = entry->published ? g_strdup_printf (_("%s It is here as published as well."), line) : g_strdup (line);
  const char *shown = wsc_study_get_shown_title (study), *title = *shown ? shown : entry->name;
  gtk_box_append (GTK_BOX (self->picture_frame), new_picture (entry->name));
  gtk_label_set_label (self->title, title);
  gtk_label_set_label (self->line, line);
  gtk_widget_set_visible (GTK_WIDGET (self->line), *line != '\0');
  gtk_widget_set_visible (self->published, entry->published != NULL);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self), line);
  wsc_accessible_set_name (GTK_WIDGET (self), title, heard);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (self), "win.open-shipped");
  gtk_actionable_set_action_target (GTK_ACTIONABLE (self), "s", entry->name);
  return GTK_WIDGET (self);
}
