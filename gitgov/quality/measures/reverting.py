"""Which commits take back which others, by what their messages say.

git writes `This reverts commit OID.` below a subject `Revert "..."`, and `Reapply "..."` since 2.43; hosts and people keep the one or
the other. What either says counts. The commit that is named is found by its id, else by its subject: in real histories the two find
different commits, and only the union finds most.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import NamedTuple

from gitgov.quality.measures.facts import Commit
from gitgov.quality.measures.history import History

_NAMED = re.compile(r"\b[Tt]his (?:reverts|reapplies) (?:commits? )?([0-9a-f]{7,64})(?![0-9a-f])")
_SUBJECT = re.compile(r'^(?:Revert|Reapply) "(.*)"(?: \(#\d+\))?$')
_REAPPLY = re.compile(r'^(?:Reapply "|Revert "Revert ")')
_CUT = ("...", "\N{HORIZONTAL ELLIPSIS}")
"""How hosts end a subject that is too long for them."""


class Said(NamedTuple):
    """What a message says that it takes back: commits by their ids, or the beginning thereof, and the subject of one."""

    oids: tuple[str, ...]
    subject: str

    def __bool__(self) -> bool:
        """Say whether it says so at all."""
        return bool(self.oids or self.subject)


class Reverts(NamedTuple):
    """The commits that take others back, each with those that it does; `unresolved` are those of which nobody knows what.

    `reapplied` are those that bring something back again.
    """

    by: Mapping[str, tuple[str, ...]]
    unresolved: tuple[str, ...]
    reapplied: frozenset[str]

    def is_revert(self, oid: str) -> bool:
        """Say whether a commit takes something back, or brings it back."""
        return oid in self.by or oid in self.unresolved or oid in self.reapplied


def said_in(message: str) -> Said:
    """Read what a message says that its commit takes back."""
    if "evert" not in message and "eappl" not in message:
        return Said((), "")
    match = _SUBJECT.match(message.partition("\n")[0].strip())
    return Said(tuple(dict.fromkeys(_NAMED.findall(message))), match[1] if match else "")


def reverts_in(history: History) -> Reverts:
    """Find what the commits of a history take back, by what they say."""
    saying = [(each, said) for each in history.commits.values() if (said := said_in(each.message))]
    named, titled = _by_id(history, saying), _by_subject(history, saying)
    by, unresolved = dict[str, tuple[str, ...]](), list[str]()
    for commit, said in saying:
        found = [oid for each in said.oids if (oid := named.get(each)) and oid != commit.oid]
        if not found and (oid := titled.get((commit.oid, said.subject))):
            found = [oid]
        if found:
            by[commit.oid] = tuple(oid for each in dict.fromkeys(found) for oid in _whole(history, each))
        else:
            unresolved.append(commit.oid)
    taken = {commit.oid for commit, _ in saying}
    again = {oid for oid, each in by.items() if taken.issuperset(each)}
    again |= {commit.oid for commit, _ in saying if _REAPPLY.match(commit.subject)}
    return Reverts(by, tuple(sorted(unresolved)), frozenset(again))


def resolved(reverts: Reverts, matched: Mapping[str, str]) -> Reverts:
    """Add what those that say nothing known take back by their patches."""
    by = {**reverts.by, **{oid: (matched[oid],) for oid in reverts.unresolved if oid in matched}}
    left = tuple(oid for oid in reverts.unresolved if oid not in matched)
    again = {oid for oid in matched if reverts.is_revert(matched[oid])}
    return Reverts(by, left, reverts.reapplied | again)


def _whole(history: History, oid: str) -> tuple[str, ...]:
    """Return a commit, or all that came in with a merge that is taken back."""
    step = history.step_at(oid)
    return (oid, *sorted(each.oid for each in step.brought)) if step is not None and step.is_merge else (oid,)


def _by_id(history: History, saying: Iterable[tuple[Commit, Said]]) -> dict[str, str]:
    """Find commits by their ids; of an id that is shortened, the one commit that begins so."""
    words = {word for _, said in saying for word in said.oids}
    found = {word: word for word in words if word in history.commits}
    for length in {len(word) for word in words - found.keys()}:
        begun: dict[str, list[str]] = {}
        for oid in history.commits:
            begun.setdefault(oid[:length], []).append(oid)
        found |= {word: begun[word][0] for word in words if len(word) == length and len(begun.get(word, ())) == 1}
    return found


def _by_subject(history: History, saying: Iterable[tuple[Commit, Said]]) -> dict[tuple[str, str], str]:
    """Find, for each commit that names a subject, the latest commit before it that has that subject."""
    asked = {said.subject for _, said in saying if said.subject}
    cut = {each: beginning for each in asked if (beginning := _uncut(each))}
    titled: dict[str, list[Commit]] = {}
    for each in history.commits.values() if asked else ():
        subject = each.subject
        if subject in asked:
            titled.setdefault(subject, []).append(each)
        for short, beginning in cut.items():
            if subject.startswith(beginning) and subject != short:
                titled.setdefault(short, []).append(each)
    found: dict[tuple[str, str], str] = {}
    for commit, said in saying:
        before = [
            each
            for each in titled.get(said.subject, ())
            if each.oid != commit.oid and each.committed <= commit.committed
        ]
        if before:
            latest = max(before, key=lambda each: (each.committed, each.oid))
            found[commit.oid, said.subject] = latest.oid
    return found


def _uncut(subject: str) -> str:
    return next((subject.removesuffix(each) for each in _CUT if subject.endswith(each)), "")
