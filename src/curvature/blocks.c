/* Symmetric matrices of which only blocks along the diagonal are kept: all, a layer's, or a neuron's. */
#include "curvature/curvature-private.h"

static gboolean
is_split (const WscNet *net, guint l, WscBlocks blocks)
{
  return blocks == WSC_BLOCKS_NEURON && !net->architecture->orthonormal[l];
}

static void
add_block (WscBlockMatrix *self, gsize first, gsize size)
{
  self->first[self->n] = first;
  self->size[self->n] = size;
  self->n++;
}

static void
place_neurons (WscBlockMatrix *self, const WscNet *net, WscBlocks blocks)
{
  gsize neuron = 0;

  for (guint l = 0; l < net->n_layers; l++)
    {
      self->first_neuron[l] = neuron;
      if (blocks != WSC_BLOCKS_FULL && !is_split (net, l, blocks))
        add_block (self, net->first[l], net->first[l + 1] - net->first[l]);
      for (gsize i = 0; i < net->units[l]; i++)
        {
          if (is_split (net, l, blocks))
            add_block (self, net->first[l] + i * net->width[l], net->width[l]);
          self->block_of[neuron++] = self->n - 1;
        }
    }
}

void
wsc_block_matrix_init (WscBlockMatrix *self, const WscNet *net, WscBlocks blocks)
{
  gsize n_neurons = 0;

  for (guint l = 0; l < net->n_layers; l++)
    n_neurons += net->units[l];
  *self = (WscBlockMatrix){ .first = g_new (gsize, n_neurons + 1),
                            .size = g_new (gsize, n_neurons + 1),
                            .block_of = g_new (gsize, n_neurons) };
  if (blocks == WSC_BLOCKS_FULL)
    add_block (self, 0, net->p);
  place_neurons (self, net, blocks);
  self->values = g_new (double *, self->n);
  for (gsize b = 0; b < self->n; b++)
    self->values[b] = g_malloc0_n (self->size[b] * self->size[b], sizeof (double));
}

void
wsc_block_matrix_clear (WscBlockMatrix *self)
{
  for (gsize b = 0; b < self->n && self->values != NULL; b++)
    g_free (self->values[b]);
  g_clear_pointer (&self->values, g_free);
  g_clear_pointer (&self->first, g_free);
  g_clear_pointer (&self->size, g_free);
  g_clear_pointer (&self->block_of, g_free);
}

double
wsc_block_matrix_count (const WscNet *net, WscBlocks blocks)
{
  double count = 0.0;

  if (blocks == WSC_BLOCKS_FULL)
    return (double) net->p * (double) net->p;
  for (guint l = 0; l < net->n_layers; l++)
    {
      const double size = (double) (net->first[l + 1] - net->first[l]), width = net->width[l];

      count += is_split (net, l, blocks) ? size * width : size * size;
    }
  return count;
}

double *
wsc_block_matrix_at (const WscBlockMatrix *self, const WscNet *net, guint l, gsize i, guint m, gsize k, gsize *step)
{
  const gsize block = self->block_of[self->first_neuron[l] + i];
  const gsize row = net->first[l] + i * net->width[l], column = net->first[m] + k * net->width[m];

  if (block != self->block_of[self->first_neuron[m] + k])
    return NULL;
  *step = self->size[block];
  return self->values[block] + (row - self->first[block]) * *step + (column - self->first[block]);
}

static int
compare_places (gconstpointer a, gconstpointer b, gpointer user_data)
{
  const gsize *place = user_data;
  const gsize x = place[*(const gsize *) a], y = place[*(const gsize *) b];

  return x < y ? -1 : x > y;
}

/* Rows of a block in the order of their places; caller frees. */
static gsize *
rows_in_order (const WscBlockMatrix *self, const WscNet *net, gsize block)
{
  gsize *rows = g_new (gsize, self->size[block]);

  for (gsize i = 0; i < self->size[block]; i++)
    rows[i] = i;
  g_qsort_with_data (rows, (gint) self->size[block], sizeof (gsize), compare_places, net->place + self->first[block]);
  return rows;
}

void
wsc_block_matrix_places (const WscBlockMatrix *self, const WscNet *net, gsize block, gsize *places)
{
  g_autofree gsize *rows = rows_in_order (self, net, block);

  for (gsize i = 0; i < self->size[block]; i++)
    places[i] = net->place[self->first[block] + rows[i]];
}

void
wsc_block_matrix_get (const WscBlockMatrix *self, const WscNet *net, gsize block, double *matrix)
{
  const gsize size = self->size[block];
  g_autofree gsize *rows = rows_in_order (self, net, block);

  for (gsize i = 0; i < size; i++)
    for (gsize j = 0; j <= i; j++)
      matrix[i * size + j] = matrix[j * size + i] =
          self->values[block][MAX (rows[i], rows[j]) * size + MIN (rows[i], rows[j])];
}

void
wsc_block_matrix_put (WscBlockMatrix *self, const WscNet *net, const double *matrix)
{
  for (gsize b = 0; b < self->n; b++)
    {
      const gsize *place = net->place + self->first[b];

      for (gsize i = 0; i < self->size[b]; i++)
        for (gsize j = 0; j <= i; j++)
          self->values[b][i * self->size[b] + j] = matrix[place[i] * net->p + place[j]];
    }
}
