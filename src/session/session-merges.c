/* Edits of clusters: how many, and which are joined by hand. */
#include "session/session-private.h"

static const WscReductionParts *
get_parts (WscSession *self)
{
  return self->reduction.results ? wsc_results_get_reduction (self->reduction.results) : NULL;
}

/* The text is made from values, so it is valid. */
static void
set (WscSession *self, const char *key, const char *text)
{
  g_autoptr (GError) error = NULL;
  if (!wsc_session_set_option (self, key, text, &error))
    g_critical ("%s: %s", key, error->message);
}

void
wsc_session_choose_count (WscSession *self, guint k)
{
  g_return_if_fail (WSC_IS_SESSION (self));
  const WscReductionParts *parts = get_parts (self);
  g_autofree char *text = g_strdup_printf ("%u", parts && k >= wsc_reducible_get_count (parts->reducible) ? 0 : k);
  set (self, "clusters.count", text);
}

gboolean
wsc_session_can_merge (WscSession *self, guint i, guint j)
{
  g_return_val_if_fail (WSC_IS_SESSION (self), FALSE);
  const WscReductionParts *parts = get_parts (self);
  if (!parts || self->study->reduction.method != WSC_REDUCE_CLUSTERS)
    return FALSE;
  const guint m = wsc_reducible_get_count (parts->reducible);
  return i < m && j < m && i != j && !(parts->clusters && parts->clusters->labels[i] == parts->clusters->labels[j]);
}

void
wsc_session_merge_neurons (WscSession *self, guint i, guint j)
{
  g_return_if_fail (WSC_IS_SESSION (self));
  const char *before = self->study->clusters.merges;
  if (!wsc_session_can_merge (self, i, j))
    return;
  g_autofree char *text = g_strdup_printf ("%s%s%u+%u", before, *before ? ";" : "", MIN (i, j) + 1, MAX (i, j) + 1);
  set (self, "clusters.merges", text);
}

void
wsc_session_clear_merges (WscSession *self)
{
  g_return_if_fail (WSC_IS_SESSION (self));
  set (self, "clusters.merges", "");
}

guint
wsc_session_get_proposed_count (WscSession *self, const char **reason)
{
  g_return_val_if_fail (WSC_IS_SESSION (self), 0);
  const WscReductionParts *parts = get_parts (self);
  *reason = NULL;
  if (!parts || !parts->suggestion)
    return 0;
  *reason = parts->suggestion->reason;
  return parts->suggestion->k;
}

void
wsc_session_take_count (WscSession *self)
{
  const char *reason;
  guint k = wsc_session_get_proposed_count (self, &reason);
  if (k > 0)
    wsc_session_choose_count (self, k);
}
