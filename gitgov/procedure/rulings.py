"""What rulings do: of the chair, and of the assembly in the chair's place (RONR (12th ed.) 23:12-21, 24)."""

from __future__ import annotations

from gitgov.core.ids import EventId
from gitgov.procedure.entries import Ruled
from gitgov.procedure.floor import Floor
from gitgov.procedure.state import Motion, decided_at

RULED_OUT = "ruled out of order"
TAKING = frozenset({"well taken", "out of order"})
"""The rulings that take something from the floor, or make it void."""


def set_right(floor: Floor, point: Motion) -> Floor:
    """Let a point that is well taken have its effect: what broke the rule is out of order, or void where it was decided."""
    return ruled_out(floor, EventId(point.question.about), floor.last_at)


def ruled_out(floor: Floor, event_id: EventId, at: int) -> Floor:
    """Take a question from the floor, with what adheres to it; a result is void."""
    verdict = floor.verdicts.get(event_id)
    if verdict is not None:
        return floor.having(floor.motions[verdict.on].but(fate="void"))
    motion = floor.motions.get(event_id)
    if motion is None or not motion.pending:
        return floor
    return floor.without(floor.adhering(motion), at, RULED_OUT)


def overturned(floor: Floor, ruling: EventId, appeal: Motion) -> Floor:
    """Reverse a ruling: what it took from the floor is there again, or what it left there is gone."""
    ruled, at = floor.rulings[ruling], decided_at(appeal)
    if ruled.ruling not in TAKING:
        return ruled_out(floor, ruled.of, at)
    verdict = floor.verdicts.get(ruled.of)
    if verdict is not None:  # what was void is valid
        return floor.having(floor.motions[verdict.on].but(fate=""))
    back = {each: floor.motions[each].but(fate="", touched_at=at) for each in ruled.before if floor.motions[each].fate}
    motions = {**floor.motions, **back}
    for target in filter(None, (floor.reconsidered_by(motions[each]) for each in back)):
        motions[target.id] = motions[target.id].but(reconsidering=True)
    return floor.but(motions=motions, stack=_stack_again(floor, ruled, [each for each in ruled.stack if each in back]))


def _stack_again(floor: Floor, ruled: Ruled, back: list[EventId]) -> tuple[EventId, ...]:
    """Return the stack with these questions where they stood: directly upon what they were moved upon, below what came later."""
    below = set(ruled.stack) - set(back)
    at = max((place + 1 for place, each in enumerate(floor.stack) if each in below), default=0)
    return (*floor.stack[:at], *back, *floor.stack[at:])


def in_force_again(floor: Floor, ruling: EventId, at: int) -> Floor:
    """Return this floor with a ruling having its effect again, as the vote that overturned it is reconsidered."""
    ruled = floor.rulings[ruling]
    if ruled.ruling not in TAKING:
        return floor
    verdict = floor.verdicts.get(ruled.of)
    if verdict is not None:
        return floor.having(floor.motions[verdict.on].but(fate="void"))
    taken = tuple(each for each in ruled.before if floor.motions[each].pending)
    # what has been set aside or decided since stays so, whichever way the next vote goes
    floor = recorded(floor, ruled._replace(before=taken), ruling)
    return floor.without(taken, at, RULED_OUT)


def recorded(floor: Floor, ruled: Ruled, event_id: EventId) -> Floor:
    """Remember a ruling, so that it can be appealed from."""
    return floor.but(rulings={**floor.rulings, event_id: ruled})
