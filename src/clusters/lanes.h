/* A vector of Gaussians or points, one a lane, in double, by the compilers' vector extensions: the same source for 2, 4
 * and 8 lanes. WSC_LANES comes from the build. Nothing here leaves the file that includes it. */
#pragma once

#include <glib.h>
#include <math.h>
#if defined __SSE2__
#include <immintrin.h>
#endif

/* Loops of the dimensions that are met most are unrolled. */
#define WITH_DIMENSION(d, function, ...)                                                                               \
  switch (d)                                                                                                           \
    {                                                                                                                  \
    case 2:                                                                                                            \
      function (2, __VA_ARGS__);                                                                                       \
      break;                                                                                                           \
    case 3:                                                                                                            \
      function (3, __VA_ARGS__);                                                                                       \
      break;                                                                                                           \
    case 4:                                                                                                            \
      function (4, __VA_ARGS__);                                                                                       \
      break;                                                                                                           \
    case 5:                                                                                                            \
      function (5, __VA_ARGS__);                                                                                       \
      break;                                                                                                           \
    case 8:                                                                                                            \
      function (8, __VA_ARGS__);                                                                                       \
      break;                                                                                                           \
    default:                                                                                                           \
      function (d, __VA_ARGS__);                                                                                       \
      break;                                                                                                           \
    }

#define INLINE static inline __attribute__ ((always_inline))

typedef double Lane __attribute__ ((vector_size (8 * WSC_LANES), may_alias));
typedef gint64 LaneInt __attribute__ ((vector_size (8 * WSC_LANES), may_alias));

INLINE Lane
lane_of (double x)
{
  return x - (Lane){ 0 };
}

INLINE LaneInt
lane_index (guint i)
{
  return (gint64) i - (LaneInt){ 0 };
}

/* Keeps from the compiler what made a mask: gcc 12 fails where it follows comparisons of doubles through their masks on
 * machines that compare no 64-bit integers. */
INLINE LaneInt
lane_opaque (LaneInt mask)
{
#if defined __SSE2__ && !defined __AVX2__
  __asm__("" : "+x"(mask));
#endif
  return mask;
}

/* Where a mask is all ones a, else b. */
INLINE Lane
lane_select (LaneInt mask, Lane a, Lane b)
{
  const LaneInt bits = lane_opaque (mask);

  return (Lane) ((bits & (LaneInt) a) | (~bits & (LaneInt) b));
}

INLINE Lane
lane_max (Lane a, Lane b)
{
#if WSC_LANES == 8 && defined __AVX512F__
  return (Lane) _mm512_max_pd ((__m512d) a, (__m512d) b);
#elif WSC_LANES == 4 && defined __AVX__
  return (Lane) _mm256_max_pd ((__m256d) a, (__m256d) b);
#else
  return lane_select (a > b, a, b);
#endif
}

INLINE Lane
lane_min (Lane a, Lane b)
{
#if WSC_LANES == 8 && defined __AVX512F__
  return (Lane) _mm512_min_pd ((__m512d) a, (__m512d) b);
#elif WSC_LANES == 4 && defined __AVX__
  return (Lane) _mm256_min_pd ((__m256d) a, (__m256d) b);
#else
  return lane_select (a < b, a, b);
#endif
}

INLINE Lane
lane_abs (Lane x)
{
  return (Lane) ((LaneInt) x & G_MAXINT64);
}

/* The magnitude of x with the sign of y. */
INLINE Lane
lane_with_sign (Lane x, Lane y)
{
  return (Lane) (((LaneInt) x & G_MAXINT64) | ((LaneInt) y & G_MININT64));
}

INLINE Lane
lane_sqrt (Lane x)
{
#if WSC_LANES == 8 && defined __AVX512F__
  return (Lane) _mm512_sqrt_pd ((__m512d) x);
#elif WSC_LANES == 4 && defined __AVX__
  return (Lane) _mm256_sqrt_pd ((__m256d) x);
#elif WSC_LANES == 2 && defined __SSE2__
  return (Lane) _mm_sqrt_pd ((__m128d) x);
#else
  for (guint i = 0; i < WSC_LANES; i++)
    x[i] = sqrt (x[i]);
  return x;
#endif
}

INLINE gboolean
lane_any (LaneInt mask)
{
  const LaneInt bits = lane_opaque (mask);
  gint64 any = 0;

  for (guint i = 0; i < WSC_LANES; i++)
    any |= bits[i];
  return any != 0;
}
