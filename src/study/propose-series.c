/* A series: which column, how much of it, and windows that fit what repeats in it. */
#include <math.h>

#include <glib/gi18n-lib.h>

#include "study/propose-private.h"

#define SHORTEST 8          /* values that windows can be cut from */
#define FEW 50              /* values from which nothing sure can be learnt */
#define LONGEST_WINDOW 100  /* of the network */
#define LEAST_WINDOW 8
#define UNSURE_WINDOW 20    /* where nothing repeats */
#define LONGEST_SSA 200     /* that is decomposed in a moment */
#define USUAL_RANK 10       /* of the signal that residuals are taken from */
#define WINDOWS_A_SERIES 4  /* a shorter series gets a shorter window */
#define RANKS_A_SERIES 8    /* and a signal of lower rank, for its training part to have room */
#define WIDE 30             /* windows from here on learn in smaller steps */
#define ALIKE 0.5           /* neighbours that follow each other */
#define NEARLY_AS_ALIKE 0.2 /* those in a later column, compared with those in the column where they are most alike */

/* --- which column ------------------------------------------------------------- */

static gboolean
fail_without_numbers (const WscPreview *preview, GError **error)
{
  g_autoptr (GString) list = g_string_new (NULL);

  for (guint i = 0; i < MIN (wsc_preview_get_n_columns (preview), 8); i++)
    {
      const WscColumnLook *look = wsc_preview_get_column (preview, i);

      g_string_append_printf (list, "%s“%s” (%s)", i > 0 ? ", " : "", look->name, look->first);
    }
  g_set_error (error, WSC_ERROR, WSC_ERROR_FORMAT,
               _("No column of numbers that change was found; rising row numbers do not count. Columns: %s. Numbers have a decimal point or comma and no "
                 "unit: save the table again as CSV with at least one such column."),
               list->str);
  return FALSE;
}

/* The last column of numbers that change; what only counts rows is taken where somebody says so. */
gboolean
wsc_propose_last_numbers (const WscPreview *preview, guint *column)
{
  for (guint i = wsc_preview_get_n_columns (preview); i > 0; i--)
    if (wsc_preview_get_column (preview, i - 1)->holds == WSC_HOLDS_NUMBERS)
      {
        *column = i - 1;
        return TRUE;
      }
  return FALSE;
}

static gboolean
fail_column (const char *name, const WscColumnLook *look, GError **error)
{
  if (look->holds == WSC_HOLDS_CONSTANT)
    g_set_error (error, WSC_ERROR, WSC_ERROR_FORMAT, _("Column “%s” is the same in all rows (%s), so there is nothing to learn; choose another column"), name,
                 look->first);
  else if (look->holds == WSC_HOLDS_NOTHING)
    g_set_error (error, WSC_ERROR, WSC_ERROR_FORMAT, _("Column “%s” is empty; choose another column"), name);
  else
    g_set_error (error, WSC_ERROR, WSC_ERROR_FORMAT, _("Column “%s” holds text (%s), and a series needs numbers; choose another column, or take the file as a table"),
                 name, look->first);
  return FALSE;
}

/* The last column of numbers, unless neighbours in it are less alike than in another: rain that comes and goes beside a temperature is not meant. */
static gboolean
find_series (const WscTable *table, const WscPreview *preview, guint *column)
{
  const guint n = wsc_preview_get_n_columns (preview);
  g_autofree double *alike = g_new0 (double, MAX (n, 1));
  double most = -INFINITY, least;

  for (guint i = 0; i < n; i++)
    {
      alike[i] = -INFINITY;
      if (wsc_preview_get_column (preview, i)->holds == WSC_HOLDS_NUMBERS)
        alike[i] = wsc_find_persistence (wsc_table_get_numbers (table, i), wsc_table_get_n_rows (table));
      most = MAX (most, alike[i]);
    }
  least = most >= ALIKE ? most - NEARLY_AS_ALIKE : -G_MAXDOUBLE;
  for (guint i = n; i > 0; i--)
    if (alike[i - 1] >= least)
      {
        *column = i - 1;
        return TRUE;
      }
  return FALSE;
}

static gboolean
choose_column (const WscTable *table, const WscPreview *preview, const char *wanted, guint *column, GError **error)
{
  const WscColumnLook *look;

  if (wanted == NULL || *wanted == '\0')
    return find_series (table, preview, column) || fail_without_numbers (preview, error);
  if (!wsc_table_find_column (table, wanted, column, error))
    return FALSE;
  if (*column >= wsc_preview_get_n_columns (preview))
    return TRUE;
  look = wsc_preview_get_column (preview, *column);
  return look->holds == WSC_HOLDS_NUMBERS || look->holds == WSC_HOLDS_TIMES || fail_column (wanted, look, error);
}

/* --- how much of it, and what is empty --------------------------------------------- */

static gboolean
set_count (WscProposal *self, gsize length, gsize *count, GError **error)
{
  g_autofree char *all = wsc_count_text (length);

  *count = MIN (length, WSC_LOOKED_AT);
  if (*count == length)
    return TRUE;
  return wsc_proposal_set_number (self, "data.count", *count,
                                  g_strdup_printf (_("The first of %s, so that the first picture is there within seconds; 0 uses all."), all), error);
}

static gboolean
set_missing (WscProposal *self, gsize n_missing, GError **error)
{
  if (n_missing == 0)
    return TRUE;
  return wsc_proposal_set (self, "data.missing", "interpolate",
                           g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%zu cell is empty: a line between its neighbours stands in for it.",
                                                         "%zu cells are empty: lines between their neighbours stand in for them.", n_missing),
                                            n_missing),
                           error);
}

/* --- windows --------------------------------------------------------------------------- */

/* The least multiple that is no shorter than LEAST_WINDOW, where there is room for it. */
static gsize
fit_window (gsize period, gsize most)
{
  gsize window = period;

  while (window < LEAST_WINDOW && window + period <= most)
    window += period;
  return MIN (window, most);
}

static gboolean
set_window (WscProposal *self, gsize length, gsize period, gsize *window, GError **error)
{
  const gsize most = CLAMP (length / WINDOWS_A_SERIES, 2, LONGEST_WINDOW);
  char *why;

  *window = period > 0 ? fit_window (period, most) : MIN (most, UNSURE_WINDOW);
  if (period == 0)
    why = g_strdup (_("No period stands out, so a short stretch is a first try."));
  else if (*window % period == 0 && *window > period)
    why = g_strdup_printf (_("The values repeat about every %zu; a window sees %zu of these periods."), period, *window / period);
  else if (*window == period)
    why = g_strdup_printf (_("The values repeat about every %zu; a window sees one whole period."), period);
  else
    why = g_strdup_printf (_("The values repeat about every %zu, which is long for a first picture; a window sees a part of it."), period);
  return wsc_proposal_set_number (self, "data.window", *window, why, error);
}

static gboolean
set_ssa_window (WscProposal *self, gsize length, gsize period, GError **error)
{
  const gsize most = MIN (length / 2, LONGEST_SSA), times = period > 0 ? most / period : 0;

  if (times == 0 || times * period < 2)
    return TRUE;
  return wsc_proposal_set_number (self, "ssa.window", times * period,
                                  g_strdup_printf (_("A multiple of the period of %zu, so that singular spectrum analysis tells it from the rest."), period), error);
}

static gboolean
set_rank (WscProposal *self, gsize length, GError **error)
{
  const gsize rank = CLAMP (length / RANKS_A_SERIES, 1, USUAL_RANK);

  return wsc_proposal_set_number (self, "estimate.signal-rank", rank,
                                  g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%zu component is taken for the signal; what is left is resampled as noise.",
                                                                "%zu components are taken for the signal; what is left is resampled as noise.", rank),
                                                   rank),
                                  error);
}

/* --- the network -------------------------------------------------------------------------- */

static gboolean
set_network (WscProposal *self, gsize length, gsize window, GError **error)
{
  const guint sizes[] = { (guint) window, 3, (guint) window };
  const char *rate = window < WIDE ? "0.01" : "0.003";

  return wsc_proposal_set (self, "data.task", "restore", NULL, error)
         && wsc_proposal_set (self, "model.layers", "auto;3;auto",
                              g_strdup (_("Three hidden units: each output neuron has three weights, a point in space that needs no projection.")), error)
         && wsc_proposal_set (self, "training.learning-rate", rate,
                              g_strdup (window < WIDE ? _("Usual for a small network.") : _("Smaller than usual, because the window is wide.")), error)
         && wsc_propose_training (self, length - window + 1, sizes, G_N_ELEMENTS (sizes), error);
}

static void
warn (WscProposal *self, const WscPreview *preview, gsize length)
{
  if (length < FEW)
    wsc_proposal_warn (self, _("There are only %zu values: the regions will be large, and say so."), length);
  for (guint i = 0; i < wsc_preview_get_n_columns (preview); i++)
    if (wsc_preview_get_column (preview, i)->holds == WSC_HOLDS_DATES)
      {
        wsc_proposal_warn (self, _("The dates in “%s” are not read: the axis counts rows, so they should be evenly spaced."), wsc_preview_get_column (preview, i)->name);
        return;
      }
}

static gboolean
fill_series (WscProposal *self, const WscTable *table, guint column, GError **error)
{
  const double *x = wsc_table_get_numbers (table, column);
  gsize count, window, period;

  if (!set_count (self, wsc_table_get_n_rows (table), &count, error))
    return FALSE;
  period = wsc_find_period (x, count);
  return set_missing (self, wsc_table_get_n_missing (table, column), error) && set_window (self, count, period, &window, error)
         && set_ssa_window (self, count, period, error) && set_rank (self, count, error) && set_network (self, count, window, error);
}

gboolean
wsc_propose_series (WscProposal *self, const WscTable *table, const WscPreview *preview, const char *wanted, GError **error)
{
  const gsize length = wsc_table_get_n_rows (table);
  g_autofree char *shown = NULL;
  const char *name;
  guint column;

  if (!choose_column (table, preview, wanted, &column, error))
    return FALSE;
  name = wsc_table_get_name (table, column);
  if (length < SHORTEST)
    {
      g_set_error (error, WSC_ERROR, WSC_ERROR_FORMAT,
                   g_dngettext (GETTEXT_PACKAGE, "Column “%s” has %zu value; a series needs at least %d, and some hundreds to tell anything",
                                "Column “%s” has %zu values; a series needs at least %d, and some hundreds to tell anything", length),
                   name, length, SHORTEST);
      return FALSE;
    }
  shown = wsc_count_text (length);
  self->summary = g_strdup_printf (_("A series: column “%s”, %s values."), name, shown);
  warn (self, preview, length);
  return wsc_proposal_set (self, "data.column", name, NULL, error) && fill_series (self, table, column, error);
}
