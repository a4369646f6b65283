/* Sums of singular values of many small matrices at once, without vectors, and faster than by rotations: C'C is brought to
 * tridiagonal form by reflections and its eigenvalues found by the rational QL iteration (Pal, Walker and
 * Kahan; Reinsch 1971). Where the smallest eigenvalue is so small beside the largest that its root would lack digits, the
 * caller turns to the singular values of C itself. */
#pragma once

#include "clusters/kernel-reflect.h"

#define MAX_QL 60
/* Of the squared trace. A sum of roots is off by the square of what is left beside the diagonal, not by that itself: the trace
 * stays. */
#define SMALL 1e-24
/* Of the largest eigenvalue. */
#define FEW_DIGITS 1e-7

/* One sweep of the iteration from the last row up to row l, in the lanes of `active`: squares `e` of what is beside the
 * diagonal `a`. */
INLINE void
ql_sweep (const guint d, guint l, LaneInt active, Lane *a, Lane *e)
{
  const Lane root = lane_sqrt (e[l]), ratio = (a[l + 1] - a[l]) / (2 * root);
  const Lane shift = a[l] - root / (ratio + lane_with_sign (lane_sqrt (ratio * ratio + 1.0), ratio));
  Lane c = lane_of (1), s = lane_of (0), gamma = a[d - 1] - shift, p = gamma * gamma;

  for (guint i = d - 1; i-- > l;)
    {
      const Lane b = e[i], r = p + b, old_c = c, old_gamma = gamma;
      const LaneInt regular = r > 1e-290;
      const Lane inverse = 1.0 / r;

      if (i + 2 < d)
        e[i + 1] = lane_select (active, s * r, e[i + 1]);
      c = lane_select (regular, p * inverse, lane_of (1));
      s = lane_select (regular, b * inverse, lane_of (0));
      gamma = c * (a[i] - shift) - s * old_gamma;
      a[i + 1] = lane_select (active, old_gamma + (a[i] - gamma), a[i + 1]);
      p = lane_select (c > 1e-150, gamma * gamma / c, old_c * b);
    }
  e[l] = lane_select (active, s * p, e[l]);
  a[l] = lane_select (active, shift + gamma, a[l]);
}

/* One batch on its way. */
typedef struct
{
  Lane *m;       /* (d, d) */
  Lane *a, *e;   /* (d) the diagonal, and squares of what is beside it */
  Lane *v, *w;   /* (d) scratch */
  Lane small;    /* squares that are none */
  Lane left;     /* the largest square left */
} Values;

static gsize
values_size (guint d)
{
  return (gsize) d * d + 4 * (gsize) d;
}

static void
values_init (Values *self, guint d, Lane *work)
{
  self->m = work;
  self->a = self->m + d * d;
  self->e = self->a + d;
  self->v = self->e + d;
  self->w = self->v + d;
}

INLINE void
tridiagonalise_as (const guint d, const Lane *columns, Values *self)
{
  Lane trace = lane_of (0);

  square_as (d, columns, self->m);
  for (guint k = 0; k + 2 < d; k++)
    self->e[k] = reflect (d, self->m, k, self->v, self->w);
  if (d > 1)
    self->e[d - 2] = self->m[(d - 1) * d + d - 2] * self->m[(d - 1) * d + d - 2];
  for (guint i = 0; i < d; i++)
    {
      self->a[i] = self->m[i * d + i];
      trace += self->a[i];
    }
  self->small = SMALL * trace * trace;
  self->left = lane_of (0);
}

static void
tridiagonalise (guint d, const Lane *columns, Values *self)
{
  WITH_DIMENSION (d, tridiagonalise_as, columns, self);
}

/* FALSE where there was nothing left to do for row l. */
INLINE gboolean
ql_step (const guint d, guint l, Values *self)
{
  const LaneInt active = self->e[l] > self->small;

  if (!lane_any (active))
    return FALSE;
  ql_sweep (d, l, active, self->a, self->e);
  return TRUE;
}

/* The last two eigenvalues, (x + y) / 2 ± ((x - y)^2 / 4 + e)^1/2. */
INLINE void
solve_last_two (const guint d, Values *self)
{
  const Lane x = self->a[d - 2], y = self->a[d - 1], half = 0.5 * (x - y);
  const Lane root = lane_sqrt (half * half + self->e[d - 2]);

  self->a[d - 2] = 0.5 * (x + y) + root;
  self->a[d - 1] = 0.5 * (x + y) - root;
}

/* Each rotation waits for the one before, so two batches go in turns: the machine works on one while the other waits.
 * `other` may be NULL. */
INLINE void
ql_as (const guint d, Values *one, Values *other)
{
  for (guint l = 0; l + 2 < d; l++)
    {
      gboolean goes_on = TRUE;

      for (guint n = 0; goes_on && n < MAX_QL; n++)
        {
          goes_on = ql_step (d, l, one);
          if (other != NULL)
            goes_on |= ql_step (d, l, other);
        }
      one->left = lane_max (one->left, one->e[l] - one->small);
      if (other != NULL)
        other->left = lane_max (other->left, other->e[l] - other->small);
    }
  if (d > 1)
    solve_last_two (d, one);
  if (d > 1 && other != NULL)
    solve_last_two (d, other);
}

static void
ql (guint d, Values *one, Values *other)
{
  WITH_DIMENSION (d, ql_as, one, other);
}

/* The sum of the roots; `digits` is above 0 in the lanes where it has all of its own. */
static Lane
sum_roots (guint d, const Values *self, Lane *digits)
{
  Lane least = lane_of (INFINITY), most = lane_of (0), sum = lane_of (0);

  for (guint i = 0; i < d; i++)
    {
      const Lane value = lane_max (self->a[i], lane_of (0));

      least = lane_min (value, least);
      most = lane_max (most, value);
      sum += lane_sqrt (value);
    }
  *digits = lane_select (self->left > 0, lane_of (0), least - FEW_DIGITS * most);
  return sum;
}
