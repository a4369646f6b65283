/* Named groups of components, as an array and as text: "trend: 1; season: 2-3,5". */
#include "ssa/ssa.h"

#include <glib/gi18n-lib.h>
#include <string.h>

static void
clear_group (gpointer group)
{
  WscGroup *self = group;

  g_free (self->name);
  g_free (self->key);
  wsc_components_clear (&self->components);
}

GArray *
wsc_groups_new (void)
{
  GArray *groups = g_array_new (FALSE, TRUE, sizeof (WscGroup));

  g_array_set_clear_func (groups, clear_group);
  return groups;
}

void
wsc_groups_add (GArray *groups, const char *name, const WscComponents *components)
{
  wsc_groups_add_keyed (groups, name, name, components);
}

void
wsc_groups_add_keyed (GArray *groups, const char *name, const char *key, const WscComponents *components)
{
  WscGroup group = { 0 };

  g_return_if_fail (groups != NULL && name != NULL && key != NULL && components != NULL);

  group.name = g_strdup (name);
  group.key = g_strdup (key);
  wsc_components_copy (&group.components, components);
  g_array_append_val (groups, group);
}

/* --- as text --------------------------------------------------------------- */

static gboolean
check_name (GArray *groups, const char *name, const char *item, GError **error)
{
  if (*name == '\0')
    {
      g_set_error (error, WSC_ERROR, WSC_ERROR_FORMAT,
                   _("The group “%s” has no name; expected one, such as “trend: 1-2”"), item);
      return FALSE;
    }
  for (guint i = 0; i < groups->len; i++)
    if (g_str_equal (g_array_index (groups, WscGroup, i).name, name))
      {
        g_set_error (error, WSC_ERROR, WSC_ERROR_FORMAT, _("Two groups are named “%s”; each name may stand once"),
                     name);
        return FALSE;
      }
  return TRUE;
}

static gboolean
check_apart (GArray *groups, const char *name, const WscComponents *components, GError **error)
{
  for (guint i = 0; i < groups->len; i++)
    for (guint j = 0; j < components->n; j++)
      {
        const WscGroup *other = &g_array_index (groups, WscGroup, i);

        if (!wsc_components_contain (&other->components, components->items[j]))
          continue;
        g_set_error (error, WSC_ERROR, WSC_ERROR_FORMAT,
                     _("Component %u is in the groups “%s” and “%s”; each may be in one only"),
                     components->items[j] + 1, other->name, name);
        return FALSE;
      }
  return TRUE;
}

/* "season: 2-3,5" */
static gboolean
parse_group (GArray *groups, const char *item, GError **error)
{
  g_auto (WscComponents) components = { 0 };
  const char *colon = strchr (item, ':');
  g_autofree char *name = colon != NULL ? g_strstrip (g_strndup (item, (gsize) (colon - item))) : NULL;

  if (name == NULL)
    {
      g_set_error (error, WSC_ERROR, WSC_ERROR_FORMAT,
                   _("“%s” is no group; expected a name, a colon and components, such as “trend: 1-2”"), item);
      return FALSE;
    }
  if (!check_name (groups, name, item, error))
    return FALSE;
  if (!wsc_components_parse (&components, colon + 1, error))
    {
      g_prefix_error (error, _("Group “%s”: "), name);
      return FALSE;
    }
  if (!check_apart (groups, name, &components, error))
    return FALSE;
  wsc_groups_add (groups, name, &components);
  return TRUE;
}

GArray *
wsc_groups_parse (const char *text, GError **error)
{
  g_auto (GStrv) items = NULL;
  g_autoptr (GArray) groups = wsc_groups_new ();

  g_return_val_if_fail (text != NULL, NULL);

  items = g_strsplit (text, ";", -1);
  for (guint i = 0; items[i] != NULL; i++)
    if (*g_strstrip (items[i]) != '\0' && !parse_group (groups, items[i], error))
      return NULL;
  return g_steal_pointer (&groups);
}

char *
wsc_groups_format (GArray *groups)
{
  GString *text = g_string_new (NULL);

  g_return_val_if_fail (groups != NULL, g_string_free (text, FALSE));

  for (guint i = 0; i < groups->len; i++)
    {
      const WscGroup *group = &g_array_index (groups, WscGroup, i);
      g_autofree char *components = wsc_components_format (&group->components);

      g_string_append_printf (text, "%s%s:%s%s", i > 0 ? "; " : "", group->name, *components != '\0' ? " " : "",
                              components);
    }
  return g_string_free (text, FALSE);
}
