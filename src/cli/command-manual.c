/* manual: the manual pages of both programs. What there is to be set, written and drawn comes from the tables that the
 * programs themselves read; the rest is below. */
#include "cli/cli.h"
#include "cli/roff.h"

#include <string.h>

#include <glib/gi18n-lib.h>

#define TOOL "weightscape-cli"
#define WINDOW "weightscape"

typedef struct
{
  const char *term, *text; /* text is N_() */
} Term;

static const Term files[] = {
  { "*.study", N_("A study: a text file of options that are not at their defaults, under [study], [data] and so on, with format=1. "
                        "Under [expect] it says between which bounds numbers of its summary lie; “check” compares.") },
  { "*.h5", N_("Results: the study with all that a run computed. They are read wherever a study is, and nothing is trained again.") },
  { "*.csv, *.tsv, *.txt, *.dat", N_("A table of your own, taken as a study with defaults that suit it.") },
  { "*.npy, *.npz, *.safetensors, IDX", N_("Arrays, or the weights of a network.") },
};

static const Term environment[] = {
  { "WEIGHTSCAPE_DATA_DIR", N_("The folder of shipped studies, data sets and help pages, instead of the installed one.") },
  { "WEIGHTSCAPE_LOCALE_DIR", N_("The folder of translations, instead of the installed one.") },
  { "LANGUAGE, LC_ALL, LC_MESSAGES, LANG", N_("The language of messages. Numbers in files are written with a point in every language.") },
};

static const Term statuses[] = {
  { "0", N_("All is done.") },
  { "1", N_("The input or the study is at fault, a file could not be written, or what a study expects is not so.") },
  { "2", N_("The command line is at fault.") },
  { "130", N_("Interrupted, as by Ctrl+C; a third interrupt ends the program without waiting.") },
};

static const struct { const char *about, *line; } examples[] = {
  { N_("Train the networks of a shipped study and keep the results:"), "weightscape-cli run fig6 -o fig6.h5" },
  { N_("The same with another noise, and its numbers as JSON:"), "weightscape-cli run fig6 --set data.noise=0.4 --json" },
  { N_("Means and covariances of the neurons as a table:"), "weightscape-cli table fig6.h5 neurons > neurons.csv" },
  { N_("A figure for a paper:"), "weightscape-cli figure fig6.h5 neurons -o neurons.pdf --size 120x90mm" },
  { N_("Forecast a series of your own without training:"), "weightscape-cli table walk.csv ssa-forecast --set ssa.forecast=50" },
};

static void
append_terms (GString *out, const char *title, const Term *terms, guint n)
{
  wsc_roff_append_section (out, title);
  for (guint i = 0; i < n; i++)
    wsc_roff_append_term (out, terms[i].term, NULL, _(terms[i].text));
}

static void
append_heading (GString *out, const char *program, const char *about)
{
  g_autofree char *upper = g_ascii_strup (program, -1);

  g_string_append (out, ".TH \"");
  wsc_roff_append (out, upper);
  g_string_append (out, "\" 1 \"\" \"Weightscape " WSC_VERSION "\" \"Weightscape\"\n.nh\n.ad l\n");
  wsc_roff_append_section (out, _("NAME"));
  wsc_roff_append (out, program);
  g_string_append (out, " \\- ");
  wsc_roff_append (out, about);
  g_string_append_c (out, '\n');
}

static void
append_reference (GString *out, const char *program)
{
  wsc_roff_append_section (out, _("SEE ALSO"));
  g_string_append (out, ".BR ");
  wsc_roff_append (out, program);
  g_string_append (out, " (1)\n");
}

/* --- weightscape-cli: commands ------------------------------------------------------ */

static void
append_synopsis (GString *out)
{
  guint n;
  const WscCommand *commands = wsc_commands (&n);

  wsc_roff_append_section (out, _("SYNOPSIS"));
  for (guint i = 0; i < n; i++)
    {
      g_string_append (out, i > 0 ? ".br\n" : "");
      g_string_append (out, ".B weightscape\\-cli ");
      wsc_roff_append (out, commands[i].name);
      g_string_append (out, "\n[\\fI");
      wsc_roff_append (out, _("OPTION…"));
      g_string_append (out, "\\fR]");
      if (*commands[i].arguments)
        {
          g_string_append (out, " \\fI");
          wsc_roff_append (out, _(commands[i].arguments));
          g_string_append (out, "\\fR");
        }
      g_string_append_c (out, '\n');
    }
}

static void
append_entry (GString *out, const GOptionEntry *entry)
{
  g_autofree char *both = entry->short_name ? g_strdup_printf ("-%c, --%s", entry->short_name, entry->long_name)
                                            : g_strdup_printf ("--%s", entry->long_name);
  g_autofree char *value = entry->arg_description ? g_strdup_printf ("=%s", _(entry->arg_description)) : NULL;

  wsc_roff_append_term (out, both, value, _(entry->description));
}

void
wsc_manual_append_entries (GString *out, const GOptionEntry *entries)
{
  for (; entries->long_name != NULL; entries++)
    if (*entries->long_name != '\0' && !(entries->flags & G_OPTION_FLAG_HIDDEN))
      append_entry (out, entries);
}

/* What each says of its own options goes to standard output in between, so what is there is written before. */
static int
write_commands (GString *out)
{
  guint n;
  const WscCommand *commands = wsc_commands (&n);
  int status = WSC_EXIT_DONE;

  wsc_roff_append_section (out, _("COMMANDS"));
  for (guint i = 0; i < n && status == WSC_EXIT_DONE; i++)
    {
      char *arguments[] = { (char *) commands[i].name, (char *) WSC_CLI_ROFF, NULL };
      g_autofree char *title = g_strdup_printf ("%s %s", commands[i].name, *commands[i].arguments ? _(commands[i].arguments) : "");
      wsc_roff_append_subsection (out, g_strchomp (title));
      wsc_roff_append_paragraph (out, _(commands[i].about));
      status = wsc_cli_write (out, NULL);
      g_string_truncate (out, 0);
      commands[i].run (2, arguments);
    }
  return status;
}

/* --- weightscape-cli: what there is ------------------------------------------------------ */

static void
append_choices (GString *out, const WscChoice *choices)
{
  g_string_append (out, ".RS\n");
  for (; choices->name != NULL; choices++)
    wsc_roff_append_term (out, choices->name, NULL, _(choices->label));
  g_string_append (out, ".RE\n");
}

static void
append_option (GString *out, const WscOption *option)
{
  g_autofree char *range = option->choices == NULL ? wsc_option_dup_range (option) : NULL;
  g_autofree char *value = g_strdup_printf ("=%s", option->initial);
  g_autofree char *text = g_strdup_printf ("%s. %s", _(option->label), _(option->tooltip));

  wsc_roff_append_term (out, option->key, value, text);
  if (option->choices != NULL)
    append_choices (out, option->choices);
  else
    {
      g_string_append (out, ".br\n");
      wsc_roff_append (out, range);
      g_string_append_c (out, '\n');
    }
}

static gboolean
has_same_group (const char *a, const char *b)
{
  gsize length = strcspn (a, ".");

  return strncmp (a, b, length + 1) == 0;
}

static void
append_options (GString *out)
{
  guint n;
  const WscOption *options = wsc_options (&n);

  wsc_roff_append_section (out, _("OPTIONS OF A STUDY"));
  wsc_roff_append_paragraph (out, _("In a study each stands under its group, and “--set” sets it for one run. After the sign of equality stands the default, "
                                    "below the text the allowed range or the allowed words."));
  for (guint i = 0; i < n; i++)
    {
      if (i == 0 || !has_same_group (options[i].key, options[i - 1].key))
        {
          g_autofree char *group = g_strndup (options[i].key, strcspn (options[i].key, "."));
          g_autofree char *title = g_strdup_printf ("[%s]", group);
          wsc_roff_append_subsection (out, title);
        }
      append_option (out, &options[i]);
    }
}

static void
append_tables (GString *out)
{
  guint n;
  const WscTableInfo *tables = wsc_tables (&n);

  wsc_roff_append_section (out, _("TABLES"));
  for (guint i = 0; i < n; i++)
    {
      wsc_roff_append_term (out, tables[i].name, NULL, _(tables[i].about));
      g_string_append (out, ".br\n\\fI");
      wsc_roff_append (out, tables[i].columns);
      g_string_append (out, "\\fR\n");
    }
}

static void
append_figures (GString *out)
{
  guint n;
  const WscFigureInfo *figures = wsc_figures (&n);

  wsc_roff_append_section (out, _("FIGURES"));
  for (guint i = 0; i < n; i++)
    wsc_roff_append_term (out, figures[i].name, NULL, _(figures[i].about));
}

static void
append_numbers (GString *out)
{
  guint n;
  const WscSummaryName *names = wsc_summary_names (&n);

  wsc_roff_append_section (out, _("NUMBERS OF THE SUMMARY"));
  wsc_roff_append_paragraph (out, _("“run --json” prints them, and [expect] of a study may name them."));
  for (guint i = 0; i < n; i++)
    wsc_roff_append_term (out, names[i].name, NULL, _(names[i].about));
}

static void
append_examples (GString *out)
{
  wsc_roff_append_section (out, _("EXAMPLES"));
  for (guint i = 0; i < G_N_ELEMENTS (examples); i++)
    {
      wsc_roff_append_paragraph (out, _(examples[i].about));
      wsc_roff_append_code (out, examples[i].line);
    }
}

static int
write_tool (void)
{
  g_autoptr (GString) out = g_string_new (NULL);

  append_heading (out, TOOL, _("how the neurons of a network lie in parameter space, without a window"));
  append_synopsis (out);
  wsc_roff_append_section (out, _("DESCRIPTION"));
  wsc_roff_append_paragraph (out, _("Weightscape trains a small network many times and shows its neurons as random vectors: each as the region that holds "
                                    "it with a chosen probability. It takes series apart by singular spectrum analysis, compares estimates of the "
                                    "spread, and makes networks smaller. This program does without a window what weightscape does in one, from the same "
                                    "studies to the same numbers."));
  wsc_roff_append_paragraph (out, _("STUDY is a path, or the name of a study that comes with the program, as “list” names them; RESULT is a file that “run "
                                    "-o” made. Progress and messages go to standard error, data to standard output."));
  int status = write_commands (out);
  if (status != WSC_EXIT_DONE)
    return status;
  append_options (out);
  append_tables (out);
  append_figures (out);
  append_numbers (out);
  append_terms (out, _("FILES"), files, G_N_ELEMENTS (files));
  append_terms (out, _("ENVIRONMENT"), environment, G_N_ELEMENTS (environment));
  append_terms (out, _("EXIT STATUS"), statuses, G_N_ELEMENTS (statuses));
  append_examples (out);
  append_reference (out, WINDOW);
  return wsc_cli_write (out, NULL);
}

/* --- weightscape --------------------------------------------------------------------------- */

static const Term window_options[] = {
  { "-h, --help", N_("Tells the options, those of the toolkit with “--help-all”.") },
  { "--version", N_("Print the version and exit") },
};

static int
write_window (void)
{
  g_autoptr (GString) out = g_string_new (NULL);

  append_heading (out, WINDOW, _("how the neurons of a network lie in parameter space"));
  wsc_roff_append_section (out, _("SYNOPSIS"));
  g_string_append (out, ".B weightscape\n[\\fI");
  wsc_roff_append (out, _("OPTION…"));
  g_string_append (out, "\\fR] \\fI");
  wsc_roff_append (out, _("[FILE…]"));
  g_string_append (out, "\\fR\n");
  wsc_roff_append_section (out, _("DESCRIPTION"));
  wsc_roff_append_paragraph (out, _("Opens a window on each FILE: a study, results, a table, arrays, a network, or the name of a study that comes with the "
                                    "program. Without one it shows the gallery of those. F1 opens the help in the window."));
  append_terms (out, _("OPTIONS"), window_options, G_N_ELEMENTS (window_options));
  append_terms (out, _("FILES"), files, G_N_ELEMENTS (files));
  append_terms (out, _("ENVIRONMENT"), environment, G_N_ELEMENTS (environment));
  append_reference (out, TOOL);
  return wsc_cli_write (out, NULL);
}

int
wsc_command_manual (int argc, char **argv)
{
  const GOptionEntry none[] = { G_OPTION_ENTRY_NULL };

  if (!wsc_arguments_parse ("manual", none, NULL, NULL, &argc, &argv) || !wsc_arguments_count ("manual", argc, 0, 1))
    return WSC_EXIT_USAGE;
  if (argc < 2 || g_str_equal (argv[1], TOOL))
    return write_tool ();
  if (g_str_equal (argv[1], WINDOW))
    return write_window ();
  return wsc_cli_usage ("manual", _("There is no manual page of “%s”: %s and %s have one"), argv[1], TOOL, WINDOW);
}
