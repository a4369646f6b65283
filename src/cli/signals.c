#include "cli/cli.h"

#include <signal.h>
#include <string.h>
#include <unistd.h>

/* A signal handler reaches nothing but what is global. */
static gint n_signals;

/* The first asks to stop. Whoever sends a third does not want to wait. */
static void
on_signal (int number)
{
  if (g_atomic_int_add (&n_signals, 1) >= 2)
    _exit (WSC_EXIT_INTERRUPTED);
}

/* No SA_RESTART: a read that waits for ever, as of a pipe, must end too. */
void
wsc_signals_catch (void)
{
  struct sigaction action = { 0 };
  action.sa_handler = on_signal;
  sigemptyset (&action.sa_mask);
  sigaction (SIGINT, &action, NULL);
  sigaction (SIGTERM, &action, NULL);
  action.sa_handler = SIG_IGN;
  sigaction (SIGPIPE, &action, NULL);
}

gboolean
wsc_signals_is_interrupted (void)
{
  return g_atomic_int_get (&n_signals) > 0;
}
