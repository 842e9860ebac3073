"""Receiving lines of the rooms above procedure: their own law, upon their threads as they grow."""

from __future__ import annotations

from collections.abc import Callable

from gitgov.chamber.kinds import room_of
from gitgov.chamber.open import Chamber
from gitgov.chamber.threads import thread_on
from gitgov.charter.chain import Chain
from gitgov.core.ids import EventId
from gitgov.core.objection import Objection
from gitgov.ledger.event import Event
from gitgov.procedure.floor import Floor
from gitgov.procedure.motions.sprint import Sprint as Commitment
from gitgov.procedure.receipt import why_not_beside
from gitgov.quality.measured import Taken
from gitgov.quality.project_events import ImprovementJudged
from gitgov.sprints.outcome_events import ScrumReviewed, SprintReviewed
from gitgov.sprints.review import why_not_again
from gitgov.sprints.sprint import Sprint
from gitgov.threads.bounds import Acts
from gitgov.threads.fold import Thread, why_not
from gitgov.threads.rows import Seen


class RoomSieve:
    """A pass over new lines of these rooms; `floor_with` finds a motion's floor on a commit, with what has been taken in."""

    def __init__(self, chamber: Chamber, floor_with: Callable[[str, str], Floor | None], *, on_receipt: bool) -> None:
        self._chamber = chamber
        self._floor_with = floor_with
        self._on_receipt = on_receipt
        self._threads: dict[EventId, Thread] = {}
        self._acts: dict[EventId, Acts] = {}
        self._held: dict[EventId, Sprint] | None = None

    def judge(self, chain: Chain, event: Event) -> tuple[Objection, ...]:
        """Say why an event is not taken in; nothing where it is, or has been before."""

        def floor_of(motion: str) -> Floor | None:
            return self._floor_with(motion, event.subject)

        if event.thread not in self._threads:
            held = thread_on(self._chamber, room_of(event), event.thread, event.subject, floor_of)
            self._threads[event.thread], self._acts[event.thread] = held, Acts.of(held.events.values())
        thread = self._threads[event.thread]
        if event.id in thread.events:
            return ()
        thread.events[event.id] = event
        objections = why_not(chain, thread, event, floor_of, now=self._on_receipt)
        if not objections and self._on_receipt:
            objections = why_not_beside(event, {tip: thread.events[tip].actor for tip in thread.tips})
            objections = (
                objections or self._acts[event.thread].why_not(event) or self._why_not_true(chain, thread, event)
            )
        if objections:
            del thread.events[event.id]
            return objections
        thread.take(event, Seen(chain, thread.events, floor_of))
        self._acts[event.thread].count(event)
        return ()

    def why_not_committed(self, question: Commitment) -> tuple[Objection, ...]:
        """Object to a motion that commits a team to a sprint which has been reviewed."""
        planned = (each for each in self._sprints() if question.plan in {plan.id for plan in each.plans})
        return tuple(why for each in planned for why in why_not_again(each))

    def _sprints(self) -> list[Sprint]:
        """Return all sprints, oldest first, those as they have grown in this pass included. O(room), once in a pass."""
        from gitgov.chamber.sprints import SPRINTS, read_board  # noqa: PLC0415 - few lines ask for it

        if self._held is None:
            self._held = {each.id: each for each in read_board(self._chamber, SPRINTS).sprints}
        states = [each.state for each in self._threads.values()]
        grown = {each.id: each for each in states if isinstance(each, Sprint)}
        return sorted((self._held | grown).values(), key=lambda each: (each.plans[0].at, each.id))

    def _why_not_true(self, chain: Chain, thread: Thread, event: Event) -> tuple[Objection, ...]:
        """Ask of a review whether commits say what it claims, or teams' own reviews, and of a judgement whether it follows."""
        if isinstance(event.body, ImprovementJudged):
            return self._why_not_following(thread, event)
        if isinstance(event.body, ScrumReviewed):
            return self._why_not_summed(chain, event.body)
        sprint = thread.before(event) if isinstance(event.body, SprintReviewed) else None
        if not isinstance(event.body, SprintReviewed) or not isinstance(sprint, Sprint):
            return ()
        from gitgov.chamber.reviewing import why_not_true  # noqa: PLC0415 - few lines are reviews

        return why_not_true(self._chamber, sprint, event.body)

    def _why_not_following(self, thread: Thread, event: Event) -> tuple[Objection, ...]:
        """Ask what was measured, here and in this pass."""
        from gitgov.chamber.metrics import read_metrics  # noqa: PLC0415 - few lines are judgements
        from gitgov.chamber.rejudging import why_not_judged_so  # noqa: PLC0415 - as above

        states = (
            *read_metrics(self._chamber, "measures.taken").taken,
            *(each.state for each in self._threads.values()),
        )
        taken = {each.id: each for each in states if isinstance(each, Taken)}
        found = thread.before(event)
        return tuple(why_not_judged_so(self._chamber, found, event, taken.values(), complete=False))

    def _why_not_summed(self, chain: Chain, body: ScrumReviewed) -> tuple[Objection, ...]:
        """Ask the teams' sprints."""
        from gitgov.chamber.scrums import why_not_summed  # noqa: PLC0415 - as above

        return why_not_summed(chain.charter.teams, self._sprints(), body)
