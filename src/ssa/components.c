/* Sets of components: as numbers from 0 in memory, as text from 1. */
#include "ssa/ssa.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define MAX_NUMBER 100000

void
wsc_components_clear (WscComponents *self)
{
  g_return_if_fail (self != NULL);
  g_clear_pointer (&self->items, g_free);
  self->n = 0;
}

/* Takes `items`. */
static void
replace (WscComponents *self, guint32 *items, guint n)
{
  g_free (self->items);
  self->items = items;
  self->n = n;
}

void
wsc_components_copy (WscComponents *self, const WscComponents *other)
{
  g_return_if_fail (self != NULL && other != NULL);
  if (self != other)
    replace (self, g_memdup2 (other->items, other->n * sizeof *other->items), other->n);
}

void
wsc_components_set_first (WscComponents *self, guint n)
{
  g_return_if_fail (self != NULL);
  replace (self, g_new (guint32, n), n);
  for (guint i = 0; i < n; i++)
    self->items[i] = i;
}

gboolean
wsc_components_contain (const WscComponents *self, guint32 component)
{
  guint low = 0, high;

  g_return_val_if_fail (self != NULL, FALSE);

  high = self->n;
  while (low < high)
    {
      const guint middle = low + (high - low) / 2;

      if (self->items[middle] < component)
        low = middle + 1;
      else
        high = middle;
    }
  return low < self->n && self->items[low] == component;
}

guint
wsc_components_clamp (WscComponents *self, gsize r)
{
  const guint before = self != NULL ? self->n : 0;

  g_return_val_if_fail (self != NULL, 0);

  while (self->n > 0 && self->items[self->n - 1] >= r)
    self->n--;
  return before - self->n;
}

/* --- as text --------------------------------------------------------------- */

typedef struct
{
  const char *text, *at;
  guint8 *chosen; /* (MAX_NUMBER + 1) by number */
  guint highest;
} Parser;

static void
skip_blanks (Parser *self)
{
  while (g_ascii_isspace (*self->at))
    self->at++;
}

static gboolean
fail_format (const Parser *self, GError **error)
{
  g_set_error (error, WSC_ERROR, WSC_ERROR_FORMAT,
               _("“%s” is no list of components; expected numbers such as “1-2,5”"), self->text);
  return FALSE;
}

static gboolean
parse_number (Parser *self, guint *number, GError **error)
{
  const char *start;
  guint64 value;

  skip_blanks (self);
  start = self->at;
  while (g_ascii_isdigit (*self->at))
    self->at++;
  if (self->at == start)
    return fail_format (self, error);
  value = g_ascii_strtoull (start, NULL, 10);
  if (value < 1 || value > MAX_NUMBER)
    {
      g_autofree char *found = g_strndup (start, (gsize) (self->at - start));

      g_set_error (error, WSC_ERROR, WSC_ERROR_RANGE, _("There is no component %s in “%s”; allowed: 1 to %d"), found,
                   self->text, MAX_NUMBER);
      return FALSE;
    }
  *number = (guint) value;
  skip_blanks (self);
  return TRUE;
}

/* "5" or "2-3" */
static gboolean
parse_run (Parser *self, GError **error)
{
  guint first, last;

  if (!parse_number (self, &first, error))
    return FALSE;
  last = first;
  if (*self->at == '-')
    {
      self->at++;
      if (!parse_number (self, &last, error))
        return FALSE;
    }
  if (last < first)
    {
      g_set_error (error, WSC_ERROR, WSC_ERROR_RANGE, _("The run %u-%u in “%s” ends before it begins"), first, last,
                   self->text);
      return FALSE;
    }
  memset (self->chosen + first, 1, last - first + 1);
  self->highest = MAX (self->highest, last);
  return TRUE;
}

static gboolean
parse_runs (Parser *self, GError **error)
{
  skip_blanks (self);
  if (*self->at == '\0')
    return TRUE;
  for (;; self->at++)
    {
      if (!parse_run (self, error))
        return FALSE;
      if (*self->at == '\0')
        return TRUE;
      if (*self->at != ',')
        return fail_format (self, error);
    }
}

gboolean
wsc_components_parse (WscComponents *self, const char *text, GError **error)
{
  g_autofree guint8 *chosen = g_new0 (guint8, MAX_NUMBER + 1);
  Parser parser = { text, text, chosen, 0 };
  guint n = 0;

  g_return_val_if_fail (self != NULL && text != NULL, FALSE);

  if (!parse_runs (&parser, error))
    return FALSE;
  for (guint i = 1; i <= parser.highest; i++)
    n += chosen[i];
  replace (self, g_new (guint32, n), 0);
  for (guint i = 1; i <= parser.highest; i++)
    if (chosen[i])
      self->items[self->n++] = i - 1;
  return TRUE;
}

char *
wsc_components_format (const WscComponents *self)
{
  GString *text = g_string_new (NULL);

  g_return_val_if_fail (self != NULL, g_string_free (text, FALSE));

  for (guint i = 0, end; i < self->n; i = end)
    {
      end = i + 1;
      while (end < self->n && self->items[end] == self->items[end - 1] + 1)
        end++;
      g_string_append_printf (text, "%s%u", i > 0 ? "," : "", self->items[i] + 1);
      if (end > i + 1)
        g_string_append_printf (text, "-%u", self->items[end - 1] + 1);
    }
  return g_string_free (text, FALSE);
}

/* --- as a series ----------------------------------------------------------- */

void
wsc_ssa_sum (const WscSsa *self, const WscComponents *components, gsize channel, double *sum)
{
  const gsize n = wsc_ssa_get_length (self);

  g_return_if_fail (components != NULL && sum != NULL && channel < wsc_ssa_get_n_channels (self));

  memset (sum, 0, n * sizeof *sum);
  for (guint i = 0; i < components->n; i++)
    {
      const double *series = wsc_ssa_get_component (self, components->items[i], channel);

      for (gsize t = 0; t < n; t++)
        sum[t] += series[t];
    }
}
