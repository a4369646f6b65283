// A surface of triangles with normals and colours, lit from both sides.

#ifdef VERTEX
layout (location = 0) in vec3 a_place;
layout (location = 1) in vec3 a_normal;
layout (location = 2) in vec4 a_colour;

uniform mat4 u_view;   // world to device coordinates
uniform mat3 u_turn;   // world to the eye's frame
uniform float u_plane; // grey of what belongs to no neuron

out vec3 v_normal;
out vec3 v_colour;

void
main ()
{
  gl_Position = u_view * vec4 (a_place, 1.0);
  v_normal = u_turn * a_normal;
  v_colour = a_colour.rgb + (1.0 - a_colour.a) * u_plane;
}
#endif

#ifdef FRAGMENT
in vec3 v_normal;
in vec3 v_colour;
out vec4 colour;

void
main ()
{
  vec3 n = normalize (v_normal);

  colour = vec4 (shade (v_colour * v_colour, gl_FrontFacing ? n : -n), 1.0);
}
#endif
