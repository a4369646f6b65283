/* text-row: a text, by an entry; taken over on Enter or when the focus leaves. */
#pragma once

#include "app/option-row.h"

G_BEGIN_DECLS

#define WSC_TYPE_TEXT_ROW (wsc_text_row_get_type ())
G_DECLARE_FINAL_TYPE (WscTextRow, wsc_text_row, WSC, TEXT_ROW, WscOptionRow)

G_END_DECLS
