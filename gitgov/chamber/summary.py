"""A motion in a line: what lists and status need to know without folding it again."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

import orjson

from gitgov.core.ids import motion_name
from gitgov.git.index import Row, SeriesRow
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


class Summary(NamedTuple):
    """A motion as lists show it. Instants are seconds; `result` is the arithmetic once announced.

    `settled` is the phase it reaches without further acts; `silent` are the members who have not voted in person,
    `entrusted` who of them let whom vote for them, and `by_proxy` for whom that has happened; `silence_at`
    is when it is carried if nobody objects until then, where the rules say so and nobody has, and `consenting` says that
    unanimous consent was asked for; `lacking` are the ayes that the rules ask for and that are missing, in words; `behind`
    names the question immediately pending that comes before this one, `waits` says that the meeting where it is pending does not
    sit, `presider` who presides over it, where the charter alone does not say that, `floor` the thread where it is pending, and
    `place` which of its questions it is; `recorded` says that somebody has put
    on record that it was carried out. Of a choice among many, filled ballots count as
    `ayes` and blank ones as `abstentions`; `ballot` is which one is taken, `how` the command to vote, and `chosen` who or what is.
    """

    id: str
    subject: str
    kind: str
    text: str
    mover: str
    at: int
    target: str
    head: str
    branch: str
    settled: str
    opens_at: int | None
    closes_at: int | None
    silence_at: int | None
    ends_hold: int | None
    earliest_poll: int | None
    touched_at: int
    behind: str
    needs_second: bool
    chaired: bool
    silent: list[str]
    entrusted: dict[str, str]
    by_proxy: list[str]
    ayes: int
    nays: int
    abstentions: int
    missing: int
    lacking: list[str]
    vetoes: list[str]
    recused: list[str]
    consenting: bool
    result: str
    among: bool
    ballot: int
    how: str
    chosen: list[str]
    waits: str
    presider: str
    recorded: bool
    floor: str
    place: int
    verified: bool

    @property
    def name(self) -> str:
        """The id as people say it."""
        return motion_name(self.id)

    def phase(self, now: int) -> str:
        """Name where the question stands at `now`; as `Motion.phase` does."""
        if (self.behind or self.waits) and self.settled in {"moved", "debate", "voting"}:
            return "waiting"
        if self.settled == "voting" and self.opens_at is not None and now < self.opens_at:
            return "debate"
        return self.settled

    @property
    def pending(self) -> int:
        """Say whether it is still to be decided (2), or carried out (1)."""
        if self.settled in {
            "moved",
            "seconded",
            "debate",
            "voting",
            "tabled",
            "postponed",
            "referred",
            "unfinished",
            "interrupted",
        }:
            return 2
        return int(self.settled == "carried" and self.kind in {"merge", "release", "charter"})


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


def to_row(summary: Summary) -> Row:
    """Write a summary as a row of the index."""
    data = orjson.dumps(summary[:-1]).decode()  # all but `verified`, which is a column of its own
    return Row(
        summary.id,
        summary.subject,
        summary.pending,
        summary.target,
        summary.head,
        summary.branch,
        summary.verified,
        summary.at,
        data,
    )


def from_row(row: Row) -> Summary:
    """Read a summary from a row of the index."""
    return Summary(*[*orjson.loads(row.data), row.verified])
