"""More than two groups: does any of them differ.

Kruskal and Wallis (1952) by ranks, Welch (1951) by means whose spreads may differ. NIST/SEMATECH e-Handbook 7.4.1.
"""

from __future__ import annotations

import math
from collections.abc import Sequence

from gitgov.quality.stats.distributions import ChiSquare, FisherF
from gitgov.quality.stats.outcome import Insufficient, Significance, finite, mean, variance
from gitgov.quality.stats.ranks import midranks, ties

Groups = Sequence[Sequence[float]]


def kruskal_wallis(groups: Groups, least: int = 1) -> Significance | Insufficient:
    """Return the rank test that all groups are alike, corrected for ties; each has `least` values or more."""
    found = tuple(map(finite, groups))
    if short := _too_few(found, least):
        return short
    together = tuple(value for each in found for value in each)
    n, ranks, place, squares = len(together), midranks(together), 0, []
    for each in found:
        squares.append(math.fsum(ranks[place : place + len(each)]) ** 2 / len(each))
        place += len(each)
    untied = 1 - ties(together) / (n**3 - n)
    if untied == 0:
        return Insufficient("all values are the same", n)
    h = (12 / (n * (n + 1)) * math.fsum(squares) - 3 * (n + 1)) / untied
    return Significance(h, len(found) - 1, ChiSquare(len(found) - 1).tails(h).above, "Kruskal-Wallis")


def welch_anova(groups: Groups, least: int = 2) -> Significance | Insufficient:
    """Return Welch's F test that all means are the same; `df` is that of the denominator, each group has 2 values or more."""
    found = tuple(map(finite, groups))
    if short := _too_few(found, max(2, least)):
        return short
    variances = [variance(each) for each in found]
    if min(variances) == 0:
        return Insufficient("a group does not vary", sum(map(len, found)))
    weights = [len(each) / square for each, square in zip(found, variances, strict=True)]
    whole, means, k = math.fsum(weights), [mean(each) for each in found], len(found)
    center = math.fsum(w * each for w, each in zip(weights, means, strict=True)) / whole
    lack = math.fsum((1 - w / whole) ** 2 / (len(each) - 1) for w, each in zip(weights, found, strict=True))
    between = math.fsum(w * (each - center) ** 2 for w, each in zip(weights, means, strict=True)) / (k - 1)
    f = between / (1 + 2 * (k - 2) / (k * k - 1) * lack)
    df = (k * k - 1) / (3 * lack)
    return Significance(f, df, FisherF(k - 1, df).tails(f).above, "Welch, F")


def _too_few(groups: Groups, least: int) -> Insufficient | None:
    if len(groups) < 2:
        return Insufficient("no groups to compare", len(groups), 2)
    smallest = min(map(len, groups))
    return Insufficient("a group to compare is small", smallest, least) if smallest < least else None
