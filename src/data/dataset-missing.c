/* Empty cells of a series and its channels: refused, left out, or filled. */
#include "data/csv-private.h"
#include "data/dataset-private.h"
#include "ssa/ssa.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#define LONGEST_OWN_WINDOW 100 /* of filling, where none is set */

static const char *
name_of (const WscColumns *self, guint channel)
{
  return wsc_table_get_name (self->table, g_array_index (self->columns, guint, channel));
}

static double *
channel_of (const WscColumns *self, guint channel)
{
  return self->values + channel * self->length;
}

/* --- what is there --------------------------------------------------------- */

/* Empty cells of one channel. */
typedef struct
{
  gsize n, first, end; /* how many; the first; one after the last value that is there */
} Empty;

static Empty
look_at (const WscColumns *self, guint channel)
{
  const double *values = channel_of (self, channel);
  Empty empty = { 0 };

  for (gsize i = 0; i < self->length; i++)
    {
      if (!isnan (values[i]))
        empty.end = i + 1;
      else if (empty.n++ == 0)
        empty.first = i;
    }
  return empty;
}

static gboolean
check_lengths (const WscColumns *self, GError **error)
{
  const gsize n = look_at (self, 0).end;

  for (guint c = 0; c < self->columns->len; c++)
    {
      const gsize m = look_at (self, c).end;

      if (m == 0)
        g_set_error (error, WSC_ERROR, WSC_ERROR_FORMAT, _("%s: column “%s” is empty, expected numbers"),
                     self->table->name, name_of (self, c));
      else if (m != n)
        g_set_error (error, WSC_ERROR, WSC_ERROR_FORMAT,
                     _("Channel “%s” has %zu values, “%s” has %zu; all channels must have the same length"),
                     name_of (self, c), m, name_of (self, 0), n);
      else
        continue;
      return FALSE;
    }
  return TRUE;
}

/* --- refused --------------------------------------------------------------- */

static gboolean
refuse (const WscColumns *self, GError **error)
{
  guint c = 0;
  Empty empty;

  while ((empty = look_at (self, c)).n == 0)
    c++;
  g_set_error (error, WSC_ERROR, WSC_ERROR_FORMAT,
               g_dngettext (GETTEXT_PACKAGE,
                            "%s: column “%s” has %zu empty cell, the first in data row %zu; set data.missing to drop "
                            "(leave the row out), interpolate (a straight line between the neighbours), iterative or "
                            "subspace (fill by SSA)",
                            "%s: column “%s” has %zu empty cells, the first in data row %zu; set data.missing to drop "
                            "(leave the rows out), interpolate (a straight line between the neighbours), iterative or "
                            "subspace (fill by SSA)",
                            empty.n),
               self->table->name, name_of (self, c), empty.n, self->first + empty.first + 1);
  return FALSE;
}

/* --- left out -------------------------------------------------------------- */

static gboolean
is_whole (const WscColumns *self, gsize row)
{
  for (guint c = 0; c < self->columns->len; c++)
    if (isnan (channel_of (self, c)[row]))
      return FALSE;
  return TRUE;
}

/* Moves the rows that are whole together. There is one: that of the last values, which stand side by side. */
static void
drop (WscColumns *self)
{
  g_autofree gsize *kept = g_new (gsize, self->length);
  gsize n = 0;

  for (gsize i = 0; i < self->length; i++)
    if (is_whole (self, i))
      kept[n++] = i;
  for (gsize i = 0; i < n; i++)
    self->times[i] = self->times[kept[i]];
  for (guint c = 0; c < self->columns->len; c++)
    for (gsize i = 0; i < n; i++)
      self->values[c * n + i] = channel_of (self, c)[kept[i]];
  self->length = n;
}

/* --- filled by lines ------------------------------------------------------- */

/* The straight line between the values at a and b, over time where it moves, else over the index. */
static double
between (const double *times, const double *values, gsize a, gsize i, gsize b)
{
  const double span = times[b] - times[a];
  const double part = span > 0 ? (times[i] - times[a]) / span : (double) (i - a) / (double) (b - a);

  return values[a] + part * (values[b] - values[a]);
}

/* Before the first value and after the last, the nearest one is repeated. */
static void
interpolate (const double *times, double *values, gsize n)
{
  gsize last = G_MAXSIZE; /* the last value seen */

  for (gsize i = 0; i < n; i++)
    {
      gsize next = i;

      if (!isnan (values[i]))
        {
          last = i;
          continue;
        }
      while (next < n && isnan (values[next]))
        next++;
      for (gsize j = i; j < next; j++)
        {
          if (last == G_MAXSIZE)
            values[j] = values[next];
          else
            values[j] = next < n ? between (times, values, last, j, next) : values[last];
        }
      last = i = next - 1;
    }
}

/* --- filled by SSA --------------------------------------------------------- */

static gsize
fill_window (const WscDataSettings *s, gsize n)
{
  return s->fill_window > 0 ? (gsize) s->fill_window : CLAMP (n / 4, 2, LONGEST_OWN_WINDOW);
}

static gboolean
fill (WscBuild *build, WscColumns *self, guint channel, GError **error)
{
  const WscDataSettings *s = build->settings;
  const gsize n = self->length, h = fill_window (s, n);
  WscFillSettings settings = { WSC_FILL_ITERATIVE, h, (gsize) s->fill_rank };

  if (!wsc_build_check ("data.fill-window", (gint64) h, 2, (gint64) n - 1, error) ||
      !wsc_build_check ("data.fill-rank", s->fill_rank, 1, (gint64) MIN (h, n - h + 1) - 1, error))
    return FALSE;
  if (s->missing == WSC_MISSING_SUBSPACE)
    settings.method = WSC_FILL_SUBSPACE;
  if (wsc_ssa_fill (n, channel_of (self, channel), &settings, build->hook, error))
    return TRUE;
  g_prefix_error (error, _("Column “%s” cannot be filled: "), name_of (self, channel));
  return FALSE;
}

static gboolean
fill_channels (WscBuild *build, WscColumns *self, GError **error)
{
  self->filled = g_malloc0_n (self->columns->len, self->length);
  for (gsize i = 0; i < self->columns->len * self->length; i++)
    self->filled[i] = isnan (self->values[i]);
  for (guint c = 0; c < self->columns->len; c++)
    {
      if (look_at (self, c).n == 0)
        continue;
      if (build->settings->missing == WSC_MISSING_INTERPOLATE)
        interpolate (self->times, channel_of (self, c), self->length);
      else if (!fill (build, self, c, error))
        return FALSE;
    }
  return TRUE;
}

/* --- all of it ------------------------------------------------------------- */

static void
note (WscBuild *build, const WscColumns *self, gsize n_empty)
{
  const WscDataSettings *s = build->settings;

  switch (s->missing)
    {
    case WSC_MISSING_DROP:
      wsc_build_note (build, _("Empty cells: %zu; their rows are left out"), n_empty);
      break;
    case WSC_MISSING_ITERATIVE:
      wsc_build_note (build, _("Empty cells: %zu; filled by SSA, iteratively (window %zu, rank %d)"), n_empty,
                      fill_window (s, self->length), s->fill_rank);
      break;
    case WSC_MISSING_SUBSPACE:
      wsc_build_note (build, _("Empty cells: %zu; filled by SSA, from the subspace (window %zu, rank %d)"), n_empty,
                      fill_window (s, self->length), s->fill_rank);
      break;
    default:
      wsc_build_note (build, _("Empty cells: %zu; filled by straight lines between the neighbours"), n_empty);
    }
}

gboolean
wsc_build_treat_missing (WscBuild *build, WscColumns *columns, GError **error)
{
  const int missing = build->settings->missing;
  gsize n_empty = 0;

  if (!check_lengths (columns, error))
    return FALSE;
  for (guint c = 0; c < columns->columns->len; c++)
    n_empty += look_at (columns, c).n;
  if (n_empty == 0)
    return TRUE;
  if (missing == WSC_MISSING_REFUSE)
    return refuse (columns, error);
  if (missing == WSC_MISSING_DROP)
    drop (columns);
  else if (!fill_channels (build, columns, error))
    return FALSE;
  note (build, columns, n_empty);
  return TRUE;
}
