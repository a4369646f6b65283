#pragma once

#include "base/reference.h"

/* Each adds the tests of its file. */
void add_random_tests (void);
void add_parallel_tests (void);
void add_moments_tests (void);
void add_linalg_tests (void);
void add_assign_tests (void);
void add_text_tests (void);
void add_places_tests (void);
void add_write_tests (void);

/* (rows, columns) of independent N(0, 1); caller frees. */
double *random_matrix (WscRandom *random, gsize rows, gsize columns);
double *multiply (gsize m, gsize k, gsize n, const double *a, const double *b);
double *transpose (gsize m, gsize n, const double *a);
