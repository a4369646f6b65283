/* Edits of sets of components: what the charts and the list of groups do. */
#include "session/session-private.h"

#include <string.h>

#include <glib/gi18n-lib.h>
#include <math.h>

static const WscSeriesParts *
get_parts (WscSession *self)
{
  return self->series.results ? wsc_results_get_series (self->series.results) : NULL;
}

/* The text is made from values, so it is valid. */
static void
set (WscSession *self, const char *key, const char *text)
{
  g_autoptr (GError) error = NULL;
  if (!wsc_session_set_option (self, key, text, &error))
    g_critical ("%s: %s", key, error->message);
}

/* --- the reconstruction -------------------------------------------------------------- */

static void
set_components (WscSession *self, const WscComponents *components)
{
  g_autofree char *text = wsc_components_format (components);
  set (self, "ssa.components", text);
}

void
wsc_session_choose_first (WscSession *self, guint n)
{
  g_return_if_fail (WSC_IS_SESSION (self));
  g_auto (WscComponents) components = { 0 };
  wsc_components_set_first (&components, n);
  set_components (self, &components);
}

void
wsc_session_choose_place (WscSession *self, guint window, guint n)
{
  g_return_if_fail (WSC_IS_SESSION (self));
  g_autofree char *text = g_strdup_printf ("%u", window);
  wsc_history_begin_step (&self->history);
  set (self, "ssa.window", text);
  wsc_session_choose_first (self, n);
  wsc_history_end_step (&self->history);
}

static void
toggle (WscComponents *components, guint32 component)
{
  guint i = 0;
  components->items = g_renew (guint32, components->items, components->n + 1);
  while (i < components->n && components->items[i] < component)
    i++;
  guint after = components->n - i;
  if (i < components->n && components->items[i] == component)
    {
      memmove (components->items + i, components->items + i + 1, (after - 1) * sizeof (guint32));
      components->n--;
      return;
    }
  memmove (components->items + i + 1, components->items + i, after * sizeof (guint32));
  components->items[i] = component;
  components->n++;
}

void
wsc_session_toggle_component (WscSession *self, guint component)
{
  g_return_if_fail (WSC_IS_SESSION (self));
  const WscSeriesParts *parts = get_parts (self);
  g_auto (WscComponents) components = { 0 };
  if (!parts || component >= wsc_ssa_get_n_components (parts->ssa)
      || !wsc_components_parse (&components, self->study->ssa.components, NULL))
    return;
  toggle (&components, component);
  set_components (self, &components);
}

void
wsc_session_take_suggestion (WscSession *self)
{
  g_return_if_fail (WSC_IS_SESSION (self));
  const WscSeriesParts *parts = get_parts (self);
  g_auto (WscComponents) components = { 0 };
  if (!parts || !parts->suggestion)
    return;
  wsc_suggestion_get_components (parts->suggestion, &components);
  set_components (self, &components);
}

/* --- groups ---------------------------------------------------------------------------- */

/* Those that are seen: by hand, or proposed. */
static GArray *
dup_groups (WscSession *self)
{
  const WscSeriesParts *parts = get_parts (self);
  g_autofree char *text = NULL;
  if (self->study->ssa.grouping == WSC_GROUPING_MANUAL || !parts || !parts->grouped)
    return wsc_groups_parse (self->study->ssa.groups, NULL);
  text = wsc_groups_format (parts->grouped->groups);
  return wsc_groups_parse (text, NULL);
}

/* Both options of the edit are one step. */
static void
set_groups (WscSession *self, GArray *groups)
{
  g_autofree char *text = wsc_groups_format (groups);
  wsc_history_begin_step (&self->history);
  set (self, "ssa.groups", text);
  set (self, "ssa.grouping", "manual");
  wsc_history_end_step (&self->history);
}

static gboolean
has_name (GArray *groups, const char *name)
{
  for (guint i = 0; i < groups->len; i++)
    if (g_str_equal (g_array_index (groups, WscGroup, i).name, name))
      return TRUE;
  return FALSE;
}

static char *
dup_free_name (GArray *groups)
{
  for (guint number = groups->len + 1;; number++)
    {
      g_autofree char *name = g_strdup_printf (_("Group %u"), number);
      if (!has_name (groups, name))
        return g_steal_pointer (&name);
    }
}

static void
take_out (WscComponents *components, guint first, guint last)
{
  guint n = 0;
  for (guint i = 0; i < components->n; i++)
    if (components->items[i] < first || components->items[i] > last)
      components->items[n++] = components->items[i];
  components->n = n;
}

static void
take_out_of_all (GArray *groups, guint first, guint last)
{
  for (guint i = groups->len; i > 0; i--)
    {
      WscComponents *components = &g_array_index (groups, WscGroup, i - 1).components;
      take_out (components, first, last);
      if (components->n == 0)
        g_array_remove_index (groups, i - 1);
    }
}

void
wsc_session_add_group (WscSession *self, guint first, guint last)
{
  g_return_if_fail (WSC_IS_SESSION (self) && first <= last);
  const WscSeriesParts *parts = get_parts (self);
  g_autoptr (GArray) groups = dup_groups (self);
  g_auto (WscComponents) components = { 0 };
  if (!parts || !groups || last >= wsc_ssa_get_n_components (parts->ssa))
    return;
  take_out_of_all (groups, first, last);
  g_autofree char *name = dup_free_name (groups);
  components.n = last - first + 1;
  components.items = g_new (guint32, components.n);
  for (guint i = 0; i < components.n; i++)
    components.items[i] = first + i;
  wsc_groups_add (groups, name, &components);
  set_groups (self, groups);
}

gboolean
wsc_session_rename_group (WscSession *self, guint group, const char *name, GError **error)
{
  g_return_val_if_fail (WSC_IS_SESSION (self) && name != NULL, FALSE);
  g_autoptr (GArray) groups = dup_groups (self);
  if (!groups || group >= groups->len)
    return TRUE;
  WscGroup *renamed = &g_array_index (groups, WscGroup, group);
  if (g_str_equal (renamed->name, name))
    return TRUE;
  if (strpbrk (name, ":;"))
    {
      g_set_error (error, WSC_ERROR, WSC_ERROR_FORMAT, _("“%s” is no name of a group: “:” and “;” part groups in the study"),
                   name);
      return FALSE;
    }
  g_free (renamed->name);
  renamed->name = g_strdup (name);
  g_autofree char *text = wsc_groups_format (groups);
  g_autoptr (GArray) checked = wsc_groups_parse (text, error);
  if (!checked)
    return FALSE;
  set_groups (self, checked);
  return TRUE;
}

void
wsc_session_remove_group (WscSession *self, guint group)
{
  g_return_if_fail (WSC_IS_SESSION (self));
  g_autoptr (GArray) groups = dup_groups (self);
  if (!groups || group >= groups->len)
    return;
  g_array_remove_index (groups, group);
  set_groups (self, groups);
}

void
wsc_session_keep_groups (WscSession *self)
{
  g_return_if_fail (WSC_IS_SESSION (self));
  g_autoptr (GArray) groups = dup_groups (self);
  if (groups)
    set_groups (self, groups);
}

void
wsc_session_cut_tree (WscSession *self, double cut)
{
  g_return_if_fail (WSC_IS_SESSION (self) && cut >= 0 && cut <= 1);
  g_autofree char *text = wsc_format_number (round (1000 * cut) / 1000);
  wsc_history_begin_step (&self->history);
  set (self, "ssa.grouping", "correlation");
  set (self, "ssa.cut", text);
  wsc_history_end_step (&self->history);
}
