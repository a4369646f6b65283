/* card-layout: cards of one width beside and below each other, as many in a row as have room for their text, filling the width. */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define WSC_TYPE_CARD_LAYOUT (wsc_card_layout_get_type ())
G_DECLARE_FINAL_TYPE (WscCardLayout, wsc_card_layout, WSC, CARD_LAYOUT, GtkLayoutManager)

GtkLayoutManager *wsc_card_layout_new (void);

G_END_DECLS
