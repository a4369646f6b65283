/* What of the data rectangle is free for a legend or a caption. */
#pragma once

#include "plot/plot-private.h"

/* The frame is borrowed. */
typedef struct
{
  const WscFrame *frame;
  GPtrArray *paths; /* of GArray of WscPoint or NULL, one a shape */
} WscRoom;
void wsc_room_init (WscRoom *self, const WscFrame *frame);
void wsc_room_clear (WscRoom *self);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (WscRoom, wsc_room_clear)
/* The first free corner, from the top and from the left or the right. */
gboolean wsc_room_find_corner (const WscRoom *self, double width, double height, gboolean from_left, WscBox *found);
