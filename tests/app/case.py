"""What the tests of the window share: a program that is started for each test and watched to its end."""
import os
import re
import shutil
import struct
import sys
import tempfile
import unittest
import warnings
import zlib

import desktop

desktop.enter()
try:
    from driver import TYPE_NAME, Atspi, Program, wait, walk
except (ImportError, ValueError) as error:
    print('skipped:', error)
    sys.exit(77)

warnings.simplefilter('ignore', DeprecationWarning)
BINARY = os.path.abspath(sys.argv.pop(1))


class WindowCase(unittest.TestCase):
    def run(self, result=None):
        self.result = result
        return super().run(result)

    def has_failed(self):
        return any(test is self for test, _ in self.result.failures + self.result.errors)

    def setUp(self):
        self.folder = tempfile.TemporaryDirectory(prefix='weightscape-window-')
        self.addCleanup(self.folder.cleanup)
        self.program = None
        self.addCleanup(self.forget)
        self.addCleanup(self.end)

    def recovery(self):
        return os.path.join(os.environ['WSC_TEST_DESKTOP'], 'state', 'weightscape', 'recovery')

    def forget(self):
        """What a test leaves unsaved is not offered in the next one."""
        shutil.rmtree(self.recovery(), ignore_errors=True)

    def end(self, keep=False):
        if self.program:
            if self.has_failed():
                self.program.screenshot('failed-' + self.id().split('.')[-1])
            log = self.program.close()
            self.program = None
            if not keep:
                self.forget()
            for word in ('CRITICAL', 'ERROR:'):
                self.assertNotIn(word, log)

    def start(self, *arguments):
        self.program = Program(BINARY, *arguments)
        return self.program

    def path(self, name):
        return os.path.join(self.folder.name, name)

    def status(self, pattern):
        """What the status bar says, once it matches."""
        label = self.program.find('label', re.compile(r'replicas|Ready|Starting|Reading'))
        return wait(f'the status to be like {pattern!r}', lambda: re.search(pattern, self.read_status(label)))

    def read_status(self, label):
        name = label.get_name()
        if re.search(r'replicas|Ready', name):
            return name
        again = self.program.find_now('label', re.compile(r'\d+ of \d+ replicas'))
        return again.get_name() if again else ''

    def choose_file(self, dialog, path, button):
        program = self.program
        window = wait(dialog, lambda: next((w for w in program.windows() if w.get_name() == dialog), None))
        entry = wait('the name field', lambda: next(
            (n for n in walk(window) if n.get_role_name() == 'text' and n.get_editable_text_iface()), None))
        program.type_into(entry, path)
        label = re.compile(rf'^_?{button}')
        accept = program.find('push button', label, within=window)
        wait(f'{button} to be possible', lambda: accept.get_state_set().contains(Atspi.StateType.SENSITIVE))
        program.click('push button', label, within=window)

    def wait_file(self, path):
        """Files are renamed when they are whole, so one that is there can be read. What tells of it is gone after some seconds."""
        wait(f'the file {path}', lambda: os.path.exists(path))

    def choose(self, name, steps):
        """That many further down in the list."""
        self.program.focus('push button', name)
        self.program.press('space')
        wait('the list', lambda: self.program.find_focus() != ('push button', name))
        for _ in range(steps):
            self.program.press('Down')
        self.program.press('Return')
        wait('the list to close', lambda: self.program.find_focus() == ('push button', name))

    def create_from_data(self, path, button='Create'):
        """Opens a file of data and takes what is proposed for it."""
        program = self.start(path)
        name = re.compile(rf'\b{button}$')
        wait('what is proposed', lambda: program.find('push button', name).get_state_set().contains(Atspi.StateType.SENSITIVE))
        program.click('push button', name)
        return program

    def assert_all_named(self):
        nameless = []
        for window in self.program.windows():
            for node in walk(window):
                name = node.get_name() or ''
                if node.get_state_set().contains(Atspi.StateType.FOCUSABLE) and (not name or TYPE_NAME.match(name)):
                    nameless.append(f'{node.get_role_name()} {name!r} in {describe_parents(node)}')
        self.assertEqual(nameless, [])


def describe_parents(node):
    names = []
    while (node := node.get_parent()) is not None and len(names) < 5:
        names.append(f'{node.get_role_name()} {node.get_name()!r}')
    return ' < '.join(names)


def read_png_bytes(data):
    """The packed rows of the picture, each after the number of its filter."""
    packed, place = b'', 8
    while place < len(data):
        length, kind = struct.unpack('>I4s', data[place:place + 8])
        if kind == b'IDAT':
            packed += data[place + 8:place + 8 + length]
        place += 12 + length
    return zlib.decompress(packed)
