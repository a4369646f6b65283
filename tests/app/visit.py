#!/usr/bin/env python3
"""The whole first visit of a newcomer, in any language there is a catalogue of. usage: visit.py PROGRAM LANGUAGE LOCALES

LOCALES is the folder of the compiled catalogues. Every word is looked up there, so the window has to show just that translation.
"""
import gettext
import glob
import os
import re
import signal
import sys
import unittest

sys.dont_write_bytecode = True
from case import WindowCase  # noqa: E402
from driver import is_still, wait, walk  # noqa: E402

LANGUAGE, LOCALES = sys.argv.pop(1), sys.argv.pop(1)
os.environ.update(LC_ALL={'en': 'C.UTF-8', 'ru': 'ru_RU.UTF-8'}[LANGUAGE], LANGUAGE=LANGUAGE)
CATALOGUE = gettext.translation('weightscape', LOCALES, [LANGUAGE], fallback=LANGUAGE == 'en')
FIRST = '20–3–20 on a noisy sine'


def say(text, context=None):
    found = CATALOGUE.pgettext(context, text) if context else CATALOGUE.gettext(text)
    return found.replace('_', '')


def ends(text):
    """The toolkit puts what has the mnemonic before the name."""
    return re.compile(re.escape(say(text)) + '$')


class VisitTest(WindowCase):
    def find_noise(self):
        return self.program.get_value('spin button', say('Noise'))

    def wait_noise(self, noise):
        wait(f'a noise of {noise}', lambda: abs(self.find_noise() - noise) < 1e-9)

    def find_title(self):
        return next(w.get_name() for w in self.program.windows() if w.get_role_name() == 'frame')

    def wait_unsaved(self, unsaved):
        title = say(FIRST, 'study')
        wait(f'a title {"with" if unsaved else "without"} a dot', lambda: self.find_title().startswith('• ' + title if unsaved else title))

    def edit(self, noise):
        self.program.set_value('spin button', say('Noise'), noise)
        self.wait_noise(noise)

    def rows(self):
        """What the table shows of each neuron, as written."""
        table = self.program.find('tree table', say('Table of neurons'))
        rows = [[cell.get_name() for cell in walk(row) if cell.get_role_name() == 'label'] for row in walk(table) if row.get_role_name() == 'table row']
        return [row for row in rows if len(row) >= 9]

    def wait_rows(self, condition):
        return wait('the table', lambda: (rows := self.rows()) and condition(rows) and rows)

    def wait_all_replicas(self):
        self.program.find('label', re.compile('^' + re.escape(say('%u of %u replicas') % (100, 100))))

    def kept(self):
        return glob.glob(os.path.join(self.recovery(), '*', '*.document'))

    def is_kept(self, line):
        """A kept study is one value of a key file, its ends of lines written out."""
        for path in self.kept():
            with open(path, encoding='utf-8') as document:
                if rf'\n{line}\n' in document.read():
                    return True
        return False

    def kill(self):
        self.program.process.send_signal(signal.SIGKILL)
        wait('the end', lambda: self.program.process.poll() is not None)
        self.end(keep=True)

    def test_visit(self):
        program = self.start()
        program.click('push button', say(FIRST, 'study'))
        self.wait_all_replicas()
        first = self.wait_rows(lambda rows: True)
        comma = LANGUAGE == 'ru'
        self.assertTrue(all(re.fullmatch(r'[-−]?\d+[.,]\d+(e[-−]?\d+)?', number) is None or (',' in number) == comma for row in first for number in row))
        self.wait_unsaved(False)

        self.edit(0.35)
        self.wait_unsaved(True)
        self.wait_rows(lambda rows: rows != first)
        program.press('Control_L', 'z')
        self.wait_noise(0.2)
        self.wait_unsaved(False)
        self.wait_rows(lambda rows: rows == first)

        self.edit(0.3)
        path = self.path('mine.study')
        program.press('Control_L', 's')
        self.choose_file(say('Save As'), path, say('_Save'))
        self.wait_file(path)
        self.wait_unsaved(False)

        self.edit(0.4)
        wait('the edit to be kept', lambda: self.is_kept('noise=0.4'))
        self.kill()
        with open(path, encoding='utf-8') as study:
            self.assertIn('noise=0.3', study.read().splitlines())

        program = self.start()
        heading = say('Recover Documents?')
        dialog = wait(heading, lambda: next((w for w in program.windows() if w.get_name() == heading), None))
        program.find('label', say(FIRST, 'study'), within=dialog)
        program.screenshot('visit-recovery-' + LANGUAGE)
        program.click('push button', ends('_Recover'), within=dialog)
        wait('the question to go', lambda: not is_still(dialog, None, None))
        self.wait_unsaved(True)
        program.find('label', 'mine.study')
        self.wait_noise(0.4)
        self.wait_all_replicas()

        program.press('Control_L', 'e')
        program.find('spin button', say('Resolution'))
        program.click('push button', ends('_Export…'))
        figure = self.path('figure.png')
        self.choose_file(say('Save Figure'), figure, say('_Export'))
        self.wait_file(figure)
        with open(figure, 'rb') as png:
            self.assertEqual(png.read(8), b'\x89PNG\r\n\x1a\n')
        program.screenshot('visit-' + LANGUAGE)


if __name__ == '__main__':
    unittest.main(verbosity=2, warnings='ignore')
