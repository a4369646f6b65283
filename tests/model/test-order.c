/* The fast shuffle against the plain one, and against chance. */
#include "test-model.h"

static void
test_same_as_plain (void)
{
  for (guint32 replica = 0; replica < 3; replica++)
    {
      guint32 fast[1000], plain[1000];
      WscRandom random;
      WscOrder order;

      for (guint32 i = 0; i < 1000; i++)
        fast[i] = plain[i] = i;
      wsc_random_init (&random, 99, "training.order", replica);
      wsc_order_init (&order, 99, replica);
      for (guint epoch = 0; epoch < 5; epoch++)
        {
          wsc_random_shuffle (&random, plain, 1000);
          wsc_order_shuffle (&order, fast, 1000);
          g_assert_cmpmem (fast, sizeof fast, plain, sizeof plain);
        }
    }
}

/* Each of the 24 orders of 4 things: chi-square with 23 degrees of freedom stays below its 0.9999 quantile. */
static void
test_all_orders_alike (void)
{
  const guint n = 48000;
  guint counts[256] = { 0 };
  double chi2 = 0.0;
  WscOrder order;

  wsc_order_init (&order, 5, 0);
  for (guint i = 0; i < n; i++)
    {
      guint32 items[4] = { 0, 1, 2, 3 };

      wsc_order_shuffle (&order, items, 4);
      counts[items[0] << 6 | items[1] << 4 | items[2] << 2 | items[3]]++;
    }
  for (guint i = 0; i < 256; i++)
    if (counts[i] > 0)
      chi2 += (counts[i] - n / 24.0) * (counts[i] - n / 24.0) / (n / 24.0);
  g_assert_cmpfloat (chi2, <, wsc_chi2_quantile (0.9999, 23));
  g_assert_cmpfloat (chi2, >, wsc_chi2_quantile (0.0001, 23));
}

void
add_order_tests (void)
{
  g_test_add_func ("/model/order/same-as-plain", test_same_as_plain);
  g_test_add_func ("/model/order/all-orders-alike", test_all_orders_alike);
}
