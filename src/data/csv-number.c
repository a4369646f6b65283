/* value = digits * 10^exponent, rounded once.
 *
 * digits < 2^53 and |exponent| <= 22: both are exact doubles, so one operation rounds correctly (Clinger 1990).
 * At most 19 digits and |exponent| <= 27: both are exact in the 64 bits of an x87 long double. Its result q is
 * rounded once; rounding q again to 53 bits is right unless q lies exactly half way between two doubles,
 * because a half-way point is itself one of the 64-bit numbers and rounding is monotone.
 * All else goes to strtod. */
#include "data/csv-private.h"

#include <float.h>
#include <math.h>
#include <string.h>

static const double powers[] = { 1e0,  1e1,  1e2,  1e3,  1e4,  1e5,  1e6,  1e7,  1e8,  1e9,  1e10, 1e11,
                                 1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18, 1e19, 1e20, 1e21, 1e22 };

#if LDBL_MANT_DIG == 64
static const long double long_powers[] = { 1e0L,  1e1L,  1e2L,  1e3L,  1e4L,  1e5L,  1e6L,  1e7L,  1e8L,  1e9L,
                                           1e10L, 1e11L, 1e12L, 1e13L, 1e14L, 1e15L, 1e16L, 1e17L, 1e18L, 1e19L,
                                           1e20L, 1e21L, 1e22L, 1e23L, 1e24L, 1e25L, 1e26L, 1e27L };
#endif

/* What a scan of the text found. */
typedef struct
{
  guint64 digits;
  guint n_digits; /* without leading zeros */
  gint64 exponent;
  gboolean negative;
} Decimal;

static gboolean
convert_double (const Decimal *d, double *value)
{
  if (d->digits > (G_GUINT64_CONSTANT (1) << 53) || d->exponent < -22 || d->exponent > 22)
    return FALSE;
  *value = d->exponent < 0 ? (double) d->digits / powers[-d->exponent] : (double) d->digits * powers[d->exponent];
  return TRUE;
}

static gboolean
convert_long_double (const Decimal *d, double *value)
{
#if LDBL_MANT_DIG == 64
  long double q;
  guint64 mantissa;

  if (d->n_digits > 19 || d->exponent < -27 || d->exponent > 27)
    return FALSE;
  q = d->exponent < 0 ? (long double) d->digits / long_powers[-d->exponent]
                      : (long double) d->digits * long_powers[d->exponent];
  memcpy (&mantissa, &q, sizeof mantissa);
  if ((mantissa & 0x7ff) == 0x400)
    return FALSE;
  *value = (double) q;
  return TRUE;
#else
  return FALSE;
#endif
}

static gboolean
convert_slowly (const char *text, gsize length, char decimal, double *value)
{
  g_autofree char *copy = g_strndup (text, length);
  char *comma = decimal == '.' ? NULL : strchr (copy, decimal);

  if (comma != NULL)
    *comma = '.';
  *value = g_ascii_strtod (copy, NULL);
  return isfinite (*value);
}

/* Digits beyond the nineteenth are counted, and left to strtod. */
static inline const char *
read_digits (const char *p, Decimal *d)
{
  for (guint digit; (digit = (guint) (guchar) *p - '0') <= 9; p++)
    {
      d->n_digits += d->n_digits > 0 || digit > 0;
      if (d->n_digits <= 19)
        d->digits = d->digits * 10 + digit;
    }
  return p;
}

/* Past an exponent, if there is a whole one; else `p`. */
static const char *
read_exponent (const char *p, Decimal *d)
{
  const char *q = p + 1;
  gboolean negative = FALSE;
  gint64 exponent = 0;

  if (*q == '+' || *q == '-')
    negative = *q++ == '-';
  if (!g_ascii_isdigit (*q))
    return p;
  for (; g_ascii_isdigit (*q); q++)
    exponent = MIN (exponent * 10 + (*q - '0'), 1000000);
  d->exponent += negative ? -exponent : exponent;
  return q;
}

const char *
wsc_csv_read_number (const char *text, char decimal, double *value)
{
  Decimal d = { 0 };
  const char *p = text, *digits, *fraction;
  gsize n_characters;

  if (*p == '-' || *p == '+')
    d.negative = *p++ == '-';
  digits = p;
  p = read_digits (p, &d);
  n_characters = p - digits;
  if (*p == decimal)
    {
      fraction = p + 1;
      p = read_digits (fraction, &d);
      d.exponent = fraction - p;
      n_characters += p - fraction;
    }
  if (n_characters == 0)
    return NULL;
  if (*p == 'e' || *p == 'E')
    p = read_exponent (p, &d);

  if (d.n_digits <= 19 && (convert_double (&d, value) || convert_long_double (&d, value)))
    {
      *value = d.negative ? -*value : *value;
      return p;
    }
  return convert_slowly (text, p - text, decimal, value) ? p : NULL;
}
