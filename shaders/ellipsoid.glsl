// Ellipsoids as polygons about their outlines. q runs over the outline's plane so that |q| = 1 is the outline; the surface is
// depth . (1, q, w), w = sqrt (1 - |q|^2), and so is its normal (see src/scene/project.c).
//
// SOLID draws what covers a whole pixel, with depth; EDGE blends what covers a part, over it; WHOLE does both at once; HALO rings
// one ellipsoid.

#ifdef VERTEX
layout (location = 0) in vec4 a_place;   // centre, lengths in px
layout (location = 1) in vec4 a_axes;    // both half-axes of the outline
layout (location = 2) in vec4 a_depth;
layout (location = 3) in vec4 a_normal1; // w: the only part of normal[0] that is not 0
layout (location = 4) in vec3 a_normal2;
layout (location = 5) in vec3 a_normal3;
layout (location = 6) in vec4 a_colour;

uniform float u_margin; // px beyond the outline
uniform vec3 u_corners[18]; // of the polygon about the unit circle; z: how many margins farther out

STRAIGHT out vec2 v_q;
STRAIGHT out vec3 v_normal;
STRAIGHT out float v_depth;
flat out vec4 v_bulge;   // what w is multiplied by: of the normal, of the depth
flat out vec3 v_colour;  // squared: shading is done in light, not in code values
flat out vec2 v_inverse; // 1 / lengths
flat out vec2 v_rim;

void
main ()
{
  vec3 corner = u_corners[gl_VertexID];
  vec2 q = corner.xy * max (1.0 + corner.z * u_margin / a_place.zw, 0.0);

  gl_Position = vec4 (a_place.xy + q.x * a_axes.xy + q.y * a_axes.zw, 0.0, 1.0);
  v_q = q;
  v_normal = q.x * a_normal1.xyz + q.y * a_normal2 + vec3 (0.0, 0.0, a_normal1.w);
  v_depth = a_depth.x + q.x * a_depth.y + q.y * a_depth.z;
  v_bulge = vec4 (a_normal3, a_depth.w);
  v_colour = a_colour.rgb * a_colour.rgb;
  v_inverse = 1.0 / a_place.zw;
  v_rim = rim_of (a_place.w);
}
#endif

#ifdef FRAGMENT
uniform vec3 u_halo[2]; // colours of the ring and of its casing

STRAIGHT in vec2 v_q;
STRAIGHT in vec3 v_normal;
STRAIGHT in float v_depth;
flat in vec4 v_bulge;
flat in vec3 v_colour;
flat in vec2 v_inverse;
flat in vec2 v_rim;
out vec4 colour;

void
main ()
{
  float squared = dot (v_q, v_q);
  float radius = sqrt (squared);
  // Distance to the outline in px, positive inside, to first order; exact along both axes.
  float inside = (1.0 - radius) * radius * inversesqrt (dot (v_q * v_inverse, v_q * v_inverse) + 1e-12);
  bool is_middle = radius < 1e-4;
#if defined SOLID
  if (inside < 0.5 && !is_middle)
    discard;
#elif defined EDGE
  if (abs (inside) >= 0.5 || is_middle)
    discard;
#elif defined WHOLE
  if (inside <= -0.5)
    discard;
#endif
  inside = is_middle ? 1e3 : inside;
#if defined HALO
  float outside = -inside / u_pixel;
  float within = min (1.2, 0.2 / (v_inverse.y * u_pixel)); // a thin one keeps its colour
  float ring = clamp (u_pixel * (2.2 - outside) + 0.5, 0.0, 1.0) * clamp (u_pixel * outside + 0.5, 0.0, 1.0);
  float casing = clamp (u_pixel * (3.6 - outside) + 0.5, 0.0, 1.0) * clamp (u_pixel * (outside + within) + 0.5, 0.0, 1.0);
  colour = vec4 (mix (u_halo[1], u_halo[0], ring), max (ring, 0.85 * casing));
#else
  float w = sqrt (max (1.0 - squared, 1e-4));
  vec3 n = v_normal + w * v_bulge.xyz;
  gl_FragDepth = v_depth + w * v_bulge.w;
  vec3 lit = shade (v_colour, n * inversesqrt (dot (n, n) + 1e-30)) * (1.0 - u_rim * rim_at (inside, v_rim));
  colour = vec4 (lit, clamp (inside + 0.5, 0.0, 1.0));
#endif
}
#endif
