#!/usr/bin/env python3
"""The first start: from the gallery to a picture by one click, and from a file of one's own to a study. usage: first.py PROGRAM CLI"""
import json
import math
import os
import random
import re
import subprocess
import sys
import unittest

sys.dont_write_bytecode = True
from case import WindowCase  # noqa: E402
from driver import Atspi, wait, walk  # noqa: E402

CLI = os.path.abspath(sys.argv.pop(1))
CARD = '20–3–20 on a noisy sine'
GROUPS = ['Series', 'Neurons', 'Compare', 'Reduce']
ROWS = 1_000_000


def describe(path):
    return json.loads(subprocess.run([CLI, 'describe', path, '--format', 'json'], capture_output=True, text=True, check=True).stdout)


def ends(name):
    """The toolkit puts what has the mnemonic before the name."""
    return re.compile(re.escape(name) + '$')


class FirstTest(WindowCase):
    def write(self, name, lines):
        path = self.path(name)
        with open(path, 'w', encoding='utf-8') as table:
            table.writelines(line + '\n' for line in lines)
        return path

    def write_sales(self):
        days = (f'{2000 + i // 336:04}-{1 + i // 28 % 12:02}-{1 + i % 28:02}' for i in range(400))
        values = (f'{10 * math.cos(2 * math.pi * i / 14) + i % 3:.2f}'.replace('.', ',') for i in range(400))
        return self.write('sales.csv', ['date;amount;place', *(f'{day};{value};{"ab"[i % 2]}' for i, (day, value) in enumerate(zip(days, values)))])

    def write_flowers(self):
        draw = random.Random(1)
        rows = (f'{draw.gauss(3 + i % 3, .4):.2f},{draw.gauss(i % 3, .2):.2f},"{["setosa", "Iris, versicolor", "virginica"][i % 3]}"' for i in range(150))
        return self.write('flowers.csv', ['"Petal, length",width,"Kind of flower"', *rows])

    def is_ready(self, button):
        return self.program.find('push button', ends(button)).get_state_set().contains(Atspi.StateType.SENSITIVE)

    # --- the gallery --------------------------------------------------------------

    def test_gallery(self):
        program = self.start()
        program.find('push button', CARD)
        labels = [node.get_name() for node in walk(program.root) if node.get_role_name() == 'label']
        below = labels[next(i for i, name in enumerate(labels) if name.startswith('Or drop a file')):]
        self.assertEqual([name for name in below if name in GROUPS][:4], GROUPS)
        self.assertIsNone(program.find_now('push button', re.compile('as published')))
        self.assertIn('as published', program.find('push button', CARD).get_description())
        self.assert_all_named()

    def test_first_picture_by_one_click(self):
        program = self.start()
        program.click('push button', CARD)
        self.status(r'^100 of 100 replicas · loss')
        picture = program.find('image', 'Neurons in space')
        wait('its picture', lambda: picture.get_description().startswith('20 neurons.'))

    def test_gallery_and_back(self):
        program = self.start('fig6')
        program.find('frame', re.compile('^' + CARD))
        program.click('push button', re.compile('^Gallery'))
        program.find('push button', 'Airline passengers')
        program.click('push button', re.compile('^Back to the study'))
        program.find('push button', re.compile(r'^Run\b'))

    def test_keyboard(self):
        """Arrows lead from card to card and from group to group; Enter opens."""
        program = self.start()
        program.focus('push button', 'Airline passengers')
        for key, card in [('Right', 'CO₂ at Mauna Loa'), ('Left', 'Airline passengers'), ('Down', CARD), ('Up', 'Airline passengers'), ('Down', CARD)]:
            program.press(key)
            wait(f'{key} to lead to {card}', lambda: program.find_focus() == ('push button', card))
        program.press('Return')
        program.find('frame', re.compile('^' + CARD))

    # --- data of one's own ----------------------------------------------------------

    def test_series(self):
        path = self.write_sales()
        program = self.start(path)
        wait('what is proposed', lambda: self.is_ready('Create and Run'))
        said = describe(path)
        program.find('label', said['summary'])
        for column in said['columns']:
            program.find('list item', column['name'])
        program.find('label', 'Window: 14 values')
        for reason in said['proposed']:
            program.find('label', reason['why'])
        self.assert_all_named()
        program.screenshot('new-series')
        program.click('push button', ends('Create and Run'))
        program.find('frame', re.compile('sales.csv'))
        self.status(r'^100 of 100 replicas · loss')
        self.assertEqual(program.get_value('spin button', 'Window'), 14)

    def test_enter_takes_it(self):
        program = self.start(self.write_sales())
        wait('what is proposed', lambda: self.is_ready('Create and Run'))
        program.press('Return')
        self.status(r'^100 of 100 replicas · loss')

    def test_another_choice(self):
        """A table with classes, taken as a series, refused for a column of text, and back."""
        program = self.start(self.write_flowers())
        program.find('label', 'A table: 150 rows of 2 numbers and the class “Kind of flower” with 3 values.')
        program.screenshot('new-table')
        self.pick('Taken as', 0)
        program.find('label', 'A series: column “width”, 150 values.')
        self.pick('Column', 2)
        program.find('label', re.compile('Column “Kind of flower” holds text'))
        self.assertFalse(self.is_ready('Create'))
        program.screenshot('new-refused')
        self.pick('Column', 0)
        program.find('label', 'A series: column “Petal, length”, 150 values.')
        wait('it to be possible', lambda: self.is_ready('Create'))
        program.click('push button', ends('Create'))
        program.find('label', 'Petal, length')

    def pick(self, name, place):
        """That place in the list, from 0."""
        program = self.program
        program.focus('push button', name)
        program.press('space')
        wait('the list', lambda: program.find_focus() != ('push button', name))
        program.press('Home')
        for _ in range(place):
            program.press('Down')
        program.press('Return')
        wait('the list to close', lambda: program.find_focus() == ('push button', name))

    def test_of_no_use(self):
        program = self.start(self.write('names.csv', ['name,city', 'Ann,Rome', 'Bob,Oslo']))
        program.find('label', re.compile('No column of numbers that change was found'))
        self.assertFalse(self.is_ready('Create'))
        program.find('push button', ends('Another File…'))
        program.click('push button', ends('Cancel'))
        program.find('push button', CARD)

    def test_empty(self):
        program = self.start()
        program.find('push button', CARD)
        program.press('Control_L', 'n')
        program.click('push button', ends('Begin with a Noisy Sine'))
        program.find('combo box', 'Source')
        self.assertEqual(program.get_value('spin button', 'Length'), 500)

    def test_changes_are_asked_about_once(self):
        program = self.start('fig6')
        program.find('frame', re.compile(CARD))
        program.set_value('spin button', 'Noise', 0.35)
        program.press('Control_L', 'n')
        program.click('push button', ends('Begin with a Noisy Sine'))
        program.click('push button', re.compile('^_?Discard'))
        wait('another study', lambda: program.get_value('spin button', 'Noise') == 0.2)

    def test_million(self):
        """A long file is read while its first rows are there; what is proposed is short."""
        rows = (f'{i / 100:.2f},{math.sin(i / 25):.4f},{i % 97},{math.sin(i / 6):.4f}' for i in range(ROWS))
        program = self.start(self.write('million.csv', ['t,a,b,c', *rows]))
        wait('the first rows', lambda: program.find_now('list item', 'c'))
        program.find('label', 'A series: column “c”, 1\u202f000\u202f000 values.')
        program.find('label', 'Use: 20000 values')
        program.screenshot('new-million')
        program.click('push button', ends('Create and Run'))
        self.status(r'^100 of 100 replicas · loss')
        program.screenshot('million')


if __name__ == '__main__':
    unittest.main(verbosity=2, warnings='ignore')
