/* The group [expect]: a range for a number of the summary makes a study a test. */
#include <math.h>
#include <string.h>
#include <glib/gi18n-lib.h>

#include "study/study-private.h"

static void
clear_expectation (gpointer item)
{
  WscExpectation *self = item;

  g_free (self->name);
}

GArray *
wsc_expectations_new (void)
{
  GArray *self = g_array_new (FALSE, FALSE, sizeof (WscExpectation));

  g_array_set_clear_func (self, clear_expectation);
  return self;
}

GArray *
wsc_expectations_copy (GArray *expectations)
{
  GArray *copy = wsc_expectations_new ();

  for (guint i = 0; i < expectations->len; i++)
    {
      WscExpectation item = g_array_index (expectations, WscExpectation, i);
      item.name = g_strdup (item.name);
      g_array_append_val (copy, item);
    }
  return copy;
}

static gboolean
check_name (const char *name, GError **error)
{
  guint n;
  const WscSummaryName *names = wsc_summary_names (&n);
  g_autofree const char **candidates = g_new0 (const char *, n + 1);
  const char *nearest;

  for (guint i = 0; i < n; i++)
    {
      if (g_str_equal (names[i].name, name))
        return TRUE;
      candidates[i] = names[i].name;
    }
  nearest = wsc_nearest_word (name, candidates);
  if (nearest != NULL)
    g_set_error (error, WSC_ERROR, WSC_ERROR_FORMAT, _("[expect] names “%s”, which no run computes; did you mean “%s”?"),
                 name, nearest);
  else
    g_set_error (error, WSC_ERROR, WSC_ERROR_FORMAT, _("[expect] names “%s”, which no run computes"), name);
  return FALSE;
}

/* An end of the range: empty is open. */
static gboolean
parse_end (const char *text, double open, double *value)
{
  g_autofree char *stripped = g_strstrip (g_strdup (text));

  if (*stripped == '\0')
    {
      *value = open;
      return TRUE;
    }
  return wsc_parse_number (stripped, value);
}

gboolean
wsc_expectation_parse (WscExpectation *self, const char *name, const char *text, GError **error)
{
  const char *dots = strstr (text, "..");
  g_autofree char *left = dots != NULL ? g_strndup (text, dots - text) : NULL;
  double low, high;

  if (!check_name (name, error))
    return FALSE;
  if (dots == NULL || !parse_end (left, -INFINITY, &low) || !parse_end (dots + 2, INFINITY, &high) || !(low <= high)
      || (isinf (low) && isinf (high)))
    {
      g_set_error (error, WSC_ERROR, WSC_ERROR_FORMAT,
                   _("[expect] %s must be a range as 0.9..1, 0.9.. or ..1, not “%s”"), name, text);
      return FALSE;
    }
  *self = (WscExpectation) { .name = g_strdup (name), .low = low, .high = high };
  return TRUE;
}

char *
wsc_expectation_format (const WscExpectation *self)
{
  g_autofree char *low = isfinite (self->low) ? wsc_format_number (self->low) : g_strdup ("");
  g_autofree char *high = isfinite (self->high) ? wsc_format_number (self->high) : g_strdup ("");

  return g_strconcat (low, "..", high, NULL);
}
