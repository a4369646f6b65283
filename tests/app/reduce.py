#!/usr/bin/env python3
"""The page where neurons become fewer, through the accessibility bus, against the command line. usage: reduce.py PROGRAM CLI"""
import csv
import io
import json
import os
import re
import subprocess
import sys
import unittest
from unittest.mock import patch

sys.dont_write_bytecode = True
from case import WindowCase  # noqa: E402
from driver import Atspi, wait, walk  # noqa: E402

CLI = os.path.abspath(sys.argv.pop(1))
STUDY = '''[study]
format=1
title=Small iris
[data]
source=iris
task=classify
[model]
layers=auto;12;auto
activation=relu
[training]
learning-rate=0.005
batch=16
epochs=20
[estimate]
layer=1
replicas=12
[reduction]
repeats=2
step={step}
'''
SCALE = ('slider', 'Neurons kept')
VIEW = ('image', 'Clusters of neurons in space')
WORTH = re.compile(r'^Accuracy ([\d.]+)(?: → ([\d.]+))? on test data · (?:Parameters (\d+) → (\d+)|Nothing is removed: every neuron stays)$')


def ask(*arguments):
    return subprocess.run([CLI, *arguments], capture_output=True, text=True, check=True).stdout


def with_settings(settings):
    return [part for setting in settings for part in ('--set', setting)]


class ReduceTest(WindowCase):
    def write_study(self, step=0):
        path = self.path('small.study')
        with open(path, 'w', encoding='utf-8') as study:
            study.write(STUDY.format(step=step))
        return path

    def open_page(self, step=0):
        program = self.start(self.write_study(step))
        program.find('frame', re.compile('Small iris|small.study'))
        program.click('page tab', 'Reduce')
        program.find('label', 'No neurons yet')
        program.click('push button', re.compile(r'^Run\b'))
        self.wait_kept(12)
        return program

    # --- reading -------------------------------------------------------------------

    def read_worth(self):
        match = WORTH.match(self.program.find('label', WORTH).get_name())
        return match and match.groups()

    def wait_kept(self, n):
        self.program.find('label', f'{n} of 12 neurons')

    def wait_worth(self, *settings):
        """The window says what the command line computes."""
        summary = json.loads(ask('run', self.path('small.study'), '--json', *with_settings(settings)))['summary']
        expected = (f"{summary['reduction.test-accuracy-before']:.3f}", f"{summary['reduction.test-accuracy']:.3f}",
                    str(summary['reduction.parameters-before']), str(summary['reduction.parameters']))
        wait(f'a worth of {expected}', lambda: self.read_worth() == expected)

    def read_clusters(self):
        """The table's visible rows: neuron -> its cluster."""
        table = self.program.find('tree table', 'Table of neurons and their clusters')
        found = {}
        for row in walk(table):
            if re.match(r'Neuron \d+$', row.get_name() or ''):
                cells = [node.get_name() for node in walk(row) if node.get_role_name() == 'label']
                if len(cells) >= 2 and cells[1]:
                    found[int(cells[0])] = int(cells[1])
        return found

    def show(self, page):
        """Of the charts below: the last of its name."""
        tabs = [node for node in walk(self.program.root) if node.get_role_name() == 'page tab' and node.get_name() == page]
        tabs[-1].get_action_iface().do_action(0)

    def describe(self, chart):
        return self.program.find('image', chart).get_description()

    def wait_merges(self, text):
        wait(f'merges {text!r}', lambda: self.program.read_text('text', 'Merged by hand') == text)

    # --- tests ---------------------------------------------------------------------

    def test_from_run_to_file_and_back(self):
        program = self.open_page(step=1)
        self.assertEqual(self.read_worth()[1:], (None, None, None))
        program.find('label', re.compile(r'^\d+ communit(y|ies), modularity'))
        program.focus(*SCALE)
        program.press('Home')
        self.wait_kept(1)
        program.press('Page_Up')
        self.wait_kept(3)
        program.press('Right')
        self.wait_kept(4)
        self.wait_worth('clusters.count=4')
        program.find('label', re.compile(r'1\u00a0\(\d+\).*4\u00a0\(\d+\)'))
        self.assertRegex(wait('a curve', lambda: self.describe('Chart of quality against the number of neurons')), 'Accuracy against')
        self.assert_all_named()
        program.screenshot('reduce')
        program.press('Control_L', 'z')
        self.wait_kept(3)
        program.press('Control_L', 'Shift_L', 'z')
        self.wait_kept(4)

        program.click('push button', 'Smaller Network…')
        program.find('label', re.compile(r'^4 of 12 neurons are left\. Accuracy'))
        program.find('label', '4 → 12')
        program.find('label', '4 → 4')
        program.screenshot('reduce-smaller')
        program.click('push button', re.compile('Save…'))
        path = self.path('small.safetensors')
        self.choose_file('Save Network', path, 'Save')
        wait('the file', lambda: os.path.exists(path))
        self.end()

        program = self.create_from_data(path, 'Create and Run')
        wait('its neurons', lambda: self.describe_neurons().startswith('4 neurons.'))
        program.screenshot('reduce-reopened')

    def describe_neurons(self):
        return self.program.find('image', 'Neurons in space').get_description()

    def test_wrong_suffix(self):
        program = self.open_page()
        program.set_value(*SCALE, 3)
        self.wait_kept(3)
        program.click('push button', 'Smaller Network…')
        program.click('push button', re.compile('Save…'))
        self.choose_file('Save Network', self.path('small.txt'), 'Save')
        program.find('label', re.compile(r'small\.txt.*\.safetensors'))

    def test_merge_by_keyboard(self):
        program = self.open_page()
        self.show('Neurons')
        program.focus(*VIEW)
        program.press('Page_Down')
        wait('a row to be selected', lambda: self.is_selected(0))
        program.press('Control_L', 'm')
        program.find('label', 'Merge Neuron 1')
        program.set_value('spin button', 'Merge with neuron', 5)
        cost = program.find('label', re.compile(r'^Merge 1 and 5: accuracy [\d.]+ → ([\d.]+), 12 → 11 neurons$')).get_name()
        program.screenshot('reduce-merge')
        program.click('push button', re.compile('^_?Merge( Merge)?$'))
        self.wait_kept(11)
        self.wait_merges('1+5')
        self.assertIn('→ ' + self.read_worth()[1], cost)
        clusters = wait('clusters in the table', lambda: len(found := self.read_clusters()) > 5 and found)
        self.assertEqual(clusters[1], clusters[5])
        expected = {int(row['neuron']): int(row['cluster'])
                    for row in csv.DictReader(io.StringIO(ask('table', self.path('small.study'), 'clusters', '--set', 'clusters.merges=1+5')))}
        self.assertEqual(clusters, {neuron: expected[neuron] for neuron in clusters})
        program.press('Control_L', 'z')
        self.wait_kept(12)
        self.wait_merges('')

    def is_selected(self, row):
        table = self.program.find('tree table', 'Table of neurons and their clusters')
        rows = next(node for node in walk(table) if node.get_name() == 'Rows')
        return rows.get_selection_iface().is_child_selected(row)

    def test_merge_by_pointer(self):
        """A neuron is dragged over the picture until it is on another; what that costs is told before it is let go."""
        program = self.open_page()
        program.click('push button', 'As trained')
        places = self.find_neurons()
        self.assertGreaterEqual(len(places), 2)
        (one, start), (other, end) = places[0], places[-1]
        Atspi.generate_mouse_event(*start, 'abs')
        Atspi.generate_mouse_event(*start, 'b1p')
        for step in range(1, 6):
            Atspi.generate_mouse_event(*(round(a + (b - a) * step / 5) for a, b in zip(start, end)), 'abs')
        program.find('label', re.compile(rf'^Merge {one} and {other}: accuracy [\d.]+ → [\d.]+, 12 → 11 neurons$'))
        program.screenshot('reduce-drag')
        Atspi.generate_mouse_event(*end, 'b1r')
        self.wait_kept(11)
        self.wait_merges(f'{min(one, other)}+{max(one, other)}')
        program.press('Control_L', 'z')
        self.wait_kept(12)

    def find_neurons(self):
        """Neurons that are seen, and where, by pointing at a grid of places."""
        found = {}
        for down in range(15, 90, 7):
            for across in range(25, 80, 4):
                place = self.program.point(*VIEW, across / 100, down / 100)
                Atspi.generate_mouse_event(*place, 'abs')
                label = self.read_pointed()
                if label and label not in found:
                    found[label] = place
                if len(found) == 3:
                    return list(found.items())
        return list(found.items())

    def read_pointed(self):
        for node in walk(self.program.find(*VIEW)):
            match = node.get_role_name() == 'label' and re.match(r'Neuron (\d+)\n', node.get_name() or '')
            if match:
                return int(match.group(1))
        return None

    def test_suggestion(self):
        program = self.open_page()
        self.choose('Suggest by', 1)
        button = program.find('push button', re.compile(r'^Keep (\d+)$'))
        k = int(button.get_name().split()[1])
        program.click('push button', f'Keep {k}')
        self.wait_kept(k)
        self.wait_worth(f'clusters.count={k}')

    def choose(self, name, steps):
        """That many further down in the list."""
        self.program.focus('push button', name)
        self.program.press('space')
        wait('the list', lambda: self.program.find_focus() != ('push button', name))
        for _ in range(steps):
            self.program.press('Down')
        self.program.press('Return')
        wait('the list to close', lambda: self.program.find_focus() == ('push button', name))

    def test_dark(self):
        with patch.dict(os.environ, ADW_DEBUG_COLOR_SCHEME='prefer-dark'):
            program = self.open_page(step=1)
            program.set_value(*SCALE, 5)
            self.wait_kept(5)
            program.screenshot('reduce-dark')


if __name__ == '__main__':
    unittest.main(verbosity=2, warnings='ignore')
