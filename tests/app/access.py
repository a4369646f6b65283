#!/usr/bin/env python3
"""What takes the keyboard has a name, on every page and in every dialog; the keys are told; panels make room. usage: access.py PROGRAM"""
import re
import sys
import unittest

sys.dont_write_bytecode = True
from case import WindowCase  # noqa: E402
from driver import Atspi, wait, walk  # noqa: E402

STUDY = '''[study]
format=1
title=Everything at once
[data]
length=120
window=8
[model]
layers=auto;3;auto
[training]
epochs=5
[estimate]
replicas=12
methods=sandwich
'''


class AccessTest(WindowCase):
    def open_study(self):
        path = self.path('everything.study')
        with open(path, 'w', encoding='utf-8') as study:
            study.write(STUDY)
        program = self.start(path)
        program.find('frame', re.compile('Everything at once'))
        program.click('push button', re.compile(r'^Run\b'))
        self.status(r'^12 of 12 replicas')
        return program

    def in_dialog(self, known, *leave):
        """The names in a dialog that shows `known`; `leave` is pressed to close it."""
        before = len(self.program.windows())
        self.program.find(*known)
        self.assert_all_named()
        self.program.press(*leave)
        wait('the dialog to close', lambda: len(self.program.windows()) < before)

    def test_pages(self):
        program = self.open_study()
        for key, page in enumerate(('Series', 'Neurons', 'Compare', 'Reduce', 'Loss'), 1):
            with self.subTest(page):
                program.press('Alt_L', str(key))
                tab = program.find('page tab', page)
                wait(f'the page {page}', lambda: tab.get_state_set().contains(Atspi.StateType.SELECTED))
                self.assert_all_named()

    def test_pictures_have_words(self):
        """A picture says what it is, and of what; its numbers stand in a table."""
        program = self.open_study()
        program.find('tree table', 'Table of neurons')
        for node in walk(program.root):
            if node.get_role_name() == 'image' and node.get_state_set().contains(Atspi.StateType.FOCUSABLE):
                self.assertTrue(node.get_name())
                self.assertTrue(node.get_description(), f'{node.get_name()!r} has no description')

    def test_export(self):
        program = self.open_study()
        program.press('Control_L', 'e')
        self.in_dialog(('label', 'Resolution'), 'Escape')

    def test_shortcuts(self):
        program = self.start()
        program.find('push button', '20–3–20 on a noisy sine')
        program.press('Control_L', 'question')
        program.find('label', 'Merge the selected neuron with another')
        program.screenshot('shortcuts')
        self.in_dialog(('label', 'Keyboard shortcuts'), 'Escape')

    def test_panels(self):
        """F9 hides what stands beside the page, and shows it again; Shift+F9 only what is at the right."""
        program = self.open_study()
        left, right = ('slider', 'Noise'), ('slider', 'Level')
        self.wait_shown(left, True)
        self.wait_shown(right, True)
        program.press('Shift_L', 'F9')
        self.wait_shown(right, False)
        self.wait_shown(left, True)
        program.press('F9')
        self.wait_shown(left, False)
        program.press('F9')
        self.wait_shown(left, True)
        self.wait_shown(right, True)

    def is_shown(self, node):
        """Whether it lies in the window: what is hidden is pushed out at a side, and no state tells of that."""
        place = node.get_component_iface().get_extents(Atspi.CoordType.WINDOW)
        window = self.program.windows()[0].get_component_iface().get_extents(Atspi.CoordType.WINDOW)
        return place.x >= 0 and place.x + place.width <= window.width

    def wait_shown(self, place, shown):
        node = self.program.find(*place)
        wait(f'{place[1]} to be {"shown" if shown else "hidden"}', lambda: self.is_shown(node) == shown)


if __name__ == '__main__':
    unittest.main(verbosity=2, warnings='ignore')
