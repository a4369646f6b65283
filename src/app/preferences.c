#include "app/preferences.h"

#include "session/session.h"

#define MAX_THREADS 256
#define MAX_SECONDS 3600
#define DEFAULT_SECONDS 10

struct _WscPreferences
{
  GObject parent_instance;

  GSettings *settings;
  guint threads, notify_after;
  WscColourScheme colour_scheme;
  gboolean run_shipped, notify;
};

G_DEFINE_FINAL_TYPE (WscPreferences, wsc_preferences, G_TYPE_OBJECT)

enum
{
  THREADS = 1,
  COLOUR_SCHEME,
  RUN_SHIPPED,
  NOTIFY,
  NOTIFY_AFTER,
  N_PROPERTIES
};

static GParamSpec *properties[N_PROPERTIES];

/* The nicks are those of the schema. */
static GType
get_colour_scheme_type (void)
{
  static GType type;
  static const GEnumValue values[] = {
    { WSC_COLOUR_SCHEME_SYSTEM, "WSC_COLOUR_SCHEME_SYSTEM", "system" },
    { WSC_COLOUR_SCHEME_LIGHT, "WSC_COLOUR_SCHEME_LIGHT", "light" },
    { WSC_COLOUR_SCHEME_DARK, "WSC_COLOUR_SCHEME_DARK", "dark" },
    { 0, NULL, NULL },
  };
  if (g_once_init_enter (&type))
    g_once_init_leave (&type, g_enum_register_static ("WscColourScheme", values));
  return type;
}

static void
apply_colour_scheme (WscPreferences *self)
{
  static const AdwColorScheme schemes[] = {
    [WSC_COLOUR_SCHEME_SYSTEM] = ADW_COLOR_SCHEME_DEFAULT,
    [WSC_COLOUR_SCHEME_LIGHT] = ADW_COLOR_SCHEME_FORCE_LIGHT,
    [WSC_COLOUR_SCHEME_DARK] = ADW_COLOR_SCHEME_FORCE_DARK,
  };
  adw_style_manager_set_color_scheme (adw_style_manager_get_default (), schemes[self->colour_scheme]);
}

static void
wsc_preferences_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  WscPreferences *self = WSC_PREFERENCES (object);
  switch (id)
    {
    case THREADS:
      self->threads = g_value_get_uint (value);
      wsc_job_set_default_threads (self->threads);
      break;
    case COLOUR_SCHEME:
      self->colour_scheme = (WscColourScheme) g_value_get_enum (value);
      apply_colour_scheme (self);
      break;
    case RUN_SHIPPED:
      self->run_shipped = g_value_get_boolean (value);
      break;
    case NOTIFY:
      self->notify = g_value_get_boolean (value);
      break;
    case NOTIFY_AFTER:
      self->notify_after = g_value_get_uint (value);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
wsc_preferences_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  WscPreferences *self = WSC_PREFERENCES (object);
  switch (id)
    {
    case THREADS:
      g_value_set_uint (value, self->threads);
      break;
    case COLOUR_SCHEME:
      g_value_set_enum (value, self->colour_scheme);
      break;
    case RUN_SHIPPED:
      g_value_set_boolean (value, self->run_shipped);
      break;
    case NOTIFY:
      g_value_set_boolean (value, self->notify);
      break;
    case NOTIFY_AFTER:
      g_value_set_uint (value, self->notify_after);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
wsc_preferences_dispose (GObject *object)
{
  g_clear_object (&WSC_PREFERENCES (object)->settings);
  G_OBJECT_CLASS (wsc_preferences_parent_class)->dispose (object);
}

static void
wsc_preferences_class_init (WscPreferencesClass *klass)
{
  const GParamFlags flags = G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS;
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  object_class->set_property = wsc_preferences_set_property;
  object_class->get_property = wsc_preferences_get_property;
  object_class->dispose = wsc_preferences_dispose;
  properties[THREADS] = g_param_spec_uint ("threads", NULL, NULL, 0, MAX_THREADS, 0, flags);
  properties[COLOUR_SCHEME]
      = g_param_spec_enum ("colour-scheme", NULL, NULL, get_colour_scheme_type (), WSC_COLOUR_SCHEME_SYSTEM, flags);
  properties[RUN_SHIPPED] = g_param_spec_boolean ("run-shipped", NULL, NULL, TRUE, flags);
  properties[NOTIFY] = g_param_spec_boolean ("notify", NULL, NULL, TRUE, flags);
  properties[NOTIFY_AFTER] = g_param_spec_uint ("notify-after", NULL, NULL, 0, MAX_SECONDS, DEFAULT_SECONDS, flags);
  g_object_class_install_properties (object_class, N_PROPERTIES, properties);
}

static GSettings *
new_settings (void)
{
  GSettingsSchemaSource *source = g_settings_schema_source_get_default ();
  g_autoptr (GSettingsSchema) schema
      = source ? g_settings_schema_source_lookup (source, WSC_APPLICATION_ID, TRUE) : NULL;
  return schema && g_settings_schema_has_key (schema, "notify-after") ? g_settings_new (WSC_APPLICATION_ID) : NULL;
}

static void
wsc_preferences_init (WscPreferences *self)
{
  self->run_shipped = TRUE;
  self->notify = TRUE;
  self->notify_after = DEFAULT_SECONDS;
  self->settings = new_settings ();
  for (guint i = 1; self->settings && i < N_PROPERTIES; i++)
    g_settings_bind (self->settings, properties[i]->name, self, properties[i]->name, G_SETTINGS_BIND_DEFAULT);
}

WscPreferences *
wsc_preferences_get (void)
{
  static WscPreferences *instance;
  if (!instance)
    instance = g_object_new (WSC_TYPE_PREFERENCES, NULL);
  return instance;
}

GSettings *
wsc_preferences_get_settings (WscPreferences *self)
{
  g_return_val_if_fail (WSC_IS_PREFERENCES (self), NULL);
  return self->settings;
}

gboolean
wsc_preferences_get_run_shipped (WscPreferences *self)
{
  g_return_val_if_fail (WSC_IS_PREFERENCES (self), FALSE);
  return self->run_shipped;
}

double
wsc_preferences_get_notify_after (WscPreferences *self)
{
  g_return_val_if_fail (WSC_IS_PREFERENCES (self), -1);
  return self->notify ? (double) self->notify_after : -1;
}
