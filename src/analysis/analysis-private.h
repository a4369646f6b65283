/* What the folder's own files share. */
#pragma once

#include "analysis/analysis.h"
#include "ssa/ssa-private.h"

G_BEGIN_DECLS

/* --- tasks: a parallel loop that can be stopped ------------------------- */

/* `hook` has one thread and says whether to stop; it may be asked on the task's own thread. */
typedef void (*WscTask) (gpointer user_data, guint item, const WscHook *hook);

typedef struct
{
  const char *phase;   /* translated */
  const char *stopped; /* the sentence of the error, translated */
  guint n_items;
  WscTask task; /* writes to what belongs to its item alone */
  gpointer user_data;
} WscTasks;

/* Errors: STOPPED. */
gboolean wsc_tasks_run (const WscTasks *tasks, const WscHook *hook, GError **error);

/* --- samples ------------------------------------------------------------ */

void wsc_sort (gsize n, double *x); /* ascending */
/* Of sorted values, linear between order statistics: type 7 of Hyndman and Fan 1996. 0 <= p <= 1. */
double wsc_sorted_quantile (gsize n, const double *sorted, double p);

/* --- the space of chosen components ------------------------------------- */

/* Orthonormal vectors of the window that was asked for, which are the right ones where the transposed matrix was
 * decomposed. With P = (u_1 … u_m), its rows without the last P_up, without the first P_down, and pi its last row,
 * P_up' P_up = I - pi pi'. */
typedef struct
{
  gsize L, m;
  double *vectors;    /* (m, L) */
  double *last;       /* pi (m) */
  double verticality; /* nu^2 = |pi|^2 */
} WscSubspace;

/* Leading vectors of X, rows of `vectors` (k, L); FALSE if there are fewer, or when stopped. Those of the basic kind
 * and a window up to WSC_SSA_WHOLE are good to some 1e-8 of the first singular value: enough for what is random or a
 * guess. */
gboolean wsc_leading_vectors (const WscTrajectory *x, WscSsaKind kind, gsize k, double *vectors);
/* The power of two above the largest magnitude: values are divided by it before they are squared. */
double wsc_ssa_get_scale (const WscSsa *ssa);
double *wsc_ssa_get_scaled (const WscSsa *ssa, double scale); /* (C, n) values over scale; caller frees */

/* Component i as a vector of the window asked for. (window) */
void wsc_ssa_get_window_vector (const WscSsa *ssa, gsize i, double *u);
/* Errors: RANGE (no components, one that there is not). */
gboolean wsc_subspace_init (WscSubspace *self, const WscSsa *ssa, const WscComponents *components, GError **error);
void wsc_subspace_init_from_vectors (WscSubspace *self, gsize L, gsize m, const double *vectors /* (m, L), copied */);
void wsc_subspace_clear (WscSubspace *self);
/* Errors: RANGE (a verticality of 1, with its value). */
gboolean wsc_subspace_check_verticality (const WscSubspace *self, GError **error);
/* F = pinv (P_up) P_down (m, m): a column P c of the space is followed by P F c. */
void wsc_subspace_get_shift (const WscSubspace *self, double *shift);

/* --- forecasts ---------------------------------------------------------- */

/* `signal` (n): the sum of the components. */
void wsc_forecast_recurrent (const WscSubspace *space, gsize n, const double *signal, guint steps, double *forecast);
/* `values` (n): what was decomposed. */
void wsc_forecast_vector (const WscSubspace *space, gsize n, const double *values, guint steps, double *forecast);
void wsc_forecast_by (WscForecastMethod method, const WscSubspace *space, gsize n, const double *signal,
                      const double *values, guint steps, double *forecast);

typedef struct
{
  double *confidence_low, *confidence_high, *prediction_low, *prediction_high; /* (steps) each */
} WscBands;

/* The components are those of `ssa`. Errors: NUMERIC (too few replicas that can be continued), STOPPED. */
gboolean wsc_bands_init (WscBands *self, const WscSsa *ssa, const WscComponents *components, gsize channel,
                         const WscForecastSettings *settings, const WscHook *hook, GError **error);
void wsc_bands_clear (WscBands *self);

/* --- red noise: x_t = phi x_{t-1} + noise -------------------------------- */

typedef struct
{
  double phi, variance;
} WscRedNoise;

/* Of the centred series, freed from the bias that comes of taking off the mean (Allen and Smith 1996). */
void wsc_red_noise_fit (WscRedNoise *self, gsize n, const double *x);
void wsc_red_noise_draw (const WscRedNoise *self, WscRandom *random, gsize n, double *x);

/* --- suggestions --------------------------------------------------------- */

struct _WscSuggestion
{
  gint ref_count;
  int method;
  WscComponents components;
  char *reason;
  guint n_evidence;
  double *value, *low, *high; /* (n_evidence) each, or NULL */
};

/* Each fills all but method. max_components: 1 to r; replicas: resolved. */
gboolean wsc_suggest_by_gap (WscSuggestion *self, const WscSsa *ssa, const WscSuggestSettings *settings,
                             GError **error);
gboolean wsc_suggest_by_validation (WscSuggestion *self, const WscSsa *ssa, gsize channel,
                                    const WscSuggestSettings *settings, const WscHook *hook, GError **error);
gboolean wsc_suggest_by_surrogates (WscSuggestion *self, const WscSsa *ssa, gsize channel,
                                    const WscSuggestSettings *settings, const WscHook *hook, GError **error);

G_END_DECLS
