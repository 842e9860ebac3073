"""What is judged: a change of files, as values, whoever reads them; and what is known of it once its past is."""

from __future__ import annotations

from typing import NamedTuple

DAY, HOUR = 86_400, 3_600
"""In seconds."""
NEAR = 90 * DAY
"""How far back a revert is near."""
MOST_AUTHORS = 20
"""Authors are counted so far."""


class Touched(NamedTuple):
    """A file that was changed: lines added and removed, and the name that it had `before`, if another."""

    path: str
    lines: int
    before: str = ""
    binary: bool = False


class Step(NamedTuple):
    """A change: a commit against its parent, or what a branch would add, with its commits' authors as numbers.

    Instants are in seconds, `zone` is what the author's clock was ahead of UTC, in minutes. It `fixes` or `reverts` if its message
    says so; it is `cut` where a shallow clone ends. `critical` are paths among its own that the charter asks more for.
    """

    oid: str
    parents: tuple[str, ...]
    authors: tuple[int, ...]
    authored: int
    zone: int
    committed: int
    files: tuple[Touched, ...]
    fixes: bool = False
    reverts: bool = False
    cut: bool = False
    critical: tuple[str, ...] = ()


class RiskFacts(NamedTuple):
    """What is known of a change, as whole numbers alone.

    `lines`, `files`, `folders`: how much. `bits`: lines times the entropy of the change over its files, in whole bits; `spread`: that
    entropy in thousandths of the most that so many files can have. `untested`: files of code, where no test was changed beside them.
    `hour` (0-23) and `weekday` (0: Monday) are those of the author's own clock.

    Of its files before it, by all their names: earlier `changes`, those of them that were `fixes`, reverts in the last 90 days
    (`near`), their `authors` (up to 20), and how many of the changes were this author's `own`; `age` in seconds since the last, and
    -1 where there was none. `cut` says that a shallow clone hides some of it.
    """

    lines: int = 0
    files: int = 0
    folders: int = 0
    bits: int = 0
    spread: int = 0
    untested: int = 0
    hour: int = 12
    weekday: int = 0
    is_fix: bool = False
    is_revert: bool = False
    critical: tuple[str, ...] = ()
    changes: int = 0
    fixes: int = 0
    near: int = 0
    authors: int = 0
    own: int = 0
    age: int = -1
    cut: bool = False
