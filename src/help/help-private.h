#pragma once

#include "help/help.h"

#include <cmark.h>

G_BEGIN_DECLS

struct _WscHelpPage
{
  gint ref_count;
  char *id;
  GArray *blocks;   /* of WscHelpBlock */
  GPtrArray *links; /* ends with NULL */
  char **folded;    /* the text of each block as it is searched */
};

struct _WscHelp
{
  gint ref_count;
  char *folder;
  GPtrArray *pages; /* of WscHelpPage */
};

void wsc_help_block_clear (WscHelpBlock *self);

/* What stands in a paragraph or a heading. `links` gets every link as it is written. */
typedef struct
{
  GString *markup, *text;
  GPtrArray *links;
} WscHelpLine;
void wsc_help_line_append (WscHelpLine *self, cmark_node *parent);

/* The kind of the target, with `rest` after it: "help", "option", "study", "page" or "https"; NULL for any other. */
const char *wsc_help_split_target (const char *target, const char **rest);

/* Without case and accents: "É" is found by "e". */
char *wsc_help_fold (const char *text);

/* The place of a page among all; unknown ones come after. */
guint wsc_help_get_place (const char *id);

G_END_DECLS
