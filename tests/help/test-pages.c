/* The pages that come with the program: all are there, lead somewhere, and say the same in every language. */
#include "help/help-private.h"

static const char *const languages[] = { "en", "ru" };
static const char *const ids[] = {
  "index", "tutorial-first", "tutorial-series", "tutorial-neurons", "tutorial-compare", "tutorial-reduce", "tutorial-loss", "tutorial-data",
  "tutorial-figures", "tutorial-command-line", "documents", "glossary",
  "card-windows-and-samples", "card-data-files", "card-scaling-and-split", "card-ssa", "card-ssa-window", "card-ssa-grouping",
  "card-w-correlation", "card-ssa-forecast", "card-ssa-gaps", "card-ssa-errors", "card-ssa-suggest", "card-esprit", "card-perceptron",
  "card-autoencoder", "card-training", "card-trained-networks", "card-bootstrap", "card-alignment", "card-neurons", "card-regions",
  "card-hessian-sandwich", "card-path-sandwich", "card-variational", "card-swag", "card-calibration", "card-comparison", "card-projection",
  "card-grand-tour", "card-density-surface", "card-drawing-styles", "card-colours", "card-camera", "card-distances", "card-k-means",
  "card-trees", "card-communities", "card-cluster-count", "card-circle-period", "card-replacement", "card-smaller-network", "card-qpfs",
  "card-reduction-curve", "card-seeds-and-reproducibility", "card-as-published",
};

static WscHelp *
open_help (const char *language)
{
  const char *const names[] = { language, NULL };
  g_autofree char *folder = wsc_data_path ("help");
  g_autoptr (GError) error = NULL;
  WscHelp *help = wsc_help_new (folder, names, &error);
  g_assert_no_error (error);
  return help;
}

static void
test_all_are_there (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (languages); i++)
    {
      g_autoptr (WscHelp) help = open_help (languages[i]);
      guint n;
      wsc_help_get_pages (help, &n);
      g_assert_cmpuint (n, ==, G_N_ELEMENTS (ids));
      for (guint j = 0; j < G_N_ELEMENTS (ids); j++)
        {
          g_autofree char *relative = g_strdup_printf ("%s/%s.md", languages[i], ids[j]), *path = wsc_help_dup_path (help, relative);
          g_test_message ("%s", relative);
          g_assert_true (g_file_test (path, G_FILE_TEST_IS_REGULAR));
          g_assert_nonnull (wsc_help_find (help, ids[j]));
          g_assert_cmpuint (wsc_help_get_place (ids[j]), <, G_N_ELEMENTS (ids));
        }
    }
}

static void
test_nothing_leads_nowhere (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (languages); i++)
    {
      g_autoptr (WscHelp) help = open_help (languages[i]);
      g_autoptr (GPtrArray) problems = wsc_help_check (help);
      for (guint j = 0; j < problems->len; j++)
        g_test_message ("%s/%s", languages[i], (char *) problems->pdata[j]);
      g_assert_cmpuint (problems->len, ==, 0);
    }
}

/* A card that no option and no page leads to would never be read. */
static void
test_all_are_led_to (void)
{
  g_autoptr (WscHelp) help = open_help ("en");
  g_autoptr (GHashTable) reached = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  guint n;
  WscHelpPage *const *pages = wsc_help_get_pages (help, &n);
  for (guint i = 0; i < n; i++)
    for (const char *const *link = wsc_help_page_get_links (pages[i]); *link; link++)
      {
        const WscOption *option;
        WscHelpPage *page = wsc_help_resolve (help, *link, &option);
        if (page && page != pages[i])
          g_hash_table_add (reached, g_strdup (wsc_help_page_get_id (page)));
      }
  for (guint i = 0; i < G_N_ELEMENTS (ids); i++)
    {
      g_test_message ("%s", ids[i]);
      g_assert_true (g_str_equal (ids[i], "index") || g_hash_table_contains (reached, ids[i]));
    }
}

static void
test_options_have_their_pages (void)
{
  g_autoptr (WscHelp) help = open_help ("en");
  guint n;
  const WscOption *options = wsc_options (&n);
  for (guint i = 0; i < n; i++)
    {
      g_autofree char *target = g_strconcat ("option:", options[i].key, NULL);
      const WscOption *option;
      g_test_message ("%s", target);
      g_assert_nonnull (wsc_help_resolve (help, target, &option));
      g_assert_true (option == &options[i]);
    }
}

static void
test_cards_have_five_sections (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (languages); i++)
    {
      g_autoptr (WscHelp) help = open_help (languages[i]);
      for (guint j = 0; j < G_N_ELEMENTS (ids); j++)
        {
          WscHelpPage *page = wsc_help_find (help, ids[j]);
          guint n, sections = 0;
          const WscHelpBlock *blocks = wsc_help_page_get_blocks (page, &n);
          if (wsc_help_page_get_kind (page) != WSC_HELP_CARD)
            continue;
          for (guint k = 0; k < n; k++)
            sections += blocks[k].kind == WSC_HELP_HEADING && blocks[k].level == 2 && (k + 1 == n || blocks[k + 1].kind != WSC_HELP_OPTION);
          g_test_message ("%s/%s: %u", languages[i], ids[j], sections);
          g_assert_cmpuint (sections, ==, 5);
        }
    }
}

/* --- languages ------------------------------------------------------------------------ */

/* What must be the same: headings, formulas, pictures and where links lead, a line each. */
static char *
dup_skeleton (const WscHelpPage *page)
{
  GString *text = g_string_new (NULL);
  guint n;
  const WscHelpBlock *blocks = wsc_help_page_get_blocks (page, &n);
  for (guint i = 0; i < n; i++)
    {
      if (blocks[i].kind == WSC_HELP_HEADING)
        g_string_append_printf (text, "heading %u\n", blocks[i].level);
      else if (blocks[i].kind == WSC_HELP_FORMULA)
        g_string_append_printf (text, "formula %s\n", blocks[i].text);
      else if (blocks[i].kind == WSC_HELP_PICTURE)
        g_string_append_printf (text, "picture %s\n", blocks[i].target);
    }
  for (const char *const *link = wsc_help_page_get_links (page); *link; link++)
    g_string_append_printf (text, "link %s\n", *link);
  return g_string_free (text, FALSE);
}

static void
test_languages_say_the_same (void)
{
  g_autoptr (WscHelp) english = open_help ("en");
  for (guint i = 1; i < G_N_ELEMENTS (languages); i++)
    {
      g_autoptr (WscHelp) other = open_help (languages[i]);
      for (guint j = 0; j < G_N_ELEMENTS (ids); j++)
        {
          g_autofree char *expected = dup_skeleton (wsc_help_find (english, ids[j]));
          g_autofree char *found = dup_skeleton (wsc_help_find (other, ids[j]));
          g_test_message ("%s/%s", languages[i], ids[j]);
          g_assert_cmpstr (found, ==, expected);
        }
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/help/pages/all-are-there", test_all_are_there);
  g_test_add_func ("/help/pages/nothing-leads-nowhere", test_nothing_leads_nowhere);
  g_test_add_func ("/help/pages/all-are-led-to", test_all_are_led_to);
  g_test_add_func ("/help/pages/options-have-their-pages", test_options_have_their_pages);
  g_test_add_func ("/help/pages/cards-have-five-sections", test_cards_have_five_sections);
  g_test_add_func ("/help/pages/languages-say-the-same", test_languages_say_the_same);
  return g_test_run ();
}
