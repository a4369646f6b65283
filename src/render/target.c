#include "render/render-private.h"

void
wsc_target_clear (WscTarget *self)
{
  glDeleteFramebuffers (1, &self->framebuffer);
  glDeleteRenderbuffers (1, &self->colour);
  glDeleteRenderbuffers (1, &self->depth);
  *self = (WscTarget) { 0 };
}

gboolean
wsc_target_bind (WscTarget *self, guint width, guint height)
{
  if (self->framebuffer != 0 && self->width == width && self->height == height)
    {
      glBindFramebuffer (GL_FRAMEBUFFER, self->framebuffer);
      return TRUE;
    }
  wsc_target_clear (self);
  while (glGetError () != GL_NO_ERROR)
    ;
  glGenFramebuffers (1, &self->framebuffer);
  glGenRenderbuffers (1, &self->colour);
  glGenRenderbuffers (1, &self->depth);
  glBindFramebuffer (GL_FRAMEBUFFER, self->framebuffer);
  glBindRenderbuffer (GL_RENDERBUFFER, self->colour);
  glRenderbufferStorage (GL_RENDERBUFFER, GL_RGBA8, width, height);
  glFramebufferRenderbuffer (GL_FRAMEBUFFER, GL_COLOR_ATTACHMENT0, GL_RENDERBUFFER, self->colour);
  glBindRenderbuffer (GL_RENDERBUFFER, self->depth);
  glRenderbufferStorage (GL_RENDERBUFFER, GL_DEPTH_COMPONENT24, width, height);
  glFramebufferRenderbuffer (GL_FRAMEBUFFER, GL_DEPTH_ATTACHMENT, GL_RENDERBUFFER, self->depth);
  self->width = width;
  self->height = height;
  return glGetError () == GL_NO_ERROR && glCheckFramebufferStatus (GL_FRAMEBUFFER) == GL_FRAMEBUFFER_COMPLETE;
}

gboolean
wsc_target_has_depth (void)
{
  GLint bound = 0, type = GL_NONE;

  glGetIntegerv (GL_DRAW_FRAMEBUFFER_BINDING, &bound);
  glGetFramebufferAttachmentParameteriv (GL_DRAW_FRAMEBUFFER, bound != 0 ? GL_DEPTH_ATTACHMENT : GL_DEPTH,
                                         GL_FRAMEBUFFER_ATTACHMENT_OBJECT_TYPE, &type);
  return type != GL_NONE;
}
