/* Batch, epochs and replicas: enough steps to learn something, few enough that it takes seconds. */
#include <glib/gi18n-lib.h>
#include <math.h>

#include "study/propose-private.h"

#define RATE 2e10       /* floating-point operations a second of a small machine */
#define SECONDS 3.0     /* that a first picture may take */
#define WORK 6.0        /* operations a parameter and sample: twice forward, twice for either gradient */
#define STEPS 2000      /* after which a small network has learnt most */
#define USUAL_BATCH 32
#define FEWEST_STEPS 20 /* in an epoch, else the batch is smaller */
#define LEAST_EPOCHS 10
#define MOST_EPOCHS 500
#define FEWEST_EPOCHS 3
#define USUAL_REPLICAS 100
#define FEWEST_REPLICAS 20

/* Of one epoch of one network. */
static double
count_seconds (gsize n_samples, const guint *sizes, guint n_sizes)
{
  double parameters = 0;

  for (guint i = 1; i < n_sizes; i++)
    parameters += ((double) sizes[i - 1] + 1) * sizes[i];
  return WORK * parameters * (double) n_samples / RATE;
}

static gsize
choose_batch (gsize n_samples)
{
  gsize batch = USUAL_BATCH;

  while (batch > 4 && n_samples / batch < FEWEST_STEPS)
    batch /= 2;
  return batch;
}

static char *
explain_epochs (gsize epochs, gsize wanted, gsize steps)
{
  if (epochs < wanted)
    return g_strdup_printf (_("Few, so that the first picture is there within seconds; %zu would learn more."), wanted);
  return g_strdup_printf (_("Makes about %zu steps, after which small networks have learnt most."), steps);
}

static gboolean
set_replicas (WscProposal *self, gsize replicas, GError **error)
{
  char *why = replicas < USUAL_REPLICAS
                  ? g_strdup (_("Fewer than usual, because the network is large: regions are rougher, and soon there."))
                  : g_strdup (_("A hundred networks tell a variance to about 14 %."));

  return wsc_proposal_set_number (self, "estimate.replicas", replicas, why, error);
}

gboolean
wsc_propose_training (WscProposal *self, gsize n_samples, const guint *sizes, guint n_sizes, GError **error)
{
  const gsize batch = choose_batch (n_samples), steps = MAX (n_samples / batch, 1);
  const gsize wanted = CLAMP (STEPS / steps, LEAST_EPOCHS, MOST_EPOCHS);
  const double epoch = count_seconds (n_samples, sizes, n_sizes);
  const gsize replicas = (gsize) CLAMP (SECONDS / (epoch * FEWEST_EPOCHS), FEWEST_REPLICAS, USUAL_REPLICAS);
  const gsize epochs = (gsize) CLAMP (SECONDS / (epoch * (double) replicas), FEWEST_EPOCHS, (double) wanted);
  char *of_batch = batch < USUAL_BATCH ? g_strdup (_("Small, because there are few samples.")) : NULL;

  return wsc_proposal_set_number (self, "training.batch", batch, of_batch, error)
         && wsc_proposal_set_number (self, "training.epochs", epochs, explain_epochs (epochs, wanted, epochs * steps), error)
         && set_replicas (self, replicas, error);
}

/* --- of any study ------------------------------------------------------------------ */

/* Other methods take times of their own. */
static gboolean
is_more_than_bootstrap (const WscStudy *study)
{
  return study->estimate.method != WSC_METHOD_BOOTSTRAP || *study->estimate.methods != '\0' || study->estimate.calibrate > 0;
}

double
wsc_study_estimate_seconds (const WscStudy *study, const WscDataset *dataset)
{
  WscArchitecture architecture;
  gsize n_train;

  g_return_val_if_fail (study != NULL && dataset != NULL, INFINITY);

  if (study->subject == WSC_SUBJECT_SERIES || study->data.source == WSC_SOURCE_GAUSSIANS || *study->trained != '\0')
    return 0;
  if (is_more_than_bootstrap (study) || !wsc_study_init_architecture (study, dataset, &architecture, NULL))
    return INFINITY;
  wsc_dataset_get_train (dataset, &n_train);
  return count_seconds (n_train, architecture.sizes, architecture.n_layers + 1) * study->training.epochs * study->estimate.replicas;
}

double
wsc_study_estimate_seconds_of (const WscStudy *study, const WscHook *hook)
{
  g_autoptr (WscDataset) dataset = NULL;

  g_return_val_if_fail (study != NULL, INFINITY);

  if (is_more_than_bootstrap (study) && study->subject != WSC_SUBJECT_SERIES)
    return INFINITY;
  dataset = wsc_dataset_new (&study->data, (guint64) study->seed, study->directory, hook, NULL);
  return dataset != NULL ? wsc_study_estimate_seconds (study, dataset) : INFINITY;
}
