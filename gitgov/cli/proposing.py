"""Moving: `git motion merge`, `release`, `adopt`, `charter` and `renew`."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from gitgov.chamber.acts import Actor, act, find_actor, move
from gitgov.chamber.found import read_file
from gitgov.chamber.open import Chamber, Matter, open_chamber
from gitgov.chamber.orders import invoked_as, lawful, remedy
from gitgov.chamber.proposal import merge_of, merge_question, release_of
from gitgov.chamber.reads import find_matter
from gitgov.chamber.stale import tip_here
from gitgov.charter.mistakes import told
from gitgov.charter.read import mistakes
from gitgov.cli.acting import send, text_of
from gitgov.cli.moving import Typed, move_upon
from gitgov.cli.options import File, Key, Message, MotionWord, Sync, Text
from gitgov.cli.text import clean, say
from gitgov.core.errors import BadInput, Refused
from gitgov.core.ids import motion_name, short
from gitgov.core.instants import show_duration
from gitgov.ledger.event import Event
from gitgov.procedure.choosing import how_to
from gitgov.procedure.events import (
    MotionMoved,
    MotionWithdrawn,
)
from gitgov.procedure.motions import read_back
from gitgov.procedure.motions.adopt_report import AdoptReport
from gitgov.procedure.motions.architecture import Architecture
from gitgov.procedure.motions.charter import CharterChange
from gitgov.procedure.motions.main import Main
from gitgov.procedure.motions.merge import Merge
from gitgov.procedure.motions.process import Process
from gitgov.procedure.motions.ratify import Ratify
from gitgov.procedure.opening import rules_for
from gitgov.procedure.rows import Question

About = Annotated[
    str, typer.Option("--about", metavar="COMMIT", help="The commit that the motion annotates; HEAD unless given.")
]

Terms = Annotated[
    str,
    typer.Option("--terms", metavar="TEXT", help="On what terms; they can be amended, and stand with the decision."),
]


def merge(
    branch: Annotated[str, typer.Argument(metavar="BRANCH", help="The branch or commit to merge.")],
    into: Annotated[
        str, typer.Option("--into", metavar="BRANCH", help="The protected branch; the only one, or main, unless given.")
    ] = "",
    terms: Terms = "",
    message: Message = "",
    key: Key = "",
    sync: Sync = False,
) -> None:
    """Move to merge a branch into a protected one."""
    chamber = open_chamber(Path())
    question = merge_of(chamber, branch, into, terms)
    put_forward(chamber, find_actor(chamber, key), question, question.head, message)
    send(sync=sync)


def release(
    tag: Annotated[str, typer.Argument(metavar="TAG", help="The name of the tag.")],
    commit: Annotated[str, typer.Argument(metavar="COMMIT", help="What to release; HEAD unless given.")] = "HEAD",
    environment: Annotated[str, typer.Option("--environment", metavar="E", help="Where it goes.")] = "",
    terms: Terms = "",
    message: Message = "",
    key: Key = "",
    sync: Sync = False,
) -> None:
    """Move to release a commit under a protected tag."""
    chamber = open_chamber(Path())
    question = release_of(chamber, tag, commit, environment, terms)
    put_forward(chamber, find_actor(chamber, key), question, question.commit, message)
    send(sync=sync)


Unnoticed = Annotated[
    bool,
    typer.Option("--without-notice", help="Do not wait for previous notice; it takes the higher vote of the charter."),
]


def architecture(
    message: Text = "",
    file: File = "",
    about: About = "HEAD",
    without_notice: Unnoticed = False,
    key: Key = "",
    sync: Sync = False,
) -> None:
    """Move to adopt an architecture decision."""
    chamber = open_chamber(Path())
    put_forward(
        chamber,
        find_actor(chamber, key),
        Architecture(text=text_of(message, file, "git motion adopt architecture")),
        chamber.repo.commit_of(about),
        "",
        unnoticed=without_notice,
    )
    send(sync=sync)


def process(
    message: Text = "",
    file: File = "",
    about: About = "HEAD",
    without_notice: Unnoticed = False,
    key: Key = "",
    sync: Sync = False,
) -> None:
    """Move to adopt a process decision."""
    chamber = open_chamber(Path())
    put_forward(
        chamber,
        find_actor(chamber, key),
        Process(text=text_of(message, file, "git motion adopt process")),
        chamber.repo.commit_of(about),
        "",
        unnoticed=without_notice,
    )
    send(sync=sync)


def resolve(message: Text = "", file: File = "", about: About = "HEAD", key: Key = "", sync: Sync = False) -> None:
    """Move a resolution: anything that the body can decide."""
    chamber = open_chamber(Path())
    question = Main(text=text_of(message, file, "git motion resolve"))
    put_forward(chamber, find_actor(chamber, key), question, chamber.repo.commit_of(about), "")
    send(sync=sync)


def report(message: Text = "", about: About = "HEAD", key: Key = "", sync: Sync = False) -> None:
    """Move to adopt what a committee or an officer recommends."""
    chamber = open_chamber(Path())
    question = AdoptReport(text=text_of(message, "", "git motion adopt report"))
    put_forward(chamber, find_actor(chamber, key), question, chamber.repo.commit_of(about), "")
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
    """Move to change the charter."""
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
    put_forward(chamber, find_actor(chamber, key), Ratify(of=of), chamber.chain.subject, message)
    return send(sync=sync)


def move_charter(chamber: Chamber, actor: Actor, text: str, summary: str, why: str, *, unnoticed: bool = False) -> None:
    """Move a new charter, with its mistakes named before anybody signs it."""
    if found := mistakes(text):
        raise BadInput(told(found), "mend them; git gov charter check FILE checks again")
    question = CharterChange(text=text, summary=summary)
    put_forward(chamber, actor, question, chamber.chain.subject, why, unnoticed=unnoticed)


def put_forward(
    chamber: Chamber,
    actor: Actor,
    question: Question,
    subject: str,
    why: str,
    renews: str = "",
    *,
    unnoticed: bool = False,
) -> Event:
    """Move a question about a commit, and say what comes next."""
    event = move(chamber, actor, MotionMoved(question=question, why=why, renews=renews, unnoticed=unnoticed), subject)
    say(f"{motion_name(event.id)}  I move to {clean(read_back(question))}.")
    if authors := getattr(question, "authors", []):
        say(f"  written by {', '.join(authors)}, who will not vote on it")
    rules = rules_for(chamber.chain, chamber.chain.charter, question)
    wait = max(rules.debate, 0 if unnoticed else rules.notice)
    if rules.second:
        say("  it needs a second: git motion second, by another member")
    elif chamber.chain.charter.presiding == "chair":
        say("  the chair has yet to state it: git motion state")
    else:
        say(
            f"  the poll opens in {show_duration(wait)}"
            if wait
            else f"  the poll is open: {how_to(question, motion_name(event.id))}"
        )
    return event


def renew(motion: MotionWord = "", message: Message = "", key: Key = "", sync: Sync = False) -> None:
    """Move your merge again for where the branch stands now; the old motion is withdrawn if that is in order."""
    chamber = open_chamber(Path())
    actor = find_actor(chamber, key)
    floor, old = find_matter(chamber, motion, actor.name)
    if not isinstance(old.question, Merge):
        raise BadInput(f"{old.name} ({old.text}) is about no branch", "move it again")
    head = chamber.repo.commit_of(tip_here(chamber, old.question.branch) or old.question.branch)
    if head == old.question.head:
        raise BadInput(
            f"{old.question.branch} still stands at {short(head)}: nothing to renew", f"git motion show {old.name}"
        )
    put_forward(
        chamber,
        actor,
        merge_question(chamber, old.question.branch, head, old.question.into),
        head,
        message or old.why,
        old.id,
    )
    _withdraw_if_in_order(chamber, actor, Matter(floor, old))
    send(sync=sync)


def _withdraw_if_in_order(chamber: Chamber, actor: Actor, matter: Matter) -> None:
    floor, old = matter
    if not old.pending:
        return
    try:
        act(chamber, actor, floor, MotionWithdrawn(reason="renewed"))
        say(f"  {old.name} is withdrawn")
    except Refused as refused:
        say(f"  {old.name} stands beside it: {refused.objections[0].what}")
