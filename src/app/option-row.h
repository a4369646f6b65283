/* option-row: one option of the table as a row of the panel: its name, its editor, what is wrong with it. */
#pragma once

#include <adwaita.h>

#include "session/session.h"

G_BEGIN_DECLS

#define WSC_TYPE_OPTION_ROW (wsc_option_row_get_type ())
G_DECLARE_DERIVABLE_TYPE (WscOptionRow, wsc_option_row, WSC, OPTION_ROW, GtkListBoxRow)

struct _WscOptionRowClass
{
  GtkListBoxRowClass parent_class;

  /* Makes the editor, once; places it with wsc_option_row_add_*. */
  void (*build) (WscOptionRow *self, const WscOption *option);
  /* Shows the value that the study has; edits made by it are ignored. */
  void (*update) (WscOptionRow *self, const WscOption *option, const WscStudy *study);
};

/* The row for the option's type. */
WscOptionRow *wsc_option_row_new (WscSession *session, const WscOption *option);

const WscOption *wsc_option_row_get_option (WscOptionRow *self);
WscSession *wsc_option_row_get_session (WscOptionRow *self);
/* Shows the study's value and hides the row where it is not relevant. */
void wsc_option_row_update (WscOptionRow *self);
/* Shows the value again, whether or not it is another: for an editor that can show more of it now. */
void wsc_option_row_refresh (WscOptionRow *self);

/* For subclasses. */
void wsc_option_row_add_suffix (WscOptionRow *self, GtkWidget *widget); /* after the name */
void wsc_option_row_add_below (WscOptionRow *self, GtkWidget *widget);  /* over the row's width */
gboolean wsc_option_row_is_updating (WscOptionRow *self);
/* What the user entered; a text that the study refuses is told below the editor. */
void wsc_option_row_set_text (WscOptionRow *self, const char *text);
/* The same for a value that comes in a stream: changes that follow each other quickly are one undoable step. */
void wsc_option_row_set_number (WscOptionRow *self, double value);
void wsc_option_row_stream_text (WscOptionRow *self, const char *text);
/* A sentence below the editor; NULL hides it. */
GtkWidget *wsc_option_row_add_explanation (WscOptionRow *self);
void wsc_option_row_explain (WscOptionRow *self, GtkWidget *label, const char *text);

G_END_DECLS
