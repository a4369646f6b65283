/* scene-key: the key of a 3D picture's colours: an upright ramp with its numbers, or a swatch for each of a few groups, under its name. */
#pragma once

#include "plot/text.h"
#include "scene/scene.h"

/* What it covers, in user units. */
void wsc_scene_key_measure (const WscColourKey *key, const WscText *text, double *width, double *height);
/* What lies under its name, and under its ramp and numbers, and stands out from them by `pad`: boxes (x, y, width, height). */
void wsc_scene_key_get_plates (const WscColourKey *key, const WscText *text, double x, double y, double pad, double plates[2][4]);
/* With the top right corner of what it covers at (x, y). */
void wsc_scene_key_draw (const WscColourKey *key, const WscText *text, cairo_t *cr, double x, double y, WscTheme theme);
