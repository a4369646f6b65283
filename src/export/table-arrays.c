/* The columns of a table as arrays in one file. */
#include "export/export-private.h"
#include "tensors/tensors.h"

void
wsc_table_column_free (gpointer data)
{
  WscTableColumn *self = data;
  g_free (self->name);
  g_array_unref (self->numbers);
  g_clear_pointer (&self->names, g_ptr_array_unref);
  g_free (self);
}

void
wsc_table_column_add_text (WscTableColumn *self, const char *text)
{
  guint index;
  if (!self->names)
    self->names = g_ptr_array_new_with_free_func (g_free);
  if (!g_ptr_array_find_with_equal_func (self->names, text, g_str_equal, &index))
    {
      index = self->names->len;
      g_ptr_array_add (self->names, g_strdup (text));
    }
  double number = index;
  g_array_append_val (self->numbers, number);
}

gboolean
wsc_table_columns_save (GPtrArray *columns, const char *path, GError **error)
{
  g_autoptr (WscTensors) tensors = wsc_tensors_new ();
  for (guint i = 0; i < columns->len; i++)
    {
      const WscTableColumn *column = columns->pdata[i];
      const gsize n = column->numbers->len;
      wsc_tensors_add (tensors, column->name, WSC_TENSOR_F64, 1, &n, column->numbers->data);
      if (!column->names)
        continue;
      g_autoptr (GString) names = g_string_new (NULL);
      for (guint j = 0; j < column->names->len; j++)
        g_string_append_printf (names, "%s%s", j > 0 ? ";" : "", (const char *) column->names->pdata[j]);
      wsc_tensors_set_text (tensors, column->name, names->str);
    }
  return wsc_tensors_save (tensors, path, error);
}
