/* Components turned back into series. */
#include "ssa/fft.h"

#include <cblas.h>
#include <glib/gi18n-lib.h>
#include <string.h>

gsize
wsc_diagonal_length (gsize L, gsize K, gsize t)
{
  return MIN (MIN (t + 1, L + K - 1 - t), MIN (L, K));
}

void
wsc_hankelise (gsize L, gsize K, const double *u, const double *v, double *series)
{
  g_autofree double *sums = g_new0 (double, L + K - 1);

  for (gsize i = 0; i < L; i++)
    for (gsize j = 0; j < K; j++)
      sums[i + j] += u[i] * v[j];
  for (gsize t = 0; t < L + K - 1; t++)
    series[t] += sums[t] / (double) wsc_diagonal_length (L, K, t);
}

void
wsc_trajectory_rows (const WscTrajectory *x, const double *u, double *v)
{
  memset (v, 0, x->n_channels * x->K * sizeof *v);
  for (gsize c = 0; c < x->n_channels; c++)
    for (gsize i = 0; i < x->L; i++)
      cblas_daxpy ((int) x->K, u[i], x->values + c * x->n + i, 1, v + c * x->K, 1);
}

typedef struct
{
  WscSsa *self;
  WscTrajectory x;
  WscTrajectoryFft products;
} Work;

static void
transform_component (gpointer user_data, guint i, guint thread)
{
  Work *work = user_data;
  WscSsa *self = work->self;
  WscLagScratch scratch;

  wsc_lag_scratch_init (&scratch, &work->products.fft);
  wsc_trajectory_fft_component (&work->products, &scratch, self->vectors + i * self->L,
                                self->components + i * self->n_channels * self->n);
  wsc_lag_scratch_clear (&scratch);
}

static void
transform_components (WscSsa *self, Work *work, WscLoop *loop)
{
  wsc_trajectory_fft_init (&work->products, &work->x);
  wsc_loop_run (loop, (guint) self->r, transform_component, work);
  wsc_trajectory_fft_clear (&work->products);
}

static void
average_component (gpointer user_data, guint i, guint thread)
{
  Work *work = user_data;
  WscSsa *self = work->self;
  const double *u = self->vectors + i * self->L;
  double *out = self->components + i * self->n_channels * self->n;
  g_autofree double *v = g_malloc_n (self->n_channels * self->K, sizeof (double));

  wsc_trajectory_rows (&work->x, u, v);
  memset (out, 0, self->n_channels * self->n * sizeof *out);
  for (gsize c = 0; c < self->n_channels; c++)
    wsc_hankelise (self->L, self->K, u, v + c * self->K, out + c * self->n);
}

static gboolean
allocate (WscSsa *self, GError **error)
{
  const gsize n_series = self->r * self->n_channels;

  if (n_series < G_MAXSIZE / sizeof (double) / self->n)
    self->components = g_try_malloc (n_series * self->n * sizeof (double));
  if (self->components == NULL)
    g_set_error (error, WSC_ERROR, WSC_ERROR_RANGE,
                 _("%zu components of %zu values need %.0f MB, more than there is; use a shorter window or series"),
                 self->r, self->n_channels * self->n, (double) n_series * (double) self->n * sizeof (double) / 1e6);
  return self->components != NULL;
}

gboolean
wsc_ssa_make_components (WscSsa *self, const WscHook *hook, GError **error)
{
  Work work = { .self = self, .x = { self->n, self->n_channels, self->L, self->K, self->values, hook } };
  WscLoop loop = wsc_ssa_loop (hook, 0.5, 0.9);

  if (!allocate (self, error))
    return FALSE;
  if (self->L > WSC_SSA_WHOLE)
    transform_components (self, &work, &loop);
  else if (self->L <= self->K)
    wsc_ssa_filter_components (self, &loop);
  else
    wsc_loop_run (&loop, (guint) self->r, average_component, &work);
  return wsc_loop_end (&loop, error);
}
