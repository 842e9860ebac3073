"""Moving something upon a question or about one: what the verbs share, and verbs that differ by their words only."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from inspect import Signature, signature
from pathlib import Path
from typing import Annotated, Any, NamedTuple, get_type_hints

import typer

from gitgov.chamber.acts import act, find_actor
from gitgov.chamber.done import why_not_undone
from gitgov.chamber.meetings import seat_of
from gitgov.chamber.open import Chamber, Matter, open_chamber
from gitgov.chamber.reads import find_matter
from gitgov.cli.acting import send
from gitgov.cli.options import Key, Message, MotionWord, Sync
from gitgov.cli.text import clean, say, stopped
from gitgov.core.errors import BadInput, Refused
from gitgov.core.ids import motion_name
from gitgov.procedure.acts.move import needs_second
from gitgov.procedure.acts.ruling import UPON, how_to_rule
from gitgov.procedure.events import MotionMoved
from gitgov.procedure.floor import Floor
from gitgov.procedure.motions import MOTIONS, asked, read_back
from gitgov.procedure.precedence import AS_MAIN
from gitgov.procedure.rows import Question
from gitgov.procedure.state import Motion

WITH_NOTHING_PENDING = frozenset({
    "recess", "adjourn", "fix_time_to_which_to_adjourn", "call_orders_of_day", "suspend_rules", "excused_from_duty",
    "parliamentary_inquiry", "request_for_information", "read_papers", "any_other_privilege",
})  # fmt: skip
"""What a member moves at a meeting also while no question is pending (6:18, 18:4, 20:3, 21:3, 22:4)."""


AFTER_A_VOTE = frozenset({"division_of_assembly", "methods_of_voting", "reconsider", "reconsider_enter_minutes"})
"""What is moved about a vote that has been taken, unless another one is being taken."""


class Typed(NamedTuple):
    """What was typed of a motion besides its own words: upon which question, why, with which key, and whether to sync."""

    word: str
    why: str
    key: str
    sync: bool


def move_upon(kind: str, said: Mapping[str, Any], typed: Typed) -> None:
    """Move a question of a kind upon the motion that a word means, or about it where the kind names what was done.

    What is empty in `said` is left as it is; `of` and `decided` are filled in with that motion where they are there.
    """
    chamber = open_chamber(Path())
    actor = find_actor(chamber, typed.key)
    voted = None if typed.word else _voted(chamber, actor.name, kind)
    if voted is not None:
        move_there(chamber, voted, kind, said, typed)
        return
    apart = kind not in WITH_NOTHING_PENDING or typed.word or "of" in said
    meeting = None if apart else seat_of(chamber, actor.name)
    if meeting is not None:
        _move_at(chamber, meeting, kind, said, typed)
        return
    matter = find_matter(chamber, typed.word, actor.name)
    move_there(chamber, matter, kind, said, typed)


def _voted(chamber: Chamber, member: str, kind: str) -> Matter | None:
    """Return the question at a meeting whose vote is meant by what is moved just after one: the latest, or the one in hand."""
    floor = seat_of(chamber, member) if kind in AFTER_A_VOTE else None
    if floor is None or not floor.verdicts:
        return None
    top, last = floor.top, list(floor.verdicts.values())[-1].on
    in_hand = top is not None and (top.voting if kind == "division_of_assembly" else kind == "methods_of_voting")
    return None if in_hand else Matter(floor, floor.motions[last])


def _move_at(chamber: Chamber, meeting: Floor, kind: str, said: Mapping[str, Any], typed: Typed) -> None:
    """Move what is about the meeting itself: while a question is pending, or as a main motion where none is."""
    top = meeting.top
    kind = kind if top else AS_MAIN.get(kind, kind)
    question = _asked(kind, {field: value for field, value in said.items() if value})
    body = MotionMoved(question=question, on=top.id if top else "", why=typed.why)
    event = act(chamber, find_actor(chamber, typed.key), meeting, body)
    where = meeting.meeting.name if meeting.meeting else ""
    say(f"{motion_name(event.id)}  I move at {clean(where)} to {stopped(clean(read_back(question)))}")
    say(f"  {_next(meeting, kind, motion_name(event.id), needs_second(meeting, MOTIONS[kind], top, event.actor))}")
    send(sync=typed.sync)


def _asked(kind: str, given: Mapping[str, Any]) -> Question:
    try:
        return asked({"motion": kind, **given})
    except ValueError as error:
        raise BadInput(str(error), f"{MOTIONS[kind].command} --help") from error


def move_there(chamber: Chamber, matter: Matter, kind: str, said: Mapping[str, Any], typed: Typed) -> None:
    """Move a question of a kind upon or about a motion that was found."""
    actor, name = find_actor(chamber, typed.key), matter.motion.name
    given = {field: value for field, value in said.items() if value not in ("", 0, ())}
    about = next((field for field in ("of", "decided") if field in said), "")
    if about and about not in given:
        given[about] = matter.motion.id
    question = _asked(kind, given)
    body = MotionMoved(question=question, on="" if about else matter.motion.id, why=typed.why)
    if objections := why_not_undone(chamber, matter.floor, body):
        raise Refused(objections)
    event = act(chamber, actor, matter.floor, body)
    say(f"{motion_name(event.id)}  I move to {clean(read_back(question))}, upon {name}.")
    seconded = needs_second(matter.floor, MOTIONS[kind], matter.motion, actor.name)
    say(f"  {_next(matter.floor, kind, motion_name(event.id), seconded)}")
    send(sync=typed.sync)


def _next(floor: Floor, kind: str, name: str, second: bool) -> str:
    row, charter = MOTIONS[kind], floor.step.charter
    if row.vote == "demand":
        return "that is to be done upon one member's demand"
    if second:
        return f"it needs a second: git motion second {name}, by another member"
    if kind in UPON and (floor.chaired or row.vote == "none"):
        who = "the chair" if floor.chaired else "another member"
        return f"it is for {who} to {'answer' if row.vote == 'none' else 'rule'}: {how_to_rule(kind, name)}"
    if charter.presiding == "chair":
        return f"the chair has yet to state it: git motion state {name}"
    return f"it is voted on first: git vote aye {name}"


def words_of(motion: Motion, part: str) -> str:
    """Return which field of a question is to be amended: the one named, else the one that holds its words."""
    return part or motion.row.words


class Words(NamedTuple):
    """The words of a motion as an argument: the field that they fill, how they are called, what they are for."""

    field: str
    metavar: str
    help: str
    default: str | None = None


def upon(verb: Callable[..., None]) -> Callable[..., None]:
    """Make a command of a function: whoever types it also types the question, the reason, the key and whether to sync."""

    def command(
        motion: MotionWord = "", message: Message = "", key: Key = "", sync: Sync = False, **words: Any
    ) -> None:
        verb(Typed(motion, message, key, sync), **words)

    hints = get_type_hints(command, include_extras=True) | get_type_hints(verb, include_extras=True)
    _, *own = signature(verb).parameters.values()
    *shared, _ = signature(command).parameters.values()
    typed = [each.replace(annotation=hints[each.name]) for each in (*own, *shared)]  # typer reads it from here
    command.__signature__ = Signature(typed)  # type: ignore[attr-defined]
    command.__doc__ = verb.__doc__
    return command


def meant(typed: Typed) -> tuple[Chamber, Matter]:
    """Return the ledger that is here, and in it the question that was typed or waits."""
    chamber = open_chamber(Path())
    return chamber, find_matter(chamber, typed.word, find_actor(chamber, typed.key).name)


def saying(kind: str, doc: str, words: Words) -> Callable[..., None]:
    """Make a verb that moves a kind of motion in some words, upon the question that is named or waits."""

    def verb(typed: Typed, text: str) -> None:
        move_upon(kind, {words.field: text}, typed)

    verb.__doc__ = doc
    verb.__annotations__["text"] = Annotated[str, typer.Argument(metavar=words.metavar, help=words.help)]
    return upon(verb)


def plain(kind: str, doc: str, **said: Any) -> Callable[..., None]:
    """Make a verb that moves a kind of motion which needs no words, upon or about the question that is named or waits."""

    def verb(typed: Typed) -> None:
        move_upon(kind, said, typed)

    verb.__doc__ = doc
    return upon(verb)
