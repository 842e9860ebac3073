"""Receiving lines of the room of sprints: its own law, upon its threads as they grow."""

from __future__ import annotations

from collections.abc import Callable

from gitgov.chamber.open import Chamber
from gitgov.chamber.sprints import thread_on
from gitgov.charter.chain import Chain
from gitgov.core.ids import EventId, Member
from gitgov.core.objection import Objection
from gitgov.ledger.event import Event
from gitgov.ledger.order import heads
from gitgov.procedure.receipt import why_not_beside
from gitgov.procedure.state import Motion
from gitgov.sprints.fold import Thread, taken, why_not


class SprintSieve:
    """A pass over new lines of the room; `question` finds a motion on a commit, with what has been taken in."""

    def __init__(self, chamber: Chamber, question: Callable[[str, str], Motion | None], *, on_receipt: bool) -> None:
        self._chamber = chamber
        self._question = question
        self._on_receipt = on_receipt
        self._threads: dict[EventId, Thread] = {}
        self._tips: dict[EventId, dict[EventId, Member]] = {}

    def judge(self, chain: Chain, event: Event) -> tuple[Objection, ...]:
        """Say why an event is not taken in; nothing where it is, or has been before."""

        def decided(motion: str) -> Motion | None:
            return self._question(motion, event.subject)

        if event.thread not in self._threads:
            thread = thread_on(self._chamber, event.thread, event.subject, decided)
            self._threads[event.thread] = thread
            self._tips[event.thread] = {tip: thread.events[tip].actor for tip in heads(thread.events.values())}
        thread, tips = self._threads[event.thread], self._tips[event.thread]
        if event.id in thread.events:
            return ()
        thread.events[event.id] = event
        objections = why_not(chain, thread, event, decided)
        if not objections and self._on_receipt:
            objections = why_not_beside(event, tips)
        if objections:
            del thread.events[event.id]
            return objections
        self._threads[event.thread] = taken(chain, thread, event, decided)
        for seen in event.parents:
            tips.pop(seen, None)
        tips[event.id] = event.actor
        return ()
