/* Indices and powers in Unicode as markup, and how they are set: smaller, above and below the line, in any font. */
#include "plot/scripts.h"
#include "plot/text.h"

static void
test_markup (void)
{
  static const char *const cases[][2] = {
    { "", "" },
    { "95 % content region", "95\u00a0% content region" },
    { "χ²₃(0.95) = 7.81", "χ<sup>2</sup><sub>3</sub>(0.95) = 7.81" },
    { "w₁₀ petal < 3 & length", "w<sub>10</sub> petal &lt; 3 &amp; length" },
    { "10⁻³ m²", "10<sup>−3</sup> m<sup>2</sup>" },
    { "a₋₁", "a<sub>−1</sub>" },
    { "CO₂", "CO<sub>2</sub>" },
    { "⁰¹²³⁴⁵⁶⁷⁸⁹₀₁₂₃₄₅₆₇₈₉", "<sup>0123456789</sup><sub>0123456789</sub>" },
  };
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *markup = wsc_scripts_dup_markup (cases[i][0]);
      g_assert_cmpstr (markup, ==, cases[i][1]);
    }
}

/* What each run's font measures, and how far it stands above the first. */
static void
get_runs (PangoLayout *layout, double sizes[4], double lifts[4])
{
  PangoLayoutIter *iter = pango_layout_get_iter (layout);
  guint n = 0;
  int line = 0;
  do
    {
      PangoLayoutRun *run = pango_layout_iter_get_run_readonly (iter);
      if (!run)
        continue;
      g_assert_cmpuint (n, <, 4);
      PangoFontDescription *font = pango_font_describe_with_absolute_size (run->item->analysis.font);
      sizes[n] = (double) pango_font_description_get_size (font) / PANGO_SCALE;
      pango_font_description_free (font);
      line = n == 0 ? pango_layout_iter_get_run_baseline (iter) : line;
      lifts[n++] = (double) (line - pango_layout_iter_get_run_baseline (iter)) / PANGO_SCALE;
    }
  while (pango_layout_iter_next_run (iter));
  pango_layout_iter_free (iter);
  g_assert_cmpuint (n, ==, 4);
}

static void
test_every_font (void)
{
  g_auto (GStrv) fonts = wsc_plot_list_fonts ();
  guint n = 0;
  for (char **font = fonts; *font && n < 40; font++, n++)
    {
      const WscPlotStyle style = { .font_size = 20, .family = *font };
      double sizes[4], lifts[4];
      g_auto (WscText) text = { 0 };
      wsc_text_init_styled (&text, &style);
      g_autoptr (PangoLayout) layout = wsc_text_layout (&text, "x²₃y", 1);
      get_runs (layout, sizes, lifts);
      g_test_message ("%s: %.1f %.1f, %.1f %.1f", *font, sizes[1], lifts[1], sizes[2], lifts[2]);
      g_assert_cmpfloat_with_epsilon (sizes[0], 20, 0.01);
      for (guint i = 1; i < 3; i++)
        {
          g_assert_cmpfloat (sizes[i], >, 5);
          g_assert_cmpfloat (sizes[i], <, 18);
        }
      g_assert_cmpfloat (lifts[1], >, 0);
      g_assert_cmpfloat (lifts[2], <, 0);
      g_assert_cmpfloat_with_epsilon (lifts[3], 0, 0.01);
    }
  g_assert_cmpuint (n, >, 0);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/plot/scripts/markup", test_markup);
  g_test_add_func ("/plot/scripts/every-font", test_every_font);
  return g_test_run ();
}
