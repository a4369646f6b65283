#!/usr/bin/env python3
"""Every project include names its folder, and only a folder that the table allows."""
import pathlib
import re
import sys

CORE = ['base', 'tensors', 'clusters', 'ssa', 'data', 'model', 'curvature', 'bayes', 'estimate', 'compare', 'reduce', 'analysis', 'series', 'study']
ALLOWED = {
    'base': [],
    'tensors': ['base'],
    'clusters': ['base'],
    'ssa': ['base', 'clusters'],
    'data': ['base', 'tensors', 'ssa'],
    'model': ['base', 'tensors', 'data'],
    'curvature': ['base', 'data', 'model'],
    'bayes': ['base', 'data', 'model'],
    'estimate': ['base', 'ssa', 'data', 'model'],
    'compare': ['base', 'data', 'model', 'curvature', 'bayes', 'estimate'],
    'reduce': ['base', 'clusters', 'data', 'model', 'estimate'],
    'analysis': ['base', 'ssa'],
    'series': ['base', 'ssa', 'analysis'],
    'study': CORE[:-1],
    'scene': ['base', 'clusters', 'estimate', 'compare', 'reduce', 'study'],
    'plot': ['base', 'clusters', 'ssa', 'estimate', 'analysis', 'series', 'reduce', 'study', 'scene'],
    'render': ['base', 'scene'],
    'export': ['base', 'tensors', 'clusters', 'ssa', 'estimate', 'analysis', 'series', 'reduce', 'study', 'scene', 'plot', 'render'],
    'session': ['base', 'study'],
    'help': ['base', 'study', 'plot'],
    'app': CORE + ['scene', 'plot', 'render', 'export', 'session', 'help'],
    'cli': CORE + ['scene', 'plot', 'render', 'export'],
}
# Folders whose headers a folder's own contract already shows to its users.
GTK_FOLDERS = {'app'}
MAX_HEADER_LINES = 200
MAX_SOURCE_LINES = 500


def problems_of(path, folder):
    lines = path.read_text(encoding='utf-8').splitlines()
    limit = MAX_HEADER_LINES if path.suffix == '.h' else MAX_SOURCE_LINES
    if len(lines) > limit:
        yield f'{path}: {len(lines)} lines, at most {limit}'
    for number, line in enumerate(lines, 1):
        found = re.match(r'\s*#\s*include\s*([<"])([^>"]+)[>"]', line)
        if not found:
            continue
        quote, target = found.groups()
        if quote == '<':
            if target.startswith(('gtk/', 'adwaita', 'gdk/')) and folder not in GTK_FOLDERS:
                yield f'{path}:{number}: {target} outside app'
            continue
        top = target.split('/')[0]
        if '/' not in target:
            yield f'{path}:{number}: "{target}" does not name its folder'
        elif top != folder and top not in ALLOWED[folder]:
            yield f'{path}:{number}: {folder} may not include {top}'


def main(root):
    source = pathlib.Path(root) / 'src'
    problems = []
    seen = 0
    for folder in ALLOWED:
        for path in sorted((source / folder).rglob('*.[ch]')):
            seen += 1
            problems += problems_of(path, folder)
    unknown = [p.name for p in source.iterdir() if p.is_dir() and p.name not in ALLOWED]
    problems += [f'src/{name}: a folder the table does not know' for name in unknown]
    print('\n'.join(problems) or f'{seen} files keep the layers')
    return 1 if problems or not seen else 0


if __name__ == '__main__':
    sys.exit(main(sys.argv[1]))
