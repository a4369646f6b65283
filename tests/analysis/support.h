/* What the tests of this folder share. */
#pragma once

#include "analysis/analysis.h"
#include "ssa/support.h"

G_BEGIN_DECLS

/* Of one series; asserts that there is no error. */
WscSsa *decompose (gsize n, const double *x, gsize window);
/* A set of components from text, from 1. */
WscComponents components_of (const char *text);

/* Asserts that there is no error. */
WscSuggestion *suggestion_of (const WscSsa *ssa, gsize channel, const WscSuggestSettings *settings,
                              const WscHook *hook);
/* What it suggests, as text; caller frees. */
char *components_text (const WscSuggestion *suggestion);

/* A hook that allows `left` questions. */
typedef struct
{
  int left;
  WscHook hook;
} Countdown;
void countdown_init (Countdown *self, int left, guint n_threads);

#define assert_message(error, code, text)                                                                              \
  G_STMT_START                                                                                                         \
  {                                                                                                                    \
    g_assert_error ((error), WSC_ERROR, (code));                                                                       \
    g_assert_cmpstr ((error)->message, ==, (text));                                                                    \
  }                                                                                                                    \
  G_STMT_END

G_END_DECLS
