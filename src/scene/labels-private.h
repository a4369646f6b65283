/* labels-private: the layout under way, for the files that place labels. */
#pragma once

#include "scene/scene-private.h"

G_BEGIN_DECLS

#define WSC_LABEL_HEIGHT 1.2 /* of a line, in font sizes */

typedef struct
{
  double x, y, width, height;
} WscLabelBox;

typedef struct
{
  const WscScene *scene;
  WscView view;
  double width, height, font_size;
  GArray *labels; /* of WscLabel */
  GArray *taken;  /* of WscLabelBox, one a label */
} WscLabelLayout;

WscLabelBox wsc_labels_get_box (const WscLabelLayout *self, const WscLabel *label);
/* Whether nothing is there, and it is whole inside the picture; and adds it then. */
gboolean wsc_labels_is_free (const WscLabelLayout *self, const WscLabel *label);
gboolean wsc_labels_try (WscLabelLayout *self, const WscLabel *label);
/* labels-numbers.c: the selected neuron's number, or all others. */
void wsc_labels_add_selected (WscLabelLayout *self);
void wsc_labels_add_numbers (WscLabelLayout *self);

G_END_DECLS
