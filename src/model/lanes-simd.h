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

/* clang-format off */
#if WSC_LANES == 16
#define LANES_OF(x) { x, x, x, x, x, x, x, x, x, x, x, x, x, x, x, x }
#elif WSC_LANES == 8
#define LANES_OF(x) { x, x, x, x, x, x, x, x }
#else
#define LANES_OF(x) { x, x, x, x }
#endif
/* clang-format on */

/* Keeps a loaded vector in a register: without it gcc loads it again for each of its uses, and loads are what
 * limits the products. */
#if defined __AVX512F__
#define KEEP_IN_REGISTER(x) __asm__("" : "+v"(x))
#elif defined __SSE2__
#define KEEP_IN_REGISTER(x) __asm__("" : "+x"(x))
#else
#define KEEP_IN_REGISTER(x) (void) (x)
#endif

INLINE Lane
lane_of (float x)
{
  return (Lane) LANES_OF (x);
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
