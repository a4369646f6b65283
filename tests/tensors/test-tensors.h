#pragma once

#include "tensors/tensors-private.h"

/* Each adds the tests of its file. */
void add_format_tests (void);
void add_hdf5_tests (void);
void add_save_tests (void);
void add_refusal_tests (void);
void add_fuzz_tests (void);

/* Both free with g_free (): a file by another program, and a path in the test's own folder. */
char *given (const char *name);
char *own_path (const char *name);
WscTensors *load (const char *path);
/* An array of this shape and type with these values. */
void assert_array (const WscTensors *tensors, const char *name, WscTensorType type, const char *shape, gsize n, const double *expected);
/* Writes the bytes and expects a refusal: FORMAT, with this message after the path. */
void assert_refused (const char *name, const GByteArray *bytes, const char *message);
GByteArray *bytes_of (const char *path);
void append_text (GByteArray *bytes, const char *text);
