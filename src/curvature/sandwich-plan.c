/* Which blocks, and whether memory holds them: refused before the work, because a failed allocation ends the program.
 */
#include "curvature/sandwich-private.h"

#include <unistd.h>
#include <glib/gi18n-lib.h>

#define COPIES 5 /* of the largest block while it is inverted */
#define ROWS 16  /* samples whose second derivatives are kept at the least */

static gsize
largest_block (const WscNet *net, WscBlocks blocks)
{
  gsize most = 0;

  if (blocks == WSC_BLOCKS_FULL)
    return net->p;
  for (guint l = 0; l < net->n_layers; l++)
    most =
        MAX (most, blocks == WSC_BLOCKS_LAYER || net->architecture->orthonormal[l] ? net->first[l + 1] - net->first[l]
                                                                                   : net->width[l]);
  return most;
}

static WscBlocks
resolve (const WscNet *net, const WscSandwichSettings *settings)
{
  if (settings->conditional)
    return WSC_BLOCKS_NEURON;
  if (settings->blocks != WSC_BLOCKS_AUTO)
    return (WscBlocks) settings->blocks;
  if (net->p <= WSC_MOST_BLOCK)
    return WSC_BLOCKS_FULL;
  return largest_block (net, WSC_BLOCKS_LAYER) <= WSC_MOST_BLOCK ? WSC_BLOCKS_LAYER : WSC_BLOCKS_NEURON;
}

static const char *
way_out (WscBlocks blocks)
{
  switch (blocks)
    {
    case WSC_BLOCKS_FULL:
      return _("take blocks by layer or by neuron, or smaller layers");
    case WSC_BLOCKS_LAYER:
      return _("take blocks by neuron, or smaller layers");
    case WSC_BLOCKS_AUTO:
    case WSC_BLOCKS_NEURON:
    default:
      return _("take smaller layers");
    }
}

static gboolean
check_memory (const WscNet *net, WscBlocks blocks, GError **error)
{
  const gsize largest = largest_block (net, blocks);
  const double there = (double) sysconf (_SC_PHYS_PAGES) * (double) sysconf (_SC_PAGESIZE);
  const double needed =
      sizeof (double) *
      (3 * wsc_block_matrix_count (net, blocks) + COPIES * (double) largest * (double) largest +
       ROWS * (double) wsc_second_row_size (net) + g_get_num_processors () * (double) wsc_second_room (net, ROWS));

  if (largest <= WSC_MOST_BLOCK && needed <= there)
    return TRUE;
  g_set_error (
      error, WSC_ERROR, WSC_ERROR_RANGE,
      _("The curvature of %zu parameters needs blocks of up to %zu parameters and about %.3g GB; there can be %d "
         "together, and this machine has %.3g GB: %s"),
      net->p, largest, needed / 1e9, WSC_MOST_BLOCK, there / 1e9, way_out (blocks));
  return FALSE;
}

gboolean
wsc_sandwich_plan (const WscNet *net, const WscSandwichSettings *settings, gsize n, WscBlocks *blocks, GError **error)
{
  *blocks = resolve (net, settings);
  if (n < 2)
    {
      g_set_error (error, WSC_ERROR, WSC_ERROR_RANGE, _("A covariance needs at least 2 samples, there are %zu"), n);
      return FALSE;
    }
  if (!(settings->floor >= 0.0 && settings->floor < 1.0))
    {
      g_set_error (error, WSC_ERROR, WSC_ERROR_RANGE,
                   _("The floor of eigenvalues is %g: expected 0 or more, less than 1"), settings->floor);
      return FALSE;
    }
  return check_memory (net, *blocks, error);
}

gboolean
wsc_sandwich_check (const WscArchitecture *architecture, gsize n, const WscSandwichSettings *settings, GError **error)
{
  WscBlocks blocks;
  gboolean fine;
  WscNet net;

  g_return_val_if_fail (architecture != NULL && settings != NULL, FALSE);

  wsc_net_init (&net, architecture);
  fine = wsc_sandwich_plan (&net, settings, n, &blocks, error);
  wsc_net_clear (&net);
  return fine;
}
