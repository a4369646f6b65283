/* ssa: singular spectrum analysis of one or several series of one length: the singular value decomposition of their
 * trajectory matrix, each component turned back into a series, and sets of components (Golyandina, Nekrutkin and
 * Zhigljavsky 2001; several channels and notation as in Golyandina and Korobeynikov 2014).
 *
 * X is (L, C K): for each of C channels of n values the (L, K) matrix X (i, j) = s_{i+j}, K = n - L + 1, one beside the
 * other. X = sum of sigma_i u_i v_i'. Components count from 0 in code and from 1 in text.
 */
#pragma once

#include "base/base.h"
#include "clusters/clusters.h"

G_BEGIN_DECLS

/* --- decomposition ------------------------------------------------------ */

typedef enum
{
  WSC_SSA_BASIC,    /* u: eigenvectors of X X' */
  WSC_SSA_TOEPLITZ, /* u: eigenvectors of the matrix of lag covariances c_|i-j| (Vautard and Ghil 1989): stationary series */
} WscSsaKind;

/* C series of n values: (channels, n). Borrowed. */
typedef struct
{
  gsize n, n_channels;
  const double *values;
} WscChannels;

#define WSC_SSA_WHOLE 500 /* windows up to this (or their complement n - h + 1) are decomposed whole */
#define WSC_SSA_MIN_LENGTH 4

typedef struct
{
  int kind;      /* WscSsaKind */
  gsize window;  /* h, 2 .. n - 1 */
  gsize leading; /* how many components to compute where the window is longer than WSC_SSA_WHOLE; 0: 50 */
} WscSsaSettings;

/* Immutable, atomically ref-counted. */
typedef struct _WscSsa WscSsa;
#define WSC_TYPE_SSA (wsc_ssa_get_type ())
GType wsc_ssa_get_type (void);

/* Decomposes, and makes the series of every component and their w-correlations. The same bytes for any number of threads.
 * Errors: RANGE (fewer than 4 values, a window outside 2 .. n - 1, a series that does not vary, more memory than can be
 * had), NUMERIC (a value that is not finite, with its place; no convergence), STOPPED. */
WscSsa *wsc_ssa_new (const WscChannels *channels, const WscSsaSettings *settings, const WscHook *hook, GError **error);
WscSsa *wsc_ssa_ref (WscSsa *self);
void wsc_ssa_unref (WscSsa *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (WscSsa, wsc_ssa_unref)

gsize wsc_ssa_get_length (const WscSsa *self);     /* n */
gsize wsc_ssa_get_n_channels (const WscSsa *self); /* C */
gsize wsc_ssa_get_window (const WscSsa *self);     /* h, as asked for */
/* L, the rows of X: h; for one series of the basic kind the smaller of h and n - h + 1, whose matrix is the transposed one
 * and whose components are the same. */
gsize wsc_ssa_get_rows (const WscSsa *self);
gsize wsc_ssa_get_columns (const WscSsa *self); /* K, of one channel */
WscSsaKind wsc_ssa_get_kind (const WscSsa *self);
const double *wsc_ssa_get_values (const WscSsa *self, gsize channel); /* (n) what was decomposed */
/* r: components computed. What lies below the numerical rank, sigma_i <= max (L, C K) eps sigma_0, is none. */
gsize wsc_ssa_get_n_components (const WscSsa *self);
gsize wsc_ssa_get_limit (const WscSsa *self);     /* as many as there could be: min (L, C K); of the Toeplitz kind L */
gboolean wsc_ssa_is_whole (const WscSsa *self);   /* the r components sum to the series */
double wsc_ssa_get_singular_value (const WscSsa *self, gsize i);
double wsc_ssa_get_share (const WscSsa *self, gsize i); /* sigma_i^2 / |X|^2, 0..1 */
const double *wsc_ssa_get_vector (const WscSsa *self, gsize i); /* u_i (L), its entry of largest magnitude positive */
/* v_i (C K): X' u_i / sigma_i, by products. */
void wsc_ssa_get_right_vector (const WscSsa *self, gsize i, double *v);
/* Component i of a channel as a series (n): the means over the anti-diagonals of sigma_i u_i v_i'. */
const double *wsc_ssa_get_component (const WscSsa *self, gsize i, gsize channel);
/* w-correlations of the first c components, (c, c), c = min (r, WSC_SSA_MAX_CORRELATED): of the series under the weights
 * min (t, L, K, n - t + 1), t from 1, over all channels. */
#define WSC_SSA_MAX_CORRELATED 100
gsize wsc_ssa_get_n_correlated (const WscSsa *self);
const double *wsc_ssa_get_correlations (const WscSsa *self);

/* The means over the anti-diagonals of an (L, K) matrix given as u v', added to sums: the Hankelisation. */
void wsc_hankelise (gsize L, gsize K, const double *u, const double *v, double *series /* (L + K - 1) */);

/* --- sets of components ------------------------------------------------- */

/* Different components, ascending, from 0. */
typedef struct
{
  guint n;
  guint32 *items;
} WscComponents;

void wsc_components_clear (WscComponents *self);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (WscComponents, wsc_components_clear)
void wsc_components_copy (WscComponents *self, const WscComponents *other);
void wsc_components_set_first (WscComponents *self, guint n); /* 0 .. n - 1 */
gboolean wsc_components_contain (const WscComponents *self, guint32 component);
/* Parse, copy and set_first replace what `self` held, so it begins as { 0 }. "1-2,5", from 1, in any order, blanks
 * free; "" is the empty set. A text with an error leaves `self` as it was. Errors: FORMAT, RANGE (a number below 1 or
 * above 100000, a run that ends before it begins). */
gboolean wsc_components_parse (WscComponents *self, const char *text, GError **error);
char *wsc_components_format (const WscComponents *self); /* the shortest such text */
/* Drops what is not below r; the number dropped. */
guint wsc_components_clamp (WscComponents *self, gsize r);
/* Their sum for one channel, (n). */
void wsc_ssa_sum (const WscSsa *self, const WscComponents *components, gsize channel, double *sum);

typedef struct
{
  char *name; /* as people read it */
  char *key;  /* in tables: the same in every language */
  WscComponents components;
} WscGroup;

/* An array of WscGroup that frees what it holds. */
GArray *wsc_groups_new (void);
/* Copied. The key is the name unless another is given. */
void wsc_groups_add (GArray *groups, const char *name, const WscComponents *components);
void wsc_groups_add_keyed (GArray *groups, const char *name, const char *key, const WscComponents *components);
/* "trend: 1; season: 2-3,5"; a group may be empty, as "trend:", and "" is no groups. Each name once, no component in
 * two groups; a name holds no ':' or ';'. Errors: FORMAT, RANGE. */
GArray *wsc_groups_parse (const char *text, GError **error);
char *wsc_groups_format (GArray *groups);

/* Each proposes groups of the first n >= 1 components, or of as many as there are, and says in one sentence why; caller
 * frees both. */
/* One group of each cluster of two or more, by average linkage of 1 - |w-correlation|, cut at `cut` (0..1), in the order
 * of their first components; of at most WSC_SSA_MAX_CORRELATED components. No groups if nothing joins. */
GArray *wsc_ssa_group_by_correlation (const WscSsa *self, guint n, double cut, char **reason);
/* "Trend", "Seasonal" and "Rest" (translated, none empty) by where the periodogram of each component, of channel 0, has
 * more than half of its power: trend, at frequencies below 1 / trend_period (in samples; 0: twice the rows); seasonal,
 * in the highest peak and the bin to each side of it; rest, neither. */
GArray *wsc_ssa_group_by_period (const WscSsa *self, guint n, double trend_period, char **reason);
/* The merges behind the clustering, n - 1 of them, ascending in height: clusters are numbered as leaves 0 .. n - 1, then
 * n + merge; a < b. 1 <= n <= wsc_ssa_get_n_correlated (); caller frees. */
WscMerge *wsc_ssa_cluster (const WscSsa *self, guint n);

/* --- gaps --------------------------------------------------------------- */

typedef enum
{
  WSC_FILL_ITERATIVE, /* the gaps take the values of the rank-k approximation until they settle (Kondrashov and Ghil 2006) */
  WSC_FILL_SUBSPACE,  /* from the subspace of the windows without gaps (Golyandina and Osipov 2007) */
} WscFillMethod;

typedef struct
{
  int method; /* WscFillMethod */
  gsize window, rank;
} WscFillSettings;

/* Replaces each NaN of series (n); at an error the series stays as it was. The iterative way is of the series about its
 * mean, with at most 5000 rounds a rank; that of the subspace, of the series itself. window: 2 .. n - 1 (of the subspace
 * at most 2000); rank: 1 .. min (window, n - window + 1) - 1. Errors: RANGE (fewer than 4 values, nothing but NaN, too
 * few windows without a gap, rank or window out of range, each with the numbers allowed), NUMERIC (an infinite value;
 * does not settle; a gap that the subspace does not determine), STOPPED. */
gboolean wsc_ssa_fill (gsize n, double *series, const WscFillSettings *settings, const WscHook *hook, GError **error);

G_END_DECLS
