/* file-row: a file, by its path or a dialog. */
#pragma once

#include "app/option-row.h"

G_BEGIN_DECLS

#define WSC_TYPE_FILE_ROW (wsc_file_row_get_type ())
G_DECLARE_FINAL_TYPE (WscFileRow, wsc_file_row, WSC, FILE_ROW, WscOptionRow)

G_END_DECLS
