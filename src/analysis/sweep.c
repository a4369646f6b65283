/* Each window is decomposed once; the sums of its first components give the whole curve. O(windows (h^3 + r n)). */
#include "analysis/analysis-private.h"

#include <glib/gi18n-lib.h>

#define LEADING 50 /* components of a window too long to be decomposed whole, where nobody asked for a number */

typedef struct
{
  gsize window;
  guint n_points, best;
  WscSeriesErrors *errors; /* (n_points) */
} Curve;

struct _WscSweep
{
  gint ref_count;
  guint first, step;
  guint n_windows;
  Curve *curves; /* (n_windows) */
  WscSeriesErrors reference;
};

WSC_DEFINE_BOXED_TYPE (WscSweep, wsc_sweep)

typedef struct
{
  WscSweep *sweep;
  const WscChannels *channels;
  const double *truth;
  const WscSweepSettings *settings;
  GError **errors; /* (n_windows) */
} Work;

/* --- one window ---------------------------------------------------------- */

/* How far the curve goes: the sum of more components than the rank is that of all of them. */
static gsize
last_count (const WscSsa *ssa, guint max_k)
{
  const gsize last = wsc_ssa_is_whole (ssa) ? wsc_ssa_get_limit (ssa) : wsc_ssa_get_n_components (ssa);

  return max_k > 0 ? MIN (last, max_k) : last;
}

static void
add_component (const WscSsa *ssa, gsize i, double *sum)
{
  const double *component;

  if (i >= wsc_ssa_get_n_components (ssa))
    return;
  component = wsc_ssa_get_component (ssa, i, 0);
  for (gsize t = 0; t < wsc_ssa_get_length (ssa); t++)
    sum[t] += component[t];
}

static void
fill_curve (const Work *work, const WscSsa *ssa, Curve *curve)
{
  const gsize n = wsc_ssa_get_length (ssa);
  g_autofree double *sum = g_new0 (double, n);
  gsize k = 0;

  curve->errors = g_new (WscSeriesErrors, curve->n_points);
  for (guint j = 0; j < curve->n_points; j++)
    {
      for (; k < work->sweep->first + (gsize) j * work->sweep->step; k++)
        add_component (ssa, k, sum);
      wsc_series_errors (n, work->truth, sum, (WscMapeKind) work->settings->mape, &curve->errors[j]);
      if (curve->errors[j].mse < curve->errors[curve->best].mse)
        curve->best = j;
    }
}

static void
sweep_window (gpointer user_data, guint item, const WscHook *hook)
{
  Work *work = user_data;
  const WscSweepSettings *settings = work->settings;
  Curve *curve = &work->sweep->curves[item];
  const WscSsaSettings decomposition = {
    .kind = settings->kind,
    .window = curve->window,
    .leading = settings->max_k > 0 ? settings->max_k : MAX (LEADING, settings->first),
  };
  g_autoptr (WscSsa) ssa = wsc_ssa_new (work->channels, &decomposition, hook, &work->errors[item]);
  gsize last;

  if (ssa == NULL)
    return;
  last = last_count (ssa, settings->max_k);
  if (settings->first > last)
    {
      g_set_error (&work->errors[item], WSC_ERROR, WSC_ERROR_RANGE,
                   _("The sweep starts at %u components, but a window of %zu has %zu; allowed: 1 to %zu"),
                   settings->first, curve->window, last, last);
      return;
    }
  curve->n_points = (guint) ((last - settings->first) / settings->step + 1);
  fill_curve (work, ssa, curve);
}

/* --- all windows --------------------------------------------------------- */

static gboolean
check_settings (const WscSweepSettings *settings, GError **error)
{
  if (settings->n_windows == 0)
    g_set_error_literal (error, WSC_ERROR, WSC_ERROR_RANGE, _("The sweep has no windows; it needs at least 1"));
  else if (settings->first == 0 || settings->step == 0)
    g_set_error (error, WSC_ERROR, WSC_ERROR_RANGE,
                 _("The sweep starts at %u and goes in steps of %u; each must be at least 1"), settings->first,
                 settings->step);
  else if (settings->max_k > 0 && settings->max_k < settings->first)
    g_set_error (error, WSC_ERROR, WSC_ERROR_RANGE, _("The sweep starts at %u components, above its last number, %u"),
                 settings->first, settings->max_k);
  else
    return TRUE;
  return FALSE;
}

/* The error of the first window that has one, whichever was found first. */
static gboolean
take_error (Work *work, GError **error)
{
  gboolean ok = TRUE;

  for (guint i = 0; i < work->sweep->n_windows; i++)
    {
      if (work->errors[i] == NULL)
        continue;
      if (ok)
        g_propagate_error (error, g_steal_pointer (&work->errors[i]));
      ok = FALSE;
      g_clear_error (&work->errors[i]);
    }
  return ok;
}

static WscSweep *
sweep_alloc (const WscSweepSettings *settings)
{
  WscSweep *self = g_new0 (WscSweep, 1);

  self->ref_count = 1;
  self->first = settings->first;
  self->step = settings->step;
  self->n_windows = settings->n_windows;
  self->curves = g_new0 (Curve, settings->n_windows);
  for (guint i = 0; i < settings->n_windows; i++)
    self->curves[i].window = settings->windows[i];
  return self;
}

WscSweep *
wsc_sweep_new (const WscChannels *channels, const double *truth, const WscSweepSettings *settings, const WscHook *hook,
               GError **error)
{
  g_autoptr (WscSweep) self = NULL;
  g_autofree GError **errors = NULL;
  Work work;
  WscTasks tasks;
  gboolean ran;

  g_return_val_if_fail (channels != NULL && truth != NULL && settings != NULL, NULL);
  g_return_val_if_fail (channels->n > 0 && channels->n_channels > 0, NULL);

  if (!check_settings (settings, error))
    return NULL;
  self = sweep_alloc (settings);
  errors = g_new0 (GError *, settings->n_windows);
  work = (Work){ self, channels, truth, settings, errors };
  tasks = (WscTasks){ _("Comparing windows"), _("Stopped while comparing windows"), settings->n_windows, sweep_window,
                      &work };
  ran = wsc_tasks_run (&tasks, hook, error);
  if (!take_error (&work, ran ? error : NULL) || !ran)
    return NULL;
  wsc_series_errors (channels->n, truth, channels->values, (WscMapeKind) settings->mape, &self->reference);
  return g_steal_pointer (&self);
}

WscSweep *
wsc_sweep_new_from_ssa (const WscSsa *ssa, gsize channel, const double *truth, WscMapeKind kind)
{
  WscSweep *self;
  Curve *curve;
  gsize window;

  g_return_val_if_fail (ssa != NULL && channel < wsc_ssa_get_n_channels (ssa) && truth != NULL, NULL);

  window = wsc_ssa_get_window (ssa);
  self = sweep_alloc (&(WscSweepSettings){ .n_windows = 1, .windows = &window, .first = 1, .step = 1 });
  curve = &self->curves[0];
  curve->n_points = (guint) wsc_ssa_get_n_components (ssa);
  curve->errors = g_new (WscSeriesErrors, curve->n_points);
  wsc_ssa_errors_by_count (ssa, channel, truth, kind, curve->errors);
  for (guint j = 1; j < curve->n_points; j++)
    if (curve->errors[j].mse < curve->errors[curve->best].mse)
      curve->best = j;
  wsc_series_errors (wsc_ssa_get_length (ssa), truth, wsc_ssa_get_values (ssa, channel), kind, &self->reference);
  return self;
}

WscSweep *
wsc_sweep_ref (WscSweep *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  g_atomic_int_inc (&self->ref_count);
  return self;
}

void
wsc_sweep_unref (WscSweep *self)
{
  g_return_if_fail (self != NULL);

  if (!g_atomic_int_dec_and_test (&self->ref_count))
    return;
  for (guint i = 0; i < self->n_windows; i++)
    g_free (self->curves[i].errors);
  g_free (self->curves);
  g_free (self);
}

/* --- what was found ------------------------------------------------------ */

guint
wsc_sweep_get_n_windows (const WscSweep *self)
{
  return self->n_windows;
}

gsize
wsc_sweep_get_window (const WscSweep *self, guint i)
{
  g_return_val_if_fail (i < self->n_windows, 0);

  return self->curves[i].window;
}

guint
wsc_sweep_get_n_points (const WscSweep *self, guint i)
{
  g_return_val_if_fail (i < self->n_windows, 0);

  return self->curves[i].n_points;
}

guint
wsc_sweep_get_components (const WscSweep *self, guint i, guint j)
{
  g_return_val_if_fail (i < self->n_windows && j < self->curves[i].n_points, 0);

  return self->first + j * self->step;
}

const WscSeriesErrors *
wsc_sweep_get_errors (const WscSweep *self, guint i, guint j)
{
  g_return_val_if_fail (i < self->n_windows && j < self->curves[i].n_points, NULL);

  return &self->curves[i].errors[j];
}

guint
wsc_sweep_get_best (const WscSweep *self, guint i)
{
  g_return_val_if_fail (i < self->n_windows, 0);

  return self->curves[i].best;
}

const WscSeriesErrors *
wsc_sweep_get_reference (const WscSweep *self)
{
  return &self->reference;
}
