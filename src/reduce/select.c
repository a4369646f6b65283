/* Which neurons are kept first: those that are certain, or those that tell most of the targets and least of each other. */
#include "reduce/reduce-private.h"

#include <cblas.h>
#include <glib/gi18n-lib.h>
#include <lapacke.h>
#include <math.h>
#include <string.h>

#define CONSTANT 1e-12 /* variance of an activation, over its mean square, that is rounding */
#define ALIKE 1e-9     /* similarity of two neurons that are one, from 1 */
#define CERTAIN 1e-6   /* the least standard deviation, over the largest: none is divided by less */

/* Neurons told apart by vectors (n, m), one row a sample or a coordinate; products and lengths of their columns. */
typedef struct
{
  guint m;
  double *similarity; /* (m, m) |correlation| */
  double *relevance;  /* (m) */
  gboolean *constant; /* (m) nothing is to be told by it */
} Programme;

/* --- relevance by rows -------------------------------------------------------------------- */

/* |mean| / sigma, sigma^2 = tr Sigma; |mean| where nothing is known of any sigma. */
static void
weigh_by_rows (const WscReduceCase *own, const WscReducible *reducible, double *relevance)
{
  const gsize d = reducible->d;
  g_autofree double *sigma = g_new (double, reducible->m);
  double largest = 0;

  for (guint j = 0; j < reducible->m; j++)
    {
      double trace = 0;

      for (gsize i = 0; i < d; i++)
        trace += own->covariances[(j * d + i) * d + i];
      sigma[j] = sqrt (MAX (trace, 0));
      largest = MAX (largest, sigma[j]);
    }
  for (guint j = 0; j < reducible->m; j++)
    {
      const double length = cblas_dnrm2 ((int) d, own->means + j * d, 1);

      relevance[j] = largest > 0 ? length / MAX (sigma[j], CERTAIN * largest) : length;
    }
}

/* Cosines: a row that is another times a number is redundant, one that is another plus a number is not. */
static void
compare_rows (const WscReduceCase *own, const WscReducible *reducible, Programme *programme)
{
  const gsize d = reducible->d, m = reducible->m;
  g_autofree double *rows = g_memdup2 (own->means, m * d * sizeof (double));

  for (gsize j = 0; j < m; j++)
    {
      const double length = cblas_dnrm2 ((int) d, rows + j * d, 1);

      programme->constant[j] = !(length > 0);
      for (gsize i = 0; i < d && length > 0; i++)
        rows[j * d + i] /= length;
    }
  cblas_dgemm (CblasRowMajor, CblasNoTrans, CblasTrans, (int) m, (int) m, (int) d, 1.0, rows, (int) d, rows, (int) d, 0.0,
               programme->similarity, (int) m);
  weigh_by_rows (own, reducible, programme->relevance);
}

/* --- relevance by activations -------------------------------------------------------------------- */

/* Columns of x (n, m) to mean 0 and length 1; a column that does not vary becomes 0 and is told. */
static void
standardise (gsize n, gsize m, double *x, gboolean *constant)
{
  for (gsize j = 0; j < m; j++)
    {
      double mean = 0, squares = 0, deviations = 0;

      for (gsize s = 0; s < n; s++)
        mean += (x[s * m + j] - mean) / (double) (s + 1);
      for (gsize s = 0; s < n; s++)
        {
          squares += x[s * m + j] * x[s * m + j];
          x[s * m + j] -= mean;
          deviations += x[s * m + j] * x[s * m + j];
        }
      constant[j] = !(deviations > CONSTANT * squares);
      for (gsize s = 0; s < n; s++)
        x[s * m + j] = constant[j] ? 0 : x[s * m + j] / sqrt (deviations);
    }
}

/* (n, targets) of training samples. */
static double *
get_targets (const WscReducible *reducible, guint *n_targets)
{
  const gsize n = reducible->split.n[WSC_PART_TRAIN];
  WscSamples samples;
  double *targets;

  wsc_dataset_get_samples (reducible->dataset, &samples);
  *n_targets = samples.n_targets;
  targets = g_malloc_n (n * samples.n_targets + 1, sizeof (double));
  for (gsize s = 0; s < n; s++)
    for (guint k = 0; k < samples.n_targets; k++)
      targets[s * samples.n_targets + k] =
          (double) samples.targets[reducible->split.indices[WSC_PART_TRAIN][s] * samples.target_step + k];
  return targets;
}

/* activations (n, m) are overwritten. */
static void
compare_activations (const WscReducible *reducible, double *activations, Programme *programme)
{
  const gsize n = reducible->split.n[WSC_PART_TRAIN], m = reducible->m;
  guint n_targets, n_varying = 0;
  g_autofree double *targets = get_targets (reducible, &n_targets), *products = g_malloc_n (m * n_targets, sizeof (double));
  g_autofree gboolean *constant = g_new (gboolean, n_targets);

  standardise (n, m, activations, programme->constant);
  standardise (n, n_targets, targets, constant);
  cblas_dgemm (CblasRowMajor, CblasTrans, CblasNoTrans, (int) m, (int) m, (int) n, 1.0, activations, (int) m, activations, (int) m, 0.0,
               programme->similarity, (int) m);
  cblas_dgemm (CblasRowMajor, CblasTrans, CblasNoTrans, (int) m, (int) n_targets, (int) n, 1.0, activations, (int) m, targets,
               (int) n_targets, 0.0, products, (int) n_targets);
  for (guint k = 0; k < n_targets; k++)
    n_varying += constant[k] ? 0 : 1;
  for (gsize j = 0; j < m; j++)
    {
      programme->relevance[j] = 0;
      for (guint k = 0; k < n_targets; k++)
        programme->relevance[j] += fabs (products[j * n_targets + k]) / MAX (n_varying, 1);
    }
}

/* R of [activations, 1] = Q R, since least squares on some of its columns are those on the activations. */
static void
fill_triangle (WscSelection *self, const WscReducible *reducible, const double *activations)
{
  const gsize n = reducible->split.n[WSC_PART_TRAIN], m = reducible->m, width = m + 1;
  g_autofree double *columns = g_malloc_n (n * width + 1, sizeof (double)), *tau = g_new (double, width);

  for (gsize s = 0; s < n; s++)
    {
      for (gsize j = 0; j < m; j++)
        columns[j * n + s] = activations[s * m + j];
      columns[m * n + s] = 1.0;
    }
  self->n_rows = MIN (n, width);
  self->triangle = g_malloc0_n (self->n_rows * width + 1, sizeof (double));
  if (n == 0 || LAPACKE_dgeqrf (LAPACK_COL_MAJOR, (lapack_int) n, (lapack_int) width, columns, (lapack_int) n, tau) != 0)
    return;
  for (gsize i = 0; i < self->n_rows; i++)
    for (gsize j = i; j < width; j++)
      self->triangle[i * width + j] = columns[j * n + i];
}

/* --- the programme ------------------------------------------------------------------------------ */

/* Absolute values of correlations may have eigenvalues below 0, which become 0; neurons that are alike stay so, as they would not if
 * the diagonal grew. */
static gboolean
make_semidefinite (guint n, double *q, GError **error)
{
  g_autofree double *values = g_new (double, n), *vectors = g_malloc_n ((gsize) n * n, sizeof (double));

  if (!wsc_symmetric_eigen (n, q, values, vectors, error))
    return FALSE;
  for (guint e = 0; e < n; e++)
    if (values[e] < 0)
      cblas_dger (CblasRowMajor, (int) n, (int) n, -values[e], vectors + (gsize) e * n, 1, vectors + (gsize) e * n, 1, q, (int) n);
  return TRUE;
}

/* The n neurons that vary, in `which`: their z. Weights of similarity and relevance as in Rodriguez-Lujan et al. (2010). */
static gboolean
solve (const Programme *self, const guint *which, guint n, double *z, const WscHook *hook, GError **error)
{
  g_autofree double *q = g_malloc_n ((gsize) n * n + 1, sizeof (double)), *b = g_new (double, n + 1);
  double mean_q = 0, mean_b = 0, share;

  for (guint i = 0; i < n; i++)
    {
      b[i] = self->relevance[which[i]];
      mean_b += b[i] / n;
      for (guint j = 0; j < n; j++)
        {
          q[(gsize) i * n + j] = self->similarity[(gsize) which[i] * self->m + which[j]];
          mean_q += q[(gsize) i * n + j] / ((double) n * n);
        }
    }
  share = mean_q / (mean_q + mean_b);
  if (!make_semidefinite (n, q, error))
    return FALSE;
  cblas_dscal ((int) (n * n), 1 - share, q, 1);
  cblas_dscal ((int) n, share, b, 1);
  return wsc_qpfs_solve (n, q, b, z, hook, error);
}

/* Any split of a weight among neurons that are alike is as good; the first takes all of it. */
static void
gather (const Programme *self, const guint *which, guint n, double *z)
{
  for (guint i = 0; i < n; i++)
    for (guint j = i + 1; j < n && z[i] > 0; j++)
      if (z[j] > 0 && self->similarity[(gsize) which[i] * self->m + which[j]] >= 1 - ALIKE)
        {
          z[i] += z[j];
          z[j] = 0;
        }
}

/* Below 0, by how much of a neuron's relevance those with weight do not have. */
static double
rank_without_weight (const Programme *self, const guint *which, guint n, const double *z, guint neuron, double largest)
{
  double alike = 0;

  for (guint i = 0; i < n; i++)
    if (z[i] > 0)
      alike = MAX (alike, self->similarity[(gsize) neuron * self->m + which[i]]);
  return -1 + 0.999 * (1 - MIN (alike, 1)) * (largest > 0 ? self->relevance[neuron] / largest : 1);
}

/* z of those that have weight, the others below 0, and last what does not vary at all. */
static gboolean
rank (const Programme *self, double *relevance, const WscHook *hook, GError **error)
{
  g_autofree guint *which = g_new (guint, self->m);
  g_autofree double *z = g_new (double, self->m);
  double largest = 0;
  guint n = 0;

  for (guint j = 0; j < self->m; j++)
    {
      relevance[j] = -2;
      if (self->constant[j])
        continue;
      which[n++] = j;
      largest = MAX (largest, self->relevance[j]);
    }
  if (n > 0 && !solve (self, which, n, z, hook, error))
    return FALSE;
  gather (self, which, n, z);
  for (guint i = 0; i < n; i++)
    relevance[which[i]] = z[i] > 0 ? z[i] : rank_without_weight (self, which, n, z, which[i], largest);
  return TRUE;
}

static int
compare_relevance (gconstpointer a, gconstpointer b, gpointer user_data)
{
  const double *relevance = user_data;
  const guint32 i = *(const guint32 *) a, j = *(const guint32 *) b;

  if (relevance[i] != relevance[j])
    return relevance[i] > relevance[j] ? -1 : 1;
  return i < j ? -1 : i > j;
}

static void
sort (WscSelection *self, guint m)
{
  self->order = g_new (guint32, m);
  for (guint32 j = 0; j < m; j++)
    self->order[j] = j;
  g_qsort_with_data (self->order, (int) m, sizeof *self->order, compare_relevance, self->relevance);
}

static gboolean
choose_by_programme (WscSelection *self, const WscReducible *reducible, const WscReduceCase *own, gboolean by_rows, double *activations,
                     const WscHook *hook, GError **error)
{
  const guint m = reducible->m;
  g_autofree double *similarity = g_malloc_n ((gsize) m * m, sizeof (double)), *relevance = g_new (double, m);
  g_autofree gboolean *constant = g_new0 (gboolean, m);
  Programme programme = { m, similarity, relevance, constant };

  if (by_rows)
    compare_rows (own, reducible, &programme);
  else
    compare_activations (reducible, activations, &programme);
  for (gsize i = 0; i < (gsize) m * m; i++)
    similarity[i] = fabs (similarity[i]);
  return rank (&programme, self->relevance, hook, error);
}

gboolean
wsc_selection_init (WscSelection *self, const WscReducible *reducible, const WscReduceCase *own, const WscReduceSettings *settings,
                    const WscHook *hook, GError **error)
{
  g_autoptr (WscNetwork) network =
      wsc_network_new (&own->architecture, own->parameters, own->architecture.sizes[own->architecture.n_layers], NULL);
  g_autoptr (WscNetwork) layer = wsc_network_take_layers (network, reducible->layer, reducible->layer + 1, WSC_LOSS_MSE);
  g_autofree double *activations = wsc_reduce_case_get_outputs (own, reducible, layer, WSC_PART_TRAIN);

  *self = (WscSelection){ .relevance = g_new (double, reducible->m) };
  fill_triangle (self, reducible, activations);
  if (settings->method == WSC_REDUCE_VARIANCE)
    weigh_by_rows (own, reducible, self->relevance);
  else if (!choose_by_programme (self, reducible, own, settings->similarity == WSC_SIMILARITY_WEIGHTS, activations, hook, error))
    return FALSE;
  sort (self, reducible->m);
  return TRUE;
}

void
wsc_selection_clear (WscSelection *self)
{
  g_clear_pointer (&self->relevance, g_free);
  g_clear_pointer (&self->order, g_free);
  g_clear_pointer (&self->triangle, g_free);
}
