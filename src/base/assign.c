/* min over permutations p of sum_i cost (i, p (i)), by shortest augmenting paths with potentials
 * (Jonker and Volgenant 1987): one row enters at a time; a Dijkstra over reduced costs
 * cost (i, j) - u_i - v_j >= 0 finds the cheapest way to give it a column. O(n^3). */
#include "base/base.h"

#include <math.h>
#include <string.h>

#define NONE G_MAXSIZE

typedef struct
{
  gsize n;
  const double *cost; /* (n, n) */
  double *u, *v;      /* (n), (n + 1): potentials of rows and columns */
  gsize *row_of;      /* (n + 1): row of a column; the last column is where a new row starts */
  gsize *way;         /* (n + 1): the column before this one on the path */
  double *distance;   /* (n + 1) */
  gboolean *reached;  /* (n + 1) */
} Matching;

/* Relaxes the edges out of the row of `column`; returns the nearest column not yet reached. */
static gsize
relax (Matching *m, gsize column)
{
  const gsize row = m->row_of[column];
  gsize nearest = NONE;

  for (gsize j = 0; j < m->n; j++)
    {
      double reduced;

      if (m->reached[j])
        continue;
      reduced = m->cost[row * m->n + j] - m->u[row] - m->v[j];
      if (reduced < m->distance[j])
        {
          m->distance[j] = reduced;
          m->way[j] = column;
        }
      if (nearest == NONE || m->distance[j] < m->distance[nearest])
        nearest = j;
    }
  return nearest;
}

/* Moves the potentials so that the nearest column is at reduced distance 0. */
static void
move_potentials (Matching *m, double delta)
{
  for (gsize j = 0; j <= m->n; j++)
    {
      if (m->reached[j])
        {
          m->u[m->row_of[j]] += delta;
          m->v[j] -= delta;
        }
      else
        m->distance[j] -= delta;
    }
}

static void
add_row (Matching *m, gsize row)
{
  gsize column = m->n;

  m->row_of[column] = row;
  for (gsize j = 0; j <= m->n; j++)
    {
      m->distance[j] = INFINITY;
      m->reached[j] = FALSE;
      m->way[j] = m->n;
    }
  do
    {
      gsize nearest;

      m->reached[column] = TRUE;
      nearest = relax (m, column);
      move_potentials (m, m->distance[nearest]);
      column = nearest;
    }
  while (m->row_of[column] != NONE);

  while (column != m->n)
    {
      const gsize before = m->way[column];

      m->row_of[column] = m->row_of[before];
      column = before;
    }
}

void
wsc_assign (gsize n, const double *cost, guint32 *column_of)
{
  g_autofree double *u = g_new0 (double, n + 1), *v = g_new0 (double, n + 1), *distance = g_new (double, n + 1);
  g_autofree gsize *row_of = g_new (gsize, n + 1), *way = g_new (gsize, n + 1);
  g_autofree gboolean *reached = g_new (gboolean, n + 1);
  Matching m = { n, cost, u, v, row_of, way, distance, reached };

  for (gsize i = 0; i < n * n; i++)
    g_return_if_fail (isfinite (cost[i]));

  for (gsize j = 0; j <= n; j++)
    row_of[j] = NONE;
  for (gsize i = 0; i < n; i++)
    add_row (&m, i);
  for (gsize j = 0; j < n; j++)
    column_of[row_of[j]] = (guint32) j;
}
