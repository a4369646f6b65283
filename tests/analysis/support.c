#include "analysis/support.h"

WscSsa *
decompose (gsize n, const double *x, gsize window)
{
  const WscChannels channels = { n, 1, x };
  const WscSsaSettings settings = { .window = window };
  g_autoptr (GError) error = NULL;
  WscSsa *ssa = wsc_ssa_new (&channels, &settings, NULL, &error);

  g_assert_no_error (error);
  return ssa;
}

WscComponents
components_of (const char *text)
{
  WscComponents components = { 0 };

  g_assert_true (wsc_components_parse (&components, text, NULL));
  return components;
}

static gboolean
count_down (gpointer user_data, double fraction, const char *phase)
{
  Countdown *self = user_data;

  g_assert_cmpfloat (fraction, >=, 0);
  g_assert_cmpfloat (fraction, <=, 1);
  g_assert_nonnull (phase);
  return --self->left >= 0;
}

void
countdown_init (Countdown *self, int left, guint n_threads)
{
  *self = (Countdown){ left, { count_down, self, n_threads } };
}

WscSuggestion *
suggestion_of (const WscSsa *ssa, gsize channel, const WscSuggestSettings *settings, const WscHook *hook)
{
  g_autoptr (GError) error = NULL;
  WscSuggestion *suggestion = wsc_suggestion_new (ssa, channel, settings, hook, &error);

  g_assert_no_error (error);
  g_assert_cmpint (wsc_suggestion_get_method (suggestion), ==, settings->method);
  return suggestion;
}

char *
components_text (const WscSuggestion *suggestion)
{
  g_auto (WscComponents) components = { 0 };

  g_assert_cmpuint (wsc_suggestion_get_components (suggestion, &components), ==, components.n);
  return wsc_components_format (&components);
}
