#!/usr/bin/env python3
"""From start to the first window on the screen, beside a program of the toolkit. usage: bench-start.py PROGRAM [ROUNDS]

The two take turns, so that what else the machine does meets both."""
import os
import shutil
import statistics
import struct
import subprocess
import sys
import time

sys.dont_write_bytecode = True
import desktop  # noqa: E402

OTHER = 'gtk4-widget-factory'
BAR = 1.5
ROW = 30
PATIENCE = 60


def has_window():
    """Whether anything but the empty screen is seen in a row of its upper part; looked at often, so no more than that is read."""
    with open(os.path.join(os.environ['WSC_TEST_DESKTOP'], 'Xvfb_screen0'), 'rb') as frame:
        header = struct.unpack('>25I', frame.read(100))
        frame.seek(header[0] + 12 * header[19] + ROW * header[12])
        return any(frame.read(header[12])[:3 * header[4]])


def wait_until(condition):
    end = time.monotonic() + PATIENCE
    while not condition():
        if time.monotonic() > end:
            sys.exit('no window, or one that does not go')
        time.sleep(0.001)


def measure(command):
    """Milliseconds."""
    begin = time.monotonic()
    program = subprocess.Popen([command], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    wait_until(has_window)
    taken = (time.monotonic() - begin) * 1000
    program.terminate()
    program.wait()
    wait_until(lambda: not has_window())
    return taken


def main(program, rounds):
    if not shutil.which(OTHER):
        sys.exit(f'{OTHER} is missing: apt-get install gtk-4-examples')
    desktop.enter()
    os.environ.pop('GTK_A11Y', None)
    times = {program: [], OTHER: []}
    for _ in range(rounds + 1):
        for command, taken in times.items():
            taken.append(measure(command))
    # The first of each reads files that are in memory afterwards.
    medians = {command: statistics.median(taken[1:]) for command, taken in times.items()}
    for command, median in medians.items():
        print(f'{os.path.basename(command)}: {median:.0f} ms ({min(times[command]):.0f} to {max(times[command]):.0f})')
    ratio = medians[program] / medians[OTHER]
    print(f'ratio: {ratio:.2f}, at most {BAR}')
    return 0 if ratio <= BAR else 1


if __name__ == '__main__':
    sys.exit(main(os.path.abspath(sys.argv[1]), int(sys.argv[2]) if len(sys.argv) > 2 else 9))
