/* The Gaussian that variational inference moves: its numbers, a draw, gradients and the divergence from the prior.
 *
 * Row i of a group is w_i = m_i + s_i (e_i + sum over j of u_ij z_j), with e and z standard normal. Full: z is e and j
 * < i, so that L has the diagonal s_i > 0 and rows s_i (u_i, 1). Low rank: z are `rank` numbers of the group's own, so
 * that the covariance is B B' + diag (s^2) with rows s_i u_i of B. Diagonal: there is no u. Scaling each row by its s
 * makes all of u, and log s, pure numbers, for which one learning rate is right whatever the unit of w.
 */
#pragma once

#include "bayes/bayes.h"

G_BEGIN_DECLS

typedef struct
{
  gsize size;  /* parameters that are not deterministic */
  gsize first; /* of the group, in the order of `places` */
  guint rank;  /* low rank only, else 0 */
  gboolean full;
  gsize factor; /* where in `factors` its rows begin */
  gsize latent; /* of z, in `noise` */
} WscPosteriorGroup;

typedef struct
{
  gsize p;
  gsize n_random;                  /* parameters with a spread, group by group */
  gsize *places;                   /* (n_random) in the parameter block */
  gboolean *random;                /* (p) whether a parameter has a spread */
  const WscParameterGroups *given; /* borrowed, or NULL */
  guint n_groups;                  /* those of wsc_gaussian_new (p, given) */
  WscPosteriorGroup *groups;
  gsize n_factors; /* of all u */
  gsize n_numbers; /* p + n_random + n_factors */
  double *numbers; /* means (p), log s (n_random), u (n_factors) */
  gsize n_noise;   /* e (n_random), then what low ranks draw */
  double *noise;
  double *deviations; /* (n_random) w - m of the draw */
  double *sds;        /* (n_random) s at the draw */
  double *room;       /* for the matrices of a low rank */
} WscPosterior;

/* Means `start`, the same log s for all; u are 0, or small random numbers where 0 would be a saddle (low rank).
 * `random` (p): whether a parameter has a spread. */
void wsc_posterior_init (WscPosterior *self, gsize p, const double *start, const gboolean *random,
                         const WscParameterGroups *groups, const WscVariationalSettings *settings, double log_sd);
void wsc_posterior_clear (WscPosterior *self);

/* Draws e and z; plus (p) are the parameters, minus (p) those of -e and -z. */
void wsc_posterior_draw (WscPosterior *self, WscRandom *stream, float *plus, float *minus);
/* The same for the noise that is in `noise`. */
void wsc_posterior_apply (WscPosterior *self, float *plus, float *minus);

/* d/d numbers (n_numbers) of (f (plus) + f (minus)) / 2 + weight KL for the draw, from the two gradients of f (p). */
void wsc_posterior_get_gradient (WscPosterior *self, const float *at_plus, const float *at_minus, double weight,
                                 double prior_precision, float *gradient);

/* KL (q | N (0, I / prior_precision)) over the parameters with a spread, in nats. */
double wsc_posterior_get_kl (const WscPosterior *self, double prior_precision);
/* sum of m^2 + the variances, over the same. */
double wsc_posterior_get_square (const WscPosterior *self);
WscGaussian *wsc_posterior_to_gaussian (const WscPosterior *self);

/* Of low rank: the Cholesky factor of C = I + U'U into the lower triangle of `c` (rank, rank); log det C. */
double wsc_posterior_factor_rank (const WscPosterior *self, const WscPosteriorGroup *group, double *c);

static inline double *
wsc_posterior_log_sds (const WscPosterior *self)
{
  return self->numbers + self->p;
}

static inline double *
wsc_posterior_factors (const WscPosterior *self)
{
  return self->numbers + self->p + self->n_random;
}

/* How many u row i of the group has, and where they are among the group's. */
static inline gsize
wsc_posterior_row_length (const WscPosteriorGroup *group, gsize i)
{
  return group->full ? i : group->rank;
}

static inline gsize
wsc_posterior_row_start (const WscPosteriorGroup *group, gsize i)
{
  return group->factor + (group->full ? i * (i - 1) / 2 : i * group->rank);
}

G_END_DECLS
