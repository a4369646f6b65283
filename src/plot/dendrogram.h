/* dendrogram: a tree of merges laid out from left to right, as the charts of it share. */
#pragma once

#include "clusters/clusters.h"
#include "plot/plot.h"

G_BEGIN_DECLS

typedef struct
{
  guint n;                /* leaves */
  const WscMerge *merges; /* (n - 1), borrowed */
  double *x;              /* (2 n - 1) of leaves and merges; leaves stand on 1 .. n */
  guint *leaf;            /* (2 n - 1) the first leaf below each */
  guint *order;           /* (n) leaves from left to right */
} WscDendrogram;

void wsc_dendrogram_init (WscDendrogram *self, guint n, const WscMerge *merges);
void wsc_dendrogram_clear (WscDendrogram *self);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (WscDendrogram, wsc_dendrogram_clear)

void wsc_dendrogram_add_merge (const WscDendrogram *self, WscPlotBuilder *builder, guint merge, guint colour);
/* Numbers of the leaves, from 1, below them. */
void wsc_dendrogram_name_leaves (const WscDendrogram *self, WscPlotBuilder *builder);

G_END_DECLS
