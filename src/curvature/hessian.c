/* The Hessian of the mean loss, some samples at a time: first what each sample gives by itself, then sums over them
 * all. */
#include "curvature/products.h"

#include <string.h>

#define BLOCK 64                        /* samples through the layers at once */
#define MOST_ROWS 2048                  /* whose second derivatives are kept together */
#define MOST_DOUBLES (12 * 1024 * 1024) /* and what they may take */

typedef struct
{
  const WscNet *net;
  const WscObjective *objective;
  WscHessianKind kind;
  WscBlockMatrix *hessian;
  WscPass pass;
  WscSecond second;
  WscProductData data;
  gsize first; /* of the samples kept now */
  GArray *products;
  guint first_product;
  double **rooms; /* (threads) */
} Sum;

static gsize
rows_kept (const WscNet *net, gsize n)
{
  const gsize fitting = MOST_DOUBLES / (wsc_second_row_size (net) + 1);

  return MIN (n, CLAMP (fitting, 16, MOST_ROWS));
}

static void
sum_init (Sum *self, guint n_threads)
{
  const gsize capacity = rows_kept (self->net, self->objective->n);
  gsize room = wsc_second_room (self->net, MIN (BLOCK, capacity));
  guint n_first;

  wsc_pass_init (&self->pass, self->net, capacity);
  wsc_second_init (&self->second, self->net, capacity);
  self->products = wsc_products_new (self->net, &self->second, self->hessian, self->kind, &n_first);
  self->first_product = n_first;
  for (guint i = 0; i < self->products->len; i++)
    room = MAX (room, wsc_product_room (self->net, &g_array_index (self->products, WscProduct, i)));
  self->rooms = g_new (double *, n_threads);
  for (guint t = 0; t < n_threads; t++)
    self->rooms[t] = g_malloc_n (room, sizeof (double));
}

static void
sum_clear (Sum *self, guint n_threads)
{
  wsc_pass_clear (&self->pass);
  wsc_second_clear (&self->second);
  g_array_unref (self->products);
  for (guint t = 0; t < n_threads; t++)
    g_free (self->rooms[t]);
  g_free (self->rooms);
}

static void
run_block (gpointer user_data, guint item, guint thread)
{
  Sum *self = user_data;
  const gsize row = (gsize) item * BLOCK, count = MIN (BLOCK, self->data.n_rows - row);

  wsc_pass_run (&self->pass, self->net, self->objective, self->first + row, row, count);
  wsc_second_run (&self->second, self->net, &self->pass, self->kind, row, count, self->rooms[thread]);
}

static void
add_product (gpointer user_data, guint item, guint thread)
{
  Sum *self = user_data;

  wsc_product_add (&g_array_index (self->products, WscProduct, self->first_product + item), &self->data,
                   self->rooms[thread], self->hessian);
}

/* The three loops over the samples kept now. */
static gboolean
run_rows (Sum *self, WscLoop *loop, double from, double to)
{
  const guint n_first = self->first_product, n_second = self->products->len - n_first;
  const guint n_blocks = (guint) ((self->data.n_rows + BLOCK - 1) / BLOCK);
  gboolean going;

  loop->from = from;
  loop->to = from + 0.2 * (to - from);
  going = wsc_loop_run (loop, n_blocks, run_block, self);
  loop->from = loop->to;
  loop->to = to;
  self->first_product = 0;
  going = going && wsc_loop_run (loop, n_first, add_product, self);
  self->first_product = n_first;
  return going && wsc_loop_run (loop, n_second, add_product, self);
}

gboolean
wsc_net_add_hessian (const WscNet *net, const WscObjective *objective, WscHessianKind kind, double weight,
                     WscLoop *loop, WscBlockMatrix *hessian)
{
  const guint n_threads = wsc_hook_get_n_threads (loop->hook);
  const double from = loop->from, all = loop->to - loop->from, n = (double) objective->n;
  Sum sum = { .net = net, .objective = objective, .kind = kind, .hessian = hessian };
  gboolean going = TRUE;

  sum_init (&sum, n_threads);
  sum.data = (WscProductData){ net, &sum.pass, &sum.second, 0, weight * objective->factor / n };
  for (sum.first = 0; sum.first < objective->n && going; sum.first += sum.data.n_rows)
    {
      sum.data.n_rows = MIN (sum.pass.capacity, objective->n - sum.first);
      going = run_rows (&sum, loop, from + all * (double) sum.first / n,
                        from + all * (double) (sum.first + sum.data.n_rows) / n);
    }
  sum_clear (&sum, n_threads);
  return going;
}

gboolean
wsc_objective_get_hessian (const WscObjective *self, WscHessianKind kind, const double *parameters, const WscHook *hook,
                           double *hessian, GError **error)
{
  WscLoop loop = wsc_curvature_loop (hook, 0, 1.0);
  WscBlockMatrix matrix;
  WscNet net;

  g_return_val_if_fail (self != NULL && parameters != NULL && hessian != NULL && self->n > 0, FALSE);

  wsc_net_init (&net, self->architecture);
  wsc_net_set (&net, parameters);
  wsc_block_matrix_init (&matrix, &net, WSC_BLOCKS_FULL);
  if (wsc_net_add_hessian (&net, self, kind, 1.0, &loop, &matrix))
    wsc_block_matrix_get (&matrix, &net, 0, hessian);
  wsc_block_matrix_clear (&matrix);
  wsc_net_clear (&net);
  return wsc_loop_end (&loop, error);
}
