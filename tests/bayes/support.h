/* What the tests of this folder share: planted linear models and their exact posteriors. */
#pragma once

#include "bayes/bayes.h"

G_BEGIN_DECLS

#define assert_message(error, code, text)                                                                              \
  G_STMT_START                                                                                                         \
  {                                                                                                                    \
    g_assert_error ((error), WSC_ERROR, (code));                                                                       \
    g_assert_cmpstr ((error)->message, ==, (text));                                                                    \
  }                                                                                                                    \
  G_STMT_END

/* One layer, identity, no biases: y = W x + noise. */
typedef struct
{
  WscArchitecture architecture;
  WscSamples samples;
  gsize n, d; /* samples, inputs */
  guint n_out;
  float *inputs, *targets; /* (n, d), (n, n_out) */
  double *truth;           /* (n_out, d) */
  double noise_variance;
} Planted;

/* Correlated inputs of variance about 1; `truth` from N (0, I / precision). */
Planted *planted_new (gsize n, gsize d, guint n_out, double noise_variance, double precision, guint64 seed);
void planted_free (Planted *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Planted, planted_free)

/* Precision (d, d) alpha I + X'X / s2 of the first output's weights, their mean and covariance: Bishop 2006, 3.53. */
void planted_get_posterior (const Planted *self, double alpha, double *precision, double *mean, double *covariance);

/* One group of all p parameters; borrowed from static-lived arrays in `self`. */
typedef struct
{
  WscParameterGroups groups;
  gsize size;
  gsize *items;
  const gsize *lists[1];
} OneGroup;
void one_group_init (OneGroup *self, gsize p);
void one_group_clear (OneGroup *self);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (OneGroup, one_group_clear)

void variational_run (WscVariational *self, const Planted *planted, const WscParameterGroups *groups,
                      const WscVariationalSettings *settings);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (WscVariational, wsc_variational_clear)

/* |A - B| / |B| in the Frobenius norm. */
double relative_difference (gsize n, const double *a, const double *b);

/* A hook that allows `left` questions. */
typedef struct
{
  int left;
  WscHook hook;
} Countdown;
void countdown_init (Countdown *self, int left, guint n_threads);

G_END_DECLS
