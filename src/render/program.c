#include "render/render-private.h"

#include "scene/layer.h"

#include <gio/gio.h>
#include <glib/gi18n-lib.h>
#include <string.h>

#include "render/wsc-shaders.h"

#define PREFIX "/io/github/weightscape/shaders/"

static char *
number_lines (const char *text)
{
  g_auto (GStrv) lines = g_strsplit (text, "\n", -1);
  GString *out = g_string_new (NULL);

  for (guint i = 0; lines[i] != NULL; i++)
    g_string_append_printf (out, "%4u  %s\n", i + 1, lines[i]);
  return g_string_free (out, FALSE);
}

static void
append_resource (GString *source, const char *name)
{
  g_autofree char *path = g_strconcat (PREFIX, name, ".glsl", NULL);
  g_autoptr (GBytes) body = g_resource_lookup_data (wsc_shaders_get_resource (), path, G_RESOURCE_LOOKUP_FLAGS_NONE, NULL);

  g_return_if_fail (body != NULL);

  g_string_append_len (source, g_bytes_get_data (body, NULL), g_bytes_get_size (body));
}

/* The preamble is part of what is compiled and numbered, so that the compiler's line numbers are right. */
static char *
dup_source (const char *name, const char *stage, const char *defines)
{
  g_autofree char *spaced = g_strdelimit (g_strdup (defines), "=", '\t');
  g_auto (GStrv) words = g_strsplit (spaced, " ", -1);
  GString *source = g_string_new (NULL);

  if (epoxy_is_desktop_gl ())
    g_string_append (source, "#version 330 core\n#define STRAIGHT noperspective\n");
  else
    g_string_append (source, "#version 300 es\nprecision highp float;\nprecision highp int;\n#define STRAIGHT\n");
  g_string_append_printf (source, "#define %s\n", stage);
  for (guint i = 0; words[i] != NULL; i++)
    if (*words[i] != '\0')
      g_string_append_printf (source, "#define %s\n", words[i]);
  append_resource (source, "shading");
  append_resource (source, name);
  return g_string_free (source, FALSE);
}

static GLuint
compile (GLenum type, const char *name, const char *defines, GError **error)
{
  const char *stage = type == GL_VERTEX_SHADER ? "VERTEX" : "FRAGMENT";
  g_autofree char *source = dup_source (name, stage, defines), *log = NULL, *numbered = NULL;
  const GLuint shader = glCreateShader (type);
  GLint is_compiled = 0, length = 0;

  glShaderSource (shader, 1, (const GLchar **) &source, NULL);
  glCompileShader (shader);
  glGetShaderiv (shader, GL_COMPILE_STATUS, &is_compiled);
  if (is_compiled)
    return shader;
  glGetShaderiv (shader, GL_INFO_LOG_LENGTH, &length);
  log = g_malloc0 (length + 1);
  glGetShaderInfoLog (shader, length, NULL, log);
  numbered = number_lines (source);
  g_set_error (error, WSC_ERROR, WSC_ERROR_GRAPHICS, _("The graphics driver cannot compile the shader %s (%s): %s\n%s"), name, stage, log, numbered);
  glDeleteShader (shader);
  return 0;
}

static GLuint
link_program (GLuint vertex, GLuint fragment, const char *name, GError **error)
{
  const GLuint program = glCreateProgram ();
  GLint is_linked = 0, length = 0;
  g_autofree char *log = NULL;

  glAttachShader (program, vertex);
  glAttachShader (program, fragment);
  glLinkProgram (program);
  glGetProgramiv (program, GL_LINK_STATUS, &is_linked);
  if (is_linked)
    return program;
  glGetProgramiv (program, GL_INFO_LOG_LENGTH, &length);
  log = g_malloc0 (length + 1);
  glGetProgramInfoLog (program, length, NULL, log);
  g_set_error (error, WSC_ERROR, WSC_ERROR_GRAPHICS, _("The graphics driver cannot link the shader %s: %s"), name, log);
  glDeleteProgram (program);
  return 0;
}

GLuint
wsc_program_new (const char *name, const char *defines, GError **error)
{
  const GLuint vertex = compile (GL_VERTEX_SHADER, name, defines, error);
  const GLuint fragment = vertex != 0 ? compile (GL_FRAGMENT_SHADER, name, defines, error) : 0;
  const GLuint program = fragment != 0 ? link_program (vertex, fragment, name, error) : 0;

  glDeleteShader (vertex);
  glDeleteShader (fragment);
  return program;
}

void
wsc_program_set_light (GLuint program, const WscPicture *picture)
{
  WscLight light;

  wsc_scene_get_light (picture->scene, picture->theme, &light);
  glUniform4f (glGetUniformLocation (program, "u_light"), light.ambient, light.sky, light.key, light.gloss);
  glUniform1f (glGetUniformLocation (program, "u_rim"), light.rim);
  glUniform1f (glGetUniformLocation (program, "u_pixel"), picture->pixel_ratio);
}
