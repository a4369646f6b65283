/* A study as published and corrected, side by side over the sentence that tells why they differ: the neurons at one scale, the errors of a series,
 * or what fewer neurons are worth. */
#include "export/export-private.h"
#include "plot/pair.h"
#include "plot/text.h"

#include <glib/gi18n-lib.h>

#define GAP 1.0     /* between the two, in units of the font size */
#define HEADING 1.8
#define CAPTION_PAD 0.6

/* Both results, as published first. */
typedef struct
{
  const WscResults *forms[WSC_N_FORMS];
} Pair;

static gboolean
get_pair (const WscResults *results, Pair *pair)
{
  const WscResults *other = wsc_results_get_other_form (results);
  if (!other)
    return FALSE;
  const WscForm form = wsc_study_get_form (wsc_results_get_study (results));
  pair->forms[form] = results;
  pair->forms[form == WSC_FORM_PUBLISHED ? WSC_FORM_CORRECTED : WSC_FORM_PUBLISHED] = other;
  return TRUE;
}

gboolean
wsc_picture_has_forms (const WscResults *results)
{
  Pair pair;
  if (!get_pair (results, &pair))
    return FALSE;
  WscPlot *charts[WSC_N_FORMS];
  wsc_plot_new_pair (pair.forms, charts);
  gboolean both = charts[0] && charts[1];
  for (guint i = 0; i < WSC_N_FORMS; i++)
    g_clear_pointer (&charts[i], wsc_plot_unref);
  return both || (wsc_results_get_neurons (pair.forms[0]) && wsc_results_get_neurons (pair.forms[1]));
}

/* --- text ------------------------------------------------------------------------- */

static PangoLayout *
new_layout (WscText *text, const char *words, double scale, double width, PangoAlignment alignment)
{
  PangoLayout *layout = wsc_text_layout (text, words, scale);
  pango_layout_set_width (layout, (int) (MAX (1, width) * PANGO_SCALE));
  pango_layout_set_wrap (layout, PANGO_WRAP_WORD_CHAR);
  pango_layout_set_alignment (layout, alignment);
  return layout;
}

static void
draw_heading (cairo_t *cr, const char *heading, double width, double font_size, const WscFigureOptions *options)
{
  const WscPlotStyle style = wsc_figure_get_style (options, font_size);
  WscRgba ink = wsc_theme_ink (options->theme);
  g_auto (WscText) text = { 0 };
  wsc_text_init_styled (&text, &style);
  g_autoptr (PangoLayout) layout = new_layout (&text, heading, 1.15, width, PANGO_ALIGN_CENTER);
  cairo_set_source_rgb (cr, ink.r, ink.g, ink.b);
  cairo_move_to (cr, 0, 0.2 * font_size);
  wsc_text_show (cr, layout, 0.5);
}

/* Draws the words at the bottom and answers how high they are. */
static double
draw_caption (cairo_t *cr, const char *words, double width, double height, double font_size, const WscFigureOptions *options)
{
  const WscPlotStyle style = wsc_figure_get_style (options, font_size);
  WscRgba ink = wsc_theme_ink (options->theme);
  g_auto (WscText) text = { 0 };
  const double pad = CAPTION_PAD * font_size;
  double text_width, text_height;
  if (!*words)
    return 0;
  wsc_text_init_styled (&text, &style);
  g_autoptr (PangoLayout) layout = new_layout (&text, words, 1, width - 2 * pad, PANGO_ALIGN_LEFT);
  wsc_text_get_size (layout, &text_width, &text_height);
  cairo_set_source_rgb (cr, ink.r, ink.g, ink.b);
  cairo_move_to (cr, pad, MAX (0, height - text_height - pad));
  wsc_text_show (cr, layout, 0);
  return text_height + 2 * pad;
}

/* --- charts ------------------------------------------------------------------------- */

static void
draw_charts (WscPlot *const charts[WSC_N_FORMS], cairo_t *cr, double width, double height, double font_size, const WscFigureOptions *options)
{
  const WscPlotStyle style = wsc_figure_get_style (options, font_size);
  const double gap = GAP * font_size, margin = 0.5 * font_size, each = (width - gap) / 2;
  for (guint i = 0; i < WSC_N_FORMS; i++)
    {
      cairo_save (cr);
      cairo_translate (cr, i * (each + gap), 0);
      draw_heading (cr, wsc_form_get_label ((WscForm) i), each, font_size, options);
      cairo_translate (cr, margin, HEADING * font_size);
      wsc_plot_draw_styled (charts[i], cr, MAX (1, each - 2 * margin), MAX (1, height - HEADING * font_size), &style);
      cairo_restore (cr);
    }
}

/* --- pictures -------------------------------------------------------------------------- */

static void
cell_clear (gpointer item)
{
  WscComparedScene *cell = item;
  g_clear_pointer (&cell->scene, wsc_scene_unref);
  g_clear_pointer (&cell->heading, g_free);
}

/* One picture a method; given neurons are of none. */
static GArray *
new_scenes (const WscResults *results, GError **error)
{
  const WscViewSettings *view = &wsc_results_get_study (results)->view;
  guint n;
  wsc_results_get_estimates (results, &n);
  if (n > 0)
    return wsc_compared_scenes_new (results, view, error);
  WscComparedScene cell = { .scene = wsc_scene_new_neurons (wsc_results_get_neurons (results), view, view->selected - 1, error), .factor = 1 };
  if (!cell.scene)
    return NULL;
  GArray *scenes = g_array_new (FALSE, FALSE, sizeof (WscComparedScene));
  g_array_set_clear_func (scenes, cell_clear);
  wsc_scene_get_home (cell.scene, view, &cell.camera);
  g_array_append_val (scenes, cell);
  return scenes;
}

static WscComparedScene *
get_cell (GArray *scenes, guint i)
{
  return &g_array_index (scenes, WscComparedScene, i);
}

static gboolean
are_single (GArray *const scenes[WSC_N_FORMS])
{
  return scenes[0]->len == 1 && scenes[1]->len == 1;
}

/* Both are seen in the direction of the study that is drawn, from as far as the wider one needs. */
static void
share_camera (const WscResults *results, GArray *const scenes[WSC_N_FORMS])
{
  const WscForm form = wsc_study_get_form (wsc_results_get_study (results));
  const WscCamera *leader = &get_cell (scenes[form], 0)->camera;
  const double azimuth = leader->azimuth, elevation = leader->elevation;
  double distance = 0;
  for (guint i = 0; i < WSC_N_FORMS; i++)
    distance = MAX (distance, get_cell (scenes[i], 0)->camera.distance);
  for (guint i = 0; i < WSC_N_FORMS; i++)
    for (guint j = 0; j < scenes[i]->len; j++)
      {
        WscCamera *camera = &get_cell (scenes[i], j)->camera;
        camera->azimuth = azimuth;
        camera->elevation = elevation;
        if (are_single (scenes))
          camera->distance = distance;
      }
}

static gboolean
draw_row (GArray *scenes, cairo_t *cr, double y, double width, double height, double font_size, const WscFigureOptions *options, GError **error)
{
  const double each = width / scenes->len;
  for (guint i = 0; i < scenes->len; i++)
    if (!wsc_picture_draw_cell (cr, get_cell (scenes, i), i * each, y, each, height, font_size, options, error))
      return FALSE;
  return TRUE;
}

/* Of several methods: a row a form, under its name. */
static gboolean
draw_rows (GArray *const scenes[WSC_N_FORMS], cairo_t *cr, double width, double height, double font_size, const WscFigureOptions *options,
           GError **error)
{
  const double each = height / WSC_N_FORMS, heading = HEADING * font_size;
  for (guint i = 0; i < WSC_N_FORMS; i++)
    {
      cairo_save (cr);
      cairo_translate (cr, 0, i * each);
      draw_heading (cr, wsc_form_get_label ((WscForm) i), width, font_size, options);
      cairo_restore (cr);
      if (!draw_row (scenes[i], cr, i * each + heading, width, each - heading, font_size, options, error))
        return FALSE;
    }
  return TRUE;
}

static gboolean
draw_scenes (GArray *const scenes[WSC_N_FORMS], cairo_t *cr, double width, double height, double font_size, const WscFigureOptions *options,
             GError **error)
{
  const double gap = GAP * font_size, each = (width - gap) / WSC_N_FORMS;
  if (!are_single (scenes))
    return draw_rows (scenes, cr, width, height, font_size, options, error);
  for (guint i = 0; i < WSC_N_FORMS; i++)
    {
      WscComparedScene *cell = get_cell (scenes[i], 0);
      g_free (cell->heading);
      cell->heading = g_strdup (wsc_form_get_label ((WscForm) i));
      if (!wsc_picture_draw_cell (cr, cell, i * (each + gap), 0, each, height, font_size, options, error))
        return FALSE;
    }
  return TRUE;
}

/* At one scale where there is one picture each; of several methods each study says itself. */
static char *
dup_caption (const char *sentence, GArray *const scenes[WSC_N_FORMS])
{
  return are_single (scenes)
             ? g_strdup_printf (_("%s Both are drawn at one scale, in the unit of a network's weights."), sentence)
             : g_strdup (sentence);
}

static gboolean
draw_neurons (const WscResults *results, const Pair *pair, cairo_t *cr, double width, double height, double font_size,
              const WscFigureOptions *options, GError **error)
{
  g_autoptr (GArray) published = new_scenes (pair->forms[WSC_FORM_PUBLISHED], error);
  g_autoptr (GArray) corrected = published ? new_scenes (pair->forms[WSC_FORM_CORRECTED], error) : NULL;
  if (!corrected)
    return FALSE;
  GArray *const scenes[] = { published, corrected };
  g_autofree char *caption = dup_caption (wsc_study_get_shown_difference (wsc_results_get_study (results)), scenes);
  share_camera (results, scenes);
  height -= draw_caption (cr, caption, width, height, font_size, options);
  return draw_scenes (scenes, cr, width, height, font_size, options, error);
}

gboolean
wsc_picture_draw_forms (const WscResults *results, cairo_t *cr, double width, double height, double font_size, const WscFigureOptions *options,
                        GError **error)
{
  Pair pair;
  WscPlot *charts[WSC_N_FORMS];
  g_return_val_if_fail (get_pair (results, &pair), FALSE);
  wsc_plot_new_pair (pair.forms, charts);
  g_autoptr (WscPlot) published = charts[WSC_FORM_PUBLISHED], corrected = charts[WSC_FORM_CORRECTED];
  if (!published || !corrected)
    return draw_neurons (results, &pair, cr, width, height, font_size, options, error);
  height -= draw_caption (cr, wsc_study_get_shown_difference (wsc_results_get_study (results)), width, height, font_size, options);
  draw_charts (charts, cr, width, height, font_size, options);
  return TRUE;
}
