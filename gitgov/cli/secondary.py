"""Moving upon what is pending: amend, refer, postpone, table, close or limit debate, object; and bringing questions back."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Annotated

import typer

from gitgov.chamber.acts import act, find_actor
from gitgov.chamber.done import why_not_undone
from gitgov.chamber.open import Chamber, open_chamber
from gitgov.chamber.reads import find_matter
from gitgov.cli.acting import send
from gitgov.cli.options import Key, Message, MotionWord, Sync
from gitgov.cli.text import clean, say
from gitgov.core.errors import BadInput, Refused
from gitgov.core.ids import motion_name
from gitgov.core.instants import parse_duration
from gitgov.procedure.events import MotionMoved
from gitgov.procedure.motions import MOTIONS, asked, read_back

Part = Annotated[
    str, typer.Option("--part", metavar="FIELD", help="Which part of the question; its text unless given.")
]


def amend(
    motion: MotionWord = "",
    strike: Annotated[str, typer.Option("--strike", metavar="WORDS", help="Words to strike out.")] = "",
    insert: Annotated[str, typer.Option("--insert", metavar="WORDS", help="Words to insert.")] = "",
    after: Annotated[str, typer.Option("--after", metavar="WORDS", help="After which words to insert.")] = "",
    part: Part = "",
    message: Message = "",
    key: Key = "",
    sync: Sync = False,
) -> None:
    """Move to change the words of the pending question, or of the amendment that is pending on it."""
    said = {"strike": strike, "insert": insert, "after": after, "part": part}
    _move("amend", said, motion, message, key, sync=sync)


def substitute(
    insert: Annotated[str, typer.Argument(metavar="TEXT", help="The text that takes the place of the pending one.")],
    motion: MotionWord = "",
    part: Part = "",
    message: Message = "",
    key: Key = "",
    sync: Sync = False,
) -> None:
    """Move to put another text in the place of the pending one."""
    _move("substitute", {"insert": insert, "part": part}, motion, message, key, sync=sync)


def refer(
    committee: Annotated[str, typer.Argument(metavar="COMMITTEE", help="To whom.")],
    motion: MotionWord = "",
    instructions: Annotated[str, typer.Option("--instructions", metavar="TEXT", help="What they are to do.")] = "",
    message: Message = "",
    key: Key = "",
    sync: Sync = False,
) -> None:
    """Move to refer the question to a committee."""
    said = {"committee": committee, "instructions": instructions}
    _move("commit", said, motion, message, key, sync=sync)


def postpone(
    wait: Annotated[str, typer.Argument(metavar="DURATION", help="For how long: 3d, 12h; or indefinitely.")],
    motion: MotionWord = "",
    special: Annotated[bool, typer.Option("--special", help="As a special order, which takes two thirds.")] = False,
    message: Message = "",
    key: Key = "",
    sync: Sync = False,
) -> None:
    """Move to postpone the question for a time, or indefinitely."""
    if wait == "indefinitely":
        _move("postpone_indefinitely", {}, motion, message, key, sync=sync)
        return
    until = open_chamber(Path()).now() + parse_duration(wait)
    _move("postpone_to_certain_time", {"until": until, "special": special}, motion, message, key, sync=sync)


def table(
    reason: Annotated[str, typer.Argument(metavar="REASON", help="What is so urgent that this has to wait.")],
    motion: MotionWord = "",
    key: Key = "",
    sync: Sync = False,
) -> None:
    """Move to lay the question on the table for something urgent."""
    _move("lay_on_table", {"text": reason}, motion, "", key, sync=sync)


def close_debate(motion: MotionWord = "", key: Key = "", sync: Sync = False) -> None:
    """Move the previous question: close debate and amendment, and vote."""
    _move("previous_question", {}, motion, "", key, sync=sync)


def limit_debate(
    motion: MotionWord = "",
    speeches: Annotated[int, typer.Option("--speeches", metavar="N", help="Speeches a member a day.")] = 0,
    key: Key = "",
    sync: Sync = False,
) -> None:
    """Move to limit debate, or to extend its limits."""
    _move("limit_extend_debate", {"speeches": speeches}, motion, "", key, sync=sync)


def object_to_it(motion: MotionWord = "", key: Key = "", sync: Sync = False) -> None:
    """Object to the question being considered at all."""
    _move("objection_to_consideration", {}, motion, "", key, sync=sync)


def reconsider(motion: MotionWord = "", message: Message = "", key: Key = "", sync: Sync = False) -> None:
    """Move to reconsider a vote; if you voted on the side that prevailed."""
    _move("reconsider", {"of": ""}, motion, message, key, sync=sync)


def rescind(motion: MotionWord = "", message: Message = "", key: Key = "", sync: Sync = False) -> None:
    """Move to rescind a decision that has not been carried out."""
    _move("rescind_amend_adopted", {"of": ""}, motion, message, key, sync=sync)


def take(motion: MotionWord = "", key: Key = "", sync: Sync = False) -> None:
    """Move to take a question from the table."""
    _move("take_from_table", {"of": ""}, motion, "", key, sync=sync)


def discharge(motion: MotionWord = "", message: Message = "", key: Key = "", sync: Sync = False) -> None:
    """Move to take a question out of a committee's hands."""
    _move("discharge_committee", {"of": ""}, motion, message, key, sync=sync)


def _move(kind: str, said: Mapping[str, str | int], word: str, why: str, key: str, *, sync: bool) -> None:
    """Move a question of a kind upon the motion that a word means; what is empty in `said` is left as it is."""
    chamber = open_chamber(Path())
    actor = find_actor(chamber, key)
    matter = find_matter(chamber, word, actor.name)
    if kind == "amend" and matter.motion.row.name in {"amend", "substitute"}:
        kind = "amend_secondary"
    given = {name: value for name, value in said.items() if value not in {"", 0}}
    if "of" in said:
        given["of"] = matter.motion.id
    on = "" if "of" in said else matter.motion.id
    try:
        question = asked({"motion": kind, **given})
    except ValueError as error:
        raise BadInput(str(error), f"git motion {kind} --help") from error
    body = MotionMoved(question=question, on=on, why=why)
    if objections := why_not_undone(chamber, matter.floor, body):
        raise Refused(objections)
    event = act(chamber, actor, matter.floor, body)
    say(f"{motion_name(event.id)}  I move to {clean(read_back(question))}, upon {matter.motion.name}.")
    _say_next(chamber, kind, motion_name(event.id))
    send(sync=sync)


def _say_next(chamber: Chamber, kind: str, name: str) -> None:
    charter = chamber.chain.charter
    if charter.rules["main"].second and MOTIONS[kind].second:
        say(f"  it needs a second: git motion second {name}, by another member")
    elif charter.presiding == "chair":
        say(f"  the chair has yet to state it: git motion state {name}")
    else:
        say(f"  it is voted on first: git vote aye {name}")
