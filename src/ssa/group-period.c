/* Trend, seasonal and rest, by where the periodogram of a component's series has its power. */
#include "ssa/fft.h"

#include <glib/gi18n-lib.h>
#include <math.h>

typedef enum
{
  TREND,
  SEASONAL,
  REST,
  N_KINDS
} Kind;

static const char *const names[N_KINDS] = { N_("Trend"), N_("Seasonal"), N_("Rest") };

/* --- periodograms ---------------------------------------------------------- */

/* Power at the frequencies j / n, 0 <= j <= n / 2, of real series of n values, one after another. */
typedef struct
{
  WscFft fft;
  gsize n, n_bins;
  double *real;
  fftw_complex *bins;
  double *power; /* (n_bins) */
} Periodogram;

static void
periodogram_init (Periodogram *self, gsize n)
{
  wsc_fft_init_exact (&self->fft, n);
  self->n = n;
  self->n_bins = self->fft.n_bins;
  self->real = wsc_fft_new_real (&self->fft);
  self->bins = wsc_fft_new_bins (&self->fft, 1);
  self->power = g_new (double, self->n_bins);
}

static void
periodogram_clear (Periodogram *self)
{
  wsc_fft_clear (&self->fft);
  fftw_free (self->real);
  fftw_free (self->bins);
  g_free (self->power);
}

/* Bins that stand for a frequency and its negative count twice. */
static void
periodogram_run (Periodogram *self, const double *series)
{
  wsc_fft_of (&self->fft, self->n, series, self->real, self->bins);
  for (gsize j = 0; j < self->n_bins; j++)
    {
      const double re = creal (self->bins[j]), im = cimag (self->bins[j]);

      self->power[j] = (j == 0 || 2 * j == self->n ? 1 : 2) * (re * re + im * im);
    }
}

static double
sum_power (const Periodogram *self, gsize first, gsize end)
{
  double sum = 0;

  for (gsize j = first; j < MIN (end, self->n_bins); j++)
    sum += self->power[j];
  return sum;
}

static gsize
find_peak (const Periodogram *self)
{
  gsize peak = 1;

  for (gsize j = 2; j < self->n_bins; j++)
    if (self->power[j] > self->power[peak])
      peak = j;
  return peak;
}

static fftw_complex
get_bin (const Periodogram *self, gsize j)
{
  return j < self->n_bins ? self->bins[j] : conj (self->bins[self->n - j]);
}

/* Between bins (Jacobsen and Kootsookos 2007): exact for a line, and a height that grows evenly does not move it. */
static double
find_period (const Periodogram *self, gsize peak)
{
  const fftw_complex before = get_bin (self, peak - 1), at = get_bin (self, peak), after = get_bin (self, peak + 1);
  const double part = creal ((before - after) / (2 * at - before - after));

  return (double) self->n / ((double) peak + (isfinite (part) ? CLAMP (part, -0.5, 0.5) : 0));
}

/* --- components ------------------------------------------------------------ */

/* The main lobe of a line over n values is one bin to each side of its frequency. */
static Kind
classify (const Periodogram *self, double trend_period, double *period)
{
  const double half = sum_power (self, 0, self->n_bins) / 2;
  const gsize trend_end = (gsize) ceil ((double) self->n / trend_period), peak = find_peak (self);

  if (sum_power (self, 0, trend_end) > half)
    return TREND;
  if (!(sum_power (self, peak - 1, peak + 2) > half))
    return REST;
  *period = find_period (self, peak);
  return SEASONAL;
}

/* "12.0" and "6.0", each once. */
static void
note_period (GPtrArray *periods, double period)
{
  g_autofree char *text = g_strdup_printf ("%.1f", period);

  if (!g_ptr_array_find_with_equal_func (periods, text, g_str_equal, NULL))
    g_ptr_array_add (periods, g_steal_pointer (&text));
}

static char *
join_periods (GPtrArray *periods)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < periods->len; i++)
    g_string_append_printf (text, "%s%s", i > 0 ? wsc_number_separator () : "", (const char *) periods->pdata[i]);
  return g_string_free (text, FALSE);
}

static char *
explain_kind (Kind kind, double trend_period, GPtrArray *periods)
{
  g_autofree char *list = NULL;

  switch (kind)
    {
    case TREND:
      return g_strdup_printf (_("Trend: most power at periods above %.1f samples"), trend_period);
    case SEASONAL:
      list = join_periods (periods);
      return g_strdup_printf (_("Seasonal: %s samples"), list);
    default:
      return g_strdup (_("Rest: no period has most of the power"));
    }
}

static GArray *
make_groups (const WscComponents *kinds, double trend_period, GPtrArray *periods, char **reason)
{
  GArray *groups = wsc_groups_new ();
  GString *text = g_string_new (NULL);

  for (int kind = 0; kind < N_KINDS; kind++)
    {
      g_autofree char *why = explain_kind ((Kind) kind, trend_period, periods);

      if (kinds[kind].n == 0)
        continue;
      wsc_groups_add_keyed (groups, _(names[kind]), names[kind], &kinds[kind]);
      g_string_append_printf (text, "%s%s", text->len > 0 ? "; " : "", why);
    }
  g_string_append_c (text, '.');
  *reason = g_string_free (text, FALSE);
  return groups;
}

GArray *
wsc_ssa_group_by_period (const WscSsa *self, guint n, double trend_period, char **reason)
{
  const guint count = (guint) MIN (n, wsc_ssa_get_n_components (self));
  const double longest = trend_period > 0 ? trend_period : 2 * (double) wsc_ssa_get_rows (self);
  g_autofree guint32 *items = g_new (guint32, (gsize) N_KINDS * count);
  g_autoptr (GPtrArray) periods = g_ptr_array_new_with_free_func (g_free);
  WscComponents kinds[N_KINDS];
  Periodogram periodogram;

  g_return_val_if_fail (count >= 1 && reason != NULL, wsc_groups_new ());

  for (int kind = 0; kind < N_KINDS; kind++)
    kinds[kind] = (WscComponents){ 0, items + kind * count };
  periodogram_init (&periodogram, wsc_ssa_get_length (self));
  for (guint i = 0; i < count; i++)
    {
      double period = 0;
      Kind kind;

      periodogram_run (&periodogram, wsc_ssa_get_component (self, i, 0));
      kind = classify (&periodogram, longest, &period);
      kinds[kind].items[kinds[kind].n++] = i;
      if (kind == SEASONAL)
        note_period (periods, period);
    }
  periodogram_clear (&periodogram);
  return make_groups (kinds, longest, periods, reason);
}
