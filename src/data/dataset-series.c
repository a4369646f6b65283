#include "data/csv-private.h"
#include "data/dataset-private.h"

#include <glib/gi18n-lib.h>
#include <math.h>
#include <string.h>

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

/* --- columns of a table ---------------------------------------------------- */

/* Rows first … first + length - 1, with the first column as times if it is one, else the row numbers from 0. */
static void
take_columns (WscColumns *self)
{
  const WscTable *table = self->table;
  const gboolean has_times = table->first_is_time && g_array_index (self->columns, guint, 0) != 0;
  const double *times = has_times ? wsc_table_get_numbers (table, 0) : NULL;

  self->times = g_new (double, self->length);
  self->values = g_malloc_n (self->columns->len * self->length, sizeof (double));
  for (gsize i = 0; i < self->length; i++)
    self->times[i] = times != NULL ? times[self->first + i] : (double) (self->first + i);
  for (guint c = 0; c < self->columns->len; c++)
    memcpy (self->values + c * self->length,
            wsc_table_get_numbers (table, g_array_index (self->columns, guint, c)) + self->first,
            self->length * sizeof (double));
}

static void
note_series (WscBuild *build, const WscColumns *self)
{
  const WscTable *table = self->table;
  const guint column = g_array_index (self->columns, guint, 0);
  g_autoptr (GString) others = g_string_new (NULL);

  if (table->first_is_time && column != 0)
    wsc_build_note (build, _("Series: column “%s” over “%s”"), wsc_table_get_name (table, column),
                    wsc_table_get_name (table, 0));
  else
    wsc_build_note (build, _("Series: column “%s” over the row number"), wsc_table_get_name (table, column));
  for (guint c = 1; c < self->columns->len; c++)
    g_string_append_printf (others, "%s“%s”", c > 1 ? ", " : "",
                            wsc_table_get_name (table, g_array_index (self->columns, guint, c)));
  if (others->len > 0)
    wsc_build_note (build, _("Channels that SSA takes beside it: %s"), others->str);
}

/* The data set takes what the columns hold. */
static void
hand_over (WscDataset *d, WscColumns *self)
{
  const guint n = self->columns->len;

  d->length = self->length;
  d->times = g_steal_pointer (&self->times);
  d->observed = g_memdup2 (self->values, self->length * sizeof (double));
  d->n_channels = n;
  d->channels = n > 1 ? g_steal_pointer (&self->values) : NULL;
  d->filled = g_steal_pointer (&self->filled);
  d->channel_names = g_new0 (char *, n + 1);
  for (guint c = 0; c < n; c++)
    d->channel_names[c] = g_strdup (wsc_table_get_name (self->table, g_array_index (self->columns, guint, c)));
}

gboolean
wsc_build_column (WscBuild *build, const WscTable *table, GError **error)
{
  g_autoptr (GArray) columns = g_array_new (FALSE, FALSE, sizeof (guint));
  WscColumns self = { .table = table, .columns = columns };
  gboolean ok;

  if (!wsc_build_find_columns (build, table, columns, error) ||
      !wsc_build_range (build, wsc_table_get_n_rows (table), &self.first, &self.length, error))
    return FALSE;
  take_columns (&self);
  note_series (build, &self);
  ok = wsc_build_treat_missing (build, &self, error);
  if (ok)
    hand_over (build->dataset, &self);
  g_free (self.times);
  g_free (self.values);
  g_free (self.filled);
  return ok;
}
