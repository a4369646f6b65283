#include "cli/save-network.h"

#include <glib/gi18n-lib.h>

gboolean
wsc_network_check_name (const char *path)
{
  static const char *const suffixes[] = { ".npz", ".safetensors", ".h5" };
  for (guint i = 0; i < G_N_ELEMENTS (suffixes); i++)
    if (g_str_has_suffix (path, suffixes[i]))
      return TRUE;
  wsc_cli_usage ("run", _("A network is kept in a file named .npz, .safetensors or .h5, not “%s”"), path);
  return FALSE;
}

int
wsc_network_save_smaller (const WscResults *results, const char *path)
{
  g_autoptr (GError) error = NULL;
  const WscReductionParts *parts = wsc_results_get_reduction (results);
  if (!parts || !parts->reduction)
    {
      wsc_cli_message (_("Nothing is removed, so there is no smaller network to write: set clusters.count to fewer than the layer has neurons"));
      return WSC_EXIT_FAULT;
    }
  const WscReduction *reduction = parts->reduction;
  g_autofree char *study = wsc_study_to_text (wsc_results_get_study (results));
  if (!wsc_network_save (reduction->smaller, study, path, &error))
    {
      wsc_cli_message ("%s", error->message);
      return WSC_EXIT_FAULT;
    }
  wsc_cli_message (_("“%s” has %zu parameters; the network before had %zu"), path, reduction->n_parameters, reduction->n_parameters_before);
  return WSC_EXIT_DONE;
}
