#!/usr/bin/env python3
"""The manual pages: troff takes them without a word, and they tell of all that there is.

usage: manual.py PROGRAM PAGE… [unittest arguments]
"""
import json
import pathlib
import re
import shutil
import subprocess
import sys
import unittest

PROGRAM = str(pathlib.Path(sys.argv[1]).resolve())
PAGES = [path for path in sys.argv[2:] if path.endswith('.1')]
sys.argv[1:] = [word for word in sys.argv[2:] if not word.endswith('.1')]


def cli(*arguments):
    return subprocess.run([PROGRAM, *arguments], stdin=subprocess.DEVNULL, capture_output=True, text=True, timeout=120, check=False)


def terms_of(page):
    """What stands in bold before its explanation."""
    return re.findall(r'^\.TP\n\\fB(.*?)\\fR', page, re.M)


def plain(text):
    return re.sub(r'\\f[BIR]|\\&', '', text.replace(r'\-', '-').replace(r'\(aq', "'"))


class Manual(unittest.TestCase):
    def setUp(self):
        self.page = cli('manual').stdout
        self.terms = [plain(term) for term in terms_of(self.page)]

    def test_every_command_with_its_options(self):
        commands = re.findall(r'^  ([a-z]+) ', cli('--help').stdout, re.M)
        self.assertGreater(len(commands), 5)
        for command in commands:
            with self.subTest(command):
                section = re.split(r'^\.S[SH] ', self.page.split(f'.SS "{command}', 1)[1], maxsplit=1, flags=re.M)[0]
                told = [plain(term).split('--')[1] for term in terms_of(section)]
                help_text = cli(command, '--help').stdout.split('Application Options:')[-1]
                given = re.findall(r'^  (?:-\w, )?--([\w-]+)', help_text, re.M)
                self.assertEqual(told, [name for name in given if name != 'help'])

    def test_everything_that_is_described(self):
        described = json.loads(cli('describe', '--format', 'json').stdout)
        self.assertGreater(len(described['options']), 100)
        for kind, topics in described.items():
            for topic in topics:
                self.assertIn(topic['name'], self.terms, kind)
        for choice in (c['name'] for option in described['options'] for c in option.get('choices', [])):
            self.assertIn(choice, self.terms)

    def test_both_programs_and_no_other(self):
        self.assertEqual(cli('manual', 'weightscape-cli').stdout, self.page)
        window = cli('manual', 'weightscape').stdout
        self.assertTrue(window.startswith('.TH "WEIGHTSCAPE" 1'))
        self.assertIn('--version', [plain(term) for term in terms_of(window)])
        wrong = cli('manual', 'gimp')
        self.assertEqual((wrong.returncode, wrong.stdout), (2, ''))
        self.assertIn('There is no manual page of “gimp”: weightscape-cli and weightscape have one', wrong.stderr)

    def test_no_line_is_taken_for_a_request(self):
        known = {'TH', 'SH', 'SS', 'PP', 'TP', 'RS', 'RE', 'B', 'BR', 'br', 'nf', 'fi', 'nh', 'ad'}
        self.assertEqual({line[1:].split()[0] for line in self.page.splitlines() if line[:1] in ".'"} - known, set())

    def test_troff_is_silent(self):
        if not shutil.which('man'):
            self.skipTest('man is not installed')
        self.assertGreaterEqual(len(PAGES), 2)
        for path in PAGES:
            with self.subTest(path):
                done = subprocess.run(['man', '--warnings', '-E', 'UTF-8', '-l', '-Tutf8', '-Z', path], capture_output=True, text=True,
                                      timeout=120, check=False, env={'PATH': '/usr/bin:/bin', 'LC_ALL': 'C.UTF-8', 'MANROFFSEQ': ''})
                self.assertEqual((done.returncode, done.stderr), (0, ''))
                self.assertGreater(len(done.stdout), 1000)

    def test_pages_in_other_languages_are_whole(self):
        for path in PAGES:
            if '/ru/' not in path or 'cli' not in path:
                continue
            page = pathlib.Path(path).read_text(encoding='utf-8')
            self.assertEqual([plain(term) for term in terms_of(page)], self.terms)
            self.assertRegex(page, '[а-яё]{3}')


if __name__ == '__main__':
    unittest.main()
