#include "analysis/analysis-private.h"

#include <glib/gi18n-lib.h>

WSC_DEFINE_BOXED_TYPE (WscSuggestion, wsc_suggestion)

#define GAPS 20
#define SURROGATES 200
#define MIN_SURROGATES 10

static gboolean
check_settings (const WscSuggestSettings *settings, GError **error)
{
  if (settings->max_components == 0)
    {
      g_set_error_literal (error, WSC_ERROR, WSC_ERROR_RANGE, _("A choice among 0 components; it needs at least 1"));
      return FALSE;
    }
  if (settings->method == WSC_SUGGEST_VALIDATION && settings->replicas == 1)
    {
      g_set_error_literal (error, WSC_ERROR, WSC_ERROR_RANGE, _("Validation by 1 gap; allowed: 2 or more"));
      return FALSE;
    }
  if (settings->method != WSC_SUGGEST_SURROGATES)
    return TRUE;
  if (settings->replicas < MIN_SURROGATES)
    {
      g_set_error (error, WSC_ERROR, WSC_ERROR_RANGE, _("A band of %u surrogates; allowed: %d or more"),
                   settings->replicas, MIN_SURROGATES);
      return FALSE;
    }
  if (settings->level > 0 && settings->level < 1)
    return TRUE;
  g_set_error (error, WSC_ERROR, WSC_ERROR_RANGE, _("A band of level %g; it must lie between 0 and 1"),
               settings->level);
  return FALSE;
}

static gboolean
suggest (WscSuggestion *self, const WscSsa *ssa, gsize channel, const WscSuggestSettings *settings, const WscHook *hook,
         GError **error)
{
  switch ((WscSuggestMethod) settings->method)
    {
    case WSC_SUGGEST_GAP:
      return wsc_suggest_by_gap (self, ssa, settings, error);
    case WSC_SUGGEST_VALIDATION:
      return wsc_suggest_by_validation (self, ssa, channel, settings, hook, error);
    case WSC_SUGGEST_SURROGATES:
      return wsc_suggest_by_surrogates (self, ssa, channel, settings, hook, error);
    case WSC_SUGGEST_NONE:
    default:
      g_return_val_if_reached (FALSE);
    }
}

WscSuggestion *
wsc_suggestion_new (const WscSsa *ssa, gsize channel, const WscSuggestSettings *settings, const WscHook *hook,
                    GError **error)
{
  g_autoptr (WscSuggestion) self = NULL;
  WscSuggestSettings resolved;

  g_return_val_if_fail (ssa != NULL && settings != NULL && channel < wsc_ssa_get_n_channels (ssa), NULL);
  g_return_val_if_fail (settings->method > WSC_SUGGEST_NONE && settings->method <= WSC_SUGGEST_SURROGATES, NULL);

  resolved = *settings;
  if (resolved.replicas == 0)
    resolved.replicas = settings->method == WSC_SUGGEST_VALIDATION ? GAPS : SURROGATES;
  if (!check_settings (&resolved, error))
    return NULL;
  resolved.max_components = (guint) MIN (settings->max_components, wsc_ssa_get_n_components (ssa));
  self = g_new0 (WscSuggestion, 1);
  self->ref_count = 1;
  self->method = settings->method;
  if (!suggest (self, ssa, channel, &resolved, hook, error))
    return NULL;
  return g_steal_pointer (&self);
}

WscSuggestion *
wsc_suggestion_ref (WscSuggestion *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  g_atomic_int_inc (&self->ref_count);
  return self;
}

void
wsc_suggestion_unref (WscSuggestion *self)
{
  g_return_if_fail (self != NULL);

  if (!g_atomic_int_dec_and_test (&self->ref_count))
    return;
  wsc_components_clear (&self->components);
  g_free (self->reason);
  g_free (self->value);
  g_free (self->low);
  g_free (self->high);
  g_free (self);
}

int
wsc_suggestion_get_method (const WscSuggestion *self)
{
  return self->method;
}

guint
wsc_suggestion_get_components (const WscSuggestion *self, WscComponents *components)
{
  g_return_val_if_fail (self != NULL && components != NULL, 0);

  wsc_components_copy (components, &self->components);
  return self->components.n;
}

const char *
wsc_suggestion_get_reason (const WscSuggestion *self)
{
  return self->reason;
}

guint
wsc_suggestion_get_evidence (const WscSuggestion *self, const double **value, const double **low, const double **high)
{
  g_return_val_if_fail (self != NULL, 0);

  *value = self->value;
  *low = self->low;
  *high = self->high;
  return self->n_evidence;
}
