/* Names in a results file, as its writer and its reader share them. */
#pragma once

#define WSC_RESULTS_FORMAT 1
#define WSC_RESULTS_PROGRAM "Weightscape"

/* Attributes of /stages, by WscStage. */
#define WSC_RESULTS_STAGE_NAMES { NULL, "data", "train", "estimate", "view" }
