#!/usr/bin/env python3
"""The window in Russian: no English is left in it, numbers have a decimal comma, and what is saved is as in any language.

usage: russian.py PROGRAM [unittest arguments]      with a Russian locale in $LOCPATH
"""
import os
import re
import unittest

from case import TYPE_NAME, Program, WindowCase, wait, walk

os.environ.update(LC_ALL='ru_RU.UTF-8', LANGUAGE='ru')

# Names of methods, formats, keys and functions, the same in every language.
SAME = {'Weightscape', 'Adam', 'SWAG', 'MSE', 'MAPE', 'RMS', 'SSA', 'PNG', 'SVG', 'PDF', 'CSV', 'NPZ', 'WebP', 'Viridis', 'Cividis', 'DejaVu', 'Cantarell',
        'auto', 'tanh', 'relu', 'sigmoid', 'identity'}
SERIES = 'airpassengers'
GAUSSIANS = 'fig2'


def is_english(text):
    without_files = re.sub(r'[\w-]+\.\w+', '', text)
    words = [word for word in re.findall(r'[A-Za-z]{3,}', without_files) if word not in SAME]
    return bool(words) and not re.search('[А-Яа-яЁё]', text)


class RussianWindowTest(WindowCase):
    def english(self):
        """What is read out in English, of all windows; names of types stand where a part has no name."""
        found = set()
        for window in self.program.windows():
            for node in walk(window):
                # A catalogue has no say in the list of the machine's fonts.
                if node.get_role_name() in ('list item', 'menu item') and re.match(r'^[A-Z]\w+( [A-Z]\w+)* *$', node.get_name() or ''):
                    continue
                for text in node.get_name() or '', node.get_description() or '':
                    if is_english(text) and not TYPE_NAME.match(text):
                        found.add(text)
        return found

    def check_page(self, key, name):
        self.program.press('Alt_L', key)
        self.program.screenshot('russian-' + name)
        self.assertEqual(self.english(), set())

    def test_gallery(self):
        self.program = self.start()
        self.program.find('push button', re.compile('зашумлённой синусоиде'))
        self.program.screenshot('russian-gallery')
        self.assertEqual(self.english(), set())

    def test_pages(self):
        program = self.start(GAUSSIANS)
        program.press('Control_L', 'r')
        program.find('frame', re.compile('Три нормальных распределения'))
        for key, name in ('2', 'neurons'), ('3', 'compare'), ('4', 'reduce'), ('5', 'loss'):
            self.check_page(key, name)

    def test_series(self):
        program = self.start(SERIES)
        program.find('label', re.compile(r'^MSE.*\n[\d,]+$'))
        self.check_page('1', 'series')

    def test_export(self):
        program = self.start(GAUSSIANS)
        program.press('Control_L', 'r')
        wait('the table', lambda: program.find_now(None, re.compile(r'^-?\d,\d+$')))
        program.press('Control_L', 'e')
        program.find('spin button', 'Разрешение')
        program.screenshot('russian-export')
        self.assertEqual(self.english(), set())
        for typed, value in ('9.5', 9.5), ('7,5', 7.5):
            program.focus('spin button', 'Размер текста')
            program.type_into(program.find('spin button', 'Размер текста'), typed)
            program.press('Return')
            wait(f'text of {value} points', lambda value=value: program.get_value('spin button', 'Размер текста') == value)

    def test_typed_numbers(self):
        """A decimal comma and a decimal point mean the same."""
        program = self.start('fig4')
        for typed in '0,35', '0.45':
            program.focus('spin button', 'Шум')
            program.type_into(program.find('spin button', 'Шум'), typed)
            program.press('Return')
            value = float(typed.replace(',', '.'))
            wait(f'a noise of {value}', lambda value=value: abs(program.get_value('spin button', 'Шум') - value) < 1e-9)
        wait('the comma', lambda: program.read_text('spin button', 'Шум') == '0,45')

    def test_saving(self):
        """Neither the language nor a look at the translated title changes the study."""
        program = self.start(GAUSSIANS)
        program.find('frame', re.compile('Три нормальных распределения'))
        program.focus('text', 'Название')
        self.assertEqual(program.read_text('text', 'Название'), 'Три нормальных распределения в пространстве')
        program.press('Return')
        program.press('Control_L', 'Shift_L', 's')
        path = self.path('mine.study')
        self.choose_file('Сохранить как', path, 'Сохранить')
        wait('the file', lambda: os.path.exists(path))
        with open(path, encoding='utf-8') as study:
            text = study.read()
        self.assertRegex(text, r'(?m)^title=Three Gaussians in space$')
        self.assertRegex(text, r'(?m)^notes=Three neurons of three weights each.*√7\.81')
        self.assertNotRegex(text, '[А-Яа-яЁё]')


if __name__ == '__main__':
    unittest.main()
