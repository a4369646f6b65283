/* Windows leave nothing behind. Every object below a window, its session and its dialogs are watched until they are gone.
 * With a number as argument: that many windows one after the other, and how memory grows meanwhile. */
#include <malloc.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "app/application.h"
#include "app/window.h"

#define PATIENCE_SECONDS 60
#define FIRST_ROUNDS 5 /* until caches are as large as they become */

static GtkApplication *application;
static GHashTable *alive; /* object -> name of its type */

static void
on_gone (gpointer data, GObject *where_it_was)
{
  g_hash_table_remove (alive, where_it_was);
}

static void
watch (gpointer object)
{
  if (g_hash_table_insert (alive, object, (gpointer) G_OBJECT_TYPE_NAME (object)))
    g_object_weak_ref (object, on_gone, NULL);
}

static void
watch_widgets (GtkWidget *widget)
{
  /* The toolkit has one for all windows. */
  if (g_str_equal (G_OBJECT_TYPE_NAME (widget), "GtkTooltipWindow"))
    return;
  watch (widget);
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child; child = gtk_widget_get_next_sibling (child))
    watch_widgets (child);
}

static gboolean
on_timeout (gpointer over)
{
  *(gboolean *) over = TRUE;
  return G_SOURCE_REMOVE;
}

/* FALSE: time was up. */
static gboolean
wait_for (gboolean (*condition) (gpointer data), gpointer data)
{
  gboolean over = FALSE;
  guint source = g_timeout_add_seconds (PATIENCE_SECONDS, on_timeout, &over);
  while (!condition (data) && !over)
    g_main_context_iteration (NULL, TRUE);
  if (!over)
    g_source_remove (source);
  return !over;
}

static gboolean
are_all_gone (gpointer data)
{
  return g_hash_table_size (alive) == 0;
}

static gboolean
has_run (gpointer window)
{
  WscSession *session = wsc_window_get_session (window);
  return !wsc_session_get_running (session) && !wsc_session_get_reduction_job (session) && !wsc_session_get_series_job (session)
         && (wsc_session_get_results (session) || wsc_session_get_series (session));
}

static void
on_document (gboolean *opened)
{
  *opened = TRUE;
}

static gboolean
is_set (gpointer flag)
{
  return *(gboolean *) flag;
}

/* Lets frames be drawn. */
static void
draw (GtkWidget *window)
{
  gboolean over = FALSE;
  g_timeout_add (100, on_timeout, &over);
  while (!over)
    g_main_context_iteration (NULL, TRUE);
}

static WscWindow *
open_study (const char *name)
{
  gboolean opened = FALSE;
  WscWindow *window = wsc_window_new (application);
  gulong handler = g_signal_connect_swapped (wsc_window_get_session (window), "document-changed", G_CALLBACK (on_document), &opened);
  gtk_window_present (GTK_WINDOW (window));
  wsc_window_open_path (window, name);
  g_assert_true (wait_for (is_set, &opened));
  g_signal_handler_disconnect (wsc_window_get_session (window), handler);
  return window;
}

static void
show_pages (WscWindow *window)
{
  static const char *const pages[] = { "series", "neurons", "compare", "reduce", "loss" };
  for (guint i = 0; i < G_N_ELEMENTS (pages); i++)
    {
      g_action_group_activate_action (G_ACTION_GROUP (window), "page", g_variant_new_string (pages[i]));
      draw (GTK_WIDGET (window));
    }
}

/* Nothing of a window is left when it has been closed. */
static void
close_window (WscWindow *window)
{
  watch_widgets (GTK_WIDGET (window));
  watch (wsc_window_get_session (window));
  gtk_window_close (GTK_WINDOW (window));
  if (wait_for (are_all_gone, NULL))
    return;
  GHashTableIter iter;
  gpointer name;
  g_hash_table_iter_init (&iter, alive);
  while (g_hash_table_iter_next (&iter, NULL, &name))
    g_printerr ("# still there: %s\n", (const char *) name);
  g_error ("%u objects of a closed window are still there", g_hash_table_size (alive));
}

static void
test_start (void)
{
  WscWindow *window = wsc_window_new (application);
  gtk_window_present (GTK_WINDOW (window));
  draw (GTK_WIDGET (window));
  close_window (window);
}

static void
test_study (gconstpointer name)
{
  WscWindow *window = open_study (name);
  wsc_session_run (wsc_window_get_session (window));
  g_assert_true (wait_for (has_run, window));
  show_pages (window);
  g_assert_true (wait_for (has_run, window));
  close_window (window);
}

static void
test_while_it_runs (void)
{
  WscWindow *window = open_study ("iris");
  wsc_session_run (wsc_window_get_session (window));
  draw (GTK_WIDGET (window));
  close_window (window);
}

static void
test_dialogs (void)
{
  WscWindow *window = open_study ("fig2");
  wsc_session_run (wsc_window_get_session (window));
  g_assert_true (wait_for (has_run, window));
  g_action_group_activate_action (G_ACTION_GROUP (window), "export-figure", NULL);
  g_action_group_activate_action (G_ACTION_GROUP (application), "preferences", NULL);
  draw (GTK_WIDGET (window));
  g_autoptr (GList) windows = g_list_copy (gtk_application_get_windows (application));
  g_assert_cmpuint (g_list_length (windows), >=, 2);
  for (GList *l = windows; l; l = l->next)
    if (l->data != window)
      {
        watch_widgets (l->data);
        gtk_window_close (l->data);
      }
  close_window (window);
}

static gsize
get_resident (void)
{
  g_autofree char *text = NULL;
  gsize pages = 0;
  if (g_file_get_contents ("/proc/self/statm", &text, NULL, NULL) && sscanf (text, "%*s %zu", &pages) != 1)
    pages = 0;
  return pages * (gsize) sysconf (_SC_PAGESIZE);
}

static void
measure (guint n)
{
  gsize allocated = 0, resident = 0;
  for (guint i = 0; i < FIRST_ROUNDS + n; i++)
    {
      if (i == FIRST_ROUNDS)
        {
          allocated = mallinfo2 ().uordblks;
          resident = get_resident ();
        }
      test_study ("fig6");
      g_print ("%u: %.1f MB in use, %.1f MB resident\n", i + 1, mallinfo2 ().uordblks / 1e6, get_resident () / 1e6);
    }
  g_print ("Growth a window: %.1f kB in use, %.1f kB resident\n", ((double) mallinfo2 ().uordblks - (double) allocated) / n / 1e3,
           ((double) get_resident () - (double) resident) / n / 1e3);
}

static void
start_application (void)
{
  g_autoptr (GError) error = NULL;
  application = GTK_APPLICATION (wsc_application_new ());
  g_application_set_flags (G_APPLICATION (application), G_APPLICATION_NON_UNIQUE);
  g_application_register (G_APPLICATION (application), NULL, &error);
  g_assert_no_error (error);
  g_application_hold (G_APPLICATION (application));
  alive = g_hash_table_new (NULL, NULL);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  start_application ();
  if (argc > 1)
    {
      measure ((guint) atoi (argv[1]));
      return 0;
    }
  g_test_add_func ("/start", test_start);
  g_test_add_data_func ("/study", "fig6", test_study);
  g_test_add_data_func ("/series", "airpassengers", test_study);
  g_test_add_func ("/while-it-runs", test_while_it_runs);
  g_test_add_func ("/dialogs", test_dialogs);
  return g_test_run ();
}
