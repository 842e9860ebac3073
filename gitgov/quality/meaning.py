"""What each metric means, and where its definition is from: as the tables of measures and of sources say it."""

from __future__ import annotations

from typing import NamedTuple

from gitgov.quality.measures import ALL
from gitgov.quality.measures.accepted import STEP_MEASURES
from gitgov.quality.nature import WHOLES
from gitgov.quality.sources import SOURCES
from gitgov.quality.sources.documented import BY_US
from gitgov.quality.sources.timings import REGRESSION


class Meaning(NamedTuple):
    """What is counted, for people, and who defines it so: a standard, or the tool whose file was read."""

    definition: str
    source: str


def unit_of(name: str) -> str:
    """Return the unit in which a metric is given here, by a measure of what git and the ledger know or a format of files; empty where nothing gives it."""
    row = ALL.get(name) or STEP_MEASURES.get(name)
    given = (each.unit for source in SOURCES.values() for each in (*source.gives, REGRESSION) if each.name == name)
    return row.unit if row else next(given, "")


def is_share(name: str) -> bool:
    """Say whether a metric is known to be a share, from none to all; a growth is none, and of what no table has nobody knows."""
    given = (each for row in SOURCES.values() for each in row.gives)
    rows = (*ALL.values(), *STEP_MEASURES.values(), *given, BY_US)
    return any(each.name == name.partition("/")[0] and each.unit in WHOLES for each in rows)


def meaning_of(metric: str, kind: str = "") -> Meaning | None:
    """Return what a metric means; one that was read from a file as the file's `kind` gives it; nothing for one that no table has."""
    if kind in SOURCES:
        given = (each for each in (*SOURCES[kind].gives, REGRESSION) if each.name == metric)
        return next((Meaning(each.definition, SOURCES[kind].what) for each in given), None)
    if metric == BY_US.name:
        return Meaning(BY_US.definition, "the package's own sources")
    name = metric.partition("/")[0]
    row = ALL.get(name) or STEP_MEASURES.get(name)
    return Meaning(row.definition, row.source) if row else None
