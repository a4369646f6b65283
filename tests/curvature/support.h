/* Networks and samples for the tests of curvature. */
#pragma once

#include "curvature/curvature-private.h"

G_BEGIN_DECLS

/* A shape by its text: cross-entropy if `ce`; `orthonormal` as in WscModelSettings. */
WscArchitecture make_architecture (const char *layers, const char *activation, int orthonormal, gboolean bias,
                                   gboolean ce);

/* Normal inputs and targets, or classes for cross-entropy, of one network. */
typedef struct
{
  WscArchitecture architecture;
  float *numbers;
  WscSamples samples;
  guint32 *indices; /* 0 .. n - 1 */
  WscObjective objective;
  gsize p;
  double *parameters; /* (p) normal, times 0.7; orthonormal layers on their manifold */
} Problem;

Problem *problem_new (const WscArchitecture *a, gsize n, guint seed);
void problem_free (Problem *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Problem, problem_free)

double *problem_gradient (const Problem *self, const double *parameters); /* (p); free it */
double *problem_hessian (const Problem *self, WscHessianKind kind);       /* (p, p); free it */
double *problem_covariance (const Problem *self, guint lags);             /* (p, p); free it */
/* F by the naive twin, times factor; its gradient too if not NULL. */
double problem_naive (const Problem *self, const double *parameters, double *gradient);

/* Without errors. */
WscSandwich *problem_sandwich (const Problem *self, const WscSandwichSettings *settings);
void problem_polish (Problem *self); /* to a stationary point */
/* 5;2;5, tanh: targets are what such a network says, and noise; its parameters, shifted, are where the search begins. */
Problem *problem_new_autoencoder (int orthonormal);

double largest_difference (gsize n, const double *a, const double *b);
double largest_magnitude (gsize n, const double *a);
double dot (gsize n, const double *a, const double *b);

/* A hook that stops when it is asked for the count-th time. */
typedef struct
{
  int left;
  WscHook hook;
} Countdown;
void countdown_init (Countdown *self, int left, guint n_threads);

G_END_DECLS
