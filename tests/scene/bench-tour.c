/* What a frame of the tour costs before it is drawn: 1,000 neurons of ten weights, and fewer of more. */
#include "scene/scene.h"

#include <math.h>

static WscNeurons *
new_neurons (guint m, guint d)
{
  g_autofree double *means = g_new (double, m *d), *covariances = g_new0 (double, (gsize) m *d * d);

  for (guint i = 0; i < m * d; i++)
    means[i] = sin (1.7 * i);
  for (guint k = 0; k < m; k++)
    for (guint i = 0; i < d; i++)
      for (guint j = 0; j < d; j++)
        covariances[((gsize) k * d + i) * d + j] = 0.01 * (i == j) + 0.004 * cos (k + i) * cos (k + j);
  return wsc_neurons_new (m, d, means, covariances, 100, NULL);
}

static void
measure (guint m, guint d)
{
  const WscViewSettings view = { .level = 0.95, .projection = WSC_PROJECTION_TOUR, .tour_seed = 1, .axes = (char *) "1;2;3", .zoom = 1 };
  g_autoptr (WscNeurons) neurons = new_neurons (m, d);
  g_autoptr (WscTour) tour = wsc_tour_new (neurons, 1, NULL);
  const gint64 start = g_get_monotonic_time ();
  guint n = 0;
  gint64 now;

  do
    {
      g_autoptr (WscProjection) projection = wsc_tour_new_projection (tour, 0.01 * n, NULL);
      WscScene *scene = wsc_scene_new_projected (neurons, neurons, projection, &view, -1, NULL);

      wsc_scene_unref (scene);
      n++;
      now = g_get_monotonic_time ();
    }
  while (now - start < G_USEC_PER_SEC);
  g_print ("%5u neurons of %3u weights: %6.2f ms a frame\n", m, d, (double) (now - start) / 1000 / n);
}

int
main (void)
{
  measure (1000, 10);
  measure (100, 100);
  measure (20, 1000);
  return 0;
}
