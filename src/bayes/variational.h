/* What the files of variational inference share. */
#pragma once

#include "bayes/bayes.h"

G_BEGIN_DECLS

/* Errors: RANGE. */
gboolean wsc_variational_check (gsize n, gsize p, const WscParameterGroups *groups,
                                const WscVariationalSettings *settings, GError **error);

G_END_DECLS
