"""Past releases: whether one was lost, its deployment failed, or something that came with it was soon taken back."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import partial
from typing import Final, NamedTuple

from gitgov.advice.answer import Case
from gitgov.advice.learning import Example
from gitgov.advice.marking import Became
from gitgov.chamber.advising import release
from gitgov.chamber.advising.hindsight.past import Inquiry, Past
from gitgov.chamber.advising.hindsight.replay import Replay, as_they_stood
from gitgov.chamber.indexing import listed
from gitgov.chamber.measuring import facts_at
from gitgov.chamber.metrics import read_metrics
from gitgov.chamber.open import Chamber
from gitgov.chamber.proposal import lands_at
from gitgov.chamber.scoping import scope_of
from gitgov.core.ids import short
from gitgov.git.history import added, committed_at
from gitgov.git.replaying import tags_here
from gitgov.quality.measures.failing import failures
from gitgov.quality.measures.revert_rate import SOON
from gitgov.quality.measures.row import Facts


class _Release(NamedTuple):
    """A commit that was to be released, when, and what is known to have gone wrong, if anything."""

    at: int
    tag: str
    commit: str
    why: str = ""


class _Back(NamedTuple):
    """When a commit took another one back, in seconds."""

    at: int
    by: str


def examples(asked: Inquiry) -> list[Example]:
    """Put past releases together that a branch contains, but for the first, and motions to release that were lost."""
    chamber, tip = asked.chamber, lands_at(asked.chamber, asked.ref)
    facts = facts_at(chamber, tip, scope_of(chamber, read_metrics(chamber), asked.ref, until=chamber.now()))
    back = _taken_back(facts)
    found = sorted([*_made(chamber, facts), *_lost(chamber, facts)])
    return as_they_stood(asked, found, partial(_example, back))


def _example(back: Mapping[str, _Back], past: Replay, found: _Release) -> Example | None:
    """Put a release together as it stood the second before; nothing for one that followed no other, and brought all there was."""
    then = past.before(found.at)
    with past.standing(f"refs/tags/{found.tag}", ""):  # one that was there already is no part of the question
        case = release.case(then, found.tag, found.commit)
    if not case.tip:
        return None
    why = found.why or _soon(past, case, found, back)
    return Example(case, Became(not why, why), found.at)


def _soon(past: Replay, case: Case, found: _Release, back: Mapping[str, _Back]) -> str:
    """Say what of a release was taken back soon after it, by something that was no part of it."""
    brought = added(past.repo, [found.commit], [case.tip])
    for oid in brought:
        if oid in back and back[oid].by not in brought and 0 <= back[oid].at - found.at <= SOON:
            return f"{short(oid)} was taken back by {short(back[oid].by)}"
    return ""


def _taken_back(facts: Facts) -> dict[str, _Back]:
    """Return by which commit of a history each of the others was first taken back."""
    known = facts.history.commits
    rows = [(_Back(known[by].committed, by), oid) for by, oids in facts.reverts.by.items() for oid in oids]
    return {oid: back for back, oid in sorted(rows, reverse=True)}


def _made(chamber: Chamber, facts: Facts) -> Iterator[_Release]:
    """Yield the releases that a history contains: tags that the charter protects, or all where it protects none."""
    patterns = [each.pattern for each in chamber.chain.charter.tags] or ["*"]
    failed = _failed(facts)
    for each in {tag for pattern in patterns for tag in tags_here(chamber.repo, pattern)}:
        if each.commit in facts.history.landed:
            at = each.at or committed_at(chamber.repo, each.commit)
            yield _Release(at, each.name, each.commit, failed.get(each.commit, ""))


def _failed(facts: Facts) -> dict[str, str]:
    """Return by commit that a deployment of it failed, as records or tags show."""
    every = (each.shipped for delivery in facts.deliveries for each in failures(delivery))
    return {each.deployment.commit: "its deployment failed" for each in every}


def _lost(chamber: Chamber, facts: Facts) -> Iterator[_Release]:
    for each in listed(chamber, everything=True):
        if each.kind == "release" and each.settled == "lost" and each.head in facts.history.landed:
            yield _Release(each.at, each.target.removeprefix("refs/tags/"), each.head, "the assembly lost it")


PAST: Final = Past(
    "releases that the branch contains, but for the first, and motions to release that were lost; bad is what was lost, whose deployment failed, or of which something was taken back within 30 days",
    examples,
)
