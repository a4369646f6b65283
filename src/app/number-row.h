/* number-row: a number, by a field and, where its range has an extent that can be dragged, a slider. */
#pragma once

#include "app/option-row.h"

G_BEGIN_DECLS

#define WSC_TYPE_NUMBER_ROW (wsc_number_row_get_type ())
G_DECLARE_FINAL_TYPE (WscNumberRow, wsc_number_row, WSC, NUMBER_ROW, WscOptionRow)

G_END_DECLS
