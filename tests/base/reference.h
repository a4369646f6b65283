/* Tables of numbers that another program computed. */
#pragma once

#include "base/base.h"

/* The numbers of tests/reference/`name`, rows one after another, without comment lines; `n_columns` of the last row. */
GArray *load_reference (const char *name, guint *n_columns);
double reference_at (const GArray *numbers, gsize i);
double largest_difference (gsize n, const double *a, const double *b);
