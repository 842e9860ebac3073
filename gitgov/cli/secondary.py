"""Moving upon what is pending: amend, refer, postpone, table, close or limit debate."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from gitgov.chamber.acts import find_actor
from gitgov.chamber.open import open_chamber
from gitgov.chamber.reads import find_matter
from gitgov.cli.incidental import Part
from gitgov.cli.moving import Typed, meant, move_there, move_upon, upon, words_of
from gitgov.cli.options import Key, MotionWord, Sync
from gitgov.core.instants import parse_duration

AMENDMENTS = frozenset({"amend", "substitute"})
All = Annotated[bool, typer.Option("--all", help="On all that is pending, not only on what is immediately pending.")]


@upon
def amend(
    typed: Typed,
    strike: Annotated[str, typer.Option("--strike", metavar="WORDS", help="Words to strike out.")] = "",
    insert: Annotated[str, typer.Option("--insert", metavar="WORDS", help="Words to insert.")] = "",
    after: Annotated[str, typer.Option("--after", metavar="WORDS", help="After which words to insert.")] = "",
    part: Part = "",
) -> None:
    """Move to change the words of the pending question, or of the amendment that is pending on it."""
    chamber, matter = meant(typed)
    secondary = matter.motion.row.name in AMENDMENTS
    said = {"strike": strike, "insert": insert, "after": after}
    said["part"] = part if secondary else words_of(matter.motion, part)
    kind = "amend_secondary" if secondary else "amend"
    move_there(chamber, matter, kind, said, typed)


@upon
def substitute(
    typed: Typed,
    insert: Annotated[str, typer.Argument(metavar="TEXT", help="The text that takes the place of the pending one.")],
    part: Part = "",
) -> None:
    """Move to put another text in the place of the pending one."""
    chamber, matter = meant(typed)
    said = {"insert": insert, "part": words_of(matter.motion, part)}
    move_there(chamber, matter, "substitute", said, typed)


@upon
def refer(
    typed: Typed,
    committee: Annotated[str, typer.Argument(metavar="COMMITTEE", help="To whom.")],
    instructions: Annotated[str, typer.Option("--instructions", metavar="TEXT", help="What they are to do.")] = "",
    member: Annotated[
        list[str] | None, typer.Option("--member", metavar="NAME", help="Who is of it, and may report; repeat it.")
    ] = None,
    within: Annotated[
        str,
        typer.Option(
            "--within", metavar="DURATION", help="In how long they report; after that a majority discharges them."
        ),
    ] = "",
) -> None:
    """Move to refer the question to a committee, which reports back: git motion report."""
    said: dict[str, object] = {"committee": committee, "instructions": instructions, "members": member or ()}
    said["report_in"] = parse_duration(within) if within else 0
    move_upon("commit", said, typed)


@upon
def postpone(
    typed: Typed,
    wait: Annotated[str, typer.Argument(metavar="DURATION", help="For how long: 3d, 12h; or indefinitely.")],
    special: Annotated[bool, typer.Option("--special", help="As a special order, which takes two thirds.")] = False,
) -> None:
    """Move to postpone the question for a time, or indefinitely."""
    if wait == "indefinitely":
        move_upon("postpone_indefinitely", {}, typed)
        return
    until = open_chamber(Path()).now() + parse_duration(wait)
    move_upon("postpone_to_certain_time", {"until": until, "special": special}, typed)


def table(
    reason: Annotated[str, typer.Argument(metavar="REASON", help="What is so urgent that this has to wait.")],
    motion: MotionWord = "",
    wait: Annotated[
        str, typer.Option("--for", metavar="DURATION", help="For a set time, which is to postpone it.")
    ] = "",
    key: Key = "",
    sync: Sync = False,
) -> None:
    """Move to lay the question on the table for something urgent."""
    until = open_chamber(Path()).now() + parse_duration(wait) if wait else 0
    move_upon("lay_on_table", {"text": reason, "until": until}, Typed(motion, "", key, sync))


def close_debate(motion: MotionWord = "", everything: All = False, key: Key = "", sync: Sync = False) -> None:
    """Move the previous question: close debate and amendment, and vote."""
    chamber = open_chamber(Path())
    matter = find_matter(chamber, motion, find_actor(chamber, key).name)
    said = {"questions": list(matter.floor.stack) if everything else ()}
    move_there(chamber, matter, "previous_question", said, Typed(motion, "", key, sync))


@upon
def limit_debate(
    typed: Typed,
    speeches: Annotated[int, typer.Option("--speeches", metavar="N", help="Speeches a member a day.")] = 0,
    length: Annotated[str, typer.Option("--length", metavar="DURATION", help="How long a speech may be.")] = "",
    total: Annotated[
        str, typer.Option("--total", metavar="DURATION", help="For how long debate goes on from the adoption.")
    ] = "",
    everything: All = False,
) -> None:
    """Move to limit debate, or to extend its limits."""
    chamber, matter = meant(typed)
    said = {
        "speeches": speeches,
        "length": parse_duration(length) if length else 0,
        "total": parse_duration(total) if total else 0,
        "questions": list(matter.floor.stack) if everything else (),
    }
    move_there(chamber, matter, "limit_extend_debate", said, typed)
