#include "test-base.h"

typedef struct
{
  gint *visits; /* atomic */
  guint n_threads;
  GThread *caller;
  gint n_ticks;        /* caller only */
  gint n_wrong_thread; /* atomic */
  gint release;        /* atomic: what item 0 waits for */
} Probe;

static void
visit (gpointer data, guint item, guint thread)
{
  Probe *probe = data;

  g_atomic_int_inc (&probe->visits[item]);
  if (thread >= probe->n_threads || (thread == 0) != (g_thread_self () == probe->caller))
    g_atomic_int_inc (&probe->n_wrong_thread);
}

static void
count_tick (gpointer data)
{
  Probe *probe = data;

  if (g_thread_self () != probe->caller)
    g_atomic_int_inc (&probe->n_wrong_thread);
  probe->n_ticks++;
}

static void
test_visits (void)
{
  static const guint threads[] = { 1, 2, 3, 7, 0 }, items[] = { 0, 1, 2, 5, 64, 10000 };

  for (gsize t = 0; t < G_N_ELEMENTS (threads); t++)
    for (gsize i = 0; i < 2 * G_N_ELEMENTS (items); i++)
      {
        const guint n = items[i / 2];
        g_autofree gint *visits = g_new0 (gint, n + 1);
        Probe probe = { .visits = visits,
                        .n_threads = threads[t] == 0 ? g_get_num_processors () : threads[t],
                        .caller = g_thread_self () };

        wsc_parallel_for (threads[t], n, visit, i % 2 == 0 ? NULL : count_tick, &probe);
        for (guint j = 0; j < n; j++)
          g_assert_cmpint (visits[j], ==, 1);
        g_assert_cmpint (visits[n], ==, 0);
        g_assert_cmpint (probe.n_wrong_thread, ==, 0);
      }
}

/* A slot for each thread needs no lock: what helpers wrote is there after the loop. */
static void
add_to_slot (gpointer data, guint item, guint thread)
{
  ((guint64 *) data)[thread] += item;
}

static void
test_slots (void)
{
  for (guint n_threads = 1; n_threads <= 7; n_threads++)
    {
      guint64 slots[7] = { 0 }, sum = 0;

      wsc_parallel_for (n_threads, 1000, add_to_slot, NULL, slots);
      for (guint i = 0; i < 7; i++)
        sum += slots[i];
      g_assert_cmpuint (sum, ==, 999 * 1000 / 2);
    }
}

static void
record_order (gpointer data, guint item, guint thread)
{
  guint *next = data;

  g_assert_cmpuint (item, ==, (*next)++);
}

static void
test_order (void)
{
  guint next = 0;

  wsc_parallel_for (1, 100, record_order, NULL, &next);
  g_assert_cmpuint (next, ==, 100);
}

/* One helper holds on until the caller, who has nothing left to do, has ticked three times. */
static void
hold (gpointer data, guint item, guint thread)
{
  Probe *probe = data;

  if (thread == 0)
    {
      /* Leave an item to the helper before taking another. */
      while (g_atomic_int_get (&probe->visits[0]) == 0)
        g_thread_yield ();
      return;
    }
  g_atomic_int_inc (&probe->visits[0]);
  while (g_atomic_int_get (&probe->release) == 0)
    g_usleep (1000);
}

static void
tick_and_release (gpointer data)
{
  Probe *probe = data;

  if (++probe->n_ticks >= 4)
    g_atomic_int_set (&probe->release, 1);
}

static void
test_ticks_while_waiting (void)
{
  gint visits[1] = { 0 };
  Probe probe = { .visits = visits };

  wsc_parallel_for (2, 2, hold, tick_and_release, &probe);
  g_assert_cmpint (probe.n_ticks, >=, 4);
}

/* Loops inside loops. */
static void
inner (gpointer data, guint item, guint thread)
{
  g_atomic_int_inc ((gint *) data);
}

static void
outer (gpointer data, guint item, guint thread)
{
  wsc_parallel_for (2, 10, inner, NULL, data);
}

static void
test_nested (void)
{
  gint count = 0;

  wsc_parallel_for (3, 20, outer, NULL, &count);
  g_assert_cmpint (count, ==, 200);
}

void
add_parallel_tests (void)
{
  g_test_add_func ("/parallel/each-item-once", test_visits);
  g_test_add_func ("/parallel/slots", test_slots);
  g_test_add_func ("/parallel/order", test_order);
  g_test_add_func ("/parallel/ticks-while-waiting", test_ticks_while_waiting);
  g_test_add_func ("/parallel/nested", test_nested);
}
