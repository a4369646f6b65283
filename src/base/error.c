#include "base/base.h"

G_DEFINE_QUARK (wsc-error-quark, wsc_error)
