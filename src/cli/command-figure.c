/* figure: one figure as PNG, SVG or PDF. */
#include "cli/cli.h"

#include <glib/gi18n-lib.h>

static const char *const theme_names[] = { "light", "dark", "print", "light-contrast", "dark-contrast", NULL }; /* in the order of WscTheme */

static char *
dup_details (void)
{
  guint n;
  const WscFigureInfo *figures = wsc_figures (&n);
  g_autoptr (GString) text = g_string_new (_("Figures:"));
  for (guint i = 0; i < n; i++)
    g_string_append_printf (text, "\n  %-16s %s", figures[i].name, _(figures[i].about));
  return g_string_free (g_steal_pointer (&text), FALSE);
}

/* NULL if there is no such figure, or no file can hold it. */
static const WscFigureInfo *
find_figure (const char *name, const char *path)
{
  g_autoptr (GError) error = NULL;
  const WscFigureInfo *info = wsc_figures_find (name, &error);
  if (!path)
    wsc_cli_usage ("figure", "%s", _("Name the file: -o FILE.png, FILE.svg or FILE.pdf; of a turntable FILE.webp or a folder"));
  else if (!info || !wsc_figures_check_path (name, path, &error))
    wsc_cli_usage ("figure", "%s", error->message);
  return path && !error ? info : NULL;
}

static gboolean
set_theme (WscFigureOptions *figure, const char *name)
{
  if (!name)
    return TRUE;
  for (guint i = 0; theme_names[i]; i++)
    if (g_str_equal (theme_names[i], name))
      {
        figure->theme = (WscTheme) i;
        return TRUE;
      }
  wsc_cli_usage ("figure", _("Unknown theme “%s”: “print”, “light”, “dark”, “light-contrast” and “dark-contrast” are allowed"), name);
  return FALSE;
}

/* All that can be wrong with the request is said before the study is run. */
static gboolean
set_options (WscFigureOptions *figure, const char *size, const char *theme)
{
  g_autoptr (GError) error = NULL;
  if (!set_theme (figure, theme))
    return FALSE;
  if ((!size || wsc_figure_options_set_size (figure, size, &error)) && wsc_figure_options_check (figure, &error))
    return TRUE;
  wsc_cli_usage ("figure", "%s", error->message);
  return FALSE;
}

/* The pictures of a turntable may go into a folder that is there. */
static gboolean
check_output (const char *name, const char *path)
{
  return (g_str_equal (name, "turntable") && g_file_test (path, G_FILE_TEST_IS_DIR)) || wsc_cli_check_output (path);
}

static gboolean
report (gpointer user_data, double fraction, const char *phase)
{
  const WscProgress progress = { .fraction = fraction, .phase = phase };
  return wsc_progress_line_report (user_data, &progress);
}

static int
write_figure (const WscResults *results, const char *name, const char *path, WscFigureOptions *figure, gboolean always)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (WscProgressLine) line = wsc_progress_line_new (always);
  const WscHook hook = { .report = report, .user_data = line };
  figure->hook = &hook;
  gboolean written = wsc_export_figure (results, name, path, figure, &error);
  figure->hook = NULL;
  g_clear_pointer (&line, wsc_progress_line_free);
  if (written)
    return WSC_EXIT_DONE;
  wsc_cli_message ("%s", error->message);
  return g_error_matches (error, WSC_ERROR, WSC_ERROR_STOPPED) ? WSC_EXIT_INTERRUPTED : WSC_EXIT_FAULT;
}

int
wsc_command_figure (int argc, char **argv)
{
  g_auto (WscRunOptions) options = { 0 };
  WscFigureOptions figure = WSC_FIGURE_OPTIONS_INIT;
  g_autofree char *path = NULL, *size = NULL, *theme = NULL, *font = NULL, *title = NULL, *details = dup_details ();
  const WscFigureInfo *info;
  int status = WSC_EXIT_DONE, frames = (int) figure.n_frames;
  const GOptionEntry entries[] = {
    { "output", 'o', 0, G_OPTION_ARG_FILENAME, &path, N_("The file to write; its suffix chooses png, svg or pdf"),
      N_("FILE") },
    { "size", 0, 0, G_OPTION_ARG_STRING, &size, N_("160x120mm (the default), or 1600x1200 pixels"), N_("SIZE") },
    { "dpi", 0, 0, G_OPTION_ARG_DOUBLE, &figure.dpi, N_("Dots an inch; 300 if not given"), "DPI" },
    { "theme", 0, 0, G_OPTION_ARG_STRING, &theme, N_("print (the default), light, dark, light-contrast or dark-contrast"), N_("THEME") },
    { "font", 0, 0, G_OPTION_ARG_STRING, &font, N_("Font of all text, as “DejaVu Serif”"), N_("FAMILY") },
    { "font-size", 0, 0, G_OPTION_ARG_DOUBLE, &figure.font_size, N_("Height of text in points; 8 if not given"), N_("POINTS") },
    { "title", 0, 0, G_OPTION_ARG_STRING, &title, N_("Text over the figure"), N_("TEXT") },
    { "no-legend", 0, 0, G_OPTION_ARG_NONE, &figure.without_legend, N_("Leave out the legend"), NULL },
    { "frames", 0, 0, G_OPTION_ARG_INT, &frames, N_("How many pictures a turntable has; 120 if not given"), N_("COUNT") },
    { "seconds", 0, 0, G_OPTION_ARG_DOUBLE, &figure.seconds, N_("How long a turntable takes; 8 if not given"), N_("SECONDS") },
    { "transparent", 0, 0, G_OPTION_ARG_NONE, &figure.transparent, N_("Leave out the background"), NULL },
    G_OPTION_ENTRY_NULL,
  };
  if (!wsc_arguments_parse ("figure", entries, &options, details, &argc, &argv) ||
      !wsc_arguments_count ("figure", argc, 2, 2) || !(info = find_figure (argv[2], path)))
    return WSC_EXIT_USAGE;
  figure.font = font;
  figure.title = title;
  figure.n_frames = (guint) MAX (frames, 0);
  if (!set_options (&figure, size, theme))
    return WSC_EXIT_USAGE;
  if (!check_output (argv[2], path))
    return WSC_EXIT_FAULT;
  g_autoptr (WscResults) results = wsc_cli_obtain (argv[1], &options, info->needs, &status);
  if (results && g_str_equal (argv[2], "side-by-side"))
    results = wsc_cli_obtain_other_form (g_steal_pointer (&results), &options, &status);
  return results ? write_figure (results, argv[2], path, &figure, options.progress) : status;
}
