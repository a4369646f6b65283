/* A file of data read on a thread: its first rows before all of it, wishes, problems, and a stop in the middle. */
#include <glib/gstdio.h>

#include "session/reading.h"
#include "session/support.h"

typedef struct
{
  char *path;
  guint changes;
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer data)
{
  int fd = g_file_open_tmp ("wsc-reading-XXXXXX.csv", &fixture->path, NULL);
  g_assert_cmpint (fd, >=, 0);
  g_close (fd, NULL);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  g_unlink (fixture->path);
  g_free (fixture->path);
}

static void
write_rows (Fixture *fixture, guint n)
{
  g_autoptr (GString) text = g_string_new ("a,b,kind\n");
  for (guint i = 0; i < n; i++)
    g_string_append_printf (text, "%u,%u,%s\n", i * 7 % 13, i * 5 % 12, i % 2 ? "x" : "y");
  g_assert_true (g_file_set_contents (fixture->path, text->str, -1, NULL));
}

static WscReading *
start (Fixture *fixture)
{
  WscReading *reading = wsc_reading_new (fixture->path);
  g_signal_connect_swapped (reading, "changed", G_CALLBACK (test_count), &fixture->changes);
  return reading;
}

static gboolean
is_idle (gpointer reading)
{
  return !wsc_reading_is_busy (reading);
}

static void
test_reads (Fixture *fixture, gconstpointer data)
{
  write_rows (fixture, 3000);
  g_autoptr (WscReading) reading = start (fixture);
  g_assert_true (wsc_reading_is_busy (reading));
  g_assert_null (wsc_reading_get_preview (reading));
  test_wait (is_idle, reading);
  g_assert_cmpuint (fixture->changes, >, 0);
  g_assert_true (wsc_reading_is_read (reading));
  g_assert_cmpfloat (wsc_reading_get_fraction (reading), ==, 1);
  g_assert_cmpuint (wsc_preview_get_n_rows (wsc_reading_get_preview (reading)), ==, 3000);
  g_assert_cmpint (wsc_reading_get_proposal (reading)->kind, ==, WSC_DATA_TABLE);
  g_assert_null (wsc_reading_get_problem (reading));
}

/* A wish before the file is there, one after, and one that cannot be. */
static void
test_wishes (Fixture *fixture, gconstpointer data)
{
  write_rows (fixture, 3000);
  g_autoptr (WscReading) reading = start (fixture);
  wsc_reading_wish (reading, &(WscWish){ .kind = WSC_DATA_SERIES, .column = "a" });
  test_wait (is_idle, reading);
  g_assert_cmpstr (wsc_reading_get_proposal (reading)->study->data.column, ==, "a");
  wsc_reading_wish (reading, &(WscWish){ .kind = WSC_DATA_TABLE, .target = "b" });
  g_assert_true (wsc_reading_is_busy (reading));
  wsc_reading_wish (reading, &(WscWish){ .kind = WSC_DATA_SERIES, .column = "b" });
  test_wait (is_idle, reading);
  g_assert_cmpstr (wsc_reading_get_proposal (reading)->study->data.column, ==, "b");
  wsc_reading_wish (reading, &(WscWish){ .kind = WSC_DATA_SERIES, .column = "kind" });
  test_wait (is_idle, reading);
  g_assert_null (wsc_reading_get_proposal (reading));
  g_assert_nonnull (wsc_reading_get_problem (reading));
  wsc_reading_wish (reading, &(WscWish){ .kind = WSC_DATA_GUESS });
  test_wait (is_idle, reading);
  g_assert_nonnull (wsc_reading_get_proposal (reading));
  g_assert_null (wsc_reading_get_problem (reading));
}

static void
test_problem (Fixture *fixture, gconstpointer data)
{
  g_autoptr (WscReading) reading = start (fixture);
  test_wait (is_idle, reading);
  g_assert_null (wsc_reading_get_preview (reading));
  g_assert_null (wsc_reading_get_proposal (reading));
  g_assert_true (g_str_has_suffix (wsc_reading_get_problem (reading), "found an empty file, expected rows of numbers"));
}

/* Nothing follows a stop, and the thread gives the reading back. */
static void
test_stop (Fixture *fixture, gconstpointer data)
{
  write_rows (fixture, 100000);
  WscReading *reading = start (fixture);
  g_object_add_weak_pointer (G_OBJECT (reading), (gpointer *) &reading);
  wsc_reading_stop (reading);
  g_assert_false (wsc_reading_is_busy (reading));
  guint before = fixture->changes;
  g_object_unref (reading);
  while (reading)
    g_main_context_iteration (NULL, TRUE);
  g_assert_cmpuint (fixture->changes, ==, before);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add ("/reading/reads", Fixture, NULL, set_up, test_reads, tear_down);
  g_test_add ("/reading/wishes", Fixture, NULL, set_up, test_wishes, tear_down);
  g_test_add ("/reading/problem", Fixture, NULL, set_up, test_problem, tear_down);
  g_test_add ("/reading/stop", Fixture, NULL, set_up, test_stop, tear_down);
  return g_test_run ();
}
