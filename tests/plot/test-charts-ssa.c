/* The charts of the series: what they are called, what they say, what is read from them, and where there are none. */
#include <string.h>

#include "samples.h"

#define EM 10.0
#define WIDTH 640.0
#define HEIGHT 480.0
#define BASE                                                                                                           \
  "study.subject=series data.length=90 ssa.window=20 ssa.sweep=10;15 ssa.landscape=4 ssa.forecast=6 ssa.replicas=20 "  \
  "ssa.groups=first:1-2;second:4 "

static WscResults *
run (const char *assignments)
{
  g_autofree char *all = g_strconcat (BASE, assignments, NULL);
  g_autoptr (WscStudy) study = wsc_study_new ();
  g_auto (GStrv) items = g_strsplit (all, " ", -1);
  g_autoptr (GError) error = NULL;
  for (char **item = items; *item; item++)
    if (**item)
      {
        wsc_study_set (study, *item, &error);
        g_assert_no_error (error);
      }
  WscResults *results = wsc_pipeline_run (study, NULL, NULL, &error);
  g_assert_no_error (error);
  return results;
}

/* The reading at a point of the data of one cell of a drawing; NULL outside. */
static char *
read_at (const WscPlot *plot, guint cell, double x, double y)
{
  g_auto (WscText) text = { 0 };
  g_auto (WscLayout) layout = { 0 };
  char *reading = NULL;
  guint found;
  wsc_text_init (&text, EM);
  wsc_layout_init (&layout, plot, &text, WIDTH, HEIGHT);
  g_assert_cmpuint (cell, <, layout.n);
  const WscCell *at = &layout.cells[cell];
  double px = at->x + wsc_frame_map_x (&at->frame, x), py = at->y + wsc_frame_map_y (&at->frame, y);
  g_assert_true (wsc_plot_find (plot, WIDTH, HEIGHT, EM, px, py, &found, NULL, NULL));
  g_assert_cmpuint (found, ==, cell);
  wsc_plot_read (plot, WIDTH, HEIGHT, EM, px, py, NULL, NULL, &reading);
  return reading;
}

static void
assert_chart (const WscPlot *plot, const char *title, const char *summary)
{
  g_assert_nonnull (plot);
  g_assert_cmpstr (wsc_plot_get_title (plot), ==, title);
  g_assert_cmpstr (wsc_plot_get_summary (plot), ==, summary);
  for (WscTheme theme = WSC_THEME_LIGHT; theme <= WSC_THEME_PRINT; theme++)
    {
      cairo_surface_t *image = draw_image (plot, (int) WIDTH, (int) HEIGHT, EM, theme);
      cairo_surface_destroy (image);
    }
}

/* As the reading prints a number of four digits. */
static char *
dup_number (double value)
{
  return g_strdup_printf ("%s%.4g", value < 0 ? "\342\210\222" : "", fabs (value));
}

static const WscShape *
get_line (const WscPlot *plot, const char *label)
{
  for (guint i = 0; i < plot->n_shapes; i++)
    if (g_strcmp0 (plot->shapes[i].label, label) == 0)
      return &plot->shapes[i];
  g_test_message ("there is no “%s”", label);
  g_assert_not_reached ();
}

/* --- series ------------------------------------------------------------------------ */

static void
test_series (void)
{
  g_autoptr (WscResults) results = run ("");
  const WscSeriesParts *parts = wsc_results_get_series (results);
  const WscDataset *dataset = wsc_results_get_dataset (results);
  gsize size = 90 * sizeof (double);
  g_autoptr (WscPlot) plot = wsc_plot_new_ssa (results, NULL);
  g_autofree char *caption
      = g_strdup_printf ("MSE %.4g · MAPE %.4g\302\240%% · 2 of 20 components, %.4g\302\240%%", parts->reconstruction->errors.mse,
                         parts->reconstruction->errors.mape, 100 * parts->reconstruction->share);
  g_autofree char *summary = g_strdup_printf ("Series of 90 values. %s.", caption);
  assert_chart (plot, "Series and reconstruction", summary);
  g_assert_cmpuint (plot->grid->n_plots, ==, 2);
  const WscPlot *sums = plot->grid->plots[0], *residual = plot->grid->plots[1];
  g_assert_cmpstr (sums->caption, ==, caption);
  g_assert_cmpmem (get_line (sums, "Observed")->y, size, wsc_dataset_get_observed (dataset), size);
  g_assert_cmpmem (get_line (sums, "Without noise")->y, size, wsc_dataset_get_clean (dataset), size);
  g_assert_cmpmem (get_line (sums, "Reconstructed")->y, size, parts->reconstruction->signal, size);
  g_assert_cmpmem (get_line (sums, "first")->y, size, parts->grouped->series, size);
  g_assert_cmpmem (get_line (sums, "second")->y, size, parts->grouped->series + 90, size);
  g_assert_cmpmem (get_line (residual, "Residual")->y, size, parts->reconstruction->residual, size);
  g_assert_cmpuint (get_line (sums, "second")->colour, !=, get_line (sums, "Reconstructed")->colour);
}

/* Without a known truth nothing is called an error. */
static void
test_series_observed (void)
{
  g_autoptr (WscResults) results = run ("data.source=airpassengers");
  g_autoptr (WscPlot) plot = wsc_plot_new_ssa (results, NULL);
  g_assert_true (g_str_has_prefix (wsc_plot_get_summary (plot), "Series of 144 values. MSE to the observed "));
  for (guint i = 0; i < plot->grid->plots[0]->n_shapes; i++)
    g_assert_cmpstr (plot->grid->plots[0]->shapes[i].label, !=, "Without noise");
}

/* A season about zero is drawn below a series about 300. */
static void
test_groups_apart (void)
{
  g_autoptr (WscResults) results = run ("data.source=airpassengers ssa.groups=growth:1;season:2-3");
  const WscGrouped *grouped = wsc_results_get_series (results)->grouped;
  gsize size = 144 * sizeof (double);
  g_autoptr (WscPlot) plot = wsc_plot_new_ssa (results, NULL);
  g_assert_cmpuint (plot->grid->n_plots, ==, 3);
  g_assert_cmpstr (wsc_plot_get_title (plot->grid->plots[1]), ==, "Groups");
  g_assert_cmpmem (get_line (plot->grid->plots[0], "growth")->y, size, grouped->series, size);
  g_assert_cmpmem (get_line (plot->grid->plots[1], "season")->y, size, grouped->series + 144, size);
  g_assert_cmpuint (get_line (plot->grid->plots[0], "growth")->colour, !=, get_line (plot->grid->plots[1], "season")->colour);
}

static void
test_filled (void)
{
  g_autoptr (WscResults) results = run ("data.source=co2 data.missing=interpolate data.count=200");
  const guint8 *filled = wsc_dataset_get_filled (wsc_results_get_dataset (results));
  g_autoptr (WscPlot) plot = wsc_plot_new_ssa (results, NULL);
  guint n_runs = 0, n_strips = 0;
  for (guint i = 0; i < 200; i++)
    n_runs += filled[i] && (i == 0 || !filled[i - 1]);
  for (guint i = 0; i < plot->grid->plots[0]->n_shapes; i++)
    n_strips += plot->grid->plots[0]->shapes[i].kind == WSC_SHAPE_STRIP;
  g_assert_cmpuint (n_runs, >, 1);
  g_assert_cmpuint (n_strips, ==, n_runs);
}

/* --- forecast ------------------------------------------------------------------------ */

static void
test_forecast (void)
{
  g_autoptr (WscResults) results = run (""), none = run ("ssa.forecast=0"), refused = run ("ssa.components=1-20");
  const WscSeriesParts *parts = wsc_results_get_series (results);
  const double *values = wsc_forecast_get_values (parts->forecast), *low, *high, *wide_low, *wide_high;
  g_autoptr (WscPlot) plot = wsc_plot_new_ssa_forecast (results, NULL);
  g_autofree char *summary = g_strdup_printf ("Forecast of 6 values; the last is %.5g. Verticality %.3g.", values[5],
                                              wsc_forecast_get_verticality (parts->forecast));
  assert_chart (plot, "Forecast", summary);
  const WscShape *line = get_line (plot, "Forecast"), *band = get_line (plot, "Confidence, 95 %");
  const double *times = wsc_dataset_get_times (wsc_results_get_dataset (results));
  g_assert_true (wsc_forecast_get_bands (parts->forecast, &low, &high, &wide_low, &wide_high));
  g_assert_cmpuint (line->n, ==, 7);
  g_assert_cmpfloat (line->x[0], ==, times[89]);
  g_assert_cmpfloat (line->y[0], ==, parts->reconstruction->signal[89]);
  g_assert_cmpfloat_with_epsilon (line->x[6] - times[89], 6 * (times[1] - times[0]), 1e-9);
  for (guint i = 0; i < 6; i++)
    {
      g_assert_cmpfloat (line->y[i + 1], ==, values[i]);
      g_assert_cmpfloat (band->x[i], ==, line->x[i + 1]);
      g_assert_cmpfloat (band->y[i], ==, low[i]);
      g_assert_cmpfloat (band->high[i], ==, high[i]);
      g_assert_cmpfloat (get_line (plot, "Prediction, 95 %")->high[i], ==, wide_high[i]);
    }
  g_assert_null (wsc_plot_new_ssa_forecast (none, NULL));
  g_assert_null (wsc_plot_new_ssa_forecast (refused, NULL));
}

/* --- components ------------------------------------------------------------------------ */

static void
test_scree (void)
{
  g_autoptr (WscResults) results = run ("ssa.components=1,6");
  const WscSeriesParts *parts = wsc_results_get_series (results);
  g_autoptr (WscPlot) plot = wsc_plot_new_ssa_components (results, NULL);
  g_autofree char *summary
      = g_strdup_printf ("20 components, the first with %.3g %% of the whole; chosen: 1,6, %.4g %%.",
                         100 * wsc_ssa_get_share (parts->ssa, 0), 100 * parts->reconstruction->share);
  assert_chart (plot, "Singular values", summary);
  for (guint i = 0; i < 20; i += 3)
    {
      double sigma = wsc_ssa_get_singular_value (parts->ssa, i);
      g_autofree char *number = dup_number (sigma), *reading = read_at (plot, 0, i + 1, plot->y_low * 1.01);
      g_autofree char *expected = g_strdup_printf ("Component %u · Singular value %s", i + 1, number);
      g_assert_cmpstr (reading, ==, expected);
    }
  g_autofree char *second = read_at (plot, 0, 2, plot->y_low * 1.01), *number = dup_number (wsc_ssa_get_singular_value (parts->ssa, 1));
  g_autofree char *expected = g_strdup_printf ("Component 2 · Singular value %s", number);
  g_assert_cmpstr (second, ==, expected);
  /* groups 1-2 and 4 by their colours, then what is chosen, grey for the rest */
  const WscShape *bars = &plot->shapes[plot->n_shapes - 1];
  g_assert_cmpuint (bars->colours[0], ==, bars->colours[1]);
  g_assert_cmpuint (bars->colours[3], !=, bars->colours[0]);
  g_assert_cmpuint (bars->colours[5], ==, 0);
  g_assert_cmpuint (bars->colours[2], ==, WSC_PLOT_GREY);
}

static void
test_red_noise (void)
{
  g_autoptr (WscResults) results = run ("ssa.suggest=surrogates ssa.groups=");
  const double *value, *low, *high;
  guint n = wsc_suggestion_get_evidence (wsc_results_get_series (results)->suggestion, &value, &low, &high);
  g_assert_null (value);
  g_autoptr (WscPlot) plot = wsc_plot_new_ssa_components (results, NULL);
  const WscShape *band = get_line (plot, "Red noise");
  g_assert_cmpuint (band->n, ==, n);
  g_assert_cmpmem (band->y, n * sizeof (double), low, n * sizeof (double));
  g_assert_cmpmem (band->high, n * sizeof (double), high, n * sizeof (double));
}

static void
test_vectors (void)
{
  g_autoptr (WscResults) results = run ("");
  const WscSsa *ssa = wsc_results_get_series (results)->ssa;
  WscIdentity identity;
  g_autoptr (WscPlot) plain = wsc_plot_new_ssa_vectors (results, NULL);
  assert_chart (plain, "Eigenvectors", "The first 12 eigenvectors, of 20 entries each.");
  wsc_identity_init (&identity);
  identity.signs[1] = -1;
  identity.colours[1] = 7;
  identity.colours[7] = 1;
  g_autoptr (WscPlot) turned = wsc_plot_new_ssa_vectors (results, &identity);
  g_assert_cmpuint (plain->grid->n_plots, ==, 12);
  for (guint i = 0; i < 12; i++)
    {
      const WscShape *a = get_line (plain->grid->plots[i], "Entry"), *b = get_line (turned->grid->plots[i], "Entry");
      g_autofree char *heading = g_strdup_printf ("%u · %.3g %%", i + 1, 100 * wsc_ssa_get_share (ssa, i));
      g_assert_cmpstr (wsc_plot_get_title (plain->grid->plots[i]), ==, heading);
      g_assert_cmpuint (a->colour, ==, i);
      g_assert_cmpuint (b->colour, ==, i == 1 ? 7 : i == 7 ? 1 : i);
      for (guint j = 0; j < 20; j++)
        {
          g_assert_cmpfloat (a->y[j], ==, wsc_ssa_get_vector (ssa, i)[j]);
          g_assert_cmpfloat (b->y[j], ==, (i == 1 ? -1 : 1) * a->y[j]);
        }
    }
  g_autofree char *number = dup_number (wsc_ssa_get_vector (ssa, 2)[9]), *reading = read_at (plain, 2, 10, 0);
  g_autofree char *expected = g_strdup_printf ("%s · Row 10 · Entry %s", wsc_plot_get_title (plain->grid->plots[2]), number);
  g_assert_cmpstr (reading, ==, expected);
}

static void
test_pairs (void)
{
  g_autoptr (WscResults) results = run (""), one = run ("data.source=sine data.noise=0 data.from=0 data.to=1 ssa.window=2 "
                                                        "ssa.sweep= ssa.forecast=0");
  const WscSsa *ssa = wsc_results_get_series (results)->ssa;
  WscIdentity identity;
  wsc_identity_init (&identity);
  identity.signs[3] = -1;
  g_autoptr (WscPlot) plot = wsc_plot_new_ssa_pairs (results, &identity);
  assert_chart (plot, "Pairs of eigenvectors",
                "12 pairs of neighbouring eigenvectors, one against the other: a circle is a periodic pair.");
  for (guint i = 0; i < 12; i++)
    {
      WscTerm term;
      g_autofree char *alone = g_strdup_printf ("%u and %u", i + 1, i + 2);
      g_autofree char *together = wsc_ssa_get_oscillation (ssa, i, &term) && isfinite (term.period)
                                      ? g_strdup_printf ("%s · period %.4g", alone, term.period)
                                      : g_strdup (alone);
      g_assert_cmpstr (wsc_plot_get_title (plot->grid->plots[i]), ==, together);
    }
  for (guint j = 0; j < 20; j++)
    {
      g_assert_cmpfloat (plot->grid->plots[2]->shapes[0].x[j], ==, wsc_ssa_get_vector (ssa, 2)[j]);
      g_assert_cmpfloat (plot->grid->plots[2]->shapes[0].y[j], ==, -wsc_ssa_get_vector (ssa, 3)[j]);
      g_assert_cmpfloat (plot->grid->plots[3]->shapes[0].x[j], ==, -wsc_ssa_get_vector (ssa, 3)[j]);
    }
  g_autoptr (WscPlot) single = wsc_plot_new_ssa_pairs (one, NULL);
  assert_chart (single, "Pairs of eigenvectors",
                "1 pair of neighbouring eigenvectors, one against the other: a circle is a periodic pair.");
}

static void
test_periodograms (void)
{
  g_autoptr (WscResults) results = run ("");
  const WscSsa *ssa = wsc_results_get_series (results)->ssa;
  double power[46];
  g_autoptr (WscPlot) plot = wsc_plot_new_ssa_periodograms (results, NULL);
  g_assert_cmpstr (wsc_plot_get_title (plot), ==, "Periodograms");
  g_autoptr (GString) summary = g_string_new ("Periodograms of the first components.");
  for (guint i = 0; i < 12; i++)
    {
      double period = wsc_ssa_get_period (ssa, i);
      g_autofree char *heading = isfinite (period) ? g_strdup_printf ("%u · period %.4g", i + 1, period)
                                                   : g_strdup_printf ("%u · trend", i + 1);
      g_assert_cmpstr (wsc_plot_get_title (plot->grid->plots[i]), ==, heading);
      g_string_append_printf (summary, " %s.", heading);
    }
  g_assert_cmpuint (plot->grid->n_plots, ==, 12);
  wsc_periodogram (90, wsc_ssa_get_component (ssa, 4, 0), FALSE, power);
  g_assert_cmpmem (plot->grid->plots[4]->shapes[0].y, sizeof power, power, sizeof power);
  g_assert_cmpfloat (plot->grid->plots[4]->shapes[0].x[45], ==, 0.5);
  assert_chart (plot, "Periodograms", summary->str);
}

static void
test_correlations (void)
{
  g_autoptr (WscResults) results = run ("");
  const WscSsa *ssa = wsc_results_get_series (results)->ssa;
  const double *w = wsc_ssa_get_correlations (ssa);
  g_autoptr (WscPlot) plot = wsc_plot_new_ssa_wcorr (results, NULL);
  double largest = 0;
  guint row = 0, column = 0;
  for (guint i = 0; i < 20; i++)
    for (guint j = i + 1; j < 20; j++)
      if (fabs (w[i * 20 + j]) > largest)
        {
          largest = fabs (w[i * 20 + j]);
          row = i + 1;
          column = j + 1;
        }
  g_autofree char *summary = g_strdup_printf ("w-correlations of the first 20 components; the largest, %.3g, is of %u and %u.",
                                              largest, row, column);
  assert_chart (plot, "w-correlations", summary);
  g_autofree char *number = dup_number (fabs (w[2 * 20 + 6])), *reading = read_at (plot, 0, 7, 3);
  g_autofree char *expected = g_strdup_printf ("Component 7 · Component 3 · |w-correlation| %s", number);
  g_assert_cmpstr (reading, ==, expected);
}

/* --- the tree ------------------------------------------------------------------------------- */

static void
test_dendrogram (void)
{
  g_autoptr (WscResults) results = run ("ssa.grouping=correlation ssa.cut=0.3"), manual = run ("");
  const WscSsa *ssa = wsc_results_get_series (results)->ssa;
  g_autofree WscMerge *merges = wsc_ssa_cluster (ssa, 20);
  g_autofree char *summary
      = g_strdup_printf ("Tree of the first 20 components by their w-correlations; the last merge is at %.3g.", merges[18].height);
  g_autoptr (WscPlot) plot = wsc_plot_new_ssa_dendrogram (results, NULL), without = wsc_plot_new_ssa_dendrogram (manual, NULL);
  assert_chart (plot, "Dendrogram", summary);
  assert_chart (without, "Dendrogram", summary);
  g_assert_cmpfloat (get_line (plot, "Cut")->y[0], ==, 0.3);
  g_assert_cmpuint (plot->n_shapes, ==, 20);
  g_assert_cmpuint (without->n_shapes, ==, 19);
  for (guint i = 0; i < 19; i++)
    {
      const WscShape *fork = &plot->shapes[i];
      g_assert_cmpfloat (fork->y[1], ==, merges[i].height);
      g_assert_cmpfloat (fork->y[2], ==, merges[i].height);
      g_assert_cmpfloat (fork->y[0], ==, merges[i].a < 20 ? 0 : merges[merges[i].a - 20].height);
      g_assert_cmpint (fork->colour == WSC_PLOT_GREY, ==, merges[i].height > 0.3);
      g_assert_cmpuint (without->shapes[i].colour, ==, WSC_PLOT_GREY);
    }
}

/* --- errors ---------------------------------------------------------------------------------- */

static void
test_sweep (void)
{
  g_autoptr (WscResults) results = run ("");
  const WscSweep *sweep = wsc_results_get_series (results)->sweep;
  g_autoptr (WscPlot) plot = wsc_plot_new_ssa_sweep (results, NULL);
  g_autoptr (GString) summary = g_string_new (NULL);
  for (guint i = 0; i < 2; i++)
    {
      guint best = wsc_sweep_get_best (sweep, i);
      g_string_append_printf (summary, "%sWindow %u: least error %.3g with %u components", i > 0 ? "; " : "", i > 0 ? 15 : 10,
                              wsc_sweep_get_errors (sweep, i, best)->mse, best + 1);
    }
  g_string_append_c (summary, '.');
  assert_chart (plot, "Errors", summary->str);
  const WscShape *line = get_line (plot->grid->plots[0], "Window 15");
  g_assert_cmpuint (line->n, ==, 15);
  for (guint j = 0; j < 15; j++)
    {
      g_assert_cmpfloat (line->x[j], ==, j + 1);
      g_assert_cmpfloat (line->y[j], ==, wsc_sweep_get_errors (sweep, 1, j)->mse);
      g_assert_cmpfloat (get_line (plot->grid->plots[1], "Window 15")->y[j], ==, wsc_sweep_get_errors (sweep, 1, j)->mape);
    }
  g_assert_cmpfloat (get_line (plot->grid->plots[0], "Noisy series")->y[0], ==, wsc_sweep_get_reference (sweep)->mse);
}

static void
test_own_curve (void)
{
  g_autoptr (WscResults) results = run ("ssa.sweep= ssa.components=1-3"), other = run ("ssa.sweep= ssa.components=2"),
                         observed = run ("ssa.sweep= data.source=airpassengers");
  const WscSweep *curve = wsc_results_get_series (results)->curve;
  g_autoptr (WscPlot) plot = wsc_plot_new_ssa_sweep (results, NULL), without = wsc_plot_new_ssa_sweep (other, NULL),
                      unknown = wsc_plot_new_ssa_sweep (observed, NULL);
  const WscShape *chosen = get_line (plot->grid->plots[0], "Chosen");
  g_assert_cmpfloat (chosen->x[0], ==, 3);
  g_assert_cmpfloat (chosen->y[0], ==, wsc_sweep_get_errors (curve, 0, 2)->mse);
  g_assert_cmpuint (get_line (plot->grid->plots[0], "Window 20")->n, ==, 20);
  for (guint i = 0; i < without->grid->plots[0]->n_shapes; i++)
    g_assert_cmpstr (without->grid->plots[0]->shapes[i].label, !=, "Chosen");
  assert_chart (unknown, "Errors", "What is left of the observed series, against the number of components.");
}

static void
test_landscape (void)
{
  g_autoptr (WscResults) results = run ("ssa.components=1-3 ssa.landscape=6"), none = run ("ssa.landscape=0");
  const WscSweep *sweep = wsc_results_get_series (results)->landscape;
  g_autoptr (WscPlot) plot = wsc_plot_new_ssa_landscape (results, NULL);
  assert_chart (plot, "Landscape of errors", "Map of errors: 6 windows up to 45, 40 numbers of components.");
  /* 1 + 44 i / 6, not evenly apart in whole numbers: a reading names the window, not the middle of its cell */
  for (guint i = 0; i < 6; i++)
    {
      double window = floor (1 + 44 * (i + 1) / 6.0 + 1e-9);
      g_assert_cmpuint (wsc_sweep_get_window (sweep, i), ==, window);
      g_autofree char *number = dup_number (wsc_sweep_get_errors (sweep, i, 4)->mse), *reading = read_at (plot, 0, window, 5);
      g_autofree char *expected = g_strdup_printf ("Window %g · Components 5 · MSE %s · Best for its window %u", window, number,
                                                   wsc_sweep_get_best (sweep, i) + 1);
      g_assert_cmpstr (reading, ==, expected);
    }
  g_assert_cmpfloat (get_line (plot, "Chosen")->x[0], ==, 20);
  g_assert_cmpfloat (get_line (plot, "Chosen")->y[0], ==, 3);
  g_assert_null (wsc_plot_new_ssa_landscape (none, NULL));
}

/* --- the residual ------------------------------------------------------------------------------- */

static void
test_residual (void)
{
  g_autoptr (WscResults) white = run ("ssa.components=1-2"), left = run ("ssa.components=3");
  const double *residual = wsc_results_get_series (white)->reconstruction->residual;
  double r[41], p, q = wsc_ljung_box (90, residual, 20, &p);
  g_autoptr (WscPlot) plot = wsc_plot_new_ssa_residual (white, NULL), other = wsc_plot_new_ssa_residual (left, NULL);
  g_autofree char *summary = g_strdup_printf ("Residual: Ljung–Box statistic %.4g over 20 lags, p = %.3g: it %s white noise.", q,
                                              p, p < 0.05 ? "is not" : "may be");
  assert_chart (plot, "Residual", summary);
  g_assert_nonnull (strstr (wsc_plot_get_summary (other), "it is not white noise."));
  g_assert_cmpuint (plot->grid->n_plots, ==, 3);
  wsc_autocorrelation (90, residual, 40, r);
  g_assert_cmpmem (plot->grid->plots[1]->shapes[0].y, 40 * sizeof (double), r + 1, 40 * sizeof (double));
  g_autofree char *number = dup_number (r[7]), *reading = read_at (plot, 1, 7, 0);
  g_autofree char *expected = g_strdup_printf ("Autocorrelation · Lag 7 · Autocorrelation %s", number);
  g_assert_cmpstr (reading, ==, expected);
}

/* --- nothing to draw ------------------------------------------------------------------------------ */

static void
test_no_series (void)
{
  static const WscSeriesChartFunc charts[]
      = { wsc_plot_new_ssa,          wsc_plot_new_ssa_forecast,     wsc_plot_new_ssa_components, wsc_plot_new_ssa_vectors,
          wsc_plot_new_ssa_pairs,    wsc_plot_new_ssa_periodograms, wsc_plot_new_ssa_wcorr,      wsc_plot_new_ssa_sweep,
          wsc_plot_new_ssa_landscape, wsc_plot_new_ssa_residual, wsc_plot_new_ssa_dendrogram };
  g_autoptr (WscResults) results = run ("study.subject=neurons estimate.replicas=2 training.epochs=1");
  for (guint i = 0; i < G_N_ELEMENTS (charts); i++)
    g_assert_null (charts[i](results, NULL));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/plot/charts-ssa/series", test_series);
  g_test_add_func ("/plot/charts-ssa/series-observed", test_series_observed);
  g_test_add_func ("/plot/charts-ssa/groups-apart", test_groups_apart);
  g_test_add_func ("/plot/charts-ssa/dendrogram", test_dendrogram);
  g_test_add_func ("/plot/charts-ssa/filled", test_filled);
  g_test_add_func ("/plot/charts-ssa/forecast", test_forecast);
  g_test_add_func ("/plot/charts-ssa/scree", test_scree);
  g_test_add_func ("/plot/charts-ssa/red-noise", test_red_noise);
  g_test_add_func ("/plot/charts-ssa/vectors", test_vectors);
  g_test_add_func ("/plot/charts-ssa/pairs", test_pairs);
  g_test_add_func ("/plot/charts-ssa/periodograms", test_periodograms);
  g_test_add_func ("/plot/charts-ssa/correlations", test_correlations);
  g_test_add_func ("/plot/charts-ssa/sweep", test_sweep);
  g_test_add_func ("/plot/charts-ssa/own-curve", test_own_curve);
  g_test_add_func ("/plot/charts-ssa/landscape", test_landscape);
  g_test_add_func ("/plot/charts-ssa/residual", test_residual);
  g_test_add_func ("/plot/charts-ssa/no-series", test_no_series);
  return g_test_run ();
}
