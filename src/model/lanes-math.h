/* Activations and what they need, lane by lane, to a relative error of about 1e-6 or less; what is not a number stays
 * so. */
#pragma once

#include "model/engine.h"
#include "model/lanes-simd.h"

/* e^x for x in [-87, 88], and the ends' values outside: x = n log 2 + r with |r| <= log (2) / 2, the Taylor
 * polynomial of degree 7 in r (relative error below 6e-9), and 2^n put into the exponent. log 2 is
 * subtracted in two parts, the first with so few digits that its product with n is exact. */
INLINE Lane
lane_exp (Lane x)
{
  const float to_integer = 12582912.0f; /* 1.5 * 2^23: adding it rounds to the nearest integer */
  const Lane bounded = lane_at_least (lane_at_most (x, 88.0f), -87.0f);
  const Lane n = (bounded * 1.44269504f + to_integer) - to_integer;
  const Lane r = (bounded - n * 0.693359375f) + n * 2.12194440e-4f;
  const LaneInt exponent = (__builtin_convertvector(n, LaneInt) + 127) << 23;
  Lane y = r * (1.0f / 5040.0f) + 1.0f / 720.0f;

  y = y * r + 1.0f / 120.0f;
  y = y * r + 1.0f / 24.0f;
  y = y * r + 1.0f / 6.0f;
  y = y * r + 0.5f;
  y = y * r + 1.0f;
  y = y * r + 1.0f;
  return y * (Lane) exponent;
}

/* log x for normal x > 0: x = 2^n m with m in [sqrt (1/2), sqrt (2)], log m = 2 artanh ((m - 1) / (m + 1)),
 * whose odd series to the 9th power leaves out less than 1e-9. */
INLINE Lane
lane_log (Lane x)
{
  const LaneInt bits = (LaneInt) x;
  const LaneInt n = (bits - 0x3f3504f3) >> 23;
  const Lane m = (Lane) (bits - (n << 23));
  const Lane s = (m - 1.0f) / (m + 1.0f);
  const Lane t = s * s;
  Lane y = t * (2.0f / 9.0f) + 2.0f / 7.0f;

  y = y * t + 2.0f / 5.0f;
  y = y * t + 2.0f / 3.0f;
  y = y * t + 2.0f;
  return y * s + __builtin_convertvector(n, Lane) * 0.693147181f;
}

/* tanh x = x P(x^2) / Q(x^2) for |x| <= 9, and the ends' values outside: the rational function of degrees
 * 4 and 4 that interpolates tanh (x) / x where it evens out the relative error, 2.1e-8 at most. */
INLINE Lane
lane_tanh (Lane x)
{
  const Lane bounded = lane_at_least (lane_at_most (x, 9.0f), -9.0f);
  const Lane t = bounded * bounded;
  Lane p = t * 1.33573199844e-8f + 2.06109913506e-5f;
  Lane q = t * 7.77764333692e-7f + 3.28582423865e-4f;

  p = p * t + 3.49570383277e-3f;
  q = q * t + 2.58774221307e-2f;
  p = p * t + 1.33811229823e-1f;
  q = q * t + 4.67144385989e-1f;
  p = p * t + 9.99999979483e-1f;
  q = q * t + 1.0f;
  return bounded * p / q;
}

INLINE Lane
lane_sigmoid (Lane x)
{
  return 1.0f / (1.0f + lane_exp (-x));
}

INLINE Lane
lane_activate (const WscActivation activation, Lane x)
{
  switch (activation)
    {
    case WSC_TANH:
      return lane_tanh (x);
    case WSC_SIGMOID:
      return lane_sigmoid (x);
    case WSC_RELU:
      return lane_at_least (x, 0.0f);
    case WSC_IDENTITY:
    default:
      return x;
    }
}

/* d activation / d x from y = activation (x), times d. */
INLINE Lane
lane_slope (const WscActivation activation, Lane y, Lane d)
{
  switch (activation)
    {
    case WSC_TANH:
      return d - d * y * y;
    case WSC_SIGMOID:
      return d * (y - y * y);
    case WSC_RELU:
      return lane_select (y > lane_of (0.0f), d, lane_of (0.0f));
    case WSC_IDENTITY:
    default:
      return d;
    }
}

/* rows of `width` vectors, `stride` apart, in place */
INLINE void
activate_rows_as (const WscActivation activation, Lane *rows, gsize n, gsize width, gsize stride)
{
  for (gsize s = 0; s < n; s++, rows += stride)
    for (gsize j = 0; j < width; j++)
      rows[j] = lane_activate (activation, rows[j]);
}

static void
activate_rows (WscActivation activation, Lane *rows, gsize n, gsize width, gsize stride)
{
  switch (activation)
    {
    case WSC_TANH:
      activate_rows_as (WSC_TANH, rows, n, width, stride);
      break;
    case WSC_SIGMOID:
      activate_rows_as (WSC_SIGMOID, rows, n, width, stride);
      break;
    case WSC_RELU:
      activate_rows_as (WSC_RELU, rows, n, width, stride);
      break;
    case WSC_IDENTITY:
    default:
      break;
    }
}

/* delta[s][j] *= activation' at y[s][j] */
INLINE void
slope_rows_as (const WscActivation activation, const Lane *y, gsize y_stride, Lane *delta, gsize stride, gsize n,
               gsize width)
{
  for (gsize s = 0; s < n; s++, y += y_stride, delta += stride)
    for (gsize j = 0; j < width; j++)
      delta[j] = lane_slope (activation, y[j], delta[j]);
}
