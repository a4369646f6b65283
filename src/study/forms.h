/* forms: a study as its authors ran it, and corrected. Each shipped form names the other (study.counterpart); a study that is edited stays one
 * form of the two, and what is edited holds for both unless it belongs to what makes them differ.
 */
#pragma once

#include "study/study.h"

G_BEGIN_DECLS

typedef enum { WSC_FORM_PUBLISHED, WSC_FORM_CORRECTED, WSC_N_FORMS } WscForm;
const char *wsc_form_get_label (WscForm form); /* translated */
WscForm wsc_form_from_counterpart (const char *name); /* of a study whose counterpart is called so */
WscForm wsc_study_get_form (const WscStudy *self); /* of a study with a counterpart: published, unless that is what it names */

/* What differs and why, in the language of the reader where the study came with the program, else as it is; never NULL, borrowed. */
const char *wsc_study_get_shown_difference (const WscStudy *self);

/* Both forms of a study as they are shipped: its own and the other. */
typedef struct
{
  WscStudy *own, *other;
} WscForms;

/* Reads both. Errors: FILE (the study has no counterpart, or it is not there); those of wsc_study_load (); FORMAT (the two do not name each other). */
WscForms *wsc_forms_load (const WscStudy *study, GError **error);
void wsc_forms_free (WscForms *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (WscForms, wsc_forms_free)

/* Whether the option has another value in either form, and so is no edit of both. Where the eye is never belongs to a form. */
gboolean wsc_forms_differ (const WscForms *self, const WscOption *option);
/* `study`, which is of the form `own`, in the other form. */
WscStudy *wsc_forms_new_other (const WscForms *self, const WscStudy *study);
/* The options that do not belong to a form, from one study to another. TRUE if one of them had another value. */
gboolean wsc_forms_copy_shared (const WscForms *self, const WscStudy *from, WscStudy *to);

/* What `study` is in its other form, for whoever keeps neither. Errors as of wsc_forms_load (). */
WscStudy *wsc_study_new_counterpart (const WscStudy *study, GError **error);

/* --- how two studies differ --------------------------------------------------- */

/* One option and what it is in each, as people read it: label of a choice, number with its unit; "–" where it has no effect. */
typedef struct
{
  const WscOption *option;
  char *values[2];
} WscDifference;
/* Array of WscDifference, which owns them: options that have an effect in one of the two, in the order of the table, but for titles, notes and
 * where the eye is. */
GPtrArray *wsc_study_list_differences (const WscStudy *a, const WscStudy *b);

/* One number of both results; NaN where it is not known. */
typedef struct
{
  const char *name, *label; /* as in the summary; translated */
  double values[2];
} WscKeyNumber;
/* Array of WscKeyNumber: what tells two forms apart, where one of the results knows it. Either may be NULL. */
GArray *wsc_results_list_key_numbers (const WscResults *a, const WscResults *b);

G_END_DECLS
