/* The gap statistic (Tibshirani, Walther and Hastie 2001): how much smaller the objective is than among Gaussians that
 * are spread evenly over the box of the means' principal axes. */
#include "clusters/clusters-private.h"

#include <glib/gi18n-lib.h>
#include <math.h>
#include <string.h>

#define N_DRAWS 20

/* --- one draw ------------------------------------------------------------------ */

typedef struct
{
  const WscGaussians *gaussians;
  double *axes;         /* (d, d) of the means */
  double *least, *most; /* (d) along them */
} Box;

static void
box_clear (Box *self)
{
  g_free (self->axes);
  g_free (self->least);
  g_free (self->most);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Box, box_clear)

static gboolean
box_init (Box *self, const WscGaussians *gaussians, GError **error)
{
  const gsize m = gaussians->m, d = gaussians->d;
  WscMoments moments;
  g_autofree double *covariance = g_malloc_n (d * d, sizeof (double)), *values = g_new (double, d);

  *self = (Box){ gaussians, g_malloc_n (d * d, sizeof (double)), g_new (double, d), g_new (double, d) };
  wsc_moments_init (&moments, d);
  for (gsize i = 0; i < m; i++)
    wsc_moments_add (&moments, gaussians->means + i * d);
  wsc_moments_get_covariance (&moments, covariance);
  wsc_moments_clear (&moments);
  if (!wsc_symmetric_eigen (d, covariance, values, self->axes, error))
    return FALSE;
  for (gsize r = 0; r < d; r++)
    {
      self->least[r] = INFINITY;
      self->most[r] = -INFINITY;
      for (gsize i = 0; i < m; i++)
        {
          double along = 0;

          for (gsize e = 0; e < d; e++)
            along += self->axes[r * d + e] * gaussians->means[i * d + e];
          self->least[r] = MIN (self->least[r], along);
          self->most[r] = MAX (self->most[r], along);
        }
    }
  return TRUE;
}

static void
draw (const Box *self, WscRandom *random, double *means, double *covariances)
{
  const gsize m = self->gaussians->m, d = self->gaussians->d;

  memset (means, 0, m * d * sizeof (double));
  for (gsize i = 0; i < m; i++)
    {
      for (gsize r = 0; r < d; r++)
        {
          const double along = self->least[r] + (self->most[r] - self->least[r]) * wsc_random_uniform (random);

          for (gsize e = 0; e < d; e++)
            means[i * d + e] += along * self->axes[r * d + e];
        }
      if (covariances != NULL)
        memcpy (covariances + i * d * d,
                self->gaussians->covariances + wsc_random_below (random, self->gaussians->m) * d * d,
                d * d * sizeof (double));
    }
}

/* --- all draws -------------------------------------------------------------------- */

/* What a draw's own hook tells, as a part of all. */
typedef struct
{
  const WscHook *hook;
  guint draw;
} Part;

static gboolean
report_part (gpointer user_data, double fraction, const char *phase)
{
  const Part *self = user_data;

  return wsc_hook_report (self->hook, (self->draw + fraction) / N_DRAWS, _("Comparing with evenly spread neurons"));
}

/* logs[draw * n + i]: of the objective of count i. */
static gboolean
measure_draws (const Box *box, const double *weight, const WscCount *count, const WscKMeansSettings *settings,
               const WscHook *hook, double *logs, GError **error)
{
  const gsize m = box->gaussians->m, d = box->gaussians->d;
  const gboolean spread = box->gaussians->covariances != NULL;
  g_autofree double *means = g_malloc_n (m * d, sizeof (double)),
                    *covariances = spread ? g_malloc_n (m * d * d, sizeof (double)) : NULL;

  for (guint b = 0; b < N_DRAWS; b++)
    {
      Part part = { hook, b };
      const WscHook own = { report_part, &part, hook != NULL ? hook->n_threads : 0 };
      g_autoptr (GPtrArray) all = NULL;
      WscRandom random;

      wsc_random_init (&random, settings->seed, "clusters.gap", b);
      draw (box, &random, means, covariances);
      all = wsc_clusters_new_k_means_all (&(WscGaussians){ (guint) m, (guint) d, means, covariances }, weight, count->n,
                                          count->counts, settings, &own, error);
      if (all == NULL)
        return FALSE;
      for (guint i = 0; i < count->n; i++)
        logs[b * count->n + i] = log (((const WscClusters *) g_ptr_array_index (all, i))->objective);
    }
  return TRUE;
}

static void
summarise (WscCount *count, GPtrArray *partitions, const double *logs)
{
  for (guint i = 0; i < count->n; i++)
    {
      const double objective = ((const WscClusters *) g_ptr_array_index (partitions, i))->objective;
      double mean = 0, square = 0;

      for (guint b = 0; b < N_DRAWS; b++)
        mean += logs[b * count->n + i] / N_DRAWS;
      for (guint b = 0; b < N_DRAWS; b++)
        square += pow (logs[b * count->n + i] - mean, 2) / N_DRAWS;
      count->scores[i] = objective > 0 && isfinite (mean) ? mean - log (objective) : NAN;
      count->errors[i] = isfinite (mean) ? sqrt (square * (1 + 1.0 / N_DRAWS)) : NAN;
    }
}

gboolean
wsc_gap_statistics (const WscGaussians *gaussians, const double *weight, GPtrArray *partitions,
                    const WscKMeansSettings *settings, const WscHook *hook, WscCount *count, GError **error)
{
  g_autofree double *logs = g_malloc_n ((gsize) N_DRAWS * count->n, sizeof (double));
  g_auto (Box) box = { 0 };

  count->errors = g_new (double, count->n);
  if (!wsc_gaussians_check (gaussians, error) || !box_init (&box, gaussians, error) ||
      !measure_draws (&box, weight, count, settings, hook, logs, error))
    return FALSE;
  summarise (count, partitions, logs);
  return TRUE;
}
