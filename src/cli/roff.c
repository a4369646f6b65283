#include "cli/roff.h"

void
wsc_roff_append (GString *out, const char *text)
{
  gboolean starts = TRUE; /* a line, where . and ' are requests */

  for (const char *at = text; *at != '\0'; at++)
    {
      if (starts && (*at == '.' || *at == '\''))
        g_string_append (out, "\\&");
      starts = *at == '\n';
      if (*at == '\\')
        g_string_append (out, "\\e");
      else if (*at == '-')
        g_string_append (out, "\\-");
      else if (*at == '\'')
        g_string_append (out, "\\(aq");
      else if (*at == '`')
        g_string_append (out, "\\(ga");
      else if (*at == '^')
        g_string_append (out, "\\(ha");
      else if (*at == '~')
        g_string_append (out, "\\(ti");
      else
        g_string_append_c (out, *at);
    }
}

/* The argument of a request, in its quotes. */
static void
append_argument (GString *out, const char *text)
{
  g_auto (GStrv) parts = g_strsplit (text, "\"", -1);

  g_string_append (out, " \"");
  for (char **part = parts; *part != NULL; part++)
    {
      if (part != parts)
        g_string_append (out, "\\(dq");
      wsc_roff_append (out, *part);
    }
  g_string_append (out, "\"\n");
}

void
wsc_roff_append_section (GString *out, const char *title)
{
  g_string_append (out, ".SH");
  append_argument (out, title);
}

void
wsc_roff_append_subsection (GString *out, const char *title)
{
  g_string_append (out, ".SS");
  append_argument (out, title);
}

void
wsc_roff_append_paragraph (GString *out, const char *text)
{
  g_string_append (out, ".PP\n");
  wsc_roff_append (out, text);
  g_string_append_c (out, '\n');
}

void
wsc_roff_append_term (GString *out, const char *term, const char *rest, const char *text)
{
  g_string_append (out, ".TP\n\\fB");
  wsc_roff_append (out, term);
  g_string_append (out, "\\fR");
  if (rest != NULL)
    wsc_roff_append (out, rest);
  g_string_append_c (out, '\n');
  wsc_roff_append (out, text);
  g_string_append_c (out, '\n');
}

void
wsc_roff_append_code (GString *out, const char *line)
{
  g_string_append (out, ".PP\n.RS 4\n.nf\n");
  wsc_roff_append (out, line);
  g_string_append (out, "\n.fi\n.RE\n");
}
