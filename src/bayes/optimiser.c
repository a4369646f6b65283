/* One loop in single precision, which sees the gradient once; the numbers that it moves are double. */
#include "bayes/optimiser.h"

#include <math.h>

#define KEEP_FIRST 0.9f
#define KEEP_SECOND 0.999f
#define SMALLEST 1e-12f /* gradients are a sample's share: some are small by n */
#define TINY 1e-30f
#define LAST_DECAY 0.03

void
wsc_adam_init (WscAdam *self, gsize n, gsize n_steps, double learning_rate)
{
  *self = (WscAdam){ .n = n, .n_steps = n_steps, .learning_rate = learning_rate };
  self->first = g_new0 (float, n);
  self->second = g_new0 (float, n);
  self->average = g_new0 (double, n);
}

void
wsc_adam_clear (WscAdam *self)
{
  g_clear_pointer (&self->first, g_free);
  g_clear_pointer (&self->second, g_free);
  g_clear_pointer (&self->average, g_free);
}

double
wsc_adam_get_decay (const WscAdam *self, gsize step)
{
  const double done = (double) step / (double) self->n_steps;

  if (done <= 0.5)
    return 1.0;
  return LAST_DECAY + (1.0 - LAST_DECAY) * 0.5 * (1.0 + cos (G_PI * (2.0 * done - 1.0)));
}

/* TINY, far below what moves anything, keeps the means from fading out of the normal range, where a number costs a
 * hundred times a normal one. */
static void
move (gsize n, const float *restrict gradient, float *restrict first, float *restrict second, double *restrict numbers,
      float rate, float smallest)
{
  for (gsize i = 0; i < n; i++)
    {
      const float g = gradient[i];
      const float m = KEEP_FIRST * first[i] + (1.0f - KEEP_FIRST) * g + TINY;
      const float v = KEEP_SECOND * second[i] + (1.0f - KEEP_SECOND) * g * g + TINY;

      first[i] = m;
      second[i] = v;
      numbers[i] -= (double) (rate * m / (sqrtf (v) + smallest));
    }
}

void
wsc_adam_step (WscAdam *self, const float *gradient, double *numbers)
{
  const double t = (double) (self->n_done + 1);
  const double first = 1.0 - pow ((double) KEEP_FIRST, t), second = sqrt (1.0 - pow ((double) KEEP_SECOND, t));
  const double rate = self->learning_rate * wsc_adam_get_decay (self, self->n_done) * second / first;

  move (self->n, gradient, self->first, self->second, numbers, (float) rate, SMALLEST);
  self->n_done++;
}

void
wsc_adam_add_to_average (WscAdam *self, const double *numbers)
{
  double share;

  if (self->n_done < self->n_steps - self->n_steps / 4)
    return;
  share = 1.0 / (double) ++self->n_averaged;
  for (gsize i = 0; i < self->n; i++)
    self->average[i] += share * (numbers[i] - self->average[i]);
}
