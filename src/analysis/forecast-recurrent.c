/* Golyandina, Nekrutkin and Zhigljavsky 2001, section 2.1: a series whose windows lie in a space of verticality below 1
 * obeys x_t = R' (x_{t-L+1} … x_{t-1}), R = P_up pi / (1 - nu^2). O(steps L). */
#include "analysis/analysis-private.h"

#include <string.h>

static void
fill_recurrence (const WscSubspace *space, double *r)
{
  for (gsize a = 0; a + 1 < space->L; a++)
    r[a] = 0;
  for (gsize i = 0; i < space->m; i++)
    {
      const double *u = space->vectors + i * space->L, factor = space->last[i] / (1 - space->verticality);

      for (gsize a = 0; a + 1 < space->L; a++)
        r[a] += factor * u[a];
    }
}

void
wsc_forecast_recurrent (const WscSubspace *space, gsize n, const double *signal, guint steps, double *forecast)
{
  const gsize order = space->L - 1;
  g_autofree double *r = g_new (double, order), *line = g_new (double, order + steps);

  fill_recurrence (space, r);
  memcpy (line, signal + n - order, order * sizeof *line);
  for (gsize s = 0; s < steps; s++)
    {
      double next = 0;

      for (gsize a = 0; a < order; a++)
        next += r[a] * line[s + a];
      line[order + s] = forecast[s] = next;
    }
}
