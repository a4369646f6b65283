#pragma once

#include "scene/density.h"

G_BEGIN_DECLS

/* Squared distance, in standard deviations, beyond which a Gaussian is nothing. */
#define WSC_DENSITY_FAR 40.0

/* A Gaussian made ready to be evaluated. */
typedef struct
{
  double mean[2];
  double xx, xy, yy; /* of the inverse covariance */
  double height;     /* at the mean, as its share of the mixture */
  double width, longest; /* smallest and largest standard deviation */
  double reach[2];   /* standard deviations along the coordinates */
} WscForm;

struct _WscDensity
{
  gint ref_count;
  guint n_bumps;
  double reach;   /* standard deviations of each that the mesh takes in */
  WscBump *bumps; /* (n_bumps) */
  WscForm *forms; /* (n_bumps) */
  guint n_x, n_y;
  double *x, *y;  /* (n_x), (n_y) ascending */
  double *z;      /* (n_y, n_x) f */
  WscDensityNode *nodes; /* (n_y, n_x) */
  double peak, stretch, volume;
  GArray *contours; /* of WscContourPoint */
};

/* density-mesh.c: heights, light and colours of all corners; the largest becomes `height` high. */
void wsc_density_fill (WscDensity *self, double height);
/* density-contours.c */
GArray *wsc_density_find_contours (const WscDensity *self);

G_END_DECLS
