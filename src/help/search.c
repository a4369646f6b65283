/* Pages that have every word that is looked for, or words that begin so. */
#include <string.h>

#include "help/help-private.h"

/* What a word is worth where it is found. A whole word counts twice. */
#define IN_TITLE 100
#define IN_OPTION 20
#define IN_HEADING 10
#define IN_TEXT 1
/* A long page is not better for saying it often. */
#define MOST_TIMES 5
/* Characters of an excerpt before and after the word. */
#define BEFORE 30
#define AFTER 60

/* --- words -------------------------------------------------------------------- */

char *
wsc_help_fold (const char *text)
{
  g_autofree char *decomposed = g_utf8_normalize (text, -1, G_NORMALIZE_ALL);
  GString *bare = g_string_new (NULL);

  for (const char *at = decomposed != NULL ? decomposed : ""; *at != '\0'; at = g_utf8_next_char (at))
    if (!g_unichar_ismark (g_utf8_get_char (at)))
      g_string_append_unichar (bare, g_utf8_get_char (at));
  g_autofree char *plain = g_string_free (bare, FALSE);
  return g_utf8_casefold (plain, -1);
}

static gboolean
is_letter (gunichar c)
{
  return g_unichar_isalnum (c);
}

/* Endings of Russian words, as they are folded, and the plural of English ones: "regions" finds "region". */
#define ENDINGS "аеиоуыэюяьмхвs"
#define MOST_CUT 3
#define LEAST_LEFT 4 /* letters */

static void
cut_ending (char *word)
{
  glong length = g_utf8_strlen (word, -1);

  for (guint i = 0; i < MOST_CUT && length > LEAST_LEFT; i++, length--)
    {
      char *last = g_utf8_offset_to_pointer (word, length - 1);
      if (g_utf8_strchr (ENDINGS, -1, g_utf8_get_char (last)) == NULL)
        return;
      *last = '\0';
    }
}

static char **
split_words (const char *text)
{
  g_autofree char *folded = wsc_help_fold (text);
  GPtrArray *words = g_ptr_array_new ();

  for (const char *at = folded; *at != '\0';)
    {
      const char *from = at;
      while (*at != '\0' && is_letter (g_utf8_get_char (at)))
        at = g_utf8_next_char (at);
      if (at > from)
        {
          g_ptr_array_add (words, g_strndup (from, at - from));
          cut_ending (words->pdata[words->len - 1]);
        }
      else
        at = g_utf8_next_char (at);
    }
  g_ptr_array_add (words, NULL);
  return (char **) g_ptr_array_free (words, FALSE);
}

/* How often words of the folded text begin with `word`, whole ones twice. */
static int
count (const char *text, const char *word)
{
  int n = 0;

  for (const char *at = text; (at = strstr (at, word)) != NULL; at += strlen (word))
    {
      const char *before = g_utf8_find_prev_char (text, at);
      if (before != NULL && is_letter (g_utf8_get_char (before)))
        continue;
      n += is_letter (g_utf8_get_char (at + strlen (word))) ? 1 : 2;
    }
  return n;
}

/* --- a page --------------------------------------------------------------------- */

static int
get_worth (const WscHelpBlock *block, guint place)
{
  if (block->kind == WSC_HELP_HEADING)
    return place == 0 ? IN_TITLE : IN_HEADING;
  return block->kind == WSC_HELP_OPTION ? IN_OPTION : IN_TEXT;
}

/* TRUE if the first letters are those of `word`, which is folded. */
static gboolean
begins_with (const char *text, const char *word)
{
  const char *end = text;

  for (glong i = g_utf8_strlen (word, -1); i > 0 && *end != '\0'; i--)
    end = g_utf8_next_char (end);
  g_autofree char *start = g_strndup (text, end - text), *folded = wsc_help_fold (start);
  return g_str_equal (folded, word);
}

/* Where a word stands in the text as it is written; NULL if it has another length there. */
static const char *
find_written (const char *text, const char *word)
{
  gboolean within = FALSE; /* a word that begins elsewhere */

  for (const char *at = text; *at != '\0'; at = g_utf8_next_char (at))
    {
      if (!within && begins_with (at, word))
        return at;
      within = is_letter (g_utf8_get_char (at));
    }
  return NULL;
}

/* At most so many characters before the place, from the beginning of a word. */
static const char *
step_back (const char *text, const char *at)
{
  const char *from = at;

  for (guint i = 0; i < BEFORE && from > text; i++)
    from = g_utf8_prev_char (from);
  while (from > text && from < at && !g_unichar_isspace (g_utf8_get_char (g_utf8_prev_char (from))))
    from = g_utf8_next_char (from);
  return from;
}

/* And after it, to the end of one. */
static const char *
step_on (const char *at)
{
  const char *to = at;

  for (guint i = 0; i < AFTER && *to != '\0'; i++)
    to = g_utf8_next_char (to);
  while (*to != '\0' && to > at && !g_unichar_isspace (g_utf8_get_char (to)))
    to = g_utf8_prev_char (to);
  return to > at ? to : at + strlen (at);
}

static char *
cut_excerpt (const char *text, const char *word)
{
  const char *place = find_written (text, word), *at = place != NULL ? place : text;
  const char *from = step_back (text, at), *to = step_on (at);
  g_autofree char *part = g_strndup (from, to - from);

  g_strdelimit (part, "\n\t", ' ');
  return g_strdup_printf ("%s%s%s", from > text ? "…" : "", g_strstrip (part), *to != '\0' ? "…" : "");
}

static void
take_excerpt (WscHelpHit *hit, const WscHelpBlock *block, const char *word)
{
  if (hit->excerpt == NULL && block->kind != WSC_HELP_OPTION)
    hit->excerpt = cut_excerpt (block->text, word);
}

static gboolean
has_all_words (const char *text, char **words)
{
  g_autofree char *folded = wsc_help_fold (text);

  for (char **word = words; *word != NULL; word++)
    if (count (folded, *word) == 0)
      return FALSE;
  return TRUE;
}

/* An option that is called so, by its name or by its key, is what was meant. */
static void
note_option (WscHelpHit *hit, const WscHelpBlock *block, const char *text, char **words)
{
  if (block->option == NULL || hit->option != NULL)
    return;
  if (g_str_equal (block->option->key, text) || has_all_words (g_dgettext (GETTEXT_PACKAGE, block->option->label), words))
    hit->option = block->option;
}

static int
score_word (WscHelpHit *hit, const char *word)
{
  int score = 0;

  for (guint i = 0; i < hit->page->blocks->len; i++)
    {
      const WscHelpBlock *block = &g_array_index (hit->page->blocks, WscHelpBlock, i);
      int n = count (hit->page->folded[i], word);
      if (n == 0)
        continue;
      score += MIN (n, MOST_TIMES) * get_worth (block, i);
      if (i > 0)
        take_excerpt (hit, block, word);
    }
  return score;
}

static gboolean
score_page (WscHelpHit *hit, const char *text, char **words)
{
  for (char **word = words; *word != NULL; word++)
    {
      int score = score_word (hit, *word);
      if (score == 0)
        return FALSE;
      hit->score += score;
    }
  for (guint i = 0; i < hit->page->blocks->len; i++)
    note_option (hit, &g_array_index (hit->page->blocks, WscHelpBlock, i), text, words);
  return TRUE;
}

/* --- all pages ------------------------------------------------------------------- */

static void
hit_free (WscHelpHit *self)
{
  g_free (self->excerpt);
  g_free (self);
}

static int
compare_hits (gconstpointer a, gconstpointer b)
{
  const WscHelpHit *first = *(WscHelpHit *const *) a, *second = *(WscHelpHit *const *) b;

  if (first->score != second->score)
    return first->score > second->score ? -1 : 1;
  return strcmp (first->page->id, second->page->id);
}

GPtrArray *
wsc_help_search (const WscHelp *self, const char *text)
{
  g_return_val_if_fail (self != NULL && text != NULL, NULL);

  g_autofree char *valid = g_strstrip (g_utf8_make_valid (text, -1));
  g_auto (GStrv) words = split_words (valid);
  GPtrArray *hits = g_ptr_array_new_with_free_func ((GDestroyNotify) hit_free);
  for (guint i = 0; words[0] != NULL && i < self->pages->len; i++)
    {
      WscHelpHit *hit = g_new0 (WscHelpHit, 1);
      hit->page = self->pages->pdata[i];
      if (score_page (hit, valid, words))
        g_ptr_array_add (hits, hit);
      else
        hit_free (hit);
    }
  g_ptr_array_sort (hits, compare_hits);
  return hits;
}
