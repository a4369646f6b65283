/* What a run will hold in memory, so that one that cannot end well is refused before it begins: where memory runs out
 * in the middle, the system ends the program. */
#include <unistd.h>
#include <glib/gi18n-lib.h>

#include "study/study-private.h"

#define COPIES 3 /* of the ensemble: in training, handed out, handed out before */

/* Neurons and their coordinates. */
static void
count_neurons (const WscEstimateSettings *settings, const WscArchitecture *a, double *m, double *d)
{
  guint layer = settings->layer > 0 ? MIN ((guint) settings->layer, a->n_layers) : a->n_layers;
  gboolean incoming = settings->side == WSC_SIDE_INCOMING;

  *m = a->sizes[incoming ? layer : layer - 1];
  *d = a->sizes[incoming ? layer - 1 : layer] + (incoming && settings->append_bias ? 1 : 0);
}

/* Every thread that aligns compares all units of a hidden layer with all. */
static double
count_comparisons (const WscArchitecture *a)
{
  double widest = 0;

  for (guint k = 1; k < a->n_layers; k++)
    widest = MAX (widest, a->sizes[k]);
  return 2 * widest * widest * g_get_num_processors ();
}

/* Networks that are there at once: those of the bootstrap or on fresh noise, and one for every other method. */
static double
count_networks (const WscStudy *study)
{
  return MAX (wsc_relevant_replicas (study) ? study->estimate.replicas : 1, study->estimate.calibrate);
}

double
wsc_memory_needed (const WscStudy *study, const WscDataset *dataset, const WscArchitecture *architecture)
{
  double replicas = count_networks (study);
  double p = (double) wsc_architecture_get_n_parameters (architecture);
  double ensemble, aligned, neurons, samples, m, d;
  gsize n_train;

  wsc_dataset_get_train (dataset, &n_train);
  count_neurons (&study->estimate, architecture, &m, &d);
  ensemble = replicas * (p + 2.0 * study->training.epochs) * sizeof (float);
  aligned = (replicas * p + count_comparisons (architecture)) * sizeof (double);
  neurons = (m * d * d + replicas * m * d) * sizeof (double);
  samples = replicas * (double) MAX (n_train, wsc_dataset_get_length (dataset)) * 2 * sizeof (guint32);
  return COPIES * ensemble + aligned + neurons + samples;
}

static gboolean
is_enough (double needed, double *there)
{
  *there = (double) sysconf (_SC_PHYS_PAGES) * (double) sysconf (_SC_PAGESIZE);
  return needed <= *there;
}

gboolean
wsc_memory_check_series (double needed, GError **error)
{
  double there;

  if (is_enough (needed, &there))
    return TRUE;
  g_set_error (error, WSC_ERROR, WSC_ERROR_RANGE,
               _("The components of the series need about %.3g GB, and this machine has %.3g GB: take fewer values (data.count), "
                 "a shorter window (ssa.window), or fewer components of one above %d (ssa.leading)"),
               needed / 1e9, there / 1e9, WSC_SSA_WHOLE);
  return FALSE;
}

/* Distances, those of the tree, and the graph of overlaps; covariances and their roots. */
gboolean
wsc_memory_check_distances (guint m, guint d, GError **error)
{
  const double needed = (4.0 * m * m + 4.0 * m * d * d) * sizeof (double);
  double there;

  if (is_enough (needed, &there))
    return TRUE;
  g_set_error (error, WSC_ERROR, WSC_ERROR_RANGE,
               _("To compare %u neurons of %u coordinates takes about %.3g GB, and this machine has %.3g GB: show a narrower layer (estimate.layer)"),
               m, d, needed / 1e9, there / 1e9);
  return FALSE;
}

gboolean
wsc_memory_check (double needed, GError **error)
{
  double there;

  if (is_enough (needed, &there))
    return TRUE;
  g_set_error (error, WSC_ERROR, WSC_ERROR_RANGE,
               _("The networks and their neurons need about %.3g GB, and this machine has %.3g GB: lower the replicas "
                  "(estimate.replicas), the layers (model.layers) or the epochs (training.epochs), or show a narrower "
                  "layer (estimate.layer)"),
               needed / 1e9, there / 1e9);
  return FALSE;
}
