"""The factors of risk as a table: what each is, how many points it gives at which values, and where that comes from.

The factors and their directions are from the literature that each row names (above all Kamei et al., TSE 39(6), 2013). Their weights were
first set by it alone, and then once more by what two histories say, ansible and requests: there what the files have been through tells
far more of what will be taken back than the size of a change does. docs/advice.md has the measured quality of both on other histories.
Steps double or more, as these factors are distributed over orders of magnitude.
"""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from typing import NamedTuple

from gitgov.advice.risk.step import DAY, MOST_AUTHORS, RiskFacts
from gitgov.core.visible import many

Value = int | Fraction
_DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_SMALL_HOURS, _FRIDAY = 4, 4


class Factor(NamedTuple):
    """A row: `steps` are values with the points from each on, or `down` from each on where less is riskier; `source` is who found that.

    One that is `past` cannot be told where a shallow clone hides history, and then gives all its points. `value` is nothing where the
    factor does not apply.
    """

    name: str
    what: str
    value: Callable[[RiskFacts], Value | None]
    steps: tuple[tuple[Value, int], ...]
    says: Callable[[RiskFacts], str]
    source: str
    down: bool = False
    past: bool = False

    @property
    def weight(self) -> int:
        """The most points that it can give."""
        return max(points for _, points in self.steps)

    def points(self, facts: RiskFacts) -> int:
        """Return the points that it gives."""
        if self.past and facts.cut:
            return self.weight
        value = self.value(facts)
        if value is None:
            return 0
        return max((points for at, points in self.steps if (value <= at if self.down else value >= at)), default=0)


def _own(facts: RiskFacts) -> Fraction | None:
    return Fraction(facts.own, facts.changes) if facts.changes else None


def _untimely(facts: RiskFacts) -> int:
    return (facts.hour < _SMALL_HOURS) + (facts.weekday == _FRIDAY)


_COUNTED = {
    "lines": lambda facts: f"{many(facts.lines, 'line')} added or removed",
    "files": lambda facts: f"{many(facts.files, 'file')} changed",
    "folders": lambda facts: f"in {many(facts.folders, 'folder')}",
    "scatter": lambda facts: (
        f"its lines are spread over its files by {facts.spread} thousandths of the most possible: {many(facts.bits, 'bit')}"
    ),
    "changes": lambda facts: f"its files were changed {many(facts.changes, 'time')} before",
    "fixes": lambda facts: f"{many(facts.fixes, 'earlier change')} of its files mended something",
    "reverts": lambda facts: f"{many(facts.near, 'change')} of its files reverted something in the 90 days before",
    "recency": lambda facts: (
        "nothing touched its files before" if facts.age < 0 else f"its files were last touched {_ago(facts.age)}"
    ),
    "authors": lambda facts: f"{_crowd(facts.authors)} changed its files before",
    "ownership": lambda facts: (
        f"{facts.own} of {facts.changes} earlier changes of its files are by whoever made this"
        if facts.changes
        else "its files are new, so that nobody has changed them before"
    ),
    "time": lambda facts: f"made on a {_DAYS[facts.weekday]} at {facts.hour:02} h of its author's clock",
    "tests": lambda facts: (
        f"{many(facts.untested, 'file')} of code changed, and no test"
        if facts.untested
        else "a test was changed too, or no code"
    ),
    "fix": lambda facts: "it says that it mends something" if facts.is_fix else "it does not say that it mends something",
    "revert": lambda facts: "it takes something back" if facts.is_revert else "it takes nothing back",
    "critical": lambda facts: (
        f"the charter asks more for {many(len(facts.critical), 'path')} of it"
        if facts.critical
        else "the charter asks for nothing more below its paths"
    ),
}  # fmt: skip


def _crowd(authors: int) -> str:
    return f"{authors} authors or more" if authors >= MOST_AUTHORS else many(authors, "author")


def _ago(age: int) -> str:
    return f"{many(age // DAY, 'day')} before" if age >= DAY else "on the day before, or that day"


FACTORS = (
    Factor("lines", "lines added and removed", lambda facts: facts.lines, ((10, 1), (50, 2), (200, 3), (500, 4), (2_000, 5)),
           _COUNTED["lines"], "Kamei 2013 LA, LD; Nagappan & Ball 2005"),
    Factor("files", "files changed", lambda facts: facts.files, ((2, 1), (4, 2), (8, 3), (16, 4)), _COUNTED["files"], "Kamei 2013 NF"),
    Factor("folders", "folders changed", lambda facts: facts.folders, ((2, 1), (4, 2), (8, 3)), _COUNTED["folders"], "Kamei 2013 ND; Mockus & Weiss 2000"),
    Factor("scatter", "lines times their entropy over the files, in bits", lambda facts: facts.bits, ((20, 1), (100, 2), (1_500, 3)),
           _COUNTED["scatter"], "Hassan 2009; Kamei 2013 Entropy"),
    Factor("changes", "earlier changes of its files", lambda facts: facts.changes, ((10, 1), (50, 3), (200, 5)),
           _COUNTED["changes"], "Kamei 2013 NUC; Graves 2000", past=True),
    Factor("fixes", "of these, those that say they mend something", lambda facts: facts.fixes, ((3, 1), (10, 3), (30, 5)),
           _COUNTED["fixes"], "Kim 2007; Ostrand 2005", past=True),
    Factor("reverts", "reverts among them in the 90 days before", lambda facts: facts.near, ((1, 5), (2, 8)),
           _COUNTED["reverts"], "Kim 2007: what failed lately fails again; Shimagaki 2016", past=True),
    Factor("recency", "seconds since the last change of its files, at most", lambda facts: facts.age if facts.age >= 0 else None,
           ((30 * DAY, 1), (7 * DAY, 2)), _COUNTED["recency"], "Kamei 2013 AGE", down=True, past=True),
    Factor("authors", "authors of the earlier changes", lambda facts: facts.authors, ((3, 1), (6, 2), (12, 3)),
           _COUNTED["authors"], "Kamei 2013 NDEV; Matsumoto 2010", past=True),
    Factor("ownership", "share of the earlier changes that are by its author, at most", _own,
           ((Fraction(1, 2), 1), (Fraction(1, 5), 2), (Fraction(1, 20), 3), (0, 4)), _COUNTED["ownership"], "Kamei 2013 EXP; Bird 2011",
           down=True, past=True),
    Factor("time", "1 from 0 to 4 h, 1 on a Friday, by its author's clock", _untimely, ((1, 1), (2, 2)), _COUNTED["time"],
           "Eyolfson 2011; Sliwerski 2005"),
    Factor("tests", "files of code, where no test changed beside them", lambda facts: facts.untested, ((1, 1),), _COUNTED["tests"],
           "our judgement"),
    Factor("fix", "1 if it says that it mends something", lambda facts: int(facts.is_fix), ((1, 1),), _COUNTED["fix"], "Kamei 2013 FIX"),
    Factor("revert", "1 if it says that it takes something back", lambda facts: int(facts.is_revert), ((1, 4),), _COUNTED["revert"],
           "Shimagaki 2016"),
    Factor("critical", "paths for which the charter asks another decision", lambda facts: len(facts.critical), ((1, 6),), _COUNTED["critical"],
           "the charter, `[[branches.requires]]`"),
)  # fmt: skip
