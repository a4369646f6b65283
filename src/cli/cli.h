/* cli: the parts of weightscape-cli. Messages go to standard error as "weightscape-cli: …", data to standard output.
 * Main thread only. */
#pragma once

#include "export/export.h"
#include "study/study.h"

G_BEGIN_DECLS

typedef enum
{
  WSC_EXIT_DONE = 0,
  WSC_EXIT_FAULT = 1, /* of the input or the study */
  WSC_EXIT_USAGE = 2,
  WSC_EXIT_INTERRUPTED = 130,
} WscExit;

/* One command: main.c has the table. argv[0] is the command's name. */
typedef struct
{
  const char *name;
  const char *arguments; /* N_(): "STUDY NAME" */
  const char *about;     /* N_(): one sentence */
  int (*run) (int argc, char **argv);
} WscCommand;

int wsc_command_run (int argc, char **argv);
int wsc_command_table (int argc, char **argv);
int wsc_command_figure (int argc, char **argv);
int wsc_command_check (int argc, char **argv);
int wsc_command_describe (int argc, char **argv);
int wsc_command_list (int argc, char **argv);
int wsc_command_manual (int argc, char **argv);
const WscCommand *wsc_commands (guint *n);
int wsc_command_diff (int argc, char **argv);
const WscCommand *wsc_command_find (const char *name);

/* --- arguments: arguments.c ---------------------------------------------- */

/* What every command that computes takes. */
typedef struct
{
  char **sets; /* "group.key=value" */
  int threads;
  gboolean progress;
} WscRunOptions;

void wsc_run_options_clear (WscRunOptions *self);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (WscRunOptions, wsc_run_options_clear)

/* Parses in place; what is left in argv are the positional arguments, from argv[1]. `run_options` and `details` (more
 * help, translated) may be NULL. FALSE: a message is printed, the exit status is USAGE. `--help` ends the program. */
gboolean wsc_arguments_parse (const char *command, const GOptionEntry *entries, WscRunOptions *run_options,
                              const char *details, int *argc, char ***argv);
/* With this alone a command writes its options for the manual page, and fails. */
#define WSC_CLI_ROFF "--roff"
void wsc_manual_append_entries (GString *out, const GOptionEntry *entries);
/* Between `least` and `most` positional arguments, else a message. */
gboolean wsc_arguments_count (const char *command, int argc, int least, int most);
/* "csv" or "json" (NULL: `initial`), or "text" where it is the first of the two allowed; a message and FALSE otherwise.
 */
gboolean wsc_arguments_is_json (const char *command, const char *value, const char *plain, gboolean *json);

/* --- messages and output: output.c --------------------------------------- */

void wsc_cli_message (const char *format, ...) G_GNUC_PRINTF (1, 2);
/* "weightscape-cli: …" and how to get help for the command (nullable); returns USAGE. */
int wsc_cli_usage (const char *command, const char *format, ...) G_GNUC_PRINTF (2, 3);
/* To standard output, or to a file when path is given. Returns the exit status; a reader that has gone away had enough.
 */
int wsc_cli_write (const GString *data, const char *path);
/* FALSE and a message when a file could not be made there, so that nobody waits for a run that cannot be kept. */
gboolean wsc_cli_check_output (const char *path);
void wsc_json_append_string (GString *out, const char *text);
void wsc_json_append_number (GString *out, double value);

/* --- runs: source.c, progress.c, signals.c -------------------------------- */

/* The results of a study or of a file of results, with --set applied; runs what is not there yet, saying so. `needs`: of
 * WscNeed, 0 for what the study asks for. NULL: a message is printed and `status` is set. */
WscResults *wsc_cli_obtain_with (const char *name, const WscRunOptions *options, guint more, int *status); /* what the study asks for, and more */
WscResults *wsc_cli_obtain (const char *name, const WscRunOptions *options, guint needs, int *status);
/* Results with those of the study's other form at their side, which is run for it. Takes `results`. */
WscResults *wsc_cli_obtain_other_form (WscResults *results, const WscRunOptions *options, int *status);

/* One line on standard error that is rewritten, where it is a terminal or `always`; and the stop by signal. */
typedef struct _WscProgressLine WscProgressLine;
WscProgressLine *wsc_progress_line_new (gboolean always);
gboolean wsc_progress_line_report (gpointer self, const WscProgress *progress);
void wsc_progress_line_free (WscProgressLine *self); /* clears the line */
G_DEFINE_AUTOPTR_CLEANUP_FUNC (WscProgressLine, wsc_progress_line_free)

void wsc_signals_catch (void);
gboolean wsc_signals_is_interrupted (void);

G_END_DECLS
