#include "app/export-task.h"

#include <glib/gi18n-lib.h>

#define FONT_POINTS 8.0 /* of text in figures */
#define POINTS_AN_INCH 72.0
#define MM_AN_INCH 25.4

typedef struct
{
  WscResults *results;
  char *name;
  char *path;
  WscFigureOptions options;
  WscCamera camera;
  int extent;
} WscExport;

static void
export_free (gpointer data)
{
  WscExport *export = data;
  wsc_results_unref (export->results);
  g_free (export->name);
  g_free (export->path);
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

/* --- figures ---------------------------------------------------------------------------- */

static void
write_figure (GTask *task, gpointer source, gpointer task_data, GCancellable *cancellable)
{
  const WscExport *export = task_data;
  GError *error = NULL;
  if (wsc_export_figure (export->results, export->name, export->path, &export->options, &error))
    g_task_return_pointer (task, g_strdup (export->path), g_free);
  else
    g_task_return_error (task, error);
}

void
wsc_export_task_figure (WscResults *results, const char *name, const char *path, const WscFigureOptions *options,
                        GAsyncReadyCallback callback, gpointer user_data)
{
  run_task (export_new (results, name, path, options), write_figure, callback, user_data);
}

char *
wsc_export_task_figure_finish (GAsyncResult *result, GError **error)
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
  return FONT_POINTS * export->extent / (inches * POINTS_AN_INCH);
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
  g_autoptr (GString) text = g_string_new (NULL);
  GError *error = NULL;
  if (wsc_export_table (export->results, export->name, WSC_FORMAT_CSV, text, &error)
      && wsc_write_file (export->path, text->str, text->len, &error))
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
          { "compare", N_("Methods Compared") },
          { "spectrum", N_("Spectrum of the Hessian") },
          { "evidence", N_("Fit and Divergence") },
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
          { "ssa-residual", N_("Residual") } };
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
                                     { "ssa-suggestion", N_("Table of the Suggestion…") } };
  return find_label (tables, G_N_ELEMENTS (tables), name);
}
