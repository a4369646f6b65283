/* Generalised Procrustes analysis (Gower 1975) with the group that each hidden layer allows: the networks are moved,
 * one hidden layer at a time from front to back, as near to their mean as that layer's moves permit; then the mean is
 * taken again. The sum of squared distances to the mean never grows, so this ends. The first mean is the first network,
 * whose frame is thus the frame of the result.
 *
 * Cost of a round: O(n_networks (units^2 features + units^3)) for each hidden layer. */
#include "estimate/estimate-private.h"

#include <cblas.h>
#include <glib/gi18n-lib.h>
#include <math.h>
#include <string.h>

#define MAX_ROUNDS 20
#define SETTLED_ROTATIONS 1e-6 /* relative change of the residual that is no progress any more; */
#define SETTLED_MOVES 1e-4     /* in a wide layer units that look alike change places for long, at little gain */
#define GAIN_OF_A_MOVE 0.5     /* see keeps_order () */
#define SMALL_WORK 2000000     /* multiplications that are not worth a thread */

/* One hidden layer of all networks against the same layer of the mean. */
typedef struct
{
  WscFrames *frames;
  guint hidden;
  WscAlign kind;
  gboolean reluctant; /* see keeps_order () */
  gboolean outgoing;  /* the columns out of the layer are in a common frame already */
  gsize n_features;
  double *target; /* (units, n_features) */
  gint changed, stopped; /* atomic */
  GError **errors;       /* (networks) */
  const WscHook *hook;
  double fraction; /* of the rounds */
} Round;

static WscAlign
align_of_activation (WscActivation activation, gboolean bias)
{
  switch (activation)
    {
    case WSC_TANH:
      return WSC_ALIGN_SIGNED_PERMUTATION;
    case WSC_IDENTITY:
      return WSC_ALIGN_PROCRUSTES;
    case WSC_SIGMOID: /* a flip changes the biases after it, if there are any */
      return bias ? WSC_ALIGN_SIGNED_PERMUTATION : WSC_ALIGN_PERMUTATION;
    case WSC_RELU:
    default:
      return WSC_ALIGN_PERMUTATION;
    }
}

WscAlign
wsc_align_resolve (const WscEstimateSettings *settings, const WscArchitecture *architecture, guint hidden)
{
  if (settings->align != WSC_ALIGN_AUTO)
    return settings->align;
  return align_of_activation (architecture->activation[hidden], architecture->bias);
}

/* dots (n, n) = features target', cost = - dots, or - |dots| where units may be flipped. */
static void
weigh_matches (const Round *round, gsize n, const double *features, double *dots, double *cost)
{
  const int f = (int) round->n_features;

  cblas_dgemm (CblasRowMajor, CblasNoTrans, CblasTrans, (int) n, (int) n, f, 1.0, features, f, round->target, f, 0.0,
               dots, (int) n);
  for (gsize i = 0; i < n * n; i++)
    cost[i] = round->kind == WSC_ALIGN_SIGNED_PERMUTATION ? -fabs (dots[i]) : -dots[i];
}

/* Networks that began at one start have their units in one order but for those that crossed over while training, and
 * then much is gained by moving them back. Small gains come from exchanging units that merely look alike, which would
 * pass for certainty; they are left. `cost`: of the best match, or a bound below it. */
static gboolean
keeps_order (const Round *round, gsize n, const double *features, const double *dots, double cost)
{
  double squares = 0, stay = 0;

  if (!round->reluctant)
    return FALSE;
  for (gsize i = 0; i < n * round->n_features; i++)
    squares += features[i] * features[i] + round->target[i] * round->target[i];
  for (gsize i = 0; i < n; i++)
    stay -= dots[i * n + i];
  return squares + 2.0 * cost >= GAIN_OF_A_MOVE * (squares + 2.0 * stay);
}

/* What no match can cost less than: every unit takes its best partner, whoever else does. */
static double
bound_cost (gsize n, const double *cost)
{
  double sum = 0;

  for (gsize i = 0; i < n; i++)
    {
      double least = cost[i * n];

      for (gsize j = 1; j < n; j++)
        least = MIN (least, cost[i * n + j]);
      sum += least;
    }
  return sum;
}

/* sum |s_i f_i - g_place(i)|^2 is least where sum s_i f_i . g_place(i) is largest. */
static void
match_units (Round *round, guint network, const double *features)
{
  const gsize n = round->frames->architecture->sizes[round->hidden + 1];
  g_autofree double *dots = g_malloc_n (n * n, sizeof (double)), *cost = g_malloc_n (n * n, sizeof (double));
  g_autofree guint32 *place = g_new (guint32, n);
  g_autofree gint8 *sign = g_new (gint8, n);
  double least = 0;

  weigh_matches (round, n, features, dots, cost);
  if (keeps_order (round, n, features, dots, bound_cost (n, cost)))
    return;
  wsc_assign (n, cost, place);
  for (gsize i = 0; i < n; i++)
    least += cost[i * n + place[i]];
  if (keeps_order (round, n, features, dots, least))
    return;
  for (gsize i = 0; i < n; i++)
    sign[i] = cost[i * n + place[i]] == -dots[i * n + place[i]] ? 1 : -1;
  if (wsc_frames_permute (round->frames, network, round->hidden, place, sign))
    g_atomic_int_set (&round->changed, TRUE);
}

/* min over orthogonal R of |F' R - G'|, with units as columns. */
static void
rotate_units (Round *round, guint network, const double *features)
{
  const gsize n = round->frames->architecture->sizes[round->hidden + 1], f = round->n_features;
  g_autofree double *from = g_malloc_n (n * f, sizeof (double)), *to = g_malloc_n (n * f, sizeof (double));
  g_autofree double *rotation = g_malloc_n (n * n, sizeof (double));

  for (gsize j = 0; j < n; j++)
    for (gsize i = 0; i < f; i++)
      {
        from[i * n + j] = features[j * f + i];
        to[i * n + j] = round->target[j * f + i];
      }
  if (wsc_procrustes (f, n, from, to, rotation, &round->errors[network]))
    wsc_frames_rotate (round->frames, network, round->hidden, rotation);
}

static void
align_network (gpointer user_data, guint network, guint thread)
{
  Round *round = user_data;
  const guint n = round->frames->architecture->sizes[round->hidden + 1];
  g_autofree double *features = NULL;

  if (g_atomic_int_get (&round->stopped))
    return;
  features = g_malloc_n (n * round->n_features, sizeof (double));
  wsc_frames_get_features (round->frames, wsc_frames_get (round->frames, network), round->hidden, round->outgoing,
                           features);
  if (round->kind == WSC_ALIGN_PROCRUSTES)
    rotate_units (round, network, features);
  else
    match_units (round, network, features);
}

/* Threads are asked for only where there is work for them; the result does not depend on it. */
static guint
threads_for (const Round *round)
{
  const double n = round->frames->architecture->sizes[round->hidden + 1];
  const double work = round->frames->n * n * n * (n + (double) round->n_features);

  return work < SMALL_WORK ? 1 : wsc_hook_get_n_threads (round->hook);
}

static gboolean
take_first_error (Round *round, GError **error)
{
  gboolean ok = TRUE;

  for (guint r = 0; r < round->frames->n; r++)
    if (round->errors[r] != NULL && ok)
      {
        g_propagate_error (error, g_steal_pointer (&round->errors[r]));
        ok = FALSE;
      }
    else
      g_clear_error (&round->errors[r]);
  return ok;
}

/* Asked between networks: matching wide layers takes long. */
static void
ask_whether_to_stop (gpointer user_data)
{
  Round *round = user_data;

  if (!g_atomic_int_get (&round->stopped) && !wsc_hook_report (round->hook, round->fraction, _("Aligning")))
    g_atomic_int_set (&round->stopped, TRUE);
}

static gboolean
align_layer (Round *round, GError **error)
{
  WscFrames *frames = round->frames;
  const guint n = frames->architecture->sizes[round->hidden + 1];
  g_autofree double *target = NULL;
  g_autofree GError **errors = g_new0 (GError *, frames->n);

  round->n_features = wsc_frames_get_n_features (frames, round->hidden, round->outgoing);
  round->target = target = g_malloc_n (n * round->n_features, sizeof (double));
  round->errors = errors;
  wsc_frames_get_features (frames, frames->mean, round->hidden, round->outgoing, target);
  wsc_blas_use_one_thread ();
  wsc_parallel_for (threads_for (round), frames->n, align_network, ask_whether_to_stop, round);
  if (!take_first_error (round, error))
    return FALSE;
  if (!round->stopped)
    return TRUE;
  g_set_error_literal (error, WSC_ERROR, WSC_ERROR_STOPPED, _("Stopped while aligning"));
  return FALSE;
}

/* In the first round the layers behind are in no common frame yet: only the last hidden layer looks at its columns. */
static gboolean
align_layers (WscFrames *frames, const WscEstimateSettings *settings, guint n_done, const WscHook *hook,
              gboolean *changed, GError **error)
{
  const gboolean first = n_done == 0;
  const guint n_hidden = wsc_frames_get_n_hidden (frames);

  *changed = FALSE;
  for (guint k = 0; k < n_hidden; k++)
    {
      Round round = { .frames = frames, .hidden = k, .outgoing = !first || k + 1 == n_hidden };

      round.hook = hook;
      round.fraction = (double) n_done / MAX_ROUNDS;
      round.kind = wsc_align_resolve (settings, frames->architecture, k);
      round.reluctant = settings->start == WSC_START_SHARED;
      if (!align_layer (&round, error))
        return FALSE;
      *changed |= round.changed;
    }
  return TRUE;
}

static gboolean
has_rotation (const WscFrames *frames, const WscEstimateSettings *settings)
{
  for (guint k = 0; k < wsc_frames_get_n_hidden (frames); k++)
    if (wsc_align_resolve (settings, frames->architecture, k) == WSC_ALIGN_PROCRUSTES)
      return TRUE;
  return FALSE;
}

static void
count_moves (const WscFrames *frames, WscAlignment *report)
{
  gsize moved = 0, flipped = 0, at = 0;

  for (guint r = 0; r < frames->n; r++)
    for (guint k = 0; k < wsc_frames_get_n_hidden (frames); k++)
      for (guint j = 0; j < frames->architecture->sizes[k + 1]; j++, at++)
        {
          moved += frames->place[at] != j;
          flipped += frames->sign[at] < 0;
        }
  report->units_moved = (double) moved / frames->n;
  report->units_flipped = (double) flipped / frames->n;
}

static gboolean
run_rounds (WscFrames *frames, const WscEstimateSettings *settings, const WscHook *hook, WscAlignment *report,
            GError **error)
{
  const gboolean rotates = has_rotation (frames, settings);
  const double settled = rotates ? SETTLED_ROTATIONS : SETTLED_MOVES;
  double last = INFINITY;

  memcpy (frames->mean, wsc_frames_get (frames, 0), frames->p * sizeof (double));
  while (report->iterations < MAX_ROUNDS && !report->converged)
    {
      gboolean changed;

      if (!align_layers (frames, settings, report->iterations, hook, &changed, error))
        return FALSE;
      wsc_frames_update_mean (frames);
      report->residual_after = wsc_frames_get_residual (frames);
      report->converged =
          report->iterations > 0 && ((!changed && !rotates) || report->residual_after >= last * (1.0 - settled));
      last = report->residual_after;
      report->iterations++;
    }
  return TRUE;
}

gboolean
wsc_frames_align (WscFrames *self, const WscEstimateSettings *settings, const WscHook *hook, WscAlignment *report,
                  GError **error)
{
  if (settings->align != WSC_ALIGN_NONE && wsc_frames_get_n_hidden (self) > 0)
    report->scaled = wsc_frames_fold_scales (self);
  wsc_frames_update_mean (self);
  report->residual_before = report->residual_after = wsc_frames_get_residual (self);
  if (settings->align == WSC_ALIGN_NONE || wsc_frames_get_n_hidden (self) == 0)
    {
      report->converged = TRUE;
      return TRUE;
    }
  if (!run_rounds (self, settings, hook, report, error))
    return FALSE;
  count_moves (self, report);
  return TRUE;
}
