/* The list of edits: a plain stack, checked against random walks over it. */
#include "session/history.h"

#include <stdlib.h>

static void
test_walk (void)
{
  WscHistory history;
  guint now = 0, last = 0;
  wsc_history_init (&history);
  for (guint step = 0; step < 2000; step++)
    {
      const WscEdit *undo = wsc_history_peek_undo (&history), *redo = wsc_history_peek_redo (&history);
      g_assert_cmpint (undo != NULL, ==, now > 0);
      g_assert_cmpint (redo != NULL, ==, now < last);
      switch (g_test_rand_int_range (0, 3))
        {
        case 0:
          {
            g_autofree char *before = g_strdup_printf ("%u", now), *after = g_strdup_printf ("%u", now + 1);
            wsc_history_push (&history, "key", before, after);
            last = ++now;
            break;
          }
        case 1:
          if (!undo)
            break;
          g_assert_cmpint (atoi (undo->after), ==, now);
          g_assert_cmpint (atoi (undo->before), ==, --now);
          history.position--;
          break;
        default:
          if (!redo)
            break;
          g_assert_cmpint (atoi (redo->before), ==, now);
          g_assert_cmpint (atoi (redo->after), ==, ++now);
          history.position++;
        }
      g_assert_cmpint (history.position, ==, now);
    }
  wsc_history_clear (&history);
}

static void
test_gesture (void)
{
  WscHistory history;
  wsc_history_init (&history);
  wsc_history_begin (&history);
  wsc_history_push (&history, "a", "0", "1");
  wsc_history_push (&history, "a", "1", "2");
  wsc_history_push (&history, "b", "0", "1");
  wsc_history_push (&history, "a", "2", "3");
  wsc_history_end (&history);
  wsc_history_push (&history, "a", "3", "4");
  wsc_history_begin (&history);
  wsc_history_push (&history, "a", "4", "5");
  wsc_history_end (&history);

  static const char *const expected[][3]
      = { { "a", "0", "2" }, { "b", "0", "1" }, { "a", "2", "3" }, { "a", "3", "4" }, { "a", "4", "5" } };
  g_assert_cmpuint (history.edits->len, ==, G_N_ELEMENTS (expected));
  for (guint i = 0; i < G_N_ELEMENTS (expected); i++)
    {
      const WscEdit *edit = history.edits->pdata[i];
      g_assert_cmpstr (edit->key, ==, expected[i][0]);
      g_assert_cmpstr (edit->before, ==, expected[i][1]);
      g_assert_cmpstr (edit->after, ==, expected[i][2]);
    }
  wsc_history_clear (&history);
}

static void
save (WscHistory *history)
{
  wsc_history_split (history);
  wsc_history_set_saved (history, history->position, wsc_history_get_serial (history));
}

static void
test_saved (void)
{
  WscHistory history;
  wsc_history_init (&history);
  g_assert_true (wsc_history_is_saved (&history));
  wsc_history_push (&history, "a", "0", "1");
  g_assert_false (wsc_history_is_saved (&history));
  save (&history);
  g_assert_true (wsc_history_is_saved (&history));
  history.position--;
  g_assert_false (wsc_history_is_saved (&history));
  history.position++;
  g_assert_true (wsc_history_is_saved (&history));

  /* What was saved can no longer be reached once another edit took its place. */
  history.position--;
  wsc_history_push (&history, "a", "0", "7");
  g_assert_false (wsc_history_is_saved (&history));
  history.position--;
  g_assert_false (wsc_history_is_saved (&history));
  wsc_history_clear (&history);
}

static void
test_saved_within_gesture (void)
{
  WscHistory history;
  wsc_history_init (&history);
  wsc_history_begin (&history);
  wsc_history_push (&history, "a", "0", "1");
  save (&history);
  wsc_history_push (&history, "a", "1", "2");
  g_assert_false (wsc_history_is_saved (&history));
  history.position--;
  g_assert_true (wsc_history_is_saved (&history));
  wsc_history_clear (&history);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/history/walk", test_walk);
  g_test_add_func ("/history/gesture", test_gesture);
  g_test_add_func ("/history/saved", test_saved);
  g_test_add_func ("/history/saved-within-gesture", test_saved_within_gesture);
  return g_test_run ();
}
