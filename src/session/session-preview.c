/* What a merge would cost, told before it is made. One thread is at work at a time; a newer question waits for its turn and
 * replaces one that waits already.
 */
#include "session/errand.h"
#include "session/session-private.h"

#include <glib/gi18n-lib.h>
#include <math.h>

typedef struct
{
  WscSession *session;
  WscReducible *reducible;
  WscClusters *clusters; /* NULL: every neuron stands alone */
  guint i, j, k;         /* of how many now */
  double before;
  WscQuality quality;
  GError *error;
} Question;

static void
question_free (Question *self)
{
  g_object_unref (self->session);
  wsc_reducible_unref (self->reducible);
  g_clear_pointer (&self->clusters, wsc_clusters_unref);
  g_clear_error (&self->error);
  g_free (self);
}

static WscClusters *
new_single (const WscReducible *reducible, GError **error)
{
  WscGaussians gaussians;
  wsc_reducible_get_gaussians (reducible, &gaussians);
  g_autofree guint32 *labels = g_new (guint32, gaussians.m);
  for (guint i = 0; i < gaussians.m; i++)
    labels[i] = i;
  return wsc_clusters_new (&gaussians, WSC_METRIC_EUCLIDEAN, NULL, labels, error);
}

static void
answer (gpointer data)
{
  Question *self = data;
  if (!self->clusters)
    self->clusters = new_single (self->reducible, &self->error);
  if (self->clusters)
    wsc_reducible_preview_merge (self->reducible, self->clusters, self->i, self->j, &self->quality, &self->error);
}

/* Of the samples that had no part in anything, where there are such. */
static double
get_value (const WscQuality *quality)
{
  return isfinite (quality->test) ? quality->test : isfinite (quality->validation) ? quality->validation : quality->train;
}

static char *
dup_answer (const Question *self)
{
  if (self->error)
    return g_strdup (self->error->message);
  const char *format = wsc_reducible_is_accuracy (self->reducible) ? _("Merge %u and %u: accuracy %.3f → %.3f, %u → %u neurons")
                                                                   : _("Merge %u and %u: MSE %.4g → %.4g, %u → %u neurons");
  return g_strdup_printf (format, self->i + 1, self->j + 1, self->before, get_value (&self->quality), self->k, self->k - 1);
}

static void
tell (WscSession *self, char *text /* taken */)
{
  g_free (self->preview.answer);
  self->preview.answer = text;
  wsc_session_emit (self, WSC_SESSION_PREVIEW_CHANGED);
}

static void ask (WscSession *self);

static void
on_answered (gpointer data)
{
  Question *question = data;
  WscSession *self = question->session;
  self->preview.asked = FALSE;
  if (self->preview.i == (gint) question->i && self->preview.j == (gint) question->j)
    tell (self, dup_answer (question));
  else if (self->preview.i >= 0)
    ask (self);
  question_free (question);
}

static void
ask (WscSession *self)
{
  const WscReductionParts *parts = self->reduction.results ? wsc_results_get_reduction (self->reduction.results) : NULL;
  if (!parts || self->preview.asked)
    return;
  Question *question = g_new0 (Question, 1);
  question->session = g_object_ref (self);
  question->reducible = wsc_reducible_ref (parts->reducible);
  question->clusters = parts->clusters ? wsc_clusters_ref (parts->clusters) : NULL;
  question->i = (guint) self->preview.i;
  question->j = (guint) self->preview.j;
  question->k = parts->clusters ? parts->clusters->k : wsc_reducible_get_count (parts->reducible);
  question->before = get_value (parts->reduction ? &parts->reduction->quality : wsc_reducible_get_quality (parts->reducible));
  self->preview.asked = TRUE;
  wsc_errand_run ("weightscape-preview", answer, on_answered, question);
}

void
wsc_session_preview_merge (WscSession *self, gint i, gint j)
{
  g_return_if_fail (WSC_IS_SESSION (self));
  const gboolean possible = i >= 0 && j >= 0 && wsc_session_can_merge (self, (guint) i, (guint) j);
  if (self->preview.i == (possible ? i : -1) && self->preview.j == (possible ? j : -1))
    return;
  self->preview.i = possible ? i : -1;
  self->preview.j = possible ? j : -1;
  tell (self, NULL);
  if (possible)
    ask (self);
}

const char *
wsc_session_get_preview (WscSession *self)
{
  g_return_val_if_fail (WSC_IS_SESSION (self), NULL);
  return self->preview.answer;
}
