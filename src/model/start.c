/* Where a replica begins. */
#include "model/model-private.h"

#include <math.h>

static void
fill_uniform (WscRandom *random, gsize in, gsize out, float *weights)
{
  const double limit = sqrt (6.0 / (double) (in + out));

  for (gsize i = 0; i < in * out; i++)
    weights[i] = (float) (limit * (2.0 * wsc_random_uniform (random) - 1.0));
}

static double
dot (const double *x, const double *y, gsize n)
{
  double sum = 0.0;

  for (gsize i = 0; i < n; i++)
    sum += x[i] * y[i];
  return sum;
}

/* Rows of q (count, length), count <= length, by modified Gram and Schmidt, twice. */
static void
orthonormalise_rows (double *q, gsize count, gsize length)
{
  for (gsize a = 0; a < count; a++)
    for (guint round = 0; round < 2; round++)
      {
        double *own = q + a * length, norm;

        for (gsize b = 0; b < a; b++)
          {
            const double part = dot (own, q + b * length, length);

            for (gsize i = 0; i < length; i++)
              own[i] -= part * q[b * length + i];
          }
        norm = sqrt (dot (own, own, length));
        for (gsize i = 0; i < length; i++)
          own[i] /= norm;
      }
}

static void
fill_orthonormal (WscRandom *random, gsize in, gsize out, float *weights)
{
  const gsize count = MIN (in, out), length = MAX (in, out);
  g_autofree double *q = g_new (double, count *length);

  for (gsize i = 0; i < count * length; i++)
    q[i] = wsc_random_normal (random);
  orthonormalise_rows (q, count, length);
  for (gsize a = 0; a < count; a++)
    for (gsize i = 0; i < length; i++)
      weights[out <= in ? a * in + i : i * in + a] = (float) q[a * length + i];
}

void
wsc_start_parameters (const WscPlan *plan, guint64 seed, guint32 index, float *parameters)
{
  const WscArchitecture *a = &plan->architecture;
  WscRandom random;

  wsc_random_init (&random, seed, "model.start", index);
  for (guint l = 0; l < a->n_layers; l++)
    {
      const gsize in = a->sizes[l], out = a->sizes[l + 1];
      float *weights = parameters + plan->weights[l];

      if (a->orthonormal[l])
        fill_orthonormal (&random, in, out, weights);
      else
        fill_uniform (&random, in, out, weights);
      if (a->bias)
        for (gsize j = 0; j < out; j++)
          parameters[plan->biases[l] + j] = 0.0f;
    }
}
