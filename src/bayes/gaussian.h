/* Making a WscGaussian from groups. */
#pragma once

#include "bayes/bayes.h"

G_BEGIN_DECLS

/* Whether the groups name each of the p parameters at most once, and no others. */
gboolean wsc_groups_are_disjoint (const WscParameterGroups *groups /* or NULL */, gsize p);

/* All 0: the given groups, then those in none as groups of one, ascending. */
WscGaussian *wsc_gaussian_new (gsize p, const WscParameterGroups *groups /* or NULL */);

G_END_DECLS
