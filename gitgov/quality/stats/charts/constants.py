"""The factors of control charts for normal data, by subgroup size.

d2 and d3 are the mean and the standard deviation of the range of n standard normal values; the mean of their standard
deviation is c4, the median of the range of two is d4. Charts use d2 to three decimals and d3 as they are published
(Montgomery, Introduction to Statistical Quality Control, appendix VI; the R package qcc prints the same), so that limits agree
with other programs to their last digit; `EXACT` are the integrals themselves, which a test derives.
"""

from __future__ import annotations

import math
from typing import NamedTuple

from gitgov.core.errors import BadInput

D4_MEDIAN = 0.9538726
"""The median of the range of two standard normal values: the square root of 2 times the 75th percentile."""
SIGMAS = 3
"""How far limits lie from the centre: Shewhart's choice."""


class Ranges(NamedTuple):
    """The mean (d2) and the standard deviation (d3) of the range, in standard deviations of a single value."""

    d2: float
    d3: float


EXACT: dict[int, Ranges] = {
    2: Ranges(1.1283791671, 0.8525024664),
    3: Ranges(1.6925687506, 0.8883680036),
    4: Ranges(2.0587507460, 0.8798082028),
    5: Ranges(2.3259289473, 0.8640819411),
    6: Ranges(2.5344127212, 0.8480396861),
    7: Ranges(2.7043567512, 0.8332053356),
    8: Ranges(2.8472006121, 0.8198314898),
    9: Ranges(2.9700263244, 0.8078342746),
    10: Ranges(3.0775054617, 0.7970506735),
    11: Ranges(3.1728727038, 0.7873146205),
    12: Ranges(3.2584552797, 0.7784783412),
    13: Ranges(3.3359803541, 0.7704162021),
    14: Ranges(3.4067631082, 0.7630230956),
    15: Ranges(3.4718268899, 0.7562114297),
    16: Ranges(3.5319827861, 0.7499080894),
    17: Ranges(3.5878839618, 0.7440517840),
    18: Ranges(3.6400637579, 0.7385908534),
    19: Ranges(3.6889630232, 0.7334814955),
    20: Ranges(3.7349501196, 0.7286863457),
    21: Ranges(3.7783358298, 0.7241733407),
    22: Ranges(3.8193846434, 0.7199148084),
    23: Ranges(3.8583234233, 0.7158867355),
    24: Ranges(3.8953481485, 0.7120681751),
    25: Ranges(3.9306292195, 0.7084407659),
}
_PUBLISHED_D3 = (
    *(0.8525033, 0.8883697, 0.8798108, 0.8640855, 0.8480442, 0.8332108, 0.8198378, 0.8078413),
    *(0.7970584, 0.7873230, 0.7784873, 0.7704257, 0.7630330, 0.7562217, 0.7499188, 0.7440627),
    *(0.7386021, 0.7334929, 0.7286980, 0.7241851, 0.7199267, 0.7158987, 0.7120802, 0.7084528),
)
PUBLISHED: dict[int, Ranges] = {
    n: Ranges(round(EXACT[n].d2, 3), d3) for n, d3 in enumerate(_PUBLISHED_D3, start=min(EXACT))
}


class Factors(NamedTuple):
    """The factors that books tabulate for one subgroup size: limits of X-bar by R and by S, of R, and of S."""

    a2: float
    a3: float
    b3: float
    b4: float
    d3_lower: float
    d4_upper: float
    e2: float


def ranges(n: int) -> Ranges:
    """Return d2 and d3 as published for subgroups of n values; raises `BadInput` beyond 2 to 25."""
    if n not in PUBLISHED:
        raise BadInput(
            f"no range chart for subgroups of {n}", "subgroups of 2 to 25 values; use an S chart for larger ones"
        )
    return PUBLISHED[n]


def c4(n: int) -> float:
    """Return c4 = sqrt(2 / (n - 1)) gamma(n / 2) / gamma((n - 1) / 2); raises `BadInput` below 2.

    Built up from n = 2 by products and one square root each, which are the same on every machine; takes n steps.
    """
    if n < 2:
        raise BadInput(f"no standard deviation of {n} values", "subgroups have 2 values or more")
    quotient = 1 / math.sqrt(math.pi)
    for size in range(3, n + 1):
        quotient = (size - 2) / 2 / quotient
    return math.sqrt(2 / (n - 1)) * quotient


def factors(n: int, of: Ranges) -> Factors:
    """Return the factors for subgroups of n, from d2 and d3 exact or published (ASTM E2587, table 6)."""
    mean = c4(n)
    spread_s, spread_r = SIGMAS * math.sqrt(1 - mean * mean) / mean, SIGMAS * of.d3 / of.d2
    return Factors(
        a2=SIGMAS / (of.d2 * math.sqrt(n)),
        a3=SIGMAS / (mean * math.sqrt(n)),
        b3=max(0.0, 1 - spread_s),
        b4=1 + spread_s,
        d3_lower=max(0.0, 1 - spread_r),
        d4_upper=1 + spread_r,
        e2=SIGMAS / of.d2,
    )
