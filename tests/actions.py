#!/usr/bin/env python3
"""Every action can be reached: by a key of the table in shortcuts.c, from a menu or from a control. And every key, menu item and control leads to an action that there is."""
import re
import sys
from pathlib import Path

# That of GTK's own windows, and one that there is not, so that its item is insensitive.
ELSEWHERE = {'window.close', 'win.no-recent'}
ENTRY = re.compile(r'^  \{ "([a-z-]+)", [a-z_]+, ')
USE = re.compile(r'["\'>]((?:win|app|window)\.[a-z-]+)(?:::[a-z-]+)?["\'<]')


def strip_comments(text):
    return re.sub(r'/\*.*?\*/|<!--.*?-->', '', text, flags=re.DOTALL)


def main(root):
    defined, used = {}, {}
    for path in sorted([*(root / 'src/app').glob('*.c'), *(root / 'ui').glob('*.ui')]):
        text = strip_comments(path.read_text(encoding='utf-8'))
        if 'GActionEntry' in text:
            prefix = 'app' if path.name == 'application.c' else 'win'
            for line in text.splitlines():
                if match := ENTRY.match(line):
                    defined[f'{prefix}.{match[1]}'] = path.name
        for name in USE.findall(text):
            used.setdefault(name, path.name)
    wrong = [f'{where}: nothing leads to the action {name}' for name, where in defined.items() if name not in used]
    wrong += [f'{where}: there is no action {name}' for name, where in used.items() if name not in defined and name not in ELSEWHERE]
    assert len(defined) > 20, 'the tables of actions are not found'
    print('\n'.join(wrong) or f'{len(defined)} actions')
    return 1 if wrong else 0


if __name__ == '__main__':
    sys.exit(main(Path(sys.argv[1])))
