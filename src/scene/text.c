/* text: a scene as lines of words, for tests, bug reports and golden pictures. Numbers carry 9 digits, which is all a float
 * holds, so a scene that is written and read is the same scene. Lines that begin with # are remarks. */
#include "scene/scene.h"

#include <glib/gi18n-lib.h>
#include <math.h>
#include <string.h>

#include "scene/scene-private.h"

#define HEADER "weightscape-scene 1"
#define N_NUMBERS 16 /* colour, centre, half-axes */

static void
get_numbers (const WscEllipsoid *e, float numbers[N_NUMBERS])
{
  memcpy (numbers, &e->colour, 4 * sizeof (float));
  memcpy (numbers + 4, e->centre, 3 * sizeof (float));
  memcpy (numbers + 7, e->half_axes, 9 * sizeof (float));
}

static void
set_numbers (WscEllipsoid *e, const float numbers[N_NUMBERS])
{
  memcpy (&e->colour, numbers, 4 * sizeof (float));
  memcpy (e->centre, numbers + 4, 3 * sizeof (float));
  memcpy (e->half_axes, numbers + 7, 9 * sizeof (float));
}

char *
wsc_scene_to_text (const WscScene *self)
{
  GString *text = g_string_new (HEADER "\n");
  g_autofree char *caption = g_strescape (self->caption, NULL);
  char buffer[G_ASCII_DTOSTR_BUF_SIZE];
  float numbers[N_NUMBERS];

  g_string_append_printf (text, "caption %s\n", caption);
  for (guint j = 0; j < 3; j++)
    g_string_append_printf (text, "axis %u %s\n", j + 1, self->axis_names[j]);
  g_string_append_printf (text, "selected %d\npath %d\nnumbers %d\n", self->selected, self->has_path, self->has_numbers);
  for (guint i = 0; i < self->n; i++)
    {
      g_string_append_printf (text, "ellipsoid %u", self->ellipsoids[i].id);
      get_numbers (&self->ellipsoids[i], numbers);
      for (guint k = 0; k < N_NUMBERS; k++)
        g_string_append_printf (text, " %s", g_ascii_formatd (buffer, sizeof buffer, "%.9g", numbers[k]));
      g_string_append_c (text, '\n');
    }
  return g_string_free (text, FALSE);
}

/* --- reading ----------------------------------------------------------------- */

typedef struct
{
  GArray *ellipsoids;
  gint64 selected;
  gboolean has_path, has_numbers;
  char *caption;
  char *axis_names[3];
} Draft;

static void
draft_clear (Draft *draft)
{
  if (draft->ellipsoids != NULL)
    g_array_unref (draft->ellipsoids);
  g_free (draft->caption);
  for (guint j = 0; j < 3; j++)
    g_free (draft->axis_names[j]);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Draft, draft_clear)

static gboolean
read_ellipsoid (Draft *draft, const char *rest)
{
  g_auto (GStrv) words = g_strsplit (rest, " ", -1);
  WscEllipsoid e = { 0 };
  float numbers[N_NUMBERS];
  guint64 id;
  double value;

  if (g_strv_length (words) != 1 + N_NUMBERS || !g_ascii_string_to_unsigned (words[0], 10, 0, G_MAXUINT32, &id, NULL))
    return FALSE;
  for (guint k = 0; k < N_NUMBERS; k++)
    {
      if (!wsc_parse_number (words[1 + k], &value) || fabs (value) > G_MAXFLOAT)
        return FALSE;
      numbers[k] = value;
    }
  e.id = id;
  set_numbers (&e, numbers);
  g_array_append_val (draft->ellipsoids, e);
  return TRUE;
}

static gboolean
read_switch (const char *rest, gboolean *value)
{
  *value = g_str_equal (rest, "1");
  return *value || g_str_equal (rest, "0");
}

static gboolean
read_axis (Draft *draft, const char *rest)
{
  const guint axis = rest[0] - '1';

  if (axis > 2 || rest[1] != ' ')
    return FALSE;
  g_free (draft->axis_names[axis]);
  draft->axis_names[axis] = g_strdup (rest + 2);
  return TRUE;
}

static gboolean
read_line (Draft *draft, const char *line)
{
  const char *blank = strchr (line, ' ');
  const char *rest = blank != NULL ? blank + 1 : "";
  g_autofree char *word = g_strndup (line, blank != NULL ? (gsize) (blank - line) : strlen (line));

  if (*line == '\0' || *line == '#')
    return TRUE;
  if (g_str_equal (word, "ellipsoid"))
    return read_ellipsoid (draft, rest);
  if (g_str_equal (word, "axis"))
    return read_axis (draft, rest);
  if (g_str_equal (word, "selected"))
    return g_ascii_string_to_signed (rest, 10, -1, G_MAXINT, &draft->selected, NULL);
  if (g_str_equal (word, "path"))
    return read_switch (rest, &draft->has_path);
  if (g_str_equal (word, "numbers"))
    return read_switch (rest, &draft->has_numbers);
  if (!g_str_equal (word, "caption"))
    return FALSE;
  g_free (draft->caption);
  draft->caption = g_strcompress (rest);
  return g_utf8_validate (draft->caption, -1, NULL);
}

static WscScene *
draft_finish (Draft *draft)
{
  const guint n = draft->ellipsoids->len;
  WscScene *self = wsc_scene_new_take ((WscEllipsoid *) g_array_free (g_steal_pointer (&draft->ellipsoids), FALSE), n);

  self->selected = draft->selected;
  self->has_path = draft->has_path;
  self->has_numbers = draft->has_numbers;
  if (draft->caption != NULL)
    {
      g_free (self->caption);
      self->caption = g_steal_pointer (&draft->caption);
    }
  for (guint j = 0; j < 3; j++)
    if (draft->axis_names[j] != NULL)
      wsc_scene_set_axis_name (self, j, draft->axis_names[j]);
  return self;
}

WscScene *
wsc_scene_from_text (const char *text, GError **error)
{
  g_auto (GStrv) lines = NULL;
  g_auto (Draft) draft = { .selected = -1 };

  g_return_val_if_fail (text != NULL, NULL);

  lines = g_strsplit (text, "\n", -1);
  if (lines[0] == NULL || !g_str_equal (lines[0], HEADER))
    {
      g_set_error (error, WSC_ERROR, WSC_ERROR_FORMAT, _("Line 1 of the scene is “%.40s”; it must be “%s”."),
                   lines[0] != NULL ? lines[0] : "", HEADER);
      return NULL;
    }
  draft.ellipsoids = g_array_new (FALSE, FALSE, sizeof (WscEllipsoid));
  for (guint i = 1; lines[i] != NULL; i++)
    if (!read_line (&draft, lines[i]))
      {
        g_set_error (error, WSC_ERROR, WSC_ERROR_FORMAT, _("Line %u of the scene cannot be read: “%.40s”."), i + 1, lines[i]);
        return NULL;
      }
  if (draft.selected >= (gint64) draft.ellipsoids->len)
    {
      g_set_error (error, WSC_ERROR, WSC_ERROR_RANGE, _("Ellipsoid %lld is selected; there are %u (0 to %d, or -1 for none)."),
                   (long long) draft.selected, draft.ellipsoids->len, (gint) draft.ellipsoids->len - 1);
      return NULL;
    }
  return draft_finish (&draft);
}
