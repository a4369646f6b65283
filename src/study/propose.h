/* propose: what a file of data holds, what is guessed of it, and a first study of it that shows something within seconds.
 * Everything that is proposed is a value of an option, with a sentence that says why.
 */
#pragma once

#include "study/study.h"

G_BEGIN_DECLS

/* --- what its columns hold --------------------------------------------------- */

typedef enum
{
  WSC_HOLDS_NUMBERS,
  WSC_HOLDS_TIMES,    /* a first column of numbers that never go down, beside others */
  WSC_HOLDS_DATES,    /* text that looks like dates or times of day */
  WSC_HOLDS_CLASSES,  /* text with few different values, each of them often */
  WSC_HOLDS_WORDS,    /* any other text */
  WSC_HOLDS_CONSTANT, /* one number, or one text, in all rows */
  WSC_HOLDS_NOTHING,  /* only empty cells */
  WSC_HOLDS_ARRAY,    /* of a file of arrays: an array that is no column */
} WscHolds;

#define WSC_OUTLINE 64

typedef struct
{
  char *name;
  WscHolds holds;
  guint n_distinct; /* of text: different values that are not empty */
  gsize n_missing;  /* empty cells */
  char *about;      /* in words: "Numbers", "3 classes" … */
  char *first;      /* the first values: "5.1, 4.9, 4.7 …" */
  double outline[WSC_OUTLINE]; /* of numbers, in order: low and high of each part by turns, or the values themselves if there are no more */
  guint n_outline;             /* 0 of anything but numbers */
} WscColumnLook;

/* Immutable, atomically ref-counted. */
typedef struct _WscPreview WscPreview;
#define WSC_TYPE_PREVIEW (wsc_preview_get_type ())
GType wsc_preview_get_type (void);
WscPreview *wsc_preview_new (const WscTable *table); /* takes one pass over the table */
WscPreview *wsc_preview_new_from_arrays (const WscTensors *tensors);
WscPreview *wsc_preview_ref (WscPreview *self);
void wsc_preview_unref (WscPreview *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (WscPreview, wsc_preview_unref)
gsize wsc_preview_get_n_rows (const WscPreview *self); /* 0 of arrays */
guint wsc_preview_get_n_columns (const WscPreview *self);
const WscColumnLook *wsc_preview_get_column (const WscPreview *self, guint column);

/* --- the file, read once -------------------------------------------------------- */

/* Immutable, atomically ref-counted. */
typedef struct _WscDataFile WscDataFile;
#define WSC_TYPE_DATA_FILE (wsc_data_file_get_type ())
GType wsc_data_file_get_type (void);
/* A relative path starts at the current folder. Errors: those of wsc_table_load () and wsc_tensors_load (). */
WscDataFile *wsc_data_file_load (const char *path, const WscHook *hook, GError **error);
/* The columns of the first rows, which is soon there. Errors: as above. */
WscPreview *wsc_data_file_peek (const char *path, const WscHook *hook, GError **error);
WscDataFile *wsc_data_file_ref (WscDataFile *self);
void wsc_data_file_unref (WscDataFile *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (WscDataFile, wsc_data_file_unref)
const char *wsc_data_file_get_path (const WscDataFile *self); /* canonical */
WscPreview *wsc_data_file_get_preview (const WscDataFile *self); /* borrowed */

/* --- the proposal ---------------------------------------------------------------- */

typedef enum { WSC_DATA_GUESS, WSC_DATA_SERIES, WSC_DATA_TABLE, WSC_DATA_SAMPLES, WSC_DATA_GAUSSIANS, WSC_DATA_NETWORK } WscDataKind;

/* What somebody has decided; the rest is guessed. */
typedef struct
{
  WscDataKind kind;   /* GUESS, SERIES or TABLE */
  const char *column; /* of the series, or NULL */
  const char *target; /* of the table, or NULL */
} WscWish;

typedef struct
{
  const WscOption *option;
  char *why; /* one sentence */
} WscReason;

typedef struct
{
  WscStudy *study;
  WscDataKind kind;    /* never GUESS */
  char *summary;       /* "A series: column “value”, 1,204 values." */
  GPtrArray *reasons;  /* of WscReason *: what is proposed, in the order of the option table */
  GPtrArray *warnings; /* of char *: what there is to know about the file */
} WscProposal;

/* `wish` may be NULL. Cheap: of long data a part is looked at. Errors: FORMAT, with the way out: no numbers, nothing but constants, too short, a
 * column of another kind, a network without its study; RANGE: no such column. */
WscProposal *wsc_proposal_new (const WscDataFile *file, const WscWish *wish, GError **error);
void wsc_proposal_free (WscProposal *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (WscProposal, wsc_proposal_free)

/* --- how long it takes ------------------------------------------------------------- */

/* Seconds that the networks of the study take to train on this machine, about; infinite where more than a bootstrap is asked for, 0 where nothing
 * is trained. */
double wsc_study_estimate_seconds (const WscStudy *study, const WscDataset *dataset);
/* The same, with the data read for it, so it may take a while; infinite where they cannot be read. */
double wsc_study_estimate_seconds_of (const WscStudy *study, const WscHook *hook);

G_END_DECLS
