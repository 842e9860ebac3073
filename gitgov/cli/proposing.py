"""Moving what is carried out: `git motion merge`, `release` and `charter`, and `ratify` for what was done already."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from gitgov.chamber.acts import Actor, find_actor
from gitgov.chamber.advising.moving import as_advised, at_risk
from gitgov.chamber.found import read_file
from gitgov.chamber.open import Chamber, open_chamber
from gitgov.chamber.orders import invoked_as, lawful, remedy
from gitgov.chamber.proposal import Besides, merge_of, release_of
from gitgov.chamber.standing_tag import release_in_place
from gitgov.charter.mistakes import told
from gitgov.charter.read import mistakes
from gitgov.cli.acting import send
from gitgov.cli.bringing import told_of
from gitgov.cli.moving import Typed, move_upon
from gitgov.cli.options import Advice, Key, Message, Sync
from gitgov.cli.putting import Apart, Seat, Unnoticed, put_forward, seat
from gitgov.cli.text import say
from gitgov.core.errors import BadInput
from gitgov.procedure.motions.charter import CharterChange
from gitgov.procedure.motions.ratify import Ratify

Terms = Annotated[
    str,
    typer.Option("--terms", metavar="TEXT", help="On what terms; they can be amended, and stand with the decision."),
]


def merge(
    branch: Annotated[str, typer.Argument(metavar="BRANCH", help="The branch or commit to merge.")],
    into: Annotated[
        str, typer.Option("--into", metavar="BRANCH", help="The protected branch; the only one, or main, unless given.")
    ] = "",
    after: Annotated[
        list[str] | None,
        typer.Option("--after", metavar="MOTION", help="Only after what this motion merges; may be repeated."),
    ] = None,
    resolution: Annotated[
        str,
        typer.Option(
            "--resolution",
            metavar="COMMIT",
            help="As the tree of this commit, a merge that you have made where the branch stands now; or a tree.",
        ),
    ] = "",
    in_place: Annotated[
        bool,
        typer.Option("--in-place", help="It is in the branch already, without a decision: decide about it as it is."),
    ] = False,
    bodies: Annotated[
        list[str] | None,
        typer.Option("--with", metavar="BODY", help="Only where this other body has carried it too; may be repeated."),
    ] = None,
    risk: Annotated[
        str,
        typer.Option(
            "--risk", metavar="LEVEL", help="Its risk: low, medium, high or critical; as it is on record unless given."
        ),
    ] = "",
    advice: Advice = "",
    terms: Terms = "",
    apart: Apart = False,
    message: Message = "",
    key: Key = "",
    sync: Sync = False,
) -> None:
    """Move to merge a branch into a protected one."""
    chamber = open_chamber(Path())
    question = merge_of(
        chamber, branch, into, Besides(terms, tuple(after or ()), resolution, in_place, tuple(bodies or ()))
    )
    question, message = as_advised(chamber, question, question.head, advice, message)
    question = at_risk(chamber, question, risk)
    told = told_of(chamber, question, chamber.chain.charter)
    put_forward(seat(chamber, key, apart=apart), question, question.head, message)
    for each in told:
        say(f"  {each}")
    send(sync=sync)


def release(
    tag: Annotated[str, typer.Argument(metavar="TAG", help="The name of the tag.")],
    commit: Annotated[str, typer.Argument(metavar="COMMIT", help="What to release; HEAD unless given.")] = "HEAD",
    environment: Annotated[str, typer.Option("--environment", metavar="E", help="Where it goes.")] = "",
    in_place: Annotated[
        bool,
        typer.Option("--in-place", help="The tag is there already, without a decision: decide about it as it is."),
    ] = False,
    advice: Advice = "",
    terms: Terms = "",
    apart: Apart = False,
    message: Message = "",
    key: Key = "",
    sync: Sync = False,
) -> None:
    """Move to release a commit under a protected tag."""
    chamber = open_chamber(Path())
    question = (release_in_place if in_place else release_of)(chamber, tag, commit, environment, terms)
    question, message = as_advised(chamber, question, question.commit, advice, message)
    put_forward(seat(chamber, key, apart=apart), question, question.commit, message)
    send(sync=sync)


def charter(
    file: Annotated[
        str, typer.Argument(metavar="FILE", help="The whole charter as it would read, of the next version.")
    ],
    message: Message = "",
    without_notice: Unnoticed = False,
    key: Key = "",
    sync: Sync = False,
) -> None:
    """Move to change the charter; such a motion has a floor of its own, also while a meeting sits."""
    chamber = open_chamber(Path())
    move_charter(chamber, find_actor(chamber, key), read_file(file), "", message, unnoticed=without_notice)
    send(sync=sync)


def ratify(
    what: Annotated[
        str,
        typer.Argument(
            metavar="WHAT", help="An invocation of a standing order, or a motion that was decided without a quorum."
        ),
    ] = "",
    message: Message = "",
    key: Key = "",
    sync: Sync = False,
) -> None:
    """Move to ratify: what was done under a standing order, or decided without a quorum."""
    chamber = open_chamber(Path())
    of = invoked_as(chamber, what)
    if not of:
        return move_upon("ratify", {"decided": ""}, Typed(what, message, key, sync))
    found, now = lawful(chamber, of), chamber.now()
    if found is not None and found.carried is not None:
        raise BadInput(f"{found.name} ({found.text}) is {found.said(now)}", f"git motion show {found.name}")
    if found is not None and found.own.pending:
        raise BadInput(f"the question whether to ratify {found.name} is pending", remedy(found, now))
    put_forward(Seat(chamber, find_actor(chamber, key), None), Ratify(of=of), chamber.chain.subject, message)
    return send(sync=sync)


def move_charter(chamber: Chamber, actor: Actor, text: str, summary: str, why: str, *, unnoticed: bool = False) -> None:
    """Move a new charter, with its mistakes named before anybody signs it."""
    if found := mistakes(text):
        raise BadInput(told(found), "mend them; git gov charter check FILE checks again")
    question = CharterChange(text=text, summary=summary)
    put_forward(Seat(chamber, actor, None), question, chamber.chain.subject, why, unnoticed=unnoticed)
