"""Who may speak, how often, and in which order (RONR (12th ed.) 42:6-10, 43:8-17)."""

from __future__ import annotations

from gitgov.core.ids import Member
from gitgov.procedure.floor import DAY, Floor
from gitgov.procedure.precedence import is_debatable
from gitgov.procedure.rows import Objections, object_to
from gitgov.procedure.state import Motion, Speech


def why_not_speak(floor: Floor, motion: Motion, actor: Member, side: str, at: int) -> Objections:
    """Say why a member may not speak on a question now, or nothing."""
    if not is_debatable(floor, motion):
        what = f"{motion.name}, to {motion.text}, is not debatable"
        return object_to("GOV-347", what, motion.row.source, "vote on it")
    if floor.closed(motion):
        what = f"debate on {motion.name} is closed: the previous question has been ordered"
        return object_to("GOV-348", what, "RONR (12th ed.) 16:5", f"git vote aye {motion.name}")
    if motion.voting and floor.live:
        return object_to("GOV-351", f"members are voting on {motion.name}", "RONR (12th ed.) 45:7", "debate is over")
    limit = speeches_allowed(floor, motion)
    if not limit:
        return ()
    made = [each for each in motion.speeches if each.member == actor and same_day(floor, each, at)]
    if len(made) >= limit:
        what = f"{actor} has spoken {len(made)} times on {motion.name} today, and may {limit} times"
        return object_to("GOV-508", what, "RONR (12th ed.) 43:12", "two thirds may extend the limits of debate")
    if actor == motion.mover and side == "against":
        what = f"{actor} moved it, and may not speak against it, though vote against it"
        return object_to("GOV-507", what, "RONR (12th ed.) 43:25", "ask leave to withdraw it")
    return ()


def speeches_allowed(floor: Floor, motion: Motion) -> int:
    """Return how many speeches a member may make on a question a day; 0 for any number."""
    limits = (each.speeches for each in reversed(floor.orders) if motion.id in each.covers and each.speeches)
    return next(limits, motion.rules.speeches)


def same_day(floor: Floor, speech: Speech, at: int) -> bool:
    """Say whether a speech was made on the day of `at`: in the same meeting, or in the same 24 hours since the moving."""
    if floor.meeting is not None:
        return speech.at >= floor.meeting.opened_at
    return (speech.at - floor.opened_at) // DAY == (at - floor.opened_at) // DAY


def recognition(floor: Floor, at: int) -> list[Member]:
    """Order those who seek the floor: the mover first, who has not spoken before who has, then as they rose (42:9).

    Sides alternate as far as speeches show them; who has not spoken has shown none.
    """
    meeting, motion = floor.meeting, floor.top
    if meeting is None:
        return []
    if motion is None:
        return list(meeting.seeking)
    spoken = [each.member for each in motion.speeches if same_day(floor, each, at)]

    def turn(member: Member) -> tuple[bool, int]:
        return not (member == motion.mover and not spoken), spoken.count(member)

    return sorted(meeting.seeking, key=turn)


def freed(floor: Floor, at: int) -> Floor:
    """Take the floor from whoever has it; where the rule presides, it goes to the first of those who seek it (42:9)."""
    meeting = floor.meeting
    if meeting is None:
        return floor
    floor = floor.but(meeting=meeting._replace(speaker=""))
    return floor if floor.chaired or not meeting.seeking else assigned(floor, recognition(floor, at)[0])


def assigned(floor: Floor, member: Member) -> Floor:
    """Give the floor to a member, who seeks it no longer."""
    meeting = floor.meeting
    if meeting is None:
        return floor
    left = tuple(each for each in meeting.seeking if each != member)
    return floor.but(meeting=meeting._replace(speaker=member, seeking=left))
