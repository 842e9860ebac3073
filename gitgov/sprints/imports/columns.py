"""What a column of another tool means, and the items that rows come to: all of them, or every mistake by its place.

Names of columns are those of Jira's CSV export, of GitHub's issues and of front matter; case does not matter.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from pydantic import ValidationError

from gitgov.ledger.misfits import misfit
from gitgov.sprints.events import ItemAdded

COLUMNS: Mapping[str, tuple[str, ...]] = {
    "item": ("issue key", "key", "number", "id", "issue id", "url"),
    "title": ("summary", "title"),
    "team": ("team",),
    "type": ("issue type", "issuetype", "type"),
    "points": ("story points", "story point estimate", "points", "estimate", "size"),
    "value": ("business value", "value"),
    "criticality": ("time criticality", "criticality"),
    "risk": ("risk reduction", "risk"),
    "needs": ("inward issue link (blocks)", "needs", "depends on", "depends-on", "depends_on", "blocked by"),
    "blocks": ("outward issue link (blocks)", "blocks"),
    "links": ("issue links", "linked issues"),
    "labels": ("labels", "label"),
    "milestone": ("milestone",),
    "text": ("description", "body"),
    "status": ("status category", "status", "state"),
}
"""The columns that say a field, the one that goes before the others first."""
CLOSED = frozenset({"done", "closed", "resolved"})
"""What a column of status says of an item that is none of the backlog any more."""
NUMBERS = ("points", "value", "criticality", "risk")
_FIELD = re.compile(r"custom field \((.+)\)")
_WHOLE = re.compile(r"(\d{1,6})(?:\.0{1,6})?", re.ASCII)
_LABEL = re.compile(r"(team|type|points|value|criticality|risk)[:/] ?(\S+)|(bug)")
_ID = re.compile(r"(?<![A-Za-z0-9#])(?:#\d{1,12}|[A-Za-z][A-Za-z0-9_]{0,30}-\d{1,12})(?![A-Za-z0-9-])", re.ASCII)
_LINK = re.compile(r"(is blocked by|depends on|blocked by|blocks)[: ](.*)", re.IGNORECASE)
_SAID = re.compile(r"^[ \t]*(?:[-*] )?(?:depends on|blocked by)\b(.*)$", re.IGNORECASE | re.MULTILINE)


class Row(NamedTuple):
    """A row of another tool: where it stands, and what its cells say by the name of their column; none of them is empty."""

    where: str
    cells: Mapping[str, Sequence[str]]

    def every(self, field: str) -> list[str]:
        """Return all that is said of a field."""
        return [cell for name in COLUMNS[field] for cell in self.cells.get(name, ())]

    def first(self, field: str) -> str:
        """Return what goes before all else that is said of a field, or nothing."""
        return next(iter(self.every(field)), "")


class Bad(NamedTuple):
    """What cannot be taken: where it stands, and why."""

    where: str
    why: str


class Found(NamedTuple):
    """The items that a file holds; nothing but `bad` where anything is wrong with it, and what is none of the backlog.

    `left_out` are files without front matter, `closed` the ids of items that were closed where they come from, or where they
    stand; `places` says where each item stands. `beside` what is `bad` stand items of which the law may yet say more.
    """

    items: tuple[ItemAdded, ...] = ()
    bad: tuple[Bad, ...] = ()
    left_out: tuple[str, ...] = ()
    closed: tuple[str, ...] = ()
    places: Mapping[str, str] = {}
    beside: tuple[ItemAdded, ...] = ()

    def marred(self, bad: Sequence[Bad]) -> Found:
        """Return the same with more that is bad before it, by which nothing is taken."""
        if not bad:
            return self
        return self._replace(items=(), bad=(*bad, *self.bad), beside=(*self.items, *self.beside))


def column(name: str) -> str:
    """Return the name of a column as it is looked up: Jira writes those that somebody added as `Custom field (NAME)`."""
    plain = " ".join(name.casefold().split())
    match = _FIELD.fullmatch(plain)
    return match[1].strip() if match else plain


def known(names: Iterable[str]) -> int:
    """Count the columns that mean something here."""
    meaning = {each for every in COLUMNS.values() for each in every}
    return sum(1 for name in names if column(name) in meaning)


def items_of(rows: Iterable[Row], team: str = "", *, closed: bool = False) -> Found:
    """Make items of rows, whose team is `team` where they say none; an item that says it blocks others is needed by those in the file.

    Rows that are closed make none, whatever else they say, and nobody needs them any more; with `closed` they do as others.
    """
    every = list(rows)
    over = [each for each in every if not closed and _is_closed(each)]
    done = [_id(each.first("item")) for each in over]
    made = _made((each for each in every if closed or not _is_closed(each)), team, frozenset(done))
    return made._replace(closed=tuple(name or each.where for name, each in zip(done, over, strict=True)))


def _is_closed(row: Row) -> bool:
    return any(cell.casefold() in CLOSED for cell in row.every("status"))


def _made(rows: Iterable[Row], team: str, done: Collection[str]) -> Found:
    found: dict[str, ItemAdded] = {}
    places: dict[str, str] = {}
    bad: list[Bad] = []
    blocked: dict[str, list[str]] = {}
    for row in rows:
        try:
            item = ItemAdded.model_validate(_fields(row, team))
        except ValidationError as error:
            bad.append(Bad(row.where, misfit(error)[0]))
        except ValueError as error:
            bad.append(Bad(row.where, str(error)))
        else:
            if item.item in found:
                bad.append(Bad(row.where, f"item {item.item} stands there already"))
            found[item.item], places[item.item] = item, row.where
            for each in _blocked_by(row):
                blocked.setdefault(each, []).append(item.item)
    whole = [_needing(item, blocked.get(item.item, ()), done) for item in found.values()]
    bad += [Bad(places[item.item], f"{item.item} would need itself") for item in whole if item.item in item.needs]
    wrong = {each.where for each in bad}
    good = tuple(item for item in whole if places[item.item] not in wrong)
    return Found(good, places=places).marred(bad)


def _needing(item: ItemAdded, more: Iterable[str], done: Collection[str]) -> ItemAdded:
    needs = [each for each in dict.fromkeys([*item.needs, *more]) if each not in done]
    return item if needs == item.needs else item.model_copy(update={"needs": needs})


def _fields(row: Row, team: str) -> dict[str, object]:
    if nul := next((name for name, cells in row.cells.items() if any("\0" in cell for cell in cells)), ""):
        raise ValueError(f"{nul}: a NUL is no text")
    labels = _labels(row)
    name = _id(row.first("item"))
    if not name:
        raise ValueError("it has no id: a column Issue key, Number or Id")
    title = " ".join(row.first("title").split())
    if not title:
        raise ValueError(f"item {name} has no title: a column Summary or Title")
    text, milestone = row.first("text"), row.first("milestone")
    return {
        "item": name,
        "title": title,
        "team": "-".join((row.first("team") or labels.get("team", "") or team).casefold().split()),
        **{each: _number(each, row.first(each) or labels.get(each, "")) for each in NUMBERS},
        "needs": _needed(row),
        "type": " ".join((row.first("type") or labels.get("type", "")).casefold().split()),
        "text": f"Milestone: {milestone}\n\n{text}".rstrip() if milestone else text,
    }


def _id(word: str) -> str:
    """Return an item's id: GitHub's #12 is 12, also at the end of its address."""
    return word.rsplit("/", 1)[-1] if "://" in word else word.removeprefix("#")


def _number(field: str, word: str) -> int:
    match = _WHOLE.fullmatch(word.removeprefix("-") or "0")
    if match is None or word == "-":
        raise ValueError(f"{field}: {word[:40]!r} is no whole number")
    if word.startswith("-") and int(match[1]):
        raise ValueError(f"{field} {word} is less than 0")
    return int(match[1])


def _labels(row: Row) -> dict[str, str]:
    """Return what labels say as `team:core` or `points/5`; GitHub's own label for a bug is its type."""
    words = (word.strip().casefold() for cell in row.every("labels") for word in re.split(r"[,;]", cell))
    found = (match for word in words if (match := _LABEL.fullmatch(word)))
    return {each[1] or "type": each[2] or each[3] for each in found}


def _listed(cells: Iterable[str]) -> Iterator[str]:
    return (_id(word) for cell in cells for word in re.split(r"[,; \n]+", cell) if word)


def _linked(row: Row, *, blocks: bool) -> Iterator[str]:
    """Yield the ids of a column of links in words, `blocks A-2` or `is blocked by A-3`."""
    for part in (part for cell in row.every("links") for part in re.split(r"[;\n]", cell)):
        match = _LINK.search(part)
        if match and (match[1].casefold() == "blocks") == blocks:
            yield from _listed(_ID.findall(match[2]))


def _needed(row: Row) -> list[str]:
    said = (each for match in _SAID.finditer(row.first("text")) for each in _listed(_ID.findall(match[1])))
    return list(dict.fromkeys([*_listed(row.every("needs")), *_linked(row, blocks=False), *said]))


def _blocked_by(row: Row) -> list[str]:
    return [*_listed(row.every("blocks")), *_linked(row, blocks=True)]
