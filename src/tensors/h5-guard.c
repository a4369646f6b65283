/* HDF5 trusts what it reads, and damaged bytes can crash it. So a file of others is read twice: by a child first, which is lost if the library fails, and
 * only what that could read by us. The lock is held meanwhile, so that the child finds the library as it should be; it takes no other lock. */
#include "tensors/h5.h"

#include <errno.h>
#include <signal.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#define MAX_SECONDS 60 /* where the library goes round in a circle */

static void
begin_child (void)
{
  static const int signals[] = { SIGSEGV, SIGBUS, SIGFPE, SIGILL, SIGABRT, SIGALRM };
  const struct rlimit none = { 0, 0 };

  for (guint i = 0; i < G_N_ELEMENTS (signals); i++)
    signal (signals[i], SIG_DFL);
  setrlimit (RLIMIT_CORE, &none);
  alarm (MAX_SECONDS);
}

gboolean
wsc_h5_survives (void (*read) (gpointer user_data), gpointer user_data)
{
  const pid_t child = fork ();
  int status = 0;

  if (child == 0)
    {
      begin_child ();
      read (user_data);
      _exit (0);
    }
  if (child < 0)
    return TRUE;
  while (waitpid (child, &status, 0) < 0)
    if (errno != EINTR)
      return TRUE;
  return WIFEXITED (status) && WEXITSTATUS (status) == 0;
}
