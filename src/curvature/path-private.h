/* What is gathered along a path. */
#pragma once

#include "curvature/sandwich-private.h"

G_BEGIN_DECLS

/* Sums of curvature and scores of batches, each at its iterate. */
typedef struct
{
  WscHessianKind kind;
  WscBlockMatrix a, s;
  gsize p, n;   /* parameters; batches */
  double *mean; /* (p, ours) of scores */
} WscPlugIn;

WscPlugIn *wsc_plug_in_new (const WscNet *net, WscBlocks blocks, WscHessianKind kind);
void wsc_plug_in_free (WscPlugIn *self);
/* FALSE if stopped. */
gboolean wsc_plug_in_add (WscPlugIn *self, const WscNet *net, const WscObjective *batch, WscLoop *loop);
/* The sandwich for n samples at the mean, where the mean score is `gradient` (p). Once only. */
WscSandwich *wsc_plug_in_finish (WscPlugIn *self, const WscNet *net, const double *mean, const double *gradient,
                                 gsize n, const WscSandwichSettings *settings, WscLoop *loop, GError **error);

/* Means of stretches of a path that grow with the time that iterates take to forget, t^decay: stretch k ends where t^(1
 * - decay) has gone k / m of its way (Chen et al. 2020, section 4). */
typedef struct
{
  gsize p, first, n_steps; /* the path's steps first + 1 .. n_steps count */
  double decay;
  guint m, k;    /* stretches; the one that is being filled */
  gsize n_added; /* steps so far */
  gsize *counts; /* (m) */
  double *means; /* (m, p) */
} WscStretches;

/* `m` 0: about the root of the number of such times. Errors: RANGE, if there are fewer steps than stretches. */
WscStretches *wsc_stretches_new (gsize p, gsize first, gsize n_steps, double decay, guint m, GError **error);
void wsc_stretches_free (WscStretches *self);
void wsc_stretches_add (WscStretches *self, const double *w);
/* For n samples, where each step saw `batch`. Errors: NUMERIC. */
WscSandwich *wsc_stretches_finish (const WscStretches *self, const WscNet *net, WscBlocks blocks, const double *mean,
                                   const double *gradient, gsize n, gsize batch, GError **error);

G_END_DECLS
