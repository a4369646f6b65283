/* about-neurons: what the run says of itself: errors, alignment, which latent axes the data fix, warnings and notes. */
#pragma once

#include <adwaita.h>

#include "session/session.h"

G_BEGIN_DECLS

#define WSC_TYPE_ABOUT_NEURONS (wsc_about_neurons_get_type ())
G_DECLARE_FINAL_TYPE (WscAboutNeurons, wsc_about_neurons, WSC, ABOUT_NEURONS, GtkWidget)

void wsc_about_neurons_set_session (WscAboutNeurons *self, WscSession *session);

G_END_DECLS
