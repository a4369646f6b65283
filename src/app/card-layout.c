#include "app/card-layout.h"

#include "app/theme.h"

#define GAP 14
#define WIDTH 16.0 /* of a card, at least, in heights of its text, so that large text has wide cards */
#define MOST_COLUMNS 4

struct _WscCardLayout
{
  GtkLayoutManager parent_instance;
};

G_DEFINE_FINAL_TYPE (WscCardLayout, wsc_card_layout, GTK_TYPE_LAYOUT_MANAGER)

static int
get_least_width (GtkWidget *widget)
{
  int least = 0;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child; child = gtk_widget_get_next_sibling (child))
    {
      int minimum;
      gtk_widget_measure (child, GTK_ORIENTATION_HORIZONTAL, -1, &minimum, NULL, NULL, NULL);
      least = MAX (least, minimum);
    }
  return least;
}

static int
get_usual_width (GtkWidget *widget)
{
  return MAX (get_least_width (widget), (int) (WIDTH * wsc_theme_get_font_size (widget)));
}

static int
count_columns (GtkWidget *widget, int width)
{
  return CLAMP ((width + GAP) / (get_usual_width (widget) + GAP), 1, MOST_COLUMNS);
}

static int
get_card_width (int width, int columns)
{
  return (width - (columns - 1) * GAP) / columns;
}

/* Of the row that begins with `child`, which moves on to the next. */
static int
measure_row (GtkWidget **child, int columns, int width)
{
  int height = 0;
  for (int i = 0; *child && i < columns; *child = gtk_widget_get_next_sibling (*child), i++)
    {
      int minimum, natural;
      gtk_widget_measure (*child, GTK_ORIENTATION_VERTICAL, width, &minimum, &natural, NULL, NULL);
      height = MAX (height, natural);
    }
  return height;
}

static int
measure_height (GtkWidget *widget, int width)
{
  const int columns = count_columns (widget, width), card = get_card_width (width, columns);
  GtkWidget *child = gtk_widget_get_first_child (widget);
  int height = 0;
  while (child)
    height += measure_row (&child, columns, card) + GAP;
  return MAX (height - GAP, 0);
}

static GtkSizeRequestMode
wsc_card_layout_get_request_mode (GtkLayoutManager *manager, GtkWidget *widget)
{
  return GTK_SIZE_REQUEST_HEIGHT_FOR_WIDTH;
}

static void
wsc_card_layout_measure (GtkLayoutManager *manager, GtkWidget *widget, GtkOrientation orientation, int for_size, int *minimum,
                         int *natural, int *minimum_baseline, int *natural_baseline)
{
  const int usual = MOST_COLUMNS * (get_usual_width (widget) + GAP) - GAP;
  if (orientation == GTK_ORIENTATION_HORIZONTAL)
    {
      *minimum = get_least_width (widget);
      *natural = usual;
    }
  else
    *minimum = *natural = measure_height (widget, for_size < 0 ? usual : for_size);
}

static void
wsc_card_layout_allocate (GtkLayoutManager *manager, GtkWidget *widget, int width, int height, int baseline)
{
  const int columns = count_columns (widget, width), card = get_card_width (width, columns);
  const gboolean from_right = gtk_widget_get_direction (widget) == GTK_TEXT_DIR_RTL;
  GtkWidget *child = gtk_widget_get_first_child (widget);
  int y = 0;
  while (child)
    {
      GtkWidget *next = child;
      const int row = measure_row (&next, columns, card);
      for (int i = 0; child != next; child = gtk_widget_get_next_sibling (child), i++)
        {
          const int x = i * (card + GAP);
          gtk_widget_size_allocate (child, &(GtkAllocation){ from_right ? width - card - x : x, y, card, row }, -1);
        }
      y += row + GAP;
    }
}

static void
wsc_card_layout_class_init (WscCardLayoutClass *klass)
{
  GtkLayoutManagerClass *layout_class = GTK_LAYOUT_MANAGER_CLASS (klass);
  layout_class->get_request_mode = wsc_card_layout_get_request_mode;
  layout_class->measure = wsc_card_layout_measure;
  layout_class->allocate = wsc_card_layout_allocate;
}

static void
wsc_card_layout_init (WscCardLayout *self)
{
}

GtkLayoutManager *
wsc_card_layout_new (void)
{
  return g_object_new (WSC_TYPE_CARD_LAYOUT, NULL);
}
