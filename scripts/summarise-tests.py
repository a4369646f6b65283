#!/usr/bin/env python3
"""One closing line over the logs of several `meson test` runs."""
import json
import sys

counts = {'passed': 0, 'failed': 0, 'skipped': 0}
KINDS = {'OK': 'passed', 'EXPECTEDFAIL': 'passed', 'SKIP': 'skipped'}
for path in sys.argv[1:]:
    with open(path, encoding='utf-8') as log:
        for line in log:
            counts[KINDS.get(json.loads(line)['result'], 'failed')] += 1
print(', '.join(f'{n} {kind}' for kind, n in counts.items()))
sys.exit(1 if counts['failed'] or not counts['passed'] else 0)
