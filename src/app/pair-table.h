/* pair-table: rows of a name and what it is as published and corrected. */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define WSC_TYPE_PAIR_TABLE (wsc_pair_table_get_type ())
G_DECLARE_FINAL_TYPE (WscPairTable, wsc_pair_table, WSC, PAIR_TABLE, GtkWidget)

/* Before the first row: the heading of the names, and the accessible name of the table; translated. */
void wsc_pair_table_set_names (WscPairTable *self, const char *heading, const char *name);

/* Array of WscPairRow; texts are copied. Nothing happens where they are those that are shown. */
typedef struct
{
  const char *name, *tooltip; /* tooltip may be NULL */
  char *values[2];            /* owned by whoever made the array */
} WscPairRow;
void wsc_pair_table_set_rows (WscPairTable *self, const WscPairRow *rows, guint n);

G_END_DECLS
