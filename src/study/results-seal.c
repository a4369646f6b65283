/* The seal of a results file. HDF5 trusts what it reads, and damaged bytes can crash it; so the block before the
 * HDF5 part, which HDF5 leaves to its user, names the program and holds the SHA-256 of all that follows. Nothing
 * is given to HDF5 that does not match. */
#include <string.h>
#include <glib/gi18n-lib.h>

#include "study/results-file.h"

#define HEAD "Weightscape results\nsha256 "
#define DIGEST_LENGTH 64

static char *
seal_of (const guint8 *bytes, gsize length)
{
  g_autofree char *digest
    = g_compute_checksum_for_data (G_CHECKSUM_SHA256, bytes + WSC_SEAL_SIZE, length - WSC_SEAL_SIZE);

  return g_strconcat (HEAD, digest, "\n", NULL);
}

void
wsc_results_seal (guint8 *bytes, gsize length)
{
  g_autofree char *seal = NULL;

  g_return_if_fail (length >= WSC_SEAL_SIZE);

  seal = seal_of (bytes, length);
  memset (bytes, 0, WSC_SEAL_SIZE);
  memcpy (bytes, seal, strlen (seal));
}

static gboolean
fail (GError **error, const char *reason)
{
  g_set_error_literal (error, WSC_ERROR, WSC_ERROR_FORMAT, reason);
  return FALSE;
}

gboolean
wsc_results_check_seal (const guint8 *bytes, gsize length, GError **error)
{
  g_autofree char *seal = NULL;

  if (length >= 8 && memcmp (bytes, "\211HDF\r\n\032\n", 8) == 0)
    return fail (error, _("it is HDF5, but not results of Weightscape"));
  if (length < strlen (HEAD) || memcmp (bytes, HEAD, strlen (HEAD)) != 0)
    return fail (error, _("it does not begin as results of Weightscape do"));
  if (length < WSC_SEAL_SIZE)
    return fail (error, _("it ends too early"));
  seal = seal_of (bytes, length);
  if (memcmp (bytes, seal, strlen (seal)) != 0)
    return fail (error, _("its bytes are not those that were written"));
  return TRUE;
}
