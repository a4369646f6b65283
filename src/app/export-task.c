#include "app/export-task.h"

#include <glib/gi18n-lib.h>

#define POINTS_AN_INCH 72.0
#define MM_AN_INCH 25.4

typedef struct
{
  WscResults *results;
  char *name; /* NULL: every figure */
  char *path;
  char *font, *title;
  WscExportFormat format;
  WscFigureOptions options;
  WscCamera camera;
  WscExportProgress *progress;
  WscHook hook;
  int extent;
} WscExport;

static void
export_free (gpointer data)
{
  WscExport *export = data;
  wsc_results_unref (export->results);
  g_clear_pointer (&export->progress, wsc_export_progress_unref);
  g_free (export->name);
  g_free (export->path);
  g_free (export->font);
  g_free (export->title);
  g_free (export);
}

static WscExport *
export_new (WscResults *results, const char *name, const char *path, const WscFigureOptions *options)
{
  WscExport *export = g_new0 (WscExport, 1);
  export->results = wsc_results_ref (results);
  export->name = g_strdup (name);
  export->path = g_strdup (path);
  if (!options)
    return export;
  export->options = *options;
  export->options.font = export->font = g_strdup (options->font);
  export->options.title = export->title = g_strdup (options->title);
  if (options->camera)
    {
      export->camera = *options->camera;
      export->options.camera = &export->camera;
    }
  return export;
}

static void
run_task (WscExport *export, GTaskThreadFunc func, GAsyncReadyCallback callback, gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (NULL, NULL, callback, user_data);
  g_task_set_task_data (task, export, export_free);
  g_task_run_in_thread (task, func);
}

/* --- formats ---------------------------------------------------------------------------- */

static const struct
{
  const char *suffix, *label;
} formats[WSC_EXPORT_N_FORMATS] = {
  [WSC_EXPORT_PNG] = { ".png", N_("PNG") },
  [WSC_EXPORT_SVG] = { ".svg", N_("SVG") },
  [WSC_EXPORT_PDF] = { ".pdf", N_("PDF") },
  [WSC_EXPORT_WEBP] = { ".webp", N_("WebP animation") },
  [WSC_EXPORT_PICTURES] = { "", N_("Folder of PNG pictures") },
  [WSC_EXPORT_CSV] = { ".csv", N_("CSV, the numbers") },
  [WSC_EXPORT_NPZ] = { ".npz", N_("NPZ, the numbers") },
};

const char *
wsc_export_format_get_suffix (WscExportFormat format)
{
  return formats[format].suffix;
}

const char *
wsc_export_format_get_label (WscExportFormat format)
{
  return _(formats[format].label);
}

gboolean
wsc_export_format_is_table (WscExportFormat format)
{
  return format == WSC_EXPORT_CSV || format == WSC_EXPORT_NPZ;
}

static gboolean
is_turntable (const char *figure)
{
  return g_strcmp0 (figure, "turntable") == 0;
}

gboolean
wsc_export_format_suits (WscExportFormat format, const char *figure)
{
  if (wsc_export_format_is_table (format))
    return !figure || (!is_turntable (figure) && wsc_figures_get_table (figure));
  return is_turntable (figure) == (format == WSC_EXPORT_WEBP || format == WSC_EXPORT_PICTURES);
}

/* --- progress ----------------------------------------------------------------------------- */

WscExportProgress *
wsc_export_progress_new (void)
{
  WscExportProgress *self = g_new0 (WscExportProgress, 1);
  self->ref_count = 1;
  return self;
}

WscExportProgress *
wsc_export_progress_ref (WscExportProgress *self)
{
  g_atomic_int_inc (&self->ref_count);
  return self;
}

void
wsc_export_progress_unref (WscExportProgress *self)
{
  if (g_atomic_int_dec_and_test (&self->ref_count))
    g_free (self);
}

static gboolean
report (gpointer user_data, double fraction, const char *phase)
{
  WscExportProgress *progress = user_data;
  g_atomic_int_set (&progress->per_mille, (gint) (1000 * fraction));
  return !g_atomic_int_get (&progress->stop);
}

/* --- files ---------------------------------------------------------------------------- */

static gboolean
write_one (const WscExport *export, const char *figure, const char *path, GError **error)
{
  if (wsc_export_format_is_table (export->format))
    return wsc_export_table_file (export->results, wsc_figures_get_table (figure), path, error);
  return wsc_export_figure (export->results, figure, path, &export->options, error);
}

/* A table that stands behind two figures is written once, under its own name. */
static const char *
get_file_name (const WscExport *export, const char *figure)
{
  return wsc_export_format_is_table (export->format) ? wsc_figures_get_table (figure) : figure;
}

static gboolean
write_all (const WscExport *export, GError **error)
{
  guint n;
  const WscFigureInfo *figures = wsc_figures (&n);
  g_autoptr (GHashTable) written = g_hash_table_new (g_str_hash, g_str_equal);
  for (guint i = 0; i < n; i++)
    {
      const char *name = is_turntable (figures[i].name) ? NULL : get_file_name (export, figures[i].name);
      if (!name || g_hash_table_contains (written, name) || !wsc_figures_can_draw (figures[i].name, export->results))
        continue;
      g_autofree char *file = g_strconcat (name, formats[export->format].suffix, NULL);
      g_autofree char *path = g_build_filename (export->path, file, NULL);
      if (!wsc_hook_report (&export->hook, (double) i / n, NULL))
        {
          const guint n_written = g_hash_table_size (written);
          g_set_error (error, WSC_ERROR, WSC_ERROR_STOPPED,
                       g_dngettext (GETTEXT_PACKAGE, "Stopped after %u file", "Stopped after %u files", n_written), n_written);
          return FALSE;
        }
      if (!write_one (export, figures[i].name, path, error))
        return FALSE;
      g_hash_table_add (written, (gpointer) name);
    }
  return TRUE;
}

static void
write_in_thread (GTask *task, gpointer source, gpointer task_data, GCancellable *cancellable)
{
  WscExport *export = task_data;
  GError *error = NULL;
  export->hook = (WscHook){ .report = report, .user_data = export->progress };
  export->options.hook = &export->hook;
  if (export->name ? write_one (export, export->name, export->path, &error) : write_all (export, &error))
    g_task_return_pointer (task, g_strdup (export->path), g_free);
  else
    g_task_return_error (task, error);
}

void
wsc_export_task_write (const WscExportRequest *request, GAsyncReadyCallback callback, gpointer user_data)
{
  WscExport *export = export_new (request->results, request->figure, request->path, request->options);
  export->format = request->format;
  export->progress = wsc_export_progress_ref (request->progress);
  run_task (export, write_in_thread, callback, user_data);
}

char *
wsc_export_task_write_finish (GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

/* --- previews --------------------------------------------------------------------------- */

static void
destroy_surface (gpointer data)
{
  cairo_surface_destroy (data);
}

/* Cairo's ARGB32 is GDK's default memory format on either byte order. Takes the surface. */
static GdkTexture *
texture_from_surface (cairo_surface_t *surface)
{
  int width = cairo_image_surface_get_width (surface), height = cairo_image_surface_get_height (surface);
  gsize stride = (gsize) cairo_image_surface_get_stride (surface);
  cairo_surface_flush (surface);
  g_autoptr (GBytes) bytes = g_bytes_new_with_free_func (cairo_image_surface_get_data (surface),
                                                         stride * (gsize) height, destroy_surface, surface);
  return gdk_memory_texture_new (width, height, GDK_MEMORY_DEFAULT, bytes, stride);
}

/* So large, in pixels of the preview, as text is beside the figure that is written. */
static double
get_preview_font_size (const WscExport *export)
{
  const WscFigureOptions *options = &export->options;
  double inches = MAX (options->width, options->height) / (options->in_mm ? MM_AN_INCH : options->dpi);
  return options->font_size * export->extent / (inches * POINTS_AN_INCH);
}

static GdkTexture *
draw_preview (const WscExport *export, GError **error)
{
  double longer = MAX (export->options.width, export->options.height);
  int width = MAX (1, (int) (export->extent * export->options.width / longer));
  int height = MAX (1, (int) (export->extent * export->options.height / longer));
  cairo_surface_t *surface = cairo_image_surface_create (CAIRO_FORMAT_ARGB32, width, height);
  cairo_t *cr = cairo_create (surface);
  gboolean drawn = wsc_export_draw (export->results, export->name, cr, width, height,
                                    get_preview_font_size (export), &export->options, error);
  cairo_destroy (cr);
  if (drawn)
    return texture_from_surface (surface);
  cairo_surface_destroy (surface);
  return NULL;
}

static void
preview_in_thread (GTask *task, gpointer source, gpointer task_data, GCancellable *cancellable)
{
  GError *error = NULL;
  GdkTexture *texture = draw_preview (task_data, &error);
  if (texture)
    g_task_return_pointer (task, texture, g_object_unref);
  else
    g_task_return_error (task, error);
}

void
wsc_export_task_preview (WscResults *results, const char *name, const WscFigureOptions *options, int extent,
                         GAsyncReadyCallback callback, gpointer user_data)
{
  WscExport *export = export_new (results, name, NULL, options);
  export->extent = extent;
  run_task (export, preview_in_thread, callback, user_data);
}

GdkTexture *
wsc_export_task_preview_finish (GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

/* --- tables ------------------------------------------------------------------------------- */

static void
write_table (GTask *task, gpointer source, gpointer task_data, GCancellable *cancellable)
{
  const WscExport *export = task_data;
  GError *error = NULL;
  if (wsc_export_table_file (export->results, export->name, export->path, &error))
    g_task_return_pointer (task, g_strdup (export->path), g_free);
  else
    g_task_return_error (task, error);
}

void
wsc_export_task_table (WscResults *results, const char *name, const char *path, GAsyncReadyCallback callback,
                       gpointer user_data)
{
  run_task (export_new (results, name, path, NULL), write_table, callback, user_data);
}

char *
wsc_export_task_table_finish (GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

/* --- names --------------------------------------------------------------------------------- */

typedef struct
{
  const char *name, *label;
} WscNamed;

static const char *
find_label (const WscNamed *named, gsize n, const char *name)
{
  for (gsize i = 0; i < n; i++)
    if (g_str_equal (named[i].name, name))
      return _(named[i].label);
  return name;
}

const char *
wsc_export_task_get_figure_label (const char *name)
{
  static const WscNamed figures[]
      = { { "neurons", N_("Neurons") },
          { "turntable", N_("Turntable of the Neurons") },
          { "compare", N_("Methods Compared") },
          { "spectrum", N_("Spectrum of the Hessian") },
          { "evidence", N_("Fit and Divergence") },
          { "weights", N_("Weights of the Selected Neuron") },
          { "loss", N_("Loss") },
          { "series", N_("Series") },
          { "ssa", N_("Series and Reconstruction") },
          { "ssa-components", N_("Singular Values") },
          { "ssa-vectors", N_("Eigenvectors") },
          { "ssa-pairs", N_("Pairs of Eigenvectors") },
          { "ssa-periodograms", N_("Periodograms") },
          { "ssa-wcorr", N_("w-Correlations") },
          { "ssa-dendrogram", N_("Dendrogram") },
          { "ssa-sweep", N_("Errors") },
          { "ssa-landscape", N_("Map of Errors") },
          { "ssa-forecast", N_("Forecast") },
          { "ssa-residual", N_("Residual") },
          { "density", N_("Density of the Neurons") },
          { "reduction", N_("Quality with Fewer Neurons") },
          { "dendrogram", N_("Tree of the Neurons") },
          { "distances", N_("Distances between Neurons") },
          { "cluster-count", N_("How Many Clusters") },
          { "reduced-series", N_("Series by Fewer Neurons") },
          { "circle", N_("Circle of the Neurons") },
          { "side-by-side", N_("As Published and Corrected") } };
  return find_label (figures, G_N_ELEMENTS (figures), name);
}

const char *
wsc_export_task_get_table_label (const char *name)
{
  static const WscNamed tables[] = { { "neurons", N_("Table of Neurons…") },
                                     { "compare", N_("Table of Comparisons…") },
                                     { "spectrum", N_("Table of Eigenvalues…") },
                                     { "evidence", N_("Table of Fit and Divergence…") },
                                     { "coverage", N_("Table of Coverage…") },
                                     { "replicas", N_("Table of Replicas…") },
                                     { "loss", N_("Table of Losses…") },
                                     { "series", N_("Table of the Series…") },
                                     { "ssa-series", N_("Table of the Series…") },
                                     { "ssa-components", N_("Table of Components…") },
                                     { "ssa-vectors", N_("Table of Eigenvectors…") },
                                     { "ssa-pairs", N_("Table of Pairs…") },
                                     { "ssa-wcorr", N_("Table of w-Correlations…") },
                                     { "ssa-sweep", N_("Table of Errors…") },
                                     { "ssa-landscape", N_("Table of the Map of Errors…") },
                                     { "ssa-forecast", N_("Table of the Forecast…") },
                                     { "ssa-suggestion", N_("Table of the Suggestion…") },
                                     { "clusters", N_("Table of Clusters…") },
                                     { "communities", N_("Table of Communities…") },
                                     { "distances", N_("Table of Distances…") },
                                     { "period", N_("Table of the Period…") },
                                     { "reduction", N_("Table of Quality…") },
                                     { "composition", N_("Table of Combinations…") },
                                     { "cluster-count", N_("Table of How Many Clusters…") },
                                     { "reduced-series", N_("Table of the Series by Fewer Neurons…") } };
  return find_label (tables, G_N_ELEMENTS (tables), name);
}
