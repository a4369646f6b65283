#!/usr/bin/env python3
"""Every picture that a text shows is there, and one that scripts/take-pictures takes. usage: pictures.py ROOT"""
import pathlib
import re
import subprocess
import sys
import unittest

ROOT = pathlib.Path(sys.argv.pop(1))
HELP = ROOT / 'data' / 'help'
MARKDOWN = re.compile(r'!\[[^\]]*\]\(([^)]+)\)')
SCREENSHOT = re.compile(r'<image[^>]*>https://weightscape\.github\.io/screenshots/([^<]+)</image>')
MAX_WIDTH, MAX_BYTES = 1200, 150 * 1024


def read_taken():
    lines = subprocess.run([sys.executable, ROOT / 'scripts' / 'take-pictures', '--list'], check=True, capture_output=True, text=True).stdout
    return {line.split()[1] for line in lines.splitlines()}


def find_shown():
    """Of each text the pictures in it, by their place below the root."""
    for text in (ROOT / 'README.md', ROOT / 'ARCHITECTURE.md'):
        for name in MARKDOWN.findall(text.read_text(encoding='utf-8')):
            yield text, name
    for name in SCREENSHOT.findall(next((ROOT / 'data').glob('*.metainfo.xml.in')).read_text(encoding='utf-8')):
        yield 'metainfo', f'docs/{name}'
    for page in sorted(HELP.glob('*/*.md')):
        for name in MARKDOWN.findall(page.read_text(encoding='utf-8')):
            yield page, f'data/help/{name}'


class PicturesTest(unittest.TestCase):
    def test_shown_are_taken(self):
        taken, shown = read_taken(), list(find_shown())
        self.assertGreater(len(shown), 5)
        self.assertEqual([(str(text), name) for text, name in shown if name not in taken], [])
        self.assertEqual([(str(text), name) for text, name in shown if not (ROOT / name).is_file()], [])

    def test_size(self):
        for name in read_taken():
            path = ROOT / name
            if path.is_file():
                head = path.read_bytes()[:24]
                self.assertLessEqual(int.from_bytes(head[16:20], 'big'), MAX_WIDTH, name)
                self.assertLessEqual(path.stat().st_size, MAX_BYTES, name)


if __name__ == '__main__':
    unittest.main()
