/* The Wasserstein barycentre of covariances, by their factors: sum w_i min_R |F - F_i R|^2 over orthogonal R falls with
 * each R, then with F, the mean of the F_i R_i. In F F' that is the fixed point of Alvarez-Esteban et al. (2016), but
 * nothing is inverted, so singular covariances are no exception. It begins at the mean of the symmetric roots, which is the
 * barycentre already where they commute, and whose range holds all of theirs. */
#include "clusters/clusters-private.h"

#include <math.h>
#include <string.h>

/* What the steps of all groups need. */
typedef struct
{
  WscBatcher *batcher;
  const WscGroups *groups;
  gsize size;       /* d d */
  double *centres;  /* (groups, d, d) */
  double *next;     /* (groups, d, d) */
  gboolean *settled;
  double *aligned;  /* (lanes, d, d) */
} Steps;

static void
average (Steps *self)
{
  const WscGroups *groups = self->groups;

  memset (self->centres, 0, groups->n * self->size * sizeof (double));
  for (guint g = 0; g < groups->n; g++)
    for (guint i = groups->begin[g]; i < groups->begin[g + 1]; i++)
      for (gsize e = 0; e < self->size; e++)
        self->centres[g * self->size + e] += groups->weights[i] * groups->factors[i][e];
}

/* Adds what is nearest in up to `lanes` members to the next centres of their groups. */
static void
add_aligned (Steps *self, guint n, const guint *members, const guint *groups)
{
  const WscClusterKernel *kernel = self->batcher->kernel;
  const double *a[WSC_MAX_CLUSTER_LANES] = { NULL };
  double *b[WSC_MAX_CLUSTER_LANES] = { NULL };

  for (guint i = 0; i < n; i++)
    {
      a[i] = self->centres + groups[i] * self->size;
      b[i] = self->groups->turned[members[i]];
    }
  kernel->align (self->batcher->d, n, a, b, self->batcher->work, self->aligned);
  for (guint i = 0; i < n; i++)
    for (gsize e = 0; e < self->size; e++)
      self->next[groups[i] * self->size + e] +=
          self->groups->weights[members[i]] * self->aligned[i * self->size + e];
}

/* Lanes take members of one group after another, so that small groups leave none idle. */
static void
step (Steps *self)
{
  guint members[WSC_MAX_CLUSTER_LANES], groups[WSC_MAX_CLUSTER_LANES], n = 0;

  memset (self->next, 0, self->groups->n * self->size * sizeof (double));
  for (guint g = 0; g < self->groups->n; g++)
    for (guint i = self->groups->begin[g]; !self->settled[g] && i < self->groups->begin[g + 1]; i++)
      {
        members[n] = i;
        groups[n++] = g;
        if (n < self->batcher->kernel->n_lanes)
          continue;
        add_aligned (self, n, members, groups);
        n = 0;
      }
  if (n > 0)
    add_aligned (self, n, members, groups);
}

static gboolean
has_settled (gsize size, const double *from, const double *to, double tolerance)
{
  double moved = 0, length = 0;

  for (gsize e = 0; e < size; e++)
    {
      moved += (to[e] - from[e]) * (to[e] - from[e]);
      length += to[e] * to[e];
    }
  return moved <= tolerance * tolerance * length;
}

/* FALSE once all have settled. */
static gboolean
take_step (Steps *self, double tolerance)
{
  gboolean any = FALSE;

  step (self);
  for (guint g = 0; g < self->groups->n; g++)
    {
      double *centre = self->centres + g * self->size, *next = self->next + g * self->size;

      if (self->settled[g])
        continue;
      self->settled[g] = has_settled (self->size, centre, next, tolerance);
      memcpy (centre, next, self->size * sizeof (double));
      any |= !self->settled[g];
    }
  return any;
}

void
wsc_batcher_barycentres (WscBatcher *self, const WscGroups *groups, gboolean from_centres, guint max_steps,
                         double tolerance, double *centres, gboolean *settled)
{
  const gsize size = (gsize) self->d * self->d;
  g_autofree double *next = g_malloc_n (groups->n * size, sizeof (double)),
                    *aligned = g_malloc_n (self->kernel->n_lanes * size, sizeof (double));
  Steps steps = { self, groups, size, centres, next, settled, aligned };
  gboolean any = FALSE;

  if (!from_centres)
    average (&steps);
  for (guint g = 0; g < groups->n; g++)
    {
      settled[g] = groups->begin[g + 1] - groups->begin[g] <= 1;
      any |= !settled[g];
    }
  for (guint s = 0; any && s < max_steps; s++)
    any = take_step (&steps, tolerance);
}

/* Of one group, all the way. */
static void
find_barycentre (WscBatcher *self, guint n, const double *const *factors, const double *weights, double *factor)
{
  const gsize size = (gsize) self->d * self->d;
  const guint begin[] = { 0, n };
  g_autofree double *turned = g_malloc_n (n * size, sizeof (double));
  g_autofree double **each = g_new (double *, n);
  gboolean settled;

  for (gsize i = 0; i < n; i++)
    each[i] = memcpy (turned + i * size, factors[i], size * sizeof (double));
  wsc_batcher_barycentres (self, &(WscGroups){ 1, begin, factors, weights, each }, FALSE, WSC_BARYCENTRE_STEPS,
                           WSC_BARYCENTRE_TOLERANCE, factor, &settled);
}

gboolean
wsc_bures_squared (guint d, const double *a, const double *b, double *squared, GError **error)
{
  const gsize size = (gsize) d * d;
  g_autofree double *factors = g_malloc_n (2 * size, sizeof (double)), *mean = g_new0 (double, d);
  double traces[2];
  g_auto (WscBatcher) batcher = { 0 };

  g_return_val_if_fail (d > 0 && a != NULL && b != NULL && squared != NULL, FALSE);

  if (!wsc_factor (d, a, factors, &traces[0], error) || !wsc_factor (d, b, factors + size, &traces[1], error))
    return FALSE;
  wsc_batcher_init (&batcher, d, TRUE);
  wsc_batcher_wasserstein (&batcher, 1, &(WscFactored){ mean, factors, traces[0] },
                           &(WscFactored){ mean, factors + size, traces[1] }, squared, NULL);
  return TRUE;
}

gboolean
wsc_bures_barycentre (guint d, guint n, const double *covariances, const double *weights, double *barycentre,
                      GError **error)
{
  const gsize size = (gsize) d * d;
  g_autofree double *factors = g_malloc_n (n * size, sizeof (double)), *factor = g_malloc_n (size, sizeof (double));
  g_autofree const double **each = g_new (const double *, n);
  g_autofree double *shares = g_new (double, n);
  g_auto (WscBatcher) batcher = { 0 };

  g_return_val_if_fail (d > 0 && n > 0 && covariances != NULL && barycentre != NULL, FALSE);

  for (guint i = 0; i < n; i++)
    {
      double trace;

      if (!wsc_factor (d, covariances + i * size, factors + i * size, &trace, error))
        return FALSE;
      each[i] = factors + i * size;
      shares[i] = weights != NULL ? weights[i] : 1.0 / n;
    }
  wsc_batcher_init (&batcher, d, TRUE);
  find_barycentre (&batcher, n, each, shares, factor);
  wsc_unfactor (d, factor, barycentre);
  return TRUE;
}
