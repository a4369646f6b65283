#include "plot/ticks.h"

#include <math.h>
#include <string.h>

#include "base/base.h"

#define MINUS "\342\210\222" /* U+2212 */

static const int MANTISSAS[] = { 1, 2, 5 };

/* mantissa * 10^exponent; a negative power divides, so that 3 * 10^-1 is 0.3 and not 0.30000000000000004. */
static double
scale_by_power (double mantissa, int exponent)
{
  return exponent < 0 ? mantissa / pow (10, -exponent) : mantissa * pow (10, exponent);
}

static void
copy_with_minus (WscTick *tick, const char *text)
{
  g_autoptr (GString) copy = g_string_new (text);
  g_string_replace (copy, "-", MINUS, 0);
  g_strlcpy (tick->label, copy->str, sizeof tick->label);
}

static void
set_plain_label (WscTick *tick, int decimals)
{
  char text[G_ASCII_DTOSTR_BUF_SIZE + 32];
  g_snprintf (text, sizeof text, "%.*f", decimals, tick->value);
  copy_with_minus (tick, text);
}

static void
set_power_label (WscTick *tick, double mantissa, int decimals, int exponent)
{
  char number[G_ASCII_DTOSTR_BUF_SIZE];
  g_snprintf (number, sizeof number, "%.*f", decimals, mantissa);
  g_autofree char *power = g_strdup_printf ("10<sup>%d</sup>", exponent);
  g_autofree char *text = fabs (mantissa) == 1 && decimals == 0
                              ? g_strdup_printf ("%s%s", mantissa < 0 ? "-" : "", power)
                              : g_strdup_printf ("%s×%s", number, power);
  copy_with_minus (tick, mantissa == 0 ? "0" : text);
}

/* --- linear -------------------------------------------------------------- */

/* step = mantissa * 10^exponent; ticks are its multiples first .. last. */
typedef struct
{
  int mantissa, exponent;
  double first, last;
} Steps;

static void
count_steps (Steps *steps, double low, double high)
{
  double step = scale_by_power (steps->mantissa, steps->exponent);
  double slack = 1e-9;
  steps->first = ceil (low / step - slack);
  steps->last = floor (high / step + slack);
}

/* The smallest round step with at most max_labels multiples in the range. */
static Steps
choose_steps (double low, double high, guint max_labels, gboolean integers)
{
  Steps steps = { 0 };
  int start = (int) floor (log10 ((high - low) / max_labels)) - 1;
  if (integers)
    start = MAX (start, 0);
  for (steps.exponent = start;; steps.exponent++)
    for (guint i = 0; i < G_N_ELEMENTS (MANTISSAS); i++)
      {
        steps.mantissa = MANTISSAS[i];
        count_steps (&steps, low, high);
        if (steps.last - steps.first < max_labels)
          return steps;
      }
}

static void
label_linear (WscTick *tick, double index, const Steps *steps, double greatest)
{
  double mantissa = index * steps->mantissa;
  if (greatest == 0 || (greatest < 1e6 && steps->exponent >= -5))
    {
      set_plain_label (tick, greatest == 0 ? 0 : MAX (0, -steps->exponent));
      return;
    }
  int exponent = (int) floor (log10 (greatest) + 1e-12);
  int decimals = MAX (0, exponent - steps->exponent);
  set_power_label (tick, scale_by_power (mantissa, steps->exponent - exponent), decimals, exponent);
}

void
wsc_ticks_init_linear (WscTicks *self, double low, double high, guint max_labels, gboolean integers)
{
  memset (self, 0, sizeof *self);
  if (!(high > low) || max_labels == 0 || !isfinite (high - low))
    return;
  Steps steps = choose_steps (low, high, max_labels, integers);
  if (steps.last < steps.first)
    return;
  self->n = (guint) (steps.last - steps.first) + 1;
  self->ticks = g_new0 (WscTick, self->n);
  double greatest = 0;
  for (guint i = 0; i < self->n; i++)
    {
      /* + 0.0 turns a negative zero into zero. */
      self->ticks[i].value = scale_by_power ((steps.first + i) * steps.mantissa, steps.exponent) + 0.0;
      greatest = MAX (greatest, fabs (self->ticks[i].value));
    }
  for (guint i = 0; i < self->n; i++)
    label_linear (&self->ticks[i], steps.first + i, &steps, greatest);
}

/* --- logarithmic ---------------------------------------------------------- */

/* Which multiples of a power are labelled, and how many powers lie between labelled ones. */
typedef struct
{
  gboolean two_and_five;
  int stride;
} LogPlan;

static gboolean
is_labelled (const LogPlan *plan, int mantissa, int exponent)
{
  if (mantissa == 1)
    return exponent % plan->stride == 0;
  return plan->two_and_five && (mantissa == 2 || mantissa == 5);
}

/* Every 1..9 multiple in the range; powers alone where they are many. */
static GArray *
collect_log (double low, double high, const LogPlan *plan, guint *n_labelled)
{
  GArray *ticks = g_array_new (FALSE, TRUE, sizeof (WscTick));
  int first = (int) floor (log10 (low)), last = (int) ceil (log10 (high));
  gboolean minor = last - first <= 8;
  *n_labelled = 0;
  for (int exponent = first; exponent <= last; exponent++)
    for (int mantissa = 1; mantissa <= (minor ? 9 : 1); mantissa++)
      {
        WscTick tick = { scale_by_power (mantissa, exponent), "" };
        if (tick.value < low * (1 - 1e-9) || tick.value > high * (1 + 1e-9))
          continue;
        if (is_labelled (plan, mantissa, exponent))
          {
            (*n_labelled)++;
            if (low >= 1e-4 && high < 1e6)
              set_plain_label (&tick, MAX (0, -exponent));
            else
              set_power_label (&tick, mantissa, 0, exponent);
          }
        g_array_append_val (ticks, tick);
      }
  return ticks;
}

void
wsc_ticks_init_log (WscTicks *self, double low, double high, guint max_labels)
{
  memset (self, 0, sizeof *self);
  if (!(low > 0) || !(high > low) || max_labels == 0 || !isfinite (high))
    return;
  guint n_labelled;
  LogPlan plan = { TRUE, 1 };
  g_autoptr (GArray) ticks = collect_log (low, high, &plan, &n_labelled);
  for (plan.two_and_five = FALSE; n_labelled > max_labels; plan.stride++)
    {
      g_clear_pointer (&ticks, g_array_unref);
      ticks = collect_log (low, high, &plan, &n_labelled);
    }
  if (n_labelled < 2 && high / low < 100)
    {
      wsc_ticks_init_linear (self, low, high, max_labels, FALSE);
      return;
    }
  self->n = ticks->len;
  self->ticks = (WscTick *) g_array_free (g_steal_pointer (&ticks), FALSE);
}

void
wsc_ticks_init_names (WscTicks *self, char *const *names)
{
  guint n = 0;
  while (names[n])
    n++;
  *self = (WscTicks){ n, g_new0 (WscTick, n) };
  for (guint i = 0; i < n; i++)
    {
      g_autofree char *markup = g_markup_escape_text (names[i], -1);
      self->ticks[i].value = i + 1;
      if (strlen (markup) < sizeof self->ticks[i].label)
        strcpy (self->ticks[i].label, markup);
    }
}

void
wsc_ticks_clear (WscTicks *self)
{
  g_clear_pointer (&self->ticks, g_free);
  self->n = 0;
}
