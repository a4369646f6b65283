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

uniform float u_pixel;  // device pixels a logical one
uniform float u_margin; // px beyond the outline
uniform vec3 u_corners[18]; // of the polygon about the unit circle; z: how many margins farther out

STRAIGHT out vec2 v_q;
STRAIGHT out vec3 v_normal;
STRAIGHT out float v_depth;
flat out vec4 v_bulge;   // what w is multiplied by: of the normal, of the depth
flat out vec3 v_colour;  // squared: shading is done in light, not in code values
flat out vec2 v_inverse; // 1 / lengths
flat out vec2 v_rim;     // width in px, strength

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
  v_rim = vec2 (min (1.2 * u_pixel, 0.2 * a_place.w), clamp (0.2 * a_place.w / u_pixel - 0.2, 0.0, 1.0));
}
#endif

#ifdef FRAGMENT
uniform vec4 u_light;  // ambient, sky, key, gloss
uniform float u_rim;   // how dark an outline
uniform vec3 u_halo[2]; // colours of the ring and of its casing
uniform float u_pixel;

STRAIGHT in vec2 v_q;
STRAIGHT in vec3 v_normal;
STRAIGHT in float v_depth;
flat in vec4 v_bulge;
flat in vec3 v_colour;
flat in vec2 v_inverse;
flat in vec2 v_rim;
out vec4 colour;

const vec3 KEY = vec3 (-0.4082, 0.6124, 0.6770);
const vec3 FILL = vec3 (0.7428, -0.2476, 0.6221);
const vec3 HALF_WAY = vec3 (-0.2229, 0.3344, 0.9157); // between KEY and the eye

vec3
shade (vec3 n, float inside)
{
  float key = max (dot (n, KEY) * 0.85 + 0.15, 0.0);
  float fill = max (dot (n, FILL), 0.0);
  float light = u_light.x + u_light.y * (n.y + 0.35 * fill) + u_light.z * key;
  float gloss = max (dot (n, HALF_WAY), 0.0);
  gloss *= gloss; gloss *= gloss; gloss *= gloss; gloss *= gloss;
  float sharp = gloss * gloss;
  vec3 lit = v_colour * light + u_light.w * (0.22 * gloss + 0.78 * sharp);
  float rim = u_rim * v_rim.y * clamp (1.0 - (inside - v_rim.x) / (v_rim.x + 0.3), 0.0, 1.0);
  return sqrt (lit) * (1.0 - rim);
}

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
  colour = vec4 (shade (n * inversesqrt (dot (n, n) + 1e-30), inside), clamp (inside + 0.5, 0.0, 1.0));
#endif
}
#endif
