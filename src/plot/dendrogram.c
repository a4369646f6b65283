#include "plot/dendrogram.h"

/* Leaves below a cluster, in the order of the merge; `next` is the place of the next leaf. */
static void
place (WscDendrogram *self, guint cluster, guint *next)
{
  if (cluster < self->n)
    {
      self->order[*next] = cluster;
      self->x[cluster] = ++*next;
      self->leaf[cluster] = cluster;
      return;
    }
  const WscMerge *merge = &self->merges[cluster - self->n];
  place (self, merge->a, next);
  place (self, merge->b, next);
  self->x[cluster] = (self->x[merge->a] + self->x[merge->b]) / 2;
  self->leaf[cluster] = MIN (self->leaf[merge->a], self->leaf[merge->b]);
}

void
wsc_dendrogram_init (WscDendrogram *self, guint n, const WscMerge *merges)
{
  guint next = 0;
  *self = (WscDendrogram){ .n = n, .merges = merges };
  self->x = g_new0 (double, 2 * n - 1);
  self->leaf = g_new0 (guint, 2 * n - 1);
  self->order = g_new0 (guint, n);
  place (self, 2 * n - 2, &next);
}

void
wsc_dendrogram_clear (WscDendrogram *self)
{
  g_free (self->x);
  g_free (self->leaf);
  g_free (self->order);
}

static double
get_height (const WscDendrogram *self, guint cluster)
{
  return cluster < self->n ? 0 : self->merges[cluster - self->n].height;
}

void
wsc_dendrogram_add_merge (const WscDendrogram *self, WscPlotBuilder *builder, guint merge, guint colour)
{
  const WscMerge *m = &self->merges[merge];
  const double x[] = { self->x[m->a], self->x[m->a], self->x[m->b], self->x[m->b] };
  const double y[] = { get_height (self, m->a), m->height, m->height, get_height (self, m->b) };
  wsc_plot_builder_add_line (builder, NULL, colour, WSC_LINE_SOLID, G_N_ELEMENTS (x), x, y);
}

void
wsc_dendrogram_name_leaves (const WscDendrogram *self, WscPlotBuilder *builder)
{
  g_auto (GStrv) names = g_new0 (char *, self->n + 1);
  for (guint i = 0; i < self->n; i++)
    names[i] = g_strdup_printf ("%u", self->order[i] + 1);
  wsc_plot_builder_set_x_names (builder, self->n, (const char *const *) names);
}
