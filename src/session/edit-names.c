#include "session/edit-names.h"

#include <stdio.h>
#include <string.h>

#include <glib/gi18n-lib.h>

#include "study/bookmarks.h"
#include "study/forms.h"

/* Whole sentences both ways, since languages differ in how they would be put together. */
typedef struct
{
  const char *undo, *redo;
} Sentence;

/* Options whose labels say what they are only beside their values. */
static const struct
{
  const char *key;
  const char *name;
} names[] = {
  { "clusters.count", N_("the number of neurons to keep") },
  { "clusters.method", N_("the way of clustering") },
  { "clusters.restarts", N_("the number of starts") },
  { "clusters.suggest", N_("the way of suggesting a number") },
  { "data.count", N_("the number of values to use") },
  { "data.first", N_("the number of values to skip") },
  { "data.from", N_("the first value") },
  { "data.to", N_("the last value") },
  { "estimate.bias", N_("whether biases count") },
  { "estimate.methods", N_("the methods to compare with") },
  { "estimate.root-n", N_("the scale of the weights") },
  { "estimate.side", N_("what a neuron is") },
  { "reduction.method", N_("the way of reducing") },
  { "reduction.network", N_("the network to reduce") },
  { "reduction.similarity", N_("the measure of likeness") },
  { "reduction.step", N_("the step of the curve") },
  { "reduction.validation-share", N_("the share for choosing") },
  { "ssa.cut", N_("the cut of the tree") },
  { "ssa.grouping", N_("the way of grouping") },
  { "ssa.groups", N_("the groups of components") },
  { "ssa.mape", N_("the divisor of percentages") },
  { "ssa.method", N_("the way of forecasting") },
  { "ssa.suggest", N_("the way of suggesting components") },
  { "ssa.sweep", N_("the windows to compare") },
  { "ssa.sweep-step", N_("the step of the comparison") },
  { "ssa.trend-period", N_("the shortest period of the trend") },
  { "training.average-from", N_("where averaging begins") },
  { "view.bookmarks", N_("the kept views") },
  { "view.clip", N_("the cutting plane") },
  { "view.clip-at", N_("the place of the cutting plane") },
  { "view.clip-invert", N_("the half that is cut away") },
  { "view.first", N_("the number of neurons drawn") },
  { "view.numbers", N_("the neurons’ numbers") },
  { "view.own-scale", N_("the scales of the methods") },
  { "view.path", N_("the line through the means") },
};

static const char *
get_name (const WscOption *option)
{
  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    if (g_str_equal (names[i].key, option->key))
      return _(names[i].name);
  return _(option->label);
}

static char *
dup_plain (const char *format, const WscEdit *edit)
{
  const WscOption *option = wsc_option_find (edit->key);
  return option ? g_strdup_printf (format, get_name (option)) : NULL;
}

/* --- lists of things with names: kept views, groups ------------------------------------------------ */

typedef struct
{
  char **before, **after;
} Names;

static void
names_clear (Names *self)
{
  g_strfreev (self->before);
  g_strfreev (self->after);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Names, names_clear)

static char **
dup_view_names (const char *text)
{
  g_autoptr (GPtrArray) bookmarks = wsc_bookmarks_parse (text, NULL);
  GStrvBuilder *builder = g_strv_builder_new ();
  for (guint i = 0; bookmarks && i < bookmarks->len; i++)
    g_strv_builder_add (builder, ((WscBookmark *) bookmarks->pdata[i])->name);
  char **found = g_strv_builder_end (builder);
  g_strv_builder_unref (builder);
  return found;
}

static char **
dup_group_names (const char *text)
{
  g_autoptr (GArray) groups = wsc_groups_parse (text, NULL);
  GStrvBuilder *builder = g_strv_builder_new ();
  for (guint i = 0; groups && i < groups->len; i++)
    g_strv_builder_add (builder, g_array_index (groups, WscGroup, i).name);
  char **found = g_strv_builder_end (builder);
  g_strv_builder_unref (builder);
  return found;
}

/* The only one of `these` that is not among `those`; NULL if none or several are. */
static const char *
find_new (char **these, char **those)
{
  const char *found = NULL;
  for (; *these; these++)
    {
      if (g_strv_contains ((const char *const *) those, *these))
        continue;
      if (found)
        return NULL;
      found = *these;
    }
  return found;
}

typedef struct
{
  Sentence added, removed, renamed;
} ListSentences;

static const ListSentences of_views = {
  { N_("Undo keeping of the view “%s”"), N_("Redo keeping of the view “%s”") },
  { N_("Undo removal of the view “%s”"), N_("Redo removal of the view “%s”") },
  { N_("Undo renaming of the view “%s” to “%s”"), N_("Redo renaming of the view “%s” to “%s”") },
};
static const ListSentences of_groups = {
  { N_("Undo making of the group “%s”"), N_("Redo making of the group “%s”") },
  { N_("Undo removal of the group “%s”"), N_("Redo removal of the group “%s”") },
  { N_("Undo renaming of the group “%s” to “%s”"), N_("Redo renaming of the group “%s” to “%s”") },
};

static const char *
pick (const Sentence *sentence, gboolean redo)
{
  return redo ? _(sentence->redo) : _(sentence->undo);
}

/* The formats are of the tables above, whose directives translations must keep. */
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wformat-nonliteral"
static char *
dup_list (const Names *lists, const ListSentences *sentences, gboolean redo)
{
  const guint n = g_strv_length (lists->before), m = g_strv_length (lists->after);
  const char *gone = find_new (lists->before, lists->after), *come = find_new (lists->after, lists->before);
  if (come && m > n)
    return g_strdup_printf (pick (&sentences->added, redo), come);
  if (gone && m + 1 == n)
    return g_strdup_printf (pick (&sentences->removed, redo), gone);
  if (gone && come && m == n)
    return g_strdup_printf (pick (&sentences->renamed, redo), gone, come);
  return NULL;
}
#pragma GCC diagnostic pop

/* --- merges ---------------------------------------------------------------------------------------- */

static char *
dup_merge (const WscEdit *edit, gboolean redo)
{
  const char *last = strrchr (edit->after, ';');
  guint i, j;
  if (!*edit->after)
    return g_strdup (redo ? _("Redo parting of all neurons merged by hand") : _("Undo parting of all neurons merged by hand"));
  if (strlen (edit->after) <= strlen (edit->before) || sscanf (last ? last + 1 : edit->after, "%u+%u", &i, &j) != 2)
    return g_strdup (redo ? _("Redo change of the neurons merged by hand") : _("Undo change of the neurons merged by hand"));
  return g_strdup_printf (redo ? _("Redo merging of neurons %u and %u") : _("Undo merging of neurons %u and %u"), i, j);
}

/* --- one name for all --------------------------------------------------------------------------------- */

static const WscEdit *
find_key (const WscEdit *const *edits, guint n, const char *key)
{
  for (guint i = 0; i < n; i++)
    if (g_str_equal (edits[i]->key, key))
      return edits[i];
  return NULL;
}

static gboolean
are_of_view (const WscEdit *const *edits, guint n)
{
  for (guint i = 0; i < n; i++)
    if (!g_str_has_prefix (edits[i]->key, "view."))
      return FALSE;
  return n > 1;
}

/* A switch is told by what it led to. */
static char *
dup_switch (const WscEdit *form, gboolean redo)
{
  if (wsc_form_from_counterpart (form->after) == WSC_FORM_PUBLISHED)
    return g_strdup (redo ? _("Redo switch to As published") : _("Undo switch to As published"));
  return g_strdup (redo ? _("Redo switch to Corrected") : _("Undo switch to Corrected"));
}

/* NULL: nothing better than the option's own name. */
static char *
dup_special (const WscEdit *const *edits, guint n, gboolean redo)
{
  const WscEdit *merges = find_key (edits, n, "clusters.merges"), *views = find_key (edits, n, "view.bookmarks");
  const WscEdit *groups = find_key (edits, n, "ssa.groups");
  const WscEdit *form = find_key (edits, n, "study.counterpart");
  g_auto (Names) lists = { 0 };
  if (form)
    return dup_switch (form, redo);
  if (merges)
    return dup_merge (merges, redo);
  if (views)
    {
      lists = (Names){ dup_view_names (views->before), dup_view_names (views->after) };
      return dup_list (&lists, &of_views, redo);
    }
  if (groups)
    {
      lists = (Names){ dup_group_names (groups->before), dup_group_names (groups->after) };
      return dup_list (&lists, &of_groups, redo);
    }
  if (find_key (edits, n, "ssa.cut"))
    return g_strdup (redo ? _("Redo cutting of the tree of components") : _("Undo cutting of the tree of components"));
  if (n > 1 && find_key (edits, n, "ssa.window"))
    return g_strdup (redo ? _("Redo choice of window and components") : _("Undo choice of window and components"));
  if (are_of_view (edits, n))
    return g_strdup (redo ? _("Redo going to a kept view") : _("Undo going to a kept view"));
  return NULL;
}

/* Of several edits of a step, groups are what it is about; the way of grouping follows them. */
static const WscEdit *
find_main (const WscEdit *const *edits, guint n)
{
  const WscEdit *groups = find_key (edits, n, "ssa.groups");
  return groups ? groups : edits[0];
}

char *
wsc_edit_names_dup_undo (const WscEdit *const *edits, guint n)
{
  char *special = n ? dup_special (edits, n, FALSE) : NULL;
  if (special || !n)
    return special;
  /* Translators: %s is the name of an option */
  return dup_plain (_("Undo change of %s"), find_main (edits, n));
}

char *
wsc_edit_names_dup_redo (const WscEdit *const *edits, guint n)
{
  char *special = n ? dup_special (edits, n, TRUE) : NULL;
  if (special || !n)
    return special;
  /* Translators: %s is the name of an option */
  return dup_plain (_("Redo change of %s"), find_main (edits, n));
}
