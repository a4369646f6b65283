#!/usr/bin/env python3
"""What kind of file the desktop takes each for. usage: mime.py MIME.xml DATA PROGRAM"""
import os
import pathlib
import shutil
import subprocess
import sys
import tempfile
import unittest

STUDY, RESULTS = 'application/x-weightscape-study', 'application/x-weightscape-results'
ICONS = 'icons/hicolor/scalable/mimetypes'


def enter(mime_file):
    """Starts this program again where the file is installed."""
    with tempfile.TemporaryDirectory(prefix='weightscape-mime-') as folder:
        packages = pathlib.Path(folder, 'mime', 'packages')
        packages.mkdir(parents=True)
        shutil.copy(mime_file, packages)
        subprocess.run(['update-mime-database', '-V', f'{folder}/mime'], check=True)
        env = dict(os.environ, XDG_DATA_HOME=folder, WSC_TEST_MIME=folder)
        return subprocess.run([sys.executable, *sys.argv], env=env, check=False).returncode


class MimeTest(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory(prefix='weightscape-mime-')
        self.addCleanup(folder.cleanup)
        self.folder = pathlib.Path(folder.name)

    def type_of(self, path):
        return Gio.File.new_for_path(str(path)).query_info('standard::content-type', 0, None).get_content_type()

    def write(self, name, content):
        path = self.folder / name
        path.write_bytes(content)
        return path

    def test_studies(self):
        for path in (DATA / 'studies').glob('*.study'):
            self.assertEqual(self.type_of(path), STUDY)
        bare = (DATA / 'studies' / 'fig4.study').read_bytes()
        self.assertEqual(self.type_of(self.write('renamed', bare)), STUDY)
        self.assertTrue(Gio.content_type_is_a(STUDY, 'text/plain'))

    def test_results(self):
        path = self.folder / 'fig2.h5'
        subprocess.run([PROGRAM, 'run', 'fig2', '-o', path], check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        self.assertEqual(self.type_of(path), RESULTS)
        shutil.copy(path, self.folder / 'renamed')
        self.assertEqual(self.type_of(self.folder / 'renamed'), RESULTS)

    def test_results_of_others(self):
        kind = self.type_of(self.write('keras.h5', b'\x89HDF\r\n\x1a\n' + bytes(2048)))
        self.assertEqual(kind, 'application/x-hdf')

    def test_other_texts(self):
        self.assertNotEqual(self.type_of(self.write('notes.txt', b'my [study]\n')), STUDY)

    def test_icons(self):
        for kind in (STUDY, RESULTS):
            self.assertTrue((DATA / ICONS / (kind.replace('/', '-') + '.svg')).is_file(), kind)


if __name__ == '__main__':
    mime_file, data, PROGRAM = sys.argv[1:]
    if not os.environ.get('WSC_TEST_MIME'):
        sys.exit(enter(mime_file))
    from gi.repository import Gio
    DATA = pathlib.Path(data)
    unittest.main(argv=sys.argv[:1])
