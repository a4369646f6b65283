#!/usr/bin/env python3
"""The program as `meson install` leaves it, moved to a folder of its own, without the tree. usage: installed.py MESON SOURCE BUILD PREFIX"""
import os
import pathlib
import re
import subprocess
import sys
import unittest

sys.dont_write_bytecode = True
sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent / 'app'))
import desktop  # noqa: E402

SCHEMA = 'io.github.weightscape.Weightscape.gschema.xml'


def install(folder):
    """Where the prefix is then."""
    env = dict(os.environ, DESTDIR=folder)
    subprocess.run([MESON, 'install', '-C', BUILD, '--no-rebuild', '--strip', '--quiet'], env=env, check=True)
    prefix = pathlib.Path(folder, PREFIX.lstrip('/'))
    subprocess.run(['glib-compile-schemas', '--strict', prefix / 'share/glib-2.0/schemas'], check=True)
    return prefix


class InstalledTest(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.prefix = install(os.path.join(os.environ['WSC_TEST_DESKTOP'], 'installed'))
        for name in ('WEIGHTSCAPE_DATA_DIR', 'WEIGHTSCAPE_LOCALE_DIR', 'GSETTINGS_SCHEMA_DIR'):
            os.environ.pop(name, None)
        os.environ['XDG_DATA_DIRS'] = f'{cls.prefix}/share:/usr/share'

    def run_cli(self, *arguments):
        return subprocess.run([self.prefix / 'bin/weightscape-cli', *arguments], check=True, capture_output=True, text=True, cwd='/').stdout

    def test_nothing_refers_to_the_tree(self):
        files = [path for path in self.prefix.rglob('*') if path.is_file()]
        self.assertIn(self.prefix / 'bin/weightscape', files)
        guilty = [path for path in files for root in (SOURCE, BUILD) if os.fsencode(root) + b'/' in path.read_bytes()]
        self.assertEqual(guilty, [])

    def test_files_of_the_desktop(self):
        share = self.prefix / 'share'
        for name in ('applications/io.github.weightscape.Weightscape.desktop', 'metainfo/io.github.weightscape.Weightscape.metainfo.xml',
                     'mime/packages/io.github.weightscape.Weightscape.xml', f'glib-2.0/schemas/{SCHEMA}',
                     'icons/hicolor/scalable/apps/io.github.weightscape.Weightscape.svg',
                     'icons/hicolor/scalable/mimetypes/application-x-weightscape-results.svg'):
            self.assertTrue((share / name).is_file(), name)

    def test_command_line(self):
        self.assertIn('fig4', self.run_cli('list'))
        results = os.path.join(os.environ['WSC_TEST_DESKTOP'], 'fig4.h5')
        self.run_cli('run', 'fig4', '-o', results)
        self.assertTrue(os.path.getsize(results) > 0)
        self.run_cli('run', 'co2')

    def test_window(self):
        from driver import Atspi, Program, wait
        program = Program(str(self.prefix / 'bin/weightscape'), 'fig6')
        try:
            wait('the study', lambda: program.windows()[0].get_name().startswith('20–3–20'))
            program.press('Control_L', 'comma')
            window = wait('the preferences', lambda: next((w for w in program.windows() if w.get_name() == 'Preferences'), None))
            program.find('spin button', 'Threads', within=window)
            # What is chosen is kept, because the schema is found.
            note = program.find_now('label', re.compile('^The program is not installed'), within=window)
            self.assertFalse(note and note.get_state_set().contains(Atspi.StateType.SHOWING))
        finally:
            log = program.close()
        self.assertNotIn('CRITICAL', log)


if __name__ == '__main__':
    desktop.enter()
    MESON, SOURCE, BUILD, PREFIX = sys.argv[1:]
    unittest.main(argv=sys.argv[:1])
