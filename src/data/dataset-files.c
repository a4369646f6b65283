/* Which arrays of which files are samples and which are what they should give. */
#include "data/dataset-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define PIXELS 784
#define GREY 255.0

/* As people and programs call them, better ones first. */
static const char *const input_names[] = { "x_train", "X_train", "x", "X", "train_images", "images", "data", "inputs", "features", NULL };
static const char *const target_names[]
  = { "y_train", "Y_train", "y", "Y", "train_labels", "labels", "targets", "target", "classes", "label", NULL };

/* --- a file of the user's ------------------------------------------------------- */

static char *
resolve (const char *path, const char *base_dir)
{
  return base_dir == NULL || g_path_is_absolute (path) ? g_strdup (path) : g_build_filename (base_dir, path, NULL);
}

static const WscTensor *
find_any (const WscTensors *tensors, const char *const *names)
{
  for (; *names != NULL; names++)
    if (wsc_tensors_find (tensors, *names) != NULL)
      return wsc_tensors_find (tensors, *names);
  return NULL;
}

static const WscTensor *
fail_array (const WscTensors *tensors, const char *name, const char *key, const char *wanted, GError **error)
{
  g_autoptr (GString) list = g_string_new (NULL);

  for (guint i = 0; i < MIN (wsc_tensors_get_n (tensors), 20); i++)
    g_string_append_printf (list, "%s%s", i > 0 ? ", " : "", wsc_tensors_get (tensors, i)->name);
  if (list->len == 0)
    g_string_append (list, _("none"));
  if (wanted != NULL)
    g_set_error (error, WSC_ERROR, WSC_ERROR_RANGE, _("%s: there is no array “%s” (%s). Arrays: %s"), name, wanted, key, list->str);
  else
    g_set_error (error, WSC_ERROR, WSC_ERROR_FORMAT, _("%s: found no array that fits; name one (%s). Arrays: %s"), name, key, list->str);
  return NULL;
}

static const WscTensor *
guess_inputs (const WscTensors *tensors)
{
  const WscTensor *found = find_any (tensors, input_names);

  for (guint i = 0; found == NULL && i < wsc_tensors_get_n (tensors); i++)
    if (wsc_tensors_get (tensors, i)->rank > 1)
      found = wsc_tensors_get (tensors, i);
  return found;
}

static const WscTensor *
find_inputs (const WscTensors *tensors, const char *name, const char *wanted, GError **error)
{
  const WscTensor *found;

  if (wanted != NULL && *wanted != '\0')
    {
      found = wsc_tensors_find (tensors, wanted);
      return found != NULL ? found : fail_array (tensors, name, "data.column", wanted, error);
    }
  found = guess_inputs (tensors);
  return found != NULL ? found : fail_array (tensors, name, "data.column", NULL, error);
}

/* The first list of whole numbers, else the last list, that is not the inputs. */
static const WscTensor *
find_list (const WscTensors *tensors, const WscTensor *inputs)
{
  const WscTensor *last = NULL;

  for (guint i = 0; i < wsc_tensors_get_n (tensors); i++)
    {
      const WscTensor *tensor = wsc_tensors_get (tensors, i);

      if (tensor == inputs || tensor->rank != 1)
        continue;
      if (wsc_tensor_is_integral (tensor))
        return tensor;
      last = tensor;
    }
  return last;
}

static const WscTensor *
guess_targets (const WscTensors *tensors, const WscTensor *inputs)
{
  const WscTensor *found = find_any (tensors, target_names);

  return found != NULL && found != inputs ? found : find_list (tensors, inputs);
}

void
wsc_data_find_arrays (const WscTensors *tensors, const WscTensor **inputs, const WscTensor **targets)
{
  g_return_if_fail (tensors != NULL && inputs != NULL && targets != NULL);

  *inputs = guess_inputs (tensors);
  *targets = guess_targets (tensors, *inputs);
}

static gboolean
find_target_column (const WscTensor *inputs, const char *name, const char *wanted, guint *column, GError **error)
{
  const gsize width = inputs->rank > 1 && inputs->dims[0] > 0 ? inputs->n / inputs->dims[0] : 1;
  guint64 number = width;

  if (wanted == NULL || *wanted == '\0' || g_ascii_string_to_unsigned (wanted, 10, 1, width, &number, NULL))
    {
      *column = (guint) number - 1;
      return TRUE;
    }
  g_set_error (error, WSC_ERROR, WSC_ERROR_RANGE, _("%s: “%s” is neither an array nor a column from 1 to %zu of “%s” (data.target)"), name,
               wanted, width, inputs->name);
  return FALSE;
}

/* From the labels' file, an array of this one, or a column of the inputs. */
static gboolean
find_targets (const WscDataSettings *s, const WscTensors *tensors, const WscTensors *labels, WscArrays *arrays, GError **error)
{
  const gboolean named = s->target != NULL && *s->target != '\0';
  const WscTensors *where = labels != NULL ? labels : tensors;

  if (named)
    arrays->targets[0] = wsc_tensors_find (where, s->target);
  else if (labels != NULL && wsc_tensors_get_n (labels) == 1)
    arrays->targets[0] = wsc_tensors_get (labels, 0);
  else
    arrays->targets[0] = guess_targets (where, arrays->inputs[0]);
  if (arrays->targets[0] != NULL)
    return TRUE;
  if (labels != NULL)
    return fail_array (labels, arrays->name, "data.target", named ? s->target : NULL, error) != NULL;
  if (arrays->inputs[0]->rank > 2 && !named)
    return fail_array (tensors, arrays->name, "data.labels, data.target", NULL, error) != NULL;
  return find_target_column (arrays->inputs[0], arrays->name, s->target, &arrays->target_column, error);
}

static void
note_arrays (WscBuild *build, const WscArrays *arrays)
{
  const WscTensor *inputs = arrays->inputs[0], *targets = arrays->targets[0];

  if (targets != NULL)
    wsc_build_note (build, _("Read: %zu samples of %zu numbers from “%s”, what they should give from “%s”"), inputs->dims[0],
                    inputs->dims[0] > 0 ? inputs->n / inputs->dims[0] : 0, inputs->name, targets->name);
  else
    wsc_build_note (build, _("Read: %zu rows from “%s”, what they should give from column %u"), inputs->dims[0], inputs->name,
                    arrays->target_column + 1);
}

gboolean
wsc_build_array_file (WscBuild *build, const char *path, const char *base_dir, GError **error)
{
  const WscDataSettings *s = build->settings;
  g_autoptr (WscTensors) tensors = wsc_tensors_load (path, build->hook, error), labels = NULL;
  g_autofree char *name = g_filename_display_name (path);
  WscArrays arrays = { .name = name, .n_parts = 1 };

  if (tensors == NULL)
    return FALSE;
  if (s->labels != NULL && *s->labels != '\0')
    {
      g_autofree char *other = resolve (s->labels, base_dir);

      labels = wsc_tensors_load (other, build->hook, error);
      if (labels == NULL)
        return FALSE;
    }
  arrays.inputs[0] = find_inputs (tensors, name, s->column, error);
  if (arrays.inputs[0] == NULL || !find_targets (s, tensors, labels, &arrays, error))
    return FALSE;
  note_arrays (build, &arrays);
  return wsc_build_arrays (build, &arrays, error);
}

/* --- MNIST ------------------------------------------------------------------------ */

/* As it is distributed, plain or compressed. */
static char *
find_idx (const char *folder, const char *name, GError **error)
{
  static const char *const ends[] = { "", ".gz" };

  for (guint i = 0; i < 2 * G_N_ELEMENTS (ends); i++)
    {
      g_autofree char *base = g_strconcat (name, ends[i / 2], NULL);
      g_autofree char *path = NULL;

      if (i % 2 == 1) /* "images.idx3" is common too */
        base[strlen (name) - strlen ("-idx3-ubyte")] = '.';
      path = g_build_filename (folder, base, NULL);
      if (g_file_test (path, G_FILE_TEST_EXISTS))
        return g_steal_pointer (&path);
    }
  g_set_error (error, WSC_ERROR, WSC_ERROR_FILE,
               _("“%s” has no file “%s” or “%s.gz”; data.path must be a folder with the four files of MNIST, or empty"), folder, name, name);
  return NULL;
}

static gboolean
check_idx (const WscTensor *tensor, const char *path, gsize width, GError **error)
{
  if (tensor->type == WSC_TENSOR_U8 && tensor->rank == (width > 1 ? 3 : 1) && tensor->n == tensor->dims[0] * width)
    return TRUE;
  if (width > 1)
    g_set_error (error, WSC_ERROR, WSC_ERROR_FORMAT, _("%s: found something else, expected images of 28 × 28 bytes"), path);
  else
    g_set_error (error, WSC_ERROR, WSC_ERROR_FORMAT, _("%s: found something else, expected a list of bytes, the digits"), path);
  return FALSE;
}

static WscTensors *
load_idx (WscBuild *build, const char *folder, const char *name, gsize width, GError **error)
{
  g_autofree char *path = find_idx (folder, name, error);
  g_autoptr (WscTensors) tensors = path != NULL ? wsc_tensors_load (path, build->hook, error) : NULL;

  if (tensors == NULL || !check_idx (wsc_tensors_get (tensors, 0), path, width, error))
    return NULL;
  return g_steal_pointer (&tensors);
}

gboolean
wsc_build_mnist (WscBuild *build, const char *base_dir, GError **error)
{
  static const char *const images[] = { "t10k-images-idx3-ubyte", "train-images-idx3-ubyte" };
  static const char *const labels[] = { "t10k-labels-idx1-ubyte", "train-labels-idx1-ubyte" };
  const char *path = build->settings->path;
  const gboolean whole = path != NULL && *path != '\0';
  g_autofree char *folder = whole ? resolve (path, base_dir) : wsc_data_path ("sets");
  WscTensors *files[4] = { NULL };
  WscArrays arrays = { .name = _("MNIST digits"), .n_parts = whole ? 2 : 1, .unit = GREY };
  gboolean ok = TRUE;

  for (guint i = 0; ok && i < 2 * arrays.n_parts; i++)
    {
      /* with both, training comes first */
      const guint part = i / 2, which = whole ? 1 - part : 0;

      files[i] = load_idx (build, folder, i % 2 == 0 ? images[which] : labels[which], i % 2 == 0 ? PIXELS : 1, error);
      ok = files[i] != NULL;
      if (ok)
        *(i % 2 == 0 ? &arrays.inputs[part] : &arrays.targets[part]) = wsc_tensors_get (files[i], 0);
    }
  ok = ok && wsc_build_arrays (build, &arrays, error);
  for (guint i = 0; i < G_N_ELEMENTS (files); i++)
    g_clear_pointer (&files[i], wsc_tensors_unref);
  return ok;
}
