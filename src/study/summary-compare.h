/* Numbers of the methods compared, a function each; NaN where a method has given no answer. */
#pragma once

#include "study/study-private.h"

G_BEGIN_DECLS

double wsc_summary_volume_bootstrap (const WscResults *results);
double wsc_summary_volume_sandwich (const WscResults *results);
double wsc_summary_volume_sandwich_online (const WscResults *results);
double wsc_summary_volume_batch_means (const WscResults *results);
double wsc_summary_volume_variational (const WscResults *results);
double wsc_summary_volume_swag (const WscResults *results);
double wsc_summary_flatness_bootstrap (const WscResults *results);
double wsc_summary_flatness_sandwich (const WscResults *results);
double wsc_summary_flatness_sandwich_online (const WscResults *results);
double wsc_summary_flatness_batch_means (const WscResults *results);
double wsc_summary_flatness_variational (const WscResults *results);
double wsc_summary_flatness_swag (const WscResults *results);
double wsc_summary_residual_bootstrap (const WscResults *results);
double wsc_summary_residual_sandwich (const WscResults *results);
double wsc_summary_residual_sandwich_online (const WscResults *results);
double wsc_summary_residual_batch_means (const WscResults *results);
double wsc_summary_residual_variational (const WscResults *results);
double wsc_summary_residual_swag (const WscResults *results);
double wsc_summary_coverage_bootstrap (const WscResults *results);
double wsc_summary_coverage_sandwich (const WscResults *results);
double wsc_summary_coverage_sandwich_online (const WscResults *results);
double wsc_summary_coverage_batch_means (const WscResults *results);
double wsc_summary_coverage_variational (const WscResults *results);
double wsc_summary_coverage_swag (const WscResults *results);

G_END_DECLS
