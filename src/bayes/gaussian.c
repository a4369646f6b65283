/* What becomes of a distribution: means, and a covariance for each group. */
#include "bayes/gaussian.h"

#include <string.h>

void
wsc_gaussian_free (WscGaussian *self)
{
  if (self == NULL)
    return;
  for (guint g = 0; g < self->n_groups; g++)
    {
      g_free (self->items[g]);
      g_free (self->covariance[g]);
    }
  g_free (self->mean);
  g_free (self->sizes);
  g_free (self->items);
  g_free (self->covariance);
  g_free (self);
}

gboolean
wsc_groups_are_disjoint (const WscParameterGroups *groups, gsize p)
{
  g_autofree gboolean *seen = g_new0 (gboolean, MAX (p, 1));

  for (guint g = 0; groups != NULL && g < groups->n; g++)
    for (gsize i = 0; i < groups->sizes[g]; i++)
      {
        const gsize place = groups->items[g][i];

        if (place >= p || seen[place])
          return FALSE;
        seen[place] = TRUE;
      }
  return TRUE;
}

static gsize
count_grouped (const WscParameterGroups *groups)
{
  gsize n = 0;

  for (guint g = 0; groups != NULL && g < groups->n; g++)
    n += groups->sizes[g];
  return n;
}

WscGaussian *
wsc_gaussian_new (gsize p, const WscParameterGroups *groups)
{
  const guint n_given = groups != NULL ? groups->n : 0;
  WscGaussian *self = g_new0 (WscGaussian, 1);
  g_autofree gboolean *grouped = g_new0 (gboolean, MAX (p, 1));

  self->p = p;
  self->n_groups = n_given + (guint) (p - count_grouped (groups));
  self->mean = g_new0 (double, MAX (p, 1));
  self->sizes = g_new0 (gsize, self->n_groups);
  self->items = g_new0 (gsize *, self->n_groups);
  self->covariance = g_new0 (double *, self->n_groups);
  for (guint g = 0; g < n_given; g++)
    {
      self->sizes[g] = groups->sizes[g];
      self->items[g] = g_memdup2 (groups->items[g], groups->sizes[g] * sizeof (gsize));
      for (gsize i = 0; i < groups->sizes[g]; i++)
        grouped[groups->items[g][i]] = TRUE;
    }
  for (gsize i = 0, g = n_given; i < p; i++)
    if (!grouped[i])
      {
        self->sizes[g] = 1;
        self->items[g++] = g_memdup2 (&i, sizeof i);
      }
  for (guint g = 0; g < self->n_groups; g++)
    self->covariance[g] = g_new0 (double, MAX (self->sizes[g] * self->sizes[g], 1));
  return self;
}
