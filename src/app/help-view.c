#include "app/help-view.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "app/accessible.h"
#include "app/help-option.h"
#include "app/help-picture.h"

#define COLUMN_WIDTH 720
#define INDENT 24 /* of a list, pixels */
#define DEEPEST 6 /* that is still set in */

struct _WscHelpView
{
  GtkWidget parent_instance;

  GtkWidget *scroller;
  GtkBox *column;
  GtkWidget *title;
  GtkWidget *target; /* the option that is set off; NULL */
  double position;   /* to be scrolled to */
  gboolean settling; /* the page may still get another size, since pictures come late */
  gboolean scrolling; /* by itself */
  guint tick;
};

G_DEFINE_FINAL_TYPE (WscHelpView, wsc_help_view, GTK_TYPE_WIDGET)

static guint link_signal;

/* --- blocks ---------------------------------------------------------------------------- */

static gboolean
on_link (WscHelpView *self, const char *target)
{
  g_autofree char *copy = g_strdup (target); /* the page it stands in goes */
  g_signal_emit (self, link_signal, 0, copy);
  return TRUE;
}

/* Whether the keyboard goes there, which a label that can be marked takes for granted. */
static void
set_stop (GtkWidget *label, gboolean stop)
{
  gtk_widget_set_can_focus (label, stop);
  gtk_widget_set_focusable (label, stop);
}

/* Those with links alone are stops: a page has a hundred paragraphs. */
static GtkWidget *
new_text (WscHelpView *self, const WscHelpBlock *block)
{
  GtkWidget *label = gtk_label_new (NULL);
  gtk_label_set_markup (GTK_LABEL (label), block->markup);
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
  gtk_label_set_selectable (GTK_LABEL (label), TRUE);
  set_stop (label, strstr (block->markup, "<a href=") != NULL);
  gtk_widget_set_hexpand (label, TRUE);
  g_signal_connect_object (label, "activate-link", G_CALLBACK (on_link), self, G_CONNECT_SWAPPED);
  return label;
}

static GtkWidget *
new_heading (const WscHelpBlock *block)
{
  static const char *const classes[] = { "title-1", "title-2", "title-3", "title-4" };
  GtkWidget *label = g_object_new (GTK_TYPE_LABEL, "accessible-role", GTK_ACCESSIBLE_ROLE_HEADING, NULL);
  gtk_label_set_markup (GTK_LABEL (label), block->markup);
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_selectable (GTK_LABEL (label), TRUE);
  set_stop (label, block->level == 1);
  gtk_widget_add_css_class (label, classes[MIN (block->level, G_N_ELEMENTS (classes)) - 1]);
  gtk_widget_add_css_class (label, "help-heading");
  gtk_accessible_update_property (GTK_ACCESSIBLE (label), GTK_ACCESSIBLE_PROPERTY_LEVEL, (int) block->level, -1);
  return label;
}

static GtkWidget *
new_formula (WscHelpView *self, const WscHelpBlock *block)
{
  GtkWidget *label = new_text (self, block);
  gtk_label_set_xalign (GTK_LABEL (label), 0.5);
  gtk_label_set_justify (GTK_LABEL (label), GTK_JUSTIFY_CENTER);
  gtk_widget_add_css_class (label, "help-formula");
  return label;
}

static GtkWidget *
new_code (WscHelpView *self, const WscHelpBlock *block)
{
  GtkWidget *label = new_text (self, block);
  gtk_widget_add_css_class (label, "help-code");
  return label;
}

static GtkWidget *
new_block (WscHelpView *self, WscHelp *help, const WscHelpBlock *block)
{
  switch (block->kind)
    {
    case WSC_HELP_HEADING:
      return new_heading (block);
    case WSC_HELP_FORMULA:
      return new_formula (self, block);
    case WSC_HELP_CODE:
      return new_code (self, block);
    case WSC_HELP_PICTURE:
      {
        g_autofree char *path = wsc_help_dup_path (help, block->target);
        return wsc_help_picture_new (path, block->text);
      }
    case WSC_HELP_RULE:
      return gtk_separator_new (GTK_ORIENTATION_HORIZONTAL);
    case WSC_HELP_OPTION:
      return wsc_help_option_new (block->option);
    case WSC_HELP_PARAGRAPH:
    default:
      return new_text (self, block);
    }
}

/* What stands in a list has its marker, or room for one, before it. */
static GtkWidget *
new_item (const WscHelpBlock *block, GtkWidget *content)
{
  GtkWidget *item = g_object_new (GTK_TYPE_BOX, "accessible-role", GTK_ACCESSIBLE_ROLE_LIST_ITEM, NULL);
  GtkWidget *marker = gtk_label_new (block->marker ? block->marker : "");
  gtk_label_set_xalign (GTK_LABEL (marker), 0);
  gtk_label_set_yalign (GTK_LABEL (marker), 0);
  gtk_widget_set_valign (marker, GTK_ALIGN_START);
  gtk_widget_set_size_request (marker, INDENT, -1);
  gtk_widget_add_css_class (marker, "numeric");
  gtk_widget_set_margin_start (item, INDENT * (int) (MIN (block->depth, DEEPEST) - 1));
  gtk_box_append (GTK_BOX (item), marker);
  gtk_box_append (GTK_BOX (item), content);
  if (block->text)
    wsc_accessible_set_name (item, block->text, NULL);
  return item;
}

static GtkWidget *
add_block (WscHelpView *self, WscHelp *help, const WscHelpBlock *block)
{
  GtkWidget *content = new_block (self, help, block);
  GtkWidget *widget = block->depth > 0 ? new_item (block, content) : content;
  if (block->quoted)
    gtk_widget_add_css_class (widget, "help-quote");
  gtk_box_append (self->column, widget);
  return widget;
}

/* --- where it is looked at ---------------------------------------------------------------- */

static GtkAdjustment *
get_adjustment (WscHelpView *self)
{
  return gtk_scrolled_window_get_vadjustment (GTK_SCROLLED_WINDOW (self->scroller));
}

static void
scroll (WscHelpView *self)
{
  graphene_point_t place;
  if (self->target && gtk_widget_compute_point (self->target, GTK_WIDGET (self->column), &GRAPHENE_POINT_INIT (0, 0), &place))
    self->position = MAX (0, place.y - INDENT);
  self->scrolling = TRUE;
  gtk_adjustment_set_value (get_adjustment (self), self->position);
  self->scrolling = FALSE;
}

/* By the reader, who is not to be disturbed. */
static void
on_scrolled (WscHelpView *self)
{
  if (!self->scrolling)
    self->settling = FALSE;
}

/* The page has no places before it is laid out, which comes after the ticks of a frame. */
static gboolean
on_tick (GtkWidget *widget, GdkFrameClock *clock, gpointer user_data)
{
  WscHelpView *self = WSC_HELP_VIEW (widget);
  if (self->title && gtk_widget_get_height (self->title) == 0)
    return G_SOURCE_CONTINUE;
  if (self->settling)
    scroll (self);
  self->tick = 0;
  return G_SOURCE_REMOVE;
}

static void
scroll_later (WscHelpView *self)
{
  if (self->settling && !self->tick)
    self->tick = gtk_widget_add_tick_callback (GTK_WIDGET (self), on_tick, NULL, NULL);
}

void
wsc_help_view_show (WscHelpView *self, WscHelp *help, WscHelpPage *page, const WscOption *option)
{
  g_return_if_fail (WSC_IS_HELP_VIEW (self) && help != NULL && page != NULL);
  guint n;
  const WscHelpBlock *blocks = wsc_help_page_get_blocks (page, &n);
  for (GtkWidget *child; (child = gtk_widget_get_first_child (GTK_WIDGET (self->column)));)
    gtk_box_remove (self->column, child);
  self->target = NULL;
  self->title = NULL;
  for (guint i = 0; i < n; i++)
    {
      GtkWidget *widget = add_block (self, help, &blocks[i]);
      if (i == 0)
        self->title = widget;
      if (!option || blocks[i].option != option)
        continue;
      gtk_widget_add_css_class (widget, "help-target");
      gtk_widget_set_focusable (widget, TRUE);
      self->target = widget;
    }
  self->position = 0;
  self->settling = TRUE;
  scroll_later (self);
}

double
wsc_help_view_get_position (WscHelpView *self)
{
  g_return_val_if_fail (WSC_IS_HELP_VIEW (self), 0);
  return gtk_adjustment_get_value (get_adjustment (self));
}

void
wsc_help_view_set_position (WscHelpView *self, double position)
{
  g_return_if_fail (WSC_IS_HELP_VIEW (self));
  self->target = NULL;
  self->position = position;
  self->settling = TRUE;
  scroll_later (self);
}

void
wsc_help_view_focus_page (WscHelpView *self)
{
  g_return_if_fail (WSC_IS_HELP_VIEW (self));
  if (self->target)
    gtk_widget_grab_focus (self->target);
  else if (self->title)
    gtk_widget_grab_focus (self->title);
}

/* --- the clipboard ------------------------------------------------------------------------ */

static GtkWidget *
find_marked (GtkWidget *widget)
{
  if (GTK_IS_LABEL (widget) && gtk_label_get_selection_bounds (GTK_LABEL (widget), NULL, NULL))
    return widget;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child; child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = find_marked (child);
      if (found)
        return found;
    }
  return NULL;
}

gboolean
wsc_help_view_copy (WscHelpView *self)
{
  g_return_val_if_fail (WSC_IS_HELP_VIEW (self), FALSE);
  GtkWidget *label = find_marked (GTK_WIDGET (self->column));
  return label && gtk_widget_activate_action (label, "clipboard.copy", NULL);
}

/* --- the widget --------------------------------------------------------------------------- */

static void
wsc_help_view_dispose (GObject *object)
{
  WscHelpView *self = WSC_HELP_VIEW (object);
  g_clear_pointer (&self->scroller, gtk_widget_unparent);
  G_OBJECT_CLASS (wsc_help_view_parent_class)->dispose (object);
}

static void
wsc_help_view_class_init (WscHelpViewClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  G_OBJECT_CLASS (klass)->dispose = wsc_help_view_dispose;
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  link_signal = g_signal_new ("link", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
}

static void
wsc_help_view_init (WscHelpView *self)
{
  GtkWidget *column = gtk_box_new (GTK_ORIENTATION_VERTICAL, 9), *clamp = adw_clamp_new (), *viewport = gtk_viewport_new (NULL, NULL);
  self->column = GTK_BOX (column);
  gtk_widget_add_css_class (column, "help-column");
  adw_clamp_set_maximum_size (ADW_CLAMP (clamp), COLUMN_WIDTH);
  adw_clamp_set_tightening_threshold (ADW_CLAMP (clamp), COLUMN_WIDTH);
  adw_clamp_set_child (ADW_CLAMP (clamp), column);
  gtk_scrollable_set_vscroll_policy (GTK_SCROLLABLE (viewport), GTK_SCROLL_NATURAL); /* for pictures, which can be small */
  gtk_viewport_set_scroll_to_focus (GTK_VIEWPORT (viewport), TRUE);
  gtk_viewport_set_child (GTK_VIEWPORT (viewport), clamp);
  self->scroller = gtk_scrolled_window_new ();
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (self->scroller), GTK_POLICY_NEVER, GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (self->scroller), viewport);
  gtk_widget_set_parent (self->scroller, GTK_WIDGET (self));
  g_signal_connect_object (get_adjustment (self), "changed", G_CALLBACK (scroll_later), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (get_adjustment (self), "value-changed", G_CALLBACK (on_scrolled), self, G_CONNECT_SWAPPED);
  wsc_accessible_set_name (self->scroller, _("Page of the help"), NULL);
}
