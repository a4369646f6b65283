// Lines with a width: each the quad about it, its long sides anti-aliased by their distance.

#ifdef VERTEX
layout (location = 0) in vec4 a_from;   // pixel, depth, half-width in px
layout (location = 1) in vec3 a_to;     // pixel, depth
layout (location = 2) in vec4 a_colour;

uniform vec2 u_size; // of the picture in px

STRAIGHT out vec2 v_across; // px from the line's middle; half-width
flat out vec4 v_colour;

void
main ()
{
  vec2 corner = vec2 (gl_VertexID & 1, gl_VertexID >> 1);
  vec2 along = a_to.xy - a_from.xy;
  vec2 normal = normalize (vec2 (-along.y, along.x) + vec2 (0.0, 1e-9));
  float reach = (corner.y * 2.0 - 1.0) * (a_from.w + 0.5);
  vec3 end = corner.x > 0.5 ? a_to : a_from.xyz;
  vec2 pixel = end.xy + reach * normal;

  gl_Position = vec4 (pixel / u_size * vec2 (2.0, -2.0) + vec2 (-1.0, 1.0), end.z * 2.0 - 1.0, 1.0);
  v_across = vec2 (reach, a_from.w);
  v_colour = a_colour;
}
#endif

#ifdef FRAGMENT
STRAIGHT in vec2 v_across;
flat in vec4 v_colour;
out vec4 colour;

void
main ()
{
  float cover = clamp (v_across.y - abs (v_across.x) + 0.5, 0.0, 1.0) * min (2.0 * v_across.y, 1.0);

  if (cover <= 0.0)
    discard;
  colour = vec4 (v_colour.rgb, v_colour.a * cover);
}
#endif
