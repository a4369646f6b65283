#pragma once

#include "model/lanes-math.h"

/* Softmax and cross-entropy on logits z (n, width), targets summing to 1 in each row:
 *
 *   loss += log sum_k e^z_k - sum_k t_k z_k;  z becomes softmax (z), less t if `subtract`
 *
 * Without `targets` no loss is added. About 25 operations an output, most of them the exponential's. */
static void
softmax_rows (Lane *z, gsize stride, gsize n, gsize width, const Lane *targets, gsize target_stride, gboolean subtract,
              Lane *loss)
{
  for (gsize s = 0; s < n; s++, z += stride)
    {
      const Lane *t = targets != NULL ? targets + s * target_stride : NULL;
      Lane top = z[0], sum = lane_of (0.0f), match = lane_of (0.0f);

      for (gsize k = 1; k < width; k++)
        top = lane_max (z[k], top);
      for (gsize k = 0; k < width; k++)
        {
          const Lane logit = z[k] - top;

          if (t != NULL)
            match += t[k] * logit;
          z[k] = lane_exp (logit);
          sum += z[k];
        }
      if (t != NULL)
        *loss += lane_log (sum) - match;
      for (gsize k = 0; k < width; k++)
        z[k] = subtract ? z[k] / sum - t[k] : z[k] / sum;
    }
}
