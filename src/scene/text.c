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

/* A density is told by its Gaussians: number, colour, mean, covariance; its mesh follows from them. */
static void
append_bumps (const WscScene *self, GString *text)
{
  const guint n = self->density != NULL ? wsc_density_get_n_bumps (self->density) : 0;

  for (guint i = 0; i < n; i++)
    {
      const WscBump *b = &wsc_density_get_bumps (self->density)[i];
      const double numbers[8] = { b->colour.r, b->colour.g, b->colour.b, b->mean[0], b->mean[1],
                                  b->covariance[0], b->covariance[1], b->covariance[2] };

      g_string_append_printf (text, "bump %u", b->id);
      for (guint k = 0; k < G_N_ELEMENTS (numbers); k++)
        {
          g_autofree char *number = wsc_format_number (numbers[k]);

          g_string_append_printf (text, " %s", number);
        }
      g_string_append_c (text, '\n');
    }
}

/* A palette, the groups' numbers, their name. */
static void
append_entries (GString *text, const WscColourKey *key)
{
  g_string_append_printf (text, "entries %d ", key->palette);
  for (guint i = 0; i < key->n_entries; i++)
    g_string_append_printf (text, "%s%u", i > 0 ? "," : "", key->entries[i]);
  g_string_append_printf (text, " %s\n", key->label);
}

/* What most scenes do not have. */
static void
append_extras (GString *text, const WscScene *self)
{
  const WscColourKey *key = wsc_scene_get_key (self);
  char low[G_ASCII_DTOSTR_BUF_SIZE], high[G_ASCII_DTOSTR_BUF_SIZE];

  if (self->density != NULL && wsc_density_get_reach (self->density) != WSC_DENSITY_EXTENT)
    g_string_append_printf (text, "extent %s\n", g_ascii_dtostr (high, sizeof high, wsc_density_get_reach (self->density)));
  if (self->reach > 0)
    g_string_append_printf (text, "reach %s\n", g_ascii_dtostr (high, sizeof high, self->reach));
  if (key != NULL && key->n_entries > 0)
    append_entries (text, key);
  else if (key != NULL)
    g_string_append_printf (text, "key %s %s %d %d %d %s\n", g_ascii_dtostr (low, sizeof low, key->low),
                            g_ascii_dtostr (high, sizeof high, key->high), key->logarithmic, key->is_whole, key->hues, key->label);
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
  append_extras (text, self);
  wsc_scene_style_append_text (&self->style, text);
  for (guint i = 0; i < self->n; i++)
    {
      g_string_append_printf (text, "ellipsoid %u", self->ellipsoids[i].id);
      get_numbers (&self->ellipsoids[i], numbers);
      for (guint k = 0; k < N_NUMBERS; k++)
        g_string_append_printf (text, " %s", g_ascii_formatd (buffer, sizeof buffer, "%.9g", numbers[k]));
      g_string_append_c (text, '\n');
    }
  append_bumps (self, text);
  return g_string_free (text, FALSE);
}

/* --- reading ----------------------------------------------------------------- */

typedef struct
{
  GArray *ellipsoids;
  GArray *bumps; /* of WscBump */
  gint64 selected;
  gboolean has_path, has_numbers;
  WscSceneStyle style;
  char *caption;
  char *axis_names[3];
  WscColourKey key;
  double reach, extent;
} Draft;

static void
draft_clear (Draft *draft)
{
  if (draft->ellipsoids != NULL)
    g_array_unref (draft->ellipsoids);
  g_clear_pointer (&draft->bumps, g_array_unref);
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
read_bump (Draft *draft, const char *rest)
{
  g_auto (GStrv) words = g_strsplit (rest, " ", -1);
  double v[8];
  guint64 id;

  if (g_strv_length (words) != 1 + G_N_ELEMENTS (v) || !g_ascii_string_to_unsigned (words[0], 10, 0, G_MAXUINT32, &id, NULL))
    return FALSE;
  for (guint k = 0; k < G_N_ELEMENTS (v); k++)
    if (!wsc_parse_number (words[1 + k], &v[k]) || !isfinite (v[k]))
      return FALSE;
  const WscBump bump = { { v[3], v[4] }, { v[5], v[6], v[7] }, { (float) v[0], (float) v[1], (float) v[2], 1 }, (guint32) id };
  g_array_append_val (draft->bumps, bump);
  return TRUE;
}

static gboolean
read_switch (const char *rest, gboolean *value)
{
  *value = g_str_equal (rest, "1");
  return *value || g_str_equal (rest, "0");
}

static gboolean
read_key (Draft *draft, const char *rest)
{
  g_auto (GStrv) words = g_strsplit (rest, " ", 6);
  WscColourKey *key = &draft->key;
  guint64 hues;

  if (g_strv_length (words) != 6 || !wsc_parse_number (words[0], &key->low) || !wsc_parse_number (words[1], &key->high)
      || !read_switch (words[2], &key->logarithmic) || !read_switch (words[3], &key->is_whole)
      || !g_ascii_string_to_unsigned (words[4], 10, 0, WSC_HUES_RING, &hues, NULL) || (key->logarithmic && !(key->low > 0)))
    return FALSE;
  key->hues = (WscHues) hues;
  return g_strlcpy (key->label, words[5], sizeof key->label) < sizeof key->label;
}

static gboolean
read_entries (Draft *draft, const char *rest)
{
  g_auto (GStrv) words = g_strsplit (rest, " ", 3);
  WscColourKey key = { 0 };
  guint64 palette, number;

  if (g_strv_length (words) != 3 || !g_ascii_string_to_unsigned (words[0], 10, 0, WSC_PALETTE_GREY, &palette, NULL))
    return FALSE;
  g_auto (GStrv) numbers = g_strsplit (words[1], ",", -1);
  for (char **word = numbers; *word != NULL; word++)
    {
      if (key.n_entries == WSC_KEY_ENTRIES || !g_ascii_string_to_unsigned (*word, 10, 0, G_MAXUINT, &number, NULL))
        return FALSE;
      key.entries[key.n_entries++] = number;
    }
  key.palette = (WscPalette) palette;
  draft->key = key;
  return g_strlcpy (draft->key.label, words[2], sizeof key.label) < sizeof key.label;
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
  if (g_str_equal (word, "bump"))
    return read_bump (draft, rest);
  if (g_str_equal (word, "key"))
    return read_key (draft, rest);
  if (g_str_equal (word, "entries"))
    return read_entries (draft, rest);
  if (g_str_equal (word, "reach"))
    return wsc_parse_number (rest, &draft->reach) && draft->reach > 0;
  if (g_str_equal (word, "extent"))
    return wsc_parse_number (rest, &draft->extent) && draft->extent > 0 && draft->extent <= 100;
  if (g_str_equal (word, "axis"))
    return read_axis (draft, rest);
  if (g_str_equal (word, "selected"))
    return g_ascii_string_to_signed (rest, 10, -1, G_MAXINT, &draft->selected, NULL);
  if (g_str_equal (word, "path"))
    return read_switch (rest, &draft->has_path);
  if (g_str_equal (word, "numbers"))
    return read_switch (rest, &draft->has_numbers);
  if (!g_str_equal (word, "caption"))
    return wsc_scene_style_read (&draft->style, word, rest);
  g_free (draft->caption);
  draft->caption = g_strcompress (rest);
  return g_utf8_validate (draft->caption, -1, NULL);
}

/* A density where there are bumps, else ellipsoids. */
static WscScene *
new_bare (Draft *draft, GError **error)
{
  const guint n = draft->ellipsoids->len;

  if (draft->bumps->len > 0)
    return wsc_scene_new_bumps_within ((const WscBump *) (gpointer) draft->bumps->data, draft->bumps->len,
                                       draft->extent > 0 ? draft->extent : WSC_DENSITY_EXTENT, WSC_SCENE_NODES, error);
  return wsc_scene_new_take ((WscEllipsoid *) g_array_free (g_steal_pointer (&draft->ellipsoids), FALSE), n);
}

static WscScene *
draft_finish (Draft *draft, GError **error)
{
  WscScene *self = new_bare (draft, error);

  if (self == NULL)
    return NULL;
  self->selected = draft->selected;
  self->has_path = draft->has_path;
  self->has_numbers = draft->has_numbers;
  self->key = draft->key;
  self->reach = draft->reach;
  self->style = draft->style;
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

  wsc_scene_style_init (&draft.style);
  lines = g_strsplit (text, "\n", -1);
  if (lines[0] == NULL || !g_str_equal (lines[0], HEADER))
    {
      g_set_error (error, WSC_ERROR, WSC_ERROR_FORMAT, _("Line 1 of the scene is “%.40s”; it must be “%s”."),
                   lines[0] != NULL ? lines[0] : "", HEADER);
      return NULL;
    }
  draft.ellipsoids = g_array_new (FALSE, FALSE, sizeof (WscEllipsoid));
  draft.bumps = g_array_new (FALSE, FALSE, sizeof (WscBump));
  for (guint i = 1; lines[i] != NULL; i++)
    if (!read_line (&draft, lines[i]))
      {
        g_set_error (error, WSC_ERROR, WSC_ERROR_FORMAT, _("Line %u of the scene cannot be read: “%.40s”."), i + 1, lines[i]);
        return NULL;
      }
  const guint n = MAX (draft.ellipsoids->len, draft.bumps->len);
  if (draft.selected >= (gint64) n)
    {
      g_set_error (error, WSC_ERROR, WSC_ERROR_RANGE, _("Ellipsoid %lld is selected; there are %u (0 to %d, or -1 for none)."),
                   (long long) draft.selected, n, (gint) n - 1);
      return NULL;
    }
  return draft_finish (&draft, error);
}
