/* One estimate in the frame of another. Where the coordinates are hidden units and nothing else was asked for, it is turned by Procrustes' rotation:
 * that is exact for identity units, and nearly so for others that work near zero, where training lets them turn; the residual says how well
 * it does. Otherwise units are put in order, and flipped where the activation allows it.
 *
 * x -> Q x of the coordinates, or neuron i -> sign_i neuron place_i. */
#include "compare/compare-private.h"

#include <math.h>
#include <string.h>

/* Look-alikes keep their order: what moves them must more than halve the squared distance. */
#define WORTH 0.5

static double
get_distance (const WscNeurons *a, const WscNeurons *b)
{
  const guint m = wsc_neurons_get_count (a), d = wsc_neurons_get_dimension (a);
  double sum = 0;

  for (guint j = 0; j < m; j++)
    for (guint i = 0; i < d; i++)
      {
        const double delta = wsc_neurons_get_mean (a, j)[i] - wsc_neurons_get_mean (b, j)[i];

        sum += delta * delta;
      }
  return sum;
}

/* --- moving --------------------------------------------------------------- */

/* y = Q x, Q (d, d). */
static void
turn_vector (gsize d, const double *q, const double *x, double *y)
{
  for (gsize a = 0; a < d; a++)
    {
      y[a] = 0;
      for (gsize b = 0; b < d; b++)
        y[a] += q[a * d + b] * x[b];
    }
}

/* Y = Q X Q'. */
static void
turn_matrix (gsize d, const double *q, const double *x, double *y)
{
  g_autofree double *half = g_new (double, d * d);

  for (gsize a = 0; a < d; a++)
    turn_vector (d, q, x + a * d, half + a * d); /* X Q', X symmetric */
  for (gsize a = 0; a < d; a++)
    for (gsize b = 0; b < d; b++)
      {
        y[a * d + b] = 0;
        for (gsize c = 0; c < d; c++)
          y[a * d + b] += q[a * d + c] * half[c * d + b];
      }
}

/* Neuron j of the result is sign[j] x neuron from[j], turned by q; NULL: as it is. */
static WscNeurons *
move (const WscNeurons *self, const double *q, const guint32 *from, const double *sign)
{
  const gsize m = wsc_neurons_get_count (self), d = wsc_neurons_get_dimension (self), n = wsc_neurons_get_n_replicas (self);
  const gboolean replicas = n > 0 && wsc_neurons_get_replica (self, 0, 0) != NULL;
  g_autofree double *means = g_new (double, m * d), *covariances = g_new (double, m * d * d), *open = NULL;
  g_autofree double *all = replicas ? g_malloc_n (n * m * d, sizeof (double)) : NULL, *own = g_new0 (double, d * d);
  g_autoptr (WscNeurons) numbers = NULL, reported = NULL;

  if (wsc_neurons_get_open (self, 0) != NULL)
    open = g_new (double, m * d * d);
  for (gsize j = 0; j < m; j++)
    {
      const guint source = from != NULL ? from[j] : (guint) j;
      const double s = sign != NULL ? sign[j] : 1;

      for (gsize a = 0; a < d; a++)
        for (gsize b = 0; b < d; b++)
          own[a * d + b] = s * (q != NULL ? q[a * d + b] : a == b);
      turn_vector (d, own, wsc_neurons_get_mean (self, source), means + j * d);
      turn_matrix (d, own, wsc_neurons_get_covariance (self, source), covariances + j * d * d);
      if (open != NULL)
        turn_matrix (d, own, wsc_neurons_get_open (self, source), open + j * d * d);
      for (gsize r = 0; replicas && r < n; r++)
        turn_vector (d, own, wsc_neurons_get_replica (self, (guint) r, source), all + (r * m + j) * d);
    }
  numbers = wsc_neurons_new ((guint) m, (guint) d, means, covariances, (guint) n, all);
  reported = wsc_neurons_new_with_report (numbers, wsc_neurons_get_alignment (self), wsc_neurons_get_axis_shares (self),
                                          wsc_neurons_get_axis_identified (self), wsc_neurons_get_warnings (self));
  return wsc_neurons_new_with_open (reported, open, NULL);
}

/* --- finding -------------------------------------------------------------- */

/* Squared distance of (n) values x times the better sign to y; both with a step. */
static double
get_cost (gsize n, const double *x, const double *y, gsize step, gboolean flips, double *sign)
{
  double same = 0, flipped = 0;

  for (gsize i = 0; i < n; i++)
    {
      same += (x[i * step] - y[i * step]) * (x[i * step] - y[i * step]);
      flipped += (x[i * step] + y[i * step]) * (x[i * step] + y[i * step]);
    }
  *sign = flips && flipped < same ? -1 : 1;
  return *sign < 0 ? flipped : same;
}

/* The assignment of `n` units, each `length` values apart by `step`, of x to those of y: from[i], sign[i] of unit i of y. */
static void
match_units (gsize n, gsize length, gsize unit, gsize step, const double *x, const double *y, gboolean flips, guint32 *from,
             double *sign)
{
  g_autofree double *costs = g_new (double, n * n), *signs = g_new (double, n * n);

  for (gsize i = 0; i < n; i++)
    for (gsize j = 0; j < n; j++)
      costs[i * n + j] = get_cost (length, x + j * unit, y + i * unit, step, flips, &signs[i * n + j]);
  wsc_assign (n, costs, from);
  for (gsize i = 0; i < n; i++)
    sign[i] = signs[i * n + from[i]];
}

static WscNeurons *
align_coordinates (const WscNeurons *self, const WscNeurons *reference, WscAlign kind)
{
  const gsize m = wsc_neurons_get_count (self), d = wsc_neurons_get_dimension (self);
  const double *x = wsc_neurons_get_mean (self, 0), *y = wsc_neurons_get_mean (reference, 0);
  g_autofree double *q = g_new0 (double, d * d), *sign = g_new (double, d);
  g_autofree guint32 *from = g_new (guint32, d);

  if (kind == WSC_ALIGN_PROCRUSTES)
    {
      g_autofree double *r = g_new (double, d * d);

      if (!wsc_procrustes (m, d, x, y, r, NULL))
        return NULL;
      for (gsize a = 0; a < d; a++)
        for (gsize b = 0; b < d; b++)
          q[a * d + b] = r[b * d + a];
      return move (self, q, NULL, NULL);
    }
  match_units (d, m, 1, d, x, y, kind == WSC_ALIGN_SIGNED_PERMUTATION, from, sign);
  for (gsize a = 0; a < d; a++)
    q[a * d + from[a]] = sign[a];
  return move (self, q, NULL, NULL);
}

static WscNeurons *
align_neurons (const WscNeurons *self, const WscNeurons *reference, WscAlign kind)
{
  const gsize m = wsc_neurons_get_count (self), d = wsc_neurons_get_dimension (self);
  g_autofree double *sign = g_new (double, m);
  g_autofree guint32 *from = g_new (guint32, m);

  if (kind == WSC_ALIGN_PROCRUSTES)
    return NULL;
  match_units (m, d, d, 1, wsc_neurons_get_mean (self, 0), wsc_neurons_get_mean (reference, 0),
               kind == WSC_ALIGN_SIGNED_PERMUTATION, from, sign);
  return move (self, NULL, from, sign);
}

/* --- one estimate ------------------------------------------------------------ */

static WscEstimate *
copy_with (const WscEstimate *self, WscNeurons *neurons /* taken */)
{
  /* All but the count of references, which other threads change. */
  const gsize first = offsetof (WscEstimate, method);
  WscEstimate *copy = wsc_estimate_alloc ((WscMethod) self->method);

  memcpy ((char *) copy + first, (const char *) self + first, sizeof *self - first);
  copy->key = g_strdup (self->key);
  copy->neurons = neurons;
  copy->found = NULL;
  copy->values = g_memdup2 (self->values, self->n_values * sizeof (double));
  copy->fit = g_memdup2 (self->fit, self->n_epochs * sizeof (double));
  copy->kl = g_memdup2 (self->kl, self->n_epochs * sizeof (double));
  copy->coverage = NULL;
  copy->centred = NULL;
  copy->n_fresh = 0;
  return copy;
}

WscEstimate *
wsc_estimate_with_neurons (const WscEstimate *self, WscNeurons *neurons)
{
  return copy_with (self, wsc_neurons_ref (neurons));
}

static WscNeurons *
get_found (const WscEstimate *self)
{
  return self->found != NULL ? self->found : self->neurons;
}

WscEstimate *
wsc_estimate_as_found (const WscEstimate *self)
{
  WscEstimate *copy;

  g_return_val_if_fail (self != NULL, NULL);

  copy = wsc_estimate_with_neurons (self, get_found (self));
  copy->residual = NAN;
  return copy;
}

/* A bias among the coordinates does not turn with them. */
static gboolean
has_bias (const WscArchitecture *architecture, const WscEstimateSettings *settings)
{
  return settings->append_bias && settings->side == WSC_SIDE_INCOMING && architecture->bias;
}

static WscNeurons *
find_aligned (const WscNeurons *self, const WscNeurons *reference, const WscArchitecture *architecture,
              const WscEstimateSettings *settings)
{
  gboolean of_coordinates = FALSE;
  WscAlign kind = has_bias (architecture, settings) ? WSC_ALIGN_NONE : wsc_neurons_get_frame (architecture, settings, &of_coordinates);
  g_autoptr (WscNeurons) moved = NULL;

  if (kind != WSC_ALIGN_NONE && of_coordinates && settings->align == WSC_ALIGN_AUTO)
    kind = WSC_ALIGN_PROCRUSTES;

  if (kind == WSC_ALIGN_NONE)
    return wsc_neurons_ref ((WscNeurons *) self);
  moved = of_coordinates ? align_coordinates (self, reference, kind) : align_neurons (self, reference, kind);
  if (moved == NULL
      || (kind != WSC_ALIGN_PROCRUSTES && get_distance (moved, reference) > WORTH * get_distance (self, reference)))
    return wsc_neurons_ref ((WscNeurons *) self);
  return g_steal_pointer (&moved);
}

WscEstimate *
wsc_estimate_align (const WscEstimate *self, const WscEstimate *reference, const WscArchitecture *architecture,
                    const WscEstimateSettings *settings)
{
  WscEstimate *aligned;
  WscNeurons *found;

  g_return_val_if_fail (self != NULL && reference != NULL && architecture != NULL && settings != NULL, NULL);
  g_return_val_if_fail (wsc_neurons_get_count (self->neurons) == wsc_neurons_get_count (reference->neurons), NULL);
  g_return_val_if_fail (wsc_neurons_get_dimension (self->neurons) == wsc_neurons_get_dimension (reference->neurons), NULL);

  found = get_found (self);
  aligned = copy_with (self, find_aligned (found, reference->neurons, architecture, settings));
  aligned->found = aligned->neurons != found ? wsc_neurons_ref (found) : NULL;
  aligned->residual = sqrt (get_distance (aligned->neurons, reference->neurons) / wsc_neurons_get_count (self->neurons));
  return aligned;
}
