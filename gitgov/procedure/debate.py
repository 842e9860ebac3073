"""Who may speak, how often, for how long, and in which order (RONR (12th ed.) 42:6-10, 43:8-17)."""

from __future__ import annotations

from typing import NamedTuple

from gitgov.core.ids import Member
from gitgov.core.instants import show_duration
from gitgov.ledger.event import Event
from gitgov.ledger.order import ancestors
from gitgov.procedure.floor import Floor
from gitgov.procedure.precedence import is_debatable
from gitgov.procedure.presiding import is_small_board, may_have_the_chair
from gitgov.procedure.rows import Objections, Rising, object_to
from gitgov.procedure.sitting import Rise, standing
from gitgov.procedure.state import Motion, Speech

A_MINUTE = 1_000
"""How many characters are a minute of speech, where members write instead of speaking: about what people say in one."""


TEN_MINUTES = 600
"""How long a speech is where nothing else is said (43:8)."""


class Limits(NamedTuple):
    """How many speeches a member may make on a question a day, and how long each may be (seconds); 0 for any."""

    speeches: int
    length: int

    @property
    def characters(self) -> int:
        """How long a written speech may be."""
        return self.length * A_MINUTE // 60


def why_not_debate(floor: Floor, motion: Motion, actor: Member, at: int) -> Objections:
    """Say why a member may not speak on a question now, whatever there is to say; or nothing."""
    if not is_debatable(floor, motion):
        what = f"{motion.name}, to {motion.text}, is not debatable"
        return object_to("GOV-347", what, motion.row.source, "vote on it")
    if floor.closed(motion, at):
        what = f"debate on {motion.name} is closed: that has been ordered"
        return object_to("GOV-348", what, "RONR (12th ed.) 16:5", f"git vote aye {motion.name}")
    if motion.voting and floor.live:
        what = f"members are voting on {motion.name}: debate is over"
        return object_to("GOV-351", what, "RONR (12th ed.) 45:7", f"git vote status {motion.name}")
    if objections := _why_not_from_the_chair(floor, motion, actor):
        return objections
    limits = limits_upon(floor, motion, actor)
    made = (
        len(speeches_today(floor, motion, actor, at)) if limits.speeches else 0
    )  # O(speeches), where there is a limit
    if limits.speeches and made >= limits.speeches:
        what = f"{actor} has spoken {_times(made)} on {motion.name} today, and may {_times(limits.speeches)}"
        remedy = "two thirds may extend that: git motion limit-debate --speeches N; another day it begins anew"
        return object_to("GOV-508", what, "RONR (12th ed.) 43:12", remedy)
    return ()


def why_not_said(floor: Floor, motion: Motion, speech: Speech) -> Objections:
    """Say why a speech is out of order for what it is: against one's own motion, or too long; or nothing."""
    if speech.member == motion.mover and speech.side == "against" and motion.row.name != "appeal":
        what = f"{speech.member} moved it, and may not speak against it, though vote against it"
        return object_to("GOV-507", what, "RONR (12th ed.) 43:25", f"git motion withdraw {motion.name} asks leave to")
    limits, meeting = limits_upon(floor, motion, speech.member), floor.meeting
    remedy = "two thirds may extend that: git motion limit-debate --length 15m"
    if not limits.length:
        return ()
    if meeting is not None and speech.at > meeting.recognized_at + limits.length:
        taken = show_duration(speech.at - meeting.recognized_at)
        what = f"{speech.member} has spoken for {taken} on {motion.name}, and may for {show_duration(limits.length)}"
        return object_to("GOV-521", what, "RONR (12th ed.) 43:8", remedy)
    if meeting is None and len(speech.text) > limits.characters:
        what = (
            f"the speech has {len(speech.text)} characters, and {show_duration(limits.length)} are {limits.characters}"
        )
        return object_to("GOV-521", what, "RONR (12th ed.) 43:8", f"shorten it; or {remedy}")
    return ()


def _why_not_from_the_chair(floor: Floor, motion: Motion, actor: Member) -> Objections:
    """Object to who presides taking part in debate; on a ruling of their own they may (24:3(5)), and in a small board."""
    if motion.row.name in RULINGS or is_small_board(floor) or actor not in may_have_the_chair(floor):
        return ()
    what = f"{actor} presides over {motion.name}, and who presides does not debate"
    remedy = f"git motion hand-over {motion.name} --to MEMBER, until it is disposed of"
    return object_to("GOV-523", what, "RONR (12th ed.) 43:29-30", remedy)


RULINGS = frozenset({"appeal", "point_of_order"})
"""On which a member speaks once, and who presides twice, also in a small board (24:3(5), 49:21)."""


def limits_upon(floor: Floor, motion: Motion, actor: Member) -> Limits:
    """Return the limits of debate for a member upon a question: as ordered, else as the rules have them."""
    orders = [each for each in reversed(floor.orders) if motion.id in each.covers]
    speeches, length = motion.rules.speeches, motion.rules.speech
    if motion.row.name in RULINGS:
        speeches = 2 if actor in may_have_the_chair(floor) else 1
    return Limits(
        next((each.speeches for each in orders if each.speeches), speeches),
        next((each.length for each in orders if each.length), length),
    )


def speeches_today(floor: Floor, motion: Motion, actor: Member, at: int) -> list[Speech]:
    """Return the speeches that a member has made on a question on the day of `at`."""
    return [each for each in motion.speeches if each.member == actor and floor.same_day(each.at, at)]


def seen_to_rise(floor: Floor, by: Event | Rising) -> tuple[Rise, ...]:
    """Return by which events members seek the floor, or have it, of those that an act has seen.

    One that is concurrent with the act keeps nobody from it, so that it cannot undo what was done meanwhile.
    """
    rises = floor.meeting.rises if floor.meeting is not None else ()
    if not rises or by.parents is None or floor.has_been_seen(by.parents):
        return rises
    past = ancestors(by.parents, floor.lineage)
    return tuple(each for each in rises if each.id in past)


def recognition(floor: Floor, by: Event | Rising) -> list[Member]:
    """Order those who seek the floor: the mover first, who has not spoken before who has, sides by turns, then as they rose.

    Sides alternate as far as members have said for which they rise (42:9). `by` is whoever asks, and when.
    """
    meeting, motion = floor.meeting, floor.top
    if meeting is None or not meeting.rises:
        return []
    sides = standing(seen_to_rise(floor, by))
    left, order = [each for each in sides if each != meeting.speaker], list[Member]()
    if motion is None:
        return left
    spoken = [each for each in motion.speeches if floor.same_day(each.at, by.at)]
    times = {member: sum(each.member == member for each in spoken) for member in left}
    last = spoken[-1].side if spoken else ""
    while left:
        first = min(left, key=lambda member: _turn(motion, sides[member], times[member], last, member))
        left.remove(first)
        order.append(first)
        last = sides[first] or ("for" if first == motion.mover else last)
    return order


def _turn(motion: Motion, side: str, times: int, last: str, member: Member) -> tuple[bool, int, bool]:
    """Rank a member who seeks the floor, the lowest first; of equals who rose first."""
    return not (member == motion.mover and not times), times, not (side and last and side != last)


def _times(number: int) -> str:
    return {1: "once", 2: "twice"}.get(number, f"{number} times")


def why_not_over(floor: Floor, motion: Motion, by: Event | Rising) -> Objections:
    """Object to ending debate from the chair while a member has risen, or has the floor, who may still speak.

    What the assembly has ordered, or the charter's time for debate, ends it whoever has risen.
    """
    if floor.meeting is None or not floor.meeting.rises:
        return ()
    speaker = floor.meeting.speaker
    has_it = speaker in standing(seen_to_rise(floor, by)) and not has_had_time(floor, by.at)
    asking = [*([Member(speaker)] if has_it else []), *recognition(floor, by)]
    first = next((each for each in asking if not why_not_debate(floor, motion, each, by.at)), None)
    if first is None:
        return ()
    if first == speaker:
        what, hear = f"{first} has the floor, and may still speak on {motion.name}", "wait until it is yielded"
    else:
        what, hear = f"{first} has risen, and may still speak on {motion.name}", f"git gov meeting recognize {first}"
    return object_to(
        "GOV-594", what, "RONR (12th ed.) 4:34, 43:5", f"{hear}; two thirds may end it: git motion close-debate"
    )


def has_had_time(floor: Floor, at: int) -> bool:
    """Say whether the member who has the floor has had it for as long as a speech may be without saying anything."""
    meeting, motion = floor.meeting, floor.top
    if meeting is None or not meeting.speaker:
        return False
    speaker = Member(meeting.speaker)
    length = floor.rules.speech if motion is None else limits_upon(floor, motion, speaker).length
    return at > meeting.recognized_at + (length or TEN_MINUTES)


def freed(floor: Floor, at: int) -> Floor:
    """Take the floor from whoever has it; where the rule presides, it goes to the first of those who seek it (42:9)."""
    meeting = floor.meeting
    if meeting is None:
        return floor
    meeting = meeting.seated(meeting.speaker)
    floor = floor.but(meeting=meeting)
    first = next(iter(recognition(floor, Rising("", at))), None) if not floor.chaired else None
    return floor if first is None else assigned(floor, first, at)


def assigned(floor: Floor, member: Member, at: int) -> Floor:
    """Give the floor to a member, whoever had it before."""
    meeting = floor.meeting
    if meeting is None:
        return floor
    return floor.but(meeting=meeting.seated(meeting.speaker)._replace(speaker=member, recognized_at=at))
