/* The option table: one row a parameter, in file and panel order. */
#include <glib/gi18n-lib.h>

#include "study/study-private.h"

#define AT(field) .offset = offsetof (WscStudy, field)

static const WscOption options[] = {
#include "study/options-study.h"
#include "study/options-data.h"
#include "study/options-model.h"
#include "study/options-estimate.h"
#include "study/options-ssa.h"
#include "study/options-clusters.h"
#include "study/options-view.h"
};

const WscOption *
wsc_options (guint *n)
{
  if (n != NULL)
    *n = G_N_ELEMENTS (options);
  return options;
}
