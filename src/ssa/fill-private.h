/* What the two ways of filling gaps share. */
#pragma once

#include "ssa/ssa.h"

G_BEGIN_DECLS

/* A series in the making. */
typedef struct
{
  gsize n, window, rank;
  double *values;  /* (n), any number where one is missing */
  guint8 *missing; /* (n) */
  const WscHook *hook;
} WscGaps;

/* TRUE, or STOPPED. */
gboolean wsc_gaps_go_on (const WscHook *hook, double fraction, GError **error);

/* Errors: NUMERIC, STOPPED. */
gboolean wsc_gaps_iterate (WscGaps *self, GError **error);
/* Errors: RANGE, NUMERIC, STOPPED. */
gboolean wsc_gaps_project (WscGaps *self, GError **error);

#define WSC_GAPS_LONGEST 2000 /* windows of the subspace */

G_END_DECLS
