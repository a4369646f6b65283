/* Files: whole, or as they were. */
#include <errno.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

#include <glib/gstdio.h>

#include "test-base.h"

typedef struct
{
  char *folder;
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer data)
{
  fixture->folder = g_dir_make_tmp ("weightscape-XXXXXX", NULL);
  g_assert_nonnull (fixture->folder);
}

static guint
count_files (const char *folder)
{
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  guint n = 0;
  while (g_dir_read_name (dir))
    n++;
  return n;
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GDir) dir = g_dir_open (fixture->folder, 0, NULL);
  const char *name;
  while ((name = g_dir_read_name (dir)))
    {
      g_autofree char *path = g_build_filename (fixture->folder, name, NULL);
      g_unlink (path);
    }
  g_rmdir (fixture->folder);
  g_free (fixture->folder);
}

static void
assert_contents (const char *path, const char *expected)
{
  g_autofree char *text = NULL;
  g_assert_true (g_file_get_contents (path, &text, NULL, NULL));
  g_assert_cmpstr (text, ==, expected);
}

static void
test_replaces (Fixture *fixture, gconstpointer data)
{
  g_autofree char *path = g_build_filename (fixture->folder, "ä b.csv", NULL);
  g_autoptr (GError) error = NULL;
  g_assert_true (wsc_write_file (path, "one", 3, &error));
  assert_contents (path, "one");
  g_assert_cmpint (g_chmod (path, 0640), ==, 0);
  g_assert_true (wsc_write_file (path, "second", 6, &error));
  assert_contents (path, "second");
  struct stat info;
  g_assert_cmpint (stat (path, &info), ==, 0);
  g_assert_cmpint (info.st_mode & 07777, ==, 0640);
  g_assert_true (wsc_write_file (path, NULL, 0, &error));
  assert_contents (path, "");
  g_assert_cmpuint (count_files (fixture->folder), ==, 1);
}

/* A new file gets what the user's mask leaves, not the 0600 of temporary files. */
static void
test_permissions (Fixture *fixture, gconstpointer data)
{
  g_autofree char *path = g_build_filename (fixture->folder, "new.csv", NULL);
  mode_t mask = umask (022);
  g_assert_true (wsc_write_file (path, "x", 1, NULL));
  umask (mask);
  struct stat info;
  g_assert_cmpint (stat (path, &info), ==, 0);
  g_assert_cmpint (info.st_mode & 07777, ==, 0644);
}

static void
test_link (Fixture *fixture, gconstpointer data)
{
  g_autofree char *path = g_build_filename (fixture->folder, "real.csv", NULL);
  g_autofree char *link = g_build_filename (fixture->folder, "link.csv", NULL);
  g_assert_true (g_file_set_contents (path, "old", -1, NULL));
  g_assert_cmpint (symlink ("real.csv", link), ==, 0);
  g_assert_true (wsc_write_file (link, "new", 3, NULL));
  assert_contents (path, "new");
  g_assert_true (g_file_test (link, G_FILE_TEST_IS_SYMLINK));
}

/* A limit on the size of files stands for a full disk: the write fails in the middle. */
static void
test_full (Fixture *fixture, gconstpointer data)
{
  g_autofree char *path = g_build_filename (fixture->folder, "kept.csv", NULL);
  g_autofree char *large = g_malloc0 (100000);
  g_autoptr (GError) error = NULL;
  struct rlimit limit, small;
  g_assert_true (wsc_write_file (path, "old", 3, NULL));
  signal (SIGXFSZ, SIG_IGN);
  g_assert_cmpint (getrlimit (RLIMIT_FSIZE, &limit), ==, 0);
  small = limit;
  small.rlim_cur = 4096;
  g_assert_cmpint (setrlimit (RLIMIT_FSIZE, &small), ==, 0);
  gboolean written = wsc_write_file (path, large, 100000, &error);
  g_assert_cmpint (setrlimit (RLIMIT_FSIZE, &limit), ==, 0);
  g_assert_false (written);
  g_autofree char *message = g_strdup_printf ("Cannot write “%s”: %s", path, g_strerror (EFBIG));
  g_assert_error (error, WSC_ERROR, WSC_ERROR_FILE);
  g_assert_cmpstr (error->message, ==, message);
  assert_contents (path, "old");
  g_assert_cmpuint (count_files (fixture->folder), ==, 1);
}

static void
test_device (void)
{
  g_autoptr (GError) error = NULL;
  g_assert_false (wsc_write_file ("/dev/full", "x", 1, &error));
  g_assert_error (error, WSC_ERROR, WSC_ERROR_FILE);
  g_autofree char *message = g_strdup_printf ("Cannot write “/dev/full”: %s", g_strerror (ENOSPC));
  g_assert_cmpstr (error->message, ==, message);
  g_assert_true (wsc_write_file ("/dev/null", "x", 1, NULL));
  struct stat info;
  g_assert_cmpint (stat ("/dev/null", &info), ==, 0);
  g_assert_true (S_ISCHR (info.st_mode));
}

static void
assert_fails (const char *path, int number)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *message = g_strdup_printf ("Cannot write “%s”: %s", path, g_strerror (number));
  g_assert_false (wsc_write_file (path, "x", 1, &error));
  g_assert_error (error, WSC_ERROR, WSC_ERROR_FILE);
  g_assert_cmpstr (error->message, ==, message);
}

static void
test_refused (Fixture *fixture, gconstpointer data)
{
  g_autofree char *missing = g_build_filename (fixture->folder, "no", "x.csv", NULL);
  g_autofree char *file = g_build_filename (fixture->folder, "file", NULL);
  g_autofree char *under = g_build_filename (file, "x.csv", NULL);
  g_assert_true (g_file_set_contents (file, "old", -1, NULL));
  assert_fails (missing, ENOENT);
  assert_fails (under, ENOTDIR);
  assert_fails (fixture->folder, EISDIR);
  if (geteuid () == 0)
    return;
  g_autofree char *new = g_build_filename (fixture->folder, "new.csv", NULL);
  g_chmod (fixture->folder, 0555);
  assert_fails (new, EACCES);
  g_chmod (fixture->folder, 0755);
  g_chmod (file, 0444);
  assert_fails (file, EACCES);
  assert_contents (file, "old");
}

void
add_write_tests (void)
{
  g_test_add ("/write/replaces", Fixture, NULL, set_up, test_replaces, tear_down);
  g_test_add ("/write/permissions", Fixture, NULL, set_up, test_permissions, tear_down);
  g_test_add ("/write/link", Fixture, NULL, set_up, test_link, tear_down);
  g_test_add ("/write/full", Fixture, NULL, set_up, test_full, tear_down);
  g_test_add_func ("/write/device", test_device);
  g_test_add ("/write/refused", Fixture, NULL, set_up, test_refused, tear_down);
}
