"""A standing order as it was invoked, and what the assembly has said of it (RONR (12th ed.) 10:54-57).

The invocation opens a floor whose main question is whether to ratify it, so that nobody can do the one without the
other. The order has put that question: it can be voted on at once, and nothing puts it off.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Literal, NamedTuple, TypeAlias

from gitgov.charter.chain import Step
from gitgov.charter.charter import RuleSet, StandingOrder
from gitgov.core.ids import EventId, Member, motion_name
from gitgov.core.instants import show_instant
from gitgov.ledger.event import Event
from gitgov.procedure.electorate import electorate_of
from gitgov.procedure.events import OrderInvoked
from gitgov.procedure.floor import Floor
from gitgov.procedure.motions import MOTIONS
from gitgov.procedure.motions.merge import Merge
from gitgov.procedure.motions.ratify import Ratify
from gitgov.procedure.motions.release import Release
from gitgov.procedure.notice import without_notice
from gitgov.procedure.state import Enactment, Motion, in_turn

Answer = Literal["awaiting ratification", "ratified", "refused", "overdue"]


def content_of(act: Merge | Release) -> str:
    """Return the commit that an act lets in."""
    return act.head if isinstance(act, Merge) else act.commit


def target_of(act: Merge | Release) -> str:
    """Return the ref that an act opens."""
    return act.into if isinstance(act, Merge) else act.tag


class Invocation(NamedTuple):
    """A lawful invocation: the order as of its charter, the exact act, and the votes upon it.

    `own` is the question of ratification that came with it, `carried` one that was carried, that or a later one.
    """

    id: EventId
    order: StandingOrder
    question: Merge | Release
    mover: Member
    at: int
    why: str
    step: Step
    own: Motion
    carried: Motion | None = None

    @property
    def name(self) -> str:
        """The id as people say it, that of the question of ratification too."""
        return motion_name(self.id)

    @property
    def text(self) -> str:
        """The act in the assembly's words."""
        return MOTIONS[self.question.motion].read_back(self.question)

    @property
    def target(self) -> str:
        """The ref that it opens."""
        return target_of(self.question)

    @property
    def content(self) -> str:
        """The commit that it lets in there."""
        return content_of(self.question)

    @property
    def rules(self) -> RuleSet:
        """The rules by which the assembly would have decided the act."""
        return self.step.charter.rules[self.question.motion]

    @property
    def enacted(self) -> tuple[Enactment, ...]:
        """The records that it was carried out."""
        return self.own.enacted

    @property
    def deadline(self) -> int:
        """The instant by which it is to be ratified, in seconds."""
        return self.at + self.order.ratify_within

    def answer(self, now: int) -> Answer:
        """Name what the assembly has answered by `now`."""
        if self.carried is not None:
            return "ratified"
        if self.own.decision is not None and not self.own.decision.carried:
            return "refused"
        return "overdue" if now > self.deadline else "awaiting ratification"

    def in_breach(self, now: int) -> bool:
        """Say whether the charter is breached: it was not ratified in time, or the assembly refused to."""
        return self.answer(now) in {"refused", "overdue"}

    def said(self, now: int) -> str:
        """Say what the assembly has answered, with the instant that matters."""
        match self.answer(now):
            case "ratified" if self.carried is not None and self.carried.decision is not None:
                late = ", late" if self.carried.decision.at > self.deadline else ""
                return f"ratified at {show_instant(self.carried.decision.at)}{late}"
            case "refused":
                return "NOT ratified: the assembly refused"
            case "overdue":
                return f"NOT ratified by {show_instant(self.deadline)}"
            case _:
                return f"to be ratified by {show_instant(self.deadline)}"


Authority: TypeAlias = Motion | Invocation
"""What may let content in: a decision of the assembly, or a standing order that was invoked."""


def before_the_assembly(event: Event, step: Step) -> Motion:
    """Return the question whether to ratify an invocation: stated and put by the order itself, open to its deadline."""
    body = event.body
    order = step.charter.order(body.order) if isinstance(body, OrderInvoked) else None
    if not isinstance(body, OrderInvoked) or order is None:
        raise TypeError(event.kind)
    words = f"{MOTIONS[body.act.motion].read_back(body.act)}, under the standing order {order.name}"
    question = Ratify.model_construct(motion="ratify", of=event.id, text=words)  # longer than one that is moved may be
    charter = step.charter
    rules = charter.rules[body.act.motion]
    rules = (without_notice(rules) or rules)._replace(
        second=False, debate=0, notice=0, lazy=0, consent=0, hold=0, poll=order.ratify_within
    )
    return Motion(
        event.id, event.subject, event.actor, event.at, MOTIONS["ratify"], question, body.why, "", step, rules,
        electorate_of(charter, rules, body.act, event.actor), stated_at=event.at, put_at=event.at, touched_at=event.at,
    )  # fmt: skip


def brings_ratification(floor: Floor, motion: Motion) -> bool:
    """Say whether a question is the one that an invocation has brought before the assembly."""
    return motion.id == floor.id and isinstance(floor.lineage[floor.id].body, OrderInvoked)


def invocation_on(floor: Floor, ratifications: Iterable[Motion] = ()) -> Invocation | None:
    """Return the invocation that opened a floor, if one did; `ratifications` are questions moved elsewhere about it."""
    event = floor.lineage[floor.id]
    body = event.body
    order = floor.step.charter.order(body.order) if isinstance(body, OrderInvoked) else None
    if not isinstance(body, OrderInvoked) or order is None:
        return None
    own = floor.main
    ratified = [each for each in (own, *ratifications) if _ratifies(each, floor.id)]
    carried = min(ratified, key=in_turn, default=None)
    return Invocation(event.id, order, body.act, Member(event.actor), event.at, body.why, floor.step, own, carried)


def _ratifies(motion: Motion, invocation: EventId) -> bool:
    of = motion.question.of if isinstance(motion.question, Ratify) else ""
    carried = motion.decision is not None and motion.decision.carried
    return of == invocation and carried and not motion.fate and not motion.reconsidering


def invocations(floors: Sequence[Floor]) -> tuple[Invocation, ...]:
    """Return the lawful invocations among the floors on the charter's commit, oldest first."""
    moved = [each for floor in floors for each in floor.mains if isinstance(each.question, Ratify)]
    found = (invocation_on(floor, moved) for floor in floors)
    return tuple(sorted((each for each in found if each), key=lambda each: (each.at, each.id)))
