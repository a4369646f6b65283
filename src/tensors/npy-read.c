/* NumPy's .npy: a magic, a version, the length of a header, the header, and the numbers. The header is a Python dictionary of `descr`,
 * `fortran_order` and `shape`, in any order.
 */
#include "tensors/tensors-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define MAGIC "\x93NUMPY"
#define MAGIC_LENGTH 6

typedef struct
{
  const char *at, *end;
} Scan;

typedef struct
{
  char descr[32];
  gboolean fortran;
  guint rank;
  gsize dims[WSC_TENSOR_MAX_RANK];
} Header;

gboolean
wsc_npy_is (const guint8 *bytes, gsize length)
{
  return length >= MAGIC_LENGTH && memcmp (bytes, MAGIC, MAGIC_LENGTH) == 0;
}

static gboolean G_GNUC_PRINTF (2, 3)
fail (GError **error, const char *format, ...)
{
  va_list arguments;
  g_autofree char *message = NULL;

  va_start (arguments, format);
  message = g_strdup_vprintf (format, arguments);
  va_end (arguments);
  g_set_error_literal (error, WSC_ERROR, WSC_ERROR_FORMAT, message);
  return FALSE;
}

/* --- the dictionary ------------------------------------------------------ */

static void
skip_blanks (Scan *scan)
{
  while (scan->at < scan->end && g_ascii_isspace (*scan->at))
    scan->at++;
}

static gboolean
accept (Scan *scan, char c)
{
  skip_blanks (scan);
  if (scan->at == scan->end || *scan->at != c)
    return FALSE;
  scan->at++;
  return TRUE;
}

static gboolean
accept_word (Scan *scan, const char *word)
{
  const gsize n = strlen (word);

  skip_blanks (scan);
  if ((gsize) (scan->end - scan->at) < n || memcmp (scan->at, word, n) != 0)
    return FALSE;
  scan->at += n;
  return TRUE;
}

static gboolean
read_string (Scan *scan, char *text, gsize size)
{
  const char quote = accept (scan, '\'') ? '\'' : accept (scan, '"') ? '"' : '\0';
  gsize n = 0;

  if (quote == '\0')
    return FALSE;
  while (scan->at < scan->end && *scan->at != quote && n + 1 < size && g_ascii_isprint (*scan->at))
    text[n++] = *scan->at++;
  text[n] = '\0';
  return accept (scan, quote);
}

static gboolean
read_size (Scan *scan, gsize *size)
{
  const char *start;

  skip_blanks (scan);
  start = scan->at;
  *size = 0;
  for (; scan->at < scan->end && g_ascii_isdigit (*scan->at); scan->at++)
    if (!g_size_checked_mul (size, *size, 10) || !g_size_checked_add (size, *size, (gsize) (*scan->at - '0')))
      return FALSE;
  if (scan->at == start)
    return FALSE;
  accept (scan, 'L'); /* of Python 2 */
  return TRUE;
}

static gboolean
read_shape (Scan *scan, Header *header)
{
  if (!accept (scan, '('))
    return FALSE;
  for (header->rank = 0; !accept (scan, ')'); header->rank++)
    {
      if (header->rank == WSC_TENSOR_MAX_RANK || !read_size (scan, &header->dims[header->rank]))
        return FALSE;
      if (accept (scan, ','))
        continue;
      header->rank++;
      return accept (scan, ')');
    }
  return TRUE;
}

static gboolean
read_entry (Scan *scan, Header *header, guint *seen)
{
  char key[32];

  if (!read_string (scan, key, sizeof key) || !accept (scan, ':'))
    return FALSE;
  if (g_str_equal (key, "descr"))
    {
      *seen |= 1;
      return read_string (scan, header->descr, sizeof header->descr);
    }
  if (g_str_equal (key, "fortran_order"))
    {
      *seen |= 2;
      header->fortran = accept_word (scan, "True");
      return header->fortran || accept_word (scan, "False");
    }
  *seen |= 4;
  return g_str_equal (key, "shape") && read_shape (scan, header);
}

static gboolean
parse_header (const char *text, gsize length, Header *header, GError **error)
{
  Scan scan = { text, text + length };
  guint seen = 0;
  g_autofree char *shown = NULL;

  if (accept (&scan, '{'))
    while (read_entry (&scan, header, &seen) && accept (&scan, ','))
      {
        skip_blanks (&scan);
        if (scan.at < scan.end && *scan.at == '}')
          break;
      }
  if (seen == 7 && accept (&scan, '}'))
    return TRUE;
  shown = g_utf8_make_valid (text, (gssize) MIN (length, 120));
  return fail (error, _("found the header “%s”, expected a type of numbers, an order and at most %d sizes"), g_strstrip (shown),
               WSC_TENSOR_MAX_RANK);
}

/* The header's text, and where the numbers begin. */
static gboolean
find_header (const guint8 *bytes, gsize length, gsize *start, gsize *size, GError **error)
{
  guint major;

  if (length < 10)
    return fail (error, _("found %zu bytes, too few for an array of NumPy"), length);
  major = bytes[MAGIC_LENGTH];
  if (major < 1 || major > 3)
    return fail (error, _("found an array of NumPy of version %u, expected 1, 2 or 3"), major);
  *start = major == 1 ? 10 : 12;
  *size = bytes[8] | (gsize) bytes[9] << 8;
  if (major > 1 && length >= 12)
    *size |= (gsize) bytes[10] << 16 | (gsize) bytes[11] << 24;
  if (length < *start || *size > length - *start)
    return fail (error, _("found a header of %zu bytes and %zu bytes in all; the file is cut short"), *size, length);
  return TRUE;
}

/* --- numbers -------------------------------------------------------------- */

static gboolean
find_layout (const char *descr, WscTensorLayout *layout)
{
  static const struct
  {
    const char *name;
    WscTensorType type;
  } types[] = { { "b1", WSC_TENSOR_U8 },  { "u1", WSC_TENSOR_U8 },  { "i1", WSC_TENSOR_I8 },  { "u2", WSC_TENSOR_U16 },
                { "i2", WSC_TENSOR_I16 }, { "u4", WSC_TENSOR_U32 }, { "i4", WSC_TENSOR_I32 }, { "u8", WSC_TENSOR_U64 },
                { "i8", WSC_TENSOR_I64 }, { "f2", WSC_TENSOR_F32 }, { "f4", WSC_TENSOR_F32 }, { "f8", WSC_TENSOR_F64 } };

  if (descr[0] == '\0' || strchr ("<>|=", descr[0]) == NULL)
    return FALSE;
  for (guint i = 0; i < G_N_ELEMENTS (types); i++)
    if (g_str_equal (descr + 1, types[i].name))
      {
        *layout = (WscTensorLayout){ .type = types[i].type,
                                     .size = (guint) (descr[2] - '0'),
                                     .big_endian = descr[0] == '>' || (descr[0] == '=' && G_BYTE_ORDER == G_BIG_ENDIAN) };
        return TRUE;
      }
  return FALSE;
}

static gboolean
fail_type (const char *descr, GError **error)
{
  if (strchr (descr, 'O') != NULL)
    return fail (error, _("found pickled Python objects, expected numbers; objects are not read, since they may run any code"));
  return fail (error, _("found values of the type “%s”, expected whole numbers or floats"), descr);
}

/* Row-major from column-major, by counting up the row-major index. */
static gpointer
transpose (const guint8 *values, gsize size, gsize n, const Header *header)
{
  guint8 *turned = g_malloc (n * size + 1);
  gsize at[WSC_TENSOR_MAX_RANK] = { 0 };

  for (gsize i = 0; i < n; i++)
    {
      gsize from = 0;

      for (guint k = header->rank; k-- > 0;)
        from = from * header->dims[k] + at[k];
      memcpy (turned + i * size, values + from * size, size);
      for (guint k = header->rank; k-- > 0 && ++at[k] == header->dims[k];)
        at[k] = 0;
    }
  return turned;
}

static gboolean
check_length (const Header *header, gsize size, gsize length, gsize *n, GError **error)
{
  g_autofree char *shape = wsc_tensor_format_shape (header->rank, header->dims);
  gsize bytes;

  if (!wsc_tensor_count (header->rank, header->dims, size, n, &bytes))
    return fail (error, _("found the shape %s, which no memory can hold"), shape);
  if (bytes > length)
    return fail (error, _("found %zu bytes of numbers, expected %zu for the shape %s; the file is cut short"), length, bytes, shape);
  return TRUE;
}

static gboolean
read_numbers (WscTensors *self, const char *name, const Header *header, const guint8 *bytes, gsize length, GError **error)
{
  WscTensorLayout layout;
  gpointer values;
  gsize n;

  if (!find_layout (header->descr, &layout))
    return fail_type (header->descr, error);
  if (!check_length (header, layout.size, length, &n, error))
    return FALSE;
  values = wsc_tensor_unpack (&layout, bytes, n);
  if (header->fortran && header->rank > 1)
    {
      gpointer turned = transpose (values, wsc_tensor_type_size (layout.type), n, header);

      g_free (values);
      values = turned;
    }
  wsc_tensors_take (self, name, layout.type, header->rank, header->dims, values);
  return TRUE;
}

/* --- texts ------------------------------------------------------------------ */

/* One cell of UTF-32, filled up with zeros; caller frees. */
static char *
read_cell (const guint8 *bytes, gsize width, gboolean big_endian)
{
  const WscTensorLayout layout = { .type = WSC_TENSOR_U32, .size = 4, .big_endian = big_endian };
  g_autofree gunichar *cell = wsc_tensor_unpack (&layout, bytes, width);

  return g_ucs4_to_utf8 (cell, (glong) width, NULL, NULL, NULL);
}

static gboolean
read_texts (WscTensors *self, const Header *header, gsize width, const guint8 *bytes, gsize length, GError **error)
{
  gsize n;

  if (width <= WSC_TENSOR_MAX_TEXT / 4 && !check_length (header, MAX (4 * width, 1), length, &n, error))
    return FALSE;
  if (width > WSC_TENSOR_MAX_TEXT / 4)
    return fail (error, _("found texts of %zu letters, expected at most %d"), width, WSC_TENSOR_MAX_TEXT / 4);
  for (gsize i = 0; i < header->dims[0]; i++)
    {
      g_autofree char *key = read_cell (bytes + 2 * i * 4 * width, width, header->descr[0] == '>');
      g_autofree char *text = read_cell (bytes + (2 * i + 1) * 4 * width, width, header->descr[0] == '>');

      if (key == NULL || text == NULL)
        return fail (error, _("found something that is not Unicode in text %zu"), i + 1);
      wsc_tensors_set_text (self, key, text);
    }
  return TRUE;
}

/* --- files and members ------------------------------------------------------- */

static gboolean
read_any (WscTensors *self, const char *name, const guint8 *bytes, gsize length, gboolean member, GError **error)
{
  Header header = { 0 };
  gsize start = 0, size = 0;
  guint64 width;

  if (!find_header (bytes, length, &start, &size, error) || !parse_header ((const char *) bytes + start, size, &header, error))
    return FALSE;
  bytes += start + size;
  length -= start + size;
  if (!member || header.descr[0] == '\0' || header.descr[1] != 'U'
      || !g_ascii_string_to_unsigned (header.descr + 2, 10, 0, G_MAXUINT32, &width, NULL))
    return read_numbers (self, name, &header, bytes, length, error);
  if (g_str_equal (name, "texts") && header.rank == 2 && header.dims[1] == 2 && !header.fortran)
    return read_texts (self, &header, width, bytes, length, error);
  return TRUE;
}

gboolean
wsc_npy_read (WscTensors *self, const char *name, const guint8 *bytes, gsize length, GError **error)
{
  return read_any (self, name, bytes, length, FALSE, error);
}

gboolean
wsc_npy_read_member (WscTensors *self, const char *name, const guint8 *bytes, gsize length, GError **error)
{
  return read_any (self, name, bytes, length, TRUE, error);
}
