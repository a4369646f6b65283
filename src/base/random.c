/* Philox 4x32-10 (Salmon, Moraes, Dror and Shaw 2011) by Random123. The key is the seed and the
 * stream's name, the counter is (block, block, 0, index): streams never overlap, and a number
 * depends on nothing but its place in its stream. */
#include "base/base.h"

#include <math.h>
#include <Random123/philox.h>

/* FNV-1a, then the finaliser of splitmix64, so that names of few letters fill all 64 bits. */
static guint64
hash_name (const char *name)
{
  guint64 h = G_GUINT64_CONSTANT (0xcbf29ce484222325);

  for (const guchar *c = (const guchar *) name; *c != '\0'; c++)
    h = (h ^ *c) * G_GUINT64_CONSTANT (0x100000001b3);
  h = (h ^ (h >> 30)) * G_GUINT64_CONSTANT (0xbf58476d1ce4e5b9);
  h = (h ^ (h >> 27)) * G_GUINT64_CONSTANT (0x94d049bb133111eb);
  return h ^ (h >> 31);
}

void
wsc_random_init (WscRandom *self, guint64 seed, const char *stream, guint32 index)
{
  guint64 key;

  g_return_if_fail (self != NULL && stream != NULL);

  key = seed ^ hash_name (stream);
  *self = (WscRandom){ .key = { (guint32) key, (guint32) (key >> 32) }, .counter = { 0, 0, 0, index } };
}

static void
next_block (WscRandom *self)
{
  const philox4x32_key_t key = { { self->key[0], self->key[1] } };
  const philox4x32_ctr_t counter = { { self->counter[0], self->counter[1], self->counter[2], self->counter[3] } };
  const philox4x32_ctr_t block = philox4x32_R (10, counter, key);

  for (guint i = 0; i < 4; i++)
    self->block[i] = block.v[i];
  self->n_left = 4;
  if (++self->counter[0] == 0)
    self->counter[1]++;
}

guint32
wsc_random_word (WscRandom *self)
{
  if (self->n_left == 0)
    next_block (self);
  return self->block[4 - self->n_left--];
}

/* The middles of 2^52 equal intervals: exact in double, never 0 and never 1. */
double
wsc_random_uniform (WscRandom *self)
{
  const guint64 high = wsc_random_word (self);
  const guint64 low = wsc_random_word (self);

  return ((double) (((high << 32) | low) >> 12) + 0.5) * 0x1p-52;
}

/* Box and Muller 1958: two normal numbers from two uniform ones. */
double
wsc_random_normal (WscRandom *self)
{
  double radius, angle;

  if (self->has_spare)
    {
      self->has_spare = FALSE;
      return self->spare;
    }
  radius = sqrt (-2.0 * log (wsc_random_uniform (self)));
  angle = 2.0 * G_PI * wsc_random_uniform (self);
  self->spare = radius * sin (angle);
  self->has_spare = TRUE;
  return radius * cos (angle);
}

/* Lemire 2019: the high word of word * bound, words that would favour some results thrown away. */
guint32
wsc_random_below (WscRandom *self, guint32 bound)
{
  guint64 product;

  g_return_val_if_fail (bound > 0, 0);

  product = (guint64) wsc_random_word (self) * bound;
  if ((guint32) product < bound)
    {
      const guint32 threshold = -bound % bound;

      while ((guint32) product < threshold)
        product = (guint64) wsc_random_word (self) * bound;
    }
  return (guint32) (product >> 32);
}

void
wsc_random_shuffle (WscRandom *self, guint32 *items, gsize n)
{
  g_return_if_fail (n <= G_MAXUINT32);

  for (gsize i = n; i > 1; i--)
    {
      const gsize j = wsc_random_below (self, (guint32) i);
      const guint32 item = items[i - 1];

      items[i - 1] = items[j];
      items[j] = item;
    }
}
