/* Thick-restart block Lanczos (Wu and Simon 2000) with full reorthogonalisation.
 * Q holds j orthonormal rows and behind them a block F of some more, with A Q' = Q' T + F' S. A step multiplies F by A,
 * subtracts its parts along all rows and appends what is left, made orthonormal, as the next block. The eigenvectors y
 * of T give Ritz vectors Q' y with residual |S y|. A full basis is replaced by its leading Ritz vectors, for which the
 * same relation holds with T diagonal. Blocks of two find pairs of equal eigenvalues, as of a sine, at once. */
#include "ssa/lanczos.h"

#include <cblas.h>
#include <float.h>
#include <glib/gi18n-lib.h>
#include <math.h>
#include <string.h>

#define BLOCK WSC_LANCZOS_BLOCK
#define ROOM 70                     /* rows of the basis beyond those wanted */
#define CHECK_EVERY 35              /* rows between two looks at the residuals */
#define TOLERANCE 1e-9              /* of an eigenvalue */
#define ROUNDING (50 * DBL_EPSILON) /* of the largest */
#define LOSS 0.1                    /* a row that shrinks by more while orthogonalised is orthogonalised again */
#define NOTHING 1e-14               /* of A: what is left of a row that lies in the span of the others */
#define PATIENCE 8                  /* restarts before the basis is doubled: eigenvalues lie close */
#define MOST_RESTARTS 200
#define MOST_NUMBERS (1 << 25) /* in a basis that is doubled */
#define CHUNK 2560             /* columns that one thread takes */
#define WORTH_THREADS 1e6      /* numbers in the rows of a pass: below it, starting a thread costs as much */

typedef struct
{
  WscLanczos *args;
  gsize L, capacity, locked, j, width,
      local_from;    /* a restart is due at capacity rows, which j passes by less than BLOCK */
  gsize ld;          /* capacity + 2 BLOCK: with the block behind */
  double *rows;      /* (locked + capacity + BLOCK, L) */
  double *t;         /* (capacity + BLOCK, capacity + BLOCK) lower part: T, and S below it */
  double *w;         /* (BLOCK, L) */
  double *sums, *h;  /* (chunks, BLOCK, rows), (BLOCK, rows) of a pass */
  double *theta, *y; /* (j), (j, j) of the last look */
  double *residuals; /* (BLOCK, j) S y */
  double size;       /* the largest |A q| seen */
  guint n_restarts;
  guint n_chunks, n_threads;
  gsize n_rows, n_kept; /* of the pass or the restart in progress */
  WscRandom random;
} Lanczos;

static double *
row_at (const Lanczos *self, gsize i)
{
  return self->rows + (self->locked + i) * self->L;
}

static double *
t_at (const Lanczos *self, gsize i, gsize j)
{
  return self->t + i * self->ld + j;
}

static gsize
chunk_width (const Lanczos *self, guint chunk)
{
  return MIN (CHUNK, self->L - (gsize) chunk * CHUNK);
}

/* --- orthogonalisation --------------------------------------------------- */

static guint
threads_for (const Lanczos *self, gsize n_rows)
{
  return (double) n_rows * (double) self->L < WORTH_THREADS ? 1 : self->n_threads;
}

static void
project_chunk (gpointer user_data, guint chunk, guint thread)
{
  Lanczos *self = user_data;
  const gsize first = (gsize) chunk * CHUNK;

  cblas_dgemm (CblasRowMajor, CblasNoTrans, CblasTrans, BLOCK, (int) self->n_rows, (int) chunk_width (self, chunk), 1,
               self->w + first, (int) self->L, self->rows + first, (int) self->L, 0,
               self->sums + chunk * BLOCK * self->n_rows, (int) self->n_rows);
}

static void
subtract_chunk (gpointer user_data, guint chunk, guint thread)
{
  Lanczos *self = user_data;
  const gsize first = (gsize) chunk * CHUNK;

  cblas_dgemm (CblasRowMajor, CblasNoTrans, CblasNoTrans, BLOCK, (int) chunk_width (self, chunk), (int) self->n_rows,
               -1, self->h, (int) self->n_rows, self->rows + first, (int) self->L, 1, self->w + first, (int) self->L);
}

/* h = w Q' over the first n_rows rows, locked ones among them; w -= h Q. Sums over chunks in their order. */
static void
pass (Lanczos *self, gsize n_rows)
{
  const gsize size = BLOCK * n_rows;
  const guint n_threads = threads_for (self, n_rows);

  self->n_rows = n_rows;
  if (n_rows == 0)
    return;
  wsc_parallel_for (n_threads, self->n_chunks, project_chunk, NULL, self);
  memset (self->h, 0, size * sizeof (double));
  for (guint chunk = 0; chunk < self->n_chunks; chunk++)
    for (gsize i = 0; i < size; i++)
      self->h[i] += self->sums[chunk * size + i];
  wsc_parallel_for (n_threads, self->n_chunks, subtract_chunk, NULL, self);
}

static double
norm_of_block (const Lanczos *self, guint row)
{
  const double *w = self->w + row * self->L;

  return sqrt (cblas_ddot ((int) self->L, w, 1, w, 1));
}

/* Until no row of w shrinks much: what is subtracted leaves rounding of its own size behind. */
static void
orthogonalise (Lanczos *self, gsize n_rows)
{
  gboolean again = TRUE;

  for (guint round = 0; again && round < 3; round++)
    {
      double before[BLOCK];

      for (guint b = 0; b < BLOCK; b++)
        before[b] = norm_of_block (self, b);
      pass (self, n_rows);
      again = FALSE;
      for (guint b = 0; b < BLOCK; b++)
        again = again || norm_of_block (self, b) < LOSS * before[b];
    }
}

/* --- steps --------------------------------------------------------------- */

/* The first row of w becomes a random direction orthonormal to the first n_rows rows, locked ones among them. */
static void
draw_row (Lanczos *self, gsize n_rows)
{
  for (gsize i = 0; i < self->L; i++)
    self->w[i] = wsc_random_normal (&self->random);
  orthogonalise (self, n_rows);
  cblas_dscal ((int) self->L, 1 / norm_of_block (self, 0), self->w, 1);
}

/* The first row of w, orthogonal to all rows but the last n_new, made orthonormal to these too; FALSE if nothing is
 * left of it. */
static gboolean
finish_row (Lanczos *self, gsize n_rows, gsize n_new)
{
  const int L = (int) self->L;
  const double length = norm_of_block (self, 0);

  for (gsize i = n_rows - n_new; i < n_rows; i++)
    {
      const double *row = self->rows + i * self->L;

      cblas_daxpy (L, -cblas_ddot (L, row, 1, self->w, 1), row, 1, self->w, 1);
    }
  if (norm_of_block (self, 0) < LOSS * length)
    orthogonalise (self, n_rows);
  if (!(norm_of_block (self, 0) > NOTHING * self->size))
    return FALSE;
  cblas_dscal (L, 1 / norm_of_block (self, 0), self->w, 1);
  return TRUE;
}

/* Appends what is left in w (`filled` rows) as the next block, with S in the rows of T below. */
static void
append_block (Lanczos *self, guint filled)
{
  const gsize L = self->L, end = self->j + self->width;
  const gsize width = MIN (BLOCK, L - self->locked - end);
  g_autofree double *left = g_memdup2 (self->w, BLOCK * L * sizeof (double));

  memset (self->w, 0, BLOCK * L * sizeof (double));
  for (guint a = 0; a < width; a++)
    {
      const gsize n_rows = self->locked + end + a;

      if (a < filled)
        memcpy (self->w, left + a * L, L * sizeof (double));
      if (a >= filled || !finish_row (self, n_rows, a))
        draw_row (self, n_rows);
      memcpy (row_at (self, end + a), self->w, L * sizeof (double));
      memset (t_at (self, end + a, 0), 0, (end + a) * sizeof (double));
      for (guint b = 0; b < filled; b++)
        *t_at (self, end + a, self->j + b) = cblas_ddot ((int) L, self->w, 1, left + b * L, 1);
    }
  self->j = end;
  self->width = width;
}

static void
multiply (gpointer user_data, guint item, guint thread)
{
  Lanczos *self = user_data;

  self->args->product (self->args->user_data, thread, row_at (self, self->j + item), self->w + item * self->L);
}

/* w -= parts along the rows from `first` to the end of the current block, by coefficients that T has or gets. */
static void
subtract_known (Lanczos *self)
{
  const int L = (int) self->L, ld = (int) self->ld, width = (int) self->width;
  const int n_known = (int) (self->j - self->local_from);
  double diagonal[BLOCK * BLOCK];

  if (n_known > 0)
    cblas_dgemm (CblasRowMajor, CblasNoTrans, CblasNoTrans, width, L, n_known, -1,
                 t_at (self, self->j, self->local_from), ld, row_at (self, self->local_from), L, 1, self->w, L);
  cblas_dgemm (CblasRowMajor, CblasNoTrans, CblasTrans, width, width, L, 1, self->w, L, row_at (self, self->j), L, 0,
               diagonal, BLOCK);
  cblas_dgemm (CblasRowMajor, CblasNoTrans, CblasNoTrans, width, L, width, -1, diagonal, BLOCK, row_at (self, self->j),
               L, 1, self->w, L);
  for (int a = 0; a < width; a++)
    for (int b = 0; b <= a; b++)
      *t_at (self, self->j + a, self->j + b) = 0.5 * (diagonal[a * BLOCK + b] + diagonal[b * BLOCK + a]);
}

static void
step (Lanczos *self)
{
  const gsize before = self->j, width = self->width;

  memset (self->w, 0, BLOCK * self->L * sizeof (double));
  wsc_parallel_for (self->n_threads, (guint) width, multiply, NULL, self);
  for (guint b = 0; b < width; b++)
    self->size = fmax (self->size, norm_of_block (self, b));
  subtract_known (self);
  orthogonalise (self, self->locked + self->j + width);
  append_block (self, (guint) width);
  self->local_from = before;
}

/* --- Ritz vectors -------------------------------------------------------- */

static gboolean
look (Lanczos *self, GError **error)
{
  const gsize j = self->j;
  g_autofree double *t = g_malloc_n (j * j, sizeof (double));

  for (gsize a = 0; a < j; a++)
    for (gsize b = 0; b <= a; b++)
      t[a * j + b] = t[b * j + a] = *t_at (self, a, b);
  if (!wsc_symmetric_eigen (j, t, self->theta, self->y, error))
    return FALSE;
  memset (self->residuals, 0, BLOCK * j * sizeof (double));
  if (self->width > 0)
    cblas_dgemm (CblasRowMajor, CblasNoTrans, CblasTrans, (int) self->width, (int) j, (int) j, 1, t_at (self, j, 0),
                 (int) self->ld, self->y, (int) j, 0, self->residuals, (int) j);
  return TRUE;
}

/* TRUE when every eigenvector looked for is there: the first n_found of the last look. */
static gboolean
is_done (Lanczos *self)
{
  WscLanczos *args = self->args;
  const double floor = ROUNDING * self->theta[0];
  gsize i;

  for (i = 0; i < MIN (args->wanted, self->j); i++)
    {
      const double theta = self->theta[i], tolerance = fmax (TOLERANCE * fabs (theta), floor);

      if (theta <= args->nothing || theta < args->cut * self->theta[0])
        break;
      if (cblas_dnrm2 (BLOCK, self->residuals + i, (int) self->j) > tolerance)
        return FALSE;
    }
  args->n_found = i;
  args->exhausted = i < args->wanted && (self->theta[i] <= args->nothing || i == self->j);
  return i == args->wanted || i < self->j;
}

static void
rotate_chunk (gpointer user_data, guint chunk, guint thread)
{
  Lanczos *self = user_data;
  const gsize width = chunk_width (self, chunk), first = (gsize) chunk * CHUNK;
  g_autofree double *old = g_malloc_n (self->j * width, sizeof (double));

  for (gsize i = 0; i < self->j; i++)
    memcpy (old + i * width, row_at (self, i) + first, width * sizeof (double));
  cblas_dgemm (CblasRowMajor, CblasNoTrans, CblasNoTrans, (int) self->n_kept, (int) width, (int) self->j, 1, self->y,
               (int) self->j, old, (int) width, 0, row_at (self, 0) + first, (int) self->L);
}

/* The first rows of Q become the leading Ritz vectors. */
static void
rotate (Lanczos *self, gsize n_kept)
{
  self->n_kept = n_kept;
  wsc_parallel_for (self->n_threads, self->n_chunks, rotate_chunk, NULL, self);
}

static void
restart (Lanczos *self)
{
  const gsize kept = MIN (self->args->wanted + ROOM / 3, self->j - 1);

  rotate (self, kept);
  memmove (row_at (self, kept), row_at (self, self->j), self->width * self->L * sizeof (double));
  for (gsize i = 0; i < kept; i++)
    {
      memset (t_at (self, i, 0), 0, i * sizeof (double));
      *t_at (self, i, i) = self->theta[i];
      for (gsize a = 0; a < self->width; a++)
        *t_at (self, kept + a, i) = self->residuals[a * self->j + i];
    }
  self->j = kept;
  self->local_from = 0;
}

/* Room for `capacity` rows; what the rows hold is kept, T is a new array. */
static void
allocate (Lanczos *self, gsize capacity)
{
  const gsize ld = capacity + 2 * BLOCK, n_rows = self->locked + ld;

  self->capacity = capacity;
  self->ld = ld;
  self->rows = g_realloc_n (self->rows, n_rows * self->L, sizeof (double));
  self->t = g_new0 (double, ld *ld);
  self->sums = g_realloc_n (self->sums, self->n_chunks * BLOCK * n_rows, sizeof (double));
  self->h = g_realloc_n (self->h, BLOCK * n_rows, sizeof (double));
  self->theta = g_realloc_n (self->theta, ld, sizeof (double));
  self->y = g_realloc_n (self->y, ld * ld, sizeof (double));
  self->residuals = g_realloc_n (self->residuals, BLOCK * ld, sizeof (double));
}

/* Twice the room, if memory allows: a basis as large as L holds every eigenvector. */
static void
grow (Lanczos *self)
{
  const gsize capacity = MIN (2 * self->capacity, self->L - self->locked), old = self->ld;
  double *t = self->t;

  if (capacity * self->L > MOST_NUMBERS)
    return;
  allocate (self, capacity);
  for (gsize i = 0; i < MIN (old, self->ld); i++)
    memcpy (t_at (self, i, 0), t + i * old, MIN (old, self->ld) * sizeof (double));
  g_free (t);
}

/* --- the whole ----------------------------------------------------------- */

static gboolean
go (Lanczos *self, GError **error)
{
  gsize goal = self->args->wanted + CHECK_EVERY;

  append_block (self, 0);
  for (;;)
    {
      while (self->width > 0 && self->j < MIN (goal, self->capacity))
        {
          if (!wsc_ssa_go_on (self->args->hook, 0.2, error))
            return FALSE;
          step (self);
        }
      if (!look (self, error))
        return FALSE;
      if (is_done (self))
        return TRUE;
      if (self->width == 0 || self->n_restarts == MOST_RESTARTS)
        break;
      if (self->j >= self->capacity)
        {
          restart (self);
          if (++self->n_restarts % PATIENCE == 0)
            grow (self);
        }
      goal = self->j + CHECK_EVERY;
    }
  g_set_error (error, WSC_ERROR, WSC_ERROR_NUMERIC, _("Eigenvectors of a window of %zu values did not converge"),
               self->L);
  return FALSE;
}

static void
init (Lanczos *self, WscLanczos *args)
{
  const gsize L = args->L;

  *self = (Lanczos){ .args = args, .L = L, .locked = args->n_locked };
  self->n_threads = wsc_hook_get_n_threads (args->hook);
  self->n_chunks = (guint) ((L + CHUNK - 1) / CHUNK);
  allocate (self, MIN (args->wanted + ROOM, L - args->n_locked));
  memcpy (self->rows, args->vectors, args->n_locked * L * sizeof (double));
  self->w = g_new0 (double, BLOCK *L);
  wsc_random_init (&self->random, 0, "ssa.start", args->level);
}

static void
clear (Lanczos *self)
{
  g_free (self->rows);
  g_free (self->t);
  g_free (self->w);
  g_free (self->sums);
  g_free (self->h);
  g_free (self->theta);
  g_free (self->y);
  g_free (self->residuals);
}

gboolean
wsc_lanczos_run (WscLanczos *self, GError **error)
{
  Lanczos lanczos;
  gboolean ok;

  g_return_val_if_fail (self->wanted >= 1 && self->n_locked + self->wanted <= self->L, FALSE);

  init (&lanczos, self);
  ok = go (&lanczos, error);
  if (ok)
    {
      rotate (&lanczos, self->n_found);
      memcpy (self->vectors + self->n_locked * self->L, row_at (&lanczos, 0),
              self->n_found * self->L * sizeof (double));
      memcpy (self->values, lanczos.theta, self->n_found * sizeof (double));
    }
  clear (&lanczos);
  return ok;
}
