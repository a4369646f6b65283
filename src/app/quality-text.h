/* quality-text: what a network is worth, in words. */
#pragma once

#include "study/study.h"

G_BEGIN_DECLS

/* "Accuracy 0.967 → 0.96 on test data"; with `after` NULL of one network alone. Caller frees. */
char *wsc_quality_text (gboolean is_accuracy, const WscQuality *before, const WscQuality *after);

G_END_DECLS
