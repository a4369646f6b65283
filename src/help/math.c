/* Formulas in plain Unicode, as markup. */
#include <string.h>

#include "help/help-private.h"
#include "plot/scripts.h"

#define FAMILIES "STIX Two Text, STIX, Latin Modern Roman, Cambria, Georgia, DejaVu Serif, serif"
/* Deeper than any formula that can be read. */
#define MAX_DEPTH 4

typedef struct
{
  GString *markup;
  const char *at, *end;
  guint depth;
} Setter;

static void set_run (Setter *self, gboolean to_brace);

static void
append_text (Setter *self, const char *from, const char *to)
{
  g_autofree char *text = g_strndup (from, to - from);
  g_autofree char *markup = wsc_scripts_dup_markup (text);

  g_string_append (self->markup, markup);
}

/* Combining marks belong to the letter before them, as in ŵ. */
static const char *
skip_marks (const char *at, const char *end)
{
  while (at < end && g_unichar_ismark (g_utf8_get_char (at)))
    at = g_utf8_next_char (at);
  return at;
}

/* Capital Greek letters are upright, as is usual. */
static gboolean
is_slanted (gunichar c)
{
  return g_unichar_isalpha (c) && !(c >= 0x0391 && c <= 0x03a9);
}

/* Short words; letters beside each other are a product or two indices otherwise, as in "ij" and "UV". */
static const char *const words[] = { "ln", "tr", "lr", "log", "exp", "det", "min", "max", "arg", "sin", "cos", "tan", "cov", "var", "vec",
                                     "col", "row", "sup", "inf", "mod", "sgn", "new", "old", "где", "при", "для", "или", "по", "от", "до", NULL };
#define LONG_WORD 4 /* letters, of which all but the first are small */

/* The end of the word that begins there; `from` where letters are quantities. */
static const char *
skip_word (const char *from, const char *end)
{
  const char *to = g_utf8_next_char (from);

  while (to < end && g_unichar_islower (g_utf8_get_char (to)))
    to = g_utf8_next_char (to);
  g_autofree char *run = g_strndup (from, to - from);
  return g_utf8_strlen (run, -1) >= LONG_WORD || g_strv_contains (words, run) ? to : from;
}

static void
set_letters (Setter *self)
{
  const char *from = self->at, *to = skip_word (from, self->end);
  gboolean slanted = to == from && is_slanted (g_utf8_get_char (from));

  if (to == from)
    to = skip_marks (g_utf8_next_char (from), self->end);
  g_string_append (self->markup, slanted ? "<i>" : "");
  append_text (self, from, to);
  g_string_append (self->markup, slanted ? "</i>" : "");
  self->at = to;
}

static void
set_others (Setter *self)
{
  const char *from = self->at;

  while (self->at < self->end && !strchr ("_^{}", *self->at) && !g_unichar_isalpha (g_utf8_get_char (self->at)))
    self->at = g_utf8_next_char (self->at);
  if (self->at == from) /* a brace that stands for itself */
    self->at++;
  append_text (self, from, self->at);
}

/* Markup of scripts does not nest: one within another is set by hand. */
static const char *
begin_script (Setter *self, gboolean below)
{
  if (self->depth == 0)
    {
      g_string_append (self->markup, below ? "<sub>" : "<sup>");
      return below ? "</sub>" : "</sup>";
    }
  g_string_append_printf (self->markup, "<span size=\"75%%\" rise=\"%s\">", below ? "-2pt" : "3pt");
  return "</span>";
}

/* What _ or ^ refers to: {…}, or one character. */
static void
set_script (Setter *self)
{
  gboolean below = *self->at == '_';

  self->at++;
  if (self->at >= self->end || self->depth >= MAX_DEPTH)
    return;
  const char *closing = begin_script (self, below);
  self->depth++;
  if (*self->at == '{')
    {
      self->at++;
      set_run (self, TRUE);
    }
  else if (*self->at == 'T') /* transposed */
    g_string_append_c (self->markup, *self->at++);
  else
    {
      Setter one = { self->markup, self->at, skip_marks (g_utf8_next_char (self->at), self->end), MAX_DEPTH };
      self->at = one.end;
      set_run (&one, FALSE);
    }
  self->depth--;
  g_string_append (self->markup, closing);
}

static void
set_run (Setter *self, gboolean to_brace)
{
  while (self->at < self->end)
    {
      if (to_brace && *self->at == '}')
        {
          self->at++;
          return;
        }
      if (*self->at == '_' || *self->at == '^')
        set_script (self);
      else if (g_unichar_isalpha (g_utf8_get_char (self->at)))
        set_letters (self);
      else
        set_others (self);
    }
}

char *
wsc_help_dup_math (const char *formula)
{
  g_return_val_if_fail (formula != NULL, NULL);

  g_autofree char *valid = g_utf8_make_valid (formula, -1);
  GString *markup = g_string_new ("<span font_family=\"" FAMILIES "\">");
  Setter setter = { markup, valid, valid + strlen (valid), 0 };
  set_run (&setter, FALSE);
  g_string_append (markup, "</span>");
  return g_string_free (markup, FALSE);
}
