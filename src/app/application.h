/* application: the program: its command line, its windows, its keys. */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

#define WSC_TYPE_APPLICATION (wsc_application_get_type ())
G_DECLARE_FINAL_TYPE (WscApplication, wsc_application, WSC, APPLICATION, AdwApplication)

WscApplication *wsc_application_new (void);

G_END_DECLS
