#include "data/csv-private.h"
#include "data/dataset-private.h"

#include <glib/gi18n-lib.h>
#include <math.h>

/* --- the noisy sine -------------------------------------------------------- */

/* x_t = sin (tau_t) + N (0, noise^2), tau evenly spaced over [from pi, to pi], both ends included. */
gboolean
wsc_build_sine (WscBuild *build, GError **error)
{
  const WscDataSettings *s = build->settings;
  WscDataset *d = build->dataset;
  gsize first, count;
  WscRandom random;

  if (!wsc_build_range (build, (gsize) s->length, &first, &count, error))
    return FALSE;
  d->length = count;
  d->times = g_new (double, count);
  d->clean = g_new (double, count);
  d->observed = g_new (double, count);
  wsc_random_init (&random, build->seed, "data.noise", 0);
  for (gsize i = 0; i < first + count; i++)
    {
      const double tau = G_PI * (s->from + (s->to - s->from) * (double) i / (double) (s->length - 1));
      const double noise = s->noise * wsc_random_normal (&random);

      if (i < first)
        continue;
      d->times[i - first] = tau;
      d->clean[i - first] = sin (tau);
      d->observed[i - first] = d->clean[i - first] + noise;
    }
  return TRUE;
}

/* --- a column of a table --------------------------------------------------- */

static gboolean
find_value_column (const WscBuild *build, const WscTable *table, guint *column, GError **error)
{
  const gboolean is_file = build->settings->source == WSC_SOURCE_FILE;
  const char *chosen = is_file ? build->settings->column : NULL;

  if (chosen != NULL && *chosen != '\0')
    {
      if (!wsc_table_find_column (table, chosen, column, error))
        return FALSE;
      if (wsc_table_get_column_type (table, *column) == WSC_COLUMN_NUMBER)
        return TRUE;
      g_set_error (error, WSC_ERROR, WSC_ERROR_FORMAT, _("%s: column “%s” holds text (“%s”), expected numbers"),
                   table->name, wsc_table_get_name (table, *column), wsc_table_get_labels (table, *column, NULL)[0]);
      return FALSE;
    }
  for (guint j = wsc_table_get_n_columns (table); j > 0; j--)
    if (wsc_table_get_column_type (table, j - 1) == WSC_COLUMN_NUMBER)
      {
        *column = j - 1;
        return TRUE;
      }
  g_set_error (error, WSC_ERROR, WSC_ERROR_FORMAT, _("%s: found only text, expected a column of numbers"),
               table->name);
  return FALSE;
}

/* Values first … first + count - 1, with the first column as times if it is one, else the row numbers from 0. */
static void
take_column (WscDataset *d, const WscTable *table, guint column, gsize first, gsize count)
{
  const double *values = wsc_table_get_numbers (table, column);
  const double *times = table->first_is_time && column != 0 ? wsc_table_get_numbers (table, 0) : NULL;

  d->length = count;
  d->times = g_new (double, count);
  d->observed = g_memdup2 (values + first, count * sizeof *values);
  for (gsize i = 0; i < count; i++)
    d->times[i] = times != NULL ? times[first + i] : (double) (first + i);
}

static void
drop_missing (WscDataset *d)
{
  gsize n = 0;

  for (gsize i = 0; i < d->length; i++)
    {
      if (isnan (d->observed[i]))
        continue;
      d->observed[n] = d->observed[i];
      d->times[n++] = d->times[i];
    }
  d->length = n;
}

/* The straight line between the values at a and b, over time where it moves, else over the index. */
static double
between (const WscDataset *d, gsize a, gsize i, gsize b)
{
  const double span = d->times[b] - d->times[a];
  const double part = span > 0 ? (d->times[i] - d->times[a]) / span : (double) (i - a) / (double) (b - a);

  return d->observed[a] + part * (d->observed[b] - d->observed[a]);
}

/* Before the first value and after the last, the nearest one is repeated. */
static void
interpolate_missing (WscDataset *d)
{
  gsize last = G_MAXSIZE; /* the last value seen */

  for (gsize i = 0; i < d->length; i++)
    {
      gsize next = i;

      if (!isnan (d->observed[i]))
        {
          last = i;
          continue;
        }
      while (next < d->length && isnan (d->observed[next]))
        next++;
      for (gsize j = i; j < next; j++)
        {
          if (last == G_MAXSIZE)
            d->observed[j] = d->observed[next];
          else
            d->observed[j] = next < d->length ? between (d, last, j, next) : d->observed[last];
        }
      last = i = next - 1;
    }
}

static gboolean
refuse_missing (const WscTable *table, guint column, gsize n_missing, gsize row, GError **error)
{
  g_set_error (error, WSC_ERROR, WSC_ERROR_FORMAT,
               g_dngettext (GETTEXT_PACKAGE,
                            "%s: column “%s” has %zu empty cell, the first in data row %zu; set data.missing to drop "
                            "(leave the row out) or interpolate (a straight line between the neighbours)",
                            "%s: column “%s” has %zu empty cells, the first in data row %zu; set data.missing to drop "
                            "(leave the rows out) or interpolate (a straight line between the neighbours)",
                            n_missing),
               table->name, wsc_table_get_name (table, column), n_missing, row + 1);
  return FALSE;
}

static gboolean
treat_missing (WscBuild *build, const WscTable *table, guint column, gsize first, GError **error)
{
  WscDataset *d = build->dataset;
  gsize n_missing = 0, first_missing = 0;

  for (gsize i = d->length; i > 0; i--)
    if (isnan (d->observed[i - 1]))
      {
        n_missing++;
        first_missing = i - 1;
      }
  if (n_missing == 0)
    return TRUE;
  if (n_missing == d->length)
    {
      g_set_error (error, WSC_ERROR, WSC_ERROR_FORMAT, _("%s: column “%s” is empty, expected numbers"), table->name,
                   wsc_table_get_name (table, column));
      return FALSE;
    }
  if (build->settings->missing == WSC_MISSING_REFUSE)
    return refuse_missing (table, column, n_missing, first + first_missing, error);
  if (build->settings->missing == WSC_MISSING_DROP)
    {
      drop_missing (d);
      wsc_build_note (build, _("Empty cells: %zu; their rows are left out"), n_missing);
      return TRUE;
    }
  interpolate_missing (d);
  wsc_build_note (build, _("Empty cells: %zu; filled by straight lines between the neighbours"), n_missing);
  return TRUE;
}

gboolean
wsc_build_column (WscBuild *build, const WscTable *table, GError **error)
{
  gsize first, count;
  guint column;

  if (!find_value_column (build, table, &column, error) ||
      !wsc_build_range (build, wsc_table_get_n_rows (table), &first, &count, error))
    return FALSE;
  take_column (build->dataset, table, column, first, count);
  if (table->first_is_time && column != 0)
    wsc_build_note (build, _("Series: column “%s” over “%s”"), wsc_table_get_name (table, column),
                    wsc_table_get_name (table, 0));
  else
    wsc_build_note (build, _("Series: column “%s” over the row number"), wsc_table_get_name (table, column));
  return treat_missing (build, table, column, first, error);
}
