/* What BLAS reaches on this machine at this moment: the yardstick of the benchmarks. */
#include "model/model.h"

#include <cblas.h>

#define SIZE 768
#define N_ROUNDS 8

double
wsc_measure_sgemm (void)
{
  const gsize n = SIZE;
  g_autofree float *a = g_new (float, n *n), *b = g_new (float, n *n), *c = g_new (float, n *n);
  double best = 0.0;

  wsc_blas_use_one_thread ();
  for (gsize i = 0; i < n * n; i++)
    a[i] = b[i] = (float) (i % 17) - 8.0f;
  for (guint round = 0; round < N_ROUNDS; round++)
    {
      const gint64 begin = g_get_monotonic_time ();

      cblas_sgemm (CblasRowMajor, CblasNoTrans, CblasNoTrans, (blasint) n, (blasint) n, (blasint) n, 1.0f, a,
                   (blasint) n, b, (blasint) n, 0.0f, c, (blasint) n);
      best = MAX (best, 2e6 * (double) (n * n * n) / (double) MAX (g_get_monotonic_time () - begin, 1));
    }
  return best;
}
