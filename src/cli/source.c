/* Where results come from: a study that is run, or a file that holds them already. */
#include "cli/cli.h"

#include <fcntl.h>
#include <string.h>
#include <unistd.h>

#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>

#include "study/forms.h"
#include "study/propose.h"

/* HDF5 file format specification, II.A: at the beginning, or after a block of the user's of 512 bytes or a power of two
 * times that. */
static const char signature[] = "\211HDF\r\n\032\n";
#define MAX_BLOCK 4096

static gboolean
has_signature (int fd)
{
  char found[sizeof signature - 1];
  for (off_t at = 0; at <= MAX_BLOCK; at = at == 0 ? 512 : 2 * at)
    if (pread (fd, found, sizeof found, at) == (gssize) sizeof found && memcmp (found, signature, sizeof found) == 0)
      return TRUE;
  return FALSE;
}

static gboolean
is_results (const char *name)
{
  if (g_str_has_suffix (name, ".h5"))
    return TRUE;
  int fd = g_file_test (name, G_FILE_TEST_IS_REGULAR) ? g_open (name, O_RDONLY | O_CLOEXEC, 0) : -1;
  gboolean found = fd >= 0 && has_signature (fd);
  if (fd >= 0)
    close (fd);
  return found;
}

/* --- --set ------------------------------------------------------------------ */

static char *
make_full (const char *path, gpointer user_data)
{
  return g_canonicalize_filename (path, NULL);
}

/* On the command line a relative path starts where the user is, not where the study is. */
static char *
resolve_assignment (const char *assignment)
{
  const char *equals = strchr (assignment, '=');
  g_autofree char *key = equals ? g_strstrip (g_strndup (assignment, (gsize) (equals - assignment))) : NULL;
  const WscOption *option = key ? wsc_option_find (key) : NULL;
  if (!option || option->type != WSC_OPTION_FILE)
    return g_strdup (assignment);
  g_autofree char *full = wsc_option_map_paths (option, equals + 1, make_full, NULL);
  return g_strdup_printf ("%s=%s", key, full);
}

static gboolean
apply_sets (WscStudy *study, const WscRunOptions *options, int *status)
{
  for (char **set = options->sets; set && *set; set++)
    {
      g_autoptr (GError) error = NULL;
      g_autofree char *assignment = resolve_assignment (*set);
      if (wsc_study_set (study, assignment, &error))
        continue;
      wsc_cli_message ("--set %s: %s", *set, error->message);
      *status = WSC_EXIT_USAGE;
      return FALSE;
    }
  return TRUE;
}

/* The first option in which the studies differ that makes networks train again, or NULL. */
static const WscOption *
find_retraining (const WscStudy *before, const WscStudy *after)
{
  guint n;
  const WscOption *options = wsc_options (&n);
  for (guint i = 0; i < n; i++)
    {
      g_autofree char *old = wsc_option_get_text (&options[i], before), *new = wsc_option_get_text (&options[i], after);
      if ((options[i].stage == WSC_STAGE_DATA || options[i].stage == WSC_STAGE_TRAIN) && !g_str_equal (old, new) &&
          (wsc_option_has_effect (&options[i], before) || wsc_option_has_effect (&options[i], after)))
        return &options[i];
    }
  return NULL;
}

/* --- running ---------------------------------------------------------------- */

static void
print_notes (const WscResults *results)
{
  g_auto (GStrv) notes = wsc_results_dup_notes (results);
  for (char **note = notes; *note; note++)
    wsc_cli_message (_("note: %s"), *note);
}

static int
report_interrupt (const WscResults *results)
{
  WscEnsemble *ensemble = results ? wsc_results_get_ensemble (results) : NULL;
  if (ensemble)
    wsc_cli_message (_("interrupted after %u of %u replicas; nothing is written"),
                     wsc_ensemble_get_n_trained (ensemble), wsc_ensemble_get_n_replicas (ensemble));
  else
    wsc_cli_message (_("interrupted; nothing is written"));
  return WSC_EXIT_INTERRUPTED;
}

static WscResults *
run (const WscStudy *study, WscResults *previous, const WscRunOptions *options, guint needs, int *status)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (WscProgressLine) line = wsc_progress_line_new (options->progress);
  WscObserver observer = { .report = wsc_progress_line_report,
                           .user_data = line,
                           .n_threads = (guint) options->threads,
                           .needs = needs };
  g_autoptr (WscResults) results = wsc_pipeline_run (study, previous, &observer, &error);
  g_clear_pointer (&line, wsc_progress_line_free);
  if (wsc_signals_is_interrupted ())
    {
      *status = report_interrupt (results);
      return NULL;
    }
  if (!results)
    {
      wsc_cli_message ("%s", error->message);
      *status = WSC_EXIT_FAULT;
      return NULL;
    }
  print_notes (results);
  return g_steal_pointer (&results);
}

static WscResults *
fail (const GError *error, int *status)
{
  wsc_cli_message ("%s", error->message);
  *status = wsc_signals_is_interrupted () ? WSC_EXIT_INTERRUPTED : WSC_EXIT_FAULT;
  return NULL;
}

/* What a run is asked for: `needs`, or else what the study asks for, and more. */
typedef struct
{
  guint needs, more;
} Wanted;

/* Colours by cluster need clusters. */
static guint
get_needs (const Wanted *self, const WscStudy *study)
{
  guint needs = (self->needs != 0 ? self->needs : wsc_study_get_needs (study)) | self->more;
  if ((needs & WSC_NEED_NEURONS) && study->view.colour == WSC_COLOUR_CLUSTER)
    needs |= wsc_study_get_needs (study) & WSC_NEED_CLUSTERS;
  return needs;
}

static WscResults *
obtain_from_results (const char *name, const WscRunOptions *options, const Wanted *wanted, int *status)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (WscResults) results = wsc_results_load (name, &error);
  if (!results)
    return fail (error, status);
  if (!options->sets && get_needs (wanted, wsc_results_get_study (results)) == WSC_NEED_NEURONS)
    return g_steal_pointer (&results);
  g_autoptr (WscStudy) study = wsc_study_copy (wsc_results_get_study (results));
  if (!apply_sets (study, options, status))
    return NULL;
  guint needs = get_needs (wanted, study);
  const WscOption *option = find_retraining (wsc_results_get_study (results), study);
  if (option && (needs & WSC_NEED_NEURONS))
    wsc_cli_message (_("note: another %s, so the networks are trained again"), option->key);
  return run (study, results, options, needs, status);
}

static gboolean
is_to_go_on (gpointer user_data, double fraction, const char *phase)
{
  return !wsc_signals_is_interrupted ();
}

/* A table that is there stands for the study that the window would propose for it. */
static WscStudy *
obtain_study (const char *name, GError **error)
{
  const WscHook hook = { .report = is_to_go_on };
  if (!wsc_study_is_table (name) || !g_file_test (name, G_FILE_TEST_EXISTS))
    return wsc_study_load (name, error);
  g_autoptr (WscDataFile) file = wsc_data_file_load (name, &hook, error);
  g_autoptr (WscProposal) proposal = file ? wsc_proposal_new (file, NULL, error) : NULL;
  if (!proposal)
    return NULL;
  wsc_cli_message (_("%s “weightscape-cli describe” says what is proposed, and why."), proposal->summary);
  return g_steal_pointer (&proposal->study);
}

static WscResults *
obtain (const char *name, const WscRunOptions *options, const Wanted *wanted, int *status)
{
  g_autoptr (GError) error = NULL;
  if (!wsc_study_is_table (name) && is_results (name))
    return obtain_from_results (name, options, wanted, status);
  g_autoptr (WscStudy) study = obtain_study (name, &error);
  if (!study)
    return fail (error, status);
  return apply_sets (study, options, status) ? run (study, NULL, options, get_needs (wanted, study), status) : NULL;
}

WscResults *
wsc_cli_obtain (const char *name, const WscRunOptions *options, guint needs, int *status)
{
  return obtain (name, options, &(Wanted){ .needs = needs }, status);
}

WscResults *
wsc_cli_obtain_with (const char *name, const WscRunOptions *options, guint more, int *status)
{
  return obtain (name, options, &(Wanted){ .more = more }, status);
}

WscResults *
wsc_cli_obtain_other_form (WscResults *results, const WscRunOptions *options, int *status)
{
  g_autoptr (WscResults) own = results;
  g_autoptr (GError) error = NULL;
  g_autoptr (WscStudy) study = wsc_study_new_counterpart (wsc_results_get_study (own), &error);
  if (!study)
    return fail (error, status);
  g_autoptr (WscResults) other = run (study, NULL, options, get_needs (&(Wanted){ 0 }, study), status);
  return other ? wsc_results_with_other_form (own, other) : NULL;
}
