"""`git vote rank`, `approve`, `score` and `for`: ballots on choices among many."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Annotated, Any

import typer

from gitgov.chamber.acts import act, find_actor
from gitgov.chamber.open import open_chamber
from gitgov.chamber.reads import find_to_vote_on
from gitgov.cli.acting import send
from gitgov.cli.choosing import known
from gitgov.cli.options import Key, Message, Sync
from gitgov.cli.text import clean, many, say
from gitgov.core.errors import BadInput
from gitgov.core.ids import short
from gitgov.procedure.choosing import eligible, options_of
from gitgov.procedure.state import Motion
from gitgov.tally.ballots import HIGHEST_SCORE, Form, in_words
from gitgov.tally.events import BallotMarked, Score

Which = Annotated[
    str, typer.Argument(metavar="MOTION", help="A motion's id or a prefix of it, or its kind: choose, elect.")
]
Marking = Callable[[Motion, list[str]], BallotMarked]


def _marking(form: Form, marked: Marking, doc: str, options: Any) -> Callable[..., None]:
    """Make a verb that casts a ballot of a form; `options` says how its words are called, and what they are."""

    def verb(motion: Which, options: list[str], message: Message = "", key: Key = "", sync: Sync = False) -> None:
        _mark(motion, form, lambda found: marked(found, options), message, key, sync=sync)

    verb.__doc__ = doc
    verb.__annotations__["options"] = Annotated[list[str], options]
    return verb


def _ranked(found: Motion, words: list[str]) -> BallotMarked:
    groups = [word.split("=") for typed in words for word in typed.split(">") if word]
    ranking = [[meant(found, name) for name in group] for group in groups]
    once([name for group in ranking for name in group])
    return BallotMarked(ranking=ranking)


def _named(found: Motion, words: list[str]) -> BallotMarked:
    """Mark what is named: any number where one approves, else as many as there are seats."""
    seats = (found.among.counting.seats if found.among else 1) - len(found.seated)
    if found.among and found.among.form == "single" and len(words) > seats:
        raise BadInput(
            f"{len(words)} names for {many(seats, 'seat')}: that ballot would count for nobody", "name fewer"
        )
    return BallotMarked(names=once([meant(found, name) for name in words]))


def _scored(found: Motion, words: list[str]) -> BallotMarked:
    pairs = [word.partition("=") for word in words]
    if wrong := [word for _, _, word in pairs if not word.isdecimal() or int(word) > HIGHEST_SCORE]:
        raise BadInput(f"not a score: {wrong[0]!r}", f"OPTION=0 to OPTION={HIGHEST_SCORE}")
    scores = [Score(option=meant(found, name), score=int(word)) for name, _, word in pairs]
    once([each.option for each in scores])
    return BallotMarked(scores=scores)


rank = _marking(
    "ranking", _ranked, "Rank options, best first.",
    typer.Argument(metavar="OPTION...", help="Best first; A=B where two are equally good."),
)  # fmt: skip
approve = _marking(
    "approval", _named, "Approve of any number of options.",
    typer.Argument(metavar="OPTION...", help="All that you approve of."),
)  # fmt: skip
score = _marking(
    "score", _scored, "Give options scores of 0 to 5.", typer.Argument(metavar="OPTION=N...", help="Scores of 0 to 5.")
)
vote_for = _marking(
    "single", _named, "Vote for one, or for as many as there are seats.",
    typer.Argument(metavar="NAME...", help="Whom or what you vote for, as many as there are seats."),
)  # fmt: skip


def _mark(
    word: str, form: Form, marked: Callable[[Motion], BallotMarked], reason: str, key: str, *, sync: bool
) -> None:
    """Cast a ballot of a form; one of another form than the question's is refused by the law, which names the command."""
    chamber = open_chamber(Path())
    actor = find_actor(chamber, key)
    matter = find_to_vote_on(chamber, word, actor.name)
    motion = matter.motion
    among = motion.among
    fits = among is not None and (among.form == form or {among.form, form} == {"single", "approval"})
    body = marked(motion) if fits else _misfit(form)
    said = body.model_copy(update={"on": matter.on, "round": motion.round, "reason": reason})
    event = act(chamber, actor, matter.floor, said)
    words = in_words(form, said.papers().get(form, ()))
    say(f"{actor.name} votes {clean(words)} on {motion.name}: {clean(motion.text)} ({short(event.id)})")
    send(sync=sync)


def _misfit(form: Form) -> BallotMarked:
    """Return a ballot of a form without the names that were typed: all that the law needs to say why it does not fit."""
    if form == "ranking":
        return BallotMarked(ranking=[["any"]])
    return BallotMarked(scores=[Score(option="any", score=0)]) if form == "score" else BallotMarked(names=["any"])


def meant(motion: Motion, word: str) -> str:
    """Return the option or member that a word means; in an election any member may be written in, by the whole name."""
    what = "nominee" if motion.among is not None and motion.among.elects else "option"
    return word if word in eligible(motion) else known(word, options_of(motion), what)


def once(names: list[str]) -> list[str]:
    """Return names, each of which stands there once; raises `BadInput`."""
    if twice := next((name for name in names if names.count(name) > 1), ""):
        raise BadInput(f"{twice} is named twice: that ballot would count for nobody", "name each once")
    return names
