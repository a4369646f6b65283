/* Second derivatives of each sample's loss by pre-activations, layer by layer (Bishop 1992, by the structure of the
 * layers): with Z_lm = dz_l / dz_m,  Z_mm = I,  J_lm = diag (s'_l) Z_lm,  Z_{l+1,m} = W_{l+1} J_lm; D_Lm = (second
 * derivative of S by z_L) Z_Lm,  D_lm = diag (s'_l) W_{l+1}' D_{l+1,m} + diag (s''_l dS/dy_l) Z_lm. A row holds the
 * transposes, so that all samples go through W in one product. Gauss-Newton leaves out what has s''. */
#include "curvature/curvature-private.h"

#include <cblas.h>
#include <string.h>

static gboolean
last_is_diagonal (const WscNet *net)
{
  return net->architecture->loss == WSC_LOSS_MSE;
}

static gsize
size_of (const WscNet *net, guint l, guint m)
{
  return m == l && l == net->n_layers - 1 && last_is_diagonal (net) ? net->units[l]
                                                                    : (gsize) net->units[m] * net->units[l];
}

gsize
wsc_second_row_size (const WscNet *net)
{
  gsize size = 0;

  for (guint l = 0; l < net->n_layers; l++)
    for (guint m = 0; m <= l; m++)
      size += size_of (net, l, m) + (m < l && l < net->n_layers - 1 ? size_of (net, l, m) : 0);
  return size;
}

gsize
wsc_second_room (const WscNet *net, gsize count)
{
  gsize most = 1;

  for (guint l = 0; l < net->n_layers; l++)
    for (guint m = 0; m <= l; m++)
      most = MAX (most, (gsize) net->units[m] * net->units[l]);
  return count * most;
}

void
wsc_second_init (WscSecond *self, const WscNet *net, gsize capacity)
{
  double *at;

  *self = (WscSecond){ .is_last_diagonal = last_is_diagonal (net) };
  at = self->memory = g_malloc_n (capacity * wsc_second_row_size (net), sizeof (double));
  for (guint l = 0; l < net->n_layers; l++)
    for (guint m = 0; m <= l; m++)
      {
        self->d[l][m] = at;
        at += capacity * size_of (net, l, m);
        if (m == l || l == net->n_layers - 1)
          continue;
        self->j[l][m] = at;
        at += capacity * size_of (net, l, m);
      }
}

void
wsc_second_clear (WscSecond *self)
{
  g_clear_pointer (&self->memory, g_free);
}

typedef struct
{
  const WscSecond *second;
  const WscNet *net;
  const WscPass *pass;
  WscHessianKind kind;
  gsize row, count;
  double *room;
} Job;

/* The rows of [l][m]. */
static double *
rows_of (const Job *self, double *const matrix[WSC_MAX_LAYERS][WSC_MAX_LAYERS], guint l, guint m)
{
  return matrix[l][m] + self->row * size_of (self->net, l, m);
}

/* Z_{m+1,m} = W_{m+1} diag (s'_m) */
static void
first_z (const Job *self, guint m)
{
  const gsize above = self->net->units[m + 1], units = self->net->units[m], width = self->net->width[m + 1];
  const double *w = self->net->weights + self->net->first[m + 1], *slope = self->pass->slope[m] + self->row * units;
  double *z = rows_of (self, self->second->d, m + 1, m);

  for (gsize r = 0; r < self->count * units; r++, z += above)
    for (gsize i = 0; i < above; i++)
      z[i] = w[i * width + r % units] * slope[r];
}

/* J_lm = diag (s'_l) Z_lm, then Z_{l+1,m} = W_{l+1} J_lm. */
static void
next_z (const Job *self, guint l, guint m)
{
  const gsize columns = self->net->units[m], units = self->net->units[l], above = self->net->units[l + 1];
  const double *z = rows_of (self, self->second->d, l, m), *slope = self->pass->slope[l] + self->row * units;
  double *j = rows_of (self, self->second->j, l, m);

  for (gsize r = 0; r < self->count; r++)
    for (gsize k = 0; k < columns; k++)
      for (gsize i = 0; i < units; i++)
        j[(r * columns + k) * units + i] = slope[r * units + i] * z[(r * columns + k) * units + i];
  cblas_dgemm (CblasRowMajor, CblasNoTrans, CblasTrans, (blasint) (self->count * columns), (blasint) above,
               (blasint) units, 1.0, j, (blasint) units, self->net->weights + self->net->first[l + 1],
               (blasint) self->net->width[l + 1], 0.0, rows_of (self, self->second->d, l + 1, m), (blasint) above);
}

static void
unit_z (const Job *self, guint l)
{
  const gsize units = self->net->units[l];
  double *z = rows_of (self, self->second->d, l, l);

  memset (z, 0, self->count * units * units * sizeof (double));
  for (gsize r = 0; r < self->count; r++)
    for (gsize i = 0; i < units; i++)
      z[(r * units + i) * units + i] = 1.0;
}

/* The diagonal of mean-of-squares: 2/k s'^2 + s'' dS/dy for k outputs. */
static double
square_curvature (const Job *self, gsize place)
{
  const guint last = self->net->n_layers - 1;
  const double slope = self->pass->slope[last][place], bent = self->pass->curve[last][place];

  return 2.0 / self->net->units[last] * slope * slope +
         (self->kind == WSC_HESSIAN_EXACT ? bent * self->pass->behind[last][place] : 0.0);
}

/* (diag (y) - y y') z of the softmax y */
static void
apply_softmax (gsize n, const double *y, double *z)
{
  double mean = 0.0;

  for (gsize i = 0; i < n; i++)
    mean += y[i] * z[i];
  for (gsize i = 0; i < n; i++)
    z[i] = y[i] * (z[i] - mean);
}

/* Z_Lm becomes D_Lm. */
static void
last_d (const Job *self, guint m)
{
  const guint last = self->net->n_layers - 1;
  const gsize units = self->net->units[last], columns = self->net->units[m];
  double *z = rows_of (self, self->second->d, last, m);

  for (gsize r = self->row; r < self->row + self->count; r++)
    for (gsize k = 0; k < columns; k++, z += units)
      if (!self->second->is_last_diagonal)
        apply_softmax (units, self->pass->y[last + 1] + r * units, z);
      else
        for (gsize i = 0; i < units; i++)
          z[i] *= square_curvature (self, r * units + i);
}

static void
last_diagonal (const Job *self)
{
  const guint last = self->net->n_layers - 1;
  const gsize units = self->net->units[last];

  for (gsize i = self->row * units; i < (self->row + self->count) * units; i++)
    self->second->d[last][last][i] = square_curvature (self, i);
}

/* Z_lm becomes D_lm, from D_{l+1,m}. */
static void
next_d (const Job *self, guint l, guint m)
{
  const gsize columns = self->net->units[m], units = self->net->units[l], above = self->net->units[l + 1];
  const double *slope = self->pass->slope[l] + self->row * units, *curve = self->pass->curve[l] + self->row * units;
  const double *behind = self->pass->behind[l] + self->row * units;
  const double share = self->kind == WSC_HESSIAN_EXACT ? 1.0 : 0.0;
  double *z = rows_of (self, self->second->d, l, m);

  cblas_dgemm (CblasRowMajor, CblasNoTrans, CblasNoTrans, (blasint) (self->count * columns), (blasint) units,
               (blasint) above, 1.0, rows_of (self, self->second->d, l + 1, m), (blasint) above,
               self->net->weights + self->net->first[l + 1], (blasint) self->net->width[l + 1], 0.0, self->room,
               (blasint) units);
  for (gsize r = 0; r < self->count; r++)
    for (gsize k = 0; k < columns; k++)
      for (gsize i = 0; i < units; i++)
        {
          const gsize at = (r * columns + k) * units + i, unit = r * units + i;

          z[at] = slope[unit] * self->room[at] + share * curve[unit] * behind[unit] * z[at];
        }
}

void
wsc_second_run (const WscSecond *self, const WscNet *net, const WscPass *pass, WscHessianKind kind, gsize row,
                gsize count, double *room)
{
  const Job job = { self, net, pass, kind, row, count, room };
  const guint last = net->n_layers - 1;

  for (guint m = 0; m <= last; m++)
    {
      if (m < last)
        first_z (&job, m);
      if (m < last || !self->is_last_diagonal)
        unit_z (&job, m);
      for (guint l = m + 1; l < last; l++)
        next_z (&job, l, m);
      if (m == last && self->is_last_diagonal)
        last_diagonal (&job);
      else
        last_d (&job, m);
      for (guint l = last; l-- > m;)
        next_d (&job, l, m);
    }
}
