/* colouring: what the colours of neurons stand for: which one it is, or an amount, on a ramp whose key the scene keeps. */
#include "scene/scene-private.h"

#include <glib/gi18n-lib.h>
#include <math.h>

/* 0 for a ball, 1 for a segment: how far the variances along the axes are from equal (Basser and Pierpaoli 1996, for any number of
 * dimensions). */
static double
get_anisotropy (const WscRegion *region, guint n)
{
  double mean = 0, off = 0, squares = 0;

  for (guint i = 0; i < n; i++)
    mean += region->half_axes[i] * region->half_axes[i] / n;
  for (guint i = 0; i < n; i++)
    {
      const double variance = region->half_axes[i] * region->half_axes[i];

      off += (variance - mean) * (variance - mean);
      squares += variance * variance;
    }
  return n > 1 && squares > 0 ? sqrt (off / squares * n / (n - 1)) : 0;
}

static double
get_amount (const WscColouring *self, guint i)
{
  switch (self->view->colour)
    {
    case WSC_COLOUR_TRACE:
      return wsc_neurons_get_trace (self->neurons, i);
    case WSC_COLOUR_VOLUME:
      return self->regions[i].volume;
    case WSC_COLOUR_ANISOTROPY:
      return get_anisotropy (&self->regions[i], self->n_dimensions);
    default:
      return i + 1;
    }
}

static const char *
get_label (const WscColouring *self)
{
  static const char *const sizes[] = { N_("length of the region"), N_("area of the region"), N_("volume of the region") };

  switch (self->view->colour)
    {
    case WSC_COLOUR_TRACE:
      return _("trace of the covariance");
    case WSC_COLOUR_VOLUME:
      return _(sizes[CLAMP (self->n_dimensions, 1, 3) - 1]);
    case WSC_COLOUR_ANISOTROPY:
      return _("anisotropy");
    default:
      return _("neuron");
    }
}

/* Spreads differ by ratios, so the ramp runs over their logarithm; anisotropy has a scale of its own. */
static void
set_range (const WscColouring *self, WscColourKey *key)
{
  key->low = G_MAXDOUBLE;
  key->high = -G_MAXDOUBLE;
  for (guint i = 0; i < self->m; i++)
    {
      key->low = MIN (key->low, get_amount (self, i));
      key->high = MAX (key->high, get_amount (self, i));
    }
  if (self->view->colour == WSC_COLOUR_ANISOTROPY)
    {
      key->low = 0;
      key->high = 1;
      return;
    }
  if (self->view->colour == WSC_COLOUR_INDEX)
    return;
  key->logarithmic = key->low > 0;
  if (!key->logarithmic)
    key->low = 0;
}

void
wsc_colouring_init (WscColouring *self, WscColourKey *key)
{
  *key = (WscColourKey) { .hues = self->view->colour == WSC_COLOUR_INDEX ? WSC_HUES_RING : (WscHues) self->view->ramp };
  if (self->view->colour == WSC_COLOUR_NEURON || self->view->colour == WSC_COLOUR_CLUSTER || self->m == 0)
    return;
  key->is_whole = self->view->colour == WSC_COLOUR_INDEX;
  g_strlcpy (key->label, get_label (self), sizeof key->label);
  set_range (self, key);
}

/* 0..1 along the ramp. */
static double
get_share (const WscColourKey *self, double amount)
{
  if (!(self->high > self->low))
    return self->logarithmic ? 0.5 : 0;
  return self->logarithmic ? log (amount / self->low) / log (self->high / self->low) : (amount - self->low) / (self->high - self->low);
}

WscRgba
wsc_colouring_get (const WscColouring *self, const WscColourKey *key, guint i)
{
  if (key->label[0] == '\0')
    return wsc_palette_get ((WscPalette) self->view->palette, i);
  /* On a ring the first follows the last. */
  if (key->hues == WSC_HUES_RING)
    return wsc_hues_get (key->hues, (double) i / self->m);
  return wsc_hues_get (key->hues, get_share (key, get_amount (self, i)));
}
