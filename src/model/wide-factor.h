/* wide-factor: the steps of lanes-steps.h and lanes-stiefel.h for one replica by BLAS; the equations are there.
 * Private to model. */
#pragma once

#include "model/engine.h"

G_BEGIN_DECLS

typedef struct
{
  WscOptimizer optimizer;
  float scale, rate, momentum;
  float root_correction;
} WscFactorStep;

/* Floats of `room` that the calls below need. */
gsize wsc_factor_room (const WscArchitecture *architecture);

void wsc_factor_step_init (WscFactorStep *self, const WscPlan *plan, gsize t, float scale);
void wsc_step_free (const WscFactorStep *self, float *w, const float *gradient, float *velocity, float *squares,
                    gsize n);
void wsc_step_factor (const WscFactorStep *self, const WscArchitecture *architecture, guint layer, float *w,
                      float *gradient, float *velocity, float *squares, float *room);
void wsc_factor_nearest (const WscArchitecture *architecture, guint layer, float *w, float *room);

G_END_DECLS
