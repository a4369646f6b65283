/* The value: checks, the order of the work, and what is read from it. */
#include "ssa/ssa-private.h"

#include <cblas.h>
#include <glib/gi18n-lib.h>
#include <math.h>

#define LEADING 50

WSC_DEFINE_BOXED_TYPE (WscSsa, wsc_ssa)

gboolean
wsc_ssa_go_on (const WscHook *hook, double fraction, GError **error)
{
  if (wsc_hook_report (hook, fraction, _("Decomposing the series")))
    return TRUE;
  g_set_error_literal (error, WSC_ERROR, WSC_ERROR_STOPPED, _("Stopped while decomposing the series"));
  return FALSE;
}

/* --- checks -------------------------------------------------------------- */

static gboolean
check_window (gsize n, gsize window, GError **error)
{
  if (n < WSC_SSA_MIN_LENGTH)
    g_set_error (error, WSC_ERROR, WSC_ERROR_RANGE, _("A series of %zu values; at least %d are needed"), n,
                 WSC_SSA_MIN_LENGTH);
  else if (window < 2 || window >= n)
    g_set_error (error, WSC_ERROR, WSC_ERROR_RANGE, _("A window of %zu values for a series of %zu; allowed: 2 to %zu"),
                 window, n, n - 1);
  else
    return TRUE;
  return FALSE;
}

static gboolean
check_finite (const WscChannels *channels, GError **error)
{
  const gsize n = channels->n;

  for (gsize t = 0; t < channels->n_channels * n; t++)
    if (!isfinite (channels->values[t]))
      {
        if (channels->n_channels == 1)
          g_set_error (error, WSC_ERROR, WSC_ERROR_NUMERIC, _("Value %zu of a series is %g, not a finite number"),
                       t + 1, channels->values[t]);
        else
          g_set_error (error, WSC_ERROR, WSC_ERROR_NUMERIC, _("Value %zu of channel %zu is %g, not a finite number"),
                       t % n + 1, t / n + 1, channels->values[t]);
        return FALSE;
      }
  return TRUE;
}

static gboolean
varies (gsize n, const double *series)
{
  for (gsize t = 1; t < n; t++)
    if (series[t] < series[0] || series[t] > series[0])
      return TRUE;
  return FALSE;
}

static gboolean
check_variation (const WscChannels *channels, GError **error)
{
  const gsize n = channels->n;

  for (gsize c = 0; c < channels->n_channels; c++)
    if (!varies (n, channels->values + c * n))
      {
        if (channels->n_channels == 1)
          g_set_error (error, WSC_ERROR, WSC_ERROR_RANGE,
                       _("All %zu values are %g; a series needs values that differ"), n, channels->values[c * n]);
        else
          g_set_error (error, WSC_ERROR, WSC_ERROR_RANGE,
                       _("All %zu values of channel %zu are %g; a series needs values that differ"), n, c + 1,
                       channels->values[c * n]);
        return FALSE;
      }
  return TRUE;
}

/* --- making one ---------------------------------------------------------- */

/* The power of two that brings the largest magnitude into 0.5..1, so that no square overflows and nothing is rounded.
 */
static int
exponent_of (gsize n, const double *values)
{
  int exponent;

  frexp (values[cblas_idamax ((int) n, values, 1)], &exponent);
  return exponent;
}

static WscSsa *
allocate (const WscChannels *channels, const WscSsaSettings *settings)
{
  WscSsa *self = g_new0 (WscSsa, 1);
  const gsize n = channels->n, h = settings->window;
  const gboolean transposable = channels->n_channels == 1 && settings->kind == WSC_SSA_BASIC;

  g_atomic_ref_count_init (&self->ref_count);
  self->kind = settings->kind;
  self->n = n;
  self->n_channels = channels->n_channels;
  self->window = h;
  self->L = transposable ? MIN (h, n - h + 1) : h;
  self->K = n - self->L + 1;
  self->limit = self->kind == WSC_SSA_TOEPLITZ ? self->L : MIN (self->L, self->n_channels * self->K);
  self->values = g_memdup2 (channels->values, self->n_channels * n * sizeof (double));
  self->exponent = exponent_of (self->n_channels * n, self->values);
  return self;
}

static void
set_shares (WscSsa *self, const double *scaled)
{
  double total = 0;

  for (gsize c = 0; c < self->n_channels; c++)
    for (gsize t = 0; t < self->n; t++)
      total += (double) wsc_diagonal_length (self->L, self->K, t) * scaled[c * self->n + t] * scaled[c * self->n + t];
  self->shares = g_new (double, self->r);
  for (gsize i = 0; i < self->r; i++)
    self->shares[i] = self->sigma[i] * self->sigma[i] / total;
}

static gboolean
find_vectors (WscSsa *self, gsize leading, const WscHook *hook, GError **error)
{
  const gsize n_values = self->n_channels * self->n;
  g_autofree double *scaled = g_new (double, n_values);
  const WscTrajectory x = { self->n, self->n_channels, self->L, self->K, scaled, hook };
  const gsize wanted = self->L <= WSC_SSA_WHOLE ? self->limit : MIN (leading > 0 ? leading : LEADING, self->limit);
  WscDirections found = { 0 };

  for (gsize t = 0; t < n_values; t++)
    scaled[t] = ldexp (self->values[t], -self->exponent);
  if (!wsc_decompose (&x, self->kind, wanted, &found, error))
    return FALSE;
  self->r = found.r;
  self->whole = found.whole;
  self->vectors = found.vectors;
  self->sigma = found.sigma;
  set_shares (self, scaled);
  for (gsize i = 0; i < self->r; i++)
    self->sigma[i] = ldexp (self->sigma[i], self->exponent);
  return TRUE;
}

WscSsa *
wsc_ssa_new (const WscChannels *channels, const WscSsaSettings *settings, const WscHook *hook, GError **error)
{
  g_autoptr (WscSsa) self = NULL;

  g_return_val_if_fail (channels != NULL && channels->n_channels > 0 && settings != NULL, NULL);

  if (!check_window (channels->n, settings->window, error) || !check_finite (channels, error) ||
      !check_variation (channels, error))
    return NULL;
  wsc_blas_use_one_thread ();
  self = allocate (channels, settings);
  if (!find_vectors (self, settings->leading, hook, error) || !wsc_ssa_make_components (self, hook, error) ||
      !wsc_ssa_correlate (self, hook, error))
    return NULL;
  return g_steal_pointer (&self);
}

WscSsa *
wsc_ssa_ref (WscSsa *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  g_atomic_ref_count_inc (&self->ref_count);
  return self;
}

void
wsc_ssa_unref (WscSsa *self)
{
  if (self == NULL || !g_atomic_ref_count_dec (&self->ref_count))
    return;
  g_free (self->values);
  g_free (self->sigma);
  g_free (self->shares);
  g_free (self->vectors);
  g_free (self->components);
  g_free (self->correlations);
  g_free (self);
}

/* --- reading it ---------------------------------------------------------- */

gsize
wsc_ssa_get_length (const WscSsa *self)
{
  return self->n;
}

gsize
wsc_ssa_get_n_channels (const WscSsa *self)
{
  return self->n_channels;
}

gsize
wsc_ssa_get_window (const WscSsa *self)
{
  return self->window;
}

gsize
wsc_ssa_get_rows (const WscSsa *self)
{
  return self->L;
}

gsize
wsc_ssa_get_columns (const WscSsa *self)
{
  return self->K;
}

WscSsaKind
wsc_ssa_get_kind (const WscSsa *self)
{
  return self->kind;
}

const double *
wsc_ssa_get_values (const WscSsa *self, gsize channel)
{
  g_return_val_if_fail (channel < self->n_channels, NULL);

  return self->values + channel * self->n;
}

gsize
wsc_ssa_get_n_components (const WscSsa *self)
{
  return self->r;
}

gsize
wsc_ssa_get_limit (const WscSsa *self)
{
  return self->limit;
}

gboolean
wsc_ssa_is_whole (const WscSsa *self)
{
  return self->whole;
}

double
wsc_ssa_get_singular_value (const WscSsa *self, gsize i)
{
  g_return_val_if_fail (i < self->r, NAN);

  return self->sigma[i];
}

double
wsc_ssa_get_share (const WscSsa *self, gsize i)
{
  g_return_val_if_fail (i < self->r, NAN);

  return self->shares[i];
}

const double *
wsc_ssa_get_vector (const WscSsa *self, gsize i)
{
  g_return_val_if_fail (i < self->r, NULL);

  return self->vectors + i * self->L;
}

void
wsc_ssa_get_right_vector (const WscSsa *self, gsize i, double *v)
{
  const WscTrajectory x = { self->n, self->n_channels, self->L, self->K, self->values, NULL };

  g_return_if_fail (i < self->r && v != NULL);

  wsc_trajectory_rows (&x, self->vectors + i * self->L, v);
  for (gsize j = 0; j < self->n_channels * self->K; j++)
    v[j] /= self->sigma[i];
}

const double *
wsc_ssa_get_component (const WscSsa *self, gsize i, gsize channel)
{
  g_return_val_if_fail (i < self->r && channel < self->n_channels, NULL);

  return self->components + (i * self->n_channels + channel) * self->n;
}

gsize
wsc_ssa_get_n_correlated (const WscSsa *self)
{
  return self->n_correlated;
}

const double *
wsc_ssa_get_correlations (const WscSsa *self)
{
  return self->correlations;
}
