/* Cross-validated gaps (Kondrashov and Ghil 2006): stretches of the series are cut out and filled by the approximation
 * of each rank, which takes its own values at the gaps again until they settle; a rank starts where the one before
 * ended. Some gaps are cut at once, one in each of as many equal parts of the series. O(gaps ranks rounds L^3). */
#include "analysis/analysis-private.h"

#include <cblas.h>
#include <glib/gi18n-lib.h>
#include <math.h>
#include <string.h>

#define GAPS_AT_ONCE 4
#define LEAST_GAPS 50 /* a gap is so small a part of the series */
#define SETTLED 1e-3  /* change of a round, of the series' deviation */
#define ROUNDS 30

typedef struct
{
  const WscSsa *ssa;
  gsize n, n_channels, channel, L, K;
  gsize length; /* of a gap */
  guint n_gaps, max;
  guint64 seed;
  double scale;           /* of what follows, a power of two */
  double *values;         /* (n_channels, n) */
  double mean, deviation; /* of the channel */
  double *errors;         /* (n_gaps, max) mean squares */
} Validation;

/* What one thread works with. */
typedef struct
{
  const Validation *validation;
  guint first, n_gaps; /* which gaps */
  gsize starts[GAPS_AT_ONCE];
  double *series;  /* (n_channels, n) over the scale */
  double *vectors; /* (max, L) */
  double *v;       /* (L + length) */
} Fold;

/* --- one round ----------------------------------------------------------- */

/* Adds the component of u at a gap: v = X'u only where an anti-diagonal of the gap from `start` on reads it. */
static void
add_at_gap (Fold *fold, const double *u, gsize start, double *found)
{
  const Validation *self = fold->validation;
  const double *x = fold->series + self->channel * self->n;
  const gsize from = start + 1 > self->L ? start + 1 - self->L : 0, to = MIN (start + self->length, self->K);

  for (gsize j = from; j < to; j++)
    fold->v[j - from] = cblas_ddot ((int) self->L, u, 1, x + j, 1);
  for (gsize t = start; t < start + self->length; t++)
    {
      const gsize first = t + 1 > self->L ? t + 1 - self->L : 0, last = MIN (t, self->K - 1);
      const int count = (int) (last - first + 1);

      found[t - start] += cblas_ddot (count, u + t - last, -1, fold->v + first - from, 1) / count;
    }
}

/* New values at all gaps, from the series as it was; the largest change. */
static double
refill (Fold *fold, guint k)
{
  const Validation *self = fold->validation;
  double *x = fold->series + self->channel * self->n, change = 0;
  g_autofree double *fresh = g_new0 (double, fold->n_gaps * self->length);

  for (guint g = 0; g < fold->n_gaps; g++)
    for (guint i = 0; i < k; i++)
      add_at_gap (fold, fold->vectors + i * self->L, fold->starts[g], fresh + g * self->length);
  for (guint g = 0; g < fold->n_gaps; g++)
    for (gsize t = 0; t < self->length; t++)
      {
        double *place = &x[fold->starts[g] + t];

        change = fmax (change, fabs (fresh[g * self->length + t] - *place));
        *place = fresh[g * self->length + t];
      }
  return change;
}

/* --- some gaps ----------------------------------------------------------- */

static void
cut_gaps (Fold *fold, guint index)
{
  const Validation *self = fold->validation;
  double *x = fold->series + self->channel * self->n;
  WscRandom random;

  wsc_random_init (&random, self->seed, "ssa.validation", index);
  for (guint g = 0; g < fold->n_gaps; g++)
    {
      const gsize from = g * self->n / fold->n_gaps, to = (g + 1) * self->n / fold->n_gaps;

      fold->starts[g] = from + wsc_random_below (&random, (guint32) (to - from - self->length + 1));
      for (gsize t = 0; t < self->length; t++)
        x[fold->starts[g] + t] = self->mean;
    }
}

static void
measure (const Fold *fold, guint k)
{
  const Validation *self = fold->validation;
  const double *truth = self->values + self->channel * self->n, *x = fold->series + self->channel * self->n;

  for (guint g = 0; g < fold->n_gaps; g++)
    {
      double *error = &self->errors[(gsize) (fold->first + g) * self->max + k - 1];

      *error = 0;
      for (gsize t = fold->starts[g]; t < fold->starts[g] + self->length; t++)
        *error += (x[t] - truth[t]) * (x[t] - truth[t]) / (double) self->length;
    }
}

static void
fold_init (Fold *fold, const Validation *self, guint index)
{
  *fold = (Fold){ .validation = self, .first = index * GAPS_AT_ONCE };
  fold->n_gaps = MIN (GAPS_AT_ONCE, self->n_gaps - fold->first);
  fold->series = g_memdup2 (self->values, self->n_channels * self->n * sizeof (double));
  fold->vectors = g_malloc_n (self->max * self->L, sizeof (double));
  fold->v = g_new (double, self->L + self->length);
}

static void
fold_clear (Fold *fold)
{
  g_free (fold->series);
  g_free (fold->vectors);
  g_free (fold->v);
}

static gboolean
settle (Fold *fold, guint k, const WscHook *hook)
{
  const Validation *self = fold->validation;
  const WscTrajectory x = { self->n, self->n_channels, self->L, self->K, fold->series, hook };

  for (guint round = 0; round < ROUNDS; round++)
    {
      if (!wsc_hook_report (hook, 0, NULL) || !wsc_leading_vectors (&x, wsc_ssa_get_kind (self->ssa), k, fold->vectors))
        return FALSE;
      if (refill (fold, k) <= SETTLED * self->deviation)
        break;
    }
  return TRUE;
}

static void
run_fold (gpointer user_data, guint item, const WscHook *hook)
{
  const Validation *self = user_data;
  Fold fold;

  fold_init (&fold, self, item);
  cut_gaps (&fold, item);
  for (guint k = 1; k <= self->max && settle (&fold, k, hook); k++)
    measure (&fold, k);
  fold_clear (&fold);
}

/* --- what it says -------------------------------------------------------- */

static double
mean_error (const Validation *self, guint k)
{
  double sum = 0;

  for (guint g = 0; g < self->n_gaps; g++)
    sum += self->errors[(gsize) g * self->max + k] / self->n_gaps;
  return sum;
}

/* Whether k has a larger error than `best` by more than one standard error of the difference, gap by gap. */
static gboolean
is_worse (const Validation *self, guint k, guint best)
{
  const double mean = mean_error (self, k) - mean_error (self, best);
  double squares = 0;

  for (guint g = 0; g < self->n_gaps; g++)
    {
      const double *row = self->errors + (gsize) g * self->max, apart = row[k] - row[best] - mean;

      squares += apart * apart;
    }
  return mean > sqrt (squares / ((double) self->n_gaps * (self->n_gaps - 1)));
}

static char *
reason_of (const Validation *self, guint chosen, guint best, double error)
{
  if (chosen == best)
    return g_strdup_printf (_("With %u of up to %u components, %u gaps of length %zu that were cut out are filled with "
                              "the least mean squared error, %.3g"),
                            best + 1, self->max, self->n_gaps, self->length, error);
  return g_strdup_printf (_("With %u of up to %u components, %u gaps of length %zu that were cut out are filled as "
                            "well, within one standard error, as with %u, whose mean squared error, %.3g, is the "
                            "least"),
                          chosen + 1, self->max, self->n_gaps, self->length, best + 1, error);
}

static void
choose (const Validation *self, WscSuggestion *out)
{
  guint best = 0, chosen = 0;

  out->n_evidence = self->max;
  out->value = g_new (double, self->max);
  for (guint k = 0; k < self->max; k++)
    {
      out->value[k] = self->scale * self->scale * mean_error (self, k);
      if (mean_error (self, k) < mean_error (self, best))
        best = k;
    }
  while (chosen < best && is_worse (self, chosen, best))
    chosen++;
  wsc_components_set_first (&out->components, chosen + 1);
  out->reason = reason_of (self, chosen, best, out->value[best]);
}

static void
measure_channel (Validation *self)
{
  const double *x = self->values + self->channel * self->n;

  for (gsize t = 0; t < self->n; t++)
    self->mean += x[t] / (double) self->n;
  for (gsize t = 0; t < self->n; t++)
    self->deviation += (x[t] - self->mean) * (x[t] - self->mean) / (double) self->n;
  self->deviation = sqrt (self->deviation);
}

static gboolean
check_finite (const Validation *self, GError **error)
{
  for (gsize i = 0; i < (gsize) self->n_gaps * self->max; i++)
    if (!isfinite (self->errors[i]))
      {
        g_set_error (error, WSC_ERROR, WSC_ERROR_NUMERIC, _("Gaps could not be filled with %zu components"),
                     i % self->max + 1);
        return FALSE;
      }
  return TRUE;
}

gboolean
wsc_suggest_by_validation (WscSuggestion *self, const WscSsa *ssa, gsize channel, const WscSuggestSettings *settings,
                           const WscHook *hook, GError **error)
{
  const gsize n = wsc_ssa_get_length (ssa);
  Validation validation = {
    .ssa = ssa,
    .n = n,
    .n_channels = wsc_ssa_get_n_channels (ssa),
    .channel = channel,
    .L = wsc_ssa_get_rows (ssa),
    .K = wsc_ssa_get_columns (ssa),
    .length = MAX (1, n / LEAST_GAPS),
    .n_gaps = settings->replicas,
    .max = (guint) MIN (settings->max_components, wsc_ssa_get_limit (ssa) - 1),
    .seed = settings->seed,
  };
  const WscTasks tasks = { _("Filling gaps that were cut out"), _("Stopped while filling gaps that were cut out"),
                           (settings->replicas + GAPS_AT_ONCE - 1) / GAPS_AT_ONCE, run_fold, &validation };
  gboolean ok;

  wsc_blas_use_one_thread ();
  validation.scale = wsc_ssa_get_scale (ssa);
  validation.values = wsc_ssa_get_scaled (ssa, validation.scale);
  measure_channel (&validation);
  validation.errors = g_malloc_n ((gsize) validation.n_gaps * validation.max, sizeof (double));
  for (gsize i = 0; i < (gsize) validation.n_gaps * validation.max; i++)
    validation.errors[i] = NAN;
  ok = wsc_tasks_run (&tasks, hook, error) && check_finite (&validation, error);
  if (ok)
    choose (&validation, self);
  g_free (validation.errors);
  g_free (validation.values);
  return ok;
}
