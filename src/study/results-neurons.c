#include <math.h>
#include <string.h>

#include "study/results-neurons.h"

/* A path below a group. */
static char *
below (const char *at, const char *name)
{
  return g_strconcat (at, "/", name, NULL);
}

static void
write_array (WscH5Writer *writer, const char *at, const char *name, const WscH5Array *array, const char *shape, const char *unit)
{
  g_autofree char *path = below (at, name);

  if (array->data != NULL)
    wsc_h5_write_array (writer, path, array, shape, unit);
}

static gpointer
read_optional (WscReader *reader, const char *at, const char *name, WscH5Type type, guint rank, const gsize *shape)
{
  g_autofree char *path = below (at, name);

  return wsc_reader_optional (reader, path, type, rank, shape);
}

/* --- writing neurons -------------------------------------------------------- */

static void
write_alignment (WscH5Writer *writer, const char *at, const WscAlignment *alignment)
{
  wsc_h5_write_number (writer, at, "alignment", alignment->kind);
  wsc_h5_write_number (writer, at, "iterations", alignment->iterations);
  wsc_h5_write_number (writer, at, "scaled", alignment->scaled);
  wsc_h5_write_number (writer, at, "converged", alignment->converged);
  wsc_h5_write_number (writer, at, "residual-before", alignment->residual_before);
  wsc_h5_write_number (writer, at, "residual-after", alignment->residual_after);
  wsc_h5_write_number (writer, at, "units-moved", alignment->units_moved);
  wsc_h5_write_number (writer, at, "units-flipped", alignment->units_flipped);
}

/* A neuron's arrays lie one after the other. */
static void
write_moments (WscH5Writer *writer, const char *at, const WscNeurons *neurons)
{
  const gsize m = wsc_neurons_get_count (neurons), d = wsc_neurons_get_dimension (neurons);
  const WscH5Array mean = { WSC_H5_DOUBLE, 2, { m, d }, wsc_neurons_get_mean (neurons, 0) };
  const WscH5Array covariance = { WSC_H5_DOUBLE, 3, { m, d, d }, wsc_neurons_get_covariance (neurons, 0) };
  const WscH5Array open = { WSC_H5_DOUBLE, 3, { m, d, d }, wsc_neurons_get_open (neurons, 0) };

  write_array (writer, at, "mean", &mean, "(neurons, weights)", "weight");
  write_array (writer, at, "covariance", &covariance, "(neurons, weights, weights)", "weight squared");
  write_array (writer, at, "open", &open, "(neurons, weights, weights): projectors onto directions without an end", NULL);
}

static void
write_replicas (WscH5Writer *writer, const char *at, const WscNeurons *neurons)
{
  const gsize m = wsc_neurons_get_count (neurons), d = wsc_neurons_get_dimension (neurons), n = wsc_neurons_get_n_replicas (neurons);
  const WscH5Array array = { WSC_H5_DOUBLE, 3, { n, m, d }, n > 0 ? wsc_neurons_get_replica (neurons, 0, 0) : NULL };

  write_array (writer, at, "replica", &array, "(replicas, neurons, weights), aligned", "weight");
}

void
wsc_neurons_write (WscH5Writer *writer, const char *at, const WscNeurons *neurons)
{
  const gsize d = wsc_neurons_get_dimension (neurons);
  const WscH5Array shares = { WSC_H5_DOUBLE, 1, { d }, wsc_neurons_get_axis_shares (neurons) };
  const WscH5Array identified = { WSC_H5_INT32, 1, { d }, wsc_neurons_get_axis_identified (neurons) };
  g_autofree char *warnings = below (at, "warnings");

  wsc_h5_write_group (writer, at, "the neurons' means and covariances in one frame");
  write_moments (writer, at, neurons);
  write_replicas (writer, at, neurons);
  write_alignment (writer, at, wsc_neurons_get_alignment (neurons));
  write_array (writer, at, "axis-share", &shares, "(weights)", NULL);
  write_array (writer, at, "axis-identified", &identified, "(weights)", NULL);
  wsc_h5_write_strings (writer, warnings, wsc_neurons_get_warnings (neurons), "(warnings)");
}

/* --- reading neurons --------------------------------------------------------- */

static void
read_alignment (WscReader *reader, const char *at, WscAlignment *alignment)
{
  alignment->kind = (WscAlign) wsc_reader_count (reader, at, "alignment", WSC_ALIGN_PROCRUSTES);
  alignment->iterations = (guint) wsc_reader_count (reader, at, "iterations", G_MAXINT32);
  alignment->converged = (gboolean) wsc_reader_count (reader, at, "converged", 1);
  alignment->residual_before = wsc_reader_number (reader, at, "residual-before");
  alignment->residual_after = wsc_reader_number (reader, at, "residual-after");
  alignment->units_moved = wsc_reader_number (reader, at, "units-moved");
  alignment->units_flipped = wsc_reader_number (reader, at, "units-flipped");
  alignment->scaled = wsc_reader_number (reader, at, "scaled") != 0;
}

/* (replicas, neurons, weights), or NULL for neurons that no replicas stand behind. */
static const double *
read_replicas (WscReader *reader, const char *at, const gsize *shape, gsize *n)
{
  g_autofree char *path = below (at, "replica");
  gsize found[3] = { 0 };
  const double *all;

  *n = 0;
  if (reader->error != NULL || !wsc_h5_has (reader->file, path))
    return NULL;
  all = wsc_reader_array (reader, path, WSC_H5_DOUBLE, 3, found);
  if (reader->error == NULL && (found[0] > G_MAXINT32 || found[1] != shape[0] || found[2] != shape[1]))
    wsc_reader_fail (reader, path);
  *n = found[0];
  return all;
}

static WscNeurons *
read_numbers (WscReader *reader, const char *at, gsize *d)
{
  g_autofree char *mean = below (at, "mean"), *covariance = below (at, "covariance");
  gsize shape[2], cube[3], n;
  const double *means = wsc_reader_array (reader, mean, WSC_H5_DOUBLE, 2, shape);
  const double *covariances, *all;

  cube[0] = shape[0];
  cube[1] = cube[2] = *d = shape[1];
  covariances = wsc_reader_shaped (reader, covariance, WSC_H5_DOUBLE, 3, cube);
  if (reader->error == NULL && (shape[0] < 1 || shape[1] < 1 || shape[0] > G_MAXINT32 || shape[1] > G_MAXINT32))
    wsc_reader_fail (reader, mean);
  all = read_replicas (reader, at, shape, &n);
  if (reader->error != NULL)
    return NULL;
  return wsc_neurons_new ((guint) shape[0], (guint) shape[1], means, covariances, (guint) n, all);
}

WscNeurons *
wsc_neurons_read (WscReader *reader, const char *at)
{
  gsize d[1], cube[3];
  g_autoptr (WscNeurons) numbers = read_numbers (reader, at, d), reported = NULL;
  g_autofree char *path = below (at, "warnings");
  const double *shares = read_optional (reader, at, "axis-share", WSC_H5_DOUBLE, 1, d), *open;
  const gboolean *identified = read_optional (reader, at, "axis-identified", WSC_H5_INT32, 1, d);
  const char *const *warnings = wsc_reader_texts (reader, path);
  WscAlignment alignment = { 0 };

  read_alignment (reader, at, &alignment);
  if (reader->error != NULL)
    return NULL;
  cube[0] = wsc_neurons_get_count (numbers);
  cube[1] = cube[2] = d[0];
  open = read_optional (reader, at, "open", WSC_H5_DOUBLE, 3, cube);
  if (reader->error != NULL)
    return NULL;
  reported = wsc_neurons_new_with_report (numbers, &alignment, shares, identified, warnings);
  return wsc_neurons_new_with_open (reported, open, NULL);
}

/* --- estimates ------------------------------------------------------------------ */

static void
write_vector (WscH5Writer *writer, const char *at, const char *name, gsize n, const double *values, const char *shape)
{
  const WscH5Array array = { WSC_H5_DOUBLE, 1, { n }, values };

  if (n > 0)
    write_array (writer, at, name, &array, shape, NULL);
}

static void
write_estimate (WscH5Writer *writer, const char *at, const WscEstimate *estimate, gboolean first)
{
  const gsize m = wsc_neurons_get_count (estimate->neurons);
  g_autofree char *neurons = below (at, "neurons"), *found = below (at, "found");

  wsc_h5_write_group (writer, at, "the answer of one method");
  wsc_h5_write_number (writer, at, "method", estimate->method);
  wsc_h5_write_text (writer, at, "key", estimate->key != NULL ? estimate->key : "");
  wsc_h5_write_number (writer, at, "residual", estimate->residual);
  wsc_h5_write_number (writer, at, "null", (double) estimate->n_null);
  wsc_h5_write_number (writer, at, "negative", (double) estimate->n_negative);
  wsc_h5_write_number (writer, at, "floored", (double) estimate->n_floored);
  wsc_h5_write_number (writer, at, "gauge", (double) estimate->n_gauge);
  wsc_h5_write_number (writer, at, "gradient", estimate->gradient);
  wsc_h5_write_number (writer, at, "prior-precision", estimate->prior_precision);
  wsc_h5_write_number (writer, at, "noise-variance", estimate->noise_variance);
  wsc_h5_write_number (writer, at, "fresh", estimate->n_fresh);
  wsc_h5_write_number (writer, at, "eigenvalues", (double) estimate->n_values);
  wsc_h5_write_number (writer, at, "epochs", estimate->n_epochs);
  write_vector (writer, at, "eigenvalue", estimate->n_values, estimate->values, "(eigenvalues), ascending");
  write_vector (writer, at, "fit", estimate->n_epochs, estimate->fit, "(epochs), nats a sample");
  write_vector (writer, at, "kl", estimate->n_epochs, estimate->kl, "(epochs), nats a sample");
  write_vector (writer, at, "coverage", m, estimate->coverage, "(neurons)");
  write_vector (writer, at, "centred", m, estimate->centred, "(neurons)");
  if (!first)
    wsc_neurons_write (writer, neurons, estimate->neurons);
  if (estimate->found != NULL)
    wsc_neurons_write (writer, found, estimate->found);
}

void
wsc_estimates_write (WscH5Writer *writer, const GPtrArray *estimates)
{
  wsc_h5_write_group (writer, "/estimates", "the answers of the methods, the study's own first");
  wsc_h5_write_number (writer, "/estimates", "count", estimates->len);
  for (guint i = 0; i < estimates->len; i++)
    {
      g_autofree char *at = g_strdup_printf ("/estimates/%u", i);

      write_estimate (writer, at, estimates->pdata[i], i == 0);
    }
}

static double *
read_vector (WscReader *reader, const char *at, const char *name, gsize n)
{
  return g_memdup2 (n > 0 ? read_optional (reader, at, name, WSC_H5_DOUBLE, 1, &n) : NULL, n * sizeof (double));
}

static WscEstimate *
read_estimate (WscReader *reader, const char *at, WscNeurons *first)
{
  WscEstimate *self = g_new0 (WscEstimate, 1);
  g_autofree char *neurons = below (at, "neurons"), *found = below (at, "found");
  const char *key = wsc_reader_text (reader, at, "key");

  self->ref_count = 1;
  self->key = key != NULL && *key != '\0' ? g_strdup (key) : NULL;
  self->method = (int) wsc_reader_count (reader, at, "method", WSC_N_METHODS - 1);
  self->residual = wsc_reader_number (reader, at, "residual");
  self->n_null = wsc_reader_count (reader, at, "null", G_MAXINT32);
  self->n_negative = wsc_reader_count (reader, at, "negative", G_MAXINT32);
  self->n_floored = wsc_reader_count (reader, at, "floored", G_MAXINT32);
  self->n_gauge = wsc_reader_count (reader, at, "gauge", G_MAXINT32);
  self->gradient = wsc_reader_number (reader, at, "gradient");
  self->prior_precision = wsc_reader_number (reader, at, "prior-precision");
  self->noise_variance = wsc_reader_number (reader, at, "noise-variance");
  self->n_fresh = (guint) wsc_reader_count (reader, at, "fresh", G_MAXINT32);
  self->n_values = wsc_reader_count (reader, at, "eigenvalues", G_MAXINT32);
  self->n_epochs = (guint) wsc_reader_count (reader, at, "epochs", G_MAXINT32);
  self->neurons = first != NULL ? wsc_neurons_ref (first) : wsc_neurons_read (reader, neurons);
  if (reader->error == NULL && wsc_h5_has (reader->file, found))
    self->found = wsc_neurons_read (reader, found);
  if (reader->error == NULL)
    {
      const gsize m = wsc_neurons_get_count (self->neurons);

      self->values = read_vector (reader, at, "eigenvalue", self->n_values);
      self->fit = read_vector (reader, at, "fit", self->n_epochs);
      self->kl = read_vector (reader, at, "kl", self->n_epochs);
      self->coverage = read_vector (reader, at, "coverage", m);
      self->centred = read_vector (reader, at, "centred", m);
    }
  return self;
}

static gboolean
have_one_shape (const WscNeurons *a, const WscNeurons *b)
{
  return wsc_neurons_get_count (a) == wsc_neurons_get_count (b) && wsc_neurons_get_dimension (a) == wsc_neurons_get_dimension (b);
}

/* Every method's neurons are the same ones. */
static gboolean
fits (const WscEstimate *estimate, WscNeurons *first)
{
  return have_one_shape (estimate->neurons, first) && (estimate->found == NULL || have_one_shape (estimate->found, first))
         && (estimate->values != NULL || estimate->n_values == 0) && (estimate->fit != NULL) == (estimate->kl != NULL)
         && (estimate->coverage != NULL) == (estimate->centred != NULL) && (estimate->coverage != NULL || estimate->n_fresh == 0);
}

void
wsc_estimates_read (WscReader *reader, WscNeurons *first, GPtrArray *estimates)
{
  const gsize n = wsc_reader_count (reader, "/estimates", "count", WSC_N_METHODS);

  for (gsize i = 0; reader->error == NULL && i < n; i++)
    {
      g_autofree char *at = g_strdup_printf ("/estimates/%zu", i);
      WscEstimate *estimate = read_estimate (reader, at, i == 0 ? first : NULL);

      if (reader->error == NULL && !fits (estimate, first))
        wsc_reader_fail (reader, at);
      if (reader->error == NULL)
        g_ptr_array_add (estimates, estimate);
      else
        wsc_estimate_unref (estimate);
    }
}
