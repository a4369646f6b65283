/* Numbers of clusters and of the reduction, a function each; NaN where they were not computed. */
#pragma once

#include "study/study-private.h"

G_BEGIN_DECLS

double wsc_summary_distances_mean (const WscResults *results);
double wsc_summary_distances_covariance_share (const WscResults *results);
double wsc_summary_clusters_communities (const WscResults *results);
double wsc_summary_clusters_modularity (const WscResults *results);
double wsc_summary_clusters_circle_share (const WscResults *results);
double wsc_summary_clusters_period (const WscResults *results);
double wsc_summary_clusters_suggested (const WscResults *results);
double wsc_summary_reduction_neurons (const WscResults *results);
double wsc_summary_reduction_clusters (const WscResults *results);
double wsc_summary_reduction_parameters (const WscResults *results);
double wsc_summary_reduction_parameters_before (const WscResults *results);
double wsc_summary_reduction_difference (const WscResults *results);
double wsc_summary_reduction_test_accuracy (const WscResults *results);
double wsc_summary_reduction_test_accuracy_before (const WscResults *results);
double wsc_summary_reduction_test_mse (const WscResults *results);
double wsc_summary_reduction_test_mse_before (const WscResults *results);
double wsc_summary_reduction_chosen (const WscResults *results);
double wsc_summary_reduction_accuracy_at_10 (const WscResults *results);
double wsc_summary_reduction_mse_at_10 (const WscResults *results);

G_END_DECLS
