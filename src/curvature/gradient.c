/* Mean loss and gradient, and the scores that the gradient is the mean of. */
#include "curvature/curvature-private.h"

#include <string.h>

#define BLOCK 256 /* samples a pass */
#define WAVE 32   /* blocks whose sums are kept before they are added up, in their order */

typedef struct
{
  const WscNet *net;
  const WscObjective *objective;
  gsize first;       /* the wave's first sample */
  WscPass *passes;   /* (threads) */
  double *gradients; /* (WAVE, p) */
  double losses[WAVE];
} Wave;

static void
run_block (gpointer user_data, guint item, guint thread)
{
  Wave *self = user_data;
  const gsize first = self->first + (gsize) item * BLOCK, count = MIN (BLOCK, self->objective->n - first);
  const WscPass *pass = &self->passes[thread];

  wsc_pass_run (pass, self->net, self->objective, first, 0, count);
  wsc_pass_get_gradient (pass, self->net, count, self->gradients + item * self->net->p);
  self->losses[item] = 0.0;
  for (gsize r = 0; r < count; r++)
    self->losses[item] += pass->loss[r];
}

static void
add_wave (const Wave *self, guint n_blocks, double *loss, double *gradient)
{
  for (guint b = 0; b < n_blocks; b++)
    {
      const double *from = self->gradients + b * self->net->p;

      *loss += self->losses[b];
      for (gsize i = 0; i < self->net->p; i++)
        gradient[i] += from[i];
    }
}

static gboolean
run_waves (Wave *self, WscLoop *loop, double *loss, double *gradient)
{
  const gsize n = self->objective->n;
  const double from = loop->from, all = loop->to - loop->from;

  for (self->first = 0; self->first < n; self->first += (gsize) WAVE * BLOCK)
    {
      const gsize end = MIN (n, self->first + (gsize) WAVE * BLOCK);
      const guint n_blocks = (guint) ((end - self->first + BLOCK - 1) / BLOCK);

      loop->from = from + all * (double) self->first / (double) n;
      loop->to = from + all * (double) end / (double) n;
      if (!wsc_loop_run (loop, n_blocks, run_block, self))
        return FALSE;
      add_wave (self, n_blocks, loss, gradient);
    }
  return TRUE;
}

gboolean
wsc_net_gradient (const WscNet *net, const WscObjective *objective, WscLoop *loop, double *value,
                  double *gradient)
{
  const guint n_threads = wsc_hook_get_n_threads (loop->hook);
  const gsize n_blocks = MIN (WAVE, (objective->n + BLOCK - 1) / BLOCK);
  const double weight = objective->factor / (double) objective->n;
  g_autofree double *gradients = g_malloc_n (n_blocks * net->p, sizeof (double));
  g_autofree WscPass *passes = g_new0 (WscPass, n_threads);
  Wave wave = { .net = net, .objective = objective, .passes = passes, .gradients = gradients };
  double loss = 0.0;
  gboolean finished;

  for (guint t = 0; t < n_threads; t++)
    wsc_pass_init (&passes[t], net, MIN (BLOCK, objective->n));
  memset (gradient, 0, net->p * sizeof (double));
  finished = run_waves (&wave, loop, &loss, gradient);
  for (guint t = 0; t < n_threads; t++)
    wsc_pass_clear (&passes[t]);

  for (gsize i = 0; i < net->p; i++)
    gradient[i] *= weight;
  if (value != NULL)
    *value = weight * loss;
  return finished;
}

static gboolean
is_complete (const WscObjective *self)
{
  return self != NULL && self->architecture != NULL && self->samples != NULL && self->indices != NULL && self->n > 0 &&
         self->samples->n_inputs == self->architecture->sizes[0] &&
         self->samples->n_targets == self->architecture->sizes[self->architecture->n_layers];
}

gboolean
wsc_objective_get_gradient (const WscObjective *self, const double *parameters, const WscHook *hook, double *value,
                            double *gradient, GError **error)
{
  WscLoop loop = wsc_curvature_loop (hook, 0, 1.0);
  g_autofree double *ours = NULL;
  WscNet net;

  g_return_val_if_fail (is_complete (self) && parameters != NULL && gradient != NULL, FALSE);

  wsc_net_init (&net, self->architecture);
  wsc_net_set (&net, parameters);
  ours = g_new (double, net.p);
  wsc_net_gradient (&net, self, &loop, value, ours);
  for (gsize i = 0; i < net.p; i++)
    gradient[net.place[i]] = ours[i];
  wsc_net_clear (&net);
  return wsc_loop_end (&loop, error);
}

void
wsc_objective_get_scores (const WscObjective *self, const double *parameters, gsize first, gsize count, double *scores)
{
  g_autofree double *ours = NULL;
  WscPass pass;
  WscNet net;

  g_return_if_fail (is_complete (self) && parameters != NULL && first + count <= self->n);
  g_return_if_fail (count == 0 || scores != NULL);

  wsc_net_init (&net, self->architecture);
  wsc_net_set (&net, parameters);
  ours = g_new (double, net.p);
  wsc_pass_init (&pass, &net, BLOCK);
  for (gsize done = 0; done < count; done += BLOCK)
    {
      const gsize size = MIN (BLOCK, count - done);

      wsc_pass_run (&pass, &net, self, first + done, 0, size);
      for (gsize r = 0; r < size; r++)
        {
          wsc_pass_get_scores (&pass, &net, r, 1, net.p, ours);
          for (gsize i = 0; i < net.p; i++)
            scores[(done + r) * net.p + net.place[i]] = self->factor * ours[i];
        }
    }
  wsc_pass_clear (&pass);
  wsc_net_clear (&net);
}
