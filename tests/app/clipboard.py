#!/usr/bin/env python3
"""Another program beside the one that is tested. usage: clipboard.py [TEXT]: prints the text on the clipboard, or puts TEXT there, prints
a line when it is, and stays as long as its input does not end."""
import sys

import gi

gi.require_version('Gdk', '4.0')
gi.require_version('Gtk', '4.0')
from gi.repository import Gdk, GLib, Gtk  # noqa: E402

Gtk.init()
loop = GLib.MainLoop()
clipboard = Gdk.Display.get_default().get_clipboard()


def print_text(source, result):
    print(source.read_text_finish(result), end='')
    loop.quit()


if len(sys.argv) == 1:
    clipboard.read_text_async(None, print_text)
else:
    clipboard.set_content(Gdk.ContentProvider.new_for_bytes('text/plain;charset=utf-8', GLib.Bytes.new(sys.argv[1].encode())))
    Gdk.Display.get_default().sync()
    print('there', flush=True)
    GLib.io_add_watch(sys.stdin, GLib.PRIORITY_DEFAULT, GLib.IO_IN | GLib.IO_HUP, lambda *_: loop.quit())
loop.run()
