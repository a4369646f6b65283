/* What the writer and the reader of a results file share. */
#pragma once

#include "base/base.h"

G_BEGIN_DECLS

#define WSC_RESULTS_FORMAT 1
#define WSC_RESULTS_PROGRAM "Weightscape"

/* Attributes of /stages, by WscStage; what comes of the series is not in the file, since it is made again in a moment. */
#define WSC_RESULTS_STAGE_NAMES { NULL, "data", "train", "estimate", "compare", "view" }

/* Bytes before the HDF5 part. */
#define WSC_SEAL_SIZE 512

/* Fills the first WSC_SEAL_SIZE bytes of a whole file. */
void wsc_results_seal (guint8 *bytes, gsize length);
/* Errors: FORMAT, saying in what way it is not the file that was written. */
gboolean wsc_results_check_seal (const guint8 *bytes, gsize length, GError **error);

G_END_DECLS
