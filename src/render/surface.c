/* surface: a density's mesh on the GPU, uploaded once for each density. */
#include "render/render-private.h"

#include "scene/density.h"

/* Grey of the plane on a light and on a dark background. */
#define LIGHT_PLANE 0.82f
#define DARK_PLANE 0.3f
#define MAX_COARSE 200 /* cells a side while the picture moves */

void
wsc_surface_painter_clear (WscSurfacePainter *self)
{
  glDeleteProgram (self->program);
  glDeleteVertexArrays (1, &self->array);
  glDeleteBuffers (2, self->buffers);
  g_clear_pointer (&self->density, wsc_density_unref);
  *self = (WscSurfacePainter) { 0 };
}

static gboolean
make_objects (WscSurfacePainter *self)
{
  if (self->program != 0)
    return TRUE;
  self->program = wsc_program_new ("surface", "", NULL);
  if (self->program == 0)
    return FALSE;
  glGenVertexArrays (1, &self->array);
  glGenBuffers (2, self->buffers);
  glBindVertexArray (self->array);
  glBindBuffer (GL_ARRAY_BUFFER, self->buffers[0]);
  for (guint i = 0; i < 3; i++)
    glEnableVertexAttribArray (i);
  glVertexAttribPointer (0, 3, GL_FLOAT, FALSE, sizeof (WscDensityNode), (const void *) G_STRUCT_OFFSET (WscDensityNode, place));
  glVertexAttribPointer (1, 3, GL_FLOAT, FALSE, sizeof (WscDensityNode), (const void *) G_STRUCT_OFFSET (WscDensityNode, normal));
  glVertexAttribPointer (2, 4, GL_UNSIGNED_BYTE, TRUE, sizeof (WscDensityNode), (const void *) G_STRUCT_OFFSET (WscDensityNode, colour));
  glBindBuffer (GL_ELEMENT_ARRAY_BUFFER, self->buffers[1]);
  return TRUE;
}

/* Two triangles a cell, on the diagonal that the volume is of; of every `stride`th row and column, and the last ones. */
static GArray *
new_indices (guint n_x, guint n_y, guint stride)
{
  GArray *indices = g_array_new (FALSE, FALSE, sizeof (guint32));

  for (guint i = 0; i + 1 < n_y; i += stride)
    for (guint k = 0; k + 1 < n_x; k += stride)
      {
        const guint32 right = MIN (k + stride, n_x - 1), row = i * n_x, above = MIN (i + stride, n_y - 1) * n_x;
        const guint32 cell[6] = { row + k, row + right, above + right, row + k, above + right, above + k };

        g_array_append_vals (indices, cell, 6);
      }
  return indices;
}

/* Fewest for a mesh of at most so many cells a side. */
static guint
get_stride (guint n)
{
  return MAX ((n + MAX_COARSE - 1) / MAX_COARSE, 1);
}

/* All cells, then fewer for while the picture moves. */
static void
upload (WscSurfacePainter *self, WscDensity *density)
{
  g_autoptr (GArray) fine = NULL, coarse = NULL;
  guint n_x, n_y;

  if (self->density == density)
    return;
  wsc_density_get_size (density, &n_x, &n_y);
  fine = new_indices (n_x, n_y, 1);
  coarse = new_indices (n_x, n_y, get_stride (MAX (n_x, n_y)));
  self->n_fine = fine->len;
  self->n_coarse = coarse->len;
  g_array_append_vals (fine, coarse->data, coarse->len);
  glBindBuffer (GL_ARRAY_BUFFER, self->buffers[0]);
  glBufferData (GL_ARRAY_BUFFER, (gsize) n_x * n_y * sizeof (WscDensityNode), wsc_density_get_nodes (density), GL_STATIC_DRAW);
  glBufferData (GL_ELEMENT_ARRAY_BUFFER, fine->len * sizeof (guint32), fine->data, GL_STATIC_DRAW);
  wsc_density_ref (density);
  g_clear_pointer (&self->density, wsc_density_unref);
  self->density = density;
}

/* Column-major: what wsc_view_project () does to a point, in device coordinates. */
static void
get_matrix (const WscView *view, float matrix[16])
{
  double rows[4][4] = { { 0 } };
  double eye[3];

  for (guint i = 0; i < 3; i++)
    eye[i] = -(view->rotation[i][0] * view->eye[0] + view->rotation[i][1] * view->eye[1] + view->rotation[i][2] * view->eye[2]);
  for (guint j = 0; j < 4; j++)
    {
      const double x = j < 3 ? view->rotation[0][j] : eye[0], y = j < 3 ? view->rotation[1][j] : eye[1];
      const double z = j < 3 ? view->rotation[2][j] : eye[2], one = j == 3;

      rows[0][j] = view->scale / view->middle[0] * x;
      rows[1][j] = view->scale / view->middle[1] * y;
      rows[2][j] = view->orthographic ? 2 * view->depth_scale * z + (2 * view->depth_add - 1) * one
                                      : -(2 * view->depth_add - 1) * z + 2 * view->depth_scale * one;
      rows[3][j] = view->orthographic ? one : -z;
    }
  for (guint i = 0; i < 4; i++)
    for (guint j = 0; j < 4; j++)
      matrix[4 * j + i] = rows[i][j];
}

void
wsc_surface_draw (WscSurfacePainter *self, const WscPicture *picture, gboolean fine)
{
  float matrix[16], turn[9];

  if (!make_objects (self))
    return;
  glBindVertexArray (self->array);
  upload (self, wsc_scene_get_density (picture->scene));
  get_matrix (&picture->view, matrix);
  for (guint i = 0; i < 3; i++)
    for (guint j = 0; j < 3; j++)
      turn[3 * j + i] = picture->view.rotation[i][j];
  glUseProgram (self->program);
  wsc_program_set_light (self->program, picture);
  glUniformMatrix4fv (glGetUniformLocation (self->program, "u_view"), 1, FALSE, matrix);
  glUniformMatrix3fv (glGetUniformLocation (self->program, "u_turn"), 1, FALSE, turn);
  glUniform1f (glGetUniformLocation (self->program, "u_plane"), wsc_theme_is_dark (picture->theme) ? DARK_PLANE : LIGHT_PLANE);
  glDrawElements (GL_TRIANGLES, fine ? self->n_fine : self->n_coarse, GL_UNSIGNED_INT,
                  (const void *) (fine ? 0 : self->n_fine * sizeof (guint32)));
}
