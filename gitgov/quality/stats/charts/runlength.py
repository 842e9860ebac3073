"""How long EWMA and CUSUM run until they signal, on average, when a process lies `shift` sigmas off.

Solved as integral equations by Gauss-Legendre quadrature (Crowder 1987, "A simple method for studying run-length distributions
of exponentially weighted moving average charts"; Goel and Wu 1971 for CUSUM), which agrees with the R package spc.
"""

from __future__ import annotations

import math
from functools import cache

from gitgov.quality.stats.distributions import normal_below

NODES = 41

Row = list[float]


@cache
def of_ewma(weight: float, width: float, shift: float = 0.0) -> float:
    """Return the average run length of an EWMA with limits at their final width, from the centre."""
    most = width * math.sqrt(weight / (2 - weight))
    nodes = [(most * x, most * w) for x, w in gauss_legendre(NODES)]

    def step(before: float) -> Row:
        return [w / weight * _density((x - (1 - weight) * before) / weight - shift) for x, w in nodes]

    lengths = _solve(
        [[float(i == j) - each for j, each in enumerate(step(x))] for i, (x, _) in enumerate(nodes)], [1.0] * NODES
    )
    return 1 + math.fsum(each * length for each, length in zip(step(0.0), lengths, strict=True))


@cache
def of_cusum(k: float, h: float, shift: float = 0.0) -> float:
    """Return the average run length of both arms of a CUSUM, with k and h in sigmas, from 0."""
    return 1 / (1 / _one_arm(k, h, shift) + 1 / _one_arm(k, h, -shift))


def _one_arm(k: float, h: float, shift: float) -> float:
    """Return the run length of the upper arm; the first unknown is that from 0, where the sum stays with a probability."""
    nodes = [(h / 2 * (x + 1), h / 2 * w) for x, w in gauss_legendre(NODES)]

    def step(before: float) -> Row:
        moved = k - before - shift
        return [normal_below(moved), *(w * _density(x + moved) for x, w in nodes)]

    starts = [0.0, *(x for x, _ in nodes)]
    rows = [[float(i == j) - each for j, each in enumerate(step(x))] for i, x in enumerate(starts)]
    return _solve(rows, [1.0] * len(starts))[0]


def gauss_legendre(count: int) -> list[tuple[float, float]]:
    """Return the points and weights of Gauss-Legendre quadrature on -1..1, by Newton's method on the polynomial."""
    found = []
    for i in range(count):
        x = math.cos(math.pi * (i + 0.75) / (count + 0.5))
        for _ in range(20):
            value, slope = _legendre(count, x)
            x -= value / slope
        _, slope = _legendre(count, x)
        found.append((x, 2 / ((1 - x * x) * slope * slope)))
    return found


def _legendre(count: int, x: float) -> tuple[float, float]:
    before, value = 1.0, x
    for n in range(2, count + 1):
        before, value = value, ((2 * n - 1) * x * value - (n - 1) * before) / n
    return value, count * (x * value - before) / (x * x - 1)


def _density(z: float) -> float:
    return math.exp(-z * z / 2) / math.sqrt(2 * math.pi)


def _solve(rows: list[Row], right: Row) -> Row:
    """Return the solution of linear equations by elimination, the largest entry of each column first."""
    table = [[*row, each] for row, each in zip(rows, right, strict=True)]
    for i in range(len(table)):
        best = max(range(i, len(table)), key=lambda j: abs(table[j][i]))
        table[i], table[best] = table[best], table[i]
        for j in range(len(table)):
            if j != i and (part := table[j][i] / table[i][i]):
                table[j] = [a - part * b for a, b in zip(table[j], table[i], strict=True)]
    return [row[-1] / row[i] for i, row in enumerate(table)]
