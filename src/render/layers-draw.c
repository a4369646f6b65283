/* layers-draw: the records and lists of a picture to textures, and its tiles drawn. */
#include "render/render-private.h"

#include <math.h>

/* As in shaders/layers.glsl; rows are no longer than what OpenGL ES 3.0 promises of a texture's side, 2048. */
#define LIST_ROW 2048

/* Few layers for short lists, because each surface is compared with all of them; any number of surfaces is drawn right. */
static const char *const layers_defines[] = { "LAYERS=4", "LAYERS=16" };
static const char *const style_defines[] = { "SOLID", "", "LINES", "LINES OUTLINE" };

static void
make_texture (GLuint *texture)
{
  glGenTextures (1, texture);
  glBindTexture (GL_TEXTURE_2D, *texture);
  glTexParameteri (GL_TEXTURE_2D, GL_TEXTURE_MIN_FILTER, GL_NEAREST);
  glTexParameteri (GL_TEXTURE_2D, GL_TEXTURE_MAG_FILTER, GL_NEAREST);
  glTexParameteri (GL_TEXTURE_2D, GL_TEXTURE_MAX_LEVEL, 0);
}

void
wsc_layers_painter_init (WscLayersPainter *self)
{
  glGetIntegerv (GL_MAX_TEXTURE_SIZE, &self->max_rows);
  make_texture (&self->records);
  make_texture (&self->lists);
  glGenVertexArrays (1, &self->array);
  glGenBuffers (1, &self->buffer);
  glBindVertexArray (self->array);
  glBindBuffer (GL_ARRAY_BUFFER, self->buffer);
  glEnableVertexAttribArray (0);
  glVertexAttribIPointer (0, 4, GL_INT, sizeof (WscTile), NULL);
  glVertexAttribDivisor (0, 1);
}

void
wsc_layers_painter_clear (WscLayersPainter *self)
{
  for (guint style = 0; style < WSC_N_LAYER_STYLES; style++)
    for (guint is_cut = 0; is_cut < 2; is_cut++)
      for (guint is_long = 0; is_long < 2; is_long++)
        glDeleteProgram (self->programs[style][is_cut][is_long]);
  glDeleteTextures (2, (GLuint[]) { self->records, self->lists });
  glDeleteVertexArrays (1, &self->array);
  glDeleteBuffers (1, &self->buffer);
}

static guint
get_per_row (const WscLayers *layers)
{
  return layers->texels == WSC_LAYER_TEXELS ? 256 : 128;
}

/* Programs are made when they are first used: most pictures need one or two. */
static gboolean
make_program (WscLayersPainter *self, const WscSceneStyle *style, gboolean is_long)
{
  const gboolean is_cut = style->clip != WSC_CLIP_OFF;
  GLuint *program = &self->programs[style->style][is_cut][is_long];
  g_autofree char *defines = g_strconcat (layers_defines[is_long], " ", style_defines[style->style], is_cut ? " CLIP" : "", NULL);
  g_autoptr (GError) error = NULL;

  if (*program == 0)
    *program = wsc_program_new ("layers", defines, &error);
  if (error != NULL)
    g_debug ("%s", error->message);
  return *program != 0;
}

/* `n` texels of so many bytes in rows of `row`; what is left of the last row is not read. */
static void
upload (GLuint texture, GLenum unit, GLint format, gconstpointer data, gsize n, guint row, gsize texel)
{
  const guint full = n / row, rest = n % row;
  const GLenum layout = format == GL_RG32UI ? GL_RG_INTEGER : GL_RGBA, type = format == GL_RG32UI ? GL_UNSIGNED_INT : GL_FLOAT;

  glActiveTexture (unit);
  glBindTexture (GL_TEXTURE_2D, texture);
  glTexImage2D (GL_TEXTURE_2D, 0, format, row, full + (rest > 0), 0, layout, type, NULL);
  if (full > 0)
    glTexSubImage2D (GL_TEXTURE_2D, 0, 0, 0, row, full, layout, type, data);
  if (rest > 0)
    glTexSubImage2D (GL_TEXTURE_2D, 0, 0, full, rest, 1, layout, type, (const guint8 *) data + (gsize) full * row * texel);
}

static void
upload_all (WscLayersPainter *self)
{
  const WscLayers *layers = &self->layers;

  glPixelStorei (GL_UNPACK_ALIGNMENT, 4);
  glPixelStorei (GL_UNPACK_ROW_LENGTH, 0);
  upload (self->records, GL_TEXTURE0, GL_RGBA32F, layers->records, (gsize) layers->n * layers->texels, get_per_row (layers) * layers->texels, 16);
  upload (self->lists, GL_TEXTURE1, GL_RG32UI, layers->lists, layers->n_entries, LIST_ROW, sizeof (WscLayerEntry));
  glActiveTexture (GL_TEXTURE0);
  glBindVertexArray (self->array);
  glBindBuffer (GL_ARRAY_BUFFER, self->buffer);
  glBufferData (GL_ARRAY_BUFFER, (layers->n_tiles[0] + layers->n_tiles[1]) * sizeof (WscTile), layers->tiles, GL_STREAM_DRAW);
}

static void
use_program (const WscLayersPainter *self, GLuint program, const WscPicture *picture)
{
  const WscSceneStyle *style = wsc_scene_get_style (picture->scene);
  const double opacity = style->style == WSC_STYLE_GLASS ? style->opacity : 1;
  double clip[4];

  wsc_view_get_clip (&picture->view, picture->scene, clip);
  glUseProgram (program);
  wsc_program_set_light (program, picture);
  glUniform1i (glGetUniformLocation (program, "u_records"), 0);
  glUniform1i (glGetUniformLocation (program, "u_lists"), 1);
  glUniform2f (glGetUniformLocation (program, "u_size"), picture->width, picture->height);
  glUniform1f (glGetUniformLocation (program, "u_tile"), self->layers.tile);
  /* Layers are kept in bytes, so an opacity is a whole number of them: front and back then hide what one ellipsoid shall. */
  glUniform1f (glGetUniformLocation (program, "u_opacity"), round (255 * (1 - sqrt (1 - opacity))) / 255);
  glUniform1f (glGetUniformLocation (program, "u_cap_opacity"), opacity);
  /* Pixels from the bottom. */
  glUniform4f (glGetUniformLocation (program, "u_clip"), clip[0] + clip[2] * picture->height, clip[1], -clip[2], clip[3]);
  glUniform1f (glGetUniformLocation (program, "u_line"), 0.6 * picture->pixel_ratio);
}

static gboolean
prepare (WscLayersPainter *self, const WscSceneStyle *style)
{
  const WscLayers *layers = &self->layers;

  if (layers->n_entries > WSC_LAYER_MAX_ENTRIES || layers->n / get_per_row (layers) >= (guint) self->max_rows
      || layers->n_entries / LIST_ROW >= (guint) self->max_rows)
    return FALSE;
  for (guint is_long = 0; is_long < 2; is_long++)
    if (layers->n_tiles[is_long] > 0 && !make_program (self, style, is_long))
      return FALSE;
  return TRUE;
}

gboolean
wsc_layers_draw (WscLayersPainter *self, const WscPicture *picture, guint n_lines, const WscLine *lines)
{
  const WscSceneStyle *style = wsc_scene_get_style (picture->scene);
  const WscLayers *layers = &self->layers;
  gsize first = 0;

  wsc_layers_update (&self->layers, picture, n_lines, lines);
  if (!prepare (self, style))
    return FALSE;
  upload_all (self);
  glBlendFunc (GL_ONE, GL_ONE_MINUS_SRC_ALPHA);
  for (guint is_long = 0; is_long < 2; is_long++)
    {
      if (layers->n_tiles[is_long] == 0)
        continue;
      use_program (self, self->programs[style->style][style->clip != WSC_CLIP_OFF][is_long], picture);
      glVertexAttribIPointer (0, 4, GL_INT, sizeof (WscTile), (const void *) (first * sizeof (WscTile)));
      glDrawArraysInstanced (GL_TRIANGLE_STRIP, 0, 4, layers->n_tiles[is_long]);
      first += layers->n_tiles[is_long];
    }
  return TRUE;
}
