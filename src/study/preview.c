/* What the columns of a file hold: one pass over each, and of text one over its different values. */
#include <glib/gi18n-lib.h>
#include <math.h>
#include <string.h>

#include "study/propose.h"

#define SHOWN 4         /* first values */
#define SHOWN_LENGTH 24 /* characters of one of them */
#define MOST_CLASSES 100
#define DATES_LOOKED_AT 50
#define MOST_COLUMNS 1000 /* that anybody looks at */

struct _WscPreview
{
  gint ref_count;
  gsize n_rows;
  GPtrArray *columns; /* of WscColumnLook * */
};

WSC_DEFINE_BOXED_TYPE (WscPreview, wsc_preview)

static void
look_free (gpointer data)
{
  WscColumnLook *look = data;

  g_free (look->name);
  g_free (look->about);
  g_free (look->first);
  g_free (look);
}

static WscPreview *
preview_new (gsize n_rows)
{
  WscPreview *self = g_new0 (WscPreview, 1);

  self->ref_count = 1;
  self->n_rows = n_rows;
  self->columns = g_ptr_array_new_with_free_func (look_free);
  return self;
}

/* --- the first values ---------------------------------------------------------- */

static void
append_short (GString *text, const char *value)
{
  if (text->len > 0)
    g_string_append (text, ", ");
  if (g_utf8_strlen (value, -1) <= SHOWN_LENGTH)
    {
      g_string_append (text, value);
      return;
    }
  g_string_append_len (text, value, g_utf8_offset_to_pointer (value, SHOWN_LENGTH - 1) - value);
  g_string_append (text, "…");
}

static void
append_number (GString *text, double value)
{
  g_autofree char *number = isnan (value) ? g_strdup ("–") : g_strdup_printf ("%.6g", value);

  append_short (text, number);
}

static char *
list_first (const WscTable *table, guint column)
{
  const double *numbers = wsc_table_get_numbers (table, column);
  const char *const *labels = wsc_table_get_labels (table, column, NULL);
  const guint32 *codes = wsc_table_get_codes (table, column);
  const gsize n = wsc_table_get_n_rows (table);
  GString *text = g_string_new (NULL);

  for (gsize i = 0; i < MIN (n, SHOWN); i++)
    if (numbers != NULL)
      append_number (text, numbers[i]);
    else
      append_short (text, *labels[codes[i]] != '\0' ? labels[codes[i]] : "–");
  if (n > SHOWN)
    g_string_append (text, " …");
  return g_string_free (text, FALSE);
}

/* --- numbers --------------------------------------------------------------------- */

/* Each half of the places has the low and the high of its part by turns, so that no peak is lost. */
static void
draw_outline (WscColumnLook *look, const double *x, gsize n)
{
  const gsize parts = WSC_OUTLINE / 2;

  if (n <= WSC_OUTLINE)
    {
      memcpy (look->outline, x, n * sizeof *x);
      look->n_outline = (guint) n;
      return;
    }
  look->n_outline = WSC_OUTLINE;
  for (gsize p = 0; p < parts; p++)
    {
      double low = NAN, high = NAN;

      for (gsize i = n * p / parts; i < n * (p + 1) / parts; i++)
        {
          low = fmin (low, x[i]);
          high = fmax (high, x[i]);
        }
      look->outline[2 * p] = p % 2 == 0 ? low : high;
      look->outline[2 * p + 1] = p % 2 == 0 ? high : low;
    }
}

/* Never down, and up more often than not. */
static gboolean
are_times (const double *x, gsize n)
{
  gsize n_equal = 0;

  for (gsize i = 1; i < n; i++)
    {
      if (!(x[i] >= x[i - 1]))
        return FALSE;
      n_equal += x[i] == x[i - 1];
    }
  return n > 2 && 2 * n_equal < n;
}

static gboolean
are_equal (const double *x, gsize n)
{
  double first = NAN;

  for (gsize i = 0; i < n; i++)
    {
      if (isnan (x[i]))
        continue;
      if (isnan (first))
        first = x[i];
      if (x[i] != first)
        return FALSE;
    }
  return TRUE;
}

static WscHolds
look_at_numbers (WscColumnLook *look, const double *x, gsize n, gboolean is_first)
{
  draw_outline (look, x, n);
  if (look->n_missing == n)
    return WSC_HOLDS_NOTHING;
  if (are_equal (x, n))
    return WSC_HOLDS_CONSTANT;
  return is_first && look->n_missing == 0 && are_times (x, n) ? WSC_HOLDS_TIMES : WSC_HOLDS_NUMBERS;
}

/* --- text ---------------------------------------------------------------------------- */

/* "2024-01-31", "31.01.2024 12:00", "1958-03", "2024-01-31T12:00:00Z". */
static gboolean
is_date (const char *text)
{
  guint n_digits = 0, n_marks = 0;

  if (!g_ascii_isdigit (*text))
    return FALSE;
  for (const char *c = text; *c != '\0'; c++)
    if (g_ascii_isdigit (*c))
      n_digits++;
    else if (strchr ("-/.:", *c) != NULL)
      n_marks++;
    else if (strchr (" TZ+", *c) == NULL)
      return FALSE;
  return n_digits >= 4 && (n_marks >= 2 || (n_marks == 1 && n_digits >= 5));
}

static gboolean
are_dates (const char *const *labels, guint n)
{
  guint n_seen = 0;

  for (guint i = 0; i < MIN (n, DATES_LOOKED_AT); i++)
    {
      if (*labels[i] == '\0')
        continue;
      if (!is_date (labels[i]))
        return FALSE;
      n_seen++;
    }
  return n_seen > 0;
}

static guint
count_labels (const char *const *labels, guint n)
{
  guint n_distinct = 0;

  for (guint i = 0; i < n; i++)
    n_distinct += *labels[i] != '\0';
  return n_distinct;
}

static WscHolds
look_at_text (WscColumnLook *look, const char *const *labels, guint n_labels, gsize n)
{
  look->n_distinct = count_labels (labels, n_labels);
  if (look->n_distinct == 0)
    return WSC_HOLDS_NOTHING;
  if (are_dates (labels, n_labels))
    return WSC_HOLDS_DATES;
  if (look->n_distinct == 1)
    return WSC_HOLDS_CONSTANT;
  return look->n_distinct <= MOST_CLASSES && look->n_distinct < n && look->n_distinct <= MAX (2, n / 3) ? WSC_HOLDS_CLASSES : WSC_HOLDS_WORDS;
}

/* --- in words ------------------------------------------------------------------------- */

static char *
dup_kind (const WscColumnLook *look)
{
  switch (look->holds)
    {
    case WSC_HOLDS_TIMES:
      return g_strdup (_("Rising numbers, as times or row numbers are"));
    case WSC_HOLDS_DATES:
      return g_strdup (_("Dates or times"));
    case WSC_HOLDS_CLASSES:
      return g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%u class", "%u classes", look->n_distinct), look->n_distinct);
    case WSC_HOLDS_WORDS:
      return g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "Text, %u value", "Text, %u different values", look->n_distinct), look->n_distinct);
    case WSC_HOLDS_CONSTANT:
      return g_strdup (_("The same in all rows"));
    case WSC_HOLDS_NOTHING:
      return g_strdup (_("Empty"));
    default:
      return g_strdup (C_("a column", "Numbers"));
    }
}

static char *
dup_about (const WscColumnLook *look)
{
  g_autofree char *kind = dup_kind (look);

  if (look->n_missing == 0 || look->holds == WSC_HOLDS_NOTHING)
    return g_steal_pointer (&kind);
  return g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%s, %zu empty cell", "%s, %zu empty cells", look->n_missing), kind, look->n_missing);
}

/* --- the preview ------------------------------------------------------------------------- */

static WscColumnLook *
look_at (const WscTable *table, guint column)
{
  WscColumnLook *look = g_new0 (WscColumnLook, 1);
  const gsize n = wsc_table_get_n_rows (table);
  const gboolean is_first = column == 0 && wsc_table_get_n_columns (table) > 1;
  guint n_labels;
  const char *const *labels = wsc_table_get_labels (table, column, &n_labels);

  look->name = g_strdup (wsc_table_get_name (table, column));
  look->n_missing = wsc_table_get_n_missing (table, column);
  look->holds = labels != NULL ? look_at_text (look, labels, n_labels, n) : look_at_numbers (look, wsc_table_get_numbers (table, column), n, is_first);
  look->about = dup_about (look);
  look->first = list_first (table, column);
  return look;
}

WscPreview *
wsc_preview_new (const WscTable *table)
{
  WscPreview *self;

  g_return_val_if_fail (table != NULL, NULL);

  self = preview_new (wsc_table_get_n_rows (table));
  for (guint i = 0; i < MIN (wsc_table_get_n_columns (table), MOST_COLUMNS); i++)
    g_ptr_array_add (self->columns, look_at (table, i));
  return self;
}

static char *
dup_shape (const WscTensor *tensor)
{
  GString *shape = g_string_new (NULL);

  for (guint i = 0; i < tensor->rank; i++)
    g_string_append_printf (shape, "%s%zu", i > 0 ? " × " : "", tensor->dims[i]);
  return g_string_free (shape, FALSE);
}

static WscColumnLook *
look_at_array (const WscTensor *tensor)
{
  WscColumnLook *look = g_new0 (WscColumnLook, 1);
  g_autofree char *shape = dup_shape (tensor);
  g_autoptr (GString) first = g_string_new (NULL);

  look->name = g_strdup (tensor->name);
  look->holds = WSC_HOLDS_ARRAY;
  look->about = tensor->rank > 0 ? g_strdup_printf (_("Array of %s"), shape) : g_strdup (_("A single number"));
  for (gsize i = 0; i < MIN (tensor->n, SHOWN); i++)
    {
      double value;

      wsc_tensor_get_doubles (tensor, i, 1, &value);
      append_number (first, value);
    }
  look->first = g_strdup (first->str);
  return look;
}

WscPreview *
wsc_preview_new_from_arrays (const WscTensors *tensors)
{
  WscPreview *self;

  g_return_val_if_fail (tensors != NULL, NULL);

  self = preview_new (0);
  for (guint i = 0; i < MIN (wsc_tensors_get_n (tensors), MOST_COLUMNS); i++)
    g_ptr_array_add (self->columns, look_at_array (wsc_tensors_get (tensors, i)));
  return self;
}

WscPreview *
wsc_preview_ref (WscPreview *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  g_atomic_int_inc (&self->ref_count);
  return self;
}

void
wsc_preview_unref (WscPreview *self)
{
  g_return_if_fail (self != NULL);

  if (!g_atomic_int_dec_and_test (&self->ref_count))
    return;
  g_ptr_array_unref (self->columns);
  g_free (self);
}

gsize
wsc_preview_get_n_rows (const WscPreview *self)
{
  return self->n_rows;
}

guint
wsc_preview_get_n_columns (const WscPreview *self)
{
  return self->columns->len;
}

const WscColumnLook *
wsc_preview_get_column (const WscPreview *self, guint column)
{
  g_return_val_if_fail (column < self->columns->len, NULL);
  return self->columns->pdata[column];
}
