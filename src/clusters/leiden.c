/* Leiden by igraph. Builds of igraph that are not thread safe have one stack of what to free, one error handler and one
 * random generator for the whole process, so calls go one after another, with a handler and a generator of their own that
 * are taken back at the end. */
#include "clusters/clusters-private.h"

#include <glib/gi18n-lib.h>
#include <igraph/igraph.h>
#include <pthread.h>

/* Overlaps below this share of the largest would only make the graph larger. */
#define SMALLEST_SHARE 1e-12
/* Few are needed; a negative number, for "until nothing improves", ends after the first in igraph 0.10.2. */
#define ITERATIONS 20

static pthread_mutex_t one_at_a_time = PTHREAD_MUTEX_INITIALIZER;

typedef struct
{
  igraph_vector_int_t edges;   /* pairs */
  igraph_vector_t weights;     /* of edges */
  igraph_vector_t strengths;   /* of vertices */
  igraph_vector_int_t members;
  igraph_t graph;
} Graph;

static double
largest_of (guint m, const double *overlaps)
{
  double largest = 0;

  for (gsize e = 0; e < (gsize) m * m; e++)
    largest = MAX (largest, overlaps[e]);
  return largest;
}

static igraph_error_t
add_edges (Graph *self, guint m, const double *overlaps)
{
  const double least = SMALLEST_SHARE * largest_of (m, overlaps);

  for (guint i = 0; i < m; i++)
    for (guint j = i + 1; j < m; j++)
      {
        const double overlap = overlaps[(gsize) i * m + j];

        if (overlap <= least)
          continue;
        IGRAPH_CHECK (igraph_vector_int_push_back (&self->edges, i));
        IGRAPH_CHECK (igraph_vector_int_push_back (&self->edges, j));
        IGRAPH_CHECK (igraph_vector_push_back (&self->weights, overlap));
        VECTOR (self->strengths)[i] += overlap;
        VECTOR (self->strengths)[j] += overlap;
      }
  return IGRAPH_SUCCESS;
}

/* Modularity as the constant Potts model that Leiden works on: vertices weigh their strengths, resolution / all. */
static igraph_error_t
find_communities (Graph *self, guint m, const double *overlaps, double resolution)
{
  double all = 0;

  IGRAPH_CHECK (igraph_vector_int_init (&self->edges, 0));
  IGRAPH_FINALLY (igraph_vector_int_destroy, &self->edges);
  IGRAPH_CHECK (igraph_vector_init (&self->weights, 0));
  IGRAPH_FINALLY (igraph_vector_destroy, &self->weights);
  IGRAPH_CHECK (igraph_vector_init (&self->strengths, m));
  IGRAPH_FINALLY (igraph_vector_destroy, &self->strengths);
  IGRAPH_CHECK (add_edges (self, m, overlaps));
  IGRAPH_CHECK (igraph_create (&self->graph, &self->edges, m, IGRAPH_UNDIRECTED));
  IGRAPH_FINALLY (igraph_destroy, &self->graph);
  for (guint i = 0; i < m; i++)
    all += VECTOR (self->strengths)[i];
  IGRAPH_CHECK (igraph_community_leiden (&self->graph, &self->weights, &self->strengths,
                                         all > 0 ? resolution / all : 0, 0.01, FALSE, ITERATIONS, &self->members, NULL,
                                         NULL));
  igraph_destroy (&self->graph);
  igraph_vector_destroy (&self->strengths);
  igraph_vector_destroy (&self->weights);
  igraph_vector_int_destroy (&self->edges);
  IGRAPH_FINALLY_CLEAN (4);
  return IGRAPH_SUCCESS;
}

static igraph_error_t
run_with_own_generator (Graph *self, guint m, const double *overlaps, double resolution, guint64 seed)
{
  igraph_rng_t random, *before = igraph_rng_default ();
  igraph_error_t code;

  IGRAPH_CHECK (igraph_rng_init (&random, &igraph_rngtype_mt19937));
  igraph_rng_seed (&random, (igraph_uint_t) seed);
  igraph_rng_set_default (&random);
  code = find_communities (self, m, overlaps, resolution);
  igraph_rng_set_default (before);
  igraph_rng_destroy (&random);
  return code;
}

gboolean
wsc_leiden (guint m, const double *overlaps, double resolution, guint64 seed, guint32 *labels, GError **error)
{
  Graph graph;
  igraph_error_handler_t *handler;
  igraph_error_t code;

  pthread_mutex_lock (&one_at_a_time);
  handler = igraph_set_error_handler (igraph_error_handler_ignore);
  code = igraph_vector_int_init (&graph.members, m);
  if (code == IGRAPH_SUCCESS)
    {
      code = run_with_own_generator (&graph, m, overlaps, resolution, seed);
      for (guint i = 0; code == IGRAPH_SUCCESS && i < m; i++)
        labels[i] = (guint32) VECTOR (graph.members)[i];
      igraph_vector_int_destroy (&graph.members);
    }
  igraph_set_error_handler (handler);
  pthread_mutex_unlock (&one_at_a_time);
  if (code != IGRAPH_SUCCESS)
    g_set_error (error, WSC_ERROR, WSC_ERROR_NUMERIC, _("Communities of %u neurons were not found: %s"), m,
                 igraph_strerror (code));
  return code == IGRAPH_SUCCESS;
}
