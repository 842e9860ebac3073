"""What nobody should adopt, though it can be followed: rules under which nothing is decided, or all at once.

Asked of a charter before it is proposed. One that was adopted stands, so that what is asked here may become more.
"""

from __future__ import annotations

from collections.abc import Iterator
from fnmatch import fnmatchcase
from typing import Any

from gitgov.charter.across import (
    BY_BALLOT,
    KINDS,
    Table,
    active_members,
    gathered,
    named,
    roles_held,
    rows,
    rule,
    table,
    texts,
)
from gitgov.charter.charter import Charter
from gitgov.charter.duties import why_idle
from gitgov.charter.mistakes import Mistake, at
from gitgov.charter.teaming import why_nobodys
from gitgov.core.errors import BadInput
from gitgov.core.instants import parse_duration


def why_imprudent(data: Table, text: str, *, founding: bool) -> Iterator[Mistake]:
    """Find what would make a charter useless; while `founding`, members are still to come."""
    name = data.get("name")
    if isinstance(name, str) and name and not name.isprintable():
        yield at(text, ("name",), "holds a control character", "write it in plain text, on one line")
    if not founding and len(active_members(data)) == 1:
        yield from _alone(data, text)
    yield from _timeless(data, text)
    yield from why_idle(data, text)
    for what in ("branches", "tags"):
        yield from _passed_over(data, what, text)
    yield from _idle_orders(data, text, founding=founding)
    yield from _formats(data, text, founding=founding)
    yield from _only_together(data, text)
    yield from why_nobodys(data, text)
    yield from _unguarded(data, text)
    if not data.get("branches") and not data.get("tags"):
        yield at(text, ("branches",), "no branch and no tag is protected", 'add [[branches]] with name = "main"')


def _unguarded(data: Table, text: str) -> Iterator[Mistake]:
    """Find candidates for a release whose tags nothing protects, so that nobody would ask for a review."""
    candidates = table(data.get("sprints")).get("candidates")
    tags = [row.get("name") for _, row in rows(data.get("tags"))]
    if isinstance(candidates, str) and not any(
        isinstance(each, str) and fnmatchcase(candidates, each) for each in tags
    ):
        what = f"no protected tag covers {candidates!r}, so that nobody would ask for a review"
        yield at(text, ("sprints", "candidates"), what, f'add [[tags]] with name = "{candidates}"')


def _alone(data: Table, text: str) -> Iterator[Mistake]:
    """Find rules that want another member where there is none."""
    seconded = [rule(data, kind, "second") for kind in KINDS]
    for path, kinds in gathered([each for each in seconded if each.value is True]).items():
        what = f"there is no second member to second {named(kinds)}"
        yield at(text, path, what, "add a member, or write second = false")
    voteless = [rule(data, kind, "mover_votes") for kind in KINDS]
    for path, kinds in gathered([each for each in voteless if each.value is False]).items():
        what = f"nobody but its mover is there to vote on {named(kinds)}"
        yield at(text, path, what, "add a member, or write mover_votes = true")


def _timeless(data: Table, text: str) -> Iterator[Mistake]:
    """Find polls that end before anybody could vote, and silence that would have to last beyond them."""
    shut, overlong = [], []
    for kind in KINDS:
        poll, lazy = rule(data, kind, "poll", "7d"), rule(data, kind, "lazy", "0s")
        if kind in BY_BALLOT or rule(data, kind, "ballot").value is True:
            lazy = lazy._replace(value="0s")
        if _seconds(poll.value) == 0 == _seconds(lazy.value):
            shut.append(poll)
        elif 0 < (_seconds(poll.value) or 0) < (_seconds(lazy.value) or 0):
            overlong.append(max(lazy, poll, key=lambda each: len(each.path)))
    for path, kinds in gathered(shut).items():
        what = f"nobody would have time to vote on {named(kinds)}, which anybody could announce as lost"
        yield at(text, path, what, 'write a period, as poll = "3d"')
    for path, kinds in gathered(overlong).items():
        what = f"the poll on {named(kinds)} would end before silence counts as consent"
        yield at(text, path, what, "write a lazy that is no longer than poll")


def _seconds(value: Any) -> int | None:
    try:
        return parse_duration(value) if isinstance(value, str) else None
    except BadInput:
        return None


def _passed_over(data: Table, what: str, text: str) -> Iterator[Mistake]:
    """Find rows that never count, as an earlier one fits all that they fit."""
    named_rows = [(index, row["name"]) for index, row in rows(data.get(what)) if isinstance(row.get("name"), str)]
    for place, (index, name) in enumerate(named_rows):
        if earlier := next((each for each in named_rows[:place] if fnmatchcase(name, each[1])), None):
            said = f"{name!r} never counts, as the row {what}.{earlier[0]} ({earlier[1]!r}) comes first"
            yield at(text, (what, index, "name"), said, "remove one of them, or put the narrower one first")


def _idle_orders(data: Table, text: str, *, founding: bool) -> Iterator[Mistake]:
    """Find standing orders that nobody could invoke, or that open what nothing closes."""
    held = roles_held(data)
    for index, row in rows(data.get("standing_orders")):
        roles = texts(row.get("roles"))
        if roles and not founding and not held.intersection(roles):
            what = f"nobody active holds the role {' or '.join(roles)}, so nobody could invoke it"
            yield at(text, ("standing_orders", index, "roles"), what, "give a member the role")
        protecting = "tags" if row.get("act") == "release" else "branches"
        protected = texts([each.get("name") for _, each in rows(data.get(protecting))])
        for pattern in texts(row.get("refs")):
            if not any(fnmatchcase(pattern, each) or fnmatchcase(each, pattern) for each in protected):
                what = f"{pattern!r} fits no row of [[{protecting}]], so that nothing there waits for an order"
                yield at(text, ("standing_orders", index, "refs"), what, "name what is protected, or protect it")


def _only_together(data: Table, text: str) -> Iterator[Mistake]:
    """Find branches into which nothing can come that is decided alone."""
    for index, row in rows(data.get("branches")):
        if set(texts(row.get("methods"))) == {"octopus"}:
            what = "an octopus takes two decisions, and nothing that is decided alone could come in"
            yield at(text, ("branches", index, "methods"), what, 'allow "merge" too')


def _formats(data: Table, text: str, *, founding: bool) -> Iterator[Mistake]:
    """Find formats of signatures that are asked of nothing, or that nobody active could make."""
    members = table(data.get("members"))
    able = founding or any(texts(table(members[name]).get("pgp")) for name in active_members(data))
    for what in ("branches", "tags"):
        for index, row in rows(data.get(what)):
            place = (what, index, "formats")
            if what == "branches" and "formats" in row and not row.get("signed"):
                yield at(text, place, "nothing is to be signed, so no format counts", 'add signed = ["merges"]')
            elif texts(row.get("formats")) == ["openpgp"] and not able:
                yield at(text, place, "nobody active has an OpenPGP key", "give a member one (pgp), or allow ssh")


def unheld(charter: Charter) -> Iterator[str]:
    """Say which duties rest on nobody, or on one member alone, in a charter that can be followed all the same."""
    if charter.presiding == "chair" and not charter.holders("deputy"):
        yield "nobody holds the role deputy: while the chair is away, nothing is stated, put or announced"
    roles = frozenset().union(*(row.roles for row in charter.tags if row.roles))
    able = frozenset().union(*map(charter.holders, roles))
    if len(able) == 1 < len(charter.electorate):
        alone, word = next(iter(able)), " or ".join(sorted(roles))
        barred = f", and not one that {alone} moved" if not charter.rules["release"].mover_releases else ""
        yield f"only {alone} holds the role {word}: nobody else may sign a release{barred}"
    if not charter.rules["merge"].author_votes and not any(each.emails for each in charter.people.values()):
        yield "authors do not vote, and nobody's emails are on the roll: git gov member add NAME --email ADDRESS"
