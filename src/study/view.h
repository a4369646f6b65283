/* view: what is asked of a picture of neurons, as part of a study. */
#pragma once

#include "base/base.h"
#include "estimate/estimate.h"

G_BEGIN_DECLS

typedef enum { WSC_COLOUR_NEURON, WSC_COLOUR_TRACE, WSC_COLOUR_VOLUME, WSC_COLOUR_ANISOTROPY, WSC_COLOUR_INDEX, WSC_COLOUR_CLUSTER } WscColour;
typedef enum { WSC_PALETTE_OKABE_ITO, WSC_PALETTE_TOL_BRIGHT, WSC_PALETTE_TOL_MUTED, WSC_PALETTE_GREY } WscPalette;
/* Ramps for amounts; the ring, for what comes round again, is not for choice. */
typedef enum { WSC_HUES_VIRIDIS, WSC_HUES_CIVIDIS, WSC_HUES_GREY, WSC_HUES_RING } WscHues;
typedef enum { WSC_STYLE_OPAQUE, WSC_STYLE_GLASS, WSC_STYLE_WIREFRAME, WSC_STYLE_OUTLINE } WscStyle;
typedef enum { WSC_CLIP_OFF, WSC_CLIP_X, WSC_CLIP_Y, WSC_CLIP_Z, WSC_CLIP_CAMERA } WscClip;
typedef enum { WSC_SHAPE_ELLIPSOIDS, WSC_SHAPE_SURFACE } WscViewShape; /* surface: the density over a plane */
typedef enum { WSC_FINISH_SCREEN, WSC_FINISH_PRINT } WscFinish; /* lit; flat */

typedef struct
{
  double level;       /* probability of the region */
  int region;         /* WscRegionKind */
  int projection;     /* WscProjectionKind */
  char *axes;         /* "1;2;3": coordinates from 1 */
  double tour_position, tour_speed; /* in frames of the tour, and frames a minute */
  int tour_seed;
  int colour;         /* WscColour */
  int palette, ramp;  /* WscPalette, WscHues */
  int selected;       /* the neuron that figures emphasise, from 1; 0: none */
  int first;          /* only so many neurons are drawn; 0: all */
  gboolean overlay, own_scale; /* of several methods: in one picture; each at its own scale */
  gboolean numbers;   /* neuron numbers beside the ellipsoids */
  gboolean path;      /* line joining the means in index order */
  gboolean orthographic;
  double azimuth, elevation; /* degrees */
  double zoom;        /* 1: the whole scene fits */
  double target[3];   /* from the middle of the scene to where one looks, in its units */
  double field_of_view; /* degrees; 0: the default */
  char *bookmarks;    /* "side: azimuth=90, zoom=2 | top: elevation=90": see wsc_bookmarks_parse () */
  int style;          /* WscStyle */
  double opacity;     /* 0..1, of glass */
  int clip;           /* WscClip: along what the cutting plane moves */
  double clip_at;     /* 0..1 across the box */
  gboolean clip_invert;
  gboolean silhouettes;
  double fog;         /* 0..1 */
  int finish;         /* WscFinish */
  int shape;          /* WscViewShape */
  double extent;      /* standard deviations of each neuron that the surface takes in; 0: the default */
} WscViewSettings;

/* How the view projects neurons: by its axes where there are more than three coordinates to choose from. `axes` receives
 * the three coordinates, from 0. Errors as of wsc_projection_new (); RANGE for axes that cannot be read. */
WscProjection *wsc_view_new_projection (const WscViewSettings *view, const WscNeurons *neurons, guint axes[3], GError **error);

/* The coordinates of view.axes, from 0, for neurons of d weights. Errors: RANGE. */
gboolean wsc_view_read_axes (const WscViewSettings *view, guint d, guint axes[3], GError **error);

G_END_DECLS
