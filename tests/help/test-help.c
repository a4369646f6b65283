/* Pages as blocks, mathematics as markup, the reader's language, links, and what is found. */
#include <string.h>

#include "help/help-private.h"

static const char *const english[] = { "C", NULL }, *const russian[] = { "ru_RU.UTF-8", "ru_RU", "ru", "C", NULL };

static WscHelpPage *
read_page (const char *id, const char *text)
{
  g_autoptr (GError) error = NULL;
  WscHelpPage *page = wsc_help_page_new (id, text, strlen (text), &error);
  g_assert_no_error (error);
  return page;
}

static WscHelp *
open_help (const char *const *languages)
{
  g_autoptr (GError) error = NULL;
  WscHelp *help = wsc_help_new (WSC_TEST_PAGES, languages, &error);
  g_assert_no_error (error);
  return help;
}

static void
assert_well_formed (const char *markup)
{
  static const GMarkupParser parser = { NULL };
  g_autoptr (GError) error = NULL;
  g_autoptr (GMarkupParseContext) context = g_markup_parse_context_new (&parser, 0, NULL, NULL);
  g_autofree char *whole = g_strdup_printf ("<p>%s</p>", markup);
  gboolean parsed = g_markup_parse_context_parse (context, whole, -1, &error) && g_markup_parse_context_end_parse (context, &error);
  g_assert_no_error (error);
  g_assert_true (parsed);
}

static void
assert_all_well_formed (const WscHelpPage *page)
{
  guint n;
  const WscHelpBlock *blocks = wsc_help_page_get_blocks (page, &n);
  for (guint i = 0; i < n; i++)
    if (blocks[i].markup)
      assert_well_formed (blocks[i].markup);
}

/* --- mathematics ------------------------------------------------------------------ */

static void
test_math (void)
{
  const struct { const char *formula, *inner; } cases[] = {
    { "x_i", "<i>x</i><sub><i>i</i></sub>" },
    { "X_{ij} = 2", "<i>X</i><sub><i>i</i><i>j</i></sub> = 2" },
    { "σ_i^2", "<i>σ</i><sub><i>i</i></sub><sup>2</sup>" },
    { "Σ v^T", "Σ <i>v</i><sup>T</sup>" },
    { "log det a", "log det <i>a</i>" },
    { "χ²_q", "<i>χ</i><sup>2</sup><sub><i>q</i></sub>" },
    { "ŵ < 3 & m̄", "<i>ŵ</i> &lt; 3 &amp; <i>m̄</i>" },
    { "e^{−x_{i^2}}", "<i>e</i><sup>−<i>x</i><span size=\"75%\" rise=\"-2pt\"><i>i</i><span size=\"75%\" rise=\"3pt\">2</span></span></sup>" },
    { "{a}_", "{<i>a</i>}" },
    { "a^{b", "<i>a</i><sup><i>b</i></sup>" },
    { "", "" },
  };
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *markup = wsc_help_dup_math (cases[i].formula);
      g_test_message ("%s: %s", cases[i].formula, markup);
      const char *inner = strchr (markup, '>') + 1;
      g_assert_cmpuint (strlen (inner), ==, strlen (cases[i].inner) + strlen ("</span>"));
      g_assert_true (g_str_has_prefix (inner, cases[i].inner));
      assert_well_formed (markup);
    }
}

static void
test_deep_mathematics_is_cut (void)
{
  g_autoptr (GString) deep = g_string_new (NULL);
  for (guint i = 0; i < 100000; i++)
    g_string_append (deep, "x^{");
  g_autofree char *markup = wsc_help_dup_math (deep->str);
  assert_well_formed (markup);
  g_autofree char *broken = wsc_help_dup_math ("a\xff_\xfe{");
  assert_well_formed (broken);
}

/* --- blocks ------------------------------------------------------------------------- */

static void
test_blocks (void)
{
  const struct { WscHelpBlockKind kind; guint depth; const char *marker, *text; } expected[] = {
    { WSC_HELP_HEADING, 0, NULL, "First steps" },
    { WSC_HELP_PARAGRAPH, 1, "1.", "Open the sine." },
    { WSC_HELP_PARAGRAPH, 1, "2.", "Press Run & wait, please." },
    { WSC_HELP_PARAGRAPH, 1, NULL, "A second paragraph of the same step." },
    { WSC_HELP_PARAGRAPH, 1, "3.", "Look at the neurons." },
    { WSC_HELP_PICTURE, 0, NULL, "A blue square" },
    { WSC_HELP_PARAGRAPH, 1, "•", "outer" },
    { WSC_HELP_PARAGRAPH, 2, "•", "inner" },
    { WSC_HELP_PARAGRAPH, 1, "•", "last" },
    { WSC_HELP_PARAGRAPH, 0, NULL, "Quoted words." },
    { WSC_HELP_RULE, 0, NULL, NULL },
    { WSC_HELP_CODE, 0, NULL, "weightscape-cli run fig6" },
  };
  g_autoptr (WscHelp) help = open_help (english);
  WscHelpPage *page = wsc_help_find (help, "tutorial-first");
  guint n;
  const WscHelpBlock *blocks = wsc_help_page_get_blocks (page, &n);
  g_assert_cmpuint (n, ==, G_N_ELEMENTS (expected));
  for (guint i = 0; i < n; i++)
    {
      g_assert_cmpint (blocks[i].kind, ==, expected[i].kind);
      g_assert_cmpuint (blocks[i].depth, ==, expected[i].depth);
      g_assert_cmpstr (blocks[i].marker, ==, expected[i].marker);
      g_assert_cmpstr (blocks[i].text, ==, expected[i].text);
      g_assert_true (blocks[i].quoted == (i == 9));
    }
  g_assert_cmpstr (blocks[1].markup, ==, "Open <a href=\"study:fig6\">the sine</a>.");
  g_assert_cmpstr (blocks[2].markup, ==, "Press <b>Run</b> &amp; wait, <i>please</i>.");
  g_assert_cmpstr (blocks[5].target, ==, "pictures/square.png");
  g_assert_cmpuint (blocks[0].level, ==, 1);
}

static void
test_card_ends_with_its_options (void)
{
  g_autoptr (WscHelp) help = open_help (english);
  guint n, formulas = 0, options = 0;
  const WscHelpBlock *blocks = wsc_help_page_get_blocks (wsc_help_find (help, "card-ssa"), &n);
  for (guint i = 0; i < n; i++)
    {
      formulas += blocks[i].kind == WSC_HELP_FORMULA;
      if (blocks[i].kind != WSC_HELP_OPTION)
        continue;
      options++;
      g_assert_cmpstr (wsc_option_get_card (blocks[i].option), ==, "ssa");
    }
  g_assert_cmpuint (formulas, ==, 1);
  g_assert_cmpuint (options, ==, 4);
  g_assert_true (blocks[n - options].kind == WSC_HELP_OPTION);
  g_assert_cmpstr (blocks[n - options - 1].text, ==, "Options of this method");
}

static void
test_links_that_are_not_ours_are_text (void)
{
  g_autoptr (WscHelpPage) page
      = read_page ("x", "# T\n\n[a](javascript:alert(1)) [b](file:///etc/passwd) [c](https://example.org/?a=\"1\"&b) <b>bold</b>\n\n<script>x</script>\n");
  guint n;
  const WscHelpBlock *blocks = wsc_help_page_get_blocks (page, &n);
  g_assert_cmpuint (n, ==, 2);
  g_assert_cmpstr (blocks[1].markup, ==, "a b <a href=\"https://example.org/?a=&quot;1&quot;&amp;b\">c</a> &lt;b&gt;bold&lt;/b&gt;");
  g_assert_cmpuint (g_strv_length ((char **) wsc_help_page_get_links (page)), ==, 3);
  assert_all_well_formed (page);
}

/* --- hostile pages ----------------------------------------------------------------- */

static void
test_long_pages (void)
{
  g_autoptr (GString) text = g_string_new ("# Long\n\n");
  g_autoptr (GError) error = NULL;
  while (text->len < 1024 * 1024 - 40)
    g_string_append (text, "words `code` *and* `math: x_i` ");
  g_autoptr (WscHelpPage) page = read_page ("long", text->str);
  assert_all_well_formed (page);
  g_string_append (text, "and forty more characters, which are too many.");
  g_assert_null (wsc_help_page_new ("long", text->str, text->len, &error));
  g_assert_error (error, WSC_ERROR, WSC_ERROR_FORMAT);
  g_assert_nonnull (strstr (error->message, "1048576"));
}

static WscHelpPage *
read_repeated (const char *part, guint times, const char *end)
{
  g_autoptr (GString) text = g_string_new ("# Deep\n\n");
  for (guint i = 0; i < times; i++)
    g_string_append (text, part);
  g_string_append (text, end);
  WscHelpPage *page = read_page ("deep", text->str);
  assert_all_well_formed (page);
  return page;
}

static void
test_deep_pages (void)
{
  guint n;
  const char *const others[] = { "> ", "*a **b ", "[" };
  for (guint i = 0; i < G_N_ELEMENTS (others); i++)
    {
      g_autoptr (WscHelpPage) page = read_repeated (others[i], 5000, "end\n");
      g_assert_nonnull (wsc_help_page_get_blocks (page, &n));
      g_assert_cmpuint (n, >, 0);
    }
  g_autoptr (WscHelpPage) lists = read_repeated ("* ", 2000, "end\n");
  const WscHelpBlock *blocks = wsc_help_page_get_blocks (lists, &n);
  g_assert_cmpstr (blocks[n - 1].text, ==, "end");
  g_assert_cmpuint (blocks[n - 1].depth, >, 100);
}

static void
test_pages_that_are_refused (void)
{
  const char *const cases[] = { "", "No title.\n", "## Second\n", "#\n\ntext\n", "text\n\n# Late\n" };
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GError) error = NULL;
      g_assert_null (wsc_help_page_new ("bad", cases[i], strlen (cases[i]), &error));
      g_assert_error (error, WSC_ERROR, WSC_ERROR_FORMAT);
      g_assert_cmpstr (error->message, ==, "The page “bad” of the help does not begin with “# ” and a title");
    }
  const char bytes[] = "# T\xff\n\na\0b\xc3\n";
  g_autoptr (WscHelpPage) page = wsc_help_page_new ("bytes", bytes, sizeof bytes - 1, NULL);
  g_assert_nonnull (page);
  assert_all_well_formed (page);
}

/* --- languages ----------------------------------------------------------------------- */

static void
test_fallback_page_by_page (void)
{
  g_autoptr (WscHelp) help = open_help (russian);
  guint n;
  WscHelpPage *const *pages = wsc_help_get_pages (help, &n);
  g_assert_cmpuint (n, ==, 3);
  g_assert_cmpstr (wsc_help_page_get_id (pages[0]), ==, "index");
  g_assert_cmpstr (wsc_help_page_get_id (pages[1]), ==, "tutorial-first");
  g_assert_cmpstr (wsc_help_page_get_id (pages[2]), ==, "card-ssa");
  g_assert_cmpstr (wsc_help_page_get_title (pages[0]), ==, "Help");
  g_assert_cmpstr (wsc_help_page_get_title (pages[2]), ==, "Сингулярный спектральный анализ");
  g_assert_cmpint (wsc_help_page_get_kind (pages[0]), ==, WSC_HELP_REFERENCE);
  g_assert_cmpint (wsc_help_page_get_kind (pages[1]), ==, WSC_HELP_TUTORIAL);
  g_assert_cmpint (wsc_help_page_get_kind (pages[2]), ==, WSC_HELP_CARD);
}

static void
test_languages_name_no_other_folder (void)
{
  const char *const names[] = { "../pages/ru", "", ".", "ru/", NULL };
  g_autoptr (WscHelp) help = open_help (names);
  g_assert_cmpstr (wsc_help_page_get_title (wsc_help_find (help, "card-ssa")), ==, "Singular spectrum analysis");
}

static void
test_no_pages_at_all (void)
{
  g_autoptr (GError) error = NULL;
  g_assert_null (wsc_help_new ("/nowhere", english, &error));
  g_assert_error (error, WSC_ERROR, WSC_ERROR_FILE);
  g_assert_cmpstr (error->message, ==, "There are no pages of the help in /nowhere");
}

/* --- links ----------------------------------------------------------------------------- */

static void
test_resolve (void)
{
  g_autoptr (WscHelp) help = open_help (english);
  const WscOption *option;
  WscHelpPage *card = wsc_help_find (help, "card-ssa");
  g_assert_nonnull (card);
  g_assert_true (wsc_help_resolve (help, "card-ssa", &option) == card && option == NULL);
  g_assert_true (wsc_help_resolve (help, "help:card-ssa", &option) == card && option == NULL);
  g_assert_true (wsc_help_resolve (help, "option:ssa.kind", &option) == card);
  g_assert_true (option == wsc_option_find ("ssa.kind"));
  g_assert_null (wsc_help_resolve (help, "option:no.such", &option));
  g_assert_null (wsc_help_resolve (help, "study:fig6", &option));
  g_assert_null (wsc_help_resolve (help, "help:no-such", &option));
}

static void
test_dead_links_are_told (void)
{
  g_autoptr (WscHelp) help = open_help (english);
  g_autoptr (GPtrArray) none = wsc_help_check (help);
  g_assert_cmpuint (none->len, ==, 0);
  g_ptr_array_add (help->pages, read_page ("bad", "# Bad\n\n[a](help:gone) [b](option:ssa.windo) [c](study:none) [d](page:table) [e](ftp://x) [f](https:)\n\n![](pictures/gone.png)\n"));
  g_autoptr (GPtrArray) problems = wsc_help_check (help);
  g_assert_cmpuint (problems->len, ==, 8);
  g_assert_cmpstr (problems->pdata[0], ==, "bad: the link “help:gone” leads nowhere");
  g_assert_cmpstr (problems->pdata[6], ==, "bad: there is no picture “pictures/gone.png”");
  g_assert_cmpstr (problems->pdata[7], ==, "bad: the picture “pictures/gone.png” has no words for those who do not see it");
}

/* --- search ---------------------------------------------------------------------------- */

static void
assert_found (const WscHelp *help, const char *text, const char *ids)
{
  g_autoptr (GPtrArray) hits = wsc_help_search (help, text);
  g_autoptr (GString) found = g_string_new (NULL);
  for (guint i = 0; i < hits->len; i++)
    g_string_append_printf (found, "%s%s", i > 0 ? " " : "", wsc_help_page_get_id (((WscHelpHit *) hits->pdata[i])->page));
  g_test_message ("%s: %s", text, found->str);
  g_assert_cmpstr (found->str, ==, ids);
}

static void
test_search (void)
{
  g_autoptr (WscHelp) help = open_help (english);
  assert_found (help, "spectrum", "card-ssa");
  assert_found (help, "FIRST", "tutorial-first index");
  assert_found (help, "steps", "tutorial-first card-ssa index");
  assert_found (help, "ste", "tutorial-first card-ssa index");
  assert_found (help, "first sine", "tutorial-first");
  assert_found (help, "eliane", "card-ssa");
  assert_found (help, "o", "card-ssa tutorial-first index");
  assert_found (help, "equal nothing", "");
  assert_found (help, "gaps trends", "card-ssa");
  assert_found (help, "pectrum", "");
  assert_found (help, "  …!", "");
  assert_found (help, "\xff", "");
}

static void
test_search_in_russian (void)
{
  g_autoptr (WscHelp) help = open_help (russian);
  assert_found (help, "СПЕКТР", "card-ssa");
  assert_found (help, "еще", "card-ssa");
  assert_found (help, "спектральная сумма", "card-ssa");
  assert_found (help, "раскладывать", "");
  assert_found (help, "steps", "tutorial-first index");
}

static void
test_search_tells_where (void)
{
  g_autoptr (WscHelp) help = open_help (english);
  g_autoptr (GPtrArray) hits = wsc_help_search (help, "Toeplitz"), steps = wsc_help_search (help, "eliane"),
                        kind = wsc_help_search (help, "kind");
  g_assert_cmpuint (hits->len, ==, 1);
  g_assert_null (((WscHelpHit *) hits->pdata[0])->option); /* in what is said of it, not in its name */
  g_assert_cmpstr (((WscHelpHit *) steps->pdata[0])->excerpt, ==, "Éliane Ö. (1989). A decomposition.");
  g_assert_cmpuint (kind->len, ==, 1);
  g_assert_true (((WscHelpHit *) kind->pdata[0])->option == wsc_option_find ("ssa.kind"));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/help/math", test_math);
  g_test_add_func ("/help/deep-mathematics-is-cut", test_deep_mathematics_is_cut);
  g_test_add_func ("/help/blocks", test_blocks);
  g_test_add_func ("/help/card-ends-with-its-options", test_card_ends_with_its_options);
  g_test_add_func ("/help/links-that-are-not-ours-are-text", test_links_that_are_not_ours_are_text);
  g_test_add_func ("/help/long-pages", test_long_pages);
  g_test_add_func ("/help/deep-pages", test_deep_pages);
  g_test_add_func ("/help/pages-that-are-refused", test_pages_that_are_refused);
  g_test_add_func ("/help/fallback-page-by-page", test_fallback_page_by_page);
  g_test_add_func ("/help/languages-name-no-other-folder", test_languages_name_no_other_folder);
  g_test_add_func ("/help/no-pages-at-all", test_no_pages_at_all);
  g_test_add_func ("/help/resolve", test_resolve);
  g_test_add_func ("/help/dead-links-are-told", test_dead_links_are_told);
  g_test_add_func ("/help/search", test_search);
  g_test_add_func ("/help/search-in-russian", test_search_in_russian);
  g_test_add_func ("/help/search-tells-where", test_search_tells_where);
  return g_test_run ();
}
