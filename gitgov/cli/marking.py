"""`git vote rank`, `approve`, `score` and `for`: ballots on choices among many."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Annotated

import typer

from gitgov.chamber.acts import act, find_actor
from gitgov.chamber.open import open_chamber
from gitgov.chamber.reads import find_matter
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
Marking = Callable[[Motion], BallotMarked]


def rank(
    motion: Which,
    options: Annotated[
        list[str], typer.Argument(metavar="OPTION...", help="Best first; A=B where two are equally good.")
    ],
    message: Message = "",
    key: Key = "",
    sync: Sync = False,
) -> None:
    """Rank options, best first."""

    def marked(found: Motion) -> BallotMarked:
        groups = [word.split("=") for words in options for word in words.split(">") if word]
        ranking = [[meant(found, name) for name in group] for group in groups]
        once([name for group in ranking for name in group])
        return BallotMarked(ranking=ranking)

    _mark(motion, "ranking", marked, message, key, sync=sync)


def approve(
    motion: Which,
    options: Annotated[list[str], typer.Argument(metavar="OPTION...", help="All that you approve of.")],
    message: Message = "",
    key: Key = "",
    sync: Sync = False,
) -> None:
    """Approve of any number of options."""

    def marked(found: Motion) -> BallotMarked:
        return BallotMarked(names=_names(found, options))

    _mark(motion, "approval", marked, message, key, sync=sync)


def score(
    motion: Which,
    options: Annotated[list[str], typer.Argument(metavar="OPTION=N...", help="Scores of 0 to 5.")],
    message: Message = "",
    key: Key = "",
    sync: Sync = False,
) -> None:
    """Give options scores of 0 to 5."""

    def marked(found: Motion) -> BallotMarked:
        pairs = [word.partition("=") for word in options]
        if wrong := [word for _, _, word in pairs if not word.isdecimal() or int(word) > HIGHEST_SCORE]:
            raise BadInput(f"not a score: {wrong[0]!r}", f"OPTION=0 to OPTION={HIGHEST_SCORE}")
        scores = [Score(option=meant(found, name), score=int(word)) for name, _, word in pairs]
        once([each.option for each in scores])
        return BallotMarked(scores=scores)

    _mark(motion, "score", marked, message, key, sync=sync)


def vote_for(
    motion: Which,
    options: Annotated[
        list[str], typer.Argument(metavar="NAME...", help="Whom or what you vote for, as many as there are seats.")
    ],
    message: Message = "",
    key: Key = "",
    sync: Sync = False,
) -> None:
    """Vote for one, or for as many as there are seats."""

    def marked(found: Motion) -> BallotMarked:
        return BallotMarked(names=_names(found, options))

    _mark(motion, "single", marked, message, key, sync=sync)


def _names(motion: Motion, words: list[str]) -> list[str]:
    """Return what is named: any number where one approves, else as many as there are seats."""
    seats = (motion.among.counting.seats if motion.among else 1) - len(motion.seated)
    if motion.among and motion.among.form == "single" and len(words) > seats:
        raise BadInput(
            f"{len(words)} names for {many(seats, 'seat')}: that ballot would count for nobody", "name fewer"
        )
    return once([meant(motion, name) for name in words])


def _mark(word: str, form: Form, marked: Marking, reason: str, key: str, *, sync: bool) -> None:
    """Cast a ballot of a form; one of another form than the question's is refused by the law, which names the command."""
    chamber = open_chamber(Path())
    actor = find_actor(chamber, key)
    matter = find_matter(chamber, word, actor.name)
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
