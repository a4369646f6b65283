/* Where parameters may move: orthonormal layers as points of a Stiefel manifold with the metric of the space around it
 * (Edelman, Arias and Smith 1998), and the directions that change nothing. */
#pragma once

#include "curvature/curvature-private.h"

G_BEGIN_DECLS

/* An orthonormal layer as rows (count, length), count <= length: W where out <= in, else its transpose. */
typedef struct
{
  gsize count, length;
  gsize offset; /* in the parameter block */
  gboolean transposed;
} WscFactor;

WscFactor wsc_factor_of (const WscArchitecture *architecture, guint layer);
/* (count, length) from a parameter block, and back. */
void wsc_factor_get (const WscFactor *self, const double *parameters, double *rows);
void wsc_factor_put (const WscFactor *self, const double *rows, double *parameters);

gboolean wsc_architecture_has_factors (const WscArchitecture *architecture);
/* v (p) becomes its tangent part: V - sym (V X') X for the rows X of each factor. */
void wsc_tangent_project (const WscArchitecture *architecture, const double *parameters, double *v);
/* Each factor becomes the nearest orthonormal one, U V' of its singular value decomposition. Errors: NUMERIC. */
gboolean wsc_tangent_retract (const WscArchitecture *architecture, double *parameters, GError **error);

/* Orthonormal rows that span the free directions of layers first .. end - 1, (n_free, size) with the places of those
 * layers alone; NULL if all are free. Caller frees. */
double *wsc_free_basis (const WscArchitecture *architecture, const double *parameters, guint first, guint end,
                        gsize *n_free);
/* Orthonormal gauge directions of the whole network, (n_gauge, p); NULL if there are none. Caller frees. */
double *wsc_gauge_basis (const WscArchitecture *architecture, const double *parameters, gsize *n_gauge);

/* The Lagrange term of the Riemannian Hessian: A -= I x sym (G X') for each factor of layers first .. end - 1; `a`
 * (size, size) and `gradient` (size) are of those layers alone. */
void wsc_lagrange_subtract (const WscArchitecture *architecture, const double *parameters, const double *gradient,
                            guint first, guint end, double *a);

/* Rows of the whole space (n, n) whose first n_rows span `rows` (n_rows, n): the others are its orthonormal complement.
 * Errors: NUMERIC. */
double *wsc_complete_basis (gsize n_rows, gsize n, const double *rows, GError **error);

G_END_DECLS
