/* The stages of reading delimited text, for the files of this folder alone:
 * bytes in chunks (csv-source) -> cells (csv-cell) -> dialect (csv-dialect) -> columns (csv-read).
 */
#pragma once

#include "data/data.h"

G_BEGIN_DECLS

#define WSC_CSV_MAX_LINE (64 * 1024 * 1024)
#define WSC_CSV_MAX_COLUMNS 100000
#define WSC_CSV_BLANKS ' ' /* as a separator: runs of spaces and tabs */
#define WSC_CSV_NONE '\0'  /* one column */

/* --- numbers (csv-number.c) ---------------------------------------------- */

/* Reads [+-]digits[.digits][e[+-]digits] at `text`, which ends somewhere in a byte that is none of these. Returns
 * the first byte after it, or NULL if there is no number here or it is too large for a double. The value is
 * strtod's, to the bit. */
const char *wsc_csv_read_number (const char *text, char decimal, double *value);

/* File and line. */
#define WSC_CSV_QUOTE_PROBLEM \
  _("%s, line %zu: found a quote without its end, expected a closing quote before the next cell")

/* --- bytes (csv-source.c) ------------------------------------------------ */

/* A window over a file or a text. `end` always points at a NUL byte; no byte before it is one. */
typedef struct
{
  const char *name; /* borrowed; for messages */
  int fd;           /* -1: `text` */
  const char *text;
  gsize total, n_read; /* bytes; total 0: unknown */
  char *buffer;
  gsize capacity;
  const char *at, *end; /* not yet consumed */
  gboolean eof;
  gsize line; /* of `at`, from 1 */
} WscCsvSource;

gboolean wsc_csv_source_open (WscCsvSource *self, const char *path, GError **error);
void wsc_csv_source_init_text (WscCsvSource *self, const char *name, const char *text, gsize length);
void wsc_csv_source_clear (WscCsvSource *self);
/* Moves the unread bytes to the front and reads more. FALSE at an error only: look at `eof`. */
gboolean wsc_csv_source_fill (WscCsvSource *self, const WscHook *hook, GError **error);

/* --- cells (csv-cell.c) -------------------------------------------------- */

typedef struct
{
  const char *text; /* trimmed, without the outer quotes */
  gsize length;
  gboolean quoted;
  gboolean escaped; /* holds doubled quotes */
} WscCsvCell;

typedef enum
{
  WSC_CSV_ROW,   /* complete */
  WSC_CSV_SKIP,  /* a blank line or a comment */
  WSC_CSV_MORE,  /* the window ends inside */
  WSC_CSV_QUOTE, /* no closing quote, or something after it */
} WscCsvStatus;

/* The cell at `text`. Returns the byte that ends it (a separator, a line end or `end`), NULL for a bad quote;
 * `end` with `closed` FALSE means that an open quote runs into the end. */
const char *wsc_csv_read_cell (const char *text, const char *end, char separator, WscCsvCell *cell, gboolean *closed);
/* Past the separator at `text`, or `text` itself at the end of a line. */
const char *wsc_csv_next_cell (const char *text, const char *end, char separator, gboolean *more);
/* Past the line end at `text`. */
const char *wsc_csv_next_line (const char *text, const char *end);
/* TRUE if the line at `text` is blank or a comment; `next` is then where the next begins. */
gboolean wsc_csv_is_idle_line (const char *text, const char *end, char separator, gboolean *blank, const char **next);
/* Splits one line into `cells` (of WscCsvCell). `eof`: nothing follows `end`. */
WscCsvStatus wsc_csv_split (const char *text, const char *end, gboolean eof, char separator, GArray *cells, const char **next);
gsize wsc_csv_count_lines (const char *from, const char *to);
char *wsc_csv_cell_dup (const WscCsvCell *cell); /* unescaped, valid UTF-8 */
gboolean wsc_csv_cell_number (const WscCsvCell *cell, char decimal, double *value);
/* "nan", "inf", "NA", … : a number's place, but none. */
gboolean wsc_csv_cell_is_no_number_word (const WscCsvCell *cell);

/* --- dialect (csv-dialect.c) --------------------------------------------- */

typedef struct
{
  char separator;
  char decimal;
  gboolean has_header;
  gboolean void_last; /* rows end in a separator */
  guint n_columns;
  gsize first_line; /* of the header or the first row */
  char **names;         /* (n_columns), unique */
  WscColumnType *types; /* (n_columns) */
} WscCsvDialect;

/* Looks at the rows of the source's first window and moves the source to the first row of data. */
gboolean wsc_csv_find_dialect (WscCsvSource *source, WscHeader header, WscCsvDialect *dialect, const WscHook *hook,
                               GError **error);
void wsc_csv_dialect_clear (WscCsvDialect *dialect);

/* --- columns (csv-read.c, table.c) --------------------------------------- */

typedef struct
{
  char *name;
  WscColumnType type;
  double *numbers;   /* (rows) or NULL */
  guint32 *codes;    /* (rows) or NULL */
  GPtrArray *labels; /* of char *, NULL-terminated when the table is done; or NULL */
  GHashTable *label_codes; /* label -> code + 1, while reading */
  gsize n_missing;
} WscCsvColumn;

struct _WscTable
{
  gint ref_count;
  char *name;
  gsize n_rows;
  guint n_columns;
  WscCsvColumn *columns;
  char separator;
  gboolean decimal_comma;
  gboolean has_header;
  gboolean first_is_time; /* numbers that never go down and mostly go up, none missing */
  gsize n_repeated_times;
};

/* Reads the rows of `source`, `most` at most, into the columns of `table`. */
gboolean wsc_csv_read_rows (WscCsvSource *source, const WscCsvDialect *dialect, gsize most, WscTable *table,
                            const WscHook *hook, GError **error);
/* Counts what is missing and looks for times, once all rows are in. */
void wsc_table_finish (WscTable *table);

G_END_DECLS
