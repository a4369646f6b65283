/* A loop shared out to threads that live as long as the loop. Waiting uses pthread primitives
 * and not GCond, because race detectors see through them. */
#include "base/base.h"

#include <errno.h>
#include <pthread.h>
#include <time.h>

#define TICK_NS (20 * 1000 * 1000)

typedef struct
{
  WscParallelFunc func;
  void (*tick) (gpointer user_data);
  gpointer user_data;
  guint n_items;
  gsize next; /* atomic: the first item not yet handed out */
  pthread_mutex_t lock;
  pthread_cond_t finished;
  guint n_running; /* helpers, under `lock` */
} Loop;

typedef struct
{
  Loop *loop;
  guint index;
  GThread *thread;
} Helper;

static gboolean
take_item (Loop *loop, guint *item)
{
  const gsize next = (gsize) g_atomic_pointer_add (&loop->next, 1);

  *item = (guint) next;
  return next < loop->n_items;
}

static gpointer
help (gpointer data)
{
  Helper *helper = data;
  Loop *loop = helper->loop;
  guint item;

  while (take_item (loop, &item))
    loop->func (loop->user_data, item, helper->index);

  pthread_mutex_lock (&loop->lock);
  if (--loop->n_running == 0)
    pthread_cond_signal (&loop->finished);
  pthread_mutex_unlock (&loop->lock);
  return NULL;
}

static void
take_part (Loop *loop)
{
  guint item;

  while (take_item (loop, &item))
    {
      loop->func (loop->user_data, item, 0);
      if (loop->tick != NULL)
        loop->tick (loop->user_data);
    }
}

static struct timespec
next_tick (void)
{
  struct timespec t;

  clock_gettime (CLOCK_MONOTONIC, &t);
  t.tv_nsec += TICK_NS;
  if (t.tv_nsec >= 1000000000)
    {
      t.tv_sec++;
      t.tv_nsec -= 1000000000;
    }
  return t;
}

static void
wait_ticking (Loop *loop)
{
  pthread_mutex_lock (&loop->lock);
  while (loop->n_running > 0)
    {
      const struct timespec until = next_tick ();

      if (pthread_cond_timedwait (&loop->finished, &loop->lock, &until) != ETIMEDOUT)
        continue;
      pthread_mutex_unlock (&loop->lock);
      loop->tick (loop->user_data);
      pthread_mutex_lock (&loop->lock);
    }
  pthread_mutex_unlock (&loop->lock);
}

static void
loop_init (Loop *loop)
{
  pthread_condattr_t monotonic;

  pthread_mutex_init (&loop->lock, NULL);
  pthread_condattr_init (&monotonic);
  pthread_condattr_setclock (&monotonic, CLOCK_MONOTONIC);
  pthread_cond_init (&loop->finished, &monotonic);
  pthread_condattr_destroy (&monotonic);
}

static void
loop_clear (Loop *loop)
{
  pthread_cond_destroy (&loop->finished);
  pthread_mutex_destroy (&loop->lock);
}

/* Where the system gives no more threads, those there are do the work. */
static void
start_helpers (Loop *loop, Helper *helpers, guint n)
{
  for (guint i = 0; i < n; i++)
    {
      helpers[i] = (Helper){ .loop = loop, .index = i + 1 };
      pthread_mutex_lock (&loop->lock);
      loop->n_running++;
      pthread_mutex_unlock (&loop->lock);
      helpers[i].thread = g_thread_try_new ("wsc-loop", help, &helpers[i], NULL);
      if (helpers[i].thread != NULL)
        continue;
      pthread_mutex_lock (&loop->lock);
      loop->n_running--;
      pthread_mutex_unlock (&loop->lock);
    }
}

void
wsc_parallel_for (guint n_threads, guint n_items, WscParallelFunc func, void (*tick) (gpointer user_data),
                  gpointer user_data)
{
  Loop loop = { .func = func, .tick = tick, .user_data = user_data, .n_items = n_items };
  g_autofree Helper *helpers = NULL;
  guint n_helpers;

  g_return_if_fail (func != NULL);

  if (n_threads == 0)
    n_threads = g_get_num_processors ();
  n_helpers = n_items == 0 ? 0 : MIN (n_threads, n_items) - 1;
  helpers = g_new0 (Helper, n_helpers + 1);

  loop_init (&loop);
  start_helpers (&loop, helpers, n_helpers);
  take_part (&loop);
  if (tick != NULL)
    wait_ticking (&loop);
  for (guint i = 0; i < n_helpers; i++)
    g_clear_pointer (&helpers[i].thread, g_thread_join);
  loop_clear (&loop);
}
