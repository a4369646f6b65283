/* Steps of the optimisers, g = scale * gradient, mu the momentum, t the number of this step:
 *
 *   SGD, averaged SGD   w -= rate g
 *   momentum            v = mu v + g;  w -= rate v
 *   Adam                m = b1 m + (1 - b1) g;  u = b2 u + (1 - b2) g^2
 *                       w -= rate / (1 - b1^t) m / (sqrt (u / (1 - b2^t)) + epsilon)    (Kingma and Ba 2015)
 *
 * On an orthonormal factor g is the tangent part, w is retracted, v and m are carried along by projection, and
 * u is one number, of |g|^2, so that the direction stays tangent. Averages are means of the iterates (Polyak and
 * Juditsky 1992). Overwrites parameters, velocity, squares and average; about 10 operations a parameter. */
#pragma once

#include "model/lanes-stiefel.h"

#define ADAM_B1 0.9
#define ADAM_B2 0.999
#define ADAM_EPSILON 1e-8f

typedef struct
{
  WscOptimizer optimizer;
  float scale, rate, momentum;
  float root_correction; /* 1 / sqrt (1 - b2^t) */
} Step;

static void
step_init (Step *self, const WscPlan *plan, gsize t, float scale)
{
  *self = (Step){ .optimizer = (WscOptimizer) plan->training.optimizer,
                  .scale = scale,
                  .rate = (float) plan->training.learning_rate,
                  .momentum = (float) plan->training.momentum };
  if (self->optimizer != WSC_ADAM)
    return;
  self->rate = (float) (plan->training.learning_rate / (1.0 - pow (ADAM_B1, (double) t)));
  self->root_correction = (float) (1.0 / sqrt (1.0 - pow (ADAM_B2, (double) t)));
}

/* n vectors of free parameters beginning at w */
static void
step_free (const Step *step, Lane *w, const Lane *gradient, Lane *velocity, Lane *squares, gsize n)
{
  const float b1 = (float) ADAM_B1, b2 = (float) ADAM_B2;

  switch (step->optimizer)
    {
    case WSC_MOMENTUM:
      for (gsize i = 0; i < n; i++)
        {
          velocity[i] = step->momentum * velocity[i] + step->scale * gradient[i];
          w[i] -= step->rate * velocity[i];
        }
      break;
    case WSC_ADAM:
      for (gsize i = 0; i < n; i++)
        {
          const Lane g = step->scale * gradient[i];

          velocity[i] = b1 * velocity[i] + (1.0f - b1) * g;
          squares[i] = b2 * squares[i] + (1.0f - b2) * (g * g);
          w[i] -= step->rate * velocity[i] / (lane_sqrt (squares[i]) * step->root_correction + ADAM_EPSILON);
        }
      break;
    case WSC_SGD:
    case WSC_AVERAGED_SGD:
    default:
      for (gsize i = 0; i < n; i++)
        w[i] -= step->rate * step->scale * gradient[i];
      break;
    }
}

/* The direction of the step into `gradient`, from its tangent part there. */
static void
factor_direction (const Step *step, gsize n, Lane *gradient, Lane *velocity, Lane *squares)
{
  const float b1 = (float) ADAM_B1, b2 = (float) ADAM_B2;
  Lane square = lane_of (0.0f), shrink;

  if (step->optimizer == WSC_MOMENTUM)
    for (gsize i = 0; i < n; i++)
      gradient[i] = velocity[i] = step->momentum * velocity[i] + gradient[i];
  if (step->optimizer != WSC_ADAM)
    return;
  for (gsize i = 0; i < n; i++)
    {
      square += gradient[i] * gradient[i];
      velocity[i] = b1 * velocity[i] + (1.0f - b1) * gradient[i];
    }
  *squares = b2 * *squares + (1.0f - b2) * square;
  shrink = 1.0f / (lane_sqrt (*squares) * step->root_correction + ADAM_EPSILON);
  for (gsize i = 0; i < n; i++)
    gradient[i] = velocity[i] * shrink;
}

/* One orthonormal factor w; `room` holds (count, count) vectors. */
static void
step_factor (const Step *step, const Factor *f, Lane *w, Lane *gradient, Lane *velocity, Lane *squares, Lane *room)
{
  const gsize n = f->count * f->length;

  for (gsize i = 0; i < n; i++)
    gradient[i] *= step->scale;
  project_on_tangent (f, w, gradient, room);
  factor_direction (step, n, gradient, velocity, squares);
  for (gsize i = 0; i < n; i++)
    w[i] -= step->rate * gradient[i];
  orthonormalise (f, w, room);
  if (velocity != NULL)
    project_on_tangent (f, w, velocity, room);
}

static void
add_to_average (WscNets *nets, gsize n)
{
  const Lane *w = (const Lane *) nets->parameters;
  Lane *average = (Lane *) nets->average;
  const float share = 1.0f / (float) ++nets->n_averaged;

  for (gsize i = 0; i < n; i++)
    average[i] += share * (w[i] - average[i]);
}
