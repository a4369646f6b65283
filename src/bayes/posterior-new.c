/* How the numbers of a posterior are laid out, and where they begin. */
#include "bayes/gaussian.h"
#include "bayes/posterior.h"

#include <string.h>

static guint
rank_of (gsize size, const WscVariationalSettings *settings)
{
  if (settings->family != WSC_FAMILY_LOW_RANK || size < 2)
    return 0;
  return (guint) MIN (size, settings->rank);
}

/* The group's parameters that have a spread get their places in line. */
static void
lay_out_group (WscPosterior *self, guint g, const WscGaussian *shape, const WscVariationalSettings *settings)
{
  WscPosteriorGroup *group = &self->groups[g];

  *group = (WscPosteriorGroup){ .first = self->n_random, .factor = self->n_factors, .latent = self->n_random };
  for (gsize i = 0; i < shape->sizes[g]; i++)
    if (self->random[shape->items[g][i]])
      self->places[self->n_random++] = shape->items[g][i];
  group->size = self->n_random - group->first;
  group->full = settings->family == WSC_FAMILY_FULL;
  group->rank = rank_of (group->size, settings);
  self->n_factors += group->full ? group->size * (MAX (group->size, 1) - 1) / 2 : group->size * group->rank;
}

/* Full groups use the parameters' own noise; low ranks have theirs after all of it. */
static void
lay_out_noise (WscPosterior *self)
{
  gsize room = 0;

  self->n_noise = self->n_random;
  for (guint g = 0; g < self->n_groups; g++)
    {
      WscPosteriorGroup *group = &self->groups[g];
      const gsize rank = group->rank;

      if (!group->full)
        group->latent = self->n_noise;
      self->n_noise += rank;
      room = MAX (room, rank * (rank + 1));
    }
  self->noise = g_new0 (double, MAX (self->n_noise, 1));
  self->room = g_new (double, MAX (room, 1));
}

/* At u = 0 a low rank's gradient is 0 whatever the data: it begins beside. */
static void
start_factors (WscPosterior *self, guint64 seed)
{
  double *factors = wsc_posterior_factors (self);
  WscRandom stream;

  wsc_random_init (&stream, seed, "bayes.variational.start", 0);
  for (guint g = 0; g < self->n_groups; g++)
    for (gsize i = 0; i < self->groups[g].size * self->groups[g].rank; i++)
      factors[self->groups[g].factor + i] = 0.1 * wsc_random_normal (&stream);
}

void
wsc_posterior_init (WscPosterior *self, gsize p, const double *start, const gboolean *random,
                    const WscParameterGroups *groups, const WscVariationalSettings *settings, double log_sd)
{
  g_autoptr (WscGaussian) shape = wsc_gaussian_new (p, groups);

  *self = (WscPosterior){ .p = p, .given = groups, .n_groups = shape->n_groups };
  self->places = g_new (gsize, p);
  self->random = g_memdup2 (random, p * sizeof (gboolean));
  self->groups = g_new (WscPosteriorGroup, self->n_groups);
  for (guint g = 0; g < self->n_groups; g++)
    lay_out_group (self, g, shape, settings);
  lay_out_noise (self);
  self->deviations = g_new0 (double, MAX (self->n_random, 1));
  self->sds = g_new0 (double, MAX (self->n_random, 1));
  self->n_numbers = p + self->n_random + self->n_factors;
  self->numbers = g_new0 (double, self->n_numbers);
  memcpy (self->numbers, start, p * sizeof (double));
  for (gsize i = 0; i < self->n_random; i++)
    wsc_posterior_log_sds (self)[i] = log_sd;
  start_factors (self, settings->seed);
}

void
wsc_posterior_clear (WscPosterior *self)
{
  g_free (self->places);
  g_free (self->random);
  g_free (self->groups);
  g_free (self->numbers);
  g_free (self->noise);
  g_free (self->deviations);
  g_free (self->sds);
  g_free (self->room);
  *self = (WscPosterior){ 0 };
}
