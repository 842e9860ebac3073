"""The case of a release: what a commit brings since the last one, what the gate would say, and how deployments have gone."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from gitgov.advice.advisers.release import (
    ADVISER,
    Change,
    Critical,
    Decided,
    Delivered,
    ReleaseFacts,
    Trouble,
    answer,
)
from gitgov.advice.answer import Case, told
from gitgov.advice.shape import reshapes_data
from gitgov.chamber.advising.changes import citable_in, data_of
from gitgov.chamber.advising.lacking import lacks_of, unheard
from gitgov.chamber.candidates import Reviews
from gitgov.chamber.defining import definitions
from gitgov.chamber.indexing import listed
from gitgov.chamber.measured import quality_of, unmet
from gitgov.chamber.measuring import facts_at
from gitgov.chamber.metrics import Metrics, read_metrics
from gitgov.chamber.open import Chamber
from gitgov.chamber.proposal import release_of
from gitgov.chamber.scoping import scope_of
from gitgov.chamber.summary import Summary
from gitgov.chamber.trunk import trunk_of
from gitgov.core.ids import short
from gitgov.core.objection import Objection
from gitgov.core.visible import flat
from gitgov.gate.facts import TagFacts
from gitgov.gate.quality import Asked, why_not_met
from gitgov.gate.tag import why_not_reviewed
from gitgov.git.diffs import Change as Brought
from gitgov.git.diffs import change_between
from gitgov.git.history import committed_at, is_ancestor
from gitgov.git.logged import Tagged, tags
from gitgov.procedure.motions.release import Release
from gitgov.quality.measures import change_fail_rate, deployment_frequency
from gitgov.quality.measures.facts import DAY
from gitgov.quality.measures.row import Facts, landings, within

SPAN = 90 * DAY
MOST_PATHS, LONGEST = 500, 1_000
"""So many paths are told, and of so many characters at most a finding is about."""
DECISIONS = frozenset({"architecture", "process", "main", "charter", "ctq", "waiver", "adopt_report"})
"""The kinds of motion about no content of their own that notes tell of."""


class _Since(NamedTuple):
    """What is released now and what was released last, of which `tag` is nothing for the first."""

    question: Release
    tag: Tagged | None
    brought: Brought


def case(chamber: Chamber, tag: str, commit: str = "HEAD") -> Case:
    """Put together what is known of a commit that might be released; raises `BadInput` where the tag is here already, or is no name."""
    question = release_of(chamber, tag, commit, "")
    last = last_release(chamber, question.tag, question.commit)
    brought = change_between(chamber.repo, last.commit if last else "", question.commit)
    since = _Since(question, last, brought)
    metrics = read_metrics(chamber)
    main = f"refs/heads/{trunk_of(chamber)}"
    scope = scope_of(chamber, metrics, main, chamber.now() - SPAN, chamber.now())
    course = facts_at(chamber, question.commit, scope)
    facts = ReleaseFacts(
        flat(question.tag.removeprefix("refs/tags/")),
        question.commit,
        flat(last.name) if last else "",
        last.commit if last else "",
        _change(chamber, brought),
        lacks_of(_asked(chamber, question)),
        tuple(_critical(chamber, question.commit)),
        tuple(_troubles(metrics)),
        tuple(_delivered(course)),
        tuple(_gone_back(course, metrics)),
        tuple(_decided(chamber, course, since)),
        _signers(chamber, question.tag),
        chamber.chain.charter.tag(question.tag) is not None,
    )
    found = answer(facts)
    deployed, troubled = (each.id for each in metrics.deployments), (each.id for each in metrics.incidents)
    named = (*found.cites, *deployed, *troubled)
    citable = citable_in(brought, *named)
    data, tip = data_of(brought), facts.since
    return Case(ADVISER.name, question.commit, facts.tag, told(facts), found, data, citable, question.tag, tip)


def last_release(chamber: Chamber, ref: str, commit: str) -> Tagged | None:
    """Return the last release under the same pattern of tags as `ref` that a commit contains, by its history and not by names."""
    row, repo, own = chamber.chain.charter.tag(ref), chamber.repo, ref.removeprefix("refs/tags/")
    known = tags(repo, row.pattern if row else "*")
    found = [each for each in known if each.name != own and repo.holds_commit(each.commit)]
    newest = sorted(found, key=lambda each: (committed_at(repo, each.commit), each.at or 0, each.name), reverse=True)
    return next((each for each in newest if is_ancestor(repo, each.commit, commit)), None)


def _change(chamber: Chamber, brought: Brought) -> Change:
    paths = sorted(brought.files)
    parts = chamber.chain.charter.quality.services.values()
    return Change(
        len(brought.commits),
        len(paths),
        sum(each.added + each.removed for each in brought.files.values()),
        tuple(map(flat, paths[:MOST_PATHS])),
        tuple(sorted(each.name for each in parts if any(map(each.owns, paths)))),
        tuple(each for each in paths[:MOST_PATHS] if len(each) <= LONGEST and reshapes_data(each)),
    )


def _asked(chamber: Chamber, question: Release) -> Iterator[Objection | None]:
    """Yield what the gate would say of a tag on this commit, as far as that does not hang on the motion."""
    charter, ref, commit = chamber.chain.charter, question.tag, question.commit
    name = ref.removeprefix("refs/tags/")
    if charter.is_candidate(ref):
        yield why_not_reviewed(TagFacts(True, name, commit, reviews=Reviews(chamber).before(ref, commit)))
    yield from unmet(chamber, ref, commit).values()
    if row := charter.tag(ref):
        yield from unheard(chamber, commit, row.advice - {ADVISER.name}, ref, short(commit))
        if row.roles and not _signers(chamber, ref):
            what = f"nobody holds {' or '.join(sorted(row.roles))}, which it takes to sign {name}"
            yield Objection("GOV-125", what, remedy="git motion charter FILE gives somebody the role")


def _signers(chamber: Chamber, ref: str) -> tuple[str, ...]:
    """Return who may sign a protected tag, where that takes a role."""
    charter = chamber.chain.charter
    row = charter.tag(ref)
    return tuple(sorted(frozenset().union(*map(charter.holders, row.roles)))) if row else ()


def _critical(chamber: Chamber, commit: str) -> Iterator[Critical]:
    """Yield how what was recorded of a commit meets each characteristic that is critical, whoever has waived it."""
    critical = [name for name, each in definitions(chamber).items() if each.ctq.critical]
    quality = quality_of(chamber, (commit,))._replace(waivers=()) if critical else None
    for name in critical:
        found = why_not_met(Asked(frozenset({name}), commit), quality, chamber.now())
        own = [each for each in quality.recorded.get(commit, ()) if each.metric == name] if quality else []
        record = max(own, key=lambda each: (each.at, each.record)).record if own else ""
        valued = any(each.value for each in own)
        if found is None:
            yield Critical(name, "met", record=record)
        elif found.code in {"GOV-193", "GOV-194"} and valued:
            yield Critical(name, "missed", found.what, record)
        else:
            yield Critical(name, "no data", found.what, record)


def _troubles(metrics: Metrics) -> Iterator[Trouble]:
    for each in metrics.incidents:
        if each.closed is None:
            yield Trouble(each.id, each.body.service, flat(each.body.title))


def _delivered(facts: Facts) -> Iterator[Delivered]:
    for each in facts.deliveries:
        failed = change_fail_rate.MEASURE.take(each, facts.window)
        often = deployment_frequency.FREQUENCY.take(each, facts.window)
        yield Delivered(each.application.name, failed.part or 0, failed.n, often.n)


def _gone_back(facts: Facts, metrics: Metrics) -> Iterator[str]:
    """Yield the deployments that went back: as their records say, and as what was deployed shows."""
    said = [each.id for each in metrics.deployments if each.body.rollback and facts.window.holds(each.body.finished)]
    shown = [each.object for delivery in facts.deliveries for each in within(delivery, facts.window) if each.back]
    yield from sorted({*said, *shown})


def _decided(chamber: Chamber, facts: Facts, since: _Since) -> Iterator[Decided]:
    """Yield the motions that were carried since the last release: those whose content comes in now, and other decisions, oldest first."""
    brought = {each.oid for each in since.brought.commits}
    merged = {course.id for oid, course in landings(facts).items() if oid in brought and course.carried}
    carried = [each for each in listed(chamber, everything=True) if each.settled in {"carried", "enacted"}]
    then = _released_at(chamber, carried, since.tag) if since.tag else 0
    for each in carried:
        if each.id in merged or (each.kind in DECISIONS and _decided_at(each) > then):
            yield Decided(each.id, flat(each.text))


def _released_at(chamber: Chamber, carried: list[Summary], last: Tagged) -> int:
    """Return when the last release was decided, else when its tag, or its commit, was made."""
    ref = f"refs/tags/{last.name}"
    own = [
        _decided_at(each) for each in carried if (each.kind, each.target, each.head) == ("release", ref, last.commit)
    ]
    return max(own, default=last.at or committed_at(chamber.repo, last.commit))


def _decided_at(motion: Summary) -> int:
    return motion.ends_hold or motion.touched_at
