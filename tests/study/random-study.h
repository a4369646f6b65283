/* Random studies: every option anywhere in its range, texts with everything that a key file might stumble over. */
#pragma once

#include <math.h>

#include "study/study.h"

static inline char *
random_text (void)
{
  static const char *const pieces[] = { " ", "\n", "\t", "=", "[x]", "#", ";", "\\", "\\n", "é", "Ω", "日", "\"", "a", "B7", "..", "%", "\r" };
  GString *text = g_string_new (NULL);
  int n = g_test_rand_int_range (0, 12);

  for (int i = 0; i < n; i++)
    g_string_append (text, pieces[g_test_rand_int_range (0, G_N_ELEMENTS (pieces))]);
  return g_string_free (text, FALSE);
}

static inline char *
random_layers (void)
{
  GString *text = g_string_new (g_test_rand_bit () ? "auto" : "7");
  int n = g_test_rand_int_range (0, WSC_MAX_LAYERS);

  for (int i = 0; i < n; i++)
    g_string_append_printf (text, ";%d", g_test_rand_int_range (1, 1000));
  g_string_append (text, g_test_rand_bit () ? ";auto" : ";12");
  return g_string_free (text, FALSE);
}

/* "3-5,9" */
static inline char *
random_components (guint first)
{
  const guint last = first + (guint) g_test_rand_int_range (0, 3);

  return g_strdup_printf ("%u-%u,%u", first, last, last + (guint) g_test_rand_int_range (1, 9));
}

/* Names may hold anything but what parts groups. */
static inline char *
random_groups (void)
{
  static const char *const names[] = { "trend", "Größe, ja", "say \"x\"", "日", "[a]=b" };
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < (guint) g_test_rand_int_range (0, G_N_ELEMENTS (names) + 1); i++)
    {
      g_autofree char *components = random_components (1 + 20 * i);
      g_string_append_printf (text, "%s%s: %s", i > 0 ? "; " : "", names[i], components);
    }
  return g_string_free (text, FALSE);
}

static inline char *
random_methods (void)
{
  static const char *const names[] = { "bootstrap", "sandwich", "sandwich-online", "batch-means", "variational", "swag" };
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    if (g_test_rand_int_range (0, 3) == 0)
      g_string_append_printf (text, "%s%s", text->len > 0 ? ";" : "", names[i]);
  return g_string_free (text, FALSE);
}

static inline char *
random_text_of (const WscOption *option)
{
  if (g_str_equal (option->key, "model.layers"))
    return random_layers ();
  if (g_str_equal (option->key, "estimate.methods"))
    return random_methods ();
  if (g_str_equal (option->key, "estimate.deterministic"))
    return g_strdup_printf ("%d;%d", g_test_rand_int_range (1, 5), g_test_rand_int_range (5, WSC_MAX_LAYERS + 1));
  if (g_str_equal (option->key, "ssa.components"))
    return random_components ((guint) g_test_rand_int_range (1, 100));
  if (g_str_equal (option->key, "ssa.groups"))
    return random_groups ();
  if (g_str_equal (option->key, "ssa.sweep"))
    return g_strdup_printf ("%d;%d", g_test_rand_int_range (2, 50), g_test_rand_int_range (50, 500));
  if (g_str_equal (option->key, "clusters.merges"))
    return g_strdup_printf ("%d+%d", g_test_rand_int_range (1, 10), g_test_rand_int_range (10, 20));
  if (g_str_equal (option->key, "view.axes"))
    return g_strdup_printf ("%d;%d;%d", g_test_rand_int_range (1, 10), g_test_rand_int_range (10, 20),
                            g_test_rand_int_range (20, 30));
  if (g_str_equal (option->key, "view.bookmarks"))
    return g_strdup_printf ("a: azimuth=%d | b %d: projection=tour, zoom=2", g_test_rand_int_range (1, 300), g_test_rand_int_range (1, 9));
  return random_text ();
}

static inline double
random_number_of (const WscOption *option)
{
  guint n = 0;

  switch (option->type)
    {
    case WSC_OPTION_CHOICE:
      while (option->choices[n].name != NULL)
        n++;
      return g_test_rand_int_range (0, n);
    case WSC_OPTION_INTEGER:
      return g_test_rand_int_range ((gint32) option->minimum, (gint32) option->maximum);
    case WSC_OPTION_BOOLEAN:
      return g_test_rand_bit () ? 1 : 0;
    default:
      return g_test_rand_double_range (option->minimum, option->maximum);
    }
}

static inline void
randomise_option (const WscOption *option, WscStudy *study)
{
  g_autoptr (GError) error = NULL;

  if (option->type == WSC_OPTION_TEXT || option->type == WSC_OPTION_FILE)
    {
      g_autofree char *text = random_text_of (option);
      wsc_option_set_text (option, study, text, &error);
    }
  else
    wsc_option_set_number (option, study, random_number_of (option), &error);
  g_assert_no_error (error);
}

/* Another value than it has; FALSE if there is no other. */
static inline gboolean
change_option (const WscOption *option, WscStudy *study)
{
  g_autofree char *before = wsc_option_get_text (option, study);
  gboolean changed;

  if (option->type == WSC_OPTION_CHOICE && option->choices[1].name == NULL)
    return FALSE;
  do
    {
      g_autofree char *text = NULL;
      randomise_option (option, study);
      text = wsc_option_get_text (option, study);
      changed = !g_str_equal (text, before);
    }
  while (!changed);
  return TRUE;
}

static inline WscStudy *
random_study (void)
{
  WscStudy *study = wsc_study_new ();
  guint n, n_names;
  const WscOption *options = wsc_options (&n);
  const WscSummaryName *names = wsc_summary_names (&n_names);

  for (guint i = 0; i < n; i++)
    if (g_test_rand_bit ())
      randomise_option (&options[i], study);
  for (guint i = 0; i < n_names; i++)
    if (g_test_rand_int_range (0, 5) == 0)
      {
        WscExpectation item = { g_strdup (names[i].name), g_test_rand_double_range (-2, 0), g_test_rand_double_range (0, 3) };
        if (g_test_rand_bit ())
          item.low = -INFINITY;
        else if (g_test_rand_bit ())
          item.high = INFINITY;
        g_array_append_val (study->expect, item);
      }
  return study;
}
