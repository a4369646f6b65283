#include "app/text-row.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "app/accessible.h"
#include "app/file-columns.h"

struct _WscTextRow
{
  WscOptionRow parent_instance;

  GtkWidget *entry;
  GtkWidget *picker; /* the columns of the file, for options that name one; else NULL */
  WscFileColumns *columns;
};

G_DEFINE_FINAL_TYPE (WscTextRow, wsc_text_row, WSC_TYPE_OPTION_ROW)

/* The option's text as the entry shows it. */
static char *
dup_shown (const WscOption *option, const WscStudy *study)
{
  if (g_str_equal (option->key, "study.title"))
    return g_strdup (wsc_study_get_shown_title (study));
  if (g_str_equal (option->key, "study.notes"))
    return g_strdup (wsc_study_get_shown_notes (study));
  return wsc_option_get_text (option, study);
}

/* A translation that nobody has touched does not take the place of the text in the study. */
static void
take_over (WscTextRow *self)
{
  WscOptionRow *row = WSC_OPTION_ROW (self);
  const WscOption *option = wsc_option_row_get_option (row);
  const WscStudy *study = wsc_session_get_study (wsc_option_row_get_session (row));
  g_autofree char *shown = dup_shown (option, study);
  g_autofree char *kept = wsc_option_get_text (option, study);
  const char *text = gtk_editable_get_text (GTK_EDITABLE (self->entry));
  wsc_option_row_set_text (row, g_str_equal (text, shown) ? kept : text);
}

static void
on_picked (WscTextRow *self)
{
  GtkStringObject *item = gtk_drop_down_get_selected_item (GTK_DROP_DOWN (self->picker));
  gboolean by_itself = wsc_option_row_is_updating (WSC_OPTION_ROW (self)) || wsc_file_columns_is_changing (self->columns);
  if (item && !by_itself)
    wsc_option_row_set_text (WSC_OPTION_ROW (self), gtk_string_object_get_string (item));
}

static gboolean
names_column (const WscOption *option)
{
  return g_str_equal (option->key, "data.column") || g_str_equal (option->key, "data.target");
}

/* The place of `text`, a name or a number from 1, among the columns. */
static guint
find_column (GListModel *names, const char *text)
{
  guint n = g_list_model_get_n_items (names);
  for (guint i = 0; i < n; i++)
    if (g_str_equal (gtk_string_list_get_string (GTK_STRING_LIST (names), i), text))
      return i;
  guint64 number = g_ascii_strtoull (text, NULL, 10);
  return number >= 1 && number <= n ? (guint) number - 1 : GTK_INVALID_LIST_POSITION;
}

/* The list stands in for the entry as long as it holds what the study says. */
static void
choose_editor (WscTextRow *self, const WscOption *option, const char *text)
{
  GListModel *names = wsc_file_columns_get_names (self->columns);
  guint selected = *text ? find_column (names, text) : wsc_file_columns_get_default (self->columns, option->key);
  gboolean listed = selected != GTK_INVALID_LIST_POSITION;
  gtk_widget_set_visible (self->picker, listed);
  gtk_widget_set_visible (self->entry, !listed);
  if (listed)
    gtk_drop_down_set_selected (GTK_DROP_DOWN (self->picker), selected);
}

static void
on_columns_changed (WscTextRow *self)
{
  wsc_option_row_refresh (WSC_OPTION_ROW (self));
}

static void
build_picker (WscTextRow *self, WscOptionRow *row)
{
  self->columns = wsc_file_columns_get (wsc_option_row_get_session (row));
  GListModel *names = g_object_ref (wsc_file_columns_get_names (self->columns));
  self->picker = gtk_drop_down_new (names, NULL);
  gtk_drop_down_set_enable_search (GTK_DROP_DOWN (self->picker), FALSE);
  g_signal_connect_object (self->picker, "notify::selected", G_CALLBACK (on_picked), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->columns, "changed", G_CALLBACK (on_columns_changed), self, G_CONNECT_SWAPPED);
  wsc_option_row_add_suffix (row, self->picker);
}

static void
on_focus (WscTextRow *self)
{
  if (!gtk_widget_has_focus (GTK_WIDGET (gtk_editable_get_delegate (GTK_EDITABLE (self->entry)))))
    take_over (self);
}

/* Sentences and lists have the whole width of the panel. */
static gboolean
is_long (const WscOption *option)
{
  return g_str_has_prefix (option->key, "study.") || g_str_equal (option->key, "ssa.groups")
         || g_str_equal (option->key, "ssa.sweep") || g_str_equal (option->key, "data.channels");
}

static void
wsc_text_row_build (WscOptionRow *row, const WscOption *option)
{
  WscTextRow *self = WSC_TEXT_ROW (row);
  self->entry = gtk_entry_new ();
  gtk_editable_set_width_chars (GTK_EDITABLE (self->entry), 6);
  gtk_editable_set_max_width_chars (GTK_EDITABLE (self->entry), 12);
  g_signal_connect_object (self->entry, "activate", G_CALLBACK (take_over), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (gtk_editable_get_delegate (GTK_EDITABLE (self->entry)), "notify::has-focus",
                           G_CALLBACK (on_focus), self, G_CONNECT_SWAPPED);
  if (is_long (option))
    wsc_option_row_add_below (row, self->entry);
  else
    wsc_option_row_add_suffix (row, self->entry);
  if (names_column (option))
    build_picker (self, row);
}

static void
wsc_text_row_update (WscOptionRow *row, const WscOption *option, const WscStudy *study)
{
  WscTextRow *self = WSC_TEXT_ROW (row);
  g_autofree char *text = dup_shown (option, study);
  if (!g_str_equal (text, gtk_editable_get_text (GTK_EDITABLE (self->entry))))
    gtk_editable_set_text (GTK_EDITABLE (self->entry), text);
  if (self->picker)
    choose_editor (self, option, text);
}

static void
wsc_text_row_class_init (WscTextRowClass *klass)
{
  WSC_OPTION_ROW_CLASS (klass)->build = wsc_text_row_build;
  WSC_OPTION_ROW_CLASS (klass)->update = wsc_text_row_update;
}

static void
wsc_text_row_init (WscTextRow *self)
{
}
