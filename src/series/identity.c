#include "series/series.h"

#include <math.h>

#define ALIKE 0.5
#define SAMPLES 2048 /* of a component are enough to know it by */

void
wsc_identity_init (WscIdentity *self)
{
  g_return_if_fail (self != NULL);

  for (guint i = 0; i < WSC_FOLLOWED; i++)
    {
      self->colours[i] = i;
      self->signs[i] = 1;
    }
}

static double
dot (gsize n, gsize step, const double *a, const double *b)
{
  double sum = 0;

  for (gsize i = 0; i < n; i += step)
    sum += a[i] * b[i];
  return sum;
}

/* 1 - |correlation| about zero, of component i before and j now; 1 where either is not there. */
static double
get_cost (const WscSsa *before, gsize i, const WscSsa *now, gsize j)
{
  const gsize n = wsc_ssa_get_length (now), step = MAX (1, n / SAMPLES);
  const double *a, *b;
  double scale;

  if (i >= wsc_ssa_get_n_components (before) || j >= wsc_ssa_get_n_components (now))
    return 1;
  a = wsc_ssa_get_component (before, i, 0);
  b = wsc_ssa_get_component (now, j, 0);
  scale = sqrt (dot (n, step, a, a) * dot (n, step, b, b));
  return scale > 0 ? 1 - fabs (dot (n, step, a, b)) / scale : 1;
}

static int
get_sign (const WscSsa *before, gsize i, const WscSsa *now, gsize j)
{
  const gsize rows = MIN (wsc_ssa_get_rows (before), wsc_ssa_get_rows (now));

  return dot (rows, 1, wsc_ssa_get_vector (before, i), wsc_ssa_get_vector (now, j)) < 0 ? -1 : 1;
}

/* Those that continue none take the numbers that are left, in order. */
static void
fill_rest (WscIdentity *self, const gboolean *known, const gboolean *used)
{
  guint next = 0;

  for (guint j = 0; j < WSC_FOLLOWED; j++)
    {
      if (known[j])
        continue;
      while (used[next])
        next++;
      self->colours[j] = next++;
      self->signs[j] = 1;
    }
}

void
wsc_identity_follow (WscIdentity *self, const WscSsa *before, const WscSsa *now)
{
  g_autofree double *costs = NULL;
  guint32 now_of[WSC_FOLLOWED];
  gboolean known[WSC_FOLLOWED] = { FALSE }, used[WSC_FOLLOWED] = { FALSE };
  const WscIdentity old = *self;

  g_return_if_fail (self != NULL && before != NULL && now != NULL);

  if (before == now)
    return;
  wsc_identity_init (self);
  if (wsc_ssa_get_length (before) != wsc_ssa_get_length (now))
    return;
  costs = g_new (double, WSC_FOLLOWED * WSC_FOLLOWED);
  for (guint i = 0; i < WSC_FOLLOWED; i++)
    for (guint j = 0; j < WSC_FOLLOWED; j++)
      costs[i * WSC_FOLLOWED + j] = get_cost (before, i, now, j);
  wsc_assign (WSC_FOLLOWED, costs, now_of);
  for (guint i = 0; i < WSC_FOLLOWED; i++)
    {
      const guint j = now_of[i];

      if (costs[i * WSC_FOLLOWED + j] > 1 - ALIKE)
        continue;
      known[j] = TRUE;
      used[old.colours[i]] = TRUE;
      self->colours[j] = old.colours[i];
      self->signs[j] = old.signs[i] * get_sign (before, i, now, j);
    }
  fill_rest (self, known, used);
}
