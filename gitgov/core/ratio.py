"""Thresholds as exact fractions: never a float, never a percentage."""

from __future__ import annotations

import re
from fractions import Fraction
from typing import NamedTuple

from gitgov.core.errors import BadInput

_NAMED = {"majority": "> 1/2", "two-thirds": ">= 2/3", "unanimous": ">= 1/1"}
_THRESHOLD = re.compile(r"(>=?) ?(\d{1,4})/(\d{1,4})", re.ASCII)
_REMEDY = 'write "majority", "two-thirds", "unanimous", or an exact fraction such as "> 1/2" or ">= 3/4"'


class Threshold(NamedTuple):
    """A share that must be exceeded (`strict`) or reached."""

    share: Fraction
    strict: bool

    def met(self, part: int, whole: int) -> bool:
        """Say whether `part` of `whole` meets the threshold, in integers; of nothing, nothing meets it."""
        left, right = part * self.share.denominator, whole * self.share.numerator
        return part > 0 and (left > right if self.strict else left >= right)

    def __str__(self) -> str:
        named = {("1/2", True): "a majority", ("2/3", False): "two thirds", ("1/1", False): "all"}
        written = f"{self.share.numerator}/{self.share.denominator}"
        return named.get((written, self.strict), f"{'more than' if self.strict else 'at least'} {written}")

    def arithmetic(self, part: int, whole: int) -> str:
        """Write the integer comparison that `met` makes, as people check it: `2 x 3 = 6 > 5 x 1 = 5`."""
        if not whole:
            return "nobody answered"
        left, right = part * self.share.denominator, whole * self.share.numerator
        sign = (">" if left > right else "<=") if self.strict else (">=" if left >= right else "<")
        return f"{part} x {self.share.denominator} = {left} {sign} {right} = {whole} x {self.share.numerator}"


def parse_threshold(text: str) -> Threshold:
    """Read `majority`, `two-thirds`, `unanimous`, `> 1/2`, `>= 3/4`; raises `BadInput`.

    The share lies above 0 and at most at 1; `> 1/1` could never be met and is refused.
    """
    match = _THRESHOLD.fullmatch(_NAMED.get(text, text))
    if match is None or int(match[3]) == 0:
        raise BadInput(f"not a threshold: {text!r}", _REMEDY)
    threshold = Threshold(Fraction(int(match[2]), int(match[3])), match[1] == ">")
    if not 0 < threshold.share <= 1 or (threshold.strict and threshold.share == 1):
        raise BadInput(f"a threshold lies above 0 and can be met: {text!r} cannot", _REMEDY)
    return threshold


def in_tenths(number: Fraction) -> str:
    """Write a number with one place after the point, what is beyond cut off: what is below a limit never looks like it."""
    return f"{number // 1}.{10 * number // 1 % 10}"
