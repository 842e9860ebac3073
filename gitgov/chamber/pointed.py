"""What was decided about a commit: on floors of its own, whose lines lie on it, and at meetings that pointers lead to."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from gitgov.chamber.open import Chamber, matters
from gitgov.charter.chain import Chain
from gitgov.core.ids import EventId
from gitgov.ledger.event import Event
from gitgov.ledger.ruling import Ruling
from gitgov.procedure.events import DecisionNoted
from gitgov.procedure.floor import Floor
from gitgov.procedure.matters import Matters
from gitgov.procedure.pointing import about, followed, why_not_pointer, why_not_there
from gitgov.procedure.state import Motion


class Lookup:
    """Finds the motions about commits; each commit's notes are read and folded once, as long as this lives."""

    def __init__(self, chamber: Chamber) -> None:
        self._chamber = chamber
        self._read: dict[str, Matters] = {}
        self._told: dict[str, set[str]] = {}

    def on(self, commit: str) -> Matters:
        """Return what lies on a commit."""
        if commit not in self._read:
            self._read[commit] = matters(self._chamber, commit)
        return self._read[commit]

    def floors_on(self, commits: Iterable[str]) -> list[Floor]:
        """Return the floors whose lines lie on some commits, in the order of those."""
        return [floor for commit in sorted(commits) for floor in self.on(commit).floors]

    def follow(self, commit: str, place: str) -> None:
        """Look on `place` too for what is about a commit, whatever leads there."""
        self._told.setdefault(commit, set()).add(place)

    def floors(self, commit: str) -> tuple[Floor, ...]:
        """Return the floors on which something about a commit may have been moved: those on it, and those pointed to."""
        found = self.on(commit)
        told = [floor for place in sorted(self._told.get(commit, set()) - {commit}) for floor in self.on(place).floors]
        places = [each for each in followed(self._chamber.chain, found.pointers) if each[0] != commit]
        pointed = [floor for place in places if (floor := self.floor(*place)) is not None]
        return (*found.floors, *{floor.id: floor for floor in (*told, *pointed)}.values())

    def motions(self, commit: str) -> tuple[Motion, ...]:
        """Return the main questions on a commit's own floors, and those about it at meetings elsewhere."""
        own = self.on(commit)
        if not own.pointers and commit not in self._told:
            return own.motions
        elsewhere = (floor for floor in self.floors(commit) if floor.subject != commit)
        return (*own.motions, *(motion for floor in elsewhere for motion in about(floor, commit)))

    def floor(self, commit: str, thread: EventId) -> Floor | None:
        """Return one floor on a commit."""
        return next((floor for floor in self.on(commit).floors if floor.id == thread), None)

    def astray(self, commit: str) -> Iterator[Ruling]:
        """Yield the pointers on a commit that lead nowhere, ruled out with the reason."""
        return astray(self._chamber.chain, self.on(commit).pointers, self.floor)


def astray(
    chain: Chain, pointers: Iterable[Event], floor_of: Callable[[str, EventId], Floor | None]
) -> Iterator[Ruling]:
    """Yield the pointers that lead nowhere, ruled out with the reason; `floor_of` finds a floor by commit and thread."""
    for event in pointers:
        body = event.body
        floor = floor_of(body.lies_on, EventId(body.meeting)) if isinstance(body, DecisionNoted) else None
        if objections := why_not_pointer(chain, event) or why_not_there(floor, event):
            yield Ruling(event, objections)
