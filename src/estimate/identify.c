/* Which latent axes the data fix.
 *
 * Carried: with a (n, d) the hidden units' values over the training samples, C their covariance and W (out, d) the
 * layer that reads them, the eigenvalues of C^1/2 W'W C^1/2 are the variances that the latent directions carry on; no
 * choice of frame enters. For a linear network they are the eigenvalues of singular spectrum analysis.
 *
 * Offered: with S the covariances of inputs x and targets y, the eigenvalues of S_yx S_xx^+ S_xy are the variances that
 * the best affine map could restore (for y = x: those of S_xx). Without a wide gap in this spectrum at an axis or after
 * it, that axis may turn into the noise that follows it, and does. Moments are about 0 in a network without biases. */
#include "estimate/estimate-private.h"

#include <cblas.h>
#include <glib/gi18n-lib.h>
#include <math.h>

#define MAX_SAMPLES 2048 /* spread evenly over the training samples */
#define MAX_WIDTH 256    /* inputs or targets; the spectrum costs their cube */
#define WIDE_GAP 1.5     /* ratio of variances; those of noise stay below 1.2 */
#define NEGLIGIBLE 1e-6  /* of the largest variance */
#define RANK_TOLERANCE 1e-10
#define ROUNDING 1e-24 /* share of a variance that is none, of single-precision data */

/* A sample of the data, as rows. */
typedef struct
{
  WscSamples view;
  guint32 *indices; /* (n) */
  gsize n;
  gboolean centred;
} Sample;

static void
sample_init (Sample *self, const WscDataset *dataset, gboolean centred)
{
  gsize n_train;
  const guint32 *train = wsc_dataset_get_train (dataset, &n_train);

  *self = (Sample){ .n = MIN (n_train, MAX_SAMPLES), .centred = centred };
  wsc_dataset_get_samples (dataset, &self->view);
  self->indices = g_new (guint32, self->n + 1);
  for (gsize i = 0; i < self->n; i++)
    self->indices[i] = train[i * n_train / self->n];
}

static void
sample_clear (Sample *self)
{
  g_clear_pointer (&self->indices, g_free);
}

/* A column that does not vary is 0 afterwards, and not the rounding of its mean. */
static void
centre_column (gsize n, gsize width, double *x)
{
  double mean = 0, before = 0, after = 0;

  for (gsize i = 0; i < n; i++)
    {
      mean += x[i * width] / (double) n;
      before += x[i * width] * x[i * width];
    }
  for (gsize i = 0; i < n; i++)
    {
      x[i * width] -= mean;
      after += x[i * width] * x[i * width];
    }
  for (gsize i = 0; after < ROUNDING * before && i < n; i++)
    x[i * width] = 0.0;
}

/* Subtracts column means, if so asked, and divides by sqrt (n): x'x is a second moment afterwards. */
static void
normalise (const Sample *self, gsize width, double *x)
{
  for (gsize j = 0; self->centred && j < width; j++)
    centre_column (self->n, width, x + j);
  for (gsize i = 0; i < self->n * width; i++)
    x[i] /= sqrt ((double) self->n);
}

static double *
normalised_rows (const Sample *self, const float *first, gsize step, gsize width)
{
  double *x = g_malloc_n (self->n * width, sizeof (double));

  for (gsize i = 0; i < self->n; i++)
    for (gsize j = 0; j < width; j++)
      x[i * width + j] = first[self->indices[i] * step + j];
  normalise (self, width, x);
  return x;
}

/* out (p, q) = a' b of a (n, p) and b (n, q). */
static double *
product (gsize n, gsize p, gsize q, const double *a, const double *b)
{
  double *out = g_malloc_n (p * q, sizeof (double));

  wsc_blas_use_one_thread ();
  cblas_dgemm (CblasRowMajor, CblasTrans, CblasNoTrans, (int) p, (int) q, (int) n, 1.0, a, (int) p, b, (int) q, 0.0,
               out, (int) q);
  return out;
}

/* Rows of `vectors` scaled so that V S V' = I; the number of them that have any variance. */
static gsize
whiten (gsize n, const double *values, double *vectors)
{
  gsize rank = 0;

  while (rank < n && values[rank] > RANK_TOLERANCE * values[0])
    rank++;
  for (gsize i = 0; i < rank; i++)
    for (gsize j = 0; j < n; j++)
      vectors[i * n + j] /= sqrt (values[i]);
  return rank;
}

/* spectrum (n_values), descending, 0 where there are no more. */
static gboolean
offered_variances (const Sample *self, gsize n_values, double *spectrum, GError **error)
{
  const gsize q = self->view.n_inputs, o = self->view.n_targets;
  g_autofree double *x = normalised_rows (self, self->view.inputs, self->view.input_step, q);
  g_autofree double *y = normalised_rows (self, self->view.targets, self->view.target_step, o);
  g_autofree double *sxx = product (self->n, q, q, x, x), *sxy = product (self->n, q, o, x, y);
  g_autofree double *values = g_new (double, MAX (q, o)), *vectors = g_malloc_n (q * q, sizeof (double));
  g_autofree double *reached = NULL, *explained = NULL;
  gsize rank;

  if (!wsc_symmetric_eigen (q, sxx, values, vectors, error))
    return FALSE;
  rank = whiten (q, values, vectors);
  reached = g_malloc_n (rank * o + 1, sizeof (double));
  for (gsize i = 0; i < n_values; i++)
    spectrum[i] = 0.0;
  if (rank == 0)
    return TRUE;
  cblas_dgemm (CblasRowMajor, CblasNoTrans, CblasNoTrans, (int) rank, (int) o, (int) q, 1.0, vectors, (int) q, sxy,
               (int) o, 0.0, reached, (int) o);
  explained = product (rank, o, o, reached, reached);
  if (!wsc_symmetric_eigen (o, explained, values, NULL, error))
    return FALSE;
  for (gsize i = 0; i < MIN (n_values, MIN (o, rank)); i++)
    spectrum[i] = MAX (values[i], 0.0);
  return TRUE;
}

/* The network up to a hidden layer, which becomes its output; parameters of layers are in order, so the same block
 * serves. */
static WscArchitecture
encoder_of (const WscArchitecture *a, guint hidden)
{
  WscArchitecture encoder = *a;

  encoder.n_layers = hidden + 1;
  encoder.loss = WSC_LOSS_MSE;
  return encoder;
}

static double *
hidden_values (const Sample *self, const WscArchitecture *a, const float *parameters, guint hidden)
{
  const WscArchitecture encoder = encoder_of (a, hidden);
  const gsize count = self->n * a->sizes[hidden + 1];
  g_autofree float *values = g_malloc_n (count + 1, sizeof (float));
  double *out = g_malloc_n (count + 1, sizeof (double));

  wsc_network_predict (&encoder, parameters, &self->view, self->indices, self->n, values);
  for (gsize i = 0; i < count; i++)
    out[i] = values[i];
  normalise (self, a->sizes[hidden + 1], out);
  return out;
}

/* Eigenvalues (d) of C^1/2 G C^1/2, of which the rows V diag (sqrt l) give C = (..)'(..), are those of (..) G (..)'. */
static gboolean
carried_variances (const Sample *self, const WscArchitecture *a, const float *parameters, guint hidden,
                   double *variances, GError **error)
{
  const gsize d = a->sizes[hidden + 1], out = a->sizes[hidden + 2];
  const float *weights = parameters + wsc_architecture_get_weight_offset (a, hidden + 1);
  g_autofree double *values = hidden_values (self, a, parameters, hidden), *c = product (self->n, d, d, values, values);
  g_autofree double *root = g_malloc_n (d * d, sizeof (double)), *l = g_new (double, d);
  g_autofree double *w = g_malloc_n (d * out, sizeof (double)), *on = g_malloc_n (d * out, sizeof (double)), *m = NULL;

  if (!wsc_symmetric_eigen (d, c, l, root, error))
    return FALSE;
  for (gsize i = 0; i < d; i++)
    for (gsize j = 0; j < d; j++)
      root[i * d + j] *= sqrt (MAX (l[i], 0.0));
  for (gsize o = 0; o < out; o++)
    for (gsize j = 0; j < d; j++)
      w[o * d + j] = weights[o * d + j];
  cblas_dgemm (CblasRowMajor, CblasNoTrans, CblasTrans, (int) out, (int) d, (int) d, 1.0, w, (int) d, root, (int) d,
               0.0, on, (int) d);
  m = product (out, d, d, on, on);
  return wsc_symmetric_eigen (d, m, variances, NULL, error);
}

/* shares (d): means over the trained networks, adding to 1. */
static gboolean
get_shares (const Sample *self, const WscEnsemble *ensemble, guint hidden, const WscHook *hook, double *shares,
            GError **error)
{
  const WscArchitecture *a = wsc_ensemble_get_architecture (ensemble);
  const guint d = a->sizes[hidden + 1], n = wsc_ensemble_get_n_replicas (ensemble);
  g_autofree double *variances = g_new (double, d);
  double total = 0;

  for (guint i = 0; i < d; i++)
    shares[i] = 0.0;
  for (guint r = 0; r < n; r++)
    {
      if (!wsc_ensemble_is_trained (ensemble, r))
        continue;
      if (!wsc_hook_report (hook, (double) r / n, _("Looking at the latent axes")))
        {
          g_set_error_literal (error, WSC_ERROR, WSC_ERROR_STOPPED, _("Stopped while looking at the latent axes"));
          return FALSE;
        }
      if (!carried_variances (self, a, wsc_ensemble_get_parameters (ensemble, r), hidden, variances, error))
        return FALSE;
      for (guint i = 0; i < d; i++)
        shares[i] += MAX (variances[i], 0.0);
    }
  for (guint i = 0; i < d; i++)
    total += shares[i];
  for (guint i = 0; i < d; i++)
    shares[i] = total > 0.0 ? shares[i] / total : 0.0;
  return TRUE;
}

/* An axis is fixed if it carries something and the last wide gap of the spectrum (d + 1) is not before it. Axes between
 * two gaps may turn within their own plane, which the data do fix. */
static void
find_identified (guint d, const double *spectrum, const double *shares, gboolean *identified)
{
  guint n_fixed = 0;

  for (guint i = 0; i < d; i++)
    if (spectrum[i] > NEGLIGIBLE * spectrum[0] && spectrum[i] >= WIDE_GAP * spectrum[i + 1])
      n_fixed = i + 1;
  for (guint i = 0; i < d; i++)
    identified[i] = i < n_fixed && shares[i] > NEGLIGIBLE;
}

gboolean
wsc_latent_find (const WscArchitecture *a, guint layer, WscSide side, guint *hidden)
{
  const guint n_hidden = a->n_layers - 1;

  if (side == WSC_SIDE_INCOMING ? layer == 0 : layer >= n_hidden)
    return FALSE;
  *hidden = side == WSC_SIDE_INCOMING ? layer - 1 : layer;
  return a->sizes[*hidden + 1] < MIN (a->sizes[0], a->sizes[a->n_layers]) &&
         MAX (a->sizes[0], a->sizes[a->n_layers]) <= MAX_WIDTH;
}

gboolean
wsc_latent_identify (const WscEnsemble *ensemble, const WscDataset *dataset, guint hidden, const WscHook *hook,
                     double *shares, gboolean *identified, GError **error)
{
  const WscArchitecture *a = wsc_ensemble_get_architecture (ensemble);
  const guint d = a->sizes[hidden + 1];
  g_autofree double *spectrum = g_new0 (double, d + 1);
  Sample sample;
  gboolean ok;

  sample_init (&sample, dataset, a->bias);
  ok = sample.n > 0 && get_shares (&sample, ensemble, hidden, hook, shares, error) &&
       offered_variances (&sample, d + 1, spectrum, error);
  if (ok)
    find_identified (d, spectrum, shares, identified);
  sample_clear (&sample);
  return ok;
}
