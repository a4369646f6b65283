/* One option of one study, as text and as a number. */
#include <math.h>
#include <glib/gi18n-lib.h>

#include "study/bookmarks.h"
#include "study/study-private.h"

#define INT_AT(self, study) G_STRUCT_MEMBER (int, study, (self)->offset)
#define REAL_AT(self, study) G_STRUCT_MEMBER (double, study, (self)->offset)
#define BOOLEAN_AT(self, study) G_STRUCT_MEMBER (gboolean, study, (self)->offset)
#define TEXT_AT(self, study) G_STRUCT_MEMBER (char *, study, (self)->offset)

const WscOption *
wsc_option_find (const char *key)
{
  guint n;
  const WscOption *options = wsc_options (&n);

  g_return_val_if_fail (key != NULL, NULL);

  for (guint i = 0; i < n; i++)
    if (g_str_equal (options[i].key, key))
      return &options[i];
  return NULL;
}

static guint
count_choices (const WscOption *self)
{
  guint n = 0;

  while (self->choices[n].name != NULL)
    n++;
  return n;
}

/* --- as text ------------------------------------------------------------- */

char *
wsc_option_get_text (const WscOption *self, const WscStudy *study)
{
  g_return_val_if_fail (self != NULL && study != NULL, NULL);

  switch (self->type)
    {
    case WSC_OPTION_CHOICE:
      g_return_val_if_fail ((guint) INT_AT (self, study) < count_choices (self), NULL);
      return g_strdup (self->choices[INT_AT (self, study)].name);
    case WSC_OPTION_INTEGER:
      return g_strdup_printf ("%d", INT_AT (self, study));
    case WSC_OPTION_REAL:
      return wsc_format_number (REAL_AT (self, study));
    case WSC_OPTION_BOOLEAN:
      return g_strdup (BOOLEAN_AT (self, study) ? "true" : "false");
    case WSC_OPTION_TEXT:
    case WSC_OPTION_FILE:
      return g_strdup (TEXT_AT (self, study));
    }
  g_return_val_if_reached (NULL);
}

static gboolean
fail_number (const WscOption *self, WscErrorCode code, const char *found, GError **error)
{
  g_autofree char *low = wsc_format_number (self->minimum);
  g_autofree char *high = wsc_format_number (self->maximum);

  if (self->type == WSC_OPTION_INTEGER)
    g_set_error (error, WSC_ERROR, code, _("%s must be a whole number from %s to %s, not “%s” (%s)"), _(self->label),
                 low, high, found, self->key);
  else
    g_set_error (error, WSC_ERROR, code, _("%s must be a number from %s to %s, not “%s” (%s)"), _(self->label), low,
                 high, found, self->key);
  return FALSE;
}

static gboolean
set_number_checked (const WscOption *self, WscStudy *study, double value, const char *found, GError **error)
{
  if (!(value >= self->minimum && value <= self->maximum))
    return fail_number (self, WSC_ERROR_RANGE, found, error);
  if (self->type == WSC_OPTION_REAL)
    {
      REAL_AT (self, study) = value + 0.0; /* never -0 */
      return TRUE;
    }
  if (value != floor (value))
    return fail_number (self, WSC_ERROR_RANGE, found, error);
  INT_AT (self, study) = (int) value;
  return TRUE;
}

static gboolean
set_number_text (const WscOption *self, WscStudy *study, const char *text, GError **error)
{
  double value;

  if (!wsc_parse_number (text, &value))
    return fail_number (self, WSC_ERROR_FORMAT, text, error);
  return set_number_checked (self, study, value, text, error);
}

static const char *
nearest_choice (const WscOption *self, const char *text)
{
  guint n = count_choices (self);
  g_autofree const char **names = g_new0 (const char *, n + 1);

  for (guint i = 0; i < n; i++)
    names[i] = self->choices[i].name;
  return wsc_nearest_word (text, names);
}

static gboolean
fail_choice (const WscOption *self, const char *text, GError **error)
{
  g_autoptr (GString) names = g_string_new (NULL);
  const char *nearest = nearest_choice (self, text);

  for (guint i = 0; self->choices[i].name != NULL; i++)
    g_string_append_printf (names, "%s%s", i > 0 ? ", " : "", self->choices[i].name);
  if (nearest != NULL)
    g_set_error (error, WSC_ERROR, WSC_ERROR_RANGE, _("%s must be one of %s, not “%s”; did you mean “%s”? (%s)"),
                 _(self->label), names->str, text, nearest, self->key);
  else
    g_set_error (error, WSC_ERROR, WSC_ERROR_RANGE, _("%s must be one of %s, not “%s” (%s)"), _(self->label),
                 names->str, text, self->key);
  return FALSE;
}

static gboolean
set_choice_text (const WscOption *self, WscStudy *study, const char *text, GError **error)
{
  for (int i = 0; self->choices[i].name != NULL; i++)
    if (g_str_equal (self->choices[i].name, text))
      {
        INT_AT (self, study) = i;
        return TRUE;
      }
  return fail_choice (self, text, error);
}

static gboolean
set_boolean_text (const WscOption *self, WscStudy *study, const char *text, GError **error)
{
  static const char *const yes[] = { "true", "yes", "1", NULL };
  static const char *const no[] = { "false", "no", "0", NULL };

  if (!g_strv_contains (yes, text) && !g_strv_contains (no, text))
    {
      g_set_error (error, WSC_ERROR, WSC_ERROR_FORMAT, _("%s must be true or false, not “%s” (%s)"), _(self->label),
                   text, self->key);
      return FALSE;
    }
  BOOLEAN_AT (self, study) = g_strv_contains (yes, text);
  return TRUE;
}

/* Texts that have a grammar are checked at once, so that a mistake never enters a study. */
static const struct
{
  const char *key;
  gboolean (*check) (const char *text, GError **error);
} grammars[] = {
  { "model.layers", wsc_check_layers },
  { "view.axes", wsc_check_axes },
  { "view.bookmarks", wsc_check_bookmarks },
  { "estimate.methods", wsc_check_methods },
  { "estimate.deterministic", wsc_check_deterministic },
  { "ssa.components", wsc_check_components },
  { "ssa.groups", wsc_check_groups },
  { "ssa.sweep", wsc_check_windows },
  { "clusters.merges", wsc_check_merges },
};

static gboolean
check_text (const WscOption *self, const char *text, GError **error)
{
  if (!g_utf8_validate (text, -1, NULL))
    {
      g_set_error (error, WSC_ERROR, WSC_ERROR_FORMAT, _("%s is not UTF-8 text (%s)"), _(self->label), self->key);
      return FALSE;
    }
  for (guint i = 0; i < G_N_ELEMENTS (grammars); i++)
    if (g_str_equal (self->key, grammars[i].key))
      return grammars[i].check (text, error);
  return TRUE;
}

gboolean
wsc_option_set_text (const WscOption *self, WscStudy *study, const char *text, GError **error)
{
  g_autofree char *stripped = NULL;

  g_return_val_if_fail (self != NULL && study != NULL && text != NULL, FALSE);

  if (self->type == WSC_OPTION_TEXT || self->type == WSC_OPTION_FILE)
    {
      if (!check_text (self, text, error))
        return FALSE;
      char *copy = g_strdup (text);
      g_free (TEXT_AT (self, study));
      TEXT_AT (self, study) = copy;
      return TRUE;
    }

  stripped = g_strstrip (g_strdup (text));
  switch (self->type)
    {
    case WSC_OPTION_CHOICE:
      return set_choice_text (self, study, stripped, error);
    case WSC_OPTION_BOOLEAN:
      return set_boolean_text (self, study, stripped, error);
    default:
      return set_number_text (self, study, stripped, error);
    }
}

char *
wsc_option_map_paths (const WscOption *self, const char *text, char *(*func) (const char *path, gpointer user_data), gpointer user_data)
{
  const gboolean is_list = self->offset == G_STRUCT_OFFSET (WscStudy, trained);
  g_auto (GStrv) paths = NULL;

  g_return_val_if_fail (self->type == WSC_OPTION_FILE && text != NULL, NULL);

  paths = is_list ? g_strsplit (text, ";", -1) : g_strsplit (text, "\n", 1);
  for (char **path = paths; *path != NULL; path++)
    {
      g_autofree char *old = *path;

      *path = *old != '\0' ? func (old, user_data) : g_strdup ("");
    }
  return g_strjoinv (";", paths);
}

/* --- as a number --------------------------------------------------------- */

double
wsc_option_get_number (const WscOption *self, const WscStudy *study)
{
  g_return_val_if_fail (self != NULL && study != NULL, NAN);

  switch (self->type)
    {
    case WSC_OPTION_CHOICE:
    case WSC_OPTION_INTEGER:
      return INT_AT (self, study);
    case WSC_OPTION_REAL:
      return REAL_AT (self, study);
    case WSC_OPTION_BOOLEAN:
      return BOOLEAN_AT (self, study) ? 1 : 0;
    default:
      g_return_val_if_reached (NAN);
    }
}

static gboolean
set_choice_number (const WscOption *self, WscStudy *study, double value, GError **error)
{
  guint n = count_choices (self);

  if (!(value >= 0 && value < n) || value != floor (value))
    {
      g_autofree char *found = wsc_format_number (value);
      g_set_error (error, WSC_ERROR, WSC_ERROR_RANGE, _("%s must be a choice from 0 to %u, not %s (%s)"),
                   _(self->label), n - 1, found, self->key);
      return FALSE;
    }
  INT_AT (self, study) = (int) value;
  return TRUE;
}

gboolean
wsc_option_set_number (const WscOption *self, WscStudy *study, double value, GError **error)
{
  g_autofree char *found = NULL;

  g_return_val_if_fail (self != NULL && study != NULL, FALSE);
  g_return_val_if_fail (self->type != WSC_OPTION_TEXT && self->type != WSC_OPTION_FILE, FALSE);

  switch (self->type)
    {
    case WSC_OPTION_CHOICE:
      return set_choice_number (self, study, value, error);
    case WSC_OPTION_BOOLEAN:
      BOOLEAN_AT (self, study) = value != 0;
      return TRUE;
    default:
      found = wsc_format_number (value);
      return set_number_checked (self, study, value, found, error);
    }
}

/* --- by key -------------------------------------------------------------- */

/* The first option whose last part this is: people leave the group out, or take another. */
static const char *
key_by_last_part (const char *key)
{
  guint n;
  const WscOption *options = wsc_options (&n);
  const char *dot = strrchr (key, '.');
  const char *last = dot != NULL ? dot + 1 : key;

  for (guint i = 0; i < n; i++)
    if (g_str_equal (strchr (options[i].key, '.') + 1, last))
      return options[i].key;
  return NULL;
}

const char *
wsc_option_nearest_key (const char *key)
{
  guint n;
  const WscOption *options = wsc_options (&n);
  g_autofree const char **keys = g_new0 (const char *, n + 1);
  const char *found = key_by_last_part (key);

  for (guint i = 0; i < n; i++)
    keys[i] = options[i].key;
  if (found == NULL)
    found = wsc_nearest_word (key, keys);
  if (found != NULL)
    return found;
  for (guint i = 0; i < n; i++)
    keys[i] = strchr (options[i].key, '.') + 1;
  found = wsc_nearest_word (key, keys);
  return found != NULL ? key_by_last_part (found) : NULL;
}

gboolean
wsc_option_fail_unknown (const char *key, GError **error)
{
  const char *nearest = wsc_option_nearest_key (key);

  if (nearest != NULL)
    g_set_error (error, WSC_ERROR, WSC_ERROR_FORMAT, _("There is no option “%s”; did you mean “%s”?"), key, nearest);
  else
    g_set_error (error, WSC_ERROR, WSC_ERROR_FORMAT, _("There is no option “%s”"), key);
  return FALSE;
}

gboolean
wsc_study_set (WscStudy *self, const char *assignment, GError **error)
{
  const char *equals;
  g_autofree char *key = NULL, *name = NULL;
  const WscOption *option;

  g_return_val_if_fail (self != NULL && assignment != NULL, FALSE);

  equals = strchr (assignment, '=');
  if (equals == NULL)
    {
      g_set_error (error, WSC_ERROR, WSC_ERROR_FORMAT, _("“%s” is not of the form group.key=value"), assignment);
      return FALSE;
    }
  key = g_strstrip (g_strndup (assignment, equals - assignment));
  name = g_strdup (equals + 1);
  if (g_str_equal (key, "view.bookmark"))
    return wsc_study_go_to (self, g_strstrip (name), error);
  option = wsc_option_find (key);
  if (option == NULL)
    return wsc_option_fail_unknown (key, error);
  return wsc_option_set_text (option, self, equals + 1, error);
}

gboolean
wsc_stage_is_series (WscStage stage)
{
  return stage >= WSC_STAGE_DECOMPOSE && stage <= WSC_STAGE_LANDSCAPE;
}

gboolean
wsc_stage_is_reduction (WscStage stage)
{
  return stage >= WSC_STAGE_PREPARE && stage <= WSC_STAGE_TRADE;
}
