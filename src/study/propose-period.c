/* Whether numbers repeat, and whether neighbours are alike: by autocorrelation, with the straight line taken out. */
#include <math.h>

#include "study/propose-private.h"

#define FEWEST 30      /* values to look for a period in */
#define LONGEST 1000   /* lag */
#define LEAST 0.25     /* correlation that is called a period */
#define NEARLY 0.8     /* of the highest peak: a shorter lag that is nearly as good is the period, and that one its multiple */

/* Empty cells repeat the value before, so that they add no pattern of their own. */
static gsize
take_values (const double *x, gsize n, double *values)
{
  const gsize taken = MIN (n, WSC_LOOKED_AT);
  double last = NAN;
  gsize m = 0;

  for (gsize i = 0; i < taken; i++)
    {
      if (!isnan (x[i]))
        last = x[i];
      if (!isnan (last))
        values[m++] = last;
    }
  return m;
}

static void
take_out_line (double *x, gsize n)
{
  const double middle = ((double) n - 1) / 2;
  double mean = 0, slope = 0, spread = 0;

  for (gsize i = 0; i < n; i++)
    mean += x[i] / (double) n;
  for (gsize i = 0; i < n; i++)
    {
      const double t = (double) i - middle;

      slope += t * (x[i] - mean);
      spread += t * t;
    }
  slope = spread > 0 ? slope / spread : 0;
  for (gsize i = 0; i < n; i++)
    x[i] -= mean + slope * ((double) i - middle);
}

/* Correlation at lags 0 .. most, each over as many pairs as there are. */
static void
correlate (const double *x, gsize n, gsize most, double *r)
{
  for (gsize lag = 0; lag <= most; lag++)
    {
      double sum = 0;

      for (gsize i = 0; i + lag < n; i++)
        sum += x[i] * x[i + lag];
      r[lag] = sum / (double) (n - lag);
    }
  for (gsize lag = most + 1; lag-- > 0;)
    r[lag] = r[0] > 0 ? r[lag] / r[0] : 0;
}

static gboolean
is_peak (const double *r, gsize lag, gsize most)
{
  return r[lag] >= r[lag - 1] && (lag == most || r[lag] >= r[lag + 1]);
}

/* Peaks count from where the correlation has first gone below zero: before that, values are only like their neighbours. */
static gsize
find_peak (const double *r, gsize most, double least)
{
  gsize from = 1;
  double highest = least;

  while (from <= most && r[from] >= 0)
    from++;
  for (gsize lag = MAX (from, 2); lag < most; lag++)
    if (is_peak (r, lag, most))
      highest = MAX (highest, r[lag]);
  for (gsize lag = MAX (from, 2); lag < most; lag++)
    if (is_peak (r, lag, most) && r[lag] >= MAX (least, NEARLY * highest))
      return lag;
  return 0;
}

gsize
wsc_find_period (const double *x, gsize n)
{
  g_autofree double *values = g_new (double, MIN (n, WSC_LOOKED_AT) + 1), *r = NULL;
  const gsize m = take_values (x, n, values), most = MIN (m / 3, LONGEST);

  if (m < FEWEST)
    return 0;
  r = g_new (double, most + 1);
  take_out_line (values, m);
  correlate (values, m, most, r);
  return find_peak (r, most, MAX (LEAST, 4 / sqrt ((double) m)));
}

double
wsc_find_persistence (const double *x, gsize n)
{
  g_autofree double *values = g_new (double, MIN (n, WSC_LOOKED_AT) + 1);
  const gsize m = take_values (x, n, values);
  double r[2];

  if (m < 3)
    return 0;
  take_out_line (values, m);
  correlate (values, m, 1, r);
  return r[1];
}
