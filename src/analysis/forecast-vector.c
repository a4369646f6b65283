/* Golyandina, Nekrutkin and Zhigljavsky 2001, section 2.3. A column Z of the space is followed by that column of it
 * whose first L - 1 entries are the projection of the last L - 1 of Z on the truncated vectors. As every column is P c,
 * the coefficients c go on by c <- F c, which takes m^2 multiplications instead of L m. A value is the mean over the
 * anti-diagonal, all of whose columns are new. O(L m^2 + steps L m). */
#include "analysis/analysis-private.h"

/* c of the last column of the approximated trajectory matrix: P' (x_{n-L} … x_{n-1}). */
static void
project_last (const WscSubspace *space, gsize n, const double *values, double *c)
{
  for (gsize i = 0; i < space->m; i++)
    {
      const double *u = space->vectors + i * space->L;

      c[i] = 0;
      for (gsize a = 0; a < space->L; a++)
        c[i] += u[a] * values[n - space->L + a];
    }
}

/* Column p of `coefficients` (count, m) is p columns after the last; 0 is given. */
static void
continue_columns (const WscSubspace *space, gsize count, double *coefficients)
{
  const gsize m = space->m;
  g_autofree double *shift = g_malloc_n (m * m, sizeof (double));

  wsc_subspace_get_shift (space, shift);
  for (gsize p = 1; p < count; p++)
    for (gsize i = 0; i < m; i++)
      {
        double sum = 0;

        for (gsize j = 0; j < m; j++)
          sum += shift[i * m + j] * coefficients[(p - 1) * m + j];
        coefficients[p * m + i] = sum;
      }
}

void
wsc_forecast_vector (const WscSubspace *space, gsize n, const double *values, guint steps, double *forecast)
{
  const gsize L = space->L, m = space->m;
  g_autofree double *coefficients = g_malloc_n ((L + steps) * m, sizeof (double));

  project_last (space, n, values, coefficients);
  continue_columns (space, L + steps, coefficients);
  for (gsize s = 0; s < steps; s++)
    {
      double sum = 0;

      for (gsize i = 0; i < m; i++)
        for (gsize a = 0; a < L; a++)
          sum += space->vectors[i * L + a] * coefficients[(L + s - a) * m + i];
      forecast[s] = sum / (double) L;
    }
}
