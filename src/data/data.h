/* data: files and generators become one immutable data set: samples (input,
 * target) seen as views over one float array, split into training and test.
 *
 * A series of T values is never copied into windows: sample i is the window that
 * begins at value i, so inputs and targets of neighbouring samples overlap in memory.
 */
#pragma once

#include "base/base.h"
#include "tensors/tensors.h"

G_BEGIN_DECLS

/* --- tables read from files -------------------------------------------- */

typedef enum { WSC_COLUMN_NUMBER, WSC_COLUMN_TEXT } WscColumnType;
typedef enum { WSC_HEADER_AUTO, WSC_HEADER_YES, WSC_HEADER_NO } WscHeader;

/* A file as columns. Immutable, atomically ref-counted. */
typedef struct _WscTable WscTable;
#define WSC_TYPE_TABLE (wsc_table_get_type ())
GType wsc_table_get_type (void);

/* Reads delimited text: separator (comma, semicolon, tab, blanks), decimal comma and header are
 * found by looking. Lines that begin with # are left out, and so are blank ones, but a blank line between two rows of
 * a single column is an empty cell. Empty cells become NaN (or the label "") and are counted. Errors carry path,
 * line and column, what was found and what was expected: FILE, FORMAT, STOPPED. Of arrays: their lists and columns of the greatest length. */
WscTable *wsc_table_load (const char *path, WscHeader header, const WscHook *hook, GError **error);
/* The first `most` >= 1 rows alone, but all of a file of arrays. */
WscTable *wsc_table_load_head (const char *path, WscHeader header, gsize most, const WscHook *hook, GError **error);
WscTable *wsc_table_parse (const char *name, const char *text, gsize length, WscHeader header, const WscHook *hook, GError **error);
WscTable *wsc_table_ref (WscTable *self);
void wsc_table_unref (WscTable *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (WscTable, wsc_table_unref)
gsize wsc_table_get_n_rows (const WscTable *self);
guint wsc_table_get_n_columns (const WscTable *self);
const char *wsc_table_get_name (const WscTable *self, guint column);
WscColumnType wsc_table_get_column_type (const WscTable *self, guint column);
const double *wsc_table_get_numbers (const WscTable *self, guint column); /* (rows), NaN where empty; NULL for text */
const char *const *wsc_table_get_labels (const WscTable *self, guint column, guint *n_labels); /* distinct, in order of appearance */
const guint32 *wsc_table_get_codes (const WscTable *self, guint column); /* (rows) index of the label; NULL for numbers */
gsize wsc_table_get_n_missing (const WscTable *self, guint column);
char wsc_table_get_separator (const WscTable *self); /* ' ' for blanks, '\0' for a single column */
gboolean wsc_table_get_decimal_comma (const WscTable *self);
gboolean wsc_table_get_has_header (const WscTable *self);
gsize wsc_table_get_n_repeated_times (const WscTable *self); /* equal neighbours in a first column of times */
/* A column by name, or by number from 1. Errors: RANGE, with the names there are. */
gboolean wsc_table_find_column (const WscTable *self, const char *name_or_number, guint *column, GError **error);

/* --- what the user sets ------------------------------------------------- */

typedef enum
{
  WSC_SOURCE_SINE, WSC_SOURCE_FILE, WSC_SOURCE_ECG, WSC_SOURCE_CO2, WSC_SOURCE_SUNSPOTS,
  WSC_SOURCE_AIRPASSENGERS, WSC_SOURCE_IRIS, WSC_SOURCE_WINE, WSC_SOURCE_BOSTON, WSC_SOURCE_DIGITS, WSC_SOURCE_MNIST, WSC_SOURCE_GAUSSIANS,
} WscSource;

typedef enum
{
  WSC_TASK_RESTORE,             /* window -> the same window; table row -> the same row */
  WSC_TASK_RESTORE_LONGER,      /* window of h -> window of p that starts at the same point */
  WSC_TASK_RESTORE_LONGER_BACK, /* window of h -> window of p that ends at the same point */
  WSC_TASK_FORECAST,            /* window of h -> the next p values */
  WSC_TASK_CLASSIFY,            /* table row -> class, one output a class */
  WSC_TASK_REGRESS,             /* table row -> number */
} WscTask;

typedef enum { WSC_SCALE_NONE, WSC_SCALE_STANDARDISE, WSC_SCALE_UNIT } WscScale;
typedef enum
{
  WSC_MISSING_REFUSE, WSC_MISSING_DROP, WSC_MISSING_INTERPOLATE,
  WSC_MISSING_ITERATIVE, WSC_MISSING_SUBSPACE, /* series only: see wsc_ssa_fill () */
} WscMissing;
typedef enum { WSC_SPLIT_AUTO, WSC_SPLIT_RANDOM, WSC_SPLIT_LAST } WscSplit;

typedef struct
{
  int source; /* WscSource */
  char *path; /* as written in the study, perhaps relative to it; of MNIST: a folder with its four files, or empty */
  char *column; /* of a file: by name or number; empty: the last of numbers */
  char *channels; /* of a series in a file: more columns, "uy;uz", by name or number, that SSA takes beside it */
  char *target; /* of a file: by name or number; empty: the last */
  char *labels; /* of a file of arrays: another file, with the targets; or empty */
  int header;  /* WscHeader */
  int missing; /* WscMissing */
  int fill_window, fill_rank; /* of filling by SSA; window 0: a quarter of the series, from 2 to 100 */
  double from, to; /* interval of the sine, in units of pi */
  int length;
  double noise; /* standard deviation */
  int first, count; /* first value used (from 0) and how many; count 0: all */
  int task;    /* WscTask */
  int window;
  int horizon; /* p of restore-longer and forecast */
  int scale;   /* WscScale, by what training sees */
  int split;   /* WscSplit; auto: last windows of a series, stratified random rows of a table */
  double test_share;
  gboolean alone; /* of a series: nothing is trained, so windows of two values stand in for the study's; not an option */
} WscDataSettings;

/* TRUE if the source is one column in time (as the settings say; a file is one unless the task is of tables). */
gboolean wsc_data_settings_is_series (const WscDataSettings *settings);

/* --- the data set ------------------------------------------------------- */

/* n samples as a view: inputs of sample i begin at inputs + i * input_step. Borrowed. */
typedef struct
{
  const float *inputs;
  gsize input_step;
  guint n_inputs;
  const float *targets; /* one-hot for classes */
  gsize target_step;
  guint n_targets;
  gsize n_samples;
} WscSamples;

/* Immutable, atomically ref-counted. */
typedef struct _WscDataset WscDataset;
#define WSC_TYPE_DATASET (wsc_dataset_get_type ())
GType wsc_dataset_get_type (void);

/* Reads or makes the data. `base_dir` (nullable) is where relative paths start. Every problem is
 * a message that names the value and what was expected: FILE, FORMAT, RANGE, STOPPED. */
WscDataset *wsc_dataset_new (const WscDataSettings *settings, guint64 seed, const char *base_dir,
                             const WscHook *hook, GError **error);
WscDataset *wsc_dataset_ref (WscDataset *self);
void wsc_dataset_unref (WscDataset *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (WscDataset, wsc_dataset_unref)

void wsc_dataset_get_samples (const WscDataset *self, WscSamples *samples);
/* The same windows over another series of the same length (scaled as this one). Series only. */
void wsc_dataset_get_samples_over (const WscDataset *self, const float *series, WscSamples *samples);
const guint32 *wsc_dataset_get_train (const WscDataset *self, gsize *n); /* ascending */
const guint32 *wsc_dataset_get_test (const WscDataset *self, gsize *n);

gboolean wsc_dataset_is_series (const WscDataset *self);
gsize wsc_dataset_get_length (const WscDataset *self); /* T values, or rows */
const float *wsc_dataset_get_scaled_series (const WscDataset *self); /* (T), what samples point into */
const double *wsc_dataset_get_times (const WscDataset *self);    /* (T), in the unit of the file */
const double *wsc_dataset_get_observed (const WscDataset *self); /* (T), in the original unit */
const double *wsc_dataset_get_clean (const WscDataset *self);    /* (T), or NULL where unknown */
/* Several series of one length, (channels, T) row-major in the original unit. Row 0 is the observed one, and the only
 * one that samples are made of. */
guint wsc_dataset_get_n_channels (const WscDataset *self); /* 1 without others */
const double *wsc_dataset_get_channels (const WscDataset *self); /* NULL for tables */
const char *wsc_dataset_get_channel_name (const WscDataset *self, guint channel);
/* (channels, T): 1 where a value was empty in the file and is filled; NULL if none is. */
const guint8 *wsc_dataset_get_filled (const WscDataset *self);
/* The values at which the input and the target of sample 0 begin; of sample i, i values later. */
gsize wsc_dataset_get_input_offset (const WscDataset *self); /* 0 but for restore-longer-back */
gsize wsc_dataset_get_target_offset (const WscDataset *self);

/* original = scaled * factor + offset, for each target. */
const double *wsc_dataset_get_target_factors (const WscDataset *self);
const double *wsc_dataset_get_target_offsets (const WscDataset *self);

guint wsc_dataset_get_n_classes (const WscDataset *self); /* 0 if not a classification */
const guint32 *wsc_dataset_get_classes (const WscDataset *self); /* (samples), or NULL */
const char *const *wsc_dataset_get_class_names (const WscDataset *self);
const char *const *wsc_dataset_get_input_names (const WscDataset *self); /* NULL-terminated; "t", "t+1" … for windows */

const char *wsc_dataset_get_name (const WscDataset *self);
const char *const *wsc_dataset_get_notes (const WscDataset *self); /* what was found and done, translated */
/* SHA-256 of the numbers themselves, hexadecimal. */
const char *wsc_dataset_get_digest (const WscDataset *self);

/* In a file of arrays: samples, and what they should give; each NULL if nothing is called or shaped like it. */
void wsc_data_find_arrays (const WscTensors *tensors, const WscTensor **inputs, const WscTensor **targets);

/* --- a data set again from stored numbers -------------------------------- */

/* All that a data set holds. Everything is borrowed, and copied by wsc_dataset_new_from_parts (). */
typedef struct
{
  const char *name, *digest;       /* the digest is kept, not computed again */
  const char *const *notes;        /* NULL-terminated, or NULL */
  const char *const *input_names;  /* NULL-terminated, n_inputs of them */
  guint n_inputs, n_targets;
  gsize n_samples, length;         /* length: T values of a series, or rows */
  gboolean is_series;
  const double *times, *observed, *clean; /* (length), NULL where the getter returns NULL */
  guint n_channels;                /* 0 means 1 */
  const double *channels;          /* (channels, length), or NULL where there is one; row 0 is `observed` */
  const char *const *channel_names; /* NULL-terminated, or NULL where there is one */
  const guint8 *filled;            /* (channels, length), or NULL */
  const float *series;             /* (length) scaled; sample i: inputs at input_offset + i, targets at target_offset + i */
  gsize input_offset, target_offset;
  const float *inputs, *targets;   /* of a table: (samples, inputs) and (samples, targets) */
  const double *target_factors, *target_offsets; /* (targets) */
  guint n_classes;
  const guint32 *classes;          /* (samples), or NULL */
  const char *const *class_names;  /* NULL-terminated, or NULL */
  const guint32 *train, *test;
  gsize n_train, n_test;
} WscDatasetParts;

/* Checks that the parts fit together, since they may come from a damaged file. Errors: FORMAT. */
WscDataset *wsc_dataset_new_from_parts (const WscDatasetParts *parts, GError **error);

G_END_DECLS
