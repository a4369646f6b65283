/* What the files of curvature share, and its tests may see: one network in double, a pass of samples through it, and
 * the blocks that second moments are kept in.
 *
 * Inside, the parameters of a layer are one matrix (units, width): its last column is the bias, the weight of a
 * constant input 1. A neuron's parameters are neighbours then, and so are a layer's.
 */
#pragma once

#include "curvature/curvature.h"

G_BEGIN_DECLS

/* --- one network ----------------------------------------------------------- */

typedef struct
{
  const WscArchitecture *architecture;
  guint n_layers;
  guint units[WSC_MAX_LAYERS];     /* of each layer's output */
  guint width[WSC_MAX_LAYERS + 1]; /* of each layer's input with its constant; the last: the network's outputs */
  gsize first[WSC_MAX_LAYERS + 1]; /* the place of a layer's matrix; the last: p */
  gsize p;
  double *weights; /* (p) */
  gsize *place;    /* (p) where ours lie in the parameter block */
} WscNet;

void wsc_net_init (WscNet *self, const WscArchitecture *architecture);
void wsc_net_clear (WscNet *self);
/* Takes over a parameter block (p). */
void wsc_net_set (WscNet *self, const double *parameters);

/* --- a pass of samples through it -------------------------------------------- */

/* Rows are samples. */
typedef struct
{
  gsize capacity;
  double *memory;
  double *y[WSC_MAX_LAYERS + 1];  /* (rows, width) inputs of each layer; the last: outputs, after any softmax */
  double *slope[WSC_MAX_LAYERS];  /* (rows, units) s'(z) */
  double *curve[WSC_MAX_LAYERS];  /* (rows, units) s''(z) */
  double *behind[WSC_MAX_LAYERS]; /* (rows, units) dS / dy; for cross-entropy by the last z */
  double *delta[WSC_MAX_LAYERS];  /* (rows, units) dS / dz */
  double *loss;                   /* (rows) S */
} WscPass;

void wsc_pass_init (WscPass *self, const WscNet *net, gsize capacity);
void wsc_pass_clear (WscPass *self);
/* Samples first .. first + count - 1 of the objective into rows row .. row + count - 1. */
void wsc_pass_run (const WscPass *self, const WscNet *net, const WscObjective *objective, gsize first, gsize row,
                   gsize count);
/* gradient (p, ours) = sum of grad S over rows 0 .. count - 1. */
void wsc_pass_get_gradient (const WscPass *self, const WscNet *net, gsize count, double *gradient);
/* Scores grad S of the rows, in our order: row r to scores + r * step. */
void wsc_pass_get_scores (const WscPass *self, const WscNet *net, gsize row, gsize count, gsize step, double *scores);

/* --- second derivatives by pre-activations ------------------------------------- */

/* For m <= l: D = d delta_l / d z_m, and for m < l J = d y_l / d z_m. Rows are samples. */
typedef struct
{
  double *memory;
  double *d[WSC_MAX_LAYERS][WSC_MAX_LAYERS]; /* [l][m] (rows, units m, units l); of the last layer by itself, where it
                                                is diagonal, (rows, units) */
  double *j[WSC_MAX_LAYERS][WSC_MAX_LAYERS]; /* [l][m] (rows, units m, units l), m < l < last */
  gboolean is_last_diagonal;
} WscSecond;

/* Doubles a row. */
gsize wsc_second_row_size (const WscNet *net);
void wsc_second_init (WscSecond *self, const WscNet *net, gsize capacity);
void wsc_second_clear (WscSecond *self);
/* Of rows that the pass has run; `room` holds (count, the largest units m x units l). */
void wsc_second_run (const WscSecond *self, const WscNet *net, const WscPass *pass, WscHessianKind kind, gsize row,
                     gsize count, double *room);
gsize wsc_second_room (const WscNet *net, gsize count);

/* --- loops that can be stopped ---------------------------------------------------- */

WscLoop wsc_curvature_loop (const WscHook *hook, double from, double to);

/* --- blocks of a symmetric (p, p) matrix -------------------------------------------- */

/* Along the diagonal, in our order. */
typedef struct
{
  gsize n;
  gsize *first, *size; /* (n) */
  double **values;     /* (n) (size, size) */
  gsize *block_of;     /* (neurons of all layers) */
  gsize first_neuron[WSC_MAX_LAYERS];
} WscBlockMatrix;

/* `blocks` is not AUTO. By neuron, an orthonormal layer is one block: its neurons do not move alone. */
void wsc_block_matrix_init (WscBlockMatrix *self, const WscNet *net, WscBlocks blocks);
void wsc_block_matrix_clear (WscBlockMatrix *self);
/* Doubles that it would hold. */
double wsc_block_matrix_count (const WscNet *net, WscBlocks blocks);
/* Where derivatives by row i of layer l and row k of layer m begin, or NULL if that is outside; `step` to the next row.
 */
double *wsc_block_matrix_at (const WscBlockMatrix *self, const WscNet *net, guint l, gsize i, guint m, gsize k,
                             gsize *step);
/* The places of a block in the parameter block (size), ascending. */
void wsc_block_matrix_places (const WscBlockMatrix *self, const WscNet *net, gsize block, gsize *places);
/* A block (size, size) whose lower triangle is there, whole and in the order of its places. */
void wsc_block_matrix_get (const WscBlockMatrix *self, const WscNet *net, gsize block, double *matrix);
/* The other way: the lower triangles of all blocks from a matrix (p, p) in the order of the parameter block. */
void wsc_block_matrix_put (WscBlockMatrix *self, const WscNet *net, const double *matrix);

/* Mean gradient (p, ours), times factor; `value` may be NULL. FALSE if stopped. */
gboolean wsc_net_gradient (const WscNet *net, const WscObjective *objective, WscLoop *loop, double *value,
                           double *gradient);
/* Adds weight x the Hessian's mean over all samples to the lower triangles. FALSE if stopped. */
gboolean wsc_net_add_hessian (const WscNet *net, const WscObjective *objective, WscHessianKind kind, double weight,
                              WscLoop *loop, WscBlockMatrix *hessian);
/* Adds to the lower triangles weight x the mean over samples of (g - mean)(g - mean)', Bartlett-weighted with lags;
 * mean (p, ours) may be NULL: zero. */
gboolean wsc_net_add_scores (const WscNet *net, const WscObjective *objective, guint lags, const double *mean,
                             double weight, WscLoop *loop, WscBlockMatrix *covariance);
/* Errors: RANGE. */
gboolean wsc_curvature_check_lags (const WscObjective *objective, guint lags, GError **error);

G_END_DECLS
