/* Orthonormal layers: tangent part, retraction, tangent basis, Lagrange term. */
#include "curvature/directions.h"

#include <cblas.h>
#include <glib/gi18n-lib.h>
#include <lapacke.h>
#include <math.h>
#include <string.h>

WscFactor
wsc_factor_of (const WscArchitecture *architecture, guint layer)
{
  const gsize in = architecture->sizes[layer], out = architecture->sizes[layer + 1];

  return (WscFactor){ .count = MIN (in, out),
                      .length = MAX (in, out),
                      .offset = wsc_architecture_get_weight_offset (architecture, layer),
                      .transposed = out > in };
}

static gsize
place_of (const WscFactor *self, gsize row, gsize element)
{
  return self->offset + (self->transposed ? element * self->count + row : row * self->length + element);
}

void
wsc_factor_get (const WscFactor *self, const double *parameters, double *rows)
{
  for (gsize a = 0; a < self->count; a++)
    for (gsize e = 0; e < self->length; e++)
      rows[a * self->length + e] = parameters[place_of (self, a, e)];
}

void
wsc_factor_put (const WscFactor *self, const double *rows, double *parameters)
{
  for (gsize a = 0; a < self->count; a++)
    for (gsize e = 0; e < self->length; e++)
      parameters[place_of (self, a, e)] = rows[a * self->length + e];
}

gboolean
wsc_architecture_has_factors (const WscArchitecture *architecture)
{
  for (guint l = 0; l < architecture->n_layers; l++)
    if (architecture->orthonormal[l])
      return TRUE;
  return FALSE;
}

static double *
rows_new (const WscFactor *self, const double *parameters)
{
  double *rows = g_new (double, self->count * self->length);

  wsc_factor_get (self, parameters, rows);
  return rows;
}

/* sym (V X'), (count, count); caller frees. */
static double *
symmetric_product (const WscFactor *self, const double *v, const double *x)
{
  const blasint k = (blasint) self->count, n = (blasint) self->length;
  double *product = g_new (double, self->count * self->count);

  cblas_dgemm (CblasRowMajor, CblasNoTrans, CblasTrans, k, k, n, 1.0, v, n, x, n, 0.0, product, k);
  for (gsize i = 0; i < self->count; i++)
    for (gsize j = 0; j < i; j++)
      product[i * self->count + j] = product[j * self->count + i] =
          0.5 * (product[i * self->count + j] + product[j * self->count + i]);
  return product;
}

static void
project_factor (const WscFactor *self, const double *parameters, double *v)
{
  const blasint k = (blasint) self->count, n = (blasint) self->length;
  g_autofree double *x = rows_new (self, parameters), *rows = rows_new (self, v);
  g_autofree double *product = symmetric_product (self, rows, x);

  cblas_dgemm (CblasRowMajor, CblasNoTrans, CblasNoTrans, k, n, k, -1.0, product, k, x, n, 1.0, rows, n);
  wsc_factor_put (self, rows, v);
}

void
wsc_tangent_project (const WscArchitecture *architecture, const double *parameters, double *v)
{
  for (guint l = 0; l < architecture->n_layers; l++)
    if (architecture->orthonormal[l])
      {
        const WscFactor factor = wsc_factor_of (architecture, l);

        project_factor (&factor, parameters, v);
      }
}

static gboolean
retract_factor (const WscFactor *self, double *parameters, GError **error)
{
  const gsize k = self->count, n = self->length;
  g_autofree double *x = rows_new (self, parameters), *u = g_new (double, k *k), *s = g_new (double, k);
  g_autofree double *vt = g_new (double, k *n);

  if (!wsc_svd (k, n, x, u, s, vt, error))
    return FALSE;
  cblas_dgemm (CblasRowMajor, CblasNoTrans, CblasNoTrans, (blasint) k, (blasint) n, (blasint) k, 1.0, u, (blasint) k,
               vt, (blasint) n, 0.0, x, (blasint) n);
  wsc_factor_put (self, x, parameters);
  return TRUE;
}

gboolean
wsc_tangent_retract (const WscArchitecture *architecture, double *parameters, GError **error)
{
  for (guint l = 0; l < architecture->n_layers; l++)
    if (architecture->orthonormal[l])
      {
        const WscFactor factor = wsc_factor_of (architecture, l);

        if (!retract_factor (&factor, parameters, error))
          return FALSE;
      }
  return TRUE;
}

void
wsc_lagrange_subtract (const WscArchitecture *architecture, const double *parameters, const double *gradient,
                       guint first, guint end, double *a)
{
  const gsize start = wsc_architecture_get_weight_offset (architecture, first);
  const gsize size = (end < architecture->n_layers ? wsc_architecture_get_weight_offset (architecture, end)
                                                   : wsc_architecture_get_n_parameters (architecture)) -
                     start;

  for (guint l = first; l < end; l++)
    if (architecture->orthonormal[l])
      {
        WscFactor factor = wsc_factor_of (architecture, l);
        g_autofree double *x = rows_new (&factor, parameters), *g = NULL, *product = NULL;

        factor.offset -= start;
        g = rows_new (&factor, gradient);
        product = symmetric_product (&factor, g, x);
        for (gsize v = 0; v < factor.count; v++)
          for (gsize u = 0; u < factor.count; u++)
            for (gsize e = 0; e < factor.length; e++)
              a[place_of (&factor, v, e) * size + place_of (&factor, u, e)] -= product[v * factor.count + u];
      }
}

/* --- bases ------------------------------------------------------------------ */

double *
wsc_complete_basis (gsize n_rows, gsize n, const double *rows, GError **error)
{
  g_autofree double *tau = g_new (double, MAX (n_rows, 1));
  double *basis = g_malloc0_n (n * n, sizeof (double));
  lapack_int info;

  wsc_blas_use_one_thread ();
  memcpy (basis, rows, n_rows * n * sizeof (double));
  info = LAPACKE_dgeqrf (LAPACK_COL_MAJOR, (lapack_int) n, (lapack_int) n_rows, basis, (lapack_int) n, tau);
  if (info == 0)
    info = LAPACKE_dorgqr (LAPACK_COL_MAJOR, (lapack_int) n, (lapack_int) n, (lapack_int) n_rows, basis, (lapack_int) n,
                           tau);
  if (info == 0)
    return basis;
  g_set_error (error, WSC_ERROR, WSC_ERROR_NUMERIC, _("The complement of %zu directions among %zu: LAPACK reports %d"),
               n_rows, n, (int) info);
  g_free (basis);
  return NULL;
}

/* The tangent space at the rows X: (E_ab - E_ba) X / sqrt 2, and each row by each direction outside their span. `rows`
 * (…, size). */
static double *
add_tangents (const WscFactor *self, const double *parameters, gsize start, gsize size, double *rows)
{
  const WscFactor moved = { self->count, self->length, self->offset - start, self->transposed };
  g_autofree double *x = rows_new (self, parameters);
  g_autofree double *whole = wsc_complete_basis (self->count, self->length, x, NULL);

  for (gsize a = 0; a < self->count; a++)
    for (gsize b = 0; b < a; b++, rows += size)
      for (gsize e = 0; e < self->length; e++)
        {
          rows[place_of (&moved, a, e)] = M_SQRT1_2 * x[b * self->length + e];
          rows[place_of (&moved, b, e)] = -M_SQRT1_2 * x[a * self->length + e];
        }
  for (gsize a = 0; a < self->count; a++)
    for (gsize c = self->count; c < self->length; c++, rows += size)
      for (gsize e = 0; e < self->length; e++)
        rows[place_of (&moved, a, e)] = whole[c * self->length + e];
  return rows;
}

/* Free numbers among the first `n_units` places from `at`. */
static double *
add_units (gsize at, gsize n_units, gsize size, double *rows)
{
  for (gsize i = 0; i < n_units; i++, rows += size)
    rows[at + i] = 1.0;
  return rows;
}

double *
wsc_free_basis (const WscArchitecture *architecture, const double *parameters, guint first, guint end, gsize *n_free)
{
  const gsize start = wsc_architecture_get_weight_offset (architecture, first);
  gsize size = 0;
  double *basis, *row;

  *n_free = 0;
  for (guint l = first; l < end; l++)
    {
      const WscFactor f = wsc_factor_of (architecture, l);
      const gsize biases = architecture->bias ? architecture->sizes[l + 1] : 0;

      size += f.count * f.length + biases;
      *n_free += f.count * f.length + biases - (architecture->orthonormal[l] ? f.count * (f.count + 1) / 2 : 0);
    }
  if (*n_free == size)
    return NULL;
  basis = row = g_malloc0_n (*n_free * size, sizeof (double));
  for (guint l = first; l < end; l++)
    {
      const WscFactor f = wsc_factor_of (architecture, l);

      row = architecture->orthonormal[l] ? add_tangents (&f, parameters, start, size, row)
                                         : add_units (f.offset - start, f.count * f.length, size, row);
      if (architecture->bias)
        row = add_units (wsc_architecture_get_bias_offset (architecture, l) - start, architecture->sizes[l + 1], size,
                         row);
    }
  return basis;
}
