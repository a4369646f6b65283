#!/usr/bin/env python3
"""The page of the series, through the accessibility bus, against the command line. usage: series.py PROGRAM CLI"""
import csv
import io
import os
import re
import subprocess
import sys
import unittest
from unittest.mock import patch

sys.dont_write_bytecode = True
from case import WindowCase, read_png_bytes  # noqa: E402
from driver import wait, walk  # noqa: E402

CLI = os.path.abspath(sys.argv.pop(1))
SINE = 'SSA of a noisy sine'
MSE = re.compile(r'^MSE (to the observed )?[-+.\de]+$')
WINDOW = ('slider', 'SSA window')
COUNT = ('slider', 'Number of components')
GROUPS = ('text', 'By hand')


def ask(*arguments):
    return subprocess.run([CLI, *arguments], capture_output=True, text=True, check=True).stdout


def read_table(study, name, *settings):
    options = [part for setting in settings for part in ('--set', setting)]
    return list(csv.DictReader(io.StringIO(ask('table', study, name, *options))))


def compute_mse(study, window, count, *settings):
    rows = read_table(study, 'ssa-sweep', f'ssa.sweep={window}', *settings)
    return next(float(row['mse']) for row in rows if int(row['components']) == count)


class SeriesTest(WindowCase):
    def open_sine(self):
        program = self.start('fig4')
        program.find('frame', re.compile('^' + SINE))
        program.find('label', MSE)
        return program

    # --- reading and writing ---------------------------------------------------

    def read_mse(self):
        label = self.program.find_now('label', MSE)
        return label and label.get_name().split()[-1]

    def wait_mse(self, window, count, study='fig4'):
        """The window says what the command line computes."""
        expected = f'{compute_mse(study, window, count):.4g}'
        wait(f'an MSE of {expected}', lambda: self.read_mse() == expected)

    def wait_text(self, role, name, text):
        wait(f'{name!r} to hold {text!r}', lambda: self.program.read_text(role, name) == text)

    def enter(self, role, name, text):
        """Typed in the place of what there is, and confirmed."""
        self.program.focus(role, name)
        self.program.type_into(self.program.find(role, name), text)
        self.program.press('Return')

    def describe(self, chart):
        return self.program.find('image', chart).get_description()

    # --- tests -------------------------------------------------------------------

    def test_from_the_gallery(self):
        program = self.start()
        program.click('push button', SINE)
        program.find('frame', re.compile('^' + SINE))
        self.wait_mse(100, 2)
        self.assertRegex(self.describe('Chart of singular values'), r'^100 components, .* chosen: 1-2')
        self.assert_all_named()
        program.screenshot('series')
        self.end()
        with patch.dict(os.environ, ADW_DEBUG_COLOR_SCHEME='prefer-dark'):
            self.open_sine().screenshot('series-dark')

    def test_sliders_by_keyboard(self):
        program = self.open_sine()
        program.focus(*WINDOW)
        for _ in range(3):
            program.press('Right')
        wait('a window of 103', lambda: program.get_value(*WINDOW) == 103)
        self.wait_mse(103, 2)
        program.focus(*COUNT)
        for key in ('Right', 'Right', 'Left'):
            program.press(key)
        wait('three components', lambda: program.get_value(*COUNT) == 3)
        self.wait_mse(103, 3)
        self.wait_text('text', 'Components', '1-3')
        # What a hand does in one go is one step back.
        program.press('Control_L', 'z')
        self.wait_text('text', 'Components', '1-2')
        program.press('Control_L', 'z')
        self.wait_mse(100, 2)

    def test_more_than_there_are(self):
        program = self.open_sine()
        program.set_value(*COUNT, 80)
        self.wait_mse(100, 80)
        program.set_value(*WINDOW, 50)
        self.wait_mse(50, 50)
        program.find('label', re.compile('^30 of the components asked for do not exist: a window of 50 over 500 '
                                         'values has 50'))
        program.set_value(*WINDOW, 100)
        self.wait_mse(100, 80)

    def test_beyond_half(self):
        program = self.open_sine()
        program.set_value('spin button', 'SSA window', 300)
        self.wait_mse(201, 2)
        program.find('label', re.compile('^A window of 300 in a series of 500 has the components of a window of '
                                         '201: one trajectory matrix is the other turned over'))

    def test_window_longer_than_the_series(self):
        program = self.open_sine()
        program.set_value('spin button', 'SSA window', 600)
        message = program.find('label', 'A window of 600 values for a series of 500; allowed: 2 to 499')
        self.assertEqual(self.describe('Chart of the series'), message.get_name())
        self.assertIsNone(self.read_mse())
        program.screenshot('series-problem')
        program.set_value('spin button', 'SSA window', 120)
        self.wait_mse(120, 2)

    def test_list_of_components(self):
        program = self.open_sine()
        self.enter('text', 'Components', '1,2,5')
        wait('the bars', lambda: 'chosen: 1-2,5' in self.describe('Chart of singular values'))
        self.enter('text', 'Components', '1-x')
        program.find('label', re.compile('1-x'))
        self.assertIn('chosen: 1-2,5', self.describe('Chart of singular values'))

    def test_groups(self):
        program = self.open_sine()
        self.enter(*GROUPS, 'Signal: 1-2; Rest: 3-20')
        self.wait_text('text', 'Name of group 2', 'Rest')
        self.enter('text', 'Name of group 2', 'Noise')
        self.wait_text(*GROUPS, 'Signal: 1-2; Noise: 3-20')
        program.find('push button', 'Remove group Noise')
        self.assertEqual(program.find_focus(), ('text', 'Name of group 2'))
        self.assert_all_named()
        program.screenshot('series-groups')
        program.click('push button', 'Remove group Signal')
        self.wait_text(*GROUPS, 'Noise: 3-20')
        self.wait_text('text', 'Name of group 1', 'Noise')
        program.focus(*WINDOW)
        for text in ('Signal: 1-2; Noise: 3-20', 'Signal: 1-2; Rest: 3-20', ''):
            program.press('Control_L', 'z')
            self.wait_text(*GROUPS, text)
        for text in ('Signal: 1-2; Rest: 3-20', 'Signal: 1-2; Noise: 3-20'):
            program.press('Control_L', 'Shift_L', 'z')
            self.wait_text(*GROUPS, text)
        self.wait_text('text', 'Name of group 2', 'Noise')

    def test_pointer(self):
        program = self.open_sine()
        program.drag('image', 'Chart of singular values', (0.5, 0.8))
        wait('another bar', lambda: re.search(r'chosen: 1-2,\d+,', self.describe('Chart of singular values')))
        program.drag('image', 'Chart of w-correlations', (0.2, 0.2), (0.3, 0.3), (0.4, 0.4))
        wait('a group', lambda: re.match(r'^Group 1: \d+-\d+$', program.read_text(*GROUPS)))
        program.click('page tab', 'Errors')
        wait('the map', lambda: re.match(r'^Map of errors: 24 windows', self.describe('Map of errors')))
        program.drag('image', 'Map of errors', (0.5, 0.5))
        wait('its place', lambda: re.match(r'^1-\d\d$', program.read_text('text', 'Components')))
        window, count = int(program.get_value('spin button', 'SSA window')), int(program.get_value(*COUNT))
        self.assertNotEqual(window, 100)
        self.assertIn(str(window), [row['window'] for row in read_table('fig4', 'ssa-landscape')])
        self.wait_mse(window, count)
        program.press('Control_L', 'z')
        wait('both as before', lambda: program.get_value('spin button', 'SSA window') == 100
             and re.match(r'^1-2,\d+$', program.read_text('text', 'Components')))

    def test_suggestions(self):
        program = self.open_sine()
        program.set_value(*COUNT, 5)
        self.wait_mse(100, 5)
        self.choose('Suggest by', 1)
        program.find('label', re.compile(r'^The singular values fall by a factor of 6\.77 after component 2'))
        program.click('push button', 'Use 1-2')
        self.wait_mse(100, 2)
        self.choose('Suggest by', 2)
        program.find('label', re.compile(r'^Above the 95 % band of \d+ surrogates of red noise'))
        program.find('push button', re.compile(r'^Use \d'))
        self.assertRegex(self.describe('Chart of singular values'), r'chosen: 1-2,')
        program.screenshot('series-red-noise')

    def test_forecast(self):
        program = self.open_sine()
        program.set_value('spin button', 'Forecast', 24)
        program.click('page tab', 'Forecast')
        last = float(read_table('fig4', 'ssa-forecast', 'ssa.forecast=24')[-1]['forecast'])
        wait('a forecast', lambda: self.describe('Chart of the forecast').startswith(
            f'Forecast of 24 values; the last is {last:.5g}.'))
        program.screenshot('series-forecast')
        self.enter('text', 'Components', '1-100')
        program.find('label', re.compile(r'(?m)^No forecast: The chosen components have a verticality of 1'))
        wait('why there is none', lambda: not self.describe('Chart of the forecast').startswith('Forecast of'))

    def test_exports(self):
        settings = ['--set', 'ssa.window=120', '--set', 'ssa.components=1-4']
        program = self.open_sine()
        program.set_value('spin button', 'SSA window', 120)
        program.set_value(*COUNT, 4)
        self.wait_mse(120, 4)
        # The figure that is looked at is the one to be exported.
        program.click('page tab', 'Errors')
        wait('the errors', lambda: re.search(r'\d', self.describe('Chart of errors')))
        program.press('Control_L', 'e')
        program.find('label', '1890 × 1417 pixels')
        program.click('push button', re.compile('Export…'))
        figure, expected = self.path('figure.png'), self.path('expected.png')
        self.choose_file('Save Figure', figure, 'Export')
        self.wait_file(figure)
        ask('figure', 'fig4', 'ssa-sweep', '-o', expected, *settings)
        with open(figure, 'rb') as own, open(expected, 'rb') as other:
            self.assertEqual(read_png_bytes(own.read()), read_png_bytes(other.read()))
        program.focus('push button', 'Export Export')
        program.press('space')
        program.click('menu item', 'Table of the Series…')
        table = self.path('table.csv')
        self.choose_file('Save Table', table, 'Export')
        self.wait_file(table)
        with open(table, encoding='utf-8', newline='') as own:
            self.assertEqual(own.read(), ask('table', 'fig4', 'ssa-series', *settings))

    def test_while_networks_train(self):
        program = self.start('fig6')
        program.find('frame', re.compile('20–3–20'))
        program.set_value('spin button', 'Epochs', 3000)
        program.set_value('spin button', 'Replicas', 5000)
        program.click('push button', re.compile(r'^Run\b'))
        self.status(r'^\d+ of 5000 replicas')
        program.click('page tab', 'Series')
        program.find('label', MSE)
        slider = program.find(*WINDOW).get_value_iface()
        for window in range(60, 81):
            slider.set_current_value(window)
        self.wait_mse(80, 2, 'fig6')
        program.find('push button', re.compile(r'^Stop\b'))
        said = self.status(r'^(\d+) of 5000 replicas(?! · stopped)')
        self.assertLess(int(said.group(1)), 5000)
        program.press('Escape')
        self.status(r'^(\d+) of 5000 replicas · stopped early')

    def test_networks(self):
        program = self.start('fig6')
        program.find('frame', re.compile('20–3–20'))
        program.click('push button', re.compile(r'^Run\b'))
        self.status(r'^100 of 100 replicas')
        program.click('page tab', 'Series')
        wait('the series', lambda: re.search(r'\d', self.describe('Chart of the series')))
        program.click('page tab', 'Networks')
        wait('what they restore', lambda: re.search(r'\d', self.describe('Chart of what the networks restore')))
        program.screenshot('series-networks')

    def test_gaps_and_columns(self):
        path = self.path('gaps.csv')
        with open(path, 'w', encoding='utf-8') as table:
            table.write('left,right\n')
            table.writelines(f'{(i * 7) % 12 if i not in (20, 21) else ""},{(i * 5) % 12}\n' for i in range(60))
        program = self.create_from_data(path)
        program.click('page tab', 'Series')
        program.find('label', re.compile(r'(?i)missing|gap'))
        program.screenshot('series-gaps')


if __name__ == '__main__':
    unittest.main(verbosity=2, warnings='ignore')
