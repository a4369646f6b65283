#include "analysis/analysis-private.h"

#include <cblas.h>
#include <glib/gi18n-lib.h>
#include <string.h>

#define VERTICAL (1 - 1e-10)

void
wsc_ssa_get_window_vector (const WscSsa *ssa, gsize i, double *u)
{
  const gsize L = wsc_ssa_get_window (ssa);

  if (wsc_ssa_get_rows (ssa) == L)
    memcpy (u, wsc_ssa_get_vector (ssa, i), L * sizeof *u);
  else
    wsc_ssa_get_right_vector (ssa, i, u);
}

static gboolean
check_components (const WscSsa *ssa, const WscComponents *components, GError **error)
{
  const gsize r = wsc_ssa_get_n_components (ssa);

  if (components->n == 0)
    {
      g_set_error (error, WSC_ERROR, WSC_ERROR_RANGE, _("No components were chosen; allowed: 1 to %zu"), r);
      return FALSE;
    }
  for (guint i = 0; i < components->n; i++)
    if (components->items[i] >= r)
      {
        g_set_error (error, WSC_ERROR, WSC_ERROR_RANGE, _("There is no component %u; allowed: 1 to %zu"),
                     components->items[i] + 1, r);
        return FALSE;
      }
  return TRUE;
}

void
wsc_subspace_init_from_vectors (WscSubspace *self, gsize L, gsize m, const double *vectors)
{
  *self = (WscSubspace){ .L = L, .m = m };
  self->vectors = g_memdup2 (vectors, m * L * sizeof *vectors);
  self->last = g_new (double, m);
  for (gsize i = 0; i < m; i++)
    {
      self->last[i] = vectors[i * L + L - 1];
      self->verticality += self->last[i] * self->last[i];
    }
}

gboolean
wsc_subspace_init (WscSubspace *self, const WscSsa *ssa, const WscComponents *components, GError **error)
{
  const gsize L = wsc_ssa_get_window (ssa);
  g_autofree double *vectors = NULL;

  if (!check_components (ssa, components, error))
    return FALSE;
  vectors = g_malloc_n (components->n * L, sizeof (double));
  for (guint i = 0; i < components->n; i++)
    wsc_ssa_get_window_vector (ssa, components->items[i], vectors + i * L);
  wsc_subspace_init_from_vectors (self, L, components->n, vectors);
  return TRUE;
}

void
wsc_subspace_clear (WscSubspace *self)
{
  g_clear_pointer (&self->vectors, g_free);
  g_clear_pointer (&self->last, g_free);
}

gboolean
wsc_subspace_check_verticality (const WscSubspace *self, GError **error)
{
  if (self->verticality < VERTICAL)
    return TRUE;
  g_set_error (error, WSC_ERROR, WSC_ERROR_RANGE,
               _("The chosen components have a verticality of %.12g, and it must be below 1: their space holds the "
                 "last unit vector, so that nothing follows from the values before; choose fewer components"),
               self->verticality);
  return FALSE;
}

/* (P_up' P_up)^-1 = I + pi pi' / (1 - nu^2), Sherman and Morrison 1950. */
void
wsc_subspace_get_shift (const WscSubspace *self, double *shift)
{
  const gsize m = self->m;
  const int im = (int) m, L = (int) self->L;
  g_autofree double *along = g_new0 (double, m);

  wsc_blas_use_one_thread ();
  cblas_dgemm (CblasRowMajor, CblasNoTrans, CblasTrans, im, im, L - 1, 1, self->vectors, L, self->vectors + 1, L, 0,
               shift, im);
  for (gsize i = 0; i < m; i++)
    for (gsize j = 0; j < m; j++)
      along[j] += self->last[i] * shift[i * m + j] / (1 - self->verticality);
  for (gsize i = 0; i < m; i++)
    for (gsize j = 0; j < m; j++)
      shift[i * m + j] += self->last[i] * along[j];
}
