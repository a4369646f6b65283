/* series: what a study asks of its series, and all that comes of it as one value.
 */
#pragma once

#include "base/base.h"
#include "ssa/ssa.h"
#include "analysis/analysis.h"

G_BEGIN_DECLS

typedef enum { WSC_GROUPING_MANUAL, WSC_GROUPING_CORRELATION, WSC_GROUPING_PERIOD } WscGrouping;

/* Singular spectrum analysis of the series. */
typedef struct
{
  int window;  /* 0: half the series, at most 100, and fewer of series above 200,000 values */
  int kind;    /* WscSsaKind */
  int leading; /* components computed where the window is long */
  int channel; /* from 1: the one that is shown, summed and forecast */
  int mape;    /* WscMapeKind */
  char *components;   /* "1-2,5": they make the reconstruction */
  int grouping;       /* WscGrouping */
  char *groups;       /* "trend: 1; season: 2-3", by hand */
  double cut;         /* of the tree of 1 - |w-correlation| */
  double trend_period; /* 0: twice the window */
  int steps;   /* of the forecast; 0: none */
  int method;  /* WscForecastMethod */
  int replicas; /* of its bootstrap; 0: no bands */
  double level; /* of its bands and of the surrogates' */
  int suggest; /* WscSuggestMethod */
  char *sweep; /* "20;50;100": windows */
  int sweep_step; /* k = 1, 1 + step, … */
  int landscape; /* how many windows; 0: none */
} WscSeriesSettings;

/* As many components as charts tell apart are grouped, and shown beside each other. */
#define WSC_SERIES_GROUPED 50

/* The window that a series of n values is decomposed with. */
gsize wsc_series_settings_get_window (const WscSeriesSettings *self, gsize n);

/* --- sums of components ------------------------------------------------- */

/* What the chosen components make of one channel. Immutable, atomically ref-counted. */
typedef struct
{
  gint ref_count;
  WscComponents components; /* of those asked for, the ones there are */
  guint n_missing;          /* the others */
  gsize n;
  double *signal, *residual; /* (n): their sum, and what it leaves of the channel */
  double share;              /* of |X|^2 */
  WscSeriesErrors errors;    /* of the signal */
} WscReconstruction;

WscReconstruction *wsc_reconstruction_new (const WscSsa *ssa, const WscComponents *components, gsize channel,
                                           const double *truth, WscMapeKind kind);
WscReconstruction *wsc_reconstruction_ref (WscReconstruction *self);
void wsc_reconstruction_unref (WscReconstruction *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (WscReconstruction, wsc_reconstruction_unref)

/* Groups with the series of each in one channel. Immutable, atomically ref-counted. */
typedef struct
{
  gint ref_count;
  GArray *groups; /* of WscGroup, clamped to the components there are; none is empty */
  char *reason;   /* why they were proposed; NULL if they were given */
  guint n_missing; /* components asked for that there are not */
  gsize n;
  double *series; /* (groups, n) */
} WscGrouped;

WscGrouped *wsc_grouped_new (const WscSsa *ssa, GArray *groups, const char *reason, gsize channel);
WscGrouped *wsc_grouped_ref (WscGrouped *self);
void wsc_grouped_unref (WscGrouped *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (WscGrouped, wsc_grouped_unref)

/* --- which component is which -------------------------------------------- */

#define WSC_FOLLOWED 20 /* components that are told apart */

/* How components of one frame continue those of the frame before, so that colours and signs stay while a window is dragged. */
typedef struct
{
  guint colours[WSC_FOLLOWED]; /* a number each, below WSC_FOLLOWED, no two alike */
  int signs[WSC_FOLLOWED];     /* of the vectors: 1 or -1 */
} WscIdentity;

void wsc_identity_init (WscIdentity *self); /* in order */
/* `self` is of `before` and becomes that of `now`: components are matched by the correlation of their series (least cost, none
 * below 0.5), and take the sign that agrees with the earlier vector over the rows they share. */
void wsc_identity_follow (WscIdentity *self, const WscSsa *before, const WscSsa *now);

/* --- everything ----------------------------------------------------------- */

/* NULL is what was not computed. */
typedef struct
{
  WscSsa *ssa;
  WscSweep *curve; /* errors of the first 1 .. r components of `ssa`: a sweep over one window */
  WscReconstruction *reconstruction;
  WscGrouped *grouped;
  WscForecast *forecast;
  WscSuggestion *suggestion;
  WscSweep *sweep, *landscape;
  char *forecast_problem, *suggestion_problem; /* why there is none, though one was asked for */
  gboolean has_truth; /* errors are against the series without noise, not against the observed one */
} WscSeriesParts;

void wsc_series_parts_copy (WscSeriesParts *self, const WscSeriesParts *other); /* refs; `self` is empty before */
void wsc_series_parts_clear (WscSeriesParts *self);
/* Notes and warnings, translated, are added to an array of char *. */
void wsc_series_parts_add_notes (const WscSeriesParts *self, const WscSeriesSettings *settings, GPtrArray *notes);

G_END_DECLS
