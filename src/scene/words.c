/* words: what the picture says of itself: the region, the projection and how much it keeps, the axes. */
#include "scene/scene-private.h"

#include <glib/gi18n-lib.h>
#include <math.h>
#include <string.h>

static const char *
get_region_words (int region)
{
  static const char *const words[] = {
    [WSC_REGION_CONTENT] = N_("%g %% content region"),
    [WSC_REGION_PREDICTION] = N_("%g %% prediction region"),
    [WSC_REGION_MEAN] = N_("%g %% confidence region of the mean"),
  };

  return _(words[CLAMP (region, 0, 2)]);
}

static void
append_part (GString *caption, char *part)
{
  if (caption->len > 0)
    g_string_append (caption, " · ");
  g_string_append (caption, part);
  g_free (part);
}

/* The squared distance, in standard deviations, that bounds the region: a quantile, or a multiple of one. */
static char *
dup_bound (const WscViewSettings *view, int region, guint n, double radius)
{
  static const char *const subscripts[] = { "₁", "₂", "₃" };

  if (region == WSC_REGION_CONTENT)
    return g_strdup_printf ("χ²%s(%g) = %.2f", subscripts[CLAMP (n, 1, 3) - 1], view->level, radius * radius);
  return g_strdup_printf ("T² = %.2f", radius * radius);
}

static char *
dup_projection_words (const WscViewSettings *view, const WscProjection *p)
{
  const double means = 100 * p->share, all = 100 * p->total_share;

  switch (view->projection)
    {
    case WSC_PROJECTION_TOTAL:
      return g_strdup_printf (_("PCA of means and spread, %.0f %% of the means’ variance, %.0f %% of all"), means, all);
    case WSC_PROJECTION_AXES:
      return g_strdup_printf (_("chosen coordinates, %.0f %% of the means’ variance, %.0f %% of all"), means, all);
    case WSC_PROJECTION_TOUR:
      return g_strdup_printf (_("tour at %.4g, %.0f %% of the means’ variance, %.0f %% of all"), view->tour_position, means, all);
    default:
      return g_strdup_printf (_("PCA of the means, %.0f %% of their variance, %.0f %% of all"), means, all);
    }
}

char *
wsc_scene_new_caption (const WscNeurons *neurons, const WscViewSettings *view, int region, const WscProjection *projection, double radius)
{
  GString *caption = g_string_new (NULL);
  const guint n_replicas = wsc_neurons_get_n_replicas (neurons);

#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wformat-nonliteral"
  append_part (caption, g_strdup_printf (get_region_words (region), 100 * view->level));
#pragma GCC diagnostic pop
  append_part (caption, dup_bound (view, region, projection->n, radius));
  if (n_replicas > 0)
    append_part (caption, g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%u replica", "%u replicas", n_replicas), n_replicas));
  if (!projection->identity)
    append_part (caption, dup_projection_words (view, projection));
  return g_string_free (caption, FALSE);
}

/* --- axes -------------------------------------------------------------------------- */

/* The share of the means' variance along each axis of the projection. */
static void
get_axis_shares (const WscNeurons *neurons, const WscProjection *p, double shares[3])
{
  const guint m = wsc_neurons_get_count (neurons);
  double total = 0;
  g_autofree double *centre = g_new0 (double, p->d);

  memset (shares, 0, 3 * sizeof *shares);
  for (guint k = 0; k < m; k++)
    for (guint j = 0; j < p->d; j++)
      centre[j] += wsc_neurons_get_mean (neurons, k)[j] / m;
  for (guint k = 0; k < m; k++)
    {
      const double *mean = wsc_neurons_get_mean (neurons, k);

      for (guint j = 0; j < p->d; j++)
        total += (mean[j] - centre[j]) * (mean[j] - centre[j]);
      for (guint i = 0; i < p->n; i++)
        {
          double sum = 0;

          for (guint j = 0; j < p->d; j++)
            sum += p->matrix[i * p->d + j] * (mean[j] - centre[j]);
          shares[i] += sum * sum;
        }
    }
  for (guint i = 0; i < 3; i++)
    shares[i] = total > 0 ? shares[i] / total : 0;
}

/* Of chosen coordinates: the one that the row picks. */
static guint
find_coordinate (const WscProjection *p, guint row)
{
  guint j = 0;

  while (j + 1 < p->d && p->matrix[row * p->d + j] != 1)
    j++;
  return j;
}

static char *
dup_axis_name (const WscViewSettings *view, const WscProjection *p, guint i, double share)
{
  if (i >= p->n)
    return g_strdup ("");
  if (p->identity)
    return g_strdup_printf ("w%u", i + 1);
  if (view->projection == WSC_PROJECTION_AXES)
    return g_strdup_printf ("w%u", find_coordinate (p, i) + 1);
  if (view->projection == WSC_PROJECTION_TOUR)
    return g_strdup_printf (_("direction %u (%.0f %%)"), i + 1, 100 * share);
  return g_strdup_printf ("PC%u (%.0f %%)", i + 1, 100 * share);
}

void
wsc_scene_name_axes (WscScene *scene, const WscNeurons *neurons, const WscViewSettings *view, const WscProjection *projection)
{
  double shares[3];

  get_axis_shares (neurons, projection, shares);
  for (guint i = 0; i < 3; i++)
    {
      g_autofree char *name = dup_axis_name (view, projection, i, shares[i]);

      wsc_scene_set_axis_name (scene, i, name);
    }
}
