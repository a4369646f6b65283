/* ssa-components-row: which components make the reconstruction: a list, and a slider for the first so many. */
#pragma once

#include "app/option-row.h"

G_BEGIN_DECLS

#define WSC_TYPE_SSA_COMPONENTS_ROW (wsc_ssa_components_row_get_type ())
G_DECLARE_FINAL_TYPE (WscSsaComponentsRow, wsc_ssa_components_row, WSC, SSA_COMPONENTS_ROW, WscOptionRow)

G_END_DECLS
