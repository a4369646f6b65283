/* Samples into lanes.
 *
 *   x[s, i] = (input i of replica r's sample s)_r
 *
 * for s < n and i < width; x is (n, stride) vectors, overwritten in its first `width` columns. The windows of a
 * series are read where they are. Four values of each replica are one load: 4 LANES / 4 loads and two rounds
 * of shuffles inside the quarters of a vector turn them into four vectors. */
#pragma once

#include "model/lanes-simd.h"
#include "model/engine.h"

INLINE Quad
load_quad (const float *from)
{
  return *(const QuadAnywhere *) from;
}

/* Replica 4 g + r is quarter g of rows[r]. */
INLINE Lane
load_quads (const float *const *windows, guint r, gsize i)
{
  Quad quads[WSC_LANES / 4];

#pragma GCC unroll 4
  for (guint g = 0; g < WSC_LANES / 4; g++)
    quads[g] = load_quad (windows[4 * g + r] + i);
  return lane_join (quads);
}

INLINE void
pack_four (const float *const *windows, gsize i, Lane *x)
{
  const Lane r0 = load_quads (windows, 0, i), r1 = load_quads (windows, 1, i);
  const Lane r2 = load_quads (windows, 2, i), r3 = load_quads (windows, 3, i);
  const Lane low01 = lane_zip_low (r0, r1), high01 = lane_zip_high (r0, r1);
  const Lane low23 = lane_zip_low (r2, r3), high23 = lane_zip_high (r2, r3);

  x[i] = lane_pair_low (low01, low23);
  x[i + 1] = lane_pair_high (low01, low23);
  x[i + 2] = lane_pair_low (high01, high23);
  x[i + 3] = lane_pair_high (high01, high23);
}

/* One sample a lane. Where the width is no multiple of four, the last four overlap the ones before. */
INLINE void
pack_sample (const float *const *windows, gsize width, Lane *x)
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
      for (guint r = 0; r < WSC_LANES; r++)
        ((float *) (x + i))[r] = windows[r][i];
}

static void
pack_inputs (const WscBatch *batch, Lane *x, gsize stride)
{
  const gsize width = batch->samples[0]->n_inputs;

  for (gsize s = 0; s < batch->n; s++)
    {
      const float *windows[WSC_LANES];

      for (guint r = 0; r < WSC_LANES; r++)
        windows[r] = batch->samples[r]->inputs + batch->order[r][batch->from + s] * batch->samples[r]->input_step;
      pack_sample (windows, width, x + s * stride);
    }
}

static void
pack_targets (const WscBatch *batch, Lane *t, gsize stride)
{
  const gsize width = batch->samples[0]->n_targets;

  for (gsize s = 0; s < batch->n; s++)
    {
      const float *windows[WSC_LANES];

      for (guint r = 0; r < WSC_LANES; r++)
        windows[r] = batch->samples[r]->targets + batch->order[r][batch->from + s] * batch->samples[r]->target_step;
      pack_sample (windows, width, t + s * stride);
    }
}
