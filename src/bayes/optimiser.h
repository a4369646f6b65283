/* Adam (Kingma and Ba 2015) with a step that decays, and the average of the last numbers. */
#pragma once

#include "bayes/bayes.h"

G_BEGIN_DECLS

typedef struct
{
  gsize n;
  gsize n_steps, n_done;
  double learning_rate;
  float *first, *second; /* (n) running means of the gradient and of its square */
  double *average;       /* (n), over the last quarter of the steps */
  gsize n_averaged;
} WscAdam;

void wsc_adam_init (WscAdam *self, gsize n, gsize n_steps, double learning_rate);
void wsc_adam_clear (WscAdam *self);
/* The rate of step `step` (from 0) as a share of the first: 1 for the first half, then half a cosine down to 3/100. */
double wsc_adam_get_decay (const WscAdam *self, gsize step);
void wsc_adam_step (WscAdam *self, const float *gradient, double *numbers);
/* Takes the numbers of the last step into the average, where it is time. */
void wsc_adam_add_to_average (WscAdam *self, const double *numbers);

G_END_DECLS
