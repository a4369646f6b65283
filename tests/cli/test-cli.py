#!/usr/bin/env python3
"""The real weightscape-cli: each command, what it writes and where, and how it ends.

usage: test-cli.py PROGRAM DATA_FOLDER [unittest arguments]
"""
import csv
import io
import json
import math
import os
import pathlib
import pty
import re
import select
import signal
import struct
import subprocess
import sys
import tempfile
import time
import unittest
import zipfile

PROGRAM = str(pathlib.Path(sys.argv[1]).resolve())
DATA = pathlib.Path(sys.argv[2])
SMALL = ['--set', 'data.length=120', '--set', 'data.window=8', '--set', 'model.layers=auto;2;auto',
         '--set', 'estimate.replicas=9', '--set', 'training.epochs=4', '--set', 'estimate.signal-rank=2']
# Minutes of work, for what must be stopped.
ENDLESS = ['--set', 'data.length=20000', '--set', 'estimate.replicas=2000', '--set', 'training.epochs=2000']
NETWORK_TABLES = ['neurons', 'compare', 'spectrum', 'evidence', 'coverage', 'replicas', 'loss', 'series']
SSA_TABLES = ['ssa-series', 'ssa-components', 'ssa-vectors', 'ssa-pairs', 'ssa-wcorr', 'ssa-sweep', 'ssa-landscape',
              'ssa-forecast', 'ssa-suggestion']
NETWORK_FIGURES = ['neurons', 'turntable', 'density', 'compare', 'spectrum', 'evidence', 'weights', 'loss', 'series']
SSA_FIGURES = ['ssa', 'ssa-components', 'ssa-vectors', 'ssa-pairs', 'ssa-periodograms', 'ssa-wcorr', 'ssa-dendrogram', 'ssa-sweep',
               'ssa-landscape', 'ssa-forecast', 'ssa-residual']
FEWER_TABLES = ['clusters', 'communities', 'distances', 'period', 'reduction', 'composition', 'cluster-count', 'reduced-series']
FEWER_FIGURES = ['reduction', 'dendrogram', 'distances', 'cluster-count', 'reduced-series', 'circle']
FORM_FIGURES = ['side-by-side']
COMMANDS = ['run', 'table', 'figure', 'check', 'describe', 'diff', 'list', 'manual']


def cli(*arguments, **options):
    options.setdefault('stdout', subprocess.PIPE)
    options.setdefault('stderr', subprocess.PIPE)
    return subprocess.run([PROGRAM, *map(str, arguments)], stdin=subprocess.DEVNULL, text=True, timeout=600, **options)


def value_of(cell):
    """As JSON has it: nothing, a number, or a word."""
    if not cell:
        return None
    try:
        return float(cell)
    except ValueError:
        return cell


def rows_of(text):
    return list(csv.DictReader(io.StringIO(text)))


class CliTest(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory(prefix='weightscape-')
        self.addCleanup(folder.cleanup)
        self.folder = pathlib.Path(folder.name)

    def done(self, *arguments, **options):
        result = cli(*arguments, **options)
        self.assertEqual(result.returncode, 0, result.stderr)
        return result

    def fails(self, status, message, *arguments, **options):
        """Ends with the status, says the message, and writes no data."""
        result = cli(*arguments, **options)
        self.assertEqual(result.returncode, status, result.stderr)
        self.assertIn(message, result.stderr)
        self.assertTrue(result.stderr.startswith('weightscape-cli: '), result.stderr)
        self.assertFalse(result.stdout)
        return result

    def write_study(self, text, name='small.study'):
        path = self.folder / name
        path.write_text(text, encoding='utf-8')
        return path

    def small_study(self, expect=''):
        return self.write_study('[study]\nformat=1\ntitle=Small\n[data]\nlength=120\nwindow=8\n[model]\nlayers=auto;2;auto\n'
                                '[training]\nepochs=4\n[estimate]\nreplicas=9\nsignal-rank=2\n' + expect)


class Usage(CliTest):
    def test_links_no_toolkit(self):
        libraries = subprocess.run(['ldd', PROGRAM], capture_output=True, text=True, check=True).stdout
        self.assertIn('libcairo', libraries)
        for name in ('libgtk', 'libgdk', 'libadwaita'):
            self.assertNotIn(name, libraries)

    def test_help(self):
        top = self.done('--help').stdout
        for command in COMMANDS:
            self.assertIn(f'  {command}', top)
            text = self.done(command, '--help').stdout
            self.assertTrue(text.startswith('Usage:'))
            self.assertIn(f'weightscape-cli {command}', text)

    def test_version(self):
        self.assertRegex(self.done('--version').stdout, r'^weightscape-cli \d+\.\d+\.\d+\n$')

    def test_unknown(self):
        self.fails(2, 'Unknown command “tabel”; did you mean “table”?', 'tabel')
        self.fails(2, 'Unknown command “xyzzy”\n', 'xyzzy')
        self.fails(2, 'Which command?')
        self.fails(2, 'Unknown option “--treads”; did you mean “--threads”?', 'run', 'fig6', '--treads', '2')
        self.fails(2, 'Unknown option “--formt”; did you mean “--format”?', 'list', '--formt=json')
        self.fails(2, 'Try “weightscape-cli table --help”.', 'table', 'fig6', 'neurons', '-x')

    def test_arguments(self):
        self.fails(2, '“run” needs more arguments: STUDY', 'run')
        self.fails(2, '“run” takes fewer arguments than that: STUDY', 'run', 'fig6', 'fig7')
        self.fails(2, '“table” needs more arguments: STUDY|RESULT NAME', 'table', 'fig6')
        self.fails(2, '“list” takes fewer arguments', 'list', 'x')
        self.fails(2, '5000 threads are out of range: 1 to 1024', 'run', 'fig6', '--threads', '5000')
        self.fails(2, 'threads', 'run', 'fig6', '--threads', 'many')
        self.fails(2, 'Unknown format “xml”: “csv” and “json” are allowed', 'table', 'fig6', 'loss', '--format', 'xml')
        self.fails(2, 'No table is called “neuron”; did you mean “neurons”? There are neurons, compare, spectrum, evidence, coverage, replicas, ',
                   'table', 'fig6', 'neuron')
        self.fails(2, 'No figure is called “los”; did you mean “loss”?', 'figure', 'fig6', 'los', '-o', 'x.png')

    def test_set(self):
        result = self.fails(2, '--set training.epoch=3:', 'run', 'fig6', '--set', 'training.epoch=3')
        self.assertIn('training.epochs', result.stderr)
        self.fails(2, '--set training.epochs=-4:', 'run', 'fig6', '--set', 'training.epochs=-4')
        self.fails(2, '--set nonsense:', 'run', 'fig6', '--set', 'nonsense')

    def test_figure_requests(self):
        self.fails(2, 'Name the file', 'figure', 'fig6', 'loss')
        self.fails(2, '“x.jpg” must end in .png, .svg or .pdf', 'figure', 'fig6', 'loss', '-o', 'x.jpg')
        self.fails(2, '“12” is not a size', 'figure', 'fig6', 'loss', '-o', 'x.png', '--size', '12')
        self.fails(2, 'A side of 3 px is out of range: 16 to 16384 px', 'figure', 'fig6', 'loss', '-o', 'x.png', '--size', '3x400')
        self.fails(2, '9999 dpi is out of range: 36 to 2400 dpi', 'figure', 'fig6', 'loss', '-o', 'x.png', '--dpi', '9999')
        self.fails(2, 'Unknown theme “blue”: “print”, “light”, “dark”, “light-contrast” and “dark-contrast” are allowed', 'figure', 'fig6', 'loss', '-o', 'x.png', '--theme', 'blue')


class Faults(CliTest):
    def test_no_such_study(self):
        self.fails(1, 'did you mean “fig6”', 'run', 'fig66')
        self.fails(1, '/nonexistent/a.study', 'table', '/nonexistent/a.study', 'loss')
        self.fails(1, '/nonexistent/a.h5', 'table', '/nonexistent/a.h5', 'loss')

    def test_study_with_an_error(self):
        path = self.write_study('[study]\nformat=1\n[training]\nepoks=3\n')
        result = self.fails(1, 'epoks', 'run', path)
        self.assertIn('training.epochs', result.stderr)
        self.fails(1, '', 'check', self.write_study('nonsense', 'bad.study'), stdout=subprocess.DEVNULL)

    def test_missing_data(self):
        path = self.write_study('[study]\nformat=1\n[data]\nsource=file\npath=no.csv\nwindow=8\n[model]\nlayers=auto;2;auto\n')
        self.fails(1, 'no.csv', 'run', path)

    def test_not_in_these_results(self):
        small = ['--set', 'estimate.replicas=3', '--set', 'training.epochs=2']
        result = cli('table', 'iris', 'series', *small)
        self.assertEqual(result.returncode, 1)
        self.assertIn('No table “series” in these results: the data are a table, not a series', result.stderr)
        self.assertEqual(result.stdout, '')

    def test_unwritable(self):
        started = time.monotonic()
        for arguments in (['run', 'fig6', *ENDLESS, '-o', '/nonexistent/r.h5'],
                          ['table', 'fig6', 'loss', *ENDLESS, '-o', '/nonexistent/t.csv'],
                          ['figure', 'fig6', 'loss', *ENDLESS, '-o', '/nonexistent/f.png'],
                          ['run', 'fig6', *ENDLESS, '-o', self.folder]):
            self.fails(1, 'Cannot write “', *arguments)
        self.assertLess(time.monotonic() - started, 60, 'must be said before the run')

    def test_full_disk(self):
        with open('/dev/full', 'w') as full:
            result = cli('table', 'fig6', 'loss', *SMALL, stdout=full)
        self.assertEqual(result.returncode, 1)
        self.assertIn('Cannot write to standard output: No space left on device', result.stderr)

    def test_what_is_no_plain_file_stays(self):
        """A rename would put a plain file in the place of a link, a pipe or a device."""
        real, link, pipe = self.folder / 'real.h5', self.folder / 'link.h5', self.folder / 'pipe'
        real.write_bytes(b'old')
        link.symlink_to('real.h5')
        self.done('run', 'fig6', *SMALL, '-o', link)
        self.assertTrue(link.is_symlink())
        self.done('run', real)
        os.mkfifo(pipe)
        with subprocess.Popen(['cat', pipe], stdout=subprocess.PIPE) as reader:
            self.done('run', 'fig6', *SMALL, '-o', pipe)
            self.assertEqual(reader.stdout.read()[:4], real.read_bytes()[:4])
        self.assertTrue(pipe.is_fifo())

    def test_damaged_results(self):
        path = self.folder / 'damaged.h5'
        path.write_bytes(b'\x89HDF\r\n\x1a\n' + b'x' * 100)
        self.fails(1, 'damaged.h5', 'table', path, 'loss')


class Runs(CliTest):
    def test_summary(self):
        result = self.done('run', 'fig6', *SMALL)
        for word in ('Study', 'Data', 'Model', 'Replicas', 'Loss', 'Error', 'Neurons', 'Time'):
            self.assertRegex(result.stdout, rf'(?m)^{word} +\S')
        self.assertIn('9 of 9 trained, 0 diverged', result.stdout)
        self.assertNotIn('\r', result.stderr)
        for line in result.stderr.splitlines():
            self.assertTrue(line.startswith('weightscape-cli: note: '), line)

    def test_json(self):
        result = self.done('run', self.small_study(), '--json')
        summary = json.loads(result.stdout)
        self.assertEqual(summary['title'], 'Small')
        self.assertIs(summary['partial'], False)
        self.assertEqual(summary['summary']['training.replicas'], 9)
        self.assertEqual(summary['summary']['estimate.neurons'], 8)
        names = [item['name'] for item in json.loads(self.done('describe', '--format', 'json').stdout)['summary']]
        self.assertEqual(list(summary['summary']), names)
        self.assertIsNone(summary['summary']['training.test-accuracy'])
        self.assertEqual([f'weightscape-cli: note: {note}' for note in summary['notes']], result.stderr.splitlines())

    def test_without_test_samples(self):
        """What nothing was tested on is absent, and no “nan”."""
        arguments = ['iris', '--set', 'data.test-share=0', '--set', 'estimate.replicas=9', '--set', 'training.epochs=2']
        text = self.done('run', *arguments).stdout
        self.assertRegex(text, r'(?m)^Accuracy +[0-9.]+ % in training$')
        self.assertRegex(text, r'(?m)^Error +mean square [0-9.]+ in training$')
        self.assertNotIn('nan', text)
        summary = json.loads(self.done('run', *arguments, '--json').stdout)['summary']
        for name in ('test-mse', 'test-mse-sd', 'test-accuracy'):
            self.assertIsNone(summary[f'training.{name}'])
        rows = rows_of(self.done('table', 'iris', 'loss', *arguments[1:]).stdout)
        self.assertEqual([row['test_mean'] for row in rows], ['', ''])

    def test_threads(self):
        tables = {self.done('table', 'fig6', 'replicas', *SMALL, '--threads', n).stdout for n in (1, 2, 3)}
        self.assertEqual(len(tables), 1)

    def test_neurons_are_the_moments_of_replicas(self):
        neurons = rows_of(self.done('table', 'fig6', 'neurons').stdout)
        replicas = rows_of(self.done('table', 'fig6', 'replicas').stdout)
        self.assertEqual(list(replicas[0]), ['replica', 'neuron', 'w_0', 'w_1', 'w_2'])
        self.assertEqual(len(replicas), 100 * 20)
        self.assertEqual(list(neurons[0]), ['method', 'neuron', 'mean_0', 'mean_1', 'mean_2', 'cov_0_0', 'cov_0_1', 'cov_0_2',
                                            'cov_1_1', 'cov_1_2', 'cov_2_2', 'trace'])
        self.assertEqual([int(row['neuron']) for row in neurons], list(range(1, 21)))
        for row in neurons:
            weights = [[float(r[f'w_{i}']) for i in range(3)] for r in replicas if r['neuron'] == row['neuron']]
            n = len(weights)
            mean = [sum(w[i] for w in weights) / n for i in range(3)]
            for i in range(3):
                self.assertAlmostEqual(mean[i], float(row[f'mean_{i}']), delta=1e-9)
                for j in range(i, 3):
                    covariance = sum((w[i] - mean[i]) * (w[j] - mean[j]) for w in weights) / (n - 1)
                    self.assertAlmostEqual(covariance, float(row[f'cov_{i}_{j}']), delta=1e-9)
            self.assertAlmostEqual(sum(float(row[f'cov_{i}_{i}']) for i in range(3)), float(row['trace']), delta=1e-9)

    def test_tables_agree(self):
        for name in ('neurons', 'replicas', 'loss', 'series'):
            text = self.done('table', 'fig6', name, *SMALL).stdout
            table = json.loads(self.done('table', 'fig6', name, *SMALL, '--format', 'json').stdout)
            rows = list(csv.reader(io.StringIO(text)))
            self.assertEqual(rows[0], table['columns'])
            self.assertEqual([[value_of(c) for c in row] for row in rows[1:]], table['rows'])
            path = self.folder / 'table.csv'
            self.assertEqual(self.done('table', 'fig6', name, *SMALL, '-o', path).stdout, '')
            self.assertEqual(path.read_text(), text)

    def test_mnist_and_labels(self):
        """Images with their labels, from the set that comes with the program and as a file of one's own."""
        few = ['--set', 'data.count=300', '--set', 'estimate.replicas=2', '--set', 'training.epochs=1', '--json']
        study = self.folder / 'mnist.study'
        study.write_text('[study]\nformat=1\n[data]\nsource=mnist\ntask=classify\n[model]\nlayers=auto;8;auto\n')
        result = json.loads(self.done('run', study, *few).stdout)
        self.assertEqual(result['summary']['data.inputs'], 784)
        result = json.loads(self.done('run', DATA / 'sets' / 't10k-images-idx3-ubyte.gz', *few).stdout)
        self.assertIn('Read: 10000 samples of 784 numbers from “t10k-images-idx3-ubyte”, what they should give from '
                      '“t10k-labels-idx1-ubyte”', result['notes'])
        self.fails(1, 'found 9', 'run', self.damaged_images())

    def damaged_images(self):
        path = self.folder / 'a-images-idx3-ubyte'
        path.write_bytes(bytes([0, 0, 8, 3, 0, 0, 0, 2, 0, 0, 0, 3, 0, 0, 0, 3] + [1] * 9))
        return path

    def test_networks_of_ones_own(self):
        """A .npz by hand: refused without its data, loaded in place of training with them."""
        def npy(shape, numbers):
            header = f"{{'descr': '<f4', 'fortran_order': False, 'shape': {shape}, }}"
            header += ' ' * (-(len(header) + 11) % 64) + '\n'
            return b'\x93NUMPY\x01\x00' + struct.pack('<H', len(header)) + header.encode() + struct.pack(f'<{len(numbers)}f', *numbers)
        for name in ('a.npz', 'b.npz'):
            with zipfile.ZipFile(self.folder / name, 'w') as archive:
                archive.writestr('fc1.weight.npy', npy('(3, 20)', [0.01 * (i % 9 + len(name)) for i in range(60)]))
                archive.writestr('fc2.weight.npy', npy('(20, 3)', [0.02 * (i % 7) for i in range(60)]))
        self.fails(1, 'holds a network and not its study', 'run', self.folder / 'a.npz')
        result = json.loads(self.done('run', 'fig6', '--set', 'model.path=a.npz;b.npz', '--json', cwd=self.folder).stdout)
        self.assertEqual(result['summary']['training.replicas'], 2)
        self.assertEqual(result['summary']['model.parameters'], 120)
        self.fails(1, 'the network 20;3;20 has 20 inputs and 20 outputs', 'run', 'iris', '--set', f'model.path={self.folder / "a.npz"}')

    def test_table_of_ones_own(self):
        """Its last column of text as classes, else its last of numbers as a series; --set changes the rest."""
        few = ['--set', 'estimate.replicas=3', '--set', 'training.epochs=2', '--json']
        series = self.folder / 'wäve 1.csv'
        series.write_text('t,a,b\n' + ''.join(f'{i},{i % 7},{i % 5}.5\n' for i in range(60)), encoding='utf-8')
        result = json.loads(self.done('run', series.name, *few, cwd=self.folder).stdout)
        self.assertEqual(result['title'], 'wäve 1.csv')
        self.assertEqual(result['summary']['data.inputs'], 10)
        self.assertIn('Series: column “b” over “t”', result['notes'])
        result = json.loads(self.done('run', series, *few, '--set', 'data.column=a', '--set', 'data.window=7').stdout)
        self.assertIn('Series: column “a” over “t”', result['notes'])
        self.assertEqual(result['summary']['data.inputs'], 7)
        # What is proposed can be read beforehand.
        said = json.loads(self.done('describe', series, '--format', 'json').stdout)
        self.assertEqual([column['name'] for column in said['columns']], ['t', 'a', 'b'])
        self.assertEqual(said['summary'], 'A series: column “b”, 60 values.')
        self.assertEqual(next(p['value'] for p in said['proposed'] if p['key'] == 'data.window'), '10')
        self.assertIn('data.window=10', self.done('describe', series).stdout)
        self.fails(1, 'no.csv', 'describe', self.folder / 'no.csv')
        flowers = DATA / 'sets' / 'iris.csv'
        result = json.loads(self.done('run', flowers, *few).stdout)
        self.assertIn('training.train-accuracy', result['summary'])
        self.fails(1, 'no.csv', 'run', self.folder / 'no.csv')
        (self.folder / 'empty.csv').touch()
        self.fails(1, 'empty.csv', 'run', self.folder / 'empty.csv')

    def test_relative_path(self):
        """A path given to --set starts where the user is, one in a study where the study is."""
        (self.folder / 'own').mkdir()
        text = 'value\n' + ''.join(f'{i % 17}\n' for i in range(200))
        (self.folder / 'own' / 'walk.csv').write_text(text)
        own = ['data.source=file', 'data.path=own/walk.csv', 'data.window=8', 'estimate.replicas=3', 'training.epochs=2',
               'model.layers=auto;2;auto', 'data.task=restore']
        sets = [part for assignment in own for part in ('--set', assignment)]
        series = rows_of(self.done('table', 'fig6', 'series', *sets, cwd=self.folder).stdout)
        self.assertEqual([float(row['observed']) for row in series], [i % 17 for i in range(200)])
        self.assertEqual({row['clean'] for row in series}, {''})
        self.fails(1, 'walk.csv', 'table', 'fig6', 'series', *sets, cwd='/')


class Results(CliTest):
    def setUp(self):
        super().setUp()
        self.study = self.small_study()
        self.results = self.folder / 'small.h5'
        self.done('run', self.study, '-o', self.results)

    def test_reuse(self):
        self.assertEqual(sorted(p.name for p in self.folder.iterdir()), ['small.h5', 'small.study'])
        for name in ('neurons', 'replicas', 'loss', 'series'):
            again = self.done('table', self.results, name)
            self.assertEqual(again.stdout, self.done('table', self.study, name).stdout)
            self.assertEqual(again.stderr, '')

    def test_by_content(self):
        other = self.folder / 'renamed.results'
        self.results.rename(other)
        self.done('table', other, 'loss')

    def test_kept_view(self):
        kept = 'view.bookmarks=side: azimuth=90, zoom=2, target-x=0.1 | top: elevation=90'
        paths = [self.folder / name for name in ('kept.svg', 'numbers.svg')]
        settings = [(kept, 'view.bookmark=side'), (kept, 'view.azimuth=90', 'view.zoom=2', 'view.target-x=0.1')]
        for path, words in zip(paths, settings):
            self.done('figure', self.results, 'neurons', '-o', path, *(part for word in words for part in ('--set', word)))
        self.assertEqual(paths[0].read_bytes(), paths[1].read_bytes())
        self.fails(2, '--set view.bookmark=front: No bookmark is called “front”; there are side, top (view.bookmarks)',
                   'figure', self.results, 'neurons', '-o', paths[0], '--set', kept, '--set', 'view.bookmark=front')

    def test_one_neuron(self):
        path = self.folder / 'one.svg'
        self.fails(1, 'no neuron is selected: set view.selected to the number of one', 'figure', self.results, 'weights', '-o', path)
        self.done('figure', self.results, 'weights', '-o', path, '--set', 'view.selected=2')
        self.assertTrue(path.read_bytes().startswith(b'<?xml'))

    def test_view_does_not_train(self):
        result = self.done('table', self.results, 'neurons', '--set', 'view.level=0.5', '--progress')
        self.assertNotIn('trained again', result.stderr)
        self.assertNotIn(' of 9 replicas', result.stderr)
        self.assertEqual(result.stdout, self.done('table', self.study, 'neurons').stdout)

    def test_training_key_trains_and_says_so(self):
        result = self.done('table', self.results, 'loss', '--set', 'training.epochs=2')
        self.assertIn('note: another training.epochs, so the networks are trained again', result.stderr)
        self.assertEqual(result.stdout, self.done('table', self.study, 'loss', '--set', 'training.epochs=2').stdout)
        self.assertEqual(len(rows_of(result.stdout)), 2)
        same = self.done('table', self.results, 'loss', '--set', 'training.epochs=4')
        self.assertNotIn('trained again', same.stderr)
        seed = self.done('table', self.results, 'loss', '--set', 'study.seed=77')
        self.assertIn('trained again', seed.stderr)
        without_effect = self.done('table', self.results, 'loss', '--set', 'estimate.block=7')
        self.assertNotIn('trained again', without_effect.stderr)

    def test_old_results_are_kept(self):
        before = self.results.read_bytes()
        self.fails(2, '--set', 'run', self.study, '--set', 'training.epochs=0.5', '-o', self.results)
        self.assertEqual(self.results.read_bytes(), before)


class Figures(CliTest):
    def test_formats(self):
        starts = {'png': b'\x89PNG\r\n\x1a\n', 'svg': b'<?xml', 'pdf': b'%PDF-1.'}
        results = self.folder / 'r.h5'
        self.done('run', 'fig6', *SMALL, '-o', results)
        for name in ('neurons', 'loss', 'series'):
            for suffix, start in starts.items():
                path = self.folder / f'{name}.{suffix}'
                result = self.done('figure', results, name, '-o', path, '--size', '60x45mm', '--dpi', '100')
                self.assertEqual(result.stdout, '')
                self.assertTrue(path.read_bytes().startswith(start))
        self.assertEqual(len(list(self.folder.iterdir())), 10)

    def test_size(self):
        path = self.folder / 'f.png'
        for arguments, size in ((['--size', '400x300'], (400, 300)), (['--size', '50.8x25.4mm', '--dpi', '100'], (200, 100)),
                                ([], (1890, 1417))):
            self.done('figure', 'fig6', 'loss', *SMALL, '-o', path, *arguments)
            header = path.read_bytes()[16:24]
            self.assertEqual((int.from_bytes(header[:4], 'big'), int.from_bytes(header[4:], 'big')), size)


class Forms(CliTest):
    """A study as published and corrected."""

    def test_diff(self):
        told = json.loads(self.done('diff', 'fig6', '--format', 'json').stdout)
        self.assertEqual(told['titles'], ['20–3–20 on a noisy sine', '20–3–20 on a noisy sine, as published'])
        self.assertTrue(told['difference'].startswith('As published, nothing is resampled'))
        values = {option['name']: option['values'] for option in told['options']}
        self.assertEqual(values['training.learning-rate'], ['0.5', '0.001'])
        text = self.done('diff', 'fig6').stdout
        self.assertTrue(text.startswith(told['difference']))
        for name in values:
            self.assertIn(f'({name})', text)

    def test_diff_of_any_two(self):
        told = json.loads(self.done('diff', 'iris', 'wine', '--format', 'json').stdout)
        self.assertEqual(told['difference'], '')
        self.assertIn('data.source', [option['name'] for option in told['options']])
        same = json.loads(self.done('diff', 'iris', 'iris', '--format', 'json').stdout)
        self.assertEqual(same['options'], [])
        self.fails(1, 'has no counterpart', 'diff', 'iris')
        self.fails(2, 'needs more arguments', 'diff')

    def test_side_by_side(self):
        path, results = self.folder / 'f.svg', self.folder / 'r.h5'
        self.done('run', 'fig6', *SMALL, '-o', results)
        for source in (['fig6', *SMALL], ['fig6-as-published', *SMALL], [results]):
            self.done('figure', source[0], 'side-by-side', *source[1:], '-o', path)
            text = path.read_text(encoding='utf-8')
            self.assertLess(text.index('>As published<'), text.index('>Corrected<'))
            self.assertIn('nothing is resampled', text)
            path.unlink()
        self.fails(1, 'has no counterpart', 'figure', 'sandwich-scale', 'side-by-side', *SMALL, '-o', path)


class Series(CliTest):
    """Singular spectrum analysis of the series, which trains nothing."""
    EVERYTHING = ['--set', 'ssa.forecast=6', '--set', 'ssa.replicas=20', '--set', 'ssa.suggest=gap', '--set', 'ssa.landscape=4',
                  '--set', 'ssa.window=30', '--set', 'ssa.sweep=10;20']

    def test_sweep(self):
        rows = rows_of(self.done('table', 'fig4', 'ssa-sweep').stdout)
        self.assertEqual(list(rows[0]), ['window', 'components', 'mse', 'mape'])
        ends = []
        for window in (50, 100, 150, 200, 250):
            errors = [float(row['mse']) for row in rows if int(row['window']) == window]
            self.assertEqual(len(errors), window)
            self.assertEqual(min(range(window), key=errors.__getitem__), 1, 'a sine has two components')
            ends.append(errors[-1])
        series = rows_of(self.done('table', 'fig4', 'ssa-series').stdout)
        noise = sum((float(row['observed']) - float(row['clean'])) ** 2 for row in series) / len(series)
        for end in ends:
            self.assertAlmostEqual(end, noise, delta=1e-12)

    def test_tables_agree(self):
        for name in SSA_TABLES:
            arguments = ['table', 'fig4', name, *self.EVERYTHING]
            text = self.done(*arguments).stdout
            table = json.loads(self.done(*arguments, '--format', 'json').stdout)
            rows = list(csv.reader(io.StringIO(text)))
            self.assertEqual(rows[0], table['columns'])
            self.assertEqual([[value_of(c) for c in row] for row in rows[1:]], table['rows'])
            self.assertEqual(len({self.done(*arguments, '--threads', n).stdout for n in (1, 2, 3, 7)} | {text}), 1, name)

    def test_of_any_study(self):
        """The table decides what is computed: a study of networks trains none for it."""
        result = self.done('table', 'fig6', 'ssa-components', *ENDLESS[2:], '--set', 'data.length=200', '--progress')
        self.assertEqual(len(rows_of(result.stdout)), 100)
        self.assertNotIn('replicas', result.stderr)
        neurons = self.done('table', 'fig4', 'replicas', '--set', 'estimate.replicas=3', '--set', 'training.epochs=1')
        self.assertEqual(len(rows_of(neurons.stdout)), 3 * 20)

    def test_names_of_groups(self):
        names = ['Größe, ja', 'say "so"', 'back\\slash']
        groups = '; '.join(f'{name}: {i + 1}' for i, name in enumerate(names))
        arguments = ['table', 'fig4', 'ssa-series', '--set', f'ssa.groups={groups}']
        rows = list(csv.reader(io.StringIO(self.done(*arguments).stdout)))
        self.assertEqual(rows[0], ['t', 'observed', 'clean', 'reconstructed', 'residual', *names])
        self.assertEqual({len(row) for row in rows}, {8})
        self.assertEqual(json.loads(self.done(*arguments, '--format', 'json').stdout)['columns'], rows[0])
        for row in rows[1:20]:
            self.assertAlmostEqual(float(row[5]) + float(row[6]), float(row[3]), delta=1e-12)

    def test_figures(self):
        starts = {'png': b'\x89PNG\r\n\x1a\n', 'svg': b'<?xml', 'pdf': b'%PDF-1.'}
        for name in SSA_FIGURES:
            for suffix, start in starts.items():
                path = self.folder / f'{name}.{suffix}'
                result = self.done('figure', 'fig4', name, *self.EVERYTHING, '-o', path, '--size', '90x70mm', '--dpi', '72')
                self.assertEqual(result.stdout, '')
                self.assertTrue(path.read_bytes().startswith(start))

    def test_refusals(self):
        def refused(status, message, *arguments):
            result = cli(*arguments)
            self.assertEqual((result.returncode, result.stdout), (status, ''), result.stderr)
            self.assertIn(f'weightscape-cli: {message}', result.stderr)
        refused(1, 'No table “ssa-forecast” in these results: ssa.forecast is 0; set it to the number of values wanted\n',
                'table', 'fig4', 'ssa-forecast')
        refused(1, 'No table “ssa-suggestion” in these results: ssa.suggest is none; set it to gap, validation or surrogates\n',
                'table', 'fig4', 'ssa-suggestion')
        path = self.folder / 'f.png'
        refused(1, 'No figure “ssa-landscape” of these results: ssa.landscape is 0; set it to the number of windows, up to 200\n',
                'figure', 'fig4', 'ssa-landscape', '--set', 'ssa.landscape=0', '-o', path)
        refused(1, 'No table “ssa-forecast” in these results: No components were chosen; allowed: 1 to 100\n',
                'table', 'fig4', 'ssa-forecast', '--set', 'ssa.forecast=3', '--set', 'ssa.components=')
        refused(1, 'A window of 500 values for a series of 500; allowed: 2 to 499\n',
                'figure', 'fig4', 'ssa', '--set', 'ssa.window=500', '-o', path)
        refused(1, 'ssa.channel is 2; allowed: 1 to 1\n', 'run', 'fig4', '--set', 'ssa.channel=2')
        refused(1, 'Iris is a table, and singular spectrum analysis needs a series (data.source, data.task)\n',
                'table', 'iris', 'ssa-series')
        refused(2, '--set ssa.level=2: Band must be a number from 0.5 to 0.999, not “2” (ssa.level)\n',
                'run', 'fig4', '--set', 'ssa.level=2')
        refused(2, 'No table is called “ssa-srie”; did you mean “ssa-series”?', 'table', 'fig4', 'ssa-srie')
        refused(2, 'No figure is called “ssa-sweeps”; did you mean “ssa-sweep”?', 'figure', 'fig4', 'ssa-sweeps', '-o', path)
        self.assertEqual(list(self.folder.iterdir()), [])

    def test_run(self):
        text = self.done('run', 'fig4').stdout
        self.assertRegex(text, r'(?m)^Series +window 100 of 500 values, 100 components; chosen 1-2, [0-9.]+ % of the whole$')
        self.assertEqual(len(re.findall(r'(?m)^Compared +window', text)), 5)
        for word in ('Model', 'Replicas', 'Neurons'):
            self.assertNotRegex(text, rf'(?m)^{word}')
        summary = json.loads(self.done('run', 'fig4', '--json').stdout)['summary']
        self.assertEqual((summary['ssa.rank'], summary['ssa.chosen']), (100, 2))
        self.assertIsNone(summary['training.replicas'])
        self.assertIsNone(summary['ssa.last-forecast'])
        both = json.loads(self.done('run', 'fig6', *SMALL, '--set', 'study.subject=both', '--json').stdout)['summary']
        self.assertEqual((both['training.replicas'], both['ssa.rank']), (9, 60))

    def test_results(self):
        path = self.folder / 'fig4.h5'
        self.done('run', 'fig4', '-o', path)
        for name in ('ssa-series', 'ssa-components', 'ssa-sweep'):
            self.assertEqual(self.done('table', path, name).stdout, self.done('table', 'fig4', name).stdout)
        other = self.done('table', path, 'ssa-components', '--set', 'ssa.window=9')
        self.assertEqual(len(rows_of(other.stdout)), 9)
        self.assertNotIn('trained', other.stderr)
        self.done('figure', path, 'ssa-pairs', '-o', self.folder / 'f.svg')

    def test_shipped(self):
        studies = ['fig4', 'fig4-as-published', 'co2', 'airpassengers']
        if (DATA / 'studies' / '../../../shared/data/motionsense/walk_sub_1_x.csv').exists():
            studies.append('walk-ssa')
        lines = self.done('check', *studies).stdout.splitlines()
        self.assertEqual({line.split(':')[0] for line in lines}, set(studies))
        self.assertTrue(all(': ok ' in line for line in lines), lines)

    def test_describe(self):
        one = json.loads(self.done('describe', 'ssa.window', '--format', 'json').stdout)['options']
        self.assertEqual([(o['name'], o['default'], o['minimum'], o['maximum'], o['unit'], o['stage']) for o in one],
                         [('ssa.window', '0', 0, 1000000, 'values', 'decomposition')])
        group = json.loads(self.done('describe', 'ssa', '--format', 'json').stdout)['options']
        self.assertEqual(len([o for o in group if o['name'].startswith('ssa.')]), 18)
        levels = json.loads(self.done('describe', 'level', '--format', 'json').stdout)['options']
        self.assertEqual([o['name'] for o in levels], ['ssa.level', 'view.level'])


class Methods(CliTest):
    """Several methods of estimating the same neurons."""
    NAMES = ['bootstrap', 'sandwich', 'sandwich-online', 'batch-means', 'variational', 'swag']
    ALL = [*SMALL, '--set', f'estimate.methods={";".join(NAMES[1:])}', '--set', 'estimate.rank=2', '--set', 'training.epochs=400',
           '--set', 'estimate.calibrate=8']

    def test_tables(self):
        rows = {name: rows_of(self.done('table', 'fig6', name, *self.ALL).stdout)
                for name in ('neurons', 'compare', 'spectrum', 'evidence', 'coverage')}
        for name in ('neurons', 'compare', 'coverage'):
            self.assertEqual([(row['method'], int(row['neuron'])) for row in rows[name]],
                             [(method, neuron) for method in self.NAMES for neuron in range(1, 9)], name)
        self.assertEqual({row['method'] for row in rows['spectrum']}, {'sandwich', 'sandwich-online'})
        self.assertEqual([(row['method'], int(row['epoch'])) for row in rows['evidence']], [('variational', i) for i in range(1, 401)])
        for row in rows['compare']:
            self.assertEqual(float(row['bures']) == 0, row['method'] == 'bootstrap')
            self.assertTrue(0 <= float(row['angle']) <= 90)
            self.assertGreaterEqual(float(row['axis_ratio']), 1)
        for row in rows['coverage']:
            self.assertEqual(int(row['networks']), 8)
            self.assertIn(float(row['centred']) * 8, range(9))

    def test_volumes_are_those_of_the_covariances(self):
        """In two dimensions: pi chi-square, 5.9915, times the root of the determinant."""
        neurons = rows_of(self.done('table', 'fig6', 'neurons', *self.ALL).stdout)
        for row, other in zip(neurons, rows_of(self.done('table', 'fig6', 'compare', *self.ALL).stdout)):
            a, b, c = (float(row[f'cov_{i}']) for i in ('0_0', '0_1', '1_1'))
            self.assertAlmostEqual(float(other['volume']) / (math.pi * 5.991464547107979 * math.sqrt(a * c - b * b)), 1, places=5)

    def test_forms_and_threads_agree(self):
        for name in ('neurons', 'compare', 'spectrum', 'evidence', 'coverage'):
            text = self.done('table', 'fig6', name, *self.ALL, '--threads', 1).stdout
            self.assertEqual(self.done('table', 'fig6', name, *self.ALL, '--threads', 3).stdout, text, name)
            table = json.loads(self.done('table', 'fig6', name, *self.ALL, '--format', 'json').stdout)
            rows = list(csv.reader(io.StringIO(text)))
            self.assertEqual([table['columns'], *table['rows']], [rows[0], *([value_of(c) for c in row] for row in rows[1:])])
            self.assertNotIn('nan', text)

    def test_figures(self):
        for name in ('compare', 'spectrum', 'evidence'):
            for suffix, start in (('png', b'\x89PNG\r\n\x1a\n'), ('svg', b'<?xml'), ('pdf', b'%PDF-1.')):
                path = self.folder / f'{name}.{suffix}'
                self.assertEqual(self.done('figure', 'fig6', name, *self.ALL, '-o', path, '--size', '120x70mm', '--dpi', '72').stdout, '')
                self.assertTrue(path.read_bytes().startswith(start))

    def test_run(self):
        result = self.done('run', 'fig6', *self.ALL, '--json')
        summary = json.loads(result.stdout)['summary']
        for name in self.NAMES:
            self.assertGreater(summary[f'volume.{name}'], 0)
            self.assertTrue(0 <= summary[f'flatness.{name}'] <= 1)
            self.assertTrue(0 <= summary[f'coverage.{name}'] <= 1)
            self.assertEqual(summary[f'residual.{name}'] is None, name == 'bootstrap')
        self.assertIn('note: Batch means: its means lie ', result.stderr)
        alone = json.loads(self.done('run', 'fig6', *SMALL, '--json').stdout)['summary']
        self.assertIsNone(alone['volume.sandwich'])
        self.assertGreater(alone['volume.bootstrap'], 0)

    def test_each_alone(self):
        for name in self.NAMES:
            own = [*self.ALL, '--set', f'estimate.method={name}', '--set', 'estimate.methods=', '--set', 'estimate.calibrate=0']
            rows = rows_of(self.done('table', 'fig6', 'neurons', *own).stdout)
            self.assertEqual({row['method'] for row in rows}, {name})
            self.assertEqual(len(rows), 8)

    def test_results(self):
        path = self.folder / 'all.h5'
        self.done('run', 'fig6', *self.ALL, '-o', path)
        for name in ('neurons', 'compare', 'spectrum', 'evidence', 'coverage'):
            again = self.done('table', path, name)
            self.assertEqual(again.stdout, self.done('table', 'fig6', name, *self.ALL).stdout, name)
            self.assertNotIn('trained again', again.stderr)
        fewer = self.done('table', path, 'compare', '--set', 'estimate.methods=swag', '--set', 'estimate.calibrate=0')
        self.assertEqual({row['method'] for row in rows_of(fewer.stdout)}, {'bootstrap', 'swag'})
        self.assertNotIn('trained again', fewer.stderr)

    def test_refusals(self):
        self.fails(2, 'Methods must be different ones of bootstrap, sandwich, sandwich-online, batch-means, variational and swag, joined by '
                   '“;”, not “laplace” (estimate.methods)', 'run', 'fig6', '--set', 'estimate.methods=laplace')
        for name, why in (('spectrum', 'no method took a Hessian: set estimate.method or estimate.methods to sandwich'),
                          ('evidence', 'nothing was inferred by Bayes: set estimate.method or estimate.methods to variational'),
                          ('coverage', 'estimate.calibrate is 0; set it to the number of networks on fresh noise')):
            result = cli('table', 'fig6', name, *SMALL)
            self.assertEqual((result.returncode, result.stdout), (1, ''))
            self.assertIn(f'weightscape-cli: No table “{name}” in these results: {why}\n', result.stderr)
        few = ['--set', 'estimate.replicas=3', '--set', 'training.epochs=2']
        result = cli('run', 'iris', *few, '--set', 'estimate.calibrate=9')
        self.assertEqual((result.returncode, result.stdout), (1, ''))
        self.assertIn('weightscape-cli: Iris has no version without noise to compare with; estimate.calibrate needs one', result.stderr)
        result = cli('figure', 'fig6', 'evidence', *SMALL, '-o', self.folder / 'f.png')
        self.assertEqual(result.returncode, 1)
        self.assertEqual(list(self.folder.iterdir()), [])


class Reduction(CliTest):
    few = ['--set', 'estimate.replicas=5', '--set', 'training.epochs=3', '--set', 'model.layers=auto;12;auto', '--set', 'reduction.repeats=2']

    def test_smaller_network(self):
        for suffix in ('npz', 'safetensors', 'h5'):
            path = self.folder / f'a.{suffix}'
            result = self.done('run', 'iris', *self.few, '--set', 'clusters.count=4', '--save-network', path, '--json')
            summary = json.loads(result.stdout)['summary']
            self.assertEqual(summary['reduction.parameters'], 4 * 5 + 3 * 5)
            self.assertEqual(summary['reduction.parameters-before'], 12 * 5 + 3 * 13)
            self.assertLess(summary['reduction.difference'], 1e-9)
            self.assertIn('has 35 parameters; the network before had 99', result.stderr)
            self.assertGreater(path.stat().st_size, 35 * 8)
        with zipfile.ZipFile(self.folder / 'a.npz') as archive:
            self.assertIn('layers.1.weight.npy', archive.namelist())

    def test_nothing_removed(self):
        path = self.folder / 'a.npz'
        self.fails(1, 'Nothing is removed, so there is no smaller network to write: set clusters.count to fewer than the layer has neurons',
                   'run', 'iris', *self.few, '--save-network', path)
        self.assertFalse(path.exists())
        self.fails(2, 'A network is kept in a file named .npz, .safetensors or .h5, not “a.txt”', 'run', 'iris', '--save-network', 'a.txt')

    def test_plain_runs_compute_none_of_it(self):
        summary = json.loads(self.done('run', 'iris', *self.few, '--json').stdout)['summary']
        self.assertIsNone(summary['reduction.neurons'])
        self.assertIsNone(summary['clusters.communities'])

    def test_tables(self):
        rows = rows_of(self.done('table', 'iris', 'reduction', *self.few).stdout)
        self.assertEqual({row['distance'] for row in rows}, {'euclidean', 'wasserstein'})
        self.assertEqual({row['split'] for row in rows}, {'train', 'validation', 'test'})
        self.assertEqual([int(row['clusters']) for row in rows if row['distance'] == 'euclidean'][::3], [1, 6, 11, 12])
        rows = rows_of(self.done('table', 'iris', 'clusters', *self.few, '--set', 'clusters.merges=1+3;2+4').stdout)
        self.assertEqual(len({row['cluster'] for row in rows}), 10)
        self.assertEqual(rows[0]['cluster'], rows[2]['cluster'])
        self.fails(1, 'There are 12 neurons, and 13 of them cannot be kept; allowed: 0 to 12 (clusters.count)',
                   'table', 'iris', 'clusters', *self.few, '--set', 'clusters.count=13')

    def test_from_results(self):
        path = self.folder / 'a.h5'
        self.done('run', 'iris', *self.few, '-o', path)
        result = self.done('table', path, 'distances', '--set', 'clusters.metric=wasserstein')
        self.assertEqual(len(rows_of(result.stdout)), 12 * 11 // 2)
        self.assertNotIn('trained again', result.stderr)


class Gaussians(CliTest):
    """Means and covariances from a file: drawn, and written as they are."""

    def test_round_trip(self):
        table = self.done('table', 'fig2', 'neurons').stdout
        path = self.folder / 'own.csv'
        path.write_text(table)
        self.assertEqual(self.done('table', path, 'neurons').stdout, table)
        self.assertEqual([row['method'] for row in rows_of(table)], ['given'] * 3)

    def test_figures(self):
        for study, name in (('fig1', 'density'), ('fig1', 'neurons'), ('fig2', 'neurons'), ('fig2', 'density')):
            for suffix, start in (('png', b'\x89PNG\r\n\x1a\n'), ('svg', b'<?xml'), ('pdf', b'%PDF-1.')):
                path = self.folder / f'{study}-{name}.{suffix}'
                self.assertEqual(self.done('figure', study, name, '-o', path, '--size', '90x70mm', '--dpi', '72').stdout, '')
                self.assertTrue(path.read_bytes().startswith(start))

    def test_extent(self):
        path = self.folder / 'narrow.svg'
        self.done('figure', 'fig1', 'density', '-o', path, '--size', '90x70mm', '--dpi', '72', '--set', 'view.extent=1')
        self.assertRegex(re.sub('<[^>]+>', '', path.read_text()), r'volume under the mesh 0\.80\d\d')
        self.fails(2, 'view.extent', 'figure', 'fig1', 'density', '-o', path, '--set', 'view.extent=9')

    def test_ridge(self):
        path = self.folder / 'ridge.csv'
        path.write_text('mean_0,mean_1,cov_0_0,cov_0_1,cov_1_1\n0,0,1,1,1\n')
        result = self.fails(1, 'Neuron 1 has no density in this plane', 'figure', path, 'density', '-o', self.folder / 'x.png')
        self.assertNotIn('Traceback', result.stderr)
        self.done('figure', path, 'neurons', '-o', self.folder / 'x.svg')


class Checks(CliTest):
    def test_outcomes(self):
        good = self.small_study('[expect]\ntraining.replicas=9..9\ntraining.diverged=..0\n')
        result = self.done('check', good)
        self.assertEqual(len(result.stdout.splitlines()), 2)
        bad = self.write_study(good.read_text().replace('9..9', '10..11'), 'bad.study')
        result = cli('check', bad, good)
        self.assertEqual(result.returncode, 1)
        lines = result.stdout.splitlines()
        self.assertEqual([('FAIL' in line, line.split(':')[0]) for line in lines],
                         [(True, str(bad)), (False, str(bad)), (False, str(good)), (False, str(good))])
        self.assertIn('training.replicas = 9, expected 10..11', lines[0])

    def test_a_broken_study_does_not_hide_the_next(self):
        broken, good = self.write_study('[nonsense]\n', 'broken.study'), self.small_study('[expect]\ntraining.replicas=9..9\n')
        result = cli('check', broken, good)
        self.assertEqual(result.returncode, 1)
        self.assertIn('broken.study: FAIL could not be run', result.stdout)
        self.assertIn('training.replicas = 9', result.stdout)

    def test_nothing_expected(self):
        result = self.done('check', self.small_study())
        self.assertEqual(result.stdout, '')
        self.assertIn('expects nothing', result.stderr)


class Descriptions(CliTest):
    def test_list(self):
        shipped = sorted(path.stem for path in (DATA / 'studies').glob('*.study'))
        listed = json.loads(self.done('list', '--format', 'json').stdout)
        self.assertEqual([study['name'] for study in listed['studies']], shipped)
        self.assertEqual([table['name'] for table in listed['tables']], NETWORK_TABLES + SSA_TABLES + FEWER_TABLES)
        self.assertEqual([figure['name'] for figure in listed['figures']], NETWORK_FIGURES + SSA_FIGURES + FEWER_FIGURES + FORM_FIGURES)
        text = self.done('list').stdout
        for name in shipped:
            self.assertIn(f'  {name} ', text)

    def test_describe(self):
        everything = json.loads(self.done('describe', '--format', 'json').stdout)
        self.assertEqual(list(everything), ['options', 'tables', 'figures', 'summary'])
        text = self.done('describe').stdout
        for kind in everything.values():
            for item in kind:
                self.assertIn(f'  {item["name"]} ', text)
        keys = {option['name']: option for option in everything['options']}
        rate = keys['training.learning-rate']
        self.assertEqual(rate['type'], 'real')
        self.assertLess(rate['minimum'], float(rate['default']))
        self.assertIn({'name': 'content', 'label': keys['view.region']['choices'][0]['label']}, keys['view.region']['choices'])
        columns = {table['name']: table['columns'] for table in everything['tables']}
        self.assertEqual(columns['loss'], 'epoch, train_mean, train_sd, test_mean')

    def test_every_option_takes_its_default(self):
        options = json.loads(self.done('describe', 'options', '--format', 'json').stdout)['options']
        sets = [part for option in options if option['name'] != 'study.seed'
                for part in ('--set', f'{option["name"]}={option["default"]}')]
        result = self.done('run', 'fig6', *sets, '--json')
        self.assertGreater(len(options), 30)
        self.assertIs(json.loads(result.stdout)['partial'], False)

    def test_describe_one(self):
        one = json.loads(self.done('describe', 'view.level', '--format', 'json').stdout)
        self.assertEqual([option['name'] for option in one['options']], ['view.level'])
        group = json.loads(self.done('describe', 'training', '--format', 'json').stdout)
        self.assertTrue(all(option['name'].startswith('training.') for option in group['options']))
        self.assertIn('epoch, train_mean', self.done('describe', 'loss').stdout)
        for word, names in (('align', ['estimate.align']), ('rate', ['training.learning-rate', 'estimate.path-rate']),
                            ('learning-rate', ['training.learning-rate'])):
            found = json.loads(self.done('describe', word, '--format', 'json').stdout)
            self.assertEqual([option['name'] for option in found['options']], names)
        self.fails(2, 'Nothing is called “view.levle”; did you mean “view.level”?', 'describe', 'view.levle')


def catches(process, number):
    """Whether the program has come so far that it answers the signal by itself."""
    with open(f'/proc/{process.pid}/status', encoding='ascii') as status:
        caught = next(line.split()[1] for line in status if line.startswith('SigCgt:'))
    return int(caught, 16) >> (number - 1) & 1


class Stops(CliTest):
    def start(self, *arguments, **options):
        options.setdefault('stderr', subprocess.PIPE)
        process = subprocess.Popen([PROGRAM, *map(str, arguments)], stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, **options)
        self.addCleanup(process.stdout.close)
        self.addCleanup(lambda: process.poll() is None and (process.kill(), process.wait()))
        return process

    def wait_for(self, stream, text):
        seen = b''
        until = time.monotonic() + 60
        while text not in seen:
            self.assertLess(time.monotonic(), until, seen[-300:])
            if select.select([stream], [], [], 1)[0]:
                piece = os.read(stream.fileno(), 4096)
                self.assertTrue(piece, seen)
                seen += piece
        return seen

    def stop(self, number, *arguments):
        process = self.start(*arguments, '--progress')
        self.addCleanup(process.stderr.close)
        self.wait_for(process.stderr, b' replicas')
        process.send_signal(number)
        out, errors = process.communicate(timeout=120)
        self.assertEqual(process.returncode, 130, errors)
        self.assertEqual(out, b'')
        self.assertIn(b'weightscape-cli: interrupted', errors)
        self.assertEqual(list(self.folder.iterdir()), [])

    def test_interrupt(self):
        self.stop(signal.SIGINT, 'run', 'fig6', *ENDLESS, '-o', self.folder / 'r.h5')
        self.stop(signal.SIGINT, 'run', 'fig6', *ENDLESS, '--json')
        self.stop(signal.SIGTERM, 'table', 'fig6', 'neurons', *ENDLESS)
        self.stop(signal.SIGINT, 'figure', 'fig6', 'neurons', *ENDLESS, '-o', self.folder / 'f.png')
        self.stop(signal.SIGINT, 'check', 'fig6', *ENDLESS)

    def test_interrupt_a_map(self):
        process = self.start('table', 'fig4', 'ssa-landscape', '--set', 'data.length=20000', '--set', 'ssa.landscape=200',
                             '--progress', '-o', self.folder / 'f.csv')
        self.addCleanup(process.stderr.close)
        self.wait_for(process.stderr, b'Comparing windows')
        process.send_signal(signal.SIGINT)
        out, errors = process.communicate(timeout=120)
        self.assertEqual((process.returncode, out), (130, b''), errors)
        self.assertIn(b'weightscape-cli: interrupted; nothing is written', errors)
        self.assertEqual(list(self.folder.iterdir()), [])

    def test_interrupt_while_reading(self):
        """A data file that is a pipe without a writer must not hold the program for ever."""
        pipe = self.folder / 'pipe.csv'
        os.mkfifo(pipe)
        process = self.start('run', 'fig6', '--set', 'data.source=file', '--set', f'data.path={pipe}')
        self.addCleanup(process.stderr.close)
        while not catches(process, signal.SIGINT) and process.poll() is None:
            time.sleep(0.01)
        try:
            process.wait(timeout=0.5)
        except subprocess.TimeoutExpired:
            process.send_signal(signal.SIGINT)
            process.wait(timeout=120)
            self.assertEqual(process.returncode, 130)
        else:
            self.assertEqual(process.returncode, 1)

    def test_broken_pipe(self):
        process = self.start('table', 'fig6', 'replicas')
        self.addCleanup(process.stderr.close)
        self.assertTrue(process.stdout.read(10).startswith(b'replica,'))
        process.stdout.close()
        errors = process.stderr.read()
        self.assertEqual(process.wait(timeout=120), 0)
        self.assertNotIn(b'Cannot', errors)

    def test_progress_on_a_terminal(self):
        master, slave = pty.openpty()
        with open(master, 'rb', buffering=0) as screen:
            process = self.start('run', 'fig6', *ENDLESS, stderr=slave)
            os.close(slave)
            seen = self.wait_for(screen, b' replicas \xc2\xb7 ')
            self.assertIn(b'\r', seen)
            self.assertIn(b' left\x1b[K', seen + self.wait_for(screen, b' left\x1b[K'))
            process.send_signal(signal.SIGINT)
            rest = self.wait_for(screen, b'interrupted')
            self.assertIn(b'\r\x1b[Kweightscape-cli: interrupted', rest)
            self.assertEqual(process.wait(timeout=120), 130)


if __name__ == '__main__':
    unittest.main(argv=[sys.argv[0], *sys.argv[3:]])
