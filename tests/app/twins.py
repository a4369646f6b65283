#!/usr/bin/env python3
"""Studies as published and corrected: the switch and the page of both, through the accessibility bus, against the command line.
usage: twins.py PROGRAM CLI"""
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
CORRECTED = '20–3–20 on a noisy sine'
PUBLISHED = CORRECTED + ', as published'
VIEWS = ('Neurons: As published', 'Neurons: Corrected')
CHARTS = ('Chart: As published', 'Chart: Corrected')


class TwinsTest(WindowCase):
    # --- reading -----------------------------------------------------------------

    def wait_title(self, title):
        self.program.find('frame', re.compile(f'^(• )?{re.escape(title)} —'))

    def describe(self, name):
        return self.program.find('image', name).get_description() or ''

    def rows(self, table):
        """Name -> what it is as published and corrected, of the rows that are visible."""
        found = {}
        for node in walk(self.program.find('tree table', table)):
            match = re.match(r'(.*): as published (.*), corrected (.*)$', node.get_name() or '')
            if match:
                found[match.group(1)] = match.group(2), match.group(3)
        return found

    def neuron(self):
        """The half-axes and the volume of neuron 1, as they are written."""
        for row in walk(self.program.find('tree table', 'Table of neurons')):
            if row.get_name() == 'Neuron 1':
                return [node.get_name() for node in walk(row) if node.get_role_name() == 'label'][4:8]
        return None

    def wait_neuron(self, condition):
        return wait('neuron 1 in the table', lambda: (neuron := self.neuron()) and condition(neuron) and neuron)

    def read_picture(self, view):
        left, top = self.program.point('image', view, 0.05, 0.05)
        right, bottom = self.program.point('image', view, 0.95, 0.95)
        return b''.join(row[3 * left:3 * right] for row in desktop.read_screen()[2][top:bottom])

    def rest(self, view):
        def read():
            before = self.read_picture(view)
            time.sleep(0.5)
            return before if before == self.read_picture(view) else None
        return wait(f'{view!r} to rest', read)

    def assert_published_is_left(self, names):
        published, corrected = (self.program.point('image', name, 0.5, 0.5) for name in names)
        self.assertLess(published[0], corrected[0])
        self.assertEqual(published[1], corrected[1])

    def open_sides(self, study='fig6'):
        program = self.start(study)
        program.find('push button', 'As published')
        program.press('Alt_L', '6')
        return program

    def run_both(self):
        program = self.open_sides()
        program.find('label', 'A run computes both, as published and corrected')
        program.click('push button', re.compile(r'^Run\b'))
        self.status(r'^100 of 100 replicas')
        wait('both pictures', lambda: all(self.describe(view).startswith('20 neurons.') for view in VIEWS))
        wait('numbers of both', lambda: '–' not in self.rows('Numbers of both forms').get('Mean variance of a weight', '–'))
        return program

    # --- tests -----------------------------------------------------------------

    def test_switch(self):
        program = self.start('fig6')
        self.wait_title(CORRECTED)
        program.find('label', re.compile('^As published, nothing is resampled'))
        program.click('push button', re.compile(r'^Run\b'))
        self.status(r'^100 of 100 replicas')
        corrected = self.wait_neuron(lambda neuron: float(neuron[3]) < 0.01)
        program.click('push button', 'As published')
        self.wait_title(PUBLISHED)
        published = self.wait_neuron(lambda neuron: float(neuron[3]) > 0.3)
        self.status(r'^100 of 100 replicas')
        program.screenshot('twins-switched')
        # what is known of either is there at once
        for key, title, neuron in (('t', CORRECTED, corrected), ('t', PUBLISHED, published), ('z', CORRECTED, corrected)):
            program.press('Control_L', key)
            self.wait_title(title)
            self.assertEqual(self.wait_neuron(lambda found: found == neuron), neuron)
        program.press('Control_L', 'z')
        self.wait_title(PUBLISHED)
        program.press('Control_L', 'z')
        program.find('frame', re.compile(f'^{CORRECTED} —'))
        self.wait_neuron(lambda found: found == corrected)

    def test_side_by_side(self):
        program = self.run_both()
        self.assert_published_is_left(VIEWS)
        options = self.rows('Options that differ')
        self.assertEqual(options['Learning rate'], ('0.001', '0.5'))
        self.assertEqual(options['Biases'], ('no', 'yes'))
        variances = [float(value) for value in self.rows('Numbers of both forms')['Mean variance of a weight']]
        self.assertAlmostEqual(variances[0], 0.05, delta=0.005)
        self.assertLess(variances[1], 0.002)
        program.screenshot('twins-sides')
        self.assert_all_named()
        # whichever of the two is the document
        program.press('Control_L', 't')
        self.wait_title(PUBLISHED)
        self.assert_published_is_left(VIEWS)
        self.assertEqual([float(value) for value in self.rows('Numbers of both forms')['Mean variance of a weight']], variances)
        program.press('Control_L', 'z')
        self.wait_title(CORRECTED)
        self.assert_published_is_left(VIEWS)

    def test_cameras(self):
        program = self.run_both()
        before = self.rest(VIEWS[1])
        program.focus('image', VIEWS[0])
        program.press('Left')
        wait('the other picture to turn', lambda: self.read_picture(VIEWS[1]) != before)
        turned = self.rest(VIEWS[1])
        program.focus('check box', 'Linked cameras')
        program.press('space')
        program.focus('image', VIEWS[0])
        program.press('Left')
        self.rest(VIEWS[0])
        self.assertEqual(self.rest(VIEWS[1]), turned)

    def test_export(self):
        program = self.run_both()
        program.press('Control_L', 'e')
        program.find('label', '1890 × 1417 pixels')
        program.click('push button', re.compile('Export…'))
        figure, expected = self.path('figure.png'), self.path('expected.png')
        self.choose_file('Save Figure', figure, 'Export')
        wait('the figure to be written', lambda: os.path.exists(figure))
        subprocess.run([CLI, 'figure', 'fig6', 'side-by-side', '-o', expected], capture_output=True, check=True)
        with open(figure, 'rb') as own, open(expected, 'rb') as other:
            self.assertEqual(read_png_bytes(own.read()), read_png_bytes(other.read()))

    def test_stop(self):
        path = self.path('long.study')
        with open(path, 'w', encoding='utf-8') as study:
            study.write('[study]\nformat=1\ntitle=Long\ncounterpart=fig6-as-published\n[data]\nscale=none\ntest-share=0\n'
                        '[training]\nepochs=100000\n')
        program = self.open_sides(path)
        program.click('push button', re.compile(r'^Run\b'))
        other = program.find('push button', 'Stop: As published')
        wait('the other form to run', lambda: other.get_state_set().contains(Atspi.StateType.SENSITIVE))
        program.screenshot('twins-running')
        program.press('Escape')
        wait('the other form to stop', lambda: not other.get_state_set().contains(Atspi.StateType.SENSITIVE))
        self.status('stopped early|Ready')

    def test_charts(self):
        program = self.open_sides('fig4')
        wait('both charts', lambda: all(re.search(r'\d', self.describe(chart)) for chart in CHARTS))
        wait('numbers of both', lambda: self.rows('Numbers of both forms').get('Best number of components, most over the windows') == ('11', '2'))
        self.assert_published_is_left(CHARTS)
        program.screenshot('twins-series')
        self.assert_all_named()

    def test_one_form(self):
        program = self.start('iris')
        program.find('frame', re.compile('iris flowers'))
        self.assertIsNone(program.find_now('push button', 'As published'))
        program.press('Alt_L', '6')
        tab = program.find('page tab', 'Neurons')
        self.assertTrue(tab.get_state_set().contains(Atspi.StateType.SELECTED))

    def test_dark(self):
        with patch.dict(os.environ, ADW_DEBUG_COLOR_SCHEME='prefer-dark'):
            self.run_both().screenshot('twins-dark')


if __name__ == '__main__':
    unittest.main(verbosity=2, warnings='ignore')
