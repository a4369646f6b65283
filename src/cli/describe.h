/* The two forms of `describe`. */
#pragma once

#include "cli/cli.h"

typedef enum
{
  WSC_TOPIC_OPTION,
  WSC_TOPIC_TABLE,
  WSC_TOPIC_FIGURE,
  WSC_TOPIC_SUMMARY
} WscTopicKind;

/* One thing that has a name: an option, a table, a figure or a number of the summary. */
typedef struct
{
  WscTopicKind kind;
  const char *name;
  const WscOption *option;
  const char *about;   /* translated; not of options */
  const char *columns; /* of tables */
} WscTopic;

const char *wsc_describe_type (const WscOption *option); /* as in JSON: "integer" … */
const char *wsc_describe_kind (WscTopicKind kind);       /* "options" … */
/* `topics` of WscTopic, those of one kind beside each other. */
void wsc_describe_text (GString *out, const GArray *topics, gboolean in_full);
void wsc_describe_json (GString *out, const GArray *topics);
/* A file of data: its columns, what is guessed of it, and what is proposed and why. Prints; returns the exit status. */
int wsc_describe_file (const char *path, gboolean json);
