/* Titles and notes as people read them: those of shipped studies are translated where they are shown, never in the study itself. */
#include <glib/gi18n-lib.h>

#include "study/study.h"

#define CONTEXT "study" /* as scripts/update-translations has it */

static const char *
translate (const char *text)
{
  return text != NULL && *text != '\0' ? g_dpgettext2 (GETTEXT_PACKAGE, CONTEXT, text) : "";
}

const char *
wsc_study_get_shown_title (const WscStudy *self)
{
  g_return_val_if_fail (self != NULL, "");
  return translate (self->title);
}

const char *
wsc_study_get_shown_notes (const WscStudy *self)
{
  g_return_val_if_fail (self != NULL, "");
  return translate (self->notes);
}
