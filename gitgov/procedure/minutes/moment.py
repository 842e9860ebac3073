"""A moment: one act, with the floor before and after it."""

from __future__ import annotations

from typing import NamedTuple

from gitgov.ledger.event import Event
from gitgov.procedure.floor import Floor
from gitgov.procedure.state import Motion


class Moment(NamedTuple):
    """One event of a thread as it was folded, with the floor before it, if there was one, and after it."""

    event: Event
    before: Floor | None
    after: Floor

    @property
    def lawful(self) -> bool:
        """Say whether the event took effect."""
        rulings = self.after.out_of_order
        return self.before is None or rulings is self.before.out_of_order or rulings[-1].event.id != self.event.id

    @property
    def number(self) -> int:
        """The number of the meeting that it belongs to; 0 on a motion's own floor."""
        return 0 if self.after.meeting is None else self.after.meeting.number

    @property
    def phase(self) -> str:
        """How the meeting stands since this event, or nothing where it stands as before."""
        now, before = self.after.meeting, None if self.before is None else self.before.meeting
        return "" if now is None or (before is not None and before.phase == now.phase) else now.phase

    @property
    def changed(self) -> list[tuple[Motion | None, Motion]]:
        """The questions that the event made or changed, before and after."""
        before = {} if self.before is None else self.before.motions
        after = self.after.motions
        return (
            []
            if after is before
            else [(before.get(each), now) for each, now in after.items() if before.get(each) is not now]
        )
