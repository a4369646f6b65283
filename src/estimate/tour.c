/* A grand tour of neurons in more than three dimensions: geodesics between random frames, from principal direction to principal
 * direction (Asimov 1985; Buja, Cook, Asimov and Hurley 2005).
 *
 * With frames A and B, rows orthonormal, A B' = V diag (l) W'. Rows of V'A and W'B are the principal directions: each pair spans a
 * plane of its own, at the angle acos (l), and is turned in it. V takes what lies between back to A, so that nothing turns within
 * a frame; the end is B but for such a turn.
 */
#include "estimate/estimate-private.h"

#include <math.h>
#include <string.h>

#define N 3

/* Way from one frame to the next. */
typedef struct
{
  double turn[N * N];  /* V */
  double *from;        /* (3, d), V'A */
  double *across;      /* (3, d), the direction in which each row leaves */
  double angles[N];
} Leg;

struct _WscTour
{
  guint d, seed;
  WscSpread spread;
  GArray *legs;    /* of Leg, those passed so far */
  double *arrived; /* (3, d), where the last one ends */
};

/* --- frames ------------------------------------------------------------------- */

static double
dot (gsize d, const double *a, const double *b)
{
  double sum = 0.0;

  for (gsize i = 0; i < d; i++)
    sum += a[i] * b[i];
  return sum;
}

/* Gram and Schmidt, twice, which makes rows orthogonal to rounding. */
static void
make_orthonormal (gsize d, double *frame)
{
  for (gsize i = 0; i < N; i++)
    {
      double *row = frame + i * d, length;

      for (gsize k = 0; k < 2 * i; k++)
        {
          const double *other = frame + k % i * d;
          const double along = dot (d, row, other);

          for (gsize j = 0; j < d; j++)
            row[j] -= along * other[j];
        }
      length = sqrt (dot (d, row, row));
      for (gsize j = 0; j < d; j++)
        row[j] /= length;
    }
}

/* Normal numbers have no direction, so frames of them are uniform. */
static double *
new_random_frame (const WscTour *self, guint index)
{
  double *frame = g_malloc_n ((gsize) N * self->d, sizeof (double));
  WscRandom random;

  wsc_random_init (&random, self->seed, "view.tour", index);
  for (gsize i = 0; i < (gsize) N * self->d; i++)
    frame[i] = wsc_random_normal (&random);
  make_orthonormal (self->d, frame);
  return frame;
}

/* out (3, d) = M frame, or M' frame; M (3, 3). */
static void
turn_frame (gsize d, const double *m, gboolean transposed, const double *frame, double *out)
{
  for (gsize i = 0; i < N; i++)
    for (gsize j = 0; j < d; j++)
      {
        out[i * d + j] = 0.0;
        for (gsize k = 0; k < N; k++)
          out[i * d + j] += (transposed ? m[k * N + i] : m[i * N + k]) * frame[k * d + j];
      }
}

/* --- legs --------------------------------------------------------------------- */

/* Where row i of `from` goes on its way to row i of `to`; nearly equal ones stay. */
static void
set_across (Leg *leg, gsize d, gsize i, double cosine, const double *to)
{
  double *across = leg->across + i * d, sine;

  for (gsize j = 0; j < d; j++)
    across[j] = to[i * d + j] - cosine * leg->from[i * d + j];
  sine = sqrt (dot (d, across, across));
  leg->angles[i] = sine > 1e-9 ? atan2 (sine, cosine) : 0.0;
  for (gsize j = 0; j < d; j++)
    across[j] = sine > 1e-9 ? across[j] / sine : 0.0;
}

static gboolean
leg_init (Leg *leg, gsize d, const double *a, const double *b, GError **error)
{
  double product[N * N], cosines[N], w[N * N];
  g_autofree double *to = g_malloc_n (N * d, sizeof (double));

  for (gsize i = 0; i < N; i++)
    for (gsize k = 0; k < N; k++)
      product[i * N + k] = dot (d, a + i * d, b + k * d);
  if (!wsc_svd (N, N, product, leg->turn, cosines, w, error))
    return FALSE;
  leg->from = g_malloc_n (N * d, sizeof (double));
  leg->across = g_malloc_n (N * d, sizeof (double));
  turn_frame (d, leg->turn, TRUE, a, leg->from);
  turn_frame (d, w, FALSE, b, to);
  for (gsize i = 0; i < N; i++)
    set_across (leg, d, i, cosines[i], to);
  return TRUE;
}

static void
leg_clear (gpointer item)
{
  Leg *leg = item;

  g_free (leg->from);
  g_free (leg->across);
}

/* The frame at `share` of the way, 0..1. */
static void
leg_get_frame (const Leg *leg, gsize d, double share, double *frame)
{
  g_autofree double *between = g_malloc_n (N * d, sizeof (double));

  for (gsize i = 0; i < N; i++)
    for (gsize j = 0; j < d; j++)
      between[i * d + j] = cos (share * leg->angles[i]) * leg->from[i * d + j] +
                           sin (share * leg->angles[i]) * leg->across[i * d + j];
  turn_frame (d, leg->turn, FALSE, between, frame);
}

/* --- the tour ----------------------------------------------------------------- */

WscTour *
wsc_tour_new (const WscNeurons *neurons, guint seed, GError **error)
{
  g_autoptr (WscTour) self = NULL;
  g_autoptr (WscProjection) start = NULL;

  g_return_val_if_fail (neurons != NULL, NULL);

  self = g_new0 (WscTour, 1);
  self->d = neurons->d;
  self->seed = seed;
  self->legs = g_array_new (FALSE, FALSE, sizeof (Leg));
  g_array_set_clear_func (self->legs, leg_clear);
  if (neurons->d <= N)
    return g_steal_pointer (&self);
  wsc_spread_init (&self->spread, neurons);
  start = wsc_spread_new_pca (&self->spread, error);
  if (start == NULL)
    return NULL;
  self->arrived = g_memdup2 (start->matrix, (gsize) N * self->d * sizeof (double));
  return g_steal_pointer (&self);
}

void
wsc_tour_free (WscTour *self)
{
  if (self == NULL)
    return;
  wsc_spread_clear (&self->spread);
  g_array_unref (self->legs);
  g_free (self->arrived);
  g_free (self);
}

static gboolean
add_leg (WscTour *self, GError **error)
{
  g_autofree double *next = new_random_frame (self, self->legs->len);
  Leg leg;

  if (!leg_init (&leg, self->d, self->arrived, next, error))
    return FALSE;
  g_array_append_val (self->legs, leg);
  leg_get_frame (&leg, self->d, 1.0, self->arrived);
  make_orthonormal (self->d, self->arrived);
  return TRUE;
}

WscProjection *
wsc_tour_new_projection (WscTour *self, double position, GError **error)
{
  g_autoptr (WscProjection) projection = NULL;
  guint leg;

  g_return_val_if_fail (self != NULL && position >= 0.0 && position <= WSC_TOUR_MAX_POSITION, NULL);

  if (self->d <= N)
    return wsc_projection_new_identity (self->d);
  leg = (guint) position;
  while (self->legs->len <= leg)
    if (!add_leg (self, error))
      return NULL;
  projection = wsc_projection_alloc (N, self->d);
  leg_get_frame (&g_array_index (self->legs, Leg, leg), self->d, position - leg, projection->matrix);
  memcpy (projection->origin, self->spread.centre, self->d * sizeof (double));
  wsc_spread_set_shares (&self->spread, projection);
  return g_steal_pointer (&projection);
}
