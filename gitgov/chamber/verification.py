"""What a verification has found: numbers, what is wrong, and what a reader should know."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass, field

from gitgov.chamber.derived import NOTHING, Grandfathered
from gitgov.chamber.survey import Refusal
from gitgov.chamber.ways import Moves
from gitgov.core.objection import Objection
from gitgov.ledger.event import UNKNOWN
from gitgov.ledger.ruling import Ruling
from gitgov.procedure.floor import Floor

BROKEN = frozenset({"GOV-301", "GOV-309", "GOV-338"})
"""Rulings that mean that records are missing or false, not merely out of order."""
COPIED = "GOV-208"
"""A line that lies on another commit as well, as a rebase copies notes: without effect. A loss shows as a missing parent."""


@dataclass(slots=True)
class Verification:
    """What was checked, what is wrong (`problems`: verification fails), and what a reader should know (`notices`).

    `untrue` is what reviews of sprints claim that commits do not, and judgements that measurements do not, of which the notices tell too, each time.

    `before` is what nobody decided about, as it was there before; `enacted` are the refs that any enactment on record has moved; `receipts` is up to which one each room was read.
    """

    events: int = 0
    motions: int = 0
    moves: int = 0
    refs: int = 0
    enacted: set[str] = field(default_factory=set)
    receipts: dict[str, str] = field(default_factory=dict)
    before: Grandfathered = NOTHING
    problems: list[Objection] = field(default_factory=list)
    notices: list[str] = field(default_factory=list)
    untrue: list[str] = field(default_factory=list)

    def judge(
        self, refused: Iterable[Refusal], floors: Collection[Floor] = (), unopened: Iterable[Ruling] = ()
    ) -> None:
        """Take in what was read: lines that were refused, and floors with what is out of order on them."""
        for refusal in refused:
            self._refuse(refusal)
        for ruling in (*unopened, *(ruling for floor in floors for ruling in floor.out_of_order)):
            self._sort(ruling)
        for motion in (motion for floor in floors for motion in floor.motions.values()):
            if motion.decision and motion.decision.contested:
                what = f"{motion.name} has two contradictory announcements"
                self.problems.append(Objection("GOV-111", what, records=(motion.id, motion.decision.id)))

    def _refuse(self, refusal: Refusal) -> None:
        objection = refusal.objection
        if objection.code == COPIED:
            self.notices.append(objection.what)
            return
        where = f"in {refusal.room}, on {refusal.subject[:12]}" if refusal.room else f"on {refusal.subject[:12]}"
        self.problems.append(objection._replace(what=f"{objection.what} ({where})"))

    def _sort(self, ruling: Ruling) -> None:
        event, objection = ruling.event, ruling.objections[0]
        if event.body is UNKNOWN:
            kind = f"{event.kind} v{event.v} {event.id[:12]}"
            self.notices.append(f"{kind} is of a kind that this version does not know: kept, without effect")
        elif objection.code in BROKEN:
            self.problems.append(objection)
        else:
            self.notices.append(said(ruling))

    def add(self, moves: Moves) -> None:
        """Take in what was found about the moves of refs."""
        self.moves += moves.count
        self.refs = len(moves.tips)
        self.problems.extend(moves.problems)
        self.notices.extend(moves.cut)


def said(ruling: Ruling) -> str:
    """Say what is out of order, and why."""
    event = ruling.event
    return f"{event.kind} {event.id[:12]} by {event.actor} is out of order: {ruling.objections[0]}"
