// Every surface that the ray through a pixel meets, sorted, and put over each other from the front to the back: exact where
// ellipsoids are nested or pass through each other, in whatever order they come.
//
// The picture is drawn in tiles. A tile has a list of the records that reach into it; a record is an ellipsoid on the picture, or a
// piece of the path. Each pixel meets all of its tile's records, keeps the LAYERS nearest surfaces in order, puts them over each
// other, and starts again behind the last of them as long as there are more and they can be seen. Lists are in the order of the
// records' nearest points, so that one ends where no nearer surface can follow; but of CLIP in that of volumes: cut faces all lie in
// one plane, and what comes first in a list is seen.
//
// A record of an ellipsoid, by texels (see src/render/layers.c):
//   0, 1  centre in px; the matrix that takes px from it to q, |q| = 1 at the outline; 1 / lengths of the half-axes in px
//   2     depth . (1, q, w), w = sqrt (1 - |q|^2) in front and -w behind
//   3-5   normal of (1, q, w); 4.w: the colour, 8 bits each; 3.w: the only part of normal[0] that is not 0
//   6-9   LINES: the columns of what takes (q, w, 1) to the unit sphere, homogeneous
// A piece of the path: 0 its start and the way to its end in px; 1 depth at the start and how much more at the end, minus its
// half-width, opacity; 4.w.

#ifdef VERTEX
layout (location = 0) in ivec4 a_tile; // left, bottom in px; start and length of its list

uniform vec2 u_size; // of the picture in px
uniform float u_tile; // side in px

flat out ivec2 v_list;

void
main ()
{
  vec2 corner = vec2 (a_tile.xy) + u_tile * vec2 (gl_VertexID & 1, gl_VertexID >> 1);

  gl_Position = vec4 (corner / u_size * 2.0 - 1.0, 0.0, 1.0);
  v_list = a_tile.zw;
}
#endif

#ifdef FRAGMENT
uniform highp sampler2D u_records;
uniform highp usampler2D u_lists;
uniform float u_opacity; // of one surface
uniform float u_cap_opacity;
uniform vec4 u_clip;    // kept: u_clip . (1, x, y, depth) <= 0
uniform float u_line;   // half-width of lines in px

flat in ivec2 v_list;
out vec4 colour;

// Texels of a record; records in a row of their texture, entries in a row of the lists: powers of two.
#ifdef LINES
#define TEXELS 10
#define ROW_BITS 7
#else
#define TEXELS 6
#define ROW_BITS 8
#endif
#define LIST_ROW_BITS 11

float depths[LAYERS];
uint layers[LAYERS]; // colour and opacity, 8 bits each
float last;  // depth of the last layer that has been put over
int n_ties;  // how many at that depth have been
int n_met;   // and how many have been met again

void
add (float depth, vec3 c, float opacity)
{
  if (depth < last || opacity <= 0.0)
    return;
  if (depth == last && ++n_met <= n_ties)
    return;
  uvec4 bytes = uvec4 (vec4 (clamp (c, 0.0, 1.0), opacity) * 255.0 + 0.5);
  uint layer = bytes.x | bytes.y << 8 | bytes.z << 16 | bytes.w << 24;
  for (int i = 0; i < LAYERS; i++)
    {
      bool is_nearer = depth < depths[i];
      float deeper = is_nearer ? depths[i] : depth;
      uint pushed = is_nearer ? layers[i] : layer;

      depths[i] = is_nearer ? depth : depths[i];
      layers[i] = is_nearer ? layer : layers[i];
      depth = deeper;
      layer = pushed;
    }
}

vec3
unpack_colour (float number)
{
  uint bits = uint (number);
  return vec3 (bits & 255u, bits >> 8 & 255u, bits >> 16 & 255u) / 255.0;
}

void
meet_path (vec4 place, vec4 more, vec3 c)
{
  vec2 off = gl_FragCoord.xy - place.xy;
  float t = clamp (dot (off, place.zw) / max (dot (place.zw, place.zw), 1e-12), 0.0, 1.0);
  float width = -more.z;
  float depth = more.x + t * more.y;
  float cover = clamp (width - length (off - t * place.zw) + 0.5, 0.0, 1.0) * min (2.0 * width, 1.0);

#ifdef CLIP
  if (dot (u_clip, vec4 (1.0, gl_FragCoord.xy, depth)) > 0.0)
    return;
#endif
  add (depth, c, more.w * cover);
}

// Where the plane that cuts meets the ray, in an ellipsoid: its depth, how far inside in px, and whether the ellipsoid's front
// side is nearer.
#ifdef CLIP
void
meet_plane (float base, vec4 depth, vec2 q, vec4 place, vec4 more, out float at, out float inside, out bool is_front)
{
  at = -dot (u_clip.xyz, vec3 (1.0, gl_FragCoord.xy)) / u_clip.w;
  float w = (at - base) / depth.w;
  vec2 w_slope = (-u_clip.yz / u_clip.w - depth.y * place.zw - depth.z * more.xy) / depth.w;
  vec2 slope = q.x * place.zw + q.y * more.xy + w * w_slope;
  float length_squared = dot (q, q) + w * w;

  inside = 0.5 * (1.0 - length_squared) * inversesqrt (dot (slope, slope) + 1e-30);
  is_front = w > 0.0;
}
#endif

// How much of the pixel meridians and parallels cover, 30 degrees apart, of one width in px wherever they are; they fade where
// they come too close to each other.
#ifdef LINES
float
cover_by_lines (mat4 to_sphere, vec2 q, float w, vec4 place, vec4 more)
{
  const float PER_RADIAN = 6.0 / 3.14159265;
  vec2 w_slope = -(q.x * place.zw + q.y * more.xy) / w;
  vec4 h = to_sphere * vec4 (q, w, 1.0);
  vec4 hx = to_sphere * vec4 (place.z, more.x, w_slope.x, 0.0);
  vec4 hy = to_sphere * vec4 (place.w, more.y, w_slope.y, 0.0);
  vec3 u = h.xyz / h.w;
  vec3 ux = (hx.xyz - u * hx.w) / h.w, uy = (hy.xyz - u * hy.w) / h.w;
  float ring = max (dot (u.yz, u.yz), 1e-6);
  vec2 across = vec2 (length (vec2 (ux.x, uy.x)) * inversesqrt (ring),
                      length (vec2 (u.y * ux.z - u.z * ux.y, u.y * uy.z - u.z * uy.y)) / ring) * PER_RADIAN;
  vec2 phase = vec2 (asin (clamp (u.x, -1.0, 1.0)), atan (u.z, u.y)) * PER_RADIAN;
  vec2 spacing = 1.0 / max (across, vec2 (1e-6));
  vec2 away = abs (fract (phase + 0.5) - 0.5) * spacing;
  vec2 cover = clamp (u_line + 0.5 - away, 0.0, 1.0) * clamp (spacing / (6.0 * u_line) - 0.4, 0.0, 1.0);
  return max (cover.x, cover.y);
}
#endif

// The opacity of the farther of two surfaces where both cover the same part of a pixel: together they hide that part of what both hide.
float
behind (float nearer, float farther, float cover)
{
  return cover * farther * (1.0 - nearer) / max (1.0 - cover * nearer, 1e-4);
}

void
meet_ellipsoid (ivec2 at, vec4 place, vec4 more)
{
  vec2 off = gl_FragCoord.xy - place.xy;
  vec2 q = vec2 (dot (place.zw, off), dot (more.xy, off));
  float squared = dot (q, q);
  float radius = sqrt (squared);
  float inside = (1.0 - radius) * radius * inversesqrt (dot (q * more.zw, q * more.zw) + 1e-12);

  inside = radius < 1e-4 ? 1e3 : inside;
  if (inside <= -0.5)
    return;

  vec4 depth = texelFetch (u_records, at + ivec2 (2, 0), 0);
  vec4 first = texelFetch (u_records, at + ivec2 (3, 0), 0);
  vec4 second = texelFetch (u_records, at + ivec2 (4, 0), 0);
  vec3 third = texelFetch (u_records, at + ivec2 (5, 0), 0).xyz;
  vec3 tone = unpack_colour (second.w);
  float w = sqrt (max (1.0 - squared, 1e-4));
  float base = depth.x + dot (q, depth.yz);
  float front = base + w * depth.w, back = base - w * depth.w;
  float cover = clamp (inside + 0.5, 0.0, 1.0);
  float rim = rim_at (inside, rim_of (1.0 / more.w));
  float front_cover = cover, back_cover = cover;
  float front_opacity = mix (u_opacity, 1.0, u_rim * rim);
#ifdef CLIP
  float side = dot (u_clip.xyz, vec3 (1.0, gl_FragCoord.xy));
  bool no_front = side + u_clip.w * front > 0.0, no_back = side + u_clip.w * back > 0.0;
  if (no_front || no_back)
    {
      float plane, within;
      bool is_front;
      meet_plane (base, depth, q, place, more, plane, within, is_front);
      bool is_edge = (no_front && no_back) || no_front != is_front;
      float plane_cover = is_edge ? min (cover, clamp (within + 0.5, 0.0, 1.0)) : cover;
      if (no_front && no_back && within <= -0.5)
        return;
      float plane_rim = rim_at (within, rim_of (1.0 / more.w));
#ifdef LINES
      float line = clamp (u_line + 0.5 - abs (within - u_line), 0.0, 1.0);
      add (plane, tone, plane_cover * line);
#else
      add (plane, tone * 0.92 * (1.0 - u_rim * plane_rim),
           no_front ? u_cap_opacity * plane_cover : behind (front_opacity, u_cap_opacity, plane_cover));
      front_opacity = no_front ? u_cap_opacity : front_opacity;
#endif
      front_cover = no_front ? 0.0 : plane_cover;
      back_cover = no_back ? 0.0 : plane_cover;
    }
#endif
#ifdef LINES
  float outline = clamp (2.0 * u_line + 0.5 - inside, 0.0, 1.0);
#ifdef OUTLINE
  add (base, tone, outline * min (front_cover, back_cover));
#else
  mat4 to_sphere = mat4 (texelFetch (u_records, at + ivec2 (6, 0), 0), texelFetch (u_records, at + ivec2 (7, 0), 0),
                         texelFetch (u_records, at + ivec2 (8, 0), 0), texelFetch (u_records, at + ivec2 (9, 0), 0));
  add (front, tone, front_cover * max (outline, cover_by_lines (to_sphere, q, w, place, more)));
  add (back, tone, 0.3 * back_cover * cover_by_lines (to_sphere, q, -w, place, more));
#endif
#else
  vec3 n = q.x * first.xyz + q.y * second.xyz + vec3 (0.0, 0.0, first.w);
  vec3 bulge = w * third;
  vec3 towards = n + bulge, away = bulge - n; // the inner side of what lies behind
  vec3 light = tone * tone;
  add (front, shade (light, towards * inversesqrt (dot (towards, towards) + 1e-30)) * (1.0 - u_rim * rim),
       front_cover * front_opacity);
#ifndef SOLID
  add (back, shade (light, away * inversesqrt (dot (away, away) + 1e-30)), behind (front_opacity, u_opacity, back_cover));
#endif
#endif
}

void
main ()
{
  vec3 sum = vec3 (0.0);
  float rest = 1.0;
  bool has_more = true;

  last = -1e30;
  n_ties = 0;
  while (has_more)
    {
      n_met = 0;
      for (int k = 0; k < LAYERS; k++)
        {
          depths[k] = 1e30;
          layers[k] = 0u;
        }
      for (int i = v_list.x; i < v_list.x + v_list.y; i++)
        {
          uvec2 entry = texelFetch (u_lists, ivec2 (i & ((1 << LIST_ROW_BITS) - 1), i >> LIST_ROW_BITS), 0).xy;
          int record = int (entry.x);
          ivec2 at = ivec2 ((record & ((1 << ROW_BITS) - 1)) * TEXELS, record >> ROW_BITS);
#ifndef CLIP
          if (uintBitsToFloat (entry.y) > depths[LAYERS - 1])
            break;
#endif
          vec4 place = texelFetch (u_records, at, 0), more = texelFetch (u_records, at + ivec2 (1, 0), 0);

          if (more.z < 0.0)
            meet_path (place, more, unpack_colour (texelFetch (u_records, at + ivec2 (4, 0), 0).w));
          else
            meet_ellipsoid (at, place, more);
        }
      int n_last = 0;
      for (int k = 0; k < LAYERS; k++)
        {
          uint layer = layers[k];
          float opacity = float (layer >> 24) / 255.0;

          sum += rest * opacity * vec3 (layer & 255u, layer >> 8 & 255u, layer >> 16 & 255u) / 255.0;
          rest *= 1.0 - opacity;
          n_last += int (depths[k] == depths[LAYERS - 1]);
        }
      has_more = depths[LAYERS - 1] < 1e30 && rest > 0.002;
      n_ties = depths[LAYERS - 1] == last ? n_ties + n_last : n_last;
      last = depths[LAYERS - 1];
    }
  if (rest >= 1.0)
    discard;
  colour = vec4 (sum, 1.0 - rest);
}
#endif
