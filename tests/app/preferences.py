#!/usr/bin/env python3
"""Preferences and the notifications of long runs, worked through the accessibility bus. usage: preferences.py PROGRAM"""
import re
import subprocess
import sys
import unittest

sys.dont_write_bytecode = True
import desktop  # noqa: E402
from case import BINARY, WindowCase  # noqa: E402
from driver import TYPE_NAME, Atspi, wait, walk  # noqa: E402
from gi.repository import Gio, GLib  # noqa: E402

FIRST = '20–3–20 on a noisy sine'
NAME = 'org.freedesktop.Notifications'
# As much of the interface as the program's library asks for.
INTERFACE = f'''<node><interface name="{NAME}">
  <method name="Notify"><arg type="s"/><arg type="u"/><arg type="s"/><arg type="s"/><arg type="s"/><arg type="as"/><arg type="a{{sv}}"/>
    <arg type="i"/><arg type="u" direction="out"/></method>
  <method name="CloseNotification"><arg type="u"/></method>
  <method name="GetCapabilities"><arg type="as" direction="out"/></method>
  <method name="GetServerInformation"><arg type="s" direction="out"/><arg type="s" direction="out"/><arg type="s" direction="out"/>
    <arg type="s" direction="out"/></method>
  <signal name="ActionInvoked"><arg type="u"/><arg type="s"/></signal>
  <signal name="NotificationClosed"><arg type="u"/><arg type="u"/></signal>
</interface></node>'''


class Notifications:
    """The part of a desktop that shows them."""

    def __init__(self):
        self.shown, self.closed = [], []
        self.bus = Gio.bus_get_sync(Gio.BusType.SESSION)
        interface = Gio.DBusNodeInfo.new_for_xml(INTERFACE).interfaces[0]
        self.place = self.bus.register_object('/org/freedesktop/Notifications', interface, self.on_call, None, None)
        self.owner = Gio.bus_own_name_on_connection(self.bus, NAME, Gio.BusNameOwnerFlags.NONE, None, None)

    def on_call(self, bus, sender, path, interface, method, parameters, invocation):
        if method == 'Notify':
            self.shown.append(parameters.unpack())
            invocation.return_value(GLib.Variant('(u)', (parameters.unpack()[1] or len(self.shown),)))
        elif method == 'CloseNotification':
            self.closed.append(parameters.unpack()[0])
            invocation.return_value(None)
        elif method == 'GetCapabilities':
            invocation.return_value(GLib.Variant('(as)', (['body', 'actions'],)))
        else:
            invocation.return_value(GLib.Variant('(ssss)', ('test', 'test', '1', '1.2')))

    def present(self, window):
        self.bus.call_sync('io.github.weightscape.Weightscape', '/io/github/weightscape/Weightscape', 'org.gtk.Actions', 'Activate',
                           GLib.Variant('(sava{sv})', ('present-window', [GLib.Variant('u', window)], {})), None, 0, -1, None)

    def click(self, number):
        self.bus.emit_signal(None, '/org/freedesktop/Notifications', NAME, 'ActionInvoked', GLib.Variant('(us)', (number, 'default')))

    def close(self):
        Gio.bus_unown_name(self.owner)
        self.bus.unregister_object(self.place)


def listen():
    while GLib.MainContext.default().iteration(False):
        pass


def wait_listening(what, condition):
    return wait(what, lambda: listen() or condition())


def brightness():
    _, _, rows = desktop.read_screen()
    some = rows[::20]
    return sum(sum(row) for row in some) / sum(len(row) for row in some)


def shows_run_button():
    """Whether the window in front has a study: its Run button is blue, and the gallery's has none."""
    _, _, rows = desktop.read_screen()
    header = [row[3 * 1000:3 * 1120] for row in rows[10:46]]
    return sum(row[i + 2] - row[i] > 100 for row in header for i in range(0, len(row) - 2, 3)) > 500


class PreferencesTest(WindowCase):
    def open_preferences(self):
        program = self.program
        program.press('Control_L', 'comma')
        return wait('the preferences', lambda: next((w for w in program.windows() if w.get_name() == 'Preferences'), None))

    def close_preferences(self):
        self.program.press('Escape')
        wait('the preferences to close', lambda: all(w.get_name() != 'Preferences' for w in self.program.windows()))

    def switch(self, window, name, on):
        node = self.program.find('check box', name, within=window)
        self.program.click('check box', name, within=window)
        wait(f'{name} to be {"on" if on else "off"}',
             lambda: node.clear_cache() or (Atspi.StateType.CHECKED in node.get_state_set().get_states()) == on)

    def is_active(self, window):
        window.clear_cache()
        return window.get_state_set().contains(Atspi.StateType.ACTIVE)

    # --- tests -----------------------------------------------------------------

    def test_all_have_names_and_keep_their_values(self):
        program = self.start()
        window = self.open_preferences()
        program.screenshot('preferences')
        nameless = [node.get_role_name() for node in walk(window)
                    if {Atspi.StateType.FOCUSABLE, Atspi.StateType.SHOWING} <= set(node.get_state_set().get_states())
                    and (not node.get_name() or TYPE_NAME.match(node.get_name()))]
        self.assertEqual(nameless, [])
        self.assertEqual(program.get_value('spin button', 'Threads'), 0)
        self.assertEqual(program.get_value('spin button', 'Seconds of a Long Run'), 10)
        program.set_value('spin button', 'Threads', 2, within=window)
        self.close_preferences()
        self.open_preferences()
        self.assertEqual(program.get_value('spin button', 'Threads'), 2)

    def test_colours(self):
        program = self.start()
        program.find('push button', FIRST)
        light = wait('a light window', lambda: (now := brightness()) > 150 and now)
        self.open_preferences()
        program.focus('combo box', 'Colours')
        program.press('space')
        wait('the list', lambda: program.find_focus() != ('combo box', 'Colours'))
        for _ in range(2):
            program.press('Down')
        program.press('Return')
        wait('a dark window', lambda: brightness() < light - 60)
        program.screenshot('preferences-dark')

    def test_shipped_studies_wait(self):
        program = self.start()
        program.find('push button', FIRST)
        self.switch(self.open_preferences(), 'Run Shipped Studies at Once', False)
        self.close_preferences()
        program.click('push button', FIRST)
        program.find('frame', re.compile('^' + FIRST))
        self.status(r'^Ready')

    def start_beside(self):
        """Two windows, the study in the one that is not in use."""
        self.notifications = Notifications()
        self.addCleanup(self.notifications.close)
        program = self.start('fig6')
        first = program.find('frame', re.compile(FIRST))
        window = self.open_preferences()
        program.set_value('spin button', 'Seconds of a Long Run', 0, within=window)
        self.close_preferences()
        # There is no window manager here to give it the keyboard again.
        self.notifications.present(1)
        wait('the window in use', lambda: self.is_active(first))
        return program, first

    def run_in_the_back(self):
        """The notification of a run in the window that another hides."""
        program, first = self.start_beside()
        program.press('Control_L', 'Shift_L', 'n')
        wait('another window', lambda: len(program.windows()) == 2 and not self.is_active(first))
        program.click('push button', re.compile(r'^Run\b'), within=first)
        return first, wait_listening('a notification', lambda: self.notifications.shown)[0]

    def test_end_of_a_run_is_told(self):
        _, shown = self.run_in_the_back()
        self.assertIn(FIRST, shown[3])
        self.assertRegex(shown[4], r'^It took \d+ seconds?\.$')
        self.assertIn('default', shown[5])
        wait('the other window in front', lambda: not shows_run_button())
        # A click before the program knows the number of what it has shown is lost.
        wait_listening('the window of the run', lambda: shows_run_button() or self.notifications.click(1))

    def test_notification_goes_when_the_window_is_used(self):
        first, _ = self.run_in_the_back()
        wait_listening('the window in use', lambda: self.is_active(first) or self.notifications.present(1))
        wait_listening('the notification to go', lambda: self.notifications.closed == [1])

    def test_nothing_is_told_of_a_window_in_use(self):
        program, first = self.start_beside()
        self.assertTrue(self.is_active(first))
        program.click('push button', re.compile(r'^Run\b'), within=first)
        program.find('label', re.compile('^100 of 100 replicas'), within=first)
        listen()
        self.assertEqual(self.notifications.shown, [])

    def test_another_window_is_asked_for(self):
        program = self.start()
        wait('the first window', lambda: len(program.windows()) == 1)
        subprocess.run([BINARY, '--new-window'], check=True, timeout=60)
        wait('the second', lambda: len(program.windows()) == 2)


if __name__ == '__main__':
    unittest.main()
