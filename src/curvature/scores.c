/* The covariance of the scores, and of their moving sums where samples overlap: with weights 1 - k / (lags + 1)
 * (Bartlett; Newey and West 1987) the sum over neighbours is the plain sum of products of sums over lags + 1
 * neighbours, divided by lags + 1. */
#include "curvature/curvature-private.h"

#include <cblas.h>
#include <glib/gi18n-lib.h>
#include <string.h>

#define BLOCK 64
#define TILE 128
#define MOST_DOUBLES (8 * 1024 * 1024) /* of scores that are kept together */

typedef struct
{
  gsize block, row, column;
} Tile;

typedef struct
{
  const WscNet *net;
  const WscObjective *objective;
  const double *mean;
  gsize lags;
  double weight;
  WscBlockMatrix *covariance;
  WscPass *passes; /* (threads) */
  double *scores;  /* (lags + capacity, p) */
  double *sums;    /* (capacity, p), the scores themselves without lags */
  gssize first;    /* the sample of the first row of `scores`; there are none before 0 and from n on, and their rows are
                      zero */
  gsize n_rows;    /* of sums */
  GArray *tiles;
} Sum;

static gsize
rows_kept (const WscNet *net, gsize n, gsize lags)
{
  const gsize fitting = MOST_DOUBLES / net->p;

  return MIN (n + lags, CLAMP (fitting, 64, 2048));
}

static GArray *
tiles_new (const WscBlockMatrix *blocks)
{
  GArray *tiles = g_array_new (FALSE, FALSE, sizeof (Tile));

  for (gsize b = 0; b < blocks->n; b++)
    for (gsize i = 0; i < blocks->size[b]; i += TILE)
      for (gsize j = 0; j <= i; j += TILE)
        {
          const Tile tile = { b, i, j };

          g_array_append_val (tiles, tile);
        }
  return tiles;
}

/* Centred scores of BLOCK rows; zero where there are no samples. */
static void
run_scores (gpointer user_data, guint item, guint thread)
{
  Sum *self = user_data;
  const gsize p = self->net->p, row = (gsize) item * BLOCK;
  const gssize begin = self->first + (gssize) row, n = (gssize) self->objective->n;
  const gssize end = MIN (begin + BLOCK, self->first + (gssize) (self->n_rows + self->lags));
  const gssize from = CLAMP (begin, 0, n), to = CLAMP (end, from, n);
  double *scores = self->scores + row * p;
  double *known;

  memset (scores, 0, (gsize) (end - begin) * p * sizeof (double));
  if (from == to)
    return;
  known = scores + (gsize) (from - begin) * p;
  wsc_pass_run (&self->passes[thread], self->net, self->objective, (gsize) from, 0, (gsize) (to - from));
  wsc_pass_get_scores (&self->passes[thread], self->net, 0, (gsize) (to - from), p, known);
  for (gssize r = from; r < to; r++, known += p)
    for (gsize i = 0; i < p; i++)
      known[i] = self->objective->factor * known[i] - (self->mean != NULL ? self->mean[i] : 0.0);
}

/* Sums over lags + 1 rows, of TILE columns. */
static void
run_sums (gpointer user_data, guint item, guint thread G_GNUC_UNUSED)
{
  Sum *self = user_data;
  const gsize p = self->net->p, column = (gsize) item * TILE, n = MIN (TILE, p - column);
  const double *in = self->scores + column;
  double *out = self->sums + column;

  memset (out, 0, n * sizeof (double));
  for (gsize k = 0; k <= self->lags; k++)
    for (gsize i = 0; i < n; i++)
      out[i] += in[k * p + i];
  for (gsize r = 1; r < self->n_rows; r++)
    for (gsize i = 0; i < n; i++)
      out[r * p + i] = out[(r - 1) * p + i] + (in[(r + self->lags) * p + i] - in[(r - 1) * p + i]);
}

static void
add_tile (gpointer user_data, guint item, guint thread G_GNUC_UNUSED)
{
  Sum *self = user_data;
  const Tile *tile = &g_array_index (self->tiles, Tile, item);
  const gsize first = self->covariance->first[tile->block], size = self->covariance->size[tile->block];
  const gsize n_rows = MIN (TILE, size - tile->row), n_columns = MIN (TILE, size - tile->column);
  const blasint p = (blasint) self->net->p, step = (blasint) size, count = (blasint) self->n_rows;
  const double *rows = self->sums + first + tile->row, *columns = self->sums + first + tile->column;
  double *to = self->covariance->values[tile->block] + tile->row * size + tile->column;

  if (tile->row == tile->column)
    cblas_dsyrk (CblasRowMajor, CblasLower, CblasTrans, (blasint) n_rows, count, self->weight, rows, p, 1.0, to, step);
  else
    cblas_dgemm (CblasRowMajor, CblasTrans, CblasNoTrans, (blasint) n_rows, (blasint) n_columns, count, self->weight,
                 rows, p, columns, p, 1.0, to, step);
}

static gboolean
run_rows (Sum *self, WscLoop *loop, double from, double to)
{
  const guint n_blocks = (guint) ((self->n_rows + self->lags + BLOCK - 1) / BLOCK);
  const guint n_stripes = (guint) ((self->net->p + TILE - 1) / TILE);
  gboolean going;

  loop->from = from;
  loop->to = from + 0.3 * (to - from);
  going = wsc_loop_run (loop, n_blocks, run_scores, self);
  loop->from = loop->to;
  loop->to = to;
  if (self->lags > 0)
    going = going && wsc_loop_run (loop, n_stripes, run_sums, self);
  return going && wsc_loop_run (loop, self->tiles->len, add_tile, self);
}

static gboolean
run_all (Sum *self, gsize capacity, WscLoop *loop)
{
  const double from = loop->from, all = loop->to - loop->from;
  const gsize n = self->objective->n + self->lags;

  for (gsize done = 0; done < n; done += self->n_rows)
    {
      self->first = (gssize) done - (gssize) self->lags;
      self->n_rows = MIN (capacity, n - done);
      if (!run_rows (self, loop, from + all * (double) done / (double) n,
                     from + all * (double) (done + self->n_rows) / (double) n))
        return FALSE;
    }
  return TRUE;
}

gboolean
wsc_net_add_scores (const WscNet *net, const WscObjective *objective, guint lags, const double *mean, double weight,
                    WscLoop *loop, WscBlockMatrix *covariance)
{
  const guint n_threads = wsc_hook_get_n_threads (loop->hook);
  const gsize capacity = rows_kept (net, objective->n, lags);
  g_autofree double *scores = g_malloc_n ((capacity + lags) * net->p, sizeof (double));
  g_autofree double *sums = lags > 0 ? g_malloc_n (capacity * net->p, sizeof (double)) : NULL;
  g_autofree WscPass *passes = g_new0 (WscPass, n_threads);
  g_autoptr (GArray) tiles = tiles_new (covariance);
  Sum sum = { .net = net,
              .objective = objective,
              .mean = mean,
              .lags = lags,
              .weight = weight / ((double) objective->n * (lags + 1.0)),
              .covariance = covariance,
              .passes = passes,
              .scores = scores,
              .sums = lags > 0 ? sums : scores,
              .tiles = tiles };
  gboolean finished;

  for (guint t = 0; t < n_threads; t++)
    wsc_pass_init (&passes[t], net, BLOCK);
  finished = run_all (&sum, capacity, loop);
  for (guint t = 0; t < n_threads; t++)
    wsc_pass_clear (&passes[t]);
  return finished;
}

gboolean
wsc_objective_get_score_covariance (const WscObjective *self, const double *parameters, guint lags, const WscHook *hook,
                                    double *covariance, GError **error)
{
  WscLoop loop = wsc_curvature_loop (hook, 0, 0.1);
  g_autofree double *mean = NULL;
  WscBlockMatrix matrix;
  WscNet net;

  g_return_val_if_fail (self != NULL && parameters != NULL && covariance != NULL && self->n > 0, FALSE);

  if (!wsc_curvature_check_lags (self, lags, error))
    return FALSE;
  wsc_net_init (&net, self->architecture);
  wsc_net_set (&net, parameters);
  wsc_block_matrix_init (&matrix, &net, WSC_BLOCKS_FULL);
  mean = g_new (double, net.p);
  if (wsc_net_gradient (&net, self, &loop, NULL, mean))
    {
      loop.from = 0.1;
      loop.to = 1.0;
      if (wsc_net_add_scores (&net, self, lags, mean, 1.0, &loop, &matrix))
        wsc_block_matrix_get (&matrix, &net, 0, covariance);
    }
  wsc_block_matrix_clear (&matrix);
  wsc_net_clear (&net);
  return wsc_loop_end (&loop, error);
}

gboolean
wsc_curvature_check_lags (const WscObjective *objective, guint lags, GError **error)
{
  if (lags < objective->n)
    return TRUE;
  g_set_error (error, WSC_ERROR, WSC_ERROR_RANGE, _("%u lags between %zu samples are too many: expected 0 to %zu"),
               lags, objective->n, objective->n - 1);
  return FALSE;
}
