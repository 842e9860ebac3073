"""Reducing folded motions to what lists show of them."""

from __future__ import annotations

from collections.abc import Iterable

from gitgov.chamber.summary import Summary
from gitgov.git.index import SeriesRow
from gitgov.procedure.acts.objections import PHASES
from gitgov.procedure.choosing import how_to_vote
from gitgov.procedure.floor import Floor
from gitgov.procedure.motions.charter import CharterChange, version_of
from gitgov.procedure.motions.merge import Merge
from gitgov.procedure.motions.release import Release
from gitgov.procedure.presiding import first_of_committee
from gitgov.procedure.state import Motion
from gitgov.tally.count import missing_ayes, missing_for_quorum

_FOREVER = 2**40


def summarise(
    motion: Motion, version: int, *, behind: str = "", verified: bool = True, adopted: bool = False
) -> Summary:
    """Reduce a folded motion to a summary.

    `version` is that of the charter in force, and `adopted` says that it is the one which this motion carried; `behind`
    names the question that comes before it.
    """
    question = motion.question
    votes = motion.tally()
    voted = motion.last_ballots().keys()
    head = question.head if isinstance(question, Merge) else question.commit if isinstance(question, Release) else ""
    phase = motion.phase(_FOREVER)
    return Summary(
        id=motion.id,
        subject=motion.subject,
        kind=motion.kind,
        text=motion.text,
        mover=motion.mover,
        at=motion.at,
        target=motion.target,
        head=head,
        branch=question.branch if isinstance(question, Merge) else "",
        settled=_settled(motion, phase, version, adopted=adopted),
        opens_at=motion.opens_at,
        closes_at=motion.closes_at,
        silence_at=motion.silence_at,
        ends_hold=motion.decision.ends_hold if motion.decision else None,
        earliest_poll=None if motion.stated_at is None else motion.earliest_poll,
        touched_at=motion.touched_at,
        behind=behind,
        needs_second=motion.pending and motion.rules.second and not motion.seconder,
        chaired=motion.chaired,
        silent=sorted(motion.voters - voted),
        entrusted={},
        by_proxy=sorted(motion.by_proxy),
        ayes=votes.ayes,
        nays=votes.nays,
        abstentions=votes.abstentions,
        missing=missing_for_quorum(motion.rules, votes),
        lacking=list(missing_ayes(motion.rules, votes)),
        vetoes=sorted({veto.member for veto in motion.standing_vetoes}),
        recused=sorted(motion.recused),
        consenting=motion.pending and motion.consenting,
        result=motion.decision.outcome.arithmetic if motion.decision else "",
        among=motion.among is not None,
        ballot=motion.round,
        how=how_to_vote(motion),
        chosen=list(motion.decision.outcome.chosen if motion.decision else motion.seated),
        waits="",
        presider="",
        recorded=bool(motion.enacted),
        floor="",
        place=0,
        renews=motion.renews,
        verified=verified,
    )


def on_floor(summary: Summary, floor: Floor, place: int) -> Summary:
    """Add what a floor means for a question: which it is, and at a meeting whose, who is there to answer, whether it sits."""
    meeting, summary = floor.meeting, summary._replace(floor=floor.id, place=place)
    if meeting is None:
        return summary
    if meeting.committee:  # what it decides is not the body's decision, and does not look like one
        said = f"{summary.text}, in the committee {', '.join(meeting.committee)}"
        summary = summary._replace(text=said, presider=first_of_committee(floor))
    if summary.pending != 2:
        return summary
    waits = "" if meeting.phase == "open" else f"{meeting.name}: {PHASES[meeting.phase]}"
    return summary._replace(silent=[each for each in summary.silent if each in meeting.present], waits=waits)


def series_of(floors: Iterable[Floor]) -> list[SeriesRow]:
    """Write the series of meetings among some floors as rows of the index."""
    return [
        SeriesRow(
            floor.id,
            floor.subject,
            floor.meeting.name,
            floor.meeting.phase,
            floor.opened_at,
            "\n".join(dict.fromkeys(each.name for each in (*floor.earlier, floor.meeting))),
        )
        for floor in floors
        if floor.meeting is not None
    ]


def _settled(motion: Motion, phase: str, current: int, *, adopted: bool) -> str:
    question = motion.question
    if phase != "carried" or not isinstance(question, CharterChange):
        return phase
    if adopted:
        return "enacted"
    return "overtaken" if version_of(question) <= current else phase
