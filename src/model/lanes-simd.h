/* A vector of replicas, one a lane, by the compilers' vector extensions: the same source for 4, 8 and 16 lanes.
 * WSC_LANES comes from the build. Nothing here leaves the file that includes it. */
#pragma once

#include <glib.h>
#include <math.h>
#if defined __SSE2__
#include <immintrin.h>
#endif

#define INLINE static inline __attribute__ ((always_inline))

typedef float Lane __attribute__ ((vector_size (4 * WSC_LANES), may_alias));
typedef gint32 LaneInt __attribute__ ((vector_size (4 * WSC_LANES), may_alias));
typedef float Quad __attribute__ ((vector_size (16), may_alias));
typedef float QuadAnywhere __attribute__ ((vector_size (16), aligned (4), may_alias));

#if WSC_LANES == 16
#define LANES_OF(x) { x, x, x, x, x, x, x, x, x, x, x, x, x, x, x, x }
#elif WSC_LANES == 8
#define LANES_OF(x) { x, x, x, x, x, x, x, x }
#else
#define LANES_OF(x) { x, x, x, x }
#endif

/* Keeps a loaded vector in a register: without it gcc loads it again for each of its uses, and loads are what
 * limits the products. */
#if defined __AVX512F__
#define KEEP_IN_REGISTER(x) __asm__ ("" : "+v"(x))
#elif defined __SSE2__
#define KEEP_IN_REGISTER(x) __asm__ ("" : "+x"(x))
#else
#define KEEP_IN_REGISTER(x) (void) (x)
#endif

INLINE Lane
lane_of (float x)
{
  return (Lane) LANES_OF (x);
}

INLINE LaneInt
lane_int_of (gint32 x)
{
  return (LaneInt) LANES_OF (x);
}

/* Where a mask is all ones a, else b. */
INLINE Lane
lane_select (LaneInt mask, Lane a, Lane b)
{
  return (Lane) ((mask & (LaneInt) a) | (~mask & (LaneInt) b));
}

/* The larger and the smaller; x where x is not a number, so that divergence is never hidden. */
INLINE Lane
lane_at_least (Lane x, float bound)
{
#if WSC_LANES == 16 && defined __AVX512F__
  return (Lane) _mm512_max_ps ((__m512) lane_of (bound), (__m512) x);
#elif WSC_LANES == 8 && defined __AVX__
  return (Lane) _mm256_max_ps ((__m256) lane_of (bound), (__m256) x);
#elif WSC_LANES == 4 && defined __SSE2__
  return (Lane) _mm_max_ps ((__m128) lane_of (bound), (__m128) x);
#else
  return lane_select (x < lane_of (bound), lane_of (bound), x);
#endif
}

INLINE Lane
lane_at_most (Lane x, float bound)
{
#if WSC_LANES == 16 && defined __AVX512F__
  return (Lane) _mm512_min_ps ((__m512) lane_of (bound), (__m512) x);
#elif WSC_LANES == 8 && defined __AVX__
  return (Lane) _mm256_min_ps ((__m256) lane_of (bound), (__m256) x);
#elif WSC_LANES == 4 && defined __SSE2__
  return (Lane) _mm_min_ps ((__m128) lane_of (bound), (__m128) x);
#else
  return lane_select (x > lane_of (bound), lane_of (bound), x);
#endif
}

INLINE Lane
lane_max (Lane a, Lane b)
{
  return lane_select (a > b, a, b);
}

INLINE Lane
lane_sqrt (Lane x)
{
#if WSC_LANES == 16 && defined __AVX512F__
  return (Lane) _mm512_sqrt_ps ((__m512) x);
#elif WSC_LANES == 8 && defined __AVX__
  return (Lane) _mm256_sqrt_ps ((__m256) x);
#elif WSC_LANES == 4 && defined __SSE2__
  return (Lane) _mm_sqrt_ps ((__m128) x);
#else
  for (guint i = 0; i < WSC_LANES; i++)
    x[i] = sqrtf (x[i]);
  return x;
#endif
}

/* Four numbers of each of the replicas side by side, r + 4 g in quarter g: rows[r] of one group a quarter. */
INLINE Lane
lane_join (const Quad *quads)
{
#if WSC_LANES == 16
  typedef float Eight __attribute__ ((vector_size (32)));
  const Eight low = __builtin_shufflevector (quads[0], quads[1], 0, 1, 2, 3, 4, 5, 6, 7);
  const Eight high = __builtin_shufflevector (quads[2], quads[3], 0, 1, 2, 3, 4, 5, 6, 7);

  return __builtin_shufflevector (low, high, 0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15);
#elif WSC_LANES == 8
  return __builtin_shufflevector (quads[0], quads[1], 0, 1, 2, 3, 4, 5, 6, 7);
#else
  return quads[0];
#endif
}

/* The low and the high halves of each quarter of a and b interleaved: a0 b0 a1 b1, and a2 b2 a3 b3. */
INLINE Lane
lane_zip_low (Lane a, Lane b)
{
#if WSC_LANES == 16
  return __builtin_shufflevector (a, b, 0, 16, 1, 17, 4, 20, 5, 21, 8, 24, 9, 25, 12, 28, 13, 29);
#elif WSC_LANES == 8
  return __builtin_shufflevector (a, b, 0, 8, 1, 9, 4, 12, 5, 13);
#else
  return __builtin_shufflevector (a, b, 0, 4, 1, 5);
#endif
}

INLINE Lane
lane_zip_high (Lane a, Lane b)
{
#if WSC_LANES == 16
  return __builtin_shufflevector (a, b, 2, 18, 3, 19, 6, 22, 7, 23, 10, 26, 11, 27, 14, 30, 15, 31);
#elif WSC_LANES == 8
  return __builtin_shufflevector (a, b, 2, 10, 3, 11, 6, 14, 7, 15);
#else
  return __builtin_shufflevector (a, b, 2, 6, 3, 7);
#endif
}

/* The low, and the high, pairs of each quarter of a and b: a0 a1 b0 b1, and a2 a3 b2 b3. */
INLINE Lane
lane_pair_low (Lane a, Lane b)
{
#if WSC_LANES == 16
  return __builtin_shufflevector (a, b, 0, 1, 16, 17, 4, 5, 20, 21, 8, 9, 24, 25, 12, 13, 28, 29);
#elif WSC_LANES == 8
  return __builtin_shufflevector (a, b, 0, 1, 8, 9, 4, 5, 12, 13);
#else
  return __builtin_shufflevector (a, b, 0, 1, 4, 5);
#endif
}

INLINE Lane
lane_pair_high (Lane a, Lane b)
{
#if WSC_LANES == 16
  return __builtin_shufflevector (a, b, 2, 3, 18, 19, 6, 7, 22, 23, 10, 11, 26, 27, 14, 15, 30, 31);
#elif WSC_LANES == 8
  return __builtin_shufflevector (a, b, 2, 3, 10, 11, 6, 7, 14, 15);
#else
  return __builtin_shufflevector (a, b, 2, 3, 6, 7);
#endif
}
