/* Shuffling costs as much as training the smallest networks if each number is asked for by a call, so the words
 * of the stream (Philox 4x32-10, as in base) are made 64 blocks at a time, in loops that compilers turn into vectors.
 */
#include "model/model-private.h"

#define N_BLOCKS 64

void
wsc_order_init (WscOrder *self, guint64 seed, guint32 replica)
{
  wsc_random_init (&self->stream, seed, "training.order", replica);
  self->n_used = G_N_ELEMENTS (self->words);
}

/* One round on all blocks: (c0, c1, c2, c3) -> (hi (m1 c2) ^ c1 ^ k0, lo (m1 c2), hi (m0 c0) ^ c3 ^ k1, lo (m0 c0)). */
static inline void
philox_round (guint32 c[4][N_BLOCKS], guint32 k0, guint32 k1)
{
  for (guint i = 0; i < N_BLOCKS; i++)
    {
      const guint64 p0 = (guint64) 0xD2511F53u * c[0][i];
      const guint64 p1 = (guint64) 0xCD9E8D57u * c[2][i];

      c[0][i] = (guint32) (p1 >> 32) ^ c[1][i] ^ k0;
      c[2][i] = (guint32) (p0 >> 32) ^ c[3][i] ^ k1;
      c[1][i] = (guint32) p1;
      c[3][i] = (guint32) p0;
    }
}

static void
fill_words (WscOrder *self)
{
  const guint64 counter = ((guint64) self->stream.counter[1] << 32) | self->stream.counter[0];
  guint32 c[4][N_BLOCKS];
  guint32 k0 = self->stream.key[0], k1 = self->stream.key[1];

  for (guint i = 0; i < N_BLOCKS; i++)
    {
      c[0][i] = (guint32) (counter + i);
      c[1][i] = (guint32) ((counter + i) >> 32);
      c[2][i] = self->stream.counter[2];
      c[3][i] = self->stream.counter[3];
    }
  for (guint round = 0; round < 10; round++)
    {
      philox_round (c, k0, k1);
      k0 += 0x9E3779B9u;
      k1 += 0xBB67AE85u;
    }
  for (guint i = 0; i < N_BLOCKS; i++)
    for (guint w = 0; w < 4; w++)
      self->words[4 * i + w] = c[w][i];
  self->stream.counter[0] = (guint32) (counter + N_BLOCKS);
  self->stream.counter[1] = (guint32) ((counter + N_BLOCKS) >> 32);
  self->n_used = 0;
}

static inline guint32
next_word (WscOrder *self)
{
  if (self->n_used == G_N_ELEMENTS (self->words))
    fill_words (self);
  return self->words[self->n_used++];
}

/* Unbiased in 0 … bound - 1 (Lemire 2019). */
static inline guint32
below (WscOrder *self, guint32 bound)
{
  guint64 product = (guint64) next_word (self) * bound;

  if (G_UNLIKELY ((guint32) product < bound))
    {
      const guint32 threshold = -bound % bound;

      while ((guint32) product < threshold)
        product = (guint64) next_word (self) * bound;
    }
  return (guint32) (product >> 32);
}

/* Fisher and Yates, from the end. */
void
wsc_order_shuffle (WscOrder *self, guint32 *items, gsize n)
{
  for (gsize i = n; i > 1; i--)
    {
      const guint32 j = below (self, (guint32) i);
      const guint32 item = items[i - 1];

      items[i - 1] = items[j];
      items[j] = item;
    }
}
