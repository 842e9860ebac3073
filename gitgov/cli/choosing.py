"""Moving to choose among many, and elections: `git motion choose`, `elect`, `nominate` and `decline`."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Annotated, Any, Literal, TypeVar

import typer

from gitgov.chamber.acts import act, find_actor
from gitgov.chamber.open import open_chamber
from gitgov.chamber.reads import find_matter
from gitgov.cli.acting import do, send
from gitgov.cli.options import Key, Message, MotionWord, Sync
from gitgov.cli.putting import About, put_forward, seat
from gitgov.cli.text import clean, say
from gitgov.core.errors import BadInput
from gitgov.core.ids import short
from gitgov.procedure.events import MotionMoved, NominationDeclined
from gitgov.procedure.motions import asked
from gitgov.procedure.motions.nominate import Nominate
from gitgov.procedure.rows import Question

Many = list[str]
Said = TypeVar("Said")
Method = Annotated[
    str,
    typer.Option(
        "--method", metavar="METHOD",
        help="How ballots are counted: schulze, ranked-pairs, irv, stv, star, approval, plurality, majority, copeland, minimax.",
    ),
]  # fmt: skip
Seats = Annotated[int, typer.Option("--seats", metavar="N", min=1, help="How many are to be chosen.")]
Ties = Annotated[
    Literal["repeat", "order", "hash", "chair"],
    typer.Option("--ties", help="What breaks a tie: another ballot, the order of the options, a hash, or the chair."),
]
Unranked = Annotated[
    Literal["last", "ignore"],
    typer.Option("--unranked", help="What a ballot leaves out is below all that it ranks, or says nothing."),
]
Terms = Annotated[
    Many,
    typer.Option(
        "--term", metavar="TERM=WORD",
        help="A further term of the count: strength=margins, tiers=defeats, quota=hare, transfer=scottish, elimination=previous.",
    ),
]  # fmt: skip


def choose(
    title: Annotated[
        str, typer.Option("-m", "--message", metavar="TEXT", help="What is to be chosen, in a line.")
    ] = "",
    options: Annotated[Many, typer.Option("--option", metavar="NAME=TEXT", help="An option; repeat for each.")] = [],  # noqa: B006 - typer reads it, nobody changes it
    method: Method = "schulze",
    seats: Seats = 1,
    unranked: Unranked = "last",
    ties: Ties = "repeat",
    no_status_quo: Annotated[
        bool, typer.Option("--no-status-quo", help="Leave out the option that all stays as it is.")
    ] = False,
    ratios: Annotated[
        Many,
        typer.Option("--ratio", metavar="NAME=3:1", help="How many times as many must prefer it to the status quo."),
    ] = [],  # noqa: B006 - as above
    quorums: Annotated[
        Many,
        typer.Option(
            "--option-quorum", metavar="NAME=N", help="How many must prefer it to the status quo; 3Q as Debian has it."
        ),
    ] = [],  # noqa: B006 - as above
    terms: Terms = [],  # noqa: B006 - as above
    why: Annotated[str, typer.Option("--why", metavar="TEXT", help="Say why.")] = "",
    about: About = "HEAD",
    key: Key = "",
    sync: Sync = False,
) -> None:
    """Move to choose among several options."""
    if not title:
        raise BadInput("what is to be chosen?", "git motion choose -m TITLE --option NAME=TEXT --option NAME=TEXT")
    rows: dict[str, dict[str, str]] = {}
    for name, text in map(_pair, options):
        if name in rows:
            raise BadInput(f"the option {name} is there twice", "give each a name of its own")
        rows[name] = {"name": name, "text": text}
    for field, words in (("ratio", ratios), ("quorum", quorums)):
        for name, said in map(_pair, words):
            rows[known(name, tuple(rows))][field] = said
    on = _terms(terms, method=method, seats=seats, unranked=unranked, ties=ties) | {"status_quo": not no_status_quo}
    given = {"motion": "choose", "title": title, "options": list(rows.values()), "terms": on}
    _put_forward(given, why, about, key, sync=sync)


def elect(
    office: Annotated[str, typer.Argument(metavar="OFFICE", help="The office to be filled.")],
    nominees: Annotated[
        Many, typer.Option("--nominee", metavar="MEMBER", help="A member whom you nominate; repeat for several.")
    ] = [],  # noqa: B006 - typer reads it, nobody changes it
    method: Method = "majority",
    seats: Seats = 1,
    unranked: Unranked = "last",
    ties: Ties = "repeat",
    cap: Annotated[
        int, typer.Option("--cap", metavar="N", min=0, help="At most so many of one affiliation are elected.")
    ] = 0,
    terms: Terms = [],  # noqa: B006 - as above
    message: Message = "",
    about: About = "HEAD",
    key: Key = "",
    sync: Sync = False,
) -> None:
    """Move to elect somebody to an office; ballots are repeated until somebody has a majority."""
    said = _terms(terms, method=method, seats=seats, unranked=unranked, ties=ties) | {"cap": cap}
    given = {"motion": "elect", "office": office, "nominees": nominees, "terms": said}
    _put_forward(given, message, about, key, sync=sync)


def nominate(
    member: Annotated[str, typer.Argument(metavar="MEMBER", help="Whom you nominate.")],
    motion: MotionWord = "elect",
    message: Message = "",
    key: Key = "",
    sync: Sync = False,
) -> None:
    """Nominate a member in an election."""
    chamber = open_chamber(Path())
    actor = find_actor(chamber, key)
    matter = find_matter(chamber, motion, actor.name)
    question = worded(lambda: Nominate(nominee=member), "git gov member list shows who is on the roll")
    event = act(chamber, actor, matter.floor, MotionMoved(question=question, on=matter.motion.id, why=message))
    say(f"{actor.name} nominates {member}: {clean(matter.motion.text)} ({short(event.id)})")
    send(sync=sync)


def decline(motion: MotionWord = "elect", key: Key = "", sync: Sync = False) -> None:
    """Decline your nomination."""
    found, event, actor = do(motion, key, NominationDeclined())
    say(f"{actor.name} does not stand: {clean(found.text)} ({short(event.id)})")
    send(sync=sync)


def _put_forward(given: Mapping[str, Any], why: str, about: str, key: str, *, sync: bool) -> None:
    chamber = open_chamber(Path())
    question: Question = worded(lambda: asked(given), f"git motion {given['motion']} --help")
    put_forward(seat(chamber, key, apart=False), question, chamber.repo.commit_of(about), why)
    send(sync=sync)


def _terms(words: Many, **said: Any) -> dict[str, Any]:
    return said | dict(map(_pair, words))


def _pair(word: str) -> tuple[str, str]:
    name, _, text = word.partition("=")
    return name.strip(), text.strip()


def worded(make: Callable[[], Said], remedy: str) -> Said:
    """Make a question or ballot of what was typed; raises `BadInput` where it does not fit."""
    try:
        return make()
    except ValueError as error:
        said = str(error).replace("String should match pattern", "does not fit the pattern")
        raise BadInput(said.splitlines()[0], remedy) from error


def known(word: str, options: tuple[str, ...], what: str = "option") -> str:
    """Return the option that a word means: its name, or the beginning of one only; raises `BadInput` that lists them."""
    if word in options:
        return word
    found = [option for option in options if word and option.startswith(word)]
    if len(found) == 1:
        return found[0]
    said = f"more than one {what} begins with {word!r}" if found else f"no {what} is called {word!r}"
    listed = f"there {'is' if len(options) == 1 else 'are'} {', '.join(options) or 'none'}"
    member = "; or the whole name of any member" if what == "nominee" else ""
    raise BadInput(f"{said}: {listed}", f"name one of them{member}")
