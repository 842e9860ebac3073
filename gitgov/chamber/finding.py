"""Finding what was decided about the commits of an update: by their notes, what they merge, their trailers, or their content."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, NamedTuple

from gitgov.chamber.open import Chamber, invocations_here
from gitgov.chamber.pointed import Lookup
from gitgov.chamber.used import methods_ever
from gitgov.gate.facts import Echo, Step
from gitgov.git.history import Commit
from gitgov.git.merging import adds_nothing, clean_merges
from gitgov.git.repository import Repository
from gitgov.procedure.invocation import Authority, Invocation
from gitgov.procedure.motions.merge import Merge

if TYPE_CHECKING:  # sqlite is needed for copies without trailers only
    from gitgov.git.index import Row


_OID = rb"([0-9a-f]{40}(?:[0-9a-f]{24})?)"
_ECHO = re.compile(rb"^(?:This reverts commit %s\b|\(cherry picked from commit %s\)$)" % (_OID, _OID), re.MULTILINE)


class Named(NamedTuple):
    """For the newest commits of rebases the heads that they are copies of, and the commits below them that belong to these."""

    heads: dict[str, str]
    below: frozenset[str]


NOBODY = Named({}, frozenset())


class Found(NamedTuple):
    """Decisions and invocations, by the commit that they are about."""

    motions: dict[str, tuple[Authority, ...]]

    def heads(self, ref: str) -> set[str]:
        """Return the heads that some motion or order would let into `ref`."""
        return {
            motion.question.head
            for motions in self.motions.values()
            for motion in motions
            if isinstance(motion.question, Merge) and motion.question.into == ref
        }


def find(chamber: Chamber, ref: str, commits: Sequence[Commit]) -> tuple[Found, tuple[Step, ...]]:
    """Find decisions by the notes on the commits, on what they merge, on what their trailers name; else by ref."""
    subjects = {oid for commit in commits for oid in (commit.oid, commit.named, *commit.parents[1:]) if oid}
    orders, lookup = invocations_here(chamber), Lookup(chamber)
    motions = {subject: about(lookup, subject, orders) for subject in subjects}
    methods = methods_ever(chamber, ref)
    copies = [each for each in commits if len(each.parents) == 1 and not each.named and not motions.get(each.oid)]
    named_so = _by_stamp(chamber, ref, copies, orders, lookup) if copies and "rebase" in methods else NOBODY
    own = {each.oid for each in copies}
    squashes = {each.oid for each in copies if not adds_nothing(chamber.repo, each)} if "squash" in methods else set()
    steps = []
    for commit in commits:
        named = commit.named or named_so.heads.get(commit.oid, "")
        if commit.oid in squashes - named_so.below and not named:
            named = _by_content(chamber, ref, commit, lookup) or _by_order(chamber, ref, commit, orders)
        if named and named not in motions:
            motions[named] = about(lookup, named, orders)
        alone = commit.oid in own and not named
        steps.append(
            Step(commit.oid, commit.parents, commit.tree, named, echo(chamber.repo, commit.oid) if alone else None)
        )
    return Found(motions), tuple(steps)


def _by_stamp(
    chamber: Chamber, ref: str, copies: Sequence[Commit], orders: Iterable[Invocation], lookup: Lookup
) -> Named:
    """Find the decisions whose rebases commits are, as a host's button makes them, without trailers."""
    from gitgov.chamber.rebasing import name_rebases  # noqa: PLC0415 - few bodies rebase

    rows = [row for group in _candidates(chamber, ref) for row in group]
    ordered = [each.content for each in orders if each.target == ref and chamber.repo.holds(each.content)]
    waiting = {row.head for row in rows if row.pending == 1}.union(ordered)
    named = name_rebases(chamber, copies, dict.fromkeys([*(row.head for row in rows), *ordered]), waiting)
    for row in rows:
        if row.head in named.heads.values():
            lookup.follow(row.head, row.subject)
    return named


def echo(repo: Repository, commit: str) -> Echo | None:
    """Read from a commit's message whether it says, as git writes it, that it undoes or repeats another one."""
    found = _ECHO.search(repo.message(commit))
    return None if found is None else Echo("is picked from" if found[2] else "reverts", (found[1] or found[2]).decode())


def about(lookup: Lookup, commit: str, orders: Iterable[Invocation]) -> tuple[Authority, ...]:
    """Return the motions on a commit, and the standing orders that were invoked for it."""
    return (*lookup.motions(commit), *(each for each in orders if each.content == commit))


def _by_order(chamber: Chamber, ref: str, commit: Commit, orders: Iterable[Invocation]) -> str:
    """Find the standing order by which a commit was squashed without trailers."""
    heads = [each.content for each in orders if each.target == ref and chamber.repo.holds(each.content)]
    merges = clean_merges(chamber.repo, [(commit.parents[0], head) for head in heads])
    return next((head for head in heads if merges[commit.parents[0], head] == commit.tree), "")


def _by_content(chamber: Chamber, ref: str, commit: Commit, lookup: Lookup) -> str:
    """Find the decision whose squash a commit is, as a host's button makes it, without trailers.

    What waits to be carried out is tried first, then what lists show as enacted, where the decision of an old step is
    found, and only then what is undecided, for the sake of a better word.
    """
    for rows in _candidates(chamber, ref):
        merges = clean_merges(chamber.repo, list(dict.fromkeys((commit.parents[0], row.head) for row in rows)))
        for row in rows:
            if merges[commit.parents[0], row.head] == commit.tree:
                lookup.follow(row.head, row.subject)
                return row.head
    return ""


def _candidates(chamber: Chamber, ref: str) -> Iterator[list[Row]]:
    """Yield the motions that copies into a ref may be of: what waits, what was carried out, what is undecided."""
    from gitgov.chamber.indexing import ask  # noqa: PLC0415 - only a copy without trailers needs sqlite
    from gitgov.chamber.summary import from_row  # noqa: PLC0415 - as above

    rows = [row for row in ask(chamber, lambda index: index.for_target(ref)) if chamber.repo.holds(row.head)]
    for pending in (1, 0, 2):
        tried = [row for row in rows if row.pending == pending]
        if not pending:
            tried = [row for row in tried if from_row(row).settled == "enacted"]
        yield tried
