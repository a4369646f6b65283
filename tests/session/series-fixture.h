/* A session of a small study with a series, and what the tests of its worker ask of it. */
#pragma once

#include <string.h>

#include "session/support.h"

typedef struct
{
  WscSession *session;
  guint n_changes, n_running;
} Fixture;

/* `assignments` on top of the small study. */
static inline WscStudy *
new_study (const char *assignments)
{
  g_auto (GStrv) items = g_strsplit (assignments, " ", -1);
  WscStudy *study = test_new_study ();
  test_set (study, "ssa.window=20");
  test_set (study, "ssa.landscape=3");
  for (char **item = items; *item; item++)
    if (**item)
      test_set (study, *item);
  return study;
}

static inline void
open_study (Fixture *fixture, const char *assignments)
{
  g_autoptr (WscStudy) study = new_study (assignments);
  wsc_session_set_study (fixture->session, study, NULL);
}

static inline void
set_up (Fixture *fixture, gconstpointer assignments)
{
  fixture->session = wsc_session_new ();
  open_study (fixture, assignments);
  g_signal_connect_swapped (fixture->session, "series-changed", G_CALLBACK (test_count), &fixture->n_changes);
  g_signal_connect_swapped (fixture->session, "notify::series-running", G_CALLBACK (test_count), &fixture->n_running);
}

static inline void
tear_down (Fixture *fixture, gconstpointer data)
{
  g_assert_finalize_object (fixture->session);
}

static inline void
set (Fixture *fixture, const char *key, const char *text)
{
  g_autoptr (GError) error = NULL;
  wsc_session_set_option (fixture->session, key, text, &error);
  g_assert_no_error (error);
}

static inline gboolean
is_idle (gpointer session)
{
  return !wsc_session_get_series_job (session) && !wsc_session_get_running (session);
}

static inline void
wait_idle (Fixture *fixture)
{
  test_wait (is_idle, fixture->session);
}

static inline const WscSeriesParts *
get_parts (Fixture *fixture)
{
  WscResults *results = wsc_session_get_series (fixture->session);
  return results ? wsc_results_get_series (results) : NULL;
}

static inline gboolean
has_parts (gpointer fixture)
{
  return get_parts (fixture) != NULL;
}

static inline gboolean
is_running (Fixture *fixture)
{
  gboolean running;
  g_object_get (fixture->session, "series-running", &running, NULL);
  g_assert_cmpint (running, ==, wsc_session_get_series_job (fixture->session) != NULL);
  return running;
}

/* What the session shows is what a run of its study by itself gives. */
static inline void
assert_of_study (Fixture *fixture)
{
  const WscObserver observer = { .n_threads = 1, .needs = WSC_NEED_SERIES };
  g_autoptr (GError) error = NULL;
  g_autoptr (WscResults) expected = wsc_pipeline_run (wsc_session_get_study (fixture->session), NULL, &observer, &error);
  g_assert_no_error (error);
  const WscSeriesParts *a = wsc_results_get_series (expected), *b = get_parts (fixture);
  gsize size = a->reconstruction->n * sizeof (double);
  g_assert_nonnull (b);
  g_assert_false (wsc_results_is_partial (wsc_session_get_series (fixture->session)));
  g_assert_cmpmem (a->reconstruction->signal, size, b->reconstruction->signal, size);
  g_assert_cmpuint (wsc_ssa_get_window (a->ssa), ==, wsc_ssa_get_window (b->ssa));
  g_assert_cmpuint (a->grouped->groups->len, ==, b->grouped->groups->len);
  g_assert_true ((a->forecast == NULL) == (b->forecast == NULL));
  g_assert_true ((a->landscape == NULL) == (b->landscape == NULL));
  g_assert_null (wsc_session_get_series_problem (fixture->session));
}

#define ADD(name, assignments, func) g_test_add ("/series/" name, Fixture, assignments, set_up, func, tear_down)
#define OF_SERIES "study.subject=series"
