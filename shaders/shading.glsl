// What the shaders of ellipsoids share: light, and the darker rim. Before each shader.

uniform highp float u_pixel; // device pixels a logical one

// Of an ellipsoid whose shorter half-axis on the picture is so many px: the rim's width in px, and its strength.
vec2
rim_of (float half_axis)
{
  return vec2 (min (1.2 * u_pixel, 0.2 * half_axis), clamp (0.2 * half_axis / u_pixel - 0.2, 0.0, 1.0));
}

#ifdef FRAGMENT
uniform vec4 u_light;  // ambient, sky, key, gloss
uniform float u_rim;   // how dark a silhouette

const vec3 KEY = vec3 (-0.4082, 0.6124, 0.6770);
const vec3 FILL = vec3 (0.7428, -0.2476, 0.6221);
const vec3 HALF_WAY = vec3 (-0.2229, 0.3344, 0.9157); // between KEY and the eye

// The colour, squared: shading is done in light, not in code values; n: the normal in the eye's frame.
vec3
shade (vec3 squared, vec3 n)
{
  float key = max (dot (n, KEY) * 0.85 + 0.15, 0.0);
  float fill = max (dot (n, FILL), 0.0);
  float light = u_light.x + u_light.y * (n.y + 0.35 * fill) + u_light.z * key;
  float gloss = max (dot (n, HALF_WAY), 0.0);
  gloss *= gloss; gloss *= gloss; gloss *= gloss; gloss *= gloss;
  float sharp = gloss * gloss;
  return sqrt (squared * light + u_light.w * (0.22 * gloss + 0.78 * sharp));
}

// 1 at the outline, 0 from a few px inside.
float
rim_at (float inside, vec2 rim)
{
  return rim.y * clamp (1.0 - (inside - rim.x) / (rim.x + 0.3), 0.0, 1.0);
}
#endif
