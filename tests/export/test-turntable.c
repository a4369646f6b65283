/* Turntables, the text of figures, and tables as arrays: what is in the files, and what is refused. */
#include <math.h>
#include <string.h>

#include <glib/gstdio.h>
#include <webp/decode.h>
#include <webp/demux.h>

#include "export/export-private.h"
#include "small-run.h"
#include "tensors/tensors.h"

#define N_FRAMES 5

static WscResults *results; /* made once */
static char *folder;

/* Asked by the leak checker, whose tracer Mesa's ending threads kill; see test-figures.c. */
int __lsan_is_turned_off (void);

int
__lsan_is_turned_off (void)
{
  return 1;
}

static WscFigureOptions
small_options (void)
{
  WscFigureOptions options = WSC_FIGURE_OPTIONS_INIT;
  options.width = 120;
  options.height = 90;
  options.in_mm = FALSE;
  options.dpi = 96;
  options.n_frames = N_FRAMES;
  options.seconds = 2;
  return options;
}

static char *
dup_path (const char *name)
{
  return g_build_filename (folder, name, NULL);
}

/* --- the animation -------------------------------------------------------------- */

typedef struct
{
  guint n;
  int ends[N_FRAMES + 1]; /* ms */
  guint32 *pixels[N_FRAMES + 1];
} Frames;

static void
read_frames (const char *path, Frames *frames)
{
  g_autofree char *bytes = NULL;
  gsize length;
  g_assert_true (g_file_get_contents (path, &bytes, &length, NULL));
  WebPData data = { (const uint8_t *) bytes, length };
  WebPAnimDecoder *decoder = WebPAnimDecoderNew (&data, NULL);
  WebPAnimInfo info;
  g_assert_nonnull (decoder);
  g_assert_true (WebPAnimDecoderGetInfo (decoder, &info));
  g_assert_cmpuint (info.canvas_width, ==, 120);
  g_assert_cmpuint (info.canvas_height, ==, 90);
  g_assert_cmpuint (info.loop_count, ==, 0);
  for (uint8_t *pixels; frames->n <= N_FRAMES && WebPAnimDecoderHasMoreFrames (decoder); frames->n++)
    {
      g_assert_true (WebPAnimDecoderGetNext (decoder, &pixels, &frames->ends[frames->n]));
      frames->pixels[frames->n] = g_memdup2 (pixels, 4 * 120 * 90);
    }
  WebPAnimDecoderDelete (decoder);
}

static void
clear_frames (Frames *frames)
{
  for (guint i = 0; i < frames->n; i++)
    g_free (frames->pixels[i]);
}

/* Each frame is the neurons as a camera turned so far sees them. */
static void
assert_frame (const Frames *frames, guint frame, const WscCamera *home)
{
  WscFigureOptions options = small_options ();
  WscCamera camera = *home;
  g_autoptr (GError) error = NULL;
  camera.azimuth += 2 * G_PI * frame / N_FRAMES;
  options.camera = &camera;
  cairo_surface_t *surface = wsc_figure_draw_pixels (results, "neurons", &options, &error);
  g_assert_no_error (error);
  cairo_surface_flush (surface);
  for (guint y = 0; y < 90; y++)
    {
      const guint32 *row = (const guint32 *) (gconstpointer) (cairo_image_surface_get_data (surface)
                                                              + (gsize) y * (gsize) cairo_image_surface_get_stride (surface));
      const guint8 *read = (const guint8 *) (frames->pixels[frame] + y * 120);
      for (guint x = 0; x < 120; x++)
        {
          g_assert_cmpuint (read[4 * x], ==, row[x] >> 16 & 0xff);
          g_assert_cmpuint (read[4 * x + 1], ==, row[x] >> 8 & 0xff);
          g_assert_cmpuint (read[4 * x + 2], ==, row[x] & 0xff);
        }
    }
  cairo_surface_destroy (surface);
}

static void
test_animation (void)
{
  WscFigureOptions options = small_options ();
  const WscViewSettings *view = &wsc_results_get_study (results)->view;
  g_autoptr (WscScene) scene = wsc_scene_new_neurons (wsc_results_get_neurons (results), view, -1, NULL);
  g_autoptr (GError) error = NULL;
  g_autofree char *path = dup_path ("turn.webp");
  Frames frames = { 0 };
  WscCamera home;
  g_assert_true (wsc_export_figure (results, "turntable", path, &options, &error));
  g_assert_no_error (error);
  read_frames (path, &frames);
  g_assert_cmpuint (frames.n, ==, N_FRAMES);
  wsc_scene_get_home (scene, view, &home);
  for (guint i = 0; i < N_FRAMES; i++)
    {
      g_assert_cmpint (frames.ends[i], ==, 400 * ((int) i + 1));
      assert_frame (&frames, i, &home);
    }
  clear_frames (&frames);
  g_assert_cmpint (g_unlink (path), ==, 0);
}

/* --- the folder ------------------------------------------------------------------- */

static void
test_folder (void)
{
  WscFigureOptions options = small_options ();
  g_autoptr (GError) error = NULL;
  g_autofree char *path = dup_path ("turn");
  g_assert_true (wsc_export_figure (results, "turntable", path, &options, &error));
  g_assert_no_error (error);
  for (guint i = 1; i <= N_FRAMES; i++)
    {
      g_autofree char *name = g_strdup_printf ("turntable-%04u.png", i);
      g_autofree char *picture = g_build_filename (path, name, NULL);
      cairo_surface_t *surface = cairo_image_surface_create_from_png (picture);
      g_assert_cmpint (cairo_image_surface_get_width (surface), ==, 120);
      cairo_surface_destroy (surface);
      g_assert_cmpint (g_unlink (picture), ==, 0);
    }
  g_assert_cmpint (g_rmdir (path), ==, 0);
}

typedef struct
{
  guint n_reports, stop_at;
} Stopper;

static gboolean
report (gpointer user_data, double fraction, const char *phase)
{
  Stopper *stopper = user_data;
  g_assert_cmpfloat (fraction, >=, 0);
  g_assert_cmpfloat (fraction, <=, 1);
  return ++stopper->n_reports < stopper->stop_at;
}

static guint
count_files (const char *path)
{
  g_autoptr (GDir) dir = g_dir_open (path, 0, NULL);
  guint n = 0;
  while (g_dir_read_name (dir))
    n++;
  return n;
}

/* What was there before a turn that is stopped is there after it. */
static void
test_stop (void)
{
  Stopper stopper = { 0, 3 };
  const WscHook hook = { .report = report, .user_data = &stopper };
  WscFigureOptions options = small_options ();
  g_autoptr (GError) error = NULL;
  g_autofree char *path = dup_path ("old.webp"), *text = NULL;
  options.hook = &hook;
  g_assert_true (g_file_set_contents (path, "old", -1, NULL));
  g_assert_false (wsc_export_figure (results, "turntable", path, &options, &error));
  g_assert_error (error, WSC_ERROR, WSC_ERROR_STOPPED);
  g_assert_cmpstr (error->message, ==, "Stopped after 2 of 5 pictures");
  g_assert_true (g_file_get_contents (path, &text, NULL, NULL));
  g_assert_cmpstr (text, ==, "old");
  g_assert_cmpint (g_unlink (path), ==, 0);
}

/* Neither a turn that is stopped nor one that cannot be written mixes its pictures with those of an older one; a whole one takes their place. */
static void
test_old_pictures (void)
{
  Stopper stopper = { 0, 3 };
  const WscHook hook = { .report = report, .user_data = &stopper };
  WscFigureOptions options = small_options ();
  g_autoptr (GError) error = NULL;
  g_autofree char *path = dup_path ("old"), *first = g_build_filename (path, "turntable-0001.png", NULL), *text = NULL;
  g_autofree char *more = g_build_filename (path, "turntable-0006.png", NULL), *other = g_build_filename (path, "notes.txt", NULL);
  g_assert_cmpint (g_mkdir (path, 0700), ==, 0);
  for (guint i = 0; i < 3; i++)
    g_assert_true (g_file_set_contents ((const char *[]){ first, more, other }[i], "old", -1, NULL));
  options.hook = &hook;
  g_assert_false (wsc_export_figure (results, "turntable", path, &options, &error));
  g_assert_error (error, WSC_ERROR, WSC_ERROR_STOPPED);
  g_assert_true (g_file_get_contents (first, &text, NULL, NULL));
  g_assert_cmpstr (text, ==, "old");
  g_assert_cmpuint (count_files (path), ==, 3);
  g_clear_error (&error);
  options.hook = NULL;
  g_assert_true (wsc_export_figure (results, "turntable", path, &options, &error));
  g_assert_no_error (error);
  g_assert_cmpuint (count_files (path), ==, N_FRAMES + 1);
  g_assert_false (g_file_test (more, G_FILE_TEST_EXISTS));
  for (guint i = 1; i <= N_FRAMES; i++)
    {
      g_autofree char *name = g_strdup_printf ("%s/turntable-%04u.png", path, i);
      g_assert_cmpint (g_unlink (name), ==, 0);
    }
  g_assert_cmpint (g_unlink (other), ==, 0);
  g_assert_cmpint (g_rmdir (path), ==, 0);
}

static void
test_refusals (void)
{
  static const struct
  {
    const char *file;
    guint n_frames;
    double seconds, font_size;
    const char *font, *message;
  } cases[] = {
    { "x.png", 5, 2, 8, NULL, "must end in .webp, or name a folder for the pictures" },
    { "x.webp", 1, 2, 8, NULL, "A turn of 1 pictures is out of range: 2 to 3600 are allowed" },
    { "x.webp", 5, 0.01, 8, NULL, "A turn in 0.01 seconds is out of range: 0.1 to 600 are allowed" },
    { "x.webp", 5, 2, 3, NULL, "Text of 3 points is out of range: 4 to 72 points are allowed" },
    { "x.webp", 5, 2, 8, "No Such Letters", "There is no font “No Such Letters” on this machine" },
  };
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      WscFigureOptions options = small_options ();
      g_autoptr (GError) error = NULL;
      g_autofree char *path = dup_path (cases[i].file);
      options.n_frames = cases[i].n_frames;
      options.seconds = cases[i].seconds;
      options.font_size = cases[i].font_size;
      options.font = cases[i].font;
      g_assert_false (wsc_export_figure (results, "turntable", path, &options, &error));
      g_assert_error (error, WSC_ERROR, WSC_ERROR_RANGE);
      g_assert_nonnull (strstr (error->message, cases[i].message));
      g_assert_false (g_file_test (path, G_FILE_TEST_EXISTS));
    }
}

/* --- text -------------------------------------------------------------------------------- */

static guint
count_ink (const WscFigureOptions *options, guint from_row, guint to_row)
{
  g_autoptr (GError) error = NULL;
  guint n = 0;
  cairo_surface_t *surface = wsc_figure_draw_pixels (results, "loss", options, &error);
  g_assert_no_error (error);
  cairo_surface_flush (surface);
  for (guint y = from_row; y < to_row; y++)
    {
      const guint32 *row = (const guint32 *) (gconstpointer) (cairo_image_surface_get_data (surface)
                                                              + (gsize) y * (gsize) cairo_image_surface_get_stride (surface));
      for (int x = 0; x < cairo_image_surface_get_width (surface); x++)
        n += (row[x] & 0xff) < 128;
    }
  cairo_surface_destroy (surface);
  return n;
}

static void
test_title (void)
{
  WscFigureOptions options = small_options ();
  options.width = 400;
  options.height = 300;
  options.without_legend = TRUE;
  guint plain = count_ink (&options, 0, 20);
  options.title = "A title over the figure";
  g_assert_cmpuint (count_ink (&options, 0, 20), >, plain + 50);
}

static void
test_text_options (void)
{
  WscFigureOptions options = small_options ();
  options.width = 400;
  options.height = 300;
  guint plain = count_ink (&options, 0, 300);
  options.font_size = 14;
  g_assert_cmpuint (count_ink (&options, 0, 300), >, plain);
  options.font_size = 8;
  options.without_legend = TRUE;
  g_assert_cmpuint (count_ink (&options, 0, 300), <, plain);
}

/* --- arrays --------------------------------------------------------------------------------- */

static void
test_arrays (void)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *path = dup_path ("neurons.npz");
  WscNeurons *neurons = wsc_results_get_neurons (results);
  g_assert_true (wsc_export_table_file (results, "neurons", path, &error));
  g_assert_no_error (error);
  g_autoptr (WscTensors) tensors = wsc_tensors_load (path, NULL, &error);
  g_assert_no_error (error);
  const WscTensor *mean = wsc_tensors_find (tensors, "mean_1"), *method = wsc_tensors_find (tensors, "method");
  g_assert_cmpuint (mean->n, ==, wsc_neurons_get_count (neurons));
  for (guint i = 0; i < mean->n; i++)
    g_assert_cmpfloat (((const double *) mean->values)[i], ==, wsc_neurons_get_mean (neurons, i)[1]);
  g_assert_cmpfloat (((const double *) method->values)[0], ==, 0);
  g_assert_cmpstr (wsc_tensors_get_text (tensors, "method"), ==, "bootstrap");
  g_assert_cmpint (g_unlink (path), ==, 0);
}

static void
test_table_files (void)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *path = dup_path ("loss.csv"), *text = NULL, *bad = dup_path ("loss.xls");
  g_autoptr (GString) out = g_string_new (NULL);
  g_assert_true (wsc_export_table_file (results, "loss", path, &error));
  g_assert_true (wsc_export_table (results, "loss", WSC_FORMAT_CSV, out, &error));
  g_assert_true (g_file_get_contents (path, &text, NULL, NULL));
  g_assert_cmpstr (text, ==, out->str);
  g_assert_cmpint (g_unlink (path), ==, 0);
  g_assert_false (wsc_export_table_file (results, "loss", bad, &error));
  g_assert_error (error, WSC_ERROR, WSC_ERROR_RANGE);
}

/* Every figure of one set of results has a table that there is. */
static void
test_tables_of_figures (void)
{
  guint n;
  const WscFigureInfo *figures = wsc_figures (&n);
  for (guint i = 0; i < n; i++)
    {
      const char *table = wsc_figures_get_table (figures[i].name);
      if (g_str_equal (figures[i].name, "side-by-side"))
        g_assert_null (table);
      else
        g_assert_nonnull (wsc_tables_find (table, NULL));
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  results = run_small (SMALL_SINE);
  folder = g_dir_make_tmp ("weightscape-XXXXXX", NULL);
  g_test_add_func ("/export/turntable/animation", test_animation);
  g_test_add_func ("/export/turntable/folder", test_folder);
  g_test_add_func ("/export/turntable/stop", test_stop);
  g_test_add_func ("/export/turntable/old-pictures", test_old_pictures);
  g_test_add_func ("/export/turntable/refusals", test_refusals);
  g_test_add_func ("/export/text/title", test_title);
  g_test_add_func ("/export/text/options", test_text_options);
  g_test_add_func ("/export/arrays/neurons", test_arrays);
  g_test_add_func ("/export/arrays/files", test_table_files);
  g_test_add_func ("/export/arrays/of-figures", test_tables_of_figures);
  int status = g_test_run ();
  g_rmdir (folder);
  g_free (folder);
  wsc_results_unref (results);
  return status;
}
