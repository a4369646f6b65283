/* choice-row: one of a few, by a drop-down list. */
#pragma once

#include "app/option-row.h"

G_BEGIN_DECLS

#define WSC_TYPE_CHOICE_ROW (wsc_choice_row_get_type ())
G_DECLARE_FINAL_TYPE (WscChoiceRow, wsc_choice_row, WSC, CHOICE_ROW, WscOptionRow)

G_END_DECLS
