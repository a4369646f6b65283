#!/usr/bin/env python3
"""How long the window keeps people waiting while a file of a million rows is read, and while its series is shown whole. usage: bench-first.py PROGRAM"""
import math
import os
import sys
import tempfile
import time

sys.dont_write_bytecode = True
import desktop  # noqa: E402

desktop.enter()
from driver import Program, re  # noqa: E402
from gi.repository import Gio, GLib  # noqa: E402

BINARY = os.path.abspath(sys.argv[1])
ROWS = 1_000_000
SECONDS = 10  # that each of the three is watched


def measure(program, name, seconds):
    """Questions to the main loop, one after another: each answer waits for what the loop is doing."""
    button, waits, end = program.find('push button', re.compile('Open…$')), [], time.monotonic() + seconds
    while time.monotonic() < end:
        button.clear_cache()
        begun = time.monotonic()
        button.get_state_set()
        waits.append(time.monotonic() - begun)
        time.sleep(0.002)
    waits.sort()
    print(f'{name}: {len(waits)} answers, median {1e3 * waits[len(waits) // 2]:.1f} ms, longest {1e3 * waits[-1]:.0f} ms', flush=True)


def open_path(program, path):
    """As Recent does, without a walk over the window."""
    program.find('push button', re.compile('Open…$'))
    Gio.bus_get_sync(Gio.BusType.SESSION, None).call_sync(
        'io.github.weightscape.Weightscape', '/io/github/weightscape/Weightscape/window/1', 'org.gtk.Actions', 'Activate',
        GLib.Variant('(sava{sv})', ('open-study', [GLib.Variant('s', path)], {})), None, Gio.DBusCallFlags.NONE, -1, None)


def run(folder):
    table, study = os.path.join(folder, 'million.csv'), os.path.join(folder, 'million.study')
    with open(table, 'w', encoding='utf-8') as out:
        out.write('t,a,b,c\n')
        out.writelines(f'{i / 100:.2f},{math.sin(i / 25):.4f},{i % 97},{math.sin(i / 6):.4f}\n' for i in range(ROWS))
    with open(study, 'w', encoding='utf-8') as out:
        out.write('[study]\nformat=1\nsubject=series\n[data]\nsource=file\npath=million.csv\n')
    for name, path in (('idle', None), ('reading', table), ('decomposing and drawing all of it', study)):
        program = Program(BINARY)
        if path:
            open_path(program, path)
        measure(program, name, SECONDS)
        program.close()


with tempfile.TemporaryDirectory(prefix='weightscape-bench-') as place:
    run(place)
