"""`git motion`: move, debate, preside, announce, and read motions."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from gitgov.chamber.acts import Actor, act, find_actor, instant, move, tips
from gitgov.chamber.open import Chamber, open_chamber
from gitgov.chamber.reads import find_motion, listed
from gitgov.chamber.stale import moved_to, tip_elsewhere
from gitgov.cli.options import Json, Key, Message, MotionWord
from gitgov.cli.show import json_of, line, whole, whole_json
from gitgov.cli.text import clean, columns, give, read_stdin, say
from gitgov.core.errors import BadInput, Refused
from gitgov.core.ids import motion_name, short
from gitgov.core.instants import show_duration
from gitgov.core.objection import Objection
from gitgov.ledger.event import Body, Event
from gitgov.procedure.acts.announce import body_of, resolve
from gitgov.procedure.events import (
    MotionMoved,
    MotionPut,
    MotionSeconded,
    MotionStated,
    MotionWithdrawn,
    SpeechMade,
)
from gitgov.procedure.motions import Question, read_back
from gitgov.procedure.motions.architecture import Architecture
from gitgov.procedure.motions.charter import CharterChange
from gitgov.procedure.motions.merge import Merge
from gitgov.procedure.motions.process import Process
from gitgov.procedure.motions.release import Release
from gitgov.procedure.state import Motion

app = typer.Typer(
    help="Move, debate, preside over and read motions.",
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode=None,
    context_settings={"help_option_names": ["-h", "--help"]},
)
adopt = typer.Typer(
    help="Move to adopt a decision that is a text.", no_args_is_help=True, add_completion=False, rich_markup_mode=None
)
app.add_typer(adopt, name="adopt")

Text = Annotated[str, typer.Option("-m", "--message", metavar="TEXT", help="The text, verbatim.")]
File = Annotated[
    str, typer.Option("-F", "--file", metavar="FILE", help="Read the text from a file; - for standard input.")
]
About = Annotated[
    str, typer.Option("--about", metavar="COMMIT", help="The commit that the motion annotates; HEAD unless given.")
]


@app.command()
def merge(
    branch: Annotated[str, typer.Argument(metavar="BRANCH", help="The branch or commit to merge.")],
    into: Annotated[
        str, typer.Option("--into", metavar="BRANCH", help="The protected branch; the only one, or main, unless given.")
    ] = "",
    message: Message = "",
    key: Key = "",
) -> None:
    """Move to merge a branch into a protected one."""
    chamber = open_chamber(Path())
    head = chamber.repo.commit_of(chamber.repo.nearest(branch))
    question = Merge(branch=branch.removeprefix("origin/"), head=head, into=_target(chamber, into))
    _move(chamber, find_actor(chamber, key), question, question.head, message)


@app.command()
def release(
    tag: Annotated[str, typer.Argument(metavar="TAG", help="The name of the tag.")],
    commit: Annotated[str, typer.Argument(metavar="COMMIT", help="What to release; HEAD unless given.")] = "HEAD",
    environment: Annotated[str, typer.Option("--environment", metavar="E", help="Where it goes.")] = "",
    message: Message = "",
    key: Key = "",
) -> None:
    """Move to release a commit under a protected tag."""
    chamber = open_chamber(Path())
    question = Release(
        tag=f"refs/tags/{tag.removeprefix('refs/tags/')}",
        commit=chamber.repo.commit_of(commit),
        environment=environment,
    )
    _move(chamber, find_actor(chamber, key), question, question.commit, message)


@adopt.command()
def architecture(message: Text = "", file: File = "", about: About = "HEAD", key: Key = "") -> None:
    """Move to adopt an architecture decision."""
    chamber = open_chamber(Path())
    _move(chamber, find_actor(chamber, key), Architecture(text=_text(message, file)), chamber.repo.commit_of(about), "")


@adopt.command()
def process(message: Text = "", file: File = "", about: About = "HEAD", key: Key = "") -> None:
    """Move to adopt a process decision."""
    chamber = open_chamber(Path())
    _move(chamber, find_actor(chamber, key), Process(text=_text(message, file)), chamber.repo.commit_of(about), "")


@app.command()
def charter(
    file: Annotated[
        str, typer.Argument(metavar="FILE", help="The whole charter as it would read, of the next version.")
    ],
    message: Message = "",
    key: Key = "",
) -> None:
    """Move to change the charter."""
    from gitgov.chamber.found import read_file

    chamber = open_chamber(Path())
    move_charter(chamber, find_actor(chamber, key), read_file(file), "", message)


def move_charter(chamber: Chamber, actor: Actor, text: str, summary: str, why: str) -> None:
    """Move a new charter, with its mistakes named before anybody signs it."""
    from gitgov.charter.read import mistakes

    if found := mistakes(text):
        raise BadInput(
            "\n  ".join(["the charter has mistakes:", *(f"line {each.line}: {each}" for each in found)]),
            "mend them; git gov charter check FILE checks again",
        )
    _move(chamber, actor, CharterChange(text=text, summary=summary), chamber.chain.subject, why)


def _target(chamber: Chamber, into: str) -> str:
    if into:
        return into if into.startswith("refs/") else f"refs/heads/{into}"
    plain = [branch.pattern for branch in chamber.chain.charter.branches if "*" not in branch.pattern]
    if "main" in plain or len(plain) == 1:
        return f"refs/heads/{'main' if 'main' in plain else plain[0]}"
    raise BadInput(f"into which branch? protected: {', '.join(plain) or 'none by name'}", "add --into BRANCH")


def _text(message: str, file: str) -> str:
    from gitgov.chamber.found import read_file

    if bool(message) == bool(file):
        raise BadInput("give the text either with -m or with --file", "git motion adopt process -m TEXT")
    return message or (read_stdin() if file == "-" else read_file(file))


def _move(chamber: Chamber, actor: Actor, question: Question, subject: str, why: str, renews: str = "") -> Event:
    event = move(chamber, actor, MotionMoved(question=question, why=why, renews=renews), subject)
    say(f"{motion_name(event.id)}  I move to {clean(read_back(question))}.")
    rules = chamber.chain.charter.rules[question.motion]
    wait = max(rules.debate, rules.notice)
    if rules.second:
        say("  it needs a second: git motion second, by another member")
    elif chamber.chain.charter.presiding == "chair":
        say("  the chair has yet to state it: git motion state")
    else:
        say(
            f"  the poll opens in {show_duration(wait)}"
            if wait
            else f"  the poll is open: git vote aye {motion_name(event.id)}"
        )
    say("  recorded in this clone; git gov sync sends it")
    return event


def _do(word: str, key: str, body: Body) -> tuple[Motion, Event, Actor]:
    chamber = open_chamber(Path())
    actor = find_actor(chamber, key)
    motion = find_motion(chamber, word, actor.name)
    return motion, act(chamber, actor, motion, body), actor


@app.command()
def second(motion: MotionWord = "", key: Key = "") -> None:
    """Second a motion."""
    found, event, actor = _do(motion, key, MotionSeconded())
    say(f"{actor.name} seconds {found.name}: {clean(found.text)} ({short(event.id)})")


@app.command()
def speak(
    motion: MotionWord = "",
    in_favour: Annotated[bool, typer.Option("--for", help="Speak for the motion.")] = False,
    against: Annotated[bool, typer.Option("--against", help="Speak against the motion.")] = False,
    message: Text = "",
    file: File = "",
    key: Key = "",
) -> None:
    """Speak in debate, for or against."""
    if in_favour == against:
        raise BadInput("on which side do you speak?", "add --for or --against")
    found, event, actor = _do(
        motion, key, SpeechMade(side="for" if in_favour else "against", text=_text(message, file))
    )
    say(f"{actor.name} speaks {'for' if in_favour else 'against'} {found.name} ({short(event.id)})")


@app.command()
def withdraw(motion: MotionWord = "", message: Message = "", key: Key = "") -> None:
    """Withdraw your motion."""
    found, event, actor = _do(motion, key, MotionWithdrawn(reason=message))
    say(f"{actor.name} withdraws {found.name}: {clean(found.text)} ({short(event.id)})")


@app.command()
def renew(motion: MotionWord = "", message: Message = "", key: Key = "") -> None:
    """Move your merge again for where the branch stands now; the old motion is withdrawn if that is in order."""
    chamber = open_chamber(Path())
    actor = find_actor(chamber, key)
    old = find_motion(chamber, motion, actor.name)
    if not isinstance(old.question, Merge):
        raise BadInput(f"{old.name} ({old.text}) is about no branch", "move it again")
    head = chamber.repo.commit_of(tip_elsewhere(chamber, old.question.branch, "") or old.question.branch)
    if head == old.question.head:
        raise BadInput(
            f"{old.question.branch} still stands at {short(head)}: nothing to renew", f"git motion show {old.name}"
        )
    _move(
        chamber,
        actor,
        Merge(branch=old.question.branch, head=head, into=old.question.into),
        head,
        message or old.why,
        old.id,
    )
    _withdraw_if_in_order(chamber, actor, old)


def _withdraw_if_in_order(chamber: Chamber, actor: Actor, old: Motion) -> None:
    if not old.pending:
        return
    try:
        act(chamber, actor, old, MotionWithdrawn(reason="renewed"))
        say(f"  {old.name} is withdrawn")
    except Refused as refused:
        say(f"  {old.name} stands beside it: {refused.objections[0].what}")


@app.command("state")
def state_question(motion: MotionWord = "", key: Key = "") -> None:
    """State the question: the chair opens debate."""
    found, _, _ = _do(motion, key, MotionStated())
    say(f"It is moved{' and seconded' if found.seconder else ''} to {clean(found.text)}. ({found.name})")


@app.command("put")
def put_question(motion: MotionWord = "", key: Key = "") -> None:
    """Put the question: the chair opens the poll."""
    found, _, _ = _do(motion, key, MotionPut())
    say(f"The question is on the motion to {clean(found.text)}. The poll is open: git vote aye {found.name}")


@app.command()
def announce(motion: MotionWord = "", key: Key = "") -> None:
    """Announce the result: name every counted and refused ballot, and close the poll."""
    chamber = open_chamber(Path())
    actor = find_actor(chamber, key)
    found = find_motion(chamber, motion, actor.name)
    announce_result(chamber, actor, found)
    say(whole(find_motion(open_chamber(Path()), found.id), chamber.now()))


def announce_result(chamber: Chamber, actor: Actor, motion: Motion) -> Event:
    """Record the announcement that the ballots here give; raises `Refused` where it is too early."""
    decision = resolve(motion, tips(motion), instant(chamber, motion))
    if isinstance(decision, Objection):
        raise Refused((decision,))
    return act(chamber, actor, motion, body_of(decision))


@app.command("list")
def list_motions(
    everything: Annotated[bool, typer.Option("--all", "-a", help="Also those that are decided and done.")] = False,
    as_json: Json = False,
    names: Annotated[bool, typer.Option("--short", help="Only names and branches, a line each.")] = False,
) -> None:
    """List the open motions."""
    chamber = open_chamber(Path())
    now, found = chamber.now(), listed(chamber, everything=everything)
    if as_json:
        give([json_of(each, now) for each in found])
        return
    if names:
        say("\n".join(f"{each.name}\t{clean(each.branch or each.target or each.kind)}" for each in found))
        return
    if not found:
        say("no open motions" if not everything else "no motions yet: git motion merge BRANCH moves one")
        return
    tips_of = {
        each.id: short(tip_elsewhere(chamber, each.branch, each.head)) if each.branch and each.pending == 2 else ""
        for each in found
    }
    say(columns([line(each, now, tips_of[each.id]) for each in found]))
    if any(not each.verified for each in found):
        say("\nsignatures of some were not checked for this list: git gov verify checks all")


@app.command()
def show(motion: MotionWord = "", as_json: Json = False) -> None:
    """Show a motion: question, debate, ballots, result."""
    chamber = open_chamber(Path())
    found = find_motion(chamber, motion)
    if as_json:
        give(whole_json(found, chamber.now()))
        return
    say(whole(found, chamber.now()))
    if tip := moved_to(chamber, found):
        say(f"\nStale: the branch stands at {short(tip)} by now; git motion renew {found.name} moves that instead.")
