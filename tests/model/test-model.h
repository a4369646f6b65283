#pragma once

#include "model/model-private.h"

void add_architecture_tests (void);
void add_math_tests (void);
void add_order_tests (void);
void add_gradient_tests (void);
void add_train_tests (void);
void add_trajectory_tests (void);
void add_ensemble_tests (void);
void add_evaluate_tests (void);
void add_network_tests (void);
void add_network_file_tests (void);

/* A shape by its text, checked; cross-entropy if `ce`. */
WscArchitecture make_architecture (const char *layers, const char *activation, int orthonormal, gboolean bias,
                                   gboolean ce);

/* Random numbers as samples: a table, or the windows of a series onto themselves or onto what follows. */
typedef enum
{
  FIXTURE_TABLE,
  FIXTURE_RESTORE,
  FIXTURE_FORECAST,
  FIXTURE_CLASSES
} FixtureKind;

typedef struct
{
  float *numbers;
  WscSamples samples;
  guint32 *rows;         /* 0 … n - 1 */
  const guint32 **train; /* (replicas) each `rows` */
} Fixture;

Fixture *fixture_new (FixtureKind kind, const WscArchitecture *a, gsize n_samples, guint n_replicas);
void fixture_free (Fixture *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Fixture, fixture_free)
WscEnsembleData fixture_data (const Fixture *self, guint n_replicas, gsize n_train, gsize n_test);

/* The engines that this machine can run, "wide" among them; NULL-terminated. */
const WscEngine *const *all_engines (void);

/* Numbers of the line `field` of tests/reference/`name`, from `*line` on, which is moved behind it. */
GArray *read_field (char ***line, const char *field);
char **read_reference (const char *name);
