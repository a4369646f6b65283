/* study-card: a shipped study in the gallery: its picture, its title, a line about it. */
#pragma once

#include <adwaita.h>

#include "study/gallery.h"

G_BEGIN_DECLS

#define WSC_TYPE_STUDY_CARD (wsc_study_card_get_type ())
G_DECLARE_FINAL_TYPE (WscStudyCard, wsc_study_card, WSC, STUDY_CARD, GtkButton)

/* Opens with the action win.open-shipped. */
GtkWidget *wsc_study_card_new (const WscGalleryEntry *entry);

G_END_DECLS
