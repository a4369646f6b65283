/* Which page of the help tells about an option, and the values it may have, in words. */
#include <string.h>
#include <glib/gi18n-lib.h>

#include "study/study-private.h"

/* Keys, and groups by the point they end with; what is named first counts. */
static const struct
{
  const char *key, *card;
} cards[] = {
  { "study.twin", "as-published" },
  { "study.", "seeds-and-reproducibility" },
  { "data.missing", "ssa-gaps" },
  { "data.fill-window", "ssa-gaps" },
  { "data.fill-rank", "ssa-gaps" },
  { "data.task", "windows-and-samples" },
  { "data.window", "windows-and-samples" },
  { "data.horizon", "windows-and-samples" },
  { "data.scale", "scaling-and-split" },
  { "data.split", "scaling-and-split" },
  { "data.test-share", "scaling-and-split" },
  { "data.", "data-files" },
  { "model.path", "trained-networks" },
  { "model.orthonormal", "autoencoder" },
  { "model.", "perceptron" },
  { "training.", "training" },
  { "estimate.method", "comparison" },
  { "estimate.methods", "comparison" },
  { "estimate.replicas", "bootstrap" },
  { "estimate.resample", "bootstrap" },
  { "estimate.block", "bootstrap" },
  { "estimate.subset-share", "bootstrap" },
  { "estimate.signal-window", "bootstrap" },
  { "estimate.signal-rank", "bootstrap" },
  { "estimate.start", "alignment" },
  { "estimate.align", "alignment" },
  { "estimate.layer", "neurons" },
  { "estimate.side", "neurons" },
  { "estimate.bias", "neurons" },
  { "estimate.path-rate", "path-sandwich" },
  { "estimate.decay", "path-sandwich" },
  { "estimate.burn-in", "path-sandwich" },
  { "estimate.rank", "swag" },
  { "estimate.family", "variational" },
  { "estimate.deterministic", "variational" },
  { "estimate.beta", "variational" },
  { "estimate.prior", "variational" },
  { "estimate.noise", "variational" },
  { "estimate.calibrate", "calibration" },
  { "estimate.", "hessian-sandwich" },
  { "ssa.window", "ssa-window" },
  { "ssa.grouping", "ssa-grouping" },
  { "ssa.groups", "ssa-grouping" },
  { "ssa.trend-period", "ssa-grouping" },
  { "ssa.cut", "w-correlation" },
  { "ssa.forecast", "ssa-forecast" },
  { "ssa.method", "ssa-forecast" },
  { "ssa.replicas", "ssa-forecast" },
  { "ssa.level", "ssa-forecast" },
  { "ssa.suggest", "ssa-suggest" },
  { "ssa.mape", "ssa-errors" },
  { "ssa.sweep", "ssa-errors" },
  { "ssa.sweep-step", "ssa-errors" },
  { "ssa.landscape", "ssa-errors" },
  { "ssa.", "ssa" },
  { "clusters.method", "k-means" },
  { "clusters.metric", "distances" },
  { "clusters.restarts", "k-means" },
  { "clusters.overlap", "communities" },
  { "clusters.resolution", "communities" },
  { "clusters.merges", "replacement" },
  { "clusters.", "cluster-count" },
  { "reduction.similarity", "qpfs" },
  { "reduction.refit", "smaller-network" },
  { "reduction.fine-tune", "smaller-network" },
  { "reduction.validation-share", "reduction-curve" },
  { "reduction.repeats", "reduction-curve" },
  { "reduction.step", "reduction-curve" },
  { "reduction.", "replacement" },
  { "view.level", "regions" },
  { "view.region", "regions" },
  { "view.shape", "density-surface" },
  { "view.extent", "density-surface" },
  { "view.projection", "projection" },
  { "view.axes", "projection" },
  { "view.tour-position", "grand-tour" },
  { "view.tour-seed", "grand-tour" },
  { "view.tour-speed", "grand-tour" },
  { "view.colour", "colours" },
  { "view.palette", "colours" },
  { "view.ramp", "colours" },
  { "view.first", "neurons" },
  { "view.selected", "neurons" },
  { "view.numbers", "neurons" },
  { "view.path", "neurons" },
  { "view.overlay", "comparison" },
  { "view.own-scale", "comparison" },
  { "view.orthographic", "camera" },
  { "view.azimuth", "camera" },
  { "view.elevation", "camera" },
  { "view.zoom", "camera" },
  { "view.target-x", "camera" },
  { "view.target-y", "camera" },
  { "view.target-z", "camera" },
  { "view.field-of-view", "camera" },
  { "view.bookmarks", "camera" },
  { "view.", "drawing-styles" },
};

static gboolean
names (const char *entry, const char *key)
{
  return g_str_has_suffix (entry, ".") ? g_str_has_prefix (key, entry) : g_str_equal (key, entry);
}

const char *
wsc_option_get_card (const WscOption *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (cards); i++)
    if (names (cards[i].key, self->key))
      return cards[i].card;
  return NULL;
}

char *
wsc_option_dup_range (const WscOption *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  if (self->type == WSC_OPTION_INTEGER || self->type == WSC_OPTION_REAL)
    {
      g_autofree char *low = wsc_format_number (self->minimum), *high = wsc_format_number (self->maximum);

      return g_strdup_printf ("%s .. %s%s%s", low, high, self->unit ? " " : "", self->unit ? _(self->unit) : "");
    }
  if (self->type == WSC_OPTION_BOOLEAN)
    return g_strdup ("true | false");
  if (self->type != WSC_OPTION_CHOICE)
    return g_strdup (self->type == WSC_OPTION_FILE ? _("a path") : _("text"));
  g_autoptr (GString) text = g_string_new (NULL);

  for (const WscChoice *choice = self->choices; choice->name != NULL; choice++)
    g_string_append_printf (text, "%s%s", text->len > 0 ? " | " : "", choice->name);
  return g_string_free (g_steal_pointer (&text), FALSE);
}
