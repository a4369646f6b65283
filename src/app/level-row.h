/* level-row: the probability of the regions, in per cent, by a slider over the range that is of use. */
#pragma once

#include "app/option-row.h"

G_BEGIN_DECLS

#define WSC_TYPE_LEVEL_ROW (wsc_level_row_get_type ())
G_DECLARE_FINAL_TYPE (WscLevelRow, wsc_level_row, WSC, LEVEL_ROW, WscOptionRow)

WscLevelRow *wsc_level_row_new (WscSession *session);

G_END_DECLS
