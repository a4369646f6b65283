/* help: the pages of the help, CommonMark files, one a page and language, as blocks of markup to be set; what they are
 * called, what they hold, and where they lead. No widgets.
 *
 * A page's first line is its title. Beside plain CommonMark: fenced blocks with the info string `math`, a formula a line,
 * and code that begins with `math: `, both with _{…} and ^{…}; links to help:PAGE, option:KEY, study:NAME and page:NAME.
 */
#pragma once

#include "study/study.h"

G_BEGIN_DECLS

/* --- markup ---------------------------------------------------------------- */

/* A formula as Pango markup: letters are italic, words as log, digits and capital Greek letters upright. */
char *wsc_help_dup_math (const char *formula);

/* --- pages ----------------------------------------------------------------- */

typedef enum
{
  WSC_HELP_HEADING,
  WSC_HELP_PARAGRAPH,
  WSC_HELP_FORMULA, /* markup, a line a formula */
  WSC_HELP_CODE,
  WSC_HELP_PICTURE, /* target is its path below the folder of the help */
  WSC_HELP_RULE,
  WSC_HELP_OPTION,
} WscHelpBlockKind;

typedef struct
{
  WscHelpBlockKind kind;
  guint level;         /* of a heading: 1 .. 6 */
  guint depth;         /* of the list that it stands in; 0: none */
  gboolean quoted;
  char *marker;        /* "•" or "3." before the first block of a list's item; NULL */
  char *markup;        /* Pango markup with <a href="…"> */
  char *text;          /* the same without: read aloud, and searched */
  char *target;
  const WscOption *option;
} WscHelpBlock;

typedef enum { WSC_HELP_TUTORIAL, WSC_HELP_CARD, WSC_HELP_REFERENCE } WscHelpKind;

/* Immutable, atomically ref-counted. */
typedef struct _WscHelpPage WscHelpPage;

/* Pages are of UTF-8 text of at most 1 MiB. A card ends with the options that belong to it. Errors: FORMAT. */
WscHelpPage *wsc_help_page_new (const char *id, const char *text, gsize length, GError **error);
WscHelpPage *wsc_help_page_ref (WscHelpPage *self);
void wsc_help_page_unref (WscHelpPage *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (WscHelpPage, wsc_help_page_unref)

const char *wsc_help_page_get_id (const WscHelpPage *self);
const char *wsc_help_page_get_title (const WscHelpPage *self);
WscHelpKind wsc_help_page_get_kind (const WscHelpPage *self);
const WscHelpBlock *wsc_help_page_get_blocks (const WscHelpPage *self, guint *n); /* the title first */
const char *const *wsc_help_page_get_links (const WscHelpPage *self);             /* as they are written, those to the web too */

/* --- all of them ------------------------------------------------------------ */

/* Immutable, atomically ref-counted. */
typedef struct _WscHelp WscHelp;

/* The pages in `folder`/LANGUAGE, each in the first of the languages that has it, else in English; ordered as they are
 * read. `languages` as those of g_get_language_names (). Errors: FILE (no page at all), those of a page. */
WscHelp *wsc_help_new (const char *folder, const char *const *languages, GError **error);
WscHelp *wsc_help_ref (WscHelp *self);
void wsc_help_unref (WscHelp *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (WscHelp, wsc_help_unref)

WscHelpPage *const *wsc_help_get_pages (const WscHelp *self, guint *n);
WscHelpPage *wsc_help_find (const WscHelp *self, const char *id); /* borrowed; NULL */
char *wsc_help_dup_path (const WscHelp *self, const char *relative); /* of a picture */
/* "card-ssa" for "card-ssa", "option:ssa.kind" and "help:card-ssa"; `option` is set for the second. NULL where there is no such page. */
WscHelpPage *wsc_help_resolve (const WscHelp *self, const char *target, const WscOption **option);
/* A sentence in English for each link and picture that leads nowhere: for those who write pages. */
GPtrArray *wsc_help_check (const WscHelp *self);

/* What is found: pages that have every word, or words that begin like it, the best first. */
typedef struct
{
  WscHelpPage *page; /* borrowed */
  const WscOption *option; /* that the words name; else NULL */
  char *excerpt;     /* plain text around the first word found; NULL where the title has it */
  int score;
} WscHelpHit;
/* Of WscHelpHit; empty for a text without a word. */
GPtrArray *wsc_help_search (const WscHelp *self, const char *text);

G_END_DECLS
