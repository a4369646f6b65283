/* A table: which column is to be predicted, and whether it is one of classes or of numbers. */
#include <glib/gi18n-lib.h>
#include <math.h>
#include <string.h>

#include "study/propose-private.h"

#define FEWEST_ROWS 2
#define FEW 50                /* rows from which nothing sure can be learnt */
#define FEWEST_TO_TELL 20     /* rows from which a table can be told from a series */
#define FEWEST_COLUMNS 3      /* of numbers, in a table without classes */
#define PERSISTENT 0.7        /* neighbouring values of a series are more alike than that */
#define MOST_NUMBERED 20      /* classes that are whole numbers */
#define ROWS_A_CLASS 3        /* of whole numbers, at least; fewer are amounts */
#define HIDDEN 16

/* As people call what is to be told. */
static const char *const class_names[] = { "class", "classes", "species", "label", "labels", "target", "category", "kind", "type", "outcome", "diagnosis", "y", NULL };

static gboolean
is_class_name (const char *name)
{
  g_autofree char *lower = g_utf8_strdown (name, -1);

  return g_strv_contains (class_names, lower);
}

/* Different whole numbers, if they can be classes; else 0. */
static guint
count_numbered (const double *x, gsize n)
{
  double seen[MOST_NUMBERED];
  guint n_seen = 0;

  for (gsize i = 0; i < n; i++)
    {
      guint k = 0;

      if (isnan (x[i]))
        continue;
      while (k < n_seen && seen[k] != x[i])
        k++;
      if (k < n_seen)
        continue;
      if (n_seen == MOST_NUMBERED || x[i] != floor (x[i]))
        return 0;
      seen[n_seen++] = x[i];
    }
  return n_seen * ROWS_A_CLASS <= n ? n_seen : 0;
}

static gboolean
is_of_classes (const WscTable *table, const WscPreview *preview, guint column)
{
  const WscColumnLook *look = wsc_preview_get_column (preview, column);

  if (look->holds != WSC_HOLDS_NUMBERS)
    return look->holds == WSC_HOLDS_CLASSES;
  return is_class_name (look->name) && count_numbered (wsc_table_get_numbers (table, column), wsc_table_get_n_rows (table)) > 1;
}

/* One that is called so, or else the last of text with few values. */
static gboolean
find_classes (const WscTable *table, const WscPreview *preview, guint *column, gboolean *named)
{
  gboolean found = FALSE;

  *named = FALSE;
  for (guint i = 0; i < wsc_preview_get_n_columns (preview); i++)
    {
      const gboolean is_named = is_class_name (wsc_preview_get_column (preview, i)->name);

      if (!is_of_classes (table, preview, i) || (*named && !is_named))
        continue;
      *column = i;
      *named = is_named;
      found = TRUE;
    }
  return found;
}

static guint
count_columns (const WscPreview *preview, WscHolds holds)
{
  guint n = 0;

  for (guint i = 0; i < wsc_preview_get_n_columns (preview); i++)
    n += wsc_preview_get_column (preview, i)->holds == holds;
  return n;
}

/* Where rows have times, or neighbours are alike, their order means something. */
WscDataKind
wsc_propose_kind (const WscTable *table, const WscPreview *preview)
{
  const gboolean in_time = count_columns (preview, WSC_HOLDS_DATES) > 0;
  guint column, last;
  gboolean named;

  if (find_classes (table, preview, &column, &named) && (named || !in_time))
    return WSC_DATA_TABLE;
  if (in_time || count_columns (preview, WSC_HOLDS_TIMES) > 0 || count_columns (preview, WSC_HOLDS_NUMBERS) < FEWEST_COLUMNS
      || wsc_table_get_n_rows (table) < FEWEST_TO_TELL || !wsc_propose_last_numbers (preview, &last))
    return WSC_DATA_SERIES;
  return wsc_find_persistence (wsc_table_get_numbers (table, last), wsc_table_get_n_rows (table)) < PERSISTENT ? WSC_DATA_TABLE : WSC_DATA_SERIES;
}

/* --- what is to be predicted --------------------------------------------------------- */

typedef struct
{
  const WscTable *table;
  const WscPreview *preview;
  guint target, n_classes; /* n_classes 0: a number */
  guint n_inputs;
  gsize n_rows;
} Plan;

static gboolean
fail_target (const WscColumnLook *look, GError **error)
{
  g_set_error (error, WSC_ERROR, WSC_ERROR_FORMAT,
               _("Column “%s” (%s) is nothing that can be predicted: it needs numbers, or text with few different values; choose another target column"), look->name,
               look->about);
  return FALSE;
}

static gboolean
choose_target (Plan *plan, const char *wanted, GError **error)
{
  const WscColumnLook *look;
  gboolean named;

  if (wanted != NULL && *wanted != '\0')
    {
      if (!wsc_table_find_column (plan->table, wanted, &plan->target, error))
        return FALSE;
    }
  else if (!find_classes (plan->table, plan->preview, &plan->target, &named) && !wsc_propose_last_numbers (plan->preview, &plan->target))
    plan->target = wsc_preview_get_n_columns (plan->preview) - 1;
  plan->target = MIN (plan->target, wsc_preview_get_n_columns (plan->preview) - 1);
  look = wsc_preview_get_column (plan->preview, plan->target);
  if (look->holds == WSC_HOLDS_CLASSES)
    plan->n_classes = look->n_distinct;
  else if (look->holds == WSC_HOLDS_NUMBERS || look->holds == WSC_HOLDS_TIMES)
    plan->n_classes = count_numbered (wsc_table_get_numbers (plan->table, plan->target), plan->n_rows);
  else
    return fail_target (look, error);
  return TRUE;
}

static gboolean
count_inputs (Plan *plan, GError **error)
{
  for (guint i = 0; i < wsc_table_get_n_columns (plan->table); i++)
    plan->n_inputs += i != plan->target && wsc_table_get_column_type (plan->table, i) == WSC_COLUMN_NUMBER;
  if (plan->n_inputs > 0 && plan->n_rows >= FEWEST_ROWS)
    return TRUE;
  if (plan->n_inputs > 0)
    g_set_error (error, WSC_ERROR, WSC_ERROR_FORMAT, _("The table has %zu rows; a network needs at least %d, and some dozens to tell anything"), plan->n_rows, FEWEST_ROWS);
  else
    g_set_error (error, WSC_ERROR, WSC_ERROR_FORMAT,
                 _("There is no column of numbers beside “%s” to predict it from: add one, or choose another target column"),
                 wsc_table_get_name (plan->table, plan->target));
  return FALSE;
}

/* --- the study ------------------------------------------------------------------------------ */

static char *
dup_summary (const Plan *plan)
{
  const char *target = wsc_table_get_name (plan->table, plan->target);
  g_autofree char *numbers
      = g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%u number", "%u numbers", plan->n_inputs), plan->n_inputs);

  g_autofree char *rows = wsc_count_text (plan->n_rows);

  if (plan->n_classes > 1)
    return g_strdup_printf (_("A table: %s rows of %s and the class “%s” with %u values."), rows, numbers, target, plan->n_classes);
  return g_strdup_printf (_("A table: %s rows of %s, from which the number “%s” is predicted."), rows, numbers, target);
}

static gboolean
set_target (WscProposal *self, const Plan *plan, GError **error)
{
  const char *name = wsc_table_get_name (plan->table, plan->target);

  return wsc_proposal_set (self, "data.task", plan->n_classes > 1 ? "classify" : "regress", NULL, error)
         && wsc_proposal_set (self, "data.target", name, NULL, error);
}

static gsize
count_missing (const Plan *plan)
{
  gsize n = 0;

  for (guint i = 0; i < wsc_table_get_n_columns (plan->table); i++)
    if (i == plan->target || wsc_table_get_column_type (plan->table, i) == WSC_COLUMN_NUMBER)
      n += wsc_table_get_n_missing (plan->table, i);
  return n;
}

static gboolean
set_missing (WscProposal *self, const Plan *plan, GError **error)
{
  const gsize n = count_missing (plan);

  if (n == 0)
    return TRUE;
  return wsc_proposal_set (self, "data.missing", "drop",
                           g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%zu cell is empty: its row is left out.", "%zu cells are empty: their rows are left out.", n), n),
                           error);
}

/* The first rows of a table may all be of one class, so each network has its own part of all of them. */
static gboolean
set_part (WscProposal *self, const Plan *plan, GError **error)
{
  g_autofree char *share = NULL, *rows = wsc_count_text (plan->n_rows);

  if (plan->n_rows <= WSC_LOOKED_AT)
    return TRUE;
  share = wsc_format_number (round (100 * CLAMP ((double) WSC_LOOKED_AT / (double) plan->n_rows, 0.01, 0.5)) / 100);
  return wsc_proposal_set (self, "estimate.resample", "subset", NULL, error)
         && wsc_proposal_set (self, "estimate.subset-share", share,
                              g_strdup_printf (_("Each network learns from its own part of the %s rows, so that the first picture is there within seconds."), rows),
                              error);
}

static gboolean
set_network (WscProposal *self, const Plan *plan, GError **error)
{
  const guint sizes[] = { plan->n_inputs, HIDDEN, MAX (plan->n_classes, 1) };

  return wsc_proposal_set (self, "model.layers", "auto;16;auto", g_strdup (_("One hidden layer of 16 neurons, enough to begin with.")), error)
         && wsc_proposal_set (self, "estimate.layer", "1", g_strdup (_("Shows the hidden neurons, whose weights belong to the columns.")), error)
         && wsc_propose_training (self, MIN (plan->n_rows, WSC_LOOKED_AT), sizes, G_N_ELEMENTS (sizes), error);
}

static void
warn (WscProposal *self, const Plan *plan)
{
  if (plan->n_rows < FEW)
    wsc_proposal_warn (self, _("There are only %zu rows: the regions will be large, and say so."), plan->n_rows);
  for (guint i = 0; i < wsc_preview_get_n_columns (plan->preview); i++)
    {
      const WscColumnLook *look = wsc_preview_get_column (plan->preview, i);

      if (i == plan->target)
        continue;
      if (look->holds == WSC_HOLDS_TIMES)
        wsc_proposal_warn (self, _("“%s” looks like a number of the row, and is an input as the others are: take it out of the file if it means nothing."), look->name);
      else if (wsc_table_get_column_type (plan->table, i) == WSC_COLUMN_TEXT)
        wsc_proposal_warn (self, _("“%s” is text, and is not an input."), look->name);
    }
}

gboolean
wsc_propose_table (WscProposal *self, const WscTable *table, const WscPreview *preview, const char *target, GError **error)
{
  Plan plan = { .table = table, .preview = preview, .n_rows = wsc_table_get_n_rows (table) };

  if (!choose_target (&plan, target, error) || !count_inputs (&plan, error))
    return FALSE;
  self->summary = dup_summary (&plan);
  warn (self, &plan);
  return set_target (self, &plan, error) && set_missing (self, &plan, error) && set_part (self, &plan, error) && set_network (self, &plan, error);
}
