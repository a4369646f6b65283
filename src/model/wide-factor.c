/* Orthonormal layers and optimisers for one replica. A factor is worked on as rows (count, length), count <= length:
 * W itself where out <= in, else its transpose in `room`. */
#include "model/wide-factor.h"

#include <cblas.h>
#include <math.h>
#include <string.h>

#define B1 0.9
#define B2 0.999
#define EPSILON 1e-8f

typedef struct
{
  gsize count, length;
  gboolean transposed;
} Rows;

static Rows
rows_of (const WscArchitecture *a, guint layer)
{
  const gsize in = a->sizes[layer], out = a->sizes[layer + 1];

  return (Rows){ .count = MIN (in, out), .length = MAX (in, out), .transposed = out > in };
}

/* Room: four matrices of the factor's size and one (count, count). */
gsize
wsc_factor_room (const WscArchitecture *architecture)
{
  gsize most = 1;

  for (guint l = 0; l < architecture->n_layers; l++)
    if (architecture->orthonormal[l])
      {
        const Rows f = rows_of (architecture, l);

        most = MAX (most, f.count * (f.count + 4 * f.length));
      }
  return most;
}

/* to (count, length) from (length, count), or a copy */
static void
to_rows (const Rows *f, const float *from, float *to)
{
  if (!f->transposed)
    memcpy (to, from, f->count * f->length * sizeof (float));
  else
    for (gsize a = 0; a < f->count; a++)
      for (gsize e = 0; e < f->length; e++)
        to[a * f->length + e] = from[e * f->count + a];
}

static void
from_rows (const Rows *f, const float *from, float *to)
{
  if (!f->transposed)
    memcpy (to, from, f->count * f->length * sizeof (float));
  else
    for (gsize a = 0; a < f->count; a++)
      for (gsize e = 0; e < f->length; e++)
        to[e * f->count + a] = from[a * f->length + e];
}

/* a = x y' */
static void
inner_products (const Rows *f, const float *x, const float *y, float *a)
{
  cblas_sgemm (CblasRowMajor, CblasNoTrans, CblasTrans, (blasint) f->count, (blasint) f->count, (blasint) f->length,
               1.0f, x, (blasint) f->length, y, (blasint) f->length, 0.0f, a, (blasint) f->count);
}

/* y += a x */
static void
add_product (const Rows *f, const float *a, const float *x, float *y)
{
  cblas_sgemm (CblasRowMajor, CblasNoTrans, CblasNoTrans, (blasint) f->count, (blasint) f->length, (blasint) f->count,
               1.0f, a, (blasint) f->count, x, (blasint) f->length, 1.0f, y, (blasint) f->length);
}

static void
project (const Rows *f, const float *q, float *g, float *a)
{
  const gsize n = f->count;

  inner_products (f, g, q, a);
  for (gsize i = 0; i < n; i++)
    for (gsize j = 0; j <= i; j++)
      a[i * n + j] = a[j * n + i] = -0.5f * (a[i * n + j] + a[j * n + i]);
  add_product (f, a, q, g);
}

/* Gram and Schmidt, twice; `r` (count) is overwritten. */
static void
orthonormalise (const Rows *f, float *q, float *r)
{
  const blasint length = (blasint) f->length;

  for (gsize a = 0; a < f->count; a++)
    for (guint round = 0; round < 2; round++)
      {
        float *own = q + a * f->length;

        if (a > 0)
          {
            cblas_sgemv (CblasRowMajor, CblasNoTrans, (blasint) a, length, 1.0f, q, length, own, 1, 0.0f, r, 1);
            cblas_sgemv (CblasRowMajor, CblasTrans, (blasint) a, length, -1.0f, q, length, r, 1, 1.0f, own, 1);
          }
        cblas_sscal (length, 1.0f / cblas_snrm2 (length, own, 1), own, 1);
      }
}

void
wsc_factor_step_init (WscFactorStep *self, const WscPlan *plan, gsize t, float scale)
{
  *self = (WscFactorStep){ .optimizer = (WscOptimizer) plan->training.optimizer,
                           .scale = scale,
                           .rate = (float) plan->training.learning_rate,
                           .momentum = (float) plan->training.momentum };
  if (self->optimizer != WSC_ADAM)
    return;
  self->rate = (float) (plan->training.learning_rate / (1.0 - pow (B1, (double) t)));
  self->root_correction = (float) (1.0 / sqrt (1.0 - pow (B2, (double) t)));
}

void
wsc_step_free (const WscFactorStep *self, float *w, const float *gradient, float *velocity, float *squares, gsize n)
{
  const float b1 = (float) B1, b2 = (float) B2;

  switch (self->optimizer)
    {
    case WSC_MOMENTUM:
      for (gsize i = 0; i < n; i++)
        {
          velocity[i] = self->momentum * velocity[i] + self->scale * gradient[i];
          w[i] -= self->rate * velocity[i];
        }
      break;
    case WSC_ADAM:
      for (gsize i = 0; i < n; i++)
        {
          const float g = self->scale * gradient[i];

          velocity[i] = b1 * velocity[i] + (1.0f - b1) * g;
          squares[i] = b2 * squares[i] + (1.0f - b2) * (g * g);
          w[i] -= self->rate * velocity[i] / (sqrtf (squares[i]) * self->root_correction + EPSILON);
        }
      break;
    case WSC_SGD:
    case WSC_AVERAGED_SGD:
    default:
      cblas_saxpy ((blasint) n, -self->rate * self->scale, gradient, 1, w, 1);
      break;
    }
}

/* g, the tangent part of the gradient, becomes the direction of the step. */
static void
direction (const WscFactorStep *self, gsize n, float *g, float *velocity, float *squares)
{
  const float b1 = (float) B1, b2 = (float) B2;
  float square, shrink;

  if (self->optimizer == WSC_MOMENTUM)
    for (gsize i = 0; i < n; i++)
      g[i] = velocity[i] = self->momentum * velocity[i] + g[i];
  if (self->optimizer != WSC_ADAM)
    return;
  square = cblas_sdot ((blasint) n, g, 1, g, 1);
  *squares = b2 * *squares + (1.0f - b2) * square;
  shrink = 1.0f / (sqrtf (*squares) * self->root_correction + EPSILON);
  for (gsize i = 0; i < n; i++)
    {
      velocity[i] = b1 * velocity[i] + (1.0f - b1) * g[i];
      g[i] = velocity[i] * shrink;
    }
}

void
wsc_step_factor (const WscFactorStep *self, const WscArchitecture *architecture, guint layer, float *w, float *gradient,
                 float *velocity, float *squares, float *room)
{
  const Rows f = rows_of (architecture, layer);
  const gsize n = f.count * f.length;
  float *q = room, *g = room + n, *v = velocity != NULL ? room + 2 * n : NULL, *a = room + 4 * n;

  to_rows (&f, w, q);
  to_rows (&f, gradient, g);
  if (v != NULL)
    to_rows (&f, velocity, v);
  cblas_sscal ((blasint) n, self->scale, g, 1);
  project (&f, q, g, a);
  direction (self, n, g, v, squares);
  cblas_saxpy ((blasint) n, -self->rate, g, 1, q, 1);
  orthonormalise (&f, q, a);
  from_rows (&f, q, w);
  if (v == NULL)
    return;
  project (&f, q, v, a);
  from_rows (&f, v, velocity);
}

void
wsc_factor_nearest (const WscArchitecture *architecture, guint layer, float *w, float *room)
{
  const Rows f = rows_of (architecture, layer);
  const gsize n = f.count * f.length;
  float *q = room, *copy = room + n, *a = room + 4 * n;

  to_rows (&f, w, q);
  for (guint round = 0; round < 24; round++)
    {
      inner_products (&f, q, q, a);
      cblas_sscal ((blasint) (f.count * f.count), -0.5f, a, 1);
      memcpy (copy, q, n * sizeof (float));
      cblas_sscal ((blasint) n, 1.5f, q, 1);
      add_product (&f, a, copy, q);
    }
  orthonormalise (&f, q, a);
  from_rows (&f, q, w);
}
