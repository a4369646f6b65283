#include "app/network-probe.h"

#include "study/study.h"

static void
look_in_thread (GTask *task, gpointer source, gpointer task_data, GCancellable *cancellable)
{
  for (char **path = task_data; *path; path++)
    if (!wsc_study_is_bare_network (*path, NULL))
      {
        g_task_return_pointer (task, NULL, NULL);
        return;
      }
  g_task_return_pointer (task, g_strjoinv (";", task_data), g_free);
}

void
wsc_network_probe_async (const char *const *paths, GAsyncReadyCallback callback, gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (NULL, NULL, callback, user_data);
  g_autoptr (GStrvBuilder) full = g_strv_builder_new ();
  for (; *paths; paths++)
    {
      g_autofree char *path = g_canonicalize_filename (*paths, NULL);
      g_strv_builder_add (full, path);
    }
  g_task_set_task_data (task, g_strv_builder_end (full), (GDestroyNotify) g_strfreev);
  g_task_run_in_thread (task, look_in_thread);
}

char *
wsc_network_probe_finish (GAsyncResult *result)
{
  return g_task_propagate_pointer (G_TASK (result), NULL);
}
