#!/usr/bin/env python3
"""Documents that nobody loses: kept, recovered, asked about, saved elsewhere. usage: documents.py PROGRAM COMMAND-LINE"""
import glob
import os
import re
import shlex
import shutil
import signal
import subprocess
import sys
import unittest

sys.dont_write_bytecode = True
from case import WindowCase  # noqa: E402
from driver import Atspi, is_still, wait, walk  # noqa: E402
from gi.repository import Gio, GLib  # noqa: E402

COMMAND = os.path.abspath(sys.argv.pop(1))
CLIPBOARD = os.path.join(os.path.dirname(os.path.abspath(__file__)), 'clipboard.py')
FIRST = '20–3–20 on a noisy sine'


class DocumentsTest(WindowCase):
    def kept(self):
        return glob.glob(os.path.join(self.recovery(), '*', '*.document'))

    def read(self, path):
        with open(path, encoding='utf-8') as file:
            return file.read()

    def frames(self):
        return [window.get_name() for window in self.program.windows() if window.get_role_name() == 'frame']

    def start_first(self):
        program = self.start('fig6')
        program.find('frame', re.compile(FIRST))
        return program

    def edit(self, noise=0.35):
        self.program.set_value('spin button', 'Noise', noise)
        self.program.find('frame', re.compile('^• '))

    def wait_end(self):
        wait('the program to end', lambda: self.program.process.poll() is not None)

    def save_as(self, name):
        path = self.path(name)
        self.program.press('Control_L', 'Shift_L', 's')
        self.choose_file('Save As', path, 'Save')
        wait('the file', lambda: os.path.exists(path))
        self.program.find('label', name)
        return path

    def answer(self, heading, button):
        """What a question says; it is answered."""
        program = self.program
        dialog = wait(heading, lambda: self.find_dialog(heading))
        texts = [n.get_name() for n in self.labels(dialog)]
        nameless = [n.get_role_name() for n in walk(dialog) if n.get_state_set().contains(Atspi.StateType.FOCUSABLE) and not n.get_name()]
        self.assertEqual(nameless, [])
        program.screenshot('question-' + re.sub(r'\W+', '-', heading).strip('-').lower())
        program.click('push button', re.compile(rf'(^|\s){button}$'), within=dialog)
        wait('the question to go', lambda: program.process.poll() is not None or not is_still(dialog, None, None))
        return texts

    def find_dialog(self, heading):
        return next((w for w in self.program.windows() if w.get_name() == heading), None)

    def labels(self, node):
        for i in range(node.get_child_count()):
            child = node.get_child_at_index(i)
            if child.get_role_name() == 'label':
                yield child
            yield from self.labels(child)

    # --- kept and recovered -------------------------------------------------------------------

    def test_killed(self):
        """An edit, and a run's results, outlive the program; once recovered, they are not offered again."""
        program = self.start_first()
        program.click('push button', re.compile(r'^Run\b'))
        self.status(r'^100 of 100 replicas')
        self.edit()
        wait('the edit to be kept', lambda: self.kept() and 'noise=0.35' in self.read(self.kept()[0]))
        self.assertTrue(glob.glob(os.path.join(self.recovery(), '*', '*.h5')))
        program.process.send_signal(signal.SIGKILL)
        self.wait_end()
        self.end(keep=True)

        program = self.start()
        texts = self.answer('Recover Documents?', 'Recover')
        self.assertIn(FIRST, texts)
        self.assertTrue(any(text.endswith('with results · never saved') for text in texts), texts)
        program.find('frame', re.compile('^• ' + FIRST))
        self.assertAlmostEqual(program.get_value('spin button', 'Noise'), 0.35)
        self.status(r'100 of 100 replicas')
        self.assertEqual(len(self.frames()), 1)
        self.assertEqual(len(self.kept()), 1)
        path = self.save_as('mine.h5')
        wait('nothing to be kept', lambda: not self.kept())
        program.press('Control_L', 'q')
        self.wait_end()
        self.assertTrue(os.path.getsize(path) > 0)
        self.assertEqual(os.listdir(self.recovery()), [])

    def test_ended_from_outside(self):
        """As at the end of a desktop's session; Later offers it again, Discard does not."""
        self.start_first()
        self.edit()
        self.program.process.terminate()
        self.wait_end()
        self.end(keep=True)
        for answer in ('Later', 'Discard…'):
            self.start()
            self.answer('Recover Documents?', answer)
            if answer == 'Discard…':
                self.answer('Discard 1 Document?', 'Discard')
            wait('its end', lambda: len(self.kept()) == (answer == 'Later'))
            self.program.find('push button', FIRST)
            self.program.press('Control_L', 'q')
            self.wait_end()
            self.end(keep=True)

    # --- asked about ------------------------------------------------------------------------------

    def test_quit_with_several_windows(self):
        program = self.start_first()
        self.edit()
        program.press('Control_L', 'Shift_L', 'd')
        wait('another window', lambda: len(self.frames()) == 2)
        wait('its study', lambda: all(name.startswith('• ' + FIRST) for name in self.frames()))
        program.press('Control_L', 'q')
        self.answer('Save Changes?', 'Discard')
        self.answer('Save Changes?', 'Cancel')
        self.assertEqual(len(self.frames()), 2)
        program.press('Control_L', 'q')
        self.answer('Save Changes?', 'Discard')
        self.answer('Save Changes?', 'Discard')
        self.wait_end()
        self.assertEqual(os.listdir(self.recovery()) if os.path.exists(self.recovery()) else [], [])

    def test_changed_by_others(self):
        program = self.start_first()
        self.edit()
        path = self.save_as('mine.study')
        with open(path, 'a', encoding='utf-8') as study:
            study.write('\n')
        self.edit(0.4)
        program.press('Control_L', 's')
        texts = self.answer('Replace the File?', 'Cancel')
        self.assertIn('Another window or program has changed the file “mine.study” since it was opened or saved here. '
                      'Saving writes over those changes.', texts)
        with open(path, encoding='utf-8') as study:
            self.assertRegex(study.read(), r'(?m)^noise=0\.35$')
        program.press('Control_L', 's')
        self.answer('Replace the File?', 'Save Anyway')
        wait('the title', lambda: not self.frames()[0].startswith('• '))
        with open(path, encoding='utf-8') as study:
            self.assertRegex(study.read(), r'(?m)^noise=0\.4$')

    # --- ways out -----------------------------------------------------------------------------------

    def test_folder_gone(self):
        program = self.start_first()
        os.mkdir(self.path('folder'))
        self.edit()
        path = self.path('folder/mine.study')
        program.press('Control_L', 's')
        self.choose_file('Save As', path, 'Save')
        program.find('label', 'mine.study')
        self.edit(0.4)
        shutil.rmtree(self.path('folder'))
        program.press('Control_L', 's')
        alert = program.find('alert', re.compile('No such file'))
        self.assertEqual(alert.get_name(), f'Cannot write “{path}”: No such file or directory')
        program.screenshot('cannot-write')
        program.find('frame', re.compile('^• '))
        program.click('push button', re.compile('Save _?As…'), within=alert)
        other = self.path('other.study')
        self.choose_file('Save As', other, 'Save')
        wait('the file', lambda: os.path.exists(other))
        wait('the title', lambda: not self.frames()[0].startswith('• '))

    def test_data_gone(self):
        study, table = self.path('mine.study'), self.path('moved.csv')
        with open(study, 'w', encoding='utf-8') as file:
            file.write('[study]\nformat=1\ntitle=Mine\n[data]\nsource=file\npath=gone.csv\n')
        with open(table, 'w', encoding='utf-8') as file:
            file.write('x\n' + ''.join(f'{i % 7}\n' for i in range(300)))
        program = self.start(study)
        alert = program.find('alert', re.compile('gone.csv'))
        self.assertEqual(alert.get_name(), f'The file of the data, “{self.path("gone.csv")}”, is not there.')
        program.screenshot('data-gone')
        program.click('push button', re.compile('Find File…'), within=alert)
        wait('the chooser', lambda: any(w.get_name() == 'Find the Data' for w in program.windows()))
        program.press('Control_L', 'l')
        wait('the name field', lambda: (program.find_focus() or ('',))[0] == 'text')
        self.choose_file('Find the Data', table, 'Choose')
        program.find('label', 'moved.csv')
        program.find('frame', re.compile('^• Mine'))

    # --- the clipboard ------------------------------------------------------------------------------

    def read_clipboard(self):
        return subprocess.run([sys.executable, CLIPBOARD], check=True, capture_output=True, text=True, timeout=60).stdout

    def copy(self, text):
        """In another program, which goes on to the end of the test."""
        other = subprocess.Popen([sys.executable, CLIPBOARD, text], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        self.addCleanup(other.wait)
        self.addCleanup(other.stdin.close)
        self.addCleanup(other.stdout.close)
        self.assertEqual(other.stdout.readline(), 'there\n')

    def test_copied_command(self):
        """What is copied is pasted, and then run: it draws the figure."""
        program = self.start_first()
        program.set_value('spin button', 'Replicas', 12)
        program.set_value('spin button', 'Epochs', 3)
        program.press('Control_L', 'Shift_L', 'c')
        words = shlex.split(wait('the line', lambda: (text := self.read_clipboard()).startswith('weightscape-cli') and text))
        self.assertEqual(words[:6], ['weightscape-cli', 'figure', 'fig6', 'neurons', '-o', 'neurons.pdf'])
        self.assertIn('estimate.replicas=12', words)
        subprocess.run([COMMAND, *words[1:]], cwd=self.folder.name, check=True, capture_output=True)
        with open(self.path('neurons.pdf'), 'rb') as figure:
            self.assertEqual(figure.read(5), b'%PDF-')

    def test_pasted_numbers(self):
        program = self.start_first()
        self.copy('these are not numbers')
        program.press('Control_L', 'v')
        alert = program.find('alert', re.compile('copied'))
        self.assertEqual(alert.get_name(), 'What was copied is no table of numbers: 0 of its 4 words are numbers; 4, and half of all, must be')
        self.copy(' '.join(str(i % 9 + 0.5) for i in range(120)))
        program.press('Control_L', 'v')
        wait('another window', lambda: any('Pasted numbers' in name for name in self.frames()))
        pasted = glob.glob(os.path.join(os.environ['WSC_TEST_DESKTOP'], 'data', 'weightscape', 'pasted', '*.csv'))
        self.assertEqual(len(pasted), 1)
        with open(pasted[0], encoding='utf-8') as table:
            self.assertEqual(len(table.read().split()), 120)

    def test_pasted_text(self):
        """In a field it is text, whatever it says."""
        program = self.start_first()
        self.copy('0.45')
        program.click_on('spin button', 'Noise')
        wait('the keyboard to be there', lambda: program.find_focus() == ('spin button', 'Noise'))
        program.press('Control_L', 'a')
        program.press('Control_L', 'v')
        wait('the number in the field', lambda: program.press('Return') or abs(program.get_value('spin button', 'Noise') - 0.45) < 1e-9)
        self.assertEqual(len(self.frames()), 1)

    # --- several ------------------------------------------------------------------------------------

    def test_several_files(self):
        """Each has a window; one that is open is not opened again."""
        paths = [self.path(f'{name}.study') for name in ('one', 'two')]
        for path in paths:
            with open(path, 'w', encoding='utf-8') as file:
                file.write(f'[study]\nformat=1\ntitle={os.path.basename(path)}\n')
        self.start(*paths)
        wait('two windows', lambda: sorted(self.frames()) == ['one.study — Weightscape', 'two.study — Weightscape'])
        subprocess.run([self.program.process.args[0], paths[0]], check=True, timeout=60)
        self.assertEqual(len(self.frames()), 2)

    def test_recent_files(self):
        path = self.path('one.study')
        with open(path, 'w', encoding='utf-8') as file:
            file.write('[study]\nformat=1\ntitle=One\n')
        list_of_files = os.path.join(os.environ['WSC_TEST_DESKTOP'], 'data', 'recently-used.xbel')
        self.start(path)
        wait('it to be remembered', lambda: os.path.exists(list_of_files) and path in self.read(list_of_files))
        bus = Gio.bus_get_sync(Gio.BusType.SESSION, None)
        bus.call_sync('io.github.weightscape.Weightscape', '/io/github/weightscape/Weightscape/window/1', 'org.gtk.Actions', 'Activate',
                      GLib.Variant('(sava{sv})', ('clear-recent', [], {})), None, Gio.DBusCallFlags.NONE, -1, None)
        wait('it to be forgotten', lambda: path not in self.read(list_of_files))

    def test_names_of_edits(self):
        program = self.start_first()
        self.edit()
        program.press('F10')
        program.find('menu item', 'Undo change of Noise')
        program.screenshot('menu')
        program.press('Escape')


if __name__ == '__main__':
    unittest.main(verbosity=2, warnings='ignore')
