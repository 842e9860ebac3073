"""What comes up next on a floor where nothing is pending: by its time, or by the turn that it has (RONR (12th ed.) 41:18-26)."""

from __future__ import annotations

from gitgov.core.ids import EventId
from gitgov.procedure.entries import Aside
from gitgov.procedure.floor import Floor
from gitgov.procedure.restoring import why_not_back
from gitgov.procedure.state import Motion


def due(floor: Floor, at: int) -> Floor:
    """Return the floor with the first question that waits for its time pending, if nothing else is.

    What was interrupted comes first, then unfinished business, then what was postponed to before `at`.
    """
    sits = floor.meeting is None or floor.meeting.phase == "open"
    if floor.stack or not (floor.aside or floor.parts or floor.entered) or not sits:
        return floor
    if (floor.parts or floor.entered) and (called := called_up(floor, at)) is not floor:
        return called
    if floor.meeting is not None and floor.meeting.business:
        return floor  # in a special meeting only what its call names is in order
    ripe = min((key for main, place in floor.aside.items() if (key := _ripe(floor, main, place, at))), default=None)
    return floor if ripe is None else floor.take_back(ripe[2], ripe[1] if floor.meeting is None else at)


def _ripe(floor: Floor, main: EventId, place: Aside, at: int) -> tuple[int, int, EventId] | None:
    """Return by what a question that may come up again goes before others: its kind, and the time it was set for."""
    if place.how == "postponed":
        return (2, place.until, main) if place.until <= at else None
    if place.how == "unfinished":
        return 1, 0, main
    if place.how != "interrupted" or floor.meeting is None:
        return None
    done = floor.business > place.business or all(each.by != place.by for each in floor.meeting.taken_up[-1:])
    return (0, 0, main) if done else None


def called_up(floor: Floor, at: int) -> Floor:
    """Return the floor with what comes next pending.

    That is the next part of a question that was divided, if nothing is pending; else, where the rule presides, a motion to
    reconsider that waits until it may be taken up.
    """
    if floor.parts and not floor.stack:
        return floor.but(parts=floor.parts[1:]).stating(floor.motions[floor.parts[0]], at)
    first = (
        None if floor.chaired else next((each for each in floor.motions.values() if _is_ready(floor, each, at)), None)
    )
    return floor if first is None else floor.stating(first, at)


def _is_ready(floor: Floor, motion: Motion, at: int) -> bool:
    """Say whether a motion to reconsider waits that may be taken up: made and seconded, and not in vain by now."""
    if not (motion.row.suspends and motion.pending and motion.stated_at is None):
        return False
    target = floor.reconsidered_by(motion)
    in_vain = target is None or not floor.can_take_up(target) or bool(why_not_back(floor, target))
    return not in_vain and bool(motion.seconder or not motion.rules.second) and not floor.is_too_early(motion, at)
