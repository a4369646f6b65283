#include "cli/cli.h"

#include <math.h>
#include <unistd.h>

#include <glib/gi18n-lib.h>

#define INTERVAL (G_USEC_PER_SEC / 10)
#define INTERVAL_OF_LINES (G_USEC_PER_SEC / 2) /* where lines cannot be rewritten */
/* The time left is told after this share of the work, or after so many seconds of it. */
#define TRUSTED_SHARE 0.02
#define TRUSTED_SECONDS 2

struct _WscProgressLine
{
  gboolean shown, is_terminal;
  gboolean is_open;  /* a line is on the terminal */
  gint64 last;       /* monotonic time of the last line */
  char *line;        /* which was this */
  gint64 started;    /* of training */
  double started_at; /* its fraction then */
};

WscProgressLine *
wsc_progress_line_new (gboolean always)
{
  WscProgressLine *self = g_new0 (WscProgressLine, 1);
  self->is_terminal = isatty (STDERR_FILENO);
  self->shown = always || self->is_terminal;
  return self;
}

/* Seconds, from the rate since training began; below zero while that is not known. */
static double
get_seconds_left (WscProgressLine *self, const WscProgress *progress, gint64 now)
{
  if (self->started == 0)
    {
      self->started = now;
      self->started_at = progress->fraction;
    }
  double done = progress->fraction - self->started_at, seconds = (double) (now - self->started) / G_USEC_PER_SEC;
  if (done <= 0 || (done < TRUSTED_SHARE && seconds < TRUSTED_SECONDS))
    return -1;
  return seconds * (1 - progress->fraction) / done;
}

static char *
format_time_left (double seconds)
{
  if (seconds < 9.5)
    return g_strdup_printf (_("%.1f s left"), seconds);
  if (seconds < 99.5)
    return g_strdup_printf (_("%.0f s left"), seconds);
  if (seconds < 99.5 * 60)
    return g_strdup_printf (_("%.0f min left"), ceil (seconds / 60));
  return g_strdup_printf (_("%.0f h left"), ceil (seconds / 3600));
}

static char *
format_line (WscProgressLine *self, const WscProgress *progress, gint64 now)
{
  if (progress->n_replicas == 0)
    return g_strdup (progress->phase ? progress->phase : "");
  double left = get_seconds_left (self, progress, now);
  g_autofree char *time = left >= 0 ? format_time_left (left) : NULL;
  if (!time)
    return g_strdup_printf (_("%u of %u replicas"), progress->n_done, progress->n_replicas);
  return g_strdup_printf (_("%u of %u replicas · %s"), progress->n_done, progress->n_replicas, time);
}

gboolean
wsc_progress_line_report (gpointer user_data, const WscProgress *progress)
{
  WscProgressLine *self = user_data;
  gint64 now = g_get_monotonic_time ();
  if (self->shown && now - self->last >= (self->is_terminal ? INTERVAL : INTERVAL_OF_LINES))
    {
      char *line = format_line (self, progress, now);
      if (g_strcmp0 (line, self->line) != 0)
        g_printerr (self->is_terminal ? "\r%s\033[K" : "%s\n", line);
      self->is_open = self->is_terminal;
      self->last = now;
      g_free (self->line);
      self->line = line;
    }
  return !wsc_signals_is_interrupted ();
}

void
wsc_progress_line_free (WscProgressLine *self)
{
  if (self->is_open)
    g_printerr ("\r\033[K");
  g_free (self->line);
  g_free (self);
}
