#include "app/option-group.h"

#include <string.h>

#include "app/accessible.h"
#include "app/level-row.h"
#include "app/option-row.h"

struct _WscOptionGroup
{
  GtkWidget parent_instance;

  WscSession *session;
  char *name;
  char *title;
  char **omit, **only;
  GPtrArray *rows; /* of WscOptionRow, borrowed from the list */

  GtkWidget *box;
  GtkLabel *heading;
  GtkListBox *list;
};

G_DEFINE_FINAL_TYPE (WscOptionGroup, wsc_option_group, GTK_TYPE_WIDGET)

enum
{
  PROP_NAME = 1,
  PROP_TITLE,
  PROP_OMIT,
  PROP_ONLY,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

/* A group none of whose options has an effect is not there. */
static void
update_rows (WscOptionGroup *self)
{
  gboolean any = FALSE;
  for (guint i = 0; i < self->rows->len; i++)
    {
      wsc_option_row_update (self->rows->pdata[i]);
      any = any || gtk_widget_get_visible (self->rows->pdata[i]);
    }
  gtk_widget_set_visible (self->box, any);
}

static gboolean
belongs (WscOptionGroup *self, const WscOption *option)
{
  gsize length = strlen (self->name);
  if (!g_str_has_prefix (option->key, self->name) || option->key[length] != '.')
    return FALSE;
  const char *rest = option->key + length + 1;
  if (self->only && !g_strv_contains ((const char *const *) self->only, rest))
    return FALSE;
  return !self->omit || !g_strv_contains ((const char *const *) self->omit, rest);
}

static WscOptionRow *
new_row (WscOptionGroup *self, const WscOption *option)
{
  if (g_str_equal (option->key, "view.level"))
    return WSC_OPTION_ROW (wsc_level_row_new (self->session));
  return wsc_option_row_new (self->session, option);
}

static void
add_rows (WscOptionGroup *self)
{
  guint n;
  const WscOption *options = wsc_options (&n);
  for (guint i = 0; i < n; i++)
    if (belongs (self, &options[i]))
      {
        WscOptionRow *row = new_row (self, &options[i]);
        gtk_list_box_append (self->list, GTK_WIDGET (row));
        g_ptr_array_add (self->rows, row);
      }
  update_rows (self);
}

void
wsc_option_group_set_session (WscOptionGroup *self, WscSession *session)
{
  g_return_if_fail (WSC_IS_OPTION_GROUP (self) && self->session == NULL);
  self->session = g_object_ref (session);
  add_rows (self);
  g_signal_connect_object (session, "study-changed", G_CALLBACK (update_rows), self, G_CONNECT_SWAPPED);
  if (self->only && g_strv_contains ((const char *const *) self->only, "azimuth"))
    g_signal_connect_object (session, "camera-changed", G_CALLBACK (update_rows), self, G_CONNECT_SWAPPED);
}

static void
wsc_option_group_dispose (GObject *object)
{
  WscOptionGroup *self = WSC_OPTION_GROUP (object);
  g_ptr_array_set_size (self->rows, 0);
  g_clear_pointer (&self->box, gtk_widget_unparent);
  g_clear_object (&self->session);
  G_OBJECT_CLASS (wsc_option_group_parent_class)->dispose (object);
}

static void
wsc_option_group_finalize (GObject *object)
{
  WscOptionGroup *self = WSC_OPTION_GROUP (object);
  g_ptr_array_unref (self->rows);
  g_free (self->name);
  g_free (self->title);
  g_strfreev (self->omit);
  g_strfreev (self->only);
  G_OBJECT_CLASS (wsc_option_group_parent_class)->finalize (object);
}

static void
set_title (WscOptionGroup *self, const char *title)
{
  self->title = g_strdup (title);
  gtk_label_set_label (self->heading, title ? title : "");
  gtk_widget_set_visible (GTK_WIDGET (self->heading), title && *title);
  if (title)
    wsc_accessible_set_name (GTK_WIDGET (self->list), title, NULL);
}

static void
wsc_option_group_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  WscOptionGroup *self = WSC_OPTION_GROUP (object);
  if (id == PROP_NAME)
    self->name = g_value_dup_string (value);
  else if (id == PROP_TITLE)
    set_title (self, g_value_get_string (value));
  else if (id == PROP_OMIT && g_value_get_string (value))
    self->omit = g_strsplit (g_value_get_string (value), " ", -1);
  else if (id == PROP_ONLY && g_value_get_string (value))
    self->only = g_strsplit (g_value_get_string (value), " ", -1);
  else if (id != PROP_OMIT && id != PROP_ONLY)
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
}

static void
wsc_option_group_class_init (WscOptionGroupClass *klass)
{
  const GParamFlags flags = G_PARAM_WRITABLE | G_PARAM_CONSTRUCT_ONLY | G_PARAM_STATIC_STRINGS;
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  object_class->dispose = wsc_option_group_dispose;
  object_class->finalize = wsc_option_group_finalize;
  object_class->set_property = wsc_option_group_set_property;
  properties[PROP_NAME] = g_param_spec_string ("name-prefix", NULL, NULL, NULL, flags);
  properties[PROP_TITLE] = g_param_spec_string ("title", NULL, NULL, NULL, flags);
  properties[PROP_OMIT] = g_param_spec_string ("omit", NULL, NULL, NULL, flags);
  properties[PROP_ONLY] = g_param_spec_string ("only", NULL, NULL, NULL, flags);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/weightscape/Weightscape/ui/option-group.ui");
  gtk_widget_class_bind_template_child (widget_class, WscOptionGroup, box);
  gtk_widget_class_bind_template_child (widget_class, WscOptionGroup, heading);
  gtk_widget_class_bind_template_child (widget_class, WscOptionGroup, list);
}

static void
wsc_option_group_init (WscOptionGroup *self)
{
  self->rows = g_ptr_array_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
}
