/* gallery: the shipped studies as somebody chooses among them: in groups by what they show, the best to begin with first. */
#pragma once

#include "study/study.h"

G_BEGIN_DECLS

typedef enum { WSC_GALLERY_SERIES, WSC_GALLERY_NEURONS, WSC_GALLERY_COMPARE, WSC_GALLERY_REDUCE, WSC_GALLERY_N_GROUPS } WscGalleryGroup;

typedef struct
{
  char *name;
  WscStudy *study;
  WscGalleryGroup group;
  char *published; /* the name of the form that shows what the authors ran; NULL if there is none */
} WscGalleryEntry;

const char *wsc_gallery_group_get_label (WscGalleryGroup group); /* translated */
WscGalleryGroup wsc_gallery_group_of (const WscStudy *study);
/* Of WscGalleryEntry *, by group and then by `studies/order`; a study "NAME-as-published" is told with NAME. Those whose data are not on this machine
 * are left out, since each has a twin that comes with its data. Reads some thirty small files. Unref with g_ptr_array_unref (). */
GPtrArray *wsc_gallery_list (void);

G_END_DECLS
