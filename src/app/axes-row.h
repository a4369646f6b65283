/* axes-row: three lists of the neurons' coordinates, by name, for the option that is three numbers. */
#pragma once

#include "app/option-row.h"

G_BEGIN_DECLS

#define WSC_TYPE_AXES_ROW (wsc_axes_row_get_type ())
G_DECLARE_FINAL_TYPE (WscAxesRow, wsc_axes_row, WSC, AXES_ROW, WscOptionRow)

G_END_DECLS
