/* What the tests of the session share. */
#pragma once

#include "session/session.h"

/* A study that runs in a few milliseconds. */
WscStudy *test_new_study (void);
/* Results of it, made on this thread, with `seed`. */
WscResults *test_new_results (int seed);
void test_set (WscStudy *study, const char *assignment);
/* Runs the default main context until `condition` holds; fails the test after a minute. */
void test_wait (gboolean (*condition) (gpointer data), gpointer data);
void test_wait_idle (WscSession *session); /* until no job runs */
gboolean test_is_set (gpointer flag);      /* a gboolean, as a condition */
void test_count (gpointer counter);        /* a signal handler, connected swapped: adds one to a guint */
