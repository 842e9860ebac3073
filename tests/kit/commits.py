"""Histories written down as drawings: commits by letters, for measures that know no git."""

from collections.abc import Iterable, Mapping

from gitgov.quality.measures.facts import HOUR, Commit
from gitgov.quality.measures.history import History, history_of


def drawn(
    *rows: str, messages: Mapping[str, str] | None = None, fixes: Mapping[str, str] | None = None
) -> list[Commit]:
    """Reads `NAME PARENTS HOUR [AUTHORED]`, such as `m a,b 5`, where `-` stands for no parents; hours count from 0."""
    said, mended = messages or {}, fixes or {}
    found = []
    for row in rows:
        name, parents, at, *authored = row.split()
        above = () if parents == "-" else tuple(parents.split(","))
        begun = round(float(*authored or [at]) * HOUR)
        mending = (mended[name],) if name in mended else ()
        found.append(Commit(name, above, begun, round(float(at) * HOUR), said.get(name, f"Do {name}"), mending))
    return found


def history(*rows: str, tip: str = "", messages: Mapping[str, str] | None = None, cut: Iterable[str] = ()) -> History:
    """Returns the history of the last commit that is drawn, or of another."""
    return history_of(tip or rows[-1].split()[0], drawn(*rows, messages=messages), cut)
