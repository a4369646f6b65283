/* cut: the plane that cuts ellipsoids open, on the picture and through one of them. */
#include <math.h>

#include "scene/layer.h"
#include "scene/scene-private.h"

/* A plane that is seen from its edge is turned by so little that nobody sees it. */
#define EDGE 1e-7

int
wsc_view_get_cut (const WscView *self, const WscScene *scene, double plane[3])
{
  double clip[4], pivot;

  if (!wsc_view_get_clip (self, scene, clip))
    return 0;
  pivot = fabs (clip[3]) > EDGE ? clip[3] : clip[3] < 0 ? -EDGE : EDGE;
  for (guint j = 0; j < 3; j++)
    plane[j] = -clip[j] / pivot;
  return pivot < 0 ? 1 : -1;
}

/* In the frame of its unit sphere the plane is m . u + h = 0, and the face a circle of radius sqrt (1 - h^2) about -h m. */
gboolean
wsc_ellipsoid_cut (const WscEllipsoid *self, const double plane[4], WscEllipsoid *face)
{
  double m[3], h = plane[3], length = 0, across[2][3];
  guint least = 0;

  for (guint i = 0; i < 3; i++)
    {
      m[i] = plane[0] * self->half_axes[i][0] + plane[1] * self->half_axes[i][1] + plane[2] * self->half_axes[i][2];
      h += plane[i] * self->centre[i];
      length += m[i] * m[i];
    }
  length = sqrt (length);
  if (!(fabs (h) < length))
    return FALSE;
  h /= length;
  for (guint i = 0; i < 3; i++)
    {
      m[i] /= length;
      least = fabs (m[i]) < fabs (m[least]) ? i : least;
    }
  const double up[3] = { least == 0, least == 1, least == 2 };
  length = 0;
  for (guint i = 0; i < 3; i++)
    {
      across[0][i] = m[(i + 1) % 3] * up[(i + 2) % 3] - m[(i + 2) % 3] * up[(i + 1) % 3];
      length += across[0][i] * across[0][i];
    }
  for (guint i = 0; i < 3; i++)
    across[0][i] *= sqrt ((1 - h * h) / length);
  for (guint i = 0; i < 3; i++)
    across[1][i] = m[(i + 1) % 3] * across[0][(i + 2) % 3] - m[(i + 2) % 3] * across[0][(i + 1) % 3];
  *face = *self;
  for (guint j = 0; j < 3; j++)
    {
      double centre = self->centre[j], first = 0, second = 0;

      for (guint i = 0; i < 3; i++)
        {
          centre -= h * m[i] * self->half_axes[i][j];
          first += across[0][i] * self->half_axes[i][j];
          second += across[1][i] * self->half_axes[i][j];
        }
      face->centre[j] = centre;
      face->half_axes[0][j] = first;
      face->half_axes[1][j] = second;
      face->half_axes[2][j] = 0;
    }
  return TRUE;
}
