#include <glib/gi18n-lib.h>
#include <locale.h>

#include "app/application.h"
#include "base/base.h"

int
main (int argc, char **argv)
{
  setlocale (LC_ALL, "");
  bindtextdomain (GETTEXT_PACKAGE, wsc_locale_path ());
  bind_textdomain_codeset (GETTEXT_PACKAGE, "UTF-8");
  textdomain (GETTEXT_PACKAGE);
  g_set_application_name (_("Weightscape"));
  g_autoptr (WscApplication) application = wsc_application_new ();
  return g_application_run (G_APPLICATION (application), argc, argv);
}
