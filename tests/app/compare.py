#!/usr/bin/env python3
"""The page that compares methods, through the accessibility bus, against the command line. usage: compare.py PROGRAM CLI"""
import csv
import io
import os
import re
import subprocess
import sys
import time
import unittest
from unittest.mock import patch

sys.dont_write_bytecode = True
import desktop  # noqa: E402
from case import WindowCase, read_png_bytes  # noqa: E402
from driver import Atspi, wait, walk  # noqa: E402

CLI = os.path.abspath(sys.argv.pop(1))
STUDY = '''[study]
format=1
title=Three methods
[data]
source=ecg
count=1500
window=10
split=random
[training]
learning-rate=0.001
batch=32
epochs=30
[estimate]
replicas={replicas}
methods=sandwich;variational
'''
METHODS = {'bootstrap': 'Bootstrap', 'sandwich': 'Sandwich (Hessian)', 'variational': 'Variational Bayes'}
VIEWS = {name: f'Neurons by {label}' for name, label in METHODS.items()}
OVERLAY = 'Neurons by ' + ' · '.join(METHODS.values())
LINK = ('check box', 'Linked cameras')
OWN_SCALES = ('check box', 'Own scales')
FACTOR = re.compile(r'^drawn × ([\d.e+-]+)$')


def ask(*arguments):
    return subprocess.run([CLI, *arguments], capture_output=True, text=True, check=True).stdout


class CompareTest(WindowCase):
    def write_study(self, replicas=20):
        path = self.path('three.study')
        with open(path, 'w', encoding='utf-8') as study:
            study.write(STUDY.format(replicas=replicas))
        return path

    def open_page(self, replicas=20):
        program = self.start(self.write_study(replicas))
        program.find('frame', re.compile('Three methods|three.study'))
        program.click('page tab', 'Compare')
        program.find('label', 'Not Run Yet')
        return program

    def compare(self):
        program = self.open_page()
        program.click('push button', re.compile(r'^Run\b'))
        self.status(r'^20 of 20 replicas · loss \d\.\d+$')
        wait('all views to be filled', lambda: all(self.describe(view).startswith('10 neurons.') for view in VIEWS.values()))
        wait('rows in the table', self.rows)
        return program

    # --- reading -----------------------------------------------------------------

    def describe(self, view):
        return self.program.find('image', view).get_description()

    def rows(self):
        """The table's visible rows: (neuron, method) -> its numbers as they are written."""
        table = self.program.find('tree table', 'Table of comparisons')
        found = {}
        for row in walk(table):
            if re.match(r'Neuron \d+, ', row.get_name() or ''):
                cells = [node.get_name() for node in walk(row) if node.get_role_name() == 'label']
                if len(cells) >= 6:
                    found[int(cells[0]), cells[1]] = cells[2:6]
        return found

    def is_sorted(self, column):
        values = [float(values[column]) for values in self.rows().values()]
        return len(values) > 3 and values == sorted(values)

    def factors(self):
        labels = [node.get_name() for node in walk(self.program.root) if node.get_role_name() == 'label']
        return [float(match.group(1)) for label in labels if (match := FACTOR.match(label))]

    def is_checked(self, role, name):
        return self.program.find(role, name).get_state_set().contains(Atspi.StateType.CHECKED)

    def read_picture(self, view):
        """What the screen shows of a view, but for its border, which tells the focus."""
        left, top = self.program.point('image', view, 0.05, 0.05)
        right, bottom = self.program.point('image', view, 0.95, 0.95)
        rows = desktop.read_screen()[2][top:bottom]
        return b''.join(row[3 * left:3 * right] for row in rows)

    def rest(self, view):
        """The picture, once it does not change any more."""
        def read():
            before = self.read_picture(view)
            time.sleep(0.5)
            return before if before == self.read_picture(view) else None
        return wait(f'{view!r} to rest', read)

    def wait_other(self, view, before):
        wait(f'{view!r} to move', lambda: self.read_picture(view) != before)
        return self.rest(view)

    def toggle_link(self):
        before = self.is_checked(*LINK)
        self.program.focus(*LINK)
        self.program.press('space')
        wait('the link to change', lambda: self.is_checked(*LINK) != before)

    # --- tests ---------------------------------------------------------------------

    def test_table(self):
        program = self.compare()
        expected = {(int(row['neuron']), METHODS[row['method']]): row
                    for row in csv.DictReader(io.StringIO(ask('table', self.path('three.study'), 'compare')))}
        rows = self.rows()
        self.assertGreaterEqual(len(rows), 6)
        for key, values in rows.items():
            own = [f'{float(expected[key][name]):.3g}' for name in ('volume', 'axis_ratio', 'angle', 'bures')]
            self.assertEqual([float(value) for value in values], [float(value) for value in own], key)
        program.find('label', re.compile(r'(?m)^Sandwich \(Hessian\): .* from the first'))
        self.assertEqual(program.read_text('spin button', 'Floor'), '1e-08')
        self.assert_all_named()
        program.screenshot('compare')

    def test_level(self):
        program = self.compare()
        before = self.rows()[1, 'Bootstrap']
        program.set_value('slider', 'Level', 50)
        wait('smaller volumes', lambda: float(self.rows()[1, 'Bootstrap'][0]) < 0.9 * float(before[0]))
        self.assertEqual(self.rows()[1, 'Bootstrap'][1:], before[1:])

    def test_sorting_and_selection(self):
        program = self.compare()
        table = program.find('tree table', 'Table of comparisons')
        program.click_on('label', 'Volume', table)
        wait('rows by volume', lambda: self.is_sorted(0))
        program.click_on('label', 'Neuron', table)
        wait('rows by number', lambda: [neuron for neuron, _ in self.rows()][:6] == [1, 1, 1, 2, 2, 2])
        rows = next(node for node in walk(table) if node.get_name() == 'Rows')
        self.assertTrue(rows.get_selection_iface().select_child(4))
        wait('the row to be selected', lambda: rows.get_selection_iface().is_child_selected(4))
        program.click('page tab', 'Neurons')
        table = program.find('tree table', 'Table of neurons')
        rows = next(node for node in walk(table) if node.get_name() == 'Rows')
        wait('the same neuron in the other table', lambda: rows.get_selection_iface().is_child_selected(1))

    def test_linked_cameras(self):
        program = self.compare()
        first, last = VIEWS['bootstrap'], VIEWS['variational']
        before = self.rest(last)
        program.focus('image', first)
        program.press('Left')
        turned = self.wait_other(last, before)
        self.toggle_link()
        own = self.rest(first)
        program.focus('image', first)
        for _ in range(3):
            program.press('Left')
        self.wait_other(first, own)
        self.assertEqual(self.rest(last), turned)
        self.toggle_link()
        self.wait_other(last, turned)
        # Seen from the front, and back.
        program.click('push button', 'Home')
        self.wait_other(last, turned)

    def test_zoom_of_one(self):
        program = self.compare()
        self.assertEqual(self.factors(), [])
        program.focus('image', VIEWS['bootstrap'])
        program.press('minus')
        self.rest(VIEWS['bootstrap'])
        self.assertEqual(self.factors(), [])
        self.toggle_link()
        program.focus('image', VIEWS['bootstrap'])
        program.press('minus')
        # Nothing is drawn at another scale unsaid.
        factors = wait('factors', lambda: len(now := self.factors()) == 3 and now)
        self.assertEqual(factors[0], 1)
        self.assertTrue(factors[1] > 1 and factors[1] == factors[2])

    def test_scales_and_undo(self):
        program = self.compare()
        self.assertEqual(self.factors(), [])
        program.click(*OWN_SCALES)
        factors = wait('factors', lambda: len(now := self.factors()) == 3 and now)
        self.assertEqual(factors[0], 1)
        self.assertTrue(any(abs(factor - 1) > 0.05 for factor in factors))
        program.screenshot('compare-own-scales')
        # Magnified together they keep their factors.
        before = self.rest(VIEWS['variational'])
        program.focus('image', VIEWS['bootstrap'])
        program.press('minus')
        self.wait_other(VIEWS['variational'], before)
        self.assertEqual(self.factors(), factors)
        program.press('Control_L', 'z')
        wait('one scale', lambda: self.factors() == [])
        self.assertFalse(self.is_checked(*OWN_SCALES))
        program.press('Control_L', 'Shift_L', 'z')
        wait('own scales again', lambda: len(self.factors()) == 3)

    def test_overlay_and_undo(self):
        program = self.compare()
        program.click('check box', 'Overlay')
        program.find('image', OVERLAY)
        self.assertIsNone(program.find_now('image', VIEWS['sandwich']))
        program.screenshot('compare-overlay')
        program.press('Control_L', 'z')
        program.find('image', VIEWS['sandwich'])
        self.assertIsNone(program.find_now('image', OVERLAY))

    def test_methods_arrive(self):
        program = self.open_page(20000)
        program.click('push button', re.compile(r'^Run\b'))
        wait('the first method', lambda: self.describe(VIEWS['bootstrap']).startswith('10 neurons.'))
        self.assertTrue(self.describe(VIEWS['sandwich']).startswith('Nothing yet'))
        program.screenshot('compare-running')
        program.press('Escape')
        self.status(r'^\d+ of 20000 replicas · stopped early')

    def test_export(self):
        program = self.compare()
        program.press('Control_L', 'e')
        program.find('label', '1890 × 1417 pixels')
        program.click('push button', re.compile('Export…'))
        figure, expected = self.path('figure.png'), self.path('expected.png')
        self.choose_file('Save Figure', figure, 'Export')
        self.wait_file(figure)
        ask('figure', self.path('three.study'), 'compare', '-o', expected)
        with open(figure, 'rb') as own, open(expected, 'rb') as other:
            self.assertEqual(read_png_bytes(own.read()), read_png_bytes(other.read()))

    def test_dark(self):
        with patch.dict(os.environ, ADW_DEBUG_COLOR_SCHEME='prefer-dark'):
            self.compare().screenshot('compare-dark')

    def test_one_method(self):
        program = self.start('fig6')
        program.find('page tab', 'Compare')
        program.click('page tab', 'Compare')
        program.find('label', 'One Method')


if __name__ == '__main__':
    unittest.main(verbosity=2, warnings='ignore')
