#!/usr/bin/env python3
"""Views of neurons of more than three weights: the grand tour and views kept under a name. usage: views.py PROGRAM"""
import re
import sys
import unittest

sys.dont_write_bytecode = True
from case import WindowCase  # noqa: E402
from driver import wait  # noqa: E402

STUDY = """[study]
format=1
title=Twenty neurons of ten weights

[data]
window=10

[model]
layers=auto;20;auto
activation=tanh

[training]
epochs=10

[estimate]
layer=1
bias=true

[view]
projection=tour
tour-speed=60
"""


class ViewsTest(WindowCase):
    def open(self):
        path = self.path('ten.study')
        with open(path, 'w', encoding='utf-8') as file:
            file.write(STUDY)
        program = self.start(path)
        program.click('push button', re.compile(r'^Run\b'))
        self.status(r'^100 of 100 replicas')
        return program

    def place(self):
        return self.program.get_value('slider', 'Place on the tour')

    def test_tour(self):
        program = self.open()
        self.assertEqual(self.place(), 0)
        program.click('push button', 'Play the tour')
        wait('the tour to move on', lambda: self.place() > 0.3)
        program.click('push button', 'Pause the tour')
        program.find('push button', 'Play the tour')
        program.set_value('slider', 'Place on the tour', 2.5)
        wait('the place', lambda: self.place() == 2.5)
        program.screenshot('tour')
        program.click('push button', 'Keep This View')
        self.save(lambda text: 'tour-position=2.5\n' in text)
        program.press('Control_L', 'z')
        wait('the place that was kept before', lambda: self.place() == 0)

    def test_kept_views(self):
        program = self.open()
        program.set_value('slider', 'Place on the tour', 3)
        program.click('push button', 'Keep This View')
        wait('the kept place', lambda: self.place() == 3)
        self.keep('third')
        program.find('push button', 'Go to the view “third”')
        self.assert_all_named()
        self.save(lambda text: 'bookmarks=third: projection=tour, tour-position=3' in text)
        program.set_value('slider', 'Place on the tour', 1)
        program.click('push button', 'Keep This View')
        wait('the other place', lambda: self.place() == 1)
        program.click('push button', 'Go to the view “third”')
        wait('the kept place', lambda: self.place() == 3)
        program.press('Control_L', 'z')
        wait('the place before', lambda: self.place() == 1)
        self.keep('third')
        program.find('label', re.compile('There is a bookmark “third” already'))
        program.screenshot('kept-views')
        program.click('push button', 'Remove the view “third”')
        wait('the view to be gone', lambda: not program.find_now('push button', 'Go to the view “third”'))
        self.save(lambda text: 'bookmarks' not in text)

    def keep(self, name):
        program = self.program
        program.type_into(program.find('text', 'Name of this view'), name)
        program.click('push button', 'Keep')

    def save(self, holds):
        self.program.find('label', re.compile('unsaved changes'))
        self.program.press('Control_L', 's')
        wait('the saved file', lambda: holds(self.read()))

    def read(self):
        with open(self.path('ten.study'), encoding='utf-8') as file:
            return file.read()


if __name__ == '__main__':
    unittest.main(verbosity=2, warnings='ignore')
