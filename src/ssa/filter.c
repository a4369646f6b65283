/* The series of all components of a short window at once. Away from the ends, the diagonal means of u u' X are a filter
 * of the series, x_t = (1 / L) sum over d of c_|d| s_{t+d} with c the autocorrelation of u (Harris and Yan 2010), so
 * that one matrix product of the (r, L) coefficients and the (L, block) folded series s_{t+d} + s_{t-d} makes a block
 * of them. The L - 1 places at each end are made by their definition. */
#include "ssa/ssa-private.h"

#include <cblas.h>
#include <string.h>

#define BLOCK 256     /* places that one product makes */
#define COMPONENTS 16 /* whose ends one thread makes at once */

typedef struct
{
  WscSsa *self;
  double *coefficients; /* (r, L): c_d / L */
} Filter;

/* --- the middle ---------------------------------------------------------- */

static void
autocorrelate (gpointer user_data, guint i, guint thread)
{
  Filter *filter = user_data;
  const gsize L = filter->self->L;
  const double *u = filter->self->vectors + i * L;

  for (gsize d = 0; d < L; d++)
    filter->coefficients[i * L + d] = cblas_ddot ((int) (L - d), u, 1, u + d, 1) / (double) L;
}

static void
make_block (gpointer user_data, guint item, guint thread)
{
  Filter *filter = user_data;
  WscSsa *self = filter->self;
  const gsize L = self->L, n_blocks = (self->K - L) / BLOCK + 1, size = self->n_channels * self->n;
  const gsize channel = item / n_blocks, first = L - 1 + item % n_blocks * BLOCK;
  const gsize count = MIN (BLOCK, self->n - L + 1 - first);
  const double *s = self->values + channel * self->n + first;
  g_autofree double *folded = g_malloc_n (L * count, sizeof (double));

  memcpy (folded, s, count * sizeof *s);
  for (gsize d = 1; d < L; d++)
    for (gsize t = 0; t < count; t++)
      folded[d * count + t] = s[t + d] + *(s + t - d);
  cblas_dgemm (CblasRowMajor, CblasNoTrans, CblasNoTrans, (int) self->r, (int) count, (int) L, 1, filter->coefficients,
               (int) L, folded, (int) count, 0, self->components + channel * self->n + first, (int) size);
}

/* --- the ends ------------------------------------------------------------ */

/* The series of u v' at its first (step 1) or last (step -1) `count` places, from u and v begun at that end. */
static void
make_end (gsize count, const double *u, const double *v, int step, double *sums, double *out)
{
  memset (sums, 0, count * sizeof *sums);
  for (gsize i = 0; i < count; i++)
    for (gsize j = 0; i + j < count; j++)
      sums[i + j] += u[i] * v[j];
  for (gsize t = 0; t < count; t++)
    out[step * (gssize) t] = sums[t] / (double) (t + 1);
}

/* v at one end, (components, L - 1), of COMPONENTS vectors u: products with the (L, L - 1) matrix of the series there.
 */
static void
make_ends (gpointer user_data, guint item, guint thread)
{
  Filter *filter = user_data;
  WscSsa *self = filter->self;
  const gsize L = self->L, n_groups = (self->r + COMPONENTS - 1) / COMPONENTS, count = L - 1;
  const gsize first = item % n_groups * COMPONENTS, rows = MIN (COMPONENTS, self->r - first);
  const gsize end = item / n_groups % 2, channel = item / n_groups / 2;
  const double *s = self->values + channel * self->n;
  g_autofree double *u = g_malloc_n (rows * L, sizeof (double)), *v = g_malloc_n (rows * count, sizeof (double));
  g_autofree double *x = g_malloc_n (L * count, sizeof (double)), *sums = g_new (double, count);
  double *out = self->components + (first * self->n_channels + channel) * self->n + (end ? self->n - 1 : 0);

  for (gsize i = 0; i < rows * L; i++)
    u[i] = self->vectors[first * L + (end ? i / L * L + L - 1 - i % L : i)];
  for (gsize i = 0; i < L; i++)
    for (gsize j = 0; j < count; j++)
      x[i * count + j] = s[end ? self->n - 1 - i - j : i + j];
  cblas_dgemm (CblasRowMajor, CblasNoTrans, CblasNoTrans, (int) rows, (int) count, (int) L, 1, u, (int) L, x,
               (int) count, 0, v, (int) count);
  for (gsize i = 0; i < rows; i++, out += self->n_channels * self->n)
    make_end (count, u + i * L, v + i * count, end ? -1 : 1, sums, out);
}

/* --- the whole ----------------------------------------------------------- */

/* Asked on the calling thread between blocks; what is under way is then left as it is. */
void
wsc_ssa_filter_components (WscSsa *self, WscLoop *loop)
{
  Filter filter = { self, g_malloc_n (self->r * self->L, sizeof (double)) };
  const guint n_groups = (guint) ((self->r + COMPONENTS - 1) / COMPONENTS), n_channels = (guint) self->n_channels;

  wsc_loop_run (loop, (guint) self->r, autocorrelate, &filter);
  wsc_loop_run (loop, n_channels * ((guint) ((self->K - self->L) / BLOCK) + 1), make_block, &filter);
  wsc_loop_run (loop, n_channels * 2 * n_groups, make_ends, &filter);
  g_free (filter.coefficients);
}
