#include "session/history.h"

#define NOT_SAVED G_MAXUINT

static void
edit_free (gpointer data)
{
  WscEdit *edit = data;
  g_free (edit->key);
  g_free (edit->before);
  g_free (edit->after);
  g_free (edit);
}

void
wsc_history_init (WscHistory *self)
{
  *self = (WscHistory){ .edits = g_ptr_array_new_with_free_func (edit_free) };
}

void
wsc_history_clear (WscHistory *self)
{
  g_clear_pointer (&self->edits, g_ptr_array_unref);
}

void
wsc_history_reset (WscHistory *self)
{
  g_ptr_array_set_size (self->edits, 0);
  self->position = self->saved = 0;
  self->gesture = self->depth = 0;
}

static void
drop_redo (WscHistory *self)
{
  if (self->saved != NOT_SAVED && self->saved > self->position)
    self->saved = NOT_SAVED;
  g_ptr_array_set_size (self->edits, (int) self->position);
}

static gboolean
join_last (WscHistory *self, const char *key, const char *after)
{
  WscEdit *last = self->position ? self->edits->pdata[self->position - 1] : NULL;
  if (!last || !self->gesture || last->gesture != self->gesture || !g_str_equal (last->key, key))
    return FALSE;
  g_free (last->after);
  last->after = g_strdup (after);
  if (self->saved == self->position)
    self->saved = NOT_SAVED;
  return TRUE;
}

void
wsc_history_push (WscHistory *self, const char *key, const char *before, const char *after)
{
  drop_redo (self);
  if (join_last (self, key, after))
    return;
  WscEdit *edit = g_new0 (WscEdit, 1);
  *edit = (WscEdit){ g_strdup (key), g_strdup (before), g_strdup (after), self->gesture, self->step, ++self->last_serial };
  g_ptr_array_add (self->edits, edit);
  self->position++;
}

void
wsc_history_begin_step (WscHistory *self)
{
  self->step = ++self->last_step;
}

void
wsc_history_end_step (WscHistory *self)
{
  self->step = 0;
}

void
wsc_history_begin (WscHistory *self)
{
  if (self->depth++ == 0)
    self->gesture = ++self->last_gesture;
}

void
wsc_history_end (WscHistory *self)
{
  if (self->depth > 0 && --self->depth == 0)
    self->gesture = 0;
}

const WscEdit *
wsc_history_peek_undo (const WscHistory *self)
{
  return self->position ? self->edits->pdata[self->position - 1] : NULL;
}

const WscEdit *
wsc_history_peek_redo (const WscHistory *self)
{
  return self->position < self->edits->len ? self->edits->pdata[self->position] : NULL;
}

const WscEdit *
wsc_history_find_in_step (const WscHistory *self, const WscEdit *edit, const char *key)
{
  for (guint i = 0; edit && edit->step && i < self->edits->len; i++)
    {
      const WscEdit *other = self->edits->pdata[i];
      if (other->step == edit->step && g_str_equal (other->key, key))
        return other;
    }
  return NULL;
}

gboolean
wsc_history_is_saved (const WscHistory *self)
{
  return self->saved == self->position;
}

void
wsc_history_split (WscHistory *self)
{
  if (self->gesture)
    self->gesture = ++self->last_gesture;
}

static guint
get_serial_at (const WscHistory *self, guint position)
{
  const WscEdit *edit = position && position <= self->edits->len ? self->edits->pdata[position - 1] : NULL;
  return edit ? edit->serial : 0;
}

guint
wsc_history_get_serial (const WscHistory *self)
{
  return get_serial_at (self, self->position);
}

void
wsc_history_set_saved (WscHistory *self, guint position, guint serial)
{
  if (get_serial_at (self, position) == serial)
    self->saved = position;
}
