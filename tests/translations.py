#!/usr/bin/env python3
"""Every catalogue holds every string, and every string that people read can be translated.

usage: translations.py ROOT [DESKTOP METAINFO]      the last two as built, with their translations

Each check is tried on a copy of the sources with a fault in it before it is believed.
"""
import importlib.machinery
import importlib.util
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile
from xml.etree import ElementTree

LETTERS = re.compile(r'[^\W\d_]{2,}')


def load_updater(root):
    loader = importlib.machinery.SourceFileLoader('update_translations', str(root / 'scripts' / 'update-translations'))
    sys.dont_write_bytecode = True
    module = importlib.util.module_from_spec(importlib.util.spec_from_loader(loader.name, loader))
    loader.exec_module(module)
    return module


# --- catalogues -------------------------------------------------------------------------------

def unquote(text):
    return re.sub(r'\\(.)', lambda m: {'n': '\n', 't': '\t'}.get(m[1], m[1]), text[1:-1])


def read_entries(path):
    """(context, text) of each entry -> its flags and translations; obsolete ones are under (None, line)."""
    entries, flags, fields, last = {}, '', {}, None
    for line in [*path.read_text(encoding='utf-8').splitlines(), '']:
        if not line:
            if fields:
                entries[fields.get('msgctxt'), fields['msgid']] = flags, [v for k, v in fields.items() if k.startswith('msgstr')]
            flags, fields, last = '', {}, None
        elif line.startswith('#~'):
            entries[None, line] = 'obsolete', [line]
        elif line.startswith('#,'):
            flags = line
        elif line.startswith('"'):
            fields[last] += unquote(line)
        elif not line.startswith('#'):
            last, text = line.split(' ', 1)
            fields[last] = unquote(text)
    return entries


def entry_problems(name, wanted, entries):
    for key in wanted:
        if key not in entries:
            yield f'{name} lacks {key[1]!r}: run scripts/update-translations'
    for key, (flags, translations) in entries.items():
        if flags == 'obsolete':
            yield f'{name} keeps what is gone: {key[1]}'
        elif key not in wanted:
            yield f'{name} has {key[1]!r}, which no source has: run scripts/update-translations'
        elif 'fuzzy' in flags:
            yield f'{name} is unsure of {key[1]!r}'
        elif not all(translations):
            yield f'{name} has no translation of {key[1]!r}'


def tool_problems(path):
    """Formats that differ, ends of lines that differ, mnemonics that are gone."""
    found = subprocess.run(['msgfmt', '--check', '--check-accelerators=_', '--output-file', '/dev/null', str(path)],
                           capture_output=True, text=True, check=False)
    if found.returncode != 0 or found.stderr:
        yield from found.stderr.splitlines() or [f'{path.name}: msgfmt ended with {found.returncode}']


def catalogue_problems(root):
    updater = load_updater(root)
    with tempfile.TemporaryDirectory(prefix='weightscape-translations-') as folder:
        template = pathlib.Path(folder) / 'all.pot'
        updater.write_template(root, template)
        wanted = read_entries(template)
    if len(wanted) < 100:
        yield f'only {len(wanted)} strings were found'
    languages = updater.languages(root)
    if not languages:
        yield 'po/LINGUAS names no language'
    for language in languages:
        path = root / 'po' / f'{language}.po'
        yield from entry_problems(path.name, wanted, read_entries(path))
        yield from tool_problems(path)


# --- .ui files ----------------------------------------------------------------------------------

UI_TEXTS = {'label', 'title', 'subtitle', 'tooltip-text', 'tooltip-markup', 'placeholder-text', 'description', 'text', 'heading', 'body', 'placeholder',
            'button-label', 'name', 'help-text', 'value-text', 'role-description'}
# Names that tell parts of a stack apart, which nobody reads.
UI_NAMES = {'GtkStackPage', 'AdwViewStackPage', 'GtkWidget'}


def ui_texts(tree):
    """Each element that holds text for people."""
    parents = {child: parent for parent in tree.iter() for child in parent}
    for element in tree.iter():
        name, parent = element.get('name'), parents.get(element)
        is_text = name in UI_TEXTS and (name != 'name' or parent.tag == 'accessibility')
        in_list = element.tag == 'item' and parent.tag == 'items'
        if in_list or (element.tag in ('property', 'attribute') and is_text):
            yield element


def ui_problems(root):
    seen = 0
    for path in sorted((root / 'ui').glob('*.ui')):
        for element in ui_texts(ElementTree.parse(path)):
            seen += 1
            if LETTERS.search(element.text or '') and element.get('translatable') != 'yes':
                yield f'ui/{path.name}: {element.text.strip()!r} is not translatable'
    if not seen:
        yield 'the .ui files have no text'


# --- sources ------------------------------------------------------------------------------------

# Functions that show text, and which of their arguments it is.
SHOWING = {
    r'gtk_label_(new|new_with_mnemonic)': [0],
    r'gtk_label_set_(label|text|markup)': [1],
    r'gtk_(check_|toggle_|menu_)?button_new_with_(label|mnemonic)': [0],
    r'gtk_(menu_)?button_set_label': [1],
    r'gtk_widget_set_tooltip_(text|markup)': [1],
    r'gtk_entry_set_placeholder_text': [1],
    r'gtk_(window_set_title|progress_bar_set_text|file_filter_set_name|file_chooser_set_title)': [1],
    r'gtk_file_chooser_native_new': [0, 3, 4],
    r'gtk_column_view_column_new': [0],
    r'gtk_(expander|frame)_new': [0],
    r'adw_\w+_set_(title|subtitle|description|heading|body|label|button_label)': [1],
    r'adw_toast_new': [0],
    r'adw_message_dialog_new': [1, 2],
    r'adw_message_dialog_format_(body|heading)(_markup)?': [1],
    r'adw_message_dialog_add_response': [2],
    r'adw_message_dialog_add_responses': [2, 4, 6, 8],
    r'g_menu_(append|append_section|append_submenu|prepend)': [1],
    r'g_menu_item_(new|new_section|new_submenu)': [0],
    r'g_set_error(_literal)?': [3],
    r'g_error_new(_literal)?': [2],
    r'g_prefix_error': [1],
    r'g_print(err)?': [0],
    r'g_option_context_new': [0],
    r'wsc_accessible_set_name': [1, 2],
    r'wsc_(notes_add|build_note|estimate_warn|window_show_error)': [1],
    r'wsc_hook_report': [2],
    r'wsc_cli_message': [0],
    r'wsc_cli_usage': [1],
    r'wsc_plot_builder_new': [0, 1, 2],
    r'wsc_plot_builder_(set_summary|set_caption|add_line|add_band|add_level|add_bars|add_marker|add_strip|add_map)': [1],
    r'(add_filter|new_chooser)': [1, 3],
    r'append_line': [1, 2],
}
CALL = re.compile(r'\b(' + '|'.join(SHOWING) + r')\s?\(')
FIELD = re.compile(r'\.(?:label|tooltip|unit|about|title|missing|description)\s*=\s*("(?:\\.|[^"\\])*")')
TRANSLATED = re.compile(r'\b(?:_|N_|C_|NC_|g_dngettext|ngettext|g_dpgettext2)\s?\(')
LITERAL = re.compile(r'"(?:\\.|[^"\\])*"')
# Names of things that are the same in every language.
SAME_EVERYWHERE = {'Weightscape', 'GPL', 'PNG', 'SVG', 'PDF', 'null', 'true', 'false'}


def blank_comments(text):
    """Comments become blanks, so that lines keep their numbers; strings stay."""
    return re.sub(r'"(?:\\.|[^"\\\n])*"|\'(?:\\.|[^\'\\\n])+\'|/\*.*?\*/|//[^\n]*',
                  lambda m: m[0] if m[0][0] in '"\'' else re.sub(r'[^\n]', ' ', m[0]), text, flags=re.DOTALL)


def find_end(text, begin):
    """Of the parenthesis that opens before `begin`."""
    depth = 1
    for part in re.compile(r'"(?:\\.|[^"\\])*"|\'(?:\\.|[^\'\\])+\'|[()]').finditer(text, begin):
        depth += {'(': 1, ')': -1}.get(part[0], 0)
        if depth == 0:
            return part.start()
    return len(text)


def split_arguments(text):
    arguments, depth, begin = [], 0, 0
    for part in re.finditer(r'"(?:\\.|[^"\\])*"|\'(?:\\.|[^\'\\])+\'|[()\[\]{},]', text):
        if part[0] in '([{':
            depth += 1
        elif part[0] in ')]}':
            depth -= 1
        elif part[0] == ',' and depth == 0:
            arguments.append(text[begin:part.start()])
            begin = part.end()
    return [*arguments, text[begin:]]


def without_translated(text):
    while found := TRANSLATED.search(text):
        text = text[:found.start()] + text[find_end(text, found.end()) + 1:]
    return text


def plain_words(literal):
    """The letters of a literal that are neither conversions nor markup nor keys of options."""
    text = re.sub(r'%[-+ #0]*[\d.*]*(?:hh|h|ll|l|z|j|t)?[a-zA-Z]|<[^>]*>|\\.|[\w-]+\.[\w-]+|--[\w-]+|weightscape-cli', ' ', literal)
    return [word for word in LETTERS.findall(text) if word not in SAME_EVERYWHERE]


def shown_literals(argument):
    """Literals that are the argument, or one of its alternatives; not those handed on to another function."""
    text = without_translated(argument)
    while found := re.search(r'\w\s?\(', text):
        text = text[:found.start()] + text[find_end(text, found.end()) + 1:]
    return [literal for literal in LITERAL.findall(text) if plain_words(literal)]


def literals_in_calls(text):
    for call in CALL.finditer(text):
        if re.search(r'(?:^|\n)[\w *]*$', text[:call.start()]) and text[call.start() - 1] == '\n':
            continue  # its definition
        arguments = split_arguments(text[call.end():find_end(text, call.end())])
        places = next(places for name, places in SHOWING.items() if re.fullmatch(name, call[1]))
        for place in places:
            for literal in shown_literals(arguments[place]) if place < len(arguments) else []:
                yield call.start(), f'{call[1]} shows', literal


def source_problems(root):
    seen = 0
    for path in sorted((root / 'src').glob('**/*.[ch]')):
        text = blank_comments(path.read_text(encoding='utf-8'))
        seen += len(CALL.findall(text))
        fields = ((found.start(), 'a field holds', found[1]) for found in FIELD.finditer(text) if plain_words(found[1]))
        for place, what, literal in [*literals_in_calls(text), *fields]:
            line = text.count('\n', 0, place) + 1
            yield f'{path.relative_to(root)}:{line}: {what} {literal} untranslated'
    if seen < 100:
        yield f'only {seen} calls that show text were found'


# --- what is built from them ------------------------------------------------------------------------

def built_problems(desktop, metainfo, languages):
    wanted = {desktop: ['Name', 'GenericName', 'Comment', 'Keywords'], metainfo: ['summary', 'p', 'li', 'name']}
    for language in languages:
        text = desktop.read_text(encoding='utf-8')
        for key in wanted[desktop]:
            if f'\n{key}[{language}]=' not in text:
                yield f'{desktop.name} has no {key}[{language}]'
        tree = ElementTree.parse(metainfo)
        for tag in wanted[metainfo]:
            if not any(e.get('{http://www.w3.org/XML/1998/namespace}lang') == language for e in tree.iter(tag)):
                yield f'{metainfo.name} has no <{tag}> in {language}'


# --- faults that must be found ------------------------------------------------------------------------

def edit(path, pattern, replacement):
    text = path.read_text(encoding='utf-8')
    changed, n = re.subn(pattern, replacement, text, count=1, flags=re.DOTALL)
    assert n == 1, f'{path.name} has nothing like {pattern}'
    path.write_text(changed, encoding='utf-8')


def append(path, text):
    path.write_text(path.read_text(encoding='utf-8') + text, encoding='utf-8')


A_BUTTON = r'(<property name="label") translatable="yes">(_?Export)'
FAULTS = [
    (catalogue_problems, 'lacks', 'src/app/main.c', lambda path: append(path, '\nconst char *fault = N_("A planted sentence");\n')),
    (catalogue_problems, 'lacks', 'data/studies/fig6.study', lambda path: edit(path, r'title=', 'title=Planted ')),
    (catalogue_problems, 'which no source has', 'po/ru.po', lambda path: append(path, '\nmsgid "Planted"\nmsgstr "Посажено"\n')),
    (catalogue_problems, 'is unsure', 'po/ru.po', lambda path: edit(path, r'\nmsgid "Width"', '\n#, fuzzy\nmsgid "Width"')),
    (catalogue_problems, 'has no translation', 'po/ru.po', lambda path: edit(path, r'(\nmsgid "Width"\nmsgstr) "[^"]*"', r'\1 ""')),
    (catalogue_problems, 'keeps what is gone', 'po/ru.po', lambda path: append(path, '\n#~ msgid "Planted"\n#~ msgstr "Посажено"\n')),
    (catalogue_problems, 'format specifications', 'po/ru.po', lambda path: edit(path, r'(\nmsgid "Saved %s"\nmsgstr) "[^"]*"', r'\1 "Сохранено"')),
    (catalogue_problems, 'keyboard accelerator', 'po/ru.po', lambda path: edit(path, r'(\nmsgid "_Save"\nmsgstr) "[^"]*"', r'\1 "Сохранить"')),
    (ui_problems, 'is not translatable', 'ui/export-dialog.ui', lambda path: edit(path, A_BUTTON, r'\1>\2')),
    (ui_problems, 'is not translatable', 'ui/export-dialog.ui',
     lambda path: edit(path, r'(<property name="tooltip-text") translatable="yes"', r'\1')),
    (source_problems, 'gtk_label_new shows', 'src/app/main.c', lambda path: append(path, '\nGtkWidget *f (void) { return gtk_label_new ("Planted"); }\n')),
    (source_problems, 'wsc_accessible_set_name shows', 'src/app/main.c',
     lambda path: append(path, '\nvoid f (GtkWidget *w) { wsc_accessible_set_name (w, _("Good"), many ? "Planted" : NULL); }\n')),
    (source_problems, 'g_set_error shows', 'src/study/study.c',
     lambda path: append(path, '\nvoid f (GError **e) { g_set_error (e, WSC_ERROR, WSC_ERROR_FILE,\n  "Planted “%s”", "a"); }\n')),
    (source_problems, 'g_print shows', 'src/cli/main.c', lambda path: append(path, '\nvoid f (void) { g_print ("Planted %d\\n", 1); }\n')),
    (source_problems, 'a field holds', 'src/study/options-study.h', lambda path: edit(path, r'\.label = N_\(("[^"]*")\)', r'.label = \1')),
]


def copy_sources(root, target):
    for folder in ('po', 'ui', 'src', 'scripts'):
        shutil.copytree(root / folder, target / folder)
    (target / 'data').mkdir()
    shutil.copytree(root / 'data' / 'studies', target / 'data' / 'studies')
    for path in (root / 'data').glob('*.*'):
        shutil.copy(path, target / 'data')


def overlooked_faults(root):
    with tempfile.TemporaryDirectory(prefix='weightscape-faults-') as folder:
        copy = pathlib.Path(folder)
        copy_sources(root, copy)
        usual = {check: set(check(copy)) for check in (catalogue_problems, ui_problems, source_problems)}
        for check, fragment, name, plant in FAULTS:
            before = (copy / name).read_bytes()
            plant(copy / name)
            if not any(fragment in problem for problem in set(check(copy)) - usual[check]):
                yield f'a fault in {name} is overlooked: nothing says “{fragment}”'
            (copy / name).write_bytes(before)


def main(root, *built):
    root = pathlib.Path(root)
    problems = [*catalogue_problems(root), *ui_problems(root), *source_problems(root)]
    if built:
        problems += built_problems(*map(pathlib.Path, built), load_updater(root).languages(root))
    problems += overlooked_faults(root)
    print('\n'.join(problems) or 'every string can be read in every language')
    return 1 if problems else 0


if __name__ == '__main__':
    sys.exit(main(*sys.argv[1:]))
