"""The program as a person without sight or mouse has it: found, read and worked through the accessibility bus."""
import os
import re
import subprocess
import time

import gi

gi.require_version('Atspi', '2.0')
from gi.repository import Atspi, GLib  # noqa: E402

import desktop  # noqa: E402

PATIENCE = float(os.environ.get('WSC_TEST_PATIENCE', '120'))
# Names GTK falls back to where a widget has none.
TYPE_NAME = re.compile(r'^(Gtk|Adw|Wsc|Gdk)[A-Z]\w*$')


class Timeout(AssertionError):
    pass


def wait(what, condition):
    """The first value of `condition` that is true; it is asked again until one is, or time is up."""
    end = time.monotonic() + PATIENCE
    while True:
        try:
            value = condition()
        except GLib.Error:
            value = None
        if value:
            return value
        if time.monotonic() > end:
            raise Timeout(f'waited {PATIENCE:.0f} s for {what}')
        time.sleep(0.01)


def children(node):
    return [child for i in range(node.get_child_count()) if (child := node.get_child_at_index(i)) is not None]


def walk(node):
    yield node
    try:
        below = children(node)
    except GLib.Error:
        return
    for child in below:
        yield from walk(child)


def is_named(node, role, name):
    if role and node.get_role_name() != role:
        return False
    own = node.get_name()
    return name is None or own == name or (hasattr(name, 'search') and name.search(own) is not None)


def is_still(node, role, name):
    try:
        component = node and node.get_component_iface()
        return component and component.get_extents(Atspi.CoordType.WINDOW) and is_named(node, role, name)
    except GLib.Error:
        return False


class Program:
    def __init__(self, binary, *arguments):
        self.log = open(os.path.join(os.environ['WSC_TEST_DESKTOP'], 'program.log'), 'w+', encoding='utf-8')
        self.process = subprocess.Popen([binary, *arguments], stdout=self.log, stderr=self.log)
        self.root = wait('the program on the accessibility bus', self.find_root)
        wait('its window', lambda: self.windows())
        self.focused = None
        self.found = {}
        self.listener = Atspi.EventListener.new(self.on_focus)
        self.listener.register('object:state-changed:focused')

    def find_root(self):
        if self.process.poll() is not None:
            raise AssertionError(f'the program ended with {self.process.returncode}:\n{self.read_log()}')
        for node in children(Atspi.get_desktop(0)):
            if node.get_process_id() == self.process.pid:
                return node
        return None

    def read_log(self):
        self.log.flush()
        self.log.seek(0)
        return self.log.read()

    def windows(self):
        return children(self.root)

    def find_now(self, role, name=None, within=None):
        for node in walk(within or self.root):
            try:
                if is_named(node, role, name):
                    return node
            except GLib.Error:
                continue
        return None

    def find(self, role, name=None, within=None):
        """What was found before is asked first whether it is still there: to walk over all takes a call for each part of it."""
        key = role, name, within
        if not is_still(self.found.get(key), role, name):
            self.found[key] = wait(f'{role} {name!r}', lambda: self.find_now(role, name, within))
        return self.found[key]

    def click(self, role, name, within=None):
        node = self.find(role, name, within)
        action = node.get_action_iface()
        assert action and action.get_n_actions() > 0, f'{role} {name!r} cannot be pressed'
        assert action.do_action(0), f'{role} {name!r} was not pressed'

    def set_value(self, role, name, value, within=None):
        node = self.find(role, name, within)
        assert node.get_value_iface().set_current_value(value), f'{role} {name!r} does not take {value}'

    def get_value(self, role, name):
        return self.find(role, name).get_value_iface().get_current_value()

    def type_into(self, node, text):
        assert node.get_editable_text_iface().set_text_contents(text)

    def read_text(self, role, name):
        node = self.find(role, name)
        return Atspi.Text.get_text(node, 0, Atspi.Text.get_character_count(node))

    def on_focus(self, event):
        try:
            if event.detail1 and event.source:
                self.focused = event.source.get_role_name(), event.source.get_name()
        except GLib.Error:
            return  # it has gone again already

    def find_focus(self):
        """The role and name of what got the keyboard last, as the program has told."""
        while GLib.MainContext.default().iteration(False):
            pass
        return self.focused

    def focus(self, role, name):
        """Goes there by the keyboard."""
        end = time.monotonic() + PATIENCE
        while (before := self.find_focus()) != (role, name):
            if time.monotonic() > end:
                raise Timeout(f'the keyboard does not reach {role} {name!r}; it is at {before}')
            self.press('Tab')
            wait('the focus to move', lambda: self.find_focus() != before)

    def point(self, role, name, across, down, within=None):
        """A place of a widget, as fractions of its size, on the screen, which the window fills but for its border."""
        window = self.windows()[0].get_component_iface().get_extents(Atspi.CoordType.WINDOW)
        place = self.find(role, name, within).get_component_iface().get_extents(Atspi.CoordType.WINDOW)
        border = (desktop.SIZE[0] - window.width) // 2
        return round(place.x + border + across * place.width), round(place.y + border + down * place.height)

    def click_on(self, role, name, within=None):
        """By the pointer, what has no action."""
        Atspi.generate_mouse_event(*self.point(role, name, 0.5, 0.5, within), 'b1c')

    def drag(self, role, name, *places):
        """The pointer pressed at the first place, led over the others and let go at the last."""
        points = [self.point(role, name, *place) for place in places]
        Atspi.generate_mouse_event(*points[0], 'abs')
        Atspi.generate_mouse_event(*points[0], 'b1p')
        for point in points[1:]:
            Atspi.generate_mouse_event(*point, 'abs')
        Atspi.generate_mouse_event(*points[-1], 'b1r')

    def press(self, *keys):
        """A key with modifiers before it, as ('Control_L', 's')."""
        codes = [KEY_CODES[key] for key in keys[:-1]]
        for code in codes:
            Atspi.generate_keyboard_event(code, None, Atspi.KeySynthType.PRESS)
        Atspi.generate_keyboard_event(KEY_SYMBOLS[keys[-1]], None, Atspi.KeySynthType.SYM)
        for code in reversed(codes):
            Atspi.generate_keyboard_event(code, None, Atspi.KeySynthType.RELEASE)

    def screenshot(self, name):
        folder = os.environ.get('WSC_TEST_ARTEFACTS')
        if folder:
            time.sleep(0.5)
            os.makedirs(folder, exist_ok=True)
            desktop.save_screen(os.path.join(folder, name + '.png'))

    def close(self):
        self.listener.deregister('object:state-changed:focused')
        if self.process.poll() is None:
            self.process.terminate()
        self.process.wait()
        text = self.read_log()
        self.log.close()
        return text


# X key codes of a plain PC keyboard, and key symbols.
KEY_CODES = {'Control_L': 37, 'Shift_L': 50, 'Alt_L': 64}
KEY_SYMBOLS = {'Escape': 0xFF1B, 'Tab': 0xFF09, 'Return': 0xFF0D, 'space': 0x20, 'Home': 0xFF50,
               'Left': 0xFF51, 'Up': 0xFF52,
               'question': 0x3F, 'comma': 0x2C,
               'Right': 0xFF53, 'minus': 0x2D, 'plus': 0x2B, 'Down': 0xFF54, 'Page_Up': 0xFF55, 'Page_Down': 0xFF56, 'End': 0xFF57, 'F1': 0xFFBE, 'F9': 0xFFC6, 'F10': 0xFFC7,
               **{c: ord(c) for c in 'abcdefghijklmnopqrstuvwxyz0123456789'}}
