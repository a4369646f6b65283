#include "plot/scripts.h"

typedef enum
{
  PLAIN,
  SUB,
  SUP
} Script;

static const char *const tags[] = { NULL, "sub", "sup" };

/* What a character is when it stands on the line; `script` says where it stands. */
static gunichar
get_base (gunichar c, Script *script)
{
  *script = SUP;
  if (c == 0x00b9)
    return '1';
  if (c == 0x00b2 || c == 0x00b3)
    return '2' + c - 0x00b2;
  if (c == 0x2070 || (c >= 0x2074 && c <= 0x2079))
    return '0' + c - 0x2070;
  if (c == 0x207b)
    return 0x2212;
  *script = SUB;
  if (c >= 0x2080 && c <= 0x2089)
    return '0' + c - 0x2080;
  if (c == 0x208b)
    return 0x2212;
  *script = PLAIN;
  return c;
}

static void
append_escaped (GString *markup, gunichar c)
{
  char utf8[7] = { 0 };
  g_unichar_to_utf8 (c, utf8);
  g_autofree char *escaped = g_markup_escape_text (utf8, -1);
  g_string_append (markup, escaped);
}

char *
wsc_scripts_dup_markup (const char *text)
{
  g_return_val_if_fail (text != NULL, NULL);
  GString *markup = g_string_new (NULL);
  Script open = PLAIN;
  g_autofree char *valid = g_utf8_make_valid (text, -1);
  for (const char *at = valid;; at = g_utf8_next_char (at))
    {
      Script script;
      const gunichar c = get_base (g_utf8_get_char (at), &script);
      if (script != open && open != PLAIN)
        g_string_append_printf (markup, "</%s>", tags[open]);
      if (!*at)
        break;
      if (script != open && script != PLAIN)
        g_string_append_printf (markup, "<%s>", tags[script]);
      open = script;
      /* A line does not break between a number and its sign. */
      append_escaped (markup, c == ' ' && at[1] == '%' ? 0x00a0 : c);
    }
  return g_string_free (markup, FALSE);
}
