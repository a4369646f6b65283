/* Series, reference tables and the naive twin: the singular value decomposition of the explicit trajectory matrix. */
#pragma once

#include "base/reference.h"
#include "ssa/ssa.h"

G_BEGIN_DECLS

/* Column j of a table of tests/reference; caller frees. */
double *reference_column (const char *name, guint j, gsize *n);

double largest_magnitude (gsize n, const double *a);

/* Sines of two periods, a line and noise; caller frees. */
typedef struct
{
  gsize n;
  double period, period2, trend, noise; /* heights 1 and 0.5; a period of 0 is none; trend a value; sd of N(0, 1) */
} Recipe;
double *make_series (const Recipe *recipe, guint seed);

/* The first r components by the definition. */
typedef struct
{
  gsize n, n_channels, L, K, r; /* r <= min (L, C K) */
  double *u;                    /* (r, L) */
  double *sigma;                /* (r) */
  double *components;           /* (r, C, n) */
} Naive;

void naive_init (Naive *self, const WscChannels *channels, gsize L, gsize r);
void naive_clear (Naive *self);
/* Of the first `count` components; (count, count), caller frees. */
double *naive_correlations (const Naive *self, gsize count);

G_END_DECLS
