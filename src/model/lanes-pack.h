/* Samples into lanes.
 *
 *   x[s, i] = (input i of replica r's sample s)_r
 *
 * for s < n and i < width; x is (n, stride) vectors, overwritten in its first `width` columns. The windows of a
 * series are read where they are. Eight replicas at a time, whose addresses fit into registers: four values
 * of each are a load, two replicas fill a vector, and two rounds of shuffles within its halves turn four such
 * vectors into the eight replicas' values of four inputs. */
#pragma once

#include "model/lanes-simd.h"
#include "model/engine.h"

#define PACK_LANES MIN (WSC_LANES, 8)

typedef float Quad __attribute__ ((vector_size (16), aligned (4), may_alias));
typedef float PackVector __attribute__ ((vector_size (4 * PACK_LANES), may_alias));

#if WSC_LANES >= 8
/* Replicas r and r + 4; in each half, first of two and second of two vectors interleaved. */
#define JOIN(windows, r, i) join_quads (windows[r] + i, windows[r + 4] + i)
#define ZIP_LOW(a, b) __builtin_shufflevector (a, b, 0, 8, 1, 9, 4, 12, 5, 13)
#define ZIP_HIGH(a, b) __builtin_shufflevector (a, b, 2, 10, 3, 11, 6, 14, 7, 15)
#define PAIR_LOW(a, b) __builtin_shufflevector (a, b, 0, 1, 8, 9, 4, 5, 12, 13)
#define PAIR_HIGH(a, b) __builtin_shufflevector (a, b, 2, 3, 10, 11, 6, 7, 14, 15)

/* The intrinsic, because it lets the second load go straight into the upper half. */
INLINE PackVector
join_quads (const float *low, const float *high)
{
  return (PackVector) _mm256_insertf128_ps (_mm256_castps128_ps256 (_mm_loadu_ps (low)), _mm_loadu_ps (high), 1);
}
#else
#define JOIN(windows, r, i) ((PackVector) * (const Quad *) (windows[r] + i))
#define ZIP_LOW(a, b) __builtin_shufflevector (a, b, 0, 4, 1, 5)
#define ZIP_HIGH(a, b) __builtin_shufflevector (a, b, 2, 6, 3, 7)
#define PAIR_LOW(a, b) __builtin_shufflevector (a, b, 0, 1, 4, 5)
#define PAIR_HIGH(a, b) __builtin_shufflevector (a, b, 2, 3, 6, 7)
#endif

/* Inputs i … i + 3 of PACK_LANES replicas to x, WSC_LANES floats a column. */
INLINE void
pack_four (const float *const *windows, gsize i, float *x)
{
  const PackVector r0 = JOIN (windows, 0, i), r1 = JOIN (windows, 1, i);
  const PackVector r2 = JOIN (windows, 2, i), r3 = JOIN (windows, 3, i);
  const PackVector low01 = ZIP_LOW (r0, r1), high01 = ZIP_HIGH (r0, r1);
  const PackVector low23 = ZIP_LOW (r2, r3), high23 = ZIP_HIGH (r2, r3);

  *(PackVector *) (x + i * WSC_LANES) = PAIR_LOW (low01, low23);
  *(PackVector *) (x + (i + 1) * WSC_LANES) = PAIR_HIGH (low01, low23);
  *(PackVector *) (x + (i + 2) * WSC_LANES) = PAIR_LOW (high01, high23);
  *(PackVector *) (x + (i + 3) * WSC_LANES) = PAIR_HIGH (high01, high23);
}

/* Where the width is no multiple of four, the last four overlap the ones before. */
INLINE void
pack_sample (const float *const *windows, gsize width, float *x)
{
  gsize i = 0;

  for (; i + 4 <= width; i += 4)
    pack_four (windows, i, x);
  if (i == width)
    return;
  if (width >= 4)
    pack_four (windows, width - 4, x);
  else
    for (; i < width; i++)
      for (guint r = 0; r < PACK_LANES; r++)
        x[i * WSC_LANES + r] = windows[r][i];
}

/* One side of the batch's samples; `of_targets` is known when this is compiled. */
INLINE void
pack_side (const WscBatch *batch, gboolean of_targets, gsize width, Lane *x, gsize stride)
{
  for (guint first = 0; first < WSC_LANES; first += PACK_LANES)
    for (gsize s = 0; s < batch->n; s++)
      {
        const float *windows[PACK_LANES];

#pragma GCC unroll 8
        for (guint r = 0; r < PACK_LANES; r++)
          {
            const WscSamples *samples = batch->samples[first + r];
            const gsize sample = batch->order[first + r][batch->from + s];

            windows[r] = of_targets ? samples->targets + sample * samples->target_step
                                    : samples->inputs + sample * samples->input_step;
          }
        pack_sample (windows, width, (float *) (x + s * stride) + first);
      }
}

static void
pack_inputs (const WscBatch *batch, Lane *x, gsize stride)
{
  pack_side (batch, FALSE, batch->samples[0]->n_inputs, x, stride);
}

static void
pack_targets (const WscBatch *batch, Lane *t, gsize stride)
{
  pack_side (batch, TRUE, batch->samples[0]->n_targets, t, stride);
}
