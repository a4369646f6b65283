/* analysis: what is read from a decomposed series: errors, forecasts, frequencies, how many components, what is left.
 *
 * Everything here is a function of immutable values. Periods are in samples.
 */
#pragma once

#include "base/base.h"
#include "ssa/ssa.h"

G_BEGIN_DECLS

/* --- errors ------------------------------------------------------------- */

typedef enum
{
  WSC_MAPE_TRUTH,   /* 100 mean |x - y| / |x|, y the estimate and x what it should be */
  WSC_MAPE_ESTIMATE /* the same over |y|, as a published figure has it */
} WscMapeKind;

typedef struct
{
  double mse;
  double mape; /* percent, over the samples whose denominator is at least 1e-8 of the largest; NaN if there are none */
  gsize n_left_out;
} WscSeriesErrors;

void wsc_series_errors (gsize n, const double *truth, const double *estimate, WscMapeKind kind,
                        WscSeriesErrors *errors);

/* --- sweeps: errors against window and number of components ------------- */

typedef struct
{
  int kind; /* WscSsaKind */
  int mape; /* WscMapeKind */
  guint n_windows;
  const gsize *windows;
  guint first, step; /* k = first, first + step, …; at least 1 each */
  guint max_k;       /* 0: up to the window's rank limit, or 50 where it is longer than WSC_SSA_WHOLE */
} WscSweepSettings;

/* Immutable, atomically ref-counted. */
typedef struct _WscSweep WscSweep;
#define WSC_TYPE_SWEEP (wsc_sweep_get_type ())
GType wsc_sweep_get_type (void);

/* Of the first channel against `truth` (n). Windows are in parallel; the same bytes for any number of threads. Errors
 * as of wsc_ssa_new (), of the first window that has one, and RANGE (no windows, a first or step of 0, a window with
 * fewer components than `first`). */
WscSweep *wsc_sweep_new (const WscChannels *channels, const double *truth, const WscSweepSettings *settings,
                         const WscHook *hook, GError **error);
WscSweep *wsc_sweep_ref (WscSweep *self);
void wsc_sweep_unref (WscSweep *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (WscSweep, wsc_sweep_unref)
guint wsc_sweep_get_n_windows (const WscSweep *self);
gsize wsc_sweep_get_window (const WscSweep *self, guint i);
guint wsc_sweep_get_n_points (const WscSweep *self, guint i);            /* of window i */
guint wsc_sweep_get_components (const WscSweep *self, guint i, guint j); /* k of point j */
const WscSeriesErrors *wsc_sweep_get_errors (const WscSweep *self, guint i, guint j);
guint wsc_sweep_get_best (const WscSweep *self, guint i);              /* the point of least MSE of window i */
const WscSeriesErrors *wsc_sweep_get_reference (const WscSweep *self); /* of the series itself: the dashed line */

/* The one window of a decomposition that is there, k = 1 .. r. */
WscSweep *wsc_sweep_new_from_ssa (const WscSsa *ssa, gsize channel, const double *truth, WscMapeKind kind);
/* Errors of the sums of the first 1 .. r components of one decomposition, (r). */
void wsc_ssa_errors_by_count (const WscSsa *ssa, gsize channel, const double *truth, WscMapeKind kind,
                              WscSeriesErrors *errors);

/* --- forecast ----------------------------------------------------------- */

#define WSC_FORECAST_MAX_STEPS 100000
#define WSC_FORECAST_MIN_REPLICAS 10

typedef enum
{
  WSC_FORECAST_RECURRENT, /* by the linear recurrence relation of the components' space */
  WSC_FORECAST_VECTOR,    /* by continuing the columns of the approximated trajectory matrix */
} WscForecastMethod;

typedef struct
{
  int method; /* WscForecastMethod */
  guint steps;
  guint replicas; /* of the residual bootstrap; 0: no bands, else 10 or more */
  double level;   /* of the bands, 0..1 */
  guint64 seed;
} WscForecastSettings;

/* Immutable, atomically ref-counted. */
typedef struct _WscForecast WscForecast;
#define WSC_TYPE_FORECAST (wsc_forecast_get_type ())
GType wsc_forecast_get_type (void);

/* Continues the sum of `components` of one channel. The bands are quantiles over forecasts of resampled series (signal
 * plus residuals drawn with replacement): of the forecasts, and of all forecasts plus the residuals. Errors: RANGE (no
 * components, one that there is not, a verticality of 1, with its value: such a space, of all components for one, holds
 * the last unit vector and has no recurrence; steps, replicas or level outside their range), NUMERIC (fewer than
 * WSC_FORECAST_MIN_REPLICAS resampled series could be continued), STOPPED. */
WscForecast *wsc_forecast_new (const WscSsa *ssa, const WscComponents *components, gsize channel,
                               const WscForecastSettings *settings, const WscHook *hook, GError **error);
WscForecast *wsc_forecast_ref (WscForecast *self);
void wsc_forecast_unref (WscForecast *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (WscForecast, wsc_forecast_unref)
guint wsc_forecast_get_steps (const WscForecast *self);
double wsc_forecast_get_verticality (const WscForecast *self);   /* nu^2, below 1 */
const double *wsc_forecast_get_values (const WscForecast *self); /* (steps) */
/* (steps) each; NULL without replicas. */
gboolean wsc_forecast_get_bands (const WscForecast *self, const double **confidence_low, const double **confidence_high,
                                 const double **prediction_low, const double **prediction_high);

/* --- frequencies -------------------------------------------------------- */

/* Of a component: the period at which the periodogram of its vector (of the window asked for) is highest, padded and
 * interpolated; infinite where that is less than half a cycle in the window. */
double wsc_ssa_get_period (const WscSsa *ssa, gsize component);

/* One term of ESPRIT (Roy and Kailath 1989): rho^t cos (2 pi t / period + phase). */
typedef struct
{
  double period;    /* infinite for a real positive root; 2 for a real negative one */
  double frequency; /* cycles a sample, 0 .. 0.5 */
  double modulus;   /* rho: 1 keeps its height, less decays */
  double rate;      /* log rho, a sample */
} WscTerm;
/* Terms of the space of the components, conjugate roots once, strongest modulus first; returns how many of at most
 * components->n were written. Errors: RANGE (no components, one that there is not, a verticality of 1 as of
 * wsc_forecast_new ()), NUMERIC. */
gboolean wsc_ssa_get_terms (const WscSsa *ssa, const WscComponents *components, WscTerm *terms, guint *n_terms,
                            GError **error);
/* Of components first and first + 1 as one oscillation: two conjugate roots, which are one term; FALSE if they make none. */
gboolean wsc_ssa_get_oscillation (const WscSsa *ssa, gsize first, WscTerm *term);

/* Periodogram |sum x_t e^{-2 pi i f t}|^2 / n at f = 0, 1/n, … 1/2: (n / 2 + 1), the mean taken off if `centre`. */
void wsc_periodogram (gsize n, const double *x, gboolean centre, double *power);
/* The first m + 1 autocorrelations about the mean, from lag 0; the others are 0 from lag n on and where x does not
 * vary. */
void wsc_autocorrelation (gsize n, const double *x, gsize m, double *r);
/* The sorted values standardised, against the normal quantiles at (i + 1/2) / n; (n) each. */
void wsc_normal_quantiles (gsize n, const double *x, double *expected, double *found);
/* Ljung and Box 1978 over m lags, 1 .. n - 1: the statistic, and how probable a larger one is for white noise. */
double wsc_ljung_box (gsize n, const double *x, gsize m, double *p_value);

/* --- how many components ------------------------------------------------ */

typedef enum
{
  WSC_SUGGEST_NONE,
  WSC_SUGGEST_GAP,        /* the widest step of the logarithms of the singular values */
  WSC_SUGGEST_VALIDATION, /* gaps are cut, filled with each number of components, and compared with what was there */
  WSC_SUGGEST_SURROGATES, /* components above what red noise of the series' own variance and memory gives (Allen and
                           * Smith 1996); a strong slow signal makes that noise redder than it is, and weak fast ones
                           * stand out */
} WscSuggestMethod;

typedef struct
{
  int method; /* WscSuggestMethod */
  guint max_components;
  guint replicas; /* gaps, 2 or more, or surrogates, 10 or more; 0: 20 or 200 */
  double level;   /* of the surrogates' band */
  guint64 seed;
} WscSuggestSettings;

/* Immutable, atomically ref-counted. */
typedef struct _WscSuggestion WscSuggestion;
#define WSC_TYPE_SUGGESTION (wsc_suggestion_get_type ())
GType wsc_suggestion_get_type (void);
/* Errors: RANGE, NUMERIC, STOPPED. */
WscSuggestion *wsc_suggestion_new (const WscSsa *ssa, gsize channel, const WscSuggestSettings *settings,
                                   const WscHook *hook, GError **error);
WscSuggestion *wsc_suggestion_ref (WscSuggestion *self);
void wsc_suggestion_unref (WscSuggestion *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (WscSuggestion, wsc_suggestion_unref)
int wsc_suggestion_get_method (const WscSuggestion *self);
guint wsc_suggestion_get_components (const WscSuggestion *self,
                                     WscComponents *components);   /* what to keep, set; how many */
const char *wsc_suggestion_get_reason (const WscSuggestion *self); /* one translated sentence with the numbers */
/* What it rests on, an entry a component from the first: the log step after it; the mean squared error of gaps filled
 * by so many; or the surrogates' band of singular values, as low and high. Unused ones are NULL. */
guint wsc_suggestion_get_evidence (const WscSuggestion *self, const double **value, const double **low,
                                   const double **high);

G_END_DECLS
