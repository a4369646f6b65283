/* w-correlations: inner products of components under the weights of the diagonals, in parts of the places whose sums
 * are added in their order. */
#include "ssa/ssa-private.h"

#include <cblas.h>
#include <math.h>

#define MOST_PARTS 64 /* of one channel */
#define CHUNK 512     /* places that one product sums over */
#define MOST_EXPONENT 1000

typedef struct
{
  WscSsa *self;
  gsize count, n_parts, width; /* places of a part */
  double scale;                /* so that no square overflows */
  double *sums;                /* (C n_parts, count, count), lower triangles */
} Work;

/* y (count, width) = the components from a place on times the roots of the weights. */
static void
weigh (const Work *work, gsize channel, gsize first, gsize width, double *y)
{
  double roots[CHUNK];

  for (gsize t = 0; t < width; t++)
    roots[t] = work->scale * sqrt ((double) wsc_diagonal_length (work->self->L, work->self->K, first + t));
  for (gsize i = 0; i < work->count; i++)
    {
      const double *component = wsc_ssa_get_component (work->self, i, channel) + first;

      for (gsize t = 0; t < width; t++)
        y[i * width + t] = roots[t] * component[t];
    }
}

static void
correlate_part (gpointer user_data, guint item, guint thread)
{
  Work *work = user_data;
  const gsize count = work->count, channel = item / work->n_parts, begin = item % work->n_parts * work->width;
  const gsize end = MIN (begin + work->width, work->self->n);
  g_autofree double *y = g_malloc_n (count * CHUNK, sizeof (double));

  for (gsize first = begin; first < end; first += CHUNK)
    {
      const gsize width = MIN (CHUNK, end - first);

      weigh (work, channel, first, width, y);
      cblas_dsyrk (CblasRowMajor, CblasLower, CblasNoTrans, (int) count, (int) width, 1, y, (int) width,
                   first == begin ? 0 : 1, work->sums + item * count * count, (int) count);
    }
}

static void
add_parts (const Work *work, double *w)
{
  const gsize count = work->count, size = count * count;

  for (gsize i = 0; i < size; i++)
    w[i] = work->sums[i];
  for (gsize item = 1; item < work->n_parts * work->self->n_channels; item++)
    for (gsize i = 0; i < count; i++)
      for (gsize j = 0; j <= i; j++)
        w[i * count + j] += work->sums[item * size + i * count + j];
}

static void
normalise (gsize count, double *w)
{
  g_autofree double *norms = g_new (double, count);

  for (gsize i = 0; i < count; i++)
    norms[i] = sqrt (w[i * count + i]);
  for (gsize i = 0; i < count; i++)
    for (gsize j = 0; j <= i; j++)
      w[i * count + j] = w[j * count + i] = i == j ? 1 : w[i * count + j] / norms[i] / norms[j];
}

gboolean
wsc_ssa_correlate (WscSsa *self, const WscHook *hook, GError **error)
{
  Work work = { .self = self, .count = MIN (self->r, WSC_SSA_MAX_CORRELATED) };
  WscLoop loop = wsc_ssa_loop (hook, 0.9, 1);
  gsize n_items;

  work.width = MAX (CHUNK, (self->n - 1) / MOST_PARTS + 1);
  work.n_parts = (self->n - 1) / work.width + 1;
  work.scale = ldexp (1, CLAMP (-self->exponent, -MOST_EXPONENT, MOST_EXPONENT));
  n_items = work.n_parts * self->n_channels;
  self->n_correlated = work.count;
  self->correlations = g_malloc_n (work.count * work.count, sizeof (double));
  work.sums = g_malloc_n (n_items * work.count * work.count, sizeof (double));
  if (wsc_loop_run (&loop, (guint) n_items, correlate_part, &work))
    {
      add_parts (&work, self->correlations);
      normalise (work.count, self->correlations);
    }
  g_free (work.sums);
  return wsc_loop_end (&loop, error);
}
