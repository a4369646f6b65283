/* What `run --save-network` does. */
#pragma once

#include "cli/cli.h"

G_BEGIN_DECLS

/* FALSE and a message where no file of that name can hold a network. */
gboolean wsc_network_check_name (const char *path);
/* Writes the smaller network with its study, and says how many numbers it has; a message where nothing is removed. Returns the exit status. */
int wsc_network_save_smaller (const WscResults *results, const char *path);

G_END_DECLS
