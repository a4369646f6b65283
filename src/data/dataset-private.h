/* How a data set is built, for the files of this folder alone. */
#pragma once

#include "data/data.h"
#include "tensors/tensors.h"

G_BEGIN_DECLS

struct _WscDataset
{
  gint ref_count;
  char *name, *digest;
  char **notes, **input_names, **class_names; /* NULL-terminated; class_names may be NULL */
  gboolean is_series;
  guint n_inputs, n_targets, n_classes;
  gsize n_samples, length, n_train, n_test;
  gsize input_offset, target_offset;
  float *series;                     /* (length), of a series */
  float *inputs, *targets;           /* (samples, inputs), (samples, targets), of a table */
  double *times, *observed, *clean;  /* (length), of a series; clean may be NULL */
  guint n_channels;                  /* 1 without others */
  double *channels;                  /* (channels, length), row 0 `observed`; NULL where there is one */
  char **channel_names;              /* NULL-terminated; may be NULL where there is one */
  guint8 *filled;                    /* (channels, length), or NULL */
  double *target_factors, *target_offsets;
  guint32 *classes; /* (samples), or NULL */
  double *means, *covariances; /* (samples, dimension), (samples, dimension, dimension) of given Gaussians, or NULL */
  guint dimension;
  guint32 *train, *test;
};

/* One data set in the making. */
typedef struct
{
  WscDataset *dataset;
  const WscDataSettings *settings;
  guint64 seed;
  GPtrArray *notes; /* of char * */
  const WscHook *hook;
} WscBuild;

void wsc_build_note (WscBuild *build, const char *format, ...) G_GNUC_PRINTF (2, 3);
/* "data.window is 0; allowed: 1 to 50" */
gboolean wsc_build_check (const char *key, gint64 value, gint64 minimum, gint64 maximum, GError **error);
gboolean wsc_build_range (WscBuild *build, gsize n, gsize *first, gsize *count, GError **error);

/* dataset-series.c: times, observed, clean and length. */
gboolean wsc_build_sine (WscBuild *build, GError **error);
gboolean wsc_build_column (WscBuild *build, const WscTable *table, GError **error);

/* Columns of one table in the making of a series, each of them a channel. */
typedef struct
{
  const WscTable *table;
  GArray *columns; /* of guint: columns of the table, the series first */
  gsize first;     /* row of the table */
  gsize length;
  double *times;   /* (length) */
  double *values;  /* (channels, length), NaN where empty */
  guint8 *filled;  /* (channels, length), or NULL */
} WscColumns;

/* dataset-channels.c: which columns, the series first. */
gboolean wsc_build_find_columns (WscBuild *build, const WscTable *table, GArray *columns, GError **error);

/* dataset-missing.c: leaves no NaN, or refuses. */
gboolean wsc_build_treat_missing (WscBuild *build, WscColumns *columns, GError **error);

/* dataset-windows.c: scaling, windows and their split. */
gboolean wsc_build_windows (WscBuild *build, GError **error);

/* dataset-rows.c: everything of a table. */
gboolean wsc_build_rows (WscBuild *build, const WscTable *table, GError **error);

/* dataset-gaussians.c: everything of a table of Gaussians. */
gboolean wsc_build_gaussians (WscBuild *build, const WscTable *table, GError **error);

/* table-tensors.c: the columns of a file of arrays, of the same length as the column `wanted` (nullable). */
WscTable *wsc_table_load_tensors (const char *path, const char *wanted, const WscHook *hook, GError **error);

/* Samples and what they should give, out of arrays: one pair, or two where the files say themselves what is for the test. */
typedef struct
{
  const char *name; /* of the file, for messages */
  guint n_parts;    /* 1 or 2: training and test */
  const WscTensor *inputs[2];  /* (n, …) */
  const WscTensor *targets[2]; /* (n), or NULL: `target_column` of the inputs */
  guint target_column;         /* from 0 */
  double unit;                 /* inputs are divided by it; otherwise, where it is 0, scaled as the settings say */
} WscArrays;

/* dataset-arrays.c: everything of a table, without a copy of the numbers in double. */
gboolean wsc_build_arrays (WscBuild *build, const WscArrays *arrays, GError **error);
/* dataset-files.c: arrays of the user's file, and MNIST. */
gboolean wsc_build_array_file (WscBuild *build, const char *path, const char *base_dir, GError **error);
gboolean wsc_build_mnist (WscBuild *build, const char *base_dir, GError **error);

/* dataset-split.c: train and test. `span`: values that one window covers, inputs and targets together. */
gboolean wsc_build_split_series (WscBuild *build, gsize span, GError **error);
gboolean wsc_build_split_rows (WscBuild *build, GError **error);
/* The first n_train samples, and the others. */
void wsc_build_split_given (WscBuild *build, gsize n_train);

/* scaled = (value - offset) / factor. A column that does not vary gets factor 1 and `constant`. */
typedef struct
{
  double factor, offset;
  gboolean constant;
} WscScaling;

/* Over values[rows[0]] … values[rows[n - 1]], or the first n where rows is NULL. */
void wsc_scaling_find (WscScaling *self, WscScale scale, const double *values, const guint32 *rows, gsize n);

G_END_DECLS
