/* The line through the means, among the ellipsoids: hidden by what is opaque, and in pieces between sides of glass. */
#include "plot/solids-private.h"

#define N_STEPS 64 /* pieces of a line for which the sides in front are looked for */

void
wsc_solids_stroke (const WscSolidPicture *picture, const WscSegment *segment, const WscLinePiece *line, double from, double to)
{
  cairo_t *cr = picture->cr;
  const double dx = line->to[0] - line->from[0], dy = line->to[1] - line->from[1];

  cairo_move_to (cr, line->from[0] + from * dx, line->from[1] + from * dy);
  cairo_line_to (cr, line->from[0] + to * dx, line->from[1] + to * dy);
  cairo_set_line_width (cr, segment->width * picture->pixel);
  cairo_set_source_rgba (cr, segment->colour.r, segment->colour.g, segment->colour.b, segment->colour.a);
  cairo_stroke (cr);
}

static gint
compare_starts (gconstpointer a, gconstpointer b)
{
  const double *p = a, *q = b;

  return p[0] < q[0] ? -1 : p[0] > q[0];
}

static double
get_plane_depth (const WscSolidPicture *picture, const double pixel[2])
{
  return picture->plane[0] + picture->plane[1] * pixel[0] + picture->plane[2] * pixel[1];
}

/* The plane that cuts ellipsoids cuts the path too: what it takes away, as a share of the line. */
static void
append_cut (const WscSolidPicture *picture, const WscLinePiece *line, GArray *hidden)
{
  const double from = picture->cut * (line->from_depth - get_plane_depth (picture, line->from));
  const double to = picture->cut * (line->to_depth - get_plane_depth (picture, line->to));
  const double crossing = from != to ? CLAMP (from / (from - to), 0, 1) : 1;
  const double ends[2] = { from < 0 ? 0 : crossing, to < 0 ? 1 : crossing };

  if (picture->cut != 0 && (from < 0 || to < 0))
    g_array_append_vals (hidden, ends, 1);
}

/* What the plane leaves and, where solids hide, no ellipsoid hides. */
static void
stroke_visible (const WscSolidPicture *picture, const WscLinePiece *line, const WscSegment *segment, gboolean hides)
{
  g_autoptr (GArray) hidden = g_array_new (FALSE, FALSE, 2 * sizeof (double));
  double at = 0;

  for (guint i = 0; hides && i < picture->solids->len; i++)
    {
      double ends[6][2];
      const guint n = wsc_layer_find_hidden_line (&g_array_index (picture->solids, WscSolid, i).layer, line, ends);

      g_array_append_vals (hidden, ends, n);
    }
  append_cut (picture, line, hidden);
  g_array_sort (hidden, compare_starts);
  for (guint i = 0; i < hidden->len; i++)
    {
      const double *ends = (const double *) (gpointer) hidden->data + 2 * i;

      if (ends[0] > at)
        wsc_solids_stroke (picture, segment, line, at, ends[0]);
      at = MAX (at, ends[1]);
    }
  if (at < 1)
    wsc_solids_stroke (picture, segment, line, at, 1);
}

void
wsc_solids_draw_path (const WscSolidPicture *picture, const WscSegment *segments, guint n, gboolean hides)
{
  WscLinePiece line;

  for (guint i = 0; i < n; i++)
    if (segments[i].kind == WSC_SEGMENT_PATH && wsc_view_project_segment (&picture->view, &segments[i], &line))
      stroke_visible (picture, &line, &segments[i], hides);
}

/* --- among glass -------------------------------------------------------------------- */

/* Whether a point lies in polygons; of several, in an odd number. */
static gboolean
holds_point (const GArray *path, const double pixel[2])
{
  const WscPathPoint *points = (const WscPathPoint *) (gpointer) path->data;
  gboolean inside = FALSE;
  guint first = 0;

  for (guint i = 0; i < path->len; i++)
    {
      first = points[i].begins ? i : first;
      const gboolean is_last = i + 1 == path->len || points[i + 1].begins;
      const WscPathPoint *p = &points[i], *q = &points[is_last ? first : i + 1];

      if ((p->y > pixel[1]) != (q->y > pixel[1]) && pixel[0] < p->x + (q->x - p->x) * (pixel[1] - p->y) / (q->y - p->y))
        inside = !inside;
    }
  return inside;
}

static gboolean
is_drawn_at (const WscSolid *solid, const double pixel[2])
{
  for (guint i = 0; solid->hidden != NULL && i < solid->hidden->len; i++)
    if (holds_point (g_ptr_array_index (solid->hidden, i), pixel))
      return FALSE;
  for (guint i = 0; solid->within != NULL && i < solid->within->len; i++)
    if (!holds_point (g_ptr_array_index (solid->within, i), pixel))
      return FALSE;
  return TRUE;
}

/* The first side, in the order of drawing, that lies in front of a point of the line. */
static guint
find_before (const WscSolidPicture *picture, const WscLinePiece *line, double t)
{
  const double pixel[2] = { line->from[0] + t * (line->to[0] - line->from[0]), line->from[1] + t * (line->to[1] - line->from[1]) };
  const double own = line->from_depth + t * (line->to_depth - line->from_depth);

  for (guint i = 0; i < picture->solids->len; i++)
    {
      const WscSolid *solid = &g_array_index (picture->solids, WscSolid, i);
      double depth;

      if (wsc_layer_get_depth (&solid->layer, pixel, &depth) && depth < own && is_drawn_at (solid, pixel))
        return i;
    }
  return picture->solids->len;
}

/* Where the line may pass from before a side to behind it, ascending from 0 to 1. */
static GArray *
find_places (const WscSolidPicture *picture, const WscLinePiece *line, const GArray *cut)
{
  GArray *places = g_array_new (FALSE, FALSE, sizeof (double));

  for (guint k = 0; k <= N_STEPS; k++)
    {
      const double even = (double) k / N_STEPS;

      g_array_append_val (places, even);
    }
  for (guint i = 0; i < picture->solids->len; i++)
    {
      double ends[6][2];
      const guint n = wsc_layer_find_hidden_line (&g_array_index (picture->solids, WscSolid, i).layer, line, ends);

      g_array_append_vals (places, ends, 2 * n);
    }
  g_array_append_vals (places, cut->data, 2 * cut->len);
  g_array_sort (places, compare_starts);
  return places;
}

static gboolean
is_cut_off (const GArray *cut, double t)
{
  const double *ends = (const double *) (gpointer) cut->data;

  return cut->len > 0 && t > ends[0] && t < ends[1];
}

static void
add_stretches (const WscSolidPicture *picture, const WscSegment *segment, const WscLinePiece *line, GArray *stretches)
{
  g_autoptr (GArray) cut = g_array_new (FALSE, FALSE, 2 * sizeof (double)), places = NULL;
  gboolean goes_on = FALSE;

  append_cut (picture, line, cut);
  places = find_places (picture, line, cut);
  for (guint i = 1; i < places->len; i++)
    {
      const double from = g_array_index (places, double, i - 1), to = g_array_index (places, double, i), middle = 0.5 * (from + to);

      if (!(to > from))
        continue;
      if (is_cut_off (cut, middle))
        {
          goes_on = FALSE;
          continue;
        }
      const WscStretch stretch = { segment, *line, from, to, find_before (picture, line, middle) };
      WscStretch *last = goes_on ? &g_array_index (stretches, WscStretch, stretches->len - 1) : NULL;
      if (last != NULL && last->before == stretch.before)
        last->to = to;
      else
        g_array_append_val (stretches, stretch);
      goes_on = TRUE;
    }
}

static gint
compare_stretches (gconstpointer a, gconstpointer b)
{
  const WscStretch *p = a, *q = b;

  return p->before < q->before ? -1 : p->before > q->before;
}

GArray *
wsc_solids_find_stretches (const WscSolidPicture *picture, const WscSegment *segments, guint n)
{
  GArray *stretches = g_array_new (FALSE, FALSE, sizeof (WscStretch));
  WscLinePiece line;

  for (guint i = 0; i < n; i++)
    if (segments[i].kind == WSC_SEGMENT_PATH && wsc_view_project_segment (&picture->view, &segments[i], &line))
      add_stretches (picture, &segments[i], &line, stretches);
  g_array_sort (stretches, compare_stretches);
  return stretches;
}
