"""Which commits take back which others, by what their messages say.

git writes `This reverts commit OID.` below a subject `Revert "..."`, and `Reapply "..."` since 2.43; hosts and people keep the one or
the other. What either says counts. The commit that is named is found by its id, else by its subject: in real histories the two find
different commits, and only the union finds most.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from types import MappingProxyType
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


def reverts_in(history: History, matched: Mapping[str, str] = MappingProxyType({})) -> Reverts:
    """Find what the commits of a history take back; `matched` are reverts whose patches say of which commit, where messages do not."""
    saying = [(each, said) for each in history.commits.values() if (said := said_in(each.message))]
    if not saying:
        return Reverts({}, (), frozenset())
    named, titled = _by_id(history, saying), _by_subject(history, saying)
    by, unresolved = dict[str, tuple[str, ...]](), list[str]()
    for commit, said in saying:
        found = [oid for each in said.oids if (oid := named.get(each)) and oid != commit.oid]
        if not found and said.subject:
            found = [oid for oid in [titled.get((commit.oid, said.subject))] if oid]
        found = found or [oid for oid in [matched.get(commit.oid)] if oid]
        if found:
            by[commit.oid] = tuple(oid for each in dict.fromkeys(found) for oid in _whole(history, each))
        else:
            unresolved.append(commit.oid)
    taken = {commit.oid for commit, _ in saying}
    again = {oid for oid, each in by.items() if taken.issuperset(each)}
    again |= {commit.oid for commit, _ in saying if _REAPPLY.match(commit.subject)}
    return Reverts(by, tuple(sorted(unresolved)), frozenset(again))


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
    short = {each: cut for each in asked for cut in [_uncut(each)] if cut}
    titled: dict[str, list[Commit]] = {}
    for each in history.commits.values():
        if each.subject in asked:
            titled.setdefault(each.subject, []).append(each)
        for subject, beginning in short.items():
            if each.subject.startswith(beginning) and each.subject != subject:
                titled.setdefault(subject, []).append(each)
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
