/* switch-row: yes or no, by a switch. */
#pragma once

#include "app/option-row.h"

G_BEGIN_DECLS

#define WSC_TYPE_SWITCH_ROW (wsc_switch_row_get_type ())
G_DECLARE_FINAL_TYPE (WscSwitchRow, wsc_switch_row, WSC, SWITCH_ROW, WscOptionRow)

G_END_DECLS
