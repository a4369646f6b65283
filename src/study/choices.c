/* What each option of a fixed set may be: names in files, labels for people. The order is that of the enums. */
#include <glib/gi18n-lib.h>

#include "study/study-private.h"

const WscChoice wsc_choices_source[] = {
  { "sine", N_("Noisy sine") },
  { "file", N_("File…") },
  { "ecg", N_("Electrocardiogram") },
  { "co2", N_("CO₂ at Mauna Loa") },
  { "sunspots", N_("Sunspots") },
  { "airpassengers", N_("Airline passengers") },
  { "iris", N_("Iris flowers") },
  { "wine", N_("Wines") },
  { "boston", N_("Boston housing") },
  { "digits", N_("Handwritten digits") },
  { "mnist", N_("MNIST digits") },
  { "gaussians", N_("Gaussians from a file") },
  { NULL, NULL },
};

const WscChoice wsc_choices_header[] = {
  { "auto", N_("Find out") },
  { "yes", N_("First row has names") },
  { "no", N_("No names") },
  { NULL, NULL },
};

const WscChoice wsc_choices_missing[] = {
  { "refuse", N_("Refuse") },
  { "drop", N_("Drop the row") },
  { "interpolate", N_("Interpolate") },
  { "iterative", N_("Fill by SSA, iteratively") },
  { "subspace", N_("Fill by SSA, from the subspace") },
  { NULL, NULL },
};

const WscChoice wsc_choices_task[] = {
  { "restore", N_("Restore") },
  { "restore-longer", N_("Restore a longer window") },
  { "restore-longer-back", N_("Restore a longer window, same end") },
  { "forecast", N_("Forecast") },
  { "classify", N_("Classify") },
  { "regress", N_("Predict a number") },
  { NULL, NULL },
};

const WscChoice wsc_choices_scale[] = {
  { "none", N_("None") },
  { "standardise", N_("Mean 0, deviation 1") },
  { "unit", N_("To −1 … 1") },
  { NULL, NULL },
};

const WscChoice wsc_choices_split[] = {
  { "auto", N_("By the data") },
  { "random", N_("At random") },
  { "last", N_("The last ones") },
  { NULL, NULL },
};

const WscChoice wsc_choices_orthonormal[] = {
  { "none", N_("None") },
  { "encoder", N_("Encoder") },
  { "decoder", N_("Decoder") },
  { "both", N_("Encoder and decoder") },
  { NULL, NULL },
};

const WscChoice wsc_choices_loss[] = {
  { "auto", N_("By the task") },
  { "mse", N_("Mean squared error") },
  { "cross-entropy", N_("Cross-entropy") },
  { NULL, NULL },
};

const WscChoice wsc_choices_optimizer[] = {
  { "sgd", N_("Gradient descent") },
  { "momentum", N_("Momentum") },
  { "averaged-sgd", N_("Averaged descent") },
  { "adam", N_("Adam") },
  { NULL, NULL },
};

const WscChoice wsc_choices_method[] = {
  { "bootstrap", N_("Bootstrap") },
  { "sandwich", N_("Sandwich (Hessian)") },
  { "sandwich-online", N_("Sandwich, online") },
  { "batch-means", N_("Batch means") },
  { "variational", N_("Variational Bayes") },
  { "swag", N_("SWAG") },
  { NULL, NULL },
};

const WscChoice wsc_choices_resample[] = {
  { "auto", N_("By the data") },
  { "none", N_("None") },
  { "iid", N_("Samples, with replacement") },
  { "subset", N_("Subsets") },
  { "block", N_("Moving blocks") },
  { "residual", N_("Residuals") },
  { NULL, NULL },
};

const WscChoice wsc_choices_start[] = {
  { "shared", N_("The same for all") },
  { "independent", N_("Each its own") },
  { NULL, NULL },
};

const WscChoice wsc_choices_align[] = {
  { "auto", N_("By the activation") },
  { "none", N_("None") },
  { "signed-permutation", N_("Order and signs") },
  { "permutation", N_("Order") },
  { "procrustes", N_("Rotation") },
  { NULL, NULL },
};

const WscChoice wsc_choices_side[] = {
  { "incoming", N_("Weights into it") },
  { "outgoing", N_("Weights out of it") },
  { NULL, NULL },
};

const WscChoice wsc_choices_region[] = {
  { "content", N_("Content") },
  { "prediction", N_("Prediction") },
  { "mean", N_("Mean") },
  { NULL, NULL },
};

const WscChoice wsc_choices_projection[] = {
  { "pca", N_("PCA of the means") },
  { "pca-total", N_("PCA of means and spread") },
  { "axes", N_("Chosen coordinates") },
  { "tour", N_("Grand tour") },
  { NULL, NULL },
};

const WscChoice wsc_choices_colour[] = {
  { "neuron", N_("By neuron") },
  { "trace", N_("By spread") },
  { "volume", N_("By volume") },
  { "anisotropy", N_("By anisotropy") },
  { "index", N_("By place in the order") },
  { "cluster", N_("By cluster") },
  { NULL, NULL },
};

const WscChoice wsc_choices_palette[] = {
  { "okabe-ito", N_("Okabe and Ito") },
  { "tol-bright", N_("Tol, bright") },
  { "tol-muted", N_("Tol, muted") },
  { "grey", N_("Greys") },
  { NULL, NULL },
};

const WscChoice wsc_choices_ramp[] = {
  { "viridis", N_("Viridis") },
  { "cividis", N_("Cividis") },
  { "grey", N_("Greys") },
  { NULL, NULL },
};

const WscChoice wsc_choices_shape[] = {
  { "ellipsoids", N_("Ellipsoids") },
  { "surface", N_("Density over a plane") },
  { NULL, NULL },
};

const WscChoice wsc_choices_style[] = {
  { "opaque", N_("Opaque") },
  { "glass", N_("Glass") },
  { "wireframe", N_("Wireframe") },
  { "outline", N_("Outline") },
  { NULL, NULL },
};

const WscChoice wsc_choices_clip[] = {
  { "off", N_("Off") },
  { "x", N_("Along x") },
  { "y", N_("Along y") },
  { "z", N_("Along z") },
  { "camera", N_("Towards the eye") },
  { NULL, NULL },
};

const WscChoice wsc_choices_look[] = {
  { "screen", N_("Lit, for the screen") },
  { "print", N_("Flat, for print") },
  { NULL, NULL },
};

const WscChoice wsc_choices_subject[] = {
  { "neurons", N_("Neurons") },
  { "series", N_("Series") },
  { "both", N_("Both") },
  { NULL, NULL },
};

const WscChoice wsc_choices_ssa_kind[] = {
  { "basic", N_("Basic") },
  { "toeplitz", N_("Toeplitz (stationary)") },
  { NULL, NULL },
};

const WscChoice wsc_choices_mape[] = {
  { "truth", N_("True values") },
  { "estimate", N_("Estimates") },
  { NULL, NULL },
};

const WscChoice wsc_choices_grouping[] = {
  { "manual", N_("By hand") },
  { "correlation", N_("By w-correlation") },
  { "period", N_("By period") },
  { NULL, NULL },
};

const WscChoice wsc_choices_forecast[] = {
  { "recurrent", N_("Recurrent") },
  { "vector", N_("Vector") },
  { NULL, NULL },
};

const WscChoice wsc_choices_suggest[] = {
  { "none", N_("Nothing") },
  { "gap", N_("Widest gap") },
  { "validation", N_("Filled-in gaps") },
  { "surrogates", N_("Red noise") },
  { NULL, NULL },
};

const WscChoice wsc_choices_hessian[] = {
  { "exact", N_("Exact") },
  { "gauss-newton", N_("Gauss–Newton") },
  { NULL, NULL },
};

const WscChoice wsc_choices_blocks[] = {
  { "auto", N_("As size allows") },
  { "full", N_("Whole") },
  { "layer", N_("A layer each") },
  { "neuron", N_("A neuron each") },
  { NULL, NULL },
};

const WscChoice wsc_choices_family[] = {
  { "full", N_("Full") },
  { "diagonal", N_("Diagonal") },
  { "low-rank", N_("Low rank") },
  { NULL, NULL },
};

const WscChoice wsc_choices_clustering[] = {
  { "k-means", N_("k-means") },
  { "ward", N_("Tree (Ward)") },
  { "average", N_("Tree (average)") },
  { "communities", N_("Communities") },
  { NULL, NULL },
};

const WscChoice wsc_choices_metric[] = {
  { "euclidean", N_("Euclid") },
  { "wasserstein", N_("Wasserstein") },
  { "bhattacharyya", N_("Bhattacharyya") },
  { "mahalanobis", N_("Mahalanobis") },
  { "function", N_("What they compute") },
  { NULL, NULL },
};

const WscChoice wsc_choices_overlap[] = {
  { "bhattacharyya", N_("Bhattacharyya") },
  { "distance", N_("Wasserstein distance") },
  { NULL, NULL },
};

const WscChoice wsc_choices_suggest_count[] = {
  { "none", N_("Nothing") },
  { "silhouette", N_("Silhouette") },
  { "gap", N_("Gap statistic") },
  { "modularity", N_("Modularity") },
  { "validation", N_("Validation samples") },
  { NULL, NULL },
};

const WscChoice wsc_choices_reduce[] = {
  { "clusters", N_("Centres of clusters") },
  { "variance", N_("Keep the certain") },
  { "qpfs", N_("Keep the relevant (QPFS)") },
  { NULL, NULL },
};

const WscChoice wsc_choices_reduce_from[] = {
  { "mean", N_("Mean of the networks") },
  { "own", N_("One network") },
  { "published", N_("As published") },
  { NULL, NULL },
};

const WscChoice wsc_choices_similarity[] = {
  { "activations", N_("What they compute") },
  { "weights", N_("Their weights") },
  { NULL, NULL },
};

const char *
wsc_study_get_method_name (int method)
{
  g_return_val_if_fail (method >= 0 && method < WSC_N_METHODS, NULL);

  return wsc_choices_method[method].name;
}

const char *
wsc_study_get_method_label (int method)
{
  g_return_val_if_fail (method >= 0 && method < WSC_N_METHODS, NULL);

  return _(wsc_choices_method[method].label);
}
