#!/usr/bin/env python3
"""po/POTFILES lists exactly the files that hold strings for people. With --write, makes it so."""
import pathlib
import re
import sys


def has_strings(path):
    text = path.read_text(encoding='utf-8')
    if path.suffix in ('.c', '.h'):
        return re.search(r'\b(_|N_|C_|NC_|ngettext|g_dngettext)\s*\(\s*(NULL|GETTEXT_PACKAGE|")', text) is not None
    return 'translatable="yes"' in text or path.name.endswith(('.desktop.in', '.metainfo.xml.in', '.mime.xml.in', '.gschema.xml'))


def main(root, write=False):
    root = pathlib.Path(root)
    potfiles = root / 'po' / 'POTFILES'
    listed = {line for line in potfiles.read_text().splitlines() if line and line[0] != '#'}
    files = [*root.glob('src/**/*.[ch]'), *root.glob('ui/**/*.ui'), *root.glob('data/*.in'), *root.glob('data/*.gschema.xml')]
    found = {str(path.relative_to(root)) for path in files if has_strings(path)}
    if write:
        potfiles.write_text('\n'.join(sorted(found)) + '\n')
        return 0
    for name in sorted(found - listed):
        print(f'po/POTFILES lacks {name}')
    for name in sorted(listed - found):
        print(f'po/POTFILES lists {name}, which has no strings or is gone')
    return 0 if listed == found and found else 1


if __name__ == '__main__':
    sys.exit(main(sys.argv[1], '--write' in sys.argv[2:]))
