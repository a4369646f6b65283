#!/usr/bin/env python3
"""The real window, worked through the accessibility bus. usage: window.py PROGRAM"""
import math
import os
import re
import struct
import subprocess
import sys
import time
import unittest
import zipfile

sys.dont_write_bytecode = True
from case import BINARY, WindowCase, read_png_bytes  # noqa: E402
from driver import Atspi, children, wait, walk  # noqa: E402
from gi.repository import Gio, GLib  # noqa: E402

FIRST = '20–3–20 on a noisy sine'
# sqrt of the chi-square quantiles for three dimensions: half-axes at 50 % over those at 95 %.
SHRINK_95_TO_50 = math.sqrt(2.365974 / 7.814728)


class WindowTest(WindowCase):
    def rows(self):
        """The table's visible rows: the neuron's number -> its numbers, in the order of the columns."""
        table = self.program.find('tree table', 'Table of neurons')
        found = {}
        for row in walk(table):
            if re.match(r'Neuron \d+$', row.get_name() or ''):
                cells = [node.get_name() for node in walk(row) if node.get_role_name() == 'label']
                if len(cells) >= 9:
                    found[int(cells[0])] = [float(text) for text in cells[1:]]
        return found

    def wait_rows(self):
        return wait('rows in the table', self.rows)

    def run_first(self):
        program = self.start('fig6')
        program.find('frame', re.compile(FIRST))
        program.click('push button', re.compile(r'^Run\b'))
        self.status(r'^100 of 100 replicas')
        self.wait_rows()
        return program

    # --- tests -----------------------------------------------------------------

    def test_gallery_to_results(self):
        program = self.start()
        program.find('push button', FIRST)
        program.screenshot('gallery')
        program.click('push button', FIRST)
        program.find('frame', re.compile('^' + FIRST))
        program.click('push button', re.compile(r'^Run\b'))
        self.status(r'^100 of 100 replicas · loss 0\.\d+$')
        rows = self.wait_rows()
        self.assertIn(1, rows)
        for number, values in rows.items():
            x, y, z, a, b, c, volume, trace = values
            self.assertTrue(a >= b >= c > 0, f'half-axes of neuron {number}')
            self.assertAlmostEqual(volume / (4 / 3 * math.pi * a * b * c), 1, delta=0.03)
            # The radius at 95 % in three dimensions is sqrt (7.8147): the trace is the sum of squared half-axes over it.
            self.assertAlmostEqual(trace / ((a * a + b * b + c * c) / 7.814728), 1, delta=0.03)
        picture = program.find('image', 'Neurons in space')
        self.assertTrue(picture.get_description().startswith('20 neurons.'))
        program.screenshot('neurons')

    def test_level(self):
        program = self.run_first()
        before = self.rows()[1]
        program.set_value('slider', 'Level', 50)
        after = wait('smaller half-axes', lambda: (now := self.rows()[1])[3] < 0.9 * before[3] and now)
        for i in (3, 4, 5):
            self.assertAlmostEqual(after[i] / before[i], SHRINK_95_TO_50, delta=0.01)
        self.assertEqual(after[:3], before[:3])
        self.assertEqual(after[7], before[7])
        program.find('label', '50 %')

    def test_stop_in_the_middle(self):
        program = self.start('fig6')
        program.find('frame', re.compile(FIRST))
        program.set_value('spin button', 'Epochs', 3000)
        program.set_value('spin button', 'Replicas', 5000)
        program.click('push button', re.compile(r'^Run\b'))
        self.status(r'^([2-9]|\d\d+) of 5000 replicas')
        self.wait_rows()
        asked = time.monotonic()
        program.click('push button', re.compile(r'^Stop\b'))
        said = self.status(r'^(\d+) of 5000 replicas · stopped early')
        self.assertLess(time.monotonic() - asked, 20)
        self.assertTrue(2 <= int(said.group(1)) < 5000)
        self.assertIn(1, self.rows())
        program.find('push button', re.compile(r'^Run\b'))
        program.screenshot('stopped')

    def test_learning_rate_and_undo(self):
        program = self.run_first()
        first = program.get_value('spin button', 'Learning rate')
        before = self.rows()[1]
        program.set_value('spin button', 'Learning rate', first * 3)
        wait('another picture', lambda: self.rows()[1] != before)
        program.press('Control_L', 'z')
        wait('the old rate', lambda: abs(program.get_value('spin button', 'Learning rate') / first - 1) < 1e-6)
        wait('the old picture', lambda: self.rows()[1] == before)
        program.press('Control_L', 'Shift_L', 'z')
        wait('the new rate', lambda: abs(program.get_value('spin button', 'Learning rate') / first / 3 - 1) < 1e-6)

    def test_drag_retrains(self):
        program = self.run_first()
        before = self.rows()[1]
        slider = program.find('slider', 'Noise').get_value_iface()
        for step in range(40):
            slider.set_current_value(0.2 + 0.01 * step)
        wait('another picture', lambda: self.rows()[1] != before)
        self.status(r'^100 of 100 replicas · loss')
        self.assertAlmostEqual(program.get_value('spin button', 'Noise'), 0.59, delta=0.006)
        # One drag is one step back.
        program.press('Control_L', 'z')
        wait('the noise of before', lambda: abs(program.get_value('spin button', 'Noise') - 0.2) < 1e-9)
        wait('the picture of before', lambda: self.rows()[1] == before)

    def test_save_and_reopen(self):
        program = self.start('fig6')
        program.find('frame', re.compile(FIRST))
        program.set_value('spin button', 'Noise', 0.35)
        program.press('Control_L', 's')
        path = self.path('mine.study')
        self.choose_file('Save As', path, 'Save')
        wait('the file', lambda: os.path.exists(path))
        program.find('label', 'mine.study')
        with open(path, encoding='utf-8') as study:
            self.assertRegex(study.read(), r'(?m)^noise=0\.35')
        self.end()
        program = self.start(path)
        program.find('label', 'mine.study')
        self.assertAlmostEqual(program.get_value('spin button', 'Noise'), 0.35)

    def test_results_and_back(self):
        program = self.run_first()
        before = self.rows()
        program.press('Control_L', 'Shift_L', 's')
        path = self.path('mine.h5')
        self.choose_file('Save As', path, 'Save')
        program.find('label', 'mine.h5')
        self.end()
        self.start(path)
        self.status(r'^100 of 100 replicas')
        self.assertEqual(self.wait_rows(), before)

    def test_export(self):
        program = self.run_first()
        program.press('Control_L', 'e')
        program.find('spin button', 'Resolution')
        program.find('label', '1890 × 1417 pixels')
        program.screenshot('export')
        self.assert_all_named()
        program.click('push button', re.compile('Export…'))
        path = self.path('figure.png')
        self.choose_file('Save Figure', path, 'Export')
        wait('the file', lambda: os.path.exists(path) and os.path.getsize(path) > 0)
        with open(path, 'rb') as png:
            data = png.read()
        self.assertEqual(data[:8], b'\x89PNG\r\n\x1a\n')
        self.assertEqual(struct.unpack('>2I', data[16:24]), (1890, 1417))  # 160 x 120 mm at 300 dots an inch
        place = data.index(b'pHYs')
        self.assertEqual(struct.unpack('>2IB', data[place + 4:place + 13]), (11811, 11811, 1))
        self.assertGreater(len(set(read_png_bytes(data))), 60)

    def test_export_all(self):
        program = self.run_first()
        program.press('Control_L', 'e')
        program.find('spin button', 'Resolution')
        self.choose('Figure', 8)
        program.find('label', re.compile('^Every figure'))
        self.choose('Format', 1)
        program.click('push button', re.compile('Export…'))
        folder = self.path('figures')
        os.mkdir(folder)
        wait('the chooser', lambda: any(w.get_name() == 'Folder for the Files' for w in program.windows()))
        program.press('Control_L', 'l')
        self.choose_file('Folder for the Files', folder, 'Export')
        wait('the files', lambda: {'neurons.svg', 'loss.svg', 'series.svg'} <= set(os.listdir(folder)))
        program.find('push button', re.compile('Open Folder'))

    def test_bad_file(self):
        path = self.path('bad.study')
        with open(path, 'w', encoding='utf-8') as study:
            study.write('[study]\nformat=1\n[data]\nnoize=0.3\n')
        program = self.start(path)
        alert = program.find('alert', re.compile('noize'))
        self.assertIn('data.noise', alert.get_name())
        program.find('push button', FIRST)

    def test_table_of_ones_own(self):
        path = self.path('mine.csv')
        with open(path, 'w', encoding='utf-8') as table:
            table.write('time,left,right\n')
            table.writelines(f'{t},{math.sin(t / 5):.5f},{math.cos(t / 7):.5f}\n' for t in range(600))
        program = self.create_from_data(path)
        program.find('frame', re.compile('mine.csv'))
        # cos (t / 7) repeats every 44 values.
        self.assertEqual(program.get_value('spin button', 'Window'), 44)
        program.find('combo box', 'Column')
        program.find('label', 'right')
        program.set_value('spin button', 'Epochs', 3)
        program.click('push button', re.compile(r'^Run\b'))
        self.status(r'^100 of 100 replicas')
        self.assertIn(1, self.wait_rows())
        picture = program.find('image', 'Neurons in space')
        wait('a neuron for each value of the window', lambda: picture.get_description().startswith('44 neurons.'))
        program.screenshot('table-of-ones-own')

    def test_network_of_ones_own(self):
        """A network is opened into the study that is there, by one step that can be undone."""
        def npy(shape, numbers):
            header = f"{{'descr': '<f4', 'fortran_order': False, 'shape': {shape}, }}"
            header += ' ' * (-(len(header) + 11) % 64) + '\n'
            return b'\x93NUMPY\x01\x00' + struct.pack('<H', len(header)) + header.encode() + struct.pack(f'<{len(numbers)}f', *numbers)
        path = self.path('net.npz')
        with zipfile.ZipFile(path, 'w') as archive:
            archive.writestr('a.weight.npy', npy((3, 20), [math.sin(i) for i in range(60)]))
            archive.writestr('b.weight.npy', npy((20, 3), [math.cos(i) for i in range(60)]))
        program = self.run_first()
        self.open(path)
        program.find('label', 'net.npz')
        program.click('push button', re.compile(r'^Run\b'))
        self.status(r'^1 of 1 replica')
        program.screenshot('network-of-ones-own')
        program.press('Control_L', 'z')
        wait('the network to go', lambda: not program.find_now('label', 'net.npz'))

    def open(self, path):
        """As Recent does, in the window that is there."""
        bus = Gio.bus_get_sync(Gio.BusType.SESSION, None)
        bus.call_sync('io.github.weightscape.Weightscape', '/io/github/weightscape/Weightscape/window/1', 'org.gtk.Actions', 'Activate',
                      GLib.Variant('(sava{sv})', ('open-study', [GLib.Variant('s', path)], {})), None, Gio.DBusCallFlags.NONE, -1, None)

    def test_selection(self):
        program = self.run_first()
        table = program.find('tree table', 'Table of neurons')
        rows = next(node for node in walk(table) if node.get_name() == 'Rows')
        third = next(i for i, row in enumerate(children(rows)) if row.get_name() == 'Neuron 3')
        self.assertTrue(rows.get_selection_iface().select_child(third))
        wait('the row to be selected', lambda: rows.get_selection_iface().is_child_selected(third))
        program.screenshot('selected')

    def test_pages(self):
        program = self.run_first()
        for page, chart in (('Series', 'Chart of the series'), ('Loss', 'Chart of the loss')):
            program.click('page tab', page)
            image = program.find('image', chart)
            wait(f'the {page} to say something', lambda: re.search(r'\d', image.get_description() or ''))
            program.screenshot('page-' + page.lower())
        for key, page in (('1', 'Series'), ('2', 'Neurons'), ('3', 'Compare'), ('4', 'Reduce'), ('5', 'Loss')):
            program.press('Alt_L', key)
            tab = program.find('page tab', page)
            wait(f'Alt+{key} to lead to {page}', lambda: tab.get_state_set().contains(Atspi.StateType.SELECTED))

    def test_names(self):
        program = self.start()
        program.find('push button', FIRST)
        self.assert_all_named()
        self.end()
        self.run_first()
        self.assert_all_named()


class CommandLineTest(unittest.TestCase):
    def test_version(self):
        said = subprocess.run([BINARY, '--version'], capture_output=True, text=True, check=True).stdout
        self.assertRegex(said, r'^Weightscape \d+\.\d+\.\d+\n$')

    def test_help(self):
        said = subprocess.run([BINARY, '--help'], capture_output=True, text=True, check=True).stdout
        self.assertIn('FILE', said)
        self.assertIn('--version', said)


if __name__ == '__main__':
    unittest.main(verbosity=2, warnings='ignore')
