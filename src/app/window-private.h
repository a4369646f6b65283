/* What the parts of WscWindow share. */
#pragma once

#include "app/chart-view.h"
#include "app/compare-page.h"
#include "app/error-bar.h"
#include "app/reduce-page.h"
#include "app/scene-view.h"
#include "app/series-page.h"
#include "app/window.h"

G_BEGIN_DECLS

typedef void (*WscWindowThen) (WscWindow *self, const char *argument);

struct _WscWindow
{
  AdwApplicationWindow parent_instance;

  WscSession *session;
  GSettings *settings; /* NULL where the schema is not installed */
  GtkFileChooserNative *chooser;
  gboolean opened;         /* there has been a study to come back to from the gallery */
  gboolean closing;        /* unsaved changes have been dealt with */
  WscWindowThen then;      /* what goes on after unsaved changes have been dealt with */
  char *argument;          /* of `then` */
  WscStudy *proposed;      /* of data: to be opened once unsaved changes have been dealt with */
  gboolean run_proposed;
  char *table;             /* name of the table that is being exported */
  guint charts;            /* source that draws the charts again */

  AdwToastOverlay *toasts;
  WscErrorBar *error_bar;
  GtkStack *main_stack;
  GtkStack *title_stack;
  AdwViewStack *pages;
  AdwViewStackPage *series_page;
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
  GtkWidget *open_button, *new_button, *gallery_button, *panels_button, *run_button, *export_button, *menu_button;
  AdwButtonContent *run_content;
  GMenu *bookmarks_menu;
  char *bookmarks; /* what it shows, as text */
};

/* --- window.c ----------------------------------------------------------------- */
void wsc_window_show_error (WscWindow *self, const GError *error);
void wsc_window_toast (WscWindow *self, const char *text);
void wsc_window_toast_undo (WscWindow *self, const char *text); /* with a button that undoes it */
void wsc_window_toast_saved (WscWindow *self, const char *text, const char *path); /* with a button that opens the folder */
void wsc_window_show_workspace (WscWindow *self, gboolean workspace);
gboolean wsc_window_shows_series (WscWindow *self);
gboolean wsc_window_shows_reduction (WscWindow *self);
/* The results that have what is needed, of WscNeed; NULL if there are none. */
WscResults *wsc_window_get_results (WscWindow *self, guint needs);
void wsc_window_update_side (WscWindow *self, gboolean shown); /* the panel at the right, where the page has one */

/* --- window-file.c: the document's actions --------------------------------------- */
extern const GActionEntry wsc_window_file_actions[];
extern const guint wsc_window_n_file_actions;
/* Asks about unsaved changes, saves if told so, then goes on with `then`; or not at all. */
void wsc_window_ask_then (WscWindow *self, WscWindowThen then, const char *argument);
void wsc_window_update_recent (WscWindow *self);
void wsc_window_accept_drops (WscWindow *self);

/* --- window-first.c: from the gallery, and from data of one's own ----------------- */
extern const GActionEntry wsc_window_first_actions[];
extern const guint wsc_window_n_first_actions;
void wsc_window_run_if_quick (WscWindow *self); /* the study that is open, where a run takes no time */
void wsc_window_new_from_data (WscWindow *self, const char *path); /* asks what is to be made of it; NULL: asks for a file first */

/* --- window-actions.c: everything else ------------------------------------------- */
extern const GActionEntry wsc_window_actions[];
extern const guint wsc_window_n_actions;
void wsc_window_update_actions (WscWindow *self);
void wsc_window_fill_export_menu (WscWindow *self);

/* --- window-state.c: size and panels, from one run to the next ------------------- */
void wsc_window_load_state (WscWindow *self);
void wsc_window_save_state (WscWindow *self);

G_END_DECLS
