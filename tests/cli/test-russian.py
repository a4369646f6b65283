#!/usr/bin/env python3
"""weightscape-cli in another language: what people read is in it, with its decimal comma; what programs read is as ever.

usage: test-russian.py PROGRAM [unittest arguments]      with a Russian locale in $LOCPATH
"""
import json
import os
import pathlib
import re
import subprocess
import sys
import tempfile
import unittest
from xml.etree import ElementTree

PROGRAM = str(pathlib.Path(sys.argv.pop(1)).resolve())
RUSSIAN = {'LC_ALL': 'ru_RU.UTF-8', 'LANGUAGE': 'ru'}
ENGLISH = {'LC_ALL': 'C.UTF-8', 'LANGUAGE': ''}
# Words without a locale of their own: the numbers stay as they are.
WORDS_ALONE = {'LC_ALL': 'C.UTF-8', 'LANGUAGE': 'ru'}
GAUSSIANS = 'fig2'
TITLE = 'Three Gaussians in space'
RUSSIAN_TITLE = 'Три нормальных распределения в пространстве'
SVG = '{http://www.w3.org/2000/svg}'


def cli(language, *arguments):
    return subprocess.run([PROGRAM, *map(str, arguments)], env={**os.environ, **language}, stdin=subprocess.DEVNULL,
                          capture_output=True, text=True, timeout=120, check=False)


class RussianTest(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory(prefix='weightscape-russian-')
        self.addCleanup(folder.cleanup)
        self.folder = pathlib.Path(folder.name)

    def output(self, language, *arguments):
        found = cli(language, *arguments)
        self.assertEqual(found.returncode, 0, found.stderr)
        return found.stdout

    def test_list(self):
        for language in RUSSIAN, WORDS_ALONE:
            text = self.output(language, 'list')
            self.assertIn(RUSSIAN_TITLE, text)
            self.assertNotIn(TITLE, text)
            self.assertTrue(text.startswith('Исследования\n'))
        self.assertIn(TITLE, self.output(ENGLISH, 'list'))

    def test_run(self):
        text = self.output(RUSSIAN, 'run', GAUSSIANS)
        self.assertIn(RUSSIAN_TITLE, text)
        self.assertRegex(text, r'средняя дисперсия 0,\d')
        self.assertRegex(self.output(WORDS_ALONE, 'run', GAUSSIANS), r'средняя дисперсия 0\.\d')

    def test_errors(self):
        found = cli(RUSSIAN, 'run', GAUSSIANS, '--set', 'view.level=2')
        self.assertEqual(found.returncode, 2)
        self.assertRegex(found.stderr, r'view\.level.*[а-яё]')

    def test_json(self):
        here, there = (json.loads(self.output(language, 'run', GAUSSIANS, '--json')) for language in (RUSSIAN, ENGLISH))
        self.assertEqual(here['title'], TITLE)
        self.assertEqual(here['summary'], there['summary'])
        self.assertEqual(json.loads(self.output(RUSSIAN, 'list', '--format=json'))['studies'][0]['name'], 'airpassengers')

    def test_tables(self):
        for arguments in ([GAUSSIANS, 'neurons'], ['airpassengers', 'ssa-forecast'], ['airpassengers', 'ssa-series'],
                          ['airpassengers', 'ssa-series', '--set', 'ssa.grouping=correlation'], [GAUSSIANS, 'neurons', '--format=json']):
            here, there = (self.output(language, 'table', *arguments) for language in (RUSSIAN, ENGLISH))
            self.assertEqual(here, there)

    def test_options(self):
        """Numbers of options are written as they are read, with a point."""
        text = self.output(RUSSIAN, 'describe', 'view.level')
        self.assertRegex(text, r'[а-яё]')
        self.assertIn('0.95', text)

    def test_kept_results(self):
        path = self.folder / 'kept.h5'
        self.output(RUSSIAN, 'run', GAUSSIANS, '-o', path)
        self.assertEqual(json.loads(self.output(ENGLISH, 'run', path, '--json'))['title'], TITLE)
        self.assertEqual(self.output(ENGLISH, 'table', path, 'neurons'), self.output(ENGLISH, 'table', GAUSSIANS, 'neurons'))

    def test_figure(self):
        path = self.folder / 'figure.svg'
        self.output(RUSSIAN, 'figure', 'airpassengers', 'ssa-forecast', '-o', path)
        self.output(RUSSIAN, 'figure', GAUSSIANS, 'neurons', '-o', self.folder / 'neurons.svg')
        texts = []
        for name in ('figure.svg', 'neurons.svg'):
            for element in ElementTree.parse(self.folder / name).iter(f'{SVG}text'):
                texts.append(''.join(element.itertext()))
                for value in element.get('x', '0'), element.get('y', '0'), element.get('font-size', '0'):
                    float(value)
        self.assertTrue(any(re.search(r'\d,\d', text) for text in texts), texts)
        self.assertFalse([text for text in texts if re.search(r'\d\.\d', text)])
        self.assertTrue(any(re.search('[а-яё]', text) for text in texts), texts)


if __name__ == '__main__':
    unittest.main()
