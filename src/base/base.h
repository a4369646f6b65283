/* base: what every station stands on: errors, the progress hook, random streams,
 * parallel loops, running moments and checked linear algebra.
 *
 * Matrices are row-major double arrays with their shape given beside them.
 * Nothing here is global but const tables; every function may be called from
 * any thread unless it says otherwise.
 */
#pragma once

#include <glib-object.h>

G_BEGIN_DECLS

/* G_DEFINE_BOXED_TYPE, whose transparent unions gcc's -Wpedantic does not like. */
#define WSC_DEFINE_BOXED_TYPE(TypeName, type_name)                                                                     \
  _Pragma ("GCC diagnostic push") _Pragma ("GCC diagnostic ignored \"-Wpedantic\"")                                    \
  G_DEFINE_BOXED_TYPE (TypeName, type_name, type_name##_ref, type_name##_unref)                                        \
  _Pragma ("GCC diagnostic pop")

/* --- errors ------------------------------------------------------------ */

#define WSC_ERROR (wsc_error_quark ())
GQuark wsc_error_quark (void);

typedef enum
{
  WSC_ERROR_FILE = 1, /* cannot be read, written or found */
  WSC_ERROR_FORMAT,   /* was read, but is not what it should be */
  WSC_ERROR_RANGE,    /* a value outside its range, named with the range */
  WSC_ERROR_NUMERIC,  /* singular, not converged, diverged, not a number */
  WSC_ERROR_STOPPED,  /* the hook asked to stop and nothing could be returned */
  WSC_ERROR_CONFLICT, /* a file that was to be replaced is not the one that was meant */
  WSC_ERROR_GRAPHICS, /* no GL context, or one that lacks what is needed */
} WscErrorCode;

/* --- progress and stop ------------------------------------------------- */

/* What long functions call, on the thread that called them, about once a batch.
 * A NULL hook, or one without `report`, never stops. */
typedef struct
{
  /* `fraction` 0..1; `phase` is translated and of static storage. FALSE asks to stop. */
  gboolean (*report) (gpointer user_data, double fraction, const char *phase);
  gpointer user_data;
  guint n_threads; /* 0: one for each core */
} WscHook;

gboolean wsc_hook_report (const WscHook *hook, double fraction, const char *phase);
guint wsc_hook_get_n_threads (const WscHook *hook);

/* --- places ------------------------------------------------------------ */

/* Full path of a shipped file, as "studies/fig6.study"; caller frees. Looks in
 * $WEIGHTSCAPE_DATA_DIR, then in the prefix the program runs from, then in that of the build. */
char *wsc_data_path (const char *relative);
/* The folder of the translations: $WEIGHTSCAPE_LOCALE_DIR, or that of the prefix the program runs from, or of the build's. */
const char *wsc_locale_path (void);

/* --- random streams: Philox 4x32-10, counter-based --------------------- */

/* A named stream of numbers. Two streams that differ in seed, name or index are
 * independent, so adding a stage or a thread moves no other stage's numbers. */
typedef struct
{
  guint32 key[2];
  guint32 counter[4];
  guint32 block[4];
  guint n_left;       /* words of `block` not yet given out */
  gboolean has_spare; /* the second of a Box-Muller pair */
  double spare;
} WscRandom;

void wsc_random_init (WscRandom *self, guint64 seed, const char *stream, guint32 index);
guint32 wsc_random_word (WscRandom *self);
double wsc_random_uniform (WscRandom *self);               /* in (0, 1), 53 bits */
double wsc_random_normal (WscRandom *self);                /* N(0, 1) */
guint32 wsc_random_below (WscRandom *self, guint32 bound); /* 0..bound-1, unbiased */
void wsc_random_shuffle (WscRandom *self, guint32 *items, gsize n);

/* --- parallel loops ---------------------------------------------------- */

typedef void (*WscParallelFunc) (gpointer user_data, guint item, guint thread);

/* Runs func for items 0..n_items-1 on up to n_threads threads (0: all cores), the caller's
 * among them as thread 0, and returns when all are done. Items are handed out in
 * order. `tick`, if given, is called on the caller's thread between its own items and
 * at least every 20 ms while it waits for the others. */
void wsc_parallel_for (guint n_threads, guint n_items, WscParallelFunc func,
                       void (*tick) (gpointer user_data), gpointer user_data);

/* Parallel loops one after another, until the hook asks to stop: what is left of them is passed over. */
typedef struct
{
  const WscHook *hook;
  const char *phase, *stop_message; /* translated */
  double from, to;                  /* the fractions that the hook is told, on the way of the next loop */
  double reached;
  gint stopped;
} WscLoop;

gboolean wsc_loop_run (WscLoop *self, guint n_items, WscParallelFunc func, gpointer user_data); /* FALSE once stopped */
gboolean wsc_loop_ask (WscLoop *self, double reached);                                          /* FALSE once stopped */
gboolean wsc_loop_goes_on (WscLoop *self, guint thread); /* within a long item: asks on the caller's thread; FALSE once stopped */
gboolean wsc_loop_end (const WscLoop *self, GError **error);                                    /* TRUE, or STOPPED */

/* --- running moments (Welford; merged by Chan, Golub and LeVeque 1979) -- */

typedef struct
{
  gsize d;
  gsize n;
  double *mean; /* (d) */
  double *m2;   /* (d, d) sum of (x - mean)(x - mean)' */
  double *delta; /* (d) scratch */
} WscMoments;

void wsc_moments_init (WscMoments *self, gsize d);
void wsc_moments_clear (WscMoments *self);
void wsc_moments_add (WscMoments *self, const double *x /* (d) */);
void wsc_moments_merge (WscMoments *self, const WscMoments *other);
/* Unbiased covariance, divisor n - 1, symmetric; zero when n < 2. */
void wsc_moments_get_covariance (const WscMoments *self, double *covariance /* (d, d) */);

/* --- linear algebra: LAPACK, checked ----------------------------------- */

/* Makes OpenBLAS work on the thread that calls it alone, for the whole process: the threads are ours, and
 * results must not depend on their number. Done by every function below; call it before using BLAS directly. */
void wsc_blas_use_one_thread (void);

/* A = V diag(values) V' of a symmetric (n, n) matrix; values descending; row i of
 * `vectors` is the i-th eigenvector, its entry of largest magnitude positive.
 * `vectors` may be NULL. A is not changed. Errors: NUMERIC (not finite, not converged). */
gboolean wsc_symmetric_eigen (gsize n, const double *a, double *values, double *vectors, GError **error);

/* A = U diag(s) V' of an (m, n) matrix, k = min (m, n); s descending;
 * u is (m, k), vt is (k, n). A is not changed. Errors: NUMERIC. */
gboolean wsc_svd (gsize m, gsize n, const double *a, double *u, double *s, double *vt, GError **error);

/* The orthogonal (d, d) R that minimises |A R - B| over (n, d) matrices A and B
 * (Schoenemann 1966). Errors: NUMERIC. */
gboolean wsc_procrustes (gsize n, gsize d, const double *a, const double *b, double *r, GError **error);

/* The assignment of rows to columns of least total cost of an (n, n) matrix, by shortest
 * augmenting paths (Jonker and Volgenant 1987), O(n^3): row i goes to column_of[i]. Costs are finite. */
void wsc_assign (gsize n, const double *cost, guint32 *column_of);

/* chi-square quantile: P(X <= q) = p for d degrees of freedom; 0 < p < 1. */
double wsc_chi2_quantile (double p, guint d);
/* F quantile with (d1, d2) degrees of freedom. */
double wsc_f_quantile (double p, double d1, double d2);

/* --- text -------------------------------------------------------------- */

/* The fewest digits that read back as `value`, in the C locale; caller frees. */
char *wsc_format_number (double value);
/* The whole of `text` as a finite number in the C locale, or FALSE. */
gboolean wsc_parse_number (const char *text, double *value);
/* The same as somebody typed it, blanks around it or not, with a decimal point or a decimal comma in any locale. */
gboolean wsc_parse_typed_number (const char *text, double *value);
/* What stands between shown numbers of a list: ", ", or "; " where the locale's decimal sign is a comma. */
const char *wsc_number_separator (void);
/* Appends a sentence to an array of char * that frees what it holds. */
void wsc_notes_add (GPtrArray *notes, const char *format, ...) G_GNUC_PRINTF (2, 3);
/* The candidate nearest to `word` by edits, or NULL if none is near; for "did you mean". */
const char *wsc_nearest_word (const char *word, const char *const *candidates);

/* --- files ------------------------------------------------------------- */

/* Replaces the file by `length` bytes at once, or leaves it as it was: written beside it, then renamed. Its permissions
 * are kept, and so is a link to it; a device or pipe is written to as it is. Errors: FILE, with path and reason. */
gboolean wsc_write_file (const char *path, const char *bytes, gsize length, GError **error);

G_END_DECLS
