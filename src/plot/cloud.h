/* cloud: a neuron's replicas and the doubt about its size, drawn over the picture of a scene. */
#pragma once

#include <cairo.h>

#include "scene/scene.h"

/* Over one ellipsoid: its replicas, those outside as rings, and the shell of plus and minus two standard errors. Nothing where
 * the scene knows of no replicas. */
void wsc_cloud_draw (const WscScene *scene, const WscView *view, guint ellipsoid, cairo_t *cr, double em, WscTheme theme);
void wsc_plot_draw_cloud (WscScene *scene, guint ellipsoid, const WscCamera *camera, cairo_t *cr, double width, double height,
                          double font_size, WscTheme theme);
/* The shells of all ellipsoids, while replicas arrive. */
void wsc_plot_draw_doubt (WscScene *scene, const WscCamera *camera, cairo_t *cr, double width, double height, double font_size,
                          WscTheme theme);
