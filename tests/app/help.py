#!/usr/bin/env python3
"""The help: what F1 and the question marks open, how it is read, searched and left, and where its links lead.

usage: help.py PROGRAM [unittest arguments]
"""
import os
import pathlib
import re
import unittest

from case import Atspi, WindowCase, wait, walk

SINE = '20–3–20 on a noisy sine'
DATA = pathlib.Path(os.environ['WEIGHTSCAPE_DATA_DIR'])
PAGES = DATA / 'help' / 'en'


def title_of(page):
    return (PAGES / f'{page}.md').read_text(encoding='utf-8').splitlines()[0].removeprefix('# ')


class HelpTest(WindowCase):
    def help_windows(self):
        return [w for w in self.program.windows() if w.get_name().endswith('— Help')]

    def wait_for_page(self, page):
        name = f'{title_of(page)} — Help'
        return wait(f'the page {name!r}', lambda: next((w for w in self.help_windows() if w.get_name() == name), None))

    def leave(self):
        self.program.press('Escape')
        wait('the help to close', lambda: not self.help_windows())

    def open_index(self):
        """F1 in the help itself tells of all of it."""
        self.program.press('F1')
        self.wait_for_page('tutorial-first')
        self.program.press('F1')
        return self.wait_for_page('index')

    def test_f1_tells_of_what_is_shown(self):
        program = self.start()
        program.press('F1')
        self.wait_for_page('tutorial-first')
        self.leave()
        program.click('push button', SINE)
        program.find('frame', re.compile('^' + SINE))
        pages = {'Series': 'tutorial-series', 'Neurons': 'tutorial-neurons', 'Compare': 'tutorial-compare', 'Reduce': 'tutorial-reduce',
                 'Loss': 'tutorial-loss', 'Side by Side': 'card-as-published'}
        for key, (tab, page) in enumerate(pages.items(), 1):
            with self.subTest(tab):
                program.press('Alt_L', str(key))
                wait('the page', lambda tab=tab: self.is_selected(tab))
                program.press('F1')
                window = self.wait_for_page(page)
                self.assertEqual(len(self.help_windows()), 1)
                program.find('heading', title_of(page), window)
                self.leave()

    def test_an_option_opens_its_card(self):
        program = self.start('fig6')
        program.click('push button', 'Help on Noise')
        window = self.wait_for_page('card-data-files')
        option = program.find('panel', 'Noise', window)
        wait('the option to have the keyboard', lambda: program.find_focus() == ('panel', 'Noise'))
        self.assertTrue(is_within(option, window))
        for text in ('data.noise', 'From 0 to 2', 'Default: 0.2'):
            program.find('label', text, option)
        program.screenshot('help-option')
        self.leave()

    def test_f1_in_a_row_is_its_question_mark(self):
        program = self.start('fig6')
        program.focus('spin button', 'Noise')
        program.press('F1')
        self.wait_for_page('card-data-files')
        wait('the option to have the keyboard', lambda: program.find_focus() == ('panel', 'Noise'))

    def test_search_back_and_forward(self):
        program = self.start()
        self.open_index()
        program.press('Control_L', 'f')
        wait('the search', self.is_in_search)
        for key in 'toeplitz':
            program.press(key)
        pages = program.find('list', 'Pages of the help')
        program.find('list item', title_of('card-ssa'), pages)
        wait('the others to go', lambda: not program.find_now('list item', title_of('card-camera'), pages))
        program.screenshot('help-search')
        program.press('Return')
        self.wait_for_page('card-ssa')
        program.press('Escape')
        program.find('list item', title_of('card-camera'), pages)
        program.press('Alt_L', 'Left')
        self.wait_for_page('index')
        program.press('Alt_L', 'Right')
        self.wait_for_page('card-ssa')
        self.leave()

    def test_nothing_found(self):
        program = self.start()
        self.open_index()
        program.press('Control_L', 'f')
        wait('the search', self.is_in_search)
        for key in 'zzzz':
            program.press(key)
        program.find('label', 'No page has these words')

    def test_a_page_from_the_list(self):
        program = self.start()
        self.open_index()
        program.press('Control_L', 'f')
        wait('the search', self.is_in_search)
        program.press('Tab')
        wait('the page that is shown', lambda: program.find_focus() == ('list item', title_of('index')))
        program.press('Down')
        wait('the next page', lambda: program.find_focus() == ('list item', title_of('tutorial-first')))
        program.press('Return')
        self.wait_for_page('tutorial-first')

    def test_a_link_opens_its_study(self):
        program = self.start('co2')
        program.find('frame', re.compile('^CO₂'))
        self.open_page('tutorial-first')
        name = self.follow_first_link('tutorial-first', 'study')
        title = re.search(r'^title=(.*)', (DATA / 'studies' / f'{name}.study').read_text(encoding='utf-8'), re.M)[1]
        program.find('frame', re.compile('^' + re.escape(title)))
        self.assertEqual(len(program.windows()), 2)

    def test_a_link_shows_its_page(self):
        program = self.start('fig6')
        program.find('frame', re.compile('^' + SINE))
        self.assertFalse(self.is_selected('Series'))
        self.open_page('index')
        self.assertEqual(self.follow_first_link('index', 'page'), 'series')
        wait('the page', lambda: self.is_selected('Series'))

    def is_selected(self, page):
        return self.program.find('page tab', page).get_state_set().contains(Atspi.StateType.SELECTED)

    def open_page(self, page):
        self.program.press('F1')
        wait('the help', self.help_windows)
        self.program.press('Control_L', 'f')
        wait('the search', self.is_in_search)
        for key in re.sub('[^a-z0-9]+', ' ', title_of(page).lower()).strip():
            self.program.press('space' if key == ' ' else key)
        self.program.press('Return')
        self.wait_for_page(page)

    def is_in_search(self):
        return self.program.find_focus()[1] == 'Search the help'

    def follow_first_link(self, page, kind):
        """By the keyboard, to which a paragraph is a stop and each link in it, beyond its beginning, another; returns what it names."""
        lines = (PAGES / f'{page}.md').read_text(encoding='utf-8').splitlines()
        line = next(line for line in lines if f']({kind}:' in line)
        before, name = re.match(rf'(?:\d+\. |\* )?(.+?)\[[^]]*\]\({kind}:([\w-]+)\)', line).groups()
        label = self.program.find('label', re.compile('^' + re.escape(before)), self.help_windows()[0])
        self.program.press('Tab')
        self.program.focus('label', label.get_name())
        self.program.press('Tab')
        self.program.press('Return')
        return name

    def test_everything_has_a_name(self):
        self.start('fig6')
        self.program.press('F1')
        self.wait_for_page('tutorial-neurons')
        self.assert_all_named()
        self.program.screenshot('help')

    def test_the_help_goes_with_the_last_window(self):
        program = self.start()
        self.program.press('F1')
        self.wait_for_page('tutorial-first')
        main = next(w for w in program.windows() if not w.get_name().endswith('— Help'))
        program.click('push button', 'Close', within=main)
        wait('the program to end', lambda: program.process.poll() is not None)
        self.assertEqual(program.process.returncode, 0)

    def test_quit_with_the_help_open(self):
        program = self.start()
        program.press('F1')
        self.wait_for_page('tutorial-first')
        program.press('Control_L', 'q')
        wait('the program to end', lambda: program.process.poll() is not None)
        self.assertEqual(program.process.returncode, 0)

    def test_help_beside_a_dialog(self):
        program = self.start('co2')
        program.find('frame', re.compile('^CO₂'))
        wait('something to export', lambda: self.is_sensitive('Export'))
        program.press('Control_L', 'e')
        wait('the dialog', lambda: any(w.get_name() == 'Export Figure' for w in program.windows()))
        program.press('F1')
        self.wait_for_page('tutorial-figures')
        program.press('Control_L', 'f')
        wait('the search', self.is_in_search)
        self.leave()

    def is_sensitive(self, name):
        button = self.program.find_now('push button', name) or self.program.find_now('toggle button', name)
        return button and button.get_state_set().contains(Atspi.StateType.SENSITIVE)


def is_within(node, window):
    return any(other == node for other in walk(window))


if __name__ == '__main__':
    unittest.main()
