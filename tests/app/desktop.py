"""A desktop of its own for a test of the window: an X server without a screen, a session bus, the accessibility bus."""
import os
import shutil
import struct
import subprocess
import sys
import tempfile
import zlib

SIZE = (1360, 860)
SERVER_OPTIONS = []
NEEDED = ('Xvfb', 'dbus-run-session')


def enter():
    """Starts this program again inside such a desktop; returns there. Exits 77, skipped, where one cannot be had."""
    if os.environ.get('WSC_TEST_DESKTOP'):
        return
    missing = [name for name in NEEDED if not shutil.which(name)]
    if missing:
        print('skipped:', ', '.join(missing), 'not installed')
        sys.exit(77)
    with tempfile.TemporaryDirectory(prefix='weightscape-desktop-') as folder:
        sys.exit(run_inside(folder))


def run_inside(folder):
    server, display = start_server(folder)
    env = dict(os.environ, WSC_TEST_DESKTOP=folder, DISPLAY=f':{display}', HOME=folder, XDG_RUNTIME_DIR=folder,
               XDG_DATA_HOME=f'{folder}/data', XDG_CONFIG_HOME=f'{folder}/config', XDG_CACHE_HOME=f'{folder}/cache', XDG_STATE_HOME=f'{folder}/state',
               GSETTINGS_BACKEND='memory', GTK_A11Y='atspi', GDK_BACKEND='x11', NO_AT_BRIDGE='0',
               LIBGL_ALWAYS_SOFTWARE='1', LC_ALL='C.UTF-8')
    env.pop('WAYLAND_DISPLAY', None)
    try:
        return subprocess.run(['dbus-run-session', '--', sys.executable, *sys.argv], env=env, check=False).returncode
    finally:
        server.terminate()
        server.wait()


def start_server(folder):
    read_end, write_end = os.pipe()
    server = subprocess.Popen(
        ['Xvfb', '-displayfd', str(write_end), '-screen', '0', f'{SIZE[0]}x{SIZE[1]}x24', '-fbdir', folder,
         '-nolisten', 'tcp', '-noreset', '+extension', 'GLX', *SERVER_OPTIONS],
        pass_fds=[write_end], stderr=subprocess.DEVNULL)
    os.close(write_end)
    with os.fdopen(read_end) as numbers:
        display = numbers.readline().strip()
    if not display:
        print('skipped: Xvfb does not start here')
        sys.exit(77)
    return server, display


def read_screen():
    """The screen as (width, height, RGB rows), from the server's frame buffer, an XWD file."""
    path = os.path.join(os.environ['WSC_TEST_DESKTOP'], 'Xvfb_screen0')
    with open(path, 'rb') as frame:
        data = frame.read()
    header = struct.unpack('>25I', data[:100])
    width, height, stride, n_colours = header[4], header[5], header[12], header[19]
    start = header[0] + 12 * n_colours
    rows = []
    for y in range(height):
        row = data[start + y * stride:start + y * stride + 4 * width]
        rgb = bytearray(3 * width)
        rgb[0::3], rgb[1::3], rgb[2::3] = row[2::4], row[1::4], row[0::4]
        rows.append(bytes(rgb))
    return width, height, rows


def save_screen(path, place=None):
    """All of it, or what lies at a place: x, y, width, height."""
    width, height, rows = read_screen()
    if place:
        x, y, width, height = place
        rows = [row[3 * x:3 * (x + width)] for row in rows[y:y + height]]

    def chunk(kind, content):
        return struct.pack('>I', len(content)) + kind + content + struct.pack('>I', zlib.crc32(kind + content))

    with open(path, 'wb') as png:
        png.write(b'\x89PNG\r\n\x1a\n')
        png.write(chunk(b'IHDR', struct.pack('>2I5B', width, height, 8, 2, 0, 0, 0)))
        png.write(chunk(b'IDAT', zlib.compress(b''.join(b'\0' + row for row in rows), 6)))
        png.write(chunk(b'IEND', b''))
