/* The sandwich of an objective, or of sums made elsewhere. */
#include "curvature/sandwich-private.h"

static WscSandwich *
sum_and_make (const WscNet *net, const WscObjective *objective, const double *parameters, WscBlocks blocks,
              const WscSandwichSettings *settings, WscLoop *loop, GError **error)
{
  g_autofree double *mean = g_new (double, net->p), *gradient = g_new (double, net->p);
  WscSandwich *sandwich = NULL;
  WscBlockMatrix a, s;
  gboolean going;

  wsc_block_matrix_init (&a, net, blocks);
  wsc_block_matrix_init (&s, net, blocks);
  loop->to = 0.05;
  going = wsc_net_gradient (net, objective, loop, NULL, mean);
  for (gsize i = 0; i < net->p; i++)
    gradient[net->place[i]] = mean[i];
  loop->from = 0.05;
  loop->to = 0.4;
  going = going && wsc_net_add_hessian (net, objective, (WscHessianKind) settings->hessian, 1.0, loop, &a);
  loop->from = 0.4;
  loop->to = 0.7;
  going = going && wsc_net_add_scores (net, objective, settings->lags, mean, 1.0, loop, &s);
  loop->from = 0.7;
  loop->to = 1.0;
  if (going)
    sandwich = wsc_sandwich_make (net, parameters, gradient, objective->n, &a, &s, settings, loop, error);
  else
    wsc_loop_end (loop, error);
  wsc_block_matrix_clear (&a);
  wsc_block_matrix_clear (&s);
  return sandwich;
}

WscSandwich *
wsc_sandwich_new (const WscObjective *objective, const double *parameters, const WscSandwichSettings *settings,
                  const WscHook *hook, GError **error)
{
  WscLoop loop = wsc_curvature_loop (hook, 0, 0);
  WscSandwich *sandwich = NULL;
  WscBlocks blocks;
  WscNet net;

  g_return_val_if_fail (objective != NULL && parameters != NULL && settings != NULL, NULL);

  wsc_net_init (&net, objective->architecture);
  wsc_net_set (&net, parameters);
  if (wsc_sandwich_plan (&net, settings, objective->n, &blocks, error) &&
      wsc_curvature_check_lags (objective, settings->lags, error))
    sandwich = sum_and_make (&net, objective, parameters, blocks, settings, &loop, error);
  wsc_net_clear (&net);
  return sandwich;
}

WscSandwich *
wsc_sandwich_new_from (const WscArchitecture *architecture, const double *parameters, gsize n, const double *a,
                       const double *s, const double *gradient, const WscSandwichSettings *settings, GError **error)
{
  WscLoop loop = wsc_curvature_loop (NULL, 0, 1.0);
  WscSandwich *sandwich = NULL;
  WscBlockMatrix own_a, own_s;
  WscBlocks blocks;
  WscNet net;

  g_return_val_if_fail (architecture != NULL && parameters != NULL && settings != NULL, NULL);
  g_return_val_if_fail (a != NULL && s != NULL && gradient != NULL, NULL);

  wsc_net_init (&net, architecture);
  if (wsc_sandwich_plan (&net, settings, n, &blocks, error))
    {
      wsc_block_matrix_init (&own_a, &net, blocks);
      wsc_block_matrix_init (&own_s, &net, blocks);
      wsc_block_matrix_put (&own_a, &net, a);
      wsc_block_matrix_put (&own_s, &net, s);
      sandwich = wsc_sandwich_make (&net, parameters, gradient, n, &own_a, &own_s, settings, &loop, error);
      wsc_block_matrix_clear (&own_a);
      wsc_block_matrix_clear (&own_s);
    }
  wsc_net_clear (&net);
  return sandwich;
}
