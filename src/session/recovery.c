/* The folders of running and of ended programs, and whose they are. */
#include "session/recovery.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/file.h>
#include <unistd.h>

#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>

#include "session/errand.h"

#define LOCK "lock"
#define SUFFIX ".document"
#define NEW_PREFIX "new-" /* a folder that is being made: its lock is not held yet */

struct _WscRecovery
{
  GObject parent_instance;

  char *folder;
  char *own;   /* this program's folder, NULL until something is kept */
  int lock;    /* of it; -1: none */
  guint last;  /* number of the newest document */
  gboolean reported;
  GPtrArray *claims; /* of WscClaim */
};

G_DEFINE_FINAL_TYPE (WscRecovery, wsc_recovery, G_TYPE_OBJECT)

static guint failed_signal;

/* A folder that a program left, and its lock. */
typedef struct
{
  char *folder;
  int lock;
} WscClaim;

/* --- locks and folders ------------------------------------------------------------------- */

/* -1 where somebody else has it, or it cannot be had. Held as long as the file is open, so to the end of the program, however that comes. */
static int
take_lock (const char *folder, int flags)
{
  g_autofree char *path = g_build_filename (folder, LOCK, NULL);
  int fd = g_open (path, O_RDWR | O_CLOEXEC | flags, 0600);
  if (fd >= 0 && flock (fd, LOCK_EX | LOCK_NB) == 0)
    return fd;
  if (fd >= 0)
    close (fd);
  return -1;
}

static gboolean
has_documents (const char *folder)
{
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  const char *name = dir ? g_dir_read_name (dir) : NULL;
  while (name && !g_str_has_suffix (name, SUFFIX))
    name = g_dir_read_name (dir);
  return name != NULL;
}

static void
remove_folder (const char *folder)
{
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  for (const char *name = dir ? g_dir_read_name (dir) : NULL; name; name = g_dir_read_name (dir))
    {
      g_autofree char *path = g_build_filename (folder, name, NULL);
      g_unlink (path);
    }
  g_rmdir (folder);
}

static void
claim_free (gpointer data)
{
  WscClaim *claim = data;
  if (!has_documents (claim->folder))
    remove_folder (claim->folder);
  close (claim->lock);
  g_free (claim->folder);
  g_free (claim);
}

static gboolean
fail (GError **error, const char *path)
{
  int number = errno;
  g_autofree char *shown = g_filename_display_name (path);
  g_set_error (error, WSC_ERROR, WSC_ERROR_FILE, _("Cannot write “%s”: %s"), shown, g_strerror (number));
  return FALSE;
}

/* Under another name until it is locked, so that no other program takes it for one that was left. */
static gboolean
make_own (WscRecovery *self, GError **error)
{
  g_autofree char *id = g_uuid_string_random (), *name = g_strconcat (NEW_PREFIX, id, NULL);
  g_autofree char *made = g_build_filename (self->folder, name, NULL), *own = g_build_filename (self->folder, id, NULL);
  if (g_mkdir_with_parents (made, 0700) != 0)
    return fail (error, made);
  self->lock = take_lock (made, O_CREAT);
  if (self->lock >= 0 && g_rename (made, own) == 0)
    {
      self->own = g_steal_pointer (&own);
      return TRUE;
    }
  fail (error, made);
  if (self->lock >= 0)
    close (self->lock);
  self->lock = -1;
  remove_folder (made);
  return FALSE;
}

char *
wsc_recovery_dup_stem (WscRecovery *self, GError **error)
{
  g_return_val_if_fail (WSC_IS_RECOVERY (self), NULL);
  if (!self->own && !make_own (self, error))
    return NULL;
  return g_strdup_printf ("%s%c%u", self->own, G_DIR_SEPARATOR, ++self->last);
}

void
wsc_recovery_report (WscRecovery *self, const GError *error)
{
  g_return_if_fail (WSC_IS_RECOVERY (self) && error != NULL);
  if (self->reported)
    return;
  self->reported = TRUE;
  g_signal_emit (self, failed_signal, 0, error);
}

/* --- what was left ------------------------------------------------------------------------- */

typedef struct
{
  char *folder, *own;
  GPtrArray *claims;
  GPtrArray *found; /* of WscKept */
} WscSearch;

static void
search_free (gpointer data)
{
  WscSearch *search = data;
  g_free (search->folder);
  g_free (search->own);
  g_clear_pointer (&search->claims, g_ptr_array_unref);
  g_clear_pointer (&search->found, g_ptr_array_unref);
  g_free (search);
}

static void
read_documents (WscSearch *search, const char *folder)
{
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  for (const char *name = dir ? g_dir_read_name (dir) : NULL; name; name = g_dir_read_name (dir))
    {
      if (!g_str_has_suffix (name, SUFFIX))
        continue;
      g_autofree char *stem = g_build_filename (folder, name, NULL);
      stem[strlen (stem) - strlen (SUFFIX)] = '\0';
      WscKept *kept = wsc_kept_read (stem, NULL);
      if (kept)
        g_ptr_array_add (search->found, kept);
    }
}

static void
try_folder (WscSearch *search, const char *name)
{
  g_autofree char *folder = g_build_filename (search->folder, name, NULL);
  int lock = g_strcmp0 (folder, search->own) == 0 || g_str_has_prefix (name, NEW_PREFIX) ? -1 : take_lock (folder, 0);
  if (lock < 0)
    return;
  WscClaim *claim = g_new0 (WscClaim, 1);
  *claim = (WscClaim){ g_strdup (folder), lock };
  g_ptr_array_add (search->claims, claim);
  read_documents (search, folder);
}

static int
compare_times (gconstpointer a, gconstpointer b)
{
  const WscKept *x = *(WscKept *const *) a, *y = *(WscKept *const *) b;
  return g_date_time_compare (y->time, x->time);
}

static gboolean
look (gpointer data, GError **error)
{
  WscSearch *search = data;
  g_autoptr (GDir) dir = g_dir_open (search->folder, 0, NULL);
  for (const char *name = dir ? g_dir_read_name (dir) : NULL; name; name = g_dir_read_name (dir))
    try_folder (search, name);
  g_ptr_array_sort (search->found, compare_times);
  return TRUE;
}

void
wsc_recovery_look_async (WscRecovery *self, GAsyncReadyCallback callback, gpointer user_data)
{
  g_return_if_fail (WSC_IS_RECOVERY (self));
  WscSearch *search = g_new0 (WscSearch, 1);
  *search = (WscSearch){ g_strdup (self->folder), g_strdup (self->own), g_ptr_array_new_with_free_func (claim_free),
                         g_ptr_array_new_with_free_func ((GDestroyNotify) wsc_kept_free) };
  GTask *task = g_task_new (self, NULL, callback, user_data);
  g_task_set_task_data (task, search, search_free);
  wsc_errand_run_task ("weightscape-look", look, task);
}

GPtrArray *
wsc_recovery_look_finish (WscRecovery *self, GAsyncResult *result)
{
  g_return_val_if_fail (WSC_IS_RECOVERY (self) && g_task_is_valid (result, self), NULL);
  WscSearch *search = g_task_get_task_data (G_TASK (result));
  g_ptr_array_extend_and_steal (self->claims, g_steal_pointer (&search->claims));
  return g_steal_pointer (&search->found);
}

void
wsc_recovery_release_empty (WscRecovery *self)
{
  g_return_if_fail (WSC_IS_RECOVERY (self));
  for (guint i = self->claims->len; i > 0; i--)
    if (!has_documents (((WscClaim *) self->claims->pdata[i - 1])->folder))
      g_ptr_array_remove_index_fast (self->claims, i - 1);
}

void
wsc_recovery_release (WscRecovery *self)
{
  g_return_if_fail (WSC_IS_RECOVERY (self));
  g_ptr_array_set_size (self->claims, 0);
}

/* --- the object ---------------------------------------------------------------------------------- */

static void
wsc_recovery_finalize (GObject *object)
{
  WscRecovery *self = WSC_RECOVERY (object);
  g_ptr_array_unref (self->claims);
  if (self->own && !has_documents (self->own))
    remove_folder (self->own);
  if (self->lock >= 0)
    close (self->lock);
  g_free (self->own);
  g_free (self->folder);
  G_OBJECT_CLASS (wsc_recovery_parent_class)->finalize (object);
}

static void
wsc_recovery_class_init (WscRecoveryClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = wsc_recovery_finalize;
  failed_signal = g_signal_new ("failed", WSC_TYPE_RECOVERY, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_ERROR);
}

static void
wsc_recovery_init (WscRecovery *self)
{
  self->lock = -1;
  self->claims = g_ptr_array_new_with_free_func (claim_free);
}

WscRecovery *
wsc_recovery_new (const char *folder)
{
  WscRecovery *self = g_object_new (WSC_TYPE_RECOVERY, NULL);
  self->folder = folder ? g_strdup (folder) : g_build_filename (g_get_user_state_dir (), "weightscape", "recovery", NULL);
  return self;
}

const char *
wsc_recovery_get_folder (WscRecovery *self)
{
  g_return_val_if_fail (WSC_IS_RECOVERY (self), NULL);
  return self->folder;
}
