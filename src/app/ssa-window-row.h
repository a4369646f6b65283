/* ssa-window-row: the window of singular spectrum analysis: a slider to half the series, and a number beyond it. */
#pragma once

#include "app/option-row.h"

G_BEGIN_DECLS

#define WSC_TYPE_SSA_WINDOW_ROW (wsc_ssa_window_row_get_type ())
G_DECLARE_FINAL_TYPE (WscSsaWindowRow, wsc_ssa_window_row, WSC, SSA_WINDOW_ROW, WscOptionRow)

G_END_DECLS
