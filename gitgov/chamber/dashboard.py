"""The dashboard: a page of all that is known of the quality of a branch, from the ledger and from facts of git."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import NamedTuple

from gitgov import __version__
from gitgov.chamber.analysing import culprits_until, team_conflicts
from gitgov.chamber.defining import Waived, waivers
from gitgov.chamber.known import chart_of, known_metrics
from gitgov.chamber.measured import asked_of, unmet
from gitgov.chamber.measuring import facts_at
from gitgov.chamber.metrics import Metrics, read_metrics
from gitgov.chamber.open import Chamber, matters
from gitgov.chamber.scoping import scope_of
from gitgov.chamber.survey import without_collector
from gitgov.chamber.trunk import trunk_of
from gitgov.core.ids import EventId
from gitgov.core.objection import Objection
from gitgov.gate.ratified import why_not_ratified
from gitgov.procedure.motions.tollgate import Tollgate
from gitgov.procedure.state import Motion, decided_at, in_turn
from gitgov.quality.measures import readings
from gitgov.quality.page.values import Gate, GateJudgement, Page, Waiver
from gitgov.quality.seen.decided import Review, chain_of, counts, project_of
from gitgov.quality.seen.flow import breakdowns, funnels, paretos
from gitgov.quality.seen.tiles import Metric, tiles

UNMEASURED = frozenset({"GOV-190", "GOV-191", "GOV-192"})
"""What the gate says where there is no measurement to go by: none is asked for rightly, none is there, or it is too old."""
Tell = Callable[[str], None]
"""What is told what is being done, where it may take long."""


class _Read(NamedTuple):
    """What the ledger says: the room of metrics, each metric, and the motions that lie where projects and improvements do."""

    metrics: Metrics
    known: Mapping[str, Metric]
    motions: Mapping[EventId, Motion]


def page_of(chamber: Chamber, ref: str = "", tell: Tell = lambda _: None) -> Page:
    """Join the page of a branch, by default the main one, as of now; raises `BadInput` where there is no such branch."""
    full = f"refs/heads/{(ref or trunk_of(chamber)).removeprefix('refs/heads/')}"
    tip = chamber.repo.commit_of(full)
    with without_collector():
        tell("reading what is on record")
        read = _read(chamber)
        tell("looking at the history")
        facts = facts_at(chamber, tip, scope_of(chamber, read.metrics, full, until=chamber.now()))
        tell("measuring")
        measured = {each.metric: each for each in readings(facts)}
        tell("drawing charts")
        culprits = culprits_until(chamber, chamber.now())
        return Page(
            title=f"{chamber.chain.charter.name}: quality of {full.removeprefix('refs/heads/')}",
            of=tip,
            at=chamber.now(),
            tool="gitgov",
            version=__version__,
            tiles=tiles(read.known, measured),
            gates=tuple(_gates(chamber, full, tip, read.known)),
            counts=counts(read.metrics.taken, read.metrics.runs, read.metrics.deployments, read.metrics.incidents),
            charts=tuple(chart_of(each) for each in read.known.values() if each.charted and each.series),
            breakdowns=breakdowns(facts),
            paretos=paretos(facts, culprits),
            funnels=funnels(team_conflicts(chamber, facts)),
            projects=tuple(project_of(each, _reviews(read)) for each in read.metrics.projects),
            waivers=tuple(_waiver(chamber, each) for each in waivers(chamber)),
            chains=tuple(
                chain_of(
                    each, read.known.get(each.body.ctq), {str(name): motion.at for name, motion in read.motions.items()}
                )
                for each in read.metrics.improvements
            ),
        )


def _read(chamber: Chamber) -> _Read:
    metrics = read_metrics(chamber)
    subjects = {each.subject for each in metrics.projects} | {each.subject for each in metrics.improvements}
    motions = {motion.id: motion for each in sorted(subjects) for motion in matters(chamber, each).motions}
    return _Read(metrics, known_metrics(chamber, metrics.taken), motions)


def _reviews(read: _Read) -> list[Review]:
    """Return the motions about tollgates, the oldest first; by when they were decided, or moved."""
    found = sorted(read.motions.values(), key=in_turn)
    return [
        Review(each.question.project, each.question.phase, each.id, decided_at(each))
        for each in found
        if isinstance(each.question, Tollgate)
    ]


def _waiver(chamber: Chamber, waived: Waived) -> Waiver:
    now, asked = chamber.now(), waived.waiver
    holds = why_not_ratified(waived.motion, now) is None
    state = waived.motion.phase(now) if not holds else "holds" if now < asked.until else "has ended"
    return Waiver(waived.motion.id, asked.ctq, asked.until, state, asked.reason)


def _gates(chamber: Chamber, ref: str, tip: str, known: Mapping[str, Metric]) -> Iterator[Gate]:
    """Yield what the charter asks of a branch, and whether its head has it, or a waiver lets it in: as it is, or where it is a merge, what that brought."""
    if not asked_of(chamber.chain.charter, ref):
        return
    parents = chamber.repo.parents(tip)
    onto = parents[0] if parents else ""
    head = unmet(chamber, ref, tip, onto, waived=False)
    brought = unmet(chamber, ref, parents[1], onto, waived=False) if len(parents) == 2 else {}
    let_in = {each: unmet(chamber, ref, each, onto) for each in {tip, *parents[1:2]}}
    for name, why in head.items():
        by_merge = why is not None and why.code in UNMEASURED and name in brought
        content, found = (parents[1], brought[name]) if by_merge else (tip, why)
        records = (
            [each.taken.id for each in known[name].records if each.taken.subject == content] if name in known else []
        )
        waived = None in (let_in[tip][name], let_in[content][name])
        yield Gate(ref.removeprefix("refs/heads/"), name, _verdict(found, waived=waived), (content, *records))


def _verdict(why: Objection | None, *, waived: bool) -> GateJudgement:
    if why is None:
        return "met"
    if waived:
        return "waived"
    return "no data" if why.code in UNMEASURED else "missed"
