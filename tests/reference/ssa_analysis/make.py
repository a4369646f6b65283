#!/usr/bin/env python3
"""Writes the tables of this folder: singular spectrum analysis by the formulas written out (see README.md)."""
import json
import pathlib
import sys

import numpy as np
from scipy.stats import chi2

HERE = pathlib.Path(__file__).parent
SETS = HERE / '../../../data/sets'
STEPS = 24
SHOWN = 12


def trajectory(x, h):
    """(h, C K): the channels' matrices one beside the other."""
    n = x.shape[1]
    return np.hstack([np.array([s[i:i + n - h + 1] for i in range(h)]) for s in x])


def diagonal_means(a):
    """The mean of every anti-diagonal, entry by entry."""
    h, k = a.shape
    sums, counts = np.zeros(h + k - 1), np.zeros(h + k - 1)
    for i in range(h):
        for j in range(k):
            sums[i + j] += a[i, j]
            counts[i + j] += 1
    return sums / counts


def recurrent(u, signal):
    """Golyandina, Nekrutkin and Zhigljavsky 2001, section 2.1."""
    pi = u[-1]
    nu2 = pi @ pi
    r = u[:-1] @ pi / (1 - nu2)
    y = list(signal)
    for _ in range(STEPS):
        y.append(r @ np.array(y[-len(r):]))
    return y[-STEPS:]


def vector(u, columns):
    """Section 2.3 there: the operator P^(v) written as a matrix, the whole matrix of columns averaged."""
    up, pi = u[:-1], u[-1]
    nu2 = pi @ pi
    r = up @ pi / (1 - nu2)
    onto = up @ up.T + (1 - nu2) * np.outer(r, r)
    step = np.vstack([onto, r]) @ np.eye(len(u))[1:]
    z = [c for c in columns.T]
    n = columns.shape[0] + columns.shape[1] - 1
    for _ in range(STEPS + len(u) - 1):
        z.append(step @ z[-1])
    return diagonal_means(np.array(z).T)[n:n + STEPS]


def save(name, table, what):
    np.savetxt(HERE / name, np.atleast_2d(table), delimiter=',', fmt='%.17g', header=what)


def case(name, x, h, keep):
    channels, n = x.shape
    k = n - h + 1
    u, s, vt = np.linalg.svd(trajectory(x, h), full_matrices=False)
    series = np.array([[diagonal_means(s[i] * np.outer(u[:, i], vt[i, c * k:(c + 1) * k])) for c in range(channels)]
                       for i in range(max(SHOWN, max(keep) + 1))])
    t = np.arange(1, n + 1)
    w = np.minimum.reduce([t, n - t + 1, np.full(n, h), np.full(n, k)])
    inner = np.einsum('ict,jct,t->ij', series, series, w)
    norms = np.sqrt(np.diag(inner))
    chosen = u[:, keep]
    forecasts = []
    for c in range(channels):
        signal = series[keep, c].sum(axis=0)
        block = chosen @ (chosen.T @ trajectory(x[c:c + 1], h))
        forecasts += [recurrent(chosen, signal), vector(chosen, block)]
    save(f'{name}_series.csv', x.T, 'the series, a column a channel')
    save(f'{name}_values.csv', np.column_stack([s, s**2 / np.sum(s**2)])[:SHOWN], 'singular value, share')
    save(f'{name}_correlations.csv', (inner / np.outer(norms, norms))[:SHOWN, :SHOWN], 'w-correlations')
    save(f'{name}_components.csv', series[:4].transpose(2, 0, 1).reshape(n, -1), 'components 1-4, channels within')
    save(f'{name}_forecast.csv', np.array(forecasts).T, f'recurrent, vector for each channel; h = {h}, components from 0: {keep}')


def whiteness(seed=5):
    x = np.random.default_rng(seed).normal(size=60)
    d, n, rows = x - x.mean(), 60, []
    r = np.array([d[:n - k] @ d[k:] for k in range(n)]) / (d @ d)
    for m in (1, 5, 20):
        q = n * (n + 2) * sum(r[k]**2 / (n - k) for k in range(1, m + 1))
        rows.append([m, q, chi2.sf(q, m), r[m]])
    save('white_series.csv', x[:, None], 'white noise')
    save('white_tests.csv', rows, 'lags m, Ljung-Box statistic, p-value, autocorrelation at lag m')
    save('white_power.csv', (np.abs(np.fft.rfft(d))**2 / n)[:, None], 'periodogram of the centred series')


def convert(folder):
    """The independent forecasts that came as JSON."""
    data = json.loads((folder / 'expected.json').read_text())
    for i, f in enumerate(data['forecasts']):
        save(f'given_{i}.csv', np.array(f['forecast'])[:, None], f"{f['input']}, h = {f['h']}, components from 0: {f['indices']}")
    for name in ('exact', 'noisy'):
        save(f'given_{name}.csv', np.loadtxt(folder / f'{name}.csv')[:200, None], f'{name}: the first 200 points')


def main():
    air = np.genfromtxt(SETS / 'airpassengers.csv', delimiter=',', skip_header=1)[:, 1]
    co2 = np.genfromtxt(SETS / 'co2.csv', delimiter=',', skip_header=1)[1428:1928, 1]
    random = np.random.default_rng(1)
    t = np.arange(200)
    sine = np.sin(0.3 * t) + 0.2 * random.normal(size=200)
    pair = np.array([np.sin(0.2 * t[:120]), 3 * np.cos(0.2 * t[:120] + 1) + 0.01 * t[:120]]) + 0.3 * random.normal(size=(2, 120))
    case('air48', air[None], 48, list(range(6)))
    case('air60', air[None], 60, [0, 1, 2, 5, 6])
    case('co2', co2[None], 104, [0, 1, 2, 3, 4])
    case('sine', sine[None], 40, [0, 1])
    case('sine150', sine[None], 150, [0, 1])
    case('pair', pair, 30, [0, 1, 2])
    whiteness()
    if len(sys.argv) > 1:
        convert(pathlib.Path(sys.argv[1]))


if __name__ == '__main__':
    main()
