"""Moving what arises out of business: points of order and appeals, dividing, suspending, how a vote is taken."""

from __future__ import annotations

from typing import Annotated

import typer

from gitgov.chamber.journal import find_record
from gitgov.cli.moving import Typed, Words, meant, move_there, move_upon, plain, saying, upon, words_of
from gitgov.core.errors import BadInput

object_to_it = plain("objection_to_consideration", "Object to the question being considered at all.")
close_polls = plain("close_polls", "Move to close the polls of the vote that is being taken.")
reopen_polls = plain("reopen_polls", "Move to reopen polls that were closed.")
division = plain(
    "division_of_assembly", "Demand that a vote just taken by voice be taken again, so that all can see it."
)
count = saying(
    "methods_of_voting", "Move how the vote is to be taken, or taken again.",
    Words("method", "METHOD", "One of voice, rising, counted, 'roll call', ballot."),
)  # fmt: skip
close_nominations = plain("close_nominations", "Move to close nominations.")
reopen_nominations = plain("reopen_nominations", "Move to reopen nominations.")
fill = saying("fill_blank", "Suggest what to put in the blank.", Words("text", "WORDS", "What to put there."))
NOMINATING = ("floor", "chair", "committee")
Part = Annotated[
    str, typer.Option("--part", metavar="FIELD", help="Which part of the question; its text unless given.")
]


@upon
def point_of_order(
    typed: Typed,
    text: Annotated[str, typer.Argument(metavar="TEXT", help="Which rule is broken, and how.")],
    record: Annotated[
        str, typer.Option("--record", metavar="ID", help="The act that broke it; what is pending unless given.")
    ] = "",
    continuing: Annotated[
        bool,
        typer.Option("--continuing", help="The breach goes on as long as it stands, so that it is never too late."),
    ] = False,
) -> None:
    """Rise to a point of order: the chair rules on it; where nobody presides the assembly decides it."""
    chamber, matter = meant(typed)
    of = find_record(chamber, record).id if record else matter.motion.id
    said = {"text": text, "of": of, "continuing": continuing}
    move_there(chamber, matter, "point_of_order", said, typed)


@upon
def appeal(
    typed: Typed,
    ruling: Annotated[
        str, typer.Option("--ruling", metavar="ID", help="The record of the ruling; the latest one unless given.")
    ] = "",
) -> None:
    """Appeal from a ruling of the chair: the assembly decides; a tie sustains the chair."""
    chamber, matter = meant(typed)
    latest = ["0" * 64, *matter.floor.rulings][-1]
    of = find_record(chamber, ruling).id if ruling else latest
    move_there(chamber, matter, "appeal", {"of": of}, typed)


@upon
def suspend_rules(
    typed: Typed,
    purpose: Annotated[str, typer.Argument(metavar="PURPOSE", help="What is to be done that the rules forbid.")],
    rule: Annotated[
        str, typer.Option("--rule", metavar="KIND", help="order (two thirds), or standing (a majority).")
    ] = "",
    take: Annotated[bool, typer.Option("--take", help="To take the motion up, which was set aside.")] = False,
) -> None:
    """Move to do for once what a rule of order forbids."""
    said = {"purpose": purpose, "rule": rule} | ({"of": ""} if take else {})
    move_upon("suspend_rules", said, typed)


@upon
def divide(
    typed: Typed,
    part: Annotated[
        list[str] | None, typer.Option("--part", metavar="WORDS", help="A part, word for word; each paragraph if none.")
    ] = None,
    demand: Annotated[
        bool, typer.Option("--demand", help="The parts have nothing to do with each other: no vote is needed.")
    ] = False,
) -> None:
    """Move to vote on the parts of the question one after another."""
    kind = "division_of_question_demand" if demand else "division_of_question"
    move_upon(kind, {"parts": part or ()}, typed)


@upon
def consider_by_paragraph(
    typed: Typed,
    whole: Annotated[bool, typer.Option("--whole", help="Consider all of it at once again.")] = False,
) -> None:
    """Move to amend the question paragraph by paragraph, and to vote once at the end."""
    move_upon("consideration_by_paragraph", {"whole": whole}, typed)


@upon
def blank(
    typed: Typed,
    words: Annotated[str, typer.Argument(metavar="WORDS", help="The words that give way to a blank.")],
    order: Annotated[
        str,
        typer.Option("--order", metavar="ORDER", help="How suggestions are put: largest, smallest, or as proposed."),
    ] = "",
) -> None:
    """Move to strike out words so that members suggest what to put there: git motion fill."""
    move_upon("create_blank", {"strike": words, "order": order}, typed)


@upon
def nominations_by(
    typed: Typed,
    whom: Annotated[str, typer.Argument(metavar="floor|chair|committee", help="By any member, the chair, or a few.")],
    member: Annotated[
        list[str] | None, typer.Option("--member", metavar="NAME", help="Who is of the committee; repeat it.")
    ] = None,
) -> None:
    """Move how nominations are to be made."""
    if whom not in NOMINATING:
        raise BadInput(f"nominations are not made by {whom!r}", f"by {', '.join(NOMINATING)}")
    if (whom == "committee") != bool(member):
        raise BadInput("a committee, and only that, has members", "git motion nominations-by committee --member NAME")
    move_upon("nomination_methods", {"by": whom, "committee": member or ()}, typed)


@upon
def modify(
    typed: Typed,
    strike: Annotated[str, typer.Option("--strike", metavar="WORDS", help="Words to strike out.")] = "",
    insert: Annotated[str, typer.Option("--insert", metavar="WORDS", help="Words to insert.")] = "",
    part: Part = "",
) -> None:
    """Ask leave to change your own motion."""
    if not (strike or insert):
        raise BadInput("what is to be changed?", "add --strike WORDS, --insert WORDS, or both")
    chamber, matter = meant(typed)
    said = {"strike": strike, "insert": insert, "part": words_of(matter.motion, part)}
    move_there(chamber, matter, "modify_motion", said, typed)
