/* Safetensors: the length of a header, the header in JSON, and the numbers, little-endian. */
#include "tensors/tensors-private.h"

#include <glib/gi18n-lib.h>
#include <json-glib/json-glib.h>
#include <string.h>

#define LENGTH_SIZE 8
#define MAX_HEADER (100 * 1024 * 1024) /* of the format */
#define MAX_DEPTH 8                    /* a header has 3 */

static const char *const type_names[] = { "U8", "I8", "U16", "I16", "U32", "I32", "U64", "I64", "F32", "F64" };

typedef struct
{
  gsize begin, end;
  const char *name; /* borrowed */
} Extent;

/* What is read of one file. */
typedef struct
{
  WscTensors *tensors;
  const guint8 *numbers;
  gsize length;
  gsize used;      /* bytes of the arrays so far: more than there are must overlap, and are not copied */
  GArray *extents; /* of Extent */
} Reading;

static gsize
header_length (const guint8 *bytes)
{
  guint64 length;

  memcpy (&length, bytes, sizeof length);
  return GUINT64_FROM_LE (length);
}

gboolean
wsc_safetensors_is (const guint8 *bytes, gsize length)
{
  return length > LENGTH_SIZE && bytes[LENGTH_SIZE] == '{' && header_length (bytes) <= MAX_HEADER;
}

static gboolean
fail (GError **error, const char *name, const char *found)
{
  g_set_error (error, WSC_ERROR, WSC_ERROR_FORMAT, _("array “%s”: %s"), name, found);
  return FALSE;
}

/* The parser calls itself for each bracket. */
static gboolean
is_shallow (const char *text, gsize length)
{
  guint depth = 0;
  gboolean quoted = FALSE;

  for (gsize i = 0; i < length && depth <= MAX_DEPTH; i++)
    if (quoted && text[i] == '\\')
      i++;
    else if (text[i] == '"')
      quoted = !quoted;
    else if (!quoted && strchr ("[{", text[i]) != NULL && text[i] != '\0')
      depth++;
    else if (!quoted && strchr ("]}", text[i]) != NULL && text[i] != '\0')
      depth -= depth > 0;
  return depth <= MAX_DEPTH;
}

static gboolean
find_layout (const char *name, WscTensorLayout *layout)
{
  for (guint i = 0; i < G_N_ELEMENTS (type_names); i++)
    if (g_strcmp0 (name, type_names[i]) == 0)
      {
        *layout = (WscTensorLayout){ .type = (WscTensorType) i, .size = (guint) wsc_tensor_type_size ((WscTensorType) i) };
        return TRUE;
      }
  if (g_strcmp0 (name, "BOOL") == 0)
    *layout = (WscTensorLayout){ .type = WSC_TENSOR_U8, .size = 1 };
  else if (g_strcmp0 (name, "F16") == 0 || g_strcmp0 (name, "BF16") == 0)
    *layout = (WscTensorLayout){ .type = WSC_TENSOR_F32, .size = 2, .brain = name[0] == 'B' };
  else
    return FALSE;
  return TRUE;
}

/* Whole numbers from 0, at most `most` of them; -1 if it is something else. */
static int
get_sizes (JsonObject *object, const char *key, guint most, gsize *sizes)
{
  JsonNode *node = json_object_get_member (object, key);
  JsonArray *array = node != NULL && JSON_NODE_HOLDS_ARRAY (node) ? json_node_get_array (node) : NULL;

  if (array == NULL || json_array_get_length (array) > most)
    return -1;
  for (guint i = 0; i < json_array_get_length (array); i++)
    {
      JsonNode *element = json_array_get_element (array, i);

      if (!JSON_NODE_HOLDS_VALUE (element) || json_node_get_value_type (element) != G_TYPE_INT64 || json_node_get_int (element) < 0)
        return -1;
      sizes[i] = (gsize) json_node_get_int (element);
    }
  return (int) json_array_get_length (array);
}

static const char *
get_string (JsonObject *object, const char *key)
{
  JsonNode *node = json_object_get_member (object, key);

  return node != NULL && JSON_NODE_HOLDS_VALUE (node) && json_node_get_value_type (node) == G_TYPE_STRING ? json_node_get_string (node)
                                                                                                        : NULL;
}

static gboolean
check_extent (Reading *self, const Extent *extent, gsize bytes, const char *shape, GError **error)
{
  g_autofree char *message = NULL;

  if (extent->begin > extent->end || extent->end > self->length)
    message = g_strdup_printf (_("found the bytes %zu to %zu, but there are %zu bytes of numbers; the file is cut short or damaged"),
                               extent->begin, extent->end, self->length);
  else if (extent->end - extent->begin != bytes)
    message = g_strdup_printf (_("found %zu bytes, expected %zu for the shape %s"), extent->end - extent->begin, bytes, shape);
  else if (bytes > self->length - self->used)
    message = g_strdup (_("it overlaps with others, expected bytes of its own"));
  else
    self->used += bytes;
  return message == NULL || fail (error, extent->name, message);
}

static gboolean
read_array (Reading *self, const char *name, JsonObject *object, GError **error)
{
  gsize dims[WSC_TENSOR_MAX_RANK], offsets[2], n, bytes;
  const int rank = get_sizes (object, "shape", WSC_TENSOR_MAX_RANK, dims);
  const char *type = get_string (object, "dtype");
  g_autofree char *shape = NULL;
  WscTensorLayout layout;
  Extent extent;

  if (rank < 0)
    return fail (error, name, _("found no shape of at most 8 whole numbers"));
  if (get_sizes (object, "data_offsets", 2, offsets) != 2)
    return fail (error, name, _("found no two data_offsets"));
  if (!find_layout (type, &layout))
    {
      g_autofree char *message
        = g_strdup_printf (_("found the type “%s”, expected whole numbers or floats"), type != NULL ? type : "");
      return fail (error, name, message);
    }
  shape = wsc_tensor_format_shape ((guint) rank, dims);
  extent = (Extent){ offsets[0], offsets[1], name };
  if (!wsc_tensor_count ((guint) rank, dims, layout.size, &n, &bytes))
    return fail (error, name, _("found a shape that no memory can hold"));
  if (!check_extent (self, &extent, bytes, shape, error))
    return FALSE;
  g_array_append_val (self->extents, extent);
  wsc_tensors_take (self->tensors, name, layout.type, (guint) rank, dims, wsc_tensor_unpack (&layout, self->numbers + extent.begin, n));
  return TRUE;
}

static int
compare_extents (gconstpointer a, gconstpointer b)
{
  const Extent *x = a, *y = b;

  return x->begin != y->begin ? (x->begin > y->begin) - (x->begin < y->begin) : (x->end > y->end) - (x->end < y->end);
}

static gboolean
check_overlap (const Reading *self, GError **error)
{
  g_array_sort (self->extents, compare_extents);
  for (guint i = 1; i < self->extents->len; i++)
    {
      const Extent *before = &g_array_index (self->extents, Extent, i - 1), *extent = before + 1;

      if (extent->begin < before->end)
        {
          g_set_error (error, WSC_ERROR, WSC_ERROR_FORMAT, _("the arrays “%s” and “%s” overlap, expected bytes of their own"), before->name,
                       extent->name);
          return FALSE;
        }
    }
  return TRUE;
}

static void
read_metadata (WscTensors *tensors, JsonObject *object)
{
  g_autoptr (GList) keys = json_object_get_members (object);

  for (GList *key = keys; key != NULL; key = key->next)
    if (get_string (object, key->data) != NULL)
      wsc_tensors_set_text (tensors, key->data, get_string (object, key->data));
}

static gboolean
read_header (Reading *self, JsonObject *root, GError **error)
{
  g_autoptr (GList) names = json_object_get_members (root);

  for (GList *name = names; name != NULL; name = name->next)
    {
      JsonNode *node = json_object_get_member (root, name->data);

      if (!JSON_NODE_HOLDS_OBJECT (node))
        return fail (error, name->data, _("found no type, shape and data_offsets"));
      if (g_str_equal (name->data, "__metadata__"))
        read_metadata (self->tensors, json_node_get_object (node));
      else if (!read_array (self, name->data, json_node_get_object (node), error))
        return FALSE;
    }
  return check_overlap (self, error);
}

gboolean
wsc_safetensors_read (WscTensors *self, const guint8 *bytes, gsize length, GError **error)
{
  const gsize size = header_length (bytes);
  g_autoptr (JsonParser) parser = json_parser_new_immutable ();
  g_autoptr (GArray) extents = g_array_new (FALSE, FALSE, sizeof (Extent));
  g_autoptr (GError) reason = NULL;
  const char *text = (const char *) bytes + LENGTH_SIZE;
  Reading reading;

  if (size > length - LENGTH_SIZE)
    {
      g_set_error (error, WSC_ERROR, WSC_ERROR_FORMAT, _("found a header of %zu bytes and %zu bytes in all; the file is cut short"), size,
                   length);
      return FALSE;
    }
  if (!g_utf8_validate_len (text, size, NULL) || !is_shallow (text, size)
      || !json_parser_load_from_data (parser, text, (gssize) size, &reason) || !JSON_NODE_HOLDS_OBJECT (json_parser_get_root (parser)))
    {
      g_set_error (error, WSC_ERROR, WSC_ERROR_FORMAT, _("found a header that is not JSON as safetensors have it (%s)"),
                   reason != NULL ? reason->message : _("its text or its depth"));
      return FALSE;
    }
  reading = (Reading){ self, bytes + LENGTH_SIZE + size, length - LENGTH_SIZE - size, 0, extents };
  return read_header (&reading, json_node_get_object (json_parser_get_root (parser)), error);
}

/* --- writing ----------------------------------------------------------------- */

static void
build_metadata (const WscTensors *self, JsonBuilder *builder)
{
  json_builder_set_member_name (builder, "__metadata__");
  json_builder_begin_object (builder);
  for (guint i = 0; i < self->texts->len; i += 2)
    {
      json_builder_set_member_name (builder, self->texts->pdata[i]);
      json_builder_add_string_value (builder, self->texts->pdata[i + 1]);
    }
  json_builder_end_object (builder);
}

static void
build_array (const WscTensor *tensor, gsize begin, gsize end, JsonBuilder *builder)
{
  json_builder_set_member_name (builder, tensor->name);
  json_builder_begin_object (builder);
  json_builder_set_member_name (builder, "dtype");
  json_builder_add_string_value (builder, type_names[tensor->type]);
  json_builder_set_member_name (builder, "shape");
  json_builder_begin_array (builder);
  for (guint i = 0; i < tensor->rank; i++)
    json_builder_add_int_value (builder, (gint64) tensor->dims[i]);
  json_builder_end_array (builder);
  json_builder_set_member_name (builder, "data_offsets");
  json_builder_begin_array (builder);
  json_builder_add_int_value (builder, (gint64) begin);
  json_builder_add_int_value (builder, (gint64) end);
  json_builder_end_array (builder);
  json_builder_end_object (builder);
}

static GString *
build_header (const WscTensors *self)
{
  g_autoptr (JsonBuilder) builder = json_builder_new_immutable ();
  g_autoptr (JsonNode) root = NULL;
  g_autofree char *text = NULL;
  GString *header;
  gsize at = 0;

  json_builder_begin_object (builder);
  if (self->texts->len > 0)
    build_metadata (self, builder);
  for (guint i = 0; i < wsc_tensors_get_n (self); i++)
    {
      const WscTensor *tensor = wsc_tensors_get (self, i);
      const gsize end = at + tensor->n * wsc_tensor_type_size (tensor->type);

      build_array (tensor, at, end, builder);
      at = end;
    }
  json_builder_end_object (builder);
  root = json_builder_get_root (builder);
  text = json_to_string (root, FALSE);
  header = g_string_new (text);
  while (header->len % LENGTH_SIZE != 0)
    g_string_append_c (header, ' ');
  return header;
}

GByteArray *
wsc_safetensors_write (const WscTensors *self)
{
  GByteArray *bytes = g_byte_array_new ();
  g_autoptr (GString) header = build_header (self);
  const guint64 length = GUINT64_TO_LE ((guint64) header->len);

  g_byte_array_append (bytes, (const guint8 *) &length, LENGTH_SIZE);
  g_byte_array_append (bytes, (const guint8 *) header->str, (guint) header->len);
  for (guint i = 0; i < wsc_tensors_get_n (self); i++)
    {
      const WscTensor *tensor = wsc_tensors_get (self, i);
      const WscTensorLayout layout = { .type = tensor->type, .size = (guint) wsc_tensor_type_size (tensor->type) };
      g_autofree gpointer values = wsc_tensor_unpack (&layout, tensor->values, tensor->n);

      g_byte_array_append (bytes, values, (guint) (tensor->n * layout.size));
    }
  return bytes;
}
