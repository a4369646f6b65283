#pragma once

#include "data/data.h"

/* Each adds the tests of its file. */
void add_number_tests (void);
void add_table_tests (void);
void add_refusal_tests (void);
void add_fuzz_tests (void);
void add_shared_tests (void);
void add_series_tests (void);
void add_missing_tests (void);
void add_rows_tests (void);
void add_parts_tests (void);
void add_channels_tests (void);
void add_arrays_tests (void);

/* Parses text under the name "test.csv" and expects it to succeed. */
WscTable *parse (const char *text, WscHeader header);
/* Expects a refusal with this code and message. */
void assert_refused (const char *text, WscHeader header, WscErrorCode code, const char *message);
void assert_numbers (const WscTable *table, guint column, gsize n, const double *expected); /* NaN equals NaN */

/* Everything at a plain default: a sine of 500 values, windows of 20. */
WscDataSettings default_settings (void);
/* Writes the text to a file in the test's own folder; free with g_free (). */
char *write_file (const char *name, const char *text, gssize length);
WscDataset *make (const WscDataSettings *settings);
void assert_no_dataset (const WscDataSettings *settings, WscErrorCode code, const char *message);
gboolean has_note (const WscDataset *dataset, const char *note);
