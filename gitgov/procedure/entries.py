"""What a floor holds besides questions: orders upon debate, what was set aside, rulings of the chair, and notices."""

from __future__ import annotations

from typing import Literal, NamedTuple

from gitgov.core.ids import EventId, Member
from gitgov.procedure.rows import Question


class Order(NamedTuple):
    """An order of the assembly upon debate: closed by the previous question, or limited; until it is exhausted.

    `covers` are the questions that it is for; `speeches` and `length` replace the limits, where they are not 0.
    """

    kind: Literal["previous_question", "limit_extend_debate"]
    covers: frozenset[EventId]
    by: EventId
    speeches: int = 0
    length: int = 0
    until: int = 0


class Aside(NamedTuple):
    """A main question set aside with all that adheres to it: tabled, postponed or referred; `stack` is how it stood.

    Business that a meeting left unfinished waits here for the next regular one, what a special order interrupts for that
    to be done. `until` is the instant that it was postponed to, `committee` to whom it was referred; `business` how much had been
    done on the floor by then.
    """

    how: Literal["tabled", "postponed", "referred", "unfinished", "interrupted"]
    stack: tuple[EventId, ...]
    by: EventId
    business: int
    until: int = 0
    committee: str = ""
    special: bool = False


class Ruled(NamedTuple):
    """A ruling of the chair: upon which act, and how far things had gone by then.

    `before` are the questions that it took from the floor, and `stack` what was pending before it did.
    """

    of: EventId
    ruling: str
    progress: int
    before: tuple[EventId, ...] = ()
    stack: tuple[EventId, ...] = ()


class Notice(NamedTuple):
    """Notice of a question that will be moved, and the meeting at which it was given; 0 on a motion's own floor."""

    id: EventId
    member: Member
    at: int
    session: int
    question: Question
