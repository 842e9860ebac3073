"""Shannon's entropy of a change over its files (Hassan, ICSE 2009), in whole numbers: the same on every machine."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

_PLACES = 48
_ONE = 1 << _PLACES


@lru_cache(maxsize=65_536)
def log2(number: int) -> int:
    """Return the binary logarithm of a number from 1, in units of 2^-48, rounded down: one binary place by each squaring."""
    whole = number.bit_length() - 1
    rest = (number << _PLACES) >> whole
    found = whole << _PLACES
    for place in range(_PLACES - 1, -1, -1):
        rest = rest * rest >> _PLACES
        if rest >= _ONE << 1:
            rest >>= 1
            found |= 1 << place
    return found


def scattered(lines: Sequence[int]) -> tuple[int, int]:
    """Return the entropy of lines over files times all lines, in whole bits, and the entropy in thousandths of the most possible.

    The first is what it takes to say of each line in which file it is. It never falls where a file gets more lines, as the
    entropy alone does; 0 for one file.
    """
    counts = [each for each in lines if each]
    if len(counts) < 2:
        return 0, 0
    total = sum(counts)
    bits = total * log2(total) - sum(each * log2(each) for each in counts)
    return bits >> _PLACES, max(0, min(1_000, bits * 1_000 // (total * log2(len(lines)))))
