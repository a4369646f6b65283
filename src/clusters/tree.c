/* Hierarchies by chains of nearest neighbours (Benzecri 1982; Murtagh 1983): both linkages are such that no merge brings a
 * cluster nearer to the others, so two that are nearest to each other can be merged at once, in O(m^2) altogether. */
#include "clusters/clusters.h"

#include <math.h>
#include <string.h>

typedef struct
{
  guint m;
  WscLinkage linkage;
  double *distances; /* (m, m) between the clusters that are left; Ward: squares */
  double *sizes;     /* (m) 0: merged into another */
  guint32 *left;     /* (n_left) clusters */
  guint n_left;
} Chain;

/* Lance and Williams (1967): cluster j takes in i. */
static void
merge (Chain *self, guint i, guint j)
{
  const double a = self->sizes[i], b = self->sizes[j], between = self->distances[(gsize) i * self->m + j];

  for (guint l = 0; l < self->n_left; l++)
    {
      const gsize x = self->left[l], m = self->m;
      const double c = self->sizes[x], to_i = self->distances[i * m + x], to_j = self->distances[j * m + x];

      if (x == i || x == j)
        continue;
      self->distances[j * m + x] = self->distances[x * m + j] =
          self->linkage == WSC_LINKAGE_AVERAGE
              ? (a * to_i + b * to_j) / (a + b)
              : ((a + c) * to_i + (b + c) * to_j - c * between) / (a + b + c);
    }
  self->sizes[j] += a;
  self->sizes[i] = 0;
}

/* The nearest to `from`; `before` where others are as near, so that chains end. Always another one, however far. */
static guint
find_nearest (const Chain *self, guint from, guint before)
{
  const double *row = self->distances + (gsize) from * self->m;
  guint nearest = before;
  double least = before != from ? row[before] : INFINITY;

  for (guint l = 0; l < self->n_left; l++)
    if (self->left[l] != from && (nearest == from || row[self->left[l]] < least))
      {
        least = row[self->left[l]];
        nearest = self->left[l];
      }
  return nearest;
}

static void
leave (Chain *self, guint cluster)
{
  guint l = 0;

  while (self->left[l] != cluster)
    l++;
  memmove (self->left + l, self->left + l + 1, (self->n_left - l - 1) * sizeof (guint32));
  self->n_left--;
}

/* Merges as they are found: a and b are leaves of the two clusters. */
static void
find_merges (Chain *self, WscMerge *merges)
{
  g_autofree guint32 *chain = g_new (guint32, self->m);
  guint length = 0;

  for (guint n = 0; n + 1 < self->m;)
    {
      guint last, nearest;

      if (length == 0)
        chain[length++] = self->left[0];
      last = chain[length - 1];
      nearest = find_nearest (self, last, length > 1 ? chain[length - 2] : last);
      if (length < 2 || nearest != chain[length - 2])
        {
          chain[length++] = nearest;
          continue;
        }
      merges[n++] = (WscMerge){ last, nearest, self->distances[(gsize) last * self->m + nearest] };
      merge (self, last, nearest);
      leave (self, last);
      length -= 2;
    }
}

/* --- in order ------------------------------------------------------------------ */

typedef struct
{
  WscMerge merge;
  guint found; /* as so manyth */
} Found;

static int
compare_found (gconstpointer a, gconstpointer b)
{
  const Found *x = a, *y = b;

  if (x->merge.height != y->merge.height)
    return x->merge.height < y->merge.height ? -1 : 1;
  return x->found < y->found ? -1 : x->found > y->found;
}

static guint
find_root (guint32 *parent, guint i)
{
  while (parent[i] != i)
    i = parent[i] = parent[parent[i]];
  return i;
}

/* Ascending in height, and leaves renamed as the clusters they are in by then. */
static void
put_in_order (WscMerge *merges, guint m)
{
  g_autofree Found *found = g_new (Found, m);
  g_autofree guint32 *parent = g_new (guint32, 2 * m);

  for (guint i = 0; i + 1 < m; i++)
    found[i] = (Found){ merges[i], i };
  qsort (found, m - 1, sizeof (Found), compare_found);
  for (guint i = 0; i < 2 * m; i++)
    parent[i] = i;
  for (guint i = 0; i + 1 < m; i++)
    {
      const guint a = find_root (parent, found[i].merge.a), b = find_root (parent, found[i].merge.b);

      merges[i] = (WscMerge){ MIN (a, b), MAX (a, b), found[i].merge.height };
      parent[a] = parent[b] = m + i;
    }
}

WscMerge *
wsc_tree_new (guint m, const double *distances, WscLinkage linkage)
{
  const gsize size = (gsize) m * m;
  g_autofree double *work = g_malloc_n (size, sizeof (double)), *sizes = g_new (double, m);
  g_autofree guint32 *left = g_new (guint32, m);
  Chain chain = { m, linkage, work, sizes, left, m };
  WscMerge *merges;

  g_return_val_if_fail (m > 0 && distances != NULL, NULL);

  for (gsize e = 0; e < size; e++)
    work[e] = linkage == WSC_LINKAGE_WARD ? distances[e] * distances[e] : distances[e];
  for (guint i = 0; i < m; i++)
    {
      sizes[i] = 1;
      left[i] = i;
    }
  merges = g_new (WscMerge, m);
  find_merges (&chain, merges);
  for (guint i = 0; i + 1 < m && linkage == WSC_LINKAGE_WARD; i++)
    merges[i].height = sqrt (MAX (merges[i].height, 0));
  put_in_order (merges, m);
  return merges;
}

void
wsc_tree_cut (const WscMerge *merges, guint m, guint k, guint32 *labels)
{
  g_autofree guint32 *parent = g_new (guint32, 2 * (gsize) m), *number = g_new (guint32, 2 * (gsize) m);
  guint n = 0;

  g_return_if_fail (merges != NULL && k >= 1 && k <= m);

  for (guint i = 0; i < 2 * m; i++)
    {
      parent[i] = i;
      number[i] = G_MAXUINT32;
    }
  for (guint i = 0; i < m - k; i++)
    parent[merges[i].a] = parent[merges[i].b] = m + i;
  for (guint i = 0; i < m; i++)
    {
      const guint root = find_root (parent, i);

      if (number[root] == G_MAXUINT32)
        number[root] = n++;
      labels[i] = number[root];
    }
}
