/* Along averaged stochastic gradient descent (Polyak and Juditsky 1992): the average of the iterates, and what its
 * covariance is by the sums of curvature and scores at the iterates, or by means of stretches of them (Chen, Lee, Tong
 * and Zhang 2020).
 *
 * Batches are drawn with replacement, as the theory has it: a shuffled epoch undoes its own noise, and means of
 * stretches longer than an epoch would see none. */
#include "curvature/path-private.h"

#include <glib/gi18n-lib.h>
#include <math.h>
#include <string.h>

#define PLUG_IN_PASSES 4 /* times n samples, about, that curvature is summed over */

typedef struct
{
  const WscObjective *objective;
  const WscPathSettings *settings;
  WscLoop loop;
  WscNet net;
  WscPass pass;
  WscRandom random;
  guint32 *drawn;                     /* (batch) */
  WscObjective batch;                 /* of the drawn */
  double *w, *gradient, *ours, *mean; /* (p) */
  gsize n_steps, first;               /* steps; the first that counts */
  WscPlugIn *plug_in;
  WscStretches *stretches;
} Walk;

static gboolean
refuse (GError **error, const char *what, double value, const char *expected)
{
  g_set_error (error, WSC_ERROR, WSC_ERROR_RANGE, _("%s is %g: expected %s"), what, value, expected);
  return FALSE;
}

static gboolean
check_settings (const WscPathSettings *s, const WscSandwichSettings *sandwich, gboolean plug_in, GError **error)
{
  if (!(s->learning_rate > 0.0 && isfinite (s->learning_rate)))
    return refuse (error, _("The learning rate of the path"), s->learning_rate, _("more than 0"));
  if (!(s->decay > 0.5 && s->decay < 1.0))
    return refuse (error, _("The decay of the path’s steps"), s->decay, _("between 0.5 and 1"));
  if (s->batch < 1)
    return refuse (error, _("The batch of the path"), s->batch, _("1 or more"));
  if (s->epochs < 1)
    return refuse (error, _("The number of the path’s epochs"), s->epochs, _("1 or more"));
  if (!(s->burn_in >= 0.0 && s->burn_in <= 0.9))
    return refuse (error, _("The path’s share of burn-in"), s->burn_in, _("0 to 0.9"));
  if (s->n_batch_means == 1)
    return refuse (error, _("The number of batch means"), s->n_batch_means, _("0 for automatic, or 2 or more"));
  if (plug_in && sandwich->lags > 0)
    return refuse (error, _("The number of lags along a path"), sandwich->lags,
                   _("0, because its samples are drawn in no order"));
  return TRUE;
}

static void
walk_init (Walk *self, const WscObjective *objective, const WscPathSettings *settings, const WscHook *hook,
           const double *start)
{
  const gsize batch = MIN (settings->batch, objective->n);

  *self = (Walk){ .objective = objective, .settings = settings, .loop = wsc_curvature_loop (hook, 0, 0) };
  wsc_net_init (&self->net, objective->architecture);
  wsc_pass_init (&self->pass, &self->net, batch);
  wsc_random_init (&self->random, settings->seed, "curvature.path", 0);
  self->drawn = g_new (guint32, batch);
  self->batch = *objective;
  self->batch.indices = self->drawn;
  self->batch.n = batch;
  self->w = g_memdup2 (start, self->net.p * sizeof (double));
  self->gradient = g_new (double, self->net.p);
  self->ours = g_new (double, self->net.p);
  self->mean = g_new0 (double, self->net.p);
  self->n_steps = (gsize) settings->epochs * ((objective->n + batch - 1) / batch);
  self->first = (gsize) (settings->burn_in * (double) self->n_steps);
}

static void
walk_clear (Walk *self)
{
  wsc_net_clear (&self->net);
  wsc_pass_clear (&self->pass);
  g_free (self->drawn);
  g_free (self->w);
  g_free (self->gradient);
  g_free (self->ours);
  g_free (self->mean);
  g_clear_pointer (&self->plug_in, wsc_plug_in_free);
  g_clear_pointer (&self->stretches, wsc_stretches_free);
}

static void
draw (Walk *self)
{
  for (gsize i = 0; i < self->batch.n; i++)
    self->drawn[i] = self->objective->indices[wsc_random_below (&self->random, (guint32) self->objective->n)];
  wsc_net_set (&self->net, self->w);
}

/* w -= learning_rate t^-decay x the batch's gradient, back on the manifold. */
static gboolean
step (Walk *self, gsize t, GError **error)
{
  const double rate = self->settings->learning_rate * pow ((double) t, -self->settings->decay);
  const double weight = self->objective->factor / (double) self->batch.n;
  double size = 0.0;

  wsc_pass_run (&self->pass, &self->net, &self->batch, 0, 0, self->batch.n);
  wsc_pass_get_gradient (&self->pass, &self->net, self->batch.n, self->ours);
  for (gsize i = 0; i < self->net.p; i++)
    self->gradient[self->net.place[i]] = weight * self->ours[i];
  wsc_tangent_project (self->objective->architecture, self->w, self->gradient);
  for (gsize i = 0; i < self->net.p; i++)
    {
      self->w[i] -= rate * self->gradient[i];
      size += self->w[i] * self->w[i];
    }
  if (isfinite (size))
    return wsc_tangent_retract (self->objective->architecture, self->w, error);
  g_set_error (error, WSC_ERROR, WSC_ERROR_NUMERIC,
               _("The path diverged at step %zu of %zu: lower its learning rate, now %g"), t, self->n_steps,
               self->settings->learning_rate);
  return FALSE;
}

/* Whether the curvature at this step is summed, of `counted` steps so far: every one, or some of them if they are many.
 */
static gboolean
is_sampled (const Walk *self, gsize counted)
{
  const gsize all = self->n_steps - self->first;
  const gsize most = MAX (100, PLUG_IN_PASSES * self->objective->n / self->batch.n);

  return counted % MAX (1, all / most) == 0;
}

static void
count (Walk *self, gsize n_counted)
{
  for (gsize i = 0; i < self->net.p; i++)
    self->mean[i] += (self->w[i] - self->mean[i]) / (double) n_counted;
  if (self->stretches != NULL)
    wsc_stretches_add (self->stretches, self->w);
}

static gboolean
walk (Walk *self, GError **error)
{
  for (gsize t = 1; t <= self->n_steps; t++)
    {
      self->loop.from = self->loop.to = 0.95 * (double) t / (double) self->n_steps;
      if (!wsc_loop_ask (&self->loop, self->loop.to))
        return wsc_loop_end (&self->loop, error);
      draw (self);
      if (t > self->first && self->plug_in != NULL && is_sampled (self, t - self->first - 1) &&
          !wsc_plug_in_add (self->plug_in, &self->net, &self->batch, &self->loop))
        return wsc_loop_end (&self->loop, error);
      if (!step (self, t, error))
        return FALSE;
      if (t > self->first)
        count (self, t - self->first);
    }
  return TRUE;
}

/* --- the result ---------------------------------------------------------------- */

/* What is asked for, at the mean, brought back to the manifold. */
static gboolean
finish (Walk *self, WscPath *path, WscBlocks blocks, const WscSandwichSettings *sandwich, GError **error)
{
  const gsize n = self->objective->n;

  if (!wsc_tangent_retract (self->objective->architecture, self->mean, error))
    return FALSE;
  wsc_net_set (&self->net, self->mean);
  self->loop.to = 1.0;
  if (!wsc_net_gradient (&self->net, self->objective, &self->loop, NULL, self->ours))
    return wsc_loop_end (&self->loop, error);
  for (gsize i = 0; i < self->net.p; i++)
    self->gradient[self->net.place[i]] = self->ours[i];
  path->mean = g_memdup2 (self->mean, self->net.p * sizeof (double));
  if (self->plug_in != NULL &&
      (path->plug_in = wsc_plug_in_finish (self->plug_in, &self->net, self->mean, self->gradient, n, sandwich,
                                           &self->loop, error)) == NULL)
    return FALSE;
  if (self->stretches != NULL &&
      (path->batch_means = wsc_stretches_finish (self->stretches, &self->net, blocks, self->mean, self->gradient, n,
                                                 self->batch.n, error)) == NULL)
    return FALSE;
  wsc_tangent_project (self->objective->architecture, self->mean, self->gradient);
  for (gsize i = 0; i < self->net.p; i++)
    path->gradient = hypot (path->gradient, self->gradient[i]);
  return TRUE;
}

gboolean
wsc_path_run (WscPath *self, const WscObjective *objective, const double *start, const WscPathSettings *path,
              const WscSandwichSettings *sandwich, gboolean plug_in, gboolean batch_means, const WscHook *hook,
              GError **error)
{
  WscBlocks blocks = WSC_BLOCKS_FULL;
  gboolean fine;
  Walk work;

  g_return_val_if_fail (self != NULL && objective != NULL && start != NULL && path != NULL, FALSE);
  g_return_val_if_fail (sandwich != NULL || (!plug_in && !batch_means), FALSE);
  g_return_val_if_fail (objective->n > 0 && objective->n <= G_MAXUINT32, FALSE);

  *self = (WscPath){ 0 };
  if (!check_settings (path, sandwich, plug_in, error))
    return FALSE;
  walk_init (&work, objective, path, hook, start);
  fine = !(plug_in || batch_means) || wsc_sandwich_plan (&work.net, sandwich, objective->n, &blocks, error);
  if (fine && plug_in)
    work.plug_in = wsc_plug_in_new (&work.net, blocks, (WscHessianKind) sandwich->hessian);
  if (fine && batch_means)
    fine = (work.stretches = wsc_stretches_new (work.net.p, work.first, work.n_steps, path->decay, path->n_batch_means,
                                                error)) != NULL;
  fine = fine && wsc_tangent_retract (objective->architecture, work.w, error) && walk (&work, error) &&
         finish (&work, self, blocks, sandwich, error);
  walk_clear (&work);
  if (!fine)
    wsc_path_clear (self);
  return fine;
}

void
wsc_path_clear (WscPath *self)
{
  g_clear_pointer (&self->mean, g_free);
  g_clear_pointer (&self->plug_in, wsc_sandwich_free);
  g_clear_pointer (&self->batch_means, wsc_sandwich_free);
}
