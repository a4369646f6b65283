/* Options that are lists in a text: sizes of layers, coordinates to draw, windows to compare. */
#include <glib/gi18n-lib.h>

#include "study/study-private.h"

#define MAX_WINDOW 1000000

/* A whole number from `low` to `high`, or FALSE. */
static gboolean
parse_whole (const char *text, guint low, guint high, guint *value)
{
  guint64 parsed;

  if (!g_ascii_string_to_unsigned (text, 10, low, high, &parsed, NULL))
    return FALSE;
  *value = (guint) parsed;
  return TRUE;
}

gboolean
wsc_check_layers (const char *text, GError **error)
{
  g_auto (GStrv) items = g_strsplit (text, ";", -1);
  guint n = g_strv_length (items);
  guint size;

  if (n < 2 || n > WSC_MAX_LAYERS + 1)
    {
      g_set_error (error, WSC_ERROR, WSC_ERROR_RANGE,
                   _("Layers must be 2 to %d sizes joined by “;”, as 20;3;20, not “%s” (model.layers)"),
                   WSC_MAX_LAYERS + 1, text);
      return FALSE;
    }
  for (guint i = 0; i < n; i++)
    {
      g_strstrip (items[i]);
      if (g_str_equal (items[i], "auto") && (i == 0 || i == n - 1))
        continue;
      if (!parse_whole (items[i], 1, WSC_MAX_UNITS, &size))
        {
          g_set_error (error, WSC_ERROR, WSC_ERROR_RANGE,
                       _("A layer must have 1 to %d units, or be “auto” at either end, not “%s” (model.layers)"),
                       WSC_MAX_UNITS, items[i]);
          return FALSE;
        }
    }
  return TRUE;
}

char *
wsc_expand_layers (const char *layers, guint n_inputs, guint n_targets)
{
  g_auto (GStrv) items = g_strsplit (layers, ";", -1);
  guint n = g_strv_length (items);

  for (guint i = 0; i < n; i++)
    {
      g_strstrip (items[i]);
      if (!g_str_equal (items[i], "auto"))
        continue;
      g_free (items[i]);
      items[i] = g_strdup_printf ("%u", i == 0 ? n_inputs : n_targets);
    }
  return g_strjoinv (";", items);
}

static gboolean
parse_axes (const char *text, guint axes[3], GError **error)
{
  g_auto (GStrv) items = g_strsplit (text, ";", -1);
  guint n = g_strv_length (items);
  gboolean good = n == 3;

  for (guint i = 0; good && i < n; i++)
    {
      good = parse_whole (g_strstrip (items[i]), 1, WSC_MAX_UNITS, &axes[i]);
      for (guint j = 0; good && j < i; j++)
        good = axes[i] != axes[j];
    }
  if (!good)
    g_set_error (error, WSC_ERROR, WSC_ERROR_RANGE,
                 _("Coordinates must be three different whole numbers from 1, as 1;2;3, not “%s” (view.axes)"), text);
  return good;
}

gboolean
wsc_check_axes (const char *text, GError **error)
{
  guint axes[3];

  return parse_axes (text, axes, error);
}

static int
find_method (const char *name)
{
  for (int i = 0; wsc_choices_method[i].name != NULL; i++)
    if (g_str_equal (wsc_choices_method[i].name, name))
      return i;
  return -1;
}

gboolean
wsc_check_methods (const char *text, GError **error)
{
  g_auto (GStrv) items = g_strsplit (text, ";", -1);
  gboolean seen[WSC_N_METHODS] = { FALSE };

  for (guint i = 0; *text != '\0' && items[i] != NULL; i++)
    {
      const int method = find_method (g_strstrip (items[i]));

      if (method >= 0 && !seen[method])
        {
          seen[method] = TRUE;
          continue;
        }
      g_set_error (error, WSC_ERROR, WSC_ERROR_RANGE,
                   _("Methods must be different ones of bootstrap, sandwich, sandwich-online, batch-means, variational and swag, "
                     "joined by “;”, not “%s” (estimate.methods)"), items[i]);
      return FALSE;
    }
  return TRUE;
}

GArray *
wsc_study_get_methods (const WscStudy *study)
{
  g_auto (GStrv) items = NULL;
  GArray *methods = g_array_new (FALSE, FALSE, sizeof (int));

  g_return_val_if_fail (study != NULL, methods);

  g_array_append_val (methods, study->estimate.method);
  items = g_strsplit (study->estimate.methods, ";", -1);
  for (guint i = 0; items[i] != NULL; i++)
    {
      const int method = find_method (g_strstrip (items[i]));

      if (method >= 0 && method != study->estimate.method)
        g_array_append_val (methods, method);
    }
  return methods;
}

gboolean
wsc_check_deterministic (const char *text, GError **error)
{
  g_auto (GStrv) items = g_strsplit (text, ";", -1);
  guint layer;

  for (guint i = 0; *text != '\0' && items[i] != NULL; i++)
    if (!parse_whole (g_strstrip (items[i]), 1, WSC_MAX_LAYERS, &layer))
      {
        g_set_error (error, WSC_ERROR, WSC_ERROR_RANGE,
                     _("Fixed layers must be whole numbers from 1 to %d joined by “;”, as 1;2, not “%s” (estimate.deterministic)"),
                     WSC_MAX_LAYERS, items[i]);
        return FALSE;
      }
  return TRUE;
}

gboolean
wsc_check_components (const char *text, GError **error)
{
  g_auto (WscComponents) components = { 0 };

  return wsc_components_parse (&components, text, error);
}

gboolean
wsc_check_groups (const char *text, GError **error)
{
  g_autoptr (GArray) groups = wsc_groups_parse (text, error);

  return groups != NULL;
}

static gboolean
contains (const GArray *windows, gsize window)
{
  for (guint i = 0; i < windows->len; i++)
    if (g_array_index (windows, gsize, i) == window)
      return TRUE;
  return FALSE;
}

GArray *
wsc_parse_windows (const char *text, GError **error)
{
  g_auto (GStrv) items = g_strsplit (text, ";", -1);
  GArray *windows = g_array_new (FALSE, FALSE, sizeof (gsize));

  if (*text == '\0')
    return windows;
  for (guint i = 0; items[i] != NULL; i++)
    {
      guint window = 0;
      const gboolean good = parse_whole (g_strstrip (items[i]), 2, MAX_WINDOW, &window);
      const gsize value = window;

      if (good && !contains (windows, value))
        {
          g_array_append_val (windows, value);
          continue;
        }
      g_set_error (error, WSC_ERROR, WSC_ERROR_RANGE,
                   _("Windows must be different whole numbers from 2 to %d joined by “;”, as 20;50;100, not “%s” (ssa.sweep)"),
                   MAX_WINDOW, items[i]);
      g_array_unref (windows);
      return NULL;
    }
  return windows;
}

gboolean
wsc_check_windows (const char *text, GError **error)
{
  g_autoptr (GArray) windows = wsc_parse_windows (text, error);

  return windows != NULL;
}

gboolean
wsc_view_read_axes (const WscViewSettings *view, guint d, guint axes[3], GError **error)
{
  if (!parse_axes (view->axes != NULL ? view->axes : "", axes, error))
    return FALSE;
  for (guint i = 0; i < 3; i++)
    if (axes[i]-- > d)
      {
        g_set_error (error, WSC_ERROR, WSC_ERROR_RANGE, _("Coordinate %u is out of range: 1 to %u are allowed (view.axes)"), axes[i] + 1, d);
        return FALSE;
      }
  return TRUE;
}

/* "3+7+9": pairs of neighbours, from 0. */
static gboolean
parse_merge (const char *text, GArray *pairs)
{
  g_auto (GStrv) items = g_strsplit (text, "+", -1);
  guint last = 0, next;

  for (guint i = 0; items[i] != NULL; i++)
    {
      if (!parse_whole (g_strstrip (items[i]), 1, WSC_MAX_UNITS, &next) || next == last)
        return FALSE;
      if (i > 0)
        g_array_append_val (pairs, ((WscMergePair){ last - 1, next - 1 }));
      last = next;
    }
  return items[0] != NULL && items[1] != NULL;
}

GArray *
wsc_parse_merges (const char *text, GError **error)
{
  g_auto (GStrv) items = g_strsplit (text, ";", -1);
  GArray *pairs = g_array_new (FALSE, FALSE, sizeof (WscMergePair));

  for (guint i = 0; *text != '\0' && items[i] != NULL; i++)
    if (!parse_merge (items[i], pairs))
      {
        g_set_error (error, WSC_ERROR, WSC_ERROR_RANGE,
                     _("Merges must be different neurons from 1 joined by “+”, parted by “;”, as 3+7;12+15, not “%s” (clusters.merges)"), items[i]);
        g_array_unref (pairs);
        return NULL;
      }
  return pairs;
}

gboolean
wsc_check_merges (const char *text, GError **error)
{
  g_autoptr (GArray) pairs = wsc_parse_merges (text, error);

  return pairs != NULL;
}

static WscProjection *
new_tour_projection (const WscViewSettings *view, const WscNeurons *neurons, GError **error)
{
  g_autoptr (WscTour) tour = wsc_tour_new (neurons, (guint) view->tour_seed, error);

  return tour != NULL ? wsc_tour_new_projection (tour, view->tour_position, error) : NULL;
}

WscProjection *
wsc_view_new_projection (const WscViewSettings *view, const WscNeurons *neurons, guint axes[3], GError **error)
{
  g_return_val_if_fail (view != NULL && neurons != NULL && axes != NULL, NULL);

  for (guint i = 0; i < 3; i++)
    axes[i] = i;
  if (view->projection == WSC_PROJECTION_AXES && wsc_neurons_get_dimension (neurons) > 3
      && !wsc_view_read_axes (view, wsc_neurons_get_dimension (neurons), axes, error))
    return NULL;
  if (view->projection == WSC_PROJECTION_TOUR)
    return new_tour_projection (view, neurons, error);
  return wsc_projection_new (neurons, (WscProjectionKind) view->projection, axes, error);
}
