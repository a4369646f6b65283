/* What the parts of WscWindow share. */
#pragma once

#include "app/chart-view.h"
#include "app/compare-page.h"
#include "app/error-bar.h"
#include "app/reduce-page.h"
#include "app/scene-view.h"
#include "app/series-page.h"
#include "app/sides-page.h"
#include "app/window.h"
#include "session/keeper.h"

G_BEGIN_DECLS

struct _WscWindow
{
  AdwApplicationWindow parent_instance;

  WscSession *session;
  GSettings *settings; /* NULL where the schema is not installed */
  GtkFileChooserNative *chooser;
  gboolean opened;         /* there has been a study to come back to from the gallery */
  gboolean closing;        /* unsaved changes have been dealt with */
  gboolean opening;        /* a document is on its way */
  gboolean has_document;   /* one has been opened */
  GtkWindow *question;     /* weak: asks about them; NULL: none */
  WscKeeper *keeper;
  guint saving;            /* source that tells of a long save */
  AdwToast *saving_toast;  /* weak */
  WscWindowThen then;      /* what goes on after unsaved changes have been dealt with */
  char *argument;          /* of `then` */
  WscStudy *proposed;      /* of data: to be opened once unsaved changes have been dealt with */
  gboolean run_proposed;
  char *table;             /* name of the table that is being exported */
  gboolean panels_wanted;  /* beside the page, where there is room */
  guint charts;            /* source that draws the charts again */
  gulong painted;          /* handler of the first frame */
  guint panels;            /* source that fills the panels */
  gboolean has_panels;

  AdwToastOverlay *toasts;
  WscErrorBar *error_bar;
  GtkStack *main_stack;
  GtkStack *title_stack;
  AdwViewStack *pages;
  AdwViewStackPage *series_page, *sides_page;
  GtkWidget *form_bar;
  WscSidesPage *sides_view;
  AdwFlap *study_flap, *view_flap;
  GtkStack *side;
  GtkWidget *study_panel, *view_panel, *series_panel, *reduce_panel;
  WscSceneView *scene_view;
  GtkWidget *neuron_table;
  WscChartView *loss_chart;
  WscSeriesPage *series_view;
  WscComparePage *compare_view;
  WscReducePage *reduce_view;
  GtkWidget *status_bar;
  GtkWidget *open_button, *new_button, *gallery_button, *panels_button, *view_panel_button, *run_button, *export_button, *menu_button;
  AdwButtonContent *run_content;
  GMenu *bookmarks_menu, *edits_menu;
  char *bookmarks; /* what it shows, as text */
};

/* --- window.c ----------------------------------------------------------------- */
void wsc_window_show_error (WscWindow *self, const GError *error);
void wsc_window_toast_undo (WscWindow *self, const char *text); /* with a button that undoes it */
void wsc_window_toast_saved (WscWindow *self, const char *text, const char *path); /* with a button that opens the folder */
void wsc_window_show_workspace (WscWindow *self, gboolean workspace);
gboolean wsc_window_shows_series (WscWindow *self);
gboolean wsc_window_shows_reduction (WscWindow *self);
/* The results that have what is needed, of WscNeed; NULL if there are none. */
WscResults *wsc_window_get_results (WscWindow *self, guint needs);
void wsc_window_update_panels (WscWindow *self); /* whether they are shown, and which at the right, where the page has one */

/* --- window-file.c: new and open ---------------------------------------------------- */
extern const GActionEntry wsc_window_file_actions[];
extern const guint wsc_window_n_file_actions;
/* One as wsc_window_open_path (); several are networks for the study that is open, or documents, each in a window. */
void wsc_window_take_files (WscWindow *self, const char *const *paths);

/* --- window-save.c ---------------------------------------------------------------- */
extern const GActionEntry wsc_window_save_actions[];
extern const guint wsc_window_n_save_actions;
/* What was to follow follows once it is done, or is given up. */
void wsc_window_save (WscWindow *self);
void wsc_window_save_results (WscWindow *self);
void wsc_window_end_saving (WscWindow *self);

/* --- window-unsaved.c -------------------------------------------------------------- */
/* Asks about what is unsaved, saves if told so, then goes on with `then`; or not at all. */
void wsc_window_ask_then (WscWindow *self, WscWindowThen then, const char *argument);
void wsc_window_go_on (WscWindow *self);
void wsc_window_cancel_then (WscWindow *self);

/* --- window-recent.c, window-drop.c -------------------------------------------------- */
extern const GActionEntry wsc_window_recent_actions[];
extern const guint wsc_window_n_recent_actions;
void wsc_window_update_recent (WscWindow *self);
void wsc_window_accept_drops (WscWindow *self);

/* --- window-first.c: from the gallery, and from data of one's own ----------------- */
extern const GActionEntry wsc_window_first_actions[];
extern const guint wsc_window_n_first_actions;
void wsc_window_run_if_quick (WscWindow *self); /* the study that is open, where a run takes no time */
void wsc_window_new_from_data (WscWindow *self, const char *path); /* asks what is to be made of it; NULL: asks for a file first */
/* --- window-chooser.c ---------------------------------------------------------------- */
GtkFileChooser *wsc_window_new_chooser (WscWindow *self, const char *title, GtkFileChooserAction action, const char *accept);
void wsc_window_add_filter (GtkFileChooser *chooser, const char *name, const char *const *patterns);
char *wsc_window_take_path (WscWindow *self, int response); /* NULL: none was chosen */
char **wsc_window_take_paths (WscWindow *self, int response);

/* --- window-documents.c, window-clipboard.c ------------------------------------------- */
extern const GActionEntry wsc_window_document_actions[], wsc_window_clipboard_actions[];
extern const guint wsc_window_n_document_actions, wsc_window_n_clipboard_actions;
void wsc_window_follow_document (WscWindow *self);
void wsc_window_begin_keeping (WscWindow *self); /* once it belongs to the application */
gboolean wsc_window_show_missing_data (WscWindow *self); /* FALSE: they are there */

/* --- window-actions.c: everything else ------------------------------------------- */
extern const GActionEntry wsc_window_actions[];
extern const guint wsc_window_n_actions;
void wsc_window_update_actions (WscWindow *self);
void wsc_window_fill_export_menu (WscWindow *self);
const char *wsc_window_get_figure (WscWindow *self); /* that is looked at */
WscStudy *wsc_window_dup_shown_study (WscWindow *self); /* with the place on the tour and the selected neuron */

/* --- window-forms.c: a study as published and corrected ---------------------------- */
extern const GActionEntry wsc_window_form_actions[];
extern const guint wsc_window_n_form_actions;
void wsc_window_follow_forms (WscWindow *self); /* once, when the window is made */
gboolean wsc_window_shows_sides (WscWindow *self);
const char *wsc_window_get_sides_panel (WscWindow *self); /* which one at the right has the options of what is shown there */
/* `seen`, which is taken, with what is known of the other form, as it is seen, at its side. */
WscResults *wsc_window_join_forms (WscWindow *self, WscResults *seen);

/* --- window-panels.c: what is filled late ---------------------------------------- */
void wsc_window_connect_panels (WscWindow *self); /* now, unless they are */
void wsc_window_connect_panels_later (WscWindow *self);

/* --- window-state.c: size and panels, from one run to the next ------------------- */
void wsc_window_load_state (WscWindow *self);
void wsc_window_save_state (WscWindow *self);

G_END_DECLS
