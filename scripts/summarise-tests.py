#!/usr/bin/env python3
"""What was skipped and what failed, by name, and one closing line over the logs of several `meson test` runs."""
import json
import re
import sys

counts = {'passed': 0, 'failed': 0, 'skipped': 0}
KINDS = {'OK': 'passed', 'EXPECTEDFAIL': 'passed', 'SKIP': 'skipped'}
# A part of a test program, in the TAP it writes.
SKIPPED_PART = re.compile(r'^ok \d+ (\S+) # SKIP ?(.*)$', re.MULTILINE)

# Of what a failed test wrote, so much is shown again at the end, where it is found.
LINES_OF_FAILED = 40


def tail(test):
    text = test.get('stdout', '') + test.get('stderr', '')
    return '\n'.join('  ' + line for line in text.splitlines()[-LINES_OF_FAILED:])


skipped, failed = {}, []
for path in sys.argv[1:]:
    with open(path, encoding='utf-8') as log:
        for line in log:
            test = json.loads(line)
            kind = KINDS.get(test['result'], 'failed')
            counts[kind] += 1
            if kind == 'failed':
                failed.append(f"failed: {test['name']} ({path}): {test['result']}\n{tail(test)}")
            parts = SKIPPED_PART.findall(test.get('stdout', ''))
            if test['result'] == 'SKIP' and not parts:
                parts = [('', test.get('stdout', '').strip().removeprefix('skipped: '))]
            skipped.update({test['name'] + part: why for part, why in parts})
for report in failed:
    print(report)
for name, why in skipped.items():
    print(f'skipped: {name}: {why}')
print(', '.join(f'{n} {kind}' for kind, n in counts.items()))
sys.exit(1 if counts['failed'] or not counts['passed'] else 0)
